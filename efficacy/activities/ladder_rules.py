"""The rules of a ladder as a fold: from what happened to what comes next.

Pure and small: no words, no numbers of a task, no person. A *set* is three
tasks at the working rung. Two right on one's own lead up, two misses lead down
and bring help first: a solution worked out, then one half finished. A skip
says nothing, and time that ran out is explained and counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

SET = 3  # tasks
ENOUGH_RIGHT = 2
ENOUGH_MISSES = 2


class What(StrEnum):
    """What a person did: a press on what is before them, judged where there is a task."""

    NEXT = "next"
    RIGHT = "right"
    WRONG = "wrong"
    SKIP = "skip"
    HINT = "hint"
    TIME_OUT = "time-out"
    STOP = "stop"
    MORE = "more"


class Stage(StrEnum):
    """What a person has before them."""

    BEFORE = "before"  # how sure, for the ladder as a whole
    EXAMPLE = "example"  # a solution worked out
    HALF = "half"  # a task with its last step left open
    PREDICT = "predict"  # how many of the next three
    TASK = "task"
    RESULT = "result"  # what was said beside what came
    END = "end"


class Told(StrEnum):
    """What is said to the last event; a table of sentences has one for each."""

    NOTHING = ""
    EASY = "easy_success"
    HARD = "hard_success"
    AIDED = "aided_success"
    HALF = "half_success"
    FIRST_MISS = "first_miss"
    SECOND_MISS = "second_miss"
    HALF_MISS = "half_miss"
    TIME_OUT = "time_out"


class Move(StrEnum):
    """Where a set leads."""

    UP = "up"
    STAY = "stay"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; ``is_last`` says that the activity was about to end."""

    what: What
    is_last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What became of one task.

    Attributes
    ----------
    task : int
        1-based number of the task among all that this person had.
    rung, working : int
        The rung it was of, and the working rung at that time.
    is_aided : bool
        Whether a hint or a half-finished solution stood beside it.
    """

    what: What
    task: int
    rung: int
    working: int
    is_aided: bool = False

    @property
    def is_miss(self) -> bool:
        """Whether the answer was wrong; time that ran out is never judged."""
        return self.what is What.WRONG

    @property
    def counts(self) -> bool:
        """Whether it is a success that counts."""
        is_near = self.rung in (self.working, self.working - 1)
        return self.what is What.RIGHT and not self.is_aided and is_near


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One set that is over: its rung, its tasks, and where it led."""

    number: int
    rung: int
    marks: tuple[Mark, ...]
    move: Move

    @property
    def got(self) -> int:
        """How many were right without help."""
        return sum(mark.counts for mark in self.marks)

    @property
    def tried(self) -> int:
        """How many were answered, right or wrong; a skip and time that ran out are neither."""
        return sum(mark.what in (What.RIGHT, What.WRONG) for mark in self.marks)

    @property
    def has_miss(self) -> bool:
        return any(mark.is_miss for mark in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where one person stands on a ladder.

    Attributes
    ----------
    lowest, highest, start : int
        Levels of the rungs that this activity holds, and where it began.
    rung : int
        The working rung.
    help_rung : int
        The rung of the last example or half-finished task.
    task : int
        Number of the task before them, or of the last one; 0 before the first.
    is_aided : bool
        Whether a hint stands beside the task.
    marks : tuple of Mark
        The present set so far, and ``every`` all tasks of all sets.
    played : tuple of Played
        The sets that are over.
    last : Mark or None
        What became of the last task, and ``told`` what is said to it now.
    right : Mark or None
        The last task that was right, with help or without.
    seen : frozenset of int
        Rungs of which an example was shown.
    is_ending : bool
        Whether nothing new is begun: the activity is about to end.
    """

    lowest: int
    highest: int
    start: int
    rung: int
    help_rung: int
    sets: int | None = None
    stage: Stage = Stage.BEFORE
    task: int = 0
    is_aided: bool = False
    marks: tuple[Mark, ...] = ()
    every: tuple[Mark, ...] = ()
    played: tuple[Played, ...] = ()
    last: Mark | None = None
    told: Told = Told.NOTHING
    right: Mark | None = None
    seen: frozenset[int] = frozenset()
    is_ending: bool = False

    @property
    def is_over(self) -> bool:
        return self.stage is Stage.END

    @property
    def has_task(self) -> bool:
        return self.stage in (Stage.TASK, Stage.HALF)

    @property
    def task_rung(self) -> int:
        """The rung of the task before them."""
        return self.help_rung if self.stage is Stage.HALF else self.rung

    @property
    def cleared(self) -> tuple[int, ...]:
        """The rungs that a set led up from, each once, from the lowest."""
        return tuple(sorted({one.rung for one in self.played if one.move is Move.UP}))

    @property
    def counted(self) -> tuple[Mark, ...]:
        """Every success that counts."""
        return tuple(mark for mark in self.every if mark.counts)

    @property
    def has_unexplained_miss(self) -> bool:
        """Whether the last task was missed and nothing is said to it."""
        return self.last is not None and self.last.is_miss and self.told is Told.NOTHING

    @property
    def has_more(self) -> bool:
        """Whether another set may be begun from the end."""
        return self.is_over and not self.is_ending


def begin(*, lowest: int, highest: int, start: int, sets: int | None = None) -> State:
    """Return a ladder before its first press.

    Parameters
    ----------
    start : int
        Where to begin; moved inside ``lowest`` to ``highest``.
    sets : int or None
        After how many sets it is over; None: as many as it takes.
    """
    inside = min(highest, max(lowest, start))
    return State(
        lowest=lowest, highest=highest, start=inside, rung=inside, help_rung=inside, sets=sets
    )


def fold(state: State, events: Iterable[Event]) -> State:
    """Return where all of the events lead, one after the other."""
    for event in events:
        state = after(state, event)
    return state


def after(state: State, event: Event) -> State:
    """Return where one event leads; one that does not fit the stage changes nothing."""
    what = event.what
    if what is What.STOP:
        return state if state.is_over else _ended(state)
    if what is What.MORE:
        return replace(state, stage=Stage.PREDICT) if state.has_more else state
    if what is What.NEXT:
        return _next(state)
    if not state.has_task:
        return state
    if what is What.HINT:
        return replace(state, is_aided=True)
    return _done_with_task(state, event)


# ------------------------------------------------------------ between tasks


def _next(state: State) -> State:
    if state.stage is Stage.BEFORE:
        seen = state.seen | {state.rung}
        return replace(state, stage=Stage.EXAMPLE, help_rung=state.rung, seen=seen)
    if state.stage is Stage.EXAMPLE:
        return replace(_with_task(state), stage=Stage.HALF)
    if state.stage is Stage.PREDICT:
        seen = state.seen | {state.rung}
        return replace(_with_task(state), stage=Stage.TASK, seen=seen, marks=())
    if state.stage is Stage.RESULT:
        return _after_result(state)
    return state


def _after_result(state: State) -> State:
    """Help comes first after two misses; then the next set, if there is one."""
    over = state.played[-1]
    if over.move is Move.DOWN:
        return replace(_with_task(state), stage=Stage.HALF, help_rung=over.rung)
    if state.sets is not None and len(state.played) >= state.sets:
        return _ended(state)
    if over.move is Move.UP and over.rung == state.highest:
        return _ended(state)
    return replace(state, stage=Stage.PREDICT)


def _with_task(state: State) -> State:
    return replace(state, task=state.task + 1, is_aided=False)


def _ended(state: State) -> State:
    return replace(state, stage=Stage.END, marks=(), is_aided=False)


# ----------------------------------------------------------------- one task


def _done_with_task(state: State, event: Event) -> State:
    mark = Mark(
        what=event.what,
        task=state.task,
        rung=state.task_rung,
        working=state.rung,
        is_aided=state.is_aided or state.stage is Stage.HALF,
    )
    told = _told(state, mark)
    state = replace(
        state,
        last=mark,
        told=told,
        every=(*state.every, mark),
        right=mark if mark.what is What.RIGHT else state.right,
        is_ending=state.is_ending or event.is_last,
        is_aided=False,
    )
    if state.stage is Stage.HALF:
        return _after_half(state)
    state = replace(state, marks=(*state.marks, mark))
    if event.is_last:
        return _broken_off(state, mark)
    if _misses(state.marks) < ENOUGH_MISSES and len(state.marks) < SET:
        return _with_task(state)
    return _set_over(state)


def _told(state: State, mark: Mark) -> Told:
    if mark.what is What.TIME_OUT:
        return Told.TIME_OUT
    if mark.what is What.WRONG:
        if state.stage is Stage.HALF:
            return Told.HALF_MISS
        return Told.SECOND_MISS if _misses(state.marks) else Told.FIRST_MISS
    if mark.what is What.RIGHT:
        if state.stage is Stage.HALF:
            return Told.HALF
        if mark.is_aided:
            return Told.AIDED
        return Told.HARD if _is_hard(state) else Told.EASY
    return Told.NOTHING


def _is_hard(state: State) -> bool:
    """The first success of a kind above where they began, or after a miss of that kind.

    Said each time, it would turn into praise for what is easy by now.
    """
    there = [mark for mark in state.every if mark.rung == state.rung]
    misses = [place for place, mark in enumerate(there) if mark.is_miss]
    since = there[misses[-1] + 1 :] if misses else there
    return (state.rung > state.start or bool(misses)) and not any(mark.counts for mark in since)


def _after_half(state: State) -> State:
    is_enough = state.sets is not None and len(state.played) >= state.sets
    if state.is_ending or is_enough:
        return _ended(state)
    return replace(state, stage=Stage.PREDICT)


def _broken_off(state: State, mark: Mark) -> State:
    """Time runs out: after a miss, end on the same task with its last step left open."""
    state = replace(state, marks=())
    if mark.is_miss:
        return replace(state, stage=Stage.HALF, help_rung=mark.rung)
    return _ended(state)


def _set_over(state: State) -> State:
    marks, rung = state.marks, state.rung
    if sum(mark.counts for mark in marks) >= ENOUGH_RIGHT:
        move, leads_to = Move.UP, min(state.highest, rung + 1)
    elif _misses(marks) >= ENOUGH_MISSES:
        move, leads_to = Move.DOWN, max(state.lowest, rung - 1)
    else:
        move, leads_to = Move.STAY, rung
    over = Played(number=len(state.played) + 1, rung=rung, marks=marks, move=move)
    return replace(state, stage=Stage.RESULT, rung=leads_to, marks=(), played=(*state.played, over))


def _misses(marks: Iterable[Mark]) -> int:
    return sum(mark.is_miss for mark in marks)
