"""Whether wrong claims would be rejected, right ones kept, and every numeral accounted for.

An audit needs no annotations: it corrupts the claims that a text supports and counts how many of
the corrupted ones the grounder rejects, and it looks for numerals that no claim and no reason
explains.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_build.audit.corruptions import CORRUPTIONS
from graph_build.audit.mutation import Caught, mutate
from graph_build.audit.numerals import MISSED, numerals
from graph_build.extract.account import Account
from graph_build.model import Document
from graph_build.query import Graph

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from graph_build.audit.corruptions import Corruption

HEAD = ("corruption", "made", "rejected", "rate", "bar", "")
NUMERAL_HEAD = ("numerals", "count", "share", "bar", "")
ENOUGH = 100
"""How many corrupted claims there must be for their bar to be applied: fewer tell nothing."""
QUARANTINE_BAR = 0.01
"""The greatest share of the claims that may be quarantined: right claims are to be kept."""
COVERAGE_BAR = 0.95
"""The least share of the numerals that must be a slot of a claim or have a reason."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The tables of an audit, what slipped by, which numerals are not accounted for.

    `passed` says that every share is on the right side of its bar.
    """

    rows: list[list[str]]
    numeral_rows: list[list[str]]
    slipped: list[str]
    missed: list[str]
    passed: bool


def audit(documents: Iterable[Document], *, every: int = 1) -> Audit:
    """Return the audit of documents; of their claims, every so manieth one is corrupted."""
    caught = {corruption: Caught() for corruption in CORRUPTIONS}
    counts: dict[str, int] = {}
    missed: list[str] = []
    kept = quarantined = 0
    for document in documents:
        account = Account.of(document)
        kept += len(account.claims)
        quarantined += len(account.quarantined)
        mutate(account, caught, every=every)
        for where, how in numerals(account):
            counts[how] = counts.get(how, 0) + 1
            if how == MISSED:
                missed.append(where)
    rows = [_row(corruption, score) for corruption, score in caught.items()]
    rows.append(_quarantine_row(quarantined, kept + quarantined))
    numeral_rows = _numeral_rows(counts)
    slipped = [f"{c.name}\t{line}" for c, score in caught.items() for line in score.slipped]
    passed = not any(row[-1] for row in (*rows, *numeral_rows))
    return Audit(rows, numeral_rows, slipped, missed, passed)


def documents_of(folder: Path) -> Iterator[Document]:
    """Return the documents of a built graph, from the texts that it keeps.

    Raises:
        GraphNotFound: if there is no built graph in the folder.
    """
    graph = Graph.open(folder)
    for held in graph.manifest["documents"]:
        text = graph.text(held["id"])
        title = "" if held["title"] == held["identifier"] else held["title"]
        yield Document(
            text=text,
            identifier=held["identifier"],
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            title=title,
            published=held["published"],
        )


def _row(corruption: Corruption, score: Caught) -> list[str]:
    rate = score.rate
    below = rate is not None and rate < corruption.bar and score.made >= ENOUGH
    return [
        corruption.name,
        str(score.made),
        str(score.rejected),
        "n/a" if rate is None else f"{rate:.4f}",
        f"{corruption.bar:.2f}",
        "below" if below else "",
    ]


def _quarantine_row(quarantined: int, claims: int) -> list[str]:
    share = quarantined / claims if claims else 0.0
    above = "above" if share > QUARANTINE_BAR else ""
    row = "(claims as extracted)", str(claims), str(quarantined)
    return [*row, f"{share:.4f}", f"{QUARANTINE_BAR:.2f}", above]


def _numeral_rows(counts: dict[str, int]) -> list[list[str]]:
    total = sum(counts.values())
    if not total:
        return []
    by_count = sorted(counts.items(), key=lambda item: (item[0] == MISSED, -item[1], item[0]))
    rows = [[how, str(n), f"{n / total:.4f}", "", ""] for how, n in by_count]
    share = 1 - counts.get(MISSED, 0) / total
    below = "below" if share < COVERAGE_BAR else ""
    return [*rows, ["accounted for", str(total), f"{share:.4f}", f"{COVERAGE_BAR:.2f}", below]]
