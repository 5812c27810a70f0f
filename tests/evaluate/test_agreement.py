"""The table of `evaluate` is the one that the independent scorer makes of the same build."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from graph_build.build import build
from graph_build.evaluate import evaluate

if TYPE_CHECKING:
    from pathlib import Path


def test_the_table_is_the_one_that_the_independent_scorer_prints(
    shared: Path, tmp_path: Path
) -> None:
    golds = sorted((shared / "gold").glob("*/*.gold.json"))
    texts = [gold.with_name(gold.name.replace(".gold.json", ".txt")) for gold in golds]
    graph = tmp_path / "graph.nq"
    graph.write_bytes(_quads(build(texts, tmp_path / "built").folder))

    assert evaluate(golds).rows == _scored(shared / "eval" / "score.py", graph, golds)


def _quads(folder: Path) -> bytes:
    files = [*sorted((folder / "shards").glob("*.nq")), folder / "registry.nq"]
    return b"".join(file.read_bytes() for file in files)


def _scored(scorer: Path, graph: Path, golds: list[Path]) -> list[list[str]]:
    printed = subprocess.run(
        [sys.executable, str(scorer), str(graph), *map(str, golds)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    width = 20
    lines = printed.splitlines()[1:]
    return [[line[:width].rstrip(), *line[width:].split()] for line in lines]
