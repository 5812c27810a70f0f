"""Runs the commands that documentation shows and writes what they print below them.

python docs/transcripts.py [--check]

In a block of `console`, a line after "$ " is a command and what follows is its output. A block of
`text` or `sparql` whose fence names a file is written to that file first. The commands of a page
run in order, in one folder of their own, beside the sample corpus.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = (ROOT / "README.md", ROOT / "docs" / "tutorial" / "first-graph.md")
_BLOCK = re.compile(r"^```(console|(?:text|sparql) (\S+))\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def page(text: str) -> str:
    """Return a page with the output of its commands as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        shutil.copytree(ROOT / "examples", here / "examples")
        return _BLOCK.sub(lambda block: _block(block, here), text)


def _block(block: re.Match[str], here: Path) -> str:
    if block[2]:
        file = here / block[2]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(block[3], encoding="utf-8", newline="\n")
        return block[0]
    commands = [line for line in block[3].splitlines() if line.startswith("$ ")]
    shown = (f"{command}\n{_output(command[2:], here)}" for command in commands)
    return "```console\n" + "\n".join(shown).rstrip("\n") + "\n```"


def _output(command: str, here: Path) -> str:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(  # noqa: S602 (the commands are those of our own pages)
        command,
        shell=True,
        cwd=here,
        env={**os.environ, "PATH": programs, "COLUMNS": "100", "NO_COLOR": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{command}: exit code {done.returncode}\n{done.stdout}")
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def main() -> int:
    """Write the pages, or say which are out of date."""
    stale = 0
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        if (new := page(text)) == text:
            continue
        if "--check" in sys.argv:
            name = path.relative_to(ROOT)
            print(f"{name}: shows what is printed no more; run: python docs/transcripts.py")
            stale = 1
        else:
            path.write_text(new, encoding="utf-8", newline="\n")
    return stale


if __name__ == "__main__":
    sys.exit(main())
