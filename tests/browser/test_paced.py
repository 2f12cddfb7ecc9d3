"""The paced script in a real browser: it moves, pauses, goes on, and grows."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from efficacy.flow import Move
from efficacy.services.workshop import system_now_ms
from tests.browser.rig import House
from tests.every_kind import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Whether the first line runs or is held, and how large its letters are (px).
_STATE = "() => document.querySelector('[data-paced] li').getAnimations()[0]?.playState"
_SIZE = "() => parseFloat(getComputedStyle(document.querySelector('[data-paced] li')).fontSize)"


def test_a_script_can_be_paused_and_its_letters_set(house: House, runner) -> None:
    for states, before, after in runner.run(_look(house)):
        assert states == ["running", "paused", "running"]
        assert after > before


async def _look(house: House) -> list[tuple[list[str], float, float]]:
    assert house.workshop is not None
    stage = Stage.made(house.workshop, system_now_ms, "rehearse", owner=house.owner)  # type: ignore[arg-type]
    projector = await house.projector(stage.room)
    guest = await house.guest(stage.room, "Heron the first")
    stage.room.does(Move.BEGIN)
    stage.room.does(Move.NEXT_PHASE)
    return [await _one(projector), await _one(guest.page)]


async def _one(page: Page) -> tuple[list[str], float, float]:
    """Pause, go on, and enlarge; return what the first line did meanwhile."""
    pause, go_on = (page.get_by_role("button", name=one, exact=True) for one in ("Pause", "Go on"))
    await pause.wait_for()
    states = [await page.evaluate(_STATE)]
    await pause.click()
    await go_on.wait_for()
    states.append(await page.evaluate(_STATE))
    await go_on.click()
    await pause.wait_for()
    states.append(await page.evaluate(_STATE))
    before = await page.evaluate(_SIZE)
    await page.get_by_role("button", name="Larger letters").click()
    return states, before, await page.evaluate(_SIZE)
