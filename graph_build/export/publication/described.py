"""A publication in the terms of schema.org: for search engines, and as a research object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graph_build.export.publication.catalogue import distribution_iri
from graph_build.export.publication.facts import DOWNLOADS, GRAPH
from graph_build.export.publication.parts import parts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.export.publication.about import Text
    from graph_build.export.publication.facts import Facts
    from graph_build.export.publication.parts import Dataset, Part

METADATA = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.1"
_PYTHON = "https://w3id.org/fengtu/agent/software"

Node = dict[str, Any]


def dataset(facts: Facts) -> Node:
    """Return the publication as a schema.org Dataset, for the landing page."""
    about = facts.about
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": facts.iri(GRAPH),
        "name": about.title["zh"],
        "alternateName": about.title["en"],
        "description": f"{about.description['zh']} {about.description['en']}",
        "url": facts.landing_page,
        "identifier": facts.iri(GRAPH),
        "inLanguage": ["zh", "en"],
        "license": about.licence,
        "isAccessibleForFree": True,
        "version": about.version,
        "datePublished": about.issued,
        "dateModified": about.issued,
        "keywords": [word for keyword in about.keywords for word in keyword.values()],
        "creator": _publisher(facts),
        "publisher": _publisher(facts),
        **({"temporalCoverage": "/".join(facts.period)} if facts.period else {}),
        "spatialCoverage": _place(facts),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": facts.iri(),
            "name": about.title["zh"],
            "url": facts.landing_page,
        },
        "variableMeasured": ["陈述 statement", "指标 indicator"],
        "distribution": [_download(facts, part) for part in facts.graph],
    }


def _publisher(facts: Facts) -> Node:
    about = facts.about
    return {
        "@type": "Organization",
        "@id": facts.iri("publisher"),
        "name": about.publisher["zh"],
        "alternateName": about.publisher["en"],
        "url": about.homepage,
    }


def _place(facts: Facts) -> Node:
    west, south, east, north = facts.about.extent.box
    return {
        "@type": "Place",
        "name": facts.about.extent.label["zh"],
        "geo": {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"},
    }


def _download(facts: Facts, part: Part) -> Node:
    node: Node = {
        "@type": "DataDownload",
        "@id": distribution_iri(part, base=facts.base),
        "name": part.title["zh"],
        "contentUrl": facts.address(part.path),
        "encodingFormat": part.media_type,
        "license": facts.about.licence,
    }
    if file := facts.files.get(part.path):
        node |= {"contentSize": f"{file.size} B", "sha256": file.sha256}
    return node


def crate(facts: Facts, extra: Iterable[tuple[str, Text, str]]) -> bytes:
    """Return the metadata of the folder as an RO-Crate 1.1.

    `extra` are the files that describe the data: path, what is in them, and their media type.
    """
    about = facts.about
    described = list(extra)
    nodes = [
        _descriptor(),
        _root(facts, [path for path, _, _ in described]),
        *(_crate_dataset(facts, one) for one in facts.datasets),
        *(_crate_file(facts, part) for one in facts.datasets for part in facts.parts_of(one)),
        *(_described_file(facts, *one) for one in described),
        {**_publisher(facts), "contactPoint": {"@id": facts.iri("contact")}},
        _contact(facts),
        _licence(facts),
        {"@id": about.extent.iri, **_located(facts)},
        _software(),
        *_standards(facts),
    ]
    made = {"@context": f"{_PROFILE}/context", "@graph": nodes}
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _descriptor() -> Node:
    return {
        "@id": METADATA,
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": _PROFILE},
        "license": {"@id": "https://creativecommons.org/publicdomain/zero/1.0/"},
    }


def _root(facts: Facts, described: list[str]) -> Node:
    about = facts.about
    folders = [f"{DOWNLOADS}{one.name}/" for one in facts.datasets]
    root: Node = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{about.title['zh']} · {about.title['en']}",
        "description": f"{about.description['zh']} {about.description['en']}",
        "datePublished": about.issued,
        "dateModified": about.issued,
        "version": about.version,
        "license": {"@id": about.licence},
        "identifier": facts.iri(GRAPH),
        "url": facts.landing_page,
        "keywords": ", ".join(word for one in about.keywords for word in one.values()),
        "inLanguage": "zh",
        "author": {"@id": facts.iri("publisher")},
        "publisher": {"@id": facts.iri("publisher")},
        "contactPoint": {"@id": facts.iri("contact")},
        "contentLocation": {"@id": about.extent.iri},
        "isBasedOn": {"@id": _PYTHON},
        "hasPart": [{"@id": path} for path in (*folders, *described)],
    }
    if facts.period:
        root["temporalCoverage"] = "/".join(facts.period)
    return root


def _crate_dataset(facts: Facts, one: Dataset) -> Node:
    return {
        "@id": f"{DOWNLOADS}{one.name}/",
        "@type": "Dataset",
        "name": f"{one.title['zh']} · {one.title['en']}",
        "description": f"{one.description['zh']} {one.description['en']}",
        "license": {"@id": facts.about.licence},
        "hasPart": _compact([{"@id": f"{DOWNLOADS}{p.path}"} for p in facts.parts_of(one)]),
    }


def _crate_file(facts: Facts, part: Part) -> Node:
    file = facts.files[part.path]
    node: Node = {
        "@id": f"{DOWNLOADS}{part.path}",
        "@type": "File",
        "name": f"{part.title['zh']} · {part.title['en']}",
        "description": f"{part.title['zh']} · {part.title['en']}",
        "contentSize": str(file.size),
        "sha256": file.sha256,
        "encodingFormat": part.media_type,
        "license": {"@id": facts.about.licence},
        "sdDatePublished": facts.about.issued,
    }
    if part.is_compressed:
        node["encodingFormat"] = ["application/gzip", part.media_type]
    if part.standard:
        node["conformsTo"] = {"@id": part.standard}
    return node


def _described_file(facts: Facts, path: str, title: Text, media_type: str) -> Node:
    return {
        "@id": path,
        "@type": "File",
        "name": f"{title['zh']} · {title['en']}",
        "description": f"{title['zh']} · {title['en']}",
        "encodingFormat": media_type,
        "license": {"@id": facts.about.licence},
    }


def _contact(facts: Facts) -> Node:
    about = facts.about
    node: Node = {
        "@id": facts.iri("contact"),
        "@type": "ContactPoint",
        "name": about.publisher["zh"],
        "contactType": "data publisher",
        "url": about.contact_page,
    }
    if about.contact_email:
        node["email"] = about.contact_email
    return node


def _licence(facts: Facts) -> Node:
    return {
        "@id": facts.about.licence,
        "@type": "CreativeWork",
        "name": "Creative Commons Attribution 4.0"
        if "creativecommons.org/licenses/by/4.0" in facts.about.licence
        else facts.about.licence,
        "description": f"{facts.about.rights['zh']} {facts.about.rights['en']}",
    }


def _located(facts: Facts) -> Node:
    return {"@type": "Place", "name": facts.about.extent.label["zh"]}


def _software() -> Node:
    return {
        "@id": _PYTHON,
        "@type": "SoftwareApplication",
        "name": "枫图 Fengtu",
        "url": "https://w3id.org/fengtu/",
    }


def _standards(facts: Facts) -> list[Node]:
    """Return the standards that files of the crate conform to."""
    found = {part.standard for part in parts() if part.path in facts.files and part.standard}
    return [{"@id": one, "@type": "CreativeWork", "name": one} for one in sorted(found)]


def _compact(values: list[Node]) -> Node | list[Node]:
    """Return one value alone, as RO-Crate wants it, and several as a list."""
    return values[0] if len(values) == 1 else values
