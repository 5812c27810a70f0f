"""What a publication is worth is what others read in it: their validators and clients, unchanged.

`just outside` installs them into an environment of their own; without it these tests are skipped.
"""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import DCAT, RDF

from tests.outside.asking import told_by

NP = "http://www.nanopub.org/nschema#Nanopublication"


@pytest.mark.parametrize(
    ("name", "form"),
    [("catalog.ttl", "turtle"), ("catalog.rdf", "xml"), ("catalog.jsonld", "json-ld")],
)
def test_ckan_harvests_every_data_set_with_its_files(
    python: Path, publication: Path, name: str, form: str
) -> None:
    datasets = told_by(python, "harvest", publication / name, form)
    catalogue = rdflib.Graph().parse(publication / "catalog.ttl")
    expected = {str(one) for one in catalogue.subjects(RDF.type, DCAT.Dataset)}
    harvested = {one["key"]: one["value"] for d in datasets for one in d["extras"]}
    assert {_extra(one, "uri") for one in datasets} == expected
    assert {"publisher_name", "contact_name", "spatial_uri", "temporal_start"} <= harvested.keys()
    for dataset in datasets:
        assert dataset["title"]
        assert dataset["notes"]
        assert dataset["tags"]
        assert _extra(dataset, "identifier") == _extra(dataset, "uri")
    files = {r["download_url"]: r for d in datasets for r in d["resources"] if "download_url" in r}
    assert files.keys() == {str(o) for o in catalogue.objects(None, DCAT.downloadURL)}
    for address, resource in files.items():
        file = publication / "download" / address.partition("/download/")[2]
        assert resource["size"] == file.stat().st_size
        assert resource["hash"] in (publication / "SHA256SUMS").read_text()
        assert resource["license"].endswith("CC_BY_4_0")


def _extra(dataset: dict[str, Any], key: str) -> str:
    return str(next(one["value"] for one in dataset["extras"] if one["key"] == key))


def test_the_tables_are_valid_by_the_library_csvw(python: Path, publication: Path) -> None:
    told = told_by(python, "csv_tables", publication / "download" / "tables" / "csv-metadata.json")
    assert told["valid"]
    assert told["warnings"] == []
    assert len(told["rows"]) == 6
    assert all(told["rows"].values())


def test_the_folder_is_a_research_object_by_its_validator(python: Path, publication: Path) -> None:
    told = told_by(python, "research_object", publication)
    assert told["issues"] == []
    assert told["passed"]
    on_disk = {p.relative_to(publication).as_posix() for p in publication.rglob("*") if p.is_file()}
    assert set(told["files"]) == on_disk - {"ro-crate-metadata.json", "SHA256SUMS"}


def test_the_library_nanopub_accepts_every_nanopublication(python: Path, publication: Path) -> None:
    path = publication / "download" / "nanopublications" / "claims.nanopub.trig.gz"
    told = told_by(python, "nanopublications", path)
    with gzip.open(path) as file:
        quads = list(ox.parse(file.read(), ox.RdfFormat.TRIG))
    heads = {q.subject.value for q in quads if str(q.object) == f"<{NP}>" and _is_iri(q.subject)}
    assert set(told["valid"]) == heads
    assert len(heads) > 100


def _is_iri(term: object) -> bool:
    return isinstance(term, ox.NamedNode)


def test_the_client_signposting_finds_its_way_from_an_identifier(
    python: Path, address: str
) -> None:
    told = told_by(python, "signposts", f"{address}/place/330700")
    base = "https://w3id.org/fengtu/"
    assert told["cite-as"] == f"{base}place/330700"
    assert [media_type for _, media_type in told["describedby"]] == [
        "application/ld+json",
        "application/n-triples",
        "application/rdf+xml",
        "text/turtle",
    ]
    assert told["type"] == ["https://schema.org/AboutPage", "https://schema.org/Place"]
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert told["author"] == [f"{base}catalog#publisher"]
    for target, media_type in told["describedby"]:
        answer = httpx.get(target, headers={"accept": media_type})
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)


def test_the_client_signposting_finds_the_files_of_the_data_set(python: Path, address: str) -> None:
    told = told_by(python, "signposts", f"{address}/catalog")
    assert told["cite-as"] == "https://w3id.org/fengtu/catalog#graph"
    assert "https://schema.org/Dataset" in told["type"]
    assert len(told["item"]) == 7
    for target, media_type in told["item"]:
        answer = httpx.get(target)
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(media_type)
    found = told_by(python, "signposts", told["item"][0][0])
    assert found["collection"] == f"{address}/catalog"
