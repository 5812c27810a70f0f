"""How a build takes the place of the one before: all of it or nothing, whatever stops it.

A build is made in a staging folder that it keeps locked. What a killed build left behind has lost
its lock, and the next build removes it. Publishing renames the folder, then the pointer to it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph_build.errors import OutputError

try:
    import fcntl
except ImportError:  # Windows has no such locks, so nothing is swept there.
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator

KEPT_BUILDS = 3
_LOCKS: bool = fcntl is not None
_PREFIX = ".staging-"


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Yield a new folder to build in; what was not published of it is gone afterwards.

    Raises:
        OutputError: if the folder `out` cannot be written, now or while it is built in.
    """
    builds = out / "builds"
    try:
        builds.mkdir(parents=True, exist_ok=True)
        with _alone(builds):
            _sweep(builds)
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=builds))
            held = os.open(folder, os.O_RDONLY) if _LOCKS else None
            _take(held)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            if held is not None:
                os.close(held)
    except OSError as error:
        raise OutputError(
            f"{out}: cannot be written ({error.strerror}); give another --out"
        ) from error


def publish(folder: Path, out: Path, name: str) -> Path:
    """Give a staged folder its name, point to it, forget the oldest, and return where it is.

    A complete build of that name stays as it is, since the name is a digest of what it holds.
    """
    builds = out / "builds"
    published = builds / name
    with _alone(builds):
        if not (published / "manifest.json").is_file():
            shutil.rmtree(published, ignore_errors=True)
            folder.chmod(0o755)
            folder.rename(published)
        pointer = out / "CURRENT.part"
        pointer.write_text(name + "\n", encoding="utf-8")
        pointer.replace(out / "CURRENT")
        _forget(builds, name)
    return published


def _forget(builds: Path, current: str) -> None:
    """Remove all but the newest builds."""
    others = [b for b in builds.iterdir() if b.is_dir() and b.name != current and b.name[0] != "."]
    others.sort(key=lambda b: (b.stat().st_mtime, b.name), reverse=True)
    for old in others[KEPT_BUILDS - 1 :]:
        shutil.rmtree(old, ignore_errors=True)


def _sweep(builds: Path) -> None:
    """Remove the staging folders that no living build holds."""
    if not _LOCKS:
        return
    for folder in builds.glob(f"{_PREFIX}*"):
        try:
            held = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:  # Its build has just ended.
            continue
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pass
        else:
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(held)


@contextmanager
def _alone(builds: Path) -> Iterator[None]:
    """Let one build at a time sweep and publish."""
    held = os.open(builds, os.O_RDONLY) if _LOCKS else None
    try:
        _take(held)
        yield
    finally:
        if held is not None:
            os.close(held)


def _take(held: int | None) -> None:
    if held is not None:
        fcntl.flock(held, fcntl.LOCK_EX)
