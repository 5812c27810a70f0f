"""What documents say, side by side: each comparison is a query of the catalogue and its columns.

Documents are never reconciled: every row keeps the words of each side.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.errors import ParameterError, UnknownName

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_build.query import Graph
    from graph_build.store import Term

Row = tuple["Term | None", ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A comparison: the query that makes it, the columns people read, what it is of.

    `subject` is the parameter that the name of an indicator or initiative is for, or None. Only
    the rows that have the values of `only` are shown.
    """

    query: str
    columns: tuple[str, ...]
    summary: str
    subject: str | None = None
    only: Mapping[str, str] = field(default_factory=dict)


def _columns(names: str) -> tuple[str, ...]:
    return tuple(names.split())


COMPARISONS: dict[str, Comparison] = {
    "indicator": Comparison(
        "indicator-values",
        _columns("aboutName start end value unit kind baselineStart baselineEnd quote identifier"),
        "one indicator across places and years, with baselines",
        subject="indicator",
    ),
    "conflicts": Comparison(
        "contradictions",
        _columns(
            "indicator aboutName period unit valueOne valueOther"
            " quoteOne identifierOne quoteOther identifierOther"
        ),
        "the same indicator, object and period with different values, both sentences",
    ),
    "figures": Comparison(
        "repeated-figures",
        _columns("indicator aboutName period value unit documents passages quote"),
        "figures that several passages or documents give alike",
    ),
    "plans": Comparison(
        "plans-reported-done",
        _columns("name planned planQuote planIdentifier reported reportQuote reportIdentifier"),
        "planned in one document and reported as done in a later one",
    ),
    "diffusion": Comparison(
        "initiative-diffusion",
        _columns("issued placeName role name quote identifier"),
        "an initiative and what builds on it, by date and place",
        subject="initiative",
    ),
    "sources": Comparison(
        "corroboration",
        _columns("subjectName predicate objectName documents passages"),
        "relations with several sources first, those with one last",
    ),
    "baselines": Comparison(
        "numbers-without-context",
        _columns("indicator value unit quote"),
        "changes that do not say what they are compared with",
        only={"missing": iris.term_iri("baselinePeriod")},
    ),
}
"""The comparisons by name."""


def compare(
    graph: Graph, what: str, subject: str | None = None
) -> tuple[tuple[str, ...], list[Row]]:
    """Return the columns and rows of a comparison.

    Raises:
        UnknownName: if there is no such comparison.
        ParameterError: if it is of one thing and none is named, or the other way round.
    """
    if what not in COMPARISONS:
        raise UnknownName(f"no comparison is named {what!r}; there are: {', '.join(COMPARISONS)}")
    chosen = COMPARISONS[what]
    if chosen.subject and not subject:
        raise ParameterError(f"{what}: expected the name of an {chosen.subject}")
    if subject and not chosen.subject:
        raise ParameterError(f"{what}: compares all documents and takes no name, got {subject!r}")
    named = {chosen.subject: subject} if chosen.subject and subject else {}
    rows = graph.query(chosen.query, **named).dicts()
    kept = (r for r in rows if all(r[c].value == value for c, value in chosen.only.items()))
    return chosen.columns, [tuple(row.get(column) for column in chosen.columns) for row in kept]
