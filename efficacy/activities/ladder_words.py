"""What a ladder says to somebody: cards made of the one table of sentences."""

from __future__ import annotations

from efficacy.activities.days import day_words
from efficacy.activities.feedback import said
from efficacy.activities.ladder_record import ANSWER, BEFORE, SLIP, Journey, best, kept, newest
from efficacy.activities.ladder_rules import SET, Mark, Move, Played, Stage, Told, What
from efficacy.activities.personal import Bar, Card, Look
from efficacy.content.ladders import Step
from efficacy.content.making import Made
from efficacy.language import Speech

# Below this a rating is answered with the person's own record (0-100, and of 3).
DOUBT_SURE, DOUBT_PREDICT = 50.0, 1.0
_LOOKS: dict[Told, Look] = {
    Told.EASY: "quiet",
    Told.HARD: "good",
    Told.AIDED: "quiet",
    Told.HALF: "quiet",
    Told.FIRST_MISS: "steps",
    Told.SECOND_MISS: "steps",
    Told.HALF_MISS: "steps",
    Told.TIME_OUT: "quiet",
}


def steps(made: Made, upto: int | None = None) -> tuple[str, ...]:
    """Return the first ``upto`` steps of a solution in words; None: all of them."""
    return tuple(f"{made.filled(step.name)}. {made.said(step)}" for step in made.task.steps[:upto])


# ---------------------------------------------------------------- what happened


def told(j: Journey, say: Speech, *, next_thing: str = "") -> tuple[Card, ...]:
    """Return what is said to the last task; nothing where nothing is to be said."""
    mark, event = j.state.last, j.state.told
    if mark is None or event is Told.NOTHING:
        return ()
    made = j.task_of(mark)
    line = _line(j, mark, made, say)
    points = steps(made) if event in (Told.SECOND_MISS, Told.HALF_MISS) else ()
    shown = (made.ask,) if points else ()
    lines = tuple(part for part in (*shown, line, next_thing) if part)
    return (Card(lines=lines, points=points, look=_LOOKS[event]),)


def _line(j: Journey, mark: Mark, made: Made, say: Speech) -> str:
    event = j.state.told
    if event is Told.FIRST_MISS:
        return _first_miss(j, mark, made, say)
    typed = j.own.value(ANSWER, j.attempt_of(mark)) or ""
    first, last = made.task.steps[0], made.task.steps[-1]
    step = last if event is Told.HALF_MISS else first
    return said(
        event.value,
        say,
        typed=f"“{typed}”",
        answer=made.answer_text,
        did=j.rung(mark.rung).did,
        text=made.said(step),
    )


def _first_miss(j: Journey, mark: Mark, made: Made, say: Speech) -> str:
    """Name the step that went wrong: the slip's, or the first one."""
    attempt = j.attempt_of(mark)
    typed = f"“{j.own.value(ANSWER, attempt) or ''}”"
    for slip in made.task.slips:
        if slip.id == j.own.value(SLIP, attempt):
            return said("first_miss_slip", say, typed=typed, slip=made.filled(slip.text))
    step = made.filled(made.task.steps[0].name)
    return said("first_miss", say, typed=typed, step=step)


def compared(j: Journey, say: Speech) -> Card:
    """Return what was said before the set beside what came, and what comes next."""
    over, predicted = j.state.played[-1], j.said[-1]
    if predicted is None:
        line = said("compare_unsaid", say, got=over.got)
    else:
        line = said("compare", say, said=f"{predicted:g}", got=over.got)
    lines = tuple(filter(None, (line, _leads_to(j, over, say))))
    return Card(title=say("This set"), lines=lines, look="record")


def _leads_to(j: Journey, over: Played, say: Speech) -> str:
    is_last = j.params.sets is not None and len(j.state.played) >= j.params.sets
    if j.stage is Stage.END:
        return ""
    if over.move is Move.DOWN:
        event = "down_end" if is_last else "down"
    elif is_last or (over.move is Move.UP and over.rung == j.state.highest):
        event = "over"
    else:
        event = "up" if over.move is Move.UP else "stay"
    return said(event, say, title=j.rung(j.state.rung).title)


# ------------------------------------------------------------- their own record


def record(j: Journey, say: Speech, *, level: int | None = None) -> tuple[Card, ...]:
    """Return what they did earlier on this ladder, as an answer to doubt; nothing without it.

    Parameters
    ----------
    level : int or None
        Only of this rung; None: of any.
    """
    wanted = None if level is None else j.rung(level).id
    found = best(one for one in kept(j.context, j.own) if wanted in (None, one.rung_id))
    if found is None:
        return ()
    day = day_words(found.day, say)
    if found.said is None:
        line = said("receipt_unsaid", say, day=day, got=found.got)
    else:
        line = said("receipt", say, day=day, said=f"{found.said:g}", got=found.got)
    if wanted is None:
        titles = [rung.title for rung in j.ladder.rungs if rung.id == found.rung_id]
        return (Card(lines=(line, *titles), look="record"),)
    return (Card(lines=(line,), look="record"),)


