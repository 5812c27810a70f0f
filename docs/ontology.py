"""Writes the reference pages of the ontology from its Turtle: python docs/ontology.py [--check]."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rdflib.term import Node

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "ontology"
FT = rdflib.Namespace("https://w3id.org/fengtu/ont#")
SCHEMA = rdflib.Namespace("https://schema.org/")
_OBJECT = OWL.ObjectProperty
_DATATYPE = OWL.DatatypeProperty


def _load(*patterns: str) -> rdflib.Graph:
    graph = rdflib.Graph()
    for pattern in patterns:
        for path in sorted(SOURCE.glob(pattern)):
            graph.parse(path, format="turtle")
    for prefix, namespace in (("ft", FT), ("schema", SCHEMA)):
        graph.bind(prefix, namespace, override=True, replace=True)
    return graph


def _said(graph: rdflib.Graph, subject: Node, predicate: Node, language: str) -> str:
    """Return the text of a property in a language."""
    return next(
        (
            str(o)
            for o in graph.objects(subject, predicate)
            if isinstance(o, rdflib.Literal) and o.language == language
        ),
        "",
    )


def _short(graph: rdflib.Graph, terms: Iterator[Node]) -> str:
    names = (graph.namespace_manager.normalizeUri(str(t)) for t in terms)
    return " ".join(f"`{name}`" for name in sorted(names)) or "–"


def _in_order(kinds: tuple[Node, ...]) -> list[rdflib.URIRef]:
    """Return the terms of policy.ttl that are of a kind, in the order of the file."""
    graph = _load("policy.ttl")
    text = (SOURCE / "policy.ttl").read_text(encoding="utf-8")
    terms = {s for kind in kinds for s in graph.subjects(RDF.type, kind)}
    own = [t for t in terms if isinstance(t, rdflib.URIRef) and t.startswith(FT)]
    return sorted(own, key=lambda t: text.index(f"\nft:{t.removeprefix(FT)} a "))


def _classes(graph: rdflib.Graph) -> Iterator[str]:
    yield "| Class | 中文 | Super | 含义 · Meaning |"
    yield "|---|---|---|---|"
    for term in _in_order((OWL.Class,)):
        supers = _short(graph, graph.objects(term, RDFS.subClassOf))
        yield _row(
            f"`ft:{term.removeprefix(FT)}`", _label(graph, term), supers, _meaning(graph, term)
        )


def _properties(graph: rdflib.Graph) -> Iterator[str]:
    yield "| Property | 中文 | From → to | Super | 含义 · Meaning |"
    yield "|---|---|---|---|---|"
    for term in _in_order((_OBJECT, _DATATYPE)):
        domain = _short(graph, graph.objects(term, SCHEMA.domainIncludes))
        range_ = _short(graph, graph.objects(term, SCHEMA.rangeIncludes))
        supers = _short(graph, graph.objects(term, RDFS.subPropertyOf))
        name, ends = f"`ft:{term.removeprefix(FT)}`", f"{domain} → {range_}"
        yield _row(name, _label(graph, term), ends, supers, _meaning(graph, term))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _label(graph: rdflib.Graph, term: Node) -> str:
    return _said(graph, term, RDFS.label, "zh")


def _meaning(graph: rdflib.Graph, term: Node) -> str:
    both = (_said(graph, term, SKOS.definition, language) for language in ("zh", "en"))
    return "<br>".join(both)


def _schemes(graph: rdflib.Graph) -> Iterator[str]:
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        name = str(scheme).rsplit("/", 1)[1]
        yield f"### {_said(graph, scheme, DCTERMS.title, 'zh')} · `{name}`"
        yield ""
        yield f"`{scheme}` — {_said(graph, scheme, DCTERMS.description, 'en')}"
        yield ""
        yield "| 记号 · Notation | 中文 | English | 含义 · Meaning |"
        yield "|---|---|---|---|"
        for concept in _concepts(graph, scheme, name):
            labels = (_said(graph, concept, SKOS.prefLabel, lang) for lang in ("zh", "en"))
            notation = f"`{graph.value(concept, SKOS.notation)}`"
            yield _row(notation, *labels, _meaning(graph, concept))
        yield ""


def _concepts(graph: rdflib.Graph, scheme: Node, name: str) -> list[Node]:
    """Return the concepts of a scheme in the order of its file."""
    text = (SOURCE / "schemes" / f"{name}.ttl").read_text(encoding="utf-8")
    found = list(graph.subjects(SKOS.inScheme, scheme))
    return sorted(found, key=lambda c: text.index(f":{str(c).rsplit('/', 1)[1]} a skos:Concept"))


def _shapes(graph: rdflib.Graph) -> Iterator[str]:
    yield "| Shape | 约束 · Constraint |"
    yield "|---|---|"
    text = (SOURCE / "shapes.ttl").read_text(encoding="utf-8")
    shapes = {
        s for kind in (SH.PropertyShape, SH.NodeShape) for s in graph.subjects(RDF.type, kind)
    }
    names = {str(s).rpartition("#")[2]: s for s in shapes}
    for name in sorted(names, key=lambda n: text.index(f"\nfs:{n} a ")):
        both = (_said(graph, names[name], SH.message, language) for language in ("zh", "en"))
        yield f"| `{name}` | {'<br>'.join(both)} |"


def ontology_page() -> str:
    """Return the reference page of the vocabulary."""
    graph = _load("policy.ttl", "domains.ttl")
    header = rdflib.URIRef("https://w3id.org/fengtu/ont")
    return _page(
        "ontology",
        zh=_said(graph, header, DCTERMS.description, "zh"),
        en=_said(graph, header, DCTERMS.description, "en"),
        version=str(graph.value(header, OWL.versionInfo)),
        licence=str(graph.value(header, DCTERMS.license)),
        classes="\n".join(_classes(graph)),
        properties="\n".join(_properties(graph)),
        schemes="\n".join(_schemes(_load("schemes/*.ttl"))).rstrip(),
        shapes="\n".join(_shapes(_load("shapes.ttl"))),
    )


def glossary_page() -> str:
    """Return the glossary: one word per thing, in text, code, queries and data."""
    graph = _load("policy.ttl")
    terms = (
        f"| {_said(graph, term, RDFS.label, 'zh')} | `{term.removeprefix(FT)}` | <{term}> |"
        for term in _in_order((OWL.Class, _OBJECT, _DATATYPE))
    )
    with (HERE / "reference" / "words.csv").open(encoding="utf-8", newline="") as rows:
        words = [
            f"| {w['zh']} | `{w['identifier']}` | {w['meaning']} |" for w in csv.DictReader(rows)
        ]
    return _page("glossary", terms="\n".join(terms), words="\n".join(words))


def _page(name: str, **parts: str) -> str:
    template = (HERE / "templates" / f"{name}.md").read_text(encoding="utf-8")
    page: str = jinja2.Template(template, keep_trailing_newline=True).render(parts)
    return page


def pages() -> dict[Path, str]:
    """Return the generated pages by path."""
    folder = HERE / "reference"
    return {folder / "ontology.md": ontology_page(), folder / "glossary.md": glossary_page()}


def main() -> int:
    """Write the pages, or say which are out of date."""
    stale = [p for p, text in pages().items() if not p.is_file() or p.read_text("utf-8") != text]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.relative_to(HERE.parent)}: out of date; run: python docs/ontology.py")
        return 1 if stale else 0
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
