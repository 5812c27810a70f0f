"""A graph as it may be given away: no quotation longer than what a quotation may have.

A longer one keeps its place and its length. Its words give way to their first characters under
`nif:head`, which NIF has for strings that are too long to be given, so that nothing that is called
a quotation is cut.
"""

from __future__ import annotations

import contextlib
import re
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build.export.notation import PREFIXES
from graph_build.export.ordering import ordered
from graph_build.query import Graph, find
from graph_build.store import OxigraphStore

if TYPE_CHECKING:
    from collections.abc import Iterator

_ANCHOR, _HEAD = (f"<{PREFIXES['nif']}{name}>" for name in ("anchorOf", "head"))
_QUOTED = re.compile(rf'(\S+) {re.escape(_ANCHOR)} "((?:[^"\\]|\\.)*)"(.*)', re.DOTALL)
_CHARACTER = re.compile(r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\.|[^\\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Share:
    """How many code points of the texts are quoted, and how many quotations are cut."""

    quoted: int
    characters: int
    cut: int

    @property
    def percent(self) -> float:
        """The share of the characters that stand in some quotation, in percent."""
        return round(100 * self.quoted / self.characters, 1) if self.characters else 0.0


@contextlib.contextmanager
def excerpt(graph: Graph, longest: int) -> Iterator[Graph]:
    """Yield the graph without the words of quotations of more than `longest` code points."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "shards").mkdir()
        for path in graph.shards():
            kept = folder / path.relative_to(graph.folder)
            with path.open(encoding="utf-8") as lines, kept.open("w", encoding="utf-8") as file:
                file.writelines(ordered(shortened(line, longest) for line in lines))
        store = OxigraphStore.create(folder / "store")
        made = replace(graph, folder=folder, store=store)
        store.load(made.shards())
        yield made


def shortened(line: str, longest: int) -> str:
    r"""Return a line of N-Quads, or its beginning as `nif:head` where it quotes too much.

    >>> n = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
    >>> shortened(f'<s> <{n}anchorOf> "龙山\\"经验" <g> .', 3).replace(n, "nif:")
    '<s> <nif:head> "龙山\\"" <g> .'
    """
    found = _QUOTED.fullmatch(line) if _ANCHOR in line else None
    if found is None:
        return line
    characters = _CHARACTER.findall(found[2])
    if len(characters) <= longest:
        return line
    return f'{found[1]} {_HEAD} "{"".join(characters[:longest])}"{found[3]}'


def share(graph: Graph, longest: int) -> Share:
    """Return how much of the texts is quoted where no quotation has more than `longest` characters.

    What a longer quotation begins with counts as quoted.
    """
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    cut = 0
    for row in graph.store.select(find("internal/spans").text).dicts():
        begin, end = int(row["begin"].value), int(row["end"].value)
        cut += end - begin > longest
        places[row["document"].value].append((begin, min(end, begin + longest)))
    lengths = (one["characters"] for one in graph.manifest.get("documents", []))
    return Share(sum(map(_covered, places.values())), sum(lengths), cut)


def _covered(places: list[tuple[int, int]]) -> int:
    """Return how many positions lie in at least one of some half-open ranges."""
    total = reached = 0
    for begin, end in sorted(places):
        total += max(0, end - max(begin, reached))
        reached = max(reached, end)
    return total
