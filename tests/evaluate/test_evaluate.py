"""Scoring on small documents written for the purpose, whose right answers are plain to see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.errors import InputError
from graph_build.evaluate import evaluate
from graph_build.evaluate.gold import read_gold
from graph_build.evaluate.matching import Pair, one_to_one
from graph_build.model import Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "金华市情况通报\n2024年群众安全感满意度达98.52%。\n2025年群众安全感满意度达98.6%。\n"
EMPTY: dict[str, Any] = {
    "doc": "news.txt",
    "published": None,
    "entities": [],
    "relations": [],
    "actions": [],
    "observations": [],
    "recognitions": [],
}
SATISFACTION = {
    "indicator": "群众安全感满意度",
    "about": None,
    "value": 98.52,
    "unit": "PERCENT",
    "kind": "level",
    "bound": "exact",
    "period": ["2024-01-01", "2024-12-31"],
    "baseline": None,
    "grade": None,
    "status": "completed",
}


def _write(folder: Path, gold: dict[str, Any], name: str = "news") -> Path:
    path = folder / f"{name}.gold.json"
    path.write_text(json.dumps({**EMPTY, **gold}, ensure_ascii=False), encoding="utf-8")
    return path


def _table(path: Path, texts: Path | None = None, *, alone: bool = False) -> dict[str, list[str]]:
    return {row[0].strip(): row[1:] for row in evaluate([path], texts, alone=alone).rows}


def _beside(folder: Path, gold: dict[str, Any]) -> Path:
    (folder / "news.txt").write_text(TEXT, encoding="utf-8")
    return _write(folder, gold)


def test_a_number_that_is_right_in_every_slot_is_a_whole_tuple(tmp_path: Path) -> None:
    quoted = {**SATISFACTION, "quote": "2024年群众安全感满意度达98.52%"}
    table = _table(_beside(tmp_path, {"observations": [quoted]}))

    assert table["number"][3:] == ["1", "2", "1"]
    assert table["number tuple"][3:] == ["1", "2", "1"]
    assert table["evidence exact"][0] == "1.000"


def test_a_wrong_period_costs_the_tuple_but_not_the_number(tmp_path: Path) -> None:
    wrong = {**SATISFACTION, "period": None, "quote": "98.52%"}
    table = _table(_beside(tmp_path, {"observations": [wrong]}))

    assert table["number"][3] == "1"
    assert table["number tuple"][3] == "0"
    assert table["slot period"][3:] == ["0", "1", "1"]


def test_what_is_missed_and_what_is_extra_is_listed(tmp_path: Path) -> None:
    missing = {"id": "e1", "class": "Experience", "forms": ["“情况通报”"]}
    misses = evaluate([_beside(tmp_path, {"entities": [missing]})]).misses

    assert "news.txt\tentity missed\tExperience\t“情况通报”" in misses
    assert any("number extra" in line and "98.6" in line for line in misses)


def test_every_rule_has_a_row_with_what_it_made_and_what_was_right(tmp_path: Path) -> None:
    quoted = {**SATISFACTION, "quote": "98.52%"}
    rules = evaluate([_beside(tmp_path, {"observations": [quoted]})]).rules

    numbers = [row for row in rules if row[0] == "number"]
    assert sum(int(row[2]) for row in numbers) == 2
    assert sum(int(row[3]) for row in numbers) == 1


def test_a_folder_means_the_gold_files_in_it(tmp_path: Path) -> None:
    _beside(tmp_path, {})
    assert _table(tmp_path)["number"][3:] == ["0", "2", "0"]


def test_an_excerpt_is_judged_in_the_context_of_its_document(tmp_path: Path) -> None:
    text = "金华市政府工作报告\n一、2024年工作回顾\n全市新增就业7万人。\n"
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "report.txt").write_text(text, encoding="utf-8")
    start = text.index("全市")
    number = {
        **SATISFACTION,
        "indicator": "新增就业人数",
        "value": 70000,
        "unit": "人",
        "kind": "changeAmount",
        "spans": [[0, 9]],
    }
    path = _write(
        tmp_path,
        {"path": "report.txt", "excerpt": [start, len(text)], "observations": [number]},
    )

    assert _table(path, tmp_path / "texts")["slot period"][3] == "1"
    assert _table(path, tmp_path / "texts", alone=True)["slot period"][3] == "0"
    gold = read_gold(path, tmp_path / "texts")
    assert gold.document.text == text[start:]
    assert gold.observations[0].span == Span(0, 9)


@pytest.mark.parametrize(
    ("gold", "told"),
    [
        ({"doc": "other.txt"}, "not beside it"),
        ({"doc": "other.txt", "path": "a/b.txt"}, "--texts"),
        ({"observations": [{**SATISFACTION, "quote": "99.99%"}]}, "does not hold"),
        ({"observations": [{**SATISFACTION, "quote": "群众", "nth": 3}]}, "3 times"),
        ({"observations": [{"indicator": "群众"}]}, "is missing"),
        ({"entities": [{"id": "e1", "class": "Slogan", "forms": []}]}, "no class"),
        ({"relations": None}, "see the guidelines"),
    ],
)
def test_a_gold_file_that_cannot_be_used_is_told_by_name_and_reason(
    gold: dict[str, Any], told: str, tmp_path: Path
) -> None:
    path = _beside(tmp_path, gold)
    with pytest.raises(InputError, match=told) as caught:
        evaluate([path])
    assert str(path) in str(caught.value)


def test_a_text_that_is_not_below_the_folder_is_told(tmp_path: Path) -> None:
    path = _write(tmp_path, {"path": "absent.txt", "excerpt": [0, 5]})
    with pytest.raises(InputError, match=r"absent\.txt"):
        evaluate([path], tmp_path)


def test_an_excerpt_that_leaves_its_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "short.txt").write_text("金华。", encoding="utf-8")
    path = _write(tmp_path, {"path": "short.txt", "excerpt": [0, 50]})
    with pytest.raises(InputError, match="leaves the text"):
        evaluate([path], tmp_path)


def test_a_folder_without_gold_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="give a folder of gold files"):
        evaluate([tmp_path])


@pytest.mark.parametrize("content", ["[]", "{", '{"entities": []}'])
def test_a_file_that_is_no_gold_file_is_told(content: str, tmp_path: Path) -> None:
    path = tmp_path / "x.gold.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="give a"):
        evaluate([path])


def test_each_item_and_each_prediction_is_used_once() -> None:
    pairs = [Pair(0.9, "e1", "a"), Pair(0.8, "e1", "b"), Pair(0.7, "e2", "a"), Pair(0.0, "e2", "b")]
    assert one_to_one(pairs) == [Pair(0.9, "e1", "a")]
