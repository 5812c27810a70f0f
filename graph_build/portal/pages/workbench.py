"""What the SPARQL workbench in the browser knows: terms, prefixes, questions, names of things."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from graph_build.iris import SCHEMES
from graph_build.portal.drawing import tiles
from graph_build.portal.vocabulary import PREFIXES, local
from graph_build.query import GROUPS, catalogue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.requests import Request

    from graph_build.portal.names import Name
    from graph_build.portal.reader import Reader
    from graph_build.portal.site import View

MOST_THINGS = 500
_MOST_BYTES = 200_000
_CURIE = re.compile(r"(?<![\w:<])([a-z]+):([A-Za-z][\w-]*)(?![\w:/])")
_TERMS = {
    "Class": "class",
    "ObjectProperty": "property",
    "DatatypeProperty": "property",
    "ConceptScheme": "individual",
    "Concept": "individual",
}
_CLAIM = "/claim/"
_KEPT = re.compile(r"#\+ *(?:summary|summary_en|param )")
_SPACES = ("id", "doc", "place", "period", "graph")
"""Spaces of the graph whose things have a prefix of their own."""


def workbench(request: Request) -> Response:
    """Send what does not change with the reader; it has the build as its tag."""
    view: View = request.app.state.site.view(request)
    headers = {"ETag": f'"w-{view.reader.build}"', "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match", "") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    prefixes = _prefixes(view.reader)
    known = {
        "build": view.reader.build,
        "base": view.reader.base,
        "prefixes": prefixes,
        "terms": [*_terms(view.reader, prefixes)],
        "groups": [{"name": name, **labels} for name, labels in GROUPS.items()],
        "queries": [
            {"name": q.name, "group": q.group, **q.summary, "text": _shown(q.text)}
            for q in catalogue().values()
        ],
        "tiles": [{"place": f"place/{t.code}", **t._asdict()} for t in tiles()],
    }
    return JSONResponse(known, headers=headers)


async def things(request: Request) -> Response:
    """Send what IRIs are called and where their pages are; places are found by name too."""
    view: View = request.app.state.site.view(request)
    asked = await _asked(request)
    found = {}
    for iri in asked["iris"]:
        thing = view.present.thing(iri)
        if _CLAIM in iri and not thing.kind:
            title = view.language("claim.title")
            thing = thing._replace(label=f"{title} {local(iri)}", kind=title)
        found[iri] = thing._asdict()
    places = view.reader.places
    return JSONResponse(
        {"things": found, "places": {n: places[n] for n in asked["places"] if n in places}},
        headers={"Vary": "Accept-Language, Cookie"},
    )


async def _asked(request: Request) -> dict[str, list[str]]:
    """Return the IRIs and the names of places that a request asks for.

    Raises:
        HTTPException: if it is no JSON of that form, or asks for too many.
    """
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MOST_BYTES:
            raise HTTPException(413, f"expected at most {_MOST_BYTES:,} bytes")
    try:
        said = json.loads(body)
    except ValueError as error:
        raise HTTPException(400, "the body is no JSON") from error
    asked = {k: said.get(k, []) if isinstance(said, dict) else None for k in ("iris", "places")}
    for key, values in asked.items():
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise HTTPException(400, f"{key}: expected a list of strings")
        if len(values) > MOST_THINGS:
            raise HTTPException(400, f"{key}: at most {MOST_THINGS}, got {len(values)}")
    return {key: list(values or ()) for key, values in asked.items()}


def _shown(text: str) -> str:
    r"""Return a question as the editor shows it: of its header what it asks and its parameters.

    >>> _shown("#+ summary: 问\n#+ group: places\n#+ param x: 词\n\nASK {}\n")
    '#+ summary: 问\n#+ param x: 词\n\nASK {}'
    """
    lines = text.strip().splitlines()
    return "\n".join(one for one in lines if not one.startswith("#+") or _KEPT.match(one))


def _prefixes(reader: Reader) -> dict[str, str]:
    """Return prefix → namespace: those of the questions, of the pages and of the graph."""
    found = {prefix: namespace for namespace, prefix in PREFIXES.items()}
    for query in catalogue().values():
        for prefix, namespace in query.prefixes.items():
            found.setdefault(prefix, namespace)
    found |= {space: f"{reader.base}{space}/" for space in _SPACES}
    schemes = (n.iri for n in reader.names if n.kind == "ConceptScheme")
    for scheme in schemes:
        if scheme.startswith(SCHEMES) and f"{scheme}/" not in found.values():
            found.setdefault(local(scheme), f"{scheme}/")
    found.setdefault("xsd", "http://www.w3.org/2001/XMLSchema#")
    return dict(sorted(found.items()))


def _terms(reader: Reader, prefixes: dict[str, str]) -> Iterator[dict[str, Any]]:
    """Yield the terms of the vocabulary with their labels, then others that questions use."""
    seen = set()
    for name in reader.names:
        kind = next((_TERMS[k] for k in name.kinds if k in _TERMS), "")
        if kind == "individual" and not name.iri.startswith(SCHEMES):
            continue
        if kind:
            seen.add(name.iri)
            yield _term(name.iri, kind, name)
    for query in catalogue().values():
        for prefix, word in _CURIE.findall(query.text):
            iri = prefixes.get(prefix, "") + word
            if prefix in prefixes and iri not in seen and not iri.startswith(reader.base):
                seen.add(iri)
                yield _term(iri, "class" if word[0].isupper() else "property", None)


def _term(iri: str, kind: str, name: Name | None) -> dict[str, Any]:
    labels = name.labels if name else {}
    also = [text for _, text in name.aliases] if name else []
    return {
        "iri": iri,
        "kind": kind,
        "zh": labels.get("zh", ""),
        "en": labels.get("en", "" if labels else local(iri)),
        "also": also,
    }
