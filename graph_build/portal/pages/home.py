"""The first page: scope and trust in one sentence, an overview, questions, documents."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, NamedTuple

from graph_build.portal.counts import FACETS
from graph_build.portal.tables import table
from graph_build.portal.themes import stretch
from graph_build.portal.vocabulary import ENTITY_CLASSES, FAMILIES, local
from graph_build.query import Query, catalogue
from graph_build.search.pinyin import spellings

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.reader import Reader
    from graph_build.portal.site import View
    from graph_build.portal.themes import Theme

_QUESTIONS = 8
_DOCUMENTS = 8
_HEAT_STEPS = 5
_THEMES = 12
_TOLD = 3
_BAR, _HIGHEST = 7, 20
_EXAMPLE_CLASSES = ("Experience", "Place", "WorkMethod")
_TYPED_CLASS = "Experience"
_SHORT = 8
_INITIATIVES = [kind for kind in ENTITY_CLASSES if FAMILIES[kind] == "initiative"]
_START_FROM = (
    "experiences-and-origins",
    "initiative-lineage",
    "continued-initiatives",
    "planned-initiatives",
    "falls",
    "contradictions",
    "coverage",
    "honoured-methods",
)


class Cell(NamedTuple):
    """A number of an overview that opens a list; `heat` is 0 to 5."""

    number: int
    href: str
    heat: int


class Row(NamedTuple):
    """A class in the overview."""

    label: str
    family: str
    cells: tuple[Cell, ...]


class Bar(NamedTuple):
    """A bar of a sparkline: its year, its claims, its place and its height in pixels."""

    year: int
    number: int
    x: int
    height: int


class ThemeRow(NamedTuple):
    """A theme: what it holds of each class, and what is said of it year by year."""

    label: str
    href: str
    cells: tuple[Cell, ...]
    bars: tuple[Bar, ...]


class Opening(NamedTuple):
    """A question to start from, how many rows answer it, and the first of them in a line."""

    query: Query
    rows: int
    line: str


def home(request: Request) -> Response:
    """Show the first page."""
    view: View = request.app.state.site.view(request)
    reader = view.reader
    sources = list(reader.sources.values())
    members = reader.members
    queries = catalogue()
    years = stretch(reader.themes)
    questions = first_questions(queries, lambda query: reader.answer_of(query).rows > 0)
    counts = {
        "documents": (len(sources), "/documents"),
        "initiatives": (len(members.get("Initiative", ())), "/list/Initiative"),
        "institutions": (len(members.get("Institution", ())), "/list/Institution"),
        "places": (len(members.get("Place", ())), "/list/Place"),
        "claims": (sum(reader.totals.values()), "/claims/Relation"),
        "figures": (reader.totals["Observation"], "/claims/Observation"),
    }
    return view.render(
        "home.html",
        counts=counts,
        rows=overview(view),
        facets=FACETS,
        themes=theme_rows(view, years),
        theme_columns=[_column(view, kind) for kind in _INITIATIVES],
        theme_years=years,
        questions=[_opening(view, query) for query in questions],
        question_count=len(queries),
        sources=sources[:_DOCUMENTS],
        source_count=len(sources),
        examples=_examples(view),
    )


def about(request: Request) -> Response:
    """Show how the graph is to be read."""
    view: View = request.app.state.site.view(request)
    quarantined = sum(source.quarantined for source in view.reader.sources.values())
    return view.render("about.html", quarantined=quarantined)


def overview(view: View) -> list[Row]:
    """Return classes by facets: how many things of a class have a claim of that sort."""
    reader = view.reader
    counted = []
    for kind in ENTITY_CLASSES:
        key = "Initiative!" if kind == "Initiative" else kind
        if things := reader.members.get(key):
            numbers = [len(things), *(_having(reader, things, facet) for facet in FACETS)]
            counted.append((kind, key, numbers))
    most = max((n for _, _, numbers in counted for n in numbers[1:]), default=1)
    return [_row(view, kind, key, numbers, most) for kind, key, numbers in counted]


def _having(reader: Reader, things: list[str], facet: str) -> int:
    return sum(1 for thing in things if reader.profile(thing).facets.get(facet))


def _row(view: View, kind: str, key: str, numbers: list[int], most: int) -> Row:
    exact = "exact=1&" if key.endswith("!") else ""
    cells = [Cell(numbers[0], f"/list/{kind}{'?exact=1' if exact else ''}", 0)]
    for facet, number in zip(FACETS, numbers[1:], strict=True):
        cells.append(Cell(number, f"/list/{kind}?{exact}has={facet}", _heat(number, most)))
    return Row(_column(view, kind), FAMILIES[kind], tuple(cells))


def theme_rows(view: View, years: range) -> list[ThemeRow]:
    """Return themes by classes of initiatives, with what is said of them in each of the years."""
    found = view.reader.themes[:_THEMES]
    most = max((n for theme in found for n in theme.things.values()), default=1)
    return [_theme_row(view, theme, most, years) for theme in found]


def _theme_row(view: View, theme: Theme, most: int, years: range) -> ThemeRow:
    explored = f"/explore#/lanes?theme={local(theme.iri)}"
    cells = tuple(
        Cell(n := theme.things.get(kind, 0), f"{explored}&kind={kind}", _heat(n, most))
        for kind in _INITIATIVES
    )
    highest = max((theme.years.get(year, 0) for year in years), default=0) or 1
    bars = tuple(
        Bar(year, n := theme.years.get(year, 0), at * _BAR, -(-_HIGHEST * n // highest))
        for at, year in enumerate(years)
    )
    return ThemeRow(
        view.reader.names.of(theme.iri).label(view.language.code), explored, cells, bars
    )


def _column(view: View, kind: str) -> str:
    """Return what a class is called beside its subclasses."""
    return view.language("class.other") if kind == "Initiative" else view.present.term(kind)


def _heat(number: int, most: int) -> int:
    """Return 0 to 5; the square root keeps small numbers apart where one class dwarfs the rest."""
    return int(-(-_HEAT_STEPS * number**0.5 // most**0.5)) if number else 0


def _opening(view: View, query: Query) -> Opening:
    answer = view.reader.answer_of(query)
    row = table(view, answer.names, [answer.first]).rows[0]
    told = [cell.text for cell in row if cell.text and cell.text != view.language("claim.title")]
    return Opening(query, answer.rows, " · ".join(told[:_TOLD]))


def first_questions(queries: dict[str, Query], answered: Callable[[Query], bool]) -> list[Query]:
    """Return the questions to start from, of those that the graph can answer."""
    rest = [query for name, query in queries.items() if name not in _START_FROM]
    first = [queries[name] for name in _START_FROM if name in queries]
    return list(
        itertools.islice((query for query in [*first, *rest] if answered(query)), _QUESTIONS)
    )


def _examples(view: View) -> list[tuple[str, str]]:
    """Return searches that find something: a name and its initials."""
    found: dict[str, None] = {}
    for kind in _EXAMPLE_CLASSES:
        labels = (
            view.reader.names.of(thing).label("zh") for thing in view.reader.members.get(kind, ())
        )
        for label in [label for label in labels if len(label) <= _SHORT][:1]:
            typed = spellings(label)[:1] if kind == _TYPED_CLASS else ()
            found |= dict.fromkeys([label, *(initials for _, initials in typed)])
    return [(text, view.links.search(q=text)) for text in found]
