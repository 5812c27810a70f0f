"""The explorer as one file, in frames, and the way back and forward through its states."""

from __future__ import annotations

import html
import http.server
import re
import threading
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.portal.standalone import page_of
from graph_build.query import Graph
from tests.browser.conftest import Visit
from tests.browser.test_explorer import card, marked, opened, until
from tests.portal.library import Library, hostile
from tests.portal.test_hostile import PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Opener = Callable[[str], Any]

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("explorer")]
SERVERLESS = (
    "lanes",
    "themes",
    "time?c=place/990100",
    "places",
    "compare?a=place/990100&b=year:2024",
    "ego?c=place/990100",
    "path?a=id/h-cccccccc&b=place/990100",
    "network",
    "lanes?table",
)


@pytest.fixture
def file(browser: Any, explorer: Path, tmp_path: Path) -> Iterator[Opener]:
    """Return what opens a page from a file; it may request nothing but itself."""
    assert explorer.is_dir()
    target = tmp_path / "图 explorer.html"
    context = browser.new_context(locale="zh-CN", reduced_motion="reduce")
    visit = Visit(context.new_page(), target.as_uri())

    def open_(text: str) -> Any:
        target.write_text(text, encoding="utf-8")
        visit.page.goto(target.as_uri())
        return visit.page

    yield open_
    context.close()
    assert visit.wrong == []


def test_a_saved_file_has_every_view_and_the_words_behind_each_card(
    file: Opener, tmp_path: Path
) -> None:
    graph = Graph.open(Library().fill().write(tmp_path / "graph"))
    page = file(page_of(graph))
    page.wait_for_selector("#explorer[data-ready]")
    card(page, "青枫经验").click()

    assert "𠮷村将推进青枫经验" in marked(page)
    assert page.locator("#explorer a").count() == 0
    for state in SERVERLESS:
        page.evaluate("(hash) => { location.hash = hash; }", f"#/{state}")
        page.wait_for_timeout(50)
        assert page.locator(".x-picture > *").count() == 1, state
        assert page.locator(".x-error").count() == 0, state


def test_a_saved_file_begins_where_it_was_saved_and_speaks_both_languages(
    file: Opener, tmp_path: Path
) -> None:
    graph = Graph.open(Library().fill().write(tmp_path / "graph"))
    page = file(page_of(graph, start="#/ego?c=id/i-aaaaaaaa"))
    page.wait_for_selector(".x-heart .x-card")
    assert page.locator("#switch-language").inner_text() == "English"
    page.locator("#switch-language").click()
    page.wait_for_selector("html[lang=en] .x-heart .x-card")
    assert page.locator("[data-keep=tab-ego]").inner_text() == "Surroundings"
    page.locator("[data-set-theme=dark]").click()
    assert page.locator("html[data-theme=dark]").count() == 1
    page.locator("[data-keep=tab-themes]").click()
    page.locator(".x-undo").click()
    page.wait_for_selector(".x-heart .x-card")


def test_what_is_named_to_do_harm_does_none_in_a_saved_file(file: Opener, tmp_path: Path) -> None:
    library = hostile(PAYLOADS)
    start = "</script><script>window.__x = 1</script>"
    page = file(page_of(Graph.open(library.write(tmp_path / "graph")), start=start))
    page.wait_for_selector("#explorer[data-ready]")
    for number in range(len(PAYLOADS)):
        page.evaluate("(hash) => { location.hash = hash; }", f"#/lanes?sel=id/i-{number:08}")
        page.wait_for_selector(".x-claim mark")
    assert page.evaluate("window.__x") is None
    assert page.locator("#explorer :is(script, iframe, img, style, math)").count() == 0


def test_the_frame_of_a_notebook_keeps_its_states_in_memory(file: Opener, tmp_path: Path) -> None:
    graph = Graph.open(Library().fill().write(tmp_path / "graph"))
    page = file(
        '<!doctype html><meta charset="utf-8"><iframe id="cell" width="1200" height="780" '
        f'sandbox="allow-scripts" srcdoc="{html.escape(page_of(graph))}"></iframe>'
    )
    inside = page.frame_locator("#cell")
    inside.locator("#explorer[data-ready]").wait_for()
    inside.locator(".x-card", has_text="青枫经验").first.click()
    inside.locator(".x-claim mark").first.wait_for()
    inside.locator(".x-undo").click()
    inside.locator(".x-claim").first.wait_for(state="detached")
    assert inside.locator(".x-undo").is_disabled()
    inside.locator(".x-redo").click()
    inside.locator(".x-claim mark").first.wait_for()


