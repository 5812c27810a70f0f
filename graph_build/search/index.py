"""The index of a graph: things by their names, by pinyin, and by the sentences that name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.search import arrays, packing
from graph_build.search.column import Column
from graph_build.search.contents import CLASSES, FACETS, Contents
from graph_build.search.folding import folded
from graph_build.search.query import Needle, needles, terms
from graph_build.search.ranking import NONE, Match
from graph_build.search.strings import Lists, Strings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from graph_build.search.arrays import Array
    from graph_build.store.scanning import Said

VERSION = 1
_SHORTEST_INITIALS = 2
_SHORTEST_EVIDENCE = 2
_SHORT = 4


class Hit(NamedTuple):
    """A thing that was found: how it matches, and the name that does; empty for evidence."""

    iri: str
    match: Match
    name: str


class Place(NamedTuple):
    """A sentence [begin, end) of a document, and how often the document has such a sentence."""

    document: str
    begin: int
    end: int
    times: int


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a query finds: things by number, best first; `ranks` is how each matches."""

    things: Array
    ranks: Array

    def __len__(self) -> int:
        return len(self.things)

    @property
    def named(self) -> int:
        """How many match by a name; the others by evidence only."""
        return int(np.searchsorted(self.ranks, int(Match.EVIDENCE)))


