"""A plan with one activity of every kind, so that no screen and no rule forgets a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random

from efficacy.activities.contract import Persona
from efficacy.activities.personal import Turn
from efficacy.activities.registry import KINDS
from efficacy.content.models import Curriculum, Plan, PlannedSession
from efficacy.language import speech
from efficacy.services import access, participate, present
from efficacy.services.workshop import Workshop
from tests.activities import house
from tests.cast import Clock, Room

MOST_TURNS = 200
NAMES = ("Heron", "Finch", "Robin", "Swift", "Raven", "Dove", "Wren", "Lark")


def plan_of(*kinds: str) -> Plan:
    """Return a plan whose one session holds these kinds, in this order."""
    steps = tuple(
        house.activity(f"it-{name}", name, wave="pre" if KINDS[name].measures else None)
        for name in kinds
    )
    return house.plan(
        PlannedSession(id="one", title="One", aim="To try it.", minutes=300, activities=steps)
    )


@dataclass
class Shelf:
    """A library that holds nothing but the content of the house."""

    content: Curriculum

    def bundle(
        self,
        plan_id: str,
        language: str = "en",
        *,
        form: str = "core",
        country: str | None = None,
    ) -> Curriculum:
        """Return the content, whatever the plan is called."""
        return self.content

    def plans(self, language: str = "en") -> tuple[Plan, ...]:
        """Return its one plan."""
        return tuple(self.content.plans.values())


def stocked(workshop: Workshop, *kinds: str) -> Workshop:
    """Return the workshop with a library that holds a plan of these kinds (all, if none named)."""
    content = house.curriculum(the_plan=plan_of(*(kinds or tuple(KINDS))))
    return replace(workshop, library=Shelf(content))  # type: ignore[arg-type]


@dataclass
class Stage:
    """A room on that plan, with people who play."""

    room: Room
    people: list[access.Participant]
    counters: dict[str, int] = field(default_factory=dict)

    @classmethod
    def made(
        cls,
        workshop: Workshop,
        clock: Clock,
        *kinds: str,
        people: int = 6,
        owner: access.Facilitator | None = None,
        names: Sequence[str] = NAMES,
    ) -> Stage:
        """Open a session of a plan of these kinds, with ``people`` in its lobby."""
        own = stocked(workshop, *kinds)
        room = Room.made(own, clock, name=f"Group of {people}", owner=owner, plan_id="small")
        room.opens("one")
        return cls(room, [room.joins(f"{names[n % len(names)]} {n}") for n in range(people)])

    def plays(self, who: access.Participant, *, seed: int = 1, turns: int = MOST_TURNS) -> int:
        """Let somebody do what a simulated person does, until they wait; return the turns."""
        persona = Persona(sureness=35 + 7 * (seed % 8), worry=0.1 * (seed % 9))
        for number in range(turns):
            turn = self.turn_of(who, persona, seed=100 * seed + number)
            if not (turn.given or turn.action_id):
                return number
            self.takes(who, turn)
        return turns

    def turn_of(self, who: access.Participant, persona: Persona, *, seed: int) -> Turn:
        """Return what somebody would do next."""
        screen = self.room.screen(who)
        found = present.own_standing(self.room.workshop, who)
        if found is None or screen.step is None or not screen.is_open or screen.completed:
            return Turn()
        held, own = found
        if held.kind.is_personal:
            return held.kind.play(held.context, own, persona, Random(seed), speech())
        given = held.kind.simulate(held.context, persona, Random(seed), speech())
        has_way = any(known.id == "done" for known in screen.sheet.actions)
        return Turn(given=given, action_id="done" if has_way else "")

    def takes(self, who: access.Participant, turn: Turn) -> None:
        """Give the answers of a turn, then press its button."""
        screen = self.room.screen(who)
        assert screen.step is not None
        for given in turn.given:
            receipt = participate.answer(
                self.room.workshop,
                who,
                participate.Answer(
                    run_id=screen.step.run_id,
                    item_id=given.item_id,
                    value=given.value,
                    attempt=given.attempt,
                    option_id=given.option_id,
                    counter=self._next(who),
                ),
            )
            assert receipt.ok, f"{given}: {receipt.sentence}"
        if turn.action_id:
            self.presses(who, turn.action_id)

    def presses(self, who: access.Participant, action_id: str) -> None:
        """Press a button of one's sheet."""
        screen = self.room.screen(who)
        assert screen.step is not None
        reply = participate.act(
            self.room.workshop,
            who,
            run_id=screen.step.run_id,
            action_id=action_id,
            counter=self._next(who),
            attempt=screen.attempt,
        )
        assert reply.sentence is None, reply.sentence

    def _next(self, who: access.Participant) -> int:
        self.counters[who.id] = self.counters.get(who.id, 0) + 1
        return self.counters[who.id]
