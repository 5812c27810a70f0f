"""The explorer in a browser: every view, on a desk and on a phone."""

from __future__ import annotations

import io
import re
import time
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from tests.browser.conftest import PATIENCE_SECONDS, axe_of, serious, serving, visiting
from tests.portal.library import FIRST, hostile
from tests.portal.test_hostile import PAYLOADS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("explorer")]
VIEWS = {
    "lanes": "#/lanes",
    "chosen": "#/lanes?sel=id/i-aaaaaaaa",
    "ego": "#/ego?c=place/990100",
    "path": "#/path?a=id/h-cccccccc&b=place/990100&sel=id/i-aaaaaaaa",
    "table": "#/lanes?table",
    "themes": "#/themes",
    "time": "#/time?c=place/990100&sel=id/i-aaaaaaaa",
    "places": "#/places",
    "compare": "#/compare?a=place/990100&b=year:2024",
    "network": "#/network?sel=id/i-aaaaaaaa",
}

BOXES = """
  const boxes = [...document.querySelectorAll(".x-card")]
    .map((card) => card.getBoundingClientRect());
"""
CROSSED = f"""() => {{
  {BOXES}
  const frame = document.querySelector(".x-lanes").getBoundingClientRect();
  const inside = ({{ x, y }}) => boxes.some((box) =>
    x + frame.left > box.left + 1 && x + frame.left < box.right - 1 &&
    y + frame.top > box.top + 1 && y + frame.top < box.bottom - 1);
  return [...document.querySelectorAll(".x-seen")].flatMap((path) =>
    Array.from({{ length: 40 }}, (_, i) => path.getTotalLength() * (i + 1) / 41)
      .filter((at) => inside(path.getPointAtLength(at)))).length;
}}"""
OVERLAPPING = f"""() => {{
  {BOXES}
  const overlap = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlap(a, b))).length;
}}"""


def opened(visit: Visit, address: str = "", query: str = "") -> Any:
    page = visit.open(f"/explore{query}{address}")
    page.wait_for_selector("#explorer[data-ready]")
    return page


