"""The vocabulary: classes, properties, and schemes with their concepts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from graph_build.iris import ONT, SCHEMES
from graph_build.portal.vocabulary import ENTITY_CLASSES, local

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
    for iri, values in told.items():
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
        tuple(view.present.thing(parent) for parent in parents),
        things,
    )
