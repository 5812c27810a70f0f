"""Both engines keep the promises of the store; the embedded one also those about its folder."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest

from graph_build.errors import GraphNotFound, InputError, OutputError, ParameterError, QueryError
from graph_build.store import OxigraphStore, Store, Term, iri, literal
from graph_build.store.memory import MemoryStore
from graph_build.store.nquads import read
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from pathlib import Path

ALL = "SELECT ?s ?o WHERE { ?s <urn:p> ?o } ORDER BY ?s"
LINES = """<urn:a> <urn:p> "龙山经验"@zh <urn:g1> .
<urn:a> <urn:p> "龙山经验"@zh <urn:g2> .
<urn:b> <urn:p> "3.5"^^<http://www.w3.org/2001/XMLSchema#decimal> <urn:g1> .
<urn:c> <urn:p> <urn:d> .
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "lines.nq"
    path.write_text(LINES, encoding="utf-8")
    return path


@pytest.fixture(params=["disk", "memory", "rdflib"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "disk":
        return OxigraphStore.create(tmp_path / "store")
    return OxigraphStore.memory() if request.param == "memory" else MemoryStore()


def test_a_triple_of_two_graphs_is_there_once(store: Store, file: Path) -> None:
    store.load([file])
    assert list(store.select(ALL)) == [
        (iri("urn:a"), literal("龙山经验", language="zh")),
        (iri("urn:b"), literal("3.5", datatype=f"{XSD}decimal")),
        (iri("urn:c"), iri("urn:d")),
    ]


def test_loading_the_same_file_again_changes_nothing(store: Store, file: Path) -> None:
    store.load([file])
    before = store.digest()
    store.load([file, file])
    assert store.digest() == before


def test_the_digest_does_not_depend_on_the_order_of_loading(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.nq"
    other.write_text("<urn:e> <urn:p> <urn:f> <urn:g3> .\n", encoding="utf-8")
    one, two = OxigraphStore.memory(), OxigraphStore.memory()
    one.load([file, other])
    two.load([other, file])
    assert one.digest() == two.digest() != OxigraphStore.memory().digest()


def test_an_unbound_variable_is_none(store: Store, file: Path) -> None:
    store.load([file])
    rows = store.select("SELECT ?s ?x { ?s <urn:p> <urn:d> OPTIONAL { ?s <urn:q> ?x } }")
    assert rows.names == ("s", "x")
    assert list(rows) == [(iri("urn:c"), None)]


def test_rows_are_dictionaries_of_what_is_bound(store: Store, file: Path) -> None:
    store.load([file])
    rows = store.select("SELECT ?s ?x { ?s <urn:p> <urn:d> OPTIONAL { ?s <urn:q> ?x } }")
    assert list(rows.dicts()) == [{"s": iri("urn:c")}]


def test_questions_of_yes_and_no_are_answered(store: Store, file: Path) -> None:
    store.load([file])
    assert store.ask("ASK { <urn:c> ?p ?o }")
    assert not store.ask("ASK { <urn:z> ?p ?o }")


def test_triples_are_constructed(store: Store, file: Path) -> None:
    store.load([file])
    made = list(
        store.triples("CONSTRUCT { ?o <urn:of> ?s } WHERE { ?s <urn:p> ?o FILTER(ISIRI(?o)) }")
    )
    assert made == [(iri("urn:d"), iri("urn:of"), iri("urn:c"))]


@pytest.mark.parametrize("query", ["SELECT WHERE", "ASK {}", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_what_is_no_select_query_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError):
        store.select(query)


def test_an_update_is_refused(store: Store) -> None:
    with pytest.raises(QueryError):
        store.ask("INSERT DATA { <urn:a> <urn:p> <urn:b> }")


def test_answers_are_written_as_json(store: Store, file: Path) -> None:
    store.load([file])
    out = io.BytesIO()
    store.write(ALL, out, "application/sparql-results+json")
    bindings = json.loads(out.getvalue())["results"]["bindings"]
    assert bindings[0]["o"] == {"type": "literal", "value": "龙山经验", "xml:lang": "zh"}


def test_graphs_are_written_as_turtle(store: Store, file: Path) -> None:
    store.load([file])
    out = io.BytesIO()
    store.write("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", out, "text/turtle")
    assert "龙山经验" in out.getvalue().decode("utf-8")


@pytest.mark.parametrize("query", [ALL, "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_an_unknown_media_type_is_refused(store: Store, query: str) -> None:
    with pytest.raises(QueryError, match="cannot be written as 'image/png'"):
        store.write(query, io.BytesIO(), "image/png")


@pytest.mark.parametrize("content", ["<urn:a> <urn:p> .\n", "no quads\n"])
def test_a_malformed_file_is_refused_and_nothing_of_it_kept(
    store: Store, tmp_path: Path, content: str
) -> None:
    path = tmp_path / "bad.nq"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"bad\.nq: no N-Quads"):
        store.load([path])
    assert list(store.select(ALL)) == []


def test_a_missing_file_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.nq"):
        store.load([tmp_path / "none.nq"])


def test_a_store_begins_in_a_folder_without_content(tmp_path: Path) -> None:
    (tmp_path / "leftover.sst").write_bytes(b"")
    with pytest.raises(OutputError, match="needs a new folder"):
        OxigraphStore.create(tmp_path)


def test_a_store_cannot_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError):
        OxigraphStore.create(tmp_path / "file")


def test_a_finished_store_is_opened_read_only_and_is_the_same(tmp_path: Path, file: Path) -> None:
    made = OxigraphStore.create(tmp_path / "store")
    made.load([file])
    before = made.digest()
    del made
    opened = OxigraphStore.open(tmp_path / "store")
    assert len(opened) == 3
    assert opened.digest() == before
    with pytest.raises(OutputError):
        opened.load([file])


def test_a_finished_store_leaves_no_log_to_replay(tmp_path: Path, file: Path) -> None:
    made = OxigraphStore.create(tmp_path / "store")
    made.load([file])
    del made
    # An unflushed log of 34 MB was replayed at every opening, for 1.4 CPU seconds.
    assert all(path.stat().st_size < 1024 for path in (tmp_path / "store").glob("*.log"))


def test_opening_what_is_no_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="fengtu build"):
        OxigraphStore.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def test_opening_a_damaged_store_is_refused(tmp_path: Path, file: Path) -> None:
    made = OxigraphStore.create(tmp_path / "store")
    made.load([file])
    del made
    (tmp_path / "store" / "CURRENT").write_text("MANIFEST-999999\n")
    with pytest.raises(GraphNotFound, match="cannot be opened"):
        OxigraphStore.open(tmp_path / "store")


def test_quads_are_read_with_their_graphs(file: Path) -> None:
    quads = list(read(file))
    assert [name for _, name in quads] == [iri("urn:g1"), iri("urn:g2"), iri("urn:g1"), None]
    assert quads[0][0] == (iri("urn:a"), iri("urn:p"), literal("龙山经验", language="zh"))


@pytest.mark.parametrize(
    "term",
    [
        iri("no scheme"),
        iri("https://a/>"),
        literal("x", language="zh_CN"),
        literal("x", datatype="no iri"),
        Term("literal", "\ud800"),
    ],
)
def test_a_term_that_is_none_is_not_rendered(term: Term) -> None:
    with pytest.raises(ParameterError, match="is no"):
        term.render()


def test_a_query_that_fails_while_it_runs_says_so() -> None:
    # Nothing listens at port 9: the engine finds out when the first row is asked for.
    nowhere = "{ SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"
    store = OxigraphStore.memory()
    with pytest.raises(QueryError, match="the query failed"):
        list(store.select(f"SELECT * {nowhere}"))
    with pytest.raises(QueryError, match="the query failed"):
        list(store.triples(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {nowhere}"))
    with pytest.raises(QueryError, match="the query failed"):
        store.write(f"SELECT * {nowhere}", io.BytesIO(), "text/csv")


def test_a_closed_pipe_is_no_fault_of_the_query(file: Path) -> None:
    class Closed(io.BytesIO):
        def write(self, _: object, /) -> int:
            raise BrokenPipeError(32, "Broken pipe")

    store = OxigraphStore.memory()
    store.load([file])
    with pytest.raises(BrokenPipeError):
        store.write(ALL, Closed(), "text/csv")


def test_a_malformed_file_is_not_read_as_quads(tmp_path: Path) -> None:
    path = tmp_path / "bad.nq"
    path.write_text("no quads", encoding="utf-8")
    with pytest.raises(InputError, match="no N-Quads"):
        list(read(path))


def test_blank_nodes_are_kept_apart_from_iris(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "blank.nq"
    path.write_text('_:x <urn:p> "x" <urn:g> .\n', encoding="utf-8")
    store.load([path])
    ((subject, _),) = store.select(ALL)
    assert subject is not None
    assert subject.kind == "bnode"
    assert store.digest()
