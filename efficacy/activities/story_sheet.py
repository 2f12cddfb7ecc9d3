"""What people give in the kind ``story``: its fields, its actions, its codebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from efficacy.activities.blocks import finishing
from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.fields import Action, Choice, Choices, Field, Option, Rating, Text
from efficacy.activities.story_match import NO, YES
from efficacy.activities.story_params import (
    CHOSEN,
    COUNT_IDENTITY,
    COUNT_LIFE,
    COUNT_MATH,
    COUNT_ROAD,
    DID,
    DRAWN,
    HARD,
    KEPT,
    LEFT,
    LIKE_HIGH,
    LIKE_LOW,
    LIKE_ME,
    LIKE_STEP,
    LINES,
    LONGER,
    NOT_SAID,
    ROAD,
    SCREEN,
    SHOWN,
    STAGE,
    START,
    SURE,
    TRY,
    WAITING,
    IdentityParam,
    StoryParams,
    library,
)
from efficacy.content.peer_models import PeerModel, Trait
from efficacy.language import Speech

LONGEST = 400
LINE = 80


def openings(models: Sequence[PeerModel]) -> tuple[Option, ...]:
    """Return opening lines as options."""
    return tuple(Option(id=model.id, label=model.opening) for model in models)


def lines_field(models: Sequence[PeerModel], say: Speech) -> Choices:
    """Return the opening lines, to pick two."""
    return Choices(
        id=LINES,
        label=say("Which two of these could have been you?"),
        help=say("Pick two. It does not have to fit in every way."),
        options=openings(models),
    )


def choice_field(models: Sequence[PeerModel], say: Speech) -> Choice:
    """Return the opening lines, to choose one story by."""
    return Choice(
        id=CHOSEN, label=say("Whose story do you want to read?"), options=openings(models)
    )


def switches(context: Context, say: Speech) -> tuple[Choice, ...]:
    """Return what may count, each with yes and no; identity only where the plan asks for it."""
    group = say("What should count when stories are looked for?")
    counts = say("It counts unless you say no.")
    asked = [
        (COUNT_MATH, say("How sure of math people were at the start"), counts),
        (COUNT_ROAD, say("The road they look for"), counts),
        (COUNT_LIFE, say("Where they are in life"), counts),
    ]
    if params_of(context, StoryParams).identity:
        off = say("It does not count unless you say yes. What you write then is deleted after use.")
        asked.append((COUNT_IDENTITY, say("How I describe myself"), off))
    options = (Option(id=YES, label=say("Yes")), Option(id=NO, label=say("No")))
    return tuple(
        Choice(id=id, label=label, help=help, group=group, options=options)
        for id, label, help in asked
    )


def about_fields(context: Context, say: Speech, *, with_identity: bool) -> tuple[Field, ...]:
    """Return what people may say of themselves; all of it can be left out."""
    models = library(context)
    fields: list[Field] = [
        Rating(
            id=START,
            label=say("How sure of math do you feel now?"),
            low=0,
            high=100,
            step=10,
            anchors={0: say("not at all sure"), 100: say("completely sure")},
            look="rating",
        ),
        _of_traits(ROAD, say("Which road are you looking for?"), _fields(models)),
        _of_traits(STAGE, say("Where are you in life?"), _stages(models)),
    ]
    if with_identity:
        asked = params_of(context, StoryParams).identity
        fields += [_identity_field(one, say) for one in asked]
    return tuple(fields)


def _of_traits(id: str, label: str, traits: Iterable[Trait]) -> Choice:
    """Return a choice among what the stories have, each once, in the first one's words."""
    words: dict[str, str] = {}
    for trait in traits:
        words.setdefault(trait.id, trait.words)
    return Choice(
        id=id, label=label, options=tuple(Option(id=one, label=text) for one, text in words.items())
    )


def _fields(models: Sequence[PeerModel]) -> Iterable[Trait]:
    return (model.attributes.field for model in models)


def _stages(models: Sequence[PeerModel]) -> Iterable[Trait]:
    return (model.attributes.stage for model in models)


def _identity_field(asked: IdentityParam, say: Speech) -> Field:
    group = say("How I describe myself")
    help = say("Leave it out if you like. It is used for the matching only, then deleted.")
    if not asked.options:
        return Text(id=asked.item_id, label=asked.label, help=help, group=group, max_length=LINE)
    options = tuple(Option(id=one.id, label=one.label) for one in asked.options)
    return Choice(
        id=asked.item_id,
        label=asked.label,
        help=help,
        group=group,
        options=(*options, Option(id=NOT_SAID, label=say("I prefer not to say"))),
    )


