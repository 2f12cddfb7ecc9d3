"""What stands beside a cohort's own figures: earlier cohorts, and reliabilities from outside."""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection

from efficacy.errors import InvalidValue, NotFound
from efficacy.language import later
from efficacy.reports.findings import Past, Retest, past_of
from efficacy.reports.material import Material
from efficacy.services.access import Facilitator, require_login
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.leaving import through_gate
from efficacy.services.reading import material_of
from efficacy.services.typed import Line, line
from efficacy.services.workshop import Workshop
from efficacy.store.queries import AnyRow, cohorts, participants, responses, retests

SOURCE = Line(
    200,
    later("Where a reliability was found takes 1 to {most} characters; this has {found}."),
)


class MeasuredScale(NamedTuple):
    """A scale that a reliability can be entered for, in one version of its instrument."""

    scale_id: str
    version: str
    title: str


# --------------------------------------------------------------- earlier cohorts


def past_cohorts(workshop: Workshop, who: Actor, found: Material) -> tuple[Past, ...]:
    """Return what the cohorts that ended before give to stand beside this one.

    They follow the same plan, ``who`` may work with them, and they are invented
    people only where this one is. Scales are compared by the version of their
    instrument later on. Their figures are those that may leave the room, whatever
    their mode: a reference is read beside another group.
    """
    with workshop.store.read() as tx:
        rows = {_state(tx, row): row for row in _ended_like(tx, who, found)}
        known = {key: _known[key] for key in rows if key in _known}
        unread = {
            key: material_of(tx, row, made_ms=workshop.now_ms())
            for key, row in rows.items()
            if key not in known
        }
    made = {
        key: through_gate(workshop, past.cohort_id, partial(past_of, past))
        for key, past in unread.items()
    }
    if len(_known) + len(made) > _MOST_KNOWN:
        _known.clear()
    _known.update(made)
    known.update(made)
    return tuple(known[key] for key in rows)


State = tuple[str, int, int, tuple[int, ...]]

# A cohort that has ended hardly ever changes, and working its figures out takes a moment.
# The key holds all that can: answers that came late, and who is still in it.
_known: dict[State, Past] = {}
_MOST_KNOWN = 500


def _state(tx: Connection, row: AnyRow) -> State:
    people = (
        one.record_number
        for one in participants.of_cohort(tx, row.id)
        if one.removed_ms is None and one.takes_survey
    )
    return (row.id, *responses.state_of_cohort(tx, row.id), tuple(sorted(people)))


def _ended_like(tx: Connection, who: Actor, found: Material) -> list[AnyRow]:
    rows = (
        cohorts.of_facilitator(tx, who.id)
        if isinstance(who, Facilitator)
        else cohorts.all_of_them(tx)
    )
    return [
        row
        for row in rows
        if row.id != found.cohort_id
        and row.ended_ms is not None
        and row.plan_id == found.plan.id
        and row.is_synthetic == found.is_synthetic
    ]


# ------------------------------------------------------ reliabilities from outside


def retests_of(workshop: Workshop, who: Actor) -> tuple[Retest, ...]:
    """Return every retest reliability that was entered, by scale and version."""
    with workshop.store.read() as tx:
        require_login(tx, who)
        return tuple(
            Retest(
                scale_id=row.scale_id,
                version=row.version,
                reliability=row.reliability,
                source=row.source,
            )
            for row in retests.all_of_them(tx)
        )


def measured_scales(workshop: Workshop, who: Actor) -> tuple[MeasuredScale, ...]:
    """Return the scales of all instruments there are, in the version they have now."""
    with workshop.store.read() as tx:
        require_login(tx, who)
    return tuple(
        MeasuredScale(scale.id, instrument.version, scale.title)
        for instrument in workshop.library.curriculum().instruments.values()
        for scale in instrument.scales
    )


def set_retest(
    workshop: Workshop,
    who: Actor,
    *,
    scale_id: str,
    version: str,
    reliability: float,
    source: str,
) -> None:
    """Keep the retest reliability of a scale from outside, over the one that was there.

    Parameters
    ----------
    version : str
        Of the instrument: another version is another scale.
    reliability : float, above 0 and below 1
        Correlation of two measurements some weeks apart, of people who were not
        trained in between.
    source : str
        Where it was found; it is said beside every number that rests on it.

    Raises
    ------
    NotFound
        If no instrument has this scale in this version.
    InvalidValue
        If the reliability is not between 0 and 1, or no source is named.
    """
    if not 0 < reliability < 1:
        raise InvalidValue(
            "A retest reliability lies above 0 and below 1, not at {found:g}. Type it with a "
            "decimal point, for example 0.8.",
            found=reliability,
        )
    source = line(source, SOURCE)
    if not any(
        (one.scale_id, one.version) == (scale_id, version) for one in measured_scales(workshop, who)
    ):
        raise NotFound(
            "No instrument has a scale “{id}” in version {version}. Choose one of the list.",
            id=scale_id[:40],
            version=version[:20],
        )

    def job(tx: Connection) -> None:
        require_login(tx, who)
        retests.save(
            tx,
            scale_id=scale_id,
            version=version,
            reliability=reliability,
            source=source,
            at_ms=workshop.now_ms(),
        )
        audit(workshop, tx, who, "retest-set", None, scale_id)

    workshop.store.write(job)


def clear_retest(workshop: Workshop, who: Actor, *, scale_id: str, version: str) -> None:
    """Forget the retest reliability of a scale; again does nothing more."""

    def job(tx: Connection) -> None:
        require_login(tx, who)
        if retests.forget(tx, scale_id, version):
            audit(workshop, tx, who, "retest-cleared", None, scale_id)

    workshop.store.write(job)
