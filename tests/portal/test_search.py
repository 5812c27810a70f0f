"""Pages, suggestions and answers of a search."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.portal.client import Client


def test_results_are_grouped_by_class_and_show_the_name_that_matched(crafted: Client) -> None:
    page = crafted.get("/search?q=qingfeng").text
    assert "/page/id/i-aaaaaaaa" in page
    assert "青枫经验" in page


def test_a_search_also_finds_the_words_in_the_texts(crafted: Client) -> None:
    page = crafted.get("/search?q=总结推广").text
    assert "?at=2-6#at" in page


def test_suggestions_are_json(crafted: Client) -> None:
    names = crafted.get("/api/suggest?q=qfjy", "application/json").json()["names"]
    assert [(name["label"], name["href"]) for name in names] == [
        ("青枫经验", "/page/id/i-aaaaaaaa")
    ]


def test_one_class_is_paged(client: Client) -> None:
    page = client.get("/search?q=a&class=Nothing")
    assert page.status_code == 200


def test_a_program_gets_what_is_found_as_json(crafted: Client) -> None:
    answer = crafted.get("/api/search?q=qfjy&limit=5", "application/json").json()
    assert (answer["query"], answer["total"], answer["limit"]) == ("qfjy", 1, 5)
    (result,) = answer["results"]
    assert result["iri"].endswith("/id/i-aaaaaaaa")
    assert result["href"] == "/page/id/i-aaaaaaaa"
    assert (result["label"], result["match"]) == ("青枫经验", "initials")
    assert (result["class"], result["family"]) == ("Experience", "initiative")
    assert result["claims"] == 3


@pytest.mark.parametrize("asked", ["limit=x", "limit=-1", "limit=101", "offset=1e3"])
def test_a_wrong_number_is_said(crafted: Client, asked: str) -> None:
    answer = crafted.get(f"/api/search?q=a&{asked}", "application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith(asked.partition("=")[0])
