"""The graph as tables: CSV on the Web, and the lists that neo4j-admin imports.

`ontology/profiles/tables.json` says which columns a table has and which hold several values;
`queries/export/tables/` says what is in them.
"""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, BinaryIO

from graph_build.export.network import network
from graph_build.query import find
from graph_build.resources import ontology

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_build.query import Graph
    from graph_build.store import Term

_SEPARATOR = "|"
_NODES = ("label", "english", "pinyin", "class", "class_zh", "class_en")
_RELATIONSHIPS = (
    "label",
    "label_en",
    "verb",
    "status",
    "quote",
    "begin:long",
    "passages:long",
    "document",
    "period_start",
    "period_end",
)
_KIND = "property"


@cache
def described() -> dict[str, list[dict[str, Any]]]:
    """Return the columns of each table by its name, as the metadata describes them."""
    text = (ontology() / "profiles" / "tables.json").read_text(encoding="utf-8")
    return {
        table["url"].removesuffix(".csv"): table["tableSchema"]["columns"]
        for table in json.loads(text)["tables"]
    }


def write_table(graph: Graph, name: str, out: BinaryIO) -> None:
    """Write a table of the publication as CSV, a row for each thing."""
    columns = described()[name]
    names = [column["name"] for column in columns]
    several = {column["name"] for column in columns if "separator" in column}
    rows = graph.store.select(find(f"export/tables/{name}").text).dicts()
    found = groupby(rows, key=lambda row: row["iri"])
    _write(out, names, (_row(names, several, list(group)) for _, group in found))


def write_metadata(_graph: Graph, out: BinaryIO) -> None:
    """Write what the columns of the tables mean, as metadata of CSV on the Web."""
    out.write((ontology() / "profiles" / "tables.json").read_bytes())


def write_neo4j_nodes(graph: Graph, out: BinaryIO) -> None:
    """Write the things of the network with the header that neo4j-admin reads."""
    nodes = network(graph).nodes(data=True)
    rows = ([iri, *(one[n] for n in _NODES), f"Thing;{one['class']}"] for iri, one in nodes)
    _write(out, ["iri:ID", *_NODES, ":LABEL"], sorted(rows))


def write_neo4j_relationships(graph: Graph, out: BinaryIO) -> None:
    """Write the statements of the network with the header that neo4j-admin reads."""
    names = [name.partition(":")[0] for name in _RELATIONSHIPS]
    edges = network(graph).edges(keys=True, data=True)
    rows = (
        [source, claim, *(one[name] for name in names), target, _typed(one[_KIND])]
        for source, target, claim, one in edges
    )
    head = [":START_ID", "claim", *_RELATIONSHIPS, ":END_ID", ":TYPE"]
    _write(out, head, sorted(rows, key=lambda row: (row[1], row[0], row[-2])))


def _typed(name: str) -> str:
    """Return a property as Neo4j writes types of relationships.

    >>> _typed("implementedIn")
    'IMPLEMENTED_IN'
    """
    return "".join(f"_{c}" if c.isupper() else c.upper() for c in name)


def _row(names: Sequence[str], several: set[str], found: list[dict[str, Term]]) -> list[str]:
    """Return the row of a thing: its first passage, and all values of columns that hold several."""
    first = found[0]
    return [_joined(found, name) if name in several else _shown(first.get(name)) for name in names]


def _joined(found: list[dict[str, Term]], name: str) -> str:
    values = {_shown(row.get(name)) for row in found} - {""}
    return _SEPARATOR.join(sorted(value.replace(_SEPARATOR, " ") for value in values))


def _shown(term: Term | None) -> str:
    return term.value if term else ""


def _write(out: BinaryIO, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    out.writelines(_lines([head, *rows]))


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    for row in rows:
        text = io.StringIO(newline="")
        csv.writer(text, lineterminator="\n").writerow(row)
        yield text.getvalue().encode("utf-8")
