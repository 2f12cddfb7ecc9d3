"""The kind ``goal``: one small goal with its day, an if-then plan, and who can be there.

Hints say what a goal may still lack; none is refused. Where an earlier session
had a goal, it stands there first, with what came of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from random import Random

from efficacy.activities import earlier
from efficacy.activities.blocks import DONE, own, written
from efficacy.activities.contract import (
    LITTLE,
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Field
from efficacy.activities.five_sources import SOURCES
from efficacy.activities.goal_form import (
    CAME_OF,
    DONE_IT,
    END,
    IF,
    NOT_YET,
    PARTLY,
    SOURCE,
    SUPPORT,
    THEN,
    WHAT,
    WHEN,
    came_of,
    goal_card,
    goal_fields,
    hint_card,
    next_step,
    plan_card,
    plan_fields,
    ready_card,
)
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Earlier, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, go, here, newest, placed, rows, ways
from efficacy.activities.screens import written as typed
from efficacy.content.models import Curriculum, Id, Source, Words
from efficacy.content.timing import Load
from efficacy.language import Speech

# The screens; the first only where there is an earlier goal.
LOOK_BACK, GOAL, PLAN = "look-back", "goal", "plan"

# What simulated people write; invented, and never shown to a real room.
_GOALS = (
    ("I will solve three tasks of rung 2", "Tuesday at 7 in the evening", "Three are checked"),
    ("I will ask one question in the next group", "Thursday at 10", "I asked it aloud"),
    ("I will read one page about a job I like", "Sunday after lunch", "One page is read"),
    ("I will get better at fractions", "", ""),
)
_PLANS = (
    ("I sit down and want to stop", "I do the first line and then decide", "a neighbor"),
    ("the phone rings", "I finish the line first", "someone from this group"),
)


class GoalParams(Params):
    """What is asked for, and what it builds on.

    ``follows`` names activities of this kind in earlier sessions; ``rung_from``
    the ladder activity whose working rung is shown as what is within reach.
    """

    prompt: Words
    follows: tuple[Id, ...] = ()
    rung_from: Id | None = None


class Goal(Kind):
    """Write a goal that can be begun, on screens that are nobody else's."""

    name = "goal"
    title = "Goal"
    params_model = GoalParams
    is_personal = True

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, GoalParams):
            return Load()
        # The goal with its day is one piece of work, the plan for hard moments the other.
        return Load(read=(params.prompt,), tasks=2, ratings=2 if params.follows else 1)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return a little mastery where people look at what came of an earlier goal.

        A goal is planned here and done elsewhere.
        """
        if not isinstance(params, GoalParams) or not params.follows:
            return {}
        return {Source.MASTERY: LITTLE}

    def sheet(self, context: Context, say: Speech) -> Sheet:
        fields = (came_of(say), *goal_fields(say), *plan_fields(say))
        return Sheet(fields=fields, actions=ways(say, (PLAN,), PLAN))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        route = _route(context, own)
        attempt, screen = here(own, route)
        actions = ways(say, route, screen)
        cards: tuple[Card, ...]
        fields: tuple[Field, ...]
        if screen == LOOK_BACK:
            cards, fields = _look_back(context, own, say), (came_of(say),)
        elif screen == PLAN:
            cards, fields = _plan_cards(context, own, say), plan_fields(say)
        else:
            cards, fields = _goal_cards(context, own, say), goal_fields(say)
        is_goal = screen == GOAL
        return View(
            sheet=Sheet(fields=fields, actions=actions),
            cards=cards,
            attempt=attempt,
            hints=_below(context, own, say) if is_goal else (),
            is_live=is_goal,
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id in (ON, BACK):
            return go(own, _route(context, own), action_id)
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return written(context, answers)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return rows(self.sheet(context, say).fields, say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the last goal where there was one, then the new one and the plan for it."""
        params = own(context, GoalParams)
        before = PaperPart(title=say("Your last goal"), fields=(came_of(say),))
        hint = say("A goal that is ready to begin names a doing, a time and an end.")
        return (
            *((before,) if params.follows else ()),
            PaperPart(lines=(params.prompt, hint), fields=goal_fields(say)),
            PaperPart(fields=plan_fields(say)),
        )

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        route = _route(context, own)
        attempt, screen = here(own, route)
        values: dict[str, str]
        if screen == LOOK_BACK:
            values = {CAME_OF: rng.choice((DONE_IT, PARTLY, NOT_YET))}
        elif screen == PLAN:
            values = dict(zip((IF, THEN, SUPPORT), rng.choice(_PLANS), strict=True))
        else:
            values = dict(zip((WHAT, WHEN, END), rng.choice(_GOALS), strict=True))
            values[SOURCE] = rng.choice(SOURCES)
        given = tuple(
            Given(item_id=item, value=value, attempt=attempt)
            for item, value in values.items()
            if value and rng.random() >= persona.skips
        )
        return Turn(given=given, action_id=DONE if screen == route[-1] else ON)


