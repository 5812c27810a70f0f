"""What helps people who reconcile a table: completion, previews, properties, what scores mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException

from graph_build.portal import manifest as told
from graph_build.portal.headers import ancestors
from graph_build.portal.reconciling import begun, number, sent
from graph_build.reconcile import PROPERTIES, TYPES
from graph_build.reconcile.properties import proposed
from graph_build.search.folding import folded

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.site import View

SUGGESTED = 20


def suggest(request: Request) -> Response:
    """Complete the name of a thing, a type or a property."""
    view, _ = begun(request)
    given = dict(request.query_params)
    prefix, cursor = given.get("prefix", "").strip(), number(given, "cursor", 0)
    what = request.path_params["what"]
    if what == "entity":
        found = _entities(view, prefix, cursor, given.get("type", ""))
    elif what in told.SUGGESTED:
        every = told.known_types(view) if what == "type" else told.known_properties(view)
        found = [one for one in every if _completes(one, prefix)][cursor:]
    else:
        raise HTTPException(404, f"suggested are {', '.join(told.SUGGESTED)}")
    return sent(view, {"result": found}, given)


def flyout(request: Request) -> Response:
    """Describe a thing, a type or a property in a few words of HTML."""
    view, _ = begun(request)
    identifier, what = _identifier(request), request.path_params["what"]
    if what == "entity":
        known = _thing(view, identifier)
        shown = {"name": known.label, "description": told.description(view, known.iri)}
    elif what in told.SUGGESTED:
        every = told.known_types(view) if what == "type" else told.known_properties(view)
        shown = next((one for one in every if one["id"] == identifier), {})
        if not shown:
            raise HTTPException(404, f"no {what} is named {identifier[:100]!r}")
    else:
        raise HTTPException(404, f"described are {', '.join(told.SUGGESTED)}")
    html = view.site.templates.get_template("reconcile_flyout.html").render(
        t=view.language, **shown
    )
    return sent(view, {"id": identifier, "html": html}, dict(request.query_params))


def preview(request: Request) -> Response:
    """Show a thing in a frame of another page."""
    view, _ = begun(request)
    thing = _thing(view, _identifier(request))
    name = view.reader.names.of(thing.iri)
    labels = {text for _, text in name.aliases} | set(name.labels.values())
    page = view.render(
        "reconcile_preview.html",
        thing=thing,
        description=told.description(view, thing.iri),
        aliases=sorted(labels - {thing.label})[:_ALIASES],
        profile=view.reader.profile(thing.iri),
        quote=_quote(view, thing.iri),
    )
    page.headers["content-security-policy"] = _FRAMED.format(
        ancestors=ancestors(public=view.site.public)
    )
    page.headers.update(request.state.headers)
    return page


def properties(request: Request) -> Response:
    """Propose the properties that things of a type have."""
    view, _ = begun(request)
    given = dict(request.query_params)
    kind = given.get("type", "").rpartition("#")[2].rpartition("/")[2]
    if kind and kind not in TYPES:
        raise HTTPException(
            400, f"type: no type is named {kind[:100]!r}; known: {', '.join(TYPES)}"
        )
    limit = number(given, "limit", 0)
    found = [told.property_of(view, one) for one in proposed(kind)]
    made: dict[str, Any] = {"properties": found[: limit or None], "type": kind}
    return sent(view, made | ({"limit": limit} if limit else {}), given)


def scores(request: Request) -> Response:
    """Explain what scores are made of."""
    view, _ = begun(request)
    chosen = request.query_params.get("feature", "")
    return view.render(
        "reconcile_scores.html",
        chosen=chosen,
        features=FEATURES,
        types=TYPES,
        properties=list(PROPERTIES.values()),
    )


FEATURES = (
    "name_equal",
    "alias_equal",
    "quoted_equal",
    "abbreviation",
    "pinyin",
    "likeness",
    "shared_pairs",
    "changed_characters",
    "type",
    "place",
    "property",
    "mentions",
)
"""What a score is made of; `property:` and an identifier is told for each property of a query."""

_ALIASES = 6
_FRAMED = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {ancestors}"
)


def _entities(view: View, prefix: str, cursor: int, kind: str) -> list[told.Json]:
    if not prefix:
        return []
    reconciler, index = view.reader.reconciler, view.reader.index
    found = index.find(prefix, where={"class": kind} if kind in TYPES else None)
    numbers = [*reconciler.identified(prefix), *found.things[: found.named].tolist()]
    kept = (one for one in dict.fromkeys(numbers) if index.kind(one) in TYPES)
    shown = [index.iri(one) for _, one in zip(range(cursor + SUGGESTED), kept, strict=False)]
    return [_suggested(view, iri) for iri in shown[cursor:]]


def _suggested(view: View, iri: str) -> told.Json:
    thing = view.present.thing(iri)
    kind = view.reader.names.of(iri).kind
    return {
        "id": told.id_of(view, iri),
        "name": thing.label,
        "description": told.description(view, iri),
        "notable": [{"id": kind, "name": thing.kind}],
    }


def _completes(one: told.Json, prefix: str) -> bool:
    plain = folded(prefix)
    return not prefix or (
        any(plain in folded(one[field]) for field in ("id", "name")) and plain != ""
    )


def _thing(view: View, identifier: str) -> Any:
    iri = told.iri_of(view, identifier)
    if iri not in view.reader.names:
        raise HTTPException(404, f"id: nothing has the identifier {identifier[:100]!r}")
    return view.present.thing(iri)


def _identifier(request: Request) -> str:
    identifier = request.query_params.get("id", "").strip()
    if not identifier:
        raise HTTPException(400, "id: expected an identifier, such as place/330700")
    return identifier


def _quote(view: View, iri: str) -> Any:
    """Return the first words of evidence that say something of a thing."""
    for edge in view.reader.edges_of(iri)[:_ALIASES]:
        for quote in view.present.claim(view.reader.claim(edge.claim)).quotes:
            if quote.passage and quote.source:
                return quote
    return None