def like_me(say: Speech, *, is_drawn: bool = False) -> Rating:
    """Return how much a story's person is like the reader, 0 to 100.

    With ``is_drawn`` it says what comes after the ratings of stories that were looked for.
    """
    later = say("When each story is rated, you see why it was there.")
    return Rating(
        id=LIKE_ME,
        label=say("How much is this person like you?"),
        help=later if is_drawn else "",
        low=LIKE_LOW,
        high=LIKE_HIGH,
        step=LIKE_STEP,
        anchors={0: say("not at all"), 50: say("half and half"), 100: say("very much")},
        look="rating",
    )


def prompts(say: Speech) -> tuple[Text, ...]:
    """Return the three questions, answered in private."""
    alone = say(
        "This is for you. Nobody reads it now. "
        "If you would like to talk about it, tell your counselor."
    )
    asked = (
        (HARD, say("What was hard for one of them, as it is for you?")),
        (DID, say("What did they do?")),
        (TRY, say("What will you try?")),
    )
    return tuple(
        Text(id=id, label=label, help=alone, max_length=LONGEST, is_long=True)
        for id, label in asked
    )


def sure(context: Context, say: Speech) -> tuple[Rating, ...]:
    """Return the rating of how sure people are, where the plan asks for it."""
    label = params_of(context, StoryParams).sure_label
    if not label:
        return ()
    return (
        Rating(
            id=SURE,
            label=label,
            low=0,
            high=100,
            step=10,
            anchors={
                0: say("cannot do at all"),
                50: say("halfway sure"),
                100: say("completely sure"),
            },
            look="rating",
        ),
    )


def every_field(context: Context, say: Speech) -> tuple[Field, ...]:
    """Return everything that can be stored by a participant."""
    models = library(context)
    end = (*prompts(say), *sure(context, say))
    if params_of(context, StoryParams).simple:
        return (choice_field(models, say), like_me(say), *end[2:])
    return (
        lines_field(models, say),
        *switches(context, say),
        *about_fields(context, say, with_identity=True),
        choice_field(models, say),
        like_me(say),
        *end,
    )


# --------------------------------------------------------------------- actions

FIND, TELL, MATCH, BROWSE, OPEN = "find", "tell", "match", "browse", "open"
NEXT, LONG, SWAP_IT, VETO_IT, KEEP = "next", "longer-version", "swap", "veto", "keep"
_ONWARD = (FIND, MATCH, OPEN, NEXT)


def actions(wanted: Sequence[str], say: Speech) -> tuple[Action, ...]:
    """Return these actions in order, the first one as the obvious one, with done and pass."""
    labels = {
        FIND: say("Find stories for me"),
        TELL: say("Say a little about me first"),
        MATCH: say("Find stories for me"),
        BROWSE: say("Look through all stories"),
        OPEN: say("Read this story"),
        NEXT: say("Go on"),
        LONG: say("Longer version"),
        SWAP_IT: say("Another story, please"),
        VETO_IT: say("This one not again"),
        KEEP: say("Keep these reasons and go on"),
    }
    # Where nothing leads on, being done is the obvious thing.
    leads_on = bool(wanted) and wanted[0] in _ONWARD
    own = tuple(
        Action(id=id, label=labels[id], style="primary" if leads_on and not place else "quiet")
        for place, id in enumerate(wanted)
    )
    ends = finishing(say)
    return (*own, *(replace(one, style="quiet") for one in ends)) if leads_on else (*ends, *own)


# -------------------------------------------------------------------- codebook


def codebook(context: Context, say: Speech) -> tuple[dict[str, object], ...]:
    """Return a row for each item that can be stored, those of the server included."""
    rows = [_row(field, say) for field in every_field(context, say)]
    found = {
        SCREEN: say("Which screen a visit was of; the attempt numbers the visits"),
        SHOWN: say("The story that this visit showed"),
        DRAWN: say("How it came to be shown: matched, random, or chosen by the person"),
        LEFT: say("Why it was left unfinished: swap, or veto (never again)"),
        LONGER: say("1: the longer version was opened"),
        WAITING: say("The stories that were drawn, in the order of reading"),
        KEPT: say("Reasons that the person chose to keep"),
    }
    rows += [
        {"item_id": id, "text": text, "type": "found by the program", "missing": say("empty")}
        for id, text in found.items()
    ]
    return tuple(rows)


def _row(field: Field, say: Speech) -> dict[str, object]:
    row: dict[str, object] = {"item_id": field.id, "text": field.label}
    missing = say("empty: not answered, or the answer was cleared")
    match field:
        case Rating():
            span = say("{low} to {high} in steps of {step}").format(
                low=field.low, high=field.high, step=field.step
            )
            row |= {"type": "rating", "low": field.low, "high": field.high, "range": span}
        case Choice() | Choices():
            row |= {"type": "choice", "range": "; ".join(one.id for one in field.options)}
        case Text():
            row |= {
                "type": "text",
                "range": say("up to {most} characters").format(most=field.max_length),
            }
    if field.id.startswith("me."):
        missing = say("always empty once stories were matched: the answer is deleted then")
    return row | {"missing": missing}
