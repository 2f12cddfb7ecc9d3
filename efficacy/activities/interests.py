"""The kind ``interests``: what I would like to do, beside how sure I am that I can.

Where interest is there and confidence lags behind is a place to work. The
themes of the activities are ids that nobody sees, and nobody gets a type.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from efficacy.activities.blocks import DONE, find, lacking, own, ratings, written
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
from efficacy.activities.fields import Action
from efficacy.activities.interests_rules import Sorted, Taste, sort_out
from efficacy.activities.item_rows import codebook_row
from efficacy.activities.outlook_rules import Place
from efficacy.activities.own_scale import line_bar
from efficacy.activities.paper import PaperPart, Table, named_points
from efficacy.activities.personal import Bar, Card, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, go, here, newest, number, rows, ways
from efficacy.activities.simulated import rated
from efficacy.content.models import Curriculum, Id, Instrument, Item, Scale, Words
from efficacy.content.timing import Load
from efficacy.errors import Problem
from efficacy.language import Speech

LIKE, SURE, PICTURE = ROUTE = ("like", "sure", "picture")


class InterestsParams(Params):
    """Which instrument is asked, and what is said of a place to work.

    ``like_scale`` and ``sure_scale`` are two of its scales with the same
    activities in the same order. ``work`` says how to begin on one.
    """

    instrument: Id
    like_scale: Id
    sure_scale: Id
    work: Words
    note: Words | None = None


class Interests(Kind):
    """Put interest beside confidence, for one person and nobody else."""

    name = "interests"
    title = "Interests beside confidence"
    params_model = InterestsParams
    is_personal = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, InterestsParams):
            return ()
        instrument = curriculum.instruments.get(params.instrument)
        if instrument is None:
            return lacking(
                "params → instrument",
                [params.instrument],
                known=curriculum.instruments,
                what="an instrument",
            )
        return _misfits(params, instrument)

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        # The ratings are counted from the instrument.
        return Load(read=(params.work,)) if isinstance(params, InterestsParams) else Load()

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people look at ratings of theirs."""
        return {}

    def scales(self, context: Context) -> tuple[Scale, Scale]:
        """Return the scale of interest and the one of confidence."""
        params = own(context, InterestsParams)
        known = {scale.id: scale for scale in _instrument(context).scales}
        return (
            find(known, params.like_scale, what="scale"),
            find(known, params.sure_scale, what="scale"),
        )

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = tuple(field for scale in self.scales(context) for field in ratings(scale))
        return Sheet(fields=fields, actions=_ways(LIKE, say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        attempt, screen = here(own, ROUTE)
        # Once it is closed, everybody has their picture, looked at or not.
        if screen == PICTURE or not own.is_open:
            sheet = Sheet(actions=_ways(PICTURE, say))
            return View(sheet=sheet, cards=self._picture(context, own, say), attempt=attempt)
        scale = self.scales(context)[0 if screen == LIKE else 1]
        return View(sheet=Sheet(fields=ratings(scale), actions=_ways(screen, say)), attempt=attempt)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id in (ON, BACK):
            return go(own, ROUTE, action_id)
        return super().act(context, own, action_id, say)

    def tastes(self, context: Context, own: Standing) -> tuple[Taste, ...]:
        """Return what this person answered to each activity, in the instrument's order."""
        like, sure = self.scales(context)
        liked, sured = newest(own, ROUTE, LIKE), newest(own, ROUTE, SURE)
        return tuple(
            Taste(text=one.text, like=_place(like, one, liked), sure=_place(sure, other, sured))
            for one, other in zip(like.items, sure.items, strict=True)
        )

    def _picture(self, context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
        found = sort_out(self.tastes(context, own_standing))
        work = own(context, InterestsParams).work
        return (*_work_cards(found, say, work=work), *_side_by_side(found, say))

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return written(context, answers)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        instrument = _instrument(context)
        items = (
            codebook_row(instrument, scale, item, say) | {"subscale": item.subscale or ""}
            for scale in self.scales(context)
            for item in scale.items
        )
        return (*items, *rows((), say))

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the activities once, with a place for both numbers beside each."""
        params, (like, sure) = own(context, InterestsParams), self.scales(context)
        told = tuple(
            f"{scale.title}: {scale.stem} {named_points(ratings(scale)[0])}"
            for scale in (like, sure)
        )
        table = Table(
            columns=("", like.title, sure.title),
            rows=tuple(item.text for item in like.items),
            narrow=(1, 2),
        )
        mark = say("Mark what you would like to do and are less sure of. Choose one of them.")
        return (
            PaperPart(lines=(*((params.note,) if params.note else ()), *told), table=table),
            PaperPart(title=say("A place to work"), lines=(mark, params.work), is_whole=True),
        )

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        attempt, screen = here(own, ROUTE)
        if screen == PICTURE:
            return Turn(action_id=DONE)
        scale = self.scales(context)[0 if screen == LIKE else 1]
        return Turn(given=rated((scale,), persona, rng, attempt=attempt), action_id=ON)


def _instrument(context: Context) -> Instrument:
    wanted = own(context, InterestsParams).instrument
    return find(context.curriculum.instruments, wanted, what="instrument")


def _misfits(params: InterestsParams, instrument: Instrument) -> list[Problem]:
    """Return what keeps two scales from standing beside each other."""
    scales = {scale.id: scale for scale in instrument.scales}
    wanted = {"like_scale": params.like_scale, "sure_scale": params.sure_scale}
    problems = [
        problem
        for key, scale in wanted.items()
        for problem in lacking(
            f"params → {key}", [scale], known=scales, what="a scale of the instrument"
        )
    ]
    if problems:
        return problems
    themes = [[item.subscale for item in scales[scale].items] for scale in wanted.values()]
    if themes[0] == themes[1]:
        return []
    return [
        Problem(
            file="",
            where="params → sure_scale",
            expected="the same activities in the same order as in like_scale",
            found="other subscales, or another number of items",
            hint="Give the items that belong together the same subscale and the same place.",
        )
    ]


def _place(scale: Scale, item: Item, given: Standing) -> Place | None:
    value, low, high = number(given, item.id), scale.response.low, scale.response.high
    if value is None:
        return None
    return Place(value=low + high - value if item.reverse_keyed else value, low=low, high=high)


def _ways(screen: str, say: Speech) -> tuple[Action, ...]:
    """Return the actions of a screen; the way to the picture is named by what it brings."""
    return tuple(
        replace(action, label=say("Show my picture"))
        if action.id == ON and screen == SURE
        else action
        for action in ways(say, ROUTE, screen)
    )


# ------------------------------------------------------------------- the picture


def _work_cards(found: Sorted, say: Speech, *, work: str) -> tuple[Card, ...]:
    """Return the places to work with how to begin; another next step where none came up."""
    cards: list[Card] = []
    if found.work:
        line = say("Here you would like to, and you are less sure that you can.")
        points = tuple(one.text for one in found.work)
        title = say("A place to work")
        cards.append(Card(title=title, lines=(line, work), points=points, look="good"))
    if found.close:
        line = say("Close to the border: you would like to, and being sure is about halfway.")
        lines = (line,) if found.work else (line, work)
        cards.append(Card(lines=lines, points=tuple(one.text for one in found.close)))
    if not cards:
        cards.append(Card(lines=(_no_place(found, say),), look="quiet"))
    return (*cards, *_left_out(found, say))


def _no_place(found: Sorted, say: Speech) -> str:
    if found.both:
        return say(
            "What you would like of these, you are sure of. "
            "Next step: ask somebody who does one of them at work what a day is like."
        )
    return say(
        "No place to work came up among these. "
        "Next step: write down one thing that you would like to do, and what you can do of it now."
    )


def _left_out(found: Sorted, say: Speech) -> tuple[Card, ...]:
    if not found.left_out:
        return ()
    words = say.plural(
        "{n} activity is not in it, because one of its two answers is open.",
        "{n} activities are not in it, because one of their two answers is open.",
        found.left_out,
    )
    return (Card(lines=(words,), look="quiet"),)


def _side_by_side(found: Sorted, say: Speech) -> tuple[Card, ...]:
    """Return interest and confidence beside each other, for what somebody would like."""
    liked = (*found.work, *found.close, *found.both)
    if not liked:
        return ()
    bars = tuple(bar for one in liked for bar in _pair(one, say))
    lines = (say("Only what you would like is here. These are your answers of today, not a type."),)
    return (Card(title=say("Would like, beside sure"), lines=lines, bars=bars),)


def _pair(one: Taste, say: Speech) -> tuple[Bar, ...]:
    labels = (say("{activity}: would like"), say("{activity}: sure"))
    return tuple(
        line_bar(
            label.replace("{activity}", one.text),
            place.value,
            low=place.low,
            high=place.high,
            say=say,
        )
        for label, place in zip(labels, (one.like, one.sure), strict=True)
        if place is not None
    )
