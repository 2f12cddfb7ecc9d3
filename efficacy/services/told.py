"""Which real stories may still be told: none that was taken back, none whose consent has ended.

A cohort keeps the content it was made with, so a story is left out where it is shown,
whatever a cohort has pinned. Consent holds to the end of its last day, by UTC.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from efficacy.content.loader import Content
from efficacy.content.models import Curriculum
from efficacy.content.own import HEAD, place_of
from efficacy.content.peer_models import PeerModel
from efficacy.errors import Problem
from efficacy.services.pinned import Held, without_stories
from efficacy.services.workshop import Workshop


def today(workshop: Workshop) -> date:
    """Return today's date, UTC."""
    return datetime.fromtimestamp(workshop.now_ms() / 1000, UTC).date()


def has_ended(model: PeerModel, day: date) -> bool:
    """Return whether the consent to tell a story had ended before ``day``."""
    until = model.label.consent_until
    return until is not None and until < day


def silent(workshop: Workshop, content: Curriculum) -> frozenset[str]:
    """Return the ids of the stories in ``content`` that are not to be told any more."""
    real = [one for one in content.peer_models.values() if one.label.kind == "real"]
    if not real:
        return frozenset()
    day, withdrawn = today(workshop), workshop.library.withdrawn()
    return frozenset(one.id for one in real if one.id in withdrawn or has_ended(one, day))


def told(workshop: Workshop, held: Held) -> Held:
    """Return an activity as it is shown today: without stories that are not told any more."""
    return held.telling(silent(workshop, held.context.curriculum))


def for_new(workshop: Workshop, content: Curriculum) -> Curriculum:
    """Return content as a new cohort or a handout gets it: without stories not told any more."""
    gone = silent(workshop, content)
    return without_stories(content, gone) if gone else content


def ended_problems(workshop: Workshop, contents: Iterable[Content]) -> tuple[Problem, ...]:
    """Return a problem for each story among ``contents`` whose consent has ended."""
    day = today(workshop)
    return tuple(
        Problem(
            HEAD + place_of(one),
            f"{one.id} → label → consent_until",
            f"a day from {day.isoformat()} on",
            str(one.label.consent_until),
            "This story is not told any more. Ask the person again, or withdraw it.",
        )
        for one in contents
        if isinstance(one, PeerModel) and has_ended(one, day)
    )
