"""The kind ``wall``: a note for the room, without a name, once the facilitator has looked at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities import codebook
from efficacy.activities.blocks import LONG_TEXT, TAKE_BACK, finishing, own
from efficacy.activities.contract import (
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Action, Text
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.personal import Words as ForOthers
from efficacy.activities.simulated import simulated_text
from efficacy.content.models import Curriculum, Words
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import Speech

NOTE = "note"
OFFERED = "offered"  # stored by the server: the words as they were offered
OFFER = "offer"

# What simulated people offer; invented, and never shown to a real room.
PHRASES = (
    "I asked when I was lost.",
    "I read a chart at work and nobody noticed I was slow.",
    "I tried the third one again.",
    "I told my son that I am learning too.",
    "I checked a bill and it was wrong.",
)


class WallParams(Params):
    """What the wall is about, the box's label, and its length (characters, 20 to 280)."""

    prompt: Words
    label: Words
    max_length: Annotated[int, Declared(ge=20, le=280)] = 140


class Wall(Kind):
    """Gather notes for the room; each is shown only when the facilitator has passed it on."""

    name = "wall"
    title = "Wall of notes"
    params_model = WallParams
    is_personal = True
    is_persuasive = True  # what is said is not known, so it counts

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        return Load(read=(params.prompt,), tasks=1) if isinstance(params, WallParams) else Load()

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: what stands on the notes follows from words, not from the kind."""
        return {}

    def prompt(self, context: Context) -> str:
        """Return what the wall is about."""
        return own(context, WallParams).prompt

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=(_box(context, say),), actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        ways = _ways(is_offered=_offered(own) is not None, say=say)
        sheet = Sheet(fields=(_box(context, say),), actions=ways)
        return View(sheet=sheet, cards=_cards(own, say))

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id == OFFER:
            text = own.value(NOTE)
            if not isinstance(text, str) or not text.strip():
                raise InvalidValue("There is nothing in the box yet. Write a line, then offer it.")
            return Outcome(
                store=(Given(item_id=OFFERED, value=text),),
                words=(ForOthers(item_id=NOTE, text=text),),
                how="done",
            )
        if action_id == TAKE_BACK:
            return Outcome(forget=(OFFERED,), words=(ForOthers(item_id=NOTE, text=None),))
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return how many offered a note; the words come to the room another way."""
        n = sum(
            any(one.item_id == OFFERED and one.value is not None for one in listed)
            for listed in answers.values()
        )
        return Summary(n=n, title=context.activity.title)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        (row,) = codebook.rows((_box(context, say),), say)
        offered = {**row, "item_id": OFFERED, "missing": say("empty: not offered, or taken back")}
        return (row, offered)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the note to hand in or to keep; on paper nobody sees whose it is."""
        help = say(
            "To have it on the wall, hand it in without your name. Your counselor reads it first. "
            "To keep it for yourself, keep the sheet."
        )
        note = replace(_box(context, say), help=help)
        return (PaperPart(lines=(self.prompt(context),), fields=(note,)),)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        if own.how:
            return Turn()
        if _offered(own) is not None:
            return Turn(action_id="done")
        written = simulated_text(_box(context, say), PHRASES, persona=persona, rng=rng)
        return Turn(given=(written,), action_id=OFFER) if written else Turn(action_id="pass")


def _box(context: Context, say: Speech) -> Text:
    params = own(context, WallParams)
    return Text(
        id=NOTE,
        label=params.label,
        help=say(
            "If you offer it, your counselor reads it first and sees that it is yours. "
            "The room sees it without your name. If you do not, nobody reads it now."
        ),
        max_length=params.max_length,
        is_long=params.max_length > LONG_TEXT,
    )


def _offered(own: Standing) -> str | None:
    value = own.value(OFFERED)
    return value if isinstance(value, str) else None


def _ways(*, is_offered: bool, say: Speech) -> tuple[Action, ...]:
    if is_offered:
        again = Action(id=OFFER, label=say("Offer it as it is now"))
        return (again, Action(id=TAKE_BACK, label=say("Take it back")), *finishing(say))
    offer = Action(id=OFFER, label=say("Offer it to the room"), style="primary")
    return (offer, *(replace(way, style="quiet") for way in finishing(say)))


def _cards(own: Standing, say: Speech) -> tuple[Card, ...]:
    """Return what has become of the note, as far as it can be known here."""
    words = _offered(own)
    if words is None:
        return ()
    said = say("Offered. It is shown when your counselor has looked at it.")
    later = () if own.is_open else (say("You can still take it back."),)
    return (Card(title=say("Your note"), look="record", lines=(words, said, *later)),)
