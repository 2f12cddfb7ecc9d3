"""What somebody did on a ladder, read from their stored answers and from nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal

from pydantic import Field as Declared

from efficacy.activities import earlier
from efficacy.activities import ladder_rules as rules
from efficacy.activities.blocks import find
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context, Given, Params
from efficacy.activities.ladder_rules import Event, Mark, Played, Stage, State, What
from efficacy.activities.personal import Standing
from efficacy.content import needs
from efficacy.content.countries import Country
from efficacy.content.ladders import Ladder, Rung, Task
from efficacy.content.making import Made, chosen, made
from efficacy.content.models import Curriculum, Id, Item, Words
from efficacy.content.writing import Writing, written_in

# What a person gives; each attempt is one screen.
BEFORE, AFTER, PREDICT, ANSWER, AGAIN = "before", "after", "predict", "answer", "again"
EXTRA, CLOCK, CHOSEN, EVIDENCE = "extra", "clock", "rung", "evidence"
# What the server writes down itself.
RESULT, SHOWN, SLIP, START = "result", "shown", "slip", "start"
WORKING, GOT, TRIED = earlier.WORKING_RUNG, earlier.RIGHT, earlier.TRIED
TICKED, DAY = "ticked", "day"
LAST = ".last"  # after a result that ended the activity for this person
MOST_SCREENS = 900
# An item of the survey is within reach from this rating on (0-100).
SURE_ENOUGH = 70.0
# So much of the ladder is left above where somebody begins.
ROOM_ABOVE = 2


class LadderParams(Params):
    """Which ladder, and how much of it.

    ``form`` takes one of two halves of all tasks, so that a first and a last
    session share none. ``rungs_from`` and ``rungs_to`` are levels (None: the
    ends); ``sets`` is after how many sets of three it is over (None: no limit).
    ``start_scale`` is a scale of a survey from 0 to 100 whose items have a
    difficulty; where somebody begins follows from it (None: the lowest rung).
    ``clock_s`` offers a clock of so many seconds a task. ``currency`` and
    ``decimal_mark`` stand in place of those of the plan's country. ``reveal``
    lets the room see how many rungs it climbed together.
    """

    ladder: Id
    form: Literal["a", "b"] | None = None
    rungs_from: Annotated[int, Declared(ge=1, le=12)] | None = None
    rungs_to: Annotated[int, Declared(ge=1, le=12)] | None = None
    sets: Annotated[int, Declared(ge=1, le=30)] | None = None
    start_scale: Id | None = None
    clock_s: Annotated[int, Declared(ge=10, le=3600)] | None = None
    currency: Words | None = None
    decimal_mark: Literal[".", ","] | None = None
    reveal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One person's way on a math ladder.

    Attributes
    ----------
    state : State
        Where they stand.
    attempt : int
        The number of the screen before them.
    said : tuple of float or None
        What they said before each set that is over; ``saying`` before the present one.
    ended_at : tuple of int
        For each task that is over, the attempt in which it was.
    """

    context: Context
    own: Standing
    ladder: Ladder
    params: LadderParams
    state: State
    attempt: int
    said: tuple[float | None, ...]
    saying: float | None
    ended_at: tuple[int, ...]

    @property
    def stage(self) -> Stage:
        """What to show: when the activity ends, a task is finished and nothing new begun."""
        is_end = not self.own.is_open or self.attempt >= MOST_SCREENS
        if is_end or (self.own.is_closing and not self.state.has_task):
            return Stage.END
        return self.state.stage

    def rung(self, level: int) -> Rung:
        """Return a rung by its level."""
        return self.ladder.rungs[level - 1]

    def task(self, number: int, level: int) -> Made:
        """Return the task with this number, which is of the rung ``level``."""
        task = chosen(self.rung(level), self.own.chance(f"order {level}"), number)
        return self._made(f"task {number} {level}", task)

    def present_task(self) -> Made:
        """Return the task before them."""
        return self.task(self.state.task, self.state.task_rung)

    def task_of(self, mark: Mark) -> Made:
        """Return the task that something became of."""
        return self.task(mark.task, mark.rung)

    def example(self, level: int) -> Made:
        """Return a task to be shown worked out; another one than they will get."""
        task = chosen(self.rung(level), self.own.chance(f"order {level}"), 0)
        return self._made(f"example {level}", task)

    def _made(self, what: str, task: Task) -> Made:
        return made(
            task,
            self.own.chance(what),
            form=self.params.form or "",
            writing=writing_of(self.context),
        )

    def attempt_of(self, mark: Mark) -> int:
        """Return the attempt in which a task came to its end."""
        return self.ended_at[self.state.every.index(mark)]

    def has_clock(self) -> bool:
        """Whether they asked for the clock, which they may hide again."""
        return self.params.clock_s is not None and newest(self.own.given, CLOCK) == "on"


