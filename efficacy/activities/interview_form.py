"""What people plan and note with ``interview``: parameters, screens, fields, cards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator, model_validator

from efficacy.activities.blocks import require_once
from efficacy.activities.contract import Context, Params
from efficacy.activities.fields import Choice, Choices, Field, Option
from efficacy.activities.personal import Card, Standing
from efficacy.activities.screens import box, filled, newest, private, written
from efficacy.content.models import Curriculum, Id, PlannedActivity, Words
from efficacy.language import Speech

KIND = "interview"
ASK, ARRANGE, GUIDE, HEARD = "ask", "arrange", "guide", "heard"
BEFORE, AFTER = (ASK, ARRANGE, GUIDE), (HEARD,)
# Boxes for what somebody heard.
HEARD_BOXES = 3
_OWN = re.compile(r"own-\d+")


class QuestionParam(Params):
    """A question that can be asked of somebody who does the job."""

    id: Id
    label: Words


class InterviewParams(Params):
    """Questions to choose from and sentences to begin with; or the guide to look back on.

    Without ``guide`` people make their guide: up to ``most`` questions of the
    plan's or of their own. With it, the id of an earlier ``interview`` of the
    plan, they note what they heard.
    """

    prompt: Words
    questions: Annotated[tuple[QuestionParam, ...], Declared(max_length=20)] = ()
    own_questions: Annotated[int, Declared(ge=0, le=4)] = 2
    most: Annotated[int, Declared(ge=1, le=8)] = 6
    openers: Annotated[tuple[Words, ...], Declared(max_length=6)] = ()
    guide: Id | None = None

    @field_validator("questions")
    @classmethod
    def _ids_once(cls, questions: tuple[QuestionParam, ...]) -> tuple[QuestionParam, ...]:
        ids = [question.id for question in questions]
        require_once(ids)
        for taken in filter(_OWN.fullmatch, ids):
            raise ValueError(f"an id other than “{taken}”, which people's own words are stored by")
        return questions

    @model_validator(mode="after")
    def _one_of_the_two(self) -> InterviewParams:
        if self.guide is None and not self.questions and not self.own_questions:
            raise ValueError("questions to choose from, or own_questions of at least 1")
        if self.guide is not None and (self.questions or self.openers):
            raise ValueError("either a guide to look back on, or questions and openers for one")
        return self


# -------------------------------------------------------------- what is where


def route_of(params: InterviewParams) -> tuple[str, ...]:
    """Return the screens in order: the three of a guide, or the one for what was heard."""
    return BEFORE if params.guide is None else AFTER


def guides_in(curriculum: Curriculum) -> dict[str, PlannedActivity]:
    """Return the activities in which people make a guide, by id."""
    return {
        activity.id: activity
        for plan in curriculum.plans.values()
        for session in plan.sessions
        for activity in session.activities
        if activity.kind == KIND and not activity.params.get("guide")
    }


def chosen_questions(params: InterviewParams, own: Standing) -> tuple[str, ...]:
    """Return the questions that a person chose and wrote, as words, in the order asked."""
    first = newest(own, BEFORE, ASK)
    chosen = set(first.chosen("questions"))
    listed = [one.label for one in params.questions if one.id in chosen]
    boxes = (written(first, f"question.own-{n}") for n in range(1, params.own_questions + 1))
    return (*listed, *(words for words in boxes if words))


# ----------------------------------------------------------------- the fields


def asking_fields(params: InterviewParams, say: Speech) -> tuple[Field, ...]:
    """Return the questions to choose from, and boxes for others."""
    listed = tuple(Option(id=one.id, label=one.label) for one in params.questions)
    label = filled(say("Choose up to {most} questions, with your own"), most=params.most)
    own = (
        box(
            f"question.own-{n}",
            filled(say("A question of my own {n}"), n=n),
            most=160,
            help=private(say) if n == 1 else "",
        )
        for n in range(1, params.own_questions + 1)
    )
    choices = (Choices(id="questions", label=label, options=listed),) if listed else ()
    return (*choices, *own)


def arranging_fields(say: Speech) -> tuple[Field, ...]:
    """Return whom to ask, how and when, and the first sentence."""
    ways = (
        Option(id="in-person", label=say("Face to face")),
        Option(id="phone", label=say("By phone or video")),
        Option(id="message", label=say("By message")),
    )
    return (
        box(
            "who",
            say("Whom do I ask?"),
            help=say("A job or a place is enough: “someone at the bike shop”."),
        ),
        Choice(id="how", label=say("How do we talk?"), options=ways),
        box("when", say("When do I ask them?"), most=80),
        box("opener", say("My first sentence"), most=300, help=private(say)),
    )


def ways_words(say: Speech) -> dict[str, str]:
    """Return the ways to talk, id to words."""
    return {option.id: option.label for known in arranging_fields(say) for option in _of(known)}


def heard_fields(say: Speech) -> tuple[Field, ...]:
    """Return how it went in one tap, what was heard, a surprise, and who comes next."""
    happened = (
        Option(id="talked", label=say("We talked")),
        Option(id="put-off", label=say("I put it off")),
        Option(id="not-met", label=say("There was no chance for it")),
    )
    heard = (
        box(
            f"heard.{n}",
            filled(say("Something I heard {n}"), n=n),
            most=200,
            help=private(say) if n == 1 else "",
        )
        for n in range(1, HEARD_BOXES + 1)
    )
    return (
        Choice(id="happened", label=say("How did it go?"), options=happened),
        *heard,
        box("surprised", say("What surprised me"), most=200),
        box("next-person", say("Whom I could ask next")),
    )


# ------------------------------------------------------------------- the cards


def opener_card(openers: Sequence[str], say: Speech) -> tuple[Card, ...]:
    """Return sentences to begin with; no card where the plan has none."""
    if not openers:
        return ()
    return (
        Card(
            title=say("Sentences to begin with"),
            lines=(say("Take one as it is, or put it in your own words."),),
            points=tuple(openers),
            look="quiet",
        ),
    )


def guide_cards(
    params: InterviewParams, own: Standing, say: Speech, *, day: str = ""
) -> tuple[Card, ...]:
    """Return a person's guide: questions in order, whom, how and when, the first sentence."""
    plan = newest(own, BEFORE, ARRANGE)
    ways = ways_words(say)
    how = plan.value("how")
    parts = {
        say("Whom: {text}"): written(plan, "who"),
        say("How: {text}"): ways.get(how, "") if isinstance(how, str) else "",
        say("When: {text}"): written(plan, "when"),
        say("My first sentence: {text}"): written(plan, "opener"),
    }
    questions = chosen_questions(params, own)
    title = filled(say("My guide from {day}"), day=day) if day else say("My guide")
    lines = tuple(filled(line, text=text) for line, text in parts.items() if text)
    if not questions and not lines:
        return ()
    return (Card(title=title, lines=lines, points=questions, look="steps"),)


def earlier_guide(context: Context, own: Standing, guide: str, say: Speech) -> tuple[Card, ...]:
    """Return the guide that a person made in an earlier activity; no card without one."""
    planned = guides_in(context.curriculum).get(guide)
    made = [known for known in own.earlier if known.activity_id == guide]
    if planned is None or not made:
        return ()
    params = InterviewParams.model_validate(dict(planned.params))
    return guide_cards(params, Standing(given=made[-1].given), say, day=made[-1].day)


def _of(known: Field) -> tuple[Option, ...]:
    return known.options if isinstance(known, Choice) else ()
