"""What the workbench in the browser asks for, and its page without a script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from graph_build.iris import ONT
from graph_build.portal import sparql
from graph_build.portal.pages.workbench import MOST_THINGS
from graph_build.query import catalogue

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from tests.portal.client import Client

JSON = "application/json"


def asked(client: Client, body: object, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.request(
        "POST", "/api/things", content=content, headers={"accept": JSON, **headers}
    )


def test_the_workbench_knows_terms_prefixes_and_every_question(client: Client) -> None:
    answer = client.get("/api/workbench", JSON)
    known = answer.json()
    terms = {term["iri"]: term for term in known["terms"]}

    assert terms[f"{ONT}Claim"]["kind"] == "class"
    assert terms[f"{ONT}Claim"]["zh"] == "陈述"
    assert terms["https://w3id.org/fengtu/scheme/status/planned"]["kind"] == "individual"
    assert terms["http://purl.org/dc/terms/isPartOf"]["kind"] == "property"
    assert known["prefixes"]["ft"] == ONT
    assert known["prefixes"]["unit"].endswith("/scheme/unit/")
    assert [query["name"] for query in known["queries"]] == list(catalogue())
    assert all("#+ ask" not in query["text"] for query in known["queries"])
    again = client.get("/api/workbench", JSON, **{"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304


def test_things_are_called_by_their_names_in_the_language_of_the_reader(crafted: Client) -> None:
    place = "https://w3id.org/fengtu/place/990100"
    claim = "https://w3id.org/fengtu/doc/0000000000000000/claim/action-1-2-1"
    said = asked(crafted, {"iris": [place, claim, "javascript:alert(1)"], "places": ["甲市", "无"]})
    things = said.json()["things"]

    assert things[place]["label"] == "甲市"
    assert things[place]["href"] == "/page/place/990100"
    assert things[claim]["label"] == "陈述 action-1-2-1"
    assert things["javascript:alert(1)"]["href"] is None
    assert said.json()["places"] == {"甲市": place}
    english = asked(crafted, {"iris": [f"{ONT}Claim"]}, **{"accept-language": "en"})
    assert english.json()["things"][f"{ONT}Claim"]["label"] == "claim"


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (b"{", 400, "no JSON"),
        ([], 400, "expected a list of strings"),
        ({"iris": [1]}, 400, "iris: expected a list of strings"),
        ({"iris": ["x:"] * (MOST_THINGS + 1)}, 400, "at most"),
        ({"iris": ["x" * 300_000]}, 413, "bytes"),
    ],
)
def test_what_is_no_question_for_names_is_told_why(
    client: Client, body: object, status: int, says: str
) -> None:
    answer = asked(client, body)
    assert (answer.status_code, says in answer.json()["detail"]) == (status, True)


def test_without_a_script_the_page_is_a_form_that_answers(client: Client) -> None:
    page = client.get("/sparql?query=ASK%20%7B%20%3Fs%20%3Fp%20%3Fo%20%7D").text

    assert '<form action="/sparql" method="get" class="editor">' in page
    assert '<p class="truth">是</p>' in page


def test_where_the_workbench_is_not_built_its_page_is_the_form_alone(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sparql, "WORKBENCH", tmp_path / "none.js")
    page = client.get("/sparql").text

    assert "workbench" not in page
    assert '<form action="/sparql"' in page


def test_a_question_leads_into_the_workbench_with_its_values(client: Client) -> None:
    page = client.get("/query/indicator-values?indicator=x%26y").text

    assert 'href="/sparql#name=indicator-values&amp;p.indicator=x%26y"' in page
