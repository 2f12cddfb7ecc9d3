"""The kind ``close``: thanks, one next step, and whom to turn to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities.blocks import (
    TextParam,
    finishing,
    own,
    texts,
    written,
)
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
from efficacy.activities.fields import Text
from efficacy.activities.paper import PaperPart
from efficacy.activities.simulated import simulated_text
from efficacy.content.models import Curriculum, Words
from efficacy.language import Speech

NEXT_STEP = "next-step"
NEXT_STEP_LENGTH = 200  # characters

# What simulated people plan; invented, and never shown to a real room.
PHRASES = (
    "Do two practice questions after dinner on Monday.",
    "Ask at the desk when the evening class begins.",
    "Write down one thing I worked out this week.",
    "Look at the form with a friend on Saturday.",
)


class CloseParams(Params):
    """What is said at the end, and whether a next step can be noted.

    ``contact_line`` adds whom to turn to, from the cohort; ``next_step_label``
    is the question above the box (None: no box).
    """

    lines: Annotated[tuple[Words, ...], Declared(min_length=1)]
    next_step_label: Words | None = None
    contact_line: bool = True


class Close(Kind):
    """End the session; a next step, if asked for, stays private."""

    name = "close"
    title = "Close"
    params_model = CloseParams

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: a next step is planned, and not done yet."""
        return {}

    def lines(self, context: Context) -> tuple[str, ...]:
        """Return what is said at the end, in order."""
        return own(context, CloseParams).lines

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = _boxes(context)
        return Sheet(fields=fields, actions=finishing(say) if fields else ())

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return written(context, answers)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return what is said at the end and the box below it; nothing without a box."""
        fields = _boxes(context)
        return (PaperPart(lines=self.lines(context), fields=fields),) if fields else ()

    def simulate(
        self, context: Context, persona: Persona, rng: Random, say: Speech
    ) -> tuple[Given, ...]:
        given = (simulated_text(box, PHRASES, persona=persona, rng=rng) for box in _boxes(context))
        return tuple(answer for answer in given if answer is not None)


def _boxes(context: Context) -> tuple[Text, ...]:
    label = own(context, CloseParams).next_step_label
    if label is None:
        return ()
    return texts([TextParam(id=NEXT_STEP, label=label, max_length=NEXT_STEP_LENGTH)])
