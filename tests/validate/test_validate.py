"""What breaks a shape is found, and the compiled shapes find what a SHACL processor finds."""

from __future__ import annotations

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from graph_build import resources
from graph_build.errors import GraphNotFound, ShapeViolation
from graph_build.store import OxigraphStore, Store
from graph_build.store.memory import MemoryStore
from graph_build.validate import Report, Violation, checks, compile_shapes, validate

HERE = Path(__file__).parent
SHAPES = rdflib.Graph().parse(resources.ontology() / "shapes.ttl")
VOCABULARY = rdflib.Graph().parse(resources.ontology() / "policy.ttl")
NAMESPACE = "https://w3id.org/fengtu/shapes#"
HEAD, *PARTS = (HERE / "faults.ru").read_text(encoding="utf-8").split("#! ")
PREFIXES = HEAD.split("\n", 1)[1]
FAULTS = {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in PARTS}
BATCHES = 16

Found = set[tuple[str, str, str | None]]


def _sound() -> rdflib.Graph:
    return rdflib.Graph().parse(HERE / "sound.ttl")


def _faulty(*faults: str) -> rdflib.Graph:
    graph = _sound()
    for fault in faults:
        graph.update(PREFIXES + FAULTS[fault])
    return graph


def _stored(graph: rdflib.Graph, path: Path, engine: type[Store] | None = None) -> Store:
    file = path / "graph.nq"
    graph.serialize(file, format="nt", encoding="utf-8")
    store = MemoryStore() if engine is MemoryStore else OxigraphStore.memory()
    store.load([file])
    return store


def _ours(report: Report) -> Found:
    return {(v.shape, v.focus, v.path) for v in report.violations}


def _theirs(graph: rdflib.Graph) -> Found:
    _, results, _ = pyshacl.validate(
        graph, shacl_graph=SHAPES, ont_graph=VOCABULARY, inference="none", advanced=False
    )
    return {
        (
            str(results.value(result, SH.sourceShape)).removeprefix(NAMESPACE),
            str(results.value(result, SH.focusNode)),
            str(path) if (path := results.value(result, SH.resultPath)) else None,
        )
        for result in results.subjects(RDF.type, SH.ValidationResult)
    }


def test_a_sound_graph_conforms(tmp_path: Path) -> None:
    assert validate(_stored(_sound(), tmp_path)) == Report()
    assert _theirs(_sound()) == set()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(fault: str, tmp_path: Path) -> None:
    report = validate(_stored(_faulty(fault), tmp_path))
    assert fault.partition(":")[0] in report.counts()


@pytest.mark.parametrize("number", range(BATCHES))
def test_a_shacl_processor_finds_the_same(number: int, tmp_path: Path) -> None:
    # Faults of shapes far apart go together: a run of the processor costs a second.
    planted = list(FAULTS)[number::BATCHES]
    graph = _faulty(*planted)
    found = _ours(validate(_stored(graph, tmp_path)))
    assert found == _theirs(graph)
    assert {fault.partition(":")[0] for fault in planted} <= {shape for shape, _, _ in found}


def test_every_shape_has_a_planted_fault() -> None:
    shapes = {check.shape for check in checks()}
    assert shapes == {fault.partition(":")[0] for fault in FAULTS}


def test_both_engines_answer_alike(tmp_path: Path) -> None:
    graph = _faulty("ClaimStatus: no status", "LedByClaimed: an edge nobody claims")
    stores = [_stored(graph, tmp_path, engine) for engine in (MemoryStore, None)]
    answers = [_ours(validate(store)) for store in stores]
    assert answers[0] == answers[1] != set()


def test_a_message_is_there_in_both_languages() -> None:
    for check in checks():
        assert set(check.message) == {"zh", "en"}, check.shape


def test_a_violation_says_what_where_and_why(tmp_path: Path) -> None:
    store = _stored(_faulty("ClaimStatus: a status of our own"), tmp_path)
    (violation,) = validate(store).violations
    assert violation == Violation(
        "ClaimStatus",
        "https://w3id.org/fengtu/doc/00000000000000aa/claim/a1",
        "https://w3id.org/fengtu/ont#status",
        "https://w3id.org/fengtu/scheme/status/abandoned",
        violation.message,
    )
    assert "exactly one status" in str(violation)


def test_a_report_can_be_demanded(tmp_path: Path) -> None:
    Report().demand()
    report = validate(_stored(_faulty("ClaimEvidence: no evidence"), tmp_path))
    assert report.counts() == {"ClaimEvidence": 1}
    with pytest.raises(ShapeViolation, match="1 violations of 1 shapes: ClaimEvidence"):
        report.demand()


def test_a_part_of_shacl_that_is_not_compiled_is_refused() -> None:
    shapes = rdflib.Graph()
    shape = rdflib.URIRef(NAMESPACE + "Odd")
    shapes.add((shape, RDF.type, SH.PropertyShape))
    shapes.add((shape, SH.minLength, rdflib.Literal(1)))
    with pytest.raises(ValueError, match="minLength is not compiled"):
        list(compile_shapes(shapes, VOCABULARY))


def _built(tmp_path: Path, text: str) -> Path:
    """Return a built folder with the sound graph, whose first document has the given text."""
    build = tmp_path / "builds" / "one"
    (build / "texts").mkdir(parents=True)
    (build / "texts" / "00000000000000aa.txt").write_text(text, encoding="utf-8", newline="")
    (build / "texts" / "00000000000000bb.txt").write_text("乙市", encoding="utf-8")
    _sound().serialize(tmp_path / "graph.nq", format="nt", encoding="utf-8")
    OxigraphStore.create(build / "store").load([tmp_path / "graph.nq"])
    (tmp_path / "CURRENT").write_text("one\n", encoding="utf-8")
    return build


def test_quotations_are_compared_with_the_texts_of_a_build(tmp_path: Path) -> None:
    build = _built(tmp_path, "市委深化改革三十个")
    assert validate(tmp_path).conforms
    assert validate(build).conforms


def test_a_quotation_that_is_not_the_text_is_found(tmp_path: Path) -> None:
    _built(tmp_path, "市委深化改革四十个")
    (violation,) = validate(tmp_path).violations
    assert (violation.shape, violation.value) == ("SpanText", "三十个")
    assert set(violation.message) == {"zh", "en"}


def test_a_folder_without_a_store_is_told(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="build"):
        validate(tmp_path)
