"""The whole graph in a browser: moved, zoomed, searched and chosen in, without a graphics card."""

from __future__ import annotations

import io
import struct
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_explorer import VIEWS, marked, opened, saved, turn, until
from tests.conftest import CHROMIUM, FLAGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("explorer")]

# Where a thing is on the page, by the camera in the address.
SPOT = """async (name) => {
  const { nodes } = await (await fetch("/api/graph")).json();
  const at = nodes.label.indexOf(name);
  const [x, y, scale] = new URLSearchParams(location.hash.split("?")[1]).get("at").split(",");
  const box = document.querySelector(".x-stage").getBoundingClientRect();
  return { x: box.left + box.width / 2 + (nodes.x[at] - x) * scale,
           y: box.top + box.height / 2 + (nodes.y[at] - y) * scale };
}"""
# How many pixels of the window differ from its background.
INKED = """() => {
  const canvas = document.querySelector(".x-under");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let n = 0;
  for (let at = 0; at < data.length; at += 4) n += data[at] !== data[0];
  return n;
}"""


@pytest.fixture(params=[(1440, 900), (900, 700), (390, 844)], ids=["desktop", "tablet", "phone"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    """Return the size of a screen."""
    width, height = request.param
    return width, height


@pytest.fixture
def network(visit: Visit) -> Any:
    """Return the page of the sample with the whole graph, settled."""
    return settled(opened(visit, "#/network"))


def settled(page: Any) -> Any:
    until(page, "location.hash.includes('at=')")
    page.locator(".x-stage").evaluate("stage => stage.scrollIntoView({ block: 'center' })")
    return page


def camera(page: Any) -> list[float]:
    query: str = page.evaluate(
        "new URLSearchParams(location.hash.split('?')[1]).get('at')",
    )
    return [float(part) for part in query.split(",")]


def moved(page: Any, before: list[float]) -> list[float]:
    written = ",".join(f"{part:g}" for part in before)
    until(page, f"!location.hash.includes('at={written}&')")
    return camera(page)


def middle(page: Any) -> tuple[float, float]:
    box = page.locator(".x-stage").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_dot_opens_its_sentences_and_shows_its_lines(network: Any) -> None:
    spot = network.evaluate(SPOT, "龙山经验")
    network.mouse.move(spot["x"], spot["y"])
    assert "龙山经验" in network.locator(".x-tip").inner_text()
    assert network.locator(".x-sheet.x-picked").count() == 1
    before = camera(network)
    network.mouse.click(spot["x"], spot["y"])

    assert marked(network)
    assert "龙山经验" in network.locator(".x-pane h2").inner_text()
    assert camera(network) == before


def test_the_wheel_the_mouse_and_the_keys_move_the_picture(network: Any) -> None:
    first = camera(network)
    assert network.evaluate(INKED) > 1000
    network.mouse.move(*middle(network))
    network.mouse.wheel(0, -400)
    near = moved(network, first)
    assert near[2] > first[2] * 1.5
    x, y = middle(network)
    network.mouse.down()
    network.mouse.move(x + 60, y + 20, steps=4)
    network.mouse.up()
    aside = moved(network, near)
    assert aside[0] < near[0]
    assert aside[2] == near[2]
    network.locator(".x-stage").focus()
    network.keyboard.press("ArrowRight")
    assert moved(network, aside)[0] > aside[0]
    network.keyboard.press("0")
    until(network, f"location.hash.includes('at={first[0]:g},{first[1]:g},')")


def test_panning_draws_nothing_anew(network: Any) -> None:
    network.evaluate(
        """() => {
          window.drawn = 0;
          const put = CanvasRenderingContext2D.prototype.putImageData;
          CanvasRenderingContext2D.prototype.putImageData = function (...given) {
            window.drawn += 1;
            return put.apply(this, given);
          };
        }"""
    )
    before = camera(network)
    network.locator(".x-stage").focus()
    network.keyboard.press("ArrowLeft")
    moved(network, before)

    assert network.evaluate("window.drawn") == 0


def test_enter_chooses_what_is_in_the_middle(network: Any) -> None:
    turn(network, "#/network?sel=place/330700")
    network.locator(".x-close").click()
    until(network, "!location.hash.includes('sel')")
    spot = network.evaluate(SPOT, "金华市")
    x, y = middle(network)
    before = camera(network)
    network.mouse.move(spot["x"] + 40, spot["y"] + 40)
    network.mouse.down()
    network.mouse.move(x + 40, y + 40, steps=4)
    network.mouse.up()
    if abs(spot["x"] - x) + abs(spot["y"] - y) > 4:
        moved(network, before)
    network.locator(".x-stage").focus()
    network.keyboard.press("Enter")

    until(network, "location.hash.includes('sel=place/330700')")


def test_two_fingers_zoom(network: Any) -> None:
    before = camera(network)
    x, y = middle(network)
    client = network.context.new_cdp_session(network)

    def touch(kind: str, apart: float) -> None:
        points = [] if kind == "touchEnd" else [{"x": x - apart, "y": y}, {"x": x + apart, "y": y}]
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 30)
    for apart in (40, 60, 80):
        touch("touchMove", apart)
    touch("touchEnd", 80)

    assert moved(network, before)[2] > before[2] * 1.8


def test_a_window_is_an_address(network: Any) -> None:
    before = camera(network)
    network.locator(".x-network button", has_text="+").click()
    near = moved(network, before)
    network.reload()
    settled(network)
    assert camera(network) == near
    turn(network, "#/network?at=10,20,2")
    until(network, "document.querySelector('.x-sheet').style.transform !== ''")
    assert camera(network) == [10, 20, 2]


def test_what_is_found_is_gone_to(network: Any) -> None:
    turn(network, "#/network?at=99999,99999,4")
    network.locator("[data-picker=find]").fill("lsjy")
    network.locator("#x-hits-find [role=option]", has_text="龙山经验").first.click()

    assert marked(network)
    spot, (x, y) = network.evaluate(SPOT, "龙山经验"), middle(network)
    assert abs(spot["x"] - x) + abs(spot["y"] - y) < 8


def test_filters_leave_colour_to_what_they_pass(network: Any, size: tuple[int, int]) -> None:
    before = network.evaluate(INKED)
    if size[0] < 600:
        network.locator(".x-more-filters > summary").click()
    network.locator("[data-keep=status-planned]").click()
    until(network, "location.hash.includes('status=planned')")

    assert "符合筛选的" in network.locator(".x-summary").inner_text()
    assert network.evaluate(INKED) > before / 4


def test_the_picture_is_exported_with_what_it_is_below_it(network: Any) -> None:
    image = saved(network, "PNG")
    width, height = struct.unpack(">II", image[16:24])
    box = network.locator(".x-stage").bounding_box()

    assert image.startswith(b"\x89PNG")
    assert abs(width - 2 * box["width"]) <= 2
    assert height > 2 * box["height"] + 40
    rows = io.StringIO(saved(network, "CSV").decode("utf-8-sig")).readlines()
    assert len(rows) > 100


def test_all_lines_are_drawn_only_if_asked_for(network: Any) -> None:
    before = network.evaluate(INKED)
    network.locator("#x-all-lines").check()
    until(network, "location.hash.includes('hubs')")

    assert network.evaluate(INKED) > before + 500


def test_colours_follow_the_theme_of_the_page(network: Any) -> None:
    corner = "[...document.querySelector('.x-under').getContext('2d').getImageData(0,0,1,1).data]"
    light = network.evaluate(corner)
    network.evaluate("document.documentElement.dataset.theme = 'dark'")
    until(network, f"{corner}[0] < 60")

    assert light[0] > 200


@pytest.fixture(scope="module")
def blind(browser: Any) -> Iterator[Any]:
    """Return a second Chromium, one in which no WebGL is left, not even in software."""
    flags = [*FLAGS, "--disable-software-rasterizer", "--disable-3d-apis"]
    running = browser.browser_type.launch(executable_path=str(CHROMIUM), args=flags)
    yield running
    running.close()


def test_no_view_needs_webgl(blind: Any, crafted: str) -> None:
    page = blind.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{crafted}/explore")
    page.wait_for_selector("#explorer[data-ready]")
    assert page.evaluate("document.createElement('canvas').getContext('webgl2')") is None
    for address in (*VIEWS.values(), "#/network"):
        turn(page, address)
        assert page.locator(".x-picture > *").count() == 1, address
    assert page.evaluate(INKED) > 100
    assert wrong == []
