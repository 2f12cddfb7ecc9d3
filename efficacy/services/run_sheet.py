"""The run sheet of a planned session, with or without a group, as a file to print."""

from __future__ import annotations

from efficacy.content.models import Curriculum
from efficacy.language import DEFAULT_LANGUAGE, speech
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.sheets import run_sheet as sheet
from efficacy.reports.handouts.templates import Sheet
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.handouts.reading import session_of
from efficacy.services.handouts.shelf import print_alone
from efficacy.services.pinned import curriculum
from efficacy.services.workshop import Workshop


def run_sheet(
    workshop: Workshop,
    who: Facilitator | Operator,
    plan_id: str,
    session_id: str,
    *,
    cohort_id: str | None = None,
    is_whole: bool = False,
    look: Look | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> bytes:
    """Return the run sheet of a session as PDF, from the plan as it stands now.

    Parameters
    ----------
    cohort_id : str, optional
        A group that is on this plan: then the sheet has the words that it began with.
    is_whole : bool
        Whether the whole script is on it, however many pages that takes.
    look : Look, optional
        Paper and size of print.

    Raises
    ------
    NotAllowed
        If ``who`` is not logged in.
    NotFound
        If there is no such plan or group, or the plan has no such session.
    InvalidValue
        If the template in the counselor's own folder cannot be printed.
    """
    content = _content(workshop, who, plan_id, cohort_id, language)
    plan = content.plans.get(plan_id) or next(iter(content.plans.values()))
    _, session = session_of(plan, session_id)
    data = sheet.pages_of(content, plan, session, speech(plan.language), is_whole=is_whole)
    return print_alone(workshop, Sheet(sheet.HANDOUT, data, plan.language), look or Look())


def _content(
    workshop: Workshop,
    who: Facilitator | Operator,
    plan_id: str,
    cohort_id: str | None,
    language: str,
) -> Curriculum:
    with workshop.store.read() as tx:
        require_login(tx, who)
        if cohort_id is not None:
            return curriculum(tx, require_cohort(tx, who, cohort_id).content_version)
    return workshop.library.bundle(plan_id, language)
