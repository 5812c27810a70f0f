"""Times validation: a synthetic graph with the compiled shapes, a small one with pySHACL as well.

python benchmarks/validation.py [--triples 1000000] [--processor 4000]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

import pyshacl
import rdflib

from graph_build import iris, resources
from graph_build.assemble import Sheet, ft, node, text, typed
from graph_build.store import OxigraphStore
from graph_build.store.memory import MemoryStore
from graph_build.validate import checks, validate

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
DCTERMS = "http://purl.org/dc/terms/"
TYPE = node(RDF + "type")
CLAIMS = 60
DOCUMENT_TRIPLES = 2_050
QUOTE = "平安建设综治中心规范化" * 5
KINDS = {"Mechanism": 60, "Institution": 120, "Place": 500, "Indicator": 100}
"""The kinds of entities, each with the number of triples for which there is one."""


def synthetic(triples: int) -> list[str]:
    """Return N-Quads in the shape of a build, conforming, about as many as asked for."""
    sheet = Sheet(iris.graph_iri("synthetic"))
    things = {
        kind: [node(f"{iris.BASE}id/{kind}-{n}") for n in range(max(7, triples // share))]
        for kind, share in KINDS.items()
    }
    for kind, members in things.items():
        for number, thing in enumerate(members):
            sheet.add(thing, TYPE, ft(kind))
            sheet.add(thing, node(SKOS + "prefLabel"), text(f"{kind}{number}", "zh"))
    sheet.add(node(iris.unit_iri("PERCENT")), node(SKOS + "notation"), text("PERCENT"))
    for number in range(max(1, triples // DOCUMENT_TRIPLES)):
        _document(sheet, iris.document_iri(f"{number:016x}"), number * CLAIMS, things)
    return sheet.lines()


def _document(sheet: Sheet, iri: str, first: int, things: dict[str, list[str]]) -> None:
    sheet.add(node(iri), TYPE, ft("Document"))
    sheet.add(node(iri), node(DCTERMS + "identifier"), text(iri[-16:]))
    sheet.add(node(iri), node("http://spdx.org/rdf/terms#checksum"), node(iri + "/checksum"))
    for number in range(first, first + CLAIMS):
        # Strides without common factors, so that entities meet in many combinations.
        one = {k: m[number * (7 + 4 * i) % len(m)] for i, (k, m) in enumerate(things.items())}
        start = 50 * (number - first)
        for i, kind in enumerate(("Mechanism", "Institution", "Place")):
            mention = _span(sheet, iri, start + 5 * i, 4)
            sheet.add(mention, node("http://www.w3.org/2005/11/its/rdf#taIdentRef"), one[kind])
        claim = node(f"{iri}/claim/{number}")
        sheet.add(claim, TYPE, ft("Claim"))
        sheet.add(claim, ft("evidence"), _span(sheet, iri, start, 40))
        sheet.add(claim, ft("status"), node(iris.concept_iri("status", "completed")))
        sheet.add(claim, ft("confidence"), typed("0.9", "decimal"))
        (_relation, _action, _observation)[number % 3](sheet, claim, iri, start, one)


def _relation(sheet: Sheet, claim: str, _: str, __: int, one: dict[str, str]) -> None:
    left, edge, right = one["Mechanism"], ft("implementedIn"), one["Place"]
    sheet.add(left, edge, right)
    sheet.add(claim, TYPE, ft("Relation"))
    for name, term in (("subject", left), ("predicate", edge), ("object", right)):
        sheet.add(claim, node(RDF + name), term)


def _action(sheet: Sheet, claim: str, _: str, __: int, one: dict[str, str]) -> None:
    sheet.add(claim, TYPE, ft("Action"))
    sheet.add(claim, ft("verb"), text("深化", "zh"))
    sheet.add(claim, ft("actsOn"), one["Mechanism"])
    sheet.add(claim, ft("actor"), one["Institution"])


def _observation(sheet: Sheet, claim: str, iri: str, start: int, one: dict[str, str]) -> None:
    sheet.add(claim, TYPE, ft("Observation"))
    sheet.add(claim, ft("indicator"), one["Indicator"])
    sheet.add(claim, ft("value"), typed(str(start), "decimal"))
    sheet.add(claim, ft("unit"), node(iris.unit_iri("PERCENT")))
    sheet.add(claim, ft("valueKind"), node(iris.concept_iri("valuekind", "share")))
    sheet.add(claim, ft("valueSpan"), _span(sheet, iri, start + 30, 3))


def _span(sheet: Sheet, iri: str, start: int, length: int) -> str:
    span = node(f"{iri}/span/{start}-{start + length}")
    sheet.add(span, TYPE, ft("TextSpan"))
    sheet.add(span, node(NIF + "beginIndex"), typed(str(start), "nonNegativeInteger"))
    sheet.add(span, node(NIF + "endIndex"), typed(str(start + length), "nonNegativeInteger"))
    sheet.add(span, node(NIF + "anchorOf"), text(QUOTE[start % 10 :][:length]))
    sheet.add(span, node(DCTERMS + "isPartOf"), node(iri))
    return span


def main() -> None:
    """Print a table of CPU seconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--triples", type=int, default=1_000_000)
    parser.add_argument("--processor", type=int, default=4_000)
    sizes = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _compiled(Path(folder), sizes.processor)
        _processor(Path(folder), sizes.processor)
        _compiled(Path(folder), sizes.triples)


def _compiled(folder: Path, triples: int) -> None:
    file = folder / f"{triples}.nq"
    file.write_text("".join(synthetic(triples)), encoding="utf-8")
    store = OxigraphStore.create(folder / f"store-{triples}")
    store.load([file])
    checks()
    before = time.process_time()
    report = validate(store)
    seconds = time.process_time() - before
    print(f"compiled  {len(store):>9,} triples {seconds:8.2f} s  {report.counts() or 'conforms'}")


def _processor(folder: Path, triples: int) -> None:
    store = MemoryStore()
    store.load([folder / f"{triples}.nq"])
    shapes = rdflib.Graph().parse(resources.ontology() / "shapes.ttl")
    vocabulary = rdflib.Graph().parse(resources.ontology() / "policy.ttl")
    before = time.process_time()
    conforms, *_ = pyshacl.validate(store.graph, shacl_graph=shapes, ont_graph=vocabulary)
    seconds = time.process_time() - before
    print(
        f"processor {len(store):>9,} triples {seconds:8.2f} s  {'conforms' if conforms else 'no'}"
    )


if __name__ == "__main__":
    main()
