"""The reconciliation service: a table's names are matched with things, previewed and extended.

The Reconciliation Service API 0.2 of the W3C Entity Reconciliation Community Group, and 0.1.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import Response

from graph_build.portal import manifest as told
from graph_build.portal.reconciling import PREFLIGHT, begun, fields, sent
from graph_build.reconcile import asked
from graph_build.reconcile.extension import extended
from graph_build.reconcile.extension import properties as wanted_properties

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from graph_build.portal.site import View
    from graph_build.reconcile.asked import Query
    from graph_build.reconcile.facts import Value

_FIELDS = ("queries", "query", "extend")


async def endpoint(request: Request) -> Response:
    """Answer queries, extend data, or say what the service is."""
    view, shared = begun(request)
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={**shared, **PREFLIGHT})
    found = await fields(request)
    given = [name for name in _FIELDS if name in found]
    if len(given) > 1:
        raise HTTPException(400, f"expected one of {', '.join(_FIELDS)}, got {' and '.join(given)}")
    if not given and request.method == "POST":
        raise HTTPException(400, f"the form has none of the fields {', '.join(_FIELDS)}")
    if not given:
        return sent(view, told.manifest(view), found)
    answers: dict[str, Callable[[View, str], Awaitable[Any]]] = {
        "queries": _batch,
        "query": _single,
        "extend": _extended,
    }
    return sent(view, await _budgeted(view, answers[given[0]], found[given[0]]), found)


async def _budgeted(view: View, answer: Callable[[View, str], Awaitable[Any]], text: str) -> Any:
    """Return an answer; the time it takes is the client's, where strangers may ask."""
    budget = view.site.budget
    if budget is None:
        return await answer(view, text)
    client = view.request.client
    account = budget.begin(client.host if client else "")
    spent = [0.0]
    view.request.state.spent = spent
    try:
        return await answer(view, text)
    finally:
        budget.end(account, spent[0])


async def _batch(view: View, text: str) -> Any:
    queries = asked.batch(text)
    return {key: await _result(view, query) for key, query in queries.items()}


async def _single(view: View, text: str) -> Any:
    return await _result(view, asked.single(text))


async def _result(view: View, query: Query) -> Any:
    """Return the candidates of one query; those of other clients come between the next ones."""
    return {"result": await view.site.turns.take(_timed, view, _candidates, query)}


def _candidates(view: View, query: Query) -> list[told.Json]:
    return [told.candidate(view, one) for one in view.reader.reconciler.candidates(query)]


async def _extended(view: View, text: str) -> Any:
    return await view.site.turns.take(_timed, view, _extension, asked.extension(text))


def _timed(view: View, work: Callable[..., Any], *given: Any) -> Any:
    begun = time.thread_time()
    try:
        return work(view, *given)
    finally:
        if spent := getattr(view.request.state, "spent", None):
            spent[0] += time.thread_time() - begun


def _extension(view: View, wanted: asked.Extension) -> told.Json:
    things = [told.iri_of(view, one) for one in wanted.ids]
    rows = extended(view.reader.reconciler.facts, wanted, things)
    meta = []
    for one in wanted_properties(wanted):
        named = told.property_of(view, one)
        meta.append({"id": one.id, "name": named["name"]})
        if one.of:
            meta[-1]["type"] = {"id": one.of, "name": view.present.term(one.of)}
    return {
        "meta": meta,
        "rows": {
            identifier: {
                asked_for.pid: [_cell(view, value) for value in values]
                for asked_for, values in zip(wanted.properties, row, strict=True)
            }
            for identifier, row in zip(wanted.ids, rows, strict=True)
        },
    }


def _cell(view: View, value: Value) -> told.Json:
    if value.kind == "thing":
        if view.links.path(value.text) is None:
            return {"str": value.text}
        return {"id": told.id_of(view, value.text), "name": view.present.thing(value.text).label}
    if value.kind == "number":
        number = float(value.text)
        return {"int": int(number)} if number.is_integer() else {"float": number}
    if value.kind == "date" and _DAY.fullmatch(value.text):
        return {"date": f"{value.text}T00:00:00Z"}
    return {"str": value.text}


_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
