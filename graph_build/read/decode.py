"""Which characters a file's bytes are: by mark, by strict UTF-8, then by what reads as Chinese."""

from __future__ import annotations

import codecs

from graph_build.errors import EmptyDocument, UndecodableText

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The most frequent characters of running Chinese text, simplified and traditional: a decoding
# under which none of them occurs in a text of a few characters is the wrong one.
_COMMON = frozenset(
    "的一是不了在人有我他这中大来上个国和地到说时要就出会可也你对生能而子那得于着下自之年发"
    "工作建设市省县政府推进加强全新实施管理经济社会服务民法治通知關於國會發為與經實這個們"
)
_MIN_CHARACTERS = 4
_SMALLEST_SHARE = 0.02


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Return the text of the bytes and the encoding they were in.

    Nothing is replaced and no newline is translated. The mark U+FEFF of a UTF-8 file stays the
    first character, since offsets count the code points of the file decoded as UTF-8.

    Raises:
        EmptyDocument: if there is no character besides white space.
        UndecodableText: if the bytes are binary or in no encoding that is accepted.

    >>> decode("金华市".encode("gb18030"), "a.txt")
    ('金华市', 'gb18030')
    """
    text, encoding = _decode(raw, name)
    if not text.strip("\ufeff\u200b \t\r\n\u3000\x0b\x0c"):
        raise EmptyDocument(f"{name}: holds no text; remove it or give a file with text")
    return text, encoding


def _decode(raw: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _strictly(raw, encoding, name), encoding
    if b"\0" in raw:
        raise UndecodableText(f"{name}: holds NUL bytes, so it is no text; give plain text")
    text = _decoded(raw, "utf-8")
    if text is not None and not _is_disguised(raw, text):
        return _printable(text, name), "utf-8"
    for encoding in ("gb18030", "big5"):
        text = _decoded(raw, encoding)
        if text is not None and _reads_as_chinese(text):
            return _printable(text, name), encoding
    raise UndecodableText(
        f"{name}: is neither UTF-8, GB18030, Big5 nor UTF-16 text; convert it to UTF-8"
    )


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_disguised(raw: bytes, text: str) -> bool:
    """Say whether bytes that happen to be UTF-8 are a few Chinese characters in GB18030.

    The bytes of 通知 in GB18030 are also those of ֪ͨ in UTF-8.
    """
    if text.isascii() or max(text) > "\u07ff":
        return False
    other = _decoded(raw, "gb18030") or ""
    common = sum(c in _COMMON for c in other)
    return common > 0 and common * 2 >= sum(c > "\x7f" for c in other)


def _strictly(raw: bytes, encoding: str, name: str) -> str:
    try:
        return _printable(raw.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise UndecodableText(
            f"{name}: starts with the mark of {encoding} but byte {error.start} does not fit it"
        ) from error


def _printable(text: str, name: str) -> str:
    bad = sum(c < " " and c not in "\t\n\r\x0b\x0c" for c in text)
    if bad * 50 > len(text):
        raise UndecodableText(f"{name}: {bad} control characters, so it is no text")
    return text


def _reads_as_chinese(text: str) -> bool:
    wide = [c for c in text if c > "\x7f"]
    han = [c for c in wide if "\u4e00" <= c <= "\u9fff"]
    if len(han) * 2 < len(wide):
        return False
    if len(han) < _MIN_CHARACTERS:
        return True
    return sum(c in _COMMON for c in han) >= max(1, _SMALLEST_SHARE * len(han))
