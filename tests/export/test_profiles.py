"""Each profile says in other terms what the graph says, no more and no less."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import PROV, RDF, XSD

from graph_build.export import FORMATS
from graph_build.query import find

if TYPE_CHECKING:
    from graph_build.query import Graph

Written = Callable[[str], bytes]
FT = rdflib.Namespace("https://w3id.org/fengtu/ont#")
NIF = rdflib.Namespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#")
OA = rdflib.Namespace("http://www.w3.org/ns/oa#")
ITSRDF = rdflib.Namespace("http://www.w3.org/2005/11/its/rdf#")
PROFILES = [name for name, one in FORMATS.items() if one.query or name == "registry"]
SMALL = [name for name in PROFILES if name not in {"nif-text", "registry"}]
TURTLE = [name for name in PROFILES if FORMATS[name].media_type.startswith("text/turtle")]
# The terms of https://www.w3.org/ns/anno.jsonld that our pages use.
CONTEXT: dict[str, Any] = {
    "oa": str(OA),
    "xsd": str(XSD),
    "id": "@id",
    "type": "@type",
    "AnnotationPage": "https://www.w3.org/ns/activitystreams#OrderedCollectionPage",
    "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    **{n: f"oa:{n}" for n in ("Annotation", "SpecificResource", "TextPositionSelector")},
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "describing": "oa:describing",
    "identifying": "oa:identifying",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "exact": "oa:exact",
}


def _count(graph: Graph, kind: str) -> int:
    return len({r[0] for r in graph.store.select(f"SELECT ?c {{ ?c a <{FT}{kind}> }}")})


def _read(content: bytes, form: str = "turtle") -> rdflib.Graph:
    return rdflib.Graph().parse(data=content, format=form)


def test_every_profile_names_a_query_that_is_there() -> None:
    for name in PROFILES:
        if FORMATS[name].query:
            assert find(f"export/{FORMATS[name].query}").summary["zh"], name


def test_the_reference_page_is_what_the_formats_say() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "exports.py"
    done = subprocess.run([sys.executable, page, "--check"], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("form", SMALL)
def test_a_profile_of_the_invented_graph_has_content(form: str, written_small: Written) -> None:
    least = 3 if form == "quickstatements" else 1000
    assert len(written_small(form)) > least


@pytest.mark.parametrize("form", SMALL)
def test_a_profile_of_the_invented_graph_has_no_blank_node(
    form: str, written_small: Written
) -> None:
    assert b"_:" not in written_small(form)


@pytest.mark.parametrize("form", TURTLE)
def test_subjects_are_sorted_and_stand_once(form: str, written: Written) -> None:
    quads = ox.parse(written(form), ox.RdfFormat.TURTLE)
    subjects = list(dict.fromkeys(str(quad.subject) for quad in quads))
    assert all(one < other for one, other in pairwise(subjects))


@pytest.mark.parametrize("form", ["datacube", "nanopub", "web-annotation"])
def test_the_bytes_do_not_depend_on_the_seed_of_hashes(
    form: str, written: Written, sample: Path
) -> None:
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "graph_build.cli", "export", form, "--graph", str(sample)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        assert done.stdout == written(form)


def test_nif_strings_are_what_the_text_says_there(written: Written) -> None:
    made = _read(written("nif-text"))
    texts = {c: str(t) for c, t in made.subject_objects(NIF.isString)}
    strings = set(made.subjects(RDF.type, NIF.Phrase))
    assert len(texts) == 5
    assert len(strings) > 100
    for string in strings:
        begin, end = made.value(string, NIF.beginIndex), made.value(string, NIF.endIndex)
        assert isinstance(begin, rdflib.Literal)
        assert isinstance(end, rdflib.Literal)
        assert begin.datatype == end.datatype == XSD.nonNegativeInteger
        context = made.value(string, NIF.referenceContext)
        assert context is not None
        quote = texts[context][int(begin) : int(end)]
        assert quote == str(made.value(string, NIF.anchorOf))
        assert str(string) == str(context).removesuffix("0,") + f"{begin},{end}"
    for context, text in texts.items():
        assert made.value(context, NIF.endIndex) == rdflib.Literal(
            len(text), datatype=XSD.nonNegativeInteger
        )


def test_nif_without_texts_holds_the_same_strings_and_no_text(written: Written) -> None:
    with_text, without = _read(written("nif-text")), _read(written("nif"))
    assert not list(without.triples((None, NIF.isString, None)))
    assert {p for _, p, _ in with_text - without} == {NIF.isString, NIF.endIndex}
    assert not without - with_text


def test_nif_holds_every_mention(graph: Graph, written: Written) -> None:
    made = _read(written("nif"))
    rows = graph.store.select(f"SELECT ?s ?e {{ ?s <{ITSRDF.taIdentRef}> ?e }}")
    expected = Counter(str(row[1]) for row in rows)
    assert Counter(str(o) for o in made.objects(predicate=ITSRDF.taIdentRef)) == expected


def test_prov_leads_from_every_claim_to_words_document_and_rule(
    graph: Graph, written: Written
) -> None:
    made = _read(written("prov"))
    claims = set(made.subjects(PROV.hadPrimarySource))
    assert len(claims) == _count(graph, "Claim")
    for claim in claims:
        (document,) = made.objects(claim, PROV.hadPrimarySource)
        for span in made.objects(claim, PROV.wasDerivedFrom):
            assert made.value(span, PROV.value)
            assert made.value(span, PROV.wasDerivedFrom) == document
        for rule in made.objects(claim, PROV.wasGeneratedBy):
            assert (rule, RDF.type, PROV.Activity) in made
            assert made.value(rule, PROV.wasAssociatedWith)


def test_prov_keeps_entities_activities_and_agents_apart(written: Written) -> None:
    # PROV-CONSTRAINTS, 55: entities and activities are disjoint.
    made = _read(written("prov"))
    kinds = [set(made.subjects(RDF.type, c)) for c in (PROV.Entity, PROV.Activity, PROV.Agent)]
    assert all(kinds)
    assert not kinds[0] & kinds[1]


def test_rdf_star_says_the_same_with_triple_terms(graph: Graph, written: Written) -> None:
    reifies = ox.NamedNode(f"{RDF}reifies")
    quads = list(ox.parse(written("rdf-star"), ox.RdfFormat.N_TRIPLES))
    terms = {q.subject: q.object for q in quads if q.predicate == reifies}
    back = {ox.Triple(q.subject, q.predicate, q.object) for q in quads if q.predicate != reifies}
    statement = ox.NamedNode(str(RDF.Statement))
    for claim, term in terms.items():
        assert isinstance(term, ox.Triple)
        assert isinstance(claim, ox.NamedNode)
        back.add(ox.Triple(claim, ox.NamedNode(str(RDF.type)), statement))
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        for name, part in parts.items():
            back.add(ox.Triple(claim, ox.NamedNode(f"{RDF}{name}"), part))
        assert term in back, "the plain triple is asserted beside its reifier"
    expected = {
        ox.Triple(q.subject, q.predicate, q.object)
        for path in graph.shards()
        for q in ox.parse(path=path, format=ox.RdfFormat.N_QUADS)
    }
    assert back == expected
    assert len(terms) == _count(graph, "Relation")


def test_schema_org_speaks_of_schema_org_alone(graph: Graph, written: Written) -> None:
    made = _read(written("schema-org"), "json-ld")
    schema = "https://schema.org/"
    assert {str(p) for p in made.predicates() if not str(p).startswith(schema)} == {str(RDF.type)}
    assert all(str(o).startswith(schema) for o in made.objects(predicate=RDF.type))
    claims = set(made.subjects(RDF.type, rdflib.URIRef(f"{schema}Claim")))
    assert len(claims) == _count(graph, "Claim")
    for claim in claims:
        assert made.value(claim, rdflib.URIRef(f"{schema}appearance"))
        assert made.value(claim, rdflib.URIRef(f"{schema}text"))


def test_annotations_are_nested_as_their_clients_read_them(written: Written) -> None:
    page = json.loads(written("web-annotation"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    for one in page["items"]:
        assert one["type"] == "Annotation"
        assert one["motivation"] in {"describing", "identifying"}
        position, quote = one["target"]["selector"]
        assert position["type"] == "TextPositionSelector"
        assert quote["type"] == "TextQuoteSelector"
        assert position["end"] - position["start"] == len(quote["exact"])


def test_annotations_are_the_triples_of_their_query(graph: Graph, written: Written) -> None:
    page = json.loads(written("web-annotation"))
    page["@context"] = CONTEXT
    made = _read(json.dumps(page).encode(), "json-ld")
    own = {t for t in made if t[1] == RDF.type or str(t[1]).startswith(OA)}
    own = {t for t in own if not str(t[2]).endswith("CollectionPage")}
    query = find("export/web-annotation").text
    found = {tuple(map(str, triple)) for triple in graph.store.triples(query)}
    assert {tuple(map(str, triple)) for triple in own} == found
    offsets = [o for _, p, o in own if p in {OA.start, OA.end}]
    assert {o.datatype for o in offsets if isinstance(o, rdflib.Literal)} == {
        XSD.nonNegativeInteger
    }


def test_every_claim_and_mention_is_annotated(graph: Graph, written: Written) -> None:
    items = json.loads(written("web-annotation"))["items"]
    described = {i["body"] for i in items if i["motivation"] == "describing"}
    assert len(described) == _count(graph, "Claim")
    rows = list(graph.store.select(f"SELECT ?s ?e {{ ?s <{ITSRDF.taIdentRef}> ?e }}"))
    assert sum(i["motivation"] == "identifying" for i in items) == len(rows)
