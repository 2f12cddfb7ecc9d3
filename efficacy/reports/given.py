"""What somebody gave in the activities of a plan, by kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from efficacy.activities.contract import Context
from efficacy.activities.personal import Earlier, Standing
from efficacy.activities.registry import context_for
from efficacy.content import needs
from efficacy.content.models import Curriculum, Plan, PlannedActivity


def planned(plan: Plan, *kinds: str) -> tuple[PlannedActivity, ...]:
    """Return the activities of some kinds, in the plan's order."""
    return tuple(one for one in needs.activities(plan) if one.kind in kinds)


def visits(
    plan: Plan, given: Sequence[Earlier], kinds: Collection[str]
) -> Iterator[tuple[PlannedActivity, Earlier]]:
    """Yield the activities of some kinds in which anything was given, oldest first."""
    known = {one.id: one for one in needs.activities(plan) if one.kind in kinds}
    for one in given:
        if one.activity_id in known:
            yield known[one.activity_id], one


def standings(
    content: Curriculum, plan: Plan, given: Sequence[Earlier], kind: str
) -> Iterator[tuple[Context, Standing]]:
    """Yield each activity of a kind in which anything was given, with that alone; oldest first."""
    for activity, known in visits(plan, given, (kind,)):
        yield context_for(content, activity), Standing(given=known.given)


def newest_words(plan: Plan, given: Sequence[Earlier], kind: str) -> Mapping[str, str]:
    """Return the texts of the newest activity of a kind that has any, by item; else nothing."""
    for _, known in reversed(tuple(visits(plan, given, (kind,)))):
        texts = {
            one.item_id: one.value
            for one in sorted(known.given, key=lambda one: one.attempt)
            if isinstance(one.value, str) and one.value.strip() and not one.option_id
        }
        if texts:
            return texts
    return {}
