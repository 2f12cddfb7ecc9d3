"""The kind ``sources``: through which of five doors belief came lately, and where to work first.

Five scales beside each other, never a total: a person sees their own picture
and two doors to begin with; the room sees five rounded averages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random

from efficacy.activities.blocks import DONE, find, lacking, own, ratings
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
from efficacy.activities.fields import Action, Choices, Option
from efficacy.activities.item_rows import codebook_row
from efficacy.activities.own_scale import line_bar, own_mean
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, filled, go, here, newest, rows, ways
from efficacy.activities.simulated import rated
from efficacy.activities.sources_params import DoorParam, SourcesParams, misfits
from efficacy.activities.sources_rules import Picked, first_doors, to_lengthen
from efficacy.content.models import Curriculum, Instrument, Scale
from efficacy.content.timing import Load
from efficacy.errors import Problem
from efficacy.language import Speech

RATE, PICTURE = ROUTE = ("rate", "picture")

# A door with its scale, and a person's mean on it; None where too few items were answered.
_Mean = tuple[DoorParam, Scale, float | None]


class Sources(Kind):
    """Show where to work first; a picture of doors, never of a person."""

    name = "sources"
    title = "Where to work"
    params_model = SourcesParams
    is_personal = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, SourcesParams):
            return ()
        problems = lacking(
            "params → instrument",
            [params.instrument],
            known=curriculum.instruments,
            what="an instrument",
        )
        instrument = curriculum.instruments.get(params.instrument)
        return problems if instrument is None else misfits(params, instrument)

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, SourcesParams):
            return Load()
        # The ratings are counted from the instrument; two doors are read of all.
        return Load(read=tuple(door.first for door in params.doors[:2]))

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: to be asked about the sources is not having them."""
        return {}

    def reveals(self, context: Context) -> bool:
        return True

    def doors(self, context: Context) -> tuple[tuple[DoorParam, Scale], ...]:
        """Return the doors with their scales, in the plan's order."""
        known = {scale.id: scale for scale in _instrument(context).scales}
        return tuple(
            (door, find(known, door.scale, what="scale"))
            for door in own(context, SourcesParams).doors
        )

    def first(self, context: Context, own: Standing) -> tuple[DoorParam, ...]:
        """Return the two doors of which a person has had least; () where too few were answered."""
        picked = _picked(self._means(context, newest(own, ROUTE, RATE))).doors
        known = {door.scale: door for door, _ in self.doors(context)}
        return tuple(known[one] for one in picked)

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = tuple(field for _, scale in self.doors(context) for field in ratings(scale))
        return Sheet(fields=fields, actions=_ways(RATE, say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        attempt, screen = here(own, ROUTE)
        # Once it is closed, everybody has their picture, looked at or not.
        if screen == RATE and own.is_open:
            return View(sheet=self.sheet(context, say), attempt=attempt)
        return View(
            sheet=Sheet(actions=_ways(PICTURE, say)),
            cards=self._picture(context, newest(own, ROUTE, RATE), say),
            attempt=attempt,
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id in (ON, BACK):
            return go(own, ROUTE, action_id)
        return super().act(context, own, action_id, say)

    def _picture(self, context: Context, rated: Standing, say: Speech) -> tuple[Card, ...]:
        means = self._means(context, rated)
        bars = tuple(
            line_bar(door.label, mean, low=scale.response.low, high=scale.response.high, say=say)
            for door, scale, mean in means
        )
        return (
            Card(
                title=say("Your picture of the doors"),
                lines=(say("A longer line says that you have had more of it lately."),),
                bars=bars,
            ),
            _first_card([door for door, _, _ in means], _picked(means), say),
        )

    def _means(self, context: Context, rated: Standing) -> Sequence[_Mean]:
        return [(door, scale, own_mean(scale, rated)) for door, scale in self.doors(context)]

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return one rounded average a door, over at least five people; no total of them."""
        people = [newest(Standing(given=tuple(listed)), ROUTE, RATE) for listed in answers.values()]
        figures = tuple(
            _figure(
                door, scale, [mean for one in people if (mean := own_mean(scale, one)) is not None]
            )
            for door, scale in self.doors(context)
        )
        gave = sum(any(given.value is not None for given in one.given) for one in people)
        return Summary(n=gave, title=context.activity.title, figures=figures)

    def to_lengthen(self, context: Context, summary: Summary | None) -> tuple[DoorParam, ...]:
        """Return the doors whose block the facilitator can lengthen; () where nothing says so."""
        picked = to_lengthen(summary.figures if summary else ())
        return tuple(door for door, _ in self.doors(context) if door.scale in picked.doors)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        instrument = _instrument(context)
        items = (
            codebook_row(instrument, scale, item, say)
            for _, scale in self.doors(context)
            for item in scale.items
        )
        return (*items, *rows((), say))

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the statements, then the doors to choose two of: nothing is added up by hand."""
        note = own(context, SourcesParams).note
        doors = Choices(
            id="first",
            label=say("Look back at your marks. Of which two have you had least lately?"),
            help=say("It says where to begin, not who you are."),
            options=tuple(
                Option(
                    id=door.scale,
                    label=filled(say("{door}: {first}"), door=door.label, first=door.first),
                )
                for door, _ in self.doors(context)
            ),
        )
        return (
            PaperPart(lines=(note,) if note else (), fields=self.sheet(context, say).fields),
            PaperPart(title=say("Two doors to try first"), fields=(doors,), is_whole=True),
        )

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        attempt, screen = here(own, ROUTE)
        if screen == PICTURE:
            return Turn(action_id=DONE)
        doors = (scale for _, scale in self.doors(context))
        return Turn(given=rated(doors, persona, rng, attempt=attempt), action_id=ON)


def _picked(means: Sequence[_Mean]) -> Picked:
    return first_doors([(door.scale, mean) for door, _, mean in means])


def _instrument(context: Context) -> Instrument:
    wanted = own(context, SourcesParams).instrument
    return find(context.curriculum.instruments, wanted, what="instrument")


def _ways(screen: str, say: Speech) -> tuple[Action, ...]:
    """Return the actions of a screen; going on is named by what it brings."""
    return tuple(
        replace(action, label=say("Show my picture")) if action.id == ON else action
        for action in ways(say, ROUTE, screen)
    )


def _first_card(doors: Sequence[DoorParam], picked: Picked, say: Speech) -> Card:
    """Return the two doors to begin with, and how a tie was settled."""
    if not picked.doors:
        return Card(
            lines=(say("With a few more answers, two doors can be named to try first."),),
            look="quiet",
        )
    known = {door.scale: door for door in doors}
    points = tuple(
        filled(say("{door}: {first}"), door=known[one].label, first=known[one].first)
        for one in picked.doors
    )
    tie = say("Some doors came out the same. Of those, the one that is listed first was taken.")
    return Card(
        title=say("Two doors to try first"),
        lines=(
            say("You have had least of these lately. It says where to begin, not who you are."),
            *((tie,) if picked.by_order else ()),
        ),
        points=points,
        look="good",
    )


def _figure(door: DoorParam, scale: Scale, means: Sequence[float]) -> Figure:
    # Heavy libraries, needed at Close only: phones are served without them.
    from efficacy.measurement.room import room_average

    low, high = scale.response.low, scale.response.high
    average = room_average(means, low=low, high=high)
    figure = Figure(id=scale.id, label=door.label, n=0, withheld=True, low=low, high=high)
    if average.value is None:
        # n stays untold as well: how few they were is nobody's business.
        return figure
    return replace(figure, n=len(means), value=average.value, withheld=False)
