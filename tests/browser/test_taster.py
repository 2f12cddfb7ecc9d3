"""The evening of ``taster-90`` with three people in real browsers, from the lobby to the end.

Two more people play without a browser, so that there is something to show the room. What the
three do is decided as for simulated people, and done with the pointer and the keyboard. One of
them reloads the page after every answer, and finds what was given.
"""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from efficacy.activities.contract import Given, Persona
from efficacy.activities.fields import Field, Text
from efficacy.content.marks import UNCLEAR, is_mark
from efficacy.flow import Move
from efficacy.services import access
from efficacy.services.views import ParticipantScreen
from tests.browser.compare import differences
from tests.browser.pages import LAPTOP, PATIENCE_MS, PHONE, moved_on, settled, until
from tests.browser.rig import Guest, House
from tests.cast import Room
from tests.every_kind import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PLAN = "taster-90"
BROWSERS = (
    ("Heron by the old mill", PHONE),
    ("Wren", {"width": 390, "height": 780}),
    ("Finch", LAPTOP),
)
OTHERS = ("Robin", "Swift", "Raven")
MOST_TURNS = 60

# What is drawn is what the server says this person has before them: the words and the boxes.
_SHOWS = """([attempt, words, labels]) => {
  if (document.querySelector(".cd-sheet")?.dataset.attempt !== attempt) return false;
  const said = document.body.textContent;
  if (!words.every((one) => said.includes(one))) return false;
  const drawn = [...document.querySelectorAll(".cd-field .cd-label")].map((one) => one.textContent);
  return JSON.stringify(drawn) === JSON.stringify(labels);
}"""


@dataclass
class Player:
    """Somebody in a real browser."""

    guest: Guest
    who: access.Participant
    persona: Persona
    reloads: bool = False

    @property
    def page(self) -> Page:
        return self.guest.page


def test_an_evening_of_the_taster_goes_through_in_three_browsers(house: House, runner) -> None:
    stage, players = runner.run(_evening(house))
    room = stage.room
    assert room.console().place == "after"
    assert differences(house.server.database, [one.guest for one in players]) == []


async def _evening(house: House) -> tuple[Stage, list[Player]]:
    room = house.room("Taster evening", plan_id=PLAN)
    console = await house.console(room, await house.desk())
    projector = await house.projector(room)
    players = [await _joins(house, room, name, looks) for name, looks in BROWSERS]
    stage = Stage(room, [room.joins(name) for name in OTHERS])
    pages = [console, projector, *(one.page for one in players)]
    look = _Look({"console": console, "projector": projector, "phone": players[1].page})
    presses = 0
    while room.console().next_move is not Move.END:
        move = room.console().next_move
        await moved_on(pages, lambda: console.keyboard.press("PageDown"), room)
        presses += 1
        await look.at(room, move)
        if move in (Move.BEGIN, Move.NEXT, Move.NEXT_PHASE):
            await _step(stage, players, console, look)
    await console.keyboard.press("PageDown")
    await console.get_by_role("button", name="End the session").last.click()
    await until(lambda: room.console().place == "after", what="the session is over")
    assert presses + 1 <= 25
    await projector.get_by_text("Thank you for being here.").wait_for()
    for one in players:
        await one.page.get_by_text("That was it for today").wait_for()
    return stage, players


async def _joins(house: House, room: Room, name: str, viewport: object) -> Player:
    guest = await house.guest(room, name, viewport=viewport)
    tokens = {one["name"]: one["value"] for one in await guest.context.cookies()}
    who = access.who_is(room.workshop, tokens).participant
    assert who is not None
    persona = Persona(sureness=40 + 10 * len(name) % 40, worry=0.4, skips=0.0)
    return Player(guest, who, persona, reloads=viewport == LAPTOP)


async def _step(stage: Stage, players: list[Player], console: Page, look: _Look) -> None:
    """Let everybody do what there is to do in this part."""
    if stage.room.console().groups_people and not stage.room.console().step.groups:
        await console.get_by_role("button", name="Form pairs").click()
        await until(lambda: bool(stage.room.console().step.groups), what="groups are formed")
        await look.at(stage.room, "groups")
    for number, who in enumerate(stage.people):
        await asyncio.to_thread(stage.plays, who, seed=number)
    for one in players:
        await _plays(stage, one, look if one is players[1] else None)


