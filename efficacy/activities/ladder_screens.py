"""The screens of a math ladder, and what a press on each of them brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from efficacy.activities import ladder_rules as rules
from efficacy.activities import ladder_words as words
from efficacy.activities.blocks import finishing, passing
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context, Given, Sheet
from efficacy.activities.feedback import said
from efficacy.activities.fields import Action, Choice, Field, Option, Rating, Text
from efficacy.activities.ladder_record import (
    AFTER,
    AGAIN,
    ANSWER,
    BEFORE,
    CLOCK,
    EXTRA,
    GOT,
    PREDICT,
    RESULT,
    SHOWN,
    SLIP,
    START,
    TRIED,
    WORKING,
    Journey,
    LadderParams,
    code,
    ladder_of,
)
from efficacy.activities.ladder_rules import SET, Event, Stage, What
from efficacy.activities.numbers_read import readings
from efficacy.activities.personal import Card, Outcome, View
from efficacy.content.ladders import Ladder
from efficacy.errors import InvalidValue
from efficacy.language import Speech

NEXT, CHECK, HINT, SKIP, TIME_OUT, STOP, MORE = (
    "next",
    "check",
    "hint",
    "skip",
    "time-out",
    "stop",
    "more",
)
LONGEST_ANSWER, LONGEST_EXTRA = 40, 400  # characters
_EVENTS: Mapping[str, What] = {
    NEXT: What.NEXT,
    HINT: What.HINT,
    SKIP: What.SKIP,
    TIME_OUT: What.TIME_OUT,
    STOP: What.STOP,
    MORE: What.MORE,
}


# --------------------------------------------------------------------- fields


def sure(item_id: str, ladder: Ladder, can: str, say: Speech) -> Rating:
    """Return a rating of how sure somebody is, 0 to 100."""
    return Rating(
        id=item_id,
        label=can,
        group_stem=ladder.stem,
        group=say("How sure are you now?"),
        low=0,
        high=100,
        step=10,
        anchors={0: say("cannot do it at all"), 50: say("maybe"), 100: say("certain I can")},
        look="rating",
    )


def predicting(say: Speech) -> Rating:
    """Return the guess before a set."""
    return Rating(
        id=PREDICT,
        label=say("Of the next 3, how many will you get?"),
        help=say("Without a hint. A guess is fine, and you can leave it out."),
        low=0,
        high=SET,
    )


def answering(say: Speech, unit: str = "") -> Text:
    """Return the box for an answer."""
    help = say("In {unit}. Write it in any form.").replace("{unit}", unit) if unit else ""
    return Text(id=ANSWER, label=say("Your answer"), help=help, max_length=LONGEST_ANSWER)


def extra(ladder: Ladder, say: Speech) -> Text:
    """Return the box for people who are done before the others."""
    return Text(
        id=EXTRA,
        label=" ".join(ladder.extras),
        help=private(say),
        max_length=LONGEST_EXTRA,
        is_long=True,
    )


def private(say: Speech) -> str:
    """Return who reads it, and whom to turn to."""
    return say(
        "This is for you. Nobody reads it now. If you would like to talk about it, "
        "tell your counselor."
    )


def clock_choice(say: Speech) -> Choice:
    """Return the switch of the clock; off where nothing is chosen."""
    return Choice(
        id=CLOCK,
        label=say("Would you like a clock beside the tasks?"),
        help=say("You can hide it again after each set. It stops nothing."),
        options=(
            Option(id="off", label=say("No clock")),
            Option(id="on", label=say("With a clock")),
        ),
    )


def fields(context: Context, say: Speech) -> tuple[Field, ...]:
    """Return everything that somebody can ever give on a math ladder."""
    ladder = ladder_of(context)
    has_clock = params_of(context, LadderParams).clock_s is not None
    return (
        sure(BEFORE, ladder, ladder.can, say),
        *((clock_choice(say),) if has_clock else ()),
        predicting(say),
        answering(say),
        sure(AGAIN, ladder, ladder.can, say),
        sure(AFTER, ladder, ladder.can, say),
        *((extra(ladder, say),) if ladder.extras else ()),
    )


# -------------------------------------------------------------------- screens


def view(j: Journey, say: Speech) -> View:
    """Return what one person has before them."""
    given, cards, actions = _SCREENS[j.stage](j, say)
    return View(sheet=Sheet(fields=given, actions=actions), cards=cards, attempt=j.attempt)


Screen = tuple[tuple[Field, ...], tuple[Card, ...], tuple[Action, ...]]


def _before(j: Journey, say: Speech) -> Screen:
    card = Card(
        title=j.ladder.title,
        lines=(
            say("Each rung has three tasks of one kind. You start with one that is worked out."),
            say("You can skip a task, take a hint, or stop at any time. Nobody sees your answers."),
        ),
    )
    clock = (clock_choice(say),) if j.params.clock_s else ()
    return (sure(BEFORE, j.ladder, j.ladder.can, say), *clock), (card,), _on(say("Start"), say)


def _example(j: Journey, say: Speech) -> Screen:
    record = words.record(j, say) if words.doubts(j) else ()
    made = j.example(j.state.help_rung)
    card = words.example_card(made, say, line=said("example", say))
    return (), (*record, card), _on(say("Next"), say)


def _half(j: Journey, say: Speech) -> Screen:
    made = j.present_task()
    is_same = j.state.last is not None and j.state.last.task == j.state.task
    before = words.told(j, say, next_thing=said("next_half", say)) if is_same else ()
    cards = (*before, words.half_card(made, say), *words.beside(j, made, say))
    return (answering(say, made.unit),), cards, _at_task(j, say)


def _predict(j: Journey, say: Speech) -> Screen:
    cards: tuple[Card, ...] = ()
    last = j.state.last
    # What was last said to a set stood on the screen before; only a half-finished task is new.
    if last is not None and last.task == j.state.task and last not in _marks_of_sets(j):
        cards += words.told(j, say, next_thing=said("next_own", say))
    if j.state.rung not in j.state.seen:
        made = j.example(j.state.rung)
        cards += (words.example_card(made, say, line=said("example_first", say)),)
    title = j.rung(j.state.rung).title
    return (predicting(say),), (*cards, Card(title=title, look="quiet")), _on(say("Next"), say)


def _marks_of_sets(j: Journey) -> set[object]:
    return {mark for over in j.state.played for mark in over.marks}


def _task(j: Journey, say: Speech) -> Screen:
    made, marks = j.present_task(), j.state.marks
    next_thing = said("next_task", say, number=len(marks) + 1)
    before = words.told(j, say, next_thing=next_thing) if marks else ()
    has_doubt = marks[-1].is_miss if marks else words.doubts_set(j)
    record = words.record(j, say, level=j.state.rung) if has_doubt else ()
    cards = (*before, *record, words.task_card(j, made, say), *words.beside(j, made, say))
    return (answering(say, made.unit),), cards, _at_task(j, say)


def _result(j: Journey, say: Speech) -> Screen:
    over = j.state.played[-1]
    cards = (
        *words.told(j, say, next_thing=said("next_result", say)),
        words.compared(j, say),
    )
    record = words.record(j, say, level=over.rung) if over.has_miss else ()
    again = (sure(AGAIN, j.ladder, j.rung(over.rung).can, say),) if over.has_miss else ()
    clock = (clock_choice(say),) if j.params.clock_s else ()
    return (*again, *clock), (*cards, *record), _on(say("Next"), say)


def _end(j: Journey, say: Speech) -> Screen:
    given: tuple[Field, ...] = ()
    cards = words.ending(j, say)
    if not j.own.is_open:
        closed = Card(lines=(said("closed", say),), look="quiet")
        return (), (*cards, closed), finishing(say)
    if j.state.every:
        given += (sure(AFTER, j.ladder, j.ladder.can, say),)
    more: tuple[Action, ...] = ()
    if j.state.has_more and not j.own.is_closing:
        given += (extra(j.ladder, say),) if j.ladder.extras else ()
        more = (Action(id=MORE, label=say("Three more tasks")),)
    return given, cards, (*more, *finishing(say))


_SCREENS: Mapping[Stage, Callable[[Journey, Speech], Screen]] = {
    Stage.BEFORE: _before,
    Stage.EXAMPLE: _example,
    Stage.HALF: _half,
    Stage.PREDICT: _predict,
    Stage.TASK: _task,
    Stage.RESULT: _result,
    Stage.END: _end,
}


def _stop(say: Speech) -> Action:
    return Action(id=STOP, label=say("Stop here"))


def _on(label: str, say: Speech) -> tuple[Action, ...]:
    return (Action(id=NEXT, label=label, style="primary"), _stop(say), passing(say))


def _at_task(j: Journey, say: Speech) -> tuple[Action, ...]:
    hint = () if j.state.is_aided else (Action(id=HINT, label=say("Show a hint")),)
    out = (Action(id=TIME_OUT, label=say("The time is over")),) if j.has_clock() else ()
    check = Action(id=CHECK, label=say("Check"), style="primary")
    return (check, *hint, Action(id=SKIP, label=say("Skip")), *out, _stop(say), passing(say))


# -------------------------------------------------------------------- presses


def act(j: Journey, action_id: str, say: Speech) -> Outcome | None:
    """Return what a press brings; None for one that is no business of a ladder.

    Raises
    ------
    InvalidValue
        If an answer is checked that is not there, or not one number.
    """
    shown = {action.id for action in view(j, say).sheet.actions}
    if action_id not in shown or action_id not in (*_EVENTS, CHECK):
        return None
    store: list[Given] = []
    if action_id == CHECK:
        what, slip = _judged(j)
        store += [Given(item_id=SLIP, value=slip, attempt=j.attempt)] if slip else []
    else:
        what = _EVENTS[action_id]
    event = Event(what=what, is_last=j.own.is_closing)
    store.append(Given(item_id=RESULT, value=code(event), attempt=j.attempt))
    if not any(one.item_id == START for one in j.own.given):
        store.append(Given(item_id=START, value=float(j.state.start), attempt=j.attempt))
    if j.state.has_task:
        record = f"{j.rung(j.state.task_rung).id}/{j.present_task().record}"
        store.append(Given(item_id=SHOWN, value=record, attempt=j.attempt))
    store += _set_record(j, event)
    return Outcome(store=tuple(store))


def _set_record(j: Journey, event: Event) -> list[Given]:
    """Return what is written down where a set is over; nothing before."""
    after = rules.after(j.state, event)
    if len(after.played) == len(j.state.played):
        return []
    # For kinds that go on from there, such as the pairs or the goals of a later session.
    over = after.played[-1]
    found = {WORKING: after.rung, GOT: over.got, TRIED: over.tried}
    return [
        Given(item_id=item, value=float(value), attempt=j.attempt) for item, value in found.items()
    ]


def _judged(j: Journey) -> tuple[What, str]:
    """Return whether the answer on the screen is right, and the slip that it shows."""
    typed = j.own.value(ANSWER, j.attempt)
    if not isinstance(typed, str) or not typed.strip():
        raise InvalidValue("Type your answer first, or choose “Skip”.")
    found = readings(typed)
    if not found:
        raise InvalidValue(
            "“{found}” could not be read as one number. Type one, such as 12 or 1.5 or 3/4.",
            found=typed[:LONGEST_ANSWER],
        )
    made = j.present_task()
    if any(made.is_right(number) for number in found):
        return What.RIGHT, ""
    slip = made.slip(found)
    return What.WRONG, slip.id if slip else ""
