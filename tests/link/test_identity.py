"""Names that look alike and are different things stay apart; names of one thing come together.

A false merge is worse than a split, so the first half of this file is the larger one.
"""

from __future__ import annotations

import hashlib

import pytest

from graph_build.extract.coreference import core
from graph_build.link import Linked, gather, link
from graph_build.link.identity import RULES, Identity, identity
from graph_build.link.territory import territory
from graph_build.model import Document, Evidence, Key, Mention, Span

JINHUA, TAIZHOU, PUJIANG, JINDONG, ZHEJIANG = "330700", "331000", "330726", "330703", "330000"
NANJING, XUZHOU = "320100", "320300"


def _document(text: str = "当地工作情况。", title: str = "") -> Document:
    return Document(text, "t.txt", hashlib.sha256(text.encode()).hexdigest(), title)


def _who(group: str, name: str, scope: str | None, document: Document | None = None) -> Identity:
    return identity(Key(group, name), document or _document(), scope)


def _same(a: Identity, b: Identity) -> bool:
    return a[:3] == b[:3]


@pytest.mark.parametrize(
    ("name", "here", "there"),
    [
        ("市委", JINHUA, TAIZHOU),
        ("市委政法委", JINHUA, TAIZHOU),
        ("市委组织部", JINHUA, TAIZHOU),
        ("中共市委", JINHUA, TAIZHOU),
        ("组织部", JINHUA, TAIZHOU),
        ("人武部", JINHUA, TAIZHOU),
        ("武警支队", JINHUA, TAIZHOU),
        ("医保局", JINHUA, TAIZHOU),
        ("发展改革委", JINHUA, TAIZHOU),
        ("人大常委会", JINHUA, TAIZHOU),
        ("全市政法机关", JINHUA, TAIZHOU),
        ("市教育局", JINHUA, TAIZHOU),
        ("中心医院", JINHUA, TAIZHOU),
        ("县委", PUJIANG, "330723"),
        ("区委", JINDONG, "330702"),
        ("鼓楼区法院", NANJING, XUZHOU),
        ("鼓楼区法院", NANJING, None),
        ("省委", ZHEJIANG, "320000"),
    ],
)
def test_a_body_of_one_place_is_not_that_of_another(
    name: str, here: str, there: str | None
) -> None:
    assert not _same(_who("institution", name, here), _who("institution", name, there))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("金华市委", "金华市委政法委"),
        ("金华市公安局", "金华市公安局婺城分局"),
        ("市委", "市政府"),
        ("最高人民法院", "最高人民检察院"),
        ("医保局", "国家医保局"),
    ],
)
def test_two_bodies_of_one_place_are_two(one: str, other: str) -> None:
    assert not _same(_who("institution", one, JINHUA), _who("institution", other, JINHUA))


@pytest.mark.parametrize(
    ("one", "here", "other", "there"),
    [
        ("全国“枫桥式工作法”", JINHUA, "省级“枫桥式工作法”", JINHUA),
        ("省级“枫桥式工作法”", JINHUA, "省级“枫桥式工作法”", NANJING),
        ("市级“最美家庭”", JINHUA, "市级“最美家庭”", TAIZHOU),
        ("省级“枫桥式工作法”", None, "省级“枫桥式工作法”", JINHUA),
    ],
)
def test_honours_of_another_level_or_giver_are_two(
    one: str, here: str | None, other: str, there: str | None
) -> None:
    assert not _same(_who("honour", one, here), _who("honour", other, there))


@pytest.mark.parametrize(
    "name",
    [
        "专项行动",
        "涉企法治服务“一件事”改革",
        "“三大经验”",
        "“141”基层治理体系",
        "“十四五”规划",
        "“绿色通道”",
        "“10+3”工程",
        "综治中心",
        "信访超市",
        "优化营商环境18条举措",
    ],
)
def test_a_name_that_every_place_gives_is_of_its_place(name: str) -> None:
    assert not _same(_who("initiative", name, JINHUA), _who("initiative", name, TAIZHOU))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“龙山经验”", "“后陈经验”"),
        ("“龙山经验”", "“诉源智治·龙山经验综合应用”"),
        ("“十四五”规划", "“十五五”规划"),
        ("三大工程", "十大工程"),
        ("“金安智治”", "“警仪智联”"),
        ("鼓楼区创建行动", "创建行动"),
    ],
)
def test_names_are_not_merged_because_they_look_alike(one: str, other: str) -> None:
    assert not _same(_who("initiative", one, JINHUA), _who("initiative", other, JINHUA))


def test_a_plain_name_in_two_documents_without_a_place_is_two_things() -> None:
    one, other = _document("甲地专项行动。"), _document("乙地专项行动。")
    found = [_who("initiative", "专项行动", None, d) for d in (one, other)]
    assert not _same(*found)


def test_people_of_one_name_in_two_places_are_two() -> None:
    assert not _same(_who("person", "王伟", JINHUA), _who("person", "王伟", TAIZHOU))
    one, other = _document("王伟说。"), _document("王伟表示。")
    assert not _same(_who("person", "王伟", None, one), _who("person", "王伟", None, other))


