"""Scenes made by hand for the tests of pictures: the article on Idlib, a hostile one, a large one."""

from __future__ import annotations

import random

from conflictkg.draw.lanes import Bar, Connector, EventLine, Lane, Lanes
from conflictkg.draw.scene import ClaimNote, Coalition, Dataset, Edge, Event, Fact, Name, Node, Scene
from conflictkg.draw.when import When

TITLE = "Syria conflict: Idlib city falls to Jabhat al-Nusra …"
URL = "https://www.independent.co.uk/news/world/middle-east/syria-conflict-idlib.html"

LABELS = {
    "Coalition": "coalition",
    "ArmedGroup": "armed group",
    "Government": "government",
    "StateArmedForce": "state armed force",
    "MonitoringOrganisation": "monitoring organisation",
    "MediaOrganisation": "media organisation",
    "OnlineAccount": "online account",
    "DescribedCollective": "described collective",
    "Person": "person",
    "Settlement": "settlement",
}

HOSTILE = '</script><img src=x onerror=alert(1)><b>"&\u2028{{7*7}}'


def claim(paraphrase: str = "", attester: str = "The Independent", stance: str = "asserts", **more: str) -> ClaimNote:
    """A claim of the article."""
    more.setdefault("basis", "stated")
    more.setdefault("locator", "line 21 chars 3990-4105")
    more.setdefault("source_title", TITLE)
    more.setdefault("source_url", URL)
    return ClaimNote(stance, attester, paraphrase=paraphrase, **more)


def actor(local: str, label: str, kind: str = "ArmedGroup", arabic: str = "", *aliases: str, **more: object) -> Node:
    """An actor with its label, an Arabic name and aliases."""
    names = [Name(label, "en", "label")]
    if arabic:
        names.append(Name(arabic, "ar", "label"))
    names += [Name(alias, "en", "alias") for alias in aliases]
    return Node(f"ckg/actor/{local}", label, kind, LABELS.get(kind, kind), tuple(names), **more)  # type: ignore[arg-type]


def tie(source: str, relation: str, target: str, label: str, **more: object) -> Edge:
    """A tie between two actors by their local ids."""
    more.setdefault("claims", (claim(f"{source} {label} {target}, as the article says.", when="seen 2015-03-28"),))
    more.setdefault("sources", ("The Independent, 28 March 2015",))
    more.setdefault("origins", 1)
    more.setdefault("certainty", "certain")
    more.setdefault("last_evidence", "2015-03-28")
    key = f"{source}-{relation}-{target}"
    return Edge(f"tie/{key}", f"ckg/actor/{source}", f"ckg/actor/{target}", relation, label, **more)  # type: ignore[arg-type]


MEMBERS = {
    "jabhat-al-nusra": ("Jabhat al-Nusra", "جبهة النصرة"),
    "ahrar-al-sham": ("Ahrar al-Sham", "أحرار الشام"),
    "jund-al-aqsa": ("Jund al-Aqsa", "جند الأقصى"),
    "liwa-al-haqq": ("Liwa al-Haqq", "لواء الحق"),
    "jaysh-al-sunna": ("Jaysh al-Sunna", "جيش السنة"),
    "ajnad-al-sham": ("Ajnad al-Sham", "أجناد الشام"),
    "faylaq-al-sham": ("Faylaq al-Sham", "فيلق الشام"),
}


