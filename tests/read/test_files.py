from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.errors import EmptyDocument, InputError, UndecodableText
from graph_build.read import find, read
from graph_build.read.files import MAX_BYTES, published_of, title_of


def test_a_document_is_named_by_its_file_and_known_by_its_bytes(tmp_path: Path) -> None:
    raw = "金华市平安建设通报\r\n2026年1月15日\r\n全市建成综治中心。\r\n".encode()
    path = tmp_path / "通报.txt"
    path.write_bytes(raw)

    document = read(path)

    assert document.identifier == "通报.txt"
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert document.id == document.sha256[:16]
    assert document.text.encode() == raw
    assert (document.title, document.published) == ("金华市平安建设通报", "2026-01-15")


def test_two_encodings_of_a_text_are_two_documents_of_one_text(tmp_path: Path) -> None:
    for encoding in ("utf-8", "gb18030"):
        (tmp_path / encoding).write_bytes("金华市推进社会治理。".encode(encoding))

    utf8, gb = (read(tmp_path / e) for e in ("utf-8", "gb18030"))

    assert utf8.text == gb.text
    assert utf8.id != gb.id


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", EmptyDocument),
        (b"\n \n", EmptyDocument),
        (b"\x00\x01\x02", UndecodableText),
        (b"\x89PNG\r\n\x1a\n\x00", UndecodableText),
    ],
    ids=["empty", "blank", "binary", "png"],
)
def test_a_file_that_is_no_text_is_named_in_the_error(
    tmp_path: Path, raw: bytes, kind: type[InputError]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(raw)

    with pytest.raises(kind, match=str(path)):
        read(path)


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)

    for path, reason in [
        (tmp_path / "none.txt", "no such file"),
        (tmp_path, "is no plain file"),
        (pipe, "is no plain file"),
    ]:
        with pytest.raises(InputError, match=reason):
            read(path)


def test_a_dangling_link_is_no_file(tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")

    with pytest.raises(InputError, match="no such file"):
        read(link)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as out:
        out.truncate(MAX_BYTES + 1)

    with pytest.raises(InputError, match="split it"):
        read(path)


def test_texts_below_a_folder_are_found_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.md", "a/3.TXT", "c.txt", "c.pdf", "d.txt.bak"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("金华市")

    found = [path.relative_to(tmp_path).as_posix() for path in find([tmp_path])]

    assert found == ["b/1.md", "b/2.txt", "a/3.TXT", "c.txt"]


def test_links_and_pipes_below_a_folder_are_passed_over(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("金华市")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.txt").symlink_to(outside)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    (folder / "a.txt").write_text("金华市")

    assert list(find([folder])) == [folder / "a.txt"]


def test_a_file_is_found_once_however_often_it_is_given(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("金华市")

    found = find([tmp_path / "b.txt", tmp_path, tmp_path / "." / "a.txt", tmp_path / "b.txt"])

    assert [path.name for path in found] == ["a.txt", "b.txt"]


def test_the_name_of_a_file_is_read_like_its_text(tmp_path: Path) -> None:
    names = ["通报.txt".encode("gb18030"), "公报.txt".encode()]
    for name in names:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_text("金华市")

    assert {read(path).identifier for path in find([tmp_path])} == {"通报.txt", "公报.txt"}


def test_a_path_that_is_given_is_kept_whatever_it_is(tmp_path: Path) -> None:
    given_paths = [tmp_path / "none", tmp_path / "report.html"]

    assert list(find(given_paths)) == given_paths


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["金华市平安建设情况通报", "2026年1月15日"], "金华市平安建设情况通报"),
        (["关于推进综治中心", "规范化建设的意见", "各县："], "关于推进综治中心规范化建设的意见"),
        (["平安条例（试行）", "第一章 总则"], "平安条例（试行）"),
        (["各位代表：", "现在报告工作。"], ""),
        (["来源：某报", "标题"], ""),
        (["全市建成综治中心。"], ""),
        (["字" * 81], ""),
        ([], ""),
    ],
)  # fmt: skip
def test_the_title_is_what_stands_at_the_head(lines: list[str], title: str) -> None:
    assert title_of(lines) == title


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("标题\n2025年12月20日\n到2027年1月1日建成", "2025-12-20"),
        ("标题\n2025 年 3 月 1 日", "2025-03-01"),
        ("2025-12-22 10:00 来源", "2025-12-22"),
        ("2025/1/2", "2025-01-02"),
        ("正文" * 300 + "自2024年1月1日起施行。\n国务院\n2024年5月6日", "2024-05-06"),
        ("正文" * 300 + "2024年5月6日" + "正文" * 300, None),
        ("2025年13月40日", None),
        ("编号12025-12-221", None),
        ("2025年12月", None),
        ("", None),
    ],
)
def test_the_date_of_publication_stands_at_the_head_or_the_end(text: str, date: str | None) -> None:
    assert published_of(text) == date


@pytest.mark.parametrize("date", ["2月31日", "2月30日", "4月31日", "2月29日"])
def test_a_day_that_the_calendar_lacks_is_no_date_of_publication(date: str) -> None:
    assert published_of(f"2025年{date}") is None


@given(st.dates())
def test_every_date_that_is_found_is_one_of_the_calendar(day: object) -> None:
    found = published_of(f"{day:%Y年%m月%d日}")

    assert found is None or found == f"{day}"
