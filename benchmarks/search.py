"""Measures the search index beside SQLite FTS5 and a linear scan, on an invented graph.

python -m benchmarks.search [--entities 100000] [--out benchmarks/search.md]

Names are put together from the register of places and lists of words, by a fixed seed; every second
one stands in a sentence of evidence. CPU milliseconds of one process. *Recall* is the share of the
names that hold a query, as a scan with `in` finds them, that an index returns.
"""

from __future__ import annotations

import argparse
import itertools
import random
import sqlite3
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.linear import Index as Linear
from graph_build import iris
from graph_build.gazetteer import Gazetteer
from graph_build.portal.names import Name
from graph_build.search import FACETS, FILE, Index
from graph_build.search.folding import folded
from graph_build.search.query import needles
from graph_build.store.scanning import Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SEED = 20251125
RUNS = 3
QUERIES = 40
SHOWN = 20
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
_MENTION = "http://www.w3.org/2005/11/its/rdf#taIdentRef"
_OFFICES = (
    "公安局 教育局 司法局 民政局 财政局 卫生健康委员会 人民法院 人民检察院 市场监督管理局"
).split()
_WORDS = (
    "平安 法治 数字 智慧 和谐 阳光 红色 百姓 乡贤 网格 诉源 矛盾 纠纷 流动 民情 清廉 共富 服务"
).split()
_ACTS = (
    "治理 调解 化解 联动 共治 评议 预警 巡查 协商 代办 直通 驿站 档案 积分 议事 普法 帮扶 监督"
).split()
_ENDS = "经验 工作法 机制 模式 平台 行动 改革试点 中心 体系 示范区 应用 工程".split()
_CLASSES = ("Experience", "WorkMethod", "Mechanism", "Campaign", "DigitalApplication", "Reform")
_INDEXES = (
    "this index: names, pinyin, sentences, facets",
    "FTS5 trigram: Chinese names only",
    "FTS5 pairs of characters: Chinese names only",
    "linear scan: names and pinyin, in memory",
)
_CHINESE = ("one character", "two characters", "three or more")
_KINDS = (*_CHINESE, "pinyin", "initials", "English")


class Thing(NamedTuple):
    """An invented thing: its class, names, English name, places of mention."""

    iri: str
    kind: str
    names: tuple[str, ...]
    english: str
    mentions: int


def things(count: int) -> list[Thing]:
    """Return invented things; the same number gives the same things."""
    chance = random.Random(SEED)  # noqa: S311 (an invented graph, not a secret)
    places = [d.name for d in Gazetteer.load() if d.level != "township"]
    made = []
    for number in range(count):
        place, word, act = chance.choice(places), chance.choice(_WORDS), chance.choice(_ACTS)
        mentions = min(50, int(chance.paretovariate(1.1)))
        if number % 4 == 0:
            office = chance.choice(_OFFICES)
            names = (f"{place}{office}{word}{act}科", f"{place[:2]}{office[:2]}{word}{act}科")
            kind, english = "Institution", ""
        else:
            end = chance.choice(_ENDS)
            kind = _CLASSES[number % len(_CLASSES)]
            core = f"{word}{act}{chance.choice(_WORDS)}"
            names = (f"{place}“{core}”{end}", f"{core}{end}")
            english = f"{chance.choice(_CLASSES)} {number:x} Method" if number % 10 == 1 else ""
        made.append(Thing(f"{iris.BASE}id/i-{number:08x}", kind, names, english, mentions))
    return made


def said(made: Sequence[Thing], texts: dict[str, str]) -> Iterator[Said]:
    """Yield the triples of a graph of the things, and fill the texts of its documents."""
    for start in range(0, len(made), 200):
        document = iris.document_iri(f"{start:016x}")
        text = ""
        yield Said(document, f"{_RDF}type", iris.term_iri("Document"), "")
        yield Said(document, f"{_SKOS}prefLabel", f"报告{start}", "zh")
        for number, thing in enumerate(made[start : start + 200]):
            yield from _named(thing, document)
            if number % 2:
                begin = len(text)
                text += f"今年以来，{thing.names[0]}推动矛盾纠纷就地化解，群众满意度明显提升。"
                claim = f"{document}/claim/relation-{begin}-{len(text)}-1"
                for part, value in (
                    (f"{_RDF}subject", thing.iri),
                    (f"{_RDF}object", made[start].iri),
                    (f"{iris.ONT}evidence", f"{document}/span/{begin}-{len(text)}"),
                    (f"{iris.ONT}status", iris.concept_iri("status", "completed")),
                ):
                    yield Said(claim, part, value, "")
        texts[document] = text


