"""A built graph as a complete publication: data in every form, described for every harvester.

`publish` writes a folder that can be put on a web server, deposited, or given to `fengtu serve`.
What is given away is an excerpt: no quotation is longer than the publisher allows, and the texts
are not in it. The same graph and the same description give the same bytes.
"""

from __future__ import annotations

import dataclasses
import gzip
import hashlib
import os
import shutil
from typing import TYPE_CHECKING, BinaryIO

from graph_build.errors import OutputError, UnknownName
from graph_build.export import FORMATS
from graph_build.export.notation import base_of
from graph_build.export.publication import tables
from graph_build.export.publication.about import About, moment_of
from graph_build.export.publication.counts import counts
from graph_build.export.publication.described import METADATA
from graph_build.export.publication.descriptions import descriptions
from graph_build.export.publication.excerpt import excerpt, share
from graph_build.export.publication.facts import DOWNLOADS, Facts, File
from graph_build.export.publication.parts import is_left_out, parts
from graph_build.export.publication.state import opened
from graph_build.query import find

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph_build.export.publication.parts import Part
    from graph_build.query import Graph

__all__ = ["SUMS", "About", "Facts", "gather", "opened", "publish"]

SUMS = "SHA256SUMS"
"""The list of digests of every file of a publication."""

_OWN: dict[str, Callable[[Graph, BinaryIO], None]] = {
    "tables": tables.write_metadata,
    "neo4j/nodes": tables.write_neo4j_nodes,
    "neo4j/relationships": tables.write_neo4j_relationships,
}


def publish(graph: Graph, out: Path, about: About) -> Facts:
    """Write a publication into a folder, which appears, or is replaced, when it is complete.

    Raises:
        OutputError: if the folder holds something else than a publication, or cannot be written.
        UnknownName: if a format that is to be left out does not exist.
    """
    _check(about)
    if out.exists() and not _is_replaceable(out):
        raise OutputError(f"{out}: holds something else than a publication; choose another folder")
    part = out.with_name(f"{out.name}.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        facts = _write(graph, part, about)
        _replace(part, out)
    except OSError as error:
        raise OutputError(f"{out}: cannot be written: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return facts


def gather(graph: Graph, about: About, *, base: str = "") -> Facts:
    """Return what can be said of a graph that is served and has no files to download."""
    base = base or base_of(graph)
    about = _settled(graph, about).on(base)
    quoted = share(graph, about.quotes)
    return Facts(about, base, graph.folder.name, _period(graph), counts(graph, base), quoted)


def _write(graph: Graph, folder: Path, about: About) -> Facts:
    base = base_of(graph)
    about = _settled(graph, about).on(base)
    quoted = share(graph, about.quotes)
    with excerpt(graph, about.quotes) as given:
        files = {
            part.path: _write_part(given, part, folder / DOWNLOADS / part.path)
            for part in parts()
            if not is_left_out(part, about.leave_out)
        }
        counted = counts(given, base)
    facts = Facts(about, base, graph.folder.name, _period(graph), counted, quoted, files)
    for path, content in descriptions(facts).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    _write_sums(folder)
    return facts


def _write_part(graph: Graph, part: Part, path: Path) -> File:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as raw:
        if part.is_compressed:
            # Without the name and the time of the file, or no two archives would be alike.
            with gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
                _write_form(graph, part.form, packed)
        else:
            _write_form(graph, part.form, raw)
        raw.flush()
        os.fsync(raw.fileno())
    return File(path.stat().st_size, _digest(path))


def _write_form(graph: Graph, form: str, out: BinaryIO | gzip.GzipFile) -> None:
    stream: BinaryIO = out  # type: ignore[assignment]  # a GzipFile is written like a file
    group, _, name = form.partition("/")
    if form in _OWN:
        _OWN[form](graph, stream)
    elif group == "tables":
        tables.write_table(graph, name, stream)
    else:
        FORMATS[form].write(graph, stream)


def _write_sums(folder: Path) -> None:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = (f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in found)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _check(about: About) -> None:
    known = sorted({name for p in parts() for name in (p.form, p.form.partition("/")[0])})
    for form in about.leave_out:
        if form not in known:
            raise UnknownName(f"leave_out: no form {form!r}; there are: {', '.join(known)}")


def _is_replaceable(out: Path) -> bool:
    if not out.is_dir():
        return False
    return not any(out.iterdir()) or all((out / name).is_file() for name in (SUMS, METADATA))


def _replace(part: Path, out: Path) -> None:
    old = out.with_name(f"{out.name}.old")
    if out.exists():
        out.replace(old)
    part.replace(out)
    shutil.rmtree(old, ignore_errors=True)


def _settled(graph: Graph, about: About) -> About:
    """Return the same with a version and a time of issue.

    That is the time of the environment, or of the build, or else of the files of the build.
    """
    about = dataclasses.replace(about, version=about.version or graph.folder.name)
    if about.issued:
        return about
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or graph.manifest.get("epoch")
    manifest = graph.folder / "manifest.json"
    seconds = manifest.stat().st_mtime if epoch is None else float(epoch)
    return dataclasses.replace(about, issued=moment_of(seconds))


def _period(graph: Graph) -> tuple[str, str] | tuple[()]:
    days = [str(row[0]) for row in graph.store.select(find("internal/publication-days").text)]
    return (days[0], days[-1]) if days else ()
