"""Measures reading texts into quads, beside a bare tokeniser in the same run.

python benchmarks/throughput.py [FOLDER] [--out benchmarks/results.md]

Time is CPU time of this process, so that a busy machine changes little; the ratio to the tokeniser,
which a good extractor cannot undercut, is what may be compared between machines. Everything is
done once before it is timed, since dictionaries and tables are read at the first use.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import resource
import subprocess
import sys
import time
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import rjieba

from graph_build import resources
from graph_build.build import shard
from graph_build.executors import relax_collector
from graph_build.extract import extract
from graph_build.model import Document
from graph_build.read import Reading, find, read
from graph_build.segment import sections, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

HERE = Path(__file__).resolve().parent
OFFICIAL = HERE.parents[1] / "shared" / "corpus" / "official"
MEGABYTE = 1_000_000
TIMES = 10


def main() -> int:
    """Print the tables and write them to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OFFICIAL)
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    parser.add_argument("--long", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    # As a build does.
    relax_collector()
    if options.long:
        print(*_long(options.folder, options.long))
        return 0
    documents = [read(path) for path in find([options.folder])]
    if not documents:
        raise SystemExit(f"{options.folder}: no texts there; give a folder of them")
    text = _page(_throughput(documents), _scaling(options.folder), documents)
    print(text)
    options.out.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _throughput(documents: Sequence[Document]) -> list[tuple[str, float]]:
    """Return each stage with its CPU seconds over all documents."""
    stages: dict[str, Callable[[Document], object]] = {
        "tokenise with offsets (rjieba)": lambda d: rjieba.tokenize(d.text),
        "read and segment": _segment,
        "… and extract": lambda d: list(extract(d)),
        "… and check, link, assemble: quads": shard,
    }
    for work in stages.values():
        work(documents[0])
    return [(name, _seconds(work, documents)) for name, work in stages.items()]


def _segment(document: Document) -> object:
    reading = Reading.of(document)
    return list(sentences(reading, sections(reading)))


def _seconds(work: Callable[[Document], object], documents: Sequence[Document]) -> float:
    start = time.process_time()
    for document in documents:
        work(document)
    return time.process_time() - start


def _scaling(folder: Path) -> list[tuple[int, float, float]]:
    """Return bytes, CPU seconds and peak megabytes of a long document and a longer one.

    Each is read in a process of its own, so that its peak is its own.
    """
    rows = []
    for size in (MEGABYTE, MEGABYTE * TIMES):
        command = [sys.executable, __file__, str(folder), "--long", str(size)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        seconds, megabytes = map(float, done.stdout.split())
        rows.append((size, seconds, megabytes))
    return rows


def _long(folder: Path, size: int) -> tuple[float, float]:
    """Return the CPU seconds and the peak megabytes of reading one long document into quads."""
    one = b""
    for path in cycle(find([folder])):
        if len(one) >= MEGABYTE:
            break
        one += read(path).text.encode() + b"\n"
    # The same megabyte again and again, so that only the length differs.
    raw = (one[:MEGABYTE] * (size // MEGABYTE + 1))[:size]
    text = raw.decode("utf-8", errors="ignore")
    document = Document(text, "long.txt", hashlib.sha256(raw).hexdigest())
    shard(read(next(find([resources.sample()]))))
    return _seconds(shard, [document]), _peak()


def _peak() -> float:
    """Return the largest size of this process so far, in megabytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / 1024 if sys.platform == "linux" else size / 1024**2


def _page(
    stages: Sequence[tuple[str, float]],
    long: Sequence[tuple[int, float, float]],
    documents: Sequence[Document],
) -> str:
    total = sum(len(d.text) for d in documents)
    system = f"{platform.system()} on {platform.machine()}"
    bare = stages[0][1]
    (_, short_seconds, _), (_, long_seconds, _) = long
    lines = [
        "# Speed and memory",
        "",
        "Written by `python benchmarks/throughput.py`; CPU time of one process. The ratio to the",
        "tokeniser is measured in the same run and is what may be compared between machines.",
        "",
        f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}, {system}.",
        f"Texts: {len(documents)} documents, {total:,} characters.",
        "",
        "| stage | CPU s | characters per CPU second | times the tokeniser |",
        "|---|--:|--:|--:|",
        *(f"| {n} | {s:.2f} | {total / s:,.0f} | {s / bare:.1f} |" for n, s in stages),
        "",
        f"Peak memory of the run over all documents: {_peak():,.0f} MB.",
        "",
        "One long document, made by repeating the texts:",
        "",
        "| MB of UTF-8 | CPU s | CPU s a MB | peak MB |",
        "|--:|--:|--:|--:|",
        *(_row(size / MEGABYTE, seconds, peak) for size, seconds, peak in long),
        "",
        f"{TIMES} times the text takes {long_seconds / short_seconds:.1f} times the time.",
    ]
    return "\n".join(lines) + "\n"


def _row(megabytes: float, seconds: float, peak: float) -> str:
    return f"| {megabytes:,.0f} | {seconds:.1f} | {seconds / megabytes:.2f} | {peak:,.0f} |"


if __name__ == "__main__":
    sys.exit(main())