def doubts(j: Journey) -> bool:
    """Whether they rated the ladder as a whole below the middle."""
    sure = newest(j.own.given, BEFORE)
    return isinstance(sure, float) and sure < DOUBT_SURE


def doubts_set(j: Journey) -> bool:
    """Whether they said that they will get none or one of the present set."""
    return j.saying is not None and j.saying <= DOUBT_PREDICT


# -------------------------------------------------------------------- the tasks


def task_card(j: Journey, made: Made, say: Speech) -> Card:
    """Return the task before them, with the hint beside it where they took it."""
    title = (
        say("Task {number} of {total} · {title}")
        .replace("{number}", str(len(j.state.marks) + 1))
        .replace("{total}", str(SET))
        .replace("{title}", j.rung(j.state.rung).title)
    )
    return Card(title=title, lines=(made.ask,), look="task", is_spoken=True)


def half_card(made: Made, say: Speech) -> Card:
    """Return a task with all steps done but the last, which is theirs."""
    *_, last = made.task.steps
    open_step = f"{made.filled(last.name)} …"
    done = steps(made, len(made.task.steps) - 1)
    return Card(
        title=say("The last step is yours"),
        lines=(made.ask, said("half", say)) if done else (made.ask,),
        points=(*done, open_step),
        look="steps",
    )


def example_card(made: Made, say: Speech, *, line: str) -> Card:
    """Return a task with its solution worked out."""
    return Card(
        title=say("One worked out"), lines=(line, made.ask), points=steps(made), look="steps"
    )


def beside(j: Journey, made: Made, say: Speech) -> tuple[Card, ...]:
    """Return what stands beside a task: the hint, the clock, the last-task line."""
    cards = []
    if j.state.is_aided:
        cards.append(Card(title=say("Hint"), lines=(made.hint,), look="quiet"))
    if j.has_clock():
        line = said("clock", say, seconds=j.params.clock_s)
        cards.append(Card(lines=(line,), look="quiet"))
    if j.own.is_closing:
        cards.append(Card(lines=(said("last_task", say),), look="quiet"))
    return tuple(cards)


# ---------------------------------------------------------------------- the end


def ending(j: Journey, say: Speech) -> tuple[Card, ...]:
    """Return the last screen: what they got right, an honest “not yet”, their picture.

    A miss that came last is explained first, so that nobody goes without.
    """
    cards: tuple[Card, ...] = ()
    if j.state.last is not None and j.state.last.what in (What.WRONG, What.TIME_OUT):
        cards += told(j, say)
    if j.state.played and j.state.stage is Stage.RESULT:
        cards += (compared(j, say),)
    lines = (_right(j, say), _not_yet(j, say))
    cards += (Card(title=say("Where you are"), lines=tuple(filter(None, lines)), look="good"),)
    if j.state.every:
        cards += (Card(title=say("Your ladder"), bars=bars(j, say), look="plain"),)
    return cards


def _right(j: Journey, say: Speech) -> str:
    mark = j.state.right
    if mark is not None:
        made = j.task_of(mark)
        return said("right_step", say, task=made.ask, answer=f"{made.answer_text}.")
    step = _right_part(j)
    return said("right_part", say, step=step) if step else ""


def _right_part(j: Journey) -> str:
    """Return the last step before the slip of a missed task: that one they got right."""
    for mark in reversed(j.state.every):
        made, slip_id = j.task_of(mark), j.own.value(SLIP, j.attempt_of(mark))
        slip = next((one for one in made.task.slips if one.id == slip_id), None)
        ids = [step.id for step in made.task.steps]
        if slip is not None and ids.index(slip.step) > 0:
            step: Step = made.task.steps[ids.index(slip.step) - 1]
            return made.filled(step.name)
    return ""


def _not_yet(j: Journey, say: Speech) -> str:
    """Return the rung that comes next, with its first step; no rung left: say so."""
    if j.state.highest in j.state.cleared:
        return said("all_rungs", say)
    rung = j.rung(j.state.rung)
    step = j.example(rung.level)
    return said("not_yet", say, title=rung.title, step=f"“{step.filled(step.task.steps[0].name)}”")


def bars(j: Journey, say: Speech) -> tuple[Bar, ...]:
    """Return a line for each rung: the most they got right of three."""
    found = []
    for level in range(j.state.lowest, j.state.highest + 1):
        got = [one.got for one in j.state.played if one.rung == level]
        words = say("{got} of 3").replace("{got}", str(max(got))) if got else say("not yet")
        found.append(
            Bar(
                label=j.rung(level).title,
                value=float(max(got)) if got else None,
                high=float(SET),
                words=words,
            )
        )
    return tuple(found)
