"""The kind ``storyline``: one's own highs and lows with math and work, moment by moment.

Every moment is an attempt of the same three fields. Which one a person is at
is kept by the server under ``AT``, so that a reload finds the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator

from efficacy.activities import codebook
from efficacy.activities.blocks import finishing, own, require_once
from efficacy.activities.contract import (
    SOME,
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
from efficacy.activities.fields import Action, Rating, Text
from efficacy.activities.paper import PaperPart, Table, named_points
from efficacy.activities.personal import Outcome, Standing, Turn, View
from efficacy.activities.screens import private
from efficacy.activities.storyline_picture import (
    HIGHEST,
    HOW,
    LOWEST,
    MOMENT,
    TAUGHT,
    has_something,
    picture,
)
from efficacy.activities.sureness import rating_row
from efficacy.content.models import Curriculum, Source, Words
from efficacy.errors import InvalidValue
from efficacy.language import Speech

AT = "moment-at"  # stored by the server: the moment that is before this person
ADD, BEFORE = "add", "before"
MOST = 8  # moments
MOMENT_LENGTH, TAUGHT_LENGTH = 100, 200  # characters

# What simulated people write; invented, and never shown to a real room.
MOMENTS = (
    "A test in year four came back full of red.",
    "I worked out the paint for a whole room.",
    "A class where I did not dare to ask.",
    "My aunt showed me how she does her books.",
    "I gave up a course after two weeks.",
    "I planned a trip for six with one budget.",
)
LESSONS = ("I can ask a second time.", "One bad day is one day.", "I need to see it on paper.")


class StorylineParams(Params):
    """The parts with their clocks, the words of the three fields, and words on the scale.

    ``lowest``, ``middle`` and ``highest`` name points 1, 4 and 7 of it.
    """

    phases: Annotated[tuple[PhaseParam, ...], Declared(min_length=1)]
    moment_label: Words
    how_label: Words
    taught_label: Words
    lowest: Words
    middle: Words
    highest: Words

    @field_validator("phases")
    @classmethod
    def _ids_once(cls, phases: tuple[PhaseParam, ...]) -> tuple[PhaseParam, ...]:
        require_once([phase.id for phase in phases])
        return phases

    def anchors(self) -> dict[int, str]:
        """Return the named points of the scale."""
        return {LOWEST: self.lowest, (LOWEST + HIGHEST) // 2: self.middle, HIGHEST: self.highest}


class Storyline(Kind):
    """Let each person draw a line of their own; it is told by choice, in talk, or not at all."""

    name = "storyline"
    title = "Story line"
    params_model = StorylineParams
    is_personal = True
    offers_talk = True

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return some mastery: what was done long ago is remembered, lows as well as highs."""
        return {Source.MASTERY: SOME}

    def phases(self, context: Context) -> tuple[Phase, ...]:
        return tuple(
            Phase(id=part.id, title=part.title, seconds=part.seconds)
            for part in own(context, StorylineParams).phases
        )

    def prompt(self, context: Context, phase_index: int) -> str:
        """Return the task of a phase (0-based; past the end: the last one)."""
        parts = own(context, StorylineParams).phases
        return parts[max(0, min(phase_index, len(parts) - 1))].prompt

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=_fields(context, say), actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        at = _at(own)
        return View(
            sheet=Sheet(fields=_fields(context, say), actions=_actions(at, say)),
            cards=picture(own, _params(context).anchors(), at=at, most=MOST, say=say),
            attempt=at,
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        at = _at(own)
        if action_id == ADD and at < MOST:
            if not has_something(own, at):
                raise InvalidValue(
                    "This moment is still empty. Write a word or choose a point, then go on."
                )
            return Outcome(store=(Given(item_id=AT, value=at + 1),))
        if action_id == BEFORE and at > 1:
            return Outcome(store=(Given(item_id=AT, value=at - 1),))
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return how many people gave anything, and none of it."""
        n = sum(
            any(one.value is not None and one.item_id != AT for one in listed)
            for listed in answers.values()
        )
        return Summary(n=n, title=context.activity.title)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        moment, how, taught = _fields(context, say)
        numbered = say("the attempt is the moment's number on the line")
        rows = (*codebook.rows((moment, taught), say), rating_row(how, say, concept="other"))
        place: dict[str, object] = {
            "item_id": AT,
            "text": say("The moment this person was at"),
            "type": "number",
            "range": say("{low} to {high}").format(low=1, high=MOST),
            "missing": say("empty: the first"),
        }
        return (*({**row, "range": f"{row['range']}; {numbered}"} for row in rows), place)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the tasks of the parts, and a row for each moment."""
        params, (moment, how, taught) = _params(context), _fields(context, say)
        parts = tuple(f"{part.title}: {part.prompt}" for part in params.phases)
        table = Table(
            columns=(moment.label, how.label, taught.label),
            rows=("",) * MOST,
            narrow=(1,),
            lines=2,
        )
        scale = f"{how.label} {named_points(how)}"
        return (PaperPart(lines=(*parts, scale, moment.help), table=table),)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        if own.how:
            return Turn()
        at, wanted = _at(own), own.chance("moments").randint(2, 5)
        given = () if has_something(own, at) else tuple(_invented(at, persona, rng))
        return Turn(given=given, action_id=ADD if at < wanted else "done")


def _params(context: Context) -> StorylineParams:
    return own(context, StorylineParams)


def _at(own: Standing) -> int:
    value = own.value(AT)
    return int(value) if isinstance(value, int | float) else 1


def _fields(context: Context, say: Speech) -> tuple[Text, Rating, Text]:
    params = _params(context)
    return (
        Text(id=MOMENT, label=params.moment_label, help=private(say), max_length=MOMENT_LENGTH),
        Rating(id=HOW, label=params.how_label, low=LOWEST, high=HIGHEST, anchors=params.anchors()),
        Text(id=TAUGHT, label=params.taught_label, max_length=TAUGHT_LENGTH, is_long=True),
    )


def _actions(at: int, say: Speech) -> tuple[Action, ...]:
    """Return the ways to the next moment and to the one before, then the ways to finish."""
    back = (Action(id=BEFORE, label=say("Back to the moment before")),) if at > 1 else ()
    if at == MOST:
        return (*back, *finishing(say))
    on = Action(id=ADD, label=say("On to the next moment"), style="primary")
    return (on, *back, *(replace(way, style="quiet") for way in finishing(say)))


def _invented(at: int, persona: Persona, rng: Random) -> Sequence[Given]:
    level = round(
        LOWEST + (HIGHEST - LOWEST) * min(1, max(0, rng.gauss(persona.sureness, 25) / 100))
    )
    given = [
        Given(item_id=MOMENT, value=rng.choice(MOMENTS), attempt=at),
        Given(item_id=HOW, value=float(level), attempt=at),
    ]
    if rng.random() >= 0.3 + persona.skips:
        given.append(Given(item_id=TAUGHT, value=rng.choice(LESSONS), attempt=at))
    return given
