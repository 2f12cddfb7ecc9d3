"""Typing forms from paper with the keyboard alone: fast, saved as it goes, and never lost."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, Route

from efficacy.services import access, paper_entry
from efficacy.store.queries import responses
from tests.browser.pages import says, settled, until
from tests.browser.rig import House
from tests.cast import Room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# A form of 26 questions in under a minute, at two keys a second.
KEYS_A_MINUTE, QUESTIONS = 120, 26


class Desk:
    """The page of one cohort, with the people whose forms are typed."""

    def __init__(self, house: House, *, plan_id: str, survey: int = 0, people: int = 2) -> None:
        self.house = house
        self.room: Room = house.room(plan_id=plan_id)
        owner, cohort_id = self.room.owner, self.room.cohort_id
        for _ in range(people):
            paper_entry.add_person(self.room.workshop, owner, cohort_id, takes_survey=True)
        self.asked = paper_entry.surveys(self.room.workshop, owner, cohort_id)[survey]
        self.fields = self.asked.fields("en")
        self.rows = paper_entry.grid(
            self.room.workshop, owner, cohort_id, self.asked.session.id, self.asked.activity.id
        ).rows

    async def opened(self) -> Page:
        """Open the page and put the cursor into the first cell."""
        context = await self.house.desk()
        page = await context.new_page()
        await page.goto(f"{self.house.origin}/paper?cohort={self.room.cohort_id}")
        await page.locator(".pa-grid input").first.wait_for()
        await settled(page)
        await page.locator(".pa-grid input").first.focus()
        return page

    def stored(self, row: int = 0) -> dict[str, float]:
        """Return what the database has of one person."""
        with self.room.workshop.store.read() as tx:
            rows = responses.history(tx, self.rows[row].person_id)
        return {one.item_id: one.number for one in rows if one.number is not None}


def keys_for(value: int, points: tuple[int, ...]) -> list[str]:
    """Return what is pressed for one answer: its digits, and Enter where more could follow."""
    text = str(value)
    is_whole = not any(str(one) != text and str(one).startswith(text) for one in points)
    return [*text, *([] if is_whole else ["Enter"])]


def test_a_form_of_26_questions_takes_less_than_a_minute_of_keys(house: House, runner) -> None:
    desk = Desk(house, plan_id="math-career-6x90")
    assert len(desk.fields) >= QUESTIONS
    wanted = {
        one.id: one.points[(place * 3) % len(one.points)] for place, one in enumerate(desk.fields)
    }
    pressed = [key for one in desk.fields for key in keys_for(wanted[one.id], one.points)]
    assert len(pressed) / len(desk.fields) * QUESTIONS < KEYS_A_MINUTE / 2

    async def types() -> None:
        page = await desk.opened()
        for key in pressed:
            await page.keyboard.press(key)
        await until(lambda: desk.stored() == wanted, what="every answer is stored")
        await says(page, f"{len(wanted)} of {len(wanted)}")
        # The cursor stands at the next form.
        assert await page.evaluate("() => document.activeElement.dataset.cell") == "1:0"

    runner.run(types())


def test_what_no_answer_can_be_is_refused_at_once_and_nothing_is_lost(house: House, runner) -> None:
    desk = Desk(house, plan_id="starter-45")
    first = desk.fields[0]
    assert first.points[-1] == 100

    async def types() -> None:
        page = await desk.opened()
        for key in "70":
            await page.keyboard.press(key)
        await page.keyboard.press("ArrowLeft")
        for key in "75":
            await page.keyboard.press(key)
        await says(page, "“75” was not saved", "What was saved before stays.")
        assert await page.evaluate("() => document.activeElement.dataset.cell") == "0:0"
        await page.keyboard.press("ArrowRight")  # not before it is an answer
        assert await page.evaluate("() => document.activeElement.dataset.cell") == "0:0"
        assert desk.stored() == {first.id: 70}
        for key in "80":
            await page.keyboard.press(key)
        await until(lambda: desk.stored() == {first.id: 80})
        assert await page.evaluate("() => document.activeElement.dataset.cell") == "0:1"

    runner.run(types())


def test_after_a_reload_a_dot_says_what_was_typed_and_no_answer_is_shown(
    house: House, runner
) -> None:
    desk = Desk(house, plan_id="starter-45")

    async def types() -> None:
        page = await desk.opened()
        for key in ("4", "0", "Enter", "6", "0"):  # the second question is left empty
            await page.keyboard.press(key)
        wanted = {desk.fields[0].id: 40, desk.fields[2].id: 60}
        await until(lambda: desk.stored() == wanted, what="both are stored")
        await page.reload()
        await page.locator(".pa-grid input").first.wait_for()
        cells = page.locator(".pa-grid tbody tr").first.locator("input")
        marks = [await cells.nth(place).get_attribute("placeholder") for place in range(4)]
        values = [await cells.nth(place).input_value() for place in range(4)]
        assert (marks, values) == (["•", "", "•", ""], [""] * 4)
        await cells.nth(0).focus()
        await page.keyboard.press("Delete")
        await until(lambda: desk.stored() == {desk.fields[2].id: 60}, what="one is emptied")

    runner.run(types())


def test_without_a_connection_answers_wait_in_the_page_and_are_sent_later(
    house: House, runner
) -> None:
    desk = Desk(house, plan_id="starter-45")
    is_down = True

    async def gate(route: Route) -> None:
        await (route.abort() if is_down else route.continue_())

    async def types() -> None:
        nonlocal is_down
        page = await desk.opened()
        await page.route("**/desk/paper", gate)
        for key in "7030":
            await page.keyboard.press(key)
        await says(page, "answers wait in this page; keep it open")
        assert desk.stored() == {}
        kept = await page.evaluate("() => JSON.stringify({ ...localStorage })")
        assert desk.rows[0].person_id not in kept
        is_down = False
        await until(lambda: len(desk.stored()) == 2, what="both were sent")

    runner.run(types())


def test_what_was_answered_on_a_screen_stays(house: House, runner) -> None:
    desk = Desk(house, plan_id="starter-45", people=0)
    heron = desk.room.joins("Heron")
    assert isinstance(heron, access.Participant)
    desk.room.goes_to("survey", wave="pre")
    item = desk.fields[0].id
    desk.room.answers(heron, item, 50, counter=1)

    async def types() -> None:
        page = await desk.opened()
        for key in "50":  # the very same, so that trying out values tells nothing
            await page.keyboard.press(key)
        await says(page, "This was answered on a screen, and that answer stays.")
        await page.keyboard.press("ArrowLeft")
        await page.keyboard.press("Delete")
        assert await page.locator(".pa-grid input").first.input_value() == ""

    runner.run(types())
    with desk.room.workshop.store.read() as tx:
        (row,) = responses.history(tx, heron.id)
    assert (row.number, row.device_id == "paper") == (50, False)
