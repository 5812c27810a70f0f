"""The catalogue of a publication by DCAT-AP 3.0.1, every recommended property included.

The range shapes of DCAT-AP want to know the class of each concept that the file only refers to, so
the concepts of the European lists that are used stand in it with class and name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_build.export.publication.about import catalogue_iri
from graph_build.export.publication.facts import GRAPH
from graph_build.export.publication.forms import said, typed
from graph_build.export.publication.parts import GZIP_IRI, datasets, parts
from graph_build.store import literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.export.publication.about import Extent, Text
    from graph_build.export.publication.facts import Facts
    from graph_build.export.publication.forms import Value
    from graph_build.export.publication.parts import Dataset, Part

_EU = "http://publications.europa.eu/resource/authority/"
_THEMES = f"{_EU}data-theme"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_ATTRIBUTION = "http://purl.org/adms/licencetype/Attribution"
_PUBLISHERS = "http://purl.org/adms/publishertype/"
_PROTOCOL = "https://www.w3.org/TR/sparql11-protocol/"
_WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"
_LANGUAGES = {
    f"{_EU}language/ZHO": {"zh": "中文", "en": "Chinese"},
    f"{_EU}language/ENG": {"zh": "英文", "en": "English"},
}
_THEME_NAMES: dict[str, Text] = {
    "AGRI": {"zh": "农业、渔业、林业与食品", "en": "Agriculture, fisheries, forestry and food"},
    "ECON": {"zh": "经济与金融", "en": "Economy and finance"},
    "EDUC": {"zh": "教育、文化与体育", "en": "Education, culture and sport"},
    "ENER": {"zh": "能源", "en": "Energy"},
    "ENVI": {"zh": "环境", "en": "Environment"},
    "GOVE": {"zh": "政府与公共部门", "en": "Government and public sector"},
    "HEAL": {"zh": "卫生", "en": "Health"},
    "INTR": {"zh": "国际事务", "en": "International issues"},
    "JUST": {
        "zh": "司法、法律制度与公共安全",
        "en": "Justice, legal system and public safety",
    },
    "REGI": {"zh": "区域与城市", "en": "Regions and cities"},
    "SOCI": {"zh": "人口与社会", "en": "Population and society"},
    "TECH": {"zh": "科学技术", "en": "Science and technology"},
    "TRAN": {"zh": "交通", "en": "Transport"},
}
_AVAILABLE = f"{_EU}planned-availability/STABLE"
_PUBLIC = f"{_EU}access-right/PUBLIC"
_IRREGULAR = f"{_EU}frequency/IRREG"
_SERVED = ("application/sparql-results+json", "JSON")
_MEDIA = "https://www.iana.org/assignments/media-types/"


def catalogue(facts: Facts) -> Iterator[str]:
    """Return the catalogue as lines of N-Triples."""
    yield from _catalogue(facts)
    yield from _agents(facts)
    for dataset in facts.datasets:
        yield from _dataset(facts, dataset)
        for part in facts.parts_of(dataset):
            yield from _page(facts, part) if part.is_page else _distribution(facts, part)
    yield from _service(facts)
    yield from _concepts(facts)


def distribution_iri(part: Part, *, base: str) -> str:
    """Return the IRI under which the catalogue knows a file."""
    return catalogue_iri(part.name, base=base)


def _catalogue(facts: Facts) -> Iterator[str]:
    about = facts.about
    yield from said(
        facts.iri(),
        {
            "a": "dcat:Catalog",
            "dcterms:title": about.title,
            "dcterms:description": about.description,
            "dcterms:publisher": facts.iri("publisher"),
            "dcterms:issued": typed(about.issued, "dateTime"),
            "dcterms:modified": typed(about.issued, "dateTime"),
            "dcterms:language": tuple(_LANGUAGES),
            "dcterms:license": about.licence_code,
            "dcterms:rights": facts.iri("rights"),
            "dcterms:spatial": about.extent.iri,
            "dcat:themeTaxonomy": _THEMES,
            "dcat:contactPoint": facts.iri("contact"),
            "dcat:dataset": tuple(facts.iri(one.name) for one in facts.datasets),
            "dcat:service": facts.iri("sparql"),
            "foaf:homepage": about.homepage,
        },
    )
    yield from said(about.homepage, {"a": "foaf:Document"})


def _agents(facts: Facts) -> Iterator[str]:
    about = facts.about
    kind = _PUBLISHERS + about.publisher_type
    yield from said(
        facts.iri("publisher"),
        {
            "a": ("foaf:Agent", "foaf:Organization"),
            "foaf:name": about.publisher,
            "foaf:homepage": about.homepage,
            "dcterms:type": kind,
        },
    )
    name = {"zh": about.publisher_type, "en": about.publisher_type}
    yield from said(kind, {"a": "skos:Concept", "skos:prefLabel": name})
    contact: dict[str, Value] = {
        "a": ("vcard:Kind", "vcard:Organization"),
        "vcard:fn": about.publisher,
        "vcard:hasURL": about.contact_page,
    }
    if about.contact_email:
        contact["vcard:hasEmail"] = f"mailto:{about.contact_email}"
    yield from said(facts.iri("contact"), contact)
    rights: dict[str, Value] = {"a": "dcterms:RightsStatement", "rdfs:label": about.rights}
    yield from said(facts.iri("rights"), rights)


def _described(facts: Facts, dataset: Dataset) -> dict[str, Value]:
    """Return what a data set and a service have alike."""
    about = facts.about
    return {
        "dcterms:title": dataset.title,
        "dcterms:description": dataset.description,
        "dcterms:publisher": facts.iri("publisher"),
        "dcterms:accessRights": _PUBLIC,
        "dcat:contactPoint": facts.iri("contact"),
        "dcat:keyword": about.keywords,
        "dcat:theme": tuple(f"{_THEMES}/{theme}" for theme in about.themes),
        "dcat:landingPage": facts.landing_page,
    }


def _dataset(facts: Facts, dataset: Dataset) -> Iterator[str]:
    about = facts.about
    own: dict[str, Value] = {
        "a": "dcat:Dataset",
        "dcterms:identifier": literal(facts.iri(dataset.name)),
        "dcterms:creator": facts.iri("publisher"),
        "dcterms:issued": typed(about.issued, "dateTime"),
        "dcterms:modified": typed(about.issued, "dateTime"),
        "dcterms:language": tuple(_LANGUAGES),
        "dcterms:spatial": about.extent.iri,
        "dcterms:accrualPeriodicity": _IRREGULAR,
        "dcat:version": literal(about.version),
        "dcat:distribution": tuple(
            distribution_iri(part, base=facts.base)
            for part in facts.parts_of(dataset)
            if not part.is_page
        ),
    }
    if pages := tuple(facts.address(p.path) for p in facts.parts_of(dataset) if p.is_page):
        own["foaf:page"] = pages
    if facts.period:
        own["dcterms:temporal"] = facts.iri("period")
    if dataset.name == GRAPH:
        own["dcat:distribution"] = (own["dcat:distribution"], facts.iri("graph-sparql"))
    yield from said(facts.iri(dataset.name), own | _described(facts, dataset))
    yield from said(facts.landing_page, {"a": "foaf:Document"})


def _page(facts: Facts, part: Part) -> Iterator[str]:
    told: dict[str, Value] = {"a": "foaf:Document", "dcterms:title": part.title}
    yield from said(facts.address(part.path), told)


def _distribution(facts: Facts, part: Part) -> Iterator[str]:
    subject = distribution_iri(part, base=facts.base)
    told: dict[str, Value] = {
        "dcterms:title": part.title,
        "dcterms:format": part.file_type_iri,
        "dcat:mediaType": part.media_type_iri,
        "dcat:accessURL": facts.address(part.path),
        "dcat:downloadURL": facts.address(part.path),
    }
    if part.standard:
        told["dcterms:conformsTo"] = part.standard
        yield from said(part.standard, {"a": "dcterms:Standard"})
    if part.is_compressed:
        told["dcat:compressFormat"] = GZIP_IRI
    if file := facts.files.get(part.path):
        told["dcat:byteSize"] = typed(file.size, "nonNegativeInteger")
        told["spdx:checksum"] = f"{subject}-sha256"
        digest = {"spdx:checksumValue": typed(file.sha256.upper(), "hexBinary")}
        kept = {"a": "spdx:Checksum", "spdx:algorithm": _SHA256} | digest
        yield from said(f"{subject}-sha256", kept)
    yield from _offered(facts, subject, told)


def _offered(facts: Facts, subject: str, told: dict[str, Value]) -> Iterator[str]:
    """Return what every distribution says, and what this one does."""
    about = facts.about
    both: dict[str, Value] = {
        "a": "dcat:Distribution",
        "dcterms:description": told["dcterms:title"],
        "dcterms:license": about.licence_code,
        "dcterms:rights": facts.iri("rights"),
        "dcterms:issued": typed(about.issued, "dateTime"),
        "dcterms:modified": typed(about.issued, "dateTime"),
        "dcterms:language": tuple(_LANGUAGES),
        "dcatap:availability": _AVAILABLE,
    }
    yield from said(subject, both | told)


def _service(facts: Facts) -> Iterator[str]:
    """Return the SPARQL service, and the graph as it is given by it."""
    title: Text = {"zh": "SPARQL 查询服务", "en": "SPARQL service"}
    told: dict[str, Value] = {
        "dcterms:title": title,
        "dcterms:format": f"{_EU}file-type/{_SERVED[1]}",
        "dcat:mediaType": _MEDIA + _SERVED[0],
        "dcterms:conformsTo": _PROTOCOL,
        "dcat:accessURL": facts.about.sparql,
        "dcat:accessService": facts.iri("sparql"),
    }
    yield from _offered(facts, facts.iri("graph-sparql"), told)
    graph = next(one for one in datasets() if one.name == GRAPH)
    own: dict[str, Value] = {
        "a": ("dcat:DataService", "sd:Service"),
        "dcterms:title": title,
        "dcterms:license": facts.about.licence_code,
        "dcterms:conformsTo": _PROTOCOL,
        "dcat:endpointURL": facts.about.sparql,
        "dcat:endpointDescription": facts.about.sparql,
        "dcat:servesDataset": facts.iri(GRAPH),
        "sd:endpoint": facts.about.sparql,
    }
    yield from said(facts.iri("sparql"), _described(facts, graph) | own)


def _concepts(facts: Facts) -> Iterator[str]:
    """Return the class and the name of everything of other lists that the catalogue refers to."""
    about = facts.about
    for language, name in _LANGUAGES.items():
        yield from _named(language, "dcterms:LinguisticSystem", name)
    theme: Text = {"zh": "数据主题", "en": "Data themes"}
    yield from said(_THEMES, {"a": "skos:ConceptScheme", "dcterms:title": theme})
    for code in about.themes:
        name = _THEME_NAMES.get(code, {"zh": code, "en": code})
        own: dict[str, Value] = {"a": "skos:Concept", "skos:inScheme": _THEMES}
        yield from said(f"{_THEMES}/{code}", own | {"skos:prefLabel": name})
    yield from _named(_AVAILABLE, "skos:Concept", {"zh": "长期稳定", "en": "stable"})
    yield from _named(_ATTRIBUTION, "skos:Concept", {"zh": "署名", "en": "attribution"})
    yield from _named(_PUBLIC, "dcterms:RightsStatement", {"zh": "公开", "en": "public"})
    yield from _named(_IRREGULAR, "dcterms:Frequency", {"zh": "不定期", "en": "irregular"})
    yield from _licence(facts)
    yield from _extent(about.extent)
    yield from said(_PROTOCOL, {"a": "dcterms:Standard"})
    yield from _formats()
    if facts.period:
        start, end = facts.period
        yield from said(
            facts.iri("period"),
            {
                "a": "dcterms:PeriodOfTime",
                "dcat:startDate": typed(f"{start}T00:00:00Z", "dateTime"),
                "dcat:endDate": typed(f"{end}T23:59:59Z", "dateTime"),
            },
        )


def _named(iri: str, kind: str, name: Text) -> Iterator[str]:
    yield from said(iri, {"a": kind, "skos:prefLabel": name})


def _licence(facts: Facts) -> Iterator[str]:
    yield from said(
        facts.about.licence_code,
        {
            "a": "dcterms:LicenseDocument",
            "dcterms:type": _ATTRIBUTION,
            "rdfs:seeAlso": facts.about.licence,
            "skos:exactMatch": facts.about.licence,
        },
    )


def _extent(extent: Extent) -> Iterator[str]:
    west, south, east, north = extent.box
    corners = ((west, south), (east, south), (east, north), (west, north), (west, south))
    ring = ", ".join(f"{x} {y}" for x, y in corners)
    x, y = extent.centre
    yield from said(
        extent.iri,
        {
            "a": "dcterms:Location",
            "skos:prefLabel": extent.label,
            "dcat:bbox": literal(f"POLYGON(({ring}))", datatype=_WKT),
            "dcat:centroid": literal(f"POINT({x} {y})", datatype=_WKT),
        },
    )


def _formats() -> Iterator[str]:
    own = {(part.file_type_iri, part.media_type_iri) for part in parts()}
    served = {(f"{_EU}file-type/{_SERVED[1]}", _MEDIA + _SERVED[0])}
    for file_type, media_type in sorted(own | served):
        yield from said(file_type, {"a": "dcterms:MediaTypeOrExtent"})
        yield from said(media_type, {"a": "dcterms:MediaType"})
    yield from said(GZIP_IRI, {"a": "dcterms:MediaType"})
