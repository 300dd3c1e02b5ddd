"""The W3C's tests of the SPARQL 1.1 Protocol (34) and Service Description (3), run against a real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import rdflib
from rdflib.collection import Collection
from serving import TOKEN, Server, served, token

import conflictkg

SUITE = Path(__file__).parents[2] / "shared" / "data" / "w3c-sparql11"
if not SUITE.exists():
    pytest.skip("the W3C's manifests are not here", allow_module_level=True)
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
MANIFEST = rdflib.Graph().parse(SUITE / "protocol" / "manifest.ttl")
FORMATS = {
    "boolean": ("application/sparql-results+json",),
    "tabular": ("application/sparql-results+json", "text/csv"),
    "RDF": ("text/turtle", "application/rdf+xml", "application/n-triples"),
}


def _entries() -> list[rdflib.term.Node]:
    return list(Collection(MANIFEST, next(MANIFEST.objects(None, MF.entries))))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("w3c")
    with conflictkg.open(folder / "db"):
        pass
    with served(folder, "--writable", "--token-file", token(folder), store="db") as server:
        graphs = ""
        for file in sorted((SUITE / "protocol").glob("*.nt")):
            name = f"http://kasei.us/2009/09/sparql/data/{file.stem}.rdf"
            graphs += f"GRAPH <{name}> {{ {file.read_text(encoding='utf-8')} }}\n"
        headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/sparql-update"}
        done = server.client.post(server.address + "/sparql", content=f"INSERT DATA {{ {graphs} }}", headers=headers)
        assert done.status_code == 204, done.text
        yield server


def _sent(server: Server, request: Any) -> httpx.Response:
    """Send one request of the manifest; the token is the only thing added to it."""
    path = str(MANIFEST.value(request, HT.absolutePath)).replace("/sparql/", "/sparql", 1)
    headers = {"authorization": f"Bearer {TOKEN}"}
    told = MANIFEST.value(request, HT.headers)
    for header in Collection(MANIFEST, told) if told else ():
        headers[str(MANIFEST.value(header, HT.fieldName))] = str(MANIFEST.value(header, HT.fieldValue))
    body = MANIFEST.value(request, HT.body)
    content = None
    if body is not None:
        encoding = str(MANIFEST.value(body, CNT.characterEncoding))
        content = str(MANIFEST.value(body, CNT.chars)).encode(encoding)
    method = str(MANIFEST.value(request, HT.methodName))
    return server.client.request(method, server.address + path, content=content, headers=headers)


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: str(entry).rpartition("#")[2])
def test_protocol(server: Server, entry: rdflib.term.Node) -> None:
    requests = MANIFEST.value(MANIFEST.value(entry, MF.action), HT.requests)
    for request in Collection(MANIFEST, requests):
        answer = _sent(server, request)
        response = MANIFEST.value(request, HT.resp)
        statuses = {str(each)[-3] for each in MANIFEST.objects(response, MF.expectedStatus)}
        assert str(answer.status_code)[0] in statuses, answer.text
        format = MANIFEST.value(response, MF.expectedFormat)
        if format is not None:
            assert answer.headers["content-type"].split(";")[0] in FORMATS[str(format)]
        truth = MANIFEST.value(response, MF.expectedBoolean)
        if truth is not None:
            assert answer.json()["boolean"] is truth.toPython()


def test_all_of_the_protocol_is_here() -> None:
    assert len(_entries()) == 34


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", ""])
def test_service_description(server: Server, accept: str) -> None:
    """It is RDF, has the endpoint, and conforms to the schema: one endpoint, known terms, a dataset."""
    answer = server.get("/sparql", accept)
    format = "xml" if "xml" in accept else "turtle"
    graph = rdflib.Graph().parse(data=answer.content, format=format)
    service = graph.value(None, rdflib.RDF.type, SD.Service)
    assert [str(each) for each in graph.objects(service, SD.endpoint)] == [server.address + "/sparql"]
    assert set(graph.objects(service, SD.supportedLanguage)) == {SD.SPARQL11Query, SD.SPARQL11Update}
    assert SD.UnionDefaultGraph in set(graph.objects(service, SD.feature))
    dataset = graph.value(service, SD.defaultDataset)
    assert (dataset, rdflib.RDF.type, SD.Dataset) in graph
    for named in graph.objects(dataset, SD.namedGraph):
        assert isinstance(graph.value(named, SD.name), rdflib.URIRef)
    used = {str(each) for triple in graph for each in triple if str(each).startswith(str(SD))}
    assert {each.removeprefix(str(SD)) for each in used} <= set(TERMS.split())


TERMS = (
    "Service endpoint supportedLanguage SPARQL11Query SPARQL11Update feature UnionDefaultGraph resultFormat "
    "defaultDataset Dataset defaultGraph Graph namedGraph NamedGraph name graph"
)
