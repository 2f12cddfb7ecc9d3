"""What an activity needs of the rest of the curriculum, read from its parameters.

Kinds declare their parameters themselves; the names used here are the ones all
kinds share: ``instruments`` and ``scales``, ``talk``, ``consent``, ``phases``, and
those that name earlier activities.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from efficacy.content.models import Consent, Curriculum, Plan, PlannedActivity, Scale, Talk

# Parameters that name activities which come before, and of which kind these are
# (None: of the activity's own kind).
EARLIER: dict[str, str | None] = {
    "follows": None,
    "rung_from": "ladder",
    "guide": "interview",
    "log": "log",
}


def activities(plan: Plan) -> Iterator[PlannedActivity]:
    """Yield every activity of every session, in order."""
    for session in plan.sessions:
        yield from session.activities


def ids(activity: PlannedActivity, *keys: str) -> tuple[str, ...]:
    """Return the ids that stand under these parameters, one or many; () where none do."""
    found: list[str] = []
    for key in keys:
        value = activity.params.get(key)
        listed = value if isinstance(value, list | tuple) else [value]
        found += [one for one in listed if isinstance(one, str)]
    return tuple(found)


def scales(activity: PlannedActivity, curriculum: Curriculum) -> tuple[Scale, ...]:
    """Return the scales that the activity asks; what is not there is left out."""
    known = [curriculum.instruments.get(one) for one in ids(activity, "instruments", "instrument")]
    every = [scale for instrument in known if instrument for scale in instrument.scales]
    chosen, only = ids(activity, "scales"), ids(activity, "only")
    asked = [scale for scale in every if not chosen or scale.id in chosen]
    return tuple(part for scale in asked if (part := of_items(scale, only)).items)


def of_items(scale: Scale, only: Collection[str]) -> Scale:
    """Return a scale with these items of it; all of them where none is named."""
    if not only:
        return scale
    return scale.model_copy(
        update={"items": tuple(item for item in scale.items if item.id in only)}
    )


def talks(activity: PlannedActivity, curriculum: Curriculum) -> tuple[Talk, ...]:
    """Return the talks that the activity gives; what is not there is left out."""
    known = (curriculum.talks.get(one) for one in ids(activity, "talk"))
    return tuple(talk for talk in known if talk)


def consents(activity: PlannedActivity, curriculum: Curriculum) -> tuple[Consent, ...]:
    """Return the consent pages that the activity shows; what is not there is left out."""
    known = (curriculum.consents.get(one) for one in ids(activity, "consent"))
    return tuple(consent for consent in known if consent)


def clock_s(activity: PlannedActivity) -> int:
    """Return the seconds that the activity's phases take by their clocks."""
    phases = activity.params.get("phases")
    parts: list[Any] = phases if isinstance(phases, list) else []
    lengths = [part.get("seconds") for part in parts if isinstance(part, dict)]
    return sum(length for length in lengths if isinstance(length, int))