def small() -> Scene:
    """The coalition with its seven members, al-Qaeda, Isis and the government."""
    nodes = [
        actor(
            "jaysh-al-fatah",
            "Jaysh al-Fatah",
            "Coalition",
            "جيش الفتح",
            "Jaysh al Fateh",
            "Army of Fatah",
            note="Umbrella of armed groups in Idlib Governorate.",
            facts=(
                Fact(
                    "named “Army of Fatah”",
                    "name",
                    "accepted",
                    "certain",
                    (claim("The name refers to the Muslim conquests."),),
                ),
                Fact(
                    "gains control in the capture of Idlib",
                    "participation",
                    "contested by a party",
                    "certain",
                    (
                        claim(
                            "Claims victory and says that Idlib is “liberated”.",
                            "A Twitter account",
                            aligned_with="Jaysh al-Fatah",
                        ),
                        claim(
                            "Says that the army is still in fierce battles.",
                            "A Syrian military official",
                            "disputes",
                            aligned_with="Syrian government",
                            relayed_by="Sana",
                            basis="inferred",
                        ),
                    ),
                ),
            ),
        )
    ]
    nodes += [actor(local, label, "ArmedGroup", arabic) for local, (label, arabic) in MEMBERS.items()]
    nodes += [
        actor("al-qaeda", "al-Qaeda", "ArmedGroup", "القاعدة"),
        actor("isis", "Isis", "ArmedGroup", "داعش", "Islamic State"),
        actor("syrian-government", "Syrian government", "Government", "الحكومة السورية"),
    ]
    edges = [tie(local, "memberOf", "jaysh-al-fatah", "member of") for local in MEMBERS]
    edges += [
        tie("jabhat-al-nusra", "leads", "jaysh-al-fatah", "leads"),
        tie("jabhat-al-nusra", "affiliateOf", "al-qaeda", "affiliate of"),
        tie("jabhat-al-nusra", "rivalOf", "isis", "rival of", symmetric=True),
        tie(
            "jaysh-al-fatah",
            "hostileTo",
            "syrian-government",
            "hostile to",
            symmetric=True,
            since="[2015-03-23..2015-03-28]",
            status="contested by a party",
            claims=(
                claim("Fierce battles for the city.", "Syrian Observatory for Human Rights", hedge="reportedly"),
                claim(
                    "The army still fights in the city.",
                    "A Syrian military official",
                    "disputes",
                    basis="inferred",
                    relayed_by="Sana",
                    aligned_with="Syrian government",
                ),
            ),
        ),
    ]
    hub = Coalition("ckg/actor/jaysh-al-fatah", tuple(f"ckg/actor/{m}" for m in MEMBERS))
    return Scene(
        "Who stood with whom at Idlib",
        tuple(nodes),
        tuple(edges),
        (hub,),
        as_of="2015-03-28",
        datasets=(Dataset("Idlib 2015", "CC-BY-4.0", "1.0", "conflictkg contributors (2026)"),),
    )


