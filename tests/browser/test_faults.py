"""A broken Wi-Fi and a killed server: no letter, no answer and no place is lost.

While the fault lasts, one person types into a long text field and another
changes ratings, and the facilitator takes the session on. The faults are made
on the wire (``proxy``) or by SIGKILL; they run at the same time, each with
rooms of its own.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.async_api import Page

from efficacy.flow import Move
from tests.browser.compare import differences, values_of
from tests.browser.pages import says, until
from tests.browser.proxy import FaultProxy, Weather
from tests.browser.rig import Guest, House, opened, press
from tests.cast import Room

pytestmark = [pytest.mark.alone, pytest.mark.browser, pytest.mark.slow]

LETTERS = ("abcdefghijklmnopqrstuvwxyz" * 4)[:90]
A_LETTER_S = 0.1
RATINGS = ((0, 7), (2, 4), (5, 1))  # which line, which of its points
A_BREATH_S = 3.0
BACK_S = 5.0
DIALOG_S = 0.2

# Looks at every painted picture of the page, as a person would.
_LOOK = """() => {
  const seen = (window.seen = { longest: 0, since: null, moves: [] });
  const isShown = (node) =>
    node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const look = () => {
    const open = [...document.querySelectorAll('[role=dialog], [role=alertdialog], dialog[open]')];
    const now = performance.now();
    if (!open.some(isShown)) seen.since = null;
    else {
      seen.since ??= now;
      seen.longest = Math.max(seen.longest, now - seen.since);
    }
    requestAnimationFrame(look);
  };
  look();
  document.addEventListener("focusout", (event) => seen.moves.push(event.target.tagName), true);
}"""


@dataclass
class Scene:
    """What was measured of one fault."""

    name: str
    stored_s: float
    shown_s: float
    dialog_s: float
    differences: list[str]


@dataclass
class Pair:
    """Who types and who rates, each in a room of their own, and the two consoles."""

    typist: Guest
    writing: Room
    rater: Guest
    rating: Room
    name: str

    @property
    def guests(self) -> tuple[Guest, Guest]:
        return self.typist, self.rater


def test_faults_of_the_network_and_of_the_server_lose_nothing(
    house: House, browser, runner, tmp_path
) -> None:
    scenes = runner.run(_all_faults(house, browser, tmp_path))
    print()
    for scene in scenes:
        print(
            f"{scene.name}: in the store {scene.stored_s:.2f} s after the return, on the pages"
            f" {scene.shown_s:.2f} s; longest dialog {1000 * scene.dialog_s:.0f} ms"
        )
    for scene in scenes:
        assert scene.stored_s < BACK_S, scene.name
        assert scene.shown_s < BACK_S, scene.name
        assert scene.dialog_s <= DIALOG_S, scene.name
        assert scene.differences == [], scene.name


async def _all_faults(house: House, browser: Any, folder: Any) -> list[Scene]:
    async with opened(browser, folder) as doomed:
        return await asyncio.gather(
            _weather(house, Weather.RESET, 30.0),
            _weather(house, Weather.HOLD, 60.0),
            _weather(house, Weather.LOSS, 30.0),
            _power_cut(doomed),
        )


# ------------------------------------------------------------------ the faults


async def _weather(house: House, weather: Weather, seconds: float) -> Scene:
    proxy = FaultProxy(house.server.port)
    try:
        pair = await _ready(house, weather.value, port=proxy.port)
        consoles = [house.bare_console(room) for room in (pair.writing, pair.rating)]
        await asyncio.gather(*(console.open() for console in consoles))
        began = time.monotonic()
        proxy.set(weather)
        await _work_on(pair)
        # The facilitator's laptop is well: the session goes on without the two.
        await press(consoles[0], "close-")
        await press(consoles[1])
        await press(consoles[1])
        await asyncio.sleep(max(0.0, began + seconds - time.monotonic()))
        await _is_untouched(pair)
        proxy.set(Weather.UP)
        scene = await _all_there(house, pair, f"{weather.value} for {seconds:.0f} s")
        await asyncio.gather(*(console.close() for console in consoles))
        return scene
    finally:
        proxy.close()


async def _power_cut(house: House) -> Scene:
    pair = await _ready(house, "kill", port=house.server.port)
    house.server.kill()
    await _work_on(pair)
    # What the session's rows say after the start is what counts; here they move meanwhile.
    pair.writing.does(Move.CLOSE)
    for _ in range(2):
        pair.rating.does(_next(pair.rating))
    await _is_untouched(pair)
    await asyncio.to_thread(house.server.start)
    return await _all_there(house, pair, "SIGKILL and restart")


def _next(room: Room) -> Any:
    return room.console().next_move


# ------------------------------------------------------------------- the scene


async def _ready(house: House, name: str, *, port: int) -> Pair:
    """Bring one person to the discussion's text field and one to the first survey."""
    writing, rating = house.room(f"{name}, writing"), house.room(f"{name}, rating")
    writing.goes_to("discussion")
    while writing.console().next_move == Move.NEXT_PHASE:
        writing.does(_next(writing))
    rating.goes_to("survey", wave="pre")
    pair = Pair(
        await house.guest(writing, f"Typist {name}", port=port),
        writing,
        await house.guest(rating, f"Rater {name}", port=port),
        rating,
        name,
    )
    await pair.typist.page.locator(".cd-sheet textarea").wait_for()
    await pair.rater.page.locator(".cd-field").nth(5).wait_for()
    for guest in pair.guests:
        await guest.page.evaluate(f"({_LOOK})()")
    return pair


