"""IRIs are readable where they can be, and different things never share one."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build import iris
from graph_build.model import Period, Span

DOCUMENT = "0debc310404e23d1"
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
# Ends that fall on the borders of months and years are where abbreviating goes wrong.
STARTS = (
    st.none() | DAYS | DAYS.map(lambda d: d.replace(day=1)) | DAYS.map(lambda d: date(d.year, 1, 1))
)
ENDS = (
    st.none()
    | DAYS
    | DAYS.map(lambda d: d.replace(day=calendar.monthrange(d.year, d.month)[1]))
    | DAYS.map(lambda d: date(d.year, 12, 31))
)


def _read(short: str) -> tuple[str | None, str | None]:
    """Return the days of a period id by the rules that the documentation gives."""
    if found := re.fullmatch(r"fyp(\d\d)", short):
        year = 1966 + 5 * (int(found[1]) - 3)
        return f"{year}-01-01", f"{year + 4}-12-31"
    start, _, end = short.partition("--") if "--" in short else (short, "", short)
    return _first(start) if start else None, _last(end) if end else None


def _first(part: str) -> str:
    return part + "-01" * (3 - len(part.split("-")))


def _last(part: str) -> str:
    fields = [int(field) for field in part.split("-")]
    year, month = fields[0], fields[1] if len(fields) > 1 else 12
    day = fields[2] if len(fields) > 2 else calendar.monthrange(year, month)[1]
    return date(year, month, day).isoformat()


@given(STARTS, ENDS)
def test_the_days_of_a_period_can_be_read_off_its_id(start: date | None, end: date | None) -> None:
    if (start is None and end is None) or (start and end and end < start):
        return
    period = Period(start.isoformat() if start else None, end.isoformat() if end else None)
    assert _read(iris.period_id(period)) == period


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2024-01-01", "2024-12-31", "2024"),
        ("2025-01-01", "2025-11-30", "2025-01--2025-11"),
        ("2024-02-01", "2024-02-29", "2024-02"),
        ("2020-01-01", None, "2020--"),
        ("2020-03-01", None, "2020-03--"),
        (None, "2027-12-31", "--2027"),
        ("2025-03-05", "2025-03-05", "2025-03-05"),
        ("2025-01-01", "2025-01-07", "2025-01-01--2025-01-07"),
        ("2019-01-01", "2024-12-31", "2019--2024"),
        ("2006-01-01", "2010-12-31", "fyp11"),
        ("2021-01-01", "2025-12-31", "fyp14"),
        ("2026-01-01", "2030-12-31", "fyp15"),
        ("1961-01-01", "1965-12-31", "1961--1965"),
    ],
)
def test_a_period_has_the_coarsest_id_that_is_exact(
    start: str | None, end: str | None, expected: str
) -> None:
    assert iris.period_id(Period(start, end)) == expected


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (None, None, "needs a start or an end"),
        ("2025-02-30", None, "day is out of range"),
        ("2025-02-02", "2025-02-01", "ends before it starts"),
    ],
)
def test_a_period_that_is_none_is_refused(start: str | None, end: str | None, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        iris.period_id(Period(start, end))


@given(st.text(min_size=1, max_size=4), st.text(min_size=1, max_size=4))
def test_different_measure_words_have_different_units(one: str, other: str) -> None:
    if one != other and not (one.isascii() or other.isascii()):
        assert iris.unit_iri(one) != iris.unit_iri(other)


def test_units_that_are_no_chinese_words_are_spelled_as_they_are() -> None:
    assert iris.unit_iri("PERCENTAGE_POINT") == f"{iris.SCHEMES}unit/PERCENTAGE_POINT"
    assert iris.unit_iri("CNY") == "http://qudt.org/vocab/unit/CCY_CNY"


@pytest.mark.parametrize("name", ["../x", "a b", "“>", "名"])
def test_names_inside_iris_are_encoded(name: str) -> None:
    for made in (iris.rule_iri(name), iris.graph_iri(name), iris.place_iri(name)):
        assert re.fullmatch(r"https://w3id\.org/fengtu/[a-z]+/[A-Za-z0-9%._-]+", made)


@pytest.mark.parametrize("document", ["", "x" * 16, "0DEBC310404E23D1", "0debc310404e23d1/x"])
def test_what_is_no_document_id_is_refused(document: str) -> None:
    with pytest.raises(ValueError, match="16 hexadecimal digits"):
        iris.document_iri(document)


def test_instances_move_with_the_base_and_the_vocabulary_stays() -> None:
    base = "https://example.org/kg/"
    assert iris.document_iri(DOCUMENT, base=base) == f"{base}doc/{DOCUMENT}"
    assert iris.checksum_iri(DOCUMENT, base=base) == f"{base}doc/{DOCUMENT}/checksum"
    assert iris.span_iri(DOCUMENT, Span(3, 5), base=base) == f"{base}doc/{DOCUMENT}/span/3-5"
    assert iris.entity_iri("goal", "平安", base=base).startswith(f"{base}id/g-")
    assert iris.unregistered_place_iri("开发区", base=base).startswith(f"{base}place/z-")
    assert iris.period_iri(Period("2024-01-01", "2024-12-31"), base=base) == f"{base}period/2024"
    assert iris.concept_iri("status", "planned") == f"{iris.SCHEMES}status/planned"


def test_the_scope_keeps_things_of_one_name_apart() -> None:
    iris_of_name = {
        iris.entity_iri("initiative", "综治中心", scope=s) for s in ("-", "330700", "331000")
    }
    assert len(iris_of_name) == 3
    longer = iris.entity_iri("initiative", "综治中心", digits=12)
    assert longer.startswith(iris.entity_iri("initiative", "综治中心"))


def test_a_day_more_or_less_is_another_period() -> None:
    day = date(2024, 12, 31)
    ids = {
        iris.period_id(Period("2024-01-01", (day + timedelta(days=n)).isoformat()))
        for n in range(-2, 3)
    }
    assert len(ids) == 5
