from __future__ import annotations

import re
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINS = {
    canonicalize_name(m[1]): Version(m[2])
    for m in re.finditer(r"^([\w.-]+)==([\w.]+)", LOCK, re.MULTILINE)
}


def _declared() -> list[Requirement]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [
        Requirement(line)
        for line in (*table["project"]["dependencies"], *table["dependency-groups"]["dev"])
    ]


def test_every_declared_dependency_is_pinned_to_a_version_that_is_allowed() -> None:
    for wanted in _declared():
        assert PINS[canonicalize_name(wanted.name)] in wanted.specifier, "run: just lock"


def test_every_pin_has_a_hash() -> None:
    entries = re.split(r"(?m)^(?=[\w.-]+==)", LOCK)[1:]

    assert len(entries) >= len(PINS)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_pins_name_no_place_to_download_from() -> None:
    assert not re.search(r"://|--(extra-)?index-url|--find-links", LOCK)
    assert str(Path.home()) not in LOCK
