"""How requests to the reconciliation service come in and answers go out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph_build.portal.language import LANGUAGES, language
from graph_build.portal.origins import refuse_elsewhere, shared_with

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.site import View

METHODS = ("GET", "POST", "OPTIONS")
MAXIMUM_BODY = 1_000_000
"""Bytes of a form."""

_FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 64
_CALLBACK = re.compile(r"[A-Za-z_$][\w$]{0,99}(?:\.[A-Za-z_$][\w$]{0,99}){0,5}", re.ASCII)
_DAY_SECONDS = "86400"
PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, X-Requested-With",
    "Access-Control-Max-Age": _DAY_SECONDS,
}
_VARY = {"Vary": "Accept, Accept-Language, Cookie, Host, Origin"}
_WHAT = "the reconciliation service"


def begun(request: Request) -> tuple[View, dict[str, str]]:
    """Return the view of a request in the language of its path, and who may read the answer.

    Raises:
        HTTPException: if there is no such language, or a page of another site asks.
    """
    view: View = request.app.state.site.view(request)
    code = request.path_params.get("lang")
    if code is not None:
        if code not in LANGUAGES:
            raise HTTPException(404, f"the languages are {' and '.join(LANGUAGES)}")
        view.language = language(code)
    refuse_elsewhere(request, _WHAT, public=view.site.public)
    shared = shared_with(request, public=view.site.public)
    # An error is for the page of another origin to read, too.
    request.state.headers = {**shared, **_VARY}
    return view, request.state.headers


async def fields(request: Request) -> dict[str, str]:
    """Return the parameters of the address and the fields of a form.

    Raises:
        HTTPException: if they are malformed or too long.
    """
    pairs = _decoded(request.url.query)
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != _FORM:
            raise HTTPException(415, f"expected {_FORM}, got {kind!r}")
        pairs |= _decoded(await _body(request))
    return pairs


async def _body(request: Request) -> str:
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAXIMUM_BODY:
            raise HTTPException(
                413, f"a form has at most {MAXIMUM_BODY:,} bytes; send fewer queries"
            )
        parts.append(chunk)
    try:
        return b"".join(parts).decode("ascii")
    except UnicodeDecodeError as error:
        raise HTTPException(400, "the form is not URL-encoded") from error


def _decoded(encoded: str) -> dict[str, str]:
    try:
        found = parse_qsl(
            encoded, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except ValueError as error:
        raise HTTPException(400, "the parameters are not well-formed UTF-8 form fields") from error
    return dict(found)


def number(given: dict[str, str], name: str, default: int) -> int:
    """Return a parameter that is a number.

    Raises:
        HTTPException: if it is none.
    """
    text = given.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004
        raise HTTPException(400, f"{name}: {text[:100]!r} is no number from 0 on")
    return int(text)


def sent(view: View, answer: Any, fields: dict[str, str]) -> Response:
    """Return an answer as JSON, or as a call of a function that an older client names."""
    headers = view.request.state.headers
    callback = fields.get("callback")
    if callback is None:
        return JSONResponse(answer, headers=headers)
    if not view.site.public:
        raise HTTPException(
            403, "callback: a private graph is not told to scripts of any site; use CORS"
        )
    if not _CALLBACK.fullmatch(callback):
        raise HTTPException(400, f"callback: {callback[:100]!r} is no name of a function")
    body = JSONResponse(answer).body
    # The comment keeps the answer from being taken for a file of another kind.
    text = b"/**/" + callback.encode() + b"(" + bytes(body) + b");"
    return Response(text, headers=headers, media_type="text/javascript")
