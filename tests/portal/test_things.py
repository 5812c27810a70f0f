"""What the page of a thing, a claim and a document shows of the graph made by hand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graph_build.portal import application
from graph_build.portal.facts import conflicts
from graph_build.store import iri, literal
from tests.portal.client import Client
from tests.portal.library import FIRST, Library

if TYPE_CHECKING:
    from pathlib import Path


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", page))


@pytest.fixture
def document(crafted: Client) -> str:
    found = re.search(
        r'href="(/page/doc/[0-9a-f]+)"[^>]*>(?:(?!</a>).)*甲市治理侧记',
        crafted.get("/documents").text,
        re.DOTALL,
    )
    assert found
    return found[1]


def test_the_evidence_of_a_relation_marks_both_ends(crafted: Client) -> None:
    page = crafted.get("/page/id/i-aaaaaaaa").text
    assert '<u class="end f-place">甲市</u>' in page
    assert '<u class="end f-initiative">青枫经验</u>' in page
    assert "第 0–10 字符" in page


def test_a_citation_names_title_date_and_place(crafted: Client) -> None:
    page = text_of(crafted.get("/page/id/i-aaaaaaaa").text)
    assert re.search(
        r"甲市治理侧记\[EB/OL\]\. \(2025-01-02\)\[\d{4}-\d\d-\d\d\]: 字符 0–10\. https://w3id\.org/fengtu/doc/",
        page,
    )
    assert "“甲市总结推广青枫经验”——《甲市治理侧记》" in page


def test_a_plan_is_told_from_a_deed(crafted: Client) -> None:
    page = crafted.get("/page/id/i-aaaaaaaa").text
    assert re.search(r'<li class="act dot-planned">', page)


def test_conflicting_figures_stand_side_by_side(crafted: Client) -> None:
    for path in ("/page/place/990100", "/page/id/x-bbbbbbbb"):
        page = crafted.get(path).text
        assert page.count('class="version"') == 2
        assert "⚡" in page


def test_figures_of_another_kind_period_or_bound_do_not_conflict() -> None:
    base = {
        "indicator": iri("x:i"),
        "about": iri("x:a"),
        "period": iri("x:p"),
        "value": literal("1"),
    }
    other = base | {"value": literal("2")}
    assert conflicts({"a": base, "b": other}) == [("a", "b")]
    assert conflicts({"a": base, "b": dict(base)}) == []
    for slot in ("period", "grade", "unit", "valueKind", "baseline"):
        assert conflicts({"a": base, "b": other | {slot: iri("x:else")}}) == []
    assert conflicts({"a": base, "b": other | {"bound": iri("x:bound/atLeast")}}) == []
    del base["period"], other["period"]
    assert conflicts({"a": base, "b": other}) == []


def test_a_figure_is_shown_as_written_and_normalised(crafted: Client) -> None:
    page = text_of(crafted.get("/page/place/990100").text)
    assert "98.5%" in page
    assert "2024年" in page
    assert "Jan" not in page


@pytest.mark.parametrize(("lang", "words"), [("zh", "2024年"), ("en", "2024")])
def test_a_period_is_said_in_the_language_of_the_page(
    crafted: Client, lang: str, words: str
) -> None:
    page = crafted.get("/page/period/2024", cookie=f"lang={lang}").text
    assert f"<bdi>{words}</bdi></h1>" in page


def test_the_page_of_a_claim_shows_its_parts(crafted: Client, document: str) -> None:
    claim = re.search(
        r'href="(/page/doc/[^"]+/claim/recognition-[^"]+)"', crafted.get("/page/id/h-cccccccc").text
    )
    assert claim
    page = text_of(crafted.get(claim[1]).text)
    assert all(words in page for words in ("青枫经验", "全国优秀案例", "国家级", "已完成"))
    assert document.removeprefix("/page/") in crafted.get(claim[1]).text


def test_a_neighbourhood_draws_each_neighbour_with_its_evidence(crafted: Client) -> None:
    page = crafted.get("/network/id/i-aaaaaaaa").text
    assert page.count('class="card f-') == 2
    assert 'data-evidence="/between?a=id/i-aaaaaaaa&amp;b=place/990100"' in page
    fragment = crafted.get("/between?a=id/i-aaaaaaaa&b=place/990100&fragment=1").text
    assert "<html" not in fragment
    assert "甲市总结推广青枫经验" in text_of(fragment)


def test_the_reading_page_is_the_text_and_counts_code_points(
    crafted: Client, document: str
) -> None:
    page = crafted.get(document).text
    article = page[page.index("<article") : page.index("</article>")]
    paragraphs = re.findall(r'<p data-b="(\d+)">(.*?)</p>', article, re.DOTALL)
    assert [(int(b), text_of(p)) for b, p in paragraphs] == [
        (FIRST.index(line), line) for line in FIRST.split("\n")
    ]


def test_a_link_into_the_text_marks_its_place_without_a_script(
    crafted: Client, document: str
) -> None:
    begin = FIRST.index("𠮷村")
    page = crafted.get(f"{document}?at={begin}-{begin + 2}").text
    assert re.search(r'<a class="ev at m f-place"[^>]* id="at">𠮷村</a>', page)
    assert "推进" in text_of(page[page.index("<aside") :])


@pytest.mark.parametrize(
    "at", ["0-0", "5-2", "0-999", "x", "1-2-3", "-1-2", "99999999999-99999999999"]
)
def test_a_place_that_is_not_in_the_text_marks_nothing(
    crafted: Client, document: str, at: str
) -> None:
    assert 'id="at"' not in crafted.get(f"{document}?at={at}").text


def test_a_lost_text_is_told_and_nothing_near_is_marked(tmp_path: Path) -> None:
    folder = Library().fill().write(tmp_path)
    for path in folder.rglob("texts/*.txt"):
        path.write_text("短", encoding="utf-8")
    page = Client(application(folder)).get("/page/id/i-aaaaaaaa")
    assert page.status_code == 200
    assert "原文已找不到" in page.text
    assert "<mark>" not in page.text
