"""Texts that hypothesis draws: what governance texts are made of, and what goes wrong in them."""

from __future__ import annotations

import hashlib

from hypothesis import strategies as st

from graph_build.model import Document

WORDS = (
    "金华市", "浦江县", "浙江省", "全市", "市委政法委", "国务院", "“龙山经验”", "“枫桥经验”",
    "“金安智治”", "综合应用", "《条例》", "专项行动", "试点改革", "打造", "推进", "建成",
    "深化", "获评", "全国", "省级", "满意度", "案件数", "下降", "增长", "分别", "同比", "突破",
    "2024年", "2025年1至11月", "“十四五”期间", "五年来", "力争", "到2027年", "147个", "3.5亿元",
    "98.52%", "32.54%、45.81%", "十二万", "1,234.5", "第一", "林纪平", "记者", "确保", "和",
    "、", "等", "以来", "比上年",
)  # fmt: skip
"""Words of the genre, alone without meaning."""

BREAKS = (
    "，",
    "。",
    "；",
    "：",
    "\n",
    "\r\n",
    "\r",
    "\n\n",
    "？",
    "！",
    "……",
    "——",
    " ",
    "　",
    "\t",
)
"""What stands between words, in every kind of line end."""

ODD = (
    "２０２５年", "９８．５％", "１４７個", "國務院關於實施", "经 济 发 展 增 长 了 5 . 8 %",
    "(", ")", "（", "）", "“", "”", "‘", "’", "《", "》", '"', "\u200b", "\ufeff", "\u00ad",
    "\u2028", "\x85", "\x0b", "𠮷野家", "😀", "𪚥", "e\u0301", "一、", "（一）", "1.", "■",
    "记者：", "答：", "指标 2023年 2024年\n市场主体 12.5 13.8\n外贸 3.1 -2.4\n", "12 34 56.7",
    "0", "万", "%", "-5", "约", "年", "月", "|", "99999999999999999999", "１２，３４５",
    "\u202e", "\U0010ffff",
)  # fmt: skip
"""Full-width digits, traditional characters, spaced OCR, unbalanced marks, astral characters."""

genre = st.lists(st.sampled_from(WORDS + BREAKS), min_size=1, max_size=60).map("".join)
hostile = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(BREAKS),
        st.sampled_from(ODD),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    ),
    min_size=1,
    max_size=60,
).map("".join)
"""Any text made of the above, and of any other characters that a file can hold."""


def document(text: str, *, name: str = "a.txt", title: str = "") -> Document:
    """Return a document of a text, as reading a UTF-8 file gives it."""
    return Document(text, name, hashlib.sha256(text.encode()).hexdigest(), title)