def until(page: Any, expression: str) -> None:
    """Wait for an expression to be true; the policy of the page forbids Playwright's own way."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not page.evaluate(expression):
        assert time.monotonic() < deadline, expression
        page.wait_for_timeout(20)


def turn(page: Any, address: str) -> None:
    """Go to another state of an open explorer."""
    page.evaluate("(hash) => { location.hash = hash; }", address)
    if "sel=" in address:
        page.wait_for_selector(".x-claim mark")


def card(page: Any, name: str) -> Any:
    return page.locator(".x-card", has_text=name).first


def marked(page: Any) -> list[str]:
    page.wait_for_selector(".x-claim mark")
    quotes: list[str] = page.evaluate(
        """[...document.querySelectorAll(".x-quote .sentence")].map((sentence) =>
          [...sentence.querySelectorAll("mark")].map((mark) => mark.textContent).join(""))"""
    )
    return quotes


def texts(page: Any, selector: str) -> list[str]:
    return [text.strip() for text in page.locator(selector).all_inner_texts()]


def test_lanes_are_the_first_picture_and_each_card_opens_its_sentences(
    visit_crafted: Visit,
) -> None:
    page = opened(visit_crafted)

    assert texts(page, ".x-lane h2") == ["谁来做 1", "要达到什么 0", "做了什么 1", "结果如何 3"]
    card(page, "青枫经验").click()
    assert set(marked(page)) == {
        "甲市总结推广青枫经验",
        "青枫经验获评全国优秀案例",
        "𠮷村将推进青枫经验",
    }
    assert card(page, "青枫经验").get_attribute("aria-pressed") == "true"
    assert page.locator(".x-card.x-dim", has_text="调解成功率").count() == 2


def test_a_figure_shows_its_number_and_where_the_texts_disagree(visit_crafted: Visit) -> None:
    page = opened(visit_crafted)
    figure = page.locator(".x-card", has_text="98.5%")

    assert "⚡" in figure.inner_text()
    figure.click()
    assert marked(page)[0] == "2024年，甲市调解成功率达到98.5%"


def test_an_expected_end_lies_after_a_rare_character(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, VIEWS["chosen"])

    assert "𠮷村将推进青枫经验" in marked(page)
    begin = FIRST.index("𠮷村将推进青枫经验")
    source = page.locator(".x-source", has_text=f"第 {begin}–{begin + 9} 字符")
    source.locator("a", has_text="在原文中看").click()
    page.wait_for_selector("#at")
    assert "".join(texts(page, ".text .at")) == "𠮷村将推进青枫经验"


def test_a_line_opens_what_joins_its_ends(visit_crafted: Visit, size: tuple[int, int]) -> None:
    page = opened(visit_crafted)
    if size[0] < 600:
        assert not page.locator(".x-lines").is_visible()
        return
    line = page.locator(".x-line", has=page.locator("title", has_text="全国优秀案例"))
    line.locator(".x-hit").dispatch_event("click")
    assert marked(page) == ["青枫经验获评全国优秀案例"]
    assert page.locator(".x-line.x-on").count() == 1


def test_lines_pass_no_card_that_they_do_not_join(visit: Visit, size: tuple[int, int]) -> None:
    page = opened(visit)
    if size[0] < 600:
        return
    crossed = page.evaluate(CROSSED)
    assert page.locator(".x-seen").count() > 10
    assert crossed == 0


def test_cards_do_not_overlap(visit: Visit) -> None:
    for address in ("#/lanes", "#/ego?c=place/330700", "#/ego?c=place/330700&sel=place/330700"):
        page = opened(visit, address)
        overlapping = page.evaluate(OVERLAPPING)
        assert page.locator(".x-card").count() > 5
        assert overlapping == 0


def test_no_view_is_wider_than_the_screen(visit_crafted: Visit) -> None:
    for address in VIEWS.values():
        page = opened(visit_crafted, address)
        width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert width <= 0, address


def test_every_state_is_an_address_and_back_leads_back(visit_crafted: Visit) -> None:
    page = opened(visit_crafted)
    assert page.locator(".x-undo").is_disabled()
    card(page, "青枫经验").click()
    page.locator(".x-pane button", has_text="以此为中心").click()
    page.wait_for_selector(".x-heart .x-card")
    address = page.evaluate("location.hash")
    assert re.fullmatch(r"#/ego\?c=id/i-aaaaaaaa&v=build1", address)

    page.reload()
    page.wait_for_selector(".x-heart .x-card")
    assert "青枫经验" in page.locator(".x-heart").inner_text()
    page.locator(".x-undo").click()
    page.wait_for_selector(".x-lanes")
    assert card(page, "青枫经验").get_attribute("aria-pressed") == "true"
    page.go_back()
    until(page, "!location.hash.includes('sel')")
    assert card(page, "青枫经验").get_attribute("aria-pressed") == "false"
    page.go_forward()
    page.wait_for_selector(".x-claim mark")


def test_a_link_of_another_build_says_so(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, "#/lanes?v=other")

    assert "other" in page.locator(".x-notice").inner_text()
    page.locator(".x-notice button").click()
    assert not page.locator(".x-notice").is_visible()


def test_a_name_is_found_while_it_is_typed(visit_crafted: Visit) -> None:
    page = opened(visit_crafted)
    field = page.locator("[data-picker=find]")
    for query in ("青枫", "qingfeng", "qfjy"):
        field.fill(query)
        assert "青枫经验" in page.locator("#x-hits-find [role=option]").first.inner_text()
    field.press("ArrowDown")
    field.press("Enter")
    page.wait_for_selector(".x-heart .x-card")
    assert "青枫经验" in page.locator(".x-heart").inner_text()
    page.locator("[data-picker=find]").fill("无此名称")
    assert "没有相符的名称" in page.locator("#x-hits-find").inner_text()


def test_the_picture_is_walked_with_the_keyboard(
    visit_crafted: Visit, size: tuple[int, int]
) -> None:
    page = opened(visit_crafted)
    stops = page.locator(".x-lanes .x-card[tabindex='0']")
    assert stops.count() == page.locator(".x-lane ul").count()
    card(page, "青枫经验").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".x-claim mark")
    assert page.evaluate("document.activeElement.id") == "x-pane"
    page.keyboard.press("Escape")
    until(page, "document.activeElement.classList.contains('x-card')")
    assert "青枫经验" in page.evaluate("document.activeElement.innerText")
    if size[0] > 600:
        page.keyboard.press("ArrowRight")
        assert "全国优秀案例" in page.evaluate("document.activeElement.innerText")
        page.keyboard.press("ArrowDown")
        assert "调解成功率" in page.evaluate("document.activeElement.innerText")


def test_filters_leave_what_they_say(visit: Visit, size: tuple[int, int]) -> None:
    page = opened(visit)
    if size[0] < 600:
        page.locator(".x-more-filters > summary").click()
    everything = page.locator(".x-lane .x-card").count()
    page.locator("[data-keep=status-planned]").click()
    until(page, "location.hash.includes('status=planned')")
    assert 0 < page.locator(".x-lane .x-card").count() <= everything
    assert page.locator(".x-dot.x-completed").count() == 0
    page.locator("[data-keep=clear]").click()
    until(page, "!location.hash.includes('status')")
    page.locator("#x-theme").select_option(index=1)
    until(page, "location.hash.includes('theme=')")
    chosen = page.locator("#x-theme option:checked").inner_text().split(" (")[0]
    assert page.locator(".x-summary").inner_text().startswith(f"{chosen}：")


def test_surroundings_grow_by_unfolding(visit: Visit) -> None:
    page = opened(visit, "#/ego?c=place/330700")
    before = page.locator(".x-card").count()
    page.locator("li", has=page.locator(".x-card", has_text="龙山经验")).locator(
        ".x-unfold"
    ).click()
    until(page, f"document.querySelectorAll('.x-card').length > {before}")
    folded = page.locator(".x-unfold[aria-expanded=true]")
    assert folded.count() == 1
    folded.click()
    until(page, f"document.querySelectorAll('.x-card').length === {before}")


def test_a_path_is_told_hop_by_hop(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, VIEWS["path"])

    assert texts(page, ".x-way h2") == ["2 步"]
    assert [text.split()[0] for text in texts(page, ".x-hop")] == ["←", "发源地"]
    page.wait_for_selector(".x-sentences mark")
    assert "青枫经验获评全国优秀案例" in texts(page, ".x-sentences .sentence")[0]
    page.locator(".x-hop").first.click()
    assert marked(page) == ["青枫经验获评全国优秀案例"]


def test_without_a_path_the_reader_is_told(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, "#/path?a=id/h-cccccccc&b=id/x-bbbbbbbb")

    assert "6 步之内没有路径" in page.locator(".x-paths").inner_text()


def test_the_table_says_the_same_as_the_picture(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, VIEWS["table"])

    assert page.locator("tbody tr").count() == 3
    page.locator("tbody tr", has_text="全国优秀案例").locator("button").click()
    assert marked(page) == ["青枫经验获评全国优秀案例"]


def test_a_figure_on_which_texts_disagree_shows_all_that_they_say(visit_crafted: Visit) -> None:
    page = opened(visit_crafted)
    page.locator(".x-card", has_text="97.2%").click()

    assert marked(page) == ["2024年甲市调解成功率为97.2%", "2024年，甲市调解成功率达到98.5%"]
    assert "各说如下" in page.locator(".x-disagree").inner_text()


def test_a_theme_leads_to_its_lanes(visit: Visit) -> None:
    page = opened(visit, "#/themes")
    row = page.locator(".x-themes tbody tr").first
    theme = row.locator("th").inner_text()
    cells = [int(text.replace(",", "")) for text in row.locator("td.num").all_inner_texts()]
    row.locator("button").click()
    page.wait_for_selector(".x-lanes")

    assert page.locator(".x-summary").inner_text().startswith(f"{theme}：")
    shown = [text.split()[-1] for text in texts(page, ".x-lane h2")]
    assert [int(text) for text in shown][2] <= cells[2]


def test_the_timeline_opens_what_was_said_of_a_year(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, "#/time?c=place/990100")

    assert texts(page, ".x-time thead th") == ["2024", "2025"]
    rows = texts(page, ".x-time tbody th")
    assert rows[-1] == "青枫经验"
    page.locator(".x-time tbody tr", has_text="97.2%").locator(".x-mark").click()
    until(page, "location.hash.includes('@2024')")
    assert "2024年甲市调解成功率为97.2%" in marked(page)
    page.locator("#x-published").check()
    until(page, "location.hash.includes('published')")
    assert texts(page, ".x-time thead th") == ["2025"]


def test_a_province_shows_what_lies_in_it(visit: Visit) -> None:
    page = opened(visit, "#/places")
    tile = page.locator(".x-tile", has_text="浙江")
    said = int(tile.locator(".x-n").inner_text())
    assert page.locator(".x-tile").count() == 34
    tile.click()
    page.wait_for_selector(".x-inside")
    inside = page.locator(".x-inside").first
    assert f"{said} 条陈述" in inside.inner_text()
    inside.locator(".x-disc", has_text="金华市").click()
    page.wait_for_selector(".x-lanes")
    assert "place=place/330700" in page.evaluate("location.hash")
    assert page.locator("[data-picker=place]").input_value() == "金华市"


def test_two_sides_show_what_each_has_and_what_both_have(visit: Visit) -> None:
    page = opened(visit, "#/compare?a=place/330700&b=place/331000")

    heads = [text.split(" ")[0] for text in texts(page, ".x-pair .x-sides >> nth=0 >> h3")]
    assert heads == ["只在金华市", "两边都有", "只在台州市"]
    shared = page.locator(".x-pair", has_text="做了什么").locator(".x-side").nth(1)
    assert "龙山经验" in shared.inner_text()
    page.locator("#x-by").select_option("document")
    page.wait_for_selector("#x-side-a")
    page.locator("#x-side-a").select_option(index=1)
    page.locator("#x-side-b").select_option(index=2)
    page.wait_for_selector(".x-pair .x-card")
    assert re.search(r"a=doc:\w{16}&b=doc:\w{16}", page.evaluate("location.hash"))


def saved(page: Any, name: str) -> bytes:
    page.locator(".x-export > summary").click()
    with page.expect_download() as download:
        page.locator(".x-menu button", has_text=name).click()
    content: bytes = download.value.path().read_bytes()
    return content


def test_what_is_shown_is_exported_in_formats_that_others_read(
    visit: Visit, size: tuple[int, int]
) -> None:
    page = opened(visit)
    lines = page.locator(".x-lines .x-line").count()
    graph = nx.read_gexf(io.BytesIO(saved(page, "GEXF")))
    rows = saved(page, "CSV").decode("utf-8-sig").splitlines()
    drawing = ET.fromstring(saved(page, "SVG"))  # noqa: S314  # our own file
    image = saved(page, "PNG")

    assert len({frozenset(edge[:2]) for edge in graph.edges()}) == lines
    assert rows[0] == "从,关系,到,状态,时期,文献,陈述标识"
    assert len(rows) - 1 == graph.number_of_edges()
    words = "".join(drawing.itertext())
    assert "龙山经验" in words
    assert "版本" in words
    if size[0] > 600:
        assert len(drawing.findall("{*}path")) == lines
    assert image.startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_any_view(
    visit_crafted: Visit, explorer: Path, language: str, theme: str
) -> None:
    page = opened(visit_crafted, "", f"?lang={language}&theme={theme}")
    page.evaluate(axe_of(explorer))
    wrong = []
    for name, address in VIEWS.items():
        turn(page, address)
        wrong += [f"{name}: {one}" for one in serious(page)]
    assert wrong == []


def test_switching_the_language_keeps_the_state(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, VIEWS["chosen"])
    page.locator("#switch-language").click()
    page.wait_for_selector("html[lang=en] #explorer[data-ready]")

    page.wait_for_selector(".x-claim mark")
    assert "sel=id/i-aaaaaaaa" in page.url
    assert texts(page, ".x-lane h2")[0] == "Who acts 1"


def test_the_server_may_fail_and_be_asked_again(visit_crafted: Visit) -> None:
    page = visit_crafted.page
    page.route("**/api/evidence?*", lambda route: route.fulfill(status=500, body=""))
    opened(visit_crafted, VIEWS["chosen"])
    page.wait_for_selector(".x-error")
    page.unroute("**/api/evidence?*")
    visit_crafted.wrong.clear()
    page.locator(".x-error button").click()
    assert marked(page)


def test_hostile_names_run_nothing_in_any_view(browser: Any, tmp_path: Path) -> None:
    library = hostile(PAYLOADS)
    for address in serving(library.write(tmp_path)):
        for visit in visiting(browser, address, (1440, 900)):
            page = opened(visit)
            for number in range(len(PAYLOADS)):
                thing = f"id/i-{number:08}"
                for state in (
                    f"lanes?sel={thing}",
                    f"ego?c={thing}",
                    f"path?a={thing}&b=place/990100",
                    "lanes?table",
                ):
                    turn(page, f"#/{state}")
            assert page.evaluate("window.__x") is None
            assert page.locator("#explorer :is(script, iframe, img, style, math)").count() == 0