def idlib() -> Scene:
    """A scene of the size that the article gives: 22 actors and 32 ties."""
    base = small()
    nodes = [
        actor("syrian-army", "Syrian Army", "StateArmedForce", "الجيش السوري"),
        actor("syrian-air-force", "Syrian Air Force", "StateArmedForce", "القوات الجوية السورية"),
        actor("sana", "Sana", "MediaOrganisation", "سانا"),
        actor("military-official", "Syrian military official quoted by Sana", "DescribedCollective"),
        actor("sohr", "Syrian Observatory for Human Rights", "MonitoringOrganisation", "المرصد السوري لحقوق الإنسان"),
        actor("lcc", "Local Coordination Committees", "MonitoringOrganisation", "لجان التنسيق المحلية"),
        actor("account", "Twitter account supporting Jaysh al-Fatah", "OnlineAccount"),
        actor("assad", "Bashar al-Assad", "Person", "بشار الأسد"),
        actor("rebels-raqqa", "rebels who took Raqqa", "DescribedCollective"),
        actor("rebels-busra", "rebels who took Busra Sham", "DescribedCollective"),
        Node(
            "ckg/actor/idlib",
            "Idlib",
            "Settlement",
            "settlement",
            (Name("Idlib", "en", "label"), Name("إدلب", "ar", "label")),
        ),
        Node(
            "ckg/actor/raqqa",
            "Raqqa",
            "Settlement",
            "settlement",
            (Name("Raqqa", "en", "label"), Name("الرقة", "ar", "label")),
        ),
        Node("ckg/actor/busra", "Busra Sham", "Settlement", "settlement", (Name("Busra Sham", "en", "label"),)),
    ]
    official = {"aligned_with": "Syrian government", "relayed_by": "Sana"}
    edges = [
        tie("syrian-army", "commandedBy", "syrian-government", "commanded by"),
        tie("syrian-air-force", "commandedBy", "syrian-government", "commanded by"),
        tie("assad", "leads", "syrian-government", "leads", role="President"),
        tie("sana", "alignedWith", "syrian-government", "aligned with"),
        tie("military-official", "alignedWith", "syrian-government", "aligned with"),
        tie("military-official", "memberOf", "syrian-army", "member of"),
        tie("account", "alignedWith", "jaysh-al-fatah", "aligned with"),
        tie("jaysh-al-fatah", "hostileTo", "syrian-army", "hostile to", symmetric=True),
        tie("syrian-air-force", "hostileTo", "jaysh-al-fatah", "hostile to", symmetric=True, status="party-only"),
        tie(
            "syrian-army",
            "hostileTo",
            "isis",
            "hostile to",
            symmetric=True,
            certainty="possible",
            last_evidence="2013-03",
        ),
        tie("rebels-busra", "hostileTo", "syrian-army", "hostile to", symmetric=True),
        tie("jabhat-al-nusra", "leads", "rebels-busra", "leads"),
        tie(
            "jaysh-al-fatah",
            "controls",
            "idlib",
            "controls",
            since="2015-03-28",
            status="contested by a party",
            claims=(
                claim("Has taken control after four days of fighting.", "Syrian Observatory for Human Rights"),
                claim("Claims victory.", "A Twitter account", aligned_with="Jaysh al-Fatah"),
                claim(
                    "Still in fierce battles to regain control.",
                    "A Syrian military official",
                    "disputes",
                    basis="inferred",
                    **official,
                ),
            ),
        ),
        tie(
            "syrian-government",
            "controls",
            "idlib",
            "controls",
            since="2012-04",
            until="2015-03-28",
            certainty="possible",
            status="disputed",
        ),
        tie("isis", "controls", "raqqa", "controls", certainty="possible", last_evidence="2015-03-28"),
        tie("rebels-raqqa", "controls", "raqqa", "controls", since="2013-03", certainty="possible"),
        tie("rebels-busra", "controls", "busra", "controls", since="2015-03"),
        tie(
            "jabhat-al-nusra",
            "coBelligerentWith",
            "ahrar-al-sham",
            "co-belligerent with",
            symmetric=True,
            status="unverified",
        ),
        tie("jabhat-al-nusra", "hostileTo", "syrian-government", "hostile to", symmetric=True, status="disputed"),
        tie("isis", "rivalOf", "al-qaeda", "rival of", symmetric=True, certainty="possible", since="2014-02-03"),
        tie("jund-al-aqsa", "alliedWith", "jabhat-al-nusra", "allied with", symmetric=True, certainty="possible"),
    ]
    return Scene(
        base.title,
        base.nodes + tuple(nodes),
        base.edges + tuple(edges),
        base.coalitions,
        as_of=base.as_of,
        datasets=(
            *base.datasets,
            Dataset("UCDP Actor", "CC-BY-4.0", "22.1", "Davies, Pettersson and Öberg (2022)", "https://ucdp.uu.se"),
        ),
    )


def hostile() -> Scene:
    """Every text field tries to become markup or script."""
    bad = HOSTILE
    note = ClaimNote(bad, bad, bad, bad, bad, bad, bad, "javascript:alert(1)", bad, bad, bad)
    nodes = (
        Node(bad, bad, bad, bad, (Name(bad, "ar", bad),), bad, (Fact(bad, bad, bad, bad, (note,)),), colour=bad),
        Node("two", bad, "Coalition", bad, (Name(bad, bad, bad),)),
        Node("three", "__proto__", "__proto__", "constructor"),
    )
    edges = (
        Edge(bad, bad, "two", bad, bad, False, bad, bad, bad, bad, bad, "possible", bad, (bad,), 1, (note,)),
        Edge("__proto__", "three", "two", "__proto__", "constructor", claims=(note,)),
    )
    datasets = (Dataset(bad, bad, bad, bad, "javascript:alert(2)"),)
    when = When(bad, bad, ("2015-03-28/2015-03-28",), ("2015-03-01/2015-03-31",))
    events = (Event(bad, bad, bad, bad, bad, when, ((bad, bad), ("three", bad)), (note,)),)
    coalitions = (Coalition("two", (bad, "three")),)
    return Scene(bad, nodes, edges, coalitions, bad, bad, datasets, bad, events=events)


