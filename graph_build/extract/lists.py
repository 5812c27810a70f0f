"""Enumerations whose members share a head: A、B、C等制度, “A、B、C”等“十大体系”.

The head says what the members are; a member need not bear a head noun of its own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

from graph_build.extract.findings import Finding
from graph_build.extract.frames import is_verb
from graph_build.extract.kinds import collective, kind_of
from graph_build.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from graph_build.extract.atoms import Atoms
    from graph_build.model import Sentence

_CLOSE = re.compile(
    r"等(?P<count>[一多\d十百几余]*(?:系列|[个项家条大批])?的?)(?P<collective>[^，。；：、（]{2,12})"
)
_QUOTED = re.compile(r"“(?P<members>[^“”]{8,80})”$")
_SHARED = frozenset(
    ("Mechanism", "Campaign", "Reform", "DigitalApplication", "WorkMethod", "Experience")
)
_MEMBER = re.compile(r"[\u4e00-\u9fff“”A-Za-z\d+]{4,16}")
_PLAIN = re.compile(r"工作|方面|领域|问题|情况|部门|地区|单位|企业|环节|因素|内容|形式|方式")


class Taken:
    """Ranges of a text in order, to be asked which of them a range overlaps."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]
        self._longest = max((s.end - s.start for s in self._spans), default=0)

    def over(self, span: Span) -> list[Span]:
        """Return the ranges that share a character with a range."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [s for s in self._spans[first:last] if s.overlaps(span)]


def members(
    sentences: Iterable[Sentence], atoms: Atoms, named: Sequence[Span]
) -> Iterator[Finding]:
    """Return the members of enumerations that no name covers yet, in the order of the text."""
    taken = Taken(named)
    for sentence in sentences:
        for clause in sentence.clauses:
            for close in _CLOSE.finditer(atoms.text, clause.start, clause.end):
                yield from _members(atoms, clause, close, taken)


def _members(atoms: Atoms, clause: Span, close: re.Match[str], taken: Taken) -> Iterator[Finding]:
    kind = _shared_kind(close["collective"])
    if kind is None:
        return
    text = atoms.text
    quoted = _QUOTED.search(text, clause.start, close.start())
    start, stop = quoted.span("members") if quoted else (clause.start, close.start())
    parts = list(re.finditer(r"[^、]+", text[start:stop]))
    if len(parts) < 2 + bool(quoted):
        return
    rule = "initiative.list-in-quotes" if quoted else "initiative.list-member"
    for number, part in enumerate(parts):
        span = Span(start + part.start(), start + part.end())
        if not quoted and number == 0:
            span = _behind_verb(atoms, span)
        name = span.of(text)
        free = not any(not (quoted and t.holds(span)) for t in taken.over(span))
        if free and _MEMBER.fullmatch(name) and not _PLAIN.search(name):
            yield Finding(kind, span, name, rule)


def _behind_verb(atoms: Atoms, span: Span) -> Span:
    """Return the part of the first member that stands behind the verb of the clause."""
    held = atoms.within(span)
    for index in held:
        if is_verb(atoms.texts[index], atoms.flags[index]) and index + 1 < held.stop:
            return Span(atoms.ends[index], span.end)
    return Span(span.end, span.end)


@cache
def _shared_kind(words: str) -> str | None:
    """Return the class that a collective gives to its members, None where it gives none."""
    phrase = collective(words.strip("“”的"))
    kind = kind_of(phrase) if phrase else None
    return kind if kind in _SHARED else None
