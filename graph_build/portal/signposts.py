"""Signposts: typed links in the headers by which a program finds its way (signposting.org)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph_build.portal import formats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_build.export.publication import About
    from graph_build.portal.links import Links

_ABOUT_PAGE = "https://schema.org/AboutPage"


class Link(NamedTuple):
    """A link of a header: where it leads, what for, and the media type of what is there."""

    target: str
    relation: str
    media_type: str = ""

    def __str__(self) -> str:
        kind = f'; type="{self.media_type}"' if self.media_type else ""
        return f'<{self.target}>; rel="{self.relation}"{kind}'


def header(links: Iterable[Link]) -> str:
    """Return the value of a header `Link`.

    >>> header([Link("/data/ont.ttl", "describedby", "text/turtle")])
    '</data/ont.ttl>; rel="describedby"; type="text/turtle"'
    """
    return ", ".join(map(str, links))


def alternates(links: Links, iri: str, relation: str = "alternate") -> list[Link]:
    """Return links to the data of a thing in every format."""
    found = ((links.data(iri, suffix), media) for suffix, media in formats.GRAPHS.items())
    return [Link(target, relation, media) for target, media in found if target]


def of_page(links: Links, iri: str, kind: str, *, about: About, publisher: str) -> str:
    """Return the header of the page of a thing; `kind` is its class at schema.org."""
    return header(
        [
            Link(iri, "cite-as"),
            *alternates(links, iri, "describedby"),
            *alternates(links, iri),
            Link(_ABOUT_PAGE, "type"),
            Link(kind, "type"),
            Link(about.licence, "license"),
            Link(publisher, "author"),
        ]
    )


def of_data(page: str, *, about: About) -> str:
    """Return the header of the data of a thing, which describe what its page is about."""
    return header(
        [
            Link(page, "describes", "text/html"),
            Link(page, "alternate", "text/html"),
            Link(about.licence, "license"),
        ]
    )
