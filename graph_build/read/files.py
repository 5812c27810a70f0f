"""Files and folders become `Document`s, one by one, each with its own error."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from datetime import date
from typing import TYPE_CHECKING

from graph_build.errors import InputError
from graph_build.model import Document
from graph_build.read.decode import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SUFFIXES = (".txt", ".md")
MAX_BYTES = 100 * 1024 * 1024

_YEAR, _MONTH, _DAY = r"(19[4-9]\d|20[0-4]\d)", r"(1[0-2]|0?[1-9])", r"(3[01]|[12]\d|0?[1-9])"
_DATE = re.compile(rf"{_YEAR}\s?年\s?{_MONTH}\s?月\s?{_DAY}\s?日")
_NUMBERED_DATE = re.compile(rf"(?<!\d){_YEAR}[-/.]{_MONTH}[-/.]{_DAY}(?!\d)")
_HEAD_CHARACTERS = 400
_TAIL_CHARACTERS = 200


def find(inputs: Iterable[Path]) -> Iterator[Path]:
    """Return the text files among the inputs and below the folders among them, each once, by name.

    Links and special files below a folder are passed over. A path that does not exist is returned
    too, so that reading it says so. The order does not depend on the order of the inputs.
    """
    found = {path.resolve(): path for given in inputs for path in _below(given)}
    yield from sorted(found.values(), key=lambda path: (path.name, path.as_posix()))


def _below(given: Path) -> Iterator[Path]:
    if given.is_dir():
        yield from (path for path in given.rglob("*") if _is_text(path))
    else:
        yield given


def _is_text(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink()


def read(path: Path) -> Document:
    """Return the document in a file.

    Raises:
        InputError: if the file is missing, no plain file, too large, unreadable, empty or no text.
    """
    raw = _bytes(path)
    text, encoding = decode(raw, str(path))
    lines = [line.strip() for line in text[:2000].splitlines() if line.strip()]
    return Document(
        text=text,
        identifier=_name(path),
        sha256=hashlib.sha256(raw).hexdigest(),
        title=title_of(lines),
        published=published_of(text),
        encoding=encoding,
    )


def _name(path: Path) -> str:
    """Return the name of a file, which on some systems is bytes in an encoding of their own."""
    raw = os.fsencode(path.name)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="backslashreplace")


def _bytes(path: Path) -> bytes:
    if not path.exists():
        raise InputError(f"{path}: no such file; check the path")
    if not path.is_file():
        raise InputError(f"{path}: is no plain file; give a text file or a folder of them")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(f"{path}: {size} bytes, more than {MAX_BYTES}; split it")
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error


_TITLE_END = re.compile(
    r"(通知|意见|决定|批复|复函|函|方案|办法|条例|规定|报告|纲要|规划|公告|通报|令)"
    r"(（.*）)?$"
)
_NO_TITLE = re.compile(r"[。；]|^各位|^(来源|记者|作者|编辑)[:：]")


def title_of(lines: list[str]) -> str:
    """Return the title at the head of the non-empty lines, or "" where the text starts at once.

    A title that ends in a document kind may run over up to three lines.

    >>> title_of(["国务院关于促进综合保税区", "高水平开放高质量发展的若干意见", "国发〔2019〕3号"])
    '国务院关于促进综合保税区高水平开放高质量发展的若干意见'
    """
    if not lines or _NO_TITLE.search(lines[0]) or len(lines[0]) > 80:  # noqa: PLR2004
        return ""
    for count in (2, 3):
        head = lines[:count]
        joined = "".join(head)
        if len(head) == count and not any(_NO_TITLE.search(line) for line in head):
            earlier = any(_TITLE_END.search(line) for line in head[:-1])
            if not earlier and _TITLE_END.search(joined) and len(joined) <= 80:  # noqa: PLR2004
                return joined
    return lines[0]


def published_of(text: str) -> str | None:
    """Return the first full date at the head of a text, else the last one at its end, else None.

    >>> published_of("金华市平安建设情况通报 2026年1月15日 到2027年1月1日建成。")
    '2026-01-15'
    """
    head, tail = text[:_HEAD_CHARACTERS], text[-_TAIL_CHARACTERS:]
    for pattern in (_DATE, _NUMBERED_DATE):
        if days := _days(pattern, head):
            return days[0]
    return next(reversed(_days(_DATE, tail)), None)


def _days(pattern: re.Pattern[str], text: str) -> list[str]:
    """Return the dates of a text that the calendar has, as ISO dates."""
    found = []
    for match in pattern.finditer(text):
        with contextlib.suppress(ValueError):
            found.append(date(*(int(group) for group in match.groups())).isoformat())
    return found
