"""What a web site needs beside data: redirects of w3id.org, and a map for crawlers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from graph_build.export.publication.forms import MEDIA_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SPACES = ("id", "place", "period", "doc", "scheme", "rule", "agent")
"""The first parts of the paths whose identifiers have a page and data."""

SITEMAP_SIZE = 50_000
"""How many addresses a map for crawlers may have, by the protocol of sitemaps.org."""

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_RULE = "RewriteRule ^{pattern}$ {target} [R=303,L,NE]"


def rewrites(base: str, site: str) -> str:
    """Return the `.htaccess` that leads from the base to the site where the portal answers.

    A browser and a program that asks for one format are led where it is at once; everybody else is
    led to the portal, which weighs what is preferred. So no answer differs from the portal's own.
    """
    spaces = "|".join(SPACES)
    lines = [
        f"# {base} -> {site}",
        "Options -Indexes",
        "RewriteEngine On",
        "# A path is passed on as it was asked for, percent signs included.",
        f"RewriteCond %{{THE_REQUEST}} \\s{re.escape(urlsplit(base).path)}([^?\\s]*)",
        "RewriteRule ^ - [E=FENGTU:%1]",
    ]
    for condition, target in _targets(site):
        lines += [
            f"RewriteCond %{{HTTP_ACCEPT}} {condition}",
            _RULE.format(pattern=f"(?:{spaces})/.+", target=target),
        ]
    lines += [
        _RULE.format(pattern=".*", target=f"{site}%{{ENV:FENGTU}}"),
        "<IfModule mod_headers.c>",
        '  Header always set Access-Control-Allow-Origin "*"',
        '  Header always merge Vary "Accept"',
        "</IfModule>",
    ]
    return "\n".join(lines) + "\n"


def _targets(site: str) -> Iterator[tuple[str, str]]:
    """Return what asks for one format alone, and where that is."""
    yield "^text/html(,|$)", f"{site}page/%{{ENV:FENGTU}}"
    for suffix, media_type in MEDIA_TYPES.items():
        yield f"^{re.escape(media_type)}$", f"{site}data/%{{ENV:FENGTU}}.{suffix}"


def robots(site: str) -> str:
    """Return what crawlers may read, and where the map is."""
    closed = ("sparql", "query/", "between", "network/")
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in closed)]
    return "\n".join([*lines, f"Sitemap: {site}sitemap.xml"]) + "\n"


def sitemap(addresses: Iterable[str], moment: str = "") -> str:
    """Return a map of addresses for crawlers.

    >>> sitemap(["https://example.org/?a&b"]).splitlines()[2]
    ' <url><loc>https://example.org/?a&amp;b</loc></url>'
    """
    since = f"<lastmod>{moment}</lastmod>" if moment else ""
    lines = (f" <url><loc>{escape(one)}</loc>{since}</url>\n" for one in addresses)
    return f'{_XML}<urlset xmlns="{_SITEMAPS}">\n{"".join(lines)}</urlset>\n'


def sitemap_index(site: str, count: int) -> str:
    """Return the map of `count` maps."""
    lines = (f" <sitemap><loc>{site}sitemap-{n}.xml</loc></sitemap>\n" for n in range(1, count + 1))
    return f'{_XML}<sitemapindex xmlns="{_SITEMAPS}">\n{"".join(lines)}</sitemapindex>\n'