def _named(thing: Thing, document: str) -> Iterator[Said]:
    yield Said(thing.iri, f"{_RDF}type", iris.term_iri(thing.kind), "")
    yield Said(thing.iri, f"{_SKOS}prefLabel", thing.names[0], "zh")
    for name in thing.names[1:]:
        yield Said(thing.iri, f"{_SKOS}altLabel", name, "zh")
    if thing.english:
        yield Said(thing.iri, f"{_SKOS}prefLabel", thing.english, "en")
    number = int(thing.iri[-8:], 16) * 64
    for mention in range(thing.mentions):
        at = number + mention
        yield Said(f"{document}/span/{at}-{at + 1}", _MENTION, thing.iri, "")


def queries(made: Sequence[Thing]) -> dict[str, list[str]]:
    """Return queries of each kind that the names have an answer to."""
    chance = random.Random(SEED)  # noqa: S311
    found: dict[str, list[str]] = {kind: [] for kind in _KINDS}
    for _ in range(QUERIES):
        plain = folded(chance.choice(made).names[0])
        at = chance.randrange(len(plain) - 6)
        found["one character"].append(plain[at])
        found["two characters"].append(plain[at : at + 2])
        found["three or more"].append(plain[at : at + chance.choice((3, 4, 6))])
        read = needles(f"{plain[:4]}a")
        found["pinyin"].append(read[1].text[:-1])
        found["initials"].append(read[2].text[:-1])
        found["English"].append(chance.choice(("Method", "Experience", "Campaign", "form")))
    return found


