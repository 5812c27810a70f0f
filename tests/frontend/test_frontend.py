"""The explorer is checked by its own tools: types, and unit tests in Node.js."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"


def test_types_hold_and_unit_tests_pass() -> None:
    done = subprocess.run(
        [sys.executable, FRONTEND / "build.py", "check"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_the_lock_names_no_place_to_download_from() -> None:
    lock = (FRONTEND / "package-lock.json").read_text(encoding="utf-8")
    packages = json.loads(lock)["packages"]

    assert '"resolved"' not in lock
    assert all(p.get("integrity") for path, p in packages.items() if path)


def test_every_dependency_is_pinned_to_one_version_in_the_lock() -> None:
    declared = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    locked = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))["packages"]

    for kind in ("dependencies", "devDependencies"):
        for name, version in declared[kind].items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} {version}"
            assert locked[f"node_modules/{name}"]["version"] == version