def ladder_of(context: Context) -> Ladder:
    """Return the ladder that an activity climbs."""
    wanted = params_of(context, LadderParams).ladder
    return find(context.curriculum.ladders, wanted, what="ladder")


def writing_of(context: Context) -> Writing:
    """Return how an activity writes numbers and money: its own way, the ladder's, the country's."""
    params, writing = params_of(context, LadderParams), written_in(_country_of(context))
    currency = params.currency or ladder_of(context).currency or writing.currency
    mark = params.decimal_mark or writing.mark
    # With another decimal mark, the mark of the thousands is another one as well.
    thousands = writing.thousands if mark == writing.mark else ""
    return replace(writing, currency=currency, mark=mark, thousands=thousands)


def _country_of(context: Context) -> Country | None:
    """Return the country of the plan that the activity is in."""
    for plan in context.curriculum.plans.values():
        if any(step.id == context.activity.id for step in needs.activities(plan)):
            return context.curriculum.countries.get(plan.country)
    return None


def ends(params: LadderParams, ladder: Ladder) -> tuple[int, int]:
    """Return the lowest and the highest level that an activity holds."""
    highest = min(len(ladder.rungs), params.rungs_to or len(ladder.rungs))
    return min(params.rungs_from or 1, highest), highest


def journey(context: Context, own: Standing) -> Journey:
    """Return one person's way so far; the same for the same answers."""
    ladder, params = ladder_of(context), params_of(context, LadderParams)
    lowest, highest = ends(params, ladder)
    start = newest(own.given, START)
    state = rules.begin(
        lowest=lowest,
        highest=highest,
        # Written down at the first press, so that nothing given later moves it.
        start=int(start) if isinstance(start, float) else start_level(context, own),
        sets=params.sets,
    )
    listed = results(own.given)
    state, said, saying, ended_at = _folded(state, listed, own)
    return Journey(
        context=context,
        own=own,
        ladder=ladder,
        params=params,
        state=state,
        attempt=listed[-1][0] + 1 if listed else 1,
        said=said,
        saying=saying,
        ended_at=ended_at,
    )


def _folded(
    state: State, listed: Iterable[tuple[int, Event]], own: Standing
) -> tuple[State, tuple[float | None, ...], float | None, tuple[int, ...]]:
    """Return where the presses lead, what was said before each set and now, when tasks ended."""
    said: list[float | None] = []
    saying: float | None = None
    ended_at: list[int] = []
    for attempt, event in listed:
        if state.stage is Stage.PREDICT and event.what is What.NEXT:
            number = own.value(PREDICT, attempt)
            saying = number if isinstance(number, float) else None
        before, state = state, rules.after(state, event)
        if len(state.every) > len(before.every):
            ended_at.append(attempt)
        if len(state.played) > len(before.played):
            said.append(saying)
    return state, tuple(said), saying, tuple(ended_at)


def results(given: Iterable[Given]) -> tuple[tuple[int, Event], ...]:
    """Return every press that is stored, with its attempt, in order."""
    codes = {one.attempt: str(one.value) for one in given if one.item_id == RESULT}
    known = {what.value for what in What}
    return tuple(
        (attempt, Event(what=What(name), is_last=bool(last)))
        for attempt, code in sorted(codes.items())
        for name, last, _ in [code.partition(LAST)]
        if name in known
    )


