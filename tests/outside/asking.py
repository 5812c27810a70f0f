"""Runs a client of others and reads what it told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


def told_by(python: Path, client: str, *arguments: object) -> Any:
    """Return the last line that a client printed, which is JSON."""
    command = [str(python), str(HERE / "clients" / f"{client}.py"), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])
