"""Picking triples out of N-Quads files by their predicates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from graph_build.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+))?')


class Said(NamedTuple):
    """A triple as plain strings; `language` is empty for IRIs and for literals without one."""

    subject: str
    predicate: str
    object: str
    language: str


def scan(files: Iterable[Path], predicates: Collection[str]) -> Iterator[Said]:
    """Return the triples with some predicates, in the order of the files, perhaps repeated.

    Only the lines that are wanted are taken apart, which is many times quicker than to read all.
    Files must be as a build writes them, without blank nodes, one space between terms.

    Raises:
        InputError: if a file is missing or a wanted line is malformed.
    """
    wanted = {f"<{predicate}>": predicate for predicate in predicates}
    for file in files:
        try:
            with file.open(encoding="utf-8", newline="\n") as lines:
                for line in lines:
                    subject, written, rest = line.split(" ", 2)
                    if predicate := wanted.get(written):
                        yield Said(subject[1:-1], predicate, *_object(rest))
        except (OSError, ValueError) as error:
            raise InputError(f"{file}: no N-Quads: {error}") from error


def _object(rest: str) -> tuple[str, str]:
    if rest.startswith("<"):
        return rest[1 : rest.index(">")], ""
    found = _LITERAL.match(rest)
    if found is None:
        raise ValueError(f"no term at {rest[:40]!r}")
    return _ESCAPED.sub(_unescaped, found[1]), found[2] or ""


def _unescaped(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _ESCAPES.get(found[3], found[3])
