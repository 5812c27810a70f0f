"""The pipeline on one screen: files → documents → claims → entities → quads → a published graph.

A build is made in a folder of its own and published by one atomic rename of a pointer, so that a
reader sees the old graph or the new one and never a part. Building the same inputs again gives the
same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from graph_build import iris
from graph_build.assemble import DocumentSheet, Packed, registry
from graph_build.errors import FengtuError, InputError, ShapeViolation
from graph_build.extract.account import Account
from graph_build.link import Linked, gather, joined, link
from graph_build.publishing import publish, staged
from graph_build.read import find, read
from graph_build.search import write_index
from graph_build.store import OxigraphStore
from graph_build.validate import Report, validate
from graph_build.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from graph_build.model import Document, Period, Quarantined

FORMAT_VERSION = 1

T = TypeVar("T")
R = TypeVar("R")


class Executor(Protocol):
    """Where documents are worked on: this process, a pool, a cluster; results in input order."""

    def map(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        """Return the results of a pure function, in the order of the items."""
        ...


class Serial:
    """Works in this process, one item after the other."""

    def map(self, function: Callable[[T], R], items: Iterable[T], /) -> Iterator[R]:
        """Return the results one by one."""
        return map(function, items)


@dataclass(slots=True)
class Shard:
    """What one document contributes: its quads and what the registry has to describe."""

    summary: dict[str, Any]
    text: str
    lines: Packed
    linked: list[Linked] = field(default_factory=list)
    periods: set[Period] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    subject: str | None = None
    quarantined: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be used, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a build: its id, its folder and its counts."""

    build: str
    folder: Path
    counts: dict[str, int]
    failures: tuple[Failure, ...]
    report: Report


@dataclass(slots=True)
class _Gathered:
    summaries: list[dict[str, Any]] = field(default_factory=list)
    linked: list[Linked] = field(default_factory=list)
    periods: set[Period] = field(default_factory=set)
    units: set[str] = field(default_factory=set)
    indicators: set[str] = field(default_factory=set)
    rules: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)
    failures: list[Failure] = field(default_factory=list)


def build(
    inputs: Sequence[Path],
    out: Path,
    *,
    executor: Executor | None = None,
    base: str = iris.BASE,
    progress: Callable[[Iterable[Path]], Iterable[Path]] = iter,
    derive: Callable[[Path, str], None] | None = None,
) -> Outcome:
    """Build the graph of the inputs and publish it in a folder.

    An input that cannot be used is a failure of the outcome; the others are kept. `derive` may add
    files that are made of the build alone: it gets the folder and the id before they are published.

    Raises:
        InputError: if no input can be used.
        OutputError: if the folder cannot be written.
        ShapeViolation: if the graph breaks its shapes; it is not published.
    """
    with staged(out) as staging:
        gathered = _shards(inputs, staging, executor or Serial(), base, progress)
        if not gathered.summaries:
            reasons = (
                "; ".join(f.reason for f in gathered.failures) or "no text file among the inputs"
            )
            raise InputError(f"nothing to build: {reasons}")
        entities = _describe(gathered, staging, base)
        report = _store(staging)
        counts = _counts(gathered, entities, report)
        if not report.conforms:
            first = report.violations[0]
            raise ShapeViolation(
                f"{len(report.violations)} violations, so nothing is published; first: {first}"
            )
        name = _manifest(staging, gathered, counts)
        if derive:
            derive(staging, name)
        folder = publish(staging, out, name)
    return Outcome(name, folder, counts, tuple(gathered.failures), report)


def shard(document: Document, base: str = iris.BASE) -> Shard:
    """Return what a document contributes to a graph; pure, so that any process can do it."""
    made = Shard({}, document.text, Packed())
    claims = 0
    for number, account in enumerate(Account.parts(document)):
        linked = link(document, account.mentions, account.scope, base)
        sheet = DocumentSheet(document, {key: one.iri for key, one in linked.items()}, base)
        if number == 0:
            sheet.describe(account.about)
            made.subject = account.scope
        for mention in account.mentions:
            sheet.mention(mention)
        for claim in account.claims:
            sheet.claim(claim)
        made.lines.add(sheet.lines())
        made.linked = joined(made.linked, linked.values())
        made.periods |= sheet.periods
        made.units |= sheet.units
        made.indicators |= sheet.indicators
        made.rules |= sheet.rules
        made.quarantined += [_quarantine(document, held) for held in account.quarantined]
        claims += len(account.claims)
    made.summary |= {
        "identifier": document.identifier,
        "id": document.id,
        "title": document.title or document.identifier,
        "published": document.published,
        "encoding": document.encoding,
        "characters": len(document.text),
        "entities": len(made.linked),
        "claims": claims,
        "quarantined": len(made.quarantined),
    }
    return made


