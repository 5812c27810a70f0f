"""The SPARQL 1.1 Protocol: strict about requests, and only for this machine.

The endpoint lets anyone who reaches it make the server work, so it answers only where the server is
bound to loopback, and there only to requests that name loopback and come from no other site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.responses import Response

from graph_build.portal import formats
from graph_build.portal.guard import MAXIMUM_BYTES, form_of
from graph_build.portal.negotiate import choose
from graph_build.portal.tables import answered, without_header
from graph_build.query import find

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.evaluate import Evaluator
    from graph_build.portal.site import View

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_MAXIMUM_BODY = 3 * MAXIMUM_BYTES + 1_000
_MAXIMUM_FIELDS = 20
_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
_DATASET = ("default-graph-uri", "named-graph-uri")
_UPDATE = ("update", "using-graph-uri", "using-named-graph-uri")
_START = "internal/portal-start"


async def sparql(request: Request) -> Response:
    """Answer a query by the protocol, or show the editor to a browser."""
    _only_here(request)
    view: View = request.app.state.site.view(request)
    evaluator: Evaluator = request.app.state.evaluator
    query = await _query_of(request)
    accept = request.headers.get("accept", "")
    if query is None:
        if formats.HTML not in accept:
            raise HTTPException(400, "the parameter query is missing")
        return view.render("sparql.html", query=without_header(find(_START).text), answer=None)
    form = form_of(query)
    media_type = choose(accept, [*formats.offered(form), formats.HTML])
    if media_type is None:
        raise HTTPException(406, f"offered: {', '.join([*formats.offered(form), formats.HTML])}")
    if media_type == formats.HTML:
        return view.render(
            "sparql.html", query=query, answer=await answered(view, evaluator, query, form)
        )
    body = await evaluator.write(view.reader.graph.store, query, formats.engine_type(media_type))
    headers = {"Content-Type": formats.content_type(media_type), "Vary": "Accept"}
    return Response(body, headers=headers)


def _only_here(request: Request) -> None:
    """Refuse requests from elsewhere.

    A page of another site can make a browser send requests to loopback, and by DNS rebinding even
    read the answers; the Host header and Sec-Fetch-Site give them away.
    """
    if request.app.state.site.public:
        raise HTTPException(
            403,
            "the SPARQL endpoint answers only on the machine itself, and this server is bound to a "
            "public address; use the questions, or download the data and query them locally",
        )
    host = request.headers.get("host", "").lower()
    name = host if host.endswith("]") else host.rpartition(":")[0] or host
    if name not in _LOOPBACK:
        raise HTTPException(
            403, f"the SPARQL endpoint is addressed as localhost only, not as {host!r}"
        )
    if request.headers.get("sec-fetch-site") == "cross-site":
        raise HTTPException(403, "the SPARQL endpoint does not answer requests of other sites")


async def _query_of(request: Request) -> str | None:
    """Return the query of a request, or None if a GET has none.

    Raises:
        HTTPException: if the request breaks the protocol.
    """
    pairs = _fields(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in {_FORM, _QUERY}:
            raise HTTPException(415, f"expected {_FORM} or {_QUERY}, got {kind!r}")
        body = await _body(request)
        if kind == _QUERY:
            if any(name in {"query", *_UPDATE} for name, _ in pairs):
                raise HTTPException(400, f"with {_QUERY} the query is the body, not a parameter")
            return _one([*pairs, ("query", body)])
        if any(name == "query" for name, _ in pairs):
            raise HTTPException(400, "the query of a POST form is in the form, not in the address")
        found = _one([*pairs, *_fields(body)])
        if found is None:
            raise HTTPException(400, "the field query is missing")
        return found
    return _one(pairs)


def _one(pairs: list[tuple[str, str]]) -> str | None:
    for name, _ in pairs:
        if name in _UPDATE:
            raise HTTPException(400, "updates are not taken; this endpoint only answers questions")
        if name in _DATASET:
            raise HTTPException(
                400, f"{name} is not supported: the default graph holds every triple"
            )
    found = [value for name, value in pairs if name == "query"]
    if len(found) > 1:
        raise HTTPException(400, f"expected one query, got {len(found)}")
    return found[0] if found else None


async def _body(request: Request) -> str:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAXIMUM_BODY:
            raise HTTPException(413, f"a query has at most {MAXIMUM_BYTES:,} bytes")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the request is not UTF-8") from error


def _fields(encoded: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            encoded, keep_blank_values=True, errors="strict", max_num_fields=_MAXIMUM_FIELDS
        )
    except ValueError as error:
        raise HTTPException(400, "the parameters are not well-formed UTF-8 form fields") from error
