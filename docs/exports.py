"""Writes the reference page of the exports from what they are: python docs/exports.py [--check]."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import jinja2
import rdflib
from rdflib.namespace import DCTERMS, RDF, RDFS

from graph_build import resources
from graph_build.export import FORMATS
from graph_build.export.register import divisions
from graph_build.query import find

HERE = Path(__file__).resolve().parent
PAGE = HERE / "reference" / "exports.md"
QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
CUBE = rdflib.Namespace("https://w3id.org/fengtu/cube#")
_ROLES = {QB.dimension: "dimension", QB.measure: "measure", QB.attribute: "attribute"}
_RELATION = re.compile(r"\((\S+) wdt:(P\d+)\)")


def _formats() -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "summary": one.summary,
            "media_type": one.media_type,
            "suffix": one.suffix,
            "query": f"`export/{one.query}`" if one.query else "–",
        }
        for name, one in FORMATS.items()
    ]


def _components() -> list[dict[str, str]]:
    graph = rdflib.Graph().parse(resources.ontology() / "profiles" / "datacube.ttl")
    found = []
    for component in graph.subjects(RDF.type, QB.ComponentSpecification):
        for predicate, role in _ROLES.items():
            term = graph.value(component, predicate)
            if not isinstance(term, rdflib.URIRef):
                continue
            range_ = graph.value(term, QB.codeList) or graph.value(term, RDFS.range)
            row = {
                "role": role,
                "name": term.removeprefix(CUBE),
                "zh": _said(graph, term, RDFS.label, "zh"),
                "range": f"`{graph.namespace_manager.normalizeUri(str(range_))}`",
            }
            found.append((int(str(graph.value(component, QB.order))), row))
    return [row for _, row in sorted(found, key=lambda item: item[0])]


def _editions() -> list[dict[str, str]]:
    graph = rdflib.Graph().parse(resources.ontology() / "registry" / "registers.ttl")
    dataset = rdflib.URIRef("http://www.w3.org/ns/dcat#Dataset")
    return [
        {
            "name": str(edition).rpartition("/")[2],
            **{
                code: f"{_said(graph, edition, DCTERMS.title, code)}: "
                f"{_said(graph, edition, DCTERMS.description, code)}"
                for code in ("zh", "en")
            },
        }
        for edition in sorted(graph.subjects(RDF.type, dataset), key=str)
    ]


def _said(
    graph: rdflib.Graph, subject: rdflib.term.Node, predicate: rdflib.URIRef, code: str
) -> str:
    values = graph.objects(subject, predicate)
    return next(str(o) for o in values if isinstance(o, rdflib.Literal) and o.language == code)


def _register() -> dict[str, str]:
    folder = resources.ontology()
    counts = {
        "places": sum(1 for _ in divisions()),
        "periods": (folder / "registry" / "periods.csv").read_text("utf-8").count("\n") - 1,
        "kinds": _concepts("institutionkind"),
        "themes": _concepts("theme"),
    }
    return {name: f"{count:,}" for name, count in counts.items()}


def _concepts(scheme: str) -> int:
    text = (resources.ontology() / "schemes" / f"{scheme}.ttl").read_text("utf-8")
    return text.count(" a skos:Concept ;")


def page() -> str:
    """Return the reference page."""
    text = (HERE / "templates" / "exports.md").read_text(encoding="utf-8")
    made: str = jinja2.Template(text, keep_trailing_newline=True).render(
        formats=_formats(),
        components=_components(),
        wikidata=_RELATION.findall(find("export/quickstatements").text),
        register=_register(),
        editions=_editions(),
    )
    return made


def main() -> int:
    """Write the page, or say that it is out of date."""
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if PAGE.is_file() and PAGE.read_text("utf-8") == text:
        return 0
    print(f"{PAGE.name}: out of date; run: python docs/exports.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
