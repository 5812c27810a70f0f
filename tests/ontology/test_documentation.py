"""The vocabulary meets what FOOPS! asks of an ontology, and its pages show all of it.

The names of the criteria are those of FOOPS! (https://w3id.org/foops/). What depends on others is
not here: registration in LOV and prefix.cc (FIND1, FIND2, FIND3), the redirect at w3id.org, and a
DOI, a logo and an earlier version to name (parts of OM3).
"""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

from graph_build import iris, resources
from graph_build.export import export
from graph_build.export.vocabulary import HEADER, in_format, vocabulary
from graph_build.portal import application
from graph_build.query import Graph
from tests.portal.client import Client

if TYPE_CHECKING:
    from pathlib import Path

BIBO = rdflib.Namespace("http://purl.org/ontology/bibo/")
FORMS = {
    "text/turtle": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
    "application/n-triples": "nt",
}
VOID = {"meta", "link", "br", "img", "input", "use", "path"}


@pytest.fixture(scope="module")
def client(sample: Path) -> Client:
    return Client(application(sample))


@pytest.fixture(scope="module")
def served(client: Client) -> rdflib.Graph:
    """What a program gets that asks the address of the ontology for Turtle."""
    answer = client.get(client.get("/ont", "text/turtle").headers["location"])
    return rdflib.Graph().parse(data=answer.content, format="turtle")


@pytest.fixture(scope="module", params=["portal-zh", "portal-en", "file"])
def page(request: pytest.FixtureRequest, client: Client, sample: Path) -> str:
    if request.param != "file":
        return client.get("/page/ont", cookie=f"lang={request.param[-2:]}").text
    out = io.BytesIO()
    export(Graph.open(sample), "vocabulary", out)
    return out.getvalue().decode("utf-8")


def test_purl1_http1_the_address_is_persistent_and_of_an_open_protocol() -> None:
    assert str(HEADER).startswith("https://w3id.org/")


@pytest.mark.parametrize("media_type", sorted(FORMS))
def test_uri1_rdf1_cn1_the_address_answers_in_each_format_of_rdf(
    client: Client, media_type: str
) -> None:
    first = client.get("/ont", media_type)
    assert (first.status_code, first.headers["vary"]) == (303, "Accept")
    answer = client.get(first.headers["location"])
    assert answer.headers["content-type"].startswith(media_type)
    made = rdflib.Graph().parse(data=answer.content, format=FORMS[media_type])
    assert (HEADER, RDF.type, OWL.Ontology) in made
    assert len(set(made.subjects(RDF.type, OWL.Class))) == 20


@pytest.mark.parametrize("accept", ["", "*/*", "text/html,application/xhtml+xml;q=0.9"])
def test_doc1_cn1_the_address_answers_people_with_a_page(client: Client, accept: str) -> None:
    first = client.get("/ont", accept)
    answer = client.get(first.headers["location"])
    assert answer.headers["content-type"].startswith("text/html")
    assert vocabulary().version_iri in answer.text


def test_ver1_ver2_the_version_has_an_address_that_answers(
    client: Client, served: rdflib.Graph
) -> None:
    (version,) = served.objects(HEADER, OWL.versionIRI)
    path = str(version).removeprefix(iris.BASE.rstrip("/"))
    assert str(version) != str(HEADER)
    for accept in ("text/html", *FORMS):
        first = client.get(path, accept)
        assert first.status_code == 303
        assert client.get(first.headers["location"]).status_code == 200


@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator,
        VANN.preferredNamespaceUri,  # OM1, the least
        VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created,
        DCTERMS.bibliographicCitation,  # OM2, recommended
        DCTERMS.publisher, DCTERMS.issued, DCTERMS.modified, DCTERMS.source, DCTERMS.contributor,
        BIBO.status, DCTERMS.abstract,  # OM3, detailed
        DCTERMS.rights,
    ],
)  # fmt: skip
def test_om1_om2_om3_the_header_says_it(
    served: rdflib.Graph, predicate: rdflib.term.URIRef
) -> None:
    assert list(served.objects(HEADER, predicate))


def test_om4_the_licence_is_an_address_of_creative_commons(served: rdflib.Graph) -> None:
    (licence,) = served.objects(HEADER, DCTERMS.license)
    assert str(licence).startswith("https://creativecommons.org/licenses/")


def test_om5_provenance_is_basic_and_detailed(served: rdflib.Graph) -> None:
    for predicate in (DCTERMS.creator, DCTERMS.created, DCTERMS.issued, DCTERMS.publisher):
        assert list(served.objects(HEADER, predicate))


