"""Every competency question has the right answer on the small graph, worked out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graph_build.query import catalogue
from graph_build.store import OxigraphStore

if TYPE_CHECKING:
    from pathlib import Path

YUNXI, QINGSHI = "place:990100", "place:990121"

# Question → parameters, the columns compared, and the rows in any order.
ANSWERS: dict[str, tuple[dict[str, str], str, set[tuple[str, ...]]]] = {
    "experiences-and-origins": (
        {"place": YUNXI},
        "name originName quote",
        {("松林经验", "松林乡", "发源于松林乡的松林经验")},
    ),
    "initiative-lineage": (
        {"initiative": "松林经验"},
        "laterName earlierName",
        {("松林智调", "松林经验"), ("“一站式”解纷窗口", "松林智调")},
    ),
    "applications-and-goals": (
        {"place": YUNXI},
        "name goalName",
        {("松林智调", "将矛盾化解在萌芽状态")},
    ),
    "same-name-initiatives": (
        {},
        "shared placeName",
        {("一件事改革", "云溪市"), ("一件事改革", "白河市")},
    ),
    "first-mentions": (
        {},
        "name date title begin",
        {
            ("松林经验", "2024-03-01", "云溪访谈", "0"),
            ("松林智调", "2024-03-01", "云溪访谈", "24"),
            ("以诉促调工作法", "2025-02-01", "白河见闻", "0"),
            ("网格提质", "2026-01-10", "云溪通报", "4"),
        },
    ),
    "components": (
        {"initiative": "综治中心建设"},
        "partName wholeName",
        {("“一站式”解纷窗口", "综治中心建设"), ("园区版综治中心", "综治中心建设")},
    ),
    "pilots-adopted-higher": (
        {},
        "name localName adoptedName widerName first",
        {
            ("松林智调", "云溪市", "松林智调", "江东省", "2026-03-01"),
            ("松林经验", "云溪市", "松林智调", "江东省", "2026-03-01"),
            ("松林经验", "松林乡", "松林智调", "云溪市", "2024-03-01"),
            ("松林经验", "松林乡", "松林经验", "云溪市", "2024-03-01"),
            ("松林经验", "松林乡", "松林智调", "江东省", "2026-03-01"),
            ("松林经验", "松林乡", "松林经验", "青石县", "2026-01-10"),
            ("松林经验", "白河市", "松林智调", "江东省", "2026-03-01"),
            ("松林经验", "青石县", "松林智调", "江东省", "2026-03-01"),
        },
    ),
    "leading-institutions": (
        {},
        "name total class count",
        {
            ("云溪市委政法委", "2", "DigitalApplication", "1"),
            ("云溪市委政法委", "2", "Mechanism", "1"),
            ("云溪市委政法委", "2", "Reform", "1"),
            ("云溪市中级人民法院", "1", "Facility", "1"),
            ("白河市委政法委", "1", "Reform", "1"),
        },
    ),
    "shared-initiatives": (
        {},
        "initiativeName name otherName",
        {
            ("松林智调", "云溪市委政法委", "云溪市中级人民法院"),
            ("松林智调", "云溪市委政法委", "云溪市公安局"),
        },
    ),
    "alliances": (
        {},
        "name predicate otherName",
        {
            ("云溪法律服务联盟", "participant", "云溪市中级人民法院"),
            ("云溪法律服务联盟", "pursuesGoal", "服务外贸企业"),
        },
    ),
    "platform-integration": (
        {"initiative": "“一站式”解纷窗口"},
        "indicator value unit",
        {("整合部门数", "13", "个"), ("整合业务数", "18", "项")},
    ),
    "speakers": (
        {"initiative": "清风行动"},
        "quote speakerName bodyName office",
        {("将开展清风行动", "张明", "云溪市委政法委", "云溪市委政法委副书记张明")},
    ),
    "institution-names": (
        {"institution": "云溪市委政法委"},
        "written identifier times",
        {
            ("云溪市委政法委", "yunxi-2024.txt", "1"),
            ("市委政法委", "yunxi-2024.txt", "1"),
            ("政法委", "yunxi-2026.txt", "1"),
        },
    ),
    "county-gaps": (
        {"county": QINGSHI},
        "name present",
        {
            ("松林经验", "true"),
            ("松林智调", "false"),
            ("一件事改革", "false"),
            ("综治中心建设", "false"),
        },
    ),
    "coverage": (
        {"initiative": "综治中心建设"},
        "what value",
        {("建成综治中心的县数", "2"), ("建成综治中心的乡镇数", "4"), ("云溪经济开发区", "")},
    ),
    "coverage-against-register": (
        {},
        "placeName level value registered",
        {("云溪市", "county", "2", "2"), ("云溪市", "township", "4", "3")},
    ),
    "overseas-reach": (
        {},
        "indicator value",
        {("建立远程服务的国家数", "10"), ("建立远程服务的城市数", "17")},
    ),
    "initiatives-per-hundred-townships": (
        {},
        "name initiatives townships perHundred",
        {("云溪市", "4", "3", "133.33"), ("白河市", "3", "2", "150")},
    ),
    "diffusion": (
        {},
        "name first role placeName",
        {
            ("松林经验", "2024-03-01", "originatedIn", "松林乡"),
            ("松林经验", "2024-03-01", "implementedIn", "云溪市"),
            ("松林经验", "2025-02-01", "implementedIn", "白河市"),
            ("松林经验", "2026-01-10", "implementedIn", "青石县"),
            ("松林智调", "2024-03-01", "implementedIn", "云溪市"),
            ("松林智调", "2026-03-01", "implementedIn", "江东省"),
        },
    ),
    "initiative-diffusion": (
        {"initiative": "松林经验"},
        "placeName role name issued identifier quote",
        {
            (
                "云溪市",
                "implementedIn",
                "松林智调",
                "2024-03-01",
                "yunxi-2024.txt",
                "云溪建成松林智调",
            ),
            (
                "云溪市",
                "implementedIn",
                "松林经验",
                "2024-03-01",
                "yunxi-2024.txt",
                "全市推广松林经验",
            ),
            ("云溪市", "taIdentRef", "松林智调", "2024-03-01", "yunxi-2024.txt", "松林智调"),
            ("云溪市", "taIdentRef", "松林经验", "2024-03-01", "yunxi-2024.txt", "“松林经验”"),
            (
                "松林乡",
                "originatedIn",
                "松林经验",
                "2024-03-01",
                "yunxi-2024.txt",
                "发源于松林乡的松林经验",
            ),
            (
                "白河市",
                "implementedIn",
                "松林经验",
                "2025-02-01",
                "baihe-2025.txt",
                "白河学习松林经验",
            ),
            ("白河市", "taIdentRef", "松林经验", "2025-02-01", "baihe-2025.txt", "松林经验"),
            (
                "云溪市",
                "implementedIn",
                "松林经验",
                "2026-01-10",
                "yunxi-2026.txt",
                "云溪推广松林经验",
            ),
            (
                "青石县",
                "implementedIn",
                "松林经验",
                "2026-01-10",
                "yunxi-2026.txt",
                "青石县用好松林经验",
            ),
            (
                "江东省",
                "implementedIn",
                "松林智调",
                "2026-03-01",
                "jiangdong.txt",
                "全省推广松林智调",
            ),
        },
    ),
    "falls": (
        {},
        "indicator value valueText begin end",
        {("交通事故起数", "-32.5", "32.5%", "89", "115")},
    ),
    "indicator-values": (
        {"indicator": "群众满意度"},
        "aboutName start value issued",
        {
            ("云溪市", "2023-01-01", "96.5", "2024-03-01"),
            ("白河市", "2024-01-01", "95", "2025-02-01"),
        },
    ),
    "baselines": (
        {},
        "basis value baselineStart",
        {("watched", "-32.5", "2020-01-01"), ("previous", "-5", "2023-01-01")},
    ),
    "satisfaction": (
        {},
        "indicator aboutName value",
        {("群众满意度", "云溪市", "96.5"), ("群众满意度", "白河市", "95")},
    ),
    "monetary-outcomes": (
        {},
        "indicator value unit valueText start end",
        {("追赃挽损数", "836000000", "CNY", "8.36亿元", "2020-01-01", "")},
    ),
    "contradictions": (
        {},
        "indicator aboutName period valueOne valueOther",
        {("调解案件数", "云溪市", "2023", "100", "120")},
    ),
    "repeated-figures": (
        {},
        "indicator aboutName period value unit documents passages",
        {("法治示范村数", "云溪市", "2025", "14", "个", "1", "2")},
    ),
    "numbers-without-context": (
        {},
        "indicator missing",
        {
            ("纠纷下降率", "baselinePeriod"),
            ("纠纷下降率", "period"),
            ("平安考核名次", "period"),
            ("建成综治中心的乡镇数", "period"),
            ("建成综治中心的县数", "period"),
            ("建立远程服务的国家数", "period"),
            ("建立远程服务的城市数", "period"),
            ("整合业务数", "period"),
            ("整合部门数", "period"),
        },
    ),
    "counts-by-grade": (
        {"word": "法治示范"},
        "grade start value growth",
        {("provincial", "2023-01-01", "10", ""), ("provincial", "2025-01-01", "14", "4")},
    ),
    "ranks-without-values": ({}, "indicator rank", {("平安考核名次", "1")}),
    "planned-initiatives": (
        {},
        "name verb actorName",
        {("一件事改革", "推进", "云溪市委政法委"), ("清风行动", "开展", "云溪市委政法委")},
    ),
    "continued-initiatives": (
        {},
        "name verbBefore statusBefore verbAfter",
        {("一件事改革", "深化", "ongoing", "推进")},
    ),
    "plans-without-record": ({}, "name plans", {("清风行动", "1")}),
    "plans-fulfilled": (
        {},
        "plan planned done",
        {("2025", "1", "1"), ("fyp15", "2", "0")},
    ),
    "plans-reported-done": (
        {},
        "name planned planQuote reported reportIdentifier reportQuote",
        {
            (
                "网格提质",
                "2024-03-01",
                "将实施网格提质",
                "2026-01-10",
                "yunxi-2026.txt",
                "完成网格提质",
            )
        },
    ),
    "goal-supporters": ({}, "goalName name", {("将矛盾化解在萌芽状态", "松林智调")}),
    "verbs-by-year-and-level": (
        {},
        "verb year level status actions",
        {
            ("完成", "2026", "prefecture", "completed", "1"),
            ("实施", "2024", "prefecture", "planned", "1"),
            ("建成", "2024", "prefecture", "completed", "1"),
            ("开展", "2024", "prefecture", "planned", "1"),
            ("推广", "2026", "", "ongoing", "1"),
            ("推进", "2024", "prefecture", "planned", "1"),
            ("深化", "2024", "prefecture", "ongoing", "1"),
        },
    ),
    "honoured-methods": (
        {},
        "honourName grade placeName inPlace name",
        {("枫桥式工作法", "provincial", "云溪市", "1", "以诉促调工作法")},
    ),
    "recognition-and-diffusion": (
        {},
        "name honourName honoured placesBefore placesAfter numbersBefore numbersAfter",
        {("以诉促调工作法", "枫桥式工作法", "2024-03-01", "0", "1", "0", "1")},
    ),
    "honoured-places": (
        {},
        "name level honourName grade",
        {("青石县", "county", "平安示范县", "provincial")},
    ),
    "evidence": (
        {"name": "松林经验"},
        "says object identifier begin end quote",
        {
            (
                "originatedIn",
                "990121002",
                "yunxi-2024.txt",
                "50",
                "63",
                "松林经验发源于青石县松林乡",
            ),
            ("originatedIn", "990121002", "yunxi-2024.txt", "64", "75", "发源于松林乡的松林经验"),
            ("implementedIn", "990100", "yunxi-2024.txt", "76", "84", "全市推广松林经验"),
            ("implementedIn", "990200", "baihe-2025.txt", "33", "41", "白河学习松林经验"),
            ("implementedIn", "990100", "yunxi-2026.txt", "16", "24", "云溪推广松林经验"),
            ("implementedIn", "990121", "yunxi-2026.txt", "25", "34", "青石县用好松林经验"),
        },
    ),
    "initiative-actors": (
        {"initiative": "松林智调"},
        "actorName role status quote",
        {
            ("云溪市委政法委", "ledBy", "completed", "市委政法委打造松林智调"),
            ("云溪市中级人民法院", "participant", "completed", "法院参与松林智调"),
            ("云溪市公安局", "participant", "completed", "公安局接入松林智调"),
        },
    ),
    "actions-of": (
        {"actor": "云溪市委政法委"},
        "name verb status start quote",
        {
            ("一件事改革", "深化", "ongoing", "2021-01-01", "持续深化一件事改革"),
            ("一件事改革", "推进", "planned", "2026-01-01", "继续推进一件事改革"),
            ("清风行动", "开展", "planned", "2026-01-01", "将开展清风行动"),
            ("网格提质", "实施", "planned", "2025-01-01", "将实施网格提质"),
            ("网格提质", "完成", "completed", "2025-01-01", "完成网格提质"),
        },
    ),
    "low-confidence": (
        {},
        "confidence identifier quote",
        {
            ("0.6", "baihe-2025.txt", "白河市委政法委推行一件事改革"),
            ("0.7", "yunxi-2024.txt", "松林经验升级为松林智调"),
        },
    ),
}


@pytest.fixture(scope="module")
def store(small: Path) -> OxigraphStore:
    made = OxigraphStore.memory()
    made.load([small])
    return made


def rows_of(
    store: OxigraphStore, name: str, parameters: dict[str, str], columns: str
) -> list[tuple[str, ...]]:
    rows = store.select(catalogue()[name].bind(**parameters)).dicts()
    return [tuple(_shown(row[c]) if c in row else "" for c in columns.split()) for row in rows]


def _shown(term: object) -> str:
    value = str(term)
    return value.replace("#", "/").rsplit("/", 1)[1] if value.startswith("http") else value


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_a_question_has_the_answer_that_the_texts_give(store: OxigraphStore, name: str) -> None:
    parameters, columns, expected = ANSWERS[name]
    assert set(rows_of(store, name, parameters, columns)) == expected


def test_an_outcome_that_the_text_attributes_comes_before_those_it_only_lists(
    store: OxigraphStore,
) -> None:
    rows = rows_of(store, "attributed-outcomes", {}, "indicator name")
    assert rows[0] == ("纠纷下降率", "松林智调")
    assert len(rows) == 18
    assert all(name == "" for _, name in rows[1:])


def test_relations_of_two_documents_come_before_those_of_one_passage(store: OxigraphStore) -> None:
    rows = rows_of(store, "corroboration", {}, "subjectName objectName documents passages")
    assert rows[0] == ("松林经验", "云溪市", "2", "2")
    assert ("松林经验", "松林乡", "1", "2") in rows
    assert len(rows) == 26


def test_every_question_is_answered_here() -> None:
    assert {*ANSWERS, "attributed-outcomes", "corroboration"} == set(catalogue())
