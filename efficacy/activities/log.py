"""The kind ``log``: what I did, and what it shows that I can; private, and kept from time to time.

Each entry has a screen of its own, so that one thing is thought of at a time.
What was written in earlier sessions stands there with its day.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities import earlier
from efficacy.activities.blocks import DONE, own, written
from efficacy.activities.contract import (
    HALF,
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Action, Field
from efficacy.activities.five_sources import SOURCES, source_choice, source_words
from efficacy.activities.paper import PaperPart, Table
from efficacy.activities.personal import Card, Earlier, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, box, filled, go, here, newest, private, rows, ways
from efficacy.activities.screens import written as typed
from efficacy.content.models import Curriculum, Id, Source, Words
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import Speech

DID, SHOWS, SOURCE = "did", "shows", "source"
ADD = "add"
MOST = 5
ROWS = 6  # on paper, so that the sheet can be used again
END = "end"
# How many earlier sessions stand above the boxes; the last screen has all of them.
NEAR = 2

# What simulated people write; invented, and never shown to a real room.
_ENTRIES = (
    ("I split a bill for five people", "work with parts of a whole"),
    ("I read a bus plan with two changes", "read a table"),
    ("I asked a question in front of the group", "go on when my hands are warm"),
    ("I checked a pay slip line by line", "find where a number comes from"),
)


class LogParams(Params):
    """What is asked for, and which earlier activities of this kind stand above it.

    ``most`` is how many entries one visit takes, 1 to 5.
    """

    prompt: Words
    follows: tuple[Id, ...] = ()
    most: Annotated[int, Declared(ge=1, le=MOST)] = MOST


class Log(Kind):
    """Collect evidence in one's own words; nobody else ever sees it."""

    name = "log"
    title = "Evidence log"
    params_model = LogParams
    is_personal = True
    is_persuasive = True

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        # One entry is asked for; more are for those who have the time.
        return Load(read=(params.prompt,), tasks=1) if isinstance(params, LogParams) else Load()

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return mastery for half: what was done is written down as evidence, and not done anew."""
        return {Source.MASTERY: HALF}

    def sheet(self, context: Context, say: Speech) -> Sheet:
        actions = (_adding(say), *ways(say, (END,), END))
        return Sheet(fields=_fields(say), actions=actions)

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        route = _route(context)
        attempt, screen = here(own, route)
        is_end = screen == END
        actions = tuple(
            _adding(say) if action.id == ON else action for action in ways(say, route, screen)
        )
        return View(
            sheet=Sheet(fields=() if is_end else _fields(say), actions=actions),
            cards=_cards(context, own, say),
            attempt=attempt,
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        route = _route(context)
        if action_id == ADD:
            _, screen = here(own, route)
            if not _sentence(_read(newest(own, route, screen), say), say):
                raise InvalidValue("Write what you did first. You can also be done, or pass.")
            return go(own, route, ON)
        if action_id == BACK:
            return go(own, route, BACK)
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return written(context, answers)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return rows(_fields(say), say)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return a log to keep: a row for each thing done."""
        table = Table(
            columns=(say("I did …"), say("… which shows I can …")), rows=("",) * ROWS, lines=3
        )
        keep = say("Keep this sheet. Add a line whenever you like, and bring it the next time.")
        prompt = own(context, LogParams).prompt
        return (PaperPart(lines=(prompt, private(say), keep), table=table),)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        attempt, screen = here(own, _route(context))
        if screen == END or rng.random() < persona.skips:
            return Turn(action_id=DONE)
        did, shows = rng.choice(_ENTRIES)
        values = {DID: did, SHOWS: shows, SOURCE: rng.choice(SOURCES)}
        given = tuple(
            Given(item_id=item, value=value, attempt=attempt)
            for item, value in values.items()
            if item == DID or rng.random() >= persona.skips
        )
        # Most people write one or two.
        return Turn(given=given, action_id=ADD if rng.random() < 1 / 3 else DONE)


def _route(context: Context) -> tuple[str, ...]:
    most = own(context, LogParams).most
    return (*(f"entry-{number}" for number in range(1, most + 1)), END)


def _fields(say: Speech) -> tuple[Field, ...]:
    return (
        box(DID, say("I did …"), most=160, help=private(say)),
        box(SHOWS, say("which shows I can …"), most=160),
        source_choice(SOURCE, say("What was it? You can leave this out."), say),
    )


def _adding(say: Speech) -> Action:
    return Action(id=ADD, label=say("Add this to my log"), style="primary")


# ------------------------------------------------------------------- what is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a log, its source in plain words; "" stands for what was left out."""

    did: str
    shows: str
    source: str


def found(known: Standing | Earlier, say: Speech, *, but: str = "") -> tuple[Entry, ...]:
    """Return the entries of a visit to the log, in order; without the one on screen ``but``."""
    # An earlier visit may have been allowed more entries than this one.
    route = (*(f"entry-{number}" for number in range(1, MOST + 1)), END)
    every = Standing(given=known.given)
    read = (_read(newest(every, route, screen), say) for screen in route if screen != but)
    return tuple(entry for entry in read if entry.did or entry.shows)


def entries(known: Standing | Earlier, say: Speech, *, but: str = "") -> tuple[str, ...]:
    """Return the entries of a visit to the log as sentences, as ``found`` does."""
    return tuple(_sentence(entry, say) for entry in found(known, say, but=but))


def _read(entry: Standing, say: Speech) -> Entry:
    return Entry(
        did=typed(entry, DID),
        shows=typed(entry, SHOWS),
        source=source_words(typed(entry, SOURCE), say),
    )


def _sentence(entry: Entry, say: Speech) -> str:
    pattern = {
        (True, True): say("I did: {did} – which shows I can: {shows}"),
        (True, False): say("I did: {did}"),
        (False, True): say("I can: {shows}"),
        (False, False): "",
    }[bool(entry.did), bool(entry.shows)]
    words = filled(pattern, did=entry.did, shows=entry.shows)
    if not entry.source or not words:
        return words
    return filled(say("{entry} ({source})"), entry=words, source=entry.source)


def _cards(context: Context, own_standing: Standing, say: Speech) -> tuple[Card, ...]:
    params = own(context, LogParams)
    _, screen = here(own_standing, _route(context))
    now = entries(own_standing, say, but=screen)
    before = [
        Card(title=earlier.dated(say("Your log"), known.day, say), points=points, look="record")
        for known in reversed(earlier.followed(own_standing, context, params.follows))
        if (points := entries(known, say))
    ]
    shown = before if screen == END else before[:NEAR]
    title = earlier.dated(say("Added today"), own_standing.day, say)
    added = (Card(title=title, points=now, look="record"),) if now else ()
    if screen == END:
        last = say("That is all for today. Your log stays here for the next time.")
        return (Card(lines=(last,)), *added, *shown)
    return (*shown, *added, Card(lines=(params.prompt,)))
