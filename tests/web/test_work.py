"""Files stand in line so that an answer is never behind a thousand of them."""

from __future__ import annotations

import asyncio
import itertools

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
