"""A publication is whole, tells the truth of its files, and quotes no more than it may."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import RDF, SKOS, VOID

from graph_build.errors import InputError, OutputError, UnknownName
from graph_build.export.publication import About, publish
from graph_build.export.publication.about import moment_of
from graph_build.export.publication.parts import parts
from graph_build.export.publication.site import rewrites
from graph_build.query import Graph, find

Written = Callable[[str], bytes]

NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
FT = rdflib.Namespace("https://w3id.org/fengtu/ont#")
LIGHT = ("registry", "nanopub", "web-annotation", "vocabulary")


def _read(publication: Path, path: str) -> bytes:
    content = (publication / "download" / path).read_bytes()
    return gzip.decompress(content) if path.endswith(".gz") else content


def test_every_file_is_there_and_has_the_digest_that_is_listed(publication: Path) -> None:
    lines = (publication / "SHA256SUMS").read_text("utf-8").splitlines()
    sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
    files = {
        p.relative_to(publication).as_posix(): p for p in publication.rglob("*") if p.is_file()
    }
    assert sums.keys() == files.keys() - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == digest
    assert {f"download/{part.path}" for part in parts()} <= files.keys()


def test_files_have_what_their_formats_have_alone(publication: Path, written: Written) -> None:
    for part in parts():
        if "/" not in part.form and part.form != "tables":
            assert _read(publication, part.path) == written(part.form), part.path


def test_the_same_graph_gives_the_same_bytes_anywhere(
    sample: Path, publication: Path, tmp_path: Path
) -> None:
    out = tmp_path / "again"
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Shanghai", "LC_ALL": "C"}
    command = [sys.executable, "-m", "graph_build.cli", "export", "portal"]
    arguments = ["--graph", str(sample), "--out", str(out)]
    done = subprocess.run([*command, *arguments], env=environment, check=True, capture_output=True)
    assert done.stdout == b""
    assert (out / "SHA256SUMS").read_text() == (publication / "SHA256SUMS").read_text()


def test_no_text_and_no_long_quotation_is_given(sample: Path, tmp_path: Path) -> None:
    graph, longest = Graph.open(sample), 20
    leave_out = ("registry", "vocabulary")
    about = dataclasses.replace(About.default(), quotes=longest, leave_out=leave_out)
    facts = publish(graph, tmp_path / "out", about)
    whole = {(str(t[0]), str(t[2])) for t in _quoted(graph)}
    given = list(ox.parse(_read(tmp_path / "out", "graph/graph.nq.gz"), ox.RdfFormat.N_QUADS))
    quoted = {(_name(q), _words(q)) for q in given if q.predicate.value == f"{NIF}anchorOf"}
    begun = {(_name(q), _words(q)) for q in given if q.predicate.value == f"{NIF}head"}
    assert quoted == {(span, words) for span, words in whole if len(words) <= longest}
    assert begun == {(s, words[:longest]) for s, words in whole if len(words) > longest}
    assert facts.share.cut == len(begun) > 0
    long = {words for _, words in whole if len(words) > longest}
    texts = [graph.text(document["id"]) for document in graph.manifest["documents"]]
    for path in (tmp_path / "out").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            shown = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
            assert not [w for w in long if w in shown.replace("\\n", "\n")], path.name
            assert not [text for text in texts if text in shown], path.name


def _quoted(graph: Graph) -> list[tuple[object, ...]]:
    return list(graph.store.triples(f"CONSTRUCT WHERE {{ ?s <{NIF}anchorOf> ?quote }}"))


def _name(quad: ox.Quad) -> str:
    assert isinstance(quad.subject, ox.NamedNode)
    return quad.subject.value


def _words(quad: ox.Quad) -> str:
    assert isinstance(quad.object, ox.Literal)
    return quad.object.value


def test_statements_keep_their_place_where_words_are_cut(sample: Path, tmp_path: Path) -> None:
    graph = Graph.open(sample)
    for name, quotes in (("none", 0), ("all", 10_000)):
        leave_out = ("registry", "vocabulary")
        about = dataclasses.replace(About.default(), quotes=quotes, leave_out=leave_out)
        publish(graph, tmp_path / name, about)
    for path in ("tables/relations.csv", "tables/actions.csv", "network/neo4j-relationships.csv"):
        rows = [_rows(tmp_path / name, path) for name in ("none", "all")]
        assert len(rows[0]) == len(rows[1]) > 0
        assert {row["quote"] for row in rows[0]} == {""}
        for one in (row for found in rows for row in found):
            del one["quote"]
        assert rows[0] == rows[1]
    for path in ("annotations/spans.nif.ttl.gz", "annotations/annotations.jsonld.gz"):
        assert len(_read(tmp_path / "none", path)) > 1000


def _rows(publication: Path, path: str) -> list[dict[str, str]]:
    text = _read(publication, path).decode("utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_void_counts_what_is_in_the_dump(publication: Path) -> None:
    void = rdflib.Graph().parse(publication / "void.ttl")
    dump = rdflib.Graph().parse(data=_read(publication, "graph/graph.ttl.gz"), format="turtle")
    graph = rdflib.URIRef("https://w3id.org/fengtu/catalog#graph")
    assert int(str(void.value(graph, VOID.triples))) == len(dump)
    assert int(str(void.value(graph, VOID.distinctSubjects))) == len(set(dump.subjects()))
    assert int(str(void.value(graph, VOID.distinctObjects))) == len(set(dump.objects()))
    classes = Counter(o for _, _, o in dump.triples((None, RDF.type, None)))
    told = {void.value(p, VOID["class"]): p for p in void.objects(graph, VOID.classPartition)}
    assert {c: int(str(void.value(p, VOID.entities))) for c, p in told.items()} == classes
    properties = Counter(dump.predicates())
    told = {void.value(p, VOID.property): p for p in void.objects(graph, VOID.propertyPartition)}
    assert {c: int(str(void.value(p, VOID.triples))) for c, p in told.items()} == properties
    for name, partition in told.items():
        found = int(str(void.value(partition, VOID.distinctObjects)))
        assert found == len(set(dump.objects(None, name)))
    for example in void.objects(graph, VOID.exampleResource):
        assert (example, RDF.type, None) in dump


def test_void_has_a_linkset_for_each_data_set_that_is_linked_to(publication: Path) -> None:
    void = rdflib.Graph().parse(publication / "void.ttl")
    dump = rdflib.Graph().parse(data=_read(publication, "graph/graph.ttl.gz"), format="turtle")
    units = [o for o in dump.objects(None, FT.unit) if str(o).startswith("http://qudt.org/")]
    linkset = void.value(predicate=VOID.objectsTarget, object=rdflib.URIRef("http://qudt.org/"))
    assert int(str(void.value(linkset, VOID.triples))) == len(units) > 0
    assert void.value(linkset, VOID.linkPredicate) == FT.unit


def test_tables_have_the_columns_that_are_described_and_rows_for_all(publication: Path) -> None:
    metadata = json.loads(_read(publication, "tables/csv-metadata.json"))
    dump = rdflib.Graph().parse(data=_read(publication, "graph/graph.ttl.gz"), format="turtle")
    kinds = {"relations": "Relation", "actions": "Action", "observations": "Observation"}
    kinds |= {"recognitions": "Recognition", "documents": "Document"}
    iris = {}
    for table in metadata["tables"]:
        rows = _rows(publication, f"tables/{table['url']}")
        assert list(rows[0]) == [column["name"] for column in table["tableSchema"]["columns"]]
        found = [row["iri"] for row in rows]
        assert found == sorted(set(found))
        iris[table["url"]] = set(found)
        if kind := kinds.get(table["url"].removesuffix(".csv")):
            assert iris[table["url"]] == {str(s) for s in dump.subjects(RDF.type, FT[kind])}
    for table in metadata["tables"]:
        for key in table["tableSchema"].get("foreignKeys", ()):
            column = key["columnReference"]
            rows = _rows(publication, f"tables/{table['url']}")
            assert {r[column] for r in rows} <= iris[key["reference"]["resource"]], column


def test_lists_for_neo4j_name_their_ends_and_equal_the_network(publication: Path) -> None:
    nodes = _rows(publication, "network/neo4j-nodes.csv")
    edges = _rows(publication, "network/neo4j-relationships.csv")
    network = nx.parse_graphml(_read(publication, "network/network.graphml.gz").decode())
    assert {row["iri:ID"] for row in nodes} == set(network.nodes)
    assert len(edges) == network.number_of_edges() > 0
    for row in edges:
        assert network.has_edge(row[":START_ID"], row[":END_ID"])
        assert row[":TYPE"].isupper()
        assert row["begin:long"].isdigit()
    assert all(row[":LABEL"].startswith("Thing;") for row in nodes)


def test_concepts_keep_the_conditions_of_skos(publication: Path) -> None:
    concepts = rdflib.Graph().parse(publication / "download/vocabulary/concepts.skos.ttl")
    schemes = set(concepts.subjects(RDF.type, SKOS.ConceptScheme))
    assert len(schemes) == 8
    for concept in set(concepts.subjects(SKOS.inScheme)):
        assert (concept, RDF.type, SKOS.Concept) in concepts
        labels = list(concepts.objects(concept, SKOS.prefLabel))
        tags = [o.language for o in labels if isinstance(o, rdflib.Literal)]
        assert len(tags) == len(set(tags)) > 0, concept
        for other in (SKOS.altLabel, SKOS.hiddenLabel):
            assert not set(labels) & set(concepts.objects(concept, other)), concept
        assert set(concepts.objects(concept, SKOS.inScheme)) <= schemes
        assert concept not in schemes


def test_the_readme_is_in_both_languages_and_says_how_much_is_quoted(
    sample: Path, publication: Path
) -> None:
    text = (publication / "README.md").read_text("utf-8")
    assert "每条引文至多 100 个字符" in text
    graph, quoted = Graph.open(sample), set()
    for row in graph.store.select(find("internal/spans").text).dicts():
        begin, end = int(row["begin"].value), int(row["end"].value)
        quoted |= {(row["document"].value, n) for n in range(begin, min(end, begin + 100))}
    percent = 100 * len(quoted) / graph.manifest["counts"]["characters"]
    assert f"cover {percent:.1f}% of the characters" in text
    for part in parts():
        assert f"`download/{part.path}`" in text


def test_a_description_for_search_engines_has_what_they_require(publication: Path) -> None:
    told = json.loads((publication / "dataset.jsonld").read_text("utf-8"))
    assert told["@type"] == "Dataset"
    assert 50 <= len(told["description"]) <= 5000
    for name in ("name", "license", "creator", "identifier", "temporalCoverage", "url", "keywords"):
        assert told[name], name
    assert told["temporalCoverage"] == "2025-12-20/2026-02-03"
    assert all(d["contentUrl"] and d["encodingFormat"] for d in told["distribution"])
    assert told["spatialCoverage"]["geo"]["box"].count(" ") == 3


def test_an_earlier_publication_is_replaced_and_nothing_else(sample: Path, tmp_path: Path) -> None:
    about = dataclasses.replace(About.default(), leave_out=LIGHT)
    graph, out = Graph.open(sample), tmp_path / "out"
    publish(graph, out, about)
    (out / "left.txt").write_text("from before")
    facts = publish(graph, out, dataclasses.replace(about, leave_out=(*LIGHT, "tables")))
    assert not (out / "left.txt").exists()
    assert not (out / "download" / "tables").exists()
    assert "tables" not in {one.name for one in facts.datasets}
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("mine")
    with pytest.raises(OutputError, match="holds something else than a publication"):
        publish(graph, other, about)
    assert (other / "letter.txt").read_text() == "mine"


def test_a_form_to_leave_out_has_to_be_one(sample: Path, tmp_path: Path) -> None:
    about = dataclasses.replace(About.default(), leave_out=("gexff",))
    with pytest.raises(UnknownName, match=r"no form 'gexff'; there are: .*gexf"):
        publish(Graph.open(sample), tmp_path / "out", about)


def test_redirects_are_written_where_the_site_is_elsewhere(sample: Path, tmp_path: Path) -> None:
    light = dataclasses.replace(About.default(), leave_out=LIGHT)
    for site, there in (("", False), ("https://data.example.org", True)):
        out = tmp_path / f"out{there}"
        facts = publish(Graph.open(sample), out, dataclasses.replace(light, site=site))
        path = out / "w3id" / "htaccess"
        assert path.is_file() is there
        if there:
            assert facts.about.site == "https://data.example.org/"
            assert path.read_text() == rewrites(facts.base, facts.about.site)
            assert "https://data.example.org/download/graph/graph.nq.gz" in (
                (out / "catalog.ttl").read_text("utf-8")
            )


def test_the_time_of_issue_is_that_of_the_publisher_or_the_environment(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph, light = Graph.open(sample), dataclasses.replace(About.default(), leave_out=LIGHT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028800")
    assert publish(graph, tmp_path / "a", light).about.issued == "2025-11-25T00:00:00Z"
    said = tmp_path / "about.toml"
    said.write_text("issued = 2026-03-01\n")
    own = dataclasses.replace(About.read(said), leave_out=LIGHT)
    assert publish(graph, tmp_path / "b", own).about.issued == "2026-03-01T00:00:00Z"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    built = (graph.folder / "manifest.json").stat().st_mtime
    assert publish(graph, tmp_path / "c", light).about.issued == moment_of(built)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("site = 'ftp://a/'", "site: expected an address that begins with http"),
        ("site = 'https://a/ b'", "site: expected an address"),
        ("title = 'x'", "title: expected { zh ="),
        ("title = { zh = '', en = 'x' }", "title: expected a text, got ''"),
        ("quotes = -1", "quotes: expected a number of characters from 0, got -1"),
        ("issued = 'soon'", "issued: Invalid isoformat string"),
        ("keywords = []", "keywords: expected a list of keywords"),
        ("extent = { iri = 'https://a/' }", "extent: 'box'"),
        ("colour = 'red'", "unknown entry 'colour'; there are: .*contact_email"),
        ("title =", "no description of a publication"),
    ],
)
def test_a_malformed_description_is_refused_in_one_line(
    tmp_path: Path, text: str, message: str
) -> None:
    path = tmp_path / "about.toml"
    path.write_text(text)
    with pytest.raises(InputError, match=message) as caught:
        About.read(path)
    assert "about.toml" in str(caught.value)
