"""Measures how well names written otherwise find their things, and what a batch costs.

python -m benchmarks.reconciliation GRAPH [GRAPH ...] [--entities 100000]

Names of each graph are changed by rules, a rule at a time, and reconciled. *First* is the share of
names whose thing is the first candidate, *matched* the share taken for certain, *wrong* how many of
these are another thing. Things of the row *not in the graph* are taken out of the index before.
Latencies are CPU milliseconds of one process, of batches of fifty on an invented graph.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import opencc
import pypinyin

from benchmarks.search import SEED, said, things
from graph_build import iris
from graph_build.query import Graph
from graph_build.reconcile import BATCH, Query, Reconciler
from graph_build.reconcile.asked import Constraint, Value
from graph_build.reconcile.forms import chain, office
from graph_build.reconcile.properties import INITIATIVES, KINDS
from graph_build.search import Index, index_of
from graph_build.search.contents import PREDICATES
from graph_build.search.folding import folded
from graph_build.search.pinyin import spellings
from graph_build.store import OxigraphStore, iri, literal
from graph_build.store.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Rule = Callable[["Named", random.Random], "Asked | None"]

A_CLASS = 30
RUNS = 3
BATCHES = 8
PAGE = Path(__file__).with_suffix(".md")
REFERENCE = Path(__file__).parents[1] / "docs" / "reference" / "reconciliation.md"
_MARKED = re.compile("(<!-- measured: begin -->\n).*?(<!-- measured: end -->)", re.DOTALL)
_QUOTES = (("“{}”", "「{}」"), ("《{}》", "『{}』"), (" {} ", "　{}　"))
_SUFFIXES = ("工作法", "做法", "机制", "工作模式")
_HAN = re.compile("[\u4e00-\u9fff]+")
_SHORTEST = 4
_COMMON = (
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing by number with its label, its other names, its kind and where it is."""

    thing: int
    label: str
    aliases: tuple[str, ...]
    kind: str
    place: str


class Asked(NamedTuple):
    """A name to reconcile, and the place that the table gives beside it."""

    name: str
    place: str = ""
    kind: str = ""


def _as_it_is(named: Named, _: random.Random) -> Asked:
    return Asked(named.label)


def _alias(named: Named, chance: random.Random) -> Asked | None:
    others = [one for one in named.aliases if folded(one) != folded(named.label)]
    return Asked(chance.choice(others)) if others else None


def _typeset(named: Named, chance: random.Random) -> Asked | None:
    """Full width, other quotes, spaces."""
    left, right = chance.choice(_QUOTES)
    name = re.sub("[“”「」《》]", "", named.label)
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    made = chance.choice((left, right)).format(wide)
    return Asked(f"{made[:3]} {made[3:]}") if made != named.label else None


def _traditional(named: Named, _: random.Random) -> Asked | None:
    made = opencc.OpenCC("s2t").convert(named.label)
    return Asked(made) if made != named.label else None


def _placed(named: Named, _: random.Random) -> Asked | None:
    if not named.place or chain(folded(named.label))[1]:
        return None
    return Asked(named.place + named.label) if named.kind not in {"Place", "Document"} else None


def _suffixed(named: Named, chance: random.Random) -> Asked | None:
    if named.kind not in INITIATIVES or re.search("工作法|机制|做法|模式", named.label):
        return None
    bare = re.sub("[“”]", "", named.label)
    return Asked(f"“{bare}”{chance.choice(_SUFFIXES)}")


def _short_office(named: Named, _: random.Random) -> Asked | None:
    if named.kind != "Institution":
        return None
    short = office(folded(named.label))
    if short != folded(named.label):
        return Asked(short)
    long = re.sub("政府$", "人民政府", re.sub("法院$", "人民法院", named.label))
    long = re.sub("委$", "委员会", long) if named.label.endswith("委") else long
    return Asked(long) if long != named.label else None


def _without_place(named: Named, _: random.Random) -> Asked | None:
    rest, codes = chain(folded(named.label))
    if named.kind != "Institution" or not codes or len(rest) < 2:
        return None
    place = folded(named.label)[: -len(rest)]
    return Asked(rest, place)


def _level_only(named: Named, _: random.Random) -> Asked | None:
    """市政府 for 金华市政府, with 金华市 in another column."""
    rest, codes = chain(folded(named.label))
    place = folded(named.label)[: -len(rest)] if rest else ""
    if named.kind != "Institution" or len(codes) != 1 or place[-1:] not in set("省市县区州"):
        return None
    return Asked(place[-1] + rest, place)


def _pinyin(named: Named, _: random.Random) -> Asked | None:
    return Asked(spellings(named.label)[0][0]) if _all_han(named.label) else None


def _toned(named: Named, _: random.Random) -> Asked | None:
    if not _all_han(named.label):
        return None
    return Asked(" ".join(pypinyin.lazy_pinyin(folded(named.label), style=pypinyin.Style.TONE)))


def _initials(named: Named, _: random.Random) -> Asked | None:
    return Asked(spellings(named.label)[0][1]) if _all_han(named.label) else None


