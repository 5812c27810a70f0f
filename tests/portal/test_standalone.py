"""The explorer as one file and in frames, as the server sends them."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.errors import OutputError
from graph_build.portal import standalone
from graph_build.portal.site import EXPLORER
from graph_build.query import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from tests.portal.client import Client

BUILT = pytest.mark.skipif(not EXPLORER.is_file(), reason="the explorer is not built")


def data_of(page: str) -> dict[str, Any]:
    found = re.search(r'id="fengtu-data">([^<]*)<', page)
    assert found
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return data


@BUILT
def test_a_file_has_the_graph_and_the_sentences_of_every_statement(client: Client) -> None:
    answer = client.get("/explore.html?at=%23/themes")
    data = data_of(answer.text)
    drawn = client.get("/api/graph", "application/json").json()

    assert answer.headers["content-disposition"].startswith('attachment; filename="fengtu-')
    assert data["graph"] == drawn
    assert data["start"] == "#/themes"
    assert data["site"] == ""
    claims = {
        (number, rest)
        for name in ("edges", "actions", "figures")
        for number, rest in zip(drawn[name]["document"], drawn[name]["claim"], strict=True)
    }
    assert len(data["claims"]) == len(claims)
    for zh, en in data["claims"].values():
        assert zh["iri"] == en["iri"]
        assert zh["quotes"]
        assert not zh["quotes"][0]["lost"]


@BUILT
def test_the_policy_of_a_file_names_its_scripts_and_styles_and_allows_no_request(
    client: Client,
) -> None:
    page = client.get("/explore.html").text
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "connect-src" not in policy
    for element in ("script", "style"):
        for text in re.findall(rf"<{element}>(.*?)</{element}>", page, re.DOTALL):
            digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page.partition("fengtu-data")[0])


@BUILT
def test_the_same_graph_makes_the_same_file_and_a_public_site_is_linked(
    sample: Path, public: Client
) -> None:
    graph = Graph.open(sample)
    assert standalone.page_of(graph) == standalone.page_of(graph)
    assert data_of(public.get("/explore.html").text)["site"] == "http://fengtu.example"


def test_without_the_explorer_the_reader_is_told(
    sample: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(standalone, "EXPLORER", tmp_path / "none.js")
    with pytest.raises(OutputError, match=r"run python frontend/build\.py"):
        standalone.page_of(Graph.open(sample))


@BUILT
def test_only_the_frame_may_be_framed(client: Client, public: Client) -> None:
    assert (
        "frame-ancestors http://localhost:*"
        in client.get("/embed").headers["content-security-policy"]
    )
    assert "frame-ancestors *;" in public.get("/embed").headers["content-security-policy"]
    for path in ("/explore", "/", "/sparql"):
        policy = public.get(path).headers["content-security-policy"]
        assert "frame-ancestors 'none'" in policy


def test_a_snapshot_of_a_thing_that_is_not_there_is_told(client: Client) -> None:
    answer = client.get("/snapshot.html?around=id/none", "application/json")
    assert answer.status_code == 404
    assert "stands in no statement" in answer.json()["detail"]
