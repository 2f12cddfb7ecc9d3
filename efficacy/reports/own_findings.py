"""How one person's own results come about: their surveys, their ladders, their goals.

Pure, and without a heavy library, because phones are served by it. Nothing of
anybody else goes in, so nothing of anybody else can come out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from efficacy.activities.goal import GoalParams
from efficacy.activities.goal_form import CAME_OF, END, WHAT, WHEN
from efficacy.activities.ladder_record import Journey, journey, ladder_of, newest
from efficacy.activities.personal import Earlier, Standing
from efficacy.activities.registry import context_for
from efficacy.content.models import Curriculum, Plan
from efficacy.reports.given import visits
from efficacy.reports.own import OwnGoal, OwnLadder, OwnResults, OwnScale, Stand, Visit
from efficacy.reports.own_scales import LAST, next_task, own_scales


def own_results(
    content: Curriculum,
    plan: Plan,
    given: Sequence[Earlier],
    *,
    takes_survey: bool,
    closed: Collection[str] = (),
    is_asked_now: bool = False,
) -> OwnResults:
    """Return one person's own results.

    Parameters
    ----------
    content, plan
        As their cohort has pinned them.
    given : sequence of Earlier
        All that they gave, one entry an activity, oldest first; a skipped item is
        not in it.
    takes_survey : bool
        False: nothing of any survey is shown.
    closed : collection of str
        Waves whose survey has been held and closed.
    is_asked_now : bool
        Whether a survey is open: until it is closed, earlier answers would only be
        in the way of today's.
    """
    ladders, goals = _ladders(content, plan, given), _goals(plan, given)
    if not takes_survey or is_asked_now:
        stand: Stand = "asked_now" if takes_survey else "none"
        return OwnResults(stand=stand, ladders=ladders, goals=goals)
    scales = own_scales(content, plan, given)
    return OwnResults(
        stand=_stand(scales, closed),
        scales=scales,
        next_task=next_task(scales, plan.primary_scale),
        ladders=ladders,
        goals=goals,
    )


def _stand(scales: Sequence[OwnScale], closed: Collection[str]) -> Stand:
    if not scales:
        return "none"
    if any(one.case not in ("first_only", "last_only") for one in scales):
        return "both"
    if all(one.case == "last_only" for one in scales):
        return "no_first"
    return "no_last" if set(LAST) & set(closed) else "waiting"


# --------------------------------------------------------------- ladders and goals


def _ladders(content: Curriculum, plan: Plan, given: Sequence[Earlier]) -> tuple[OwnLadder, ...]:
    """Return the ladders of tasks that somebody has climbed a set on, in the order of time."""
    climbed: dict[str, list[Visit]] = {}
    for activity, known in visits(plan, given, ("ladder",)):
        context = context_for(content, activity)
        ladder = ladder_of(context)
        if ladder.sort != "math":
            continue  # rungs in real life, which are ticked and not predicted
        way = journey(context, Standing(given=known.given, earlier=tuple(given)))
        if way.state.played:
            climbed.setdefault(ladder.id, []).append(_visit(way, known.day))
    return tuple(
        OwnLadder(
            title=content.ladders[id].title,
            rungs=len(content.ladders[id].rungs),
            visits=tuple(listed),
        )
        for id, listed in climbed.items()
    )


def _visit(way: Journey, day: str) -> Visit:
    told = [
        (said, over.got)
        for said, over in zip(way.said, way.state.played, strict=True)
        if said is not None
    ]
    return Visit(
        day=day,
        rung=way.state.rung,
        rung_title=way.rung(way.state.rung).title,
        sets=len(told),
        said=round(sum(said for said, _ in told)),
        got=sum(got for _, got in told),
    )


def _goals(plan: Plan, given: Sequence[Earlier]) -> tuple[OwnGoal, ...]:
    """Return the goals that have words, oldest first, each with what came of it."""
    goals: dict[str, OwnGoal] = {}
    for activity, known in visits(plan, given, ("goal",)):
        follows = GoalParams.model_validate(dict(activity.params)).follows
        came_of = newest(known.given, CAME_OF)
        asked = next((id for id in reversed(goals) if id in follows), None)
        if asked is not None and isinstance(came_of, str):
            goals[asked] = replace(goals[asked], came_of=came_of)
        what, when, end = (str(newest(known.given, box) or "") for box in (WHAT, WHEN, END))
        if what:
            goals[activity.id] = OwnGoal(day=known.day, what=what, when=when, end=end)
    return tuple(goals.values())
