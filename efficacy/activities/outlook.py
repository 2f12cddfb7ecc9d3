"""The kind ``outlook``: how sure, beside what it would bring, and beside what comes out.

Two private pictures, each with a hint for the next step. It is the step that is
sorted, never the person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities import earlier
from efficacy.activities.blocks import DONE, own, written
from efficacy.activities.contract import (
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Action, Rating
from efficacy.activities.outlook_rules import Place
from efficacy.activities.outlook_words import bring_card, skill_card
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, go, here, newest, number, rows, ways
from efficacy.activities.sureness import HIGH, LOW, simulated_sure, sure_rating
from efficacy.content.models import Curriculum, Id, Words
from efficacy.content.timing import Load
from efficacy.language import Speech

SURE, BRINGS, HINDERS, TRIES = "sure", "brings", "hinders", "tries"
RATE, PICTURE = ROUTE = ("rate", "picture")
OUTCOME_LOW, OUTCOME_HIGH = 1, 5
# Of this many last tries, people say how many came out, where no ladder has counted.
LAST_TRIES = 3


class OutlookParams(Params):
    """What is judged, and where the next steps lead.

    ``task`` goes on after “you can …”. ``rung_from`` names the ladder activity
    whose record says what came out. ``teaching`` is a named place where it is
    taught, with its time; ``check_list`` is gone through before handing in.
    """

    task: Words
    teaching: Words
    check_list: Annotated[tuple[Words, ...], Declared(min_length=1, max_length=5)]
    rung_from: Id | None = None


class Outlook(Kind):
    """Keep belief, outcome and skill apart, for one person and nobody else."""

    name = "outlook"
    title = "Belief, outcome and skill"
    params_model = OutlookParams
    is_personal = True
    offers_talk = True

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, OutlookParams):
            return Load()
        texts = (params.task, params.teaching, *params.check_list)
        return Load(read=texts, ratings=3 if params.rung_from else 4)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people look at ratings of theirs."""
        return {}

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = (*_ratings(context, say), _tries(say))
        return Sheet(fields=fields, actions=_ways(RATE, say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        attempt, screen = here(own, ROUTE)
        # Once it is closed, everybody has their pictures, looked at or not.
        if screen == RATE and own.is_open:
            asks = () if _counted(context, own) else (_tries(say),)
            fields = (*_ratings(context, say), *asks)
            return View(sheet=Sheet(fields=fields, actions=_ways(RATE, say)), attempt=attempt)
        return View(
            sheet=Sheet(actions=_ways(PICTURE, say)),
            cards=_pictures(context, own, say),
            attempt=attempt,
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id in (ON, BACK):
            return go(own, ROUTE, action_id)
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return written(context, answers)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return rows(self.sheet(context, say).fields, say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the ratings, and every next step: which one fits, people see themselves."""
        params = own(context, OutlookParams)
        taught = say(
            "If you doubt it and it does not come out yet, have somebody show you. {place}"
        )
        return (
            PaperPart(fields=self.sheet(context, say).fields),
            PaperPart(
                title=say("Your next step: choose the one that fits"),
                points=(
                    say("If it comes out and you doubt it, write down what came out. Do two more."),
                    taught.replace("{place}", params.teaching),
                    say("If it comes out and you are sure, take a harder one."),
                    say("If you are sure and it does not come out yet, go through the list below."),
                ),
                is_whole=True,
            ),
            PaperPart(title=say("Before I hand it in"), points=params.check_list, is_whole=True),
        )

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        attempt, screen = here(own, ROUTE)
        if screen == PICTURE:
            return Turn(action_id=DONE)
        values = {
            SURE: simulated_sure(persona.sureness, rng),
            BRINGS: float(rng.randint(OUTCOME_LOW, OUTCOME_HIGH)),
            HINDERS: float(rng.randint(OUTCOME_LOW, OUTCOME_HIGH)),
            TRIES: float(rng.randint(0, LAST_TRIES)),
        }
        asked = {field.id for field in self.view(context, own, say).sheet.fields}
        given = tuple(
            Given(item_id=item, value=value, attempt=attempt)
            for item, value in values.items()
            if item in asked and rng.random() >= persona.skips
        )
        return Turn(given=given, action_id=ON)


def _ratings(context: Context, say: Speech) -> tuple[Rating, ...]:
    task = own(context, OutlookParams).task
    sure = {"0": say("cannot do it at all"), "50": say("maybe"), "100": say("certain I can")}
    return (
        replace(sure_rating(SURE, task, sure), group=say("How sure are you that you can …")),
        _outcome(BRINGS, task, say("How much would it bring you to …"), say),
        _outcome(HINDERS, task, say("How much would get in your way if you wanted to …"), say),
    )


def _outcome(item_id: str, task: str, stem: str, say: Speech) -> Rating:
    """Return one side of what somebody expects to come of it: what it brings, or what hinders."""
    anchors = {
        OUTCOME_LOW: say("nothing"),
        (OUTCOME_LOW + OUTCOME_HIGH) // 2: say("something"),
        OUTCOME_HIGH: say("very much"),
    }
    return Rating(
        id=item_id, label=task, group=stem, low=OUTCOME_LOW, high=OUTCOME_HIGH, anchors=anchors
    )


def _tries(say: Speech) -> Rating:
    return Rating(
        id=TRIES,
        label=say("Of your last 3 tries at something like it, how many came out?"),
        help=say("If you have had fewer, leave it out."),
        group=say("And so far"),
        low=0,
        high=LAST_TRIES,
        anchors={0: say("none yet"), LAST_TRIES: say("all 3")},
    )


def _ways(screen: str, say: Speech) -> tuple[Action, ...]:
    """Return the actions of a screen; going on is named by what it brings."""
    return tuple(
        replace(action, label=say("Show my pictures")) if action.id == ON else action
        for action in ways(say, ROUTE, screen)
    )


# ------------------------------------------------------------------- the pictures


def _counted(context: Context, own_standing: Standing) -> Place | None:
    """Return what came out on the ladder, out of what was tried there; None without a record."""
    rung = earlier.rung(own_standing, own(context, OutlookParams).rung_from)
    if rung is None or rung.tried < 1:
        return None
    return Place(value=min(rung.right, rung.tried), low=0, high=rung.tried)


def _pictures(context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
    params, rated = own(context, OutlookParams), newest(own_standing, ROUTE, RATE)
    sure = _place(rated, SURE, low=LOW, high=HIGH)
    brings = _place(rated, BRINGS, low=OUTCOME_LOW, high=OUTCOME_HIGH)
    hinders = _place(rated, HINDERS, low=OUTCOME_LOW, high=OUTCOME_HIGH)
    skill = _counted(context, own_standing) or _place(rated, TRIES, low=0, high=LAST_TRIES)
    return (
        bring_card(sure, brings, hinders, say),
        skill_card(sure, skill, teaching=params.teaching, check_list=params.check_list, say=say),
    )


def _place(rated: Standing, item_id: str, *, low: float, high: float) -> Place | None:
    value = number(rated, item_id)
    return None if value is None else Place(value=value, low=low, high=high)
