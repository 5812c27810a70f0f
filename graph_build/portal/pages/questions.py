"""The catalogue of questions, and each with its answer, its parameters and its SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException

from graph_build.errors import ParameterError, UnknownName
from graph_build.portal import formats
from graph_build.portal.evaluate import evaluated
from graph_build.portal.sparql import sent
from graph_build.portal.tables import answered, without_header
from graph_build.query import Query, catalogue
from graph_build.service.asked import Asked
from graph_build.service.guard import form_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_build.portal.present import Thing
    from graph_build.portal.site import View


class Field(NamedTuple):
    """A parameter of a form: what it means, what stands in it, and which thing that is."""

    name: str
    meaning: str
    value: str
    thing: Thing | None


def questions(request: Request) -> Response:
    """List the questions by group."""
    view: View = request.app.state.site.view(request)
    groups: dict[str, list[Query]] = {}
    for query in catalogue().values():
        groups.setdefault(query.group, []).append(query)
    return view.render("questions.html", groups=groups)


async def question(request: Request) -> Response:
    """Show a question with its answer, or send the answer in a format for programs."""
    view: View = request.app.state.site.view(request)
    name, _, suffix = request.path_params["name"].partition(".")
    queries = catalogue()
    if name not in queries:
        raise UnknownName(view.language("error.404.text", path=request.url.path))
    query = queries[name]
    terms = {p: _term(view, query, p, request.query_params.get(p, "")) for p in query.parameters}
    given = {p: term for p, term in terms.items() if request.query_params.get(p, "").strip()}
    bound = query.bind(**given)
    form = form_of(bound)
    if suffix:
        return await _download(view, bound, form, suffix)
    return view.render(
        "question.html",
        query=query,
        name=name,
        fields=[_field(view, query, p, terms[p]) for p in query.parameters],
        sparql=without_header(bound),
        answer=await answered(view, bound, form),
        formats=formats.formats_of(form),
        bound={p: terms[p] for p in given},
        parameters={p: v for p in query.parameters if (v := request.query_params.get(p))},
    )


async def _download(view: View, bound: str, form: str, suffix: str) -> Response:
    offered = formats.formats_of(form)
    if suffix not in offered:
        raise HTTPException(406, f"offered: {', '.join(offered)}")
    return sent(view, await evaluated(view, Asked(bound, offered[suffix])), offered[suffix])


def _term(view: View, query: Query, parameter: str, given: str) -> str:
    """Return the term a form means: as given, the thing of that name, or the example."""
    example = query.parameters[parameter].example
    if not given.strip():
        return example.value
    if example.kind != "iri" or ":" in given:
        return given.strip()
    hits = view.reader.search(given, limit=1)
    if not hits:
        raise ParameterError(view.language("search.none", query=given))
    return hits[0].iri


def _field(view: View, query: Query, parameter: str, value: str) -> Field:
    """Return a field; a thing stands in it by its name if the name leads back to it."""
    found = query.parameters[parameter]
    # A meaning is written in both languages: 中文 / English.
    both = found.meaning.split(" / ", 1)
    meaning = both[-1] if view.language.code == "en" else both[0]
    if found.example.kind != "iri" or value not in view.reader.names:
        return Field(parameter, meaning, value, None)
    thing = view.present.thing(value)
    hits = view.reader.search(thing.label, limit=1)
    named = bool(hits) and hits[0].iri == value
    return Field(parameter, meaning, thing.label if named else value, thing)
