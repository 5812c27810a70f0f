"""The tables of `docs/reference/time-and-quantity.md`, whose examples are tests."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "time-and-quantity.md"


def table(header: str) -> list[tuple[str, ...]]:
    """Return the rows of the table that opens with a header line, cells without code marks."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    rows: list[tuple[str, ...]] = []
    for line in lines[lines.index(header) + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(tuple(cell.strip().strip("`") for cell in re.split(r"(?<!\\)\|", line)[1:-1]))
    return rows
