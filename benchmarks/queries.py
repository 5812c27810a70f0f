"""Times every question of the catalogue on a large graph, in CPU milliseconds.

python benchmarks/queries.py [GRAPH] [--texts FOLDER] [--out benchmarks/queries.md]

Without a GRAPH one is built of every second text of the folder, about 1.2 million triples. A
parameter is what the graph has most of, so that answers are as long as they get. *Cold* is the
first run in a new process (files that the operating system holds stay there), *warm* the median of
five more. Rows are read as values in Python; that is a fifth of the time of a long answer.
"""

from __future__ import annotations

import argparse
import multiprocessing
import statistics
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from graph_build.build import build
from graph_build.query import Graph, Query, catalogue, find
from graph_build.read import find as texts

SOON_MILLISECONDS = 100
RUNS = 5
EVERY = 2
_INITIATIVES = ("Initiative", "Experience", "Mechanism", "Reform", "Facility")
_SORTS = {
    "initiative": _INITIATIVES,
    "institution": ("Institution",),
    "indicator": ("Indicator",),
    "name": _INITIATIVES,
}
OF_QUERY = {
    "initiative-lineage": {"initiative": "“千万工程”经验"},
    "components": {"initiative": "重大科技专项"},
    "platform-integration": {"initiative": "长江经济带"},
    "speakers": {"initiative": "一带一路"},
    "coverage": {"initiative": "京津冀协同发展"},
    "evidence": {"name": "一带一路"},
    "initiative-diffusion": {"initiative": "一带一路"},
    "initiative-actors": {"initiative": "一带一路"},
    "falls": {"period": "period:2025", "baseline": "period:2024"},
    "counts-by-grade": {"word": "企业"},
    "honoured-methods": {"word": "示范"},
    "honoured-places": {"word": "示范"},
    "shared-initiatives": {"kind": "kind:government"},
}
"""Where what the graph has most of, or the example of a query, has no answer or a short one."""
_HOW = """CPU milliseconds on one core, evaluation and reading of all rows; cold is the first run in
a new process, warm the median of five. A parameter is what the graph has most of."""
_WHOLE = """Lists of everything are whole on purpose: an answer that is cut would look complete."""
_PLACES = {"place": "province", "county": "county"}


class Timed(NamedTuple):
    """A question, its rows, and the CPU milliseconds of the first and of later runs."""

    name: str
    parameters: str
    rows: int
    cold: float
    warm: float
    cost: str


def parameters(graph: Graph) -> dict[str, str]:
    """Return for each parameter the thing that texts name or measure most often."""
    chosen: dict[str, str] = {}
    for row in graph.query("internal/busiest").dicts():
        kind = row["class"].value.rpartition("#")[2]
        level = row["level"].value.rpartition("/")[2] if "level" in row else ""
        for parameter, kinds in _SORTS.items():
            if kind in kinds:
                chosen.setdefault(parameter, row["name"].value)
        for parameter, wanted in _PLACES.items():
            if kind == "Place" and level == wanted:
                chosen.setdefault(parameter, row["entity"].value)
    return chosen


def bound(query: Query, chosen: dict[str, str]) -> dict[str, str]:
    """Return the values of the parameters that a query has."""
    own = OF_QUERY.get(query.name, {})
    return own or {name: chosen[name] for name in query.parameters if name in chosen}


def run(graph: Graph, sparql: str) -> tuple[float, int]:
    """Return the CPU milliseconds and the rows of one evaluation."""
    before = time.thread_time()
    rows = sum(1 for _ in graph.store.select(sparql))
    return (time.thread_time() - before) * 1000, rows


def cold(job: tuple[str, str]) -> tuple[float, int]:
    """Return the time and rows of a query in a process that has run nothing before."""
    folder, sparql = job
    return run(Graph.open(folder), sparql)


def measure(folder: Path) -> list[Timed]:
    """Return the times of every question, in the order of their numbers."""
    graph = Graph.open(folder)
    chosen = parameters(graph)
    queries = sorted(catalogue().values(), key=lambda query: int(query.header["question"]))
    texts_of = [query.bind(**bound(query, chosen)) for query in queries]
    with multiprocessing.get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        jobs = [(str(folder), sparql) for sparql in texts_of]
        first = pool.map(cold, jobs, chunksize=1)
    found = []
    for query, sparql, (start, rows) in zip(queries, texts_of, first, strict=True):
        run(graph, sparql)
        warm = statistics.median(run(graph, sparql)[0] for _ in range(RUNS))
        given = ", ".join(_named(graph, value) for value in bound(query, chosen).values())
        found.append(Timed(query.name, given, rows, start, warm, query.header.get("cost", "")))
    return found


def _named(graph: Graph, value: str) -> str:
    if not value.startswith("http"):
        return value
    names = graph.store.select(find("internal/names-of").bind(entity=value)).dicts()
    return next((r["name"].value for r in names if r["name"].language == "zh"), value)


def report(folder: Path, timed: list[Timed]) -> str:
    """Return the page."""
    graph = Graph.open(folder)
    size = len(graph.store)  # type: ignore[arg-type]
    counts = graph.manifest["counts"]
    late = [one for one in timed if one.warm >= SOON_MILLISECONDS]
    lines = [
        "# Times of the questions",
        "",
        "<!-- written by benchmarks/queries.py -->",
        "",
        f"{size:,} triples of {counts['documents']} government reports and notices: "
        f"{counts['entities']:,} entities, {counts['claims']:,} claims. " + _HOW,
        "",
        f"{len(timed) - len(late)} of {len(timed)} questions take less than "
        f"{SOON_MILLISECONDS} ms; the others say why not. " + _WHOLE,
        "",
        "| question | with | rows | cold ms | warm ms | why not less |",
        "|---|---|---:|---:|---:|---|",
        *(
            f"| `{t.name}` | {t.parameters} | {t.rows:,} | {t.cold:.0f} | {t.warm:.0f} | "
            f"{t.cost if t.warm >= SOON_MILLISECONDS else ''} |"
            for t in timed
        ),
        "",
        "Why: [begin with what is narrow](../docs/decisions/begin-with-what-is-narrow.md).",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--texts", type=Path, default=Path("../shared/corpus/official"))
    parser.add_argument("--out", type=Path, default=Path("benchmarks/queries.md"))
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        graph = given.graph or Path(folder) / "graph"
        if given.graph is None:
            build(list(texts([given.texts]))[::EVERY], graph)
        timed = measure(graph)
        page = report(graph, timed)
    given.out.write_text(page, encoding="utf-8", newline="\n")
    print(page)
    unexplained = [t.name for t in timed if t.warm >= SOON_MILLISECONDS and not t.cost]
    if unexplained:
        print("no reason given by:", ", ".join(unexplained))


if __name__ == "__main__":
    main()