def test_voc1_the_header_uses_known_metadata_vocabularies(served: rdflib.Graph) -> None:
    known = (str(DCTERMS), str(OWL), str(VANN), str(RDFS), str(RDF), str(BIBO))
    assert all(str(p).startswith(known) for p in served.predicates(HEADER))


def test_voc2_terms_of_other_vocabularies_are_reused(served: rdflib.Graph) -> None:
    parents = {*served.objects(None, RDFS.subClassOf), *served.objects(None, RDFS.subPropertyOf)}
    others = {str(parent) for parent in parents if not str(parent).startswith(iris.BASE)}
    assert len(others) >= 10


def test_voc3_voc4_every_term_has_a_label_and_a_definition(served: rdflib.Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    own = {t for kind in kinds for t in served.subjects(RDF.type, kind)}
    assert len(own) == 54
    for term in own:
        for predicate in (RDFS.label, SKOS.definition):
            languages = {getattr(o, "language", "") for o in served.objects(term, predicate)}
            assert languages >= {"zh", "en"}, term


class _Page(HTMLParser):
    """What a page has: ids, links, and elements that are not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []  # type: ignore[list-item]
        self.links += [found["href"]] if found.get("href") else []  # type: ignore[list-item]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_is_well_formed_and_its_own_links_lead_somewhere(page: str) -> None:
    read = _Page(page)
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)


def test_the_page_has_a_place_for_each_term_by_the_fragment_of_its_address(page: str) -> None:
    read, known = _Page(page), vocabulary()
    names = {e.iri.removeprefix(iris.ONT) for e in (*known.classes, *known.properties)}
    assert names <= set(read.ids)
    assert {f"scheme-{scheme.name}" for scheme in known.schemes} <= set(read.ids)
    assert {f"alignment-{one.name}" for one in known.alignments} <= set(read.ids)


def test_the_page_shows_every_term_in_both_languages(page: str) -> None:
    shown = page.replace("&#39;", "'").replace("&#34;", '"')
    for entry in (*vocabulary().classes, *vocabulary().properties):
        for text in (*entry.label.values(), *entry.definition.values()):
            assert text in shown, entry.iri


def test_the_page_shows_what_a_property_goes_from_and_to(page: str) -> None:
    entries = re.split(r"<article", page)
    for entry in vocabulary().properties:
        (own,) = [text for text in entries if f'id="{entry.anchor}"' in text.partition(">")[0]]
        for reference in (*entry.sources, *entry.targets, *entry.parents):
            assert f"<code>{reference.name}</code>" in own, entry.iri


def test_the_page_says_version_licence_citation_and_files(page: str) -> None:
    known = vocabulary()
    for text in (known.version_iri, known.licence, known.citation, known.namespace, known.issued):
        assert text in page
    assert re.search(r'href="[^"]*ont\.ttl"', page)
    assert re.search(r'href="[^"]*ont\.jsonld"', page)


def test_counterparts_are_those_of_the_alignments_alone() -> None:
    policy = rdflib.Graph().parse(resources.ontology() / "policy.ttl")
    named = dict(policy.namespaces())
    for entry in (*vocabulary().classes, *vocabulary().properties):
        for one in entry.counterparts:
            prefix, _, local = one.relation.partition(":")
            triple = (
                rdflib.URIRef(entry.iri), named[prefix] + local, rdflib.URIRef(one.term.iri),
            )  # fmt: skip
            assert triple not in policy
    institution = next(e for e in vocabulary().classes if e.anchor == "Institution")
    assert {c.term.name for c in institution.counterparts} == {
        "foaf:Organization", "prov:Organization", "schema:Organization",
    }  # fmt: skip


def test_the_files_of_the_vocabulary_say_the_same_in_turtle_and_json_ld(sample: Path) -> None:
    graphs = []
    for form, name in (("vocabulary-turtle", "turtle"), ("vocabulary-jsonld", "json-ld")):
        out = io.BytesIO()
        export(Graph.open(sample), form, out)
        graphs.append(set(rdflib.Graph().parse(data=out.getvalue(), format=name)))
    source = rdflib.Graph().parse(resources.ontology() / "policy.ttl")
    for path in (resources.ontology() / "schemes").glob("*.ttl"):
        source.parse(path)
    assert graphs[0] == graphs[1] == set(source)


@pytest.mark.parametrize("media_type", sorted(FORMS))
def test_a_file_says_the_same_in_every_format(media_type: str) -> None:
    expected = rdflib.Graph().parse(resources.ontology() / "alignments" / "prov.ttl")
    content = in_format("alignments/prov.ttl", media_type)
    assert set(rdflib.Graph().parse(data=content, format=FORMS[media_type])) == set(expected)
