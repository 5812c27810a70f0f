"""A reader sees the old graph or the new one, and never a part, whatever stops a build."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph_build import resources
from graph_build.build import build
from graph_build.errors import FengtuError
from graph_build.query import Graph

TEXTS = sorted(resources.sample().glob("*.txt"))


def _published(folder: Path) -> Graph:
    """Return the published graph, every file of which is what the manifest says."""
    graph = Graph.open(folder)
    names = {
        path.relative_to(graph.folder).as_posix()
        for path in graph.folder.rglob("*")
        if path.is_file() and path.relative_to(graph.folder).parts[0] not in {"store", "explorer"}
    }
    assert names == {*graph.manifest["files"], "manifest.json"}
    assert graph.store.ask("ASK { ?s ?p ?o }")
    return graph


def test_a_published_graph_is_complete(sample: Path) -> None:
    graph = _published(sample)

    assert graph.manifest["counts"]["documents"] == len(TEXTS)
    assert graph.manifest["build"] == graph.folder.name


def test_a_new_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    build(TEXTS[:1], tmp_path)
    old = _published(tmp_path)
    build(TEXTS[:2], tmp_path)

    assert len(_published(tmp_path).manifest["documents"]) == 2
    # Who has the old graph open can go on reading it.
    assert old.store.ask("ASK { ?s ?p ?o }")


def test_only_the_newest_builds_are_kept(tmp_path: Path) -> None:
    for count in (1, 2, 3, 4, 5):
        build(TEXTS[:count], tmp_path)

    assert len(list((tmp_path / "builds").iterdir())) == 3
    assert len(_published(tmp_path).manifest["documents"]) == 5


def test_a_build_that_is_refused_leaves_the_old_graph_and_nothing_else(tmp_path: Path) -> None:
    build(TEXTS[:1], tmp_path)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(FengtuError):
        build([tmp_path / "none.txt"], tmp_path)

    assert sorted(tmp_path.rglob("*")) == before


def test_an_interrupted_build_leaves_the_old_graph_and_the_next_one_works(tmp_path: Path) -> None:
    build(TEXTS[:1], tmp_path)
    old = _published(tmp_path).manifest
    command = [sys.executable, "-m", "graph_build.cli", "build", *map(str, TEXTS)]

    for seconds in (0.3, 0.5, 0.7, 0.9, 1.1, 1.4):
        with subprocess.Popen(
            [*command, "--out", str(tmp_path)], stderr=subprocess.DEVNULL
        ) as process:
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
        now = _published(tmp_path).manifest
        assert now == old or len(now["documents"]) == len(TEXTS)

    build(TEXTS, tmp_path)
    assert len(_published(tmp_path).manifest["documents"]) == len(TEXTS)


def test_what_a_killed_build_left_behind_is_gone_after_the_next_one(tmp_path: Path) -> None:
    (tmp_path / "builds" / ".staging-killed" / "shards").mkdir(parents=True)

    build(TEXTS[:1], tmp_path)

    assert [path.name for path in (tmp_path / "builds").iterdir() if path.name[0] == "."] == []


@pytest.mark.parametrize("kilobytes", [1, 16, 200])
def test_a_full_disk_is_said_in_one_line_and_leaves_the_old_graph(
    tmp_path: Path, kilobytes: int
) -> None:
    build(TEXTS[:1], tmp_path)
    old = _published(tmp_path).manifest
    code = (
        "import resource, sys; "
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({kilobytes * 1024}, {kilobytes * 1024})); "
        "from graph_build.cli import main; main(sys.argv[1:])"
    )

    done = subprocess.run(
        # Python's own caches of modules are not what is limited here.
        [sys.executable, "-B", "-c", code, "build", *map(str, TEXTS), "--out", str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1, done.stderr
    line = done.stderr.removesuffix("\n")
    assert "\n" not in line
    assert line.startswith("fengtu: ")
    assert "cannot be written" in line
    assert _published(tmp_path).manifest == old


def test_two_builds_at_once_both_end_in_a_complete_graph(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graph_build.cli", "build", "--out", str(tmp_path)]
    given = ([*command, *map(str, TEXTS)], [*command, *map(str, TEXTS[:2])])

    running = [subprocess.Popen(c, stderr=subprocess.DEVNULL) for c in given]
    codes = [process.wait(timeout=120) for process in running]

    assert codes == [0, 0]
    assert len(_published(tmp_path).manifest["documents"]) in {2, len(TEXTS)}


def test_a_damaged_pointer_and_manifest_are_said(tmp_path: Path) -> None:
    build(TEXTS[:1], tmp_path)
    build_folder = _published(tmp_path).folder

    (build_folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(FengtuError, match="build the graph again"):
        Graph.open(tmp_path)

    (build_folder / "manifest.json").write_text(json.dumps({"format": 99}), encoding="utf-8")
    with pytest.raises(FengtuError, match="newer version"):
        Graph.open(tmp_path)

    (tmp_path / "CURRENT").write_text("none\n", encoding="utf-8")
    with pytest.raises(FengtuError, match="no complete build"):
        Graph.open(tmp_path)
