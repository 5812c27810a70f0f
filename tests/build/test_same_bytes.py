"""The same inputs give the same bytes, however the build came about."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph_build import iris, resources
from graph_build.build import build
from graph_build.executors import Pool
from graph_build.portal.drawn import FILE, drawn
from graph_build.portal.reader import Reader
from graph_build.query import Graph

TEXTS = sorted(resources.sample().glob("*.txt"))


def _files(folder: Path) -> dict[str, bytes]:
    """Return the files of the published build by path, without the engine's own."""
    current = folder / "builds" / (folder / "CURRENT").read_text().strip()
    return {
        path.relative_to(current).as_posix(): path.read_bytes()
        for path in sorted(current.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(current).parts
    }


def test_two_builds_are_the_same(sample: Path, tmp_path: Path) -> None:
    build([resources.sample()], tmp_path)

    assert _files(tmp_path) == _files(sample)


def test_the_order_of_the_inputs_does_not_matter(sample: Path, tmp_path: Path) -> None:
    build(TEXTS[::-1], tmp_path)

    assert _files(tmp_path) == _files(sample)


def test_two_processes_build_what_one_does(sample: Path, tmp_path: Path) -> None:
    with Pool(2) as pool:
        build([resources.sample()], tmp_path, executor=pool)

    assert _files(tmp_path) == _files(sample)


def test_a_document_that_was_added_and_removed_leaves_nothing(tmp_path: Path) -> None:
    build(TEXTS[:2], tmp_path / "never")

    build(TEXTS[:2], tmp_path / "graph")
    build(TEXTS[:3], tmp_path / "graph")
    assert _files(tmp_path / "graph") != _files(tmp_path / "never")
    build(TEXTS[:2], tmp_path / "graph")

    assert _files(tmp_path / "graph") == _files(tmp_path / "never")


def test_building_again_publishes_the_same_build(tmp_path: Path) -> None:
    first = build(TEXTS[:2], tmp_path)
    second = build(TEXTS[:2], tmp_path)

    assert first.build == second.build
    assert [path.name for path in (tmp_path / "builds").iterdir()] == [first.build]


def test_where_a_file_lies_is_no_part_of_the_graph(tmp_path: Path) -> None:
    moved = tmp_path / "elsewhere" / "deeper"
    moved.mkdir(parents=True)
    for path in TEXTS[:2]:
        (moved / path.name).write_bytes(path.read_bytes())

    build(TEXTS[:2], tmp_path / "here")
    build([moved], tmp_path / "there")

    assert _files(tmp_path / "here") == _files(tmp_path / "there")


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C", "PYTHONUTF8": "0"},
    ],
    ids=["far east", "C locale"],
)
def test_time_zone_locale_and_hash_seed_do_not_matter(
    sample: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    command = [sys.executable, "-m", "graph_build.cli", "demo", "--only-build", "--out"]

    subprocess.run(
        [*command, str(tmp_path)],
        check=True,
        capture_output=True,
        env={**os.environ, **environment},
    )

    made = _files(tmp_path)
    # What the command adds for the explorer is as independent of its surroundings.
    assert made.pop(FILE) == drawn(Reader(Graph.open(sample), base=iris.BASE))
    assert made == _files(sample)


@pytest.mark.slow
def test_a_thousand_pages_are_the_same_in_two_processes(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpus" / "official"

    one = build([corpus], tmp_path / "one")
    with Pool(2) as pool:
        two = build([corpus], tmp_path / "two", executor=pool)

    assert one.build == two.build
    assert one.failures == two.failures
    assert one.counts["documents"] > 200
    assert one.counts["claims"] > 10 * one.counts["documents"]
