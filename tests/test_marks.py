"""Marks by measures: larger and in another colour for who is more central, with what they mean in the legend."""

from __future__ import annotations

import re
from pathlib import Path

import folders
import pytest

from conflictkg.analyze.marks import HUES, LEAST, MOST, STEPS
from conflictkg.draw.content import content
from conflictkg.draw.labels import body_size
from conflictkg.draw.layout import place
from conflictkg.errors import QueryError
from conflictkg.graph import KnowledgeGraph


def test_size_and_colour_follow_the_measure(idlib: KnowledgeGraph) -> None:
    scene = idlib.scene(as_of="2015-03-28", size="degree", colour="betweenness")
    rows = {row["name"]: row for row in idlib.analyze("centrality", as_of="2015-03-28").rows()}
    nodes = {node.label: node for node in scene.nodes}
    assert nodes["Jaysh al-Fatah"].size == pytest.approx(MOST)
    assert nodes["Isis"].size == pytest.approx(LEAST)
    assert nodes["Jaysh al-Fatah"].colour == STEPS[-1]
    assert nodes["Liwa al-Haqq"].colour == STEPS[0]
    order = sorted((row["degree"], nodes[str(name)].size) for name, row in rows.items() if name in nodes)
    assert [size for _, size in order] == sorted(size for _, size in order)
    assert nodes["Jaysh al-Fatah"].note.endswith("Degree: 8. Betweenness: 0.3846")
    assert scene.note.startswith("Size: degree in the whole network, as of 2015-03-28, over friendly ties, as an area")
    assert scene.swatches[0][1].startswith("0 to ")


def test_groups_are_colours_of_those_in_the_picture(idlib: KnowledgeGraph) -> None:
    scene = idlib.scene("Jabhat al-Nusra", colour="camp")
    camps = {node.label: node.colour for node in scene.nodes}
    assert camps["Jabhat al-Nusra"] == camps["Jaysh al-Fatah"] != camps["Isis"]
    assert {colour for colour, _ in scene.swatches} == set(camps.values()) <= set(HUES)
    assert {words for _, words in scene.swatches} == {"camp 1a", "camp 1b"}


def test_pictures_draw_them(idlib: KnowledgeGraph) -> None:
    figure = idlib.figure("network", "Isis", size="degree", colour="community").decode()
    assert re.search(r">community \d<", figure)
    scene = idlib.history("Isis", size="degree", colour="community")
    told = content(scene, scene)
    assert told["nodes"]["size"] == [round(node.size, 3) for node in scene.nodes]
    assert told["nodes"]["colour"] == [node.colour for node in scene.nodes]
    assert told["swatches"] == [list(pair) for pair in scene.swatches]


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"size": "mass"}, "They can by: degree"), ({"size": "camp"}, "no number"), ({"colour": "mass"}, "They can by")],
)
def test_refusals(idlib: KnowledgeGraph, asked: dict[str, str], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        idlib.scene(**asked)  # type: ignore[arg-type]


def test_a_coalition_within_a_coalition_has_its_name_inside(tmp_path: Path) -> None:
    actors = [{"id": "inner", "kind": "coalition", "label": "Inner"}, *folders.CAST["actors"]]
    ties = [{"relation": "member of", "from": each, "to": "union"} for each in ("inner", "alpha", "beta", "gamma")]
    scene = folders.graph(tmp_path / "t", actors=actors, ties=ties).scene(size="degree")
    placed = {node.label: node for node in place(scene).nodes}
    assert (placed["Inner"].side, placed["Union"].side) == ("inside", "inside")
    assert body_size(placed["Union"])[1] > body_size(placed["Inner"])[1]
