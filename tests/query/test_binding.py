"""Terms are bound in one pass, escaped by the store, and come back as they went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.errors import ParameterError
from graph_build.query import Query, find
from graph_build.store import OxigraphStore, Term, iri, literal
from graph_build.store.terms import XSD

ECHO = """#+ param x: 值 / value
SELECT ?x WHERE { VALUES ?x { "例"@zh } }"""
ECHO_IRI = """#+ param x: 值 / value
#+ param y: 值 / value
PREFIX place: <https://w3id.org/fengtu/place/>
SELECT ?x ?y WHERE { VALUES ?x { place:330700 } VALUES ?y { 0.8 } }"""

STORE = OxigraphStore.memory()


def _answer(text: str) -> tuple[Term | None, ...]:
    (row,) = STORE.select(text)
    return row


# Lone surrogates are no text in any encoding.
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@given(TEXTS)
def test_any_text_comes_back_as_it_went_in(value: str) -> None:
    bound = Query.parse(ECHO, name="q").bind(x=value)
    assert _answer(bound) == (literal(value, language="zh"),)


@given(TEXTS, st.sampled_from(["zh", "en", None]))
def test_any_literal_comes_back_as_it_went_in(value: str, language: str | None) -> None:
    term = literal(value, language=language)
    assert _answer(Query.parse(ECHO, name="q").bind(x=term)) == (term,)


@given(TEXTS)
def test_an_iri_is_bound_whole_or_refused(value: str) -> None:
    query = Query.parse(ECHO_IRI, name="q")
    try:
        bound = query.bind(x=iri(f"https://example.org/{value}"))
    except ParameterError:
        return
    assert _answer(bound)[0] == iri(f"https://example.org/{value}")


@pytest.mark.parametrize(
    "value",
    ['"} } #', "> } DROP ALL #", "x> <y", "place:330700 } ?s ?p ?o {", "https://a/> } #", "a b:c"],
)
def test_what_is_no_iri_is_refused_where_an_iri_is_wanted(value: str) -> None:
    with pytest.raises(ParameterError):
        Query.parse(ECHO_IRI, name="q").bind(x=value)


def test_a_bound_term_is_never_searched_for_parameters() -> None:
    text = """#+ param x: 值 / value
#+ param y: 值 / value
SELECT ?x ?y WHERE { VALUES ?x { "a" } VALUES ?y { "b" } }"""
    bound = Query.parse(text, name="q").bind(x='VALUES ?y { "b" }', y="丙")
    assert _answer(bound) == (literal('VALUES ?y { "b" }'), literal("丙"))


@pytest.mark.parametrize(
    "value",
    [
        "place:330700",
        "https://w3id.org/fengtu/place/330700",
        "<https://w3id.org/fengtu/place/330700>",
    ],
)
def test_an_iri_may_be_given_in_full_or_with_a_prefix(value: str) -> None:
    bound = Query.parse(ECHO_IRI, name="q").bind(x=value)
    assert _answer(bound)[0] == iri("https://w3id.org/fengtu/place/330700")


def test_a_literal_keeps_the_datatype_of_the_example() -> None:
    bound = Query.parse(ECHO_IRI, name="q").bind(y="0.75")
    assert _answer(bound)[1] == literal("0.75", datatype=f"{XSD}decimal")


@pytest.mark.parametrize(
    ("query", "parameter", "value", "reason"),
    [
        ("low-confidence", "threshold", "hoch", "'hoch' is no decimal, such as '0.8'"),
        ("baselines", "year", "2020年", "'2020年' is no integer, such as '2020'"),
        ("low-confidence", "limit", "1", "no parameter 'limit'; it has: threshold"),
        ("diffusion", "place", "x", "no parameter 'place'; it has: none"),
    ],
)
def test_a_wrong_parameter_is_refused_with_the_reason(
    query: str, parameter: str, value: str, reason: str
) -> None:
    with pytest.raises(ParameterError, match=reason.replace("?", r"\?")):
        find(query).bind(**{parameter: value})


def test_a_blank_node_is_refused() -> None:
    with pytest.raises(ParameterError, match="blank node"):
        find("falls").bind(period=Term("bnode", "b1"))


def test_an_empty_list_of_terms_is_refused() -> None:
    with pytest.raises(ParameterError, match="no value given"):
        find("falls").bind(period=[])


def test_several_terms_may_be_given() -> None:
    bound = Query.parse(ECHO, name="q").bind(x=["甲", "乙"])
    assert [row[0] for row in STORE.select(bound)] == [
        literal("甲", language="zh"),
        literal("乙", language="zh"),
    ]


def test_a_name_is_looked_for_with_and_without_quotation_marks() -> None:
    names = find("evidence").terms("name", "“后陈经验”")
    assert [term.value for term in names] == ["后陈经验", "“后陈经验”"]


def test_without_terms_the_text_stays_as_it_is() -> None:
    query = find("evidence")
    assert query.bind() == query.text


def test_a_term_of_another_language_is_taken_as_it_is() -> None:
    assert '"Longshan"@en' in find("evidence").bind(name=literal("Longshan", language="en"))


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        ("true", literal("true", datatype=f"{XSD}boolean")),
        ("5", literal("5", datatype=f"{XSD}integer")),
        ("-0.5", literal("-0.5", datatype=f"{XSD}decimal")),
        ("<urn:x>", iri("urn:x")),
        ('"a\\"b\\n"@en', literal('a"b\n', language="en")),
        ('"2025-01-01"^^xsd:date', literal("2025-01-01", datatype=f"{XSD}date")),
        ('"x"^^<urn:t>', literal("x", datatype="urn:t")),
    ],
)
def test_examples_are_read_as_sparql_reads_them(example: str, expected: Term) -> None:
    head = f"#+ param x: 值 / value\nPREFIX xsd: <{XSD}>\n"
    text = f"{head}SELECT ?x WHERE {{ VALUES ?x {{ {example} }} }}"
    query = Query.parse(text, name="q")
    assert query.parameters["x"].example == expected
    assert _answer(query.text) == (expected,)
    assert _answer(query.bind(x=expected)) == (expected,)


def test_a_day_that_is_none_is_refused() -> None:
    head = f"#+ param x: 日 / day\nPREFIX xsd: <{XSD}>\n"
    text = head + 'ASK { VALUES ?x { "2025-01-01"^^xsd:date } }'
    with pytest.raises(ParameterError, match="'2025-02-30' is no date, such as '2025-01-01'"):
        Query.parse(text, name="q").bind(x="2025-02-30")
