"""The run sheet of a planned session: what to hold in one's hand while leading it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from efficacy.activities.registry import KINDS, context_for, is_measurement, kind_of, shape
from efficacy.content import needs
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession, Source
from efficacy.content.readability import words
from efficacy.content.theory import StepDose, dose
from efficacy.content.theory.doses import FED_FROM
from efficacy.errors import NotFound
from efficacy.language import DEFAULT_LANGUAGE, Speech, speech
from efficacy.services.access import Facilitator, Operator, require_cohort, require_login
from efficacy.services.pinned import curriculum
from efficacy.services.workshop import Workshop

Size = Literal["roomy", "full", "dense", "tight", "packed"]

SAID_FIRST = 2  # sentences
_SENTENCE_END = re.compile(r"[.!?…][\"”’)]*(?=\s)")
# Never left out, whatever the clock says, nor is a survey that is compared with another.
KEPT = ("ladder", "relabel")
# A log in the first half of a session is about what was done since the last one.
TAKEN_UP = ("log", "approach")
HOMEWORK = ("goal", "interview", "log")
# Words of the steps up to which each size of letters fits on two pages, on A4 and on Letter.
ROOMY, FULL, DENSE, TIGHT = 1000, 1400, 1900, 2260
MOST_WORDS = TIGHT  # above it only the first words of a script are printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step on the sheet.

    ``first`` is what is said first and ``rest`` what is said then. ``extras`` are for
    those who are done early; ``slides`` counts pictures of a talk, whose words stand on the
    console. ``is_kept`` marks what is not left out.
    """

    number: int
    starts: str
    minutes: int
    title: str
    kind: str
    sources: tuple[str, ...]
    first: str
    rest: str
    activity: PlannedActivity
    extras: tuple[str, ...]
    slides: int
    is_kept: bool
    has_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """A session on two pages; times count from its start.

    ``taken_up`` are steps that begin with what people did since last time, ``homework``
    those that end with something to do until next time, with the words above its box.
    ``has_rest`` tells whether the whole script is on it, or the first words alone.
    """

    plan: Plan
    session: PlannedSession
    ends: str
    free_from: str
    slack: int
    rows: tuple[Row, ...]
    taken_up: tuple[Row, ...]
    homework: tuple[tuple[Row, str], ...]
    size: Size
    has_rest: bool = True

    @property
    def kept(self) -> tuple[Row, ...]:
        """Return the steps that are never left out."""
        return tuple(row for row in self.rows if row.is_kept)

    @property
    def pictures(self) -> tuple[Row, ...]:
        """Return the steps after which there is a picture for the room."""
        return tuple(row for row in self.rows if row.has_picture)


def run_sheet(
    workshop: Workshop,
    who: Facilitator | Operator,
    plan_id: str,
    session_id: str,
    *,
    cohort_id: str | None = None,
    whole: bool = False,
    language: str = DEFAULT_LANGUAGE,
) -> RunSheet:
    """Return the run sheet of a session, from the plan as it stands now.

    Parameters
    ----------
    cohort_id : str, optional
        A group that is on this plan: then the sheet has the words that it began with.
    whole : bool
        Whether the whole script is on it, however many pages that takes.

    Raises
    ------
    NotAllowed
        If ``who`` is not logged in.
    NotFound
        If there is no such plan or group, or the plan has no such session.
    """
    content = _content(workshop, who, plan_id, cohort_id, language)
    plan = content.plans.get(plan_id) or next(iter(content.plans.values()))
    session = next((one for one in plan.sessions if one.id == session_id), None)
    if session is None:
        raise NotFound(
            "The plan “{plan}” has no session “{id}”. Its sessions are: {known}.",
            plan=plan.title,
            id=session_id[:40],
            known=", ".join(one.id for one in plan.sessions),
        )
    return sheet_of(content, plan, session, whole=whole)


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


