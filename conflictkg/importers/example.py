"""A small made-up dataset, one or two rows a sheet: the worked example in the README that ``init`` writes.

A test loads it, so what the README shows is what works.
"""

from __future__ import annotations

TEXTS = {
    "herald-2024-05-02": "On Monday the Green Front joined the Valley Council, its spokesman said.\n"
    "The Council took the town of Alden on Wednesday; about 30 soldiers died, according to the Peace Monitor.\n"
    "The army denied any losses.\n"
}

SHEETS = {
    "dataset": """field,value
name,example
title,A worked example
licence,CC-BY-4.0
creator,A. Coder
citation,"A. Coder (2024): A worked example."
coverage_from,2024
coverage_to,2024-05-02
coverage_places,Alden
""",
    "sources": """id,title,kind,publisher,published,url
herald-2024-05-02,"Front joins Council, Alden falls",news article,herald,2024-05-02,https://herald.example/alden
""",
    "actors": """id,kind,label
green-front,armed group,Green Front
valley-council,coalition,Valley Council
army,state armed force,Army
herald,media organisation,Herald
peace-monitor,monitoring organisation,Peace Monitor
""",
    "places": """id,kind,label
alden,settlement,Alden
""",
    "names": """of,name,language,kind,source,locator,stance,attester
valley-council,the Council,en,alias,herald-2024-05-02,line 2,asserts,herald
""",
    "ties": """relation,from,to,source,snippet,stance,attester,since,constitutive
member of,green-front,valley-council,herald-2024-05-02,the Green Front joined the Valley Council,asserts,green-front,@monday,yes
""",
    "events": """event,kind,label,place,source,snippet,stance,attester,when
fall-of-alden,capture,"Capture of Alden, May 2024",alden,herald-2024-05-02,took the town of Alden,asserts,herald,@wednesday
""",
    "participations": """event,actor,role,source,snippet,stance,attester
fall-of-alden,valley-council,gains control,herald-2024-05-02,The Council took the town,asserts,herald
fall-of-alden,army,loses control,herald-2024-05-02,took the town of Alden,asserts,herald
""",
    "figures": """of,group,measure,best,source,snippet,stance,attester,note
fall-of-alden,army,killed,30,herald-2024-05-02,about 30 soldiers died,asserts,peace-monitor,about
fall-of-alden,army,killed,,herald-2024-05-02,The army denied any losses,denies,army,
""",
    "facts": """subject,property,value,source,snippet,stance,attester
alden,described as,town,herald-2024-05-02,the town of Alden,asserts,herald
""",
    "judgements": """a,b,verdict,by,on,why
green-front,ucdp/actor/9999,unsure,A. Coder,2024-05-03,"same name, other country"
""",
}
