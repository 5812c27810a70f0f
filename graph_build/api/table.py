"""The rows of an answer as plain Python values, and as a data frame where pandas is installed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from importlib import import_module
from typing import TYPE_CHECKING, Any

from graph_build.errors import MissingPackage
from graph_build.store.terms import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graph_build.ask import Asked
    from graph_build.store import Rows, Term

Value = str | int | bool | Decimal | date | None
"""What a cell holds: an IRI and a text are strings, None is what is not known."""

_SHOWN_ROWS = 60
_READERS: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys((f"{XSD}integer", f"{XSD}nonNegativeInteger"), int),
    f"{XSD}decimal": Decimal,
    f"{XSD}date": date.fromisoformat,
    f"{XSD}boolean": lambda text: text in {"true", "1"},
}


@dataclass(frozen=True, slots=True)
class Table:
    """The answer to a question: named columns and rows of plain values, in the order of the query.

    >>> table = graph.query("experiences-and-origins", place="金华市")
    >>> table.columns
    ('experience', 'name', 'origin', 'originName', 'quote')
    >>> ("龙山经验", "金华市") in [(row["name"], row["originName"]) for row in table.dicts()]
    True
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @classmethod
    def of(cls, rows: Rows) -> Table:
        """Return the rows of a store as plain values."""
        return cls(rows.names, tuple(tuple(value(term) for term in row) for row in rows))

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Value, ...]]:
        return iter(self.rows)

    def dicts(self) -> list[dict[str, Value]]:
        """Return each row as a dictionary, with None where nothing is known."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def column(self, name: str) -> list[Value]:
        """Return the values of a column.

        >>> sorted(set(graph.query("satisfaction").column("aboutName")))
        ['台州市', '金华市']

        Raises:
            KeyError: if there is no such column; the message lists those there are.
        """
        if name not in self.columns:
            raise KeyError(f"no column {name!r}; there are: {', '.join(self.columns)}")
        place = self.columns.index(name)
        return [row[place] for row in self.rows]

    def to_pandas(self) -> Any:
        """Return a pandas DataFrame: decimals as floats, dates as timestamps.

        Raises:
            MissingPackage: if pandas is not installed; it is also an ImportError.
        """
        pandas = _pandas()
        frame = pandas.DataFrame.from_records(list(self.rows), columns=list(self.columns))
        for name, values in zip(self.columns, zip(*self.rows, strict=True), strict=False):
            known = [one for one in values if one is not None]
            if known and all(isinstance(one, Decimal) for one in known):
                frame[name] = pandas.to_numeric(frame[name].astype("float64"))
            elif known and all(isinstance(one, date) for one in known):
                frame[name] = pandas.to_datetime(frame[name])
            elif known and all(type(one) is int for one in known) and len(known) < len(values):
                frame[name] = frame[name].astype("Int64")
        return frame

    def _repr_html_(self) -> str:
        """Return the table as a notebook shows it."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{escape(_shown(one))}</td>" for one in row) + "</tr>"
            for row in self.rows[:_SHOWN_ROWS]
        )
        rest = len(self.rows) - _SHOWN_ROWS
        more = f"<p>… {rest} more rows</p>" if rest > 0 else ""
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


@dataclass(frozen=True, slots=True)
class Answer(Table):
    """The answer to a question in plain words: the table, and how the question was understood."""

    asked: Asked


def value(term: Term | None) -> Value:
    """Return a term as a plain value; a malformed literal stays text.

    >>> from graph_build.store import literal
    >>> value(literal("8.36", datatype="http://www.w3.org/2001/XMLSchema#decimal"))
    Decimal('8.36')
    """
    if term is None:
        return None
    reader = _READERS.get(term.datatype or "")
    if reader is None:
        return term.value
    try:
        return reader(term.value)
    except (ValueError, ArithmeticError):
        return term.value


def _shown(one: Value) -> str:
    return "" if one is None else str(one)


def _pandas() -> Any:
    try:
        return import_module("pandas")
    except ImportError as error:
        raise MissingPackage(
            "pandas is not installed, so there is no data frame; "
            "install it with: pip install pandas, or use .dicts()"
        ) from error