def code(event: Event) -> str:
    """Return how a press is stored."""
    return f"{event.what}{LAST if event.is_last else ''}"


def newest(given: Iterable[Given], item_id: str) -> float | str | None:
    """Return what was given last for an item, whichever screen it was on."""
    found = [one for one in given if one.item_id == item_id]
    return max(found, key=lambda one: one.attempt).value if found else None


# ------------------------------------------------------------ where to begin


def start_level(context: Context, own: Standing) -> int:
    """Return where somebody begins: within reach, by what they rated before.

    The items of ``start_scale`` are taken from the least difficult. As many as
    are rated 70 or more in a row, so many rungs are taken as within reach, and
    the last of them is the first to climb. Two rungs at least stay above it.
    """
    ladder, params = ladder_of(context), params_of(context, LadderParams)
    lowest, highest = ends(params, ladder)
    items = graded_items(context.curriculum, params.start_scale)
    rated = {
        one.item_id: one.value
        for known in own.earlier
        for one in known.given
        if isinstance(one.value, float)
    }
    sure = 0
    for item in items:
        if rated.get(item.id, 0.0) < SURE_ENOUGH:
            break
        sure += 1
    return max(lowest, min(lowest + sure - 1, highest - ROOM_ABOVE))


def graded_items(curriculum: Curriculum, scale_id: str | None) -> Sequence[Item]:
    """Return the items of a scale from 0 to 100 that have a difficulty, the least first."""
    items = [
        item
        for instrument in curriculum.instruments.values()
        for scale in instrument.scales
        if scale.id == scale_id and (scale.response.low, scale.response.high) == (0, 100)
        for item in scale.items
        if item.difficulty is not None
    ]
    return sorted(items, key=lambda item: item.difficulty or 0)


# ------------------------------------------------------- their own record


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """One set of an earlier session: its day, rung, and what was said and got."""

    day: str
    rung_id: str
    said: float | None
    got: int


def kept(context: Context, own: Standing) -> tuple[Kept, ...]:
    """Return the sets of earlier activities on the same ladder, oldest first."""
    return tuple(
        Kept(day=day, rung_id=one.rung(over.rung).id, said=said, got=over.got)
        for day, one in earlier_journeys(context, own)
        for over, said in zip(one.state.played, one.said, strict=True)
    )


def earlier_journeys(context: Context, own: Standing) -> tuple[tuple[str, Journey], ...]:
    """Return the ways on the same ladder in other activities of the plan, with their days."""
    found = []
    for known in own.earlier:
        other = earlier_context(context, known.activity_id)
        if other is not None:
            found.append((known.day, journey(other, Standing(given=known.given))))
    return tuple(found)


def earlier_context(context: Context, activity_id: str) -> Context | None:
    """Return the context of another activity, if it climbs the same ladder."""
    wanted = params_of(context, LadderParams).ladder
    for plan in context.curriculum.plans.values():
        for session in plan.sessions:
            for activity in session.activities:
                is_same = activity.kind == "ladder" and activity.params.get("ladder") == wanted
                if activity.id == activity_id and is_same:
                    params = LadderParams.model_validate(dict(activity.params))
                    return Context(
                        activity=activity,
                        params=params,
                        curriculum=context.curriculum,
                        mode=context.mode,
                    )
    return None


def best(sets: Iterable[Kept]) -> Kept | None:
    """Return the set that answers a doubt best: most right, and of these the newest."""
    fitting = [one for one in sets if one.got >= rules.ENOUGH_RIGHT]
    return max(fitting, key=lambda one: (one.got, one.day)) if fitting else None


def last_set(one: Journey) -> tuple[Played, float | None] | None:
    """Return the last set that is over, with what was said before it."""
    if not one.state.played:
        return None
    return one.state.played[-1], one.said[-1]
