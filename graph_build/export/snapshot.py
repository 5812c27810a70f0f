"""A picture of the best connected entities as one HTML file that needs no network.

pyvis holds the picture and renders it; what it does unsafely is fenced off. Its own page asks a CDN
for Bootstrap and puts headings and ids into HTML as they are: our template replaces it. Files are
written as UTF-8 by us, physics is off, the places are ours, tooltips are plain text.
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import jinja2
import pyvis
from pyvis.network import Network

from graph_build.export.lanes import CARD_WIDTH, Lane, Place, places
from graph_build.export.network import network
from graph_build.model import INITIATIVE_CLASSES

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from graph_build.query import Graph

MAX_NODES = 150
_QUOTE_CHARACTERS = 160
_HEAD_PIXELS = 60
LANES = (
    Lane("机构与人物", "#f3d9b1", frozenset({"Institution", "Person"})),
    Lane("举措", "#cfe3f5", frozenset(INITIATIVE_CLASSES)),
    Lane("目标", "#d3ecd3", frozenset({"Goal"})),
    Lane("荣誉", "#f7e7a3", frozenset({"Honour"})),
    Lane("地域", "#e4dcf1", frozenset({"Place"})),
)
_STATUS_COLORS = {"completed": "#3d6b3d", "ongoing": "#2b5f8f", "planned": "#a35200"}
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_OPTIONS = {
    "physics": {"enabled": False},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "keyboard": {"enabled": False},
        "tooltipDelay": 120,
    },
    "nodes": {"shape": "box", "margin": 8, "font": {"size": 15, "face": "sans-serif"}},
    "edges": {
        "smooth": {
            "enabled": True,
            "type": "cubicBezier",
            "forceDirection": "horizontal",
            "roundness": 0.4,
        }
    },
}


def write_html(graph: Graph, out: BinaryIO) -> None:
    """Write the picture of the most connected entities."""
    out.write(page(network(graph)).encode("utf-8"))


def page(made: nx.MultiDiGraph[str], *, limit: int = MAX_NODES) -> str:
    """Return the page of the `limit` entities with most claims; it says how many are left out."""
    chosen = sorted(made, key=lambda one: (-made.degree(one), one))[:limit]
    view = made.subgraph(chosen)
    left_out = len(made) - len(chosen)
    note = f"{len(view)} 个实体、{view.number_of_edges()} 条陈述；把指针放在线上可看原文。"
    if left_out:
        note += f"按陈述数取前 {len(chosen)} 个，另有 {left_out} 个实体未画出。"
    return _render(_picture(view), note)


def _picture(view: nx.MultiDiGraph[str]) -> Network:
    labels = {one: str(data["label"]) for one, data in view.nodes(data=True)}
    lanes = [
        sorted(one for one, data in view.nodes(data=True) if data["class"] in lane.classes)
        for lane in LANES
    ]
    where = places(lanes, labels, view.edges())
    numbers = {one: number for number, one in enumerate(sorted(where), start=1)}
    picture = Network(directed=True, cdn_resources="in_line", select_menu=False, filter_menu=False)
    for lane, members in zip(LANES, lanes, strict=True):
        for one in members:
            _add_card(picture, numbers[one], where[one], lane, view.nodes[one])
    # `add_edge` searches the nodes for each edge; integers that were just made need no search.
    picture.edges.extend(_lines(view, numbers))
    return picture


def _add_card(
    picture: Network, number: int, place: Place, lane: Lane, data: Mapping[str, Any]
) -> None:
    picture.add_node(
        number,
        label="\n".join(place.lines),
        title=_plain(f"{data['label']}\n{data['class_zh']}"),
        shape="box",
        x=place.x,
        y=place.y,
        color={
            "background": lane.color,
            "border": "#555555",
            "highlight": {"background": "#ffffff", "border": "#000000"},
        },
        widthConstraint={"minimum": CARD_WIDTH - 20, "maximum": CARD_WIDTH - 20},
    )


def _lines(view: nx.MultiDiGraph[str], numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "from": numbers[source],
            "to": numbers[target],
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.5}},
            "color": {"color": _STATUS_COLORS.get(data["status"], "#777777"), "opacity": 0.55},
            "dashes": data["status"] == "planned",
            "title": _plain(_tooltip(data)),
        }
        for source, target, _, data in sorted(view.edges(data=True, keys=True), key=lambda e: e[:3])
        if source in numbers and target in numbers
    ]


def _tooltip(data: Mapping[str, Any]) -> str:
    quote = str(data["quote"])
    if len(quote) > _QUOTE_CHARACTERS:
        quote = quote[:_QUOTE_CHARACTERS] + "…"
    more = f"（共 {data['passages']} 处）" if int(data["passages"]) > 1 else ""
    return f"{data['label']} · {data['status_zh']}\n{quote}{more}"


def _plain(text: str) -> str:
    """Return text that vis and pyvis cannot take for HTML: neither tags nor the word href."""
    harmless = text.replace("<", "\u2039").replace("&", "+")
    return re.sub("href", "h ref", harmless, flags=re.IGNORECASE)


def _render(picture: Network, note: str) -> str:
    picture.options = _OPTIONS
    picture.path = "snapshot.html"
    picture.templateEnv = jinja2.Environment(
        loader=jinja2.ChoiceLoader(
            [
                jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
                jinja2.FileSystemLoader(Path(pyvis.__file__).parent / "templates"),
            ]
        ),
        autoescape=True,
    )
    picture.templateEnv.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True}
    picture.templateEnv.globals.update(
        title="枫图快照", note=note, lanes=LANES, head=_HEAD_PIXELS, policy="POLICY"
    )
    html: str = picture.generate_html()
    return html.replace('content="POLICY"', f'content="{_policy(html)}"', 1)


def _policy(html: str) -> str:
    """Return a content security policy under which only the scripts of this page run."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
        for script in _SCRIPT.findall(html)
    )
    return f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:"
