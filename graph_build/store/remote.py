"""Any SPARQL 1.1 service by its address: asked by the Protocol, filled by the Graph Store Protocol.

Queries go as POST forms, which every engine takes (Virtuoso hangs on a query as a body). Parameters
in the address of the service, such as `?default-graph-uri=…`, go along with every query. The name
and the password of an account come from the environment and are sent only when they are asked for.
"""

from __future__ import annotations

import io
import os
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import httpx

from graph_build import resources
from graph_build.errors import Busy, OutputError, QueryError, StoreUnreachable, TooCostly, TooSlow
from graph_build.store.graphs import N_TRIPLES, read_n_triples
from graph_build.store.results import JSON, read_json
from graph_build.store.rows import GraphAnswer, Rows
from graph_build.store.terms import digest, from_oxigraph

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence
    from pathlib import Path

    from graph_build.store.terms import Triple

USER, PASSWORD, TOKEN = "FENGTU_STORE_USER", "FENGTU_STORE_PASSWORD", "FENGTU_STORE_TOKEN"
_SECONDS = 120.0
_CONNECT_SECONDS = 10.0
_PART_BYTES = 262_144
_SHOWN = 300
_SCHEMES = ("http", "https")


@dataclass(frozen=True, slots=True)
class RemoteStore:
    """A store that another process, here or elsewhere, answers for."""

    url: str
    fields: tuple[tuple[str, str], ...] = ()
    client: httpx.Client = field(default_factory=httpx.Client, repr=False)

    @classmethod
    def at(cls, address: str, *, transport: httpx.BaseTransport | None = None) -> RemoteStore:
        """Return the service at an address; what follows its `?` goes along with every query.

        >>> RemoteStore.at("http://localhost:8890/sparql?default-graph-uri=urn:a").fields
        (('default-graph-uri', 'urn:a'),)

        Raises:
            StoreUnreachable: if it is no address of http or https, or holds a password.
        """
        parts = urlsplit(address)
        if parts.scheme not in _SCHEMES or not parts.netloc:
            raise StoreUnreachable(
                f"{address!r} is no address; give one such as http://host/sparql"
            )
        if parts.username or parts.password:
            raise StoreUnreachable(f"name the account by {USER} and {PASSWORD}, not in the address")
        plain = urlunsplit(parts._replace(query="", fragment=""))
        return cls(plain, tuple(parse_qsl(parts.query)), _client(transport))

    def __len__(self) -> int:
        row = next(self.select(_internal("triples")).dicts())
        return int(row["triples"].value)

    def load(self, files: Iterable[Path]) -> None:
        """Refuse: a service is filled by `put`.

        Raises:
            OutputError: always.
        """
        raise OutputError(f"{self.url} is asked, not filled; publish a build with: fengtu push")

    def select(self, sparql: str) -> Rows:
        """Return the rows of a SELECT query."""
        found = self.evaluate(sparql)
        if not isinstance(found, Rows):
            raise QueryError(f"expected rows from {self.url}")
        return found

    def ask(self, sparql: str) -> bool:
        """Return the answer of an ASK query."""
        found = self.evaluate(sparql)
        if not isinstance(found, bool):
            raise QueryError(f"expected yes or no from {self.url}")
        return found

    def triples(self, sparql: str) -> Iterator[Triple]:
        """Return the triples of a CONSTRUCT or DESCRIBE query."""
        found = self.evaluate(sparql, graph=True)
        if not isinstance(found, GraphAnswer):
            raise QueryError(f"expected triples from {self.url}")
        return (
            (from_oxigraph(node.subject), from_oxigraph(node.predicate), from_oxigraph(node.object))
            for node in found.nodes
        )

    def write(self, sparql: str, out: BinaryIO, media_type: str) -> None:
        """Write the answer of any query as the service serialises it.

        Raises:
            QueryError: if the service refuses it or has no such format.
        """
        kind, body = self._answer(sparql, media_type, (), None, None)
        if kind != media_type:
            raise QueryError(f"{self.url} answers as {kind!r}, not as {media_type!r}")
        out.write(body)

    def evaluate(
        self,
        sparql: str,
        *,
        graph: bool = False,
        default_graphs: Sequence[str] = (),
        named_graphs: Sequence[str] = (),
        most_bytes: int | None = None,
        seconds: float | None = None,
    ) -> Rows | bool | GraphAnswer:
        """Return the answer of any query, within so many bytes and seconds if they are given.

        `graph` says that it will be triples: Virtuoso puts them into a table where it may.

        Raises:
            QueryError: if the service refuses it, or `TooSlow`, `TooCostly` or `Busy`.
            StoreUnreachable: if the service does not answer, or wants an account.
        """
        dataset = (
            *(("default-graph-uri", one) for one in default_graphs),
            *(("named-graph-uri", one) for one in named_graphs),
        )
        accept = N_TRIPLES if graph else JSON
        _, body = self._answer(sparql, accept, dataset, most_bytes, seconds)
        return GraphAnswer(read_n_triples(body)) if graph else read_json(body)

    def digest(self) -> str:
        """Return a digest of the content that does not depend on the order of loading."""
        return digest(self.triples(_internal("everything")))

    def _answer(
        self,
        sparql: str,
        accept: str,
        dataset: tuple[tuple[str, str], ...],
        most_bytes: int | None,
        seconds: float | None,
    ) -> tuple[str, bytes]:
        """Return the content type and the bytes of an answer."""
        own = [pair for pair in self.fields if not dataset or not pair[0].endswith("graph-uri")]
        form: dict[str, list[str]] = {"query": [sparql]}
        for name, value in (*own, *dataset):
            form.setdefault(name, []).append(value)
        limit = seconds or _SECONDS
        timeout = httpx.Timeout(limit, connect=_CONNECT_SECONDS)
        until = time.monotonic() + limit
        try:
            with self.client.stream(
                "POST", self.url, data=form, headers={"Accept": accept}, timeout=timeout
            ) as answer:
                body = _within(answer, most_bytes, until)
                _refuse(answer, body, self.url)
        except httpx.TimeoutException as error:
            raise TooSlow(f"{self.url} has not answered within {limit:g} seconds") from error
        except httpx.HTTPError as error:
            raise StoreUnreachable(f"{self.url} does not answer: {error}") from error
        _refuse_cut(answer, body, self.url)
        return answer.headers.get("content-type", "").partition(";")[0].strip().lower(), body


