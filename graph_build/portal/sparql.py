"""The SPARQL 1.1 Protocol for queries: strict about requests, open where that does no harm."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse

from graph_build.portal import formats
from graph_build.portal.evaluate import evaluated
from graph_build.portal.negotiate import choose
from graph_build.portal.origins import refuse_elsewhere, shared_with
from graph_build.portal.protocol import Query, query_of
from graph_build.portal.site import WORKBENCH
from graph_build.portal.tables import answered, without_header
from graph_build.query import find
from graph_build.service.asked import Asked
from graph_build.service.description import description
from graph_build.service.guard import form_of
from graph_build.store.graphs import write_triples

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.site import View
    from graph_build.portal.tables import Answer as Table
    from graph_build.service.spool import Answer

METHODS = ("GET", "POST", "OPTIONS")
_START = "internal/portal-start"
_MESSAGES = (
    "bench.",
    "column.",
    "explore.",
    "lane.",
    "page.",
    "question.",
    "quote.",
    "sparql.run",
    "status.",
)
_DAY_SECONDS = "86400"
_SHOWN_TO_SCRIPTS = "Retry-After, X-Snapshot, X-Truncated"


async def sparql(request: Request) -> Response:
    """Answer a query by the protocol; without one show the editor, or describe the service."""
    view: View = request.app.state.site.view(request)
    refuse_elsewhere(request, "the SPARQL endpoint", public=view.site.public)
    shared = shared_with(request, public=view.site.public, exposed=_SHOWN_TO_SCRIPTS)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**shared, **_PREFLIGHT})
    # An error is for the page of another origin to read, too.
    request.state.headers = shared
    query = await query_of(request)
    answer = await (_described(view) if query is None else _answered(view, query))
    answer.headers.update(shared)
    return answer


_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Content-Type",
    "Access-Control-Max-Age": _DAY_SECONDS,
}


async def _answered(view: View, query: Query) -> Response:
    form = form_of(query.text)
    offered = [*formats.offered(form), formats.HTML]
    media_type = _chosen(view, offered)
    if media_type == formats.HTML:
        shown = await answered(view, query.text, form, query.default_graphs, query.named_graphs)
        return _page(view, query.text, shown)
    asked = Asked(
        query.text,
        formats.engine_type(media_type),
        query.default_graphs,
        query.named_graphs,
        base=view.links.base,
    )
    answer = await evaluated(view, asked)
    return sent(view, answer, media_type)


def _page(view: View, query: str, answer: Table | None) -> Response:
    """Show the editor; where the workbench is built, a script puts that in its place."""
    messages = view.language.beginning(_MESSAGES) if WORKBENCH.is_file() else None
    return view.render(
        "sparql.html",
        query=query,
        answer=answer,
        workbench=messages is not None,
        messages=messages,
    )


async def _described(view: View) -> Response:
    """Describe the service to a program, show the editor to a reader."""
    media_type = _chosen(view, [*formats.GRAPHS.values(), formats.HTML])
    if media_type == formats.HTML:
        return _page(view, without_header(find(_START).text), None)
    address = str(view.request.url.replace(query="", fragment=""))
    out = io.BytesIO()
    write_triples(description(address), out, media_type)
    headers = {"Content-Type": formats.content_type(media_type), "Vary": "Accept, Host"}
    return Response(out.getvalue(), headers=headers)


def sent(view: View, answer: Answer, media_type: str) -> Response:
    """Return an answer as it goes over the wire, with the build it is of and the sign of a cut."""
    headers = {
        "Content-Type": formats.content_type(media_type),
        "Vary": "Accept",
        "X-Snapshot": view.reader.build,
    }
    if answer.cut:
        headers["X-Truncated"] = "true"
    if answer.is_small:
        return Response(answer.whole(), headers=headers)
    headers["Content-Length"] = str(answer.size)
    return StreamingResponse(answer.parts(), headers=headers)


def _chosen(view: View, offered: list[str]) -> str:
    media_type = choose(view.request.headers.get("accept", ""), offered)
    if media_type is None:
        raise HTTPException(406, f"offered: {', '.join(offered)}", {"Vary": "Accept"})
    return media_type