def test_zones_without_a_territory_in_their_name_are_of_their_document() -> None:
    zone = "z:经济技术开发区"
    assert not _same(_who("place", zone, JINHUA), _who("place", zone, TAIZHOU))
    assert _same(_who("place", "z:长三角", JINHUA), _who("place", "z:长三角", TAIZHOU))
    named = "z:金华经济技术开发区"
    assert _same(_who("place", named, JINHUA), _who("place", named, TAIZHOU))


def test_a_short_form_inside_another_word_is_no_territory() -> None:
    assert territory("大城市周边县城建设", None) is None
    assert territory("大安全大应急框架", None) is None


@pytest.mark.parametrize(
    ("group", "one", "here", "other", "there"),
    [
        ("institution", "市委", JINHUA, "金华市委", TAIZHOU),
        ("institution", "市委", PUJIANG, "金华市委", None),
        ("institution", "市委政法委", JINHUA, "金华市委政法委", None),
        ("institution", "全市政法机关", JINHUA, "金华市政法机关", None),
        ("institution", "省委", JINHUA, "省委", TAIZHOU),
        ("institution", "金华公安局", JINHUA, "金华市公安局", None),
        ("institution", "中共金华市委", None, "金华市委", JINHUA),
        ("institution", "教育部", JINHUA, "教育部", TAIZHOU),
        ("institution", "最高法", JINHUA, "最高人民法院", None),
        ("institution", "党中央", JINHUA, "中共中央", TAIZHOU),
        ("institution", "北京大学", JINHUA, "北京大学", TAIZHOU),
        ("initiative", "“龙山经验”", JINHUA, "龙山经验", None),
        ("initiative", "“龙山经验”", JINHUA, "“龙山经验”", TAIZHOU),
        ("initiative", "涉企执法“三书同达”制度", JINHUA, "“三书同达”", JINHUA),
        ("initiative", "平安中国建设", JINHUA, "平安中国建设", TAIZHOU),
        ("honour", "全国“枫桥式工作法”", JINHUA, "全国首批“枫桥式工作法”", None),
        ("honour", "省级“枫桥式工作法”", JINHUA, "全省“枫桥式工作法”", TAIZHOU),
        ("place", "330700", JINHUA, "330700", TAIZHOU),
    ],
)
def test_one_thing_is_one_wherever_it_is_named(
    group: str, one: str, here: str | None, other: str, there: str | None
) -> None:
    national = _document("国务院办公厅通知。")
    found = _who(group, one, here, national), _who(group, other, there, national)
    if group == "initiative" and there is None:
        found = _who(group, one, here), _who(group, "“龙山经验”", here)
    assert _same(*found)


def test_a_document_of_the_whole_country_names_one_thing() -> None:
    notice = _document("国务院办公厅关于印发工作方案的通知")
    report = _document("各位代表：现在，我代表国务院，向大会报告政府工作")
    found = [_who("initiative", "农村综合改革", None, d) for d in (notice, report)]
    assert _same(*found)
    assert found[0].rule == "national document"


def test_the_name_of_a_university_keeps_its_words() -> None:
    assert _who("institution", "北京大学", JINHUA).name == "北京大学"
    assert _who("institution", "上海合作组织", JINHUA).name == "上海合作组织"


def test_every_rule_that_decides_is_explained() -> None:
    names = ["市委", "教育部", "市教育局", "金华市委", "国务院", "北京大学", "“龙山经验”", "乙行动"]
    found = {_who(g, n, JINHUA).rule for n in names for g in ("institution", "initiative", "goal")}
    assert found <= set(RULES)
    assert len(found) > 5


def test_a_number_without_a_measure_belongs_to_the_name() -> None:
    assert core("“十五五”规划") == "十五五规划"
    assert core("三大工程") == "三大工程"
    assert core("10项机制") == "机制"


def _mention(document: Document, kind: str, group: str, name: str) -> Mention:
    at = document.text.index(name)
    return Mention(kind, Key(group, name), Evidence.at(document, Span(at, at + len(name))), "t")


def test_two_cities_keep_two_bodies_of_one_name_in_a_corpus() -> None:
    jinhua, taizhou = _document("金华：市委政法委部署。"), _document("台州：市委政法委部署。")
    linked = [
        one
        for document, scope in ((jinhua, JINHUA), (taizhou, TAIZHOU))
        for one in link(
            document, [_mention(document, "Institution", "institution", "市委政法委")], scope
        ).values()
    ]
    assert sorted(e.name for e in gather(linked)) == ["台州市委政法委", "金华市委政法委"]


def test_zones_of_one_name_have_two_iris() -> None:
    linked: list[Linked] = []
    for text, scope in (("金华：高新区建成。", JINHUA), ("台州：高新区建成。", TAIZHOU)):
        document = _document(text)
        at = text.index("高新区")
        key = Key("place", "z:高新区")
        mention = Mention("Place", key, Evidence.at(document, Span(at, at + 3)), "place.zone")
        linked += link(document, [mention], scope).values()
    assert len({one.iri for one in linked}) == 2


def test_a_city_is_not_called_the_whole_city() -> None:
    document = _document("金华：全市推进，金华市部署。")
    mentions = []
    for name in ("金华市", "全市", "金华"):
        at = document.text.index(name)
        evidence = Evidence.at(document, Span(at, at + len(name)))
        mentions.append(Mention("Place", Key("place", JINHUA), evidence, "place.register"))
    [place] = gather(link(document, mentions, JINHUA).values())
    assert (place.name, place.aliases) == ("金华市", ("金华",))
