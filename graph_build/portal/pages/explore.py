"""The explorer: its page, the graph it draws, and the evidence of what is chosen there."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph_build.portal.site import EXPLORER
from graph_build.portal.spoken import spoken

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.site import View

MOST_CLAIMS = 60
_MESSAGES = ("explore.", "status.", "lane.", "quote.", "document.lost", "document.read", "cite.")


def explore(request: Request) -> Response:
    """Show the page that the explorer fills."""
    view: View = request.app.state.site.view(request)
    if not EXPLORER.is_file():
        raise HTTPException(503, view.language("explore.missing"))
    return view.render("explore.html", messages=view.language.beginning(_MESSAGES))


def graph(request: Request) -> Response:
    """Send the graph as columns; it has the build as its tag, and changes only with it."""
    view: View = request.app.state.site.view(request)
    headers = {
        "ETag": f'"{view.reader.build}"',
        "Cache-Control": "no-cache",
        "Vary": "Accept-Encoding",
    }
    if request.headers.get("if-none-match", "") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    body = view.reader.drawn
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        body = gzip.decompress(body)
    return Response(body, headers=headers, media_type="application/json")


def evidence(request: Request) -> Response:
    """Send claims with the words they rest on; `claim` is an IRI, or one without its base."""
    view: View = request.app.state.site.view(request)
    asked = list(dict.fromkeys(request.query_params.getlist("claim")))
    if not asked or len(asked) > MOST_CLAIMS:
        raise HTTPException(400, f"expected 1 to {MOST_CLAIMS} values of 'claim', got {len(asked)}")
    iris = [one if ":" in one else view.links.base + one for one in asked]
    records = view.reader.claims(iris)
    unknown = [iri for iri, record in zip(iris, records, strict=True) if not record.kind]
    if unknown:
        raise HTTPException(404, f"no claim has the IRI {unknown[0]!r}")
    shown = [spoken(view.present, view.present.claim(record)) for record in records]
    return JSONResponse(
        {"build": view.reader.build, "claims": shown},
        headers={"Vary": "Accept-Language, Cookie"},
    )
