"""What the first page says of themes: initiatives by class, claims by year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.portal.themes import MOST_YEARS, Theme, stretch, themes
from graph_build.store import Term, iri, literal

if TYPE_CHECKING:
    from tests.portal.client import Client


def test_things_count_by_class_and_claims_by_year() -> None:
    subjects = [
        {"thing": iri("a"), "theme": iri("t")},
        {"thing": iri("b"), "theme": iri("t")},
        {"thing": iri("b"), "theme": iri("u")},
        {"thing": iri("unknown"), "theme": iri("u")},
        {"thing": iri("a"), "above": iri("b")},
    ]
    years: list[dict[str, Term]] = [
        {"theme": iri("t"), "start": literal("2021-01-01"), "claims": literal("2")},
        {"theme": iri("t"), "start": literal("2021-07-01"), "claims": literal("1")},
        {"theme": iri("t"), "document": iri("dated"), "claims": literal("4")},
        {"theme": iri("t"), "document": iri("undated"), "claims": literal("8")},
    ]
    published = {"dated": "2026-02-03", "undated": None}
    found = themes(subjects, years, {"a": "Experience", "b": "Reform"}, published)
    assert found == [
        Theme("t", {"Experience": 1, "Reform": 1}, {2021: 3, 2026: 4}),
        Theme("u", {"Reform": 1}, {}),
    ]


def test_a_sparkline_shows_the_years_in_which_most_is_said() -> None:
    assert stretch([]) == range(0)
    assert stretch([Theme("t", {}, {2020: 1, 2024: 1})]) == range(2020, 2025)
    long = stretch([Theme("t", {}, {1949: 1, 2015: 9, 2026: 9, 2049: 1})])
    assert (long, len(long)) == (range(2015, 2027), MOST_YEARS)


def test_the_first_page_has_themes_and_an_answer_in_a_line(client: Client) -> None:
    page = client.get("/?lang=zh").text
    assert 'href="/explore#/lanes?theme=' in page
    assert '<td class="spark"><svg' in page
    assert '<span class="line">' in page
