"""Hints below the boxes of a goal: they follow what is written, and nothing jumps."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from efficacy.flow import Move
from efficacy.services.workshop import system_now_ms
from tests.browser.pages import says
from tests.browser.rig import House
from tests.every_kind import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NO_DAY, READY = "On which day", "It names a doing, a time and an end."
_TOPS = "() => [...document.querySelectorAll('.cd-field')].map((one) => one.offsetTop)"


def test_hints_follow_what_is_written_and_no_box_moves(house: House, runner) -> None:
    tops, focused = runner.run(_write(house))
    assert len(set(map(tuple, tops))) == 1
    assert focused == "TEXTAREA"


async def _write(house: House) -> tuple[list[list[int]], str]:
    assert house.workshop is not None
    stage = Stage.made(house.workshop, system_now_ms, "goal", owner=house.owner)  # type: ignore[arg-type]
    guest = await house.guest(stage.room, "Heron the first")
    stage.room.does(Move.BEGIN)
    page: Page = guest.page
    boxes = page.locator(".cd-field textarea, .cd-field input[type=text]")
    await boxes.first.wait_for()
    tops = [await page.evaluate(_TOPS)]
    await boxes.nth(0).press_sequentially("solve 3 tasks")
    await says(page, NO_DAY)  # nobody pressed anything, and nobody left the box
    focused = await page.evaluate("() => document.activeElement.tagName")
    tops.append(await page.evaluate(_TOPS))
    await boxes.nth(1).fill("Friday at 7")
    await says(page, READY)
    tops.append(await page.evaluate(_TOPS))
    return tops, focused
