"""The kind ``occupation``: cards about jobs, filled in from an official site.

Each person names one or two occupations and writes down what they find: the
math it uses, the training, pay and openings, with the source and its date.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from efficacy.activities import occupation_paper
from efficacy.activities.blocks import DONE, finishing
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import (
    SOME,
    Context,
    Feeds,
    Figure,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Field, Text
from efficacy.activities.occupation_form import (
    CARD,
    NAME,
    OVER,
    OccupationParams,
    card_fields,
    every_occupation,
    facts_of,
    item,
    missing_card,
    named_occupations,
    naming_fields,
    occupation_card,
    route_of,
    site_card,
)
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, filled, go, here, placed, rows, ways
from efficacy.content.models import Curriculum, Source
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import Speech

# What simulated people write; invented, no facts, and never shown to a real room.
TITLES = ("Baker", "Bus driver", "Nurse’s aide", "Roofer", "Lab helper")
PHRASES = ("Adding up and a little percent.", "As the page says.", "Two years or so.", "Some.")


class Occupation(Kind):
    """Look up occupations and the math they use; facts come from people, never from here."""

    name = "occupation"
    title = "Occupation cards"
    params_model = OccupationParams
    is_personal = True
    offers_talk = True

    def reveals(self, context: Context) -> bool:
        return params_of(context, OccupationParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        every = every_occupation(params_of(context, OccupationParams), say)
        cards = (field for n, label in every.items() for field in card_fields(n, label, say))
        return Sheet(fields=(*naming_fields(every, say), *cards), actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        params = params_of(context, OccupationParams)
        every, named = every_occupation(params, say), named_occupations(params, own)
        route = route_of(named)
        attempt, screen = here(own, route)
        fields: tuple[Field, ...] = ()
        cards: tuple[Card, ...] = (site_card(params, say),)
        if screen == NAME:
            cards, fields = (Card(lines=(params.prompt,)), *cards), naming_fields(every, say)
        elif screen == OVER:
            shown = (occupation_card(n, name, own=own, say=say) for n, name in named.items())
            cards = (*shown, *missing_card(named, own=own, say=say))
        else:
            # A late answer may have emptied the title; the card stays until they go on.
            n = next(n for n in every if filled(CARD, n=n) == screen)
            fields = card_fields(n, named.get(n, every[n]), say)
        sheet = Sheet(fields=fields, actions=ways(say, route, screen))
        return View(sheet=sheet, cards=cards, attempt=attempt)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id not in (ON, BACK):
            return super().act(context, own, action_id, say)
        named = named_occupations(params_of(context, OccupationParams), own)
        route = route_of(named)
        if action_id == ON and here(own, route)[1] == NAME and not named:
            raise InvalidValue("Write down one occupation first. You can also pass on this one.")
        return go(own, route, action_id)

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, OccupationParams):
            return Load()
        read = (params.prompt, params.site, *params.how_to_find)
        # To find and write down the seven facts of a card takes about four tasks.
        return Load(read=read, ratings=params.occupations, tasks=1 + 4 * params.occupations)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return some mastery: people look something up themselves, without a rung or a result."""
        return {Source.MASTERY: SOME}

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return how many occupations were looked up together: a title and one fact at least."""
        # Heavy libraries, needed at Close only: phones are served without them.
        from efficacy.measurement.privacy import room_counts

        params, title = params_of(context, OccupationParams), context.activity.title
        found = [_looked_up(params, listed) for listed in answers.values()]
        people = sum(count > 0 for count in found)
        if not params.reveal:
            return Summary(n=people, title=title)
        if room_counts({"people": people}, n=people).counts is None:
            figure = Figure(id="looked-up", label=title, n=0, withheld=True)
        else:
            label = say("Together we looked up {count} occupations.")
            figure = Figure(id="looked-up", label=label, n=people, count=sum(found))
        return Summary(n=people, title=title, figures=(figure,))

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return rows(self.sheet(context, say).fields, say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        return occupation_paper.parts(context, say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        params = params_of(context, OccupationParams)
        view = self.view(context, own, say)
        screen = here(own, route_of(named_occupations(params, own)))[1]
        if screen == OVER:
            return Turn(action_id=DONE)
        if screen == NAME:
            titles = rng.sample(TITLES, rng.randint(1, params.occupations))
            given = [Given(item_id=item("title", n), value=t) for n, t in enumerate(titles, 1)]
        else:
            # Not everything is found in the time there is.
            shown = (f for f in view.sheet.fields if rng.random() >= 0.2 + persona.skips)
            given = [_played(field, persona, rng) for field in shown]
        return Turn(given=placed(given, view.attempt), action_id=ON)


def _looked_up(params: OccupationParams, listed: Sequence[Given]) -> int:
    own = Standing(given=tuple(listed))
    return sum(bool(facts_of(own, n)) for n in named_occupations(params, own))


def _played(field: Field, persona: Persona, rng: Random) -> Given:
    if isinstance(field, Text):
        return Given(item_id=field.id, value=rng.choice(PHRASES)[: field.max_length])
    sure = min(100.0, max(0.0, rng.gauss(persona.sureness, 12)))
    return Given(item_id=field.id, value=10.0 * round(sure / 10))
