"""A built graph, opened: its build, its manifest and its store."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph_build.errors import GraphNotFound, ParameterError, UnknownName
from graph_build.query.catalogue import find
from graph_build.store import OxigraphStore, Rows, Store, Term

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.query.question import Query, Value

FORMAT_VERSION = 1
"""The newest layout of a built folder that this version reads."""

_DOCUMENT = re.compile(r"(?:.*/doc/)?([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Graph:
    """A built graph: the folder of one build, its manifest and its store."""

    folder: Path
    manifest: dict[str, Any]
    store: Store

    @classmethod
    def open(cls, folder: str | Path) -> Graph:
        """Return the published build of a folder, read-only.

        Raises:
            GraphNotFound: if there is none, it is damaged, or a newer version made it.
        """
        build = current(Path(folder))
        manifest = _manifest(build)
        return cls(build, manifest, OxigraphStore.open(build / "store"))

    @classmethod
    def at(cls, address: str, folder: str | Path) -> Graph:
        """Return the graph that a SPARQL service holds.

        Texts and counts are those of the build in the folder, if there is one: a service holds
        statements only.

        Raises:
            StoreUnreachable: if it is no address.
            GraphNotFound: if the build in the folder is damaged.
        """
        from graph_build.store.remote import RemoteStore  # noqa: PLC0415 - httpx is not light

        store = RemoteStore.at(address)
        if not (Path(folder) / "CURRENT").is_file():
            return cls(Path(folder) / "builds" / "none", {}, store)
        build = current(Path(folder))
        return cls(build, _manifest(build), store)

    def text(self, document: str) -> str:
        """Return the source text of a document by its id or IRI; offsets of spans count in it.

        Raises:
            UnknownName: if the graph has no such document.
        """
        found = _DOCUMENT.fullmatch(document)
        path = self.folder / "texts" / f"{found[1]}.txt" if found else None
        if path is None or not path.is_file():
            raise UnknownName(
                f"no document {document!r} in the graph; {self.folder / 'manifest.json'} lists them"
            )
        return path.read_bytes().decode("utf-8")

    def query(self, name: str | Path, /, **parameters: Value) -> Rows:
        """Return the rows of a query by name or path.

        Where a parameter wants an IRI, the name of a thing in the graph will do.

        Raises:
            UnknownName: if there is no such query.
            ParameterError: if a parameter is unknown or its term is not valid.
            QueryError: if the engine refuses the query.
        """
        query = find(name)
        bound = {key: self._resolved(query, key, value) for key, value in parameters.items()}
        return self.store.select(query.bind(**bound))

    def named(self, name: str) -> list[Term]:
        """Return the things that bear a name, with or without quotation marks, sorted."""
        return [
            row[0]
            for row in self.store.select(find("internal/entity-by-label").bind(name=name))
            if row[0]
        ]

    def _resolved(self, query: Query, parameter: str, value: Value) -> Value:
        """Return the value, or the one thing of that name where an IRI is wanted."""
        wanted = query.parameters.get(parameter)
        if (
            wanted is None
            or wanted.example.kind != "iri"
            or not isinstance(value, str)
            or query.iri(value)
        ):
            return value
        found = self.named(value)
        if len(found) == 1:
            return found[0]
        if not found:
            raise ParameterError(
                f"{parameter}: nothing in the graph is named {value!r}; give a name or an IRI"
            )
        shown = ", ".join(str(term) for term in found[:5])
        raise ParameterError(
            f"{parameter}: {len(found)} things are named {value!r}; give one of: {shown}"
        )

    def shards(self) -> Iterator[Path]:
        """Return the N-Quads files of the build: documents by id, then the rest."""
        yield from sorted((self.folder / "shards").glob("*.nq"))
        yield from (
            path
            for path in (self.folder / "registry.nq", self.folder / "ontology.nq")
            if path.is_file()
        )


def current(folder: Path) -> Path:
    """Return the folder of the published build of a graph folder.

    Raises:
        GraphNotFound: if there is none.
    """
    pointer = folder / "CURRENT"
    if not pointer.is_file():
        raise GraphNotFound(
            f"{folder}: no built graph there; make one with: fengtu build TEXTS --out {folder}"
        )
    build = folder / "builds" / pointer.read_text(encoding="utf-8").strip()
    if not (build / "manifest.json").is_file():
        raise GraphNotFound(
            f"{pointer}: points at {build.name!r}, no complete build; build the graph again"
        )
    return build


def _manifest(build: Path) -> dict[str, Any]:
    path = build / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise GraphNotFound(f"{path}: cannot be read: {error}; build the graph again") from error
    if manifest.get("format", FORMAT_VERSION) > FORMAT_VERSION:
        raise GraphNotFound(
            f"{path}: made by a newer version of Fengtu (format {manifest['format']}); upgrade"
        )
    return manifest
