"""How sure people were before tasks, beside how the tasks went.

For one person the figures rest on few tasks and are counts rather than
numbers: "you said 1, you got 2". Bias and errors are for the room.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from efficacy.errors import InvalidValue
from efficacy.language import later
from efficacy.measurement._input import Numbers, Values, aligned, check_count, in_range, same
from efficacy.measurement.effect_size import check_confidence
from efficacy.measurement.planning import half_width

__all__ = ["LEAST_TASKS", "Calibration", "RoomCalibration", "calibration", "room_calibration"]

LEAST_TASKS = 8
"""Of fewer tasks a person's own bias says little."""

# Why a value is None; each a sentence that can be translated and shown.
NO_TASK = later("It takes at least 1 task with a prediction and a result.")
ONE_KIND = later("It takes at least 1 task that was right and 1 that was not.")
NOBODY = later("It takes at least 1 person with enough tasks.")
TWO_PEOPLE = later("It takes at least 2 people with enough tasks.")
SAME_BIAS = later("Everybody's bias is the same, so it has no spread to measure against.")


@dataclass(frozen=True, slots=True)
class Calibration:
    """How predictions of one person fit the results.

    Attributes
    ----------
    n, n_excluded : int
        Tasks with both, and tasks with one missing. Here n counts tasks.
    bias : float or None, in [-1, 1]
        Mean of confidence minus result; above 0: more was expected than came.
    absolute_error : float or None, in [0, 1]
        Mean distance of confidence and result; 0 is the best there is.
    squared_error : float or None, in [0, 1]
        Mean squared distance (Schraw's absolute accuracy); 0 is the best.
    discrimination : float or None, in [-1, 1]
        Mean confidence where right minus mean confidence where not.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    n_excluded: int
    bias: float | None = None
    absolute_error: float | None = None
    squared_error: float | None = None
    discrimination: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class RoomCalibration:
    """How predictions fit the results over a room, everybody counting once.

    Attributes
    ----------
    n, n_excluded : int
        People with enough tasks, and people without.
    bias, ci_low, ci_high : float or None
        Mean of the people's own biases with its t interval; the mean lies in
        [-1, 1].
    absolute_error : float or None, in [0, 1]
        Mean of the people's own absolute errors.
    reasons : mapping of str to str
        Name of a value that is None → one English sentence.
    """

    n: int
    n_excluded: int
    bias: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    absolute_error: float | None = None
    reasons: Mapping[str, str] = field(default_factory=dict, hash=False)


def calibration(confidence: Values, correct: Values) -> Calibration:
    """Return how well one person's confidence fits what came of the tasks.

    With confidence c_i and result p_i: bias = mean(c - p); absolute error =
    mean|c - p|; squared error = mean((c - p)²); discrimination = mean c where
    p = 1 minus mean c where p = 0.

    Parameters
    ----------
    confidence : sequence of float, in [0, 1]
        Given before the task; divide ratings from 0 to 100 by 100.
    correct : sequence of 0 or 1
        The task's result. Tasks with one of the two missing are left out.

    Raises
    ------
    InvalidValue
        If a confidence is outside 0 to 1, a result neither 0 nor 1, or the
        lengths differ.

    References
    ----------
    Schraw, G. (2009). A conceptual analysis of five measures of metacognitive
    monitoring. Metacognition and Learning, 4(1), 33-45.

    Examples
    --------
    >>> result = calibration([0.9, 0.8, 0.6, 0.4, 0.2], [1, 1, 0, 1, 0])
    >>> round(result.bias, 3), round(result.absolute_error, 3), round(result.squared_error, 3)
    (-0.02, 0.34, 0.162)
    """
    c, p = aligned({"confidence": confidence, "correct": correct})
    in_range(c, "confidence", low=0, high=1)
    _check_results(p)
    both = ~(np.isnan(c) | np.isnan(p))
    c, p, left_out = c[both], p[both], int((~both).sum())
    if c.size == 0:
        names = ("bias", "absolute_error", "squared_error", "discrimination")
        return Calibration(0, left_out, reasons=dict.fromkeys(names, NO_TASK))
    both_kinds = 0 < p.sum() < p.size
    return Calibration(
        n=int(c.size),
        n_excluded=left_out,
        bias=float((c - p).mean()),
        absolute_error=float(np.abs(c - p).mean()),
        squared_error=float(((c - p) ** 2).mean()),
        discrimination=float(c[p == 1].mean() - c[p == 0].mean()) if both_kinds else None,
        reasons={} if both_kinds else {"discrimination": ONE_KIND},
    )


def room_calibration(
    people: Iterable[tuple[Values, Values]], least: int = LEAST_TASKS, confidence: float = 0.95
) -> RoomCalibration:
    """Return bias and error over a room: means of the people's own values.

    Tasks of one person hang together, so the person is the unit: the interval
    is b̄ ± t(n - 1)·s_b/√n over the n personal biases. Everybody counts once,
    however many tasks they did.

    Parameters
    ----------
    people : iterable of (confidence, correct)
        One pair a person, each as for :func:`calibration`.
    least : int, at least 1
        People with fewer complete tasks are left out and counted.
    confidence : float, in (0, 1)
        Of the interval.

    Raises
    ------
    InvalidValue
        As :func:`calibration`, and if ``least`` is no whole number above 0.
    """
    check_confidence(confidence)
    check_count(least, "Tasks that a person must have", least=1)
    everybody = [calibration(sure, correct) for sure, correct in people]
    enough = [one for one in everybody if one.n >= least]
    n, left_out = len(enough), len(everybody) - len(enough)
    if n == 0:
        names = ("bias", "ci_low", "ci_high", "absolute_error")
        return RoomCalibration(0, left_out, reasons=dict.fromkeys(names, NOBODY))
    biases = np.array([one.bias for one in enough], dtype=np.float64)
    room = RoomCalibration(
        n=n,
        n_excluded=left_out,
        bias=float(biases.mean()),
        absolute_error=float(np.mean([one.absolute_error for one in enough])),
    )
    if n < 2 or same(np.round(biases, 12)):
        reason = TWO_PEOPLE if n < 2 else SAME_BIAS
        return replace(room, reasons=dict.fromkeys(("ci_low", "ci_high"), reason))
    half = half_width(n, confidence) * float(biases.std(ddof=1))
    middle = float(biases.mean())
    return replace(room, ci_low=middle - half, ci_high=middle + half)


def _check_results(results: Numbers) -> None:
    wrong = np.flatnonzero(~(np.isnan(results) | (results == 0) | (results == 1)))
    if wrong.size:
        raise InvalidValue(
            "correct, value {place}: expected 0, 1 or nothing, found {found:g}. Correct it.",
            place=int(wrong[0]) + 1,
            found=float(results[wrong[0]]),
        )
