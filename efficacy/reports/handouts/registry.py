"""The handouts there are, in the order in which they are offered and printed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from efficacy.reports.handouts.handout import ForMeeting, ForPerson, Handout
from efficacy.reports.handouts.sheets import goal_card, welcome_card

_H = TypeVar("_H", bound=Handout)


def _by_id(handouts: Iterable[_H]) -> dict[str, _H]:
    return {one.id: one for one in handouts}


FOR_PEOPLE: dict[str, ForPerson] = _by_id((welcome_card.HANDOUT, goal_card.HANDOUT))
FOR_MEETINGS: dict[str, ForMeeting] = {}
HANDOUTS: dict[str, Handout] = {**FOR_PEOPLE, **FOR_MEETINGS}
