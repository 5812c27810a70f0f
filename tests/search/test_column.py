"""A column finds every stretch of its lines, and nothing else."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph_build.search.column import Column
from graph_build.search.strings import Lists, Strings

LETTERS = "ab龙山\U00020bb7"
LINES = st.lists(st.text(LETTERS, max_size=30), max_size=12)


@given(LINES, st.text(LETTERS + "不", min_size=1, max_size=20))
def test_a_column_finds_what_a_scan_finds(lines: list[str], query: str) -> None:
    found = Column.of(lines).find(query)
    wanted = sorted(
        (number, at == 0, at + len(query) == len(line))
        for number, line in enumerate(lines)
        for at in range(len(line))
        if line.startswith(query, at)
    )
    told = zip(found.lines.tolist(), found.head.tolist(), found.tail.tolist(), strict=True)
    assert sorted(told) == wanted


@given(LINES, st.data())
def test_a_stretch_of_a_line_is_found_in_it(lines: list[str], data: st.DataObject) -> None:
    written = [line for line in lines if line] or ["龙山"]
    number = data.draw(st.integers(0, len(written) - 1))
    begin = data.draw(st.integers(0, len(written[number]) - 1))
    end = data.draw(st.integers(begin + 1, len(written[number])))
    assert number in Column.of(written).find(written[number][begin:end]).lines


def test_words_are_told_from_parts_of_words() -> None:
    column = Column.of(["教育局", "体育局"], [[0, 2], [0, 2]])
    found = column.find("教育")
    assert (found.starts.tolist(), found.word.tolist()) == ([True], [True])
    assert column.find("育局").starts.tolist() == [False, False]
    assert column.find("教").word.tolist() == [False]


@given(st.lists(st.text(max_size=8)))
def test_strings_come_back(strings: list[str]) -> None:
    kept = [text.encode("utf-8", "replace").decode() for text in strings]
    made = Strings.of(kept)
    assert list(made) == kept
    assert [made[number] for number in range(len(made))] == kept


@given(st.lists(st.lists(st.integers(0, 400), max_size=5), max_size=8), st.data())
def test_lists_come_back(lists: list[list[int]], data: st.DataObject) -> None:
    made = Lists.of(lists)
    numbers = data.draw(st.lists(st.integers(0, max(0, len(lists) - 1)))) if lists else []
    asked = np.array(numbers, np.int64)
    assert made.all(asked).tolist() == [value for number in numbers for value in lists[number]]
    for value in {value for one in lists for value in one}:
        holding = {number for number, one in enumerate(lists) if value in one}
        assert set(made.holding(value).tolist()) == holding
