"""Relations for Wikidata as a table of QuickStatements, version 2 (CSV).

Only what stands between things whose Wikidata id somebody has confirmed (owl:sameAs or
skos:exactMatch) can be said there. Quotations (P1683) are left out: the importer turns “ ” into
straight quotes.
"""

from __future__ import annotations

import csv
import io
import logging
from typing import TYPE_CHECKING, BinaryIO

from graph_build.query import find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.query import Graph
    from graph_build.store import Term

logger = logging.getLogger(__name__)

_QUALIFIERS = ("qal580", "qal582")
_SOURCES = ("S248", "S854")


def write_quickstatements(graph: Graph, out: BinaryIO) -> None:
    """Write relations between things with a Wikidata id; without any, the header stands alone."""
    rows = list(graph.store.select(find("export/quickstatements").text).dicts())
    if not rows:
        logger.warning(
            "no relation stands between two things with a Wikidata id (owl:sameAs or "
            "skos:exactMatch to http://www.wikidata.org/entity/Q…); the table is empty"
        )
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(_table(rows))
    out.write(text.getvalue().encode("utf-8"))


def _table(rows: list[dict[str, Term]]) -> Iterable[list[str]]:
    """Return the header and a row for each statement; each property has columns of its own."""
    properties = sorted({_local(row["property"]) for row in rows}, key=lambda p: int(p[1:]))
    group = len(_QUALIFIERS) + len(_SOURCES) + 1
    yield ["qid", *(c for p in properties for c in (p, *_QUALIFIERS, *_SOURCES))]
    for row in rows:
        before = properties.index(_local(row["property"])) * group
        after = len(properties) * group - before - group
        yield [_local(row["item"]), *[""] * before, *_statement(row), *[""] * after]


def _statement(row: dict[str, Term]) -> list[str]:
    """Return value, start, end, the source that has an id, and else its address."""
    return [
        _local(row["value"]),
        *(_day(row.get(name)) for name in ("start", "end")),
        _local(row["statedIn"]) if "statedIn" in row else "",
        "" if "statedIn" in row else f'"{row["reference"].value}"',
    ]


def _local(term: Term) -> str:
    return term.value.rpartition("/")[2]


def _day(term: Term | None) -> str:
    """Return a date as QuickStatements writes it, precise to the day."""
    return f"+{term.value}T00:00:00Z/11" if term else ""