def _wrong(named: Named, chance: random.Random) -> Asked | None:
    plain = folded(named.label)
    if len(plain) < _SHORTEST:
        return None
    at = chance.randrange(len(plain))
    return Asked(plain[:at] + chance.choice(_COMMON) + plain[at + 1 :])


def _missing(named: Named, chance: random.Random) -> Asked | None:
    plain = folded(named.label)
    if len(plain) <= _SHORTEST:
        return None
    at = chance.randrange(len(plain))
    return Asked(plain[:at] + plain[at + 1 :])


def _all_han(name: str) -> bool:
    plain = folded(name)
    return len(plain) >= _SHORTEST and bool(_HAN.fullmatch(plain))


RULES: dict[str, Rule] = {
    "as it is": _as_it_is,
    "another name": _alias,
    "full width, other quotes, spaces": _typeset,
    "traditional characters": _traditional,
    "its place in front": _placed,
    "in quotes, with a suffix": _suffixed,
    "office by its usual abbreviation": _short_office,
    "office without its place, place in a column": _without_place,
    "office by its level only, place in a column": _level_only,
    "pinyin": _pinyin,
    "pinyin with tones": _toned,
    "initials": _initials,
    "one wrong character": _wrong,
    "one character missing": _missing,
}
NAMESAKES = "name of several, place in a column"
ABSENT = "not in the graph"


class Row(NamedTuple):
    """What became of the names of one rule."""

    rule: str
    names: int
    first: int
    matched: int
    wrong: int


def named(reconciler: Reconciler) -> list[Named]:
    """Return the things that can be found without a type, with their Chinese labels."""
    index, made = reconciler.index, []
    for thing in range(len(index)):
        kind = index.kind(thing)
        labels = [one for one in index.labels(thing) if _HAN.search(one)]
        if kind in KINDS and labels:
            names = index.names(thing)
            others = tuple(one for one in names if one not in index.labels(thing))
            made.append(Named(thing, labels[0], others, kind, _place(reconciler, thing)))
    return made


def _place(reconciler: Reconciler, thing: int) -> str:
    name = reconciler.index.iri(thing)
    own, _ = reconciler.where.of(thing, reconciler.facts.said([name])[name])
    names = [one for place in sorted(own) for one in reconciler.facts.names(place)]
    return next((one for one in names if _HAN.search(one)), "")


def accuracy(graph: Graph) -> Iterator[Row]:
    """Yield what becomes of names of a graph, by rule."""
    index = index_of(graph)
    reconciler = Reconciler.of(graph, index, base=iris.BASE)
    every = named(reconciler)
    known = Counter(form for one in every for form in _known_as(one))
    alone = [one for one in every if all(known[form] == 1 for form in _known_as(one))]
    for rule, change in RULES.items():
        chance = random.Random(SEED)  # noqa: S311 - a sample, not a secret
        pairs = _changed(alone, change, chance)
        yield _row(reconciler, rule, (pair for pair in pairs if _is_its_own(known, *pair)))
    shared = [one for one in every if known[office(folded(one.label))] > 1 and one.place]
    told = Counter((office(folded(one.label)), one.place) for one in every)
    shared = [one for one in shared if told[office(folded(one.label)), one.place] == 1]
    yield _row(reconciler, NAMESAKES, _changed(shared, _beside, random.Random(SEED)))  # noqa: S311
    yield _absent(graph, alone, index)


def _known_as(one: Named) -> set[str]:
    """Return the names of a thing as they are compared, of offices by their abbreviations."""
    return {office(folded(name)) for name in (one.label, *one.aliases)} - {""}


def _is_its_own(known: Counter[str], one: Named, asked: Asked) -> bool:
    """Say whether a changed name is none that another thing has; then that would be meant."""
    form = office(folded(asked.name))
    return bool(asked.place) or known[form] == 0 or form in _known_as(one)


def _beside(one: Named, _: random.Random) -> Asked:
    return Asked(one.label, one.place, one.kind)


def _changed(
    every: Sequence[Named], change: Rule, chance: random.Random
) -> Iterator[tuple[Named, Asked]]:
    """Yield up to so many things of each kind with a changed name."""
    by_kind: dict[str, int] = Counter()
    for one in chance.sample(every, len(every)):
        if by_kind[one.kind] < A_CLASS and (asked := change(one, chance)):
            by_kind[one.kind] += 1
            yield one, asked


def _row(reconciler: Reconciler, rule: str, pairs: Iterator[tuple[Named, Asked]]) -> Row:
    counts: Counter[str] = Counter()
    for one, asked in pairs:
        found = reconciler.candidates(query(asked))
        iri_ = reconciler.index.iri(one.thing)
        counts["names"] += 1
        counts["first"] += bool(found) and found[0].iri == iri_
        counts["matched"] += bool(found) and found[0].match
        counts["wrong"] += bool(found) and found[0].match and found[0].iri != iri_
    return Row(rule, counts["names"], counts["first"], counts["matched"], counts["wrong"])


def query(asked: Asked) -> Query:
    """Return the query for a name with a place beside it."""
    place = (Constraint("place", (Value(asked.place),), "benchmark"),) if asked.place else ()
    return Query(asked.name, (asked.kind,) if asked.kind else (), constraints=place)


