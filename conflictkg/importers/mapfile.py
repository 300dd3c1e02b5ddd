"""A map (``--map FILE.yaml``): what a user says of a table, with every fault told by file, line and near words.

Every value is a text as it stands in the file, so that a column "no" or a version 1.10 stays what it is. A map has
sections of fields; which ones, the importer says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from conflictkg.errors import InputError
from conflictkg.importers.cells import listed
from conflictkg.importers.faults import nearest
from conflictkg.importers.tables import decode, read_bytes
from conflictkg.vocabulary import squash, vocabulary

if TYPE_CHECKING:
    import yaml

Section = Collection[str] | None
"""The fields that a section may have; None for any; an empty collection for a plain text in place of a section."""

TEXT: Section = ()


class Map:
    """What a map says; ``section`` and ``text`` are empty for what it does not say."""

    def __init__(self, path: Path | str = "") -> None:
        self.path = path
        self._texts: dict[str, str] = {}
        self._sections: dict[str, dict[str, str]] = {}
        self._lines: dict[tuple[str, str], int] = {}

    def text(self, field: str, default: str = "") -> str:
        """A plain text of the map."""
        return self._texts.get(field, default)

    def section(self, name: str) -> dict[str, str]:
        """The fields of a section."""
        return self._sections.get(name, {})

    def fault(self, what: str, section: str, field: str = "", cure: str = "") -> InputError:
        """An error at a field of the map."""
        place = f"{section}: {field}" if field else section
        return InputError(f"{place}: {what}", self.path, self._lines.get((section, field), 0), cure=cure)

    def term(self, group: str, word: str, section: str, field: str = "") -> str:
        """The term of the ontology that a word of the map names."""
        words = vocabulary().words(group)
        found = words.get(squash(word))
        if not found:
            raise self.fault(f'"{word}" is not known here.', section, field, _near(squash(word), words, listed(words)))
        return found

    def one_of(self, word: str, known: Iterable[str], section: str, field: str = "") -> str:
        """The word itself, which must be one of a list."""
        names = list(known)
        if word not in names:
            raise self.fault(f'"{word}" is not known here.', section, field, _near(word, names, ", ".join(names)))
        return word

    def take(self, name: str, fields: Section, node: yaml.Node) -> None:
        """Take in one section as it stands in the file."""
        import yaml

        self._lines[name, ""] = node.start_mark.line + 1
        if fields is not None and not fields:
            self._texts[name] = self._plain(node, name)
            return
        if not isinstance(node, yaml.MappingNode):
            raise self.fault("holds no fields.", name, cure=f"Write one a line below it: {_example(fields)}")
        told = self._sections.setdefault(name, {})
        for key, value in node.value:
            field = self._plain(key, name)
            self._lines[name, field] = key.start_mark.line + 1
            if field in told:
                raise self.fault("stands twice.", name, field, "Keep one of the two.")
            if fields is not None:
                self.one_of(field, fields, name, field)
            told[field] = self._plain(value, name, field)

    def _plain(self, node: yaml.Node, section: str, field: str = "") -> str:
        import yaml

        if not isinstance(node, yaml.ScalarNode):
            raise self.fault("must be a text.", section, field, "Put one word or one quoted text there.")
        return str(node.value).strip()


def read(path: Path | None, sections: Mapping[str, Section]) -> Map:
    """The map in a file, an empty one where there is no file; raises :class:`InputError`."""
    if path is None:
        return Map()
    import yaml

    told = Map(path)
    try:
        root = yaml.compose(decode(read_bytes(path), path), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        what = f"is not YAML ({error.problem or error.context})."
        raise InputError(what, path, line, cure='Write "name: value", one a line.') from None
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"is not YAML ({str(error)[:100]}).", path, cure='Write "name: value", one a line.') from None
    if not isinstance(root, yaml.MappingNode):
        raise InputError("is no map.", path, cure=f"It has these parts: {', '.join(sections)}.")
    seen: set[str] = set()
    for key, value in root.value:
        name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
        if name not in sections or name in seen:
            what = f'"{name}" stands twice.' if name in seen else f'"{name}" is no part of a map.'
            raise InputError(what, path, key.start_mark.line + 1, cure=_near(name, sections, ", ".join(sections)))
        seen.add(name)
        told.take(name, sections[name], value)
    return told


def _near(word: str, known: Iterable[str], names: str) -> str:
    near = nearest(word, known)
    return f'Did you mean "{near}"?' if near else f"Known: {names}."


def _example(fields: Section) -> str:
    return f"  {next(iter(fields))}: …" if fields else "  name: …"
