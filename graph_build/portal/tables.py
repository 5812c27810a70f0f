"""Answers of queries as tables that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph_build.portal.evaluate import evaluated, rows_of
from graph_build.portal.numbers import in_figures, unit_in_words
from graph_build.portal.vocabulary import class_iri
from graph_build.service.asked import Asked
from graph_build.store.graphs import TURTLE
from graph_build.store.results import JSON

if TYPE_CHECKING:
    from graph_build.portal.present import Thing
    from graph_build.portal.site import View
    from graph_build.store import Term

ROWS = 200
_HEADER = "#+"
_SHOWN_GRAPH = 100_000
_CLAIM = "/claim/"
_NUMBERS = ("integer", "decimal", "double", "nonNegativeInteger", "float")
_NAME_SUFFIXES = ("Name", "Label")


class Cell(NamedTuple):
    """A value: a thing with a page, or text; numbers stand to the right."""

    text: str
    thing: Thing | None = None
    number: bool = False
    language: str = ""


class Column(NamedTuple):
    """A variable and what it is called in the language of the page."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: a table, yes or no, or the text of a graph."""

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    cut: bool = False
    truth: bool | None = None
    graph: str | None = None


def without_header(query: str) -> str:
    r"""Return a query without the lines that describe it; a page says the same in words.

    >>> without_header("#+ summary: 问\n\nASK {}")
    'ASK {}'
    """
    lines = (line for line in query.splitlines() if not line.startswith(_HEADER))
    return "\n".join(lines).strip()


async def answered(
    view: View,
    query: str,
    form: str,
    default_graphs: tuple[str, ...] = (),
    named_graphs: tuple[str, ...] = (),
) -> Answer:
    """Return the answer of a query that the guard has let through, of a table the first rows.

    Raises:
        QueryError: if the engine refuses it or it exceeds a limit.
    """
    graphs = (default_graphs, named_graphs, view.links.base)
    if form not in {"SELECT", "ASK"}:
        most = Asked(query, TURTLE, *graphs, most_bytes=_SHOWN_GRAPH)
        written = await evaluated(view, most)
        return Answer(graph=written.whole().decode("utf-8"), cut=written.cut)
    found, cut = await rows_of(view, Asked(query, JSON, *graphs, most_rows=ROWS))
    if isinstance(found, bool):
        return Answer(truth=found)
    return table(view, found.names, list(found), cut=cut)


def table(
    view: View, names: tuple[str, ...], rows: list[tuple[Term | None, ...]], *, cut: bool = False
) -> Answer:
    """Return rows as a table in which a thing and its name are one column.

    `xName` and `xLabel` are the name of `x`; a plain `name` is that of the column before it.
    """
    called = _named_by(names)
    shown = [(at, name) for at, name in enumerate(names) if at not in called.values()]
    return Answer(
        tuple(Column(name, _called(view, name)) for _, name in shown),
        tuple(
            tuple(
                _cell(view, name, row[at], row[called[at]] if at in called else None)
                for at, name in shown
            )
            for row in rows
        ),
        cut=cut,
    )


def _named_by(names: tuple[str, ...]) -> dict[int, int]:
    """Return the column of a thing → the column of its name.

    >>> _named_by(("initiative", "name", "place", "placeName", "quote"))
    {0: 1, 2: 3}
    """
    found = {}
    if "name" in names[1:]:
        found[names.index("name") - 1] = names.index("name")
    for at, name in enumerate(names):
        for suffix in _NAME_SUFFIXES:
            if name + suffix in names:
                found[at] = names.index(name + suffix)
    return found


def _called(view: View, name: str) -> str:
    key = f"column.{name}"
    if view.language.has(key):
        return view.language(key)
    for candidate in (name, name[:1].upper() + name[1:]):
        if class_iri(candidate) in view.reader.names:
            return view.present.term(candidate)
    return name


def _cell(view: View, name: str, term: Term | None, label: Term | None) -> Cell:
    if term is None:
        return Cell(label.value if label else "")
    if term.kind == "iri":
        thing = view.present.thing(term.value)
        text = label.value if label else thing.label
        return Cell(view.language("claim.title") if _CLAIM in term.value else text, thing)
    if name == "unit":
        return Cell(unit_in_words(term.value, view.language.code))
    datatype = (term.datatype or "").rpartition("#")[2]
    # A whole number may be a year or an offset: only decimals are grouped.
    text = in_figures(term.value) if datatype == "decimal" else term.value
    return Cell(text, None, datatype in _NUMBERS, term.language or "")