def test_the_explorer_is_saved_as_it_is_seen(
    visit_crafted: Visit, file: Opener, size: tuple[int, int]
) -> None:
    page = opened(visit_crafted, "#/lanes?sel=id/i-aaaaaaaa")
    page.locator(".x-export > summary").click()
    with page.expect_download() as download:
        page.locator(".x-menu a", has_text="存为一个网页文件").click()
    assert download.value.suggested_filename == "fengtu-explorer-build1.html"
    kept = file(download.value.path().read_text(encoding="utf-8"))
    assert size
    assert "青枫经验获评全国优秀案例" in marked(kept)


def test_a_frame_for_other_pages_shows_the_picture_and_leads_back(
    visit_crafted: Visit, browser: Any
) -> None:
    page = opened(visit_crafted, "#/lanes?sel=id/i-aaaaaaaa")
    page.locator(".x-export > summary").click()
    code = str(page.locator(".x-menu button[data-copy]").get_attribute("data-copy"))
    address = html.unescape(str(re.search(r'src="([^"]*)"', code)[1]))  # type: ignore[index]
    assert address.startswith(visit_crafted.address + "/embed#/lanes?sel=id/i-aaaaaaaa")
    for host in serving_page(code):
        context = browser.new_context(locale="zh-CN")
        other = context.new_page()
        said: list[str] = []
        other.on("console", lambda message, said=said: said.append(message.text))
        other.goto(host)
        inside = other.frame_locator("iframe")
        inside.locator(".x-claim mark").first.wait_for()
        assert not inside.locator(".x-tools-bar").is_visible()
        assert said == []
        with context.expect_page() as leads:
            inside.locator("#embed-open").click()
        leads.value.wait_for_selector("#explorer[data-ready]")
        assert "/explore#/lanes?sel=id/i-aaaaaaaa" in leads.value.url
        other.goto("about:blank")
        context.close()


def serving_page(code: str) -> Iterator[str]:
    """Serve one page on another port, so of another origin."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = f"<!doctype html><meta charset=utf-8>{code}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def test_the_snapshot_of_pyvis_is_one_click_away(visit_crafted: Visit) -> None:
    page = opened(visit_crafted, "#/ego?c=place/990100")
    page.locator(".x-export > summary").click()
    with page.expect_download() as download:
        page.locator(".x-menu a", has_text="快照").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert "青枫经验" in text
    assert "vis.Network" in text


def test_every_change_is_undone_and_redone(visit: Visit, size: tuple[int, int]) -> None:
    page = opened(visit)
    states = [page.evaluate("location.hash")]

    def stepped(act: Callable[[], None]) -> None:
        act()
        until(page, f"location.hash !== {states[-1]!r}")
        states.append(page.evaluate("location.hash"))

    if size[0] < 600:
        page.locator(".x-more-filters > summary").click()
    stepped(lambda: page.locator("[data-keep=status-completed]").click())
    stepped(lambda: page.locator("#x-theme").select_option(index=1))
    stepped(page.locator(".x-card").first.click)
    if size[0] < 1000:
        page.locator(".x-close").click()
        states.append(page.evaluate("location.hash"))
    stepped(lambda: page.locator("[data-keep=tab-ego]").click())
    stepped(lambda: page.locator("[data-keep=table]").click())
    for state in reversed(states[:-1]):
        page.locator(".x-undo").click()
        until(page, f"location.hash === {state!r}")
    assert page.locator(".x-undo").is_disabled()
    for state in states[1:]:
        page.locator(".x-redo").click()
        until(page, f"location.hash === {state!r}")
    assert page.locator(".x-redo").is_disabled()
    page.keyboard.press("Control+z")
    until(page, f"location.hash === {states[-2]!r}")
    page.keyboard.press("Control+Shift+z")
    until(page, f"location.hash === {states[-1]!r}")
    page.go_back()
    until(page, f"location.hash === {states[-2]!r}")
    page.reload()
    page.wait_for_selector("#explorer[data-ready]")
    assert page.locator(".x-redo").is_enabled()
