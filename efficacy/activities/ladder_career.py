"""A career ladder: rungs in real life, ticked with a line of evidence and a date.

Nothing is judged here. People may tick any rung, in any order, and what they
ticked in an earlier session stays ticked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from efficacy.activities.blocks import finishing, passing
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context, Given, Sheet
from efficacy.activities.days import day_words
from efficacy.activities.feedback import said
from efficacy.activities.fields import Action, Choice, Field, Option, Text
from efficacy.activities.ladder_record import (
    AFTER,
    BEFORE,
    CHOSEN,
    DAY,
    EVIDENCE,
    RESULT,
    TICKED,
    LadderParams,
    earlier_context,
    ends,
    ladder_of,
    newest,
)
from efficacy.activities.ladder_screens import (
    MORE,
    NEXT,
    STOP,
    Screen,
    extra,
    private,
    sure,
)
from efficacy.activities.ladder_words import DOUBT_SURE
from efficacy.activities.personal import Bar, Card, Outcome, Standing, View
from efficacy.content.ladders import Ladder, Rung
from efficacy.errors import InvalidValue
from efficacy.language import Speech

TICK = "tick"
LONGEST_LINE = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A rung that somebody did: their line about it, and the day (ISO text)."""

    rung_id: str
    line: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Where somebody stands on a career ladder: ``place`` is before, rungs or end."""

    ladder: Ladder
    rungs: tuple[Rung, ...]
    own: Standing
    place: str
    attempt: int
    ticks: tuple[Tick, ...]

    @property
    def left(self) -> tuple[Rung, ...]:
        """The rungs that have no line yet, from the lowest."""
        done = {tick.rung_id for tick in self.ticks}
        return tuple(rung for rung in self.rungs if rung.id not in done)


def walk(context: Context, own: Standing) -> Walk:
    """Return where somebody stands; the same for the same answers."""
    ladder = ladder_of(context)
    lowest, highest = ends(params_of(context, LadderParams), ladder)
    presses = {one.attempt: str(one.value) for one in own.given if one.item_id == RESULT}
    place = "before"
    for _, what in sorted(presses.items()):
        if what == STOP:
            place = "end"
        elif what in (NEXT, MORE, TICK):
            place = "rungs"
    ticks = [
        tick
        for known in own.earlier
        if earlier_context(context, known.activity_id) is not None
        for tick in _ticks(known.given)
    ]
    return Walk(
        ladder=ladder,
        rungs=ladder.rungs[lowest - 1 : highest],
        own=own,
        place=place if own.is_open else "end",
        attempt=max(presses, default=0) + 1,
        ticks=_first_of_each((*ticks, *_ticks(own.given))),
    )


def _ticks(given: Iterable[Given]) -> list[Tick]:
    known = Standing(given=tuple(given))
    found = []
    for one in sorted(known.given, key=lambda one: one.attempt):
        if one.item_id == TICKED:
            found.append(
                Tick(
                    rung_id=str(one.value),
                    line=str(known.value(EVIDENCE, one.attempt) or ""),
                    day=str(known.value(DAY, one.attempt) or ""),
                )
            )
    return found


def _first_of_each(ticks: Iterable[Tick]) -> tuple[Tick, ...]:
    first: dict[str, Tick] = {}
    for tick in ticks:
        first.setdefault(tick.rung_id, tick)
    return tuple(first.values())


# --------------------------------------------------------------------- fields


def choosing(rungs: Iterable[Rung], say: Speech) -> Choice:
    """Return the choice of the rung that was done."""
    return Choice(
        id=CHOSEN,
        label=say("Which rung did you do?"),
        options=tuple(Option(id=rung.id, label=rung.title) for rung in rungs),
    )


def evidence(say: Speech) -> Text:
    """Return the box for the line of evidence."""
    return Text(
        id=EVIDENCE,
        label=say("One line on what you did"),
        help=private(say),
        max_length=LONGEST_LINE,
        is_long=True,
    )


def fields(context: Context, say: Speech) -> tuple[Field, ...]:
    """Return everything that somebody can ever give on a career ladder."""
    ladder = ladder_of(context)
    return (
        sure(BEFORE, ladder, ladder.can, say),
        choosing(ladder.rungs, say),
        evidence(say),
        sure(AFTER, ladder, ladder.can, say),
        *((extra(ladder, say),) if ladder.extras else ()),
    )


# -------------------------------------------------------------------- screens


def view(w: Walk, say: Speech) -> View:
    """Return what one person has before them."""
    screens = {"before": _before, "rungs": _rungs, "end": _end}
    given, cards, actions = screens[w.place](w, say)
    return View(sheet=Sheet(fields=given, actions=actions), cards=cards, attempt=w.attempt)


def _before(w: Walk, say: Speech) -> Screen:
    card = Card(
        title=w.ladder.title,
        lines=(
            say("Each rung is one small step in real life. You may do them in any order."),
            say("A rung is ticked with one line on what you did. Nobody judges it."),
        ),
    )
    actions = (Action(id=NEXT, label=say("Start"), style="primary"), passing(say))
    return (sure(BEFORE, w.ladder, w.ladder.can, say),), (card,), actions


def _rungs(w: Walk, say: Speech) -> Screen:
    card = Card(
        title=w.ladder.title,
        points=tuple(f"{rung.title}. {rung.do or ''}" for rung in w.left),
        look="steps",
    )
    cards = (*_record(w, say), card) if w.left else _record(w, say)
    stop = Action(id=STOP, label=say("Go to the end"), style="quiet" if w.left else "primary")
    if not w.left:
        return (), cards, (stop, passing(say))
    tick = Action(id=TICK, label=say("Tick it with today’s date"), style="primary")
    return (choosing(w.left, say), evidence(say)), cards, (tick, stop, passing(say))


def _record(w: Walk, say: Speech) -> tuple[Card, ...]:
    """Return what they ticked, which is also the answer to doubt."""
    if not w.ticks:
        return ()
    titles = {rung.id: rung.title for rung in w.ladder.rungs}
    lines = tuple(
        said(
            "ticked",
            say,
            title=titles.get(tick.rung_id, tick.rung_id),
            day=day_words(tick.day, say),
            line=tick.line,
        )
        for tick in w.ticks
    )
    return (Card(title=say("Done"), points=lines, look="record"),)


def _end(w: Walk, say: Speech) -> Screen:
    cards = _doubt(w, say)
    done = {tick.rung_id: tick for tick in w.ticks}
    picture = tuple(
        Bar(
            label=rung.title,
            value=1.0 if rung.id in done else None,
            high=1.0,
            words=day_words(done[rung.id].day, say) if rung.id in done else say("not yet"),
        )
        for rung in w.rungs
    )
    following = (said("next_rung", say, title=w.left[0].title),) if w.left else ()
    cards += (Card(title=say("Your ladder"), lines=following, bars=picture),)
    if not w.own.is_open:
        return (), cards, finishing(say)
    more = (Action(id=MORE, label=say("Back to the rungs")),)
    given: tuple[Field, ...] = (sure(AFTER, w.ladder, w.ladder.can, say),)
    given += (extra(w.ladder, say),) if w.ladder.extras and not w.own.is_closing else ()
    return given, cards, (*more, *finishing(say))


def _doubt(w: Walk, say: Speech) -> tuple[Card, ...]:
    """Return their newest line beside a rating below the middle; nothing without both."""
    sure_now = newest(w.own.given, BEFORE)
    if not w.ticks or not isinstance(sure_now, float) or sure_now >= DOUBT_SURE:
        return ()
    tick = w.ticks[-1]
    line = said("receipt_line", say, day=day_words(tick.day, say), line=tick.line)
    return (Card(lines=(line,), look="record"),)


# -------------------------------------------------------------------- presses


def act(w: Walk, action_id: str, say: Speech) -> Outcome | None:
    """Return what a press brings; None for one that is no business of a ladder.

    Raises
    ------
    InvalidValue
        If a rung is ticked that was not chosen, or without a line.
    """
    shown = {action.id for action in view(w, say).sheet.actions}
    if action_id not in shown or action_id not in (NEXT, TICK, STOP, MORE):
        return None
    store = [Given(item_id=RESULT, value=action_id, attempt=w.attempt)]
    if action_id == TICK:
        chosen, line = w.own.value(CHOSEN, w.attempt), w.own.value(EVIDENCE, w.attempt)
        if chosen not in {rung.id for rung in w.left}:
            raise InvalidValue("Choose the rung first that you want to tick.")
        if not isinstance(line, str) or not line.strip():
            raise InvalidValue("Write one line on what you did. A few words are enough.")
        store.append(Given(item_id=TICKED, value=chosen, attempt=w.attempt))
        store.append(Given(item_id=DAY, value=w.own.day, attempt=w.attempt))
    return Outcome(store=tuple(store))
