"""The graph as the explorer draws it, made once: a file beside the store of a build.

A build that has none, or one of another version or base, is drawn all the same; the columns are
then made in memory, which takes seconds for a large graph.
"""

from __future__ import annotations

import gzip
import json
import logging
import zlib
from typing import TYPE_CHECKING, Any

from graph_build.export.notation import base_of
from graph_build.portal.viewer import FORMAT, viewer
from graph_build.query import Graph
from graph_build.store import OxigraphStore

if TYPE_CHECKING:
    from pathlib import Path

    from graph_build.portal.reader import Reader

FILE = "explorer/graph.json.gz"

logger = logging.getLogger(__name__)


def write_drawn(folder: Path, build: str) -> None:
    """Write the columns of a build into its folder, which may still have another name."""
    from graph_build.portal.reader import Reader  # noqa: PLC0415 - a reader reads what is written

    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    graph = Graph(folder, manifest, OxigraphStore.open(folder / "store"))
    columns = viewer(Reader(graph, base=base_of(graph))) | {"build": build}
    (folder / FILE).parent.mkdir(exist_ok=True)
    (folder / FILE).write_bytes(packed(columns))


def drawn(reader: Reader) -> bytes:
    """Return the columns of a graph as JSON, compressed by gzip: from the file, or made now."""
    if isinstance(reader.graph.store, OxigraphStore):
        try:
            made = (reader.graph.folder / FILE).read_bytes()
        except OSError:
            logger.info("%s: no such file; building again writes it", reader.graph.folder / FILE)
        else:
            if _begins(made, _head(reader.build, reader.base)):
                return made
    return packed(viewer(reader))


def packed(columns: dict[str, Any]) -> bytes:
    """Return columns as JSON, compressed by gzip without a clock."""
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return gzip.compress(text.encode(), mtime=0)


def _head(build: str, base: str) -> bytes:
    """Return what the columns of a build begin with."""
    told = {"format": FORMAT, "build": build, "base": base}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()[:-1]


def _begins(made: bytes, head: bytes) -> bool:
    """Say whether a file is whole, by its check sum, and of this build."""
    try:
        return gzip.decompress(made).startswith(head)
    except (OSError, EOFError, zlib.error):
        return False
