"""The kind ``survey``: rate the items of one or more scales.

With a wave it is a measurement: it needs consent to the survey. Without one it
is practice: everybody may answer, and answers are stored with the wave ``""``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities.blocks import (
    SURE_RANGE,
    chosen_scales,
    find,
    finishing,
    lacking,
    own,
    ratings,
    repeated,
)
from efficacy.activities.contract import (
    Context,
    Figure,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.paper import PaperPart
from efficacy.activities.simulated import rated
from efficacy.content.models import Curriculum, Id, Instrument, Item, Scale, Words
from efficacy.errors import Problem
from efficacy.language import Speech


class SurveyParams(Params):
    """What is asked: instruments, and of those all scales or the ones named.

    ``scales`` also sets the order (None: every scale, as the instruments list
    them). ``reveal`` lets the room see group figures after Close. ``note`` is
    a line above the questions.
    """

    instruments: Annotated[tuple[Id, ...], Declared(min_length=1)]
    scales: Annotated[tuple[Id, ...], Declared(min_length=1)] | None = None
    reveal: bool = False
    note: Words | None = None


class Survey(Kind):
    """Ask the items of scales; show the room averages or words, never more."""

    name = "survey"
    title = "Survey"
    params_model = SurveyParams
    measures = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, SurveyParams):
            return ()
        problems = lacking(
            "params → instruments",
            params.instruments,
            known=curriculum.instruments,
            what="an instrument",
        )
        instruments = [
            curriculum.instruments[known]
            for known in params.instruments
            if known in curriculum.instruments
        ]
        scales = [scale.id for instrument in instruments for scale in instrument.scales]
        problems += lacking(
            "params → scales", params.scales or (), known=scales, what="a scale they hold"
        )
        return problems + _asked_twice(instruments, params.scales)

    def scales(self, context: Context) -> tuple[tuple[Instrument, Scale], ...]:
        """Return the scales that are asked, in order, with their instruments."""
        params = own(context, SurveyParams)
        known = context.curriculum.instruments
        instruments = [find(known, wanted, what="instrument") for wanted in params.instruments]
        return chosen_scales(instruments, params.scales)

    def reveals(self, context: Context) -> bool:
        return own(context, SurveyParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = tuple(field for _, scale in self.scales(context) for field in ratings(scale))
        return Sheet(fields=fields, actions=finishing(say))

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return one figure a scale: over people who answered enough of it.

        A scale from 0 to 100 gives the average, rounded to 5 points. Any other
        gives a word for how many stand at the middle of the scale or above it.
        Fewer than five people give neither.
        """
        given = {
            person: values
            for person, listed in answers.items()
            if (values := {one.item_id: one.value for one in listed if one.value is not None})
        }
        figures = tuple(_figure(scale, given, say) for _, scale in self.scales(context))
        return Summary(n=len(given), title=context.activity.title, figures=figures)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return tuple(
            codebook_row(instrument, scale, item, say)
            for instrument, scale in self.scales(context)
            for item in scale.items
        )

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return all items, under the line that stands above them on the screen."""
        note = own(context, SurveyParams).note
        fields = self.sheet(context, say).fields
        return (PaperPart(lines=(note,) if note else (), fields=fields),)

    def simulate(
        self, context: Context, persona: Persona, rng: Random, say: Speech
    ) -> tuple[Given, ...]:
        return rated((scale for _, scale in self.scales(context)), persona, rng)


def _asked_twice(instruments: Sequence[Instrument], scales: Sequence[str] | None) -> list[Problem]:
    """Answers are stored by item id, so one sheet can hold an id only once."""
    asked = [item.id for _, scale in chosen_scales(instruments, scales) for item in scale.items]
    return [
        Problem(
            file="",
            where="params → instruments",
            expected="each item once in an activity",
            found=f"“{twice}” more than once",
            hint="Name a scale once, or give the items of the two scales different ids.",
        )
        for twice in repeated(asked)
    ]


# --------------------------------------------------------- what the room sees


def _figure(scale: Scale, given: Mapping[str, Mapping[str, object]], say: Speech) -> Figure:
    # Heavy libraries, needed at Close only: phones are served without them.
    from efficacy.measurement.privacy import room_average, room_words

    scores, low, high = _scores(scale, given), scale.response.low, scale.response.high
    if (low, high) == SURE_RANGE:
        average = room_average(scores, low=low, high=high)
        if average.value is not None:
            return Figure(
                id=scale.id,
                label=scale.title,
                n=len(scores),
                value=average.value,
                low=low,
                high=high,
            )
    else:
        middle = (low + high) / 2
        share = room_words(sum(score >= middle for score in scores), len(scores))
        if share is not None:
            return Figure(
                id=scale.id,
                label=_share_sentence(scale, say),
                n=len(scores),
                share=share,
                low=low,
                high=high,
            )
    # n stays untold as well: how few they were is nobody's business.
    return Figure(id=scale.id, label=scale.title, n=0, withheld=True, low=low, high=high)


def _scores(scale: Scale, given: Mapping[str, Mapping[str, object]]) -> list[float]:
    """Return the scale means of the people who answered enough of the scale."""
    import pandas as pd

    from efficacy.measurement.scoring import scale_scores

    items = [item.id for item in scale.items]
    rows = [{item: values.get(item) for item in items} for values in given.values()]
    scored = scale_scores(
        pd.DataFrame(rows, columns=items, dtype=float),
        items=items,
        reverse_keyed=[item.id for item in scale.items if item.reverse_keyed],
        low=scale.response.low,
        high=scale.response.high,
        minimum_share=scale.minimum_share,
    )
    return [float(score) for score in scored.scores.dropna()]


def _share_sentence(scale: Scale, say: Speech) -> str:
    """Return a whole sentence with one place left, ``{share}``, for the word."""
    if scale.concept == "worry":
        words = say("{share} know this feeling: {title}.")
    elif scale.concept == "efficacy":
        words = say("{share} feel halfway sure or more: {title}.")
    else:
        words = say("{share} chose the middle of the scale or more: {title}.")
    return words.replace("{title}", scale.title)


def codebook_row(
    instrument: Instrument, scale: Scale, item: Item, say: Speech
) -> dict[str, object]:
    """Return the codebook row of an item, with all that its scale declares."""
    answers = scale.response
    anchors = sorted((int(point), words) for point, words in answers.anchors.items())
    return {
        "item_id": item.id,
        "text": item.text,
        "type": "rating",
        "instrument_id": instrument.id,
        "instrument": instrument.title,
        "version": instrument.version,
        "scale_id": scale.id,
        "scale": scale.title,
        "stem": scale.stem,
        "concept": scale.concept,
        "low": answers.low,
        "high": answers.high,
        "step": answers.step,
        "range": say("{low} to {high} in steps of {step}").format(
            low=answers.low, high=answers.high, step=answers.step
        ),
        "anchors": "; ".join(f"{point} = {words}" for point, words in anchors),
        "reverse_keyed": item.reverse_keyed,
        "difficulty": item.difficulty,
        "trained": item.trained,
        "minimum_share": scale.minimum_share,
        "missing": say("empty: not answered, or the answer was cleared"),
        "author": instrument.provenance.author,
        "source": instrument.provenance.derived_from,
        "licence": instrument.provenance.licence,
        "status": instrument.provenance.status,
    }
