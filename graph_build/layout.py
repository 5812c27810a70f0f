"""How the rows of an answer look as text: a table for people, CSV and JSON for programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from graph_build import iris

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Rows = list[list[str]]
_ENDLESS = 10_000


def laid_out(
    names: Iterable[str], rows: Iterable[Sequence[str]], form: str, *, width: int | None = None
) -> str:
    r"""Return rows in a form of `FORMS`; no line is broken unless a width in columns is given.

    >>> laid_out(["name", "place"], [["龙山经验", "金华市"]], "csv")
    'name,place\n龙山经验,金华市\n'
    """
    return FORMS[form](list(names), [list(row) for row in rows], width)


def _json(names: list[str], rows: Rows, _: int | None) -> str:
    records = [dict(zip(names, row, strict=True)) for row in rows]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def _csv(names: list[str], rows: Rows, _: int | None) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([names, *rows])
    return out.getvalue()


def _table(names: list[str], rows: Rows, width: int | None) -> str:
    table = Table(box=None)
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows:
        # Our own IRIs are shown without the part that they share.
        table.add_row(*(value.removeprefix(iris.BASE) for value in row))
    out = io.StringIO()
    Console(file=out, highlight=False, markup=False, width=width or _ENDLESS).print(table)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


FORMS: dict[str, Callable[[list[str], Rows, int | None], str]] = {
    "table": _table,
    "csv": _csv,
    "json": _json,
}
