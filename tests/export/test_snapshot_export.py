"""The picture needs no network, runs no script but its own, and no card covers another."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from itertools import combinations
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from graph_build.export.lanes import CARD_WIDTH, MAX_LINES, places, wrapped
from graph_build.export.network import network
from graph_build.export.snapshot import MAX_NODES, page
from graph_build.query import Graph

if TYPE_CHECKING:
    from pathlib import Path

HOSTILE = (
    "</script><script>window.__x=1</script>",
    "<img src=x onerror=window.__x=1>",
    '<a href="javascript:window.__x=1">链接</a>',
    "'\"]});window.__x=1;//",
    "{{ 7*7 }}{% raw %}",
    "\u2028window.__x=1\u2029",
    "<!--<script>",
)


def _made(labels: list[str]) -> nx.MultiDiGraph[str]:
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for number, label in enumerate(labels):
        kind = "Mechanism" if number % 2 else "Place"
        made.add_node(f"n{number:04}", label=label, **{"class": kind, "class_zh": label})
    for number in range(len(labels) - 1):
        made.add_edge(
            f"n{number:04}",
            f"n{number + 1:04}",
            key=f"c{number}",
            label=labels[number],
            status="planned",
            status_zh="计划中",
            quote=labels[number],
            passages=2,
        )
    return made


def _scripts(html: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", html, re.DOTALL)


def test_the_page_asks_no_other_machine_for_anything(sample: Path) -> None:
    html = page(network(Graph.open(sample)))
    assert not re.search(r"<(?:link|script|img|iframe)[^>]+(?:src|href)=", html)
    assert "jsdelivr" not in html
    assert "bootstrap" not in html.lower()


def test_only_the_scripts_of_the_page_may_run(sample: Path) -> None:
    html = page(network(Graph.open(sample)))
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-inline" not in policy.partition("style-src")[0]
    hashes = re.findall(r"'sha256-([^']+)'", policy)
    assert hashes == [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _scripts(html)
    ]


def test_hostile_labels_stay_text() -> None:
    html = page(_made(list(HOSTILE)))
    assert len(_scripts(html)) == 2
    data = _scripts(html)[1]
    assert "<" not in data
    titles = re.findall(r'"title": ("(?:[^"\\]|\\.)*")', data)
    assert titles
    assert not any("<" in json.loads(t) or "href" in json.loads(t).lower() for t in titles)


def test_the_page_says_how_many_are_left_out() -> None:
    html = page(_made([f"机制{n}" for n in range(200)]))
    assert f"按陈述数取前 {MAX_NODES} 个，另有 50 个实体未画出" in html
    assert "未画出" not in page(_made(["甲", "乙"]))


def test_the_most_connected_are_drawn() -> None:
    made = _made(["甲", "乙", "丙", "丁"])
    made.add_edge(
        "n0003",
        "n0001",
        key="more",
        label="支撑",
        status="ongoing",
        status_zh="",
        quote="",
        passages=1,
    )
    html = page(made, limit=2)
    assert "乙" in html
    assert "甲" not in html


def test_a_long_quotation_is_cut_where_it_hovers() -> None:
    made = _made(["甲", "乙"])
    made.edges["n0000", "n0001", "c0"]["quote"] = "长" * 500
    assert "长" * 160 + "…（共 2 处）" in page(made)


def test_no_card_covers_another() -> None:
    labels = {f"n{n}": "基层治理平台机制" * (n % 7 + 1) for n in range(150)}
    where = places(
        [list(labels)[:20], list(labels)[20:120], list(labels)[120:]], labels, [("n1", "n40")]
    )
    assert len(where) == 150
    for one, other in combinations(where.values(), 2):
        tall = (len(one.lines) + len(other.lines)) * 19 / 2 + 16
        assert abs(one.x - other.x) >= CARD_WIDTH or abs(one.y - other.y) >= tall


@pytest.mark.parametrize(
    "label", ["", "治", "检察护企”专项行动、企业法律需求“即时响应”平台", "机制" * 60]
)
def test_labels_fit_their_cards(label: str) -> None:
    lines = wrapped(label)
    assert len(lines) <= MAX_LINES + 1
    assert all(line[0] not in "，。、”）" for line in lines[1:])
    assert all(line[-1] not in "“（《" for line in lines[:-1])


@pytest.mark.browser
def test_the_page_draws_and_runs_nothing_hostile_in_a_browser(browser: Any, tmp_path: Path) -> None:
    file = tmp_path / "picture.html"
    file.write_text(page(_made([*HOSTILE, "龙山经验", "金华市"])), encoding="utf-8", newline="\n")
    tab = browser.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    tab.on("request", lambda request: requests.append(request.url))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(file.as_uri())
    tab.wait_for_selector("#mynetwork canvas")
    # Tooltips are where vis once turned text into HTML.
    for number in range(1, len(HOSTILE) + 3):
        at = tab.evaluate(f"network.canvasToDOM(network.getPosition({number}))")
        box = tab.locator("#mynetwork").bounding_box()
        assert box is not None
        tab.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
        tab.wait_for_timeout(200)
    hit = tab.evaluate("window.__x")
    shown = tab.locator("div.vis-tooltip").count()
    tab.close()
    assert hit is None
    assert shown == 1
    assert complaints == []
    assert [url for url in requests if not url.startswith("file:")] == []
