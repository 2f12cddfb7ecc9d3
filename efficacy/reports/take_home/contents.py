"""What stands in a take-home file: the parts that somebody chose, and nothing else of theirs.

The file holds no name, no group and no address: who finds it learns what was chosen for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from efficacy.activities import goal_form, log
from efficacy.activities.days import day_words
from efficacy.activities.feedback import said
from efficacy.activities.ladder_practice import Practice
from efficacy.activities.ladder_words import steps
from efficacy.content.cues import Family
from efficacy.content.expressions import as_fraction, value_of
from efficacy.content.making import Made
from efficacy.language import Speech, later
from efficacy.reports.given import newest_words, planned, visits
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.own_rung import drawn, first_rung, levels, own_rung, where_words
from efficacy.reports.signs import ChosenSign, chosen, family_words
from efficacy.reports.take_home.code import number_of

OWN_TASKS, NEAR_TASKS = 12, 9  # of the own rung, and of each one next to it


class Part(StrEnum):
    """What can be taken home."""

    PRACTICE = "practice"
    CARDS = "cards"
    GOAL = "goal"
    LOG = "log"


# What a tick says of each part.
TITLES = {
    Part.PRACTICE: later("Tasks to practise on"),
    Part.CARDS: later("My relabelling cards"),
    Part.GOAL: later("My goal"),
    Part.LOG: later("My evidence log"),
}
ABOUT = {
    Part.PRACTICE: later("About 30 tasks at your own rung and beside it, with their solutions."),
    Part.CARDS: later("The signs that you chose, with your words and first actions."),
    Part.GOAL: later("Your goal and your plan, in your own words."),
    Part.LOG: later("What you wrote so far, and room to add more."),
}
# From these something can come back; cards are to read.
COUNTED = frozenset({Part.PRACTICE, Part.GOAL, Part.LOG})


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownSlip:
    """An answer that people give, as ``n`` or ``n/d``, and what is said to it."""

    value: str
    line: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeTask:
    """A task with all that is needed to check an answer without the program.

    Attributes
    ----------
    number : int
        From 1, over the whole file.
    rung : int
        From 1.
    answer : str
        As it is written, with its unit; ``value`` is the same as ``n`` or ``n/d``.
    tolerance : str
        How far an answer may lie from ``value``, likewise.
    right, miss : str
        What is said to an answer; ``{typed}`` stands for it.
    slips : tuple of KnownSlip
        What is said in place of ``miss``.
    """

    number: int
    rung: int
    ask: str
    unit: str
    hint: str
    answer: str
    value: str
    tolerance: str
    steps: tuple[str, ...]
    right: str
    miss: str
    slips: tuple[KnownSlip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRung:
    """A rung with its tasks; ``where`` says how it lies from the own one."""

    title: str
    where: str
    tasks: tuple[HomeTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeCard:
    """A sign that somebody worked with; ``words`` are "" for who chose an action only."""

    where: str
    sign: str
    words: str
    action: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeGoal:
    """A goal and its plan in its writer's words; "" for what was left out."""

    what: str
    when: str
    done_when: str
    if_this: str
    then_that: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeLine:
    """A line of the log, with its day in words."""

    day: str
    did: str
    shows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeHome:
    """What one file holds; what was not chosen is empty.

    Attributes
    ----------
    tag, number : str
        Which file it is, and the same with checks, for paper.
    day : str
        On which it was made, ISO text.
    parts : frozenset of Part
        What was chosen.
    """

    tag: str
    number: str
    day: str
    parts: frozenset[Part]
    rungs: tuple[HomeRung, ...] = ()
    cards: tuple[HomeCard, ...] = ()
    goal: HomeGoal | None = None
    log: tuple[HomeLine, ...] = ()

    @property
    def tasks(self) -> tuple[HomeTask, ...]:
        """All tasks, in the order in which they stand."""
        return tuple(task for rung in self.rungs for task in rung.tasks)

    @property
    def is_counted(self) -> bool:
        """Whether it holds anything of which something can come back."""
        return bool(self.parts & COUNTED)


