"""Workers answer, are killed in time, reach nothing, and serve one snapshot each."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from graph_build.errors import Busy, GraphNotFound, QueryError, RefusedQuery, TooCostly, TooSlow
from graph_build.service import process
from graph_build.service.asked import Asked, Limits
from graph_build.service.pool import Pool
from graph_build.store import OxigraphStore
from graph_build.store.results import CSV, JSON, XML
from tests.service.hostile import CONSUMING

if TYPE_CHECKING:
    from collections.abc import Coroutine
    from pathlib import Path

    from tests.service.conftest import Canary

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ENDLESS = CONSUMING["product counted"]
HURRIED = Limits(fast_seconds=0.05, slow_seconds=0.4)


def run(work: Coroutine[Any, Any, Any]) -> Any:
    return asyncio.run(work)


def answer(pool: Pool, snapshot: Path, sparql: str, media_type: str = JSON, **more: Any) -> bytes:
    return bytes(run(pool.answer(snapshot, Asked(sparql, media_type, **more))).whole())


def counted(pool: Pool, snapshot: Path) -> int:
    rows = json.loads(answer(pool, snapshot, COUNT))["results"]["bindings"]
    return int(rows[0]["n"]["value"])


def pids(pool: Pool) -> set[int]:
    return {worker._process.pid for worker in pool._idle}


def test_a_worker_answers_as_the_engine_does(snapshot: Path) -> None:
    assert counted(Pool(), snapshot) == len(OxigraphStore.open(snapshot))


def test_a_worker_that_answered_answers_again(snapshot: Path) -> None:
    pool = Pool(Limits(spares=0))
    pool.serve(snapshot)
    first = counted(pool, snapshot)
    known = pids(pool)
    assert len(known) == 1
    assert counted(pool, snapshot) == first
    assert pids(pool) == known


def test_a_worker_that_answered_enough_is_replaced(snapshot: Path) -> None:
    pool = Pool(Limits(spares=0, queries_per_worker=1))
    pool.serve(snapshot)
    counted(pool, snapshot)
    assert not pids(pool)
    assert counted(pool, snapshot)


def test_a_query_in_error_is_told_and_costs_no_worker(snapshot: Path) -> None:
    pool = Pool(Limits(spares=0))
    pool.serve(snapshot)
    counted(pool, snapshot)
    known = pids(pool)
    for sparql, said in (("SELECT * {", "refused"), ("INSERT DATA {}", "refused")):
        with pytest.raises(QueryError, match=said):
            answer(pool, snapshot, sparql)
    assert pids(pool) == known


def test_a_query_that_breaks_the_engine_breaks_a_worker_only(snapshot: Path) -> None:
    pool = Pool()
    pool.serve(snapshot)
    with pytest.raises(TooCostly):
        answer(pool, snapshot, "SELECT * " + "{" * 9_000 + "}" * 9_000)
    assert counted(pool, snapshot)


def test_a_query_without_end_is_ended(snapshot: Path) -> None:
    pool = Pool(HURRIED)
    pool.serve(snapshot)
    with pytest.raises(TooSlow, match=r"0\.4 seconds"):
        answer(pool, snapshot, ENDLESS)
    assert all(worker.gone() or worker._process.wait(10) for worker in pool._dying)
    assert counted(pool, snapshot)


def test_a_query_that_is_not_quick_goes_on_where_it_is(snapshot: Path) -> None:
    limits = Limits(fast_seconds=0.01, slow_seconds=30)
    join = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?a ?d ?e . ?e ?f ?g . ?e ?h ?i }"
    found = json.loads(answer(Pool(limits), snapshot, join))["results"]["bindings"]
    assert int(found[0]["n"]["value"]) > 10_000


def test_costly_queries_do_not_keep_out_cheap_ones(snapshot: Path) -> None:
    async def together() -> list[object]:
        pool = Pool(Limits(fast_seconds=0.05, slow_seconds=1, fast_places=1, slow_queue=0))
        pool.serve(snapshot)
        costly = [pool.answer(snapshot, Asked(ENDLESS, JSON)) for _ in range(4)]
        cheap = [pool.answer(snapshot, Asked(COUNT, JSON)) for _ in range(10)]
        return list(await asyncio.gather(*costly, *cheap, return_exceptions=True))

    found = run(together())
    assert {type(one) for one in found[:4]} == {TooSlow, Busy}
    assert not [one for one in found[4:] if isinstance(one, BaseException)]


def test_who_leaves_takes_the_worker_along(snapshot: Path) -> None:
    async def leave() -> Pool:
        pool = Pool(Limits(spares=0))
        pool.serve(snapshot)
        task = asyncio.ensure_future(pool.answer(snapshot, Asked(ENDLESS, JSON)))
        await asyncio.sleep(1)
        task.cancel()
        await asyncio.wait([task])
        return pool

    pool = run(leave())
    assert not pool._idle
    assert [worker._process.wait(10) for worker in pool._dying] == [-9]
    # All places are free again.
    assert pool._fast._free == pool.limits.fast_places
    assert pool._slow._free == pool.limits.slow_places


def test_a_worker_fetches_nothing_though_it_is_told_to(snapshot: Path, canary: Canary) -> None:
    pool = Pool(must_isolate=True)
    pool.serve(snapshot)
    with pytest.raises(QueryError):
        answer(pool, snapshot, f"SELECT * {{ SERVICE <{canary.url}> {{ ?s ?p ?o }} }}")
    answer(pool, snapshot, f"SELECT * {{ SERVICE SILENT <{canary.url}> {{ ?s ?p ?o }} }}")
    answer(pool, snapshot, f"ASK FROM <{canary.url}> {{ ?s ?p ?o }}")
    answer(pool, snapshot, "SELECT * { ?s ?p ?o }", default_graphs=(canary.url,))
    assert canary.hits == 0


def test_the_canary_would_be_hit_by_an_engine_that_may(snapshot: Path, canary: Canary) -> None:
    with pytest.raises(QueryError):
        list(
            OxigraphStore.open(snapshot).select(
                f"SELECT * {{ SERVICE <{canary.url}> {{ ?s ?p ?o }} }}"
            )
        )
    assert canary.hits == 1


def test_where_a_worker_cannot_be_isolated_others_are_not_answered(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def no(_: process.Worker) -> bool:
        return False

    monkeypatch.setattr(process.Worker, "isolated", no)
    with pytest.raises(RefusedQuery, match="off the network"):
        answer(Pool(must_isolate=True), snapshot, COUNT)


def test_a_worker_has_little_memory(snapshot: Path) -> None:
    pool = Pool(Limits(memory_bytes=400_000_000))
    with pytest.raises(TooCostly, match="memory"):
        answer(pool, snapshot, CONSUMING["product sorted"])


@pytest.mark.parametrize("media_type", [JSON, CSV, XML, "text/turtle", "application/n-triples"])
def test_an_answer_that_is_too_large_is_cut_and_whole(snapshot: Path, media_type: str) -> None:
    graph = media_type in {"text/turtle", "application/n-triples"}
    sparql = ("CONSTRUCT WHERE" if graph else "SELECT *") + " { ?s ?p ?o }"
    asked = Asked(sparql, media_type, most_bytes=100_000)
    found = run(Pool().answer(snapshot, asked))
    assert found.cut
    assert 80_000 < found.size < 180_000
    if media_type == JSON:
        said = json.loads(found.whole())
        assert said["truncated"] is True
        assert said["results"]["bindings"]


def test_rows_may_be_counted_out(snapshot: Path) -> None:
    found = run(Pool().answer(snapshot, Asked("SELECT * { ?s ?p ?o }", JSON, most_rows=7)))
    assert (len(json.loads(found.whole())["results"]["bindings"]), found.cut) == (7, True)


def test_a_new_snapshot_gets_new_workers(snapshot: Path, tmp_path: Path) -> None:
    other = tmp_path / "store"
    OxigraphStore.create(other).load([])
    pool = Pool(Limits(spares=0))
    pool.serve(snapshot)
    before = counted(pool, snapshot)
    old = pids(pool)
    pool.serve(other)
    # A request that began on the old snapshot is still answered from it.
    assert counted(pool, snapshot) == before
    assert counted(pool, other) == 0
    assert not old & pids(pool)


def test_a_snapshot_that_is_gone_is_told(snapshot: Path, tmp_path: Path) -> None:
    copy = tmp_path / "store"
    shutil.copytree(snapshot, copy)
    shutil.rmtree(copy)
    with pytest.raises(GraphNotFound, match="no worker starts"):
        answer(Pool(), copy, COUNT)


def test_workers_end_with_their_pool(snapshot: Path) -> None:
    pool = Pool()
    pool.serve(snapshot)
    counted(pool, snapshot)
    known = pids(pool)
    assert known
    pool.close()
    for pid in known:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_worker_knows_no_secret_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FENGTU_STORE_PASSWORD", "枫桥")
    assert "FENGTU_STORE_PASSWORD" not in process._ENVIRONMENT
