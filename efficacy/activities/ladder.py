"""The kind ``ladder``: tasks from within reach to hard, in sets of three, each for oneself.

Before a set people say how many they will get; after it they see both numbers.
Where somebody stands is folded from their presses (``ladder_rules``); what they
read is said by one table (``feedback``). A career ladder judges nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from efficacy.activities import codebook, ladder_paper, ladder_play, ladder_screens
from efficacy.activities import ladder_career as career
from efficacy.activities.blocks import finishing, lacking, own
from efficacy.activities.contract import (
    HALF,
    NEARLY_ALL,
    Context,
    Feeds,
    Figure,
    Given,
    Kind,
    Params,
    Persona,
    Progress,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Field as AnyField
from efficacy.activities.ladder_record import (
    AFTER,
    DAY,
    GOT,
    RESULT,
    SHOWN,
    SLIP,
    START,
    TICKED,
    TRIED,
    WORKING,
    LadderParams,
    ends,
    graded_items,
    journey,
    ladder_of,
)
from efficacy.activities.ladder_rules import SET
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Outcome, Standing, Turn, View
from efficacy.content.ladder_words import of_rung
from efficacy.content.models import Curriculum, Source
from efficacy.content.timing import Load
from efficacy.errors import Problem
from efficacy.language import Speech

# Below this many people the room is told nothing.
SMALLEST_ROOM = 5


class Ladder(Kind):
    """Climb a ladder: say how many, do three, see both; help after two misses."""

    name = "ladder"
    title = "Ladder"
    params_model = LadderParams
    is_personal = True
    offers_talk = True
    is_doing = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, LadderParams):
            return ()
        problems = lacking(
            "params → ladder", (params.ladder,), known=curriculum.ladders, what="a ladder"
        )
        if params.start_scale and not graded_items(curriculum, params.start_scale):
            problems.append(
                Problem(
                    "",
                    "params → start_scale",
                    "the id of a scale from 0 to 100 whose items have a difficulty",
                    f"“{params.start_scale}”",
                )
            )
        return problems + _outside(params, curriculum)

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        """Return the clock of the rungs that most people get to, and the ratings between."""
        if not isinstance(params, LadderParams):
            return Load()
        ladder = curriculum.ladders[params.ladder]
        lowest, highest = ends(params, ladder)
        rungs = ladder.rungs[lowest - 1 : highest]
        if ladder.sort == "career":
            read = tuple(text for rung in rungs for text in of_rung(rung))
            return Load(read=read, ratings=2, tasks=2)
        done = rungs[: params.sets] if params.sets else rungs
        more = max(0, (params.sets or 0) - len(rungs))
        seconds = SET * (sum(rung.seconds for rung in done) + more * rungs[-1].seconds)
        sets = len(done) + more
        # Before and after, a guess a set, and once more after every second set.
        return Load(ratings=2 + sets + sets // 2, clock_s=seconds + rungs[0].seconds)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return mastery: people do the tasks themselves, at their rung, and see what came out.

        On a career ladder half of the time goes to steps that were taken elsewhere.
        """
        if not isinstance(params, LadderParams):
            return {}
        is_career = curriculum.ladders[params.ladder].sort == "career"
        return {Source.MASTERY: HALF if is_career else NEARLY_ALL}

    def reveals(self, context: Context) -> bool:
        return own(context, LadderParams).reveal

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=_fields(context, say), actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        if _is_career(context):
            return career.view(career.walk(context, own), say)
        return ladder_screens.view(journey(context, own), say)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if _is_career(context):
            outcome = career.act(career.walk(context, own), action_id, say)
        else:
            outcome = ladder_screens.act(journey(context, own), action_id, say)
        return outcome or super().act(context, own, action_id, say)

    def progress(self, context: Context, given: Sequence[Given], say: Speech) -> Progress:
        """Return whether somebody has begun, and whether they came to the last rating."""
        items = {one.item_id for one in given if one.value is not None}
        return Progress(answered=(RESULT in items) + (AFTER in items), total=2)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        return ladder_paper.parts(context, say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        if not own.is_open:
            return Turn()
        if _is_career(context):
            return ladder_play.step(career.walk(context, own), persona, rng)
        return ladder_play.turn(journey(context, own), persona, rng)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return how many rungs the room climbed together; never whose, never a ranking."""
        began = [listed for listed in answers.values() if _has_begun(listed)]
        climbed = sum(_climbed(context, listed) for listed in began)
        title = context.activity.title
        if len(began) < SMALLEST_ROOM or climbed == 0:
            # n stays untold as well: how few they were is nobody's business.
            hidden = Figure(id="climbed", label=say("Rungs climbed"), n=0, withheld=True)
            return Summary(n=len(began), title=title, figures=(hidden,))
        label = say("Together we climbed {count} rungs.")
        if climbed == 1:
            label = say("Together we climbed {count} rung.")
        figure = Figure(id="climbed", label=label, n=len(began), count=climbed)
        return Summary(n=len(began), title=title, figures=(figure,))

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        given = codebook.rows(_fields(context, say), say)
        return given + tuple(
            {"item_id": item, "text": text, "type": "found", "missing": say("empty: not so far")}
            for item, text in _found(context, say)
        )


def _is_career(context: Context) -> bool:
    return ladder_of(context).sort == "career"


def _fields(context: Context, say: Speech) -> tuple[AnyField, ...]:
    fields = career.fields if _is_career(context) else ladder_screens.fields
    return fields(context, say)


def _outside(params: LadderParams, curriculum: Curriculum) -> list[Problem]:
    ladder = curriculum.ladders.get(params.ladder)
    if ladder is None:
        return []
    lowest, highest = params.rungs_from or 1, params.rungs_to or len(ladder.rungs)
    if lowest <= highest <= len(ladder.rungs):
        return []
    return [
        Problem(
            "",
            "params → rungs_from, rungs_to",
            f"levels from 1 to {len(ladder.rungs)}, the lower one first",
            f"{lowest} to {highest}",
        )
    ]


# --------------------------------------------------------- what the room sees


def _has_begun(given: Sequence[Given]) -> bool:
    return any(one.item_id == RESULT and one.value is not None for one in given)


def _climbed(context: Context, given: Sequence[Given]) -> int:
    if _is_career(context):
        return len({one.value for one in given if one.item_id == TICKED} - {None})
    return len(journey(context, Standing(given=tuple(given))).state.cleared)


# ------------------------------------------------------------------- codebook


def _found(context: Context, say: Speech) -> tuple[tuple[str, str], ...]:
    """Return what the server writes down, which nobody can send."""
    press = (RESULT, say("What was pressed on this screen, and whether the answer was right"))
    if _is_career(context):
        return (
            press,
            (TICKED, say("The rung that was ticked")),
            (DAY, say("The day on which it was ticked")),
        )
    return (
        press,
        (SHOWN, say("The task on this screen: its rung, its name, its numbers")),
        (SLIP, say("Which common wrong answer it was")),
        (START, say("The level of the rung where it began")),
        (WORKING, say("The level of the working rung after the set")),
        (GOT, say("How many of the set were right without help")),
        (TRIED, say("How many of the set were answered, right or wrong")),
    )
