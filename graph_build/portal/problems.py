"""What a reader sees when something is wrong: a designed page, or problem+json (RFC 9457)."""

from __future__ import annotations

import difflib
import logging
import math
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph_build.errors import (
    Busy,
    FengtuError,
    GraphNotFound,
    OverBudget,
    ParameterError,
    QueryError,
    QueryTooLong,
    RefusedQuery,
    StoreUnreachable,
    TooCostly,
    TooSlow,
    UnknownName,
)
from graph_build.portal.language import language
from graph_build.portal.negotiate import choose

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.present import Thing
    from graph_build.portal.site import View

logger = logging.getLogger(__name__)

PROBLEM = "application/problem+json"
_STATUS: dict[type[FengtuError], int] = {
    RefusedQuery: 403,
    QueryTooLong: 413,
    TooSlow: 504,
    TooCostly: 503,
    Busy: 503,
    OverBudget: 429,
    UnknownName: 404,
    ParameterError: 400,
    QueryError: 400,
    GraphNotFound: 503,
    StoreUnreachable: 502,
}
_NEAREST = 6
_SECONDS_TO_RETRY = 2
_KNOWN = (400, 403, 404, 405, 406, 413, 415, 429, 500, 502, 503, 504)


def status_of(error: FengtuError) -> int:
    """Return the HTTP status of an error.

    >>> status_of(UnknownName("no query is named 'x'"))
    404
    """
    return next((status for kind, status in _STATUS.items() if isinstance(error, kind)), 500)


def problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    """Return an error for a program."""
    body = {
        "type": "about:blank",
        "title": title_of(status, "en"),
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body, status, headers, media_type=PROBLEM)


def title_of(status: int, code: str) -> str:
    """Return what a status is called in a language."""
    return language(code)(f"error.{status if status in _KNOWN else 500}.title")


async def on_http_error(request: Request, error: Exception) -> Response:
    """Answer an HTTP error that a route or the router raised."""
    if not isinstance(error, HTTPException):
        raise error
    return answer(request, error.status_code, error.detail, dict(error.headers or {}))


async def on_fengtu_error(request: Request, error: Exception) -> Response:
    """Answer an error of our own."""
    status = status_of(error) if isinstance(error, FengtuError) else 500
    return answer(request, status, str(error), _when_again(error, status))


async def on_leaving(_request: Request, _error: Exception) -> Response:
    """Answer a client that has left, for the log."""
    return Response(status_code=499)


def _when_again(error: Exception, status: int) -> dict[str, str]:
    if isinstance(error, OverBudget):
        return {"Retry-After": str(math.ceil(error.seconds))}
    busy = status == HTTPStatus.SERVICE_UNAVAILABLE
    return {"Retry-After": str(_SECONDS_TO_RETRY)} if busy else {}


async def on_fault(request: Request, error: Exception) -> Response:
    """Answer a fault of the program; its text stays in the log."""
    logger.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return answer(request, 500, "")


def answer(
    request: Request, status: int, detail: str, headers: dict[str, str] | None = None
) -> Response:
    """Return a page for a reader or a problem for a program, as the Accept header says."""
    # What a route wants on its answer whatever that is, such as who may read it.
    headers = {**getattr(request.state, "headers", {}), **(headers or {})}
    wants = choose(request.headers.get("accept", ""), ["application/json", PROBLEM, "text/html"])
    if wants != "text/html":
        return problem(status, detail, headers)
    view: View = request.app.state.site.view(request)
    shown = detail if detail and detail != _phrase(status) else ""
    page = view.render(
        "error.html",
        http_status=status,
        title=title_of(status, view.language.code),
        code=status,
        detail=shown,
        near=nearest(view, request.url.path) if status == 404 else (),  # noqa: PLR2004
    )
    page.headers.update(headers)
    return page


def nearest(view: View, path: str) -> list[Thing]:
    """Return the things whose names or identifiers are near the last part of a path."""
    asked = path.rstrip("/").rpartition("/")[2]
    found = [hit.iri for hit in view.reader.search(asked, limit=_NEAREST)]
    if not found:
        paths: dict[str, Any] = {
            (view.links.path(name.iri) or "").rpartition("/")[2]: name.iri
            for name in view.reader.names
        }
        found = [paths[near] for near in difflib.get_close_matches(asked, paths, _NEAREST, 0.7)]
    return [view.present.thing(iri) for iri in found]


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase
