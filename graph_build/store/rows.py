"""The answer of a SELECT query."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graph_build.store.terms import Term


@dataclass(frozen=True, slots=True)
class Rows:
    """Named columns and an iterator of rows that can be walked once; None is an unbound variable.

    >>> from graph_build.store.terms import literal
    >>> rows = Rows(("label",), iter([(literal("龙山经验", language="zh"),)]))
    >>> [row["label"].value for row in rows.dicts()]
    ['龙山经验']
    """

    names: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return self.rows

    def dicts(self) -> Iterator[dict[str, Term]]:
        """Return each row as a dictionary of the variables that are bound."""
        for row in self.rows:
            yield {
                name: term for name, term in zip(self.names, row, strict=True) if term is not None
            }


@dataclass(frozen=True, slots=True)
class GraphAnswer:
    """The triples of a CONSTRUCT or DESCRIBE query as the engine has them, to be written."""

    nodes: Iterable[Any]
