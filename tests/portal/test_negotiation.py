"""Which of the offered media types an Accept header gets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.portal.negotiate import choose

OFFERED = ["text/html", "text/turtle", "application/ld+json"]


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "text/html"),
        ("*/*", "text/html"),
        ("text/turtle", "text/turtle"),
        ("TEXT/Turtle", "text/turtle"),
        ("text/*;q=0.5, application/ld+json", "application/ld+json"),
        ("text/html;q=0.1, text/turtle;q=0.2", "text/turtle"),
        ("*/*;q=0.5, text/html;q=0", "text/turtle"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("image/png", None),
        ("text/html;q=0", None),
        ("text/turtle;q=wrong", None),
    ],
)
def test_an_accept_header_gets_what_it_prefers(accept: str, chosen: str | None) -> None:
    assert choose(accept, OFFERED) == chosen


@given(st.text(max_size=300))
def test_any_header_gets_an_offered_type_or_none(accept: str) -> None:
    assert choose(accept, OFFERED) in {*OFFERED, None}


def test_a_header_of_thousands_of_ranges_is_cut_short() -> None:
    assert choose("a/b," * 5_000 + "text/html", OFFERED) is None
