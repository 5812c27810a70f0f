"""The Python interface: tables, things, words and pictures; it stays quick to import."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from decimal import Decimal
from html import unescape
from pathlib import Path

import pytest

import graph_build
from graph_build import iris
from graph_build.api import OpenGraph, Table
from graph_build.api.things import around
from graph_build.errors import GraphNotFound, MissingPackage, ParameterError, UnknownName
from tests.portal.library import Library

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def graph(sample: Path) -> OpenGraph:
    return graph_build.open(sample)


@pytest.fixture(scope="module")
def quoted(tmp_path_factory: pytest.TempPathFactory) -> OpenGraph:
    """Return a graph with a thing that has “以外调外” in quotes, and two that have “同心”."""
    library = Library()
    library.document(library.first, library.file, library.title, "2025-01-02")
    names = ("“同心”服务站", "“同心”调解室", "“以外调外”涉外解纷工作法")
    for number, name in enumerate(names):
        library.thing("Facility", f"{iris.BASE}id/i-0000000{number}", name)
    return graph_build.open(library.write(tmp_path_factory.mktemp("quoted")))


def test_what_the_package_offers_is_sorted_and_there() -> None:
    assert graph_build.__all__ == sorted(graph_build.__all__)
    assert all(hasattr(graph_build, name) for name in graph_build.__all__)
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", graph_build.__version__)


def test_a_name_that_the_package_does_not_have_is_refused() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'close'"):
        _ = graph_build.close  # type: ignore[attr-defined]


def test_importing_the_package_loads_none_of_its_rooms() -> None:
    code = "import graph_build, sys; print(*sorted(m for m in sys.modules if '.' not in m))"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    heavy = {"pyoxigraph", "rdflib", "networkx", "pyvis", "pandas", "numpy", "click", "importlib"}
    assert heavy & set(loaded.stdout.split()) <= {"importlib"}


def test_opening_a_graph_loads_neither_networks_nor_data_frames(sample: Path) -> None:
    code = f"import graph_build, sys; graph_build.open({str(sample)!r}); print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert not {"networkx", "pyvis", "pandas", "starlette"} & set(loaded.stdout.split())


def test_a_folder_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="fengtu build"):
        graph_build.open(tmp_path)


def test_cells_are_plain_values(graph: OpenGraph) -> None:
    table = graph.query("indicator-values", indicator="群众安全感满意度")

    row = next(r for r in table.dicts() if r["aboutName"] == "台州市")
    assert row["value"] == Decimal("97.9")
    assert row["start"] == date(2025, 1, 1)
    assert row["baselineStart"] is None
    assert graph.query("low-confidence").column("begin")[0].__class__ is int
    assert set(graph.query("county-gaps", county="浦江县").column("present")) <= {True, False}


def test_a_table_walks_counts_and_names_its_columns(graph: OpenGraph) -> None:
    table = graph.query("experiences-and-origins")

    assert len(table) == len(list(table)) == len(table.dicts()) > 0
    assert table.columns == tuple(table.dicts()[0])
    with pytest.raises(KeyError, match="no column 'origins'; there are: experience"):
        table.column("origins")


def test_a_table_shows_itself_in_a_notebook_as_text() -> None:
    html = Table(("名称",), (("<b>",), (None,)) * 40)._repr_html_()

    assert "&lt;b&gt;" in html
    assert "<b>" not in html
    assert "20 more rows" in html


def test_a_table_becomes_a_data_frame(graph: OpenGraph) -> None:
    pytest.importorskip("pandas", reason="pandas is optional")

    frame = graph.query("indicator-values", indicator="群众安全感满意度").to_pandas()

    assert frame["value"].dtype == "float64"
    assert str(frame["start"].dtype).startswith("datetime64")
    assert frame["value"].max() == 98.6


def test_an_empty_table_and_gaps_become_a_data_frame_too() -> None:
    pytest.importorskip("pandas", reason="pandas is optional")

    assert Table(("a", "b"), ()).to_pandas().shape == (0, 2)
    frame = Table(("a", "b"), ((1, None), (None, Decimal("2.5")))).to_pandas()
    assert str(frame["a"].dtype) == "Int64"
    assert frame["b"][1] == 2.5


def test_without_pandas_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)

    with pytest.raises(ImportError, match="pip install pandas") as caught:
        Table(("a",), ((1,),)).to_pandas()
    assert isinstance(caught.value, MissingPackage)


def test_a_question_in_words_is_answered_and_says_how_it_was_read(graph: OpenGraph) -> None:
    answer = graph.ask("Where has the Longshan Experience spread to?")

    assert answer.asked.nearest[0].query.name == "initiative-diffusion"
    assert answer.rows == graph.query("initiative-diffusion", initiative="龙山经验").rows


def test_a_question_that_is_not_understood_is_refused(graph: OpenGraph) -> None:
    with pytest.raises(UnknownName, match="not sure what '帮我写一首诗' asks"):
        graph.ask("帮我写一首诗")


def test_a_thing_has_names_classes_and_statements(graph: OpenGraph) -> None:
    thing = graph.entity("龙山经验")

    assert (thing.kind, thing.name) == ("Experience", "龙山经验")
    assert thing.kinds == ("Experience",)
    assert thing.labels == {"zh": "龙山经验", "en": "Longshan Experience"}
    assert "“龙山经验”" in thing.aliases
    assert graph.entity(thing.iri) == thing
    assert {s.kind for s in thing.statements} >= {"Relation", "Action"}
    assert ("龙山经验", "发源地", "金华市") in {
        (s.subject, s.says, s.object) for s in thing.statements
    }


def test_an_observation_keeps_its_number_and_unit(graph: OpenGraph) -> None:
    (statement,) = (
        s
        for s in graph.entity("台州市").statements
        if s.kind == "Observation" and s.says == "群众安全感满意度"
    )

    assert (statement.value, statement.unit, statement.period) == (
        Decimal("97.9"),
        "PERCENT",
        "2025年",
    )
    assert str(statement) == "台州市 群众安全感满意度 97.9 PERCENT (completed)"


def test_a_recognition_says_its_honour(graph: OpenGraph) -> None:
    said = [
        s for s in graph.entity("“以外调外”涉外解纷工作法").statements if s.kind == "Recognition"
    ]

    assert [s.subject for s in said] == ["“以外调外”涉外解纷工作法"]
    assert str(said[0].object).endswith("“枫桥式工作法”")


@pytest.mark.parametrize("name", ["不存在的事", "https://w3id.org/fengtu/id/i-none"])
def test_what_is_not_in_the_graph_is_refused(graph: OpenGraph, name: str) -> None:
    with pytest.raises(UnknownName, match="nothing in the graph"):
        graph.entity(name)


def test_a_name_of_several_things_is_refused_with_the_choices(graph: OpenGraph) -> None:
    with pytest.raises(ParameterError, match=r"2 things are named '综治中心'; give one of: http"):
        graph.entity("综治中心")


def test_every_statement_quotes_the_text_at_its_offsets(graph: OpenGraph) -> None:
    for name in ("龙山经验", "金华市", "台州市"):
        for statement in graph.entity(name).statements:
            for quote in graph.evidence(statement):
                text = graph.text(quote.document)
                assert text[quote.start : quote.end] == quote.text
                assert quote.sentence in text
                assert quote.document == statement.document


def test_an_edge_leads_to_its_words_by_name_and_by_claim(graph: OpenGraph) -> None:
    by_name = graph.evidence(("龙山经验", "originatedIn", "金华市"))
    made = graph.network("龙山经验", properties={"originatedIn"})
    edges = [e for e in made.edges(keys=True) if e[0] == graph.entity("龙山经验").iri]

    assert by_name
    assert [quote for edge in edges for quote in graph.evidence(edge)] == list(by_name)
    assert graph.evidence(edges[0][2]) == graph.evidence(edges[0])
    assert "金华" in by_name[0].text
    assert str(by_name[0]).count("【") == 1


@pytest.mark.parametrize(
    "edge",
    [
        ("金华市", "originatedIn", "龙山经验"),
        ("龙山经验", "nonsense", "金华市"),
    ],
)
def test_an_edge_that_is_not_there_is_refused(graph: OpenGraph, edge: tuple[str, str, str]) -> None:
    with pytest.raises(UnknownName, match="the graph has no claim"):
        graph.evidence(edge)


def test_a_text_is_found_by_the_name_of_its_file(graph: OpenGraph) -> None:
    document = graph.graph.manifest["documents"][0]

    assert graph.text(document["identifier"]) == graph.text(document["id"])


@pytest.mark.parametrize(
    ("stretch", "before", "after"),
    [((4, 8), "", "发源于永康市。"), ((9, 14), "龙山经验发", "。"), ((0, 3), "", "。")],
)
def test_a_quote_stands_in_its_sentence(stretch: tuple[int, int], before: str, after: str) -> None:
    assert around("前一句。龙山经验发源于永康市。后一句", *stretch) == (before, after)


def test_a_sentence_ends_where_its_paragraph_does() -> None:
    assert around("标题\n第一段\n第二段", 3, 5) == ("", "段")


def test_a_network_is_narrowed_by_place_class_and_status(graph: OpenGraph) -> None:
    whole = graph.network()
    near = graph.network("龙山经验")
    planned = graph.network(status="planned")
    places = graph.network("龙山经验", classes={"Place"})
    two = graph.network("龙山经验", hops=2)

    assert 0 < len(near) < len(two) <= len(whole)
    assert {d["status"] for *_, d in planned.edges(data=True)} == {"planned"}
    assert all(degree > 0 for _, degree in planned.degree())
    centre = graph.entity("龙山经验").iri
    assert {d["class"] for n, d in places.nodes(data=True) if n != centre} == {"Place"}
    assert whole.number_of_edges() == graph.network().number_of_edges()


def test_narrowing_a_network_leaves_the_whole_as_it_is(graph: OpenGraph) -> None:
    before = sorted(graph.network().edges(keys=True))
    graph.network("龙山经验").clear()

    assert sorted(graph.network().edges(keys=True)) == before


def test_a_thing_without_statements_has_no_network(graph: OpenGraph) -> None:
    with pytest.raises(UnknownName, match="stands in no statement"):
        graph.network("磐安县")


def test_a_picture_stands_in_a_frame_that_cannot_reach_out(
    graph: OpenGraph, tmp_path: Path
) -> None:
    picture = graph.show("龙山经验", limit=10)
    frame = picture._repr_html_()
    saved = picture.save(tmp_path / "picture.html")

    assert frame.startswith("<iframe srcdoc=")
    assert 'sandbox="allow-scripts"' in frame
    (inner,) = re.findall(r'srcdoc="([^"]*)"', frame)
    assert unescape(inner) == picture.html == saved.read_text(encoding="utf-8")
    assert "default-src 'none'" in picture.html
    assert "龙山经验" in repr(picture)


def test_every_public_name_of_the_interface_is_documented() -> None:
    page = (ROOT / "docs" / "reference" / "python.md").read_text(encoding="utf-8")
    methods = [n for n in vars(OpenGraph) if not n.startswith("_") and n != "graph"]

    for name in [*graph_build.api.__all__, *methods]:
        assert name in page


def test_the_reference_page_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "docs/python.py", "--check"], cwd=ROOT, capture_output=True, check=False
    )

    assert done.returncode == 0, "run: python docs/python.py"


def test_the_script_of_the_examples_runs(sample: Path, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "notebook.py"), str(sample)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "金安智治" in done.stdout
    assert (tmp_path / "longshan.html").stat().st_size > 10_000


@pytest.mark.parametrize("name", ["以外调外", "“以外调外”", "以外調外", "以外调外涉外解纷工作法"])
def test_a_thing_is_known_by_what_its_name_has_in_quotes(quoted: OpenGraph, name: str) -> None:
    assert quoted.entity(name).name == "“以外调外”涉外解纷工作法"


def test_what_two_names_have_in_quotes_is_no_name_of_either(quoted: OpenGraph) -> None:
    with pytest.raises(ParameterError, match="2 things are named '同心'; give one of: http"):
        quoted.entity("同心")


def test_the_nearest_names_are_told(quoted: OpenGraph) -> None:
    with pytest.raises(UnknownName, match="nearest: “以外调外”涉外解纷工作法"):
        quoted.entity("涉外解纷")
