"""Writes the reference page of the queries from their headers: python docs/queries.py [--check]."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import jinja2

from graph_build import resources
from graph_build.query import GROUPS, Query, catalogue, find

HERE = Path(__file__).resolve().parent


def _row(query: Query) -> dict[str, str]:
    projection = re.search(r"^SELECT (?:DISTINCT )?(.*) WHERE \{", query.text, re.MULTILINE)
    columns = re.findall(r"\?(\w+)(?=\)| |$)", _results(projection[1])) if projection else []
    return {
        "number": query.header.get("question", ""),
        "name": query.name,
        "zh": query.summary["zh"],
        "en": query.summary["en"],
        "parameters": "<br>".join(
            f"`{p.name}` {p.meaning}, such as {_shown(query, p.name)}"
            for p in query.parameters.values()
        ),
        "columns": " ".join(f"`{column}`" for column in columns),
    }


def _results(projection: str) -> str:
    """Return a projection in which only the names of results are variables."""
    return re.sub(r"\((?:[^()]|\([^()]*\))* AS (\?\w+)\)", r"\1", projection)


def _shown(query: Query, parameter: str) -> str:
    example = query.parameters[parameter].example
    if example.kind == "literal":
        return f"`{example.value}`"
    short = (
        f"{prefix}:{example.value.removeprefix(start)}"
        for prefix, start in query.prefixes.items()
        if example.value.startswith(start)
    )
    return f"`{next(short, example.value)}`"


def page() -> str:
    """Return the reference page."""
    questions = sorted(catalogue().values(), key=lambda query: int(query.header["question"]))
    groups = [
        {**names, "queries": [_row(query) for query in questions if query.group == group]}
        for group, names in GROUPS.items()
    ]
    exports = sorted((resources.queries() / "export").glob("*.rq"))
    text = (HERE / "templates" / "queries.md").read_text(encoding="utf-8")
    made: str = jinja2.Template(text, keep_trailing_newline=True).render(
        groups=groups, exports=[_row(find(path)) for path in exports]
    )
    return made


def pages() -> dict[Path, str]:
    """Return the generated pages by path."""
    return {HERE / "reference" / "queries.md": page()}


def main() -> int:
    """Write the page, or say that it is out of date."""
    for path, text in pages().items():
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8", newline="\n")
        elif not path.is_file() or path.read_text("utf-8") != text:
            print(f"{path.relative_to(HERE.parent)}: out of date; run: python docs/queries.py")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
