"""Every IRI answers as Linked Data should, and programs find the rest by headers and maps."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, FOAF, RDF, VOID

from graph_build import resources
from graph_build.build import build
from graph_build.errors import InputError
from graph_build.export.publication import site as maps
from graph_build.export.publication.quality import assess, total
from graph_build.portal import application
from graph_build.query import Graph
from tests.portal.client import Client
from tests.portal.library import Library

if TYPE_CHECKING:
    import httpx

BASE = "https://w3id.org/fengtu/"
GRAPH = f"{BASE}catalog#graph"
DATA = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdf",
}
_LINK = re.compile(r'<([^>]*)>; rel="([^"]+)"(?:; type="([^"]+)")?')
_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(scope="module")
def offering(sample: Path, publication: Path) -> Client:
    app = application(sample, publication=publication, public=True)
    return Client(app, base_url="http://fengtu.example")


def _links(answer: httpx.Response) -> set[tuple[str, str, str]]:
    return {(m[2], m[1], m[3] or "") for m in _LINK.finditer(answer.headers["link"])}


def _node(page: str) -> dict[str, Any]:
    found = _LD.findall(page)
    assert len(found) == 1
    told: dict[str, Any] = json.loads(found[0])
    return told


def _quads(content: bytes, media_type: str) -> list[ox.Quad]:
    return list(ox.parse(io.BytesIO(content), ox.RdfFormat.from_media_type(media_type)))


def _own(sample: Path) -> list[str]:
    """Return every IRI below the base that the sample has in any place, graphs included."""
    found = set()
    for shard in Graph.open(sample).shards():
        for quad in ox.parse(path=str(shard), format=ox.RdfFormat.N_QUADS):
            for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
                if isinstance(term, ox.NamedNode) and term.value.startswith(BASE):
                    found.add(term.value.partition("#")[0])
    return sorted(found)


def test_every_iri_of_the_graph_leads_to_a_page_that_is_there(sample: Path, client: Client) -> None:
    iris = _own(sample)
    assert len(iris) > 500
    spaces = {iri.removeprefix(BASE).split("/")[0] for iri in iris}
    assert {"id", "place", "period", "doc", "scheme", "rule", "ont", "agent", "graph"} <= spaces
    for iri in iris:
        answer = client.get("/" + iri.removeprefix(BASE))
        assert answer.status_code == 303, iri
        target = urlsplit(answer.headers["location"])
        page = client.get(target.path + (f"?{target.query}" if target.query else ""))
        if page.status_code == 303:
            page = client.get(page.headers["location"])
        assert page.status_code == 200, iri
        assert page.headers["content-type"].startswith("text/html"), iri


@pytest.mark.parametrize("media_type", DATA)
def test_every_iri_of_the_graph_has_data_that_speak_of_it(
    sample: Path, client: Client, media_type: str
) -> None:
    # One in seven of each kind: all of them take a minute a format.
    for iri in _own(sample)[::7]:
        answer = client.get("/" + iri.removeprefix(BASE), media_type)
        assert answer.status_code == 303, iri
        if "/graph/" in iri:
            continue
        assert answer.headers["vary"] == "Accept"
        data = client.get(answer.headers["location"], media_type)
        assert data.status_code == 200, iri
        assert data.headers["content-type"].startswith(media_type)
        quads = _quads(data.content, media_type)
        # The address of a version is told by the vocabulary, of which it is one.
        assert iri in {getattr(term, "value", "") for q in quads for term in (q.subject, q.object)}


def test_what_an_export_made_of_a_claim_leads_to_the_claim(sample: Path, client: Client) -> None:
    claim = next(iri for iri in _own(sample) if "/claim/" in iri).removeprefix(BASE)
    for made in ("nanopub", "annotation/12-20"):
        answer = client.get(f"/{claim}/{made}", "text/turtle")
        assert (answer.status_code, answer.headers["location"]) == (303, f"/data/{claim}.ttl")


def test_iris_of_every_kind_in_a_publication_lead_somewhere(
    publication: Path, offering: Client
) -> None:
    kinds: dict[str, str] = {}
    for path in sorted(publication.rglob("*.t*.gz")):
        if "registry" not in path.name:
            for found in re.finditer(rb"<(https://w3id.org/fengtu/|)([^<>#: ]*)[#>]", _text(path)):
                iri = found[2].decode()
                kinds.setdefault(re.sub(r"[0-9a-f]{8,}|[0-9]+", "N", iri), iri)
    assert len(kinds) > 40
    for iri in kinds.values():
        answer = offering.get(f"/{iri}")
        assert answer.status_code in {200, 303}, iri


def _text(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def test_an_identifier_tells_its_formats_already_where_it_leads_away(client: Client) -> None:
    answer = client.get("/place/330700")
    assert _links(answer) == {
        ("alternate", f"/data/place/330700.{suffix}", media_type)
        for media_type, suffix in DATA.items()
    }


def test_a_page_has_the_signposts_of_a_landing_page(client: Client) -> None:
    found = _links(client.get("/page/place/330700"))
    assert ("cite-as", f"{BASE}place/330700", "") in found
    assert ("type", "https://schema.org/AboutPage", "") in found
    assert ("type", "https://schema.org/Place", "") in found
    assert ("license", "https://creativecommons.org/licenses/by/4.0/", "") in found
    assert ("author", f"{BASE}catalog#publisher", "") in found
    for media_type, suffix in DATA.items():
        assert ("describedby", f"/data/place/330700.{suffix}", media_type) in found
    data = _links(client.get("/data/place/330700.ttl", "text/turtle"))
    assert ("describes", "/page/place/330700", "text/html") in data


def test_a_page_says_in_json_ld_what_it_is_about(client: Client) -> None:
    place = _node(client.get("/page/place/330700").text)
    assert place["@type"] == "Place"
    assert place["name"] == "金华市"
    assert place["@id"] == place["identifier"] == f"{BASE}place/330700"
    assert place["url"] == f"{BASE}page/place/330700"
    document = re.search(r"/page/(doc/[0-9a-f]+)", client.get("/documents").text)
    assert document
    article = _node(client.get(f"/page/{document[1]}").text)
    assert article["@type"] == "Article"
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", article["datePublished"])
    claim = re.search(r"/page/(doc/[0-9a-f]+/claim/[^\"]+)", client.get("/claims/Relation").text)
    assert claim
    stated = _node(client.get(f"/page/{claim[1]}").text)
    assert stated["@type"] == "Claim"
    assert stated["appearance"]["@id"].startswith(f"{BASE}doc/")
    assert _node(client.get("/page/ont").text)["@type"] == "DefinedTermSet"


def test_json_ld_in_a_page_cannot_end_its_element(tmp_path: Path) -> None:
    name = "</script><script>alert(1)</script><!--\u2028&"
    client = Client(application(Library(name=name).fill().write(tmp_path)))
    start = client.get("/list/Initiative").text
    found = re.search(r"/page/(id/[^\"?#]+)", start)
    assert found
    page = client.get(f"/page/{found[1]}").text
    assert _node(page)["name"] == name
    assert page.count("<script") == page.count("</script>")
    assert "<script>alert" not in page


@pytest.mark.parametrize("media_type", DATA)
def test_the_catalogue_is_what_the_publication_says(
    offering: Client, publication: Path, media_type: str
) -> None:
    answer = offering.get("/catalog", media_type)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["vary"] == "Accept"
    assert answer.headers["content-location"] == f"/catalog.{DATA[media_type]}"
    assert answer.content == offering.get(f"/catalog.{DATA[media_type]}", "*/*").content
    told = rdflib.Graph().parse(data=answer.content, format=media_type)
    assert isomorphic(told, rdflib.Graph().parse(publication / "catalog.ttl"))


def test_the_landing_page_describes_the_data_set(offering: Client) -> None:
    answer = offering.get("/catalog")
    node = _node(answer.text)
    assert (node["@type"], node["@id"]) == ("Dataset", GRAPH)
    assert node == offering.get("/dataset.jsonld", "application/ld+json").json()
    found = _links(answer)
    assert ("cite-as", GRAPH, "") in found
    assert ("describedby", "/catalog.ttl", "text/turtle") in found
    items = {link[1]: link[2] for link in found if link[0] == "item"}
    assert items["/download/graph/graph.nq.gz"] == "application/gzip"
    assert all(path in answer.text for path in items)
    assert offering.get("/catalog", "image/png").status_code == 406
    english = offering.get("/catalog?lang=en").text
    assert "The graph" in english
    assert "the texts are not included" in english


def test_files_are_offered_as_they_were_published(offering: Client, publication: Path) -> None:
    catalogue = rdflib.Graph().parse(publication / "catalog.ttl")
    sums = (publication / "SHA256SUMS").read_text("utf-8")
    for address in catalogue.objects(None, DCAT.downloadURL):
        path = str(address).removeprefix(BASE)
        answer = offering.get(f"/{path}", "*/*")
        assert answer.status_code == 200
        assert f"{hashlib.sha256(answer.content).hexdigest()}  {path}" in sums
        assert ("collection", "/catalog", "text/html") in _links(answer)
        if path.endswith(".gz"):
            assert answer.headers["content-type"] == "application/gzip"
            assert "content-encoding" not in answer.headers
            assert gzip.decompress(answer.content)
    page = offering.get("/download/vocabulary/ontology.html", "*/*")
    assert page.headers["content-disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "path", ["SHA256SUMS", "../SHA256SUMS", "%2e%2e/publication.json", "graph/", "graph/none.ttl"]
)
def test_nothing_else_is_offered(offering: Client, client: Client, path: str) -> None:
    assert offering.get(f"/download/{path}", "*/*").status_code == 404
    assert client.get("/download/graph/graph.nq.gz", "*/*").status_code == 404


def test_every_address_of_the_catalogue_answers(
    sample: Path, publication: Path, offering: Client
) -> None:
    catalogue = rdflib.Graph().parse(publication / "catalog.ttl")

    def answers(address: str) -> bool:
        assert address.startswith(BASE)
        return offering.get("/" + address.removeprefix(BASE), "*/*").status_code == 200

    scores = assess(catalogue, conforms=True, answers=answers)
    assert total(scores) == 405
    for predicate in (DCAT.landingPage, FOAF.page, FOAF.homepage, DCAT.endpointURL):
        for address in catalogue.objects(None, predicate):
            assert answers(str(address)), address


@pytest.mark.parametrize("media_type", DATA)
def test_void_is_where_it_is_looked_for(offering: Client, media_type: str) -> None:
    answer = offering.get("/.well-known/void", media_type)
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["vary"] == "Accept"
    told = rdflib.Graph().parse(data=answer.content, format=media_type)
    graph = rdflib.URIRef(GRAPH)
    assert (graph, RDF.type, VOID.Dataset) in told
    assert int(str(told.value(graph, VOID.triples))) > 5000
    assert str(told.value(graph, VOID.sparqlEndpoint)).endswith("/sparql")
    assert offering.get("/.well-known/void").headers["content-type"].startswith("text/turtle")
    assert offering.get("/.well-known/void", "image/png").status_code == 406


def test_the_map_for_crawlers_leads_to_pages_that_are_there(client: Client) -> None:
    assert f"Sitemap: {BASE}sitemap.xml" in client.get("/robots.txt").text.splitlines()
    answer = client.get("/sitemap.xml")
    assert answer.headers["content-type"].startswith("application/xml")
    found = [str(one.text) for one in ET.fromstring(answer.content).iter(_LOC)]  # noqa: S314
    assert len(found) == len(set(found)) > 80
    for address in found:
        assert client.get("/" + address.removeprefix(BASE)).status_code == 200, address
    assert client.get("/sitemap-1.xml").content == answer.content
    assert client.get("/sitemap-2.xml").status_code == 404
    assert client.get("/sitemap-0.xml").status_code == 404


def test_a_large_map_is_a_map_of_maps(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    monkeypatch.setattr(maps, "SITEMAP_SIZE", 50)
    index = ET.fromstring(client.get("/sitemap.xml").content)  # noqa: S314
    assert index.tag.endswith("sitemapindex")
    pieces: list[str] = []
    for one in index.iter(_LOC):
        part = client.get("/" + str(one.text).removeprefix(BASE))
        pieces += [str(loc.text) for loc in ET.fromstring(part.content).iter(_LOC)]  # noqa: S314
    assert pieces == [str(loc.text) for loc in whole.iter(_LOC)]


def test_a_folder_that_is_no_publication_is_refused(
    sample: Path, publication: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="no publication; make one with: fengtu export portal"):
        application(sample, publication=tmp_path)
    (tmp_path / "publication.json").write_bytes((publication / "publication.json").read_bytes())
    with pytest.raises(InputError, match="missing or cut; publish again"):
        application(sample, publication=tmp_path)


def test_a_graph_of_another_base_is_served_without_being_told_it(tmp_path: Path) -> None:
    build([resources.sample() / "04_数说平安.txt"], tmp_path / "graph", base="https://a.example/g/")
    client = Client(application(tmp_path / "graph"))
    assert client.get("/place/330700", "text/turtle").headers["location"] == (
        "/data/place/330700.ttl"
    )
    assert "<https://a.example/g/place/330700>" in client.get("/data/place/330700.nt", "*/*").text
    assert ("cite-as", "https://a.example/g/place/330700", "") in _links(
        client.get("/page/place/330700")
    )
    assert "https://a.example/g/catalog#graph" in client.get("/catalog.nt", "*/*").text


@pytest.mark.parametrize(
    "path", ["/place/330700", "/data/place/330700.ttl", "/catalog.ttl", "/.well-known/void", "/ont"]
)
def test_pages_of_other_sites_may_read_data_of_a_public_portal_alone(
    offering: Client, client: Client, path: str
) -> None:
    assert offering.get(path, "text/turtle").headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-origin" not in client.get(path, "text/turtle").headers
    assert "access-control-allow-origin" not in offering.get("/about").headers
