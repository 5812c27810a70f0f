"""The portal as an ASGI application, and its server."""

from __future__ import annotations

import contextlib
import ipaddress
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import FileResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from graph_build.errors import FengtuError
from graph_build.export.publication.site import SPACES
from graph_build.portal import problems, reconciling, sparql
from graph_build.portal.headers import SecurityHeaders
from graph_build.portal.pages import (
    catalogue,
    data,
    documents,
    explore,
    home,
    lists,
    network,
    questions,
    reconcile,
    search,
    suggest,
    terms,
    things,
    workbench,
)
from graph_build.portal.site import STATIC, Site
from graph_build.service.asked import Limits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request
    from starlette.responses import Response

_HEADER_BYTES = 16_384
_DRAIN_SECONDS = 10


def application(
    graph_dir: str | Path,
    *,
    base: str | None = None,
    public: bool = False,
    limits: Limits | None = None,
    publication: Path | None = None,
    store: str | None = None,
) -> Starlette:
    """Return the portal of a built graph; `public` says that others than this machine reach it.

    `base` is what the IRIs of the graph begin with, and read off the graph unless it is given.
    `publication` is a folder that `fengtu export portal` wrote, whose files it offers.

    Then a client has a budget, and SPARQL is open to pages of other sites, but only where a worker
    can be kept off the network. With `store`, the address of a SPARQL service, that is asked, and
    the folder gives the texts, if it holds a build.

    Raises:
        GraphNotFound: if there is no built graph in the folder.
        InputError: if the other folder is no publication.
    """
    app = Starlette(
        lifespan=_ending_workers,
        routes=_routes(),
        middleware=[Middleware(SecurityHeaders, public=public)],
        exception_handlers={
            HTTPException: problems.on_http_error,
            FengtuError: problems.on_fengtu_error,
            ClientDisconnect: problems.on_leaving,
            Exception: problems.on_fault,
        },
    )
    app.state.site = Site(
        Path(graph_dir),
        base=base,
        public=public,
        limits=limits,
        publication=publication,
        store=store,
    )
    return app


def serve(
    graph_dir: str | Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    base: str | None = None,
    publication: Path | None = None,
    behind_proxy: bool = False,
    query_seconds: float = 10.0,
    store: str | None = None,
) -> None:
    """Serve the portal of a built graph until it is interrupted.

    `behind_proxy` says that a proxy of this machine passes on requests of others.

    Raises:
        GraphNotFound: if there is no built graph in the folder.
    """
    public = behind_proxy or not is_loopback(host)
    limits = Limits(slow_seconds=query_seconds)
    app = application(
        graph_dir, base=base, public=public, limits=limits, publication=publication, store=store
    )
    threading.Thread(target=app.state.site.warm, daemon=True).start()
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        proxy_headers=behind_proxy,
        h11_max_incomplete_event_size=_HEADER_BYTES,
        timeout_graceful_shutdown=_DRAIN_SECONDS,
    )


@contextlib.asynccontextmanager
async def _ending_workers(app: Starlette) -> AsyncIterator[None]:
    """End the workers with the server; one that is at work would not notice for a while."""
    yield
    app.state.site.pool.close()
    app.state.site.turns.close()


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach an address.

    >>> (
    ...     is_loopback("127.0.0.1"),
    ...     is_loopback("::1"),
    ...     is_loopback("localhost"),
    ...     is_loopback("0.0.0.0"),
    ... )
    (True, True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _routes() -> list[Route | Mount]:
    doc = "/page/doc/{document:str}"
    return [
        # First, because routes are tried in their order and programs come here most often.
        Route("/sparql", sparql.sparql, methods=sparql.METHODS),
        Route("/", home.home),
        Route("/about", home.about),
        Route("/explore", explore.explore),
        Route("/embed", explore.embed),
        Route("/explore.html", explore.whole),
        Route("/snapshot.html", explore.snapshot),
        Route("/api/graph", explore.graph),
        Route("/api/evidence", explore.evidence),
        Route("/api/workbench", workbench.workbench),
        Route("/api/things", workbench.things, methods=["POST"]),
        Route("/search", search.search),
        Route("/api/search", search.find),
        Route("/api/suggest", search.suggest),
        Route("/reconcile", reconcile.endpoint, methods=reconciling.METHODS),
        Route("/reconcile/{lang}", reconcile.endpoint, methods=reconciling.METHODS),
        Route("/reconcile/{lang}/suggest/{what}", suggest.suggest),
        Route("/reconcile/{lang}/flyout/{what}", suggest.flyout),
        Route("/reconcile/{lang}/preview", suggest.preview),
        Route("/reconcile/{lang}/properties", suggest.properties),
        Route("/reconcile/{lang}/scores", suggest.scores),
        Route("/documents", lists.documents),
        Route("/list/{kind}", lists.things),
        Route("/claims/{kind}", lists.claims),
        Route("/queries", questions.questions),
        Route("/query/{name}", questions.question),
        Route("/page/ont", terms.terms),
        Route(doc, documents.document),
        Route(doc + "/claims", documents.claims),
        Route(doc + "/span/{begin:int}-{end:int}", things.span),
        Route(doc + "/claim/{claim}", things.claim),
        Route("/page/{path:path}", things.thing),
        Route("/network/{path:path}", network.network),
        Route("/between", network.between),
        Route("/data/ont/alignment/{name}.{suffix}", terms.alignment_data),
        Route("/data/{path:path}.{suffix}", data.data),
        Route("/ont", data.identifier),
        Route("/ont/alignment/{name}", terms.alignment),
        Route("/ont/{version}", terms.version),
        Route("/cube", terms.structure),
        Route("/register/{name}", terms.edition),
        *(Route(f"/{space}/{{path:path}}", data.identifier) for space in SPACES),
        Route("/graph/{name}", catalogue.identified),
        Route("/profile/{name}", catalogue.identified),
        Route("/cube/{name}", catalogue.identified),
        Route("/annotations", catalogue.identified),
        Route("/catalog", catalogue.catalogue),
        Route("/catalog.{suffix}", catalogue.catalogue_file),
        Route("/dataset.jsonld", catalogue.dataset),
        Route("/.well-known/void", catalogue.void),
        Route("/download/{path:path}", catalogue.download),
        Route("/sitemap.xml", catalogue.sitemap),
        Route("/sitemap-{number:int}.xml", catalogue.sitemap),
        Route("/robots.txt", catalogue.robots),
        Route("/favicon.ico", _icon),
        Mount("/static", StaticFiles(directory=STATIC)),
    ]


def _icon(_request: Request) -> Response:
    return FileResponse(STATIC / "icon.svg", media_type="image/svg+xml")
