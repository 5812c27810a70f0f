"""The class of an initiative: by its head noun, else by the list it stands in."""

from __future__ import annotations

import pytest

from graph_build.extract import extract
from graph_build.extract.kinds import kind_of
from graph_build.model import Document, Mention


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("企业信用分级监管", "Mechanism"),
        ("水库除险加固", "Campaign"),
        ("事业单位转企改制", "Reform"),
        ("乡镇卫生院", "Facility"),
        ("县级政务新媒体", "DigitalApplication"),
        ("城乡融合发展", "Initiative"),
    ],
)
def test_the_head_noun_tells_the_class(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_list_tells_the_class_of_members_without_a_head_noun() -> None:
    name = "滨江新城路网"
    assert kind_of(name) == "Initiative"
    assert kind_of(name, group="重大项目") == "Campaign"


def test_plain_names_take_the_class_of_the_list_that_closes_behind_them() -> None:
    text = "全市实施平安乡村、数字乡村、美丽河湖等专项行动。"
    kinds = {
        m.evidence.quote: m.kind
        for m in extract(Document(text, "a.txt", "0" * 64))
        if isinstance(m, Mention)
    }
    assert (kinds["平安乡村"], kinds["美丽河湖"]) == ("Campaign", "Campaign")
