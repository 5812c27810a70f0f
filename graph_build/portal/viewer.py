"""The graph as the explorer in the browser needs it: columns of numbers and strings, once a build.

Everything is in a fixed order, so that a build has one picture. A node is an entity; a figure is an
observation, which the explorer draws as a node of its own. Ids are IRIs without their base; a claim
is the number of its document and the rest of its IRI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from graph_build.portal.drawing import drawing, tiles
from graph_build.portal.grouped import Layout, grouped
from graph_build.portal.language import LANGUAGES, language
from graph_build.portal.numbers import in_figures, unit_in_words
from graph_build.portal.shorten import shortened
from graph_build.portal.vocabulary import (
    ENTITY_CLASSES,
    FAMILIES,
    STATUSES,
    class_iri,
    local,
    property_iri,
)
from graph_build.search.folding import toneless
from graph_build.search.pinyin import spellings

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from graph_build.portal.names import Name
    from graph_build.portal.reader import Reader
    from graph_build.store import Term

FORMAT = 2
"""The version of the columns; the explorer and the files of builds know it."""

_CHANGES = ("changeRate", "changeAmount")
_NONE = -1
_CODE = 6
Row = dict[str, "Term"]


class Said(NamedTuple):
    """A claim that is drawn, by IRIs; `words` is a verb or a number as written."""

    claim: str
    source: str
    property: str
    target: str
    words: str
    status: str
    start: str
    end: str


def viewer(reader: Reader) -> dict[str, Any]:
    """Return the columns of a graph."""
    return _Columns(reader).made()


class _Columns:
    """The tables that rows are numbered in, while the columns are made."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.edges = sorted(_edges(reader.rows("graph-edges")))
        self.alone = sorted(_alone(reader.rows("graph-actions")))
        self.figures = {row["claim"].value: row for row in reader.rows("graph-figures")}
        self.documents = {iri: n for n, iri in enumerate(sorted(reader.sources))}
        self.themes: dict[str, list[str]] = {}
        stated: dict[str, list[str]] = {}
        for row in reader.rows("graph-themes"):
            if "theme" in row:
                self.themes.setdefault(row["thing"].value, []).append(row["theme"].value)
            else:
                stated.setdefault(row["thing"].value, []).append(row["above"].value)
        places = [name.iri for name in reader.names if name.kind == "Place"]
        known = set(places)
        found = ((iri, _above(iri, stated.get(iri, ()), known)) for iri in places)
        self.above = {iri: above for iri, above in found if above}
        self.names = self._drawn()
        self.nodes = {name.iri: n for n, name in enumerate(self.names)}

    def _drawn(self) -> list[Name]:
        """Return the names of what claims connect, and of the territories above them."""
        ends = {e.source for e in self.edges} | {e.target for e in (*self.edges, *self.alone)}
        for row in self.figures.values():
            ends |= {row[role].value for role in ("about", "indicator") if role in row}
        rising = set(ends)
        while rising:
            rising = {self.above[iri] for iri in rising if iri in self.above} - ends
            ends |= rising
        return [n for n in self.reader.names if n.iri in ends and n.kind in ENTITY_CLASSES]

    def made(self) -> dict[str, Any]:
        """Return all columns."""
        known = [e for e in self.edges if e.source in self.nodes and e.target in self.nodes]
        alone = [e for e in self.alone if e.target in self.nodes]
        properties = sorted({e.property for e in known} | {property_iri("actsOn")})
        verbs = sorted({e.words for e in (*known, *alone)} - {""})
        themes = sorted({t for found in self.themes.values() for t in found})
        layout = self._layout(known)
        return {
            "format": FORMAT,
            "build": self.reader.build,
            "base": self.reader.base,
            "vocabulary": self._vocabulary(properties, themes),
            "verbs": verbs,
            "documents": self._documents(),
            "nodes": self._nodes(themes) | {"x": layout.x, "y": layout.y},
            "edges": self._claims(known, _numbers(properties), _numbers(verbs)),
            "actions": self._claims(alone, _numbers(properties), _numbers(verbs)),
            "figures": self._figures(),
            "blocks": [block._asdict() for block in layout.blocks],
        }

    def _vocabulary(self, properties: Sequence[str], themes: Sequence[str]) -> dict[str, Any]:
        shown = drawing()
        return {
            "classes": [
                {
                    "name": kind,
                    "family": FAMILIES.get(kind, "figure"),
                    "lane": shown.lane_of.get(kind, _NONE),
                    "hub": kind in shown.hubs,
                    **self._labels("term", class_iri(kind)),
                }
                for kind in (*ENTITY_CLASSES, "Observation")
            ],
            "lanes": [{"name": lane.name, **lane.labels} for lane in shown.lanes],
            "properties": [
                {
                    "name": local(iri),
                    "lanes": local(iri) in shown.between_lanes,
                    "situates": local(iri) in shown.situating,
                    **self._labels("out", iri),
                    "back": self._labels("in", iri),
                }
                for iri in properties
            ],
            "statuses": list(STATUSES),
            "tiles": [{"place": f"place/{t.code}", **t._asdict()} for t in tiles()],
            "themes": [{"name": local(iri), **self._labels("term", iri)} for iri in themes],
        }

    def _labels(self, way: str, iri: str) -> dict[str, str]:
        """Return what a term is called by language: by the pages (`way`), else by the graph."""
        key = f"{way}.{local(iri)}"
        name = self.reader.names.of(iri)
        return {
            code: words(key) if (words := language(code)).has(key) else name.label(code)
            for code in LANGUAGES
        }

    def _documents(self) -> dict[str, list[Any]]:
        found = [self.reader.sources[iri] for iri in self.documents]
        return {
            "id": [source.id for source in found],
            "title": [source.title for source in found],
            "date": [source.published for source in found],
        }

    def _nodes(self, themes: Sequence[str]) -> dict[str, list[Any]]:
        labels = [name.label("zh") for name in self.names]
        short = [shortened(label) for label in labels]
        numbered = _numbers(themes)
        return {
            "id": [self._id(name.iri) for name in self.names],
            "label": labels,
            "short": ["" if s == full else s for s, full in zip(short, labels, strict=True)],
            "en": [name.labels.get("en", "") for name in self.names],
            "pinyin": [
                _pinyin(name, label) for name, label in zip(self.names, labels, strict=True)
            ],
            "aliases": [_aliases(name) for name in self.names],
            "class": [ENTITY_CLASSES.index(name.kind) for name in self.names],
            "themes": [sorted(numbered[t] for t in self.themes.get(n.iri, ())) for n in self.names],
            "above": [self.nodes.get(self.above.get(n.iri, ""), _NONE) for n in self.names],
        }

    def _layout(self, known: Sequence[Said]) -> Layout:
        """Return where each node stands in the picture of the whole."""
        home = [_NONE] * len(self.names)
        tops = {}
        for iri in self.above.keys() | {n.iri for n in self.names if n.kind == "Place"}:
            if iri in self.nodes:
                place, top = self._raised(iri)
                home[self.nodes[iri]] = self.nodes[place]
                tops[self.nodes[place]] = self.nodes[top]
        for one in known:
            source, target = self.nodes[one.source], self.nodes[one.target]
            if local(one.property) in drawing().situating and home[source] < 0:
                home[source] = home[target]
        provinces = {f"{self.reader.base}place/{t.code}": (t.row, t.column) for t in tiles()}
        where = {self.nodes[iri]: at for iri, at in provinces.items() if iri in self.nodes}
        sources, targets = zip(*self._ends(known), strict=True) if known else ((), ())
        return grouped(home, tops, where, (sources, targets))

    def _ends(self, known: Sequence[Said]) -> Iterator[tuple[int, int]]:
        """Yield what draws nodes to each other: claims, and indicators to what they measure."""
        for one in known:
            yield self.nodes[one.source], self.nodes[one.target]
        for row in self.figures.values():
            about, indicator = _value(row, "about"), row["indicator"].value
            if about in self.nodes and indicator in self.nodes:
                yield self.nodes[about], self.nodes[indicator]

    def _raised(self, place: str) -> tuple[str, str]:
        """Return the place at the second level above a place, and that at the first."""
        chain = [place]
        while (above := self.above.get(chain[-1], "")) and above not in chain:
            chain.append(above)
        return chain[max(0, len(chain) - 2)], chain[-1]

    def _id(self, iri: str) -> str:
        return iri.removeprefix(self.reader.base)

    def _claim(self, iri: str) -> tuple[int, str]:
        document, _, rest = iri.partition("/claim/")
        number = self.documents.get(document, _NONE)
        return (number, rest) if number >= 0 else (_NONE, self._id(iri))

    def _claims(
        self, said: Sequence[Said], properties: dict[str, int], verbs: dict[str, int]
    ) -> dict[str, list[Any]]:
        claims = [self._claim(one.claim) for one in said]
        return {
            "document": [document for document, _ in claims],
            "claim": [rest for _, rest in claims],
            "source": [self.nodes.get(one.source, _NONE) for one in said],
            "target": [self.nodes[one.target] for one in said],
            "property": [properties[one.property] for one in said],
            "verb": [verbs.get(one.words, _NONE) for one in said],
            "status": [_status(one.status) for one in said],
            "from": [_year(one.start) for one in said],
            "to": [_year(one.end) for one in said],
        }

    def _figures(self) -> dict[str, list[Any]]:
        drawn = [c for c in sorted(self.figures) if self._indicator(c) in self.nodes]
        rows = [self.figures[claim] for claim in drawn]
        claims = [self._claim(claim) for claim in drawn]
        conflicting = {c for groups in self.reader.conflicts.values() for g in groups for c in g}
        return {
            "document": [document for document, _ in claims],
            "claim": [rest for _, rest in claims],
            "indicator": [self.nodes[row["indicator"].value] for row in rows],
            "about": [self.nodes.get(_value(row, "about"), _NONE) for row in rows],
            "initiative": [self.nodes.get(_value(row, "initiative"), _NONE) for row in rows],
            "number": [self._number(row) for row in rows],
            "status": [_status(row["status"].value) for row in rows],
            "from": [_year(_value(row, "start")) for row in rows],
            "to": [_year(_value(row, "end")) for row in rows],
            "conflict": [int(claim in conflicting) for claim in drawn],
        }

    def _indicator(self, claim: str) -> str:
        return self.figures[claim]["indicator"].value

    def _number(self, row: Row) -> str:
        """Return a number as it is written; a change says up or down, which its words may not."""
        value, written = _value(row, "value"), _value(row, "written")
        change = local(_value(row, "kind")) in _CHANGES
        if written and not change:
            return written
        unit = _value(row, "unit")
        notation = self.reader.names.of(unit).notation or local(unit) if unit else ""
        number = in_figures(value, local(_value(row, "bound")))
        sign = "+" if change and not number.startswith("\u2212") else ""
        return sign + number + unit_in_words(notation, "zh")


