"""The SPARQL 1.1 Protocol, and who may use it."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import threading
from typing import TYPE_CHECKING

import pytest

from graph_build.portal import application
from graph_build.portal.evaluate import Evaluator
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
        ("GET", {}, 400),
        ("GET", {"params": {"query": "SELECT"}}, 400),
        ("GET", {"params": {"query": "SELECT * { ?s ?p }"}}, 400),
        ("GET", {"params": [("query", SELECT), ("query", SELECT)]}, 400),
        ("GET", {"params": {"update": "CLEAR ALL"}}, 400),
        ("GET", {"params": {"query": SELECT, "default-graph-uri": "http://example.org/"}}, 400),
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


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_a_public_server_has_no_endpoint_and_says_so(public: Client, accept: str) -> None:
    answer = public.request("GET", "/sparql", params={"query": SELECT}, headers={"accept": accept})
    assert answer.status_code == 403
    assert "bound to a public address" in answer.text
    assert "/sparql" not in public.get("/").text


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


def test_an_answer_over_the_limit_is_refused_whole(sample: Path) -> None:
    app = application(sample)
    app.state.evaluator = Evaluator(limit=10_000)
    answer = Client(app).request("GET", "/sparql", params={"query": "SELECT * { ?s ?p ?o }"})
    assert (answer.status_code, answer.json()["status"]) == (422, 422)


def test_a_query_that_takes_too_long_is_given_up(sample: Path) -> None:
    app = application(sample)
    app.state.evaluator = Evaluator(timeout=0.2)
    query = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(?c > ?f) }"
    answer = Client(app).request("GET", "/sparql", params={"query": query})
    assert answer.status_code == 504


def test_more_queries_than_places_are_told_to_come_back(sample: Path) -> None:
    app = application(sample)
    app.state.evaluator = Evaluator(at_once=1)
    release, started = threading.Event(), threading.Event()

    def hold() -> None:
        started.set()
        release.wait(20)

    thread = threading.Thread(target=lambda: asyncio.run(app.state.evaluator.run(hold)))
    thread.start()
    started.wait(10)
    answer = Client(app).request("GET", "/sparql", params={"query": SELECT})
    release.set()
    thread.join()
    assert answer.status_code == 503
