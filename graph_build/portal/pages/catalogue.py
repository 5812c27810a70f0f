"""The graph as a data set: its catalogue, VoID, files to download, and what crawlers want."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response

from graph_build.export.publication import site as maps
from graph_build.export.publication.catalogue import catalogue as lines_of
from graph_build.export.publication.described import dataset as node_of
from graph_build.export.publication.facts import GRAPH
from graph_build.export.publication.forms import written
from graph_build.export.publication.void import void as void_of
from graph_build.portal import formats, signposts
from graph_build.portal.negotiate import choose
from graph_build.portal.signposts import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from graph_build.export.publication import Facts
    from graph_build.export.publication.parts import Part
    from graph_build.portal.site import View

_GZIP = "application/gzip"
_DATASET = "https://schema.org/Dataset"
_PAGES = ("", "about", "documents", "queries", "catalog", "page/ont")
_XML = "application/xml"


class Offered(NamedTuple):
    """A data set as its page shows it: its name, what is in it, and its files with their sizes."""

    name: str
    title: str
    description: str
    files: tuple[tuple[Part, str, str], ...]


def catalogue(request: Request) -> Response:
    """Show the catalogue to people, and send it to programs."""
    view: View = request.app.state.site.view(request)
    offered = [formats.HTML, *formats.GRAPHS.values()]
    wanted = choose(request.headers.get("accept", ""), offered)
    if wanted is None:
        raise HTTPException(406, f"offered: {', '.join(offered)}", {"Vary": "Accept"})
    facts = view.site.offer.facts(view.reader)
    if wanted == formats.HTML:
        return _page(view, facts)
    suffix = next(s for s, media in formats.GRAPHS.items() if media == wanted)
    answer = _rdf(lines_of(facts), wanted, facts)
    answer.headers.update({"Vary": "Accept", "Content-Location": f"/catalog.{suffix}"})
    return answer


def catalogue_file(request: Request) -> Response:
    """Send the catalogue in the format of a suffix."""
    view: View = request.app.state.site.view(request)
    suffix = request.path_params["suffix"]
    if suffix not in formats.GRAPHS:
        raise HTTPException(404, f"offered: {', '.join(formats.GRAPHS)}")
    facts = view.site.offer.facts(view.reader)
    return _rdf(lines_of(facts), formats.GRAPHS[suffix], facts)


def dataset(request: Request) -> Response:
    """Send the data set in the terms of schema.org."""
    view: View = request.app.state.site.view(request)
    facts = view.site.offer.facts(view.reader)
    return JSONResponse(node_of(facts), media_type="application/ld+json")


def void(request: Request) -> Response:
    """Send the description of the graph in VoID, Turtle unless asked otherwise."""
    view: View = request.app.state.site.view(request)
    accept = request.headers.get("accept", "")
    offered = list(formats.GRAPHS.values())
    wanted = choose(accept, offered) or (offered[0] if formats.HTML in accept else None)
    if wanted is None:
        raise HTTPException(406, f"offered: {', '.join(offered)}", {"Vary": "Accept"})
    facts = view.site.offer.facts(view.reader)
    answer = _rdf(void_of(facts), wanted, facts)
    answer.headers["Vary"] = "Accept"
    return answer


def download(request: Request) -> Response:
    """Send a file of the publication."""
    view: View = request.app.state.site.view(request)
    name = request.path_params["path"]
    path = view.site.offer.file(name)
    if path is None:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    part = next(p for d in view.site.offer.datasets() for p in d.parts if p.path == name)
    media_type = _GZIP if part.is_compressed else formats.content_type(part.media_type)
    about = view.site.offer.settled(view.reader.base)
    links = [
        Link("/catalog", "collection", formats.HTML),
        Link(about.licence, "license"),
        Link(_DATASET, "type"),
    ]
    # A page of documentation among the files brings its own style, which the policy would drop.
    shown = "attachment" if part.is_page else "inline"
    return FileResponse(
        path,
        media_type=media_type,
        headers={"Link": signposts.header(links)},
        filename=path.name,
        content_disposition_type=shown,
    )


def identified(request: Request) -> Response:
    """Lead from a named graph, a profile or a part of an export to what tells of it."""
    named = request.path_params.get("name")
    return RedirectResponse("/ont" if named == "ontology" else "/catalog", 303)


def robots(request: Request) -> Response:
    """Say what crawlers may read."""
    view: View = request.app.state.site.view(request)
    text = maps.robots(view.site.offer.settled(view.reader.base).site)
    return Response(text, media_type="text/plain")


def sitemap(request: Request) -> Response:
    """Send the map for crawlers: all addresses, or where there are many the map of maps."""
    view: View = request.app.state.site.view(request)
    site = view.site.offer.settled(view.reader.base).site
    found = list(_addresses(view, site))
    count = -(-len(found) // maps.SITEMAP_SIZE)
    number = request.path_params.get("number")
    if number is None:
        text = maps.sitemap_index(site, count) if count > 1 else maps.sitemap(found)
        return Response(text, media_type=_XML)
    if not 1 <= number <= count:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    start = (number - 1) * maps.SITEMAP_SIZE
    return Response(maps.sitemap(found[start : start + maps.SITEMAP_SIZE]), media_type=_XML)


def _addresses(view: View, site: str) -> Iterator[str]:
    """Return the address of every page worth finding: of what texts name, and the texts."""
    yield from (f"{site}{page}" for page in _PAGES)
    named = {iri for members in view.reader.members.values() for iri in members}
    for iri in sorted(named | view.reader.sources.keys()):
        if path := view.links.path(iri):
            yield f"{site}page/{path}"


def _rdf(lines: Iterator[str], media_type: str, facts: Facts) -> Response:
    content = written(lines, media_type, base=facts.base)
    links = [Link("/catalog", "describes", formats.HTML), Link(facts.about.licence, "license")]
    headers = {
        "Content-Type": formats.content_type(media_type),
        "Link": signposts.header(links),
    }
    return Response(content, headers=headers)


def _page(view: View, facts: Facts) -> Response:
    code = view.language.code
    offered = [
        Offered(
            one.name,
            one.title[code],
            one.description[code],
            tuple(
                (part, part.title[code], f"{facts.files[part.path].size:,}")
                for part in facts.parts_of(one)
                if part.path in facts.files
            ),
        )
        for one in facts.datasets
    ]
    answer = view.render("catalogue.html", facts=facts, offered=offered, node=node_of(facts))
    answer.headers["Link"] = signposts.header(_signposts(facts))
    return answer


def _signposts(facts: Facts) -> Iterator[Link]:
    yield Link(facts.iri(GRAPH), "cite-as")
    for suffix, media_type in formats.GRAPHS.items():
        yield Link(f"/catalog.{suffix}", "describedby", media_type)
        yield Link(f"/catalog.{suffix}", "alternate", media_type)
    yield Link("https://schema.org/AboutPage", "type")
    yield Link(_DATASET, "type")
    yield Link(facts.about.licence, "license")
    yield Link(facts.iri("publisher"), "author")
    for part in facts.graph:
        if part.path in facts.files:
            media_type = _GZIP if part.is_compressed else part.media_type
            yield Link(f"/download/{part.path}", "item", media_type)
