"""Whatever a client sends, it is answered or told what is wrong; nothing breaks the portal."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.errors import Busy
from graph_build.portal import application
from graph_build.portal.turns import Turns
from graph_build.reconcile import BATCH, PROPERTIES, TYPES
from graph_build.service.budget import Budget
from tests.portal.client import Client
from tests.reconcile import protocol

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from tests.reconcile.conftest import Service

ODD = ["\u0000", "\u202e经验", "𠮷", "ﷺ" * 50, "%", '"', "\\", "İ", "ß", "e\u0301", "①", "\ufffd"]
names = st.one_of(st.text(max_size=60), st.sampled_from(ODD), st.text("龙山经验金华市“”《》 a1"))
values = st.one_of(
    names, st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans()
)
constraints = st.lists(
    st.fixed_dictionaries({"pid": st.sampled_from([*PROPERTIES]), "v": values | st.lists(values)}),
    max_size=3,
)
queries = st.fixed_dictionaries(
    {"query": names},
    optional={
        "type": st.sampled_from(TYPES),
        "limit": st.integers(1, 10**6),
        "properties": constraints,
        "type_strict": st.sampled_from(["any", "should", "all"]),
    },
)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(found=st.dictionaries(st.text(max_size=10), queries, max_size=3))
def test_a_query_of_any_text_is_answered(service: Service, found: dict[str, Any]) -> None:
    answer = service.client.request("POST", "/reconcile", data={"queries": json.dumps(found)})
    if answer.status_code == 200:
        protocol.check_results(answer.json(), set(found))
    else:
        assert answer.status_code == 400
        assert "expected" in answer.json()["detail"]


@given(field=st.sampled_from(["queries", "query", "extend"]), text=st.text() | anything)
def test_a_form_of_anything_is_answered_or_told_what_is_wrong(
    service: Service, field: str, text: Any
) -> None:
    sent = text if isinstance(text, str) else json.dumps(text)
    answer = service.client.request("POST", "/reconcile", data={field: sent})
    assert answer.status_code in {200, 400, 413}
    if answer.status_code != 200:
        assert answer.json()["detail"].startswith(field)


@given(body=st.binary(max_size=200))
def test_a_body_of_any_bytes_is_answered_or_told_what_is_wrong(
    service: Service, body: bytes
) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = service.client.request("POST", "/reconcile", content=body, headers=headers)
    assert answer.status_code == 400


@given(
    path=st.sampled_from(
        ["suggest/entity", "suggest/type", "suggest/property", "properties", "preview"]
        + [f"flyout/{what}" for what in ("entity", "type", "property")]
    ),
    parameters=st.dictionaries(
        st.sampled_from(["prefix", "cursor", "id", "type", "limit", "callback", "feature"]), names
    ),
)
def test_help_with_any_parameters_is_answered_or_told_what_is_wrong(
    service: Service, path: str, parameters: dict[str, str]
) -> None:
    answer = service.client.request("GET", f"/reconcile/zh/{path}", params=parameters)
    assert answer.status_code in {200, 400, 403, 404}


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_are_no_match(service: Service, odd: str) -> None:
    for text in (odd, odd * 400, f"龙山{odd}经验" if odd != "%" else odd):
        found = service.one(text[:1_000], properties=[{"pid": "place", "v": odd}])
        assert not any(one["match"] for one in found)


def test_the_longest_batch_of_the_longest_names_is_answered(service: Service) -> None:
    name = "金华市平安建设治理经验工作机制推动矛盾纠纷化解" * 40
    many = {f"q{n}": {"query": name[n : n + 1_000], "limit": 50} for n in range(BATCH)}
    protocol.check_results(service.ask(many), set(many))


def test_only_so_many_wait_for_their_turn() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def long() -> str:
        begun.set()
        may_end.wait(10)
        return "done"

    async def crowd() -> list[Any]:
        turns = Turns(most=2)
        first = asyncio.ensure_future(turns.take(long))
        await asyncio.to_thread(begun.wait, 10)
        second = asyncio.ensure_future(turns.take(lambda: "second"))
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await turns.take(lambda: "third")
        may_end.set()
        found = [await first, await second, await turns.take(lambda: "later")]
        turns.close()
        return found

    assert _run(crowd()) == ["done", "second", "later"]


def test_who_leaves_gives_up_the_turn() -> None:
    begun, may_end = threading.Event(), threading.Event()
    done: list[str] = []

    def long() -> None:
        begun.set()
        may_end.wait(10)

    async def left() -> None:
        turns = Turns()
        first = asyncio.ensure_future(turns.take(long))
        await asyncio.to_thread(begun.wait, 10)
        second = asyncio.ensure_future(turns.take(lambda: done.append("second")))
        await asyncio.sleep(0)
        second.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await second
        may_end.set()
        await first
        await turns.take(lambda: done.append("third"))
        turns.close()

    _run(left())
    assert done == ["third"]


def _run(work: Coroutine[Any, Any, Any]) -> Any:
    found: list[Any] = []
    # In a thread of its own: a browser test may have left a loop running in this one.
    thread = threading.Thread(target=lambda: found.append(asyncio.run(work)))
    thread.start()
    thread.join()
    return found[0]


def test_a_client_of_a_public_portal_has_a_budget(sample: Path) -> None:
    app = application(sample, public=True)
    app.state.site.budget = Budget(seconds_a_minute=1e-6, burst_seconds=1e-6)
    client = Client(app, base_url="http://fengtu.example")
    form = {"queries": json.dumps({"q": {"query": "龙山经验"}})}
    assert client.request("POST", "/reconcile", data=form).status_code == 200
    answer = client.request("POST", "/reconcile", data=form)
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["access-control-allow-origin"] == "*"
