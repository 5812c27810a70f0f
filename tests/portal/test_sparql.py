"""The SPARQL 1.1 Protocol, and who may use it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from graph_build.portal import application, tables
from graph_build.service.asked import Limits
from graph_build.service.budget import Budget
from graph_build.service.pool import Pool
from tests.portal.client import Client

if TYPE_CHECKING:
    from pathlib import Path

SELECT = "SELECT ?s WHERE { ?s a <https://w3id.org/fengtu/ont#Document> } ORDER BY ?s"
CONSTRUCT = "CONSTRUCT WHERE { ?s a <https://w3id.org/fengtu/ont#Document> }"
FORM = "application/x-www-form-urlencoded"
JSON = "application/sparql-results+json"


@pytest.mark.parametrize(
    ("query", "accept", "content_type"),
    [
        (SELECT, "*/*", JSON),
        (SELECT, "application/json", "application/json"),
        (SELECT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (SELECT, "text/csv", "text/csv; charset=utf-8"),
        (SELECT, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("ASK { ?s ?p ?o }", "*/*", JSON),
        (CONSTRUCT, "*/*", "text/turtle; charset=utf-8"),
        (CONSTRUCT, "application/n-triples", "application/n-triples"),
        (CONSTRUCT, "application/ld+json", "application/ld+json"),
        (CONSTRUCT, "application/rdf+xml", "application/rdf+xml"),
        (
            "DESCRIBE <https://w3id.org/fengtu/ont#Claim>",
            "text/turtle",
            "text/turtle; charset=utf-8",
        ),
    ],
)
def test_an_answer_comes_in_the_format_asked_for(
    client: Client, query: str, accept: str, content_type: str
) -> None:
    answer = client.request("GET", "/sparql", params={"query": query}, headers={"accept": accept})
    asked = accept if accept == "application/json" else content_type
    assert (answer.status_code, answer.headers["vary"]) == (200, "Accept")
    assert (
        answer.headers["content-type"].startswith(asked.partition(";")[0])
        or accept == "application/json"
    )
    assert answer.content


def test_the_three_ways_to_ask_give_the_same_answer(client: Client) -> None:
    ways = [
        client.request("GET", "/sparql", params={"query": SELECT}),
        client.request("POST", "/sparql", data={"query": SELECT}),
        client.request(
            "POST", "/sparql", content=SELECT, headers={"content-type": "application/sparql-query"}
        ),
    ]
    assert {answer.status_code for answer in ways} == {200}
    assert len({answer.content for answer in ways}) == 1
    assert json.loads(ways[0].content)["results"]["bindings"]


def test_a_table_as_csv_has_a_row_for_each_document(client: Client) -> None:
    answer = client.request(
        "GET", "/sparql", params={"query": SELECT}, headers={"accept": "text/csv"}
    )
    assert len(list(csv.reader(io.StringIO(answer.text)))) == 6


@pytest.mark.parametrize(
    ("method", "options", "status"),
    [
        ("GET", {"headers": {"accept": "text/csv"}}, 406),
        ("GET", {"params": {"query": "SELECT"}}, 400),
        ("GET", {"params": {"query": "SELECT * { ?s ?p }"}}, 400),
        ("GET", {"params": [("query", SELECT), ("query", SELECT)]}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
        ("GET", {"params": {"query": SELECT, "default-graph-uri": "no IRI"}}, 400),
        ("GET", {"params": {"query": SELECT + "#" * 20_000}}, 413),
        ("GET", {"params": {"query": "CLEAR ALL"}}, 403),
        (
            "GET",
            {"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"}},
            403,
        ),
        ("GET", {"params": {"query": "SELECT * " + "{" * 3000 + "}" * 3000}}, 400),
        ("GET", {"params": {"query": SELECT}, "headers": {"accept": "image/png"}}, 406),
        ("GET", {"params": {"query": CONSTRUCT}, "headers": {"accept": "text/csv"}}, 406),
        ("POST", {"content": "", "headers": {"content-type": FORM}}, 400),
        ("POST", {"data": {"update": "CLEAR ALL"}}, 400),
        ("POST", {"data": {"query": SELECT, "update": "CLEAR ALL"}}, 400),
        ("POST", {"params": {"query": SELECT}, "data": {"query": SELECT}}, 400),
        ("POST", {"content": b"query=%FF", "headers": {"content-type": FORM}}, 400),
        (
            "POST",
            {"content": b"\xff", "headers": {"content-type": "application/sparql-query"}},
            400,
        ),
        (
            "POST",
            {"content": "a" * 200_000, "headers": {"content-type": "application/sparql-query"}},
            413,
        ),
        (
            "POST",
            {"content": SELECT, "headers": {"content-type": "application/sparql-update"}},
            415,
        ),
        ("POST", {"content": SELECT, "headers": {"content-type": "text/plain"}}, 415),
        ("POST", {"content": SELECT}, 415),
        ("PUT", {"content": SELECT}, 405),
        ("DELETE", {}, 405),
    ],
)
def test_a_request_that_breaks_the_protocol_is_told_why(
    client: Client, method: str, options: dict[str, object], status: int
) -> None:
    answer = client.request(method, "/sparql", **options)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]
    assert status != 405 or "POST" in answer.headers["allow"]


def test_a_head_request_has_the_headers_of_the_answer(client: Client) -> None:
    answer = client.request("HEAD", "/sparql", params={"query": SELECT}, headers={"accept": JSON})
    assert (answer.status_code, answer.headers["content-type"]) == (200, JSON)


def test_a_browser_gets_the_editor_with_the_answer(client: Client) -> None:
    assert "<textarea" in client.get("/sparql").text
    answer = client.request(
        "GET", "/sparql", params={"query": SELECT}, headers={"accept": "text/html"}
    )
    assert "/page/doc/" in answer.text


@pytest.mark.parametrize("accept", [JSON, "text/html"])
def test_a_public_server_answers_whoever_asks(public: Client, accept: str) -> None:
    answer = public.request(
        "GET",
        "/sparql",
        params={"query": SELECT},
        headers={"accept": accept, "sec-fetch-site": "cross-site", "origin": "https://a.example"},
    )
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_an_error_is_for_a_page_of_another_site_to_read(public: Client) -> None:
    answer = public.request("GET", "/sparql", params={"query": "SELECT"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (400, "*")


def test_a_browser_may_ask_before_it_asks(public: Client) -> None:
    answer = public.request("OPTIONS", "/sparql", headers={"origin": "https://a.example"})
    assert answer.status_code == 204
    assert "POST" in answer.headers["access-control-allow-methods"]


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://a.example", None),
        ("null", None),
    ],
)
def test_a_private_graph_is_read_by_pages_of_this_machine_only(
    client: Client, origin: str, allowed: str | None
) -> None:
    answer = client.request("GET", "/sparql", params={"query": SELECT}, headers={"origin": origin})
    assert answer.headers.get("access-control-allow-origin") == allowed


def test_the_endpoint_describes_itself(client: Client) -> None:
    answer = client.request("GET", "/sparql", headers={"accept": "application/n-triples"})
    assert (
        "<http://www.w3.org/ns/sparql-service-description#endpoint> <http://localhost:8000/sparql>"
        in answer.text
    )


def test_a_client_has_a_budget_where_others_are_served(sample: Path) -> None:
    app = application(sample, public=True)
    app.state.site.budget = Budget(seconds_a_minute=1, burst_seconds=1e-6)
    client = Client(app, base_url="http://fengtu.example")
    first, second = (
        client.request("GET", "/sparql", params={"query": SELECT}, headers={"accept": accept})
        for accept in (JSON, "text/csv")
    )
    assert (first.status_code, second.status_code) == (200, 429)
    assert int(second.headers["retry-after"]) >= 1


def test_an_answer_names_the_build_it_is_of(client: Client) -> None:
    answer = client.request("GET", "/sparql", params={"query": SELECT})
    assert answer.headers["x-snapshot"] == client.app.state.site.reader().build
    assert "x-truncated" not in answer.headers


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"host": "localhost:8000"}, 200),
        ({"host": "127.0.0.1:8000"}, 200),
        ({"host": "[::1]:8000"}, 200),
        ({"host": "evil.example"}, 403),
        ({"host": "localhost.evil.example:8000"}, 403),
        ({"host": "localhost:8000", "sec-fetch-site": "cross-site"}, 403),
        ({"host": "localhost:8000", "sec-fetch-site": "same-origin"}, 200),
    ],
)
def test_other_sites_cannot_use_the_endpoint_through_a_browser(
    client: Client, headers: dict[str, str], status: int
) -> None:
    answer = client.request("GET", "/sparql", params={"query": SELECT}, headers=headers)
    assert answer.status_code == status


EXHAUSTING = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c > ?f) }"


def _hurried(sample: Path, limits: Limits) -> Client:
    app = application(sample)
    app.state.site.pool = Pool(limits)
    return Client(app)


def test_a_query_that_takes_too_long_is_given_up(sample: Path) -> None:
    client = _hurried(sample, Limits(fast_seconds=0.1, slow_seconds=0.3))
    answer = client.request("GET", "/sparql", params={"query": EXHAUSTING})
    assert answer.status_code == 504
    assert client.request("GET", "/sparql", params={"query": SELECT}).status_code == 200


def test_a_query_that_needs_too_much_memory_is_given_up(sample: Path) -> None:
    client = _hurried(sample, Limits(memory_bytes=400_000_000))
    sorting = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i"
    answer = client.request("GET", "/sparql", params={"query": sorting})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert "memory" in answer.json()["detail"]
    assert client.request("GET", "/sparql", params={"query": SELECT}).status_code == 200


def test_where_no_place_is_free_a_client_is_told_to_come_back(sample: Path) -> None:
    client = _hurried(sample, Limits(fast_places=0, fast_queue=0, slow_places=0))
    answer = client.request("GET", "/sparql", params={"query": SELECT})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")


def test_an_answer_of_several_parts_is_whole(sample: Path, client: Client) -> None:
    answer = client.request("GET", "/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    rows = json.loads(answer.content)["results"]["bindings"]
    assert len(rows) == len(client.app.state.site.reader().graph.store)
    assert int(answer.headers["content-length"]) == len(answer.content) > 262_144


def test_a_table_on_a_page_is_cut_and_says_so(client: Client) -> None:
    page = client.get("/sparql?query=" + "SELECT * { ?s ?p ?o }".replace(" ", "%20")).text
    assert page.count("<tr>") == tables.ROWS + 1
    assert "200" in page


def test_the_words_of_a_reader_are_evaluated_elsewhere(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the endpoint, its page nor a question gives the reader's words to the engine."""
    client = Client(application(sample))
    client.app.state.site.warm()
    mark = "urn:from-a-stranger"
    seen = []
    query = type(client.app.state.site.reader().graph.store)._query

    def spied(self: object, sparql: str, *args: object, **options: object) -> object:
        seen.append(sparql)
        return query(self, sparql, *args, **options)

    monkeypatch.setattr(type(client.app.state.site.reader().graph.store), "_query", spied)
    asked = f"ASK {{ <{mark}> ?p ?o }}"
    for accept in (JSON, "text/html"):
        answer = client.request(
            "GET", "/sparql", params={"query": asked}, headers={"accept": accept}
        )
        assert answer.status_code == 200
    assert client.get(f"/query/initiative-lineage?initiative={mark}").status_code == 200
    assert client.get(f"/query/initiative-lineage.csv?initiative={mark}").status_code == 200
    assert not [sparql for sparql in seen if mark in sparql]
