"""Measurement: pure functions from answers to numbers that can be defended.

Sequences or Series in, frozen dataclasses out, each with the n it rests on.
No clock, no database, no screen.
"""

from __future__ import annotations

from efficacy.measurement.calibration import (
    Calibration,
    RoomCalibration,
    calibration,
    room_calibration,
)
from efficacy.measurement.change import PairedChange, change_from_moments, paired_change
from efficacy.measurement.effect_size import hedges_correction
from efficacy.measurement.efficacy_profile import (
    EfficacyProfile,
    Generality,
    efficacy_profile,
    generality,
    highest_rung,
)
from efficacy.measurement.firmness import Firmness, firmness
from efficacy.measurement.multiplicity import holm
from efficacy.measurement.planning import expected_interval, half_width, people_needed
from efficacy.measurement.privacy import (
    SMALLEST_GROUP,
    GroupFigure,
    RoomAverage,
    RoomCounts,
    RoomWord,
    Suppressed,
    reveals_few,
    room_average,
    room_counts,
    room_words,
)
from efficacy.measurement.reference import (
    NextChange,
    Pooled,
    next_change,
    pooled_change,
    pooled_retest,
    pooled_sd,
)
from efficacy.measurement.regression import expected_regression, leavers_unchanged
from efficacy.measurement.reliability import (
    CronbachAlpha,
    cronbach_alpha,
    end_flag,
    pooled_alpha,
)
from efficacy.measurement.reliable_change import ReliableChange, reliable_change
from efficacy.measurement.response_shift import ResponseShift, response_shift
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
    "Calibration",
    "CronbachAlpha",
    "EfficacyProfile",
    "Firmness",
    "Generality",
    "GroupFigure",
    "NextChange",
    "PairedChange",
    "PairedScaleScores",
    "Pooled",
    "ReliableChange",
    "ResponseShift",
    "RoomAverage",
    "RoomCalibration",
    "RoomCounts",
    "RoomWord",
    "ScaleScores",
    "SignedRank",
    "Suppressed",
    "calibration",
    "change_from_moments",
    "cronbach_alpha",
    "efficacy_profile",
    "end_flag",
    "expected_interval",
    "expected_regression",
    "firmness",
    "generality",
    "half_width",
    "hedges_correction",
    "highest_rung",
    "holm",
    "items_needed",
    "leavers_unchanged",
    "next_change",
    "paired_change",
    "paired_scale_scores",
    "people_needed",
    "pooled_alpha",
    "pooled_change",
    "pooled_retest",
    "pooled_sd",
    "reliable_change",
    "response_shift",
    "reveals_few",
    "reverse",
    "room_average",
    "room_calibration",
    "room_counts",
    "room_words",
    "scale_scores",
    "signed_rank",
]
