"""What one person has before them at each screen of relabelling, and where it leads."""

from __future__ import annotations

from efficacy.activities import relabel_cards as cards
from efficacy.activities import relabel_fields as fields
from efficacy.activities import relabel_way as way
from efficacy.activities.blocks import DONE, TAKE_BACK, passing
from efficacy.activities.contract import Sheet
from efficacy.activities.fields import Action, Field
from efficacy.activities.personal import Card, Standing, View
from efficacy.activities.relabel_fields import Plan
from efficacy.activities.relabel_way import Place, Screen
from efficacy.content.cues import CueCard
from efficacy.language import Speech

NEXT, ANOTHER_WAY, OFFER = "next", "another-way", "offer"


def door_action(door: str) -> str:
    """Return the action that goes through a door."""
    return f"door-{door}"


def view(plan: Plan, own: Standing, at: Screen, say: Speech) -> View:
    """Return what somebody has before them at a screen."""
    read, given, actions = _parts(plan, own, at, say)
    back = (_take_back(say),) if way.offered(own, plan.cues.cards) else ()
    sheet = Sheet(fields=given, actions=(*actions, *back, passing(say)))
    return View(sheet=sheet, cards=read, attempt=at.attempt)


Parts = tuple[tuple[Card, ...], tuple[Field, ...], tuple[Action, ...]]


def _parts(plan: Plan, own: Standing, at: Screen, say: Speech) -> Parts:
    read: tuple[Card, ...]
    on = Action(id=NEXT, label=say("Next"), style="primary")
    done = Action(id=DONE, label=say("I am done"), style="primary")
    another = Action(id=ANOTHER_WAY, label=say("Choose another way"))
    if at.place is Place.MAP:
        return (cards.map_card(say),), fields.map_fields(plan, say), (on,)
    if at.place is Place.TELL:
        return (), fields.tell_fields(plan, say), (on,)
    if at.place is Place.FACTS:
        return cards.facts(plan, own, say), (), ()
    if at.place is Place.DOORS:
        options = way.known(own, plan.cards) or plan.cards
        return cards.door_cards(plan, say), (fields.picks(plan, options, say),), doors(say)
    if at.place is Place.CARD and at.card is not None:
        return _at_card(plan, own, at.card, say)
    if at.place is Place.READY:
        return (cards.ready(say), *cards.reminder(plan, own, say)), (), (another,)
    if at.place is Place.SITTING:
        return (cards.log_card(plan, own, say),), (), (done, another)
    if at.place is Place.USE:
        tried = Action(id=NEXT, label=say("I have tried it"), style="primary")
        read = (cards.task(plan, say), *cards.reminder(plan, own, say))
        return read, (fields.work(say),), (tried,)
    return cards.both_times(plan, own, say), fields.ratings(plan, fields.AFTER), (done,)


def _at_card(plan: Plan, own: Standing, card: CueCard, say: Speech) -> Parts:
    door = str(own.value(way.DOOR))
    given = fields.card_fields(card, door, say)
    read: tuple[Card, ...] = (cards.card(plan, own, card, door, say),)
    if door == way.TO_RELABEL and card.family == "thought":
        read += (cards.log_card(plan, own, say),)
    actions = [Action(id=NEXT, label=say("Next"), style="primary")]
    if fields.words_id(card) in {field.id for field in given}:
        has_offered = card in way.offered(own, plan.cues.cards)
        again, first = say("Offer these words instead"), say("Offer my words to the room")
        actions.append(Action(id=OFFER, label=again if has_offered else first))
        read += (cards.offer_card(say, has_offered=has_offered),)
    another = Action(id=ANOTHER_WAY, label=say("Choose another way"))
    return read, given, (*actions, another)


def doors(say: Speech) -> tuple[Action, ...]:
    """Return the three ways on, in an order that says nothing."""
    # Equal in look as well: none of them is the right one.
    labels = {
        way.TO_RELABEL: say("Find new words and a first action"),
        way.TO_ACT: say("Use a small first action only"),
        way.TO_LOG: say("Sit this out with my log"),
    }
    return tuple(
        Action(id=door_action(door), label=labels[door], style="primary") for door in way.DOORS
    )


def _take_back(say: Speech) -> Action:
    return Action(id=TAKE_BACK, label=say("Take back what I offered"))
