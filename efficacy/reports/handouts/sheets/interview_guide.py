"""A guide to talk to somebody who does the job: a first sentence, ten questions, what was heard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities.blocks import own as params_of
from efficacy.activities.fields import Text
from efficacy.activities.interview_form import (
    ARRANGE,
    BEFORE,
    HEARD,
    KIND,
    InterviewParams,
    chosen_questions,
    heard_fields,
    ways_words,
)
from efficacy.activities.personal import Standing
from efficacy.activities.registry import context_for
from efficacy.activities.screens import newest, written
from efficacy.language import Speech, later
from efficacy.reports.given import planned, standings
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables

QUESTIONS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard(Variables):
    """Something to note after the talk."""

    label: Annotated[str, "What is noted."]
    words: Annotated[str, "What the person wrote; may be empty."]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewGuide(Variables):
    """The variables of the guide for a talk with somebody who does the job."""

    call_name: Annotated[str, "What the room calls the person."]
    who: Annotated[str, "Whom the person asks."]
    how: Annotated[str, "How they talk."]
    ways: Annotated[tuple[str, ...], "The ways there are to talk, to tick one."]
    when: Annotated[str, "When the person asks them."]
    opener: Annotated[str, "The person's own first sentence."]
    openers: Annotated[tuple[str, ...], "Sentences to begin with, for who has none yet."]
    chosen: Annotated[tuple[str, ...], "Questions that the person chose or wrote."]
    others: Annotated[tuple[str, ...], "More questions to ask."]
    own: Annotated[int, "How many lines there are for questions of one's own."]
    heard: Annotated[tuple[Heard, ...], "What is noted after the talk."]


def fill(room: Room, person: Person, say: Speech) -> InterviewGuide | None:
    """Return the newest guide of a person and what they heard; else the plan's questions."""
    asked = _asked(room)
    if asked is None:
        return None
    chosen: tuple[str, ...] = ()
    arranged, heard = Standing(), Standing()
    for context, own in standings(room.content, room.plan, person.given, KIND):
        params = params_of(context, InterviewParams)
        if params.guide is not None:
            heard = newest(own, (HEARD,), HEARD)
        else:
            asked, chosen = params, chosen_questions(params, own)
            arranged = newest(own, BEFORE, ARRANGE)
    listed = tuple(one.label for one in asked.questions if one.label not in chosen)
    others = listed[: max(0, QUESTIONS - len(chosen))]
    opener = written(arranged, "opener")
    ways = ways_words(say)
    return InterviewGuide(
        call_name=person.call_name,
        who=written(arranged, "who"),
        how=ways.get(written(arranged, "how"), ""),
        ways=tuple(ways.values()),
        when=written(arranged, "when"),
        opener=opener,
        openers=() if opener else asked.openers,
        chosen=chosen,
        others=others,
        own=max(0, QUESTIONS - len(chosen) - len(others)),
        heard=tuple(
            Heard(label=one.label, words=written(heard, one.id))
            for one in heard_fields(say)
            if isinstance(one, Text)
        ),
    )


def _asked(room: Room) -> InterviewParams | None:
    """Return the first guide that the plan has people make; None where it has none."""
    contexts = (context_for(room.content, one) for one in planned(room.plan, KIND))
    every = (params_of(one, InterviewParams) for one in contexts)
    return next((one for one in every if one.guide is None), None)


HANDOUT = ForPerson(
    id="interview-guide",
    title=later("Talk to someone who does the job"),
    about=later("A first sentence, ten questions with room for answers, and what I heard."),
    variables=InterviewGuide,
    fill=fill,
    pages=2,
    pages_large=None,
)
