"""What of single people may stand in a file, by record number. Confidential cohorts only.

The one place that decides it, for the working workbook, the CSV files and the
SPSS file alike. Answers to surveys may: that is what people said yes to. What
they did in other activities may not: the screens there say that nobody sees
their answers, or that only they see this, so it is in group figures alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from efficacy.errors import NotAllowed
from efficacy.measurement.privacy import SMALLEST_GROUP
from efficacy.reports.frames import AnswerRow
from efficacy.reports.material import Material, without_words


def require_confidential(found: Material) -> None:
    """Refuse if the consent page promised that no file by person exists.

    Raises
    ------
    NotAllowed
        In a group-only cohort.
    """
    if found.mode != "confidential":
        raise NotAllowed(
            "“{name}” is a group-only cohort: its consent page promised that no file by person "
            "exists. The cohort workbook holds the group's figures.",
            name=found.cohort_name,
        )


def answers_by_person(found: Material) -> tuple[AnswerRow, ...]:
    """Return the survey answers of those who take the survey; numbers and ids, no words."""
    taking = frozenset(found.record_numbers)
    rows = [row for row in found.answers if row.wave and row.record_number in taking]
    # The reading has left the words out; a promise is worth a second lock.
    return without_words(found.plan, found.content, found.mode, rows)


def joined_late(found: Material) -> dict[int, int | None]:
    """Return for each person 1 or 0; None for all where it would tell who is who."""
    return _if_many({person: step is not None for person, step in found.joined_steps.items()})


def attendance(found: Material) -> dict[str, dict[int, int | None]]:
    """Return for each planned session that was held who did anything in it: 1 or 0.

    None for all where fewer than 5 came or fewer than 5 stayed away: whoever was
    in the room knows who that was, and would know all their answers.
    """
    held = {session for sessions in found.attended.values() for session in sessions}
    return {
        planned.id: _if_many(
            {
                person: planned.id in found.attended.get(person, frozenset())
                for person in found.record_numbers
            }
        )
        for planned in found.plan.sessions
        if planned.id in held
    }


def _if_many(found: Mapping[int, bool]) -> dict[int, int | None]:
    few = 0 < _fewer(found.values()) < SMALLEST_GROUP
    return {person: None if few else int(is_so) for person, is_so in found.items()}


def _fewer(flags: Iterable[bool]) -> int:
    """Return how many there are of the rarer of the two."""
    listed = list(flags)
    return min(sum(listed), len(listed) - sum(listed))