def sheet_of(
    content: Curriculum, plan: Plan, session: PlannedSession, *, whole: bool = False
) -> RunSheet:
    """Return the sheet of a session of this content."""
    say = speech(plan.language)
    steps = next(one for one in dose(plan, content, KINDS) if one.session_id == session.id).steps
    rows = tuple(_row(content, step, n, say) for n, step in enumerate(steps, start=1))
    has_rest = whole or _length(rows, with_rest=True) <= MOST_WORDS
    planned = sum(row.minutes for row in rows)
    return RunSheet(
        plan=plan,
        session=session,
        ends=clock(session.minutes),
        free_from=clock(planned),
        slack=session.minutes - planned,
        rows=rows,
        taken_up=tuple(row for row in rows if _is_taken_up(row, of=len(rows))),
        homework=tuple(
            (row, label)
            for row in rows
            if not _is_taken_up(row, of=len(rows)) and (label := _homework(row)) is not None
        ),
        size=_size(_length(rows, with_rest=has_rest)),
        has_rest=has_rest,
    )


def clock(minute: int) -> str:
    """Return a minute of the session as hours and minutes from its start, such as 1:05."""
    return f"{minute // 60}:{minute % 60:02d}"


def _row(content: Curriculum, step: StepDose, number: int, say: Speech) -> Row:
    activity = step.activity
    first, rest = _parted(activity.notes.say)
    ladders = (content.ladders.get(one) for one in needs.ids(activity, "ladder"))
    return Row(
        number=number,
        starts=clock(step.starts),
        minutes=step.minutes,
        title=activity.title,
        kind=kind_of(activity.kind).title,
        sources=_fed(step, say),
        first=first,
        rest=rest,
        activity=activity,
        extras=tuple(line for ladder in ladders if ladder for line in ladder.extras),
        slides=sum(len(talk.slides) for talk in needs.talks(activity, content)),
        is_kept=activity.kind in KEPT or is_measurement(activity),
        has_picture=shape(context_for(content, activity), say).reveals,
    )


def _fed(step: StepDose, say: Speech) -> tuple[str, ...]:
    """Return the sources that a step feeds with a minute or more, in a word or three."""
    named = {
        Source.MASTERY: say("doing it"),
        Source.VICARIOUS: say("people like me"),
        Source.PERSUASION: say("words"),
        Source.AROUSAL: say("nerves"),
        Source.IMAGINAL: say("picturing"),
    }
    return tuple(named[one] for one in Source if step.sources[one] >= FED_FROM)


def _parted(script: str) -> tuple[str, str]:
    """Return the first sentences of a script, and what is said then, quotes and all."""
    ends = [found.end() for found in _SENTENCE_END.finditer(script)]
    if len(ends) < SAID_FIRST:
        return script, ""
    return script[: ends[SAID_FIRST - 1]], script[ends[SAID_FIRST - 1] :].strip()


def _is_taken_up(row: Row, *, of: int) -> bool:
    """Return whether a step begins with what people did since last time."""
    if row.activity.kind == "interview":
        return (
            row.activity.params.get("guide") is not None
        )  # of an earlier talk, which is told about here
    return row.activity.kind in TAKEN_UP and row.number <= of / 2


def _homework(row: Row) -> str | None:
    """Return what stands above the box for a next step; None where the step sets none."""
    label = row.activity.params.get("next_step_label")
    if isinstance(label, str):
        return label
    asks_outside = row.activity.params.get("form") == "witness"
    return "" if row.activity.kind in HOMEWORK or asks_outside else None


def _size(length: int) -> Size:
    if length <= ROOMY:
        return "roomy"
    if length <= FULL:
        return "full"
    if length <= DENSE:
        return "dense"
    return "tight" if length <= TIGHT else "packed"


def _length(rows: tuple[Row, ...], *, with_rest: bool) -> int:
    texts = [text for row in rows for text in _texts(row)]
    texts += [row.rest for row in rows if with_rest]
    return sum(len(words(text)) for text in texts)


def _texts(row: Row) -> tuple[str, ...]:
    notes = row.activity.notes
    told = (notes.participants_do, notes.look_for, notes.falls_flat)
    return (row.title, row.first, *told, notes.upset.say, notes.upset.do, *row.extras)
