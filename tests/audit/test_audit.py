"""The audit of texts written for the purpose, and of the packaged sample."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from graph_build.audit import audit, documents_of
from graph_build.audit.corruptions import CORRUPTIONS
from graph_build.audit.numerals import MISSED, numerals
from graph_build.errors import GraphNotFound
from graph_build.extract.account import Account
from graph_build.model import Document, Observation

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [corruption.name for corruption in CORRUPTIONS]
REPORT = """金华市政府工作报告
一、2025年工作回顾
全市生产总值突破7200亿元，增长6.1%。市委政法委牵头建立“三书同达”制度，市公安局深化“警仪智联”应用。
2025年1至11月，全市交通事故起数、亡人数分别比2020年同期下降32.54%、45.81%。
二、2026年主要任务
推进“小切口”项目20个，力争群众安全感满意度达到98.6%。
"""


def _document(text: str) -> Document:
    return Document(
        text, "report.txt", hashlib.sha256(text.encode()).hexdigest(), "金华市政府工作报告"
    )


def test_the_sample_passes_every_bar(sample: Path) -> None:
    result = audit(documents_of(sample))
    wrong = [row for row in (*result.rows, *result.numeral_rows) if row[-1]]
    assert not wrong
    assert result.passed


def test_every_way_to_be_wrong_is_tried_on_the_sample(sample: Path) -> None:
    made = {row[0]: int(row[1]) for row in audit(documents_of(sample)).rows}
    assert [c.name for c in CORRUPTIONS if not made[c.name]] == []


def test_the_documents_of_a_graph_are_those_it_was_built_from(sample: Path) -> None:
    documents = {d.identifier: d for d in documents_of(sample)}
    assert len(documents) == 5
    assert documents["03_数字应用.txt"].published == "2025-12-26"


def test_a_folder_without_a_graph_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound):
        list(documents_of(tmp_path))


def test_what_is_not_accounted_for_is_listed_with_its_surroundings() -> None:
    text = "金华市通报\n三产比例为3.1︰40.5︰56.4。\n"
    account = Account.of(_document(text))
    found = list(numerals(account))
    assert all(line == "" or "[" in line for line, _ in found)
    assert {how for line, how in found if line} <= {MISSED}


def test_fewer_claims_are_corrupted_where_only_every_third_is_wanted() -> None:
    whole, part = (audit([_document(REPORT)], every=n) for n in (1, 3))
    made = {name: [int(r[1]) for r in (*whole.rows, *part.rows) if r[0] == name] for name in NAMES}
    assert all(few <= many for many, few in made.values())
    assert sum(few for _, few in made.values()) < sum(many for many, _ in made.values())


def test_what_slips_by_is_listed_with_all_its_slots() -> None:
    result = audit([_document(REPORT)])
    slipped = sum(int(row[1]) - int(row[2]) for row in result.rows[:-1])
    assert len(result.slipped) == slipped


def test_a_corrupted_claim_is_never_one_that_the_text_states() -> None:
    account = Account.of(_document(REPORT))
    numbers = [c for c in account.claims if isinstance(c, Observation)]
    for corruption in CORRUPTIONS:
        for claim in numbers:
            assert all(made.claim != claim for made in corruption.make(claim, account))