class Index:
    """Arrays that answer searches; threads and processes may share them."""

    def __init__(self, stored: Mapping[str, Array]) -> None:
        self._arrays = stored
        self._written = Column.read(stored, "written")
        self._spelled = Column.read(stored, "spelled")
        self._texts = Column.read(stored, "texts")
        self._names = Strings.read(stored, "names")
        self._iris = Strings.read(stored, "things")
        self._documents = Strings.read(stored, "documents")
        self._said = Lists.read(stored, "passages.things")

    @classmethod
    def open(cls, path: Path) -> Index:
        """Return the index of a file.

        Raises:
            GraphNotFound: if there is none, or it is damaged or of another version.
        """
        return cls(arrays.load(path, version=VERSION))

    @classmethod
    def of(cls, triples: Iterable[Said], text: Callable[[str], str]) -> Index:
        """Return the index of triples, made in memory; `text` returns the text of a document."""
        return cls(packing.pack(Contents.read(triples, text)))

    def save(self, path: Path) -> None:
        """Write the index to a file."""
        arrays.save(path, self._arrays, version=VERSION)

    def __len__(self) -> int:
        return len(self._iris)

    def find(self, query: str, *, where: Mapping[str, str] | None = None) -> Found:
        """Return the things that match a query, best first; `where` maps facets to values.

        Of equal matches the thing that texts mention more often comes first. Words apart are also
        looked for each on its own, and a thing must match all of them.

        Raises:
            KeyError: if there is no such facet.
        """
        best = self._best(query)
        words = terms(query)
        if len(words) > 1:
            apart = np.maximum.reduce([self._best(word) for word in words])
            # What matches only word by word is no whole name, nor the beginning of one.
            apart = np.where(apart < NONE, np.maximum(apart, int(Match.WORD)), NONE)
            best = np.minimum(best, apart.astype(np.uint8))
        for facet, value in (where or {}).items():
            best[~self._having(facet, value)] = NONE
        things = np.flatnonzero(best < NONE)
        order = np.argsort(best[things], kind="stable")
        return Found(things[order], best[things][order])

    def hits(self, found: Found, query: str, *, offset: int = 0, limit: int) -> list[Hit]:
        """Return some of what a query found."""
        shown = slice(offset, offset + limit)
        pairs = zip(found.things[shown].tolist(), found.ranks[shown].tolist(), strict=True)
        wanted = needles(query)
        return [self._hit(thing, Match(rank), wanted) for thing, rank in pairs]

    def count(self, found: Found, facet: str) -> list[tuple[str, int]]:
        """Return the values of a facet with how many of the finds have each, most first."""
        values = Lists.read(self._arrays, f"of.{facet}").all(found.things)
        counts = np.bincount(values)
        some = np.flatnonzero(counts)
        some = some[np.argsort(-counts[some], kind="stable")]
        names = self._values_of(facet)
        return [(names[number], int(counts[number])) for number in some.tolist()]

    def places(self, query: str, *, limit: int) -> list[Place]:
        """Return the first sentence that says a query in each document, most sayings first."""
        lines = np.unique(self._texts.find(folded(query)).lines) if folded(query) else np.array([])
        if not len(lines):
            return []
        documents = self._arrays["passages.document"][lines]
        which, first, times = np.unique(documents, return_index=True, return_counts=True)
        order = np.argsort(-times, kind="stable")[:limit]
        return [self._place(int(lines[first[n]]), int(which[n]), int(times[n])) for n in order]

    def kind(self, thing: int) -> str:
        """Return the class of a thing by number."""
        return CLASSES[int(self._arrays["things.kind"][thing])]

    def iri(self, thing: int) -> str:
        """Return the IRI of a thing by number."""
        return self._iris[thing]

    def names(self, thing: int) -> list[str]:
        """Return the names of a thing by number, labels first."""
        first, last = (int(number) for number in self._arrays["things.names"][thing : thing + 2])
        return [self._names[number] for number in range(first, last)]

    def values(self, thing: int, facet: str) -> set[str]:
        """Return the values of a facet that a thing has, by number."""
        names = self._values_of(facet)
        return {names[int(n)] for n in Lists.read(self._arrays, f"of.{facet}")[thing]}

    def prominence(self, thing: int) -> float:
        """Return how often texts mention a thing beside the one they mention most, from 0 to 1."""
        mentions = self._arrays["things.mentions"]
        return float(np.log1p(mentions[thing]) / max(np.log1p(mentions[0]), 1))

    def near(self, query: str, limit: int) -> list[int]:
        """Return the things whose names share the most telling characters with a query.

        Pairs of neighbouring characters count, of short queries single ones too, each the more the
        rarer it is; long names count less. That finds names with a wrong or a missing character.
        """
        plain = folded(query)
        pieces = {plain[at : at + 2] for at in range(len(plain) - 1)}
        if len(plain) <= _SHORT:
            pieces |= set(plain)
        weights = np.zeros(len(self._lengths), np.float64)
        for piece in sorted(pieces):
            lines = np.unique(self._written.find(piece).lines)
            weights[lines] += np.log1p(len(weights) / max(1, len(lines)))
        lines = np.flatnonzero(weights)
        order = np.argsort(-weights[lines] / np.sqrt(self._lengths[lines]), kind="stable")
        things, _ = self._of(lines[order[: 2 * limit]], "written")
        return list(dict.fromkeys(things.tolist()))[:limit]

    @cached_property
    def _lengths(self) -> Array:
        """The number of characters of each line."""
        return np.diff(np.flatnonzero(self._written.text == 0)) - 1

    def _place(self, line: int, document: int, times: int) -> Place:
        begin, end = (int(self._arrays[f"passages.{part}"][line]) for part in ("begin", "end"))
        return Place(self._documents[document], begin, end, times)

    def _best(self, query: str) -> Array:
        """Return how each thing matches a query."""
        best = np.full(len(self), NONE, np.uint8)
        wanted = needles(query)
        if wanted and len(wanted[0].text) >= _SHORTEST_EVIDENCE:
            passages = np.unique(self._texts.find(wanted[0].text).lines)
            best[self._said.all(passages)] = Match.EVIDENCE
        for needle in reversed(wanted):
            for match, things in self._matches(needle):
                kept = things[best[things] > match]
                best[kept] = match
        return best

    def _matches(self, needle: Needle) -> list[tuple[Match, Array]]:
        """Return the things that have a needle in their names, the worst matches first."""
        if needle.spelled:
            return self._in_pinyin(needle.text)
        found = self._written.find(needle.text)
        things, cored = self._of(found.lines, "written")
        core = cored == packing.CORE
        whole = found.head & found.tail
        return [
            (Match.INSIDE, things[~core]),
            (Match.WORD, things[found.word & ~core]),
            (Match.PREFIX, things[found.head & ~core]),
            (Match.CORE, things[whole & core]),
            (Match.EXACT, things[whole & ~core]),
        ]

    def _in_pinyin(self, text: str) -> list[tuple[Match, Array]]:
        found = self._spelled.find(text)
        things, sorts = self._of(found.lines, "spelled")
        letters = sorts == packing.INITIALS
        long = len(text) > _SHORTEST_INITIALS
        return [
            (Match.INITIALS_INSIDE, things[letters] if long else things[:0]),
            (Match.INITIALS, things[letters & found.head]),
            (Match.PINYIN_INSIDE, things[~letters & found.starts]),
            (Match.PINYIN, things[~letters & found.head]),
        ]

    def _of(self, lines: Array, column: str) -> tuple[Array, Array]:
        """Return the thing and the sort of lines."""
        names = self._arrays[f"{column}.name"][lines]
        return self._arrays["names.thing"][names], self._arrays[f"{column}.sort"][lines]

    def _having(self, facet: str, value: str) -> Array:
        number = self._values[facet].get(value)
        mask = np.zeros(len(self), bool)
        if number is not None:
            mask[Lists.read(self._arrays, f"of.{facet}").holding(number)] = True
        return mask

    @cached_property
    def _values(self) -> dict[str, dict[str, int]]:
        return {
            facet: {value: number for number, value in enumerate(self._values_of(facet))}
            for facet in FACETS
        }

    def _values_of(self, facet: str) -> Strings:
        return Strings.read(self._arrays, f"facets.{facet}")

    def _hit(self, thing: int, match: Match, wanted: list[Needle]) -> Hit:
        names = self.names(thing)
        if match is Match.EVIDENCE:
            return Hit(self._iris[thing], match, "")
        said = next((name for name in names if _matches(name, match, wanted)), names[0])
        return Hit(self._iris[thing], match, said)


def _matches(name: str, match: Match, wanted: list[Needle]) -> bool:
    """Say whether a name is one that matches so; the classes of things are not looked at."""
    if match > Match.INSIDE:
        lines = [line.text for line in packing.spelled(name)]
        return any(needle.text in line for needle in wanted if needle.spelled for line in lines)
    plain, text = folded(name), wanted[0].text if wanted else ""
    if match is Match.EXACT:
        return plain == text
    return plain.startswith(text) if match is Match.PREFIX else text in plain
