"""RDF files to quads: what cannot be read is refused with its line, before it could end the process or fill memory."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from conflictkg.errors import InputError
from conflictkg.importers.tables import reading

_NESTED = 128
_IN_JSON = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.S)
_CURE = "Mend it there and load it again."


def parsed(path: Path, format: ox.RdfFormat) -> Iterator[ox.Quad]:
    """The quads of a file, as they are read; raises :class:`InputError`."""
    whole = format in (ox.RdfFormat.JSON_LD, ox.RdfFormat.RDF_XML)
    with reading(path), open(path, "rb") as file:
        data = file.read() if whole else b""
        if format == ox.RdfFormat.JSON_LD:
            _refuse_depth(data, path)
        elif format == ox.RdfFormat.RDF_XML:
            _refuse_entities(data, path)
        elif path.stat().st_size:  # what is empty cannot be mapped
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
                _refuse_deep_triples(mapped, path)
        try:
            yield from ox.parse(data, format=format) if whole else ox.parse(path=path, format=format)
        except SyntaxError as error:
            told = str(error.msg).rstrip(".")
            if "LoadDocumentCallback" in told:
                cure = "Write the context out in the file."
                raise InputError("names a context on the web, and nothing is fetched here.", path, cure=cure) from None
            line = error.lineno or (_line_in_xml(data) if format == ox.RdfFormat.RDF_XML else 0)
            raise InputError(f"is not valid RDF: {told}.", path, line, cure=_CURE) from None
        except MemoryError:
            cure = "A closing quote may be missing."
            raise InputError("holds a text longer than 16 MB, too long to read.", path, cure=cure) from None


def _refuse_depth(data: bytes, path: Path) -> None:
    """The engine reads JSON by recursion: some thousand levels end the process."""
    depth = 0
    for found in _IN_JSON.finditer(data):
        mark = found[0]
        depth += mark in b"[{"
        depth -= mark in b"]}"
        if depth > _NESTED:
            _too_deep(data, found.start(), path)


def _refuse_deep_triples(data: bytes | mmap.mmap, path: Path) -> None:
    """As above for triples in triples (RDF 1.2). Marks within texts count too: there are never so many unclosed."""
    depth = 0
    if data.find(b"<<") < 0:
        return
    for found in re.finditer(rb"<<|>>", data):
        depth += 1 if found[0] == b"<<" else -1
        if depth > _NESTED:
            _too_deep(data, found.start(), path)


def _too_deep(data: bytes | mmap.mmap, at: int, path: Path) -> None:
    line = data[:at].count(b"\n") + 1
    raise InputError(f"nests more than {_NESTED} levels deep.", path, line, cure="Write it flatter, as N-Triples say.")


def _refuse_entities(data: bytes, path: Path) -> None:
    """Entities in entities can make gigabytes out of a kilobyte; Python's XML parser knows when to stop."""
    if b"<!ENTITY" in data:
        from xml.parsers import expat

        try:
            expat.ParserCreate().Parse(data, True)
        except expat.ExpatError as error:
            if error.code == getattr(expat.errors.codes, "AMPLIFICATION", 0) or "amplification" in str(error):
                cure = "Write the texts out."
                raise InputError("has entities that blow up.", path, error.lineno, cure=cure) from None


def _line_in_xml(data: bytes) -> int:
    """The line on which XML is not well formed; 0 where it is."""
    from xml.parsers import expat

    try:
        expat.ParserCreate().Parse(data, True)
    except expat.ExpatError as error:
        return error.lineno
    return 0
