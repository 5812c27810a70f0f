"""The properties by which queries are narrowed and tables extended, and the classes of things."""

from __future__ import annotations

from dataclasses import dataclass

from graph_build.iris import ONT, ORG
from graph_build.model import INITIATIVE_CLASSES

_DCTERMS = "http://purl.org/dc/terms/"
_DCAT = "http://www.w3.org/ns/dcat#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"

INITIATIVES = tuple(INITIATIVE_CLASSES)
ENTITIES = ("Institution", "Place", "Person", "Goal", "Honour", "Indicator", "Document")
KINDS = ("Initiative", *(kind for kind in INITIATIVES if kind != "Initiative"), *ENTITIES)
"""The classes of things that are found where no type is asked for, in the order of suggestion."""

TYPES = (*KINDS, "PeriodOfTime", "Concept")
"""The types that queries may ask for."""

DEFAULT_TYPES = ("Initiative", *ENTITIES)


@dataclass(frozen=True, slots=True)
class Property:
    """A property: where its values come from, what they are, and which classes have it.

    `source` is `facts`, or a facet of the index, or `names`, `class`, `mentions`, `claims`, `iri`.
    Values are a `thing`, a `text`, a `number` or a `date`; things of one class say so in `of`.
    """

    id: str
    value: str
    classes: tuple[str, ...]
    predicates: tuple[str, ...] = ()
    source: str = "facts"
    of: str = ""


def _all(*classes: str) -> tuple[str, ...]:
    """Return classes, with the narrower ones of Initiative."""
    return tuple(dict.fromkeys(k for c in classes for k in narrower(c)))


def narrower(kind: str) -> tuple[str, ...]:
    """Return a class and those below it.

    >>> narrower("Place"), len(narrower("Initiative"))
    (('Place',), 8)
    """
    return INITIATIVES if kind == "Initiative" else (kind,)


def broader(kind: str) -> str:
    """Return the class above a class, or nothing."""
    return "Initiative" if kind in INITIATIVES and kind != "Initiative" else ""


def _thing(
    name: str, classes: tuple[str, ...], of: str, *predicates: str, source: str = "facts"
) -> Property:
    return Property(name, "thing", classes, predicates or (ONT + name,), source, of)


_I = _all("Initiative")
_ACTING = (*_I, "Institution")
_EVERY = TYPES
_CLAIMED = KINDS
WITHIN, _PART, _SUB = f"{ONT}within", f"{ONT}partOf", f"{ORG}subOrganizationOf"
PLACES = (
    *(f"{_DCTERMS}{name}" for name in ("coverage", "spatial")),
    *(ONT + name for name in ("within", "jurisdiction", "originatedIn", "implementedIn")),
)
"""What says where a thing is."""

_PROPERTIES = (
    Property("alias", "text", _EVERY, source="names"),
    Property("kind", "text", _EVERY, source="class"),
    Property("code", "text", ("Place",), (f"{ONT}adminCode",)),
    _thing("level", ("Place",), "Concept", f"{ONT}adminLevel"),
    _thing("within", ("Place",), "Place"),
    _thing(
        "place", _all("Initiative", "Institution", "Person", "Honour", "Document"), "Place", *PLACES
    ),
    _thing("parent", (*_I, "Institution", "Place"), "", WITHIN, _PART, _SUB),
    _thing("jurisdiction", ("Institution",), "Place"),
    _thing("classification", ("Institution",), "Concept", f"{ORG}classification"),
    _thing("memberOf", ("Person",), "Institution", f"{ORG}memberOf"),
    _thing("ledBy", _I, "Institution"),
    _thing("participant", _I, "Institution"),
    _thing("implementedIn", _I, "Place"),
    _thing("originatedIn", _I, "Place"),
    _thing("partOf", _I, "Initiative"),
    _thing("buildsOn", _I, "Initiative"),
    _thing("supports", _I, "Initiative"),
    _thing("pursuesGoal", _I, "Goal"),
    _thing("theme", _I, "Concept", f"{_DCTERMS}subject"),
    _thing("honour", (*_ACTING, "Place", "Person"), "Honour"),
    Property("value", "number", ("Indicator",), (f"{ONT}value",)),
    Property("issued", "date", ("Document",), (f"{_DCTERMS}issued",)),
    Property("file", "text", ("Document",), (f"{_DCTERMS}identifier",)),
    Property("startDate", "date", ("PeriodOfTime",), (f"{_DCAT}startDate",)),
    Property("endDate", "date", ("PeriodOfTime",), (f"{_DCAT}endDate",)),
    Property("definition", "text", ("Concept",), (f"{_SKOS}definition",)),
    Property("notation", "text", ("Concept",), (f"{_SKOS}notation",)),
    _thing(
        "institution",
        _all("Initiative", "Place", "Goal", "Honour"),
        "Institution",
        source="institution",
    ),
    Property("period", "number", _CLAIMED, source="period"),
    _thing("status", _CLAIMED, "Concept", source="status"),
    _thing("document", _CLAIMED, "Document", source="document"),
    Property("mentions", "number", _CLAIMED, source="mentions"),
    Property("statements", "number", _CLAIMED, source="claims"),
    Property("iri", "text", _EVERY, source="iri"),
)
PROPERTIES = {one.id: one for one in _PROPERTIES}
"""The properties by their identifiers."""


def proposed(kind: str) -> list[Property]:
    """Return the properties that things of a class have, all of them for no class."""
    return [one for one in _PROPERTIES if not kind or kind in one.classes]
