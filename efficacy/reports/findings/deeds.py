"""What people did in the activities of a plan: whose answers count, and their figures at the gate.

Within an activity a person's answers come from the last run in which they gave
anything, as for surveys. Whoever was not there has no row, and stands in no
figure: missing is missing, and never 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from efficacy.activities.contract import Given
from efficacy.content.models import PlannedActivity
from efficacy.measurement.change import PairedChange
from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.privacy import GroupFigure, Suppressed
from efficacy.reports.frames import AnswerRow, wave_frame
from efficacy.reports.material import Material
from efficacy.reports.results import Moment, Shift, Withheld

if TYPE_CHECKING:
    import pandas as pd

Said = TypeVar("Said")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An activity in which somebody gave something, with all answers to it.

    ``rows`` are of every run; ``frame`` and ``newest`` pick those that count.
    """

    session_id: str
    session_title: str
    activity: PlannedActivity
    rows: tuple[AnswerRow, ...]

    @property
    def id(self) -> str:
        """Return the activity's id, which is its own within a plan."""
        return self.activity.id

    def frame(self, *items: str) -> pd.DataFrame:
        """Return one row a person and one column an item, of answers that are numbers."""
        return wave_frame(self.rows, self.activity.wave or "", items)

    def newest(self) -> dict[int, tuple[Given, ...]]:
        """Return what each person gave in their last run, by attempt; nothing that was cleared."""
        given = [row for row in self.rows if row.number is not None or row.text is not None]
        last: dict[int, int] = {}
        for row in given:
            last[row.record_number] = max(row.run_number, last.get(row.record_number, 0))
        people: dict[int, list[Given]] = {}
        for row in sorted(given, key=lambda row: row.attempt):
            if row.run_number == last[row.record_number]:
                people.setdefault(row.record_number, []).append(_given(row))
        return {person: tuple(people[person]) for person in sorted(people)}


def held(found: Material, kind: str | None = None) -> tuple[Held, ...]:
    """Return the activities that people gave something in, in the plan's order.

    Parameters
    ----------
    kind : str, optional
        Only activities of this kind; surveys at a wave are among all kinds.
    """
    rows = _by_activity((*found.answers, *found.deeds))
    return tuple(
        Held(
            session_id=session.id,
            session_title=session.title,
            activity=activity,
            rows=tuple(rows[session.id, activity.id]),
        )
        for session in found.plan.sessions
        for activity in session.activities
        if kind in (None, activity.kind) and (session.id, activity.id) in rows
    )


def unpacked(said: Said | Suppressed) -> tuple[Said | None, Withheld | None]:
    """Return a figure or why it is withheld, each in its own place; the other is None."""
    return (None, said.reason) if isinstance(said, Suppressed) else (said, None)


def column(values: Mapping[int, float | None]) -> pd.Series[float]:
    """Return one value a person, by record number."""
    # Phones are served without this library.
    import pandas as pd

    return pd.Series(dict(sorted(values.items())), dtype="float64")


def moment(
    gate: Gate,
    figure: str,
    one: Held,
    values: pd.Series[float],
    lattice: Lattice,
    *,
    items: Collection[str] = (),
) -> Moment:
    """Return a group's mean at an activity, or that it is withheld; ``items`` as for a shift."""
    said = gate.average(f"{figure}.{one.id}", values, lattice, items=items)
    return moment_of(one, said)


def moment_of(one: Held, said: GroupFigure | Suppressed) -> Moment:
    """Return what the gate said of an activity; n is 0 where it said nothing."""
    figure, withheld = unpacked(said)
    return Moment(
        session_id=one.session_id,
        session_title=one.session_title,
        activity_id=one.id,
        figure=figure,
        n=0 if figure is None else figure.n,
        withheld=withheld,
    )


def shift(
    gate: Gate,
    figure: str,
    before: tuple[str, pd.Series[float]],
    after: tuple[str, pd.Series[float]],
    lattice: Lattice,
    *,
    items: Collection[str] = (),
) -> Shift:
    """Return the change between two occasions, over the people with both.

    Parameters
    ----------
    figure : str
        Its name, to which the gate is told the names of the two occasions.
    before, after : tuple of name and Series
        What an occasion is called, and one value a person by record number.
    items : collection of str
        What the values are of, where other figures are of the same.
    """
    first, second = before[1].dropna().align(after[1].dropna(), join="inner")
    name = f"{figure}.{before[0]}.{after[0]}"
    change, withheld = unpacked(gate.change(name, first, second, lattice, items=items))
    shows_people = gate.exact and change is not None
    return Shift(
        before=before[0],
        after=after[0],
        n=0 if change is None else change.n,
        change=change,
        withheld=withheld,
        # Sorted, so that no place in the list tells whose a pair is.
        pairs=tuple(sorted(zip(first, second, strict=True))) if shows_people else (),
    )


def sides(
    said: PairedChange | Suppressed,
) -> tuple[GroupFigure | Suppressed, GroupFigure | Suppressed]:
    """Return before and after of a change that has passed the gate, as two figures."""
    if isinstance(said, Suppressed):
        return said, said
    return _side(said, said.mean_pre, said.sd_pre), _side(said, said.mean_post, said.sd_post)


def _side(change: PairedChange, mean: float | None, sd: float | None) -> GroupFigure | Suppressed:
    if mean is None:
        return Suppressed("identical", "")
    return GroupFigure(n=change.n, n_excluded=change.n_excluded, mean=mean, sd=sd)


def _by_activity(rows: Iterable[AnswerRow]) -> dict[tuple[str, str], list[AnswerRow]]:
    found: dict[tuple[str, str], list[AnswerRow]] = {}
    for row in rows:
        found.setdefault((row.session_id, row.activity_id), []).append(row)
    return found


def _given(row: AnswerRow) -> Given:
    value = row.text if row.number is None else row.number
    return Given(item_id=row.item_id, value=value, attempt=row.attempt, option_id=row.option_id)
