"""What the kind ``encourage`` takes from the plan, what it asks for, and what people read."""

from __future__ import annotations

from typing import Literal

from pydantic import field_validator, model_validator

from efficacy.activities.blocks import TextParam, finishing, require_once, texts
from efficacy.activities.contract import Params
from efficacy.activities.encourage_words import advice
from efficacy.activities.fields import Action, Text
from efficacy.activities.personal import Card, Standing
from efficacy.content.models import Words as Line
from efficacy.language import Speech

DID, SHOWS, WORDS, SAID = "did", "shows", "words", "said"
GIVEN, HINT = "given", "hint"  # written down by the server alone
GIVE, TAKE_BACK = "give", "take-back"
# Both halves and the words between them fit a note of 400 characters.
DID_MOST, SHOWS_MOST, WORDS_MOST, SAID_MOST = 180, 180, 380, 1000


class EncourageParams(Params):
    """What is asked, and of whom.

    ``prompt`` says what to do. ``starters`` help into the first half of the
    sentence; ``free`` asks for one sentence in place of the two halves.
    ``questions`` are taken to the witness; ``fields`` are the boxes of a letter.
    """

    form: Literal["partner", "witness", "letter"] = "partner"
    prompt: Line
    starters: tuple[Line, ...] = ()
    free: bool = False
    questions: tuple[Line, ...] = ()
    fields: tuple[TextParam, ...] = ()

    @field_validator("fields")
    @classmethod
    def _ids_once(cls, boxes: tuple[TextParam, ...]) -> tuple[TextParam, ...]:
        ids = [box.id for box in boxes]
        require_once(ids)
        if {GIVEN, HINT} & set(ids):
            raise ValueError(f"other ids than “{GIVEN}” and “{HINT}”, which the program uses")
        return boxes

    @model_validator(mode="after")
    def _what_the_form_needs(self) -> EncourageParams:
        needed = {"witness": self.questions, "letter": self.fields}
        if self.form in needed and not needed[self.form]:
            raise ValueError(
                "questions for a witness" if self.form == "witness" else "fields for a letter"
            )
        return self


def boxes(params: EncourageParams, say: Speech) -> tuple[Text, ...]:
    """Return what is written: two halves or one sentence, a witness's words, or a letter."""
    if params.form == "letter":
        return texts(
            box if box.help else box.model_copy(update={"help": _private(say)})
            for box in params.fields
        )
    if params.form == "witness":
        said = Text(
            id=SAID,
            label=say("What they said"),
            help=_private(say),
            max_length=SAID_MOST,
            is_long=True,
        )
        return (said,)
    if params.free:
        words = Text(
            id=WORDS,
            label=say("Your sentence to your partner"),
            help=say("What you saw them do, and what it shows."),
            max_length=WORDS_MOST,
            is_long=True,
        )
        return (words,)
    did = Text(
        id=DID,
        label=say("You …"),
        help=say("One thing that you saw your partner do today."),
        max_length=DID_MOST,
        is_long=True,
    )
    shows = Text(
        id=SHOWS,
        label=say("… which shows you can …"),
        help=say("What somebody who did this is able to do."),
        max_length=SHOWS_MOST,
        is_long=True,
    )
    return (did, shows)


def _private(say: Speech) -> str:
    return say(
        "This is for you. Nobody reads it now. "
        "If you would like to talk about it, tell your counselor."
    )


def giving(own: Standing, say: Speech) -> tuple[Action, ...]:
    """Return what can be done with a sentence; without a partner one can be done with it too."""
    give = Action(id=GIVE, label=say("Give it"), style="primary")
    done, passing = finishing(say)
    if own.partners:
        return (give, passing)
    return (give, Action(id=done.id, label=done.label), passing)


# ---------------------------------------------------------------- the cards


def task(params: EncourageParams, say: Speech) -> tuple[Card, ...]:
    """Return what is to be done, with the witness's questions or ways to begin."""
    what = Card(lines=(params.prompt,), look="task")
    if params.form == "witness":
        return (what, Card(title=say("Ask them"), points=params.questions, look="steps"))
    if params.form == "partner" and params.starters:
        return (what, Card(title=say("Ways to begin"), points=params.starters, look="quiet"))
    return (what,)


def before(own: Standing, say: Speech) -> tuple[Card, ...]:
    """Return to whom one writes, and once what the check of the words says."""
    finding = own.value(HINT)
    hint = (
        (Card(title=say("Before you give it"), lines=advice(_finding(finding), say)),)
        if finding is not None
        else ()
    )
    if own.partners:
        to = say("Your sentence goes to {name}. Your counselor can read it too.").replace(
            "{name}", own.partners[0]
        )
    else:
        to = say(
            "You are in no group yet. Write all the same: what you write is kept, "
            "and you can give it as soon as you have a partner."
        )
    return (*hint, Card(lines=(to,), look="quiet"))


def _finding(value: object) -> Literal["empty", "person"]:
    return "person" if value == "person" else "empty"


def given_card(sentence: str, own: Standing, say: Speech) -> tuple[Card, ...]:
    """Return what somebody has given, until the room is shown its picture."""
    if own.is_revealed:
        return ()
    lines = (
        sentence,
        say("Your partner reads it when the picture is shown in front."),
        say("Your counselor reads it first, and may keep it back."),
    )
    return (Card(title=say("Given"), lines=lines, look="good"),)


def received(own: Standing, say: Speech) -> tuple[Card, ...]:
    """Return the words that others gave; nothing before the room is shown its picture."""
    if not own.is_revealed or not own.received:
        return ()
    return (Card(title=say("For you"), lines=own.received, look="good"),)
