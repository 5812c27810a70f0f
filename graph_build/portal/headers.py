"""The headers that every answer carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from graph_build.export.publication.site import SPACES

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
# A policy knows no addresses of IPv6.
_SAME_MACHINE = "http://localhost:* http://127.0.0.1:*"


def ancestors(*, public: bool) -> str:
    """Return who may frame what is made for frames: any page, or those of the same machine.

    >>> ancestors(public=True)
    '*'
    """
    return "*" if public else _SAME_MACHINE


def framed(*, public: bool) -> str:
    """Return the policy of the explorer in a frame: that of every page, but for who frames it."""
    return CONTENT_SECURITY_POLICY.replace(
        "frame-ancestors 'none'", f"frame-ancestors {ancestors(public=public)}"
    )


HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

# What only reads and is there for programs; SPARQL has its own rules.
_OPEN = (
    *(f"/{space}/" for space in SPACES),
    *("/ont", "/data/", "/catalog", "/dataset.jsonld", "/.well-known/", "/download/", "/register/"),
    "/cube",
)


class SecurityHeaders:
    """Middleware that sets the security headers on every answer, errors included."""

    def __init__(self, app: ASGIApp, *, public: bool = False) -> None:
        self.app = app
        self.public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to the start of the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if self.public and scope["path"].startswith(_OPEN):
                    headers.setdefault("access-control-allow-origin", "*")
            await send(message)

        await self.app(scope, receive, send_with_headers)
