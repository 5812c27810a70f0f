"""Which verb governs a name, on sentences made up for it: left, right, across 的, through lists."""

from __future__ import annotations

import hashlib

import pytest

from graph_build.extract import scene_of
from graph_build.extract.account import Account
from graph_build.extract.frames import choices, governing, predicate
from graph_build.model import Action, Document, Span


def said(text: str) -> list[tuple[str | None, str, str]]:
    """Return (actor, verb, object) of the actions of a text."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    account = Account.of(Document(text, "t.txt", digest, ""))
    return [
        (c.actor.name if c.actor else None, c.verb, c.object.name)
        for c in account.claims
        if isinstance(c, Action)
    ]


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("深入开展“清河护岸”专项行动。", "深入开展", "“清河护岸”专项行动"),
        ("“清河护岸”专项行动扎实推进。", "推进", "“清河护岸”专项行动"),
        ("国资国企改革全面完成。", "全面完成", "国资国企改革"),
        ("探索建立“一码通办”服务机制。", "探索建立", "“一码通办”服务机制"),
        ("全面推行“一码通办”改革。", "全面推行", "“一码通办”改革"),
        ("打好污染防治攻坚战。", "打好", "污染防治攻坚战"),
        ("传承和弘扬“柳溪经验”。", "传承和弘扬", "“柳溪经验”"),
    ],
)
def test_the_verb_of_a_name_is_found_on_either_side(text: str, verb: str, name: str) -> None:
    assert (verb, name) in [(v, n) for _, v, n in said(text)]


def test_the_verb_before_an_attribute_governs_and_not_the_one_inside_it() -> None:
    text = "加快构建体现本地特色的现代化产业体系。"
    atoms = scene_of(Document(text, "t.txt", "0" * 64, "")).atoms
    start = text.index("现代化")
    frame = governing(atoms, Span(start, len(text) - 1), Span(0, len(text) - 1), [])
    assert frame is not None
    assert frame.verb.endswith("构建")
    assert not frame.passive


def test_members_of_a_list_share_their_verb() -> None:
    found = said("全面建成“智汇云”平台、“警网融合”平台和“数安通”平台。")
    assert {name: verb for _, verb, name in found} == {
        "“智汇云”平台": "建成",
        "“警网融合”平台": "建成",
        "“数安通”平台": "建成",
    }


def test_words_of_other_names_govern_nothing() -> None:
    text = "实施数据治理工程和人才培育工程"
    atoms = scene_of(Document(text, "t.txt", "0" * 64, "")).atoms
    whole = Span(0, len(text))
    other = Span(text.index("数据"), text.index("和"))
    name = Span(text.index("人才"), len(text))
    verbs = [atoms.span(c.first, c.stop).of(text) for c in choices(atoms, name, whole, [other])]
    assert verbs == ["实施"]


@pytest.mark.parametrize("word", ["按照", "围绕", "通过", "入选", "获评"])
def test_prepositions_and_verbs_of_honours_are_no_actions(word: str) -> None:
    assert predicate(word, "v") is None
    assert predicate(word, "p") is None
