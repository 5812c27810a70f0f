from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.read import Reading
from graph_build.segment import pairs, sections, sentences
from tests.strategies import document, genre, hostile


def _sentences(text: str) -> list[list[str]]:
    """Return the clauses of the sentences."""
    reading = Reading.of(document(text))
    lines = sentences(reading, sections(reading))
    return [[clause.of(reading.text) for clause in line.clauses] for line in lines]


def test_sentences_end_at_full_stops_and_clauses_at_commas() -> None:
    text = "全市平安，案件下降；群众满意：九成以上。继续推进！怎么办？"

    assert _sentences(text) == [
        ["全市平安", "案件下降", "群众满意", "九成以上"],
        ["继续推进"],
        ["怎么办"],
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("印发《通知。》，执行。", [["印发《通知。》", "执行"]]),
        ("推进“一件事，一次办”改革。", [["推进“一件事，一次办”改革"]]),
        ("推进“‘一件事’，一类事”改革。", [["推进“‘一件事’，一类事”改革"]]),
        ("市、县（含开发区，新区）平安。", [["市、县（含开发区，新区）平安"]]),
        ("推进“龙山经验，深化治理。全市平安。", [["推进“龙山经验", "深化治理"], ["全市平安"]]),
        ("推进龙山经验”，深化治理。", [["推进龙山经验”", "深化治理"]]),
    ],
)
def test_a_mark_inside_a_pair_ends_nothing_and_a_lone_quote_holds_nothing(
    text: str, expected: list[list[str]]
) -> None:
    assert _sentences(text) == expected


def test_a_text_without_full_stops_is_one_sentence_a_line() -> None:
    assert _sentences("全市推进改革，深化治理\n各县建成综治中心，机制健全") == [
        ["全市推进改革", "深化治理"],
        ["各县建成综治中心", "机制健全"],
    ]


def test_pairs_nest_and_leave_out_marks_without_a_partner() -> None:
    text = "（“甲‘乙’丙”丁）”《戊"

    found = [(opening, span.of(text)) for opening, span in pairs(text, 0, len(text))]

    assert found == [("（", "（“甲‘乙’丙”丁）"), ("“", "“甲‘乙’丙”"), ("‘", "‘乙’")]


def test_straight_quotes_pair_up_in_turn() -> None:
    text = '推进"甲"和"乙"改革'

    assert [span.of(text) for _, span in pairs(text, 0, len(text))] == ['"甲"', '"乙"']


def test_a_pair_further_apart_than_a_name_is_none() -> None:
    text = "“" + "字" * 200 + "”"

    assert pairs(text, 0, len(text)) == []


@given(st.one_of(genre, hostile))
def test_sentences_of_any_text_are_in_order_disjoint_and_inside_their_section(text: str) -> None:
    reading = Reading.of(document(text))

    lines = list(sentences(reading, sections(reading)))

    assert all(line.section.span.holds(line.span) for line in lines)
    assert all(a.span.end <= b.span.start for a, b in pairwise(lines))
    assert all(0 <= line.span.start < line.span.end <= len(reading.text) for line in lines)


@given(st.one_of(genre, hostile))
def test_clauses_of_any_text_are_in_order_inside_their_sentence(text: str) -> None:
    reading = Reading.of(document(text))

    for line in sentences(reading, sections(reading)):
        assert all(line.span.holds(clause) and clause.start < clause.end for clause in line.clauses)
        assert all(a.end <= b.start for a, b in pairwise(line.clauses))


@given(st.one_of(genre, hostile))
def test_sentences_of_any_text_hold_all_of_it_but_marks_and_space(text: str) -> None:
    reading = Reading.of(document(text))
    parts = sections(reading)

    held = {
        i for line in sentences(reading, parts) for clause in line.clauses for i in range(*clause)
    }

    left = {i for part in parts for i in range(*part.span)} - held
    assert {c for i in left for c in reading.text[i]} <= set("，；：。！？…—”’） ")


@given(st.text('“”‘’《》（）"甲', max_size=40))
def test_pairs_of_any_text_nest_or_lie_apart(text: str) -> None:
    found = [span for _, span in pairs(text, 0, len(text))]

    for one in found:
        for other in found:
            apart = not one.overlaps(other)
            assert apart or one.holds(other) or other.holds(one)


def test_a_stretch_without_a_full_stop_is_read_in_parts_that_end_at_commas() -> None:
    text = "推进平安建设，" * 800 + "完成。" + "建设" * 2500
    reading = Reading.of(document(text))
    found = list(sentences(reading, sections(reading)))
    said = [s.span.of(reading.text) for s in found]

    assert all(len(one) <= 2000 for one in said)
    assert {one[-2:] for one in said[:2]} == {"建设"}
    assert "".join(said[-3:]) == "建设" * 2500
