"""Measurement: pure functions from answers to numbers that can be defended.

Sequences or Series in, frozen dataclasses out, each with the n it rests on.
No clock, no database, no screen.
"""

from __future__ import annotations

from efficacy.measurement.change import PairedChange, paired_change
from efficacy.measurement.effect_size import hedges_correction
from efficacy.measurement.efficacy_profile import EfficacyProfile, efficacy_profile
from efficacy.measurement.privacy import (
    SMALLEST_GROUP,
    GroupFigure,
    RoomAverage,
    RoomCounts,
    RoomWord,
    Suppressed,
    released,
    released_change,
    released_groups,
    reveals_few,
    room_average,
    room_counts,
    room_words,
)
from efficacy.measurement.scoring import (
    PairedScaleScores,
    ScaleScores,
    items_needed,
    paired_scale_scores,
    reverse,
    scale_scores,
)
from efficacy.measurement.signed_rank import SignedRank, signed_rank

__all__ = [
    "SMALLEST_GROUP",
    "EfficacyProfile",
    "GroupFigure",
    "PairedChange",
    "PairedScaleScores",
    "RoomAverage",
    "RoomCounts",
    "RoomWord",
    "ScaleScores",
    "SignedRank",
    "Suppressed",
    "efficacy_profile",
    "hedges_correction",
    "items_needed",
    "paired_change",
    "paired_scale_scores",
    "released",
    "released_change",
    "released_groups",
    "reveals_few",
    "reverse",
    "room_average",
    "room_counts",
    "room_words",
    "scale_scores",
    "signed_rank",
]