class FullText:
    """Names in SQLite FTS5, in the order of their mentions; `cut` makes tokens of a text."""

    def __init__(self, path: Path, made: Sequence[Thing], *, trigram: bool) -> None:
        self.trigram = trigram
        self.path = path
        self.connection = sqlite3.connect(path)
        tokens = "trigram" if trigram else "unicode61"
        prefix = "" if trigram else ", prefix=1"
        self.connection.execute(
            f"CREATE VIRTUAL TABLE names USING fts5(name, content='', tokenize='{tokens}'{prefix})"
        )
        ordered = sorted(made, key=lambda one: -one.mentions)
        rows = [
            (number * 4 + part, name if trigram else self.tokens(name))
            for number, one in enumerate(ordered)
            for part, name in enumerate(map(folded, one.names))
        ]
        self.connection.executemany("INSERT INTO names(rowid, name) VALUES (?, ?)", rows)
        self.connection.commit()
        self.connection.execute("INSERT INTO names(names) VALUES ('optimize')")
        self.connection.commit()

    @staticmethod
    def tokens(text: str) -> str:
        """Return the pairs of neighbouring characters, and the last character."""
        return " ".join(text[at : at + 2] for at in range(len(text)))

    def find(self, query: str) -> set[int]:
        """Return the numbers of all things whose names hold a query."""
        plain = folded(query)
        if self.trigram:
            wanted = f'"{plain}"'
        elif len(plain) == 1:
            wanted = f'"{plain}"*'
        else:
            pairs = " ".join(plain[at : at + 2] for at in range(len(plain) - 1))
            wanted = f'"{pairs}"'
        rows = self.connection.execute("SELECT rowid FROM names WHERE names MATCH ?", (wanted,))
        return {row // 4 for (row,) in rows}


def measured(asked: Sequence[str], find: Callable[[str], object]) -> tuple[float, float]:
    """Return the median and the 95th percentile of CPU milliseconds of queries, each run thrice."""
    spent = []
    for _ in range(RUNS):
        for query in asked:
            begun = time.process_time()
            find(query)
            spent.append(1000 * (time.process_time() - begun))
    return statistics.median(spent), statistics.quantiles(spent, n=20)[-1]


def recall(asked: Sequence[str], made: Sequence[Thing], find: Callable[[str], int]) -> float:
    """Return the share of what a scan finds that an index finds, by counts of things."""
    plain = [[folded(name) for name in one.names] for one in made]
    wanted = got = 0
    for query in dict.fromkeys(asked):
        holding = sum(any(query in name for name in names) for names in plain)
        wanted += holding
        got += min(holding, find(query))
    return got / wanted


class Measured(NamedTuple):
    """The indexes of one graph, and what making each took."""

    ours: Index
    trigram: FullText
    pairs: FullText
    linear: Linear
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @classmethod
    def of(cls, made: Sequence[Thing], texts: dict[str, str], folder: Path) -> Measured:
        """Return the indexes of invented things, files in a folder."""
        triples = list(said(made, texts))
        path = folder / FILE
        begun = [time.process_time()]
        Index.of(triples, texts.__getitem__).save(path)
        begun.append(time.process_time())
        trigram = FullText(folder / "trigram.db", made, trigram=True)
        begun.append(time.process_time())
        pairs = FullText(folder / "pairs.db", made, trigram=False)
        begun.append(time.process_time())
        linear = Linear.of(map(_name, made), weight=lambda _: 0)
        begun.append(time.process_time())
        sizes = [one.stat().st_size for one in (path, trigram.path, pairs.path)]
        sizes.append(len(linear.scanned.encode()))
        seconds = tuple(end - start for start, end in itertools.pairwise(begun))
        return cls(Index.open(path), trigram, pairs, linear, tuple(sizes), seconds)

    def page(self, query: str) -> None:
        """Do what the page of a search does."""
        found = self.ours.find(query)
        self.ours.hits(found, query, limit=SHOWN)
        for facet in FACETS:
            self.ours.count(found, facet)
        self.ours.places(query, limit=12)


def report(count: int) -> Iterator[str]:
    """Yield the lines of the page."""
    made = things(count)
    asked = queries(made)
    texts: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        all_of = Measured.of(made, texts, Path(folder))
        yield from _head(count, texts)
        yield from _sizes(all_of)
        yield from _times(all_of, asked)
        yield from _recalls(all_of, asked, made)


def _times(all_of: Measured, asked: dict[str, list[str]]) -> Iterator[str]:
    yield "\n## Milliseconds of CPU for a query\n"
    yield (
        "*Page* is all that the page of a search needs: order, first twenty, six facets counted "
        "over all finds, sentences. The others find names only.\n"
    )
    yield (
        "| query | page p50 | page p95 | find p50 | find p95 | linear scan p50 | p95 "
        "| FTS5 trigram p50 | FTS5 pairs p50 |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|--:|"
    for kind, these in asked.items():
        columns = [*measured(these, all_of.page), *measured(these, all_of.ours.find)]
        columns += measured(these, all_of.linear.find)
        if kind in _CHINESE:
            columns += [measured(these, full.find)[0] for full in (all_of.trigram, all_of.pairs)]
        told = [f"{value:.1f}" for value in columns] + ["–"] * (8 - len(columns))
        yield f"| {kind} | {' | '.join(told)} |"


def _recalls(all_of: Measured, asked: dict[str, list[str]], made: Sequence[Thing]) -> Iterator[str]:
    yield "\n## Recall of names that hold the query\n"
    yield "| query | this index | FTS5 trigram | FTS5 pairs |"
    yield "|---|--:|--:|--:|"
    finders: tuple[Callable[[str], int], ...] = (
        lambda query: all_of.ours.find(query).named,
        lambda query: len(all_of.trigram.find(query)),
        lambda query: len(all_of.pairs.find(query)),
    )
    for kind in _CHINESE:
        told = [f"{recall(asked[kind], made, find):.3f}" for find in finders]
        yield f"| {kind} | {' | '.join(told)} |"


def _head(count: int, texts: dict[str, str]) -> Iterator[str]:
    characters = sum(map(len, texts.values()))
    yield "# Search\n"
    yield "<!-- written by benchmarks/search.py -->\n"
    yield (
        f"{count:,} invented things with two Chinese names each, every tenth with an English one; "
        f"{characters:,} characters of texts. {QUERIES} queries of each kind, {RUNS} times each.\n"
    )


def _sizes(all_of: Measured) -> Iterator[str]:
    yield "| index | MB | CPU seconds to make |"
    yield "|---|--:|--:|"
    for name, size, seconds in zip(_INDEXES, all_of.sizes, all_of.seconds, strict=True):
        yield f"| {name} | {size / 1e6:.0f} | {seconds:.1f} |"


def _name(thing: Thing) -> Name:
    labels = {"zh": thing.names[0]} | ({"en": thing.english} if thing.english else {})
    return Name(thing.iri, labels, tuple(("zh", name) for name in thing.names[1:]), (thing.kind,))


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entities", type=int, default=100_000)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_suffix(".md"))
    given = parser.parse_args()
    page = "\n".join(report(given.entities)) + "\n"
    given.out.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