def _edges(rows: Iterable[Row]) -> Iterator[Said]:
    for row in rows:
        source, property_, target = (row[n].value for n in ("source", "property", "target"))
        yield _said(row, source, property_, target)


def _alone(rows: Iterable[Row]) -> Iterator[Said]:
    for row in rows:
        yield _said(row, "", property_iri("actsOn"), row["target"].value)


def _said(row: Row, source: str, property_: str, target: str) -> Said:
    verb, start, end = (_value(row, name) for name in ("verb", "start", "end"))
    return Said(
        row["claim"].value, source, property_, target, verb, row["status"].value, start, end
    )


def _pinyin(name: Name, label: str) -> str:
    """Return how a name may be typed: full pinyin and initials, readings apart by a bar."""
    given = (toneless(text) for code, text in name.aliases if code == "zh-Latn-pinyin")
    typed = (f"{full} {initials}" for full, initials in spellings(label))
    return "|".join(dict.fromkeys((*typed, *(f"{full} " for full in given))))


def _above(iri: str, stated: Iterable[str], known: Container[str]) -> str:
    """Return the territory above a place; the division code knows better than the texts.

    >>> known = {"place/330000", "place/330700", "place/110000"}
    >>> [_above(f"place/{code}", [], known) for code in ("330702001", "330700", "110101", "330000")]
    ['place/330700', 'place/330000', 'place/110000', '']
    >>> _above("place/z-1", ["place/330700"], known)
    'place/330700'
    """
    base, _, code = iri.rpartition("/")
    if not (code.isascii() and code.isdigit() and len(code) >= _CODE):
        return next((one for one in sorted(stated) if one in known and one != iri), "")
    levels = (code[:_CODE], f"{code[:4]}00", f"{code[:2]}0000")
    above = [f"{base}/{level}" for level in levels if level != code and level < code]
    return next((one for one in above if one in known), "")


def _aliases(name: Name) -> list[str]:
    return [text for code, text in name.aliases if code != "zh-Latn-pinyin"]


def _numbers(values: Sequence[str]) -> dict[str, int]:
    return {value: number for number, value in enumerate(values)}


def _status(iri: str) -> int:
    return STATUSES.index(local(iri)) if local(iri) in STATUSES else _NONE


def _year(day: str) -> int:
    return int(day[:4]) if day[:4].isdigit() else 0


def _value(row: Row, name: str) -> str:
    return row[name].value if name in row else ""
