"""One person's scales at the first and at the last survey, by the rules of ``measurement``.

No heavy library: phones are served by this. A skipped item is missing, never 0 and
never “not yet”; change is taken over the items that were answered both times.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from efficacy.activities.blocks import SURE_RANGE, chosen_scales
from efficacy.activities.contract import Given
from efficacy.activities.own_scale import SAME, own_mean
from efficacy.activities.personal import Earlier, Standing
from efficacy.content import needs
from efficacy.content.models import Curriculum, Item, Plan, Scale
from efficacy.reports.material import CAN, EARLY, FOLLOW_UP, POST, PRE
from efficacy.reports.own import Case, OwnScale, Point

# The wave that counts as the first, and as the last: the earlier named, where it was answered.
FIRST, LAST = (PRE, EARLY), (FOLLOW_UP, POST)
# This share of a scale's range is its end: whoever begins there can hardly move further.
END_SHARE = 0.1
HARDEST = 5  # the difficulty of an item runs from 1 to this


def own_scales(content: Curriculum, plan: Plan, given: Sequence[Earlier]) -> tuple[OwnScale, ...]:
    """Return the scales of which a person answered anything, as the plan asks them.

    Parameters
    ----------
    given : sequence of Earlier
        All that they gave, one entry an activity, oldest first; where two activities
        of a wave ask the same item, the later one counts.
    """
    answers = _by_wave(given)
    return tuple(
        found
        for scale, waves in _asked(content, plan)
        if (found := _scale(scale, waves, answers)) is not None
    )


def next_task(scales: Sequence[OwnScale], main: str) -> str:
    """Return the easiest task of “not yet”: of the plan's main scale, else of the first one."""
    ahead = [one for one in scales if one.not_yet]
    return min(ahead, key=lambda one: one.id != main).not_yet[0] if ahead else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wave:
    """What a person answered at one wave, and on which day."""

    values: Mapping[str, float]
    day: str


def _by_wave(given: Sequence[Earlier]) -> dict[str, _Wave]:
    found: dict[str, _Wave] = {}
    for known in given:
        if known.wave:
            before = found[known.wave].values if known.wave in found else {}
            values = {
                one.item_id: float(one.value)
                for one in known.given
                if isinstance(one.value, int | float)
            }
            found[known.wave] = _Wave(values={**before, **values}, day=known.day)
    return found


def _asked(content: Curriculum, plan: Plan) -> tuple[tuple[Scale, frozenset[str]], ...]:
    """Return the scales that the plan asks at a first and at a last wave, with their waves.

    Bought instruments are left out: what a person is told of them is for their
    publishers to say, and their words are not in the database.
    """
    scales: dict[str, Scale] = {}
    waves: dict[str, set[str]] = {}
    for activity in needs.activities(plan):
        if activity.wave is None:
            continue
        asked = [content.instruments[id] for id in activity.params.get("instruments", ())]
        own = [one for one in asked if one.bought is None]
        for _, scale in chosen_scales(own, activity.params.get("scales")):
            scales.setdefault(scale.id, scale)
            waves.setdefault(scale.id, set()).add(activity.wave)
    return tuple(
        (scale, frozenset(waves[id]))
        for id, scale in scales.items()
        if waves[id] & set(FIRST) and waves[id] & set(LAST)
    )


def _scale(scale: Scale, waves: Collection[str], answers: Mapping[str, _Wave]) -> OwnScale | None:
    """Return a scale as one person answered it; None where they answered nothing of it."""
    first = _answered(scale, [wave for wave in FIRST if wave in waves], answers)
    last = _answered(scale, [wave for wave in LAST if wave in waves], answers)
    newest_wave = last or first
    if newest_wave is None:
        return None
    shared = _shared(scale, first, last)
    before, now = _point(scale, first, shared), _point(scale, last, shared)
    low, high = scale.response.low, scale.response.high
    tasks = is_tasks(scale)
    return OwnScale(
        id=scale.id,
        title=scale.title,
        direction=scale.direction,
        low=low,
        high=high,
        low_words=scale.response.anchors.get(str(low), ""),
        high_words=scale.response.anchors.get(str(high), ""),
        case=_case(scale, first, last, before, now),
        first=before,
        last=now,
        counted=len(shared),
        left_out=len(scale.items) - len(shared),
        can_first=_can(first, shared) if tasks and first else None,
        can_last=_can(last, shared) if tasks and last else None,
        can=_easiest_first(scale, newest_wave, is_can=True) if tasks else (),
        not_yet=_easiest_first(scale, newest_wave, is_can=False) if tasks else (),
    )


def is_tasks(scale: Scale) -> bool:
    """Return whether a scale lists tasks, rated by how sure somebody is, from 0 to 100."""
    ends = (scale.response.low, scale.response.high)
    return scale.concept == "efficacy" and scale.direction == "more_sure" and ends == SURE_RANGE


def _answered(scale: Scale, waves: Sequence[str], answers: Mapping[str, _Wave]) -> _Wave | None:
    """Return the first of the waves at which anything of the scale was answered."""
    ids = {item.id for item in scale.items}
    for wave in waves:
        found = answers.get(wave)
        if found is not None and ids & found.values.keys():
            return found
    return None


def _shared(scale: Scale, first: _Wave | None, last: _Wave | None) -> tuple[Item, ...]:
    """Return the items answered both times, or the one time that the scale was answered."""
    there = [wave.values for wave in (first, last) if wave is not None]
    return tuple(item for item in scale.items if all(item.id in values for values in there))


def _point(scale: Scale, wave: _Wave | None, items: Sequence[Item]) -> Point | None:
    if wave is None:
        return None
    given = tuple(Given(item_id=item.id, value=wave.values[item.id]) for item in items)
    value = own_mean(scale, Standing(given=given))
    return None if value is None else Point(value=value, day=wave.day)


def _case(
    scale: Scale,
    first: _Wave | None,
    last: _Wave | None,
    before: Point | None,
    now: Point | None,
) -> Case:
    if last is None:
        return "first_only"
    if first is None:
        return "last_only"
    if before is None or now is None:
        return "too_few"
    if _is_at_end(scale, before.value) and _is_at_end(scale, now.value):
        return "end"
    moved = now.value - before.value
    # Single answers move by a step from one day to the next; half of it on average is no move.
    if abs(moved) < scale.response.step / 2 - SAME:
        return "same"
    return "up" if moved > 0 else "down"


def _is_at_end(scale: Scale, value: float) -> bool:
    """Return whether a value lies at the end of the scale: most sure, or least worried."""
    low, high = scale.response.low, scale.response.high
    room = {"more_sure": high - value, "more_worry": value - low}.get(scale.direction)
    return room is not None and room <= END_SHARE * (high - low) + SAME


def _rating(item: Item, value: float) -> float:
    """Return a rating on the side of “sure”; items of these scales run from 0 to 100."""
    return SURE_RANGE[0] + SURE_RANGE[1] - value if item.reverse_keyed else value


def _can(wave: _Wave, items: Sequence[Item]) -> int:
    return sum(_rating(item, wave.values[item.id]) >= CAN for item in items)


def _easiest_first(scale: Scale, wave: _Wave, *, is_can: bool) -> tuple[str, ...]:
    """Return the tasks on one side of the line, by their words.

    Where two are as easy, the one that somebody is surer of comes first. Tasks without a
    difficulty come last.
    """
    rated = [
        (item.difficulty or HARDEST + 1, -_rating(item, wave.values[item.id]), item.text)
        for item in scale.items
        if item.id in wave.values
    ]
    return tuple(text for _, sure, text in sorted(rated) if (-sure >= CAN) == is_can)
