"""An answer is never behind a thousand files, nor behind one that takes long to make."""

from __future__ import annotations

import asyncio
import itertools
import sys
import threading

import pytest

from efficacy.web import work
from efficacy.web.work import Turns


async def _passed(turns: Turns, who: list[int], number: int) -> None:
    await turns.wait()
    who.append(number)


def test_a_few_pass_at_each_turn_of_the_loop_in_the_order_of_asking() -> None:
    async def story() -> list[int]:
        turns, passed = Turns(3), list[int]()
        tasks = [asyncio.create_task(_passed(turns, passed, number)) for number in range(10)]
        seen = []
        while len(passed) < 10:
            seen.append(len(passed))
            await asyncio.sleep(0)
        await asyncio.gather(*tasks)
        assert passed == list(range(10))
        return [later - sooner for sooner, later in itertools.pairwise(seen)]

    assert max(asyncio.run(story())) <= 3


def test_who_went_away_while_waiting_holds_nobody_up() -> None:
    async def story() -> list[int]:
        turns, passed = Turns(1), list[int]()
        tasks = [asyncio.create_task(_passed(turns, passed, number)) for number in range(4)]
        await asyncio.sleep(0)
        tasks[1].cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return passed

    assert asyncio.run(story()) == [0, 2, 3]


def test_a_line_that_a_stopped_server_left_behind_is_forgotten() -> None:
    turns = Turns(1)

    async def left() -> None:
        for number in range(3):
            asyncio.create_task(_passed(turns, [], number))  # noqa: RUF006
        await asyncio.sleep(0)

    async def story() -> list[int]:
        passed: list[int] = []
        await _passed(turns, passed, 7)
        return passed

    asyncio.run(left())
    assert asyncio.run(story()) == [7]


def test_while_a_file_is_made_other_threads_get_their_turn_sooner() -> None:
    usual = sys.getswitchinterval()
    started, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        started.set()
        go_on.wait(10)

    async def both() -> list[float]:
        long = asyncio.ensure_future(work.in_thread(work.Pool.FILES, slow))
        await asyncio.to_thread(started.wait, 10)
        seen = [await work.in_thread(work.Pool.OWN, sys.getswitchinterval)]
        seen.append(sys.getswitchinterval())  # one of two is over, the other still runs
        go_on.set()
        await long
        return [*seen, sys.getswitchinterval()]

    try:
        meanwhile, still, after = asyncio.run(both())
    finally:
        work.close_pools()
    assert meanwhile == still == pytest.approx(work.SHORT_TURN_S)
    assert after == pytest.approx(usual)


def test_a_file_that_could_not_be_made_leaves_the_turns_as_they_were() -> None:
    usual = sys.getswitchinterval()

    def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(work.in_thread(work.Pool.FILES, broken))
    work.close_pools()
    assert sys.getswitchinterval() == pytest.approx(usual)
