"""What a graph holds by theme: initiatives by class, and how much is said of each year."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graph_build.store import Term

MOST_YEARS = 12
"""How many years a sparkline shows; of more, those in which most is said."""


class Theme(NamedTuple):
    """A theme: its number of things by class, and of claims by year."""

    iri: str
    things: Mapping[str, int]
    years: Mapping[int, int]

    @property
    def total(self) -> int:
        """The number of things."""
        return sum(self.things.values())


def themes(
    subjects: Iterable[dict[str, Term]],
    years: Iterable[dict[str, Term]],
    classes: Mapping[str, str],
    published: Mapping[str, str | None],
) -> list[Theme]:
    """Return the themes of rows (thing, theme) and (theme, document, start, claims), largest first.

    `classes` tells the class of each thing that counts, `published` the day of a document: a claim
    without a period counts in its year.
    """
    things: dict[str, Counter[str]] = defaultdict(Counter)
    for row in subjects:
        kind = classes.get(row["thing"].value)
        if "theme" in row and kind is not None:
            things[row["theme"].value][kind] += 1
    said: dict[str, Counter[int]] = defaultdict(Counter)
    for row in years:
        start = row["start"].value if "start" in row else published.get(row["document"].value)
        if start:
            said[row["theme"].value][int(start[:4])] += int(row["claims"].value)
    found = [Theme(iri, counted, said[iri]) for iri, counted in things.items()]
    return sorted(found, key=lambda theme: (-theme.total, theme.iri))


def stretch(found: Iterable[Theme]) -> range:
    """Return the years to show: those of all themes, or the stretch in which most is said.

    >>> stretch([Theme("t", {}, {1949: 1, 2021: 5, 2024: 7})])
    range(2013, 2025)
    """
    total: Counter[int] = Counter()
    for theme in found:
        total.update(theme.years)
    if not total:
        return range(0)
    ends = sorted(total)
    last = max(ends, key=lambda end: (_said(total, end), end))
    return range(max(ends[0], last - MOST_YEARS + 1), last + 1)


def _said(total: Counter[int], last: int) -> int:
    return sum(n for year, n in total.items() if last - MOST_YEARS < year <= last)
