"""The run sheet of a planned session: what to hold in one's hand while leading it."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.activities.registry import KINDS, context_for, is_measurement, kind_of, shape
from efficacy.content import needs
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession, Source
from efficacy.content.theory import StepDose, dose
from efficacy.content.theory.doses import FED_FROM
from efficacy.language import Speech, speech

# Never left out, whatever the clock says, nor is a survey that is compared with another.
KEPT = ("ladder", "relabel")
# A log in the first half of a session is about what was done since the last one.
TAKEN_UP = ("log", "approach")
HOMEWORK = ("goal", "interview", "log")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One step on the sheet.

    ``extras`` are for those who are done early; ``slides`` counts pictures of a talk, whose words
    stand on the console. ``is_kept`` marks what is not left out.
    """

    number: int
    starts: str
    minutes: int
    title: str
    kind: str
    sources: tuple[str, ...]
    activity: PlannedActivity
    extras: tuple[str, ...]
    slides: int
    is_kept: bool
    has_picture: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheet:
    """A session as it is led; times count from its start.

    ``taken_up`` are steps that begin with what people did since last time, ``homework``
    those that end with something to do until next time, with the words above its box.
    """

    plan: Plan
    session: PlannedSession
    ends: str
    free_from: str
    slack: int
    rows: tuple[Row, ...]
    taken_up: tuple[Row, ...]
    homework: tuple[tuple[Row, str], ...]

    @property
    def kept(self) -> tuple[Row, ...]:
        """Return the steps that are never left out."""
        return tuple(row for row in self.rows if row.is_kept)

    @property
    def pictures(self) -> tuple[Row, ...]:
        """Return the steps after which there is a picture for the room."""
        return tuple(row for row in self.rows if row.has_picture)


def sheet_of(content: Curriculum, plan: Plan, session: PlannedSession) -> RunSheet:
    """Return the sheet of a session of this content."""
    say = speech(plan.language)
    steps = next(one for one in dose(plan, content, KINDS) if one.session_id == session.id).steps
    rows = tuple(_row(content, step, n, say) for n, step in enumerate(steps, start=1))
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
    )


def clock(minute: int) -> str:
    """Return a minute of the session as hours and minutes from its start, such as 1:05."""
    return f"{minute // 60}:{minute % 60:02d}"


def _row(content: Curriculum, step: StepDose, number: int, say: Speech) -> Row:
    activity = step.activity
    ladders = (content.ladders.get(one) for one in needs.ids(activity, "ladder"))
    return Row(
        number=number,
        starts=clock(step.starts),
        minutes=step.minutes,
        title=activity.title,
        kind=kind_of(activity.kind).title,
        sources=_fed(step, say),
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
