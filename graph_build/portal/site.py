"""What all pages share: the graph served now, the templates, and the view of one request."""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import threading
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse

from graph_build.errors import FengtuError, GraphNotFound
from graph_build.export.notation import base_of
from graph_build.portal.language import Language, language, wanted_language, wanted_theme
from graph_build.portal.links import Links
from graph_build.portal.offer import Offer
from graph_build.portal.present import Presenter
from graph_build.portal.reader import Reader
from graph_build.portal.safety import json_script, safe_href, visible
from graph_build.portal.turns import Turns
from graph_build.portal.vocabulary import CLAIM_KINDS, ENTITY_CLASSES, FAMILIES, local
from graph_build.query import Graph, catalogue, current
from graph_build.reconcile import Query as Asked
from graph_build.service.budget import Budget
from graph_build.service.evaluators import Elsewhere, OnSnapshot
from graph_build.service.pool import Pool
from graph_build.store import OxigraphStore

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.present import ClaimView
    from graph_build.service.asked import Limits
    from graph_build.service.evaluators import Evaluator
    from graph_build.store.remote import RemoteStore

logger = logging.getLogger(__name__)

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
EXPLORER = STATIC / "dist" / "explorer.js"
DRAWN = frozenset(FAMILIES[kind] for kind in ENTITY_CLASSES)
"""The families of what the explorer draws."""
WORKBENCH = STATIC / "dist" / "workbench.js"
_READ_AHEAD = 200
_YEAR_SECONDS = 365 * 24 * 60 * 60


class Site:
    """A folder of builds as a site; a new build is served as soon as it is read."""

    def __init__(
        self,
        folder: Path,
        *,
        base: str | None,
        public: bool,
        limits: Limits | None = None,
        publication: Path | None = None,
        store: str | None = None,
    ) -> None:
        self.folder = folder
        self.store = store
        self._current = str(folder / "CURRENT")
        self.public = public
        self.pool = Pool(limits, must_isolate=public)
        self.budget = Budget() if public else None
        self.turns = Turns()
        self.offer = Offer(publication)
        self.templates = environment()
        self._lock = threading.Lock()
        graph = self._open()
        self.links = Links(base or base_of(graph))
        self._seen = self._pointer()
        self._reader = Reader(graph, base=self.links.base)
        self._evaluators: dict[str, Evaluator] = {}
        self._keep_workers(ready=False)

    def reader(self) -> Reader:
        """Return the reader of the build that is served; a newer one is read in the background."""
        if self._stale() and self._lock.acquire(blocking=False):
            threading.Thread(target=self._refresh, daemon=True).start()
        return self._reader

    def warm(self) -> None:
        """Read what every page needs, so that no reader waits for it."""
        self._keep_workers(ready=True)
        _warm(self._reader)
        for name in self.templates.list_templates():
            self.templates.get_template(name)

    def evaluator(self, reader: Reader) -> Evaluator:
        """Return what evaluates queries on the build that a reader reads."""
        known = self._evaluators.get(reader.build)
        if known is None:
            store = reader.graph.store
            if isinstance(store, OxigraphStore):
                known = OnSnapshot(self.pool, reader.graph.folder / "store")
            else:
                known = Elsewhere.of(cast("RemoteStore", store), self.pool.limits)
            self._evaluators[reader.build] = known
        return known

    def _open(self) -> Graph:
        return Graph.open(self.folder) if self.store is None else Graph.at(self.store, self.folder)

    def _keep_workers(self, *, ready: bool) -> None:
        if self.store is None:
            self.pool.serve(self._reader.graph.folder / "store", ready=ready)

    def _pointer(self) -> tuple[int, int]:
        """Return what changes when a build is published; it is looked at for every request."""
        try:
            found = os.stat(self._current)  # noqa: PTH116 - a Path takes three times as long
        except OSError:
            return (0, 0)
        return found.st_mtime_ns, found.st_ino

    def _stale(self) -> bool:
        seen = self._pointer()
        if seen == self._seen:
            return False
        self._seen = seen
        try:
            return current(self.folder).name != self._reader.build
        except GraphNotFound:
            # A build is being published, or the folder is gone: what is open stays good.
            return False

    def _refresh(self) -> None:
        try:
            fresh = Reader(self._open(), base=self.links.base)
            _warm(fresh)
            self._reader = fresh
            self._keep_workers(ready=True)
        except FengtuError:
            logger.exception("%s: the new build cannot be served; the old one stays", self.folder)
        finally:
            self._lock.release()

    def view(self, request: Request) -> View:
        """Return the view of a request."""
        return View(self, request)


