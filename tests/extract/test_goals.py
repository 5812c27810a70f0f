"""Which clauses state an aim, and that the quick sum is the sum of the features it stands for."""

from __future__ import annotations

import hashlib
from functools import partial

import pytest

from graph_build.extract import goals, scene_of
from graph_build.extract.account import Account
from graph_build.extract.weights import Weights
from graph_build.model import Document, Span

TEXT = (
    "深入实施“清河护岸”专项行动，累计整治河道12公里，不断提升水环境质量，让群众生活更加安心。"
    "一是建立巡查机制，确保问题及时发现。会议于3月5日召开，出席会议的有20人。"
)


def _document(text: str) -> Document:
    return Document(text, "t.txt", hashlib.sha256(text.encode()).hexdigest(), "")


def test_the_quick_sum_is_the_sum_of_the_features() -> None:
    scene = scene_of(_document(TEXT))
    weights = Weights.load("goal")
    lines = [passage.sentence for passage in scene.passages]
    named = scene.within(Span(0, len(scene.reading.text)), "initiative")
    quick = {g.span: g.score for g in goals.goals(lines, scene.atoms, [n.span for n in named])}
    figure = partial(goals.holds_figure, scene.reading.text)
    compared = 0
    for line in lines:
        held = [n.span for n in named if line.span.holds(n.span)]
        for clause in goals.clauses(line, scene.atoms, held, figure):
            score = weights.score(clause.features)
            assert (clause.span in quick) is (score >= goals.THRESHOLD)
            if clause.span in quick:
                assert quick[clause.span] == pytest.approx(score)
                compared += 1
    assert compared


def test_an_aim_is_a_goal_and_a_date_of_a_meeting_is_none() -> None:
    found = {m.key.name for m in Account.of(_document(TEXT)).mentions if m.kind == "Goal"}
    assert "不断提升水环境质量" in found
    assert not [name for name in found if "召开" in name or "出席" in name]


def test_the_neighbours_of_a_clause_are_told_by_their_verbs() -> None:
    scene = scene_of(_document(TEXT))
    sentence = scene.passages[0].sentence
    found = list(goals.clauses(sentence, scene.atoms, [], lambda _: False))
    assert "before=-" in found[0].features
    assert "behind=-" in found[-1].features
    assert all(any(f.startswith("w=") for f in clause.features) for clause in found)


@pytest.mark.parametrize(
    "clause",
    ["通过数字化手段提升服务水平", "在不断提升水环境质量方面", "有哪些举措提升水环境质量"],
)
def test_means_circumstances_and_questions_state_no_aim(clause: str) -> None:
    text = f"推行“四库联动”工作机制，{clause}。"
    found = {m.key.name for m in Account.of(_document(text)).mentions if m.kind == "Goal"}
    assert clause not in found
