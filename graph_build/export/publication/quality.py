"""How a catalogue does by the Metadata Quality Assessment of data.europa.eu: 405 points.

An indicator counts where every data set, or every distribution, meets it; the European portal gives
points by the share of data sets that do. Whether addresses answer can only be told by asking them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib.namespace import DCAT, DCTERMS, RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import rdflib
    from rdflib.term import Node

_EU = "http://publications.europa.eu/resource/authority/"
_IANA = "https://www.iana.org/assignments/media-types/"
_MACHINES = frozenset(
    f"{_EU}file-type/{name}"
    for name in (
        *("RDF_N_QUADS", "RDF_TRIG", "RDF_TURTLE", "RDF_N_TRIPLES", "RDF_XML", "JSON_LD"),
        *("JSON", "CSV", "XML", "TSV", "GEOJSON"),
    )
)
_OPEN = _MACHINES | {f"{_EU}file-type/{name}" for name in ("HTML", "TXT", "PDF")}
_MAXIMUM = 405


@dataclass(frozen=True, slots=True)
class Indicator:
    """A question that is asked of each data set or distribution, and the points it gives."""

    dimension: str
    name: str
    points: int
    subject: str
    met: Callable[[rdflib.Graph, Node], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """How an indicator came out; `met` is None where it has not been asked."""

    indicator: Indicator
    met: bool | None

    @property
    def points(self) -> int:
        """The points that it gives."""
        return self.indicator.points if self.met else 0


def assess(
    catalogue: rdflib.Graph,
    *,
    conforms: bool | None = None,
    answers: Callable[[str], bool] | None = None,
) -> list[Score]:
    """Return how a catalogue does by each indicator.

    `conforms` is what a SHACL validator said by the shapes of DCAT-AP; `answers` says whether an
    address answers with 200. Without them what they would tell stays open.
    """
    found = [Score(one, _all(catalogue, one)) for one in _INDICATORS]
    reached = {
        "dcat:accessURL": (DCAT.accessURL, 50),
        "dcat:downloadURL": (DCAT.downloadURL, 30),
    }
    for name, (predicate, points) in reached.items():
        one = Indicator("accessibility", f"{name} answers", points, "distribution", _has(predicate))
        told = answers and all(answers(str(o)) for o in catalogue.objects(None, predicate))
        found.append(Score(one, told))
    one = Indicator("interoperability", "DCAT-AP compliance", 30, "dataset", _has(RDF.type))
    found.append(Score(one, conforms))
    return sorted(found, key=lambda score: _DIMENSIONS.index(score.indicator.dimension))


def total(scores: Iterable[Score]) -> int:
    """Return the points of a catalogue, of 405."""
    return sum(score.points for score in scores)


def maximum() -> int:
    """Return the points that a catalogue can have."""
    return _MAXIMUM


def _all(catalogue: rdflib.Graph, indicator: Indicator) -> bool:
    kind = DCAT.Dataset if indicator.subject == "dataset" else DCAT.Distribution
    subjects = list(catalogue.subjects(RDF.type, kind))
    if indicator.name.startswith("dcat:downloadURL") or indicator.name == "dcat:byteSize":
        # What a service gives has no file.
        subjects = [s for s in subjects if not _has(DCAT.accessService)(catalogue, s)]
    return bool(subjects) and all(indicator.met(catalogue, subject) for subject in subjects)


def _has(predicate: Node) -> Callable[[rdflib.Graph, Node], bool]:
    return lambda graph, subject: (subject, predicate, None) in graph


def _from(predicate: Node, *starts: str) -> Callable[[rdflib.Graph, Node], bool]:
    """Return what says whether every value comes from a list that is known by its beginning."""

    def met(graph: rdflib.Graph, subject: Node) -> bool:
        values = [str(value) for value in graph.objects(subject, predicate)]
        return bool(values) and all(value.startswith(starts) for value in values)

    return met


def _in(predicate: Node, known: frozenset[str]) -> Callable[[rdflib.Graph, Node], bool]:
    def met(graph: rdflib.Graph, subject: Node) -> bool:
        values = {str(value) for value in graph.objects(subject, predicate)}
        return bool(values) and values <= known

    return met


def _formats(graph: rdflib.Graph, subject: Node) -> bool:
    """Say whether format and media type are of the European list and of IANA."""
    return _from(DCTERMS.format, f"{_EU}file-type/")(graph, subject) and _from(
        DCAT.mediaType, _IANA
    )(graph, subject)


_DIMENSIONS = (
    "findability",
    "accessibility",
    "interoperability",
    "reusability",
    "contextuality",
)
_INDICATORS = (
    Indicator("findability", "dcat:keyword", 30, "dataset", _has(DCAT.keyword)),
    Indicator("findability", "dcat:theme", 30, "dataset", _from(DCAT.theme, f"{_EU}data-theme/")),
    Indicator("findability", "dcterms:spatial", 20, "dataset", _has(DCTERMS.spatial)),
    Indicator("findability", "dcterms:temporal", 20, "dataset", _has(DCTERMS.temporal)),
    Indicator("accessibility", "dcat:downloadURL", 20, "distribution", _has(DCAT.downloadURL)),
    Indicator("interoperability", "dcterms:format", 20, "distribution", _has(DCTERMS.format)),
    Indicator("interoperability", "dcat:mediaType", 10, "distribution", _has(DCAT.mediaType)),
    Indicator(
        "interoperability", "format and media type from a list", 10, "distribution", _formats
    ),
    Indicator(
        "interoperability", "not proprietary", 20, "distribution", _in(DCTERMS.format, _OPEN)
    ),
    Indicator(
        "interoperability", "machine-readable", 20, "distribution", _in(DCTERMS.format, _MACHINES)
    ),
    Indicator("reusability", "dcterms:license", 20, "distribution", _has(DCTERMS.license)),
    Indicator(
        "reusability",
        "licence from a list",
        10,
        "distribution",
        _from(DCTERMS.license, f"{_EU}licence/"),
    ),
    Indicator("reusability", "dcterms:accessRights", 10, "dataset", _has(DCTERMS.accessRights)),
    Indicator(
        "reusability",
        "access rights from a list",
        5,
        "dataset",
        _from(DCTERMS.accessRights, f"{_EU}access-right/"),
    ),
    Indicator("reusability", "dcat:contactPoint", 20, "dataset", _has(DCAT.contactPoint)),
    Indicator("reusability", "dcterms:publisher", 10, "dataset", _has(DCTERMS.publisher)),
    Indicator("contextuality", "dcterms:rights", 5, "distribution", _has(DCTERMS.rights)),
    Indicator("contextuality", "dcat:byteSize", 5, "distribution", _has(DCAT.byteSize)),
    Indicator("contextuality", "dcterms:issued", 5, "dataset", _has(DCTERMS.issued)),
    Indicator("contextuality", "dcterms:modified", 5, "dataset", _has(DCTERMS.modified)),
)
