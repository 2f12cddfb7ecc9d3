"""The handouts there are, in the order in which they are offered and printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from efficacy.reports.handouts.handout import ForMeeting, ForPerson, Handout
from efficacy.reports.handouts.sheets import (
    arousal_page,
    attendance,
    body_map,
    cards,
    certificate,
    encouragement,
    evidence_log,
    fidelity,
    goal_card,
    interview_guide,
    letter,
    my_people,
    my_profile,
    pack,
    poster,
    practice,
    preparation,
    reasons,
    report,
    report_annex,
    run_sheet,
    take_home,
    welcome_card,
    witness,
)

_H = TypeVar("_H", bound=Handout)


def _by_id(handouts: Iterable[_H]) -> dict[str, _H]:
    return {one.id: one for one in handouts}


FOR_PEOPLE: dict[str, ForPerson] = _by_id(
    (
        welcome_card.HANDOUT,
        my_profile.HANDOUT,
        goal_card.HANDOUT,
        practice.HANDOUT,
        take_home.HANDOUT,
        cards.HANDOUT,
        my_people.HANDOUT,
        evidence_log.HANDOUT,
        letter.HANDOUT,
        body_map.HANDOUT,
        arousal_page.HANDOUT,
        encouragement.HANDOUT,
        witness.HANDOUT,
        interview_guide.HANDOUT,
        reasons.HANDOUT,
        certificate.HANDOUT,
    )
)
FOR_MEETINGS: dict[str, ForMeeting] = _by_id(
    (
        run_sheet.HANDOUT,
        poster.HANDOUT,
        pack.HANDOUT,
        report.HANDOUT,
        report_annex.HANDOUT,
        preparation.HANDOUT,
        attendance.HANDOUT,
        fidelity.HANDOUT,
    )
)
HANDOUTS: dict[str, Handout] = {**FOR_PEOPLE, **FOR_MEETINGS}
