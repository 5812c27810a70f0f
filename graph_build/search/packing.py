"""Turns what a graph has to be searched for into the arrays of an index."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import rjieba

from graph_build.model import INITIATIVE_CLASSES
from graph_build.search.arrays import smallest
from graph_build.search.column import Column
from graph_build.search.contents import CLASSES, FACETS
from graph_build.search.folding import folded, toneless
from graph_build.search.pinyin import initial, readings
from graph_build.search.strings import Lists, Strings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_build.search.arrays import Array
    from graph_build.search.contents import Contents, Entry, Passage

NAME, CORE, FULL, INITIALS = range(4)
"""What a line is: a name as written, what it has in quotes, its pinyin, its initials."""

_QUOTED = re.compile(r"[“「『《]([^“”「」『』《》]{2,})[”」』》]")
_CORED = frozenset((*INITIATIVE_CLASSES, "Honour", "Document"))
_PINYIN = "zh-Latn-pinyin"


class Line(NamedTuple):
    """A searchable line: what it is, its folded text, where words begin, and the name it is of."""

    sort: int
    text: str
    words: tuple[int, ...]
    name: int


def pack(contents: Contents) -> dict[str, Array]:
    """Return the arrays of an index; the same contents give the same arrays."""
    entries, passages = contents.entries, contents.passages
    numbers = {entry.iri: number for number, entry in enumerate(entries)}
    names = [given for entry in entries for given in entry.names]
    first = np.concatenate(([0], np.cumsum([len(e.names) for e in entries], dtype=np.int64)))
    lines = [
        line
        for entry, at in zip(entries, first.tolist(), strict=False)
        for line in _lines(entry, at)
    ]
    written = [line for line in lines if line.sort in {NAME, CORE}]
    read = [line for line in lines if line.sort in {FULL, INITIALS}]
    return {
        **Strings.of(entry.iri for entry in entries).arrays("things"),
        "things.mentions": smallest(np.array([e.mentions for e in entries], np.int64)),
        "things.claims": smallest(np.array([e.claims for e in entries], np.int64)),
        "things.kind": np.array([CLASSES.index(e.kind) for e in entries], np.uint8),
        "things.names": smallest(first),
        **Strings.of(given.text for given in names).arrays("names"),
        **Strings.of(given.language for given in names).arrays("languages"),
        "names.thing": smallest(np.repeat(np.arange(len(entries)), np.diff(first))),
        **_column("written", written),
        **_column("spelled", read),
        **_passages(passages, numbers),
        **_facets(entries),
    }


def _lines(entry: Entry, first: int) -> Iterator[Line]:
    """Yield the lines of a thing, each text once; `first` is the number of its first name."""
    seen: set[tuple[bool, str]] = set()
    for at, given in enumerate(entry.names):
        if given.language == _PINYIN:
            found = [Line(FULL, toneless(given.text), (0,), first + at)]
        else:
            found = [_written(given.text, first + at), *spelled(given.text, first + at)]
            found += _cores(entry, given.text, first + at)
        for line in found:
            key = (line.sort in {NAME, CORE}, line.text)
            if line.text and key not in seen:
                seen.add(key)
                yield line


def _written(text: str, name: int) -> Line:
    plain, words = folded(text), rjieba.cut(text)
    if len(plain) < len(text):
        words = [kept for word in words if (kept := folded(word))]
    starts = tuple(accumulate(map(len, words[:-1]), initial=0))
    # Marks that combine with their neighbours may fold otherwise than apart.
    whole = sum(map(len, words)) == len(plain)
    return Line(NAME, plain, starts if whole else (0,), name)


def _cores(entry: Entry, text: str, name: int) -> Iterator[Line]:
    """Yield what stands in quotes in a longer name, where it is the only thing that does."""
    if entry.kind in _CORED and len(found := _QUOTED.findall(text)) == 1:
        yield Line(CORE, folded(found[0]), (0,), name)


def spelled(text: str, name: int = 0) -> Iterator[Line]:
    """Yield the lines of a name in pinyin and in initials, in each of its readings."""
    for syllables in readings(text):
        starts = tuple(accumulate(map(len, syllables[:-1]), initial=0))
        letters = "".join(map(initial, syllables))
        yield Line(FULL, "".join(syllables), starts, name)
        yield Line(INITIALS, letters, tuple(range(len(letters))), name)


def _column(name: str, lines: Sequence[Line]) -> dict[str, Array]:
    column = Column.of([line.text for line in lines], [line.words for line in lines])
    return {
        **column.arrays(name),
        f"{name}.sort": np.array([line.sort for line in lines], np.uint8),
        f"{name}.name": smallest(np.array([line.name for line in lines], np.int64)),
    }


def _passages(passages: Sequence[Passage], numbers: dict[str, int]) -> dict[str, Array]:
    documents = list(dict.fromkeys(passage.document for passage in passages))
    places = {document: number for number, document in enumerate(documents)}
    things = [[numbers[t] for t in p.things if t in numbers] for p in passages]
    return {
        **Column.of([folded(passage.text) for passage in passages]).arrays("texts"),
        **Strings.of(documents).arrays("documents"),
        **Lists.of(things).arrays("passages.things"),
        "passages.document": smallest(np.array([places[p.document] for p in passages], np.int64)),
        "passages.begin": smallest(np.array([p.begin for p in passages], np.int64)),
        "passages.end": smallest(np.array([p.end for p in passages], np.int64)),
    }


def _facets(entries: Iterable[Entry]) -> dict[str, Array]:
    arrays: dict[str, Array] = {}
    for facet in FACETS:
        held = [sorted(entry.facets[facet]) for entry in entries]
        values = sorted({value for values in held for value in values})
        numbers = {value: number for number, value in enumerate(values)}
        arrays |= Strings.of(values).arrays(f"facets.{facet}")
        arrays |= Lists.of([[numbers[v] for v in values] for values in held]).arrays(f"of.{facet}")
    return arrays
