"""Reads a request of the SPARQL 1.1 Protocol; whatever breaks the protocol is told why."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException

from graph_build.service.guard import MAXIMUM_BYTES

if TYPE_CHECKING:
    from starlette.requests import Request

_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_MAXIMUM_BODY = 3 * MAXIMUM_BYTES + 4_000
_MAXIMUM_FIELDS = 64
_UPDATE = ("update", "using-graph-uri", "using-named-graph-uri")


class Query(NamedTuple):
    """A query and the graphs that the request names for its dataset."""

    text: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]


async def query_of(request: Request) -> Query | None:
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


def _one(pairs: list[tuple[str, str]]) -> Query | None:
    if any(name in _UPDATE for name, _ in pairs):
        raise HTTPException(400, "updates are not taken; this endpoint only answers questions")
    found = [value for name, value in pairs if name == "query"]
    if len(found) > 1:
        raise HTTPException(400, f"expected one query, got {len(found)}")
    if not found:
        return None
    graphs = (
        tuple(value for name, value in pairs if name == wanted)
        for wanted in ("default-graph-uri", "named-graph-uri")
    )
    return Query(found[0].removeprefix("\ufeff"), *graphs)


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
