"""The kind ``barriers``: a barrier I expect, the support I have, my first step.

Each person chooses up to three barriers, says how sure they are, plans a first
step for each, and says it again. All of it stays private.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from efficacy.activities import barriers_paper
from efficacy.activities.barriers_form import (
    BEFORE,
    FIRST,
    LAST,
    MOST,
    PLAN,
    STEP,
    BarriersParams,
    before_fields,
    check_chosen,
    choosing_fields,
    chosen_barriers,
    every_barrier,
    help_card,
    plan_card,
    plan_fields,
    route_of,
)
from efficacy.activities.blocks import DONE, finishing
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import (
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
from efficacy.activities.fields import Field, Rating, Text
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.screens import (
    BACK,
    ON,
    filled,
    go,
    here,
    newest,
    placed,
    rows,
    ways,
    written,
)
from efficacy.content.models import Curriculum
from efficacy.content.timing import Load
from efficacy.language import Speech

# What simulated people write; invented, and never shown to a real room.
OWN = ("The bus stops running at eight.", "I am needed at home in the evening.")
WORDS: Mapping[str, tuple[str, ...]] = {
    "who-helps": ("My cousin", "The desk on the first floor", "A friend from the course"),
    "step": ("Ask at the desk.", "Write down the first line.", "Call and ask for other hours."),
    "where": ("At the kitchen table", "On the bus", "At the library"),
    "when": ("Monday at nine", "Right after dinner", "On Saturday"),
}


class Barriers(Kind):
    """Plan a first step for what may come in between; the plan stays private."""

    name = "barriers"
    title = "Barriers and support"
    params_model = BarriersParams
    is_personal = True
    offers_talk = True

    def reveals(self, context: Context) -> bool:
        return params_of(context, BarriersParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        params = params_of(context, BarriersParams)
        every = every_barrier(params, say)
        plans = (field for key, words in every.items() for field in plan_fields(key, words, say))
        fields = (*choosing_fields(params, say), *before_fields(every, say), *plans)
        return Sheet(fields=fields, actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        params = params_of(context, BarriersParams)
        barriers = chosen_barriers(params, own)
        route = route_of(barriers)
        attempt, screen = here(own, route)
        fields: tuple[Field, ...] = ()
        cards: tuple[Card, ...] = ()
        if screen == FIRST:
            cards, fields = (Card(lines=(params.prompt,)),), choosing_fields(params, say)
        elif screen == BEFORE:
            fields = before_fields(barriers, say)
        elif screen == LAST:
            plans = (
                plan_card(key, words, own=own, route=route, say=say)
                for key, words in barriers.items()
            )
            cards = (*plans, *help_card(params, say))
        else:
            # A late answer may have taken a mark away; the plan stays until they go on.
            every = every_barrier(params, say) | barriers
            key = next(key for key in every if filled(PLAN, key=key) == screen)
            cards, fields = help_card(params, say), plan_fields(key, every[key], say)
        sheet = Sheet(fields=fields, actions=ways(say, route, screen))
        return View(sheet=sheet, cards=cards, attempt=attempt)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id not in (ON, BACK):
            return super().act(context, own, action_id, say)
        barriers = chosen_barriers(params_of(context, BarriersParams), own)
        route = route_of(barriers)
        if action_id == ON and here(own, route)[1] == FIRST:
            check_chosen(barriers)
        return go(own, route, action_id)

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, BarriersParams):
            return Load()
        # Most people plan for two: three ratings each, and a step with its where and when.
        places = (f"{place.name} {place.text}" for place in params.places)
        read = (params.prompt, *(one.label for one in params.starters), *places)
        return Load(read=read, ratings=6, tasks=4)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: a first step is planned, and not done yet."""
        return {}

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return, where the plan shows it, a word for how many wrote down a first step."""
        # Heavy libraries, needed at Close only: phones are served without them.
        from efficacy.measurement.privacy import room_words

        params = params_of(context, BarriersParams)
        people = [Standing(given=tuple(listed)) for listed in answers.values()]
        chosen = [(own, found) for own in people if (found := chosen_barriers(params, own))]
        title = context.activity.title
        if not params.reveal:
            return Summary(n=len(chosen), title=title)
        share = room_words(sum(_has_step(own, found) for own, found in chosen), len(chosen))
        if share is None:
            withheld = Figure(id="first-step", label=title, n=0, withheld=True)
            return Summary(n=len(chosen), title=title, figures=(withheld,))
        words = say("{share} wrote down a first step for a barrier.")
        figure = Figure(id="first-step", label=words, n=len(chosen), share=share)
        return Summary(n=len(chosen), title=title, figures=(figure,))

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return rows(self.sheet(context, say).fields, say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        return barriers_paper.parts(context, say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        params = params_of(context, BarriersParams)
        view = self.view(context, own, say)
        screen = here(own, route_of(chosen_barriers(params, own)))[1]
        if screen == LAST:
            return Turn(action_id=DONE)
        given = (
            _played_choice(params, rng)
            if screen == FIRST
            else [
                one
                for field in view.sheet.fields
                if rng.random() >= persona.skips
                for one in _played(field, persona, rng)
            ]
        )
        return Turn(given=placed(given, view.attempt), action_id=ON)


def _has_step(own: Standing, barriers: Mapping[str, str]) -> bool:
    route = route_of(barriers)
    return any(
        bool(written(newest(own, route, filled(PLAN, key=key)), f"{STEP}.{key}"))
        for key in barriers
    )


# ------------------------------------------------------------ simulated people


def _played_choice(params: BarriersParams, rng: Random) -> list[Given]:
    # One box of their own is left room for.
    most = min(MOST - 1, len(params.starters))
    chosen = rng.sample(params.starters, rng.randint(min(1, most), most))
    given = [Given(item_id="barriers", value=1.0, option_id=one.id) for one in chosen]
    if params.own_barriers and (not chosen or rng.random() < 0.4):
        given.append(Given(item_id="barrier.own-1", value=rng.choice(OWN)))
    return given


def _played(field: Field, persona: Persona, rng: Random) -> list[Given]:
    if isinstance(field, Text):
        return [Given(item_id=field.id, value=rng.choice(WORDS[field.id.split(".")[0]]))]
    if isinstance(field, Rating) and field.look == "scale":
        return [Given(item_id=field.id, value=float(rng.randint(field.low, field.high)))]
    sure = min(100.0, max(0.0, rng.gauss(persona.sureness, 12)))
    return [Given(item_id=field.id, value=10.0 * round(sure / 10))]
