"""Names that are made to break something, and a folder of sheets in which every text is one of them."""

from __future__ import annotations

from pathlib import Path

from folders import write

NAMES = {
    "drop": '"; DROP GRAPH <x>; #',
    "script": "</script><script>alert(1)</script><img src=x onerror=alert(2)>",
    "braces": "}} UNION {{ ?s ?p ?o }} ${x} {{7*7}} %s {0}",
    "formula": "=cmd()|' /C calc'!A0",
    "quotes": "\" ' ` “ ” ‘ ’ « » ''' \"\"\" \\ \\n \\u0041 \\",
    "lines": "one\ntwo\r\nthree\u2028four\tfive",
    "turned": "abc \u202egnirts\u202c \u200f \u2066x\u2069 جبهة",
    "long": "long " + "x" * 9_995,
    "emoji": "👩🏽‍🚀 🏴󠁧󠁢󠁥󠁮󠁧󠁿 𝕏",
    "marks": "\u0301\u0308 a\u0301\u0302\u0303",
    "control": "bell\x07 one\x01 escape\x1b[31m red",
    "markup": "]]>&amp;<!-- -->&#0; **x** [a](javascript:alert(3)) | b",
    "proto": "__proto__",
    "tilde": "~~/../../etc/passwd %2e%2e%2f %00",
}
"""Each survives as data: as label, name, id, title, paraphrase, note, value."""

ADDRESSES = [
    "javascript:alert(4)",
    "data:text/html,<script>alert(5)</script>",
    "https://example.org/a b?<c>\"d\"'e'",
    " vbscript:x",
    "https://example.org/" + "x" * 9_000,
]


def ident(name: str) -> str:
    """A local id of a name; an id holds no slash."""
    return NAMES[name].replace("/", "∕")


def folder(place: Path) -> Path:
    """A folder with one actor, tie, name, fact, event and source for each hostile name."""
    keys = list(NAMES)
    sources = [
        {
            "id": ident(key),
            "title": NAMES[key],
            "published": "2015-03-28",
            "url": ADDRESSES[number % len(ADDRESSES)],
            "archive": ADDRESSES[(number + 1) % len(ADDRESSES)],
            "author": NAMES[key],
            "note": NAMES[key],
            "licence": NAMES[key],
        }
        for number, key in enumerate(keys)
    ]
    actors = [{"id": ident(key), "kind": "armed group", "label": NAMES[key], "note": NAMES[key]} for key in keys]
    actors += [
        {"id": "union", "kind": "coalition", "label": "Union"},
        {"id": "observer", "kind": "media organisation", "label": "Observer"},
    ]
    claims = [
        {
            "source": ident(key),
            "attester": "observer",
            "locator": NAMES[key],
            "paraphrase": NAMES[key],
            "note": NAMES[key],
            "hedge": NAMES[key],
            "coder": NAMES[key],
        }
        for key in keys
    ]
    said = dict(zip(keys, claims, strict=True))
    return write(
        place,
        NAMES["drop"],
        dataset=[
            {"field": "name", "value": NAMES["drop"]},
            {"field": "space", "value": "h<o>s/t"},
            {"field": "title", "value": NAMES["script"]},
            {"field": "licence", "value": NAMES["markup"]},
            {"field": "citation", "value": NAMES["turned"]},
        ],
        sources=sources,
        actors=actors,
        places=[{"id": "town", "kind": "settlement", "label": NAMES["script"]}],
        ties=[
            {"relation": "member of", "from": ident(key), "to": "union", "since": "2015", "role": NAMES[key]}
            | said[key]
            for key in keys
        ],
        names=[{"of": ident(key), "name": NAMES[key], "kind": "alias"} | said[key] | {"hedge": ""} for key in keys],
        facts=[{"subject": ident(key), "property": "described as", "value": NAMES[key]} | said[key] for key in keys],
        events=[
            {"event": f"e-{ident(key)}", "kind": "battle", "label": NAMES[key], "when": "2015"} | said[key]
            for key in keys
        ],
    )