def _warm(reader: Reader) -> None:
    for kind in CLAIM_KINDS:
        reader.claims_as(kind)
    for _ in (
        reader.sources,
        reader.members,
        reader.themes,
        reader.index,
        reader.totals,
        reader.conflicts,
        reader.scopes,
        reader.drawn,
    ):
        pass
    # The first name that is looked up reads the register and the dictionaries.
    reader.reconciler.candidates(Asked("金华市“枫桥经验”"))
    for query in catalogue().values():
        reader.answer_of(query)
    for document in itertools.islice(reader.sources, _READ_AHEAD):
        reader.mentions_in(document)
        reader.evidence_in(document)


class View:
    """One request: its language, its theme, and what its pages are made of."""

    def __init__(self, site: Site, request: Request) -> None:
        self.site = site
        self.request = request
        self.links = site.links
        self.language: Language = language(wanted_language(request))
        self.theme = wanted_theme(request)

    @cached_property
    def reader(self) -> Reader:
        """The graph as pages need it."""
        return self.site.reader()

    @property
    def evaluator(self) -> Evaluator:
        """What evaluates queries, on the same build that the page shows."""
        return self.site.evaluator(self.reader)

    @property
    def report(self) -> str:
        """Where a reader may tell an error; empty where the publisher names nobody."""
        about = self.site.offer.about
        mail = f"mailto:{quote(about.contact_email, safe='@')}" if about.contact_email else ""
        return about.contact_page or mail

    def explored(self, claim: ClaimView) -> str:
        """Return the state of the explorer that shows a claim; empty where it draws none of it."""
        ends = [end for end in (claim.left, claim.right) if end and end.family in DRAWN]
        ids = [path for end in ends if (path := self.links.path(end.iri))]
        if not ids:
            return ""
        # A figure is a node of its own, between what it is about and what it measures.
        chosen = self.links.path(claim.iri) if claim.kind == "Observation" else "+".join(ids)
        return f"/explore#/ego?c={ids[0]}&sel={chosen}"

    @cached_property
    def present(self) -> Presenter:
        """Claims and things in the language of the request."""
        return Presenter(self.reader, self.links, self.language)

    def here(self, **changes: str | int | None) -> str:
        """Return the address of this page with other parameters; None takes one away."""
        kept = {k: v for k, v in self.request.query_params.multi_items() if k not in changes}
        kept |= {k: str(v) for k, v in changes.items() if v is not None}
        # A path that begins with two slashes would be read as the name of another host.
        path = quote("/" + self.request.url.path.lstrip("/"), safe="/-._~:%")
        return f"{path}?{urlencode(kept)}" if kept else path

    def render(self, template: str, *, http_status: int = 200, **context: Any) -> HTMLResponse:
        """Return a page; `context` is what its template names."""
        page = self.site.templates.get_template(template).render(
            t=self.language, view=self, links=self.links, site=self.site, **context
        )
        answer = HTMLResponse(
            page, http_status, headers={"Vary": "Accept, Accept-Language, Cookie"}
        )
        for name in ("lang", "theme"):
            if chosen := self.request.query_params.get(name):
                kept = {"lang": self.language.code, "theme": self.theme}[name]
                if kept == chosen:
                    answer.set_cookie(
                        name, kept, max_age=_YEAR_SECONDS, samesite="lax", httponly=True
                    )
        return answer


def environment() -> Environment:
    """Return what renders the pages: every value is escaped, and shows what cannot be seen."""
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    environment.filters["href"] = lambda target: safe_href(target or "") or ""
    environment.globals["local"] = local
    environment.globals["json_script"] = json_script
    environment.globals["families"] = FAMILIES
    environment.globals["drawn"] = DRAWN
    environment.globals["asset"] = _assets().__getitem__
    environment.policies["urlize.rel"] = "noopener nofollow"
    return environment


def _shown(value: object) -> object:
    """Return a value as a page prints it: nothing that cannot be seen, `None` as nothing."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _assets() -> dict[str, str]:
    """Return the address of each static file; it changes with the content, so it may be cached."""
    return {
        name: f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:10]}"
        for path in sorted(STATIC.rglob("*"))
        if path.is_file() and (name := path.relative_to(STATIC).as_posix())
    }
