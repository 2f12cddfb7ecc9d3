"""The kind ``story``: people like me, matched on what each person lets count.

Two stories that fit and one by chance are read one by one, unmarked. What
people say of themselves for the matching is deleted when they go on from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from efficacy.activities import story_paper
from efficacy.activities import story_sheet as fields
from efficacy.activities.blocks import DONE, lacking
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import (
    NEARLY_ALL,
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
from efficacy.activities.fields import Choice, Choices, Field, Rating, Text
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Outcome, Standing, Turn, View
from efficacy.activities.simulated import simulated_text
from efficacy.activities.story_moves import MOVES, forgotten
from efficacy.activities.story_params import CHOSEN, LIKE_ME, StoryParams, identity_ids
from efficacy.activities.story_screens import OFFERED, OFFERED_SIMPLE, actions_now, now, screen
from efficacy.content.models import Curriculum, Source
from efficacy.content.timing import Load
from efficacy.errors import NotFound, Problem
from efficacy.language import Speech

# From here on somebody is more like the reader than not.
LIKE_FROM = 60
PROMPTS = 3

# What simulated people write; invented, and never shown to a real room.
PHRASES = (
    "The first sum on paper after years.",
    "Wrote a guess first and compared.",
    "I will draw the next one before I read the numbers.",
    "Asked for it in writing.",
)


class Story(Kind):
    """Let each person read of people like them; the room learns only whether some found one."""

    name = "story"
    title = "Stories of people like me"
    params_model = StoryParams
    is_personal = True
    offers_talk = True
    is_persuasive = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, StoryParams):
            return ()
        return lacking(
            "params → models",
            params.models,
            known=curriculum.peer_models,
            what="a peer model",
        )

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, StoryParams):
            return Load()
        known = (curriculum.peer_models.get(one) for one in params.models)
        models = [model for model in known if model]
        stories = sorted((model.short for model in models), key=len, reverse=True)
        lines = [model.opening for model in models]
        if params.simple:
            read = (*lines[:OFFERED_SIMPLE], *stories[:1])
            return Load(read=read, ratings=2 + bool(params.sure_label), tasks=1)
        told = [f"{model.strategy} {model.still_hard}" for model in models[:3]]
        read = (*lines[:OFFERED], *stories[:3], *told)
        # Two lines, the switches, a rating for each story.
        ratings = 2 + 3 + bool(params.identity) + 3 + bool(params.sure_label)
        return Load(read=read, ratings=ratings, tasks=PROMPTS)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return vicarious experience: people read how somebody like them did it."""
        return {Source.VICARIOUS: NEARLY_ALL}

    def coping_models(self, params: Params, curriculum: Curriculum) -> tuple[str, ...]:
        if not isinstance(params, StoryParams):
            return ()
        known = (curriculum.peer_models.get(one) for one in params.models)
        return tuple(one.id for one in known if one and one.attributes.is_coping)

    def reveals(self, context: Context) -> bool:
        return params_of(context, StoryParams).reveal

    def forgets(self, context: Context) -> frozenset[str]:
        return frozenset(identity_ids(context))

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=fields.every_field(context, say), actions=fields.actions((), say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        here = now(context, own, say)
        asked, cards = screen(here)
        sheet = Sheet(fields=asked, actions=fields.actions(actions_now(here), say))
        return View(sheet=sheet, cards=cards, attempt=here.attempt)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id not in MOVES:
            outcome = super().act(context, own, action_id, say)
            # Whoever ends it, in whatever way, leaves nothing of themselves behind.
            return replace(outcome, forget=identity_ids(context))
        here = now(context, own, say)
        if action_id not in actions_now(here):
            raise NotFound("This activity has no “{id}” here. Reload the page.", id=action_id)
        store = MOVES[action_id](here)
        return Outcome(store=store, forget=forgotten(here, store))

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return in a word how many found somebody who is more like them than not."""
        from efficacy.measurement.privacy import room_words

        most = [
            max(ratings)
            for given in answers.values()
            if (ratings := [float(one.value) for one in given if _is_like_me(one)])  # type: ignore[arg-type]
        ]
        share = room_words(sum(value >= LIKE_FROM for value in most), len(most))
        label = say("{share} found somebody like them in a story.")
        if share is None:
            title = say("People like me")
            figure = Figure(id=LIKE_ME, label=title, n=0, withheld=True)
        else:
            figure = Figure(id=LIKE_ME, label=label, n=len(most), share=share)
        return Summary(n=len(most), title=context.activity.title, figures=(figure,))

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return fields.codebook(context, say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        return story_paper.parts(context, say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        if own.how:
            return Turn()
        view = self.view(context, own, say)
        given = tuple(
            replace(one, attempt=view.attempt)
            for field in view.sheet.fields
            for one in _simulated(field, persona, rng)
        )
        return Turn(given=given, action_id=_simulated_action(view, rng))


# ------------------------------------------------------------- the room, simulated people


def _is_like_me(given: Given) -> bool:
    return given.item_id == LIKE_ME and isinstance(given.value, int | float)


def _simulated(field: Field, persona: Persona, rng: Random) -> tuple[Given, ...]:
    needed = isinstance(field, Choices) or field.id == CHOSEN
    if rng.random() < persona.skips and not needed:
        return ()
    match field:
        case Choices():
            picked = rng.sample(field.options, min(2, len(field.options)))
            return tuple(Given(item_id=field.id, value=1.0, option_id=one.id) for one in picked)
        case Choice():
            # Switches are left as they are by most.
            if not needed and rng.random() < 0.8:
                return ()
            return (Given(item_id=field.id, value=rng.choice(field.options).id),)
        case Rating():
            level = 0.6 * persona.sureness + 20 + rng.gauss(0, 18)
            point = min(field.points, key=lambda one: abs(one - level))
            return (Given(item_id=field.id, value=float(point)),)
        case Text():
            found = simulated_text(field, PHRASES, persona=persona, rng=rng)
            return (found,) if found else ()
    return ()


def _simulated_action(view: View, rng: Random) -> str:
    """Return the obvious thing; now and then another story."""
    known = [action.id for action in view.sheet.actions]
    if fields.SWAP_IT in known and rng.random() < 0.1:
        return fields.SWAP_IT
    usual = (fields.FIND, fields.MATCH, fields.OPEN, fields.NEXT)
    return next((one for one in usual if one in known), DONE)
