"""What the reconciliation service says of itself, and how it tells things, types and properties."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_build import __version__
from graph_build.iris import ONT
from graph_build.portal.vocabulary import class_iri
from graph_build.reconcile import BATCH, DEFAULT_TYPES, PROPERTIES, TYPES
from graph_build.reconcile.properties import broader

if TYPE_CHECKING:
    from graph_build.portal.present import Presenter
    from graph_build.portal.site import View
    from graph_build.reconcile import Candidate, Property

VERSIONS = ("0.1", "0.2")
PREVIEW_WIDTH, PREVIEW_HEIGHT = 420, 220
SUGGESTED = ("entity", "type", "property")

Json = dict[str, Any]


def manifest(view: View) -> Json:
    """Return the service manifest, with the address by which the service was asked."""
    site = str(view.request.base_url).rstrip("/")
    path = f"/reconcile/{view.language.code}"
    return {
        "versions": list(VERSIONS),
        "name": view.language("reconcile.name"),
        "identifierSpace": view.links.base,
        "schemaSpace": ONT,
        "documentation": f"{site}{path}/scores",
        "serviceVersion": __version__,
        "defaultTypes": [type_of(view.present, kind) for kind in DEFAULT_TYPES],
        "view": {"url": f"{site}/page/{{{{id}}}}"},
        "feature_view": {"url": f"{site}{path}/scores?feature={{{{id}}}}"},
        "preview": {
            "url": f"{site}{path}/preview?id={{{{id}}}}",
            "width": PREVIEW_WIDTH,
            "height": PREVIEW_HEIGHT,
        },
        "suggest": {
            what: {
                "service_url": site,
                "service_path": f"{path}/suggest/{what}",
                "flyout_service_url": site,
                "flyout_service_path": f"{path}/flyout/{what}?id=${{id}}",
            }
            for what in SUGGESTED
        },
        "extend": {
            "propose_properties": {"service_url": site, "service_path": f"{path}/properties"},
            "property_settings": _settings(view),
        },
        "batchSize": BATCH,
    }


def _settings(view: View) -> list[Json]:
    t = view.language
    return [
        {
            "name": "limit",
            "type": "number",
            "default": 0,
            "label": t("reconcile.setting.limit"),
            "help_text": t("reconcile.setting.limit.help"),
        },
        {
            "name": "count",
            "type": "checkbox",
            "default": False,
            "label": t("reconcile.setting.count"),
            "help_text": t("reconcile.setting.count.help"),
        },
    ]


def id_of(view: View, iri: str) -> str:
    """Return the identifier of a thing: the end of its IRI after the identifier space."""
    return view.links.path(iri) or iri


def iri_of(view: View, identifier: str) -> str:
    """Return the IRI of an identifier, which may be an IRI already."""
    given = identifier.strip()
    return given if given.startswith(("http://", "https://")) else view.links.iri(given.lstrip("/"))


def type_of(present: Presenter, kind: str) -> Json:
    """Return a type with those above it."""
    above = broader(kind)
    told = {"id": kind, "name": present.term(kind)}
    return told | ({"broader": [type_of(present, above)]} if above else {})


def candidate(view: View, found: Candidate) -> Json:
    """Return a candidate as the protocol has it."""
    thing = view.present.thing(found.iri)
    kinds = dict.fromkeys(filter(None, (found.kind, broader(found.kind))))
    return {
        "id": id_of(view, found.iri),
        "name": thing.label,
        "description": description(view, found.iri, found.name, found.how),
        "type": [{"id": kind, "name": view.present.term(kind)} for kind in kinds],
        "score": found.score,
        "features": [{"id": key, "value": value} for key, value in found.features.items()],
        "match": found.match,
    }


def description(view: View, iri: str, matched: str = "", how: str = "") -> str:
    """Return what tells a thing from others of its name, and by which name it was found."""
    t, thing = view.language, view.present.thing(iri)
    claims = view.reader.profile(iri).claims
    parts = [thing.kind, _place(view, iri)]
    if matched and matched != thing.label:
        parts.append(t("search.as", alias=matched))
    if how and t.has(f"reconcile.how.{how}"):
        parts.append(t(f"reconcile.how.{how}"))
    if claims:
        parts.append(t("search.claims", n=claims))
    return " · ".join(filter(None, parts))


def _place(view: View, iri: str) -> str:
    if scope := view.present.scope(iri):
        return scope
    index = view.reader.index
    number = index.number(iri)
    if number is None:
        return ""
    inner, _ = view.reader.reconciler.where.of(number, {})
    return view.language("reconcile.comma").join(
        view.present.thing(place).label for place in sorted(inner - {iri})[:_PLACES]
    )


_PLACES = 2


def property_of(view: View, found: Property) -> Json:
    """Return a property with what it means."""
    t = view.language
    return {
        "id": found.id,
        "name": t(f"reconcile.property.{found.id}"),
        "description": t(f"reconcile.property.{found.id}.is"),
    }


def known_types(view: View) -> list[Json]:
    """Return the types that queries may ask for, each with its definition."""
    made = []
    for kind in TYPES:
        told = type_of(view.present, kind)
        if definition := _definition(view, kind):
            told["description"] = definition
        made.append(told)
    return made


def _definition(view: View, kind: str) -> str:
    wanted = "zh" if view.language.code == "zh" else "en"
    found = view.reader.description(class_iri(kind))
    return next(
        (
            v.value
            for p, v in found
            if p.endswith("#definition") and (v.language or "")[:2] == wanted
        ),
        "",
    )


def known_properties(view: View) -> list[Json]:
    """Return the properties that queries may name."""
    return [property_of(view, one) for one in PROPERTIES.values()]
