"""Every page: it answers, its links resolve, it carries its headers, it speaks two languages."""

from __future__ import annotations

import html
import random
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from graph_build.portal.headers import HEADERS
from graph_build.portal.language import LANGUAGES, language

if TYPE_CHECKING:
    from tests.portal.client import Client

VOID = {"meta", "link", "input", "br", "hr", "img"}
PAGES = (
    "/",
    "/about",
    "/documents",
    "/search",
    "/search?q=经验",
    "/list/Initiative",
    "/list/Initiative?exact=1",
    "/list/Place?has=figure",
    "/claims/Relation",
    "/claims/Action?status=planned",
    "/claims/Observation",
    "/claims/Recognition",
    "/queries",
    "/query/initiative-lineage",
    "/sparql",
    "/page/ont",
    "/page/ont/ledBy",
    "/page/ont/Experience",
    "/page/scheme/status",
    "/page/scheme/status/planned",
)
CRAWLED = 250


class Balance(HTMLParser):
    """Fails on an element that is closed in the wrong place or never."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element of SVG that closes itself."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def check_markup(page: str) -> None:
    parser = Balance()
    parser.feed(page)
    assert not parser.open
    assert len(parser.ids) == len(set(parser.ids))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_in_both_languages(client: Client, path: str, lang: str) -> None:
    answer = client.get(path, cookie=f"lang={lang}")
    assert answer.status_code == 200
    assert f'<html lang="{language(lang).html}"' in answer.text
    check_markup(answer.text)


def test_every_link_of_every_page_resolves(client: Client) -> None:
    queue, seen, checked = list(PAGES), set(), 0
    shuffle = random.Random(7).shuffle  # noqa: S311 (an order, not a secret)
    while queue and checked < CRAWLED:
        path = queue.pop()
        if path in seen:
            continue
        seen.add(path)
        answer = client.get(path)
        checked += 1
        assert answer.status_code in {200, 303}, path
        if answer.headers.get("content-type", "").startswith("text/html"):
            check_markup(answer.text)
            found = re.findall(r'(?:href|src|data-evidence)="([^"]*)"', answer.text)
            own = {html.unescape(link).partition("#")[0] for link in found}
            queue += sorted(link for link in own if link.startswith("/"))
            shuffle(queue)
    assert checked == CRAWLED


@pytest.mark.parametrize(
    "path",
    [
        *PAGES,
        "/static/fengtu.css",
        "/nothing",
        "/data/ont.ttl",
        "/api/suggest?q=a",
        "/robots.txt",
        "/favicon.ico",
    ],
)
def test_every_answer_carries_the_security_headers(client: Client, path: str) -> None:
    answer = client.get(path)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_no_page_has_a_script_or_a_style_of_its_own(client: Client) -> None:
    for path in PAGES:
        page = client.get(path).text
        # A block of data is not run.
        page = page.replace('<script type="application/ld+json">', "")
        assert not re.search(
            r"<script(?![^>]* src=\"/static/)|<style|\sstyle=|\son[a-z]+=", page
        ), path


def test_each_language_has_every_message() -> None:
    zh, en = (language(code).messages for code in LANGUAGES)
    assert zh.keys() == en.keys()
    slots = re.compile(r"\{(\w+)\}")
    for key in zh:
        assert set(slots.findall(zh[key])) == set(slots.findall(en[key])), key


@pytest.mark.parametrize(
    ("headers", "lang"),
    [
        ({"accept-language": "en-GB,en;q=0.9"}, "en"),
        ({"accept-language": "zh-TW,en;q=0.5"}, "zh-CN"),
        ({"accept-language": "fr"}, "zh-CN"),
        ({"accept-language": "en", "cookie": "lang=zh"}, "zh-CN"),
        ({"accept-language": ";;;,"}, "zh-CN"),
        ({"cookie": "lang=xx"}, "zh-CN"),
    ],
)
def test_the_language_is_that_of_the_cookie_or_the_browser(
    client: Client, headers: dict[str, str], lang: str
) -> None:
    assert f'<html lang="{lang}"' in client.get("/about", **headers).text


def test_the_switches_are_links_and_are_remembered(client: Client) -> None:
    answer = client.get("/about?lang=en&theme=dark")
    cookies = answer.headers.get_list("set-cookie")
    assert ["lang=en;" in cookies[0], "theme=dark;" in cookies[1]] == [True, True]
    assert all("SameSite=lax" in cookie and "HttpOnly" in cookie for cookie in cookies)
    assert '<html lang="en" data-theme="dark"' in answer.text
    assert 'href="/about?theme=dark&amp;lang=zh"' in answer.text


@pytest.mark.parametrize(
    ("path", "near"),
    [
        ("/page/id/青枫", "青枫经验"),
        ("/page/id/qfjy", "青枫经验"),
        ("/page/id/i-aaaaaaab", "青枫经验"),
    ],
)
def test_a_page_that_is_not_there_names_what_is_near(crafted: Client, path: str, near: str) -> None:
    answer = crafted.get(path)
    assert answer.status_code == 404
    assert near in answer.text


@pytest.mark.parametrize(
    "path",
    [
        "/page/doc/0000000000000000",
        "/page/doc/x/claims",
        "/page/doc/x/claim/y",
        "/network/id/none",
        "/between",
        "/between?a=id/x&b=id/y",
        "/list/Nothing",
        "/claims/Nothing",
        "/query/nothing",
        "/query/nothing.csv",
    ],
)
def test_what_is_not_there_is_not_found(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    check_markup(answer.text)
    assert client.get(path, "application/json").json()["status"] == 404


def test_a_method_that_pages_do_not_take_is_refused(client: Client) -> None:
    answer = client.request("POST", "/", headers={"accept": "text/html"})
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("page", ["0", "-1", "99999999", "x", "1e3", "１", ""])
def test_a_wrong_page_number_is_the_nearest_page(client: Client, page: str) -> None:
    assert client.get(f"/list/Initiative?page={page}").status_code == 200


def test_a_question_is_asked_by_the_name_of_a_thing(client: Client) -> None:
    page = client.get("/query/experiences-and-origins?place=金华").text
    assert "place/330700" in page
    assert client.get("/query/experiences-and-origins?place=无此地名").status_code == 400


@pytest.mark.parametrize(
    ("suffix", "kind"),
    [
        ("csv", "text/csv"),
        ("json", "application/sparql-results+json"),
        ("tsv", "text/tab-separated-values"),
        ("xml", "application/sparql-results+xml"),
    ],
)
def test_an_answer_can_be_downloaded(client: Client, suffix: str, kind: str) -> None:
    answer = client.get(f"/query/initiative-lineage.{suffix}", "*/*")
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (200, kind)
    assert client.get("/query/initiative-lineage.ttl", "*/*").status_code == 406


def test_every_question_of_the_catalogue_is_answered(client: Client) -> None:
    names = re.findall(r'href="/query/([^"#]+)"', client.get("/queries").text)
    assert names
    for name in names:
        assert client.get(f"/query/{name}").status_code == 200, name