# ------------------------------------------------------------------- what is read


def _before(context: Context, own_standing: Standing) -> tuple[Earlier, Standing] | None:
    """Return the newest earlier goal that has words, with what stood on its screen."""
    follows = own(context, GoalParams).follows
    for known in reversed(earlier.followed(own_standing, context, follows)):
        if known.activity_id == context.activity.id and known.day == own_standing.day:
            continue  # run again in the same meeting: nothing can have come of it yet
        found = _last(known, (WHAT, WHEN, END, SOURCE))
        if typed(found, WHAT):
            return known, found
    return None


def _last(known: Earlier, items: Collection[str]) -> Standing:
    """Return what stood last in these boxes of an earlier visit, all of it with attempt 1.

    Boxes of one screen are told by their ids: its route may have had a look back.
    """
    given = tuple(one for one in known.given if one.item_id in items)
    last = max((one.attempt for one in given), default=0)
    return Standing(given=placed((one for one in given if one.attempt == last), 1))


def _route(context: Context, own_standing: Standing) -> tuple[str, ...]:
    return (GOAL, PLAN) if _before(context, own_standing) is None else (LOOK_BACK, GOAL, PLAN)


def _look_back(context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
    found = _before(context, own_standing)
    if found is None:
        return ()
    known, goal = found
    plan = _last(known, (IF, THEN, SUPPORT))
    return (goal_card(goal, known.day, say), *plan_card(plan, say))


def _goal_cards(context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
    route = _route(context, own_standing)
    has_last = route[0] == LOOK_BACK
    last = typed(newest(own_standing, route, LOOK_BACK), CAME_OF) if has_last else ""
    return (
        *next_step(last, say),
        Card(lines=(own(context, GoalParams).prompt,)),
        *_reach(context, own_standing, say),
    )


def _below(context: Context, own_standing: Standing, say: Speech) -> tuple[str, ...]:
    """Return what is said below the boxes: what the goal may lack, or that it is ready."""
    goal = newest(own_standing, _route(context, own_standing), GOAL)
    shown = _hints(context, own_standing, say) or ready_card(goal, say)
    return tuple(line for card in shown for line in (card.title, *card.lines, *card.points) if line)


def _plan_cards(context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
    """Return the goal as it is written, and what it may lack: the way back is one press."""
    goal = newest(own_standing, _route(context, own_standing), GOAL)
    return (goal_card(goal, own_standing.day, say), *_hints(context, own_standing, say))


def _hints(context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
    goal = newest(own_standing, _route(context, own_standing), GOAL)
    rung = _rung(context, own_standing)
    return hint_card(goal, say, rung=None if rung is None else rung.number)


def _rung(context: Context, own_standing: Standing) -> earlier.Rung | None:
    return earlier.rung(own_standing, own(context, GoalParams).rung_from)


def _reach(context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
    """Return what is within reach, from the record of the ladder; nothing without one."""
    rung = _rung(context, own_standing)
    if rung is None:
        return ()
    line = say("Last time you worked at rung {number} of the ladder.").format(number=rung.number)
    return (
        Card(
            title=earlier.dated(say("Within reach"), rung.day, say),
            lines=(line, say("A goal at that rung, or one step above it, is within reach.")),
            look="record",
        ),
    )
