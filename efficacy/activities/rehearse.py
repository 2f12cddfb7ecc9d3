"""The kind ``rehearse``: picture oneself doing one task, line by line, at a calm pace.

One rating may stand before and after it. Both are stored under the same item: what
was given before is its first attempt, what was given after its second.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Annotated, Self

from pydantic import Field as Declared
from pydantic import field_validator, model_validator

from efficacy.activities.blocks import finishing, own, passing
from efficacy.activities.contract import (
    Context,
    Feeds,
    Figure,
    Given,
    Kind,
    Params,
    Persona,
    Phase,
    Sheet,
    Summary,
    clock_share,
)
from efficacy.activities.fields import Rating
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Standing, Turn, View
from efficacy.activities.sureness import (
    Anchors,
    rating_row,
    simulated_sure,
    sure_figure,
    sure_rating,
)
from efficacy.content.models import Curriculum, Id, Source, Words
from efficacy.content.timing import Load
from efficacy.language import Speech

PARTS = ("before", "imagine", "after")  # phases, as the facilitator steps through them
BEFORE, IMAGINE, AFTER = 0, 1, 2
FIRST, SECOND = 1, 2  # attempts of the rating
SHORTEST_S, LONGEST_S = 60, 180  # of the whole script
GAIN = 4.0  # points by which simulated people are surer afterwards, on average


class LineParam(Params):
    """One line of the script, and how long the room stays with it (seconds, 3 to 60)."""

    text: Words
    seconds: Annotated[int, Declared(ge=3, le=60)]


class RatingParam(Params):
    """What is rated before and after; ``label`` goes on from “How sure are you that you can …”."""

    id: Id
    label: Words
    anchors: Anchors


class TitlesParam(Params):
    """What the three parts are called."""

    before: Words
    imagine: Words
    after: Words


class RehearseParams(Params):
    """The script in its lines, the rating around it, and whether the room sees averages.

    Without a rating there is one part, and nothing to reveal.
    """

    script: Annotated[tuple[LineParam, ...], Declared(min_length=1, max_length=40)]
    rating: RatingParam | None = None
    titles: TitlesParam
    reveal: bool = False

    @model_validator(mode="after")
    def _nothing_to_reveal(self) -> Self:
        if self.reveal and self.rating is None:
            raise ValueError("a rating where there is something to reveal")
        return self

    @field_validator("script")
    @classmethod
    def _one_to_three_minutes(cls, script: tuple[LineParam, ...]) -> tuple[LineParam, ...]:
        seconds = sum(line.seconds for line in script)
        if not SHORTEST_S <= seconds <= LONGEST_S:
            raise ValueError(
                f"lines of {SHORTEST_S} to {LONGEST_S} seconds together, but they take {seconds}"
            )
        return script


class Rehearse(Kind):
    """Rate, imagine by a script, rate again; reading along or passing is as good."""

    name = "rehearse"
    title = "Rehearsal in imagination"
    params_model = RehearseParams
    is_personal = True
    offers_talk = True
    is_persuasive = True

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, RehearseParams):
            return Load()
        return Load(ratings=2 if params.rating else 0, clock_s=_seconds(params))

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return what the lines of the script take: only then does anybody picture it."""
        if not isinstance(params, RehearseParams):
            return {}
        return {Source.IMAGINAL: clock_share(_seconds(params), minutes)}

    def phases(self, context: Context) -> tuple[Phase, ...]:
        params = own(context, RehearseParams)
        imagine = Phase(id="imagine", title=params.titles.imagine, seconds=_seconds(params))
        if params.rating is None:
            return (imagine,)
        return (
            Phase(id="before", title=params.titles.before),
            imagine,
            Phase(id="after", title=params.titles.after),
        )

    def script(self, context: Context) -> tuple[tuple[str, int, int], ...]:
        """Return each line with the second it begins at and the seconds it stays."""
        found, begins = [], 0
        for line in own(context, RehearseParams).script:
            found.append((line.text, begins, line.seconds))
            begins += line.seconds
        return tuple(found)

    def reveals(self, context: Context) -> bool:
        return own(context, RehearseParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=_fields(context, say), actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        if _params(context).rating is None:
            cards = self._cards(context, own, say)
            return View(sheet=Sheet(actions=finishing(say)), cards=cards)
        if own.phase_index >= AFTER:
            return View(sheet=self.sheet(context, say), attempt=SECOND)
        # Who is done is done with all of it, so before the end one can only pass.
        way_out = (passing(say),)
        if own.phase_index == IMAGINE:
            return View(sheet=Sheet(actions=way_out), cards=self._cards(context, own, say))
        waiting = Card(look="quiet", lines=(say("Rate it as you are now. We go on together."),))
        return View(sheet=Sheet(fields=_fields(context, say), actions=way_out), cards=(waiting,))

    def _cards(self, context: Context, own: Standing, say: Speech) -> tuple[Card, ...]:
        script = _params(context).script
        is_on = own.is_open and not own.is_closing
        ways = say("Close your eyes and listen, read along in silence, or pass. All are fine.")
        return (
            Card(look="quiet", lines=(ways,)),
            Card(
                look="story",
                lines=tuple(line.text for line in script),
                pace=tuple(line.seconds for line in script) if is_on else (),
                is_spoken=True,
            ),
        )

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return two averages of the same people: those who rated it both times."""
        rating = _params(context).rating
        if rating is None:
            return Summary(n=0, title=context.activity.title)
        pairs = tuple(_pairs(rating.id, answers))
        label = rating.label
        figures = (
            _figure("before", say("Before: {task}"), label, [pair[0] for pair in pairs]),
            _figure("after", say("After: {task}"), label, [pair[1] for pair in pairs]),
        )
        return Summary(n=len(pairs), title=context.activity.title, figures=figures)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        fields = _fields(context, say)
        if not fields:
            return ()
        row = rating_row(fields[0], say, concept="efficacy")
        tries = say("attempt 1 is before imagining it, attempt 2 after")
        return ({**row, "range": f"{row['range']}; {tries}"},)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return a rating for before and one for after; the script is read aloud."""
        titles, asked = own(context, RehearseParams).titles, _fields(context, say)
        aloud = say("Your counselor reads it aloud. Listen with your eyes closed or open, or pass.")
        spoken = say("{words} ({seconds} seconds)")
        before = (PaperPart(title=titles.before, fields=asked),) if asked else ()
        after = (PaperPart(title=titles.after, fields=asked),) if asked else ()
        return (
            *before,
            PaperPart(title=titles.imagine, lines=(aloud, say("All of these are fine."))),
            *after,
            PaperPart(
                title=titles.imagine,
                lines=(say("Read it aloud, a line at a time. Then wait as long as it says."),),
                points=tuple(
                    spoken.replace("{seconds}", str(seconds)).replace("{words}", text)
                    for text, _, seconds in self.script(context)
                ),
                is_apart=True,
                is_ordered=True,
            ),
        )

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        fields = _fields(context, say)
        if not fields:
            return Turn() if own.how else Turn(action_id="done")
        if own.how or own.phase_index == IMAGINE:
            return Turn()
        attempt = SECOND if own.phase_index >= AFTER else FIRST
        end = "done" if attempt == SECOND else ""
        (field,) = fields
        if own.value(field.id, attempt) is not None or rng.random() < persona.skips:
            return Turn(action_id=end)
        level = persona.sureness + (GAIN if attempt == SECOND else 0)
        value = simulated_sure(level, rng)
        return Turn(given=(Given(item_id=field.id, value=value, attempt=attempt),), action_id=end)


def _params(context: Context) -> RehearseParams:
    return own(context, RehearseParams)


def _seconds(params: RehearseParams) -> int:
    return sum(line.seconds for line in params.script)


def _fields(context: Context, say: Speech) -> tuple[Rating, ...]:
    rating = _params(context).rating
    if rating is None:
        return ()
    question = say("How sure are you that you can {task}?").replace("{task}", rating.label)
    return (sure_rating(rating.id, question, rating.anchors),)


def _figure(figure_id: str, words: str, label: str, values: Sequence[float]) -> Figure:
    return sure_figure(figure_id, words.replace("{task}", label), values)


def _pairs(item_id: str, answers: Mapping[str, Sequence[Given]]) -> Sequence[tuple[float, float]]:
    found = []
    for listed in answers.values():
        values = {one.attempt: one.value for one in listed if one.item_id == item_id}
        first, second = values.get(FIRST), values.get(SECOND)
        if isinstance(first, int | float) and isinstance(second, int | float):
            found.append((float(first), float(second)))
    return found
