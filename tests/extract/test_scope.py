"""The place that a document as a whole is about: none for a text of the whole country."""

from __future__ import annotations

import hashlib

import pytest

from graph_build.extract import extract
from graph_build.model import About, Document


def _about(text: str, title: str = "") -> str | None:
    digest = hashlib.sha256(text.encode()).hexdigest()
    found = extract(Document(text, "t.txt", digest, title))
    return next((f.place.name for f in found if isinstance(f, About)), None)


@pytest.mark.parametrize(
    "opening",
    [
        "各位代表：现在，我代表国务院，向大会作政府工作报告。",
        "在第六届全国人民代表大会第三次会议上。各位代表：",
    ],
)
def test_a_report_on_the_whole_country_is_not_about_a_place_it_names(opening: str) -> None:
    text = f"{opening}\n我们坚定支持香港、澳门融入国家发展大局。香港保持繁荣，浙江深化改革。\n"
    assert _about(text) is None


def test_hong_kong_is_the_place_only_of_a_document_whose_title_says_so() -> None:
    text = "五年来成绩显著。香港保持繁荣稳定，香港经济增长3%。\n"
    assert _about(text) is None
    assert _about(text, "香港发展情况") == "810000"


def test_a_report_of_a_province_is_about_the_province() -> None:
    text = "浙江省政府工作报告\n一年来，浙江深化改革，全省经济增长5%，香港企业来浙投资。\n"
    assert _about(text, "浙江省政府工作报告") == "330000"
