"""The kind ``shortlist``: options a person thinks of, by what matters to them.

Three screens: what I think of and what matters; how well each fits; a picture
of my own numbers, and what I look into first. All of it stays private.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from efficacy.activities import shortlist_paper
from efficacy.activities.blocks import DONE, finishing
from efficacy.activities.blocks import own as params_of
from efficacy.activities.blocks import written as how_many_wrote
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
from efficacy.activities.fields import Choice, Field
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, filled, go, here, newest, placed, rows, ways
from efficacy.activities.shortlist_form import (
    ShortlistParams,
    check_named,
    deciding_fields,
    named_options,
    named_things,
    naming_fields,
    option_numbers,
    rating_fields,
    ratings_of,
)
from efficacy.activities.shortlist_rules import HIGH, LOW, Rated, picture
from efficacy.content.models import Curriculum, Source
from efficacy.content.timing import Load
from efficacy.language import Speech

ROUTE = ("name", "rate", "decide")

# What simulated people write; invented, and never shown to a real room.
OPTIONS = ("Nurse’s aide", "Solar panels", "Night school", "Bus driver", "My own stall")
THINGS = ("Near my home", "Work with my hands")
UNTIL = ("Friday next week", "the end of the month", "after the holidays")
CHANGES = ("If the hours are at night.", "If the course costs too much.", "If I dislike the visit.")


class Shortlist(Kind):
    """Set options side by side by what matters; decide what to look into first."""

    name = "shortlist"
    title = "Shortlist"
    params_model = ShortlistParams
    is_personal = True
    offers_talk = True

    def sheet(self, context: Context, say: Speech) -> Sheet:
        params = params_of(context, ShortlistParams)
        options = {n: filled(say("Option {n}"), n=n) for n in option_numbers(params)}
        fields = (
            *naming_fields(params, say),
            *rating_fields(options, named_things(params, None, say), say),
            *deciding_fields(options, say),
        )
        return Sheet(fields=fields, actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        params = params_of(context, ShortlistParams)
        attempt, screen = here(own, ROUTE)
        named = newest(own, ROUTE, "name")
        options, things = named_options(params, named), named_things(params, named, say)
        cards: tuple[Card, ...] = ()
        fields = naming_fields(params, say)
        if screen == "name":
            cards = (Card(lines=(params.prompt,)),)
        elif screen == "rate":
            fields = rating_fields(options, things, say)
        else:
            cards, fields = self._picture(own, options, things, say), deciding_fields(options, say)
        return View(
            sheet=Sheet(fields=fields, actions=ways(say, ROUTE, screen)),
            cards=cards,
            attempt=attempt,
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id not in (ON, BACK):
            return super().act(context, own, action_id, say)
        if action_id == ON and here(own, ROUTE)[1] == "name":
            check_named(params_of(context, ShortlistParams), newest(own, ROUTE, "name"), say)
        return go(own, ROUTE, action_id)

    def _picture(
        self, own: Standing, options: Mapping[int, str], things: Mapping[str, str], say: Speech
    ) -> tuple[Card, ...]:
        rated = newest(own, ROUTE, "rate")
        weights = ratings_of(rated, {thing: f"weight.{thing}" for thing in things})
        listed = [
            Rated(
                name=name, fits=ratings_of(rated, {thing: f"fit.{n}.{thing}" for thing in things})
            )
            for n, name in options.items()
        ]
        return picture(listed, things, weights, say)

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, ShortlistParams):
            return Load()
        # Most people name three options and three things: a weight and three ratings each.
        things = min(3, len(params.things) + params.own_things)
        read = (params.prompt, *(thing.label for thing in params.things))
        # Options, things, the decision, and what would change it.
        return Load(read=read, ratings=things * 4, tasks=4)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return some mastery: people decide something of their own, without a rung or a result."""
        return {Source.MASTERY: SOME}

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return how_many_wrote(context, answers)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return rows(self.sheet(context, say).fields, say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        return shortlist_paper.parts(context, say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        view, screen = self.view(context, own, say), here(own, ROUTE)[1]
        if screen == "name":
            given = _played_names(params_of(context, ShortlistParams), rng)
        elif screen == "rate":
            given = _played_ratings(view.sheet.fields, persona, rng)
        else:
            options = view.sheet.field("look-first")
            given = _played_decision(options, rng)
        action_id = DONE if screen == ROUTE[-1] else ON
        return Turn(given=placed(given, view.attempt), action_id=action_id)


# ------------------------------------------------------------ simulated people


def _played_names(params: ShortlistParams, rng: Random) -> list[Given]:
    names = rng.sample(OPTIONS, rng.randint(1, params.options))
    given = [Given(item_id=f"option.{n}", value=name) for n, name in enumerate(names, start=1)]
    chosen = rng.sample(params.things, min(len(params.things), rng.randint(1, 3)))
    given += [Given(item_id="things", value=1.0, option_id=thing.id) for thing in chosen]
    if params.own_things and (not chosen or rng.random() < 0.3):
        given.append(Given(item_id="thing.own-1", value=rng.choice(THINGS)))
    return given


def _played_ratings(fields: Sequence[Field], persona: Persona, rng: Random) -> list[Given]:
    return [
        Given(item_id=field.id, value=float(rng.randint(LOW, HIGH)))
        for field in fields
        if rng.random() >= persona.skips
    ]


def _played_decision(decision: Field, rng: Random) -> list[Given]:
    options = decision.options if isinstance(decision, Choice) else ()
    return [
        Given(item_id="look-first", value=rng.choice([option.id for option in options])),
        Given(item_id="until", value=rng.choice(UNTIL)),
        Given(item_id="change-my-mind", value=rng.choice(CHANGES)),
    ]
