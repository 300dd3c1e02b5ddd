"""Figures for print: title, drawing, legend, key and source line in one SVG file with real text.

No colour carries a meaning alone: kinds are told by shape, ties by dash and sign, certainty by hollow or hatched
marks. A figure is so many millimetres wide; its text has the same size whatever the width.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from conflictkg.draw import lettering
from conflictkg.draw.body import INK, LABEL, LEADING, LINE, MUTED, PAPER, SMALL, Body, Sample
from conflictkg.draw.elements import document, group, number, path, rectangle, text
from conflictkg.draw.lanes import Lanes
from conflictkg.draw.scene import Dataset, Scene
from conflictkg.vocabulary import squash

if TYPE_CHECKING:
    from conflictkg.draw.chart import Chart

WIDTH = 160
"""Millimetres, where none are given: the text of an A4 page."""
UNITS = 96 / 25.4
"""Units per millimetre: a unit is a CSS pixel, 1/96 inch."""
TITLE, INDENT, SAMPLE = 15.0, 57.0, 44.0
EDGE = 3.0


def network(scene: Scene, millimetres: float = WIDTH, seed: int = 1, aspect: float = 0.9) -> str:
    """The ties of a scene as SVG; the same scene gives the same bytes. The scene need not have places yet."""
    from conflictkg.draw import netfigure
    from conflictkg.draw.layout import place

    body = netfigure.body(place(scene, seed, aspect), millimetres * UNITS - 2 * EDGE)
    about = f"{len(scene.nodes)} actors, {len(scene.edges)} ties"
    day = f"As of {scene.as_of}" if scene.as_of else "All dates"
    return _figure(
        scene.title, f"{day} · {_policy(scene.policy)}", about, body, scene.datasets, scene.note, millimetres
    )


def lanes(found: Lanes, millimetres: float = WIDTH) -> str:
    """Who was in which coalition when, as SVG; the same lanes give the same bytes."""
    from conflictkg.draw import lanefigure

    body = lanefigure.body(found, millimetres * UNITS - 2 * EDGE)
    about = f"{len(found.lanes)} rows, {len(found.connectors)} changes, {len(found.events)} events"
    day = f"All dates, {found.as_of} marked" if found.as_of else "All dates"
    return _figure(
        found.title, f"{day} · {_policy(found.policy)}", about, body, found.datasets, found.note, millimetres
    )


def chart(found: Chart, millimetres: float = WIDTH) -> str:
    """Values over time, as SVG; the same chart gives the same bytes."""
    from conflictkg.draw import chart as charts

    body = charts.body(found, millimetres * UNITS - 2 * EDGE)
    about = f"{len(found.series)} lines over {len(found.periods)} periods"
    subtitle = f"{found.what} · {_policy(found.policy)}"
    return _figure(found.title, subtitle, about, body, found.datasets, found.note, millimetres)


def _policy(name: str) -> str:
    return f"policy “{name}” · what sources claim, not what is true"


def _figure(
    title: str, subtitle: str, about: str, body: Body, datasets: Iterable[Dataset], note: str, millimetres: float
) -> str:
    width = millimetres * UNITS
    room = width - 2 * EDGE
    parts: list[str] = []
    y = EDGE
    for line in lettering.lines(lettering.clean(title), TITLE, room, 2, bold=True):
        y += TITLE * 1.2
        parts.append(text(EDGE, y - 0.25 * TITLE, line, TITLE, INK, weight=700))
    for line in lettering.lines(lettering.clean(subtitle), LABEL, room):
        y += LABEL * LEADING
        parts.append(text(EDGE, y - 0.3 * LABEL, line, LABEL, MUTED))
    y += 10
    parts.append(group(body.parts, transform=f"translate({number(EDGE)} {number(y)})"))
    y += body.height + 10
    for section in (_legend(body.legend, room), _key(body.key, room), _lines([*body.notes, note], room, LABEL)):
        parts.append(group(section[0], transform=f"translate({number(EDGE)} {number(y)})"))
        y += section[1] + (7 if section[1] else 0)
    source, height = _lines([_source(datasets)], room, SMALL)
    parts.append(path(f"M{number(EDGE)} {number(y)}H{number(width - EDGE)}", stroke=LINE, width=0.7))
    parts.append(group(source, transform=f"translate({number(EDGE)} {number(y + 4)})"))
    y += 4 + height + EDGE
    paper = rectangle(0, 0, width, y, fill=PAPER)
    return document([paper, *parts], width, y, millimetres, title, f"{subtitle}. {about}.")


def _legend(legend: dict[str, list[Sample]], room: float) -> tuple[list[str], float]:
    """The samples in columns that line up over all headings."""
    sections = {heading: samples for heading, samples in legend.items() if samples}
    if not sections:
        return [], 0
    widest = max(lettering.width(sample.words, LABEL) for samples in sections.values() for sample in samples)
    columns = max(1, int((room - INDENT) // (SAMPLE + 6 + widest + 4)))
    pitch = (room - INDENT) / columns
    parts: list[str] = []
    y = 0.0
    for heading, samples in sections.items():
        parts.append(text(0, y + 11, heading, LABEL, MUTED, weight=600))
        for n, sample in enumerate(samples):
            x, line = INDENT + n % columns * pitch, y + n // columns * 17 + 7.5
            parts.append(group([sample.drawn], transform=f"translate({number(x + SAMPLE / 2)} {number(line)})"))
            words = lettering.line(sample.words, LABEL, pitch - SAMPLE - 8)
            parts.append(text(x + SAMPLE + 6, line + 3.5, words, LABEL, INK))
        y += (len(samples) - 1) // columns * 17 + 17 + 4
    return parts, y - 4


def _key(key: dict[str, list[tuple[str, str]]], room: float) -> tuple[list[str], float]:
    """What numbers and letters stand for, in two columns where there is room, read downwards."""
    columns = 2 if room > 430 else 1
    pitch = (room - INDENT) / columns
    parts: list[str] = []
    top = 0.0
    for heading, entries in key.items():
        wrapped = [(sign, lettering.lines(lettering.clean(words), LABEL, pitch - 24, 3)) for sign, words in entries]
        if wrapped:
            parts.append(text(0, top + LABEL, heading, LABEL, MUTED, weight=600))
            placed, height = _columns(wrapped, columns, pitch, top)
            parts += placed
            top += height + 4
    return parts, max(top - 4, 0)


def _columns(entries: list[tuple[str, list[str]]], columns: int, pitch: float, top: float) -> tuple[list[str], float]:
    """Entries below each other, a new column where the first has its share of the lines."""
    share = -(-sum(len(lines) for _, lines in entries) // columns)
    parts: list[str] = []
    column = row = highest = 0
    for sign, lines in entries:
        if row >= share and column + 1 < columns:
            column, row = column + 1, 0
        x = INDENT + column * pitch
        for n, line in enumerate(lines):
            y = top + row * LABEL * LEADING + LABEL
            parts.append(text(x + 10, y, sign, LABEL, INK, "end", 700) if n == 0 else "")
            parts.append(text(x + 16, y, line, LABEL, INK))
            row += 1
        highest = max(highest, row)
    return parts, highest * LABEL * LEADING


def _lines(told: Iterable[str], room: float, size: float) -> tuple[list[str], float]:
    """Sentences one below the other, in small print."""
    lines = [line for words in told if words for line in lettering.lines(lettering.clean(words), size, room)]
    parts = [text(0, (n + 0.8) * size * LEADING, line, size, MUTED) for n, line in enumerate(lines)]
    return parts, len(lines) * size * LEADING


def _source(datasets: Iterable[Dataset]) -> str:
    """Where the claims come from: dataset, version, licence, citation; and what drew them."""
    told = ["; ".join(_dataset(each) for each in datasets), "Drawn with conflictkg."]
    return "Data: " + ". ".join(filter(None, told)) if told[0] else told[1]


def _dataset(each: Dataset) -> str:
    """Its citation, with the licence where that does not tell it; without one its name, version and licence."""
    cited = each.citation.strip().rstrip(".")
    licence = "" if squash(each.licence) in squash(cited) else each.licence
    return ", ".join(filter(None, (cited, licence) if cited else (each.title, each.version, each.licence)))
