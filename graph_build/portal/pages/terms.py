"""The vocabulary: classes, properties, and schemes with their concepts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graph_build.iris import ONT, SCHEMES
from graph_build.portal.vocabulary import ENTITY_CLASSES, compact, local

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.present import Thing
    from graph_build.portal.site import View
    from graph_build.store import Term

_PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty", "Property")


class Described(NamedTuple):
    """A term with its definition and its parents; `things` counts the things of a class."""

    term: Thing
    name: str
    definition: str
    parents: tuple[Thing, ...]
    things: int


class Scheme(NamedTuple):
    """A scheme and its concepts."""

    term: Thing
    concepts: tuple[Described, ...]


def terms(request: Request) -> Response:
    """Show the vocabulary."""
    view: View = request.app.state.site.view(request)
    told: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in view.reader.rows("terms"):
        told[row["term"].value][local(row["property"].value)].append(row["value"])
    classes, properties, concepts = [], [], defaultdict(list)
    for iri, values in sorted(told.items(), key=lambda item: _order(item[0])):
        kinds = {local(value.value) for value in values["type"]}
        described = _described(view, iri, values)
        if iri.startswith(ONT) and "Class" in kinds:
            classes.append(described)
        elif iri.startswith(ONT) and kinds & set(_PROPERTIES):
            properties.append(described)
        for scheme in values["inScheme"]:
            concepts[scheme.value].append(described)
    schemes = [
        Scheme(view.present.thing(iri), tuple(found))
        for iri, found in sorted(concepts.items())
        if iri.startswith(SCHEMES)
    ]
    return view.render("terms.html", classes=classes, properties=properties, schemes=schemes)


def _described(view: View, iri: str, values: dict[str, list[Term]]) -> Described:
    code = view.language.code
    said = {v.language or "zh": v.value for v in [*values["comment"], *values["definition"]]}
    parents = [
        v.value
        for key in ("subClassOf", "subPropertyOf", "broader")
        for v in values[key]
        if v.kind == "iri"
    ]
    name = local(iri)
    things = len(view.reader.members.get(name, ())) if name in ENTITY_CLASSES else 0
    return Described(
        view.present.thing(iri),
        name,
        said.get(code) or next(iter(said.values()), ""),
        tuple(_parent(view, parent) for parent in parents),
        things,
    )


def _parent(view: View, iri: str) -> Thing:
    """Return a parent term, one of another vocabulary by its prefixed name."""
    found = view.present.thing(iri)
    return found if iri in view.reader.names else found._replace(label=compact(iri))


def _order(iri: str) -> tuple[int, str]:
    """Return where a term stands: the classes of things as everywhere, the rest by name."""
    name = local(iri)
    known = ENTITY_CLASSES.index(name) if name in ENTITY_CLASSES else len(ENTITY_CLASSES)
    return known, iri