def _absent(graph: Graph, alone: Sequence[Named], index: Index) -> Row:
    """Return what becomes of names whose things are taken out."""
    chance = random.Random(SEED)  # noqa: S311
    gone = dict(_changed(alone, _as_it_is, chance))
    left_out = {index.iri(one.thing) for one in gone}
    triples = (one for one in scan(graph.shards(), PREDICATES) if one.subject not in left_out)
    rest = Index.of(triples, graph.text)
    reconciler = Reconciler.of(graph, rest, base=iris.BASE)
    matched = [reconciler.candidates(query(asked))[:1] for asked in gone.values()]
    wrong = sum(bool(found) and found[0].match for found in matched)
    return Row(ABSENT, len(matched), 0, wrong, wrong)


def latency(count: int) -> Iterator[tuple[str, float, float]]:
    """Yield kinds of batches with the median and the 95th percentile of their milliseconds."""
    made, texts = things(count), dict[str, str]()
    index = Index.of(list(said(made, texts)), texts.__getitem__)
    chance = random.Random(SEED)  # noqa: S311
    chosen = [chance.choice(made) for _ in range(BATCH * BATCHES)]
    with tempfile.TemporaryDirectory() as folder:
        graph = Graph(Path(folder), {}, _store(Path(folder) / "graph.nq", made))
        reconciler = Reconciler.of(graph, index, base=iris.BASE)
        kinds: dict[str, list[Query]] = {
            "names as they are": [Query(one.names[0]) for one in chosen],
            "one wrong character": [Query(_worn(one.names[0], chance)) for one in chosen],
            "pinyin": [Query(spellings(one.names[0])[0][0]) for one in chosen],
            "a place beside": [query(Asked(one.names[1], one.names[0][:3])) for one in chosen],
            "a hundred common characters": [
                Query("".join(chance.choice(one.names[0]) for one in made[:100])) for _ in chosen
            ],
        }
        for kind, queries in kinds.items():
            yield kind, *_spent(reconciler, queries)


def _worn(name: str, chance: random.Random) -> str:
    at = chance.randrange(len(name))
    return name[:at] + chance.choice(_COMMON) + name[at + 1 :]


def _store(path: Path, made: Sequence[object]) -> OxigraphStore:
    with path.open("w", encoding="utf-8") as out:
        for number, one in enumerate(made):
            thing = getattr(one, "iri")  # noqa: B009 - the invented things of another benchmark
            place = f"{iris.BASE}place/{330100 + number % 900}"
            for predicate, value in (
                ("http://purl.org/dc/terms/coverage", iri(place)),
                ("http://www.w3.org/2004/02/skos/core#prefLabel", literal("名", language="zh")),
            ):
                out.write(f"<{thing}> <{predicate}> {value.render()} <{iris.BASE}graph/x> .\n")
    store = OxigraphStore.memory()
    store.load([path])
    return store


def _spent(reconciler: Reconciler, queries: Sequence[Query]) -> tuple[float, float]:
    spent = []
    for _ in range(RUNS):
        for at in range(0, len(queries), BATCH):
            begun = time.process_time()
            for one in queries[at : at + BATCH]:
                reconciler.candidates(one)
            spent.append(1000 * (time.process_time() - begun))
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


def report(graphs: Sequence[Path], count: int) -> Iterator[str]:
    """Yield the lines of the page."""
    for folder in graphs:
        graph = Graph.open(folder)
        documents = len(graph.manifest.get("documents", []))
        yield f"A graph of {documents:,} documents, {len(index_of(graph)):,} things with names:\n"
        yield "| names | asked | first | matched | wrong |"
        yield "|---|--:|--:|--:|--:|"
        for row in accuracy(graph):
            if row.names:
                first = "–" if row.rule == ABSENT else f"{row.first / row.names:.1%}"
                matched = f"{row.matched / row.names:.1%}"
                yield f"| {row.rule} | {row.names:,} | {first} | {matched} | {row.wrong} |"
        yield ""
    yield f"A batch of {BATCH} at {count:,} invented things, milliseconds of CPU:\n"
    yield "| names | p50 | p95 |"
    yield "|---|--:|--:|"
    for kind, median, high in latency(count):
        yield f"| {kind} | {median:.0f} | {high:.0f} |"


def main() -> None:
    """Measure, and write the page and the table of the reference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("graphs", type=Path, nargs="+")
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--out", type=Path, default=PAGE)
    given = parser.parse_args()
    told = []
    for line in report(given.graphs, given.entities):
        print(line, flush=True)
        told.append(line)
    lines = "\n".join(told)
    head = "# Reconciliation\n\n<!-- written by benchmarks/reconciliation.py -->\n\n"
    given.out.write_text(f"{head}{lines}\n", encoding="utf-8")
    if given.out == PAGE:
        text = REFERENCE.read_text(encoding="utf-8")
        text = _MARKED.sub(lambda found: f"{found[1]}{lines}\n{found[2]}", text)
        REFERENCE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
