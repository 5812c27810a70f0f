"""The pages that `benchmarks/explorer.py` compares: one invented graph, drawn by three programs.

Each page sets `window.drawn` once its first picture is on the canvas. Positions are given to all,
so that none has to find a layout.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any, NamedTuple

from pyvis.network import Network

from graph_build.portal.drawing import drawing, tiles
from graph_build.portal.grouped import grouped
from graph_build.portal.language import language
from graph_build.portal.viewer import FORMAT
from graph_build.portal.vocabulary import ENTITY_CLASSES, FAMILIES

if TYPE_CHECKING:
    from pathlib import Path

SEED = 20251125
EDGES_PER_NODE = 2
_WORDS = "平安 法治 数字 智慧 阳光 百姓 乡贤 网格 诉源 矛盾 民情 清廉 共富 服务".split()
_ENDS = "治理机制 工作法 改革试点 协同平台 专项行动 示范工程 调解中心 议事规则".split()
_COLOURS = {
    "initiative": "#0b66a8",
    "institution": "#6a42a3",
    "person": "#0f7a86",
    "place": "#866000",
    "goal": "#b8480b",
    "honour": "#a8341f",
    "figure": "#0a7555",
}
_STYLE = (
    "html,body{margin:0;height:100%}#cy,#mynetwork{width:100%!important;height:100vh!important}"
)


class Invented(NamedTuple):
    """A graph of provinces, places and things: the columns that the explorer draws."""

    columns: dict[str, Any]

    @property
    def nodes(self) -> list[tuple[int, str, str, int, int]]:
        """Number, name, colour, x and y of each node."""
        found = self.columns["nodes"]
        colours = [_COLOURS[FAMILIES[kind]] for kind in ENTITY_CLASSES]
        return [
            (number, label, colours[kind], x, y)
            for number, (label, kind, x, y) in enumerate(
                zip(found["label"], found["class"], found["x"], found["y"], strict=True)
            )
        ]

    @property
    def edges(self) -> list[tuple[int, int]]:
        """Source and target of each edge."""
        return list(
            zip(self.columns["edges"]["source"], self.columns["edges"]["target"], strict=True)
        )


def invented(count: int) -> Invented:
    """Return a graph of so many nodes; the same number gives the same graph."""
    chance = random.Random(SEED)  # noqa: S311  # an invented graph, not a secret
    provinces = [f"place/{tile.code}" for tile in tiles()][: max(1, count // 20)]
    places = max(len(provinces), count // 40)
    place = ENTITY_CLASSES.index("Place")
    others = [n for n in range(len(ENTITY_CLASSES)) if n != place]
    kinds = [place if n < places else chance.choice(others) for n in range(count)]
    homes = [n if n < places else int(places * chance.random() ** 2) for n in range(count)]
    tops = {n: n % len(provinces) for n in range(places)}
    where = {n: (t.row, t.column) for n, t in enumerate(tiles()[: len(provinces)])}
    # Much is said of few things.
    ends = [
        [int(count * chance.random() ** power) for _ in range(count * EDGES_PER_NODE)]
        for power in (1, 2)
    ]
    layout = grouped(homes, tops, where, (ends[0], ends[1]))
    ids = [provinces[n] if n < len(provinces) else f"id/n{n}" for n in range(count)]
    above = [tops[n] if n < places and tops[n] != n else -1 for n in range(count)]
    labels = [f"{chance.choice(_WORDS)}{n}号{chance.choice(_ENDS)}" for n in range(count)]
    return Invented(
        {
            "format": FORMAT,
            "build": f"invented-{count}",
            "base": "https://example.org/",
            "vocabulary": _vocabulary(),
            "verbs": [],
            "documents": {"id": ["d"], "title": ["文献"], "date": ["2025-01-01"]},
            "nodes": _nodes(ids, labels, kinds, above) | {"x": layout.x, "y": layout.y},
            "edges": _claims(ends[0], ends[1]),
            "actions": _claims([], []),
            "figures": {key: [] for key in _FIGURES},
            "blocks": [block._asdict() for block in layout.blocks],
        }
    )


_FIGURES = (
    *("document", "claim", "indicator", "about", "initiative"),
    *("number", "status", "from", "to", "conflict"),
)


def _vocabulary() -> dict[str, Any]:
    shown = drawing()
    classes = [
        {
            "name": kind,
            "family": FAMILIES.get(kind, "figure"),
            "lane": shown.lane_of.get(kind, -1),
            "hub": kind in shown.hubs,
            "zh": kind,
            "en": kind,
        }
        for kind in (*ENTITY_CLASSES, "Observation")
    ]
    named = {"name": "actsOn", "zh": "推进", "en": "acts on"}
    said = {**named, "lanes": True, "situates": False, "back": {"zh": "由", "en": "by"}}
    return {
        "classes": classes,
        "lanes": [{"name": lane.name, **lane.labels} for lane in shown.lanes],
        "properties": [said],
        "statuses": ["completed", "ongoing", "planned"],
        "themes": [],
        "tiles": [{"place": f"place/{t.code}", **t._asdict()} for t in tiles()],
    }


def _nodes(ids: list[str], labels: list[str], kinds: list[int], above: list[int]) -> dict[str, Any]:
    count = len(ids)
    return {
        "id": ids,
        "label": labels,
        "class": kinds,
        "above": above,
        **{name: [""] * count for name in ("short", "en", "pinyin")},
        **{name: [[]] * count for name in ("aliases", "themes")},
    }


def _claims(sources: list[int], targets: list[int]) -> dict[str, Any]:
    count = len(sources)
    return {
        "source": sources,
        "target": targets,
        "claim": [f"c{n}" for n in range(count)],
        "verb": [-1] * count,
        **{name: [2025] * count for name in ("from", "to")},
        **{name: [0] * count for name in ("document", "property", "status")},
    }


def write_ours(graph: Invented, folder: Path) -> None:
    """Write a page of the explorer itself, with its whole script and the words of its own page."""
    messages = {
        key: text
        for key, text in language("zh").messages.items()
        if key.startswith(("explore.", "status.", "lane.", "quote."))
    }
    (folder / "graph.json").write_text(
        json.dumps(graph.columns, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    told = json.dumps(messages, ensure_ascii=False).replace("&", "&amp;").replace('"', "&quot;")
    (folder / "ours.html").write_text(
        "<!doctype html><html lang=zh-CN><meta charset=utf-8><link rel=stylesheet href=fengtu.css>"
        "<link rel=stylesheet href=explorer.css><main class=explore>"
        f'<div id=explorer data-graph=graph.json data-language=zh data-messages="{told}"></div>'
        "</main><script>new MutationObserver(() => { window.drawn ||= "
        'document.querySelector("[data-ready]") !== null; }).observe(document, '
        "{ subtree: true, attributes: true });</script><script src=explorer.js defer></script>",
        encoding="utf-8",
    )


def write_pyvis(graph: Invented, folder: Path) -> None:
    """Write a page of pyvis, its script inside, without physics."""
    network = Network(directed=True, cdn_resources="in_line")
    for number, label, colour, x, y in graph.nodes:
        network.add_node(
            number, label=label, color=colour, x=x, y=y, shape="dot", size=4, physics=False
        )
    network.edges = [{"from": a, "to": b, "arrows": "to"} for a, b in graph.edges]
    network.set_options('{"physics": {"enabled": false}, "edges": {"smooth": false}}')
    page = network.generate_html()
    made = "network = new vis.Network(container, data, options);"
    assert made in page
    page = page.replace(
        made, f'{made}\nnetwork.once("afterDrawing", () => {{ window.drawn = true; }});'
    )
    (folder / "pyvis.html").write_text(
        page.replace("</head>", f"<style>{_STYLE}</style></head>"), encoding="utf-8"
    )


def write_cytoscape(graph: Invented, folder: Path) -> None:
    """Write a page of Cytoscape.js with the options it names for large graphs."""
    nodes = [
        {"data": {"id": str(n), "label": label, "c": colour}, "position": {"x": x, "y": y}}
        for n, label, colour, x, y in graph.nodes
    ]
    edges = [
        {"data": {"id": f"e{n}", "source": str(a), "target": str(b)}}
        for n, (a, b) in enumerate(graph.edges)
    ]
    style = [
        {
            "selector": "node",
            "style": {
                "width": 6,
                "height": 6,
                "label": "data(label)",
                "font-size": 12,
                "background-color": "data(c)",
                "min-zoomed-font-size": 8,
            },
        },
        {"selector": "edge", "style": {"width": 1, "curve-style": "haystack"}},
    ]
    options = {
        "elements": {"nodes": nodes, "edges": edges},
        "style": style,
        "layout": {"name": "preset"},
        "textureOnViewport": True,
        "pixelRatio": 1,
    }
    (folder / "cytoscape.html").write_text(
        f"<!doctype html><meta charset=utf-8><style>{_STYLE}</style><div id=cy></div>"
        "<script src=cytoscape.min.js></script><script>const cy = cytoscape({ container: "
        f"document.getElementById('cy'), ...{json.dumps(options, ensure_ascii=False)} }});"
        "cy.one('render', () => { window.drawn = true; });</script>",
        encoding="utf-8",
    )
