"""The kind ``pulse``: one or two ratings at the end, on how the session was for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator

from efficacy.activities.blocks import finishing, own, require_once
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
from efficacy.activities.fields import Rating
from efficacy.activities.sureness import (
    Anchors,
    rating_row,
    simulated_sure,
    sure_figure,
    sure_rating,
)
from efficacy.content.models import Curriculum, Id, Words
from efficacy.content.timing import Load
from efficacy.language import Speech

# A room's average under this (of 0-100) brings the hint on the console.
LOW_UNDER = 60
# Where invented people stand, and how much of it goes with how sure they are.
SIMULATED_BASE, SIMULATED_SHARE = 50.0, 0.4


class PulseItem(Params):
    """One sentence to agree with, and what the console says if the room does so less."""

    id: Id
    label: Words
    hint: Words | None = None


class PulseParams(Params):
    """The sentences, words for both ends of 0-100, and whether the room sees averages."""

    items: Annotated[tuple[PulseItem, ...], Declared(min_length=1, max_length=3)]
    anchors: Anchors
    reveal: bool = False

    @field_validator("items")
    @classmethod
    def _ids_once(cls, items: tuple[PulseItem, ...]) -> tuple[PulseItem, ...]:
        require_once([item.id for item in items])
        return items


class Pulse(Kind):
    """Ask how safe and how useful it was; the room sees rounded averages at most."""

    name = "pulse"
    title = "Pulse"
    params_model = PulseParams

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        return Load(ratings=len(params.items)) if isinstance(params, PulseParams) else Load()

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people judge the session."""
        return {}

    def reveals(self, context: Context) -> bool:
        return own(context, PulseParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=_fields(context), actions=finishing(say))

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return one rounded average a sentence; each stands or is withheld by itself."""
        items = own(context, PulseParams).items
        figures = tuple(
            sure_figure(item.id, item.label, _values(item.id, answers)) for item in items
        )
        n = sum(any(one.value is not None for one in listed) for listed in answers.values())
        return Summary(n=n, title=context.activity.title, figures=figures)

    def hints(self, context: Context, figures: Sequence[Figure]) -> tuple[str, ...]:
        """Return what the plan tells the facilitator where the room's average is low."""
        low = {
            figure.id for figure in figures if figure.value is not None and figure.value < LOW_UNDER
        }
        items = own(context, PulseParams).items
        return tuple(item.hint for item in items if item.hint and item.id in low)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return tuple(rating_row(field, say, concept="other") for field in _fields(context))

    def simulate(
        self, context: Context, persona: Persona, rng: Random, say: Speech
    ) -> tuple[Given, ...]:
        level = SIMULATED_BASE + SIMULATED_SHARE * persona.sureness
        return tuple(
            Given(item_id=field.id, value=simulated_sure(level, rng))
            for field in _fields(context)
            if rng.random() >= persona.skips
        )


def _fields(context: Context) -> tuple[Rating, ...]:
    params = own(context, PulseParams)
    return tuple(sure_rating(item.id, item.label, params.anchors) for item in params.items)


def _values(item_id: str, answers: Mapping[str, Sequence[Given]]) -> list[float]:
    return [
        float(one.value)
        for listed in answers.values()
        for one in listed
        if one.item_id == item_id and isinstance(one.value, int | float)
    ]