async def _work_on(pair: Pair) -> None:
    """Type 90 letters at ten a second, and change three ratings meanwhile."""
    await asyncio.gather(_type(pair.typist.page), _rate(pair.rater.page))
    # The facilitator looks up before going on: what is typed in the very moment of Close may be
    # refused, because the way to the server counts as time after it.
    await asyncio.sleep(A_BREATH_S)


async def _type(page: Page) -> None:
    await page.locator(".cd-sheet textarea").click()
    await page.evaluate("seen.moves = []")
    began = time.monotonic()
    for place, letter in enumerate(LETTERS):
        await page.keyboard.type(letter)
        await asyncio.sleep(max(0.0, began + (place + 1) * A_LETTER_S - time.monotonic()))


async def _rate(page: Page) -> None:
    for line, point in RATINGS:
        await page.locator(".cd-field").nth(line).locator(".cd-cell").nth(point).click()
        await asyncio.sleep(2.5)


async def _is_untouched(pair: Pair) -> None:
    """Hold, before the connection is back, that nothing of the page was taken away."""
    page = pair.typist.page
    assert await page.locator(".cd-sheet textarea").input_value() == LETTERS
    assert await page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    assert await page.evaluate("seen.moves") == []
    assert await pair.rater.page.locator(".cd-sheet input:checked").count() == len(RATINGS)


async def _all_there(house: House, pair: Pair, name: str) -> Scene:
    """Wait until store and pages are right, longer than may be; return what that took."""
    began, patience = time.monotonic(), 4 * BACK_S

    async def shown() -> float:
        await asyncio.gather(
            says(pair.typist.page, "This step is closed", within_s=patience),
            says(pair.rater.page, *_slide(pair.rating), within_s=patience),
        )
        return time.monotonic() - began

    try:
        stored_s, shown_s = await asyncio.gather(
            until(lambda: _is_stored(house, pair), within_s=patience, what="all is stored"),
            shown(),
        )
    except AssertionError as late:
        told = [await guest.page.locator(".cd-status").all_inner_texts() for guest in pair.guests]
        raise AssertionError(f"{name}: {late}; the sheets say {told}") from late
    longest = [await guest.page.evaluate("seen.longest") for guest in pair.guests]
    assert await pair.typist.page.locator(".cd-sheet textarea").input_value() == LETTERS
    return Scene(
        name,
        stored_s,
        shown_s,
        max(longest) / 1000,
        differences(house.server.database, pair.guests),
    )


def _is_stored(house: House, pair: Pair) -> bool:
    database = house.server.database
    written = list(values_of(database, pair.writing.code, pair.typist.call_name).values())
    rated = sorted(values_of(database, pair.rating.code, pair.rater.call_name).values())
    return written == [LETTERS] and rated == sorted(10.0 * point for _, point in RATINGS)


def _slide(room: Room) -> tuple[str, ...]:
    step = room.console().step
    assert step is not None
    return (f"Step {step.number} of {step.total}",)
