"""The explorer on the server: the columns it draws, and the evidence of what is chosen in it."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.portal import application
from graph_build.portal.pages.explore import MOST_CLAIMS
from graph_build.portal.shorten import shortened
from graph_build.portal.site import EXPLORER
from tests.portal.client import Client
from tests.portal.library import FIRST, Library
from tests.portal.test_hostile import PAYLOADS

if TYPE_CHECKING:
    from pathlib import Path


def columns(client: Client) -> dict[str, Any]:
    made: dict[str, Any] = client.get("/api/graph", "application/json").json()
    return made


def node(graph: dict[str, Any], label: str) -> int:
    return int(graph["nodes"]["label"].index(label))


def claims(graph: dict[str, Any], table: str) -> list[str]:
    found, documents = graph[table], graph["documents"]["id"]
    pairs = zip(found["document"], found["claim"], strict=True)
    return [f"doc/{documents[d]}/claim/{rest}" for d, rest in pairs]


def test_every_column_of_a_table_is_equally_long(client: Client) -> None:
    graph = columns(client)

    for table in ("nodes", "edges", "actions", "figures", "documents"):
        assert len({len(column) for column in graph[table].values()}) == 1, table


def test_an_edge_joins_the_ends_of_its_claim(crafted: Client) -> None:
    graph = columns(crafted)
    edges = graph["edges"]
    names = [p["name"] for p in graph["vocabulary"]["properties"]]
    said = {
        (graph["nodes"]["label"][s], names[p], graph["nodes"]["label"][t])
        for s, p, t in zip(edges["source"], edges["property"], edges["target"], strict=True)
    }

    assert said == {
        ("青枫经验", "originatedIn", "甲市"),
        ("青枫经验", "honour", "全国优秀案例"),
    }


def test_a_figure_has_its_number_its_year_and_its_conflict(crafted: Client) -> None:
    graph = columns(crafted)
    figures = graph["figures"]

    assert sorted(figures["number"]) == ["97.2%", "98.5%"]
    assert set(figures["indicator"]) == {node(graph, "调解成功率")}
    assert set(figures["about"]) == {node(graph, "甲市")}
    assert figures["from"] == [2024, 2024]
    assert figures["conflict"] == [1, 1]


def test_an_action_without_an_actor_is_kept(crafted: Client) -> None:
    graph = columns(crafted)

    assert graph["actions"]["target"] == [node(graph, "青枫经验")]
    assert graph["verbs"][graph["actions"]["verb"][0]] == "推进"
    assert graph["vocabulary"]["statuses"][graph["actions"]["status"][0]] == "planned"


def test_lanes_and_hubs_come_from_the_ontology(client: Client) -> None:
    vocabulary = columns(client)["vocabulary"]
    lane = {c["name"]: c["lane"] for c in vocabulary["classes"]}

    assert [one["name"] for one in vocabulary["lanes"]] == ["who", "goal", "initiative", "outcome"]
    assert lane["Institution"] == 0
    assert lane["Reform"] == lane["Initiative"] == 2
    assert {c["name"] for c in vocabulary["classes"] if c["hub"]} == {"Place"}
    assert all(one["zh"] and one["en"] for one in vocabulary["lanes"])


def test_the_graph_is_the_same_however_often_it_is_made(sample: Path) -> None:
    first, second = (
        Client(application(sample)).get("/api/graph", "application/json").content for _ in range(2)
    )

    assert first == second


def test_the_graph_is_compressed_and_known_by_its_build(client: Client) -> None:
    packed = client.get("/api/graph", "application/json", **{"accept-encoding": "gzip"})
    plain = client.get("/api/graph", "application/json", **{"accept-encoding": "identity"})
    again = client.get(
        "/api/graph", "application/json", **{"if-none-match": packed.headers["etag"]}
    )

    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert json.loads(plain.content)["build"] == packed.headers["etag"].strip('"')
    assert (again.status_code, again.content) == (304, b"")


def test_evidence_stands_where_it_says_counted_in_code_points(crafted: Client) -> None:
    graph = columns(crafted)
    (claim,) = claims(graph, "actions")

    (found,) = crafted.get(f"/api/evidence?claim={claim}", "application/json").json()["claims"]
    (quote,) = found["quotes"]

    marked = "".join(piece["text"] for piece in quote["pieces"] if piece["marked"])
    assert marked == "𠮷村将推进青枫经验" == FIRST[quote["begin"] : quote["end"]]
    assert [p["text"] for p in quote["pieces"] if p["family"]] == ["推进"]
    assert found["status"] == "planned"
    assert {one["style"] for one in quote["citations"]} == {"GB/T 7714", "plain"}


def test_the_query_of_a_statement_finds_its_words(crafted: Client) -> None:
    (claim,) = claims(columns(crafted), "actions")
    (found,) = crafted.get(f"/api/evidence?claim={claim}", "application/json").json()["claims"]

    answer = crafted.request(
        "GET",
        "/sparql",
        params={"query": found["sparql"]},
        headers={"accept": "application/sparql-results+json"},
    ).json()

    quotes = {row["quote"]["value"] for row in answer["results"]["bindings"] if "quote" in row}
    assert quotes == {"𠮷村将推进青枫经验"}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_claim_that_is_drawn_has_evidence(client: Client, language: str) -> None:
    graph = columns(client)
    drawn = [c for table in ("edges", "actions", "figures") for c in claims(graph, table)]

    for at in range(0, len(drawn), MOST_CLAIMS):
        asked = "&".join(f"claim={claim}" for claim in drawn[at : at + MOST_CLAIMS])
        answer = client.get(f"/api/evidence?lang={language}&{asked}", "application/json").json()
        for claim in answer["claims"]:
            assert claim["quotes"]
            assert not any(quote["lost"] for quote in claim["quotes"])


@pytest.mark.parametrize(
    ("query", "status", "says"),
    [
        ("", 400, f"expected 1 to {MOST_CLAIMS} values of 'claim', got 0"),
        ("&".join(f"claim=x{n}" for n in range(MOST_CLAIMS + 1)), 400, f"got {MOST_CLAIMS + 1}"),
        ("claim=doc/0/claim/action-1-2-1", 404, "no claim has the IRI"),
        ("claim=%3Cx%3E%20%7D", 400, "IRI"),
    ],
)
def test_a_wrong_request_for_evidence_is_told_what_is_wrong(
    client: Client, query: str, status: int, says: str
) -> None:
    answer = client.get(f"/api/evidence?{query}", "application/json")

    assert answer.status_code == status
    assert says in answer.json()["detail"]


def test_names_from_outside_stay_text_in_the_columns(tmp_path: Path) -> None:
    for number, payload in enumerate(PAYLOADS):
        library = Library(name=payload, title=payload, first=FIRST)
        client = Client(application(library.fill().write(tmp_path / str(number))))
        answer = client.get("/api/graph", "application/json")

        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert payload in answer.json()["nodes"]["label"]


@pytest.mark.skipif(not EXPLORER.is_file(), reason="the explorer has not been built")
def test_the_page_names_its_script_and_runs_none_of_its_own(client: Client) -> None:
    page = client.get("/explore").text

    assert "/static/dist/explorer.js?v=" in page
    assert "data-messages=" in page
    assert "<script>" not in page


def test_without_its_script_the_page_says_what_to_do(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("graph_build.portal.pages.explore.EXPLORER", tmp_path / "explorer.js")

    answer = client.get("/explore")

    assert answer.status_code == 503
    assert "frontend/build.py" in answer.text


def test_gzip_of_the_graph_does_not_tell_the_time(client: Client) -> None:
    reader = client.app.state.site.reader()

    assert reader.drawn[4:8] == bytes(4)
    assert json.loads(gzip.decompress(reader.drawn))["build"] == reader.build


def test_a_short_label_keeps_what_differs() -> None:
    assert shortened("关于转发《乙县议事规则》的函") == "乙县议事规则"
    assert shortened("《一》与《二》") == "《一》与《二》"
