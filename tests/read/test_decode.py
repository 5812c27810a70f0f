from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.errors import EmptyDocument, UndecodableText
from graph_build.read import decode

SIMPLIFIED = "金华市推进市域社会治理现代化，2024年群众安全感满意度达98.52%。"
TRADITIONAL = "國務院關於實施進一步發展經濟的通知，各省要加強領導。"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "gbk", "utf-16", "utf-32"])
def test_a_text_comes_back_as_it_was_written(encoding: str, times: int, line_end: str) -> None:
    text = line_end.join([SIMPLIFIED] * times)

    found, how = decode(text.encode(encoding), "a.txt")

    assert found == text
    assert how == {"gbk": "gb18030"}.get(encoding, encoding)


@pytest.mark.parametrize("times", [1, 40])
@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16"])
def test_a_traditional_text_comes_back_as_it_was_written(encoding: str, times: int) -> None:
    text = TRADITIONAL * times

    assert decode(text.encode(encoding), "a.txt")[0] == text


@pytest.mark.parametrize("text", ["通知", "金华市委", "會議紀要", "2024年", "a"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_text_of_a_few_characters_comes_back(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "a.txt")[0] == text


@pytest.mark.parametrize("text", ["Ünïcödé façade", "Москва", "Ελλάδα", "€ 5"])
def test_a_utf_8_text_that_is_not_chinese_stays_what_it_is(text: str) -> None:
    assert decode(text.encode(), "a.txt") == (text, "utf-8")


def test_a_table_of_figures_in_gb18030_comes_back() -> None:
    text = "年份,2021,2022,2023\n增长%,5.1,3.0,5.2\n" + "1,2,3,4\n" * 50

    assert decode(text.encode("gb18030"), "a.txt") == (text, "gb18030")


def test_the_mark_of_a_utf_8_file_stays_its_first_character() -> None:
    text, encoding = decode(SIMPLIFIED.encode("utf-8-sig"), "a.txt")

    assert (text, encoding) == ("\ufeff" + SIMPLIFIED, "utf-8")


def test_the_mark_of_a_utf_16_file_is_no_character() -> None:
    raw = b"\xfe\xff" + SIMPLIFIED.encode("utf-16-be")

    assert decode(raw, "a.txt") == (SIMPLIFIED, "utf-16")


@pytest.mark.parametrize("raw", [b"", b"\n\r\n \t", "\u3000\u200b".encode(), b"\xef\xbb\xbf\n"])
def test_a_file_without_text_is_refused(raw: bytes) -> None:
    with pytest.raises(EmptyDocument, match=r"a\.txt: holds no text"):
        decode(raw, "a.txt")


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Length 12>>stream\n\x01\x02\x9c\xff",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 8,
        b"PK\x03\x04" + bytes(range(1, 256)),
        bytes(range(1, 32)) * 4,
        "Ünïcödé façade".encode("latin-1"),
        "한국어 텍스트입니다".encode("euc-kr"),
        "これは日本語の文書です。".encode("euc-jp"),
        "これは日本語の文書です。".encode("shift-jis"),
    ],
    ids=["png", "pdf", "doc", "zip", "controls", "latin-1", "euc-kr", "euc-jp", "shift-jis"],
)
def test_what_is_no_chinese_text_is_refused_and_never_guessed(raw: bytes) -> None:
    with pytest.raises(UndecodableText, match=r"^a\.txt: "):
        decode(raw, "a.txt")


@pytest.mark.parametrize(
    ("mark", "encoding"), [(b"\xff\xfe", "utf-16"), (b"\xef\xbb\xbf", "utf-8")]
)
def test_bytes_that_break_their_own_mark_are_refused(mark: bytes, encoding: str) -> None:
    with pytest.raises(UndecodableText, match=f"the mark of {encoding}"):
        decode(mark + b"\xd8\x00\xff", "a.txt")


@given(st.binary(max_size=200))
def test_any_bytes_give_a_text_or_a_clear_error(raw: bytes) -> None:
    try:
        text, encoding = decode(raw, "a.txt")
    except (EmptyDocument, UndecodableText) as error:
        assert str(error).startswith("a.txt: ")  # noqa: PT017 (any bytes may do either)
    else:
        assert raw.decode(encoding) == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    raw = text.encode()
    try:
        found, _ = decode(raw, "a.txt")
    except EmptyDocument:
        assert not text.strip("\ufeff\u200b\u3000 ")
    else:
        assert found == text
