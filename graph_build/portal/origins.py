"""Who may ask: where the server is bound to loopback, its graph may be private.

Any page in a browser of the machine can send requests there, and by DNS rebinding even read the
answers; the Host header, Origin and Sec-Fetch-Site give them away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.requests import Request

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def refuse_elsewhere(request: Request, what: str, *, public: bool) -> None:
    """Refuse requests of other sites to a server that is bound to loopback.

    Another server of the machine is no other site, even where the browser takes it for one.

    Raises:
        HTTPException: 403, if the request is one of those.
    """
    if public:
        return
    host = request.headers.get("host", "").lower()
    if _name(host) not in _LOOPBACK:
        raise HTTPException(403, f"{what} is addressed as localhost only, not as {host!r}")
    cross = request.headers.get("sec-fetch-site") == "cross-site"
    if cross and not is_loopback_origin(request.headers.get("origin", "")):
        raise HTTPException(403, f"{what} does not answer requests of other sites")


def shared_with(request: Request, *, public: bool, exposed: str = "") -> dict[str, str]:
    """Return the headers by which a script of another origin may read the answer."""
    if public:
        allowed = {"Access-Control-Allow-Origin": "*"}
    else:
        origin = request.headers.get("origin", "")
        if not is_loopback_origin(origin):
            return {}
        allowed = {"Access-Control-Allow-Origin": origin, "Vary": "Accept, Origin"}
    shown = {"Access-Control-Expose-Headers": exposed} if exposed else {}
    return {**allowed, **shown, "Cross-Origin-Resource-Policy": "cross-origin"}


def is_loopback_origin(origin: str) -> bool:
    """Say whether an origin is a server of this machine.

    >>> [is_loopback_origin(o) for o in ("http://127.0.0.1:3333", "https://evil.example", "null")]
    [True, False, False]
    """
    try:
        return _name(urlsplit(origin).netloc.lower()) in _LOOPBACK
    except ValueError:
        return False


def _name(host: str) -> str:
    """Return a host without its port."""
    return host if host.endswith("]") else host.rpartition(":")[0] or host
