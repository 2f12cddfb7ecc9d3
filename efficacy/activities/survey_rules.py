"""What must be so about the instruments of a survey, in its core and in its full form."""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.activities.blocks import chosen_scales, repeated
from efficacy.content.models import Curriculum, Instrument
from efficacy.errors import Problem


def nothing_new(
    longer: Sequence[str],
    instruments: Sequence[Instrument],
    scales: Sequence[str] | None,
    curriculum: Curriculum,
) -> list[Problem]:
    """Return a problem for each instrument of the full form that asks what the core asks anyway."""
    core = {scale.id for _, scale in chosen_scales(instruments, scales)}
    known = [one for one in longer if one in curriculum.instruments]
    return [
        Problem(
            file="",
            where="params → longer",
            expected="instruments with a scale that is not asked anyway",
            found=f"“{one}”",
            hint="Take it out of the one list or the other.",
        )
        for one in known
        if core.issuperset(scale.id for scale in curriculum.instruments[one].scales)
    ]


def asked_twice(instruments: Sequence[Instrument], scales: Sequence[str] | None) -> list[Problem]:
    """Return a problem for each item that is on the sheet twice: answers go by item id."""
    asked = [item.id for _, scale in chosen_scales(instruments, scales) for item in scale.items]
    return [
        Problem(
            file="",
            where="params → instruments",
            expected="each item once in an activity",
            found=f"“{twice}” more than once",
            hint="Name a scale once, or give the items of the two scales different ids.",
        )
        for twice in repeated(asked)
    ]
