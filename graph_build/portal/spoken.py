"""Claims with their evidence as plain JSON, for the explorer in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_build.portal.safety import visible

if TYPE_CHECKING:
    from graph_build.portal.present import ClaimView, Presenter, Quote, Thing


def spoken(present: Presenter, claim: ClaimView) -> dict[str, Any]:
    """Return a claim; offsets are code points of the document, the end not included."""
    return {
        "iri": claim.iri,
        "href": claim.href,
        "kind": claim.kind,
        "left": _thing(claim.left),
        "words": visible(claim.words),
        "right": _thing(claim.right),
        "status": claim.status,
        "statusLabel": _status(present, claim.status),
        "figure": _figure(claim),
        "facts": _facts(present, claim),
        "quotes": [_quote(quote) for quote in claim.quotes],
        "sparql": present.reader.construct("why", claim=claim.iri),
    }


def _status(present: Presenter, status: str) -> str:
    key = f"status.{status}"
    return present.language(key) if present.language.has(key) else status


def _figure(claim: ClaimView) -> str:
    figure = claim.figure
    return f"{figure.value} {figure.unit}".strip().replace(" %", "%") if figure else ""


def _facts(present: Presenter, claim: ClaimView) -> list[dict[str, Any]]:
    """Return what else is known of a claim as (label, text, link), in the order of reading."""
    figure = claim.figure
    told = (
        ("claim.period", claim.period),
        ("figure.baseline", figure.baseline if figure else None),
        ("claim.place", claim.place),
        ("claim.speaker", claim.speaker),
        ("claim.rule", claim.rule),
        ("claim.grade", claim.grade),
        ("figure.written", figure.written if figure else ""),
        ("figure.kind", figure.kind if figure else ""),
        ("claim.confidence", claim.confidence),
    )
    return [
        {
            "label": present.language(key),
            "text": visible(found if isinstance(found, str) else found.label),
            "href": None if isinstance(found, str) else found.href,
        }
        for key, found in told
        if found
    ]


def _thing(thing: Thing | None) -> dict[str, Any] | None:
    if thing is None:
        return None
    return {
        "iri": thing.iri,
        "label": visible(thing.label),
        "href": thing.href,
        "family": thing.family,
        "language": thing.language,
    }


def _quote(quote: Quote) -> dict[str, Any]:
    found, source = quote.passage, quote.source
    return {
        "document": quote.ref.document,
        "title": visible(source.title) if source else "",
        "published": source.published if source else "",
        "begin": quote.ref.begin,
        "end": quote.ref.end,
        "before": visible(found.before) if found else "",
        "after": visible(found.after) if found else "",
        "pieces": [
            {
                "text": visible(piece.text),
                "marked": piece.marked,
                "family": piece.end.family if piece.end else "",
            }
            for piece in (found.pieces if found else ())
        ],
        "lost": found is None,
        "reading": quote.reading,
        "citations": [{"style": style, "text": visible(text)} for style, text in quote.citations],
    }