@dataclass(frozen=True, slots=True)
class _Work:
    base: str

    def __call__(self, path: Path) -> Shard | Failure:
        try:
            return shard(read(path), self.base)
        except FengtuError as error:
            return Failure(str(path), str(error))
        except Exception as error:
            return Failure(str(path), f"{path}: {type(error).__name__}: {error}; please report it")


def _shards(
    inputs: Sequence[Path],
    staging: Path,
    executor: Executor,
    base: str,
    progress: Callable[[Iterable[Path]], Iterable[Path]],
) -> _Gathered:
    gathered = _Gathered()
    for folder in ("shards", "texts"):
        (staging / folder).mkdir()
    seen: dict[str, str] = {}
    with (staging / "quarantine.jsonl").open("w", encoding="utf-8", newline="\n") as quarantine:
        for result in executor.map(_Work(base), progress(list(find(inputs)))):
            if isinstance(result, Failure):
                gathered.failures.append(result)
                continue
            identifier, name = result.summary["identifier"], result.summary["id"]
            if name in seen:
                reason = f"{identifier}: the same bytes as {seen[name]}, so it is kept once"
                gathered.failures.append(Failure(identifier, reason))
                continue
            seen[name] = identifier
            _write(staging / "shards" / f"{name}.nq", result.lines)
            (staging / "texts" / f"{name}.txt").write_bytes(result.text.encode())
            for line in result.quarantined:
                quarantine.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
            gathered.summaries.append(result.summary)
            gathered.linked += result.linked
            gathered.periods |= result.periods
            gathered.units |= result.units
            gathered.indicators |= result.indicators
            gathered.rules |= result.rules
            gathered.subjects |= {result.subject} if result.subject else set()
    gathered.summaries.sort(key=lambda s: (s["identifier"], s["id"]))
    return gathered


def _describe(gathered: _Gathered, staging: Path, base: str) -> int:
    """Write the registry and the vocabulary; return how many entities there are."""
    entities = list(gather(gathered.linked))
    lines = registry(
        entities,
        periods=gathered.periods,
        units=gathered.units,
        indicators=gathered.indicators,
        rules=gathered.rules,
        subjects=gathered.subjects,
        base=base,
    )
    _write(staging / "registry.nq", lines)
    _write(staging / "ontology.nq", vocabulary(base))
    identities = {one.iri: one.identity for one in gathered.linked}
    records = (
        json.dumps(
            {**asdict(entity), "identity": identities[entity.iri]._asdict()}, ensure_ascii=False
        )
        + "\n"
        for entity in entities
    )
    _write(staging / "entities.jsonl", records)
    return len(entities)


def _store(staging: Path) -> Report:
    """Write what is made from the files of a build: the store and the search index."""
    files = [
        *sorted((staging / "shards").glob("*.nq")),
        staging / "registry.nq",
        staging / "ontology.nq",
    ]
    store = OxigraphStore.create(staging / "store")
    store.load(files)
    write_index(staging, files)
    return validate(store)


def _counts(gathered: _Gathered, entities: int, report: Report) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for summary in gathered.summaries:
        for name in ("characters", "claims", "quarantined"):
            totals[name] += summary[name]
    return {
        "documents": len(gathered.summaries),
        "characters": totals["characters"],
        "entities": entities,
        "claims": totals["claims"],
        "quarantined": totals["quarantined"],
        "violations": len(report.violations),
        "failed": len(gathered.failures),
    }


def _manifest(staging: Path, gathered: _Gathered, counts: dict[str, int]) -> str:
    """Write the manifest and return the id of the build: a digest of its content."""
    digests = {
        path.relative_to(staging).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(staging.rglob("*"))
        if path.is_file() and "store" not in path.relative_to(staging).parts
    }
    content = json.dumps(digests, sort_keys=True).encode()
    name = hashlib.sha256(content).hexdigest()[:16]
    manifest = {
        "format": FORMAT_VERSION,
        "build": name,
        "counts": {k: v for k, v in counts.items() if k != "failed"},
        "documents": gathered.summaries,
        "files": digests,
    }
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        manifest["epoch"] = int(epoch)
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (staging / "manifest.json").write_text(text, encoding="utf-8", newline="\n")
    return name


def _write(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as out:
        out.writelines(lines)


def _quarantine(document: Document, held: Quarantined) -> dict[str, Any]:
    claim = held.claim
    return {
        "document": document.identifier,
        "kind": type(claim).__name__,
        "rule": claim.rule,
        "reasons": list(held.reasons),
        "evidence": [[e.span.start, e.span.end, e.quote] for e in claim.evidence],
    }
