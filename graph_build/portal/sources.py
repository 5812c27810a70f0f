"""The documents of a graph as lists show them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graph_build.portal.vocabulary import local

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.store import Term


@dataclass(frozen=True, slots=True)
class Source:
    """A document: what it is called, when it appeared, how much was read in it."""

    iri: str
    id: str
    title: str
    identifier: str
    published: str
    characters: int
    entities: int
    claims: int
    quarantined: int


def sources(rows: Iterable[dict[str, Term]], listed: Iterable[dict[str, Any]]) -> dict[str, Source]:
    """Return the documents by IRI, newest first, undated ones last.

    `rows` are (document, property, value) of the graph, `listed` the entries of the manifest.
    """
    told: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        told[row["document"].value].setdefault(local(row["property"].value), row["value"].value)
    entries = {entry["id"]: entry for entry in listed}
    found = [_source(key, values, entries.get(local(key), {})) for key, values in told.items()]
    found.sort(key=lambda source: (source.title, source.iri))
    found.sort(key=lambda source: _day(source.published), reverse=True)
    return {source.iri: source for source in found}


def _source(key: str, values: dict[str, str], listed: dict[str, Any]) -> Source:
    identifier = values.get("identifier", local(key))
    return Source(
        key,
        local(key),
        values.get("title") or str(listed.get("title") or identifier),
        identifier,
        values.get("issued", ""),
        *(
            _number(listed.get(name))
            for name in ("characters", "entities", "claims", "quarantined")
        ),
    )


def _number(value: object) -> int:
    return value if isinstance(value, int) else 0


def _day(published: str) -> dt.date:
    try:
        return dt.date.fromisoformat(published)
    except ValueError:
        return dt.date.min
