"""Identifiers answer people with pages and programs with data."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from graph_build.export.vocabulary import vocabulary

if TYPE_CHECKING:
    from tests.portal.client import Client


DATA = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def paths(client: Client) -> list[str]:
    """Return one identifier of each space, as the pages link them."""
    start = "".join(client.get(p).text for p in ("/list/Initiative", "/list/Place", "/documents"))
    found = [re.search(rf"/page/({space}/[^\"?#]+)", start) for space in ("id", "place", "doc")]
    document = next(m[1] for m in found if m and m[1].startswith("doc/"))
    claims = client.get(f"/page/{document}/claims").text
    inside = [
        re.search(rf"/page/({pattern})\"", claims)
        for pattern in (r"doc/[0-9a-f]+/claim/[^\"]+", r"period/[^\"]+", r"scheme/status/[^\"]+")
    ]
    return [m[1] for m in [*found, *inside] if m] + ["ont/ledBy"]


def test_there_is_an_identifier_of_each_space(client: Client) -> None:
    assert {path.split("/")[0] for path in paths(client)} == {
        "id",
        "place",
        "doc",
        "period",
        "scheme",
        "ont",
    }


@pytest.mark.parametrize("accept", ["*/*", "", "text/html", BROWSER])
def test_a_browser_is_led_to_the_page(client: Client, accept: str) -> None:
    for path in paths(client):
        if path.startswith("ont/"):
            continue
        answer = client.get(f"/{path}", accept)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/page/{path}")
        assert answer.headers["vary"] == "Accept"
        assert client.get(f"/page/{path}").status_code == 200


@pytest.mark.parametrize(("accept", "suffix"), DATA.items())
def test_a_program_is_led_to_data_that_name_the_identifier(
    client: Client, accept: str, suffix: str
) -> None:
    for path in paths(client):
        if path.startswith("ont/"):
            continue
        answer = client.get(f"/{path}", accept)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/data/{path}.{suffix}")
        data = client.get(answer.headers["location"], accept)
        assert data.headers["content-type"].startswith(accept)
        iri = f"https://w3id.org/fengtu/{path}"
        triples = list(
            ox.parse(io.BytesIO(data.content), format=ox.RdfFormat.from_media_type(accept))
        )
        assert iri in {triple.subject.value for triple in triples}


def test_the_data_of_a_thing_hold_its_claims_with_their_evidence(crafted: Client) -> None:
    text = crafted.get("/data/id/i-aaaaaaaa.nt", "*/*").text
    assert text.count("ont#evidence> ") == 3
    assert text.count("#anchorOf> ") == 3


def test_the_ontology_answers_as_a_whole(client: Client) -> None:
    assert client.get("/ont").headers["location"] == "/page/ont"
    answer = client.get("/ont", "text/turtle")
    assert answer.headers["location"] == "/data/ont.ttl"
    assert "https://w3id.org/fengtu/ont#ledBy" in client.get("/data/ont.ttl", "*/*").text


def test_the_page_of_a_thing_links_its_data(crafted: Client) -> None:
    page = crafted.get("/page/id/i-aaaaaaaa").text
    for suffix, media in (
        ("ttl", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
    ):
        assert f'<link rel="alternate" type="{media}" href="/data/id/i-aaaaaaaa.{suffix}">' in page


def test_what_cannot_be_had_is_told(client: Client) -> None:
    answer = client.get(f"/{paths(client)[0]}", "image/png")
    assert (answer.status_code, answer.headers["vary"]) == (406, "Accept")
    assert "text/turtle" in answer.text


@pytest.mark.parametrize("accept", ["text/html", "text/turtle", "application/json"])
@pytest.mark.parametrize(
    "path",
    ["/id/i-00000000", "/place/000000", "/doc/0000000000000000", "/rule/none", "/data/id/none.ttl"],
)
def test_an_unknown_identifier_is_not_found(client: Client, path: str, accept: str) -> None:
    answer = client.get(path, accept)
    assert answer.status_code == 404
    html = accept == "text/html"
    assert answer.headers["content-type"].startswith(
        "text/html" if html else "application/problem+json"
    )


@pytest.mark.parametrize(
    "path",
    [
        "/id//evil.example",
        "/id/%2F%2Fevil.example",
        "/id/x%0d%0aLocation:%20http:",
        "/doc/..%2f..%2fCURRENT",
    ],
)
def test_no_path_leads_to_another_site(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {303, 404}
    assert answer.headers.get("location", "/page/").startswith("/page/")


def test_a_span_leads_to_its_place_in_the_text(crafted: Client) -> None:
    document = re.search(r"/page/(doc/[0-9a-f]+)", crafted.get("/documents").text)
    assert document
    answer = crafted.get(f"/page/{document[1]}/span/0-2")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/page/{document[1]}?at=0-2#at",
    )


def test_the_address_of_the_version_leads_to_the_vocabulary(client: Client) -> None:
    version = vocabulary().version
    assert client.get(f"/ont/{version}").headers["location"] == "/page/ont"
    answer = client.get(f"/ont/{version}", "application/ld+json")
    assert (answer.status_code, answer.headers["location"]) == (303, "/data/ont.jsonld")
    assert client.get("/ont/0.0.0").status_code == 404


def test_an_alignment_answers_as_a_page_and_as_data(client: Client) -> None:
    for one in vocabulary().alignments:
        path = f"/ont/alignment/{one.name}"
        assert one.iri.endswith(path)
        assert client.get(path).headers["location"] == f"/page/ont#alignment-{one.name}"
        for media_type, suffix in DATA.items():
            answer = client.get(client.get(path, media_type).headers["location"])
            assert answer.headers["content-type"].startswith(media_type), suffix
            form = ox.RdfFormat.from_media_type(media_type)
            quads = list(ox.parse(io.BytesIO(answer.content), format=form))
            assert one.iri in {getattr(quad.subject, "value", "") for quad in quads}
    assert client.get("/ont/alignment/none").status_code == 404
    assert client.get("/data/ont/alignment/none.ttl").status_code == 404


@pytest.mark.parametrize("path", ["/cube", "/register/nbs-2023"])
def test_files_without_a_page_answer_with_data(client: Client, path: str) -> None:
    for media_type in DATA:
        answer = client.get(path, media_type)
        assert answer.headers["content-type"].startswith(media_type)
        assert list(ox.parse(answer.content, ox.RdfFormat.from_media_type(media_type)))
    assert client.get(path, BROWSER).headers["content-type"].startswith("text/turtle")
    assert client.get(path, "text/html").headers["content-type"].startswith("text/turtle")
    assert client.get(path, "image/png").status_code == 406
    assert f"https://w3id.org/fengtu{path}" in client.get(path, "application/n-triples").text


def test_an_edition_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get("/register/none").status_code == 404
