"""The reading page: a document with the names and the evidence in it, and what was read there."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException

from graph_build.portal import landing
from graph_build.portal.paging import paged
from graph_build.portal.safety import invisible, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.claims import ClaimRecord
    from graph_build.portal.present import ClaimView, Thing
    from graph_build.portal.reader import Mention
    from graph_build.portal.site import View
    from graph_build.portal.sources import Source

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_PARAGRAPH = re.compile(r"[^\r\n]+")
_CLAIMS = 30
_IN_PANE = 60

Stretch = tuple[int, int]


class Segment(NamedTuple):
    """Characters of one look: whether claims rest on them, which thing they name.

    `odd` is a single character that is shown as something else, so that scripts can count it.
    """

    text: str
    evidence: bool
    mention: Thing | None
    at: bool
    first: bool
    odd: bool


class Paragraph(NamedTuple):
    """A line of the text."""

    begin: int
    segments: tuple[Segment, ...]


class ReadHere(NamedTuple):
    """A claim that rests on a place, and the stretches it rests on."""

    claim: ClaimView
    spans: str


def document(request: Request) -> Response:
    """Show a document to read."""
    view, source = _asked(request)
    text = view.reader.text(source.iri)
    evidence = view.reader.evidence_in(source.iri)
    at = _at(request.query_params.get("at", ""), len(text))
    named = without_overlaps(view.reader.mentions_in(source.iri))
    return landing.page(
        view,
        "document.html",
        source.iri,
        landing.document(source),
        source=source,
        paragraphs=list(_Lines(view, text, evidence, named, at)),
        total=len({mention.thing for mention in evidence}),
        at=at,
        claims=_read_at(view, evidence, at) if at else [],
    )


def claims(request: Request) -> Response:
    """Show the claims of a document: those that rest on a place, or all, page by page."""
    view, source = _asked(request)
    evidence = view.reader.evidence_in(source.iri)
    at = _at(request.query_params.get("at", ""), len(view.reader.text(source.iri)))
    if at:
        return view.render("read_claims.html", claims=_read_at(view, evidence, at))
    page = paged(list(dict.fromkeys(m.thing for m in evidence)), view, size=_CLAIMS)
    shown = [view.present.claim(record) for record in view.reader.claims(page.items)]
    return view.render("document_claims.html", source=source, page=page, claims=shown)


def _asked(request: Request) -> tuple[View, Source]:
    view: View = request.app.state.site.view(request)
    source = view.reader.sources.get(view.links.iri(f"doc/{request.path_params['document']}"))
    if source is None:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    return view, source


def _at(asked: str, length: int) -> Stretch | None:
    found = _AT.fullmatch(asked)
    if not found:
        return None
    begin, end = int(found[1]), int(found[2])
    return (begin, end) if begin < end <= length else None


def _read_at(view: View, evidence: Sequence[Mention], at: Stretch) -> list[ReadHere]:
    found = dict.fromkeys(m.thing for m in evidence if m.begin < at[1] and at[0] < m.end)
    return [_read(view, record) for record in view.reader.claims(list(found)[:_IN_PANE])]


def _read(view: View, record: ClaimRecord) -> ReadHere:
    spans = " ".join(f"{ref.begin}-{ref.end}" for ref in record.evidence)
    return ReadHere(view.present.claim(record, quoted=False), spans)


def without_overlaps(mentions: Sequence[Mention]) -> list[Mention]:
    """Return mentions that share no characters: of two that do, the first, then the longest."""
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda m: (m.begin, -m.end, m.thing)):
        if not kept or mention.begin >= kept[-1].end:
            kept.append(mention)
    return kept


class _Lines:
    """The paragraphs of a text, cut where the look changes."""

    def __init__(
        self,
        view: View,
        text: str,
        evidence: Sequence[Mention],
        named: Sequence[Mention],
        at: Stretch | None,
    ) -> None:
        self._text = text
        self._evidence = sorted({(m.begin, m.end) for m in evidence})
        self._named = named
        self._at = at
        self._things = {m.thing: view.present.thing(m.thing) for m in named}

    def __iter__(self) -> Iterator[Paragraph]:
        for line in _PARAGRAPH.finditer(self._text):
            begin, end = line.span()
            yield Paragraph(begin, tuple(self._segments(begin, end)))

    def _segments(self, begin: int, end: int) -> Iterator[Segment]:
        said = _joined(
            [_clip(s, begin, end) for s in self._evidence if s[0] < end and begin < s[1]]
        )
        here = {m.begin: m for m in self._named if m.begin < end and begin < m.end}
        at = (
            _clip(self._at, begin, end)
            if self._at and self._at[0] < end and begin < self._at[1]
            else None
        )
        mention: Mention | None = None
        for left, right in self._cuts(
            begin, end, [*said, *((m.begin, m.end) for m in here.values()), *([at] if at else [])]
        ):
            mention = here.get(left, mention)
            inside = mention is not None and right <= mention.end
            shown = self._text[left:right]
            yield Segment(
                shown,
                any(b <= left and right <= e for b, e in said),
                self._things[mention.thing] if mention and inside else None,
                at is not None and at[0] <= left and right <= at[1],
                self._at is not None and left == self._at[0],
                right - left == 1 and visible(shown) != shown,
            )

    def _cuts(self, begin: int, end: int, stretches: Sequence[Stretch]) -> Iterator[Stretch]:
        """Yield stretches of one look; characters that are shown as others stand alone."""
        odd = invisible(self._text, begin, end)
        inside = {at for stretch in stretches for at in stretch if begin < at < end}
        cuts = sorted({begin, end, *inside, *odd, *(at + 1 for at in odd)})
        return itertools.pairwise(cuts)


def _clip(stretch: Stretch, begin: int, end: int) -> Stretch:
    return max(stretch[0], begin), min(stretch[1], end)


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return sorted stretches with those that overlap made one.

    >>> _joined([(0, 4), (2, 6), (8, 9)])
    [(0, 6), (8, 9)]
    """
    joined: list[Stretch] = []
    for begin, end in stretches:
        if joined and begin < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((begin, end))
    return joined
