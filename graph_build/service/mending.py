"""Writes queries anew where Oxigraph does other than SPARQL 1.1 says and words can mend it.

GROUP_CONCAT keeps the language that all its strings share; the answer should have none. GRAPH ?g
leaves ?g unbound where its group matches no triple, such as one of VALUES only.
"""

from __future__ import annotations

import re

from graph_build.service.guard import tokens

_CONCERNED = re.compile(r"GROUP_CONCAT|GRAPH", re.IGNORECASE)


def mended(query: str) -> str:
    """Return a query that Oxigraph answers as SPARQL 1.1 says.

    >>> mended("SELECT (GROUP_CONCAT(?x) AS ?y) { GRAPH ?g { ?s ?p ?x } }")
    'SELECT (STR(GROUP_CONCAT(?x)) AS ?y) { GRAPH ?g {} GRAPH ?g { ?s ?p ?x } }'
    >>> mended("SELECT * { ?s ?p 'GRAPH ?g {' }")
    "SELECT * { ?s ?p 'GRAPH ?g {' }"

    Raises:
        QueryError: if something in it is no token.
    """
    if not _CONCERNED.search(query):
        return query
    listed = list(tokens(query))
    added: dict[int, str] = {}
    for number, (kind, text, begin) in enumerate(listed):
        word = text.upper() if kind == "word" else ""
        if word == "GROUP_CONCAT" and (end := _closing(listed, number + 1)) is not None:
            added[begin] = "STR("
            added[end] = ")"
        elif word == "GRAPH" and [one[0] for one in listed[number + 1 : number + 3]] == [
            "variable",
            "open",
        ]:
            added[begin] = f"GRAPH {listed[number + 1][1]} {{}} "
    parts, at = [], 0
    for place in sorted(added):
        parts += [query[at:place], added[place]]
        at = place
    return "".join([*parts, query[at:]])


def _closing(listed: list[tuple[str, str, int]], number: int) -> int | None:
    """Return where the bracket ends that a token opens, or None if it opens none."""
    depth = 0
    for kind, text, begin in listed[number:]:
        depth += (kind == "open") - (kind == "close")
        if depth <= 0:
            return begin + len(text) if kind == "close" else None
    return None
