"""How to cite a stretch of a document: GB/T 7714—2015 and plain."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from graph_build.portal.claims import SpanRef
    from graph_build.portal.sources import Source

_LONGEST_QUOTE = 200


def citations(
    source: Source, ref: SpanRef, quoted: str, today: dt.date
) -> tuple[tuple[str, str], ...]:
    """Return (style, citation) in each style; offsets are code points, the end not included.

    The texts name no author in a way that could be read safely, so none is given; the medium is
    EB/OL, and the date of access is the day on which the page is made.
    """
    title = " ".join(source.title.split())
    date = f"({source.published})" if source.published else ""
    span = f"{ref.begin}–{ref.end}"
    standard = f"{title}[EB/OL]. {date}[{today.isoformat()}]: 字符 {span}. {source.iri}."
    shown = " ".join(quoted[:_LONGEST_QUOTE].split()) + (
        "…" if len(quoted) > _LONGEST_QUOTE else ""
    )
    published = f"，{source.published}" if source.published else ""
    where = f"{source.iri}/span/{ref.begin}-{ref.end}"
    plain = f"“{shown}”——《{title}》{published}，第 {span} 字符，{where}"
    return ("GB/T 7714", standard), ("plain", plain)