def offered(room: Room, person: Person) -> tuple[Part, ...]:
    """Return the parts that there is something for."""
    there: dict[Part, Callable[[], bool]] = {
        Part.PRACTICE: lambda: _practice(room, person) is not None,
        Part.CARDS: lambda: bool(chosen(room.content, room.plan, person.given)),
        Part.GOAL: lambda: bool(_goal_words(room, person).get(goal_form.WHAT)),
        Part.LOG: lambda: bool(planned(room.plan, log.Log.name)),
    }
    return tuple(part for part in Part if there[part]())


def contents(room: Room, person: Person, taken: Collection[Part], say: Speech) -> TakeHome:
    """Return what a file holds; ``person.tag`` is its tag."""
    parts = frozenset(taken).intersection(offered(room, person))
    return TakeHome(
        tag=person.tag,
        number=number_of(person.tag),
        day=room.day,
        parts=parts,
        rungs=_rungs(room, person, say) if Part.PRACTICE in parts else (),
        cards=_cards(room, person, say) if Part.CARDS in parts else (),
        goal=_goal(room, person) if Part.GOAL in parts else None,
        log=_log(room, person, say) if Part.LOG in parts else (),
    )


# ---------------------------------------------------------------------------------- practice


def _seed(person: Person) -> str:
    # Each file has tasks of its own, and none that the screen or a sheet draws.
    return f"{person.seed} home {person.tag}"


def _practice(room: Room, person: Person) -> Practice | None:
    seed = _seed(person)
    return own_rung(room, person.given, seed) or first_rung(room, seed)


def _rungs(room: Room, person: Person, say: Speech) -> tuple[HomeRung, ...]:
    mine = _practice(room, person)
    if mine is None:
        return ()
    found: list[HomeRung] = []
    number = 1
    for level in levels(mine.own, len(mine.ladder.rungs)):
        count = OWN_TASKS if level == mine.own else NEAR_TASKS
        made = drawn(room, mine, _seed(person), level, count)
        tasks = tuple(_task(one, level, at, say) for at, one in enumerate(made, start=number))
        found.append(
            HomeRung(
                title=mine.ladder.rungs[level - 1].title,
                where=where_words(level - mine.own, say),
                tasks=tasks,
            )
        )
        number += len(tasks)
    return tuple(found)


def _task(made: Made, level: int, number: int, say: Speech) -> HomeTask:
    # As ``ladder_practice.reply`` says it; what is typed is put in by the file itself.
    step = made.filled(made.task.steps[0].name)
    return HomeTask(
        number=number,
        rung=level,
        ask=made.ask,
        unit=made.unit,
        hint=made.hint,
        answer=made.answer_text,
        value=str(made.answer),
        tolerance=str(as_fraction(made.task.tolerance)),
        steps=steps(made),
        right=said("easy_success", say, answer=made.answer_text),
        miss=said("first_miss", say, step=step),
        slips=tuple(
            KnownSlip(
                value=str(value_of(slip.value, made.numbers)),
                line=said("first_miss_slip", say, slip=made.filled(slip.text)),
            )
            for slip in made.task.slips
        ),
    )


# ------------------------------------------------------------------------------- own words


def _cards(room: Room, person: Person, say: Speech) -> tuple[HomeCard, ...]:
    return tuple(_card(one, say) for one in chosen(room.content, room.plan, person.given))


def _card(one: ChosenSign, say: Speech) -> HomeCard:
    family: Family = one.sign.card.family
    return HomeCard(
        where=family_words(family, say),
        sign=one.sign.card.sign,
        words=one.words,
        action=one.action,
    )


def _goal_words(room: Room, person: Person) -> dict[str, str]:
    return dict(newest_words(room.plan, person.given, "goal"))


def _goal(room: Room, person: Person) -> HomeGoal:
    words = _goal_words(room, person)
    return HomeGoal(
        what=words.get(goal_form.WHAT, ""),
        when=words.get(goal_form.WHEN, ""),
        done_when=words.get(goal_form.END, ""),
        if_this=words.get(goal_form.IF, ""),
        then_that=words.get(goal_form.THEN, ""),
    )


def _log(room: Room, person: Person, say: Speech) -> tuple[HomeLine, ...]:
    return tuple(
        HomeLine(day=day_words(known.day, say), did=one.did, shows=one.shows)
        for _, known in visits(room.plan, person.given, (log.Log.name,))
        for one in log.found(known, say)
    )
