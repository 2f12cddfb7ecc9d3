"""What a press brings in relabelling: what is written down, offered, or taken back."""

from __future__ import annotations

from efficacy.activities import relabel_way as way
from efficacy.activities.contract import Given
from efficacy.activities.personal import Outcome, Standing
from efficacy.activities.personal import Words as ForOthers
from efficacy.activities.relabel_fields import Plan, words_id
from efficacy.activities.relabel_way import Place, Screen
from efficacy.errors import InvalidValue


def onward(at: Screen) -> Outcome:
    """Return that somebody is through with their screen; nothing where it leads nowhere."""
    if at.place in (Place.MAP, Place.TELL):
        return Outcome(store=(Given(item_id=way.NOTICED, value=1.0, attempt=at.attempt),))
    if at.place is Place.CARD:
        return Outcome(store=(Given(item_id=way.WORKED, value=1.0, attempt=at.attempt),))
    if at.place is Place.USE:
        return Outcome(store=(Given(item_id=way.USED, value=1.0),))
    return Outcome()


def through(plan: Plan, own: Standing, door: str) -> Outcome:
    """Return what going through a door brings; the log needs no sign.

    Raises
    ------
    InvalidValue
        If no sign is marked or known, or too many.
    """
    wanted = way.marked(own, plan.cues.cards) or way.known(own, plan.cues.cards)
    if door != way.TO_LOG and not wanted:
        raise InvalidValue("Choose a sign first, or sit this out with your log.")
    if door != way.TO_LOG and len(wanted) > plan.up_to == 1:
        raise InvalidValue(
            "Choose one sign to work with. You have chosen {found}.", found=len(wanted)
        )
    if door != way.TO_LOG and len(wanted) > plan.up_to:
        raise InvalidValue(
            "Choose up to {most} signs to work with. You have chosen {found}.",
            most=plan.up_to,
            found=len(wanted),
        )
    return Outcome(store=(Given(item_id=way.DOOR, value=door),))


def offered(own: Standing, at: Screen) -> Outcome:
    """Return somebody's words for a card as offered to the room.

    Raises
    ------
    InvalidValue
        If nothing is written there.
    """
    item = words_id(at.card) if at.card else ""
    text = own.value(item, at.attempt)
    if not isinstance(text, str) or not text.strip():
        raise InvalidValue("Write your own words first, then offer them.")
    return Outcome(
        store=(Given(item_id=way.OFFERED, value=1.0, attempt=at.attempt),),
        words=(ForOthers(item_id=item, text=text, to="room"),),
    )


def taken_back(plan: Plan, own: Standing) -> Outcome:
    """Return all that somebody had offered as taken back."""
    cards = way.offered(own, plan.cues.cards)
    return Outcome(
        forget=(way.OFFERED,),
        words=tuple(ForOthers(item_id=words_id(card), text=None) for card in cards),
    )
