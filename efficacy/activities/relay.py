"""The kind ``relay``: one's own story, written at one's own pace, handed on or kept.

Nothing reaches anybody unless its writer gives it to the counselor. What was given is
copied under items of its own, so that it is what was given and not what is typed later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities import relay_form as form
from efficacy.activities import screens
from efficacy.activities.blocks import DONE, TAKE_BACK, finishing, own
from efficacy.activities.contract import (
    SOME,
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Action, Text
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.personal import Words as ForOthers
from efficacy.activities.relay_form import BOXES, CONSENT, DRAFT, GIVING, NAME, ROUTE, TOLD
from efficacy.activities.simulated import simulated_text
from efficacy.content.models import Curriculum, Source, Words
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import Speech

GIVE = "give"
# The screen after the story was given; it is not on the route, so no “Next” leads there.
GIVEN = "given"

# How many simulated people give their story, of those who wrote one.
GIVES = 0.5


class RelayParams(Params):
    """What the form is for, and for how many months a story may be told (1 to 60)."""

    prompt: Words
    consent_months: Annotated[int, Declared(ge=1, le=60)] = 24


class Relay(Kind):
    """Let each person write a story of their own; whoever likes hands it on."""

    name = "relay"
    title = "Pass it on"
    params_model = RelayParams
    is_personal = True
    offers_talk = True
    is_persuasive = True  # people say to others what they could do

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, RelayParams):
            return Load()
        # Six boxes of a line or two: about what three tasks take.
        return Load(read=(params.prompt,), tasks=3)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return some mastery: people say what they tried, what failed, what they did."""
        return {Source.MASTERY: SOME}

    def prompt(self, context: Context) -> str:
        """Return what the form is for."""
        return own(context, RelayParams).prompt

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=form.fields(say), actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        attempt, screen = screens.here(own, ROUTE)
        if screen == GIVEN:
            sheet = Sheet(actions=_after(say))
            return View(sheet=sheet, cards=(_given_card(own, say),), attempt=attempt)
        sheet = Sheet(fields=form.on_screen(screen, say), actions=_ways(screen, say))
        cards: tuple[Card, ...] = ()
        if screen == GIVING:
            until = form.until(own.day, _months(context), say)
            cards = form.before_giving(_written(own), until, say)
        return View(sheet=sheet, cards=cards, attempt=attempt, is_live=screen == GIVING)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        attempt, screen = screens.here(own, ROUTE)
        if action_id == TAKE_BACK and screen == GIVEN:
            return _taken_back(own, attempt)
        if action_id == GIVE and screen == GIVING:
            return _handed_on(context, own, attempt, say)
        if action_id in (screens.ON, screens.BACK) and screen != GIVEN:
            return screens.go(own, ROUTE, action_id)
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return how many wrote something; not who gave it, and none of the words."""
        n = sum(
            any(one.item_id in BOXES and one.value is not None for one in listed)
            for listed in answers.values()
        )
        return Summary(n=n, title=context.activity.title)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return form.rows(say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        return form.paper(self.prompt(context), _months(context), say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        if own.how:
            return Turn()
        attempt, screen = screens.here(own, ROUTE)
        boxes = form.on_screen(screen, say) if screen != GIVEN else ()
        given = tuple(
            replace(found, attempt=attempt)
            for box in boxes
            if (found := _simulated(box, persona, rng)) is not None
        )
        if screen not in (GIVING, GIVEN):
            return Turn(given=given, action_id=screens.ON)
        can_give = screen == GIVING and any(_written(own).values())
        wants = can_give and any(one.item_id == NAME for one in given)
        gives = wants and own.chance("gives").random() < GIVES
        return Turn(given=given, action_id=GIVE if gives else DONE)


# ------------------------------------------------------------------- giving


def _handed_on(context: Context, own: Standing, attempt: int, say: Speech) -> Outcome:
    words = _written(own)
    if not any(words[box] for box in TOLD):
        raise InvalidValue("There is no story here yet. Go back, write a line, then give it.")
    if not words[NAME]:
        raise InvalidValue("Write how you want to be called in it, then give it. Any name will do.")
    months = _months(context)
    copies = {box: text for box, text in words.items() if text}
    copies[CONSENT] = form.until(own.day, months, say)
    stored = tuple(Given(item_id=form.given_id(box), value=text) for box, text in copies.items())
    visit = Given(item_id=screens.SCREEN, value=GIVEN, attempt=attempt + 1)
    told = {**{box: words[box] or None for box in BOXES}, CONSENT: str(months)}
    return Outcome(
        store=(*stored, visit),
        words=tuple(
            ForOthers(item_id=box, text=text, to="counselor") for box, text in told.items()
        ),
        how="done",
    )


def _taken_back(own: Standing, attempt: int) -> Outcome:
    """Return what takes a story back: the words, the consent, and what was made of them."""
    visit = Given(item_id=screens.SCREEN, value=GIVING, attempt=attempt + 1)
    last = screens.newest(own, ROUTE, GIVING).given
    return Outcome(
        store=(visit, *screens.placed(last, attempt + 1)),
        forget=tuple(form.given_id(box) for box in (*BOXES, CONSENT)),
        words=tuple(
            ForOthers(item_id=box, text=None, to="counselor") for box in (*BOXES, CONSENT, DRAFT)
        ),
    )


def _written(own: Standing) -> dict[str, str]:
    """Return the newest words of each box, "" where it is empty."""
    return {
        box: screens.written(screens.newest(own, ROUTE, screen), box)
        for screen in ROUTE
        for box in form.boxes_of(screen)
    }


def _months(context: Context) -> int:
    return own(context, RelayParams).consent_months


# ------------------------------------------------------- what stands there


def _ways(screen: str, say: Speech) -> tuple[Action, ...]:
    ways = screens.ways(say, ROUTE, screen)
    if screen != GIVING:
        return ways
    give = Action(id=GIVE, label=say("Give it to my counselor"))
    # Keeping and giving weigh the same: neither of them stands out.
    keep = Action(id=DONE, label=say("Keep it for myself"))
    return (give, keep, *(way for way in ways if way.id != DONE))


def _after(say: Speech) -> tuple[Action, ...]:
    return (
        *(way for way in finishing(say) if way.id == DONE),
        Action(id=TAKE_BACK, label=say("Take it back")),
        *(way for way in finishing(say) if way.id != DONE),
    )


def _given_card(own: Standing, say: Speech) -> Card:
    words = {box: screens.written(own, form.given_id(box)) for box in (*BOXES, CONSENT)}
    return form.after_giving(words, say)


def _simulated(box: Text, persona: Persona, rng: Random) -> Given | None:
    return simulated_text(box, form.PHRASES[box.id], persona=persona, rng=rng)
