"""Names in words, and what the words are: units (army, brigade), weak words, numbers, fillers, names proper.

The word lists are data (``data/words.csv``). ``forms`` are Arabic and other words found in every spelling that sounds
alike, ``translations`` are found as they stand. Words of one meaning translate each other; units of one kin are
often given for each other.
"""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from typing import NamedTuple

from conflictkg.names.parts import bare, parts
from conflictkg.names.sound import Sound, alike, differences, is_arabic, sound
from conflictkg.names.spelling import key
from conflictkg.resources import word_list

_WAL = re.compile(r"^wal(?=[^aeiou]\w{4})")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|er|eme|e)?")
_FAITH = {"din", "deen", "dine", "eddine", "uddin", "الدين", "دين"}
_SERVANT_OF = re.compile(r"^abd[aeou]l?(?=\w{4})")
_SERVANT = re.compile(r"abd(?:[aeu][lrsnzt])?")


class Word(NamedTuple):
    """A word of a name: as read, as it is in plain letters, what it is, what it means, how it sounds.

    ``caps`` marks an acronym within a name, ``translates`` a word that stands for words of other languages.
    """

    text: str
    plain: str
    kind: str
    meanings: frozenset[str]
    sound: Sound
    caps: bool = False
    translates: bool = False


class Entry(NamedTuple):
    """A line of the word lists as one of its forms finds it."""

    kind: str
    meaning: str
    translates: bool


class Lists(NamedTuple):
    """The word lists: form -> entries, skeleton -> (sound, entry), meaning -> forms, unit -> kin."""

    exact: dict[str, list[Entry]]
    heard: dict[str, list[tuple[Sound, Entry]]]
    forms: dict[str, list[str]]
    kin: dict[str, str]


@lru_cache(maxsize=1)
def lists() -> Lists:
    """The word lists, read once."""
    found = Lists({}, {}, {}, {})
    with open(word_list(), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kin"]:
                found.kin[row["meaning"]] = row["kin"]
            for form in row["forms"].split():
                plain, entry = bare(form), Entry(row["class"], row["meaning"], False)
                found.exact.setdefault(plain, []).append(entry)
                found.forms.setdefault(row["meaning"], []).append(plain)
                if row["class"] not in ("filler", "joins") and not is_arabic(plain):
                    found.heard.setdefault(sound(plain).skeleton, []).append((sound(plain), entry))
            for form in row["translations"].split():
                found.exact.setdefault(bare(form), []).append(Entry(row["class"], row["meaning"], True))
                found.forms.setdefault(row["meaning"], []).append(bare(form))
    return found


@lru_cache(maxsize=1 << 13)
def words(name: str) -> tuple[Word, ...]:
    """The words of a name without articles, other fillers and the acronym of the very name.

    >>> [(word.plain, word.kind) for word in words("Jaysh al-Fatah (JF)")]
    [('jaysh', 'unit'), ('fatah', 'word')]
    """
    told = _joined(parts(name))
    mixed = any(c.islower() for c in name) or all(len(part) < 6 for part in told)
    found = [_word(each, mixed) for each in told]
    kept = [word for word in found if word.kind != "filler"]
    initials = "".join(word.plain[:1] for word in kept if not word.caps)
    return tuple([word for word in kept if not (word.caps and word.plain == initials)] or found)


def _joined(told: list[str]) -> list[str]:
    """Parts with those made one word that are written so or apart: Nur al-Din, Abd al-Rahman."""
    found: list[str] = []
    for part in told:
        before = found[-1].lower() if found else ""
        if part.lower() in _FAITH and any(entry.kind == "joins" for entry in lists().exact.get(key(before), ())):
            found[-1] += bare(part)
        elif _SERVANT.fullmatch(before):
            found[-1] = f"abd{part.lower()}"
        else:
            found.append(part)
    return found


@lru_cache(maxsize=1 << 14)
def _word(part: str, mixed: bool) -> Word:
    plain = bare(part)
    arabic = is_arabic(plain)
    if not arabic:
        plain = _SERVANT_OF.sub("abd", _WAL.sub("", plain))
    heard = sound(plain)
    number = _ORDINAL.fullmatch(plain)
    if number:
        return Word(part, str(int(number[1])), "number", frozenset(), heard)
    if len(plain) == 1 and part.islower() and not arabic:
        return Word(part, plain, "filler", frozenset(), heard)
    caps = mixed and len(part) < 7 and part.isupper()
    entries = lists().exact.get(plain) or ([] if caps else _heard(heard))
    kind = next((k for k in ("number", "filler", "unit", "weak") if any(e.kind == k for e in entries)), "word")
    meanings = frozenset(e.meaning for e in entries if e.kind in (kind, "word"))
    if kind == "number":
        return Word(part, min(e.meaning for e in entries if e.kind == kind), kind, frozenset(), heard)
    return Word(part, plain, kind, meanings, heard, caps, any(e.translates for e in entries))


def _heard(heard: Sound) -> list[Entry]:
    """The entries of the word lists that sound like this."""
    found = lists().heard.get(heard.skeleton, ()) if len(heard.skeleton) > 1 else ()
    near = [(differences(heard, each), entry) for each, entry in found if alike(heard, each)]
    least = min((far for far, _ in near), default=0.0)
    return list(dict.fromkeys(entry for far, entry in near if far == least))
