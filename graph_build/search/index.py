"""The index of a graph: things by their names, by pinyin, and by the sentences that name them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_build.search import arrays, packing
from graph_build.search.column import Column
from graph_build.search.contents import CLASSES, FACETS, Contents
from graph_build.search.folding import folded, toneless
from graph_build.search.query import Needle, needles, terms
from graph_build.search.ranking import NONE, Match
from graph_build.search.strings import Lists, Strings

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from graph_build.search.arrays import Array
    from graph_build.store.scanning import Said

VERSION = 1
_SHORTEST_INITIALS = 2
_SHORTEST_EVIDENCE = 2
_SHORT = 4
_LONGEST_NEAR = 64
_MOST_NEAR = 20_000


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
        self._languages = Strings.read(stored, "languages")
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

    def labels(self, thing: int) -> list[str]:
        """Return the labels of a thing by number, one in each language; its other names are none.

        Names are in the order of what they are, then of their languages.
        """
        first, last = (int(number) for number in self._arrays["things.names"][thing : thing + 2])
        languages = [self._languages[number] for number in range(first, last)]
        ends = (at for at in range(1, len(languages)) if languages[at] <= languages[at - 1])
        return [self._names[n] for n in range(first, first + next(ends, len(languages)))]

    def values(self, thing: int, facet: str) -> set[str]:
        """Return the values of a facet that a thing has, by number."""
        names = self._values_of(facet)
        return {names[int(n)] for n in Lists.read(self._arrays, f"of.{facet}")[thing]}

    def mentions(self, thing: int) -> int:
        """Return at how many places texts mention a thing by number."""
        return int(self._arrays["things.mentions"][thing])

    def claims(self, thing: int) -> int:
        """Return how many claims have a thing by number at one of their ends."""
        return int(self._arrays["things.claims"][thing])

    def number(self, iri: str) -> int | None:
        """Return the number of a thing by its IRI, None if there is no such thing."""
        return self._numbers.get(iri)

    def whole(self, text: str) -> list[int]:
        """Return the things one of whose names, or what it has in quotes, is a text."""
        found = self._written.find(folded(text))
        things, _ = self._of(found.lines[found.head & found.tail], "written")
        return [int(thing) for thing in np.unique(things)]

    def spelled(self, text: str, limit: int) -> list[int]:
        """Return things whose names are spelled so in pinyin or by initials, or begin so."""
        found = self._spelled.find(toneless(text))
        order = np.argsort(~found.tail[found.head], kind="stable")
        things, _ = self._of(found.lines[found.head][order], "spelled")
        first, at = np.unique(things, return_index=True)
        return [int(thing) for thing in first[np.argsort(at)][:limit]]

    def near(self, text: str, limit: int, *, kinds: Collection[str] = CLASSES) -> list[int]:
        """Return the things whose names share the most telling characters with a text.

        Pairs of neighbouring characters count, of short texts single ones too, each the more the
        rarer it is; long names count less. That finds names with a wrong or a missing character.
        Pairs that many names have are passed over once the rarer ones have found enough.
        """
        plain = folded(text)[:_LONGEST_NEAR]
        pieces = {plain[at : at + 2] for at in range(len(plain) - 1)}
        if len(plain) <= _SHORT:
            pieces |= set(plain)
        lengths = self._lengths
        weights = np.zeros(len(lengths), np.float32)
        read = 0
        for size, first, last in sorted(self._spans(pieces)):
            read += size
            if read > _MOST_NEAR and read > size:
                break
            # A line that has a pair twice is told once, as assignments are.
            weights[self._written.owners[first:last]] += np.log1p(len(lengths) / size)
        lines = np.flatnonzero(weights > 0)
        if len(kinds) < len(CLASSES):
            lines = lines[self._are(self._of(lines, "written")[0], kinds)]
        scores = weights[lines] / np.sqrt(lengths[lines])
        if len(lines) > (most := 2 * limit):
            kept = np.argpartition(-scores, most)[:most]
            lines, scores = lines[kept], scores[kept]
        things, _ = self._of(lines[np.lexsort((lines, -scores))], "written")
        return list(dict.fromkeys(things.tolist()))[:limit]

    def having(self, facets: Mapping[str, str], limit: int) -> list[int]:
        """Return the things that have a value of each facet, those that texts mention most first.

        Raises:
            KeyError: if there is no such facet.
        """
        masks = [self._having(facet, value) for facet, value in facets.items()]
        return np.flatnonzero(np.logical_and.reduce(masks))[:limit].tolist() if masks else []

    def _are(self, things: Array, kinds: Collection[str]) -> Array:
        """Say of each of some things whether it is of some classes."""
        wanted: Array = np.array([kind in kinds for kind in CLASSES])
        return wanted[self._arrays["things.kind"][things]]

    def _spans(self, pieces: set[str]) -> Iterator[tuple[int, int, int]]:
        """Yield the number of places that begin with each piece, and where these are."""
        for piece in pieces:
            first, last = self._written.range(piece)
            if last > first:
                yield last - first, first, last

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {iri: number for number, iri in enumerate(self._iris)}

    @cached_property
    def _lengths(self) -> Array:
        """The number of characters of each line."""
        lengths: Array = np.diff(np.flatnonzero(self._written.text == 0)) - 1
        lengths[lengths < 1] = 1
        return lengths

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
