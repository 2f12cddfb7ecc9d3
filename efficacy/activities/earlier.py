"""What somebody gave before, in other activities of the plan, as a later one reads it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from efficacy.activities.contract import Context
from efficacy.activities.days import day_words
from efficacy.activities.personal import Earlier, Standing
from efficacy.language import Speech

# What a ladder writes down after each set about where a person works.
WORKING_RUNG, RIGHT, TRIED = "working-rung", "right", "tried"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """Where somebody stood on a ladder of tasks: the 1-based rung that their last set led to.

    ``tried`` is how many tasks of that set they answered, ``right`` how many of
    it came out without help; both 0 where none was answered.
    """

    number: int
    right: int = 0
    tried: int = 0
    day: str = ""


def of(own: Standing, wanted: Collection[str]) -> tuple[Earlier, ...]:
    """Return what the person gave in the wanted activities, oldest first."""
    return tuple(known for known in own.earlier if known.activity_id in wanted)


def followed(own: Standing, context: Context, follows: Collection[str]) -> tuple[Earlier, ...]:
    """Return what the person gave in what an activity follows, oldest first.

    Held again, the activity follows its own earlier run as well.
    """
    return of(own, (*follows, context.activity.id))


def rung(own: Standing, activity_id: str | None) -> Rung | None:
    """Return where the person stood last on the ladder of an activity; None without a record."""
    for known in reversed(of(own, () if activity_id is None else (activity_id,))):
        sets = [one.attempt for one in known.given if one.item_id == WORKING_RUNG]
        if not sets:
            continue
        found = {
            one.item_id: round(one.value)
            for one in known.given
            if one.attempt == max(sets) and isinstance(one.value, float | int)
        }
        return Rung(
            number=found[WORKING_RUNG],
            right=found.get(RIGHT, 0),
            tried=found.get(TRIED, 0),
            day=known.day,
        )
    return None


def dated(title: str, day: str, say: Speech) -> str:
    """Return a heading with its day: “Your goal · 22 November”."""
    return say("{title} · {day}").format(title=title, day=day_words(day, say)) if day else title
