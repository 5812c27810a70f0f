"""Names of the graph in a question: every stretch that a thing bears as its name, longest first.

The store is asked for all stretches at once, so that nothing has to be held in memory.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from graph_build import iris
from graph_build.model import INITIATIVE_CLASSES
from graph_build.query import find
from graph_build.store import Term, literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_build.query import Graph

_LONGEST = 30
_LONGEST_WORDS = 6
_SHORTEST = 2
_MARKS = re.compile(r"[，。；：？！,;:?!\s]")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")
_HAN = re.compile("[\u3400-\u9fff]")
_QUOTES = str.maketrans("", "", "“”\"'")
_SCHEMES = {
    f"{iris.SCHEMES}institutionkind": "kind",
    f"{iris.SCHEMES}level": "level",
}
_SORTS = {
    **{iris.term_iri(kind): "initiative" for kind in INITIATIVE_CLASSES},
    iris.term_iri("Institution"): "institution",
    iris.term_iri("Place"): "place",
    iris.term_iri("Person"): "person",
    iris.term_iri("Indicator"): "indicator",
    iris.term_iri("Honour"): "honour",
    iris.term_iri("Goal"): "goal",
    **_SCHEMES,
}


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a question, and a thing of one sort that bears it as a name.

    `name` is the Chinese name of the thing, whatever it is called in the question.
    """

    start: int
    end: int
    name: str
    sort: str
    iri: str
    level: str = ""

    @property
    def length(self) -> int:
        """How many characters of the question it takes."""
        return self.end - self.start


def names(graph: Graph, question: str) -> list[Named]:
    """Return the names of things in a question: longer ones first, then by place and IRI."""
    stretches = dict(_stretches(question))
    if not stretches:
        return []
    asked = [term for text in stretches for term in _terms(text)]
    rows = graph.store.select(find("internal/ask-names").bind(name=asked)).dicts()
    found = {
        Named(start, end, row["label"].value, sort, row["entity"].value, _level(row))
        for row in rows
        if (sort := _SORTS.get(row["class"].value))
        for start, end in stretches.get(row["name"].value.translate(_QUOTES).casefold(), ())
    }
    return sorted(found, key=lambda n: (-n.length, n.start, n.sort, len(n.iri), n.iri, n.name))


def apart(found: Sequence[Named]) -> list[Named]:
    """Return names of which no two share a character, the longer ones kept, in order."""
    kept: list[Named] = []
    for one in found:
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _level(row: dict[str, Term]) -> str:
    return row["level"].value.rpartition("/")[2] if "level" in row else ""


def _stretches(question: str) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Return every stretch that may be a name, without quotes and case, and where it is."""
    found = sorted([*_of_characters(question), *_of_words(question)])
    for text, group in groupby(found, key=lambda one: one[0]):
        yield text, [(start, end) for _, start, end in group]


def _of_characters(question: str) -> Iterator[tuple[str, int, int]]:
    for start in range(len(question)):
        for end in range(start + _SHORTEST, min(start + _LONGEST, len(question)) + 1):
            piece = question[start:end]
            if _MARKS.search(piece):
                break
            text = piece.translate(_QUOTES)
            if len(text) >= _SHORTEST and _HAN.search(text):
                yield text.casefold(), start, end


def _of_words(question: str) -> Iterator[tuple[str, int, int]]:
    words = list(_WORD.finditer(question))
    for first in range(len(words)):
        for last in range(first, min(first + _LONGEST_WORDS, len(words))):
            start, end = words[first].start(), words[last].end()
            text = question[start:end].removesuffix("'s")
            yield text.translate(_QUOTES).casefold(), start, start + len(text)


def _terms(text: str) -> Iterator[Term]:
    """Return the labels that a stretch may be written as."""
    if _HAN.search(text):
        yield literal(text, language="zh")
        yield literal(text.upper(), language="zh")
        yield literal(f"“{text}”", language="zh")
        return
    yield literal(text, language="en")
    yield literal(text.capitalize(), language="en")
    yield literal(text.title(), language="en")
