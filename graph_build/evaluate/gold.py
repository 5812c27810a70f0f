"""Gold files: what a person says that a document states, and the document itself.

A file either quotes the text that lies beside it, or gives spans of an excerpt of a text below
another folder. Both become the same `Gold`; anything wrong in a file is told with its name.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_build.errors import InputError
from graph_build.model import GROUPS, Document, Period, Span
from graph_build.read import read
from graph_build.read.files import published_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

SUFFIX = ".gold.json"
_HEAD_CHARACTERS = 2000


class GoldEntity(NamedTuple):
    """A thing that the document names, with every form it uses, the most complete one first."""

    id: str
    kind: str
    forms: tuple[str, ...]

    @property
    def group(self) -> str:
        """The group of the class."""
        return GROUPS[self.kind]


class GoldRelation(NamedTuple):
    """A relation between two entities by their ids."""

    subject: str
    predicate: str
    object: str
    status: str
    span: Span


class GoldAction(NamedTuple):
    """What somebody does to an initiative."""

    actor: str | None
    verb: str
    object: str
    status: str
    span: Span


class GoldObservation(NamedTuple):
    """One number that the document states."""

    indicator: str
    value: Decimal
    unit: str
    kind: str
    bound: str
    status: str
    period: Period
    baseline: Period
    span: Span


class GoldRecognition(NamedTuple):
    """An honour that an entity received; `honour` is its name."""

    recipient: str
    honour: str
    grade: str
    span: Span


GoldClaim = GoldRelation | GoldAction | GoldObservation | GoldRecognition


@dataclass(frozen=True, slots=True)
class Gold:
    """A document and everything that it states.

    For an excerpt, `document` is the excerpt, `whole` its document and `place` where it lies there.
    """

    document: Document
    entities: tuple[GoldEntity, ...]
    relations: tuple[GoldRelation, ...]
    actions: tuple[GoldAction, ...]
    observations: tuple[GoldObservation, ...]
    recognitions: tuple[GoldRecognition, ...]
    whole: Document | None = None
    place: Span | None = None


def find_gold(inputs: Iterable[Path]) -> Iterator[Path]:
    """Return the gold files among the inputs and in the folders among them, sorted per folder.

    Raises:
        InputError: if a folder holds none.
    """
    for given in inputs:
        if not given.is_dir():
            yield given
            continue
        held = sorted(given.rglob(f"*{SUFFIX}"))
        if not held:
            raise InputError(f"{given}: no *{SUFFIX} in it; give a folder of gold files")
        yield from held


def read_gold(path: Path, texts: Path | None = None) -> Gold:
    """Return a gold file with its document; `texts` is the folder below which its path is.

    Raises:
        InputError: if the file is no gold file, or its text is missing or not the one it quotes.
    """
    raw = _json(path)
    try:
        document, whole, place = _document(path, raw, texts)
        return replace(_gold(path, raw, document), whole=whole, place=place)
    except KeyError as error:
        raise InputError(f"{path}: {error} is missing or unknown; see the guidelines") from error
    except (TypeError, ValueError, ArithmeticError) as error:
        raise InputError(f"{path}: {error}; see the guidelines") from error


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path") from error
    except ValueError as error:
        raise InputError(f"{path}: is no JSON ({error}); give a *{SUFFIX} file") from error
    if not isinstance(found, dict) or "doc" not in found:
        raise InputError(f"{path}: has no 'doc'; give a *{SUFFIX} file")
    return found


def _document(
    path: Path, raw: dict[str, Any], texts: Path | None
) -> tuple[Document, Document | None, Span | None]:
    """Return the document that is judged, and for an excerpt its document and place."""
    source = _source(path, raw, texts)
    whole = replace(read(source), identifier=raw["doc"])
    if "excerpt" not in raw:
        return whole, None, None
    place = Span(*raw["excerpt"])
    if not 0 <= place.start < place.end <= len(whole.text):
        raise InputError(f"{path}: {place} leaves the text of {len(whole.text)} characters")
    return _excerpt(place.of(whole.text), raw["doc"]), whole, place


def _source(path: Path, raw: dict[str, Any], texts: Path | None) -> Path:
    beside = path.parent / str(raw["doc"])
    if beside.is_file():
        return beside
    if "path" not in raw:
        raise InputError(f"{path}: its text {raw['doc']!r} is not beside it; put it there")
    if texts is None:
        raise InputError(f"{path}: its text is {raw['path']!r}; say below what folder: --texts")
    source = texts / str(raw["path"])
    if not source.is_file():
        raise InputError(f"{path}: no text {raw['path']!r} below {texts}; check --texts")
    return source


def _excerpt(text: str, identifier: str) -> Document:
    """Return an excerpt as the document that a file of its own would be."""
    lines = [line.strip() for line in text[:_HEAD_CHARACTERS].splitlines() if line.strip()]
    return Document(
        text=text,
        identifier=identifier,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title_of(lines),
        published=published_of(text),
    )


def _gold(path: Path, raw: dict[str, Any], document: Document) -> Gold:
    def span(item: dict[str, Any]) -> Span:
        return _span(path, document.text, item)

    return Gold(
        document,
        tuple(_entity(e) for e in raw["entities"]),
        tuple(GoldRelation(r["s"], r["p"], r["o"], r["status"], span(r)) for r in raw["relations"]),
        tuple(
            GoldAction(a.get("actor"), a["verb"], a["object"], a["status"], span(a))
            for a in raw["actions"]
        ),
        tuple(_observation(o, span(o)) for o in raw["observations"]),
        tuple(
            GoldRecognition(r["recipient"], r["honour"], r.get("grade") or "", span(r))
            for r in raw["recognitions"]
        ),
    )


def _entity(item: dict[str, Any]) -> GoldEntity:
    if item["class"] not in GROUPS:
        raise ValueError(f"{item['id']}: {item['class']!r} is no class")
    return GoldEntity(item["id"], item["class"], tuple(item["forms"]))


def _observation(item: dict[str, Any], span: Span) -> GoldObservation:
    return GoldObservation(
        item["indicator"],
        Decimal(item["value"]),
        item["unit"],
        item["kind"],
        item["bound"],
        item["status"],
        Period(*(item.get("period") or (None, None))),
        Period(*(item.get("baseline") or (None, None))),
        span,
    )


def _span(path: Path, text: str, item: dict[str, Any]) -> Span:
    """Return the first evidence of an item, by its offsets or by the nth place of its quote."""
    if "spans" in item:
        return Span(*item["spans"][0])
    first = item["quotes"][0] if "quotes" in item else item
    quote, nth = (first, 1) if isinstance(first, str) else (first["quote"], first.get("nth", 1))
    at = -1
    for _ in range(nth):
        at = text.find(quote, at + 1)
        if at < 0:
            raise InputError(f"{path}: its text does not hold {quote!r} {nth} times")
    return Span(at, at + len(quote))
