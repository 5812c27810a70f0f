"""Text from outside stays text on every page, and links lead to known schemes only."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from graph_build.portal import application
from graph_build.portal.safety import safe_href, visible
from tests.portal.client import Client
from tests.portal.library import FIRST, Library

if TYPE_CHECKING:
    from pathlib import Path

PAYLOADS = [
    "<script>window.__x=1</script>",
    "</script><script>window.__x=1</script>",
    '"><img src=x onerror=window.__x=1>',
    "'><svg/onload=window.__x=1>",
    "<iframe srcdoc='<script>parent.__x=1</script>'>",
    "javascript:window.__x=1",
    "{{ 7*7 }}{% raw %}",
    "${7*7}",
    "<!--<img src=--><img src=x onerror=window.__x=1>",
    "<a href='javascript:window.__x=1'>甲</a>",
    "</title><script>window.__x=1</script>",
    "</textarea><script>window.__x=1</script>",
    "\u202e甲乙\u2066丙",
    "甲\u2028乙\u2029丙",
    "<style>*{display:none}</style>",
    "&lt;script&gt;",
    "' autofocus onfocus=window.__x=1 x='",
    "<math><mtext></p><script>window.__x=1</script>",
]
ATTRIBUTES_OF_ADDRESSES = ("href", "src", "action", "formaction", "data-evidence")


class Page(HTMLParser):
    """Collects what could run or lead away."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts: list[str | None] = []
        self.styles = 0
        self.handlers: list[str] = []
        self.addresses: list[str] = []
        self.elements: set[str] = set()
        self.blocks: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.add(tag)
        if given == {"type": "application/ld+json"}:
            self.blocks.append("")
        elif tag == "script":
            self.scripts.append(given.get("src"))
        self.styles += tag == "style" or "style" in given
        self.handlers += [name for name in given if name.startswith("on") or name == "srcdoc"]
        self.addresses += [given[n] or "" for n in ATTRIBUTES_OF_ADDRESSES if n in given]

    def handle_data(self, data: str) -> None:
        if self.lasttag == "script" and self.blocks and not self.scripts:
            self.blocks[-1] += data


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    return page


def check(html: str) -> None:
    page = read(html)
    assert all(src and src.startswith("/static/") for src in page.scripts)
    # Blocks of data, which no browser runs, stand in the head before the scripts.
    assert all(json.loads(block)["@context"].startswith("https:") for block in page.blocks)
    assert len(page.blocks) <= 1
    assert "<" not in "".join(page.blocks)
    assert not page.styles
    assert not page.handlers
    assert not page.elements & {"iframe", "img", "object", "embed", "base", "math"}
    for address in page.addresses:
        assert address.startswith(("/", "#", "http://", "https://")), address
        assert not address.startswith("//")


PATHS = (
    "/",
    "/list/Experience",
    "/page/id/i-aaaaaaaa",
    "/network/id/i-aaaaaaaa",
    "/network/place/990100",
    "/claims/Relation",
    "/claims/Observation",
    "/claims/Action",
    "/documents",
    "/between?a=id/i-aaaaaaaa&b=place/990100",
    "/between?a=id/i-aaaaaaaa&b=place/990100&fragment=1",
    "/query/initiative-lineage?initiative={payload}",
    "/search?q={payload}",
    "/sparql?query={payload}",
    "/page/id/{payload}",
    "/list/{payload}",
    "/query/{payload}",
    "/?lang={payload}&theme={payload}",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_name_is_shown_as_text(payload: str, tmp_path: Path) -> None:
    library = Library(name=payload, title=payload, file=payload, first=FIRST + "\n" + payload)
    client = Client(application(library.fill().write(tmp_path)))
    document = re.search(r"/page/doc/[0-9a-f]+", client.get("/documents").text)
    assert document
    extra = (document[0], f"{document[0]}?at=0-20", f"{document[0]}/claims")
    for path in (*PATHS, *extra):
        answer = client.get(path.replace("{payload}", quote(payload, safe="")))
        assert answer.status_code in {200, 400, 403, 404}, path
        check(answer.text)


def test_a_hostile_name_is_legible(tmp_path: Path) -> None:
    client = Client(application(Library(name="甲\u202e乙").fill().write(tmp_path)))
    assert "甲[U+202E]乙" in client.get("/page/id/i-aaaaaaaa").text


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "http://",
        "relative/path",
        "\u0000https://a.example",
        "http://[",
        "",
    ],
)
def test_an_unknown_scheme_is_no_link(target: str) -> None:
    assert safe_href(target) is None


def test_ordinary_text_is_shown_as_it_is() -> None:
    text = "“龙山经验”\t𠮷村\n2024年—2025年（98.5%）"
    assert visible(text) == text
