"""Writes the reference page of the command from its own help: python docs/commands.py [--check]."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from graph_build.cli import main as fengtu

PAGE = Path(__file__).resolve().parent / "reference" / "cli.md"
_WIDE: dict[str, Any] = {"max_content_width": 100, "terminal_width": 100}
_HEAD = """\
# 命令 · The command `fengtu`

What every command says of itself with `--help`; written by `python docs/commands.py`.

Exit codes: 0 done · 1 an input was unusable, a check failed or an error of ours (one line on
standard error says which) · 2 wrong usage. Standard output carries data only, so it can be piped;
everything else goes to standard error.
"""


def page() -> str:
    """Return the reference page of the command."""
    top = click.Context(fengtu, info_name="fengtu", **_WIDE, **fengtu.context_settings)
    inner = (click.Context(c, top, n, **_WIDE) for n, c in fengtu.commands.items())
    return "\n".join([_HEAD, *map(_section, (top, *inner))])


def _section(context: click.Context) -> str:
    lines = (line.rstrip() for line in context.get_help().splitlines())
    return f"## {context.command_path}\n\n```text\n" + "\n".join(lines) + "\n```\n"


def main() -> int:
    """Write the page, or say that it is out of date."""
    text = page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.name}: out of date; run: python docs/commands.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
