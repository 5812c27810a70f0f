"""Search over names: Chinese characters, pinyin, initials, English, and names of old.

Every name is a line of one long string, so that a scan costs what `str.find` costs.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph_build.search.folding import folded, toneless
from graph_build.search.pinyin import spellings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from graph_build.portal.names import Name

MAXIMUM_QUERY = 100
_EXACT, _PREFIX, _INSIDE, _SPELLED, _SPELLED_INSIDE, _INITIALS = range(6)
_SHORTEST_INITIALS = 2


class Hit(NamedTuple):
    """A found name: how well it matches (less is better), and the text that matched."""

    rank: int
    name: Name
    matched: str


class _Line(NamedTuple):
    name: Name
    text: str
    spelled: bool
    initials: bool


@dataclass(frozen=True, slots=True)
class Index:
    """Lines of folded names; `starts` are the offsets of the lines in `scanned`."""

    scanned: str
    starts: tuple[int, ...]
    lines: tuple[_Line, ...]
    weight: Callable[[str], int]

    @classmethod
    def of(cls, names: Iterable[Name], *, weight: Callable[[str], int]) -> Index:
        """Return an index of names; among equal matches the heavier thing comes first."""
        pieces: list[str] = []
        starts: list[int] = []
        lines: list[_Line] = []
        at = 0
        for name in names:
            for key, line in _lines(name):
                starts.append(at)
                lines.append(line)
                pieces.append(key)
                at += len(key) + 1
        return cls("\n".join(pieces), tuple(starts), tuple(lines), weight)

    def find(self, query: str) -> list[Hit]:
        """Return the names that match, best first, each once.

        >>> from graph_build.portal.names import Name
        >>> names = [
        ...     Name("i-1", {"zh": "龙山经验"}, (("zh", "龙山的经验"),)),
        ...     Name("i-2", {"zh": "枫桥经验"}),
        ... ]
        >>> index = Index.of(names, weight=lambda iri: 0)
        >>> [
        ...     [hit.name.iri for hit in index.find(q)]
        ...     for q in ("经验", "longshan", "lsjy", "fq经验")
        ... ]
        [['i-1', 'i-2'], ['i-1'], ['i-1'], ['i-2']]
        """
        best: dict[str, Hit] = {}
        needles = dict.fromkeys(n for n in _needles(query[:MAXIMUM_QUERY]) if n[0])
        for needle, spelled in needles:
            for line, rank in self._scan(needle, spelled=spelled):
                known = best.get(line.name.iri)
                if known is None or rank < known.rank:
                    best[line.name.iri] = Hit(rank, line.name, line.text)
        return sorted(best.values(), key=self._order)

    def _order(self, hit: Hit) -> tuple[int, int, int, str]:
        return hit.rank, -self.weight(hit.name.iri), len(hit.matched), hit.name.iri

    def _scan(self, needle: str, *, spelled: bool) -> Iterator[tuple[_Line, int]]:
        at = self.scanned.find(needle)
        while at >= 0:
            number = bisect_right(self.starts, at) - 1
            start = self.starts[number]
            stop = (
                self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.scanned)
            )
            line = self.lines[number]
            if not line.initials or at == start or len(needle) > _SHORTEST_INITIALS:
                yield (
                    line,
                    _rank(
                        line, spelled=spelled, head=at == start, whole=stop - start == len(needle)
                    ),
                )
            at = self.scanned.find(needle, stop)


def _rank(line: _Line, *, spelled: bool, head: bool, whole: bool) -> int:
    if line.initials:
        return _INITIALS + (not head)
    if line.spelled or spelled:
        return _SPELLED if head else _SPELLED_INSIDE
    if whole:
        return _EXACT
    return _PREFIX if head else _INSIDE


def _needles(query: str) -> Iterator[tuple[str, bool]]:
    """Yield what to look for; a query of characters and letters is also looked for as pinyin."""
    plain = folded(query)
    if not plain:
        return
    yield plain, False
    chinese = spellings(plain)
    if not chinese:
        yield toneless(query), True
    elif any(c.isascii() and c.isalpha() for c in plain):
        yield from ((full, True) for full, _ in chinese)
        yield from ((piece, True) for piece in _mixed(plain))


def _mixed(plain: str) -> Iterator[str]:
    """Yield a query in which letters stand for initials and characters for themselves.

    >>> list(_mixed("fq经验"))
    ['fqjy']
    """
    pieces = [
        c if c.isascii() else spellings(c)[0][1] for c in plain if c.isascii() or spellings(c)
    ]
    yield "".join(pieces)


def _lines(name: Name) -> Iterator[tuple[str, _Line]]:
    given = [(language, text) for language, text in name.labels.items()]
    seen: set[str] = set()
    for language, text in [*given, *name.aliases]:
        if language == "zh-Latn-pinyin":
            keys = [(toneless(text), True, False)]
        else:
            keys = [(folded(text), False, False)]
            for full, initials in spellings(text):
                keys += [(full, True, False), (initials, True, True)]
        for key, spelled, is_initials in keys:
            if key and key not in seen:
                seen.add(key)
                yield key, _Line(name, text, spelled, is_initials)
