"""What a reader does in a browser, on a desk and on a phone."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import serving, visiting
from tests.portal.library import FIRST, Library
from tests.portal.test_hostile import PAYLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
PAGES = (
    "/",
    "/queries",
    "/query/falls",
    "/documents",
    "/page/ont",
    "/about",
    "/sparql",
    "/page/place/330700",
    "/claims/Observation",
    "/nothing",
)


def overflow(page: Any) -> int:
    """Return by how many pixels a page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("path", PAGES[:-1])
def test_no_page_is_wider_than_the_screen(visit: Visit, path: str) -> None:
    assert overflow(visit.open(path)) <= 0


def test_a_name_is_found_by_pinyin_from_the_first_page(visit: Visit) -> None:
    page = visit.open("/")
    field = page.locator("main input[name=q]")
    field.press_sequentially("jinhua", delay=20)
    page.wait_for_selector(".suggestions a")
    assert "金华市" in page.locator(".suggestions").inner_text()
    field.press("Enter")
    page.wait_for_url("**/search?q=jinhua")
    page.locator("a.thing", has_text=re.compile("^金华市$")).first.click()
    page.wait_for_url("**/page/place/330700")


def test_a_suggestion_is_taken_with_the_keyboard(visit: Visit) -> None:
    page = visit.open("/")
    field = page.locator("main input[name=q]")
    field.press_sequentially("jhs", delay=20)
    page.wait_for_selector(".suggestions a")
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_url("**/page/**")


def test_a_line_of_the_network_opens_its_sentence(
    visit_crafted: Visit, size: tuple[int, int]
) -> None:
    page = visit_crafted.open("/page/id/i-aaaaaaaa")
    page.locator(".tabs a", has_text="关系图").click()
    page.wait_for_selector(".lines path.line")
    assert page.locator(".lines g").count() == page.locator(".card").count() == 2
    line = page.locator(".lines g", has=page.locator("title", has_text="甲市")).locator("path.hit")
    line.dispatch_event("click")
    page.wait_for_selector("#pane-body mark")
    pane = page.locator("#pane-body")
    assert "甲市总结推广青枫经验" in pane.inner_text().replace("\n", "")
    assert pane.locator("u.end").all_inner_texts() == ["甲市", "青枫经验"]
    assert page.locator(".card.on").count() == 1
    if size[0] < 600:
        page.locator("#pane-close").click()
        assert not page.locator("#pane").is_visible()


def test_cards_do_not_overlap_and_lines_end_at_them(visit: Visit) -> None:
    page = visit.open("/network/place/330700")
    boxes = [card.bounding_box() for card in page.locator(".card, .centre").all()]
    assert len(boxes) > 5
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            apart_x = (
                one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            )
            apart_y = (
                one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            )
            assert apart_x or apart_y
    assert page.evaluate(
        "[...document.querySelectorAll('.lines .line')].every(line => line.getTotalLength() > 5)"
    )


def test_the_network_is_walked_with_the_keyboard(visit_crafted: Visit) -> None:
    page = visit_crafted.open("/network/place/990100")
    page.locator(".card a").first.focus()
    seen = set()
    for key in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
        seen.add(page.evaluate("document.activeElement.closest('.card')?.innerText"))
    assert None not in seen
    page.locator(".card a.why").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#pane-body mark")
    assert page.evaluate("document.activeElement.id") == "pane"


def test_a_sentence_of_the_text_shows_what_was_read_in_it(visit_crafted: Visit) -> None:
    page = visit_crafted.open("/documents")
    page.locator("a.thing", has_text="甲市治理侧记").click()
    page.wait_for_selector(".text .ev")
    page.locator(".text span.ev", has_text="获评").click()
    page.wait_for_selector("#read-claims li")
    assert "全国优秀案例" in page.locator("#read-claims").inner_text()
    begin = FIRST.index("青枫经验获评")
    assert f"?at={begin}-{begin + len('青枫经验获评')}#at" in page.url


def test_selected_words_are_counted_in_code_points(visit_crafted: Visit) -> None:
    page = visit_crafted.open("/documents")
    page.locator("a.thing", has_text="甲市治理侧记").click()
    page.wait_for_selector(".text .ev")
    page.evaluate(
        """() => {
          const pieces = [...document.querySelectorAll(".text .ev")];
          const node = pieces.find(e => e.textContent.startsWith("将推进")).firstChild;
          const range = document.createRange();
          range.setStart(node, 1);
          range.setEnd(node, 3);
          getSelection().addRange(range);
        }"""
    )
    begin = FIRST.index("推进青枫经验")
    page.wait_for_url(f"**?at={begin}-{begin + 2}#at")
    page.wait_for_selector("#read-claims li")


def test_a_link_to_a_place_marks_it(visit_crafted: Visit) -> None:
    page = visit_crafted.open("/page/id/i-aaaaaaaa")
    page.locator("details.ev > summary").first.click()
    page.locator("details.ev[open] .ev-meta a", has_text="在原文中看").first.click()
    page.wait_for_selector("#at")
    assert page.locator("#at").first.is_visible()
    page.locator(".text .at").first.wait_for()
    assert "青枫经验" in "".join(page.locator(".text .at").all_inner_texts())


def test_the_language_is_switched_and_kept(visit: Visit) -> None:
    page = visit.open("/")
    page.locator("#switch-language").click()
    page.wait_for_selector("html[lang=en]")
    page.locator("nav.main a", has_text="Questions").click()
    page.wait_for_selector("html[lang=en]")
    assert "Questions" in page.title()


def test_the_theme_is_switched_and_kept(visit: Visit) -> None:
    page = visit.open("/about")
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".to-dark").click()
    page.wait_for_selector("html[data-theme=dark]")
    page.locator(".brand").click()
    page.wait_for_selector("html[data-theme=dark]")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != light


@pytest.mark.parametrize("path", ["/page/place/330700", "/catalog", "/page/ont"])
def test_the_policy_lets_blocks_of_data_be(visit: Visit, path: str) -> None:
    # `visit` fails where the console has an error, and a block that a policy stops is one.
    block = visit.open(path).locator('script[type="application/ld+json"]')
    assert block.count() == 1
    assert json.loads(block.text_content())["@context"].startswith("https://schema.org")


def test_pages_read_without_scripts(browser: Any, crafted: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{crafted}/network/id/i-aaaaaaaa")
    page.locator(".card a.why").first.click()
    page.locator("main mark").first.wait_for()
    assert "青枫经验" in "".join(page.locator("main mark").all_inner_texts())
    context.close()


def test_hostile_names_run_nothing(browser: Any, tmp_path: Path) -> None:
    for number, payload in enumerate(PAYLOADS[:4]):
        folder = tmp_path / str(number)
        library = Library(name=payload, title=payload, first=FIRST + payload.replace("\n", ""))
        for address in serving(library.fill().write(folder)):
            for visit in visiting(browser, address, (1440, 900)):
                for path in (
                    "/",
                    "/page/id/i-aaaaaaaa",
                    "/network/place/990100",
                    "/claims/Relation",
                ):
                    page = visit.open(path)
                    assert page.evaluate("window.__x") is None
                    if path.startswith("/network"):
                        page.locator(".card a.why").first.click()
                        page.wait_for_selector("#pane-body mark")
                assert page.evaluate("window.__x") is None
