"""Passages: the whole sentence, the evidence in it, both ends marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.portal.evidence import End, passage

TEXTS = st.text(alphabet="甲乙丙𠮷。！？”’\n\r，；a1 ", min_size=2, max_size=120)


@st.composite
def places(draw: st.DrawFn) -> tuple[str, int, int, list[End]]:
    text = draw(TEXTS)
    begin = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(begin + 1, len(text)))
    ends = []
    for _ in range(draw(st.integers(0, 4))):
        first = draw(st.integers(0, len(text) - 1))
        ends.append(End(first, draw(st.integers(first + 1, len(text))), "place"))
    return text, begin, end, ends


@given(places())
def test_a_passage_is_the_text_and_marks_exactly_the_evidence(
    place: tuple[str, int, int, list[End]],
) -> None:
    text, begin, end, ends = place
    found = passage(text, begin, end, ends)
    assert "".join(piece.text for piece in found.pieces if piece.marked) == text[begin:end]
    shown = "".join(piece.text for piece in found.pieces)
    before = found.before.removeprefix("…")
    after = found.after.removesuffix("…")
    assert before + shown + after in text
    assert found.lead + found.rest == found.pieces


@given(places())
def test_ends_are_marked_whole_within_the_evidence(
    place: tuple[str, int, int, list[End]],
) -> None:
    text, begin, end, ends = place
    marked: dict[End, str] = {}
    for piece in passage(text, begin, end, ends).pieces:
        if piece.end:
            marked[piece.end] = marked.get(piece.end, "") + piece.text
    for one, words in marked.items():
        assert begin <= one.begin
        assert one.end <= end
        assert words == text[one.begin : one.end]


@pytest.mark.parametrize(
    ("text", "words", "sentence"),
    [
        ("甲市说：“好。”乙市不说。", "好", "甲市说：“好。”"),
        ("甲。乙丙；丁，戊。己", "丙", "乙丙；丁，戊。"),
        ("标题\n甲乙丙", "乙", "甲乙丙"),
        ("同比增长3.5%。下降", "3.5%", "同比增长3.5%。"),
    ],
)
def test_a_sentence_ends_where_chinese_typography_ends_it(
    text: str, words: str, sentence: str
) -> None:
    begin = text.index(words)
    found = passage(text, begin, begin + len(words))
    assert "".join(piece.text for piece in found.pieces) == sentence


@pytest.mark.parametrize(("begin", "end"), [(0, 0), (2, 1), (-1, 1), (0, 99)])
def test_a_place_outside_the_text_is_refused(begin: int, end: int) -> None:
    with pytest.raises(ValueError, match="expected 0 <= begin"):
        passage("甲乙", begin, end)
