"""Each slot of a claim is read again from the text: what the text does not say is not published."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

import pytest

from graph_build.extract.account import Account
from graph_build.extract.ground import Grounder
from graph_build.extract.ground.polarity import denied_verb, is_cut, is_denied
from graph_build.extract.ground.signatures import SIGNATURES
from graph_build.model import (
    Action,
    Bound,
    Claim,
    Document,
    Evidence,
    Grade,
    Key,
    Observation,
    Period,
    Recognition,
    Relation,
    Span,
    Status,
    ValueKind,
)
from graph_build.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = """金华市平安建设情况通报
2026年1月15日
一、2025年工作回顾
市委政法委牵头建立“三书同达”制度。东阳市公安局深化“警仪智联”应用。
2025年1至11月，全市交通事故起数、亡人数分别比2020年同期下降32.54%、45.81%。
2020年以来，全市电诈案件追赃挽损数达8.36亿元。
浦江县被命名为“平安中国建设示范县”。
二、2026年主要任务
推进“小切口”项目17个，力争群众安全感满意度达到98.6%。
"""
C = TypeVar("C", bound=Claim)


def _account(text: str = TEXT) -> Account:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Account.of(Document(text, "t.txt", digest, "金华市平安建设情况通报", "2026-01-15"))


def _one(account: Account, kind: type[C], wanted: Callable[[C], bool]) -> C:
    return next(c for c in account.claims if isinstance(c, kind) and wanted(c))


def _reasons(account: Account, claim: Claim) -> str:
    return "; ".join(Grounder(account.mentions, account.about).reasons(claim))


def _number(account: Account, value: str) -> Observation:
    return _one(account, Observation, lambda c: c.value == Decimal(value))


def test_what_the_text_says_is_kept() -> None:
    account = _account()
    assert account.claims
    assert account.quarantined == ()


@pytest.mark.parametrize(
    ("change", "slot"),
    [
        ({"value": Decimal("-45.18")}, "value"),
        ({"value": Decimal("45.81")}, "value"),
        ({"unit": "PERCENTAGE_POINT"}, "unit"),
        ({"bound": Bound.AT_LEAST}, "bound"),
        ({"kind": ValueKind.SHARE}, "value"),
        ({"period": Period("2024-01-01", "2024-11-30")}, "period"),
        ({"period": Period("2025-01-01", "2025-12-31")}, "period"),
        ({"baseline": Period("2019-01-01", "2019-11-30")}, "baseline"),
        ({"indicator": "电诈案件追赃挽损数"}, "indicator"),
        ({"about": Key("place", "330783")}, "about"),
        ({"status": Status.PLANNED}, "status"),
        ({"grade": Grade.NATIONAL}, "grade"),
    ],
)
def test_a_number_with_one_wrong_slot_is_rejected_for_that_slot(
    change: dict[str, object], slot: str
) -> None:
    account = _account()
    fall = _number(account, "-45.81")
    assert _reasons(account, fall) == ""
    assert f"{slot}:" in _reasons(account, replace(fall, **change))  # type: ignore[arg-type]


def test_the_second_number_of_a_pair_takes_the_direction_of_the_first() -> None:
    account = _account()
    second = _number(account, "-45.81")
    assert "fall" in _reasons(account, replace(second, value=-second.value))


def test_a_hundred_million_is_not_ten_thousand() -> None:
    account = _account()
    money = _number(account, "836000000")
    assert "value:" in _reasons(account, replace(money, value=Decimal(83600)))


def test_the_value_must_be_a_whole_number_of_the_text() -> None:
    account = _account()
    money = _number(account, "836000000")
    start, end = money.value_span
    assert "value:" in _reasons(account, replace(money, value_span=Span(start + 1, end)))


def test_a_year_of_the_heading_is_declared_and_its_neighbour_is_not() -> None:
    account = _account()
    plan = _number(account, "17")
    assert plan.period == Period("2026-01-01", "2026-12-31")
    assert "period:" in _reasons(account, replace(plan, period=Period("2025-01-01", "2025-12-31")))
    assert "status:" in _reasons(account, replace(plan, status=Status.COMPLETED))


@pytest.mark.parametrize("step", [1, -1])
def test_evidence_that_is_off_by_one_is_rejected(step: int) -> None:
    account = _account()
    inside = [c for c in account.claims if all(e.span.start + step >= 0 for e in c.evidence)]
    assert inside
    for claim in inside:
        moved = tuple(
            Evidence.at(account.document, Span(e.span.start + step, e.span.end + step))
            for e in claim.evidence
        )
        assert _reasons(account, replace(claim, evidence=moved))


def test_a_quote_that_is_not_the_text_is_rejected() -> None:
    account = _account()
    claim = account.claims[0]
    evidence = claim.evidence[0]
    false = evidence._replace(quote=evidence.quote[::-1])
    assert "evidence:" in _reasons(account, replace(claim, evidence=(false,)))


def test_another_body_of_the_document_did_not_do_it() -> None:
    account = _account()
    done = _one(account, Action, lambda c: "三书同达" in c.object.name)
    other = next(m.key for m in account.mentions if "公安局" in m.key.name)
    assert "actor:" in _reasons(account, replace(done, actor=other))


def test_a_body_inside_the_name_of_another_is_not_that_other() -> None:
    account = _account("金华市通报\n市委政法委建立“三书同达”制度。\n市委召开会议。\n")
    done = _one(account, Action, lambda c: "三书同达" in c.object.name)
    party = next((m.key for m in account.mentions if m.key.name == "市委"), None)
    assert party is not None
    assert "actor:" in _reasons(account, replace(done, actor=party))


def test_a_property_that_is_not_declared_is_no_statement() -> None:
    account = _account()
    leads = _one(account, Relation, lambda c: c.predicate == "ledBy")
    assert "not declared" in _reasons(account, replace(leads, predicate="causes"))


def test_subject_and_object_cannot_change_places() -> None:
    account = _account()
    for claim in account.claims:
        if isinstance(claim, Relation):
            turned = replace(claim, subject=claim.object, object=claim.subject)
            assert _reasons(account, turned)


def test_an_honour_has_the_grade_that_its_words_say() -> None:
    account = _account()
    honour = _one(account, Recognition, lambda c: "平安中国" in c.honour.name)
    assert "grade:" in _reasons(account, replace(honour, grade=Grade.COUNTY))


def test_only_the_one_who_has_the_turn_speaks() -> None:
    account = _account(
        "平安访谈\n记者：有哪些做法？\n林纪平：金华市委政法委建立了“三书同达”制度。\n"
        "记者：效果如何？\n王建国：金华市公安局深化了“警仪智联”应用。\n"
    )
    said = _one(account, Action, lambda c: "三书同达" in c.object.name)
    assert said.speaker == Key("person", "林纪平")
    assert "speaker:" in _reasons(account, replace(said, speaker=Key("person", "王建国")))


def test_what_the_text_denies_is_quarantined() -> None:
    said = _account("金华市通报\n市委政法委建立“三书同达”制度。\n")
    denied = _account("金华市通报\n市委政法委尚未建立“三书同达”制度。\n")
    assert any(isinstance(c, Action) for c in said.claims)
    assert not any(isinstance(c, Action) for c in denied.claims)


@pytest.mark.parametrize(
    ("said", "verb", "expected"),
    [
        ("尚未全面建立机制", "建立", True),
        ("不再实施该办法", "实施", True),
        ("不断深化改革", "深化", False),
        ("未建立甲制度，建立乙制度", "建立", False),
        ("不得擅自设立分支", "设立", True),
    ],
)
def test_a_verb_is_denied_only_where_every_place_of_it_is(
    said: str, verb: str, expected: bool
) -> None:
    assert is_denied(said, verb) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("该市未获评全国文明城市", "获评"), ("不断提升服务", None), ("未来建设新城", None)],
)
def test_the_denied_verb_of_a_text_is_found(said: str, expected: str | None) -> None:
    assert denied_verb(said) == expected


def test_the_rest_of_a_word_is_not_the_word() -> None:
    assert is_cut("不良贷款率下降", "良贷款率")
    assert not is_cut("贷款率下降", "贷款率")


def test_the_signatures_are_those_of_the_vocabulary() -> None:
    written = (ontology() / "domains.ttl").read_text(encoding="utf-8")
    for predicate, (subject, obj) in SIGNATURES.items():
        if predicate == "memberOf":
            continue
        block = next(b for b in written.split("\n\n") if b.startswith(f"ft:{predicate} "))
        assert f"ft:{subject.capitalize()}" in block.partition("rangeIncludes")[0]
        assert f"ft:{obj.capitalize()}" in block.partition("rangeIncludes")[2]
