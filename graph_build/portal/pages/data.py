"""Identifiers answer with a page for people and with data for programs, by negotiation."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from graph_build.portal import formats, signposts
from graph_build.portal.links import Links
from graph_build.portal.negotiate import choose

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.site import View

_DESCRIBED = ("ont/", "scheme/", "rule/")
_MADE = re.compile(r"(doc/[^/]+/(?:claim|span)/[^/]+)/(?:nanopub|cube|annotation/.+)")
_DOCUMENT = re.compile(r"doc/[0-9a-f]{16}")


def identifier(request: Request) -> Response:
    """Lead from an identifier to its page or its data."""
    view: View = request.app.state.site.view(request)
    path = _whole(Links.quoted(request.url.path.lstrip("/")))
    if not _known(view, path):
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    offered = [formats.HTML, *formats.GRAPHS.values()]
    wanted = choose(request.headers.get("accept", ""), offered)
    if wanted is None:
        raise HTTPException(406, f"offered: {', '.join(offered)}", {"Vary": "Accept"})
    if wanted == formats.HTML:
        target = f"/page/{path}"
    else:
        suffix = next(s for s, media in formats.GRAPHS.items() if media == wanted)
        target = f"/data/{path}.{suffix}"
    links = signposts.alternates(view.links, view.links.iri(path))
    return RedirectResponse(target, 303, {"Vary": "Accept", "Link": signposts.header(links)})


def _whole(path: str) -> str:
    """Return the path of what an IRI is told with.

    Nanopublications, annotations and observations of the cube have IRIs below those and are told
    there; a scheme is told with and without the slash at which the IRIs of its concepts begin.

    >>> _whole("doc/0debc310404e23d1/claim/action-555-586-1/nanopub")
    'doc/0debc310404e23d1/claim/action-555-586-1'
    >>> _whole("scheme/status/"), _whole("scheme/")
    ('scheme/status', 'ont')
    """
    found = _MADE.fullmatch(path)
    whole = found[1] if found else path.rstrip("/")
    return "ont" if whole == "scheme" else whole


def _known(view: View, path: str) -> bool:
    iri = view.links.iri(path)
    return path == "ont" or iri in view.reader.names or bool(view.reader.description(iri))


def data(request: Request) -> Response:
    """Send what the graph says of a thing, with the claims that touch it and their evidence."""
    view: View = request.app.state.site.view(request)
    path, suffix = request.path_params["path"], request.path_params["suffix"]
    if suffix not in formats.GRAPHS:
        raise HTTPException(404, f"offered: {', '.join(formats.GRAPHS)}")
    if not _known(view, path):
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    media_type = formats.GRAPHS[suffix]
    sink = io.BytesIO()
    view.reader.graph.store.write(_construct(view, path), sink, media_type)
    page = view.links.page(view.links.iri(path)) or "/"
    headers = {
        "Content-Type": formats.content_type(media_type),
        "Link": signposts.of_data(page, about=view.site.offer.settled(view.reader.base)),
    }
    return Response(sink.getvalue(), headers=headers)


def _construct(view: View, path: str) -> str:
    if path == "ont":
        return view.reader.construct("ontology")
    iri = view.links.iri(path)
    if _DOCUMENT.fullmatch(path):
        return view.reader.construct("document-data", document=iri)
    described = path.startswith(_DESCRIBED)
    return view.reader.construct("term-data" if described else "data", thing=iri)
