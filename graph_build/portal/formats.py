"""The media types that the portal speaks, and the suffixes that stand for them."""

from __future__ import annotations

TABLES = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "xml": "application/sparql-results+xml",
}
GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
HTML = "text/html"
_ALSO = {
    "application/json": "application/sparql-results+json",
    "application/xml": "application/sparql-results+xml",
}


def formats_of(form: str) -> dict[str, str]:
    """Return suffix → media type of what a query of a form may be answered in.

    >>> list(formats_of("CONSTRUCT"))
    ['ttl', 'nt', 'jsonld', 'rdf']
    """
    return GRAPHS if form in {"CONSTRUCT", "DESCRIBE"} else TABLES


def offered(form: str) -> list[str]:
    """Return the media types a query of a form may be answered in, the preferred first."""
    own = list(formats_of(form).values())
    return own if form in {"CONSTRUCT", "DESCRIBE"} else [*own, *_ALSO]


def engine_type(media_type: str) -> str:
    """Return the media type by which the engine knows a format."""
    return _ALSO.get(media_type, media_type)


def content_type(media_type: str) -> str:
    """Return the Content-Type of an answer; every text we send is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
