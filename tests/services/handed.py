"""A room in which people hand on their stories, on a library with a folder of one's own."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from efficacy.content.library import Library
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession
from efficacy.content.peer_models import PeerModel, Trait
from efficacy.flow import Move
from efficacy.home import home
from efficacy.services import access, facilitate, participate
from efficacy.services.facilitate import StoryGiven
from efficacy.services.workshop import Workshop
from tests.activities import house
from tests.cast import Clock, Room

WORDS = {
    "opening": "I counted on my fingers until I was thirty.",
    "hard": "A Monday in the canteen, with 24 plates for 30 people.",
    "tried": "I guessed and cooked double.",
    "cost": "Half of it went into the bin, and I paid for it.",
    "did": "When I see two numbers, I write what one portion is.",
    "led": "I plan the orders for the kitchen now.",
    "still": "Big orders in fractions. I still draw them.",
    "name": "Kim",
    "age": "34",
}
SHIPPED = ("farah", "ines", "jo")
LONGER = " ".join(["On that day I went on with the next plate and wrote it down again."] * 12)
SHORTER = " ".join(["On that day I went on and wrote it down."] * 11)


@cache
def shipped() -> Curriculum:
    """Return what ships, in English."""
    return Library(home() / "curriculum").curriculum()


def with_own(workshop: Workshop, folder: Path) -> Workshop:
    """Give the workshop an own folder, without reading anew what ships."""
    library = copy.copy(workshop.library)
    library.own_folder = folder
    library.refresh()
    workshop.library = library
    return workshop


def plan_of(plan_id: str, *steps: PlannedActivity) -> Plan:
    """Return a plan of one session with these steps."""
    # A plan asks its main scale and for consent; both come last and are never held.
    starter = shipped().plans["starter-45"]
    asked = [
        one for one in starter.sessions[0].activities if one.wave == "pre" or one.kind == "consent"
    ]
    session = PlannedSession(
        id="one", title="One", aim="To try it.", minutes=90, activities=(*steps, *asked)
    )
    names = {"id": plan_id, "title": f"Plan {plan_id}", "primary_scale": starter.primary_scale}
    return house.plan(session).model_copy(update=names)


def storytelling(*models: str, plan_id: str = "telling") -> Plan:
    """Return a plan that tells these stories."""
    step = house.activity("tell", "story").model_copy(
        update={"params": {"models": list(models)}, "minutes": 20}
    )
    return plan_of(plan_id, step)


@dataclass
class Handing:
    """A live session in which people write and give."""

    room: Room
    folder: Path
    count: int = 0

    @classmethod
    def made(cls, workshop: Workshop, clock: Clock, folder: Path, **params: object) -> Handing:
        """Open a session of one step of the kind, in a cohort of its own."""
        own = with_own(workshop, folder)
        who = access.Operator()
        facilitate.save(own, who, plan_of("handing", house.activity("pass-on", "relay", **params)))
        room = Room.made(own, clock, plan_id="handing")
        room.opens("one")
        room.does(Move.BEGIN)
        return cls(room, folder)

    def _number(self) -> int:
        self.count += 1
        return self.count

    def presses(self, who: access.Participant, action_id: str) -> str | None:
        """Press something; return the sentence that refuses it."""
        screen = self.room.screen(who)
        return participate.act(
            self.room.workshop,
            who,
            run_id=screen.step.run_id,
            action_id=action_id,
            counter=self._number(),
            attempt=screen.attempt,
        ).sentence

    def writes(self, who: access.Participant, **words: str) -> None:
        """Fill the boxes screen by screen, up to the last one."""
        told = {**WORDS, **words}
        for number in range(4):
            screen = self.room.screen(who)
            for box in screen.sheet.fields:
                if told[box.id]:
                    self._answers(who, screen, box.id, told[box.id])
            if number < 3:
                assert self.presses(who, "next") is None

    def _answers(self, who: access.Participant, screen, item_id: str, value: str) -> None:
        receipt = participate.answer(
            self.room.workshop,
            who,
            participate.Answer(
                run_id=screen.step.run_id,
                item_id=item_id,
                value=value,
                attempt=screen.attempt,
                counter=self._number(),
            ),
        )
        assert receipt.ok, receipt.sentence

    def gives(self, call_name: str = "Heron", **words: str) -> access.Participant:
        """Let somebody join, write and give; return them."""
        who = self.room.joins(call_name)
        self.writes(who, **words)
        assert self.presses(who, "give") is None
        return who

    def ends(self) -> None:
        """End the session."""
        self.room.does(Move.END)

    def given(self) -> tuple[StoryGiven, ...]:
        """Return what the owner reads."""
        room = self.room
        return facilitate.stories_given(room.workshop, room.owner, room.cohort_id)

    def edited(self, note_id: str) -> PeerModel:
        """Return the draft with all its gaps filled."""
        room = self.room
        return filled(facilitate.draft_story(room.workshop, room.owner, note_id))

    def saved(self) -> PeerModel:
        """End the session, edit the first story and save it; return it."""
        self.ends()
        model = self.edited(self.given()[0].note_id)
        facilitate.save_story(self.room.workshop, self.room.owner, model, is_agreed=True)
        return model

    def tells(self, *models: str, plan_id: str = "telling") -> Room:
        """Make a cohort on a plan that tells these stories, and begin its step."""
        workshop = self.room.workshop
        facilitate.save(workshop, self.room.owner, storytelling(*models, plan_id=plan_id))
        room = Room.made(
            workshop, self.room.clock, owner=self.room.owner, name=plan_id, plan_id=plan_id
        )
        room.opens("one")
        room.does(Move.BEGIN)
        return room


def filled(model: PeerModel) -> PeerModel:
    """Return a story with its lengths and all that the counselor chooses."""
    stage = Trait(id="working", words="works already")
    field = Trait(id="kitchen", words="works in a kitchen")
    chosen = model.attributes.model_copy(update={"stage": stage, "field": field, "level": 50})
    return replaced(
        model,
        short=f"{model.short} {SHORTER}",
        long=f"{model.long} {LONGER}",
        road="partial",
        attributes=chosen,
    )


def replaced(model: PeerModel, **parts: object) -> PeerModel:
    """Return a story with other parts."""
    return model.model_copy(update=parts)


__all__ = ["SHIPPED", "WORDS", "Handing", "filled", "replaced", "storytelling"]
