"""The parts of the service: places and queues, budgets, messages, answers on their way."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_build.errors import Busy, OverBudget
from graph_build.service import frames
from graph_build.service.budget import Budget, account_of
from graph_build.service.lanes import Lane
from graph_build.service.spool import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_places_go_to_who_waits_longest() -> None:
    async def queue() -> list[int]:
        lane, order = Lane(1, queue=3, patience=10), []
        await lane.take()

        async def visit(number: int) -> None:
            await lane.take()
            order.append(number)
            lane.leave()

        tasks = [asyncio.ensure_future(visit(n)) for n in range(3)]
        await asyncio.sleep(0)
        lane.leave()
        await asyncio.gather(*tasks)
        return order

    assert asyncio.run(queue()) == [0, 1, 2]


def test_a_full_queue_and_a_long_wait_are_told() -> None:
    async def crowd() -> Lane:
        lane = Lane(1, queue=1, patience=0.05)
        await lane.take()
        waiting = asyncio.ensure_future(lane.take())
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await lane.take()
        with pytest.raises(Busy):
            await waiting
        lane.leave()
        return lane

    lane = asyncio.run(crowd())
    assert lane.take_now()
    assert not lane.take_now()


def test_a_place_that_is_given_to_who_has_left_is_not_lost() -> None:
    async def leave() -> Lane:
        lane = Lane(1, queue=2, patience=10)
        await lane.take()
        waiting = asyncio.ensure_future(lane.take())
        await asyncio.sleep(0)
        lane.leave()
        waiting.cancel()
        await asyncio.wait([waiting])
        await asyncio.sleep(0)
        return lane

    assert asyncio.run(leave()).take_now()


def _clocked(times: Sequence[float], **options: float) -> Budget:
    ticks = iter(times)
    return Budget(clock=lambda: next(ticks), **options)  # type: ignore[arg-type]


def test_a_client_has_so_many_queries_at_once() -> None:
    budget = Budget(at_once=2)
    for _ in range(2):
        budget.begin("192.0.2.1")
    with pytest.raises(OverBudget, match="2 queries of yours"):
        budget.begin("192.0.2.1")
    budget.begin("192.0.2.2")
    budget.end("192.0.2.1", 0)
    budget.begin("192.0.2.1")


def test_time_that_is_used_up_comes_back() -> None:
    budget = _clocked([0, 0, 1, 30, 31], seconds_a_minute=30, burst_seconds=10)
    budget.end(budget.begin("a"), 20)
    with pytest.raises(OverBudget) as told:
        budget.begin("a")
    # At one second it is 9.5 seconds in debt, and half a second comes back each second.
    assert told.value.seconds == pytest.approx(20)
    budget.begin("a")


def test_time_is_kept_up_to_a_limit() -> None:
    budget = _clocked([0, 0, 1e6, 1e6, 1e6], seconds_a_minute=30, burst_seconds=10)
    budget.end(budget.begin("a"), 1)
    budget.end(budget.begin("a"), 11)
    with pytest.raises(OverBudget):
        budget.begin("a")


def test_accounts_that_say_nothing_are_forgotten() -> None:
    budget = Budget()
    for number in range(20_500):
        budget.end(budget.begin(f"client {number}"), 0)
    assert len(budget._accounts) <= 10_001


@pytest.mark.parametrize(
    ("client", "account"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("", ""),
    ],
)
def test_a_host_has_one_account(client: str, account: str) -> None:
    assert account_of(client) == account


@given(st.lists(st.binary(max_size=40), max_size=6), st.integers(1, 7))
def test_messages_arrive_as_they_were_sent(bodies: list[bytes], size: int) -> None:
    stream = b"".join(frames.frame(frames.DATA, body) for body in bodies)
    held, found = frames.Frames(), []
    for at in range(0, len(stream), size):
        held.feed(stream[at : at + size])
        while (message := held.next()) is not None:
            found.append(message)
    assert found == [(frames.DATA, body) for body in bodies]


@given(st.lists(st.integers(0, 200_000), max_size=6))
def test_an_answer_leaves_as_it_came(sizes: list[int]) -> None:
    async def read(answer: Answer) -> bytes:
        return b"".join([part async for part in answer.parts()])

    answer = Answer()
    parts = [bytes([n % 251]) * size for n, size in enumerate(sizes)]
    for part in parts:
        answer.write(part)
    assert answer.size == sum(sizes)
    assert asyncio.run(read(answer)) == answer.whole() == b"".join(parts)
    answer.clear()
    assert (answer.size, answer.whole()) == (0, b"")
