"""A client for the portal that speaks ASGI to it, without a network."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from starlette.applications import Starlette

HTML = {"accept": "text/html"}


class Client:
    """Sends one request at a time; errors of the program come back as answers, as in a server."""

    def __init__(self, app: Starlette, *, base_url: str = "http://localhost:8000") -> None:
        self.app = app
        self.base_url = base_url

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def sent() -> httpx.Response:
            transport = httpx.ASGITransport(app=self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url=self.base_url) as client:
                return await client.request(method, path, **options)

        # In a thread of its own: a browser test may have left a loop running in this one.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(lambda: asyncio.run(sent())).result()

    def get(self, path: str, accept: str = "text/html", **headers: str) -> httpx.Response:
        return self.request("GET", path, headers={"accept": accept, **headers})
