"""What came of a cohort: its results. The files to take home are in ``exports``.

Only people who said yes to the survey, and who were not removed, are in it.
"""

from __future__ import annotations

from efficacy.errors import NotFound
from efficacy.language import Speech
from efficacy.reports.findings import Gate, results_of
from efficacy.reports.material import Material
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.leaving import through_gate
from efficacy.services.reading import material_of
from efficacy.services.reference import clear_retest as clear_retest
from efficacy.services.reference import measured_scales as measured_scales
from efficacy.services.reference import past_cohorts
from efficacy.services.reference import retests_of as retests
from efficacy.services.reference import set_retest as set_retest
from efficacy.services.views import Results
from efficacy.services.workshop import Workshop
from efficacy.store.queries import cohorts


def cohort_with_code(workshop: Workshop, who: Facilitator | Operator, code: str) -> str:
    """Return the id of the cohort with this code, if ``who`` may work with it."""
    from efficacy.services.participate import tidy_code

    with workshop.store.read() as tx:
        require_login(tx, who)
        row = cohorts.by_code(tx, tidy_code(code))
        if row is None:
            raise NotFound(
                "No cohort has the code “{code}”. `workshop` shows the codes on its first page.",
                code=code[:20],
            )
        return str(require_cohort(tx, who, row.id).id)


def material(workshop: Workshop, who: Facilitator | Operator, cohort_id: str) -> Material:
    """Return what a cohort's results are made of, read in one transaction."""
    with workshop.store.read() as tx:
        return material_of(tx, require_cohort(tx, who, cohort_id), made_ms=workshop.now_ms())


# ------------------------------------------------------------------ results


def results(
    workshop: Workshop,
    who: Facilitator | Operator,
    cohort_id: str,
    *,
    say: Speech | None = None,
) -> Results:
    """Return a cohort's results as its counselor sees them on a screen.

    In a confidential cohort, whose answers the counselor could read by record
    number, figures are exact. In a group-only cohort they are as rounded as if they
    left the room.
    """
    found = material(workshop, who, cohort_id)
    of_reading = exact_of if found.mode == "confidential" else released_of
    return of_reading(workshop, who, found, say=say)


def released(
    workshop: Workshop,
    who: Facilitator | Operator,
    cohort_id: str,
    *,
    say: Speech | None = None,
) -> Results:
    """Return a cohort's results as they may leave the room: rounded, and none of a few."""
    return released_of(workshop, who, material(workshop, who, cohort_id), say=say)


def released_of(
    workshop: Workshop,
    who: Facilitator | Operator,
    found: Material,
    *,
    say: Speech | None = None,
) -> Results:
    """Return what ``released`` does, of a reading that has been made already."""
    return through_gate(
        workshop,
        found.cohort_id,
        lambda gate: _results(workshop, who, found, gate, say),
    )


def exact_of(
    workshop: Workshop,
    who: Facilitator | Operator,
    found: Material,
    *,
    say: Speech | None = None,
) -> Results:
    """Return exact results of a reading, for a file that holds every answer beside them."""
    return _results(workshop, who, found, Gate(exact=True), say)


def _results(
    workshop: Workshop,
    who: Facilitator | Operator,
    found: Material,
    gate: Gate,
    say: Speech | None,
) -> Results:
    return results_of(
        found,
        gate,
        past=past_cohorts(workshop, who, found),
        retests=retests(workshop, who),
        say=say,
    )
