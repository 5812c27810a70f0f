"""A very long document is read stretch by stretch, as if it were read at once."""

from __future__ import annotations

import hashlib
from itertools import pairwise

import pytest

from graph_build.build import shard
from graph_build.extract import passages
from graph_build.extract.account import Account
from graph_build.extract.passages import layout, windows
from graph_build.model import Document
from graph_build.segment import pairs

HEAD = "金华市政府工作报告\n\n一、2024年工作回顾\n"
DONE = "过去一年，市政法委牵头推进“龙山经验”，新增就业{n}万人，获评全国文明城市。\n"
PLAN = "\n二、2025年主要任务\n"
AIM = "全市深化“龙山经验”综合应用，确保新增就业{n}万人，推动平安建设水平不断提升。\n"
REPORT = (
    HEAD
    + "".join(DONE.format(n=n) for n in range(2, 40))
    + PLAN
    + "".join(AIM.format(n=n) for n in range(2, 40))
)


def document(text: str) -> Document:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(text, "2025年金华市.txt", digest, "金华市政府工作报告")


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every document that is longer than 300 characters a very long one."""
    monkeypatch.setattr(passages, "WHOLE_CHARACTERS", 300)
    monkeypatch.setattr(passages, "WINDOW_CHARACTERS", 300)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize("text", [REPORT, REPORT.replace("\n", "。")])
def test_stretches_cover_the_text_and_say_of_each_sentence_what_the_whole_says(text: str) -> None:
    made = document(text)
    laid = list(windows(made))
    assert len(laid) > 3
    assert laid[0].stretch.start == 0
    assert laid[-1].stretch.end == len(text)
    assert all(a.stretch.end == b.stretch.start for a, b in pairwise(laid))
    assert [p for one in laid for p in one.passages] == list(layout(made).passages)
    assert all(one.stretch.holds(s.span) for one in laid for s in one.sections)


@pytest.mark.usefixtures("narrow")
def test_evidence_of_every_stretch_is_the_text_and_the_place_is_that_of_the_first() -> None:
    made = document(REPORT)
    accounts = list(Account.parts(made))
    whole = Account.of(made)
    assert {a.about for a in accounts} == {whole.about}
    said = [c for a in accounts for c in a.claims]
    assert all(e.quote == e.span.of(REPORT) for c in said for e in c.evidence)
    assert {m.evidence.span for a in accounts for m in a.mentions} == {
        m.evidence.span for m in whole.mentions
    }
    assert {c.status for c in said} == {c.status for c in whole.claims}


@pytest.mark.usefixtures("narrow")
def test_the_quads_of_a_very_long_document_are_sorted_and_each_stands_once() -> None:
    one = shard(document(REPORT))
    lines = "".join(one.lines).splitlines()
    assert lines == sorted(set(lines))
    assert len({line.iri for line in one.linked}) == len(one.linked) == one.summary["entities"]
    assert "".join(one.lines) == "".join(shard(document(REPORT)).lines)


def test_a_document_that_is_not_very_long_is_one_stretch() -> None:
    made = document(REPORT)
    assert list(windows(made)) == [layout(made)]


def test_a_straight_quote_closes_only_a_straight_quote_that_is_open() -> None:
    text = '“甲"乙"丙" （丁）“戊”'
    assert [(mark, span.of(text)) for mark, span in pairs(text, 0, len(text))] == [
        ('"', '"乙"'),
        ("（", "（丁）"),
        ("“", "“戊”"),
    ]
