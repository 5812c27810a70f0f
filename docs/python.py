"""Writes the reference page of the Python interface from its docstrings: [--check]."""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from dataclasses import fields, is_dataclass
from pathlib import Path

import graph_build
from graph_build import api
from graph_build.compare import COMPARISONS
from graph_build.errors import FengtuError

HERE = Path(__file__).resolve().parent
PAGE = HERE / "reference" / "python.md"
_PATHS = re.compile(
    r"(?:collections\.abc|graph_build(?:\.\w+)+|typing|decimal|datetime)\.(?=[A-Z])"
)


def page() -> str:
    """Return the reference page."""
    head = (HERE / "templates" / "python.md").read_text(encoding="utf-8")
    classes = (api.OpenGraph, api.Table, api.Answer, api.Thing, api.Statement, api.Quote)
    parts = [head.rstrip("\n"), _function("graph_build.open", graph_build.open, level=2)]
    parts += [_class(one) for one in (*classes, api.Picture)]
    parts.append(_comparisons())
    parts.append(_errors())
    return "\n\n".join(parts) + "\n"


def _class(one: type) -> str:
    own = [
        (name, member)
        for name, member in vars(one).items()
        if not name.startswith("_")
        and isinstance(member, property | classmethod) | callable(member)
    ]
    lines = [f"## {one.__name__}", _text(one)]
    if is_dataclass(one):
        told = (f"`{f.name}`: {_type(str(f.type))}" for f in fields(one))
        lines.append("Fields: " + " · ".join(told))
    lines += [_member(one, name, member) for name, member in own]
    return "\n\n".join(lines)


def _member(one: type, name: str, member: object) -> str:
    where = one.__name__[0].lower() + one.__name__[1:] if one is not api.OpenGraph else "graph"
    if isinstance(member, property):
        return f"### {where}.{name}\n\n{_text(member.fget)}"
    if isinstance(member, classmethod):
        return _function(f"{one.__name__}.{name}", member.__func__, level=3)
    return _function(f"{where}.{name}", member, level=3)


def _function(name: str, function: object, *, level: int) -> str:
    signature = inspect.signature(function)  # type: ignore[arg-type]
    kept = [p for p in signature.parameters.values() if p.name not in {"self", "cls"}]
    shown = _type(str(signature.replace(parameters=kept)).replace("'", ""))
    return f"{'#' * level} {name}\n\n```python\n{name}{shown}\n```\n\n{_text(function)}"


def _type(written: str) -> str:
    return _PATHS.sub("", written)


def _text(documented: object) -> str:
    """Return a docstring as Markdown: examples as code, `Raises:` as a list."""
    text = inspect.getdoc(documented) or ""
    before, _, raises = text.partition("Raises:\n")
    blocks = [_block(block) for block in before.strip().split("\n\n")]
    if raises:
        told = re.split(r"\n(?=\w+: )", textwrap.dedent(raises).strip())
        blocks.append("\n".join(f"- raises `{' '.join(one.split())}`" for one in told))
    return "\n\n".join(re.sub(r"- raises `(\w+): (.*)`", r"- raises `\1` \2", b) for b in blocks)


def _block(block: str) -> str:
    return f"```pycon\n{block}\n```" if block.startswith(">>>") else block


def _comparisons() -> str:
    rows = "\n".join(
        f"| `{name}` | {one.subject or ''} | {one.summary} | [`{one.query}`](queries.md) |"
        for name, one in COMPARISONS.items()
    )
    head = "| name | of | what it puts side by side | query |\n|---|---|---|---|"
    return f"## Comparisons\n\n{head}\n{rows}"


def _errors() -> str:
    told = ", ".join(f"`{one.__name__}`" for one in FengtuError.__subclasses__())
    return (
        "## Errors\n\nEvery error that is raised on purpose is a `graph_build.errors.FengtuError`: "
        f"{told}. Its message says what is wrong, where, and what to do."
    )


def main() -> int:
    """Write the page, or say that it is out of date."""
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
    elif not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text:
        print(f"{PAGE.name}: out of date; run: python docs/python.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
