"""Wrong tries are slowed down, right ones never, and nobody is locked out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from efficacy.errors import NotAllowed
from efficacy.web import patience as module
from efficacy.web.patience import MOST_WAITING, Patience, TooManyWaitingError
from tests.web.house import Pauses

NAME = ("pin", "bidoka", "heron")


async def right() -> str:
    return "in"


async def wrong() -> str:
    raise NotAllowed("Wrong.")


def tries(pauses: Pauses, *attempts: Callable[[], Awaitable[str]], name=NAME) -> list[str]:
    async def go() -> list[str]:
        said = []
        for attempt in attempts:
            try:
                said.append(await pauses.patience.attempt(name, attempt))
            except NotAllowed:
                said.append("no")
        return said

    return asyncio.run(go())


def test_five_wrong_tries_cost_nothing() -> None:
    pauses = Pauses()
    assert tries(pauses, *[wrong] * 5) == ["no"] * 5
    assert pauses.seconds == []


def test_each_further_wrong_try_holds_the_line_longer_up_to_ten_seconds() -> None:
    pauses = Pauses()
    tries(pauses, *[wrong] * 11)
    assert pauses.seconds == [2.0, 4.0, 8.0, 10.0, 10.0, 10.0]


def test_a_right_try_is_answered_at_once_and_forgets_the_wrong_ones() -> None:
    pauses = Pauses()
    assert tries(pauses, *[wrong] * 7, right, *[wrong] * 5)[7] == "in"
    assert pauses.seconds == [2.0, 4.0]


def test_names_do_not_pay_for_each_other() -> None:
    pauses = Pauses()
    tries(pauses, *[wrong] * 9)
    before = list(pauses.seconds)
    tries(pauses, *[wrong] * 5, name=("pin", "bidoka", "otter"))
    assert pauses.seconds == before


def test_what_the_store_remembers_counts_after_a_restart() -> None:
    pauses = Pauses()

    async def go() -> None:
        async def stored() -> int:
            return 6

        with pytest.raises(NotAllowed):
            await pauses.patience.attempt(NAME, wrong, wrong_before=stored)

    asyncio.run(go())
    assert pauses.seconds == [4.0]


def test_tries_of_one_name_are_looked_at_one_after_another() -> None:
    looked: list[str] = []

    async def go() -> None:
        pauses = Pauses()
        inside = 0

        async def look() -> str:
            nonlocal inside
            inside += 1
            looked.append(f"{inside} inside")
            await asyncio.sleep(0)
            inside -= 1
            return "in"

        await asyncio.gather(*(pauses.patience.attempt(NAME, look) for _ in range(5)))

    asyncio.run(go())
    assert looked == ["1 inside"] * 5


def test_a_try_behind_a_wrong_one_waits_for_its_pause() -> None:
    order: list[str] = []

    async def go() -> None:
        async def slow(seconds: float) -> None:
            order.append(f"pause {seconds:g}")
            await asyncio.sleep(0)
            order.append("pause over")

        line = Patience(sleep=slow)
        for _ in range(5):
            with pytest.raises(NotAllowed):
                await line.attempt(NAME, wrong)

        async def looks() -> str:
            order.append("looked at")
            return "in"

        bad = asyncio.create_task(line.attempt(NAME, wrong))
        await asyncio.sleep(0)
        good = asyncio.create_task(line.attempt(NAME, looks))
        await asyncio.gather(bad, good, return_exceptions=True)

    asyncio.run(go())
    assert order == ["pause 2", "pause over", "looked at"]


def test_more_than_five_waiting_get_a_sentence_at_once() -> None:
    async def go() -> tuple[int, int]:
        line = Patience()
        door = asyncio.Event()

        async def held() -> str:
            await door.wait()
            return "in"

        crowd = [asyncio.create_task(line.attempt(NAME, held)) for _ in range(MOST_WAITING + 4)]
        await asyncio.sleep(0)
        # Another name walks past the crowd.
        assert await line.attempt(("pin", "bidoka", "otter"), right) == "in"
        door.set()
        said = await asyncio.gather(*crowd, return_exceptions=True)
        turned_away = sum(isinstance(one, TooManyWaitingError) for one in said)
        return said.count("in"), turned_away

    assert asyncio.run(go()) == (MOST_WAITING + 1, 3)


def test_the_line_is_free_again_after_an_accident() -> None:
    pauses = Pauses()

    async def breaks() -> str:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        tries(pauses, breaks)
    assert tries(pauses, right) == ["in"]


def test_made_up_names_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NAMES", 10)
    pauses = Pauses()
    for number in range(40):
        tries(pauses, wrong, name=("pin", "bidoka", str(number)))
    assert len(pauses.patience._lines) <= 10


def test_stopping_ends_a_pause_at_once() -> None:
    async def go() -> None:
        line = Patience()
        line.start()
        for _ in range(5):
            with pytest.raises(NotAllowed):
                await line.attempt(NAME, wrong)
        held = asyncio.create_task(line.attempt(NAME, wrong))
        await asyncio.sleep(0)
        assert not held.done()
        line.stop()
        with pytest.raises(NotAllowed):
            await asyncio.wait_for(held, 1)

    asyncio.run(go())
