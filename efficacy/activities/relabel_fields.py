"""What can be given in relabelling: the map, own words and first actions, ratings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from efficacy.activities import relabel_way as way
from efficacy.activities.fields import Choices, Field, Option, Rating, Text
from efficacy.activities.screens import box, private
from efficacy.content.cues import FAMILIES, CueCard, CueSet, Family, Question
from efficacy.language import Speech

PICKED, TELL, WORK = "picked", "tell", "work"
STRENGTH, MEANING = "strength", "meaning"
BEFORE, AFTER = "before", "after"
LOW, HIGH = 1, 7
_WORDS_MOST, _WORK_MOST = 200, 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the plan and its content say of one activity.

    ``cards`` are those that this activity shows, of ``cues.cards``; ``log``
    names the activities that somebody's log was kept in. ``brief`` is for those
    who know the facts from an earlier time.
    """

    cues: CueSet
    cards: tuple[CueCard, ...]
    up_to: int
    rate: bool
    task: str
    seconds: int | None = None
    log: tuple[str, ...] = ()
    brief: bool = False


def words_id(card: CueCard) -> str:
    """Return the item of somebody's own words for a card."""
    return f"words.{card.id}"


def action_id(card: CueCard) -> str:
    """Return the item of somebody's first action for a card."""
    return f"action.{card.id}"


def every_field(plan: Plan, say: Speech) -> tuple[Field, ...]:
    """Return all fields that can ever be stored, in the order of the way."""
    per_card = (
        field
        for card in plan.cards
        for field in (*card_fields(card, way.TO_RELABEL, say), _own_action(card, say))
    )
    fields: tuple[Field, ...] = (
        *map_fields(plan, say),
        *tell_fields(plan, say),
        picks(plan, plan.cards, say),
        *per_card,
        work(say),
        *ratings(plan, AFTER),
    )
    # A card's own action stands on both doors' screens, and is one field.
    return tuple({field.id: field for field in fields}.values())


def map_fields(plan: Plan, say: Speech) -> tuple[Field, ...]:
    """Return the map of signs: one list a family, with the signs of this activity's cards."""
    labels: dict[Family, str] = {
        "body": say("In my body"),
        "thought": say("In my thoughts"),
        "doing": say("In what I do"),
    }
    lists = (
        (family, tuple(card for card in plan.cards if card.family == family)) for family in FAMILIES
    )
    return tuple(
        Choices(id=family, label=labels[family], options=_signs(cards))
        for family, cards in lists
        if cards
    )


def tell_fields(plan: Plan, say: Speech) -> tuple[Field, ...]:
    """Return what somebody tells themselves, and the first two ratings."""
    tell = box(
        TELL,
        say("What do I tell myself when I notice this?"),
        most=_WORDS_MOST,
        help=private(say),
    )
    return (tell, *ratings(plan, BEFORE))


def card_fields(card: CueCard, door: str, say: Speech) -> tuple[Field, ...]:
    """Return the boxes of one card behind a door.

    Only a sign of the body is given another name; a thought is answered with
    something done, and a doing has its first action alone.
    """
    action = _own_action(card, say)
    if door != way.TO_RELABEL or card.family == "doing":
        return (action,)
    label = (
        say("My own words for this sign")
        if card.family == "body"
        else say("My answer: something I did that speaks against this thought")
    )
    return (box(words_id(card), label, most=_WORDS_MOST, help=private(say)), action)


def _own_action(card: CueCard, say: Speech) -> Text:
    label = say("My first action, up to 60 seconds")
    return box(action_id(card), label, most=_WORDS_MOST, help=private(say))


def work(say: Speech) -> Text:
    return box(WORK, say("Room for your work, if you want it"), most=_WORK_MOST, help=private(say))


def ratings(plan: Plan, when: str) -> tuple[Field, ...]:
    if not plan.rate:
        return ()
    return (
        _rating(rating_id(STRENGTH, when), plan.cues.strength),
        _rating(rating_id(MEANING, when), plan.cues.meaning),
    )


def rating_id(asked: str, when: str) -> str:
    """Return the item of a rating: what is asked, and whether before or after the new words."""
    return f"{asked}-{when}"


def _rating(item_id: str, asked: Question) -> Rating:
    anchors = {LOW: asked.low, HIGH: asked.high}
    return Rating(id=item_id, label=asked.text, low=LOW, high=HIGH, anchors=anchors)


def picks(plan: Plan, cards: Sequence[CueCard], say: Speech) -> Choices:
    label = say("Which signs do you want to work with? Up to {n}.").format(n=plan.up_to)
    return Choices(id=PICKED, label=label, options=_signs(cards))


def _signs(cards: Iterable[CueCard]) -> tuple[Option, ...]:
    return tuple(Option(id=card.id, label=card.sign) for card in cards)


# ------------------------------------------------------------- the codebook


def server_rows(say: Speech) -> tuple[dict[str, object], ...]:
    """Return the rows of what the server writes down: where somebody is."""
    texts = {
        way.NOTICED: say("The map (attempt 1) or the questions after it (attempt 2) are finished"),
        way.DOOR: say("The door that was chosen: relabel, action or log"),
        way.WORKED: say("A card is finished; its answers have the same attempt"),
        way.USED: say("The short task was tried"),
        way.OFFERED: say("The words of a card were offered to the room"),
    }
    return tuple({"item_id": item, "text": text} for item, text in texts.items())
