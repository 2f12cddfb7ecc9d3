"""The kind ``discussion``: people talk, with a clock, and may note something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator

from efficacy.activities.blocks import (
    TextParam,
    finishing,
    own,
    require_once,
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
    Phase,
    Sheet,
    Summary,
)
from efficacy.activities.paper import PaperPart
from efficacy.activities.simulated import simulated_text
from efficacy.content.models import Curriculum, Id, Words
from efficacy.language import Speech

# What simulated people note; invented, and never shown to a real room.
PHRASES = (
    "I worked out a bus route with two changes.",
    "I split a bill for five people.",
    "I helped my sister with a form.",
    "I fixed a shelf after it came out crooked.",
    "I asked a question in front of the group.",
)


class PhaseParam(Params):
    """One part of a discussion: its clock (seconds, 10 to 3600) and its task."""

    id: Id
    title: Words
    seconds: Annotated[int, Declared(ge=10, le=3600)]
    prompt: Words


class DiscussionParams(Params):
    """What people talk about, in which steps, and what they may note.

    ``pairs`` says that people talk two by two; otherwise all together.
    """

    prompt: Words
    phases: Annotated[tuple[PhaseParam, ...], Declared(min_length=1)]
    fields: tuple[TextParam, ...] = ()
    pairs: bool = True

    @field_validator("phases", "fields")
    @classmethod
    def _ids_once(
        cls, parts: tuple[PhaseParam | TextParam, ...]
    ) -> tuple[PhaseParam | TextParam, ...]:
        require_once([part.id for part in parts])
        return parts


class Discussion(Kind):
    """Step a conversation through its phases; notes stay private.

    Notes are stored as they are typed and are never shown to the room, not
    even counted into a picture.
    """

    name = "discussion"
    title = "Discussion"
    params_model = DiscussionParams
    is_persuasive = True  # what is said is not known, so it counts

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: what people tell each other follows from words, not from the kind."""
        return {}

    def phases(self, context: Context) -> tuple[Phase, ...]:
        return tuple(
            Phase(id=part.id, title=part.title, seconds=part.seconds)
            for part in own(context, DiscussionParams).phases
        )

    def prompt(self, context: Context, phase_index: int) -> str:
        """Return the task of a phase (0-based; past the end: the last one)."""
        parts = own(context, DiscussionParams).phases
        return parts[max(0, min(phase_index, len(parts) - 1))].prompt

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = texts(own(context, DiscussionParams).fields)
        return Sheet(fields=fields, actions=finishing(say) if fields else ())

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return written(context, answers)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return what is talked about and the boxes for notes; nothing without boxes."""
        params = own(context, DiscussionParams)
        if not params.fields:
            return ()
        parts = tuple(f"{part.title}: {part.prompt}" for part in params.phases)
        lines = (params.prompt, *parts)
        return (PaperPart(lines=lines, fields=texts(params.fields)),)

    def simulate(
        self, context: Context, persona: Persona, rng: Random, say: Speech
    ) -> tuple[Given, ...]:
        boxes = texts(own(context, DiscussionParams).fields)
        given = (simulated_text(box, PHRASES, persona=persona, rng=rng) for box in boxes)
        return tuple(answer for answer in given if answer is not None)
