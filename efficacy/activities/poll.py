"""The kind ``poll``: a quick question with options, whose votes the room may count together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated

from pydantic import Field as Declared
from pydantic import StringConstraints, field_validator

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
from efficacy.activities.fields import Choice, Choices, Option
from efficacy.content.models import Curriculum, Id, Words
from efficacy.content.timing import Load
from efficacy.language import Speech

VOTE = "vote"
# How often invented people choose each option where several may be chosen.
CHOOSES = 0.4


class OptionParam(Params):
    """One answer to choose: up to 60 characters, so that it stands in a picture."""

    id: Id
    label: Annotated[Words, StringConstraints(max_length=60)]


class PollParams(Params):
    """The question, its options, and how the room may see the votes.

    ``several`` lets a person choose more than one. ``sensitive`` has shares
    said in words instead of counts. ``reveal`` lets the room see either.
    """

    question: Words
    options: Annotated[tuple[OptionParam, ...], Declared(min_length=2, max_length=8)]
    several: bool = False
    sensitive: bool = False
    reveal: bool = True

    @field_validator("options")
    @classmethod
    def _ids_once(cls, options: tuple[OptionParam, ...]) -> tuple[OptionParam, ...]:
        require_once([option.id for option in options])
        return options


class Poll(Kind):
    """Count votes on something neutral; under five votes nothing is told."""

    name = "poll"
    title = "Poll"
    params_model = PollParams

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, PollParams):
            return Load()
        return Load(read=(params.question, *(one.label for one in params.options)), ratings=1)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people vote on something neutral."""
        return {}

    def reveals(self, context: Context) -> bool:
        return own(context, PollParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=(_field(context, say),), actions=finishing(say))

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        params = own(context, PollParams)
        ballots = [chosen for listed in answers.values() if (chosen := _ballot(listed))]
        votes = {one.id: sum(one.id in chosen for chosen in ballots) for one in params.options}
        figures = _figures(params, votes, len(ballots), say)
        return Summary(n=len(ballots), title=context.activity.title, figures=figures)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        field = _field(context, say)
        return (
            {
                "item_id": field.id,
                "text": field.label,
                "type": "choices" if field.is_multiple else "choice",
                "range": "; ".join(f"{option.id} = {option.label}" for option in field.options),
                "missing": say("empty: nothing was chosen, or the choice was cleared"),
            },
        )

    def simulate(
        self, context: Context, persona: Persona, rng: Random, say: Speech
    ) -> tuple[Given, ...]:
        if rng.random() < persona.skips:
            return ()
        params = own(context, PollParams)
        if not params.several:
            return (Given(item_id=VOTE, value=rng.choice(params.options).id),)
        chosen = [option for option in params.options if rng.random() < CHOOSES]
        return tuple(Given(item_id=VOTE, value=1, option_id=option.id) for option in chosen)


def _field(context: Context, say: Speech) -> Choice | Choices:
    params = own(context, PollParams)
    options = tuple(Option(id=one.id, label=one.label) for one in params.options)
    if params.several:
        several = say("You can choose more than one.")
        return Choices(id=VOTE, label=params.question, help=several, options=options)
    return Choice(id=VOTE, label=params.question, options=options)


def _ballot(listed: Sequence[Given]) -> frozenset[str]:
    """Return the options one person has chosen: by option where several may be, else by value."""
    votes = [one for one in listed if one.item_id == VOTE and one.value]
    return frozenset(one.option_id or str(one.value) for one in votes)


def _figures(
    params: PollParams, votes: Mapping[str, int], n: int, say: Speech
) -> tuple[Figure, ...]:
    # Heavy libraries, needed at Close only: phones are served without them.
    from efficacy.measurement.room import room_counts, room_words

    counted = room_counts(votes, n=n)
    if counted.counts is None:
        # Neither which options nor how few they were.
        return (Figure(id=VOTE, label=params.question, n=0, withheld=True),)
    if not params.sensitive:
        return tuple(
            Figure(
                id=one.id,
                label=say("{option}: {count}").replace("{option}", one.label),
                n=n,
                count=counted.counts[one.id],
            )
            for one in params.options
        )
    return tuple(
        Figure(
            id=one.id,
            label=say("{share} chose: {option}").replace("{option}", one.label),
            n=n,
            share=room_words(votes[one.id], n),
        )
        for one in params.options
    )
