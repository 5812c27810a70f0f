"""Bodies that are named by a phrase of the field: sessions, and the addressees of notices.

党的十九大, 十九届二中、三中全会, 省委十届六次、七次全会, 中央经济工作会议, 国务院常务会议;
各省、自治区、直辖市人民政府 is one addressee, as is 国务院各部委、各直属机构.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graph_build.extract.findings import Finding
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = "[一二三四五六七八九十]{1,3}"
_CONGRESS = "(?:二?十[一二三四五六七八九]|二十|[七八九])"
_COMMITTEE = r"(?:[省市县区州旗]委|(?:自治)?区党委|兵团党委)"
_PLENUM = (
    rf"{_CONGRESS}届(?:历次|[一二三四五六七八九十]中?(?:、[一二三四五六七八九十]中?)*中)"
    r"(?:全会|全体会议)"
)
_SESSION = re.compile(
    rf"(?:中国?共产?党的?|党的|{_COMMITTEE}|中央)?{_PLENUM}"
    rf"|{_COMMITTEE}{_NUMBER}届(?:历次|{_NUMBER}次(?:[、和]{_NUMBER}次)*)(?:全体会议|全会)"
    rf"|党的{_CONGRESS}大"
    r"|(?<![\u4e00-\u9fff])(?:十[一二三四五六七八九]|二十)大"
    r"|(?:中央|全国|[省市县区]委|区党委)(?:全面)?(?:经济|农村|政法|城市|金融|财经|统战|外事|人才|民族|扶贫|依法治国|党校|群团)[\u4e00-\u9fff]{0,4}工作会议"
    rf"|[省市县区州](?:委)?{_NUMBER}届(?:人大|政协|委员会)?{_NUMBER}次(?:全体)?(?:会议|全会)"
    rf"|(?:省|市|县|区|自治区)?第?{_NUMBER}次(?:党代会|党代表大会)"
    r"|(?:国务院|[省市县区]政府)第?(?:\d{1,3}|[一二三四五六七八九十百]{1,5})?次?常务会议"
)
_ADDRESSEE = re.compile(
    r"各?省、自治区、直辖市(?:及计划单列市|、计划单列市)?(?:人民政府|党委)"
    r"|国务院各部委、各直属机构"
)
_HINT = re.compile("届|[一二三四五六七八九十]大|工作会议|次党代|常务会议|治区、直|部委、各直")
"""A part of every such name."""


def find(text: str, stretch: Span) -> Iterator[Finding]:
    """Return the sessions and addressees that a stretch of a text names, in order."""
    done = stretch.start
    for hint in _HINT.finditer(text, *stretch):
        if hint.start() < done:
            continue
        # A name lies in one line.
        start = max(done, text.rfind("\n", done, hint.start()) + 1)
        done = text.find("\n", hint.end(), stretch.end)
        done = stretch.end if done < 0 else done
        for m in _SESSION.finditer(text, start, done):
            yield Finding("Institution", Span(*m.span()), m[0], "institution.meeting")
        for m in _ADDRESSEE.finditer(text, start, done):
            yield Finding("Institution", Span(*m.span()), m[0], "institution.addressee")
