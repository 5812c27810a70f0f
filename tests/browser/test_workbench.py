"""The SPARQL workbench in a browser: editor, parameters, four views of an answer, links, files."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
import rdflib

from graph_build.query import catalogue
from tests.browser.conftest import axe_of, serious, serving, visiting
from tests.browser.test_explorer import until
from tests.portal.library import hostile
from tests.portal.test_hostile import PAYLOADS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("explorer")]
ONT = "PREFIX ft: <https://w3id.org/fengtu/ont#>\n"
COUNTS = f"{ONT}SELECT ?status (COUNT(*) AS ?n) {{ ?x ft:status ?status }} GROUP BY ?status"
LABELS = "SELECT ?s ?l { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?l }"
STATES = {
    "start": "",
    "question": "#name=indicator-values",
    "table": f"#query={quote(LABELS)}&sort=-l&page=2",
    "chart": f"#query={quote(COUNTS)}&view=chart",
    "network": f"#query={quote('CONSTRUCT WHERE { ?s ?p ?o } LIMIT 400')}&view=network",
    "map": "#name=honoured-places&view=map",
    "wrong": f"#query={quote('SELECT * {')}",
}
TEXTS = """() => [...document.querySelectorAll(
  "#bench label, #bench button, #bench select, #bench summary, #bench .w-status, .w-editor")]
  .filter((one) => one.checkVisibility() && !one.closest(".x-menu, th, .x-card, .x-table"))
  .map((one) => [one, one.getBoundingClientRect()])"""
OVERLAPPING = f"""() => {{
  const boxes = ({TEXTS})();
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return boxes.flatMap(([one, a], i) => boxes.slice(i + 1)
    .filter(([other, b]) => over(a, b) && !one.contains(other) && !other.contains(one))
    .map(([other]) => [one.textContent.slice(0, 30), other.textContent.slice(0, 30)]));
}}"""
SMALL = f"""() => ({TEXTS})()
  .filter(([one, box]) => one.matches("button, select, summary, input") &&
    (box.width < 24 || box.height < 24)).map(([one]) => one.outerHTML.slice(0, 120))"""


@pytest.fixture
def desk(browser: Any, served: str) -> Iterator[Visit]:
    """Return a visit in one wide window, for what does not depend on its width."""
    yield from visiting(browser, served, (1440, 900))


def opened(visit: Visit, address: str = "", query: str = "") -> Any:
    visit.page.goto("about:blank")
    page = visit.open(f"/sparql{query}{address}")
    page.wait_for_selector("#bench[data-ready]")
    if address:
        page.wait_for_selector("#bench[data-shown], .w-error")
    return page


def turn(page: Any, address: str) -> None:
    """Go to another state of an open workbench."""
    if not address:
        return
    page.evaluate(
        "(hash) => { delete window.bench.dataset.shown; location.hash = hash; }",
        address,
    )
    page.wait_for_selector("#bench[data-shown], .w-error")


def written(page: Any) -> str:
    lines: list[str] = page.locator(".cm-line").all_text_contents()
    return "\n".join(lines)


def write(page: Any, query: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def ran(page: Any) -> None:
    page.evaluate("delete document.getElementById('bench').dataset.shown")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#bench[data-shown]")


def cells(page: Any) -> list[list[str]]:
    rows: list[list[str]] = page.evaluate(
        """[...document.querySelectorAll(".w-result tbody tr")].map((row) =>
          [...row.children].map((cell) => cell.textContent.trim()))"""
    )
    return rows


def test_a_query_is_written_and_run_with_the_keyboard_alone(visit: Visit) -> None:
    page = opened(visit)
    write(page, COUNTS)
    ran(page)

    assert re.search(r"^3 行、\d", page.locator(".w-status").inner_text())
    assert sorted(row[0] for row in cells(page)) == ["已完成", "计划中", "进行中"]
    assert page.locator(".w-result td a.thing").count() == 3
    page.keyboard.press("Tab")
    assert "cm-content" in page.evaluate(
        "document.activeElement.shadowRoot.activeElement.className"
    )
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "w-run"


def test_completion_offers_terms_by_label_and_declares_their_prefix(visit: Visit) -> None:
    page = opened(visit)
    write(page, "SELECT * WHERE { ?x ")
    page.keyboard.type("陈述者")
    option = page.locator(".cm-tooltip-autocomplete li").first
    option.wait_for()
    assert "ft:assertedBy" in option.inner_text()
    page.keyboard.press("Enter")
    assert written(page) == f"{ONT}SELECT * WHERE {{ ?x ft:assertedBy"
    page.keyboard.type(" ?sp")
    page.keyboard.press("Escape")
    write(page, "SELECT * WHERE { ?x a ft:Cla")
    page.keyboard.type("i")
    page.locator(".cm-tooltip-autocomplete li", has_text="ft:Claim").first.wait_for()


def test_a_name_in_the_graph_is_offered_while_it_is_written(desk: Visit) -> None:
    page = opened(desk)
    write(page, "DESCRIBE ")
    page.keyboard.type("龙山经")
    thing = page.locator(".cm-tooltip-autocomplete li", has_text="龙山经验").first
    thing.wait_for()
    thing.click()
    assert re.search(r"PREFIX id: <.*>\n+DESCRIBE id:i-\w+", written(page))


def test_an_error_is_shown_at_its_line(desk: Visit) -> None:
    page = opened(desk)
    write(page, "SELECT ?s WHERE {\n  ?s ?p \n}")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".w-error")
    assert "第 3 行" in page.locator(".w-error").inner_text()
    assert page.locator(".cm-lintRange-error").count() == 1
    assert page.locator(".w-result table").count() == 0
    # The browser itself logs that the answer was 400.
    desk.wrong.remove(next(one for one in desk.wrong if "400" in one))
    write(page, "ASK { ?s ?p ?o }")
    ran(page)
    assert page.locator(".cm-lintRange-error, .w-error").count() == 0
    assert page.locator(".truth").inner_text() == "是"


def test_missing_prefixes_are_declared_when_a_query_is_run(desk: Visit) -> None:
    page = opened(desk)
    write(page, "SELECT ?x { ?x a ft:Document }")
    ran(page)
    assert written(page).startswith("PREFIX ft: <https://w3id.org/fengtu/ont#>")
    assert "已补上前缀声明" in page.locator(".w-status").inner_text()


def test_a_question_has_a_form_whose_values_stand_in_the_query_and_in_the_link(
    visit: Visit,
) -> None:
    page = opened(visit)
    page.locator("#w-questions").select_option("initiative-lineage")
    field = page.locator("#w-p-initiative")
    field.fill("综治")
    hit = page.locator("#w-p-initiative-hits li", has_text="综治中心").first
    hit.click()
    assert field.input_value() == "综治中心"
    assert '"综治中心"@zh "“综治中心”"@zh' in written(page)
    page.locator(".w-run").click()
    page.wait_for_selector("#bench[data-shown]")
    address = page.evaluate("location.hash")
    assert address.startswith(f"#name=initiative-lineage&p.initiative={quote('综治中心')}")
    page.reload()
    page.wait_for_selector("#bench[data-shown]")
    assert page.locator("#w-p-initiative").input_value() == "综治中心"


def test_every_question_of_the_catalogue_is_run_with_its_form(desk: Visit) -> None:
    page = opened(desk)
    for name, query in catalogue().items():
        page.locator("#w-questions").select_option(name)
        assert page.locator(".w-field").count() == len(query.parameters), name
        page.locator(".cm-content").focus()
        ran(page)
        assert page.locator(".w-error").count() == 0, name
        assert page.evaluate("location.hash").startswith(f"#name={name}&"), name


def test_a_value_of_another_kind_is_refused_before_it_is_sent(desk: Visit) -> None:
    page = opened(desk, "#name=low-confidence")
    field = page.locator("#w-p-threshold")
    assert field.get_attribute("type") == "number"
    field.fill("")
    field.blur()
    assert "请填数" in page.locator(".w-wrong").inner_text()
    field.fill("0.9")
    field.blur()
    assert "VALUES ?threshold { 0.9 }" in written(page)


def test_rows_are_sorted_and_paged(desk: Visit) -> None:
    page = opened(desk, f"#query={quote(LABELS + ' LIMIT 120')}")
    assert len(cells(page)) == 50
    page.locator("[data-keep='sort-l']").click()
    page.wait_for_selector("th[aria-sort=ascending]")
    page.locator("[data-keep=next]").click()
    page.locator("[data-keep=next]").click()
    until(page, "document.querySelectorAll('.w-result tbody tr').length === 20")
    page.go_back()
    page.go_back()
    until(page, "document.querySelectorAll('.w-result tbody tr').length === 50")
    first = [row[1] for row in cells(page)]
    page.locator("[data-keep='sort-l']").click()
    page.wait_for_selector("th[aria-sort=descending]")
    last = [row[1] for row in cells(page)]
    assert first != last
    assert page.evaluate("location.hash").count("sort=-l") == 1


def test_a_chart_has_named_axes_and_every_value(visit: Visit) -> None:
    page = opened(visit, STATES["chart"])
    assert page.locator(".w-svg rect.w-bar").count() == 3
    assert page.locator(".w-axis").all_inner_texts()
    drawing = page.locator(".w-svg")
    assert drawing.get_attribute("role") == "img"
    assert "条形图" in str(drawing.get_attribute("aria-label"))
    outside = page.evaluate(
        """() => { const frame = document.querySelector(".w-svg").getBoundingClientRect();
          return [...document.querySelectorAll(".w-svg text")].filter((text) => {
            const box = text.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1;
          }).map((text) => text.textContent); }"""
    )
    assert outside == []
    opened(visit, "#name=indicator-values&view=chart")
    assert page.locator(".w-svg .w-path").count() == 1
    assert page.locator(".w-svg .w-point").count() == 4
    page.locator("#w-chart").select_option("bar")
    page.wait_for_selector(".w-svg rect.w-bar")
    opened(visit, f"#query={quote('SELECT ?s { ?s ?p ?o } LIMIT 3')}&view=chart")
    assert "没有数值列" in page.locator(".w-result").inner_text()


def test_a_graph_is_drawn_around_what_has_most_lines_and_unfolds(visit: Visit) -> None:
    page = opened(visit, STATES["network"])
    before = page.locator(".x-card").count()
    assert before > 2
    page.locator(".x-card").nth(1).click()
    until(page, "location.hash.includes('sel=')")
    assert page.locator(".w-said tbody tr").count() >= 1
    page.locator(".w-said button").click()
    until(page, "location.hash.includes('c=')")
    page.go_back()
    page.go_back()
    until(page, f"document.querySelectorAll('.x-card').length === {before}")


def test_places_are_tiles_and_what_lies_in_them(visit: Visit) -> None:
    page = opened(visit, STATES["map"])
    assert page.locator(".x-tile").count() == 34
    assert page.locator("button.x-tile").count() >= 1
    page.locator("button.x-tile", has_text="浙江").click()
    page.wait_for_selector(".x-inside")
    assert page.locator(".w-disc").count() >= 1
    opened(visit, f"#query={quote(COUNTS)}&view=map")
    assert "没有地域列" in page.locator(".w-result").inner_text()


def downloaded(page: Any, name: str) -> bytes:
    page.locator(".w-top .x-export summary").click()
    with page.expect_download() as download:
        page.locator(".w-top .x-menu button", has_text=re.compile(f"^{name}$")).click()
    content: bytes = download.value.path().read_bytes()
    return content


def test_answers_are_downloaded_in_formats_that_parsers_read(desk: Visit) -> None:
    page = opened(desk, f"#query={quote(COUNTS)}")
    rows = list(csv.reader(io.StringIO(downloaded(page, "CSV").decode())))
    assert rows[0] == ["status", "n"]
    assert len(rows) == 4
    assert downloaded(page, "TSV").startswith(b"?status\t?n\n")
    assert len(json.loads(downloaded(page, "JSON"))["results"]["bindings"]) == 3
    parsed = ET.fromstring(downloaded(page, "XML"))  # noqa: S314  # our own file
    assert len(parsed.findall(".//{*}result")) == 3
    opened(desk, STATES["network"])
    for name, form in {"TTL": "turtle", "NT": "nt", "JSONLD": "json-ld", "RDF": "xml"}.items():
        graph = rdflib.Graph().parse(data=downloaded(page, name), format=form)
        assert len(graph) == 400, name


def test_a_running_query_is_cancelled(desk: Visit) -> None:
    page = opened(desk)
    page.route("**/sparql", lambda _: None)
    write(page, COUNTS)
    page.keyboard.press("Control+Enter")
    page.locator("#bench button", has_text="取消").click()
    until(page, "document.querySelector('.w-status').textContent === '已取消。'")
    assert page.locator("#bench[aria-busy=true]").count() == 0


def test_what_was_asked_is_remembered_and_cleared(desk: Visit) -> None:
    page = opened(desk, f"#query={quote(COUNTS)}")
    write(page, "ASK {}")
    ran(page)
    page.locator(".w-history summary").click()
    assert page.locator(".w-history li").count() == 2
    page.locator(".w-history li button", has_text="COUNT").click()
    assert "COUNT" in written(page)
    page.locator(".w-history summary").click()
    page.locator(".w-history button", has_text="清空").click()
    assert page.locator(".w-history li").count() == 0


def test_a_link_of_another_build_says_so_and_the_cut_is_told(desk: Visit) -> None:
    desk.page.route(
        "**/sparql",
        lambda route: (
            route.fulfill(
                content_type="application/sparql-results+json",
                headers={"X-Truncated": "true"},
                body='{"head": {"vars": ["s"]}, "results": {"bindings": []}}',
            )
            if route.request.method == "POST"
            else route.continue_()
        ),
    )
    page = opened(desk, f"#query={quote(COUNTS)}&v=other")
    assert "other" in page.locator(".x-notice").inner_text()
    assert "已截断" in page.locator(".w-status").inner_text()


@pytest.mark.parametrize("width", [1440, 820, 390])
def test_nothing_overlaps_or_is_too_small_or_wider_than_the_screen(desk: Visit, width: int) -> None:
    desk.page.set_viewport_size({"width": width, "height": 900})
    for language in ("zh", "en"):
        page = opened(desk, "", f"?lang={language}")
        for name, address in STATES.items():
            turn(page, address)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert (name, wide <= 0) == (name, True)
            assert (name, page.evaluate(OVERLAPPING)) == (name, [])
            assert (name, page.evaluate(SMALL)) == (name, [])
    desk.wrong[:] = [one for one in desk.wrong if "400" not in one]


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
def test_axe_finds_nothing_serious(visit: Visit, explorer: Path, language: str, theme: str) -> None:
    wrong = []
    page = opened(visit, "", f"?lang={language}&theme={theme}")
    page.evaluate(axe_of(explorer))
    for name, address in STATES.items():
        turn(page, address)
        wrong += [f"{name}: {one}" for one in serious(page)]
    # The browser itself logs that the wrong query was answered with 400.
    visit.wrong[:] = [one for one in visit.wrong if "400" not in one]
    assert wrong == []


def test_hostile_names_and_queries_run_nothing(browser: Any, tmp_path: Path) -> None:
    library = hostile(PAYLOADS)
    everything = "SELECT ?s ?p ?o (1 AS ?n) { ?s ?p ?o } LIMIT 3000"
    for address in serving(library.write(tmp_path)):
        for visit in visiting(browser, address, (1440, 900)):
            page = opened(visit)
            for view in ("table&sort=o", "table&sort=-o", "chart&x=o", "network", "map"):
                turn(page, f"#query={quote(everything)}&view={view}")
            for payload in PAYLOADS:
                said = f"#+ summary: {payload}\n#+ param x: {payload}\n"
                shown = f"{said}SELECT (1 AS ?n) {{ VALUES ?x {{ 1 }} }}"
                turn(page, f"#query={quote(shown)}&sort={quote(payload)}")
            assert page.evaluate("window.__x") is None
            assert page.locator("#bench :is(script, iframe, img, style, math)").count() == 0
