"""The vocabulary: its documentation, and the files that its own addresses name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from graph_build.export.vocabulary import HEADER, editions, in_format, vocabulary
from graph_build.iris import SCHEMES
from graph_build.portal import formats, landing
from graph_build.portal.negotiate import choose
from graph_build.portal.vocabulary import ENTITY_CLASSES, local

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_build.portal.present import Thing
    from graph_build.portal.site import View
    from graph_build.store import Term

_ALIGNMENT = "alignment/"


class Concept(NamedTuple):
    """A concept of the graph with its notation and its definition."""

    term: Thing
    notation: str
    definition: str


class Scheme(NamedTuple):
    """A scheme; its concepts that have a definition, and those that texts add."""

    term: Thing
    description: str
    defined: tuple[Concept, ...]
    added: tuple[Concept, ...]


def terms(request: Request) -> Response:
    """Show the vocabulary: its header, classes, properties, schemes and alignments."""
    view: View = request.app.state.site.view(request)
    members = view.reader.members
    counts = {name: len(members.get(name, ())) for name in ENTITY_CLASSES}
    v = vocabulary()
    node = {"@type": "DefinedTermSet", "name": v.title["zh"], "alternateName": v.title["en"]}
    node |= {"description": v.description["zh"], "version": v.version, "license": v.licence}
    return landing.page(view, "terms.html", v.iri, node, v=v, counts=counts, schemes=_schemes(view))


def version(request: Request) -> Response:
    """Lead from the address of this version to the vocabulary, as that of the vocabulary does."""
    view: View = request.app.state.site.view(request)
    if f"{HEADER}/{request.path_params['version']}" != vocabulary().version_iri:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    return _negotiated(request, "/page/ont", "/data/ont")


def alignment(request: Request) -> Response:
    """Lead from the address of an alignment to its place in the page or to its data."""
    view: View = request.app.state.site.view(request)
    name = request.path_params["name"]
    if name not in {one.name for one in vocabulary().alignments}:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    return _negotiated(request, f"/page/ont#alignment-{name}", f"/data/ont/{_ALIGNMENT}{name}")


def alignment_data(request: Request) -> Response:
    """Send an alignment."""
    view: View = request.app.state.site.view(request)
    name, suffix = request.path_params["name"], request.path_params["suffix"]
    known = {one.name for one in vocabulary().alignments}
    if name not in known or suffix not in formats.GRAPHS:
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    media_type = formats.GRAPHS[suffix]
    content = in_format(f"alignments/{name}.ttl", media_type)
    return Response(content, headers={"Content-Type": formats.content_type(media_type)})


def structure(request: Request) -> Response:
    """Send the structure of the data cube that `fengtu export datacube` writes."""
    return _file(request, "profiles/datacube.ttl")


def edition(request: Request) -> Response:
    """Send the editions of the register, if the one asked for is among them."""
    view: View = request.app.state.site.view(request)
    if request.path_params["name"] not in editions():
        raise HTTPException(404, view.language("error.404.text", path=request.url.path))
    return _file(request, "registry/registers.ttl")


def _file(request: Request, name: str) -> Response:
    """Send a file of the vocabulary in the format that is asked for, Turtle by default."""
    # A browser that takes anything gets Turtle: there is no page of it.
    accept = request.headers.get("accept", "")
    offered = list(formats.GRAPHS.values())
    media_type = choose(accept, offered) or (offered[0] if formats.HTML in accept else None)
    if media_type is None:
        raise HTTPException(406, f"offered: {', '.join(offered)}", {"Vary": "Accept"})
    headers = {"Content-Type": formats.content_type(media_type), "Vary": "Accept"}
    return Response(in_format(name, media_type), headers=headers)


def _negotiated(request: Request, page: str, data: str) -> Response:
    offered = [formats.HTML, *formats.GRAPHS.values()]
    wanted = choose(request.headers.get("accept", ""), offered)
    if wanted is None:
        raise HTTPException(406, f"offered: {', '.join(offered)}", {"Vary": "Accept"})
    suffixes = {media: suffix for suffix, media in formats.GRAPHS.items()}
    target = page if wanted == formats.HTML else f"{data}.{suffixes[wanted]}"
    return RedirectResponse(target, 303, {"Vary": "Accept"})


def _schemes(view: View) -> list[Scheme]:
    """Return the schemes of the graph: texts bring measure words that no file lists."""
    told: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for row in view.reader.rows("terms"):
        told[row["term"].value][local(row["property"].value)].append(row["value"])
    found = defaultdict(list)
    for iri, values in sorted(told.items()):
        for scheme in values["inScheme"]:
            found[scheme.value].append(_concept(view, iri, values))
    described = {scheme.iri: scheme.description for scheme in vocabulary().schemes}
    return [
        Scheme(
            view.present.thing(iri),
            described.get(iri, {}).get(view.language.code, ""),
            tuple(c for c in concepts if c.definition),
            tuple(c for c in concepts if not c.definition),
        )
        for iri, concepts in sorted(found.items())
        if iri.startswith(SCHEMES)
    ]


def _concept(view: View, iri: str, values: dict[str, list[Term]]) -> Concept:
    said = {v.language or "zh": v.value for v in values["definition"]}
    notation = next((v.value for v in values["notation"]), "")
    return Concept(view.present.thing(iri), notation, said.get(view.language.code, ""))
