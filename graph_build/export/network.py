"""The network of entities for network tools: networkx, and through it GraphML and GEXF.

A node is an entity. An edge is one claim: a relation, an action (actor to initiative, with its
verb) or a recognition (recipient to honour), with the words that say it.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, BinaryIO

import networkx as nx
from pypinyin import lazy_pinyin

from graph_build import iris
from graph_build.query import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_build.query import Graph
    from graph_build.store import Term

# GEXF writes the day of writing, which would make every export differ.
_WRITTEN = re.compile(rb' lastmodifieddate="[^"]*"')
_PLAIN_INITIATIVE = iris.term_iri("Initiative")
_NOT_ALLOWED_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def network(graph: Graph) -> nx.MultiDiGraph[str]:
    """Return the entities that claims connect, and the claims between them.

    Nodes have `label`, `english`, `pinyin`, `class`, `class_zh`, `class_en`. Edges have the claim
    as key and `property`, `label`, `label_en`, `verb`, `status`, `quote`, `begin` (code points),
    `passages`, `document`, `period_start`, `period_end`. What is not known is an empty string.
    """
    names = _labels(graph)
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity, about in _nodes(graph, names):
        made.add_node(entity, **about)
    for source, target, claim, said in _edges(graph, names):
        if source in made and target in made:
            made.add_edge(source, target, key=claim, **said)
    return made


def write_graphml(graph: Graph, out: BinaryIO) -> None:
    """Write the network as GraphML."""
    nx.write_graphml_xml(network(graph), out, named_key_ids=True)


def write_gexf(graph: Graph, out: BinaryIO) -> None:
    """Write the network as GEXF."""
    made = BytesIO()
    nx.write_gexf(network(graph), made)
    out.write(_WRITTEN.sub(b"", made.getvalue(), count=1))


def _labels(graph: Graph) -> dict[str, dict[str, str]]:
    """Return the labels of the vocabulary: term → language → label."""
    names: dict[str, dict[str, str]] = {}
    for row in graph.store.select(find("internal/labels").text).dicts():
        names.setdefault(row["term"].value, {})[row["label"].language or ""] = row["label"].value
    return names


def _nodes(graph: Graph, names: dict[str, dict[str, str]]) -> Iterator[tuple[str, dict[str, str]]]:
    rows = graph.store.select(find("export/nodes").text).dicts()
    for entity, found in groupby(rows, key=itemgetter("entity")):
        group = list(found)
        # The finer class tells more; a plain initiative is what is left.
        kind = min((row["class"].value for row in group), key=lambda c: (c == _PLAIN_INITIATIVE, c))
        label = _text(group[0].get("label"))
        yield (
            entity.value,
            {
                "label": label,
                "english": _text(group[0].get("english")),
                "pinyin": _text(group[0].get("pinyin")) or " ".join(lazy_pinyin(label)),
                "class": _local(kind),
                "class_zh": _name(names, kind, "zh"),
                "class_en": _name(names, kind, "en"),
            },
        )


def _edges(
    graph: Graph, names: dict[str, dict[str, str]]
) -> Iterator[tuple[str, str, str, dict[str, str | int]]]:
    rows = graph.store.select(find("export/edges").text).dicts()
    for claim, found in groupby(rows, key=itemgetter("claim")):
        passages = list(found)
        row = passages[0]
        verb = _text(row.get("verb"))
        kind = row["property"].value
        yield (
            row["source"].value,
            row["target"].value,
            claim.value,
            {
                "property": _local(kind),
                "label": verb or _name(names, kind, "zh"),
                "label_en": _name(names, kind, "en"),
                "verb": verb,
                "status": _local(row["status"].value),
                "status_zh": _name(names, row["status"].value, "zh"),
                "quote": _text(row["quote"]),
                "begin": int(row["begin"].value),
                "passages": len(passages),
                "document": row["document"].value,
                "period_start": _text(row.get("start")),
                "period_end": _text(row.get("end")),
            },
        )


def _text(term: Term | None) -> str:
    return _NOT_ALLOWED_IN_XML.sub("", term.value) if term else ""


def _name(names: dict[str, dict[str, str]], iri: str, language: str) -> str:
    return names.get(iri, {}).get(language) or _local(iri)


def _local(iri: str) -> str:
    return re.split(r"[#/]", iri)[-1]
