"""Every view of the explorer on the sample: nothing overlaps, is too small, or is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Visit, axe_of, serious, visiting
from tests.browser.test_explorer import card, marked, opened, until
from tests.portal.library import FIRST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("explorer")]
VIEWS = {
    "lanes": "#/lanes?",
    "chosen": "#/lanes?sel=place/330700",
    "ego": "#/ego?c=place/330700",
    "path": "#/path?a=place/331000&b=place/330700&hubs",
    "table": "#/lanes?table",
    "themes": "#/themes?",
    "time": "#/time?",
    "places": "#/places?c=place/330000",
    "compare": "#/compare?a=place/330700&b=place/331000",
    "network": "#/network?",
    "unknown": "#/ego?c=id/none",
    "empty": "#/lanes?y=1901-1902",
}
CONTROLS = """[...document.querySelectorAll(
  ".x-tools-bar :is(button, select, input, summary, a), .x-card, .x-lane h2, .x-summary, " +
  ".x-tile, .x-disc, .x-hop, .x-more, .x-unfold, .x-mark, .x-plain, .x-pane :is(button, h2)")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()]).filter(([, box]) => box.width > 0)"""
# What is fixed over the page, such as the pane of a phone, covers by intent.
OVERLAPPING = f"""() => {{
  const boxes = ({CONTROLS}).filter(([one]) => !one.closest(".x-pane") && !one.closest(".x-time"));
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const inside = (one, other) => one.contains(other) || other.contains(one) ||
    (one.matches(".x-unfold, .x-card") && other.matches(".x-unfold, .x-card") &&
     one.parentElement === other.parentElement);
  return boxes.flatMap(([one, a], at) => boxes.slice(at + 1)
    .filter(([other, b]) => over(a, b) && !inside(one, other))
    .map(([other]) => `${{one.textContent.slice(0, 20)}} / ${{other.textContent.slice(0, 20)}}`));
}}"""
SMALL = f"""() => ({CONTROLS})
  .filter(([one, box]) => one.matches("button, select, input, summary, a") &&
    !one.matches("[type=checkbox]") && (box.width < 23.9 || box.height < 23.9))
  .map(([one]) => one.outerHTML.slice(0, 120))"""
CLIPPED = """() => [...document.querySelectorAll(
  ".x-card[aria-pressed=true] .x-name, .x-tab, .x-lane h2")]
  .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1 &&
    getComputedStyle(one).display !== "inline")
  .map((one) => one.textContent)"""
LONG = "关于进一步深化新时代基层社会治理体系和治理能力现代化建设的若干实施意见（征求意见稿）" * 3


@pytest.fixture
def desk(browser: Any, served: str) -> Iterator[Visit]:
    """Return a visit in one window, whose width the test sets."""
    yield from visiting(browser, served, (1440, 900))


def turn(page: Any, address: str) -> None:
    page.evaluate("(hash) => { location.hash = hash; }", address)
    page.wait_for_timeout(120)


@pytest.mark.parametrize("width", [1440, 820, 390])
def test_nothing_overlaps_is_clipped_or_too_small(desk: Visit, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 900})
    wrong = []
    for language in ("zh", "en"):
        page = opened(desk, "", f"?lang={language}")
        for name, address in VIEWS.items():
            turn(page, address)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found = {
                "wide": [wide] if wide > 0 else [],
                "over": page.evaluate(OVERLAPPING),
                "small": page.evaluate(SMALL),
                "clipped": page.evaluate(CLIPPED),
            }
            wrong += [f"{name} {language} {kind}: {one[:3]}" for kind, one in found.items() if one]
    assert wrong == []


@pytest.mark.parametrize(("language", "theme"), [("zh", "dark"), ("en", "light")])
def test_axe_finds_nothing_serious_in_the_sample(
    visit: Visit, explorer: Path, language: str, theme: str
) -> None:
    page = opened(visit, "", f"?lang={language}&theme={theme}")
    page.evaluate(axe_of(explorer))
    wrong = []
    for name, address in VIEWS.items():
        turn(page, address)
        wrong += [f"{name}: {one}" for one in serious(page)]
    assert wrong == []


def test_long_names_wrap_in_cards_and_pane(desk: Visit) -> None:
    page = opened(desk)
    page.evaluate(
        "(name) => document.querySelectorAll('.x-card bdi').forEach((one) => {"
        " one.textContent = name; })",
        LONG,
    )
    outside = page.evaluate(
        """[...document.querySelectorAll(".x-card bdi")].filter((one) => {
          const card = one.closest(".x-card").getBoundingClientRect();
          return one.getBoundingClientRect().right > card.right + 1; }).length"""
    )
    assert outside == 0
    assert page.evaluate(OVERLAPPING) == []


def test_colours_that_the_reader_forces_still_show_lines_and_choice(
    browser: Any, served: str
) -> None:
    for visit in visiting(browser, served, (1440, 900)):
        visit.page.emulate_media(forced_colors="active", reduced_motion="reduce")
        page = opened(visit, "#/lanes?sel=place/330700")
        page.wait_for_selector(".x-claim mark")
        outline = "getComputedStyle(document.querySelector('.x-card[aria-pressed=true]'))"
        assert page.evaluate(f"{outline}.outlineStyle") == "solid"
        moving = page.evaluate(
            """[...document.querySelectorAll("*")].filter((one) => {
              const { transitionDuration, animationName } = getComputedStyle(one);
              return parseFloat(transitionDuration) > 0 || animationName !== "none"; }).length"""
        )
        assert moving == 0


def test_changes_are_said_to_those_who_do_not_see_them(visit: Visit) -> None:
    page = opened(visit)
    summary = page.locator(".x-summary")
    assert summary.get_attribute("aria-live") == "polite"
    before = summary.inner_text()
    turn(page, "#/lanes?status=planned")
    until(page, f"document.querySelector('.x-summary').textContent !== {before!r}")


def test_mixed_words_are_found_and_what_was_seen_is_offered_again(visit: Visit) -> None:
    page = opened(visit)
    field = page.locator("[data-picker=find]")
    for query in ("longshan经验", "龙山jy", "longshanj"):
        field.fill(query)
        assert "龙山经验" in page.locator("#x-hits-find [role=option]").first.inner_text()
    field.press("Enter")
    page.wait_for_selector(".x-heart .x-card")
    page.reload()
    page.wait_for_selector("#explorer[data-ready]")
    page.locator("[data-picker=find]").focus()
    offered = page.locator("#x-hits-find [role=option]").all_inner_texts()
    assert "龙山经验" in offered[0]


def test_an_institution_narrows_to_what_it_does(visit: Visit, size: tuple[int, int]) -> None:
    page = opened(visit)
    if size[0] < 600:
        page.locator(".x-more-filters > summary").click()
    everything = page.locator(".x-lane .x-card").count()
    field = page.locator("[data-picker=org]")
    field.fill("jinhua市委政法")
    field.press("Enter")
    until(page, "location.hash.includes('org=')")
    assert 0 < page.locator(".x-lane .x-card").count() < everything
    assert field.input_value() == "金华市委政法委"
    page.locator("[data-keep=clear]").click()
    until(page, "!location.hash.includes('org=')")


def test_text_and_graph_lead_to_each_other_past_a_rare_character(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, "#/lanes?sel=id/i-aaaaaaaa")
    begin = FIRST.index("𠮷村将推进青枫经验")
    source = page.locator(".x-source", has_text=f"第 {begin}–{begin + 9} 字符").first
    source.locator("a", has_text="在原文中看").click()
    read_there(page)
    item = page.locator("#read-claims li", has_text="推进").first
    item.locator("a", has_text="在图中查看").click()
    page.wait_for_selector("#explorer[data-ready]")
    assert "𠮷村将推进青枫经验" in marked(page)
    assert card(page, "青枫经验").count() == 1
    page.go_back()
    page.wait_for_selector("#at")
    said = page.locator(".text .at").all_inner_texts()
    assert "".join(said) == "𠮷村将推进青枫经验"
    page.locator(".text span.ev", has_text="将推进").first.click()
    read_there(page)


def read_there(page: Any) -> None:
    """Wait for what is said at a place; on a phone it lies behind a button."""
    page.wait_for_selector("#read-claims li", state="attached")
    if not page.locator("#read-claims li").first.is_visible():
        page.locator("#pane-open").click()
    page.wait_for_selector("#read-claims li")
