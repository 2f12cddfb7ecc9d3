"""The kind ``partners``: study partners find each other and do something together.

The facilitator forms pairs or threes and can move anybody. Each person sees
their own partners. Whoever would rather have another one says so with a press,
without a reason; the console shows it as a mark on the group. Whoever can only
work alone passes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Literal

from pydantic import field_validator

from efficacy.activities import codebook
from efficacy.activities.blocks import DONE, PASS, TextParam, finishing, require_once, texts
from efficacy.activities.blocks import own as mine
from efficacy.activities.contract import (
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Phase,
    Sheet,
    Summary,
)
from efficacy.activities.discussion import PhaseParam
from efficacy.activities.fields import Action
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Earlier, Outcome, Standing, Turn, View
from efficacy.activities.simulated import simulated_text
from efficacy.content.models import Curriculum, Id, Words
from efficacy.content.timing import Load
from efficacy.errors import Problem
from efficacy.language import Speech

OTHER_PARTNER = "other-partner"  # the action, and the item that the server writes down
KEEP_PARTNER = "keep-partner"

PHRASES = (
    "We try one task each before Thursday.",
    "We meet ten minutes before the next session.",
    "We tell each other which step was hard.",
)


class Source(Params):
    """Where something about a person is read: an earlier activity, and an item of it."""

    activity: Id
    item: Id


class PartnersParams(Params):
    """What partners do together, and what should bring people together.

    ``size`` is 2 or 3. ``phases`` are parts with a clock that follow once
    people have found each other. ``goal`` says where a person's goal family is
    read, ``rung`` where their rung is; without them chance decides.
    """

    prompt: Words
    size: Literal[2, 3] = 2
    phases: tuple[PhaseParam, ...] = ()
    fields: tuple[TextParam, ...] = ()
    goal: Source | None = None
    rung: Source | None = None

    @field_validator("phases", "fields")
    @classmethod
    def _ids_once(
        cls, parts: tuple[PhaseParam | TextParam, ...]
    ) -> tuple[PhaseParam | TextParam, ...]:
        ids = [part.id for part in parts]
        require_once(ids)
        if {"find", OTHER_PARTNER} & set(ids):
            raise ValueError(f"other ids than “find” and “{OTHER_PARTNER}”, which the program uses")
        return parts


class Partners(Kind):
    """Bring people together; what they note is their own, and nothing is counted."""

    name = "partners"
    title = "Study partners"
    params_model = PartnersParams
    is_personal = True
    offers_talk = True

    def groups_people(self, context: Context) -> bool:
        return True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, PartnersParams):
            return ()
        known = {
            one.id
            for plan in curriculum.plans.values()
            for session in plan.sessions
            for one in session.activities
        }
        return [
            Problem(
                file="",
                where=f"params → {name}",
                expected="the id of an activity of the plan",
                found=f"“{source.activity}”",
                hint="Name an activity that comes before this one.",
            )
            for name, source in (("goal", params.goal), ("rung", params.rung))
            if source is not None and source.activity not in known
        ]

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        return Load(read=(params.prompt,)) if isinstance(params, PartnersParams) else Load()

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people find each other; what they then say is theirs."""
        return {}

    def phases(self, context: Context) -> tuple[Phase, ...]:
        parts = mine(context, PartnersParams).phases
        return (
            Phase(id="find", title=context.activity.title),
            *(Phase(id=part.id, title=part.title, seconds=part.seconds) for part in parts),
        )

    def prompt(self, context: Context, phase_index: int) -> str:
        """Return the task of a phase: the whole one first, then each part's own."""
        params = mine(context, PartnersParams)
        if not params.phases or phase_index < 1:
            return params.prompt
        return params.phases[min(phase_index, len(params.phases)) - 1].prompt

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = texts(mine(context, PartnersParams).fields)
        return Sheet(fields=fields, actions=finishing(say))

    # ---------------------------------------------------- what one person sees

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        fields = texts(mine(context, PartnersParams).fields)
        done, passing = finishing(say)
        alone = Action(id=passing.id, label=say("I work alone this time"))
        return View(
            sheet=Sheet(fields=fields, actions=(done, alone, *_asking(own, say))),
            cards=(_partners(own, say), Card(lines=(self.prompt(context, own.phase_index),))),
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id == OTHER_PARTNER:
            return Outcome(store=(Given(item_id=OTHER_PARTNER, value=1.0),))
        if action_id == KEEP_PARTNER:
            return Outcome(forget=(OTHER_PARTNER,))
        return super().act(context, own, action_id, say)

    # ------------------------------------------------------ what the room sees

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return no figure: who works with whom is seen in front, and notes are private."""
        fields = {box.id for box in mine(context, PartnersParams).fields}
        people = sum(
            any(one.item_id in fields and one.value is not None for one in listed)
            for listed in answers.values()
        )
        return Summary(n=people, title=context.activity.title)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return (
            *codebook.rows(texts(mine(context, PartnersParams).fields), say),
            {
                "item_id": OTHER_PARTNER,
                "text": say("Would rather have another partner"),
                "type": "number",
                "range": "1",
                "missing": say("empty: not said, taken back, or groups were formed again"),
            },
        )

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return what partners do together and the boxes for notes; nothing without boxes."""
        params = mine(context, PartnersParams)
        if not params.fields:
            return ()
        parts = tuple(f"{part.title}: {part.prompt}" for part in params.phases)
        alone = say("If you work alone today, that is fine.")
        lines = (params.prompt, *parts, alone)
        return (PaperPart(lines=lines, fields=texts(params.fields)),)

    # --------------------------------------------------------------- simulated

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        if own.how or own.phase_index + 1 < len(self.phases(context)):
            return Turn()
        if rng.random() < persona.skips:
            return Turn(action_id=PASS)
        boxes = texts(mine(context, PartnersParams).fields)
        given = (simulated_text(box, PHRASES, persona=persona, rng=rng) for box in boxes)
        return Turn(given=tuple(one for one in given if one is not None), action_id=DONE)


def goal_family(params: PartnersParams, earlier: Sequence[Earlier]) -> str:
    """Return what somebody wants to get to, as it was chosen; "" where nothing is known."""
    value = _newest(params.goal, earlier)
    return value if isinstance(value, str) else ""


def rung(params: PartnersParams, earlier: Sequence[Earlier]) -> int | None:
    """Return the rung somebody works at; None where nothing is known."""
    value = _newest(params.rung, earlier)
    return round(value) if isinstance(value, int | float) else None


def _newest(source: Source | None, earlier: Sequence[Earlier]) -> float | str | None:
    found = [
        one
        for activity in earlier
        if source is not None and activity.activity_id == source.activity
        for one in activity.given
        if one.item_id == source.item and one.value is not None
    ]
    # Of an item with several options the id of the first that was chosen.
    if found and found[-1].option_id:
        return next((one.option_id for one in found if one.value), None)
    return found[-1].value if found else None


def _partners(own: Standing, say: Speech) -> Card:
    if not own.partners:
        return Card(
            title=say("You are in no group yet"),
            lines=(say("Your counselor forms the groups. If you work alone today, that is fine."),),
            look="quiet",
        )
    lines = [say("Look for each other in the room. Say the name you go by.")]
    if own.value(OTHER_PARTNER) is not None:
        lines.append(
            say(
                "You would rather have another partner. "
                "Only your counselor sees this, and nobody asks why."
            )
        )
    title = say("You work with {names}").replace("{names}", _listed(own.partners, say))
    return Card(title=title, lines=tuple(lines), look="good")


def _listed(names: Sequence[str], say: Speech) -> str:
    return say(" and ").join(names)


def _asking(own: Standing, say: Speech) -> tuple[Action, ...]:
    if not own.partners:
        return ()
    if own.value(OTHER_PARTNER) is not None:
        return (Action(id=KEEP_PARTNER, label=say("I keep my partner after all")),)
    return (Action(id=OTHER_PARTNER, label=say("I would rather have another partner")),)
