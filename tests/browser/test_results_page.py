"""The results page in a real browser: it fits in front, on a phone, and works offline."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Page

from tests.browser.pages import PHONE, PROJECTOR, says, settled
from tests.browser.rig import House
from tests.browser.test_every_screen import Look
from tests.cast import Room
from tests.pages.test_results import both_waves

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TOPICS = (
    *("All scales", "Who is in it", "Items and reliability", "Sources"),
    *("Tasks and belief", "Nerves, deeds, goals", "Past groups and planning"),
)


@pytest.fixture(scope="module")
def room(house: House) -> Room:
    """Return a cohort of eight who answered before and after."""
    played = house.room("A group with a rather long name, on Thursday evenings")
    both_waves(played, 8)
    return played


async def _open(house: House, room: Room, viewport: dict[str, int]) -> Page:
    context = await house.context(cookies=house.cookies, viewport=viewport)
    page = await context.new_page()
    await page.goto(f"{house.origin}/results?cohort={room.cohort_id}")
    await page.locator(".js-plotly-plot .main-svg").first.wait_for()
    return await settled(page)


def test_the_first_view_fits_on_one_screen_in_front(house: House, room: Room, runner) -> None:
    async def look() -> None:
        page = await _open(house, room, PROJECTOR)
        box = await page.locator(".st-key-re-first").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PROJECTOR["height"]
        for words in ("On average the 8", "What else could explain it?", "What not to conclude"):
            assert await page.get_by_text(words).first.is_visible()

    runner.run(look())


def test_every_topic_is_without_grave_faults_on_a_phone(house: House, room: Room, runner) -> None:
    look = Look()

    async def walk() -> None:
        page = await _open(house, room, PHONE)
        await look.at(page, "the first view")
        for topic in TOPICS:
            await page.locator(".st-key-results-part").get_by_text(topic, exact=True).click()
            await page.locator(".st-key-re-part h2").filter(has_text=topic.split(",")[0]).wait_for()
            await look.at(await settled(page), topic)

    runner.run(walk())
    assert look.faults == []


def test_the_picture_to_keep_opens_without_a_network(
    house: House, room: Room, runner, tmp_path: Path
) -> None:
    async def keep_and_open() -> None:
        page = await _open(house, room, PROJECTOR)
        async with page.expect_download() as coming:
            await page.get_by_role("link", name="Picture to keep").first.click()
        file = tmp_path / "picture.html"
        await (await coming.value).save_as(file)
        asked: list[str] = []
        context = await house.browser.new_context(offline=True)
        kept = await context.new_page()
        kept.on("request", lambda request: asked.append(request.url))
        await kept.goto(file.as_uri())
        await kept.locator(".js-plotly-plot .main-svg").first.wait_for()
        await says(kept, "8 people")
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        async with kept.expect_download() as drawn:
            await kept.locator(".modebar-btn").first.click()
        assert (await drawn.value).suggested_filename.endswith(".svg")

    runner.run(keep_and_open())
