"""What a folder of a publication says of itself to the portal that serves it."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from graph_build.errors import InputError
from graph_build.export.publication.about import About, Extent
from graph_build.export.publication.facts import DOWNLOADS, File

if TYPE_CHECKING:
    from pathlib import Path

    from graph_build.export.publication.facts import Facts

STATE = "publication.json"


def state(facts: Facts) -> bytes:
    """Return who publishes what, and which files there are, as JSON."""
    files = {path: dataclasses.asdict(file) for path, file in facts.files.items()}
    told = {"build": facts.build, "about": dataclasses.asdict(facts.about), "files": files}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def opened(folder: Path) -> tuple[str, About, dict[str, File]]:
    """Return the build, the description and the files of a publication.

    Raises:
        InputError: if the folder is no publication, or a file of it is missing.
    """
    path = folder / STATE
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        files = {name: File(**file) for name, file in told["files"].items()}
        found = str(told["build"]), _about(told["about"]), files
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise InputError(
            f"{folder}: no publication; make one with: fengtu export portal --out {folder}"
        ) from error
    for name, file in files.items():
        stored = folder / DOWNLOADS / name
        if not stored.is_file() or stored.stat().st_size != file.size:
            raise InputError(f"{stored}: missing or cut; publish again")
    return found


def _about(told: dict[str, Any]) -> About:
    lists = {name: tuple(told[name]) for name in ("keywords", "themes", "leave_out")}
    extent = told["extent"]
    box, centre = tuple(extent["box"]), tuple(extent["centre"])
    return About(**told | lists | {"extent": Extent(extent["iri"], extent["label"], box, centre)})
