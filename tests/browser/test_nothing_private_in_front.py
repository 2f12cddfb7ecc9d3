"""Every byte that a projector is sent over a plan of every kind: nothing of a person in it."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from benchmarks.streamlit_client import Tab
from efficacy.activities.blocks import share_words
from efficacy.activities.contract import Given
from efficacy.activities.fields import Text
from efficacy.activities.personal import Turn
from efficacy.activities.registry import KINDS
from efficacy.flow import Move
from efficacy.language import speech
from efficacy.services import access, facilitate
from efficacy.services.workshop import system_now_ms
from tests.browser.rig import House
from tests.every_kind import Stage

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# Call names from common words, and what people might write: found nowhere in the plan.
CALL_NAMES = (
    "Bramble",
    "Gingham",
    "Lantern",
    "Marzipan",
    "Nutmeg",
    "Pebble",
    "Quiver",
    "Thimble",
)
TEXTS = (
    "zinc kettle on Thursday",
    "my aunt's yellow ladder",
    "eleven jars of plum jam",
    "the dentist in Kestrel Lane",
    "an ocelot ate my homework",
    "forty-one quilted coasters",
    "the bus that smells of mint",
    "a violin with two strings",
    "nine turnips and a whistle",
    "the lift at the old mill",
    "a scarf the colour of rust",
    "seven oysters before noon",
    "the piano in the stairwell",
    "blue ink on both sleeves",
    "a goat called Margery",
    "the second drawer is stuck",
)
# What a summary is made of: a picture, a share, an average, a number that was counted.
SUMMARIES = (
    "plotly",
    "Most of us",
    "About half of us",
    "Some of us",
    "on average",
    '<p class="pj-said"',
    '<p class="pj-number"',
    "Group averages",
)
A_NUMBER = "answer"  # of a task: words in it would be asked for again
# Who works with whom is shown to the room: that is what these are for.
NAMES_ARE_SHOWN = frozenset({"partners", "encourage"})


class Talker(Stage):
    """People who put a sentinel into every box that takes their own words."""

    written = 0

    def takes(self, who: access.Participant, turn: Turn) -> None:
        boxes = {
            known.id
            for known in self.room.screen(who).sheet.fields
            if isinstance(known, Text) and known.max_length >= 30 and known.id != A_NUMBER
        }
        super().takes(who, replace(turn, given=tuple(self._said(one, boxes) for one in turn.given)))

    def _said(self, given: Given, boxes: set[str]) -> Given:
        if given.item_id not in boxes or not isinstance(given.value, str):
            return given
        self.written += 1
        return replace(given, value=TEXTS[self.written % len(TEXTS)])


def test_a_projector_is_sent_nothing_of_a_person_over_a_plan_of_every_kind(
    house: House, runner
) -> None:
    shown, written = runner.run(_play(house, people=8))
    assert written >= len(TEXTS)
    assert shown == []


def test_a_projector_is_sent_no_summary_of_four_people(house: House, runner) -> None:
    messages, with_pictures = runner.run(_play_four(house))
    assert with_pictures >= 8  # steps whose picture was asked for
    sent = [words for words in SUMMARIES if any(words.encode() in raw for raw in messages)]
    assert sent == []


def test_a_projector_is_sent_the_summary_of_five_so_the_looking_would_find_one() -> None:
    """The marks that are looked for are those that a summary is drawn with."""
    say = speech()
    drawn = {share_words(code, say) for code in ("most", "about_half", "some")}
    assert drawn <= set(SUMMARIES)


async def _play(house: House, *, people: int) -> tuple[list[str], int]:
    stage = await asyncio.to_thread(_stage, house, people)
    tab = await _projector(house, stage)
    assert tab.messages is not None
    faults, approved = [], set()
    while (move := stage.room.console().next_move) not in (None, Move.END):
        await asyncio.to_thread(stage.room.does, move)
        await asyncio.to_thread(_everybody_plays, stage)
        await tab.run_all()
        kind = stage.room.console().step.kind
        faults += [f"{kind}: {one}" for one in _found(tab, kind) if one not in approved]
        # One of those that were offered to the room is approved, and only that is shown.
        for note in [n for n in stage.room.console().notes if n.is_for_room][:1]:
            facilitate.decide_note(
                stage.room.workshop,
                stage.room.owner,
                stage.room.session_id,
                note.id,
                is_approved=True,
            )
            approved.add(note.text)
            await tab.run_all()
            if note.text not in _found(tab, kind):
                faults.append(f"{kind}: what was passed on is not shown")
        tab.messages.clear()
    await tab.close()
    return faults, stage.written


async def _play_four(house: House) -> tuple[list[bytes], int]:
    revealed = 0
    stage = await asyncio.to_thread(_stage, house, 4)
    tab = await _projector(house, stage)
    while (move := stage.room.console().next_move) not in (None, Move.END):
        await asyncio.to_thread(stage.room.does, move)
        await asyncio.to_thread(_everybody_plays, stage)
        await tab.run_all()
        revealed += move is Move.REVEAL
    await tab.close()
    return list(tab.messages or ()), revealed


def _stage(house: House, people: int) -> Talker:
    assert house.workshop is not None
    return Talker.made(
        house.workshop,
        system_now_ms,  # type: ignore[arg-type]
        *KINDS,
        people=people,
        owner=house.owner,
        names=CALL_NAMES,
    )


async def _projector(house: House, stage: Stage) -> Tab:
    token = facilitate.open_projector(stage.room.workshop, stage.room.owner, stage.room.session_id)
    tab = Tab(
        port=house.server.port,
        cookie=f"{access.COOKIE_PROJECTOR}={token}",
        page="projector",
        live="/live?as=projector",
        keeps=True,
    )
    await tab.open()
    return tab


def _everybody_plays(stage: Stage) -> None:
    for number, who in enumerate(stage.people):
        stage.plays(who, seed=number)


def _found(tab: Tab, kind: str) -> list[str]:
    names = () if kind in NAMES_ARE_SHOWN else CALL_NAMES
    assert tab.messages
    return [one for one in (*names, *TEXTS) if any(one.encode() in raw for raw in tab.messages)]


def test_there_are_twenty_four_sentinels() -> None:
    assert len({*CALL_NAMES, *TEXTS}) == 24
