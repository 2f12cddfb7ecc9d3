"""One person's own results as values: what their own page shows, and nothing of anybody else.

How they come about is in ``own_findings`` and ``own_scales``, what is said of them in
``own_words``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Case = Literal["up", "same", "down", "end", "first_only", "last_only", "too_few"]
Stand = Literal["none", "asked_now", "waiting", "both", "no_first", "no_last"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A person's mean on a scale, in its unit, and the day of the survey (ISO text)."""

    value: float
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScale:
    """One scale, the first and the last time.

    Attributes
    ----------
    direction : str
        What a rise means: ``more_sure``, ``more_worry`` or ``none``.
    low_words, high_words : str
        What stands at the two ends of the scale.
    case : str
        ``up``, ``same`` (the mean moved by less than half a step of the scale),
        ``down``; ``end``: began at the very end of the scale, most sure or least
        worried, and is there still, so there was no room to see a move in;
        ``first_only``, ``last_only``: answered once; ``too_few``: too few items
        answered both times.
    first, last : Point or None
        Over the same items where there are both; None where too few were answered.
    counted, left_out : int
        Items that this is about, and items of the scale that it is not.
    can_first, can_last : int or None
        Of the counted items, how many were rated 50 or more; None where the scale
        is no list of tasks from 0 to 100, or was not answered then.
    can, not_yet : tuple of str
        The tasks by their words, as rated the last time that the scale was answered;
        the easiest first.
    """

    id: str
    title: str
    direction: str
    low: float
    high: float
    low_words: str
    high_words: str
    case: Case
    first: Point | None
    last: Point | None
    counted: int
    left_out: int
    can_first: int | None = None
    can_last: int | None = None
    can: tuple[str, ...] = ()
    not_yet: tuple[str, ...] = ()

    @property
    def has_tasks(self) -> bool:
        """Whether it is a list of tasks that somebody can do or cannot do yet."""
        return self.can_first is not None or self.can_last is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One meeting on a ladder: where it ended, and what was said before its sets.

    ``said`` and ``got`` are tasks, summed over the ``sets`` of three before which
    a number was said; all three are 0 where none was.
    """

    day: str
    rung: int  # 1-based
    rung_title: str
    sets: int
    said: int
    got: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLadder:
    """One ladder over the meetings, oldest first."""

    title: str
    rungs: int
    visits: tuple[Visit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGoal:
    """A goal in its writer's words, and what came of it.

    ``came_of`` is ``done``, ``partly``, ``not-yet``, or "" where nobody asked yet.
    ``what`` is "" where the words stay with their writer.
    """

    day: str
    what: str
    when: str = ""
    end: str = ""
    came_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What somebody brought back of what they did between sessions: counts over all their files.

    ``right`` of the ``tries`` were right at the first answer, without help; ``lines`` were
    added to the log. ``came_of`` is what came of the goal last, as in ``OwnGoal``.
    """

    tries: int
    right: int
    lines: int
    came_of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnResults:
    """All that one person's own page shows.

    Attributes
    ----------
    stand : str
        Where the surveys stand: ``none`` (nothing to show, also for somebody who
        takes no survey), ``asked_now`` (one is open, so earlier answers are put
        away), ``waiting`` (the last one is still to come), ``both``, ``no_first``
        (came later), ``no_last`` (was not there at the end).
    next_task : str
        The easiest task of “not yet”; "" where there is none.
    between : Between or None
        What came back from take-home files and sheets; None where nothing did.
    """

    stand: Stand
    scales: tuple[OwnScale, ...] = ()
    next_task: str = ""
    ladders: tuple[OwnLadder, ...] = ()
    goals: tuple[OwnGoal, ...] = ()
    between: Between | None = None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        return not (self.scales or self.ladders or self.goals or self.between)

    @property
    def visits(self) -> tuple[Visit, ...]:
        """All meetings on all ladders."""
        return tuple(visit for ladder in self.ladders for visit in ladder.visits)


def for_others(own: OwnResults) -> OwnResults:
    """Return the same without the words that somebody wrote for themselves alone."""
    goals = tuple(OwnGoal(day=one.day, what="", came_of=one.came_of) for one in own.goals)
    return replace(own, goals=goals)
