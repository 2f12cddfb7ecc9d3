"""What each screen draws: one frozen value an actor, read in one go.

A page draws a view and hands an input to one verb; it computes nothing of its
own. ``token`` is what the live link compares: when the announced token differs
from the one a screen was drawn from, that screen draws itself again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from efficacy.activities.contract import Context, Phase, Sheet, Summary
from efficacy.activities.fields import Value
from efficacy.activities.personal import Card
from efficacy.flow import Move, Stage
from efficacy.reports.results import Results, ScaleResult

__all__ = [
    "CohortCard",
    "ConsoleScreen",
    "Counts",
    "Door",
    "Group",
    "NoteLine",
    "ParticipantScreen",
    "PersonLine",
    "PlanCard",
    "ProjectorScreen",
    "Receipt",
    "Results",
    "RunLine",
    "ScaleResult",
    "Step",
    "Timer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timer:
    """A running clock: seconds left when the view was read (negative: over)."""

    remaining_s: float
    length_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People who work together in a session: participant id and call name."""

    number: int
    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The activity that is on the screens.

    ``number`` is 1-based of ``total``. ``run_number`` above 1: held again.
    """

    run_id: str
    run_number: int
    number: int
    total: int
    kind: str
    title: str
    context: Context
    stage: Stage
    phase: Phase
    phase_index: int
    phases: tuple[Phase, ...]
    timer: Timer | None
    summary: Summary | None  # the frozen picture; only once revealed
    contact: str = ""  # whom to turn to, as the facilitator wrote it
    keep_until_ms: int = 0  # when call names are deleted
    # In the room and on the console only:
    notes: tuple[str, ...] = ()  # offered by their writers, approved by the facilitator
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantScreen:
    """A participant's view. ``step`` is None while there is nothing to do yet.

    Attributes
    ----------
    place : str
        ``before`` (no session now), ``lobby``, ``step``, ``after`` (it ended).
    keeps : bool
        False for somebody who declined the survey, in an activity that
        measures: the screen looks the same, nothing leaves the browser.
    values : Mapping
        Item id to the stored value; for several choices a list of option ids.
    completed : str or None
        ``done`` or ``passed``; both count as done.
    joined_late : bool
        Joined after this session had begun.
    can_practise : bool
        There is a rung of their own to practise at, and no step is on.
    has_words : bool
        There is a list of words to look up, and no step is on.
    """

    token: str
    participant_id: str
    owner: str  # opaque tag of this device, for the browser's queue of answers
    call_name: str
    pin: str
    cohort_name: str
    language: str
    place: str
    session_title: str
    message: str | None
    joined_late: bool
    takes_survey: bool
    step: Step | None = None
    sheet: Sheet = field(default_factory=Sheet)
    values: Mapping[str, Value | list[str]] = field(default_factory=dict)
    cards: tuple[Card, ...] = ()
    hints: tuple[str, ...] = ()
    is_live: bool = False
    attempt: int = 1
    keeps: bool = True
    is_open: bool = False
    completed: str | None = None
    can_practise: bool = False
    has_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    """Words that somebody gave to others, as the facilitator looks at them.

    ``state`` is waiting, approved or declined; ``flag`` says why to look
    first; ``to`` is the call name of who is to get them ("" for the room).
    """

    id: str
    text: str
    state: str
    flag: str
    writer: str
    to: str
    is_for_room: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectorScreen:
    """The room's view: nothing of a person, counts only.

    ``joined`` is None where the facilitator hides the head count.
    """

    token: str
    cohort_name: str
    code: str
    language: str
    place: str  # lobby | step | after
    session_title: str
    address: str  # what people type, without the code; "" where none is known
    join_url: str  # what the QR holds
    message: str | None
    joined: int
    done: int
    step: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """One line of the run of show."""

    position: int  # 0-based
    title: str
    kind: str
    minutes: int
    state: str  # ahead | now | held
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How the room stands. ``done`` includes those who passed.

    ``expected`` counts who was here when the run was on (joined before or
    during it, not removed); ``here`` those whose screen is connected now.
    """

    joined: int
    here: int
    expected: int
    started: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsoleScreen:
    """The facilitator's view of a live session."""

    token: str
    session_id: str
    cohort_id: str
    cohort_name: str
    code: str
    mode: str
    is_synthetic: bool
    language: str
    place: str  # lobby | step | after
    session_title: str
    revision: int
    lines: tuple[RunLine, ...]
    counts: Counts
    message: str | None
    elapsed_s: float  # since the session was opened
    planned_elapsed_s: float  # minutes of the steps before this one, as planned
    next_move: Move | None
    back_move: Move | None
    moves: frozenset[Move]
    addresses: tuple[str, ...]  # room addresses to choose from, best first
    address: str
    join_url: str
    step: Step | None = None
    notes: tuple[NoteLine, ...] = ()
    without_words: tuple[tuple[str, str], ...] = ()  # id and call name: nobody wrote to them yet
    stories: int = 0  # how many people gave the facilitator a story of theirs
    shown: int = 0  # how many people show the facilitator their own results
    wishes: tuple[str, ...] = ()  # call names of those who would like to talk
    # Where people work in groups; the groups themselves stand in the step.
    groups_people: bool = False
    marked: tuple[int, ...] = ()  # groups in which somebody would rather have another partner
    ungrouped: tuple[tuple[str, str], ...] = ()  # id and call name: here, and in no group


@dataclass(frozen=True, slots=True, kw_only=True)
class CohortCard:
    """One cohort in the facilitator's list.

    ``sessions`` holds (planned id, title, state) with state ahead, live, held.
    """

    id: str
    name: str
    code: str
    mode: str
    mode_is_fixed: bool
    plan_id: str
    plan_title: str
    participants: int
    is_synthetic: bool
    created_ms: int
    ended: bool
    retention_ms: int
    purged: bool
    role: str  # owner | co
    contact: str
    sessions: tuple[tuple[str, str, str, str | None], ...]  # planned id, title, state, session id
    recruited: str = ""  # how people came: one of facilitate.WAYS
    happened: str = ""  # what the facilitator noted of these weeks


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLine:
    """One participant as the facilitator may see them: call name, no answers.

    The record number is never here: no screen shows the two together.
    """

    participant_id: str
    call_name: str
    pin: str
    joined_ms: int
    joined_step: int | None  # 1-based step at which they joined; None: before it began
    is_here: bool
    is_removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The join page of a cohort: what is asked and what is promised."""

    cohort_id: str
    cohort_name: str
    code: str
    language: str
    contact: str
    consent_version: str
    sentences: tuple[str, ...]
    agreement: tuple[str, ...]
    survey_question: str
    survey_yes: str
    survey_no: str
    keep_until_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCard:
    """One plan that a cohort can follow."""

    id: str
    title: str
    summary: str
    sessions: tuple[tuple[str, str, int], ...]  # id, title, minutes
    demonstration: bool
    # Minutes of a survey in the core and in the full form; None where there is one form.
    survey_minutes: tuple[int, int] | None = None
    country: str = "us"  # whose money and numbers its tasks use


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What became of one answer."""

    counter: int
    ok: bool
    saved_ms: int | None = None
    late: bool = False
    sentence: str | None = None