def put(
    triples: Path, address: str, *, graph: str | None, transport: httpx.BaseTransport | None = None
) -> None:
    """Replace a graph of a service by a file of N-Triples, by the Graph Store Protocol.

    Raises:
        StoreUnreachable: if the service does not answer, or wants an account.
        QueryError: if it refuses the triples.
    """
    url = httpx.URL(address)
    if url.scheme not in _SCHEMES or not url.host:
        raise StoreUnreachable(f"{address!r} is no address; give one such as http://host/store")
    target = url.copy_merge_params({"graph": graph} if graph else {"default": ""})
    headers = {
        # N-Triples is Turtle, and Virtuoso knows only that.
        "Content-Type": "text/turtle",
        "Content-Length": str(triples.stat().st_size),
    }
    try:
        with _client(transport) as client:
            answer = client.put(target, content=_Parts(triples), headers=headers, timeout=None)
    except httpx.HTTPError as error:
        raise StoreUnreachable(f"{address} does not answer: {error}") from error
    _refuse(answer, answer.content, address)


class _Parts:
    """The bytes of a file; from the start each time, as a service may first ask for an account."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __iter__(self) -> Iterator[bytes]:
        with self.path.open("rb") as file:
            while part := file.read(_PART_BYTES):
                yield part


class _WhenAsked(httpx.Auth):
    """Names the account when the service asks for one, in the way it asks for: basic or digest."""

    def __init__(self, user: str, password: str) -> None:
        self.user = user
        self.password = password

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        answer = yield request
        if answer.status_code != httpx.codes.UNAUTHORIZED:
            return
        if answer.headers.get("www-authenticate", "").lower().startswith("digest"):
            flow = httpx.DigestAuth(self.user, self.password).auth_flow(request)
            next(flow)
            yield flow.send(answer)
        else:
            yield from httpx.BasicAuth(self.user, self.password).auth_flow(request)


def _internal(name: str) -> str:
    return (resources.queries() / "internal" / f"{name}.rq").read_text(encoding="utf-8")


def _client(transport: httpx.BaseTransport | None) -> httpx.Client:
    token, user = os.environ.get(TOKEN), os.environ.get(USER)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    auth = _WhenAsked(user, os.environ.get(PASSWORD, "")) if user and not token else None
    return httpx.Client(auth=auth, headers=headers, transport=transport, trust_env=False)


def _within(answer: httpx.Response, most_bytes: int | None, until: float) -> bytes:
    out = io.BytesIO()
    for part in answer.iter_bytes(_PART_BYTES):
        out.write(part)
        if most_bytes is not None and out.tell() > most_bytes:
            raise TooCostly("the answer of the service is larger than the limit; ask for less")
        if time.monotonic() > until:
            raise TooSlow("the answer of the service was not complete in time; ask for less")
    return out.getvalue()


def _refuse(answer: httpx.Response, body: bytes, url: str) -> None:
    status = answer.status_code
    if status < httpx.codes.MULTIPLE_CHOICES:
        return
    said = " ".join(body.decode("utf-8", "replace").split())[:_SHOWN]
    if status in {httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN}:
        raise StoreUnreachable(f"{url} wants an account ({status}); set {USER} and {PASSWORD}")
    if answer.is_redirect:
        raise StoreUnreachable(
            f"{url} leads to {answer.headers.get('location')}; give that address"
        )
    if status in {httpx.codes.TOO_MANY_REQUESTS, httpx.codes.SERVICE_UNAVAILABLE}:
        raise Busy(f"{url} is busy ({status}): {said}")
    if status == httpx.codes.GATEWAY_TIMEOUT:
        raise TooSlow(f"{url} has given the query up: {said}")
    if status in {httpx.codes.NOT_FOUND, httpx.codes.METHOD_NOT_ALLOWED}:
        raise StoreUnreachable(f"{url} is no SPARQL service ({status})")
    raise QueryError(f"{url} refuses the request ({status}): {said}")


def _refuse_cut(answer: httpx.Response, body: bytes, url: str) -> None:
    """Refuse an answer that the service cut and yet calls whole, as Virtuoso does."""
    most = answer.headers.get("x-sparql-maxrows", "")
    if most.isdigit() and body.count(b"\n") >= int(most):
        raise TooCostly(f"{url} cuts answers at {most} rows; raise its ResultSetMaxRows")
