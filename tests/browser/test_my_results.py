"""One's own results in a real browser: read on a small phone, shown, taken back at once."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from playwright.async_api import Page

from efficacy.services import access
from tests.browser.pages import LAPTOP, PHONE, says, settled, until
from tests.browser.rig import House
from tests.browser.test_every_screen import Look
from tests.seven import SEVEN, seven

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDER_PHONE = {"width": 390, "height": 844}
FALL = "Your answers moved down."
# Lists that are folded up count as well: what opens may be too wide.
_UNFOLD = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
_WIDTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_all_seven_pages_can_be_read_on_a_phone_of_320_pixels(house: House, runner) -> None:
    look = Look()
    assert runner.run(_read(house, look)) == 0
    assert look.faults == []
    assert len(look.screens) == len(SEVEN) + 1


async def _read(house: House, look: Look) -> int:
    cookies = await asyncio.to_thread(seven, house.room("Tuesday group"))
    for name, cookie in cookies.items():
        page = await _page(house, cookie, PHONE)
        await look.at(page, name)
        await page.context.close()
    page = await _page(house, cookies["Down"], WIDER_PHONE)
    await look.at(page, "Down, on a wider phone")
    return int(await page.evaluate(_WIDTH))


async def _page(house: House, cookie: str, viewport: Any) -> Page:
    """Return somebody's own page with all lists unfolded."""
    known = {"name": access.COOKIE_PARTICIPANT, "value": cookie, "url": house.origin}
    context = await house.context(viewport=viewport, cookies=[known])
    page = await context.new_page()
    await page.goto(f"{house.origin}/my-results#here")
    await page.locator(".me").first.wait_for()
    await (await settled(page)).evaluate(_UNFOLD)
    return page


def test_shown_by_a_press_and_gone_from_the_counselors_screen_by_another(
    house: House, runner
) -> None:
    faults, seconds = runner.run(_show_and_take_back(house))
    assert faults == []
    assert seconds < 5


async def _show_and_take_back(house: House) -> tuple[list[str], float]:
    room, look = house.room(), Look()
    cookies = await asyncio.to_thread(seven, room, "Down")
    phone = await _page(house, cookies["Down"], PHONE)
    people = await (await house.desk()).new_page()
    await people.goto(f"{house.origin}/people?cohort={room.cohort_id}")
    await says(await settled(people), "1 take part")
    assert await people.get_by_text(FALL).count() == 0

    await phone.get_by_role("button", name="Show this page to my counselor").click()
    await says(phone, "Your counselor can look at this page")
    await look.at(await settled(phone), "own results, shown")
    # Nobody has touched the counselor's page: the news came to it.
    await people.get_by_role("button", name="shows you their results").click()
    await people.get_by_role("button", name="Down", exact=True).click()
    await says(people, FALL)
    await look.at(await settled(people), "people, with what somebody shows")
    await people.get_by_role("textbox", name="Two sentences back").fill("You went on. Come by.")
    await people.get_by_role("button", name="Send it").click()
    await says(people, "It stands on their page now.")
    await phone.reload()
    await says(phone, "From your counselor", "You went on. Come by.")
    await look.at(await settled(phone), "own results, with words back")

    await phone.get_by_role("button", name="Take it back").click()
    seconds = await until(
        lambda: _says_nothing(people), within_s=8, what="the counselor's view is gone"
    )
    await says(phone, "Only you see this page.")
    return look.faults, seconds


async def _says_nothing(page: Page) -> bool:
    return FALL not in await page.evaluate("document.body.innerText")


def test_on_a_laptop_it_is_one_column_in_the_middle(house: House, runner) -> None:
    assert runner.run(_wide(house)) <= LAPTOP["width"] * 0.6


async def _wide(house: House) -> float:
    cookies = await asyncio.to_thread(seven, house.room(), "Up", until="pre")
    page = await _page(house, cookies["Up"], LAPTOP)
    box = await page.locator(".me").first.bounding_box()
    assert box is not None
    return box["width"]
