"""The kind ``survey``: rate the items of one or more scales.

With a wave it is a measurement: it needs consent to the survey. Without one it
is practice: everybody may answer, and answers are stored with the wave ``""``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated, Self

from pydantic import Field as Declared
from pydantic import model_validator

from efficacy.activities.blocks import (
    SURE_RANGE,
    chosen_scales,
    find,
    finishing,
    lacking,
    own,
    ratings,
)
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
from efficacy.activities.item_rows import codebook_row, mark_row, unclear_words
from efficacy.activities.paper import PaperPart
from efficacy.activities.simulated import marked, rated
from efficacy.activities.survey_rules import asked_twice, nothing_new
from efficacy.content.marks import is_mark
from efficacy.content.models import Curriculum, Id, Instrument, Item, Scale, Words
from efficacy.content.needs import of_items
from efficacy.errors import Problem
from efficacy.language import Speech


class SurveyParams(Params):
    """What is asked: instruments, and of those all scales or the ones named.

    ``scales`` also sets the order (None: every scale, as the instruments list
    them). ``only`` are the items that are asked (None: all), and ``stem`` stands in
    the place of the scales' own, to look back. ``reveal`` lets the room see group
    figures after Close. ``note`` is a line above the questions. ``longer`` are the
    instruments that the full form of the plan asks beyond these, and
    ``longer_minutes`` is the time they take; a cohort's own plan holds neither (see
    ``content.forms``).
    """

    instruments: Annotated[tuple[Id, ...], Declared(min_length=1)]
    scales: Annotated[tuple[Id, ...], Declared(min_length=1)] | None = None
    only: Annotated[tuple[Id, ...], Declared(min_length=1)] | None = None
    stem: Words | None = None
    reveal: bool = False
    note: Words | None = None
    longer: Annotated[tuple[Id, ...], Declared(min_length=1)] | None = None
    longer_minutes: Annotated[int, Declared(ge=1, le=60)] | None = None

    @model_validator(mode="after")
    def _longer_has_its_minutes(self) -> Self:
        if (self.longer is None) != (self.longer_minutes is None):
            raise ValueError("“longer” and “longer_minutes” together, but one of them is missing")
        return self


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
        problems += lacking(
            "params → longer",
            params.longer or (),
            known=curriculum.instruments,
            what="an instrument",
        )
        items = [item.id for one in instruments for scale in one.scales for item in scale.items]
        problems += lacking(
            "params → only", params.only or (), known=items, what="an item they hold"
        )
        problems += nothing_new(params.longer or (), instruments, params.scales, curriculum)
        return problems + asked_twice(instruments, params.scales)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: to be asked how sure one is feeds nothing."""
        return {}

    def scales(self, context: Context) -> tuple[tuple[Instrument, Scale], ...]:
        """Return the scales that are asked, in order, with their instruments."""
        params = own(context, SurveyParams)
        known = context.curriculum.instruments
        instruments = [find(known, wanted, what="instrument") for wanted in params.instruments]
        return tuple(
            (instrument, asked)
            for instrument, scale in chosen_scales(instruments, params.scales)
            if (asked := _as_asked(scale, params)).items
        )

    def reveals(self, context: Context) -> bool:
        return own(context, SurveyParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = tuple(
            field
            for instrument, scale in self.scales(context)
            for field in ratings(scale, unclear=_unclear(instrument, say))
        )
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
            if (
                values := {
                    one.item_id: one.value
                    for one in listed
                    if one.value is not None and not is_mark(one.item_id)
                }
            )
        }
        figures = tuple(_figure(scale, given, say) for _, scale in self.scales(context))
        return Summary(n=len(given), title=context.activity.title, figures=figures)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return tuple(
            row
            for instrument, scale in self.scales(context)
            for item in scale.items
            for row in _rows(instrument, scale, item, say)
        )

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return all items, under the line that stands above them on the screen."""
        note = own(context, SurveyParams).note
        fields = self.sheet(context, say).fields
        return (PaperPart(lines=(note,) if note else (), fields=fields),)

    def simulate(
        self, context: Context, persona: Persona, rng: Random, say: Speech
    ) -> tuple[Given, ...]:
        asked = self.scales(context)
        own_words = [scale for instrument, scale in asked if not instrument.bought]
        return rated((scale for _, scale in asked), persona, rng) + marked(own_words, persona)


def _as_asked(scale: Scale, params: SurveyParams) -> Scale:
    """Return a scale with the items that are asked here, below the words they are asked with."""
    asked = of_items(scale, params.only or ())
    return asked.model_copy(update={"stem": params.stem}) if params.stem else asked


def _unclear(instrument: Instrument, say: Speech) -> str:
    """Return the words of the mark; none on what was bought, which is shown as it was printed."""
    return "" if instrument.bought else unclear_words(say)


def _rows(instrument: Instrument, scale: Scale, item: Item, say: Speech) -> list[dict[str, object]]:
    rows = [codebook_row(instrument, scale, item, say)]
    return rows if instrument.bought else [*rows, mark_row(instrument, scale, item, say)]


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
