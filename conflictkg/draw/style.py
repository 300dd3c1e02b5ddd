"""How kinds and relations look: shape, colour, dash and glyph, the same in every picture.

A tie is told by three things at once (colour, dash, glyph), so that no reader has to tell red from
green: hostile ties are broken lines with a cross, friendly ones whole lines with a plus, organisational
ones plain. Colours are named by a token with a light and a dark value; each has a contrast of at least
3:1 on its background (WCAG 1.4.11), text tokens 4.5:1 (WCAG 1.4.3).
"""

from __future__ import annotations

from dataclasses import dataclass

PALETTE: dict[str, tuple[str, str]] = {
    "paper": ("#ffffff", "#14181e"),
    "chrome": ("#f6f5f2", "#1a1f27"),
    "raised": ("#ffffff", "#222833"),
    "ink": ("#1c2430", "#e8eaee"),
    "muted": ("#5a6472", "#a3adba"),
    "line": ("#dedbd4", "#343c48"),
    "accent": ("#1f5a92", "#86b9ea"),
    "hull": ("#3f6c9c", "#7ea9d8"),
    "coalition": ("#1d3f66", "#a9cbef"),
    "armed": ("#2f7391", "#6cbcd9"),
    "state": ("#6a5f54", "#b9aea2"),
    "civil": ("#85701c", "#d6bd5c"),
    "person": ("#5b5f8f", "#b0b4e6"),
    "place": ("#4d7250", "#9cc79f"),
    "other": ("#6b7280", "#9ca3af"),
    "organisational": ("#5d6b7c", "#9aa9bb"),
    "leading": ("#1d3f66", "#a9cbef"),
    "loyal": ("#7a3f9d", "#cb9be8"),
    "friendly": ("#0b7a5c", "#54c9a3"),
    "hostile": ("#bf3b1c", "#ff8c66"),
    "territorial": ("#8a6100", "#e0b44c"),
}
"""Token -> (light, dark), as ``#rrggbb``."""


@dataclass(frozen=True, slots=True)
class KindStyle:
    """``shape`` is one of circle, ring, square, diamond, triangle, pentagon, hexagon, bubble, person, pin, pill.

    Kinds of different colours have different shapes, for those who see no colours.
    """

    shape: str
    colour: str


@dataclass(frozen=True, slots=True)
class RelationStyle:
    """``dash`` in pixels (empty = whole line); ``glyph`` one of plus, cross, star, ring, square, dot or empty."""

    colour: str
    dash: tuple[int, ...] = ()
    width: float = 1.8
    glyph: str = ""


KINDS: dict[str, KindStyle] = {
    "Coalition": KindStyle("pill", "coalition"),
    "ArmedGroup": KindStyle("circle", "armed"),
    "ArmedActor": KindStyle("circle", "armed"),
    "StateArmedForce": KindStyle("square", "state"),
    "Government": KindStyle("hexagon", "state"),
    "MonitoringOrganisation": KindStyle("diamond", "civil"),
    "MediaOrganisation": KindStyle("triangle", "civil"),
    "OnlineAccount": KindStyle("bubble", "person"),
    "Person": KindStyle("person", "person"),
    "DescribedCollective": KindStyle("ring", "other"),
    "Organisation": KindStyle("pentagon", "civil"),
    "Country": KindStyle("pin", "place"),
    "AdministrativeArea": KindStyle("pin", "place"),
    "Settlement": KindStyle("pin", "place"),
    "Site": KindStyle("pin", "place"),
    "Place": KindStyle("pin", "place"),
}
"""Local name of the class -> its look; the order is the order of the legend."""

OTHER_KIND = KindStyle("circle", "other")

RELATIONS: dict[str, RelationStyle] = {
    "memberOf": RelationStyle("organisational"),
    "leads": RelationStyle("leading", (), 3.2, "star"),
    "commandedBy": RelationStyle("organisational", (14, 4), 2.2),
    "affiliateOf": RelationStyle("loyal", (2, 5), 2.6, "ring"),
    "pledgedTo": RelationStyle("loyal", (2, 5), 1.8, "dot"),
    "allegianceTo": RelationStyle("loyal", (), 2.2, "ring"),
    "alliedWith": RelationStyle("friendly", (), 2.4, "plus"),
    "coBelligerentWith": RelationStyle("friendly", (12, 4), 2.2, "plus"),
    "jointOperationWith": RelationStyle("friendly", (6, 4), 1.8, "dot"),
    "sponsors": RelationStyle("friendly", (), 2.2, "square"),
    "endorses": RelationStyle("friendly", (6, 3, 2, 3), 1.8, "dot"),
    "alignedWith": RelationStyle("friendly", (2, 4), 1.8),
    "rivalOf": RelationStyle("hostile", (9, 6), 2.4, "cross"),
    "competesWith": RelationStyle("hostile", (3, 5), 2.0, "cross"),
    "hostileTo": RelationStyle("hostile", (16, 5), 2.8, "cross"),
    "usedViolenceAgainst": RelationStyle("hostile", (16, 4, 3, 4), 2.4, "dot"),
    "controls": RelationStyle("territorial", (10, 3, 2, 3), 2.2, "square"),
}
"""Shortcut -> its look; the order is the order of the legend."""

OTHER_RELATION = RelationStyle("other", (4, 4), 1.6)


def kind_style(kind: str) -> KindStyle:
    """The look of a kind, a plain one where it has none of its own."""
    return KINDS.get(kind, OTHER_KIND)


def relation_style(relation: str) -> RelationStyle:
    """The look of a relation, a plain one where it has none of its own."""
    return RELATIONS.get(relation, OTHER_RELATION)
