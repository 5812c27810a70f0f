"""The W3C's SPARQL 1.1 suite over HTTP: what does not pass is named, with its cause.

The names stand in docs/reference/sparql.md. A test that begins to fail, and one that begins to
pass, has to be written there: the list can only become shorter on purpose.
"""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pyoxigraph as ox
import pytest

from tests.service import protocol, suite
from tests.service.endpoint import endpoint, published

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "sparql.md"
SD = "http://www.w3.org/ns/sparql-service-description#"
LEAST_SHARE = 0.98
_FORMATS = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": ("application/sparql-results+json", "application/sparql-results+xml"),
    "RDF": ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"),
}


def documented() -> set[str]:
    """Return the tests that the reference names as not passing."""
    page = PAGE.read_text(encoding="utf-8")
    rows = page[page.index("## Deviations") : page.index("## Out of scope")]
    return set(re.findall(r"^\| `([\w/-]+)` \|", rows, re.MULTILINE))


@pytest.fixture(scope="module")
def w3c(shared: Path) -> Path:
    return shared / "external" / "w3c-sparql11"


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=60) as made:
        yield made


@pytest.fixture(scope="module")
def failing(w3c: Path, client: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return the tests of queries that do not pass."""
    folder = tmp_path_factory.mktemp("suite")
    cases = suite.cases(w3c)
    suite.store(cases, published(folder))
    with endpoint(folder) as url:
        return {case.name for case in cases if not _passes(case, url, client)}


def _passes(case: suite.Case, url: str, client: httpx.Client) -> bool:
    if case.kind != "QueryEvaluationTest":
        answer = client.post(url, data={"query": case.text()})
        assert answer.status_code in {200, 400}
        return (answer.status_code == 200) == case.kind.startswith("Positive")
    answer = client.post(
        url,
        data={"query": case.text(), **case.dataset()},
        headers={"accept": suite.accepted(case)},
    )
    return answer.status_code == 200 and suite.agrees(case, answer.content)


def test_what_does_not_pass_is_named_in_the_reference(failing: set[str]) -> None:
    assert failing == documented()


def test_the_share_of_tests_in_scope_that_pass(w3c: Path, failing: set[str]) -> None:
    queries = len(suite.cases(w3c))
    others = len(_in_scope(w3c)) + 3
    share = 1 - len(failing) / (queries + others)
    assert share >= LEAST_SHARE
    said = f"{queries + others - len(failing)} of {queries + others}"
    assert f"{said} tests in scope pass ({share:.1%})" in PAGE.read_text(encoding="utf-8")


def _in_scope(w3c: Path) -> dict[str, list[protocol.Request]]:
    """Return the tests of the protocol but those that want an update to be done."""
    found = protocol.requests(w3c)
    return {name: asked for name, asked in found.items() if not name.startswith("update_")}


@pytest.fixture(scope="module")
def address(w3c: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("protocol")
    protocol.store(w3c, published(folder))
    with endpoint(folder) as url:
        yield url


def test_the_protocol_is_kept(w3c: Path, address: str, client: httpx.Client) -> None:
    tests = _in_scope(w3c)
    assert len(tests) == 27
    for name, asked in tests.items():
        for request in asked:
            answer = _sent(client, address, request)
            assert answer.status_code // 100 in request.statuses, (name, answer.text)
            kind = answer.headers["content-type"].partition(";")[0]
            if request.form is not None:
                assert kind in _FORMATS[request.form], name
            if request.truth is not None:
                form = ox.QueryResultsFormat.from_media_type(kind)
                found = ox.parse_query_results(io.BytesIO(answer.content), form)
                assert isinstance(found, ox.QueryBoolean)
                assert bool(found) is request.truth, name


def test_updates_are_refused(w3c: Path, address: str, client: httpx.Client) -> None:
    tests = {n: a for n, a in protocol.requests(w3c).items() if n.startswith("update_")}
    assert len(tests) == 7
    for name, asked in tests.items():
        updates = [request for request in asked if _is_update(request)]
        assert updates
        for request in updates:
            answer = _sent(client, address, request)
            assert answer.status_code in {400, 415}, name
    count = client.post(address, data={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"})
    assert len(count.json()["results"]["bindings"]) == 3


def _is_update(request: protocol.Request) -> bool:
    body = request.body or b""
    return body.startswith(b"update=") or "update" in request.headers.get("content-type", "")


def _sent(client: httpx.Client, address: str, request: protocol.Request) -> httpx.Response:
    url = f"{address}?{request.query}" if request.query else address
    return client.request(request.method, url, headers={**request.headers}, content=request.body)


def test_the_service_describes_itself(address: str, client: httpx.Client) -> None:
    """`returns-rdf`, `has-endpoint-triple` and `conforms-to-schema` of the suite."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/turtle")
    said = list(ox.parse(io.BytesIO(answer.content), ox.RdfFormat.TURTLE))
    service = {q.subject for q in said if q.object == ox.NamedNode(f"{SD}Service")}
    assert len(service) == 1
    endpoints = [q for q in said if q.predicate == ox.NamedNode(f"{SD}endpoint")]
    assert [(q.subject, q.object) for q in endpoints] == [(*service, ox.NamedNode(address))]
    # What sd:Service and what it leads to may be said of, by the domains of the vocabulary.
    for quad in said:
        if quad.predicate.value.startswith(SD):
            name = quad.predicate.value.removeprefix(SD)
            assert name in {
                *("endpoint", "supportedLanguage", "resultFormat", "defaultDataset"),
                "defaultGraph",
            }
            assert (quad.subject in service) == (name != "defaultGraph")
            if name != "supportedLanguage":
                assert not isinstance(quad.object, ox.Literal)
