"""What the rules find within a session."""

from __future__ import annotations

from collections.abc import Iterator

from efficacy.content.models import Source
from efficacy.content.theory.case import Case, Hit
from efficacy.content.theory.doses import FED_FROM, SessionDose
from efficacy.content.timing import FREE_SHARE

FEWEST_SOURCES = 2
LEAST_DOING = 10.0  # minutes of a session
WHOLE_FROM = 30  # minutes; what is shorter is a first contact or a look back
OWN_TASK_FROM = 5.0  # minutes from which the task within a relabelling stands for one after it
APART_SHARE = 0.2
_TINY = 1e-9  # 0.9 of 90 is a little less than 81 in floating point


def persuasion_first(case: Case) -> Iterator[Hit]:
    """Find words of encouragement with nothing done before them in the same session."""
    for session in case.doses:
        mastery = 0.0
        for step in session.steps:
            if step.sources[Source.PERSUASION] >= FED_FROM and mastery < FED_FROM:
                sentence = "People are encouraged before they have done anything in this session."
                yield Hit(sentence, session.session_id, step.activity.id)
            mastery += step.sources[Source.MASTERY]


def _whole(case: Case) -> Iterator[SessionDose]:
    """Yield the sessions that have room for a loop; all of them in a plan of short ones."""
    is_any = any(session.minutes >= WHOLE_FROM for session in case.doses)
    for session in case.doses:
        if session.minutes >= WHOLE_FROM or not is_any:
            yield session


def single_source(case: Case) -> Iterator[Hit]:
    """Find sessions that feed one source or none."""
    for session in _whole(case):
        if len(session.fed) < FEWEST_SOURCES:
            fed = f"only one source, {session.fed[0].value}" if session.fed else "no source at all"
            yield Hit(f"This session feeds {fed}.", session.session_id)


def little_doing(case: Case) -> Iterator[Hit]:
    """Find sessions in which people hardly work at their own rung."""
    for session in _whole(case):
        if session.doing < LEAST_DOING - _TINY:
            sentence = (
                f"In this session people work at their own rung for {session.doing:.1f} minutes, "
                f"and {LEAST_DOING:g} are the least."
            )
            yield Hit(sentence, session.session_id)


def nerves_without_task(case: Case) -> Iterator[Hit]:
    """Find relabelling that no task follows; its own one counts from five minutes on."""
    for session in case.doses:
        for place, step in enumerate(session.steps):
            has_own = step.sources[Source.MASTERY] >= OWN_TASK_FROM - _TINY
            follows = any(later.is_doing for later in session.steps[place + 1 :])
            if step.sources[Source.AROUSAL] >= FED_FROM and not (has_own or follows):
                sentence = (
                    "Nerves are read anew here, and no task at people’s own rung follows in this "
                    f"session. A task of its own counts from {OWN_TASK_FROM:g} minutes on."
                )
                yield Hit(sentence, session.session_id, step.activity.id)


def no_slack(case: Case) -> Iterator[Hit]:
    """Find sessions without a tenth of their minutes free; too full ones are mistakes already."""
    for session in case.doses:
        if 0 <= session.slack < session.minutes * FREE_SHARE - _TINY:
            sentence = (
                f"{session.planned} of {session.minutes} minutes are planned, "
                "and a tenth of them has to stay free."
            )
            yield Hit(sentence, session.session_id)


def minutes_apart(case: Case) -> Iterator[Hit]:
    """Find sessions whose planned minutes are far from what their activities take."""
    for session in case.doses:
        apart = abs(session.planned - session.estimated)
        if apart > session.planned * APART_SHARE + _TINY:
            sentence = (
                f"{session.planned} minutes are planned and {session.estimated:.0f} estimated, "
                f"which is more than {APART_SHARE:.0%} apart. Shorten what is padded, or say "
                "what people do away from the screen (off_screen)."
            )
            yield Hit(sentence, session.session_id)