async def _plays(stage: Stage, player: Player, look: _Look | None) -> None:
    for number in range(MOST_TURNS):
        turn = stage.turn_of(player.who, player.persona, seed=number)
        if not (turn.given or turn.action_id):
            return
        screen = stage.room.screen(player.who)
        words = [line for card in screen.cards for line in (*card.lines, *card.points)]
        labels = [field.label for field in screen.sheet.fields]
        shown = [str(screen.attempt), words, labels]
        await player.page.wait_for_function(_SHOWS, arg=shown, timeout=PATIENCE_MS)
        if look:
            await look.turn(stage.room, number)
        for given in turn.given:
            await _give(player.page, screen, given)
            if player.reloads:
                await player.page.reload()
                await player.page.wait_for_function(_SHOWS, arg=shown, timeout=PATIENCE_MS)
                await _is_there(player.page, screen, given)
        if turn.action_id:
            await _act(stage, player, screen, turn.action_id)
    raise AssertionError(f"{player.guest.call_name} does not come to an end")


async def _give(page: Page, screen: ParticipantScreen, given: Given) -> None:
    """Give one answer with the pointer or the keyboard, and wait until it is saved."""
    field, drawn = _drawn(page, screen, given)
    if is_mark(given.item_id):
        await drawn.locator(".cd-unclear").click()
    else:
        await (_type if isinstance(field, Text) else _tap)(drawn, field, given)
    await drawn.locator('.cd-status[data-state="saved"]').wait_for()


def _drawn(page: Page, screen: ParticipantScreen, given: Given) -> tuple[Field, Locator]:
    """Return the question that an answer belongs to, and where it stands; so does its mark."""
    item = given.item_id.removesuffix(UNCLEAR)
    place = next(n for n, one in enumerate(screen.sheet.fields) if one.id == item)
    return screen.sheet.fields[place], page.locator(".cd-field").nth(place)


async def _type(drawn: Locator, field: Field, given: Given) -> None:
    box = drawn.locator("textarea, input").first
    await box.fill(str(given.value))
    await box.blur()


async def _tap(drawn: Locator, field: Field, given: Given) -> None:
    await drawn.locator(f'label.cd-cell:has(input[value="{_mark(given)}"])').click()


def _mark(given: Given) -> str:
    """Return what a button holds: the option, or the point of a scale."""
    if given.option_id or isinstance(given.value, str):
        return given.option_id or str(given.value)
    return f"{given.value:g}"


async def _is_there(page: Page, screen: ParticipantScreen, given: Given) -> None:
    field, drawn = _drawn(page, screen, given)
    if is_mark(given.item_id):
        await expect(drawn.locator(".cd-unclear")).to_have_attribute("aria-pressed", "true")
    elif isinstance(field, Text):
        await expect(drawn.locator("textarea, input").first).to_have_value(str(given.value))
    else:
        await expect(drawn.locator(f'input[value="{_mark(given)}"]')).to_be_checked()


async def _act(stage: Stage, player: Player, screen: ParticipantScreen, action_id: str) -> None:
    """Press a button, and wait until the server has this person elsewhere."""
    label = next(one.label for one in screen.sheet.actions if one.id == action_id)

    def place() -> tuple[object, ...]:
        now = stage.room.screen(player.who)
        ways = tuple(one.id for one in now.sheet.actions)
        return now.attempt, now.completed, ways, [one.id for one in now.sheet.fields]

    before = place()
    await player.page.get_by_role("button", name=label, exact=True).click()
    await until(lambda: place() != before, what=f"{label} brings {player.guest.call_name} on")


class _Look:
    """Pictures of the evening, where a folder for them is named."""

    def __init__(self, screens: dict[str, Page]) -> None:
        named = os.environ.get("WORKSHOP_SCREENSHOTS")
        self.folder, self.screens, self.number = Path(named) if named else None, screens, 0

    async def at(self, room: Room, what: object) -> None:
        step = room.console().step
        if self.folder is None or step is None:
            return
        for role, page in self.screens.items():
            await self._shot(page, f"{step.number:02d} {step.kind}, {what}, {role}")

    async def turn(self, room: Room, number: int) -> None:
        step = room.console().step
        if self.folder is not None and step is not None:
            await self._shot(
                self.screens["phone"], f"{step.number:02d} {step.kind}, turn {number:02d}"
            )

    async def _shot(self, page: Page, name: str) -> None:
        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        self.number += 1
        await (await settled(page)).screenshot(path=self.folder / f"t{self.number:03d} {name}.png")
