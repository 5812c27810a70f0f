"""Where the packaged files are: `ontology/`, `queries/` and the sample corpus.

Nobody else knows.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    packaged = _PACKAGE / "_data"
    return packaged if packaged.is_dir() else _PACKAGE.parent


def ontology() -> Path:
    """Return the folder of the vocabulary, its shapes and its tables."""
    return _root() / "ontology"


def queries() -> Path:
    """Return the folder of the query files."""
    return _root() / "queries"


def sample() -> Path:
    """Return the folder of the sample corpus."""
    return _root() / "examples" / "corpus"
