"""The portal and the commands in front of a SPARQL service by its address."""

from __future__ import annotations

import base64
import threading
from decimal import Decimal
from typing import TYPE_CHECKING

import httpx
import pytest
from click.testing import CliRunner

from graph_build.cli import main
from graph_build.errors import (
    Busy,
    OutputError,
    QueryError,
    StoreUnreachable,
    TooCostly,
    TooSlow,
    UnknownName,
)
from graph_build.portal import application
from graph_build.query import Graph, catalogue
from graph_build.store.remote import RemoteStore, put
from tests.portal.client import Client
from tests.service.endpoint import endpoint
from tests.service.engines import Engine, oxigraph, virtuoso

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from graph_build.store import Term

ACCOUNT = {"FENGTU_STORE_USER": "dba", "FENGTU_STORE_PASSWORD": "dba"}
ANSWERED_OTHERWISE = {
    "applications-and-goals",
    "county-gaps",
    "diffusion",
    "experiences-and-origins",
    "initiatives-per-hundred-townships",
}
"""Questions that Virtuoso 7.2.5 answers otherwise, or not at all."""


@pytest.fixture(scope="module")
def local(sample: Path) -> Graph:
    return Graph.open(sample)


@pytest.fixture(scope="module")
def filled(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Return a server of Oxigraph with the sample, brought there by the command."""
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as engine:
        _push(sample, engine)
        yield engine


def _push(sample: Path, engine: Engine) -> None:
    options = ["--as", engine.graph] if engine.graph else []
    done = CliRunner().invoke(main, ["push", engine.store, *options, "--graph", str(sample)])
    assert done.exit_code == 0, done.output


def _values(row: tuple[Term | None, ...]) -> tuple[object, ...]:
    return tuple(
        Decimal(term.value) if term and (term.datatype or "").endswith("decimal") else term
        for term in row
    )


def test_a_build_is_published_whole_in_an_engine_of_others(
    filled: Engine, local: Graph, sample: Path, tmp_path: Path
) -> None:
    remote = Graph.at(filled.query, tmp_path)
    assert remote.store.digest() == local.store.digest()
    _push(sample, filled)
    # Once more replaces, it does not add.
    assert len(remote.store) == len(local.store)  # type: ignore[arg-type]


def test_every_question_has_the_same_answer_there(
    filled: Engine, local: Graph, tmp_path: Path
) -> None:
    remote = Graph.at(filled.query, tmp_path)
    for query in catalogue().values():
        here, there = local.store.select(query.text), remote.store.select(query.text)
        assert here.names == there.names
        assert [*map(_values, here)] == [*map(_values, there)], query.name


PAGES = (
    *("/", "/about", "/documents", "/queries", "/list/Experience", "/claims/Relation"),
    *("/query/experiences-and-origins", "/query/satisfaction", "/search?q=金华", "/page/ont"),
    *("/page/place/330700", "/network/place/330700", "/data/place/330700.ttl"),
    "/sparql?query=SELECT * { ?s a ?c } ORDER BY ?s ?c",
)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_the_same_in_front_of_it(
    filled: Engine, client_of: Callable[[str | None], Client], path: str
) -> None:
    here, there = client_of(None).get(path), client_of(filled.query).get(path)
    assert (here.status_code, there.status_code) == (200, 200)
    if path.endswith(".ttl"):
        assert sorted(here.text.split()) == sorted(there.text.split())
    else:
        assert here.text == there.text


@pytest.fixture(scope="module")
def client_of(sample: Path) -> Callable[[str | None], Client]:
    made: dict[str | None, Client] = {}

    def client(store: str | None) -> Client:
        if store not in made:
            made[store] = Client(application(sample, store=store))
        return made[store]

    return client


@pytest.mark.parametrize(
    ("sparql", "accept", "status"),
    [
        ("SELECT * { ?s ?p ?o } LIMIT 3", "text/csv", 200),
        ("ASK {}", "application/sparql-results+xml", 200),
        ("CONSTRUCT WHERE { ?s a ?c } LIMIT 3", "application/ld+json", 200),
        ("SELECT * {", "application/json", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "application/json", 403),
        ("CLEAR ALL", "application/json", 403),
    ],
)
def test_its_endpoint_guards_and_passes_on(
    filled: Engine,
    client_of: Callable[[str | None], Client],
    sparql: str,
    accept: str,
    status: int,
) -> None:
    answer = client_of(filled.query).request(
        "GET", "/sparql", params={"query": sparql}, headers={"accept": accept}
    )
    assert answer.status_code == status
    if status == 200:
        assert answer.headers["content-type"].startswith(accept)


def test_the_service_of_one_portal_is_the_store_of_another(
    sample: Path, local: Graph, tmp_path: Path
) -> None:
    with endpoint(sample) as url:
        remote = Graph.at(url, tmp_path)
        assert remote.store.digest() == local.store.digest()
        asked = ["query", "satisfaction", "--store", url, "--graph", str(tmp_path)]
        done = CliRunner().invoke(main, [*asked, "--format", "csv"])
        there = CliRunner().invoke(main, [*asked[:2], "--graph", str(sample), "--format", "csv"])
        assert done.output == there.output
        assert "群众安全感满意度" in done.output


def test_texts_are_those_of_the_folder(sample: Path, local: Graph, tmp_path: Path) -> None:
    document = next(iter(local.manifest["documents"]))["id"]
    address = "http://127.0.0.1:9/sparql"
    assert Graph.at(address, sample).text(document) == local.text(document)
    with pytest.raises(UnknownName):
        Graph.at(address, tmp_path).text(document)


@pytest.mark.slow
def test_virtuoso_takes_a_build_and_answers(
    sample: Path, local: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    with virtuoso(tmp_path) as engine:
        _push(sample, engine)
        remote = Graph.at(engine.query, tmp_path)
        assert remote.store.digest() == local.store.digest()
        for query in catalogue().values():
            if query.name not in ANSWERED_OTHERWISE:
                here, there = (g.store.select(query.text) for g in (local, remote))
                assert sorted(map(str, map(_values, here))) == sorted(
                    map(str, map(_values, there))
                ), query.name
        monkeypatch.delenv("FENGTU_STORE_USER")
        with pytest.raises(StoreUnreachable, match="FENGTU_STORE_USER"):
            put(_triples(tmp_path), engine.store, graph="urn:other")


def _triples(folder: Path) -> Path:
    path = folder / "made.nt"
    path.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    return path


def _mocked(status: int, body: str = "", **headers: str) -> RemoteStore:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    transport = httpx.MockTransport(lambda _: httpx.Response(status, text=body, headers=sent))
    return RemoteStore.at("http://store.example/sparql", transport=transport)


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (400, QueryError, r"refuses the request \(400\): no, not so"),
        (401, StoreUnreachable, "FENGTU_STORE_PASSWORD"),
        (403, StoreUnreachable, "FENGTU_STORE_PASSWORD"),
        (404, StoreUnreachable, "no SPARQL service"),
        (429, Busy, "busy"),
        (500, QueryError, "500"),
        (503, Busy, "busy"),
        (504, TooSlow, "given the query up"),
    ],
)
def test_what_the_service_refuses_is_told(status: int, error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        _mocked(status, "no,\n not so").ask("ASK {}")


def test_a_service_that_leads_elsewhere_gets_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StoreUnreachable, match=r"leads to http://other\.example/"):
        _mocked(302, location="http://other.example/").ask("ASK {}")


@pytest.mark.parametrize(
    "address",
    ["", "localhost:7878", "ftp://a/", "http://", "file:///etc", "http://user:word@a/sparql"],
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(StoreUnreachable):
        RemoteStore.at(address)
    done = CliRunner().invoke(main, ["query", "satisfaction", "--store", address])
    assert done.exit_code == 1
    assert "Traceback" not in done.output


def test_a_service_that_is_not_there_is_told() -> None:
    with pytest.raises(StoreUnreachable, match="does not answer"):
        RemoteStore.at("http://127.0.0.1:9/sparql").ask("ASK {}")


def test_an_answer_that_is_none_is_told() -> None:
    with pytest.raises(QueryError, match="no SPARQL JSON"):
        _mocked(200, "<html>").select("SELECT * {}")
    with pytest.raises(QueryError, match="no N-Triples"):
        list(_mocked(200, "<html>").triples("DESCRIBE <a:b>"))


def test_an_answer_that_the_service_cut_is_refused() -> None:
    body = "<urn:a> <urn:b> <urn:c> .\n" * 10
    with pytest.raises(TooCostly, match="ResultSetMaxRows"):
        list(_mocked(200, body, x_sparql_maxrows="10").triples("DESCRIBE <a:b>"))
    assert len(list(_mocked(200, body, x_sparql_maxrows="11").triples("DESCRIBE <a:b>"))) == 10


def test_an_answer_beyond_the_limit_is_given_up() -> None:
    with pytest.raises(TooCostly, match="larger"):
        _mocked(200, "x" * 10_000).evaluate("ASK {}", most_bytes=1_000)


def test_a_service_elsewhere_is_not_filled_by_load() -> None:
    with pytest.raises(OutputError, match="fengtu push"):
        _mocked(200).load([])


@pytest.mark.parametrize("kind", ["Basic", "Digest"])
def test_an_account_is_named_when_it_is_asked_for(
    kind: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in ACCOUNT.items():
        monkeypatch.setenv(name, value)
    seen: list[tuple[str, bytes]] = []
    challenge = {"Basic": 'Basic realm="a"', "Digest": 'Digest realm="a", nonce="b", qop="auth"'}

    def service(request: httpx.Request) -> httpx.Response:
        given = request.headers.get("authorization", "")
        seen.append((given.partition(" ")[0], request.read()))
        if not given:
            return httpx.Response(401, headers={"www-authenticate": challenge[kind]})
        if kind == "Basic":
            assert base64.b64decode(given.partition(" ")[2]) == b"dba:dba"
        return httpx.Response(204)

    put(
        _triples(tmp_path),
        "http://store.example/data",
        graph=None,
        transport=httpx.MockTransport(service),
    )
    assert [one[0] for one in seen] == ["", kind]
    assert len({one[1] for one in seen}) == 1
    assert seen[0][1]


def test_a_token_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGTU_STORE_TOKEN", "secret")
    seen = []

    def service(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(200, text='{"head": {}, "boolean": true}')

    transport = httpx.MockTransport(service)
    assert RemoteStore.at("http://store.example/", transport=transport).ask("ASK {}")
    assert seen == ["Bearer secret"]


def test_fields_of_the_address_go_along_unless_a_dataset_is_asked_for() -> None:
    seen = []

    def service(request: httpx.Request) -> httpx.Response:
        seen.append(httpx.QueryParams(request.read().decode()).multi_items())
        return httpx.Response(200, text='{"head": {}, "boolean": true}')

    address = "http://store.example/sparql?default-graph-uri=urn:a&timeout=5"
    store = RemoteStore.at(address, transport=httpx.MockTransport(service))
    store.ask("ASK {}")
    store.evaluate("ASK {}", default_graphs=["urn:b"])
    assert seen == [
        [("query", "ASK {}"), ("default-graph-uri", "urn:a"), ("timeout", "5")],
        [("query", "ASK {}"), ("timeout", "5"), ("default-graph-uri", "urn:b")],
    ]


def test_clients_of_a_slow_service_wait_their_turn(sample: Path) -> None:
    release = threading.Event()

    def slow(_: httpx.Request) -> httpx.Response:
        release.wait(20)
        return httpx.Response(200, text='{"head": {}, "boolean": true}')

    app = application(sample, store="http://store.example/sparql")
    site = app.state.site
    store = RemoteStore.at("http://store.example/", transport=httpx.MockTransport(slow))
    object.__setattr__(site.reader().graph, "store", store)
    client = Client(app)
    answers: list[httpx.Response] = []
    threads = [
        threading.Thread(
            target=lambda: answers.append(
                client.request("GET", "/sparql", params={"query": "ASK {}"})
            )
        )
        for _ in range(12)
    ]
    for thread in threads:
        thread.start()
    release.set()
    for thread in threads:
        thread.join()
    assert {answer.status_code for answer in answers} == {200}
