"""Figures: well-formed, text as text, hatched and fading exactly where the bounds say, deaf to markup in data."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
import scenes
from dated import dated
from hypothesis import given
from hypothesis import strategies as st

from conflictkg.draw import lanefigure, svg
from conflictkg.draw.lanes import Bar, Connector, EventLine, Lane, Lanes
from conflictkg.draw.lettering import clean, lines, width
from conflictkg.draw.scene import Dataset, Node, Scene

SVG = "{http://www.w3.org/2000/svg}"
ISOLATES = "\u2067\u2069"


@pytest.fixture(scope="module")
def lanes(tmp_path_factory: pytest.TempPathFactory) -> Lanes:
    return dated(tmp_path_factory.mktemp("dated")).lanes(as_of="2015-03-25")


@pytest.fixture(scope="module")
def drawn(lanes: Lanes) -> ElementTree.Element:
    return ElementTree.fromstring(svg.lanes(lanes))


@pytest.fixture(scope="module")
def network() -> str:
    return svg.network(scenes.small())


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()).strip(ISOLATES) for each in root.iter(f"{SVG}text")]


def labels(root: ElementTree.Element) -> list[str]:
    """Texts without what a viewer shows when it is pointed at."""
    found = []
    for each in root.iter(f"{SVG}text"):
        tip = each.find(f"{SVG}title")
        found.append((tip.tail if tip is not None else each.text) or "")
    return [text.strip(ISOLATES) for text in found]


def bar(root: ElementTree.Element, start: str) -> list[tuple[str, float, float]]:
    """What a bar is made of, from left to right: hatch, fade, full, hollow or dots with its left end and width."""
    (group,) = [g for g in root.iter(f"{SVG}g") if (g.findtext(f"{SVG}title") or "").startswith(start)]
    found = []
    for each in group:
        if each.tag == f"{SVG}rect":
            fill, x, wide = each.get("fill", ""), float(each.get("x", "")), float(each.get("width", ""))
            kind = fill[5:].split("-")[0] if fill.startswith("url(#") else "hollow" if fill == "#ffffff" else "full"
            if not (kind == "hollow" and each.get("stroke") is None):
                found.append((kind, x, wide))
        elif each.get("stroke-linecap") == "round":
            start_x, _, end = each.get("d", "")[1:].replace("H", " ").split(" ")
            found.append(("dots", float(start_x), float(end) - float(start_x)))
    return sorted(found, key=lambda part: part[1])


# -- lanes


def test_names_stand_in_the_order_of_the_lanes(drawn: ElementTree.Element, lanes: Lanes) -> None:
    names = [lane.label for lane in lanes.lanes]
    assert [text for text in labels(drawn) if text in set(names)] == names


@pytest.mark.parametrize(
    ("start", "parts"),
    [
        ("Green Brigade: member of", ["full"]),
        ("Green Brigade: leads", ["full", "hatch"]),
        ("Stone Battalions: member of", ["hatch", "full", "fade"]),
        ("River Guard: member of; 2013", ["full", "hatch"]),
        ("River Guard: member of; 2014", ["full", "dots"]),
        ("Dawn Movement: member of", ["hatch", "hollow"]),
        ("Old Guard: member of", ["dots", "full", "dots"]),
        ("Hill Fighters: member of", ["dots"]),
        ("United Hill Army: existed", ["full", "dots"]),
    ],
)
def test_bars_are_hatched_and_fade_where_the_bounds_say(
    drawn: ElementTree.Element, start: str, parts: list[str]
) -> None:
    assert [kind for kind, _, _ in bar(drawn, start)] == parts


def test_bars_are_as_long_as_their_days(drawn: ElementTree.Element) -> None:
    (_, left, hatched), (_, first, full), _ = bar(drawn, "Stone Battalions: member of")
    assert abs(left - 0.4 + hatched + 0.8 - first) < 2, "the doubt ends where certainty begins"
    assert (hatched + 0.8) / full == pytest.approx(91 / 1097, rel=0.03)


def test_changes_events_and_the_day_are_named(drawn: ElementTree.Element) -> None:
    told = " ".join(labels(drawn))
    for words in ("Battle of the Bridge, 2014-05-02 to 2014-05-20", "Split of the Dawn Movement (splinter), 2015-07"):
        assert words in told
    assert labels(drawn).count("2015-03-25") == 1
    assert "All dates, 2015-03-25 marked · policy “default”" in told
    assert "1 undated change is not drawn." in told


def test_a_splinter_leads_from_one_row_to_another(drawn: ElementTree.Element, lanes: Lanes) -> None:
    heights = {
        name: float(each.get("y", "")) - 3.5 for each, name in zip(drawn.iter(f"{SVG}text"), labels(drawn), strict=True)
    }
    ends = [each.get("d", "") for each in drawn.iter(f"{SVG}path") if each.get("stroke-dasharray") == "3 2"]
    (line,) = ends
    top, bottom = line[1:].split(" ")[1].split("V")
    assert (float(top), float(bottom)) == (heights["Dawn Movement"], heights["Dawn Breakaway"])


def test_a_letter_covers_no_dot_of_its_row() -> None:
    rows = tuple(Lane(each, "", each, each) for each in ("one", "two", "three"))
    day = ("2015-01-10", "2015-01-10")
    changes = tuple(
        Connector(f"{a}-{b}", "Merger", "merger", f"{a} goes into {b}", (a,), (b,), *day)
        for a, b in (("one", "two"), ("two", "three"))
    )
    found = ElementTree.fromstring(svg.lanes(Lanes("T", rows, changes, first="2015-01-01", last="2015-02-01")))
    first, second = (
        next(float(e.get("x", "")) for e in found.iter(f"{SVG}text") if e.text == letter) for letter in "ab"
    )
    assert first - second >= lanefigure.CHIP + lanefigure.DOT, "the line to b begins with a dot in the row of a"


def test_the_legend_has_what_is_drawn_and_nothing_else(lanes: Lanes) -> None:
    first, last = "2013-01-01", "2013-02-01"
    known = Bar("x", "memberOf", "member of", first, last, first, first, last, last, "known", ((first, last),))
    plain = Lane("a|b", "a", "b", "B", "", (known,))
    few = labels(ElementTree.fromstring(svg.lanes(Lanes("T", (plain,), first="2012-12-01", last="2013-03-01"))))
    assert "member" in few
    assert not {"leader", "date uncertain", "still going on", "start or end not told", "event"} & set(few)
    many = labels(ElementTree.fromstring(svg.lanes(lanes)))
    assert {
        "leader",
        "date uncertain",
        "still going on",
        "start or end not told",
        "event",
        "said by parties alone",
    } <= set(many)


def test_no_lanes_is_a_picture_that_says_so() -> None:
    assert "No source here tells of members of a coalition." in texts(ElementTree.fromstring(svg.lanes(Lanes("None"))))


# -- networks


def test_names_are_text_and_arabic_keeps_its_direction() -> None:
    scene = replace(
        scenes.small(),
        nodes=tuple(replace(n, label=n.names[1].text if n.names[1:] else n.label) for n in scenes.small().nodes),
    )
    text = svg.network(scene)
    assert "\u2067جيش الفتح\u2069" in text
    assert "أحرار الشام" in texts(ElementTree.fromstring(text))


def test_ties_are_told_by_dash_and_sign(network: str) -> None:
    root = ElementTree.fromstring(network)
    dashes = {each.get("stroke-dasharray") for each in root.iter(f"{SVG}path")}
    assert {"9 6", "2 5", "16 5"} <= dashes, "rival, affiliate, hostile"
    assert {"rival of", "leads", "coalition", "contested by a party"} <= set(texts(root))


def test_what_is_possible_is_hollow(network: str) -> None:
    scene = scenes.small()
    possible = svg.network(replace(scene, edges=tuple(replace(e, certainty="possible") for e in scene.edges)))
    assert "possible, not certain" in possible
    assert "possible, not certain" not in network
    assert possible.count('stroke="#ffffff"') >= network.count('stroke="#ffffff"') + len(scene.edges)


def test_title_day_policy_and_source_are_there(network: str) -> None:
    told = " ".join(texts(ElementTree.fromstring(network)))
    for words in (
        "Who stood with whom at Idlib",
        "As of 2015-03-28 · policy “default”",
        "conflictkg contributors (2026), CC-BY-4.0",
    ):
        assert words in told


def test_a_source_line_names_licence_once() -> None:
    scene = Scene("T", (Node("a", "A"),), datasets=(Dataset("d", "CC-BY-4.0", "1", "Us (2026). CC BY 4.0."),))
    assert "Data: Us (2026). CC BY 4.0. Drawn with conflictkg." in texts(ElementTree.fromstring(svg.network(scene)))


# -- both


def test_same_bytes(network: str, lanes: Lanes) -> None:
    assert svg.network(scenes.small()) == network
    assert svg.lanes(lanes) == svg.lanes(lanes)


@pytest.mark.parametrize("millimetres", [60, 160, 240])
def test_width_is_in_millimetres_and_text_keeps_its_size(lanes: Lanes, millimetres: float) -> None:
    root = ElementTree.fromstring(svg.lanes(lanes, millimetres))
    assert root.get("width") == f"{millimetres}mm"
    left, top, wide, high = map(float, root.get("viewBox", "").split())
    assert (left, top, wide) == (0, 0, pytest.approx(millimetres * 96 / 25.4, abs=0.01))
    assert float(root.get("height", "")[:-2]) == pytest.approx(high / wide * millimetres, abs=0.02)
    assert {each.get("font-size") for each in root.iter(f"{SVG}text")} >= {"15", "10", "8.7"}


def hostile_lanes() -> Lanes:
    bad = scenes.HOSTILE
    told = Bar(
        bad, bad, bad, "2013", "", "2013-01-01", "2013-12-31", status=bad, role=bad, sources=(bad,), end_reason=bad
    )
    lane = Lane(bad, bad, bad, bad, bad, (told,))
    change = Connector(bad, bad, bad, bad, (bad,), (bad,), "2013-01-01", "2013-01-02", bad, bad, bad)
    event = EventLine(bad, bad, bad, bad, "2013-02-01", "2013-02-02", bad, bad, bad, (bad,))
    return Lanes(
        bad, (lane,), (change,), (event,), "2013-01-01", "2014-01-01", "2013", bad, (Dataset(bad, bad, bad, bad),), bad
    )


@pytest.mark.parametrize("text", [svg.network(scenes.hostile()), svg.lanes(hostile_lanes())])
def test_hostile_text_stays_text(text: str) -> None:
    root = ElementTree.fromstring(text)
    known = {"svg", "g", "path", "rect", "text", "title", "desc", "defs", "pattern", "linearGradient", "stop"}
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= known
    for each in root.iter():
        assert not any(name.startswith("on") or name in ("href", "style") for name in each.attrib)
        assert all(not value.startswith("url(") or value.startswith("url(#") for value in each.attrib.values())
    assert clean(scenes.HOSTILE).split()[0][:8] in " ".join(texts(root))


@given(st.text())
def test_any_text_gives_well_formed_files(words: str) -> None:
    root = ElementTree.fromstring(svg.network(Scene(words, (Node("a", words, words),))))
    shown = " ".join(texts(root))
    assert not set(shown) & set("\u202e\u2066\x00\x1b")


@given(st.text(), st.floats(20, 200))
def test_lines_fit(words: str, room: float) -> None:
    found = lines(clean(words), 10, room, 3)
    assert len(found) <= 3
    assert all(width(line, 10) <= room or line == "…" for line in found)
