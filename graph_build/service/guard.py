r"""Refuses queries that would hurt the engine before the engine sees them.

Oxigraph's parser recurses: some 2,000 nested braces end the process. Its optimiser is exponential
in places: hundreds of joined patterns take minutes. And SERVICE makes the server fetch an address
of the asker's choosing. So a query is read token by token here, without being parsed.

The trap is `<`: the engine reads `<b#>` as an IRI where an IRI may stand and as "less than" and a
comment inside an expression. Where both readings are possible and would hide different text, the
query is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build.errors import QueryError, QueryTooLong, RefusedQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

MAXIMUM_BYTES = 20_000
MAXIMUM_DEPTH = 64
MAXIMUM_TOKENS = 4_000
MAXIMUM_OPERATORS = 96

_TOKEN = re.compile(
    r"""
      (?P<blank>\s+|\#[^\r\n]*)
    | (?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        | \"(?:[^"\\\r\n]|\\.)*\" | '(?:[^'\\\r\n]|\\.)*')
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
    | (?P<name>[\w\-.]*:(?:[\w\-:%\u00b7]|\\.|\.(?=[\w\-:%]))*)
    | (?P<word>[^\W\d]\w*)
    | (?P<open>[({\[]|<<) | (?P<close>[)}\]]|>>)
    | (?P<operator>&&|\|\||\^\^|!=|<=|>=|[=<>!+\-*/|^?.;,])
    """,
    re.VERBOSE | re.DOTALL,
)
_FORMS = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_REFUSED = ("SERVICE", "LOAD")
_UPDATES = ("INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "WITH", "ADD")
_COUNTED = ("OPTIONAL", "UNION", "MINUS", "BIND", "FILTER", "EXISTS", "GRAPH", "SELECT")
_OPERANDS = ("variable", "string", "iri", "name", "number", "language")
_HIDING = re.compile(r"[#'(){}\[\]]")


@dataclass
class _State:
    form: str | None = None
    tokens: int = 0
    operators: int = 0
    after_values: bool = False
    previous: str = ""
    brackets: list[str] = field(default_factory=list)


def form_of(query: str) -> str:
    """Return the form of a query (SELECT, CONSTRUCT, DESCRIBE or ASK) that is safe to evaluate.

    >>> form_of("SELECT ?s WHERE { ?s ?p '}}}' }")
    'SELECT'
    >>> form_of("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")
    Traceback (most recent call last):
      ...
    graph_build.errors.RefusedQuery: SERVICE makes the server fetch an address; never here

    Raises:
        RefusedQuery: if it uses SERVICE or LOAD or is an update.
        QueryTooLong: if it has too many bytes.
        QueryError: if it is too deep or too large, or not a query.
    """
    if len(query.encode("utf-8", "surrogatepass")) > MAXIMUM_BYTES:
        raise QueryTooLong(f"the query is longer than {MAXIMUM_BYTES:,} bytes; shorten it")
    state = _State()
    for kind, text, at in tokens(query):
        if kind == "iri" and _ambiguous(state, text):
            raise QueryError(
                f"put a space after '<' at character {at}: it reads as an IRI or as 'less than'"
            )
        _take(state, kind, text)
    if state.form is None:
        raise QueryError("expected SELECT, CONSTRUCT, DESCRIBE or ASK")
    return state.form


def tokens(query: str) -> Iterator[tuple[str, str, int]]:
    """Return the tokens of a query without blanks: kind, text, and where it begins.

    Raises:
        QueryError: if something in it is no token.
    """
    at = 0
    while at < len(query):
        found = _TOKEN.match(query, at)
        if not found or not found.lastgroup:
            raise QueryError(
                f"no SPARQL token begins with {query[at : at + 10]!r} at character {at}"
            )
        if found.lastgroup != "blank":
            yield found.lastgroup, found[0], at
        at = found.end()


def _ambiguous(state: _State, text: str) -> bool:
    inside_expression = bool(state.brackets) and state.brackets[-1] == "("
    return (
        inside_expression and state.previous in (*_OPERANDS, "close") and bool(_HIDING.search(text))
    )


def _take(state: _State, kind: str, text: str) -> None:
    state.tokens += 1
    if kind == "word":
        _word(state, text.upper())
    elif kind == "open":
        _open(state, text)
    elif kind == "close" and state.brackets:
        state.brackets.pop()
    elif kind == "operator" and not (text == "," and state.brackets and state.brackets[-1] in "(r"):
        state.operators += 1
    elif kind == "iri":
        # Read as an expression, `<((((>` would nest; count what it could hide.
        state.operators += sum(text.count(c) for c in "([{") * 2
    if _continues_list(state, kind):
        state.operators += 1
    state.previous = "number" if text.lower() in {"true", "false"} else kind
    if state.tokens > MAXIMUM_TOKENS:
        raise QueryError(f"the query has more than {MAXIMUM_TOKENS:,} tokens; shorten it")
    if state.operators > MAXIMUM_OPERATORS:
        raise QueryError(
            f"the query has more than {MAXIMUM_OPERATORS} patterns and operators; split it"
        )


def _continues_list(state: _State, kind: str) -> bool:
    """Say whether the token is a further member of an RDF list, which costs two patterns."""
    in_parentheses = bool(state.brackets) and state.brackets[-1] == "("
    return in_parentheses and kind in _OPERANDS and state.previous in _OPERANDS


def _word(state: _State, word: str) -> None:
    if word in _REFUSED:
        raise RefusedQuery(f"{word} makes the server fetch an address; never here")
    if state.form is None and word in _UPDATES:
        raise RefusedQuery(f"{word} changes data; this endpoint only answers questions")
    if state.form is None and word in _FORMS:
        state.form = word
    if word in _COUNTED:
        state.operators += 1
    state.after_values = word == "VALUES"


def _open(state: _State, text: str) -> None:
    """Open a bracket; rows of VALUES (`r`) hold terms only, so `<` begins an IRI there."""
    if text == "{" and state.after_values:
        state.brackets.append("v")
    elif text == "(" and state.brackets and state.brackets[-1] == "v":
        state.brackets.append("r")
    else:
        state.brackets.append("(" if text == "(" else "{")
    if text == "{":
        state.after_values = False
    if text in "{[":
        state.operators += 1
    if len(state.brackets) > MAXIMUM_DEPTH:
        raise QueryError(f"the query nests deeper than {MAXIMUM_DEPTH} brackets; flatten it")
