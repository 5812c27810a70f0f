"""The questions that come with Fengtu, and query files by path."""

from __future__ import annotations

import difflib
from pathlib import Path

from graph_build import resources
from graph_build.errors import QueryError, UnknownName
from graph_build.query.question import Query

GROUPS = {
    "initiatives": {"zh": "举措与传承", "en": "Initiatives and lineage"},
    "institutions": {"zh": "机构与行动者", "en": "Institutions and actors"},
    "places": {"zh": "地域与覆盖", "en": "Places and coverage"},
    "numbers": {"zh": "数字与比较", "en": "Numbers and comparisons"},
    "plans": {"zh": "状态、计划与目标", "en": "Status, plans and goals"},
    "recognition": {"zh": "荣誉", "en": "Recognition"},
    "evidence": {"zh": "证据", "en": "Evidence"},
}
"""The groups of questions, in the order of reading."""


def catalogue() -> dict[str, Query]:
    """Return every question of the folder by name, in the order of the names."""
    return {path.stem: _load(path) for path in sorted(resources.queries().glob("*.rq"))}


def find(name: str | Path) -> Query:
    """Return a query by the path of a file, or by name; `internal/NAME` and `export/NAME` too.

    Raises:
        UnknownName: if there is none; the nearest names are told.
        QueryError: if the file has a malformed header.
    """
    if str(name).endswith(".rq") and Path(name).is_file():
        return _load(Path(name))
    folder = resources.queries()
    names = [p.relative_to(folder).with_suffix("").as_posix() for p in sorted(folder.rglob("*.rq"))]
    if str(name) in names:
        return _load(folder / f"{name}.rq")
    near = difflib.get_close_matches(str(name), names, n=3, cutoff=0.4) or names[:3]
    raise UnknownName(
        f"no query is named {str(name)!r}; nearest: {', '.join(near)}; or give a path to a .rq file"
    )


def _load(path: Path) -> Query:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from error
    return Query.parse(text, name=path.stem)
