"""What a build does with inputs that are wrong, twice there, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph_build.build import build
from graph_build.errors import InputError, OutputError
from graph_build.query import Graph

GOOD = "金华市委政法委打造“龙山经验”，推动纠纷就地化解。\n"


def _write(folder: Path, **texts: str | bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        raw = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.txt").write_bytes(raw)
    return folder


def test_a_bad_document_is_reported_and_the_others_are_kept(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a=GOOD, b=b"", c=b"\x00\x01", d=GOOD + "全市平安。\n")

    outcome = build([folder], tmp_path / "graph")

    assert [Path(f.path).name for f in outcome.failures] == ["b.txt", "c.txt"]
    assert outcome.counts["documents"] == 2
    assert outcome.counts["failed"] == 2
    documents = Graph.open(tmp_path / "graph").manifest["documents"]
    assert [d["identifier"] for d in documents] == ["a.txt", "d.txt"]


def test_the_bad_document_changes_nothing_of_the_graph(tmp_path: Path) -> None:
    good = _write(tmp_path / "good", a=GOOD)
    mixed = _write(tmp_path / "mixed", a=GOOD, b=b"\x00")

    assert build([good], tmp_path / "g").build == build([mixed], tmp_path / "m").build


def test_the_same_bytes_under_two_names_are_kept_once(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a=GOOD, b=GOOD)

    outcome = build([folder], tmp_path / "graph")

    assert outcome.counts["documents"] == 1
    (failure,) = outcome.failures
    assert failure.reason == "b.txt: the same bytes as a.txt, so it is kept once"


def test_the_kept_name_of_the_same_bytes_does_not_depend_on_the_order(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a=GOOD, b=GOOD)
    both = [folder / "a.txt", folder / "b.txt"]

    forth, back = build(both, tmp_path / "forth"), build(both[::-1], tmp_path / "back")

    assert forth.build == back.build


def test_a_file_given_twice_is_one_document_and_no_failure(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a=GOOD)

    outcome = build([folder, folder / "a.txt"], tmp_path / "graph")

    assert outcome.counts["documents"] == 1
    assert outcome.failures == ()


def test_two_texts_of_one_name_are_two_documents(tmp_path: Path) -> None:
    one = _write(tmp_path / "one", a=GOOD)
    two = _write(tmp_path / "two", a=GOOD.replace("金华", "台州"))

    outcome = build([one, two], tmp_path / "graph")

    assert outcome.counts["documents"] == 2
    assert outcome.failures == ()


@pytest.mark.parametrize("text", ["。", "金华市", "平安", "1", "“”", "\n一、\n"])
def test_a_text_that_says_nothing_is_still_a_document(tmp_path: Path, text: str) -> None:
    folder = _write(tmp_path / "in", a=text)

    outcome = build([folder], tmp_path / "graph")

    assert outcome.counts["documents"] == 1
    assert outcome.failures == ()


def test_text_in_gb18030_gives_offsets_of_its_characters(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a=GOOD.encode("gb18030"))

    build([folder], tmp_path / "graph")

    graph = Graph.open(tmp_path / "graph")
    (document,) = graph.manifest["documents"]
    assert document["encoding"] == "gb18030"
    assert graph.text(document["id"]) == GOOD


@pytest.mark.parametrize("inputs", [[], ["none.txt"]])
def test_a_build_of_nothing_is_refused(tmp_path: Path, inputs: list[str]) -> None:
    with pytest.raises(InputError, match="nothing to build"):
        build([tmp_path / name for name in inputs], tmp_path / "graph")

    assert not (tmp_path / "graph" / "CURRENT").exists()


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a=GOOD)

    with pytest.raises(OutputError, match="give another --out"):
        build([folder], folder / "a.txt")


def test_another_base_mints_other_iris_and_keeps_the_vocabulary(tmp_path: Path) -> None:
    folder = _write(tmp_path / "in", a=GOOD)
    base = "https://data.example.org/policy/"

    build([folder], tmp_path / "graph", base=base)

    graph = Graph.open(tmp_path / "graph")
    (shard,) = (graph.folder / "shards").glob("*.nq")
    text = shard.read_text(encoding="utf-8")
    assert f"<{base}id/i-" in text
    assert "<https://w3id.org/fengtu/id/" not in text
    assert "<https://w3id.org/fengtu/ont#Action>" in text
