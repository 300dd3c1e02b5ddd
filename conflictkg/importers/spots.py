"""Places of event datasets: a point with its name, in its second- and first-order division, in its country.

The codebook links a pair of coordinates to one name, so a point is known by both; a division by its names and the
country's number. An event of which only the division or the country is known stands at that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conflictkg import claims
from conflictkg.namespaces import thing

PRECISION = {
    "1": "exact",
    "2": "within 25 km",
    "3": "second-order division",
    "4": "first-order division",
    "5": "area without borders",
    "6": "country",
    "7": "international waters or airspace",
}
"""where_prec in words; codebook 19.1, section 3."""
_SETTLEMENTS = (" city", " town", " village")
_NAMES = ("country", "adm_1", "adm_2")
_TELLING = (*_NAMES, "where_coordinates", "latitude", "longitude", "country_id", "where_prec")
_AREAS = {"3": 3, "4": 2, "6": 1}  # where_prec -> how many of these names make the place
_Cells = dict[str, str]


class Spots:
    """Places while a file is read: each is described once, with where it lies and its coordinates.

    ``claim`` makes the claim that a row makes on them.
    """

    def __init__(self, claim: Callable[[_Cells], claims.Claim], space: str = "ucdp") -> None:
        self._claim, self._space = claim, space
        self._known: dict[tuple[str, ...], str] = {}
        self._places: set[str] = set()
        self._pinned: set[str] = set()

    def of(self, cells: _Cells) -> tuple[str, list[claims.Row]]:
        """The place of an event, empty where nothing is told, and the rows on what is new of it."""
        told = tuple([cells.get(name, "") for name in _TELLING])
        known = self._known.get(told)
        if known is not None:
            return known, []
        names, name, at = told[:3], " ".join(told[3].split()), coordinates(cells)
        depth = _AREAS.get(cells.get("where_prec", ""), 0)
        country = cells.get("country_id") or names[0]
        name = name or at.replace(",", " ")
        if depth and names[depth - 1]:
            place = self._area(country, names[:depth])
        else:
            place = thing(self._space, "place", f"{name} {at.replace(',', ' ')}".strip()) if name else ""
        self._known[told] = place
        if not place:
            return "", []
        return place, [*self._described(cells, place, name, names, country), *self._pin(cells, place, at)]

    @property
    def known(self) -> int:
        """How many ways of telling a place were met."""
        return len(self._known)

    def _described(
        self, cells: _Cells, place: str, name: str, names: tuple[str, ...], country: str
    ) -> Iterator[claims.Row]:
        """The place and the areas around it, from the largest, as far as they are new."""
        around = ""
        for depth in range(1, len(names) + 1):
            area = self._area(country, names[:depth]) if names[depth - 1] else ""
            if area:
                yield from self._placed(
                    cells, area, "AdministrativeArea" if depth > 1 else "Country", names[depth - 1], around
                )
                around = area
        yield from self._placed(cells, place, "Settlement" if name.endswith(_SETTLEMENTS) else "Place", name, around)

    def _placed(self, cells: _Cells, place: str, kind: str, name: str, around: str) -> Iterator[claims.Row]:
        if place in self._places:
            return
        self._places.add(place)
        yield claims.Place(place, kind, name)
        if around:
            yield claims.Fact(place, "locatedIn", self._claim(cells), around)

    def _pin(self, cells: _Cells, place: str, at: str) -> Iterator[claims.Row]:
        """The coordinates; of an area, those of the point that stands for it."""
        if at and place not in self._pinned:
            self._pinned.add(place)
            yield claims.Fact(place, "coordinates", self._claim(cells), value=at)

    def _area(self, country: str, names: tuple[str, ...]) -> str:
        """A country by its number; a division by that and its names."""
        return thing(self._space, "place", " ".join((country, ", ".join(filter(None, names[1:])))).strip())


def coordinates(cells: _Cells) -> str:
    """Latitude and longitude as "36.2,37.16"; empty where they are no coordinates.

    >>> coordinates({"latitude": "35.0", "longitude": "38"})
    '35,38'
    """
    try:
        latitude, longitude = float(cells["latitude"]), float(cells["longitude"])
    except (KeyError, ValueError):
        return ""
    return f"{latitude:.9g},{longitude:.9g}" if abs(latitude) <= 90 and abs(longitude) <= 180 else ""
