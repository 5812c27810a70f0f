"""The explorer: its page, the graph it draws, and the evidence of what is chosen there."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph_build.portal.headers import framed
from graph_build.portal.site import EXPLORER
from graph_build.portal.spoken import spoken
from graph_build.portal.standalone import MOST_CLAIMS as MOST_CLAIMS_OF_FILE
from graph_build.portal.standalone import page

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.site import View

MOST_CLAIMS = 60
_LONGEST = 4_000
IMMUTABLE = "public, max-age=31536000, immutable"
_MESSAGES = ("explore.", "status.", "lane.", "quote.", "document.lost", "document.read", "cite.")


def explore(request: Request) -> Response:
    """Show the page that the explorer fills."""
    view: View = request.app.state.site.view(request)
    if not EXPLORER.is_file():
        raise HTTPException(503, view.language("explore.missing"))
    return view.render("explore.html", messages=view.language.beginning(_MESSAGES))


def embed(request: Request) -> Response:
    """Show the explorer without its frame, for the frames of other pages."""
    view: View = request.app.state.site.view(request)
    if not EXPLORER.is_file():
        raise HTTPException(503, view.language("explore.missing"))
    answer = view.render("embed.html", messages=view.language.beginning(_MESSAGES))
    answer.headers["Content-Security-Policy"] = framed(public=view.site.public)
    return answer


def snapshot(request: Request) -> Response:
    """Send the picture that pyvis makes: of the whole graph, or of what is around one thing."""
    from graph_build.api.networks import narrowed  # noqa: PLC0415 - networkx takes a while
    from graph_build.export.network import network  # noqa: PLC0415 - as above
    from graph_build.export.snapshot import page as picture  # noqa: PLC0415 - so does pyvis

    view: View = request.app.state.site.view(request)
    around = request.query_params.get("around", "")
    centre = (around if ":" in around else view.links.base + around) if around else None
    made = narrowed(
        network(view.reader.graph), centre, hops=1, classes=None, properties=None, status=None
    )
    return _file(view, picture(made), "snapshot")


def whole(request: Request) -> Response:
    """Send the explorer as one file to keep; `at` is the state in which it begins."""
    view: View = request.app.state.site.view(request)
    site = str(view.request.base_url).rstrip("/") if view.site.public else ""
    start = request.query_params.get("at", "")[:_LONGEST]
    body = page(view.reader, most=MOST_CLAIMS_OF_FILE, site=site, start=start)
    return _file(view, body, "explorer")


def _file(view: View, body: str, name: str) -> Response:
    """Return a page to keep: it has scripts and a policy of its own, so it is not shown here."""
    held = f'attachment; filename="fengtu-{name}-{view.reader.build}.html"'
    return Response(body, media_type="text/html", headers={"Content-Disposition": held})


def graph(request: Request) -> Response:
    """Send the graph as columns; it has the build as its tag, and changes only with it."""
    view: View = request.app.state.site.view(request)
    # An address that names the build never has other content.
    named = request.query_params.get("v") == view.reader.build
    headers = {
        "ETag": f'"{view.reader.build}"',
        "Cache-Control": IMMUTABLE if named else "no-cache",
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