def hostile_lanes() -> Lanes:
    """Lanes of the same, with a change and an event."""
    bad, days = HOSTILE, ("2015-03-01", "2015-03-28")
    bars = (
        Bar(bad, bad, bad, bad, bad, *days, *days, bad, (days,), bad, bad, bad, bad, bad, (bad,)),
        Bar("x", bad, bad),
    )
    lanes = (Lane(f"two|{bad}", "two", bad, bad, bad, bars), Lane("|three", "", "three", bad))
    change = Connector(bad, bad, bad, bad, (f"two|{bad}",), ("|three",), *days, bad, bad, bad, (bad,))
    event = EventLine(bad, bad, bad, bad, *days, bad, bad, bad, (bad,), (bad,))
    return Lanes(bad, lanes, (change,), (event,), "2015-01-01", "2015-12-31", bad, bad, (), bad, bad)


def large(actors: int = 500, ties: int = 700, seed: int = 3) -> Scene:
    """A made-up graph with a few hubs, some coalitions and loose parts."""
    chance = random.Random(seed)
    kinds = ("ArmedGroup", "ArmedGroup", "StateArmedForce", "Government", "Person")
    nodes = [
        actor(f"a{i}", f"Group {i} of the valley"[: chance.randint(7, 24)], chance.choice(kinds)) for i in range(actors)
    ]
    relations = [("hostileTo", "hostile to"), ("alliedWith", "allied with"), ("rivalOf", "rival of")]
    edges: list[Edge] = []
    seen: set[str] = set()
    while len(edges) < ties:
        a, b = int(actors * chance.random() ** 2), chance.randrange(actors)
        relation, label = chance.choice(relations)
        one = tie(f"a{a}", relation, f"a{b}", label, symmetric=True)
        if a != b and one.id not in seen:
            seen.add(one.id)
            edges.append(one)
    coalitions = []
    for c in range(min(4, actors // 40)):
        first = actors - 1 - 10 * c
        nodes[first] = actor(f"a{first}", f"Coalition {c}", "Coalition")
        members = [f"a{first - k}" for k in range(1, 8)]
        edges += [tie(m, "memberOf", f"a{first}", "member of") for m in members]
        coalitions.append(Coalition(f"ckg/actor/a{first}", tuple(f"ckg/actor/{m}" for m in members)))
    return Scene(f"{actors} actors", tuple(nodes), tuple(edges), tuple(coalitions))


def joint_sides(groups: int = 14, sides: int = 12, seed: int = 5) -> Scene:
    """As event data have it: one actor against all, and sides of several groups as coalitions with long names."""
    chance = random.Random(seed)
    nodes, edges = [actor("all", "Foe of all")], []
    for i in range(groups):
        nodes.append(actor(f"g{i}", f"Group {i} of the valley"))
        edges.append(tie("all", "hostileTo", f"g{i}", "hostile to", symmetric=True))
    for i in range(sides):
        few = sorted(chance.sample(range(groups), 3))
        nodes.append(actor(f"s{i}", ", ".join(f"Group {n} of the valley" for n in few), "Coalition"))
        edges += [tie(f"g{n}", "coBelligerentWith", f"s{i}", "co-belligerent with", symmetric=True) for n in few]
        edges.append(tie("all", "hostileTo", f"s{i}", "hostile to", symmetric=True))
    return Scene("Joint sides", tuple(nodes), tuple(edges))
