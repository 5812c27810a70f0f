"""Lists: documents, things of a class, claims of a kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException

from graph_build.portal.counts import FACETS
from graph_build.portal.paging import paged
from graph_build.portal.vocabulary import CLAIM_KINDS, ENTITY_CLASSES, STATUSES

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.counts import Profile
    from graph_build.portal.present import Thing
    from graph_build.portal.site import View

PAGE_SIZE = 50
_CLAIMS = 30


class Listed(NamedTuple):
    """A thing of a list: what it is called otherwise, and how much is said of it."""

    thing: Thing
    scope: str
    alias: str
    profile: Profile


def documents(request: Request) -> Response:
    """List the documents."""
    view: View = request.app.state.site.view(request)
    found = list(view.reader.sources.values())
    return view.render("documents.html", page=paged(found, view, size=PAGE_SIZE))


def things(request: Request) -> Response:
    """List the things of a class, perhaps only those with a facet."""
    view: View = request.app.state.site.view(request)
    kind = request.path_params["kind"]
    if kind not in ENTITY_CLASSES:
        raise HTTPException(404, f"no list of {kind!r}; there are: {', '.join(ENTITY_CLASSES)}")
    exact = kind == "Initiative" and "exact" in request.query_params
    facet = request.query_params.get("has", "")
    facet = facet if facet in FACETS else ""
    found = view.reader.members.get("Initiative!" if exact else kind, [])
    if facet:
        found = [thing for thing in found if view.reader.profile(thing).facets.get(facet)]
    page = paged(found, view, size=PAGE_SIZE)
    rows = [listed(view, thing) for thing in page.items]
    return view.render(
        "list.html", kind=kind, exact=exact, facet=facet, page=page, rows=rows, facets=FACETS
    )


def listed(view: View, thing: str, alias: str = "") -> Listed:
    """Return a thing as a list shows it; `alias` is the name by which it was found."""
    shown = view.present.thing(thing)
    return Listed(shown, view.present.scope(thing), alias, view.reader.profile(thing))


def claims(request: Request) -> Response:
    """List the claims of a kind, perhaps only those with a status."""
    view: View = request.app.state.site.view(request)
    kind = request.path_params["kind"]
    if kind not in CLAIM_KINDS:
        raise HTTPException(
            404, f"no claims of the kind {kind!r}; there are: {', '.join(CLAIM_KINDS)}"
        )
    status = request.query_params.get("status", "")
    status = status if status in STATUSES else ""
    found = [claim for claim, its in view.reader.claims_as(kind) if status in {"", its}]
    page = paged(found, view, size=_CLAIMS)
    shown = [view.present.claim(record) for record in view.reader.claims(page.items)]
    return view.render(
        "claims.html",
        kind=kind,
        kinds=CLAIM_KINDS,
        status=status,
        statuses=STATUSES,
        page=page,
        claims=shown,
        totals=view.reader.totals,
    )
