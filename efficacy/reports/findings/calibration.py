"""What people said they would get on the ladders, beside what they got: for the room only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from efficacy.activities.ladder_record import Journey
from efficacy.activities.ladder_rules import SET
from efficacy.measurement.calibration import LEAST_TASKS, Calibration, calibration
from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.planning import half_width
from efficacy.measurement.privacy import GroupFigure, Suppressed
from efficacy.reports.findings.climbs import Climb, sets
from efficacy.reports.findings.deeds import column, unpacked
from efficacy.reports.results import CalibrationResult

# Figures are said in tasks of ten. People differ in how many tasks they did, so
# their own shares fall anywhere: each is rounded to a hundredth of a task.
TASKS = 10
DIGITS = 2
OFF = Lattice(-TASKS, TASKS, 10**-DIGITS)
APART = Lattice(0, TASKS, 10**-DIGITS)
# Hardly anybody does more tasks than this in one activity.
MOST_TASKS = 30


def calibration_result(climbs: Iterable[Climb], gate: Gate) -> CalibrationResult | None:
    """Return predicted minus done over people with at least 8 tasks; None without a guess.

    ``tasks`` is 0 where the gate withholds how many there were.
    """
    ways: dict[int, list[Journey]] = {}
    for climb in climbs:
        for person, way in climb.journeys.items():
            ways.setdefault(person, []).append(way)
    people = {person: calibration(*predicted_and_done(listed)) for person, listed in ways.items()}
    if not any(one.n for one in people.values()):
        return None
    enough = {person: one for person, one in people.items() if one.n >= LEAST_TASKS}
    result = _over(enough, gate)
    if result.withheld:
        return result
    most = MOST_TASKS * max(map(len, ways.values()))
    return replace(result, tasks=_tasks(enough, most=most, gate=gate))


def predicted_and_done(ways: Sequence[Journey]) -> tuple[list[float], list[int]]:
    """Return how sure somebody was of each task (0 to 1), and whether it was right on their own.

    Before a set people say how many of three they will get without a hint: k of
    three is k/3 for each of its tasks. A task that was skipped, ran out of time
    or was never reached has no result, so it is missing and not wrong.
    """
    confidence: list[float] = []
    correct: list[int] = []
    for way in ways:
        for over, said in sets(way):
            if said is not None:
                confidence += [said / SET] * over.tried
                correct += [1] * over.got + [0] * (over.tried - over.got)
    return confidence, correct


def _over(people: Mapping[int, Calibration], gate: Gate) -> CalibrationResult:
    def asked(name: str, values: dict[int, float], lattice: Lattice) -> GroupFigure | Suppressed:
        return gate.average(f"calibration.{name}", column(values), lattice)

    bias, withheld = unpacked(asked("bias", _in_tasks(people, "bias"), OFF))
    if bias is None:
        return CalibrationResult(n=0, tasks=0, withheld=withheld)
    apart, _ = unpacked(asked("absolute", _in_tasks(people, "absolute_error"), APART))
    # Without a spread, told or there at all, nothing says how sure the mean is.
    reach = half_width(bias.n) * bias.sd if bias.sd else None
    return CalibrationResult(
        n=bias.n,
        tasks=0,
        bias=bias.mean,
        ci_low=None if reach is None else bias.mean - reach,
        ci_high=None if reach is None else bias.mean + reach,
        absolute_error=None if apart is None else apart.mean,
    )


def _tasks(people: Mapping[int, Calibration], *, most: int, gate: Gate) -> int:
    """Return how many tasks they did together, from the mean that the gate gives."""
    counts = {person: float(one.n) for person, one in people.items()}
    lattice = Lattice(0, max(most, *counts.values()) if counts else most, 1)
    done, _ = unpacked(gate.average("calibration.tasks", column(counts), lattice))
    return 0 if done is None else round(done.mean * done.n)


def _in_tasks(people: Mapping[int, Calibration], figure: str) -> dict[int, float]:
    return {person: round(TASKS * getattr(one, figure), DIGITS) for person, one in people.items()}
