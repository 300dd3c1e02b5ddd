"""A made-up conflict with every course that a membership can take; dates are what a lane has to show."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from folders import Rows, graph

from conflictkg.graph import KnowledgeGraph

NAMES = {
    "council": "Valley Council",
    "front": "Northern Front",
    "green": "Green Brigade",
    "stone": "Stone Battalions",
    "river": "River Guard",
    "falcon": "لواء الصقر",
    "dawn": "Dawn Movement",
    "old-guard": "Old Guard",
    "hill": "Hill Fighters",
    "new-dawn": "Dawn Breakaway",
    "hill-army": "United Hill Army",
    "army": "Highland Army",
}
KINDS = {"council": "coalition", "front": "coalition", "army": "state armed force"}

TIES = """\
relation,from,to,since,until,seen,spell,end_reason,attester
member of,green,council,2013-03-10,2014-11-20,,,left,observer
leads,green,council,2013-03-10,2014-01,,,,observer
member of,stone,council,2013-05~,..,,,,observer
member of,river,council,2013-06-01,2014-02,,1,suspended,observer
member of,river,council,2014-08-15,,,2,,observer
member of,falcon,council,2013-09-01,2015-06,,,,observer
member of,falcon,front,[2015-03-23..2015-03-28],..,,,,observer
member of,old-guard,front,,,2015-04-10,,,observer
member of,hill,front,,,,,,observer
member of,dawn,front,2014-12,2016-01-31,,,,dawn
"""
"""A start about a month; an end on some day of a month; two spells, the second with an end that nobody tells; two
coalitions at once; still going on when the source came out; seen once; undated; told by its own side alone."""

EVENTS = """\
event,kind,label,from,to,when
founding,formation,Founding of the Valley Council,,council,2013-03-10
new-name,renaming,Stone Battalions take a new name,stone,stone,2014-06-01
split,splinter,Split of the Dawn Movement,dawn,new-dawn,2015-07
union,merger,Founding of the United Hill Army,hill; old-guard,hill-army,2016-02-01
joining,absorption,River Guard joins the Stone Battalions,river,stone,2016-03-15
end,dissolution,End of the Northern Front,front,,
bridge,battle,Battle of the Bridge,,,2014-05-02/2014-05-20
capture,capture,Capture of Town,,,[2015-03-27..2015-03-28]
war,conflict,Valley war,,,2012/..
"""

PARTS = """\
event,actor,role
bridge,green,attacker
capture,front,gains control
capture,army,loses control
war,green,attacker
"""


def rows(text: str) -> Rows:
    """CSV text as rows of a sheet, all out of one report."""
    return [{"source": "annual"} | row for row in csv.DictReader(io.StringIO(text))]


SHEETS: dict[str, Rows] = {
    "sources": [
        {"id": "early", "title": "Early paper", "published": "2015-03-28"},
        {"id": "annual", "title": "Annual report", "published": "2016-06-30"},
    ],
    "actors": [{"id": name, "kind": KINDS.get(name, "armed group"), "label": label} for name, label in NAMES.items()]
    + [{"id": "observer", "kind": "monitoring organisation", "label": "Observer"}],
    "ties": rows(TIES),
    "events": rows(EVENTS),
    "participations": rows(PARTS),
}


def dated(folder: Path) -> KnowledgeGraph:
    """The conflict in memory."""
    return graph(folder, **SHEETS)
