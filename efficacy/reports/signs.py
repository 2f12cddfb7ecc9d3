"""Signs of nerves in a plan, and what somebody chose of them and wrote to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from efficacy.activities import relabel_fields as fields
from efficacy.activities import relabel_way as way
from efficacy.activities.personal import Earlier, Standing
from efficacy.activities.registry import context_for
from efficacy.activities.relabel import Relabel
from efficacy.activities.relabel_fields import Plan as Relabelling
from efficacy.activities.relabel_way import Place
from efficacy.content.cues import FAMILIES, CueCard, CueSet, Family
from efficacy.content.models import Curriculum, Plan
from efficacy.language import Speech
from efficacy.reports.given import planned, standings

KIND = "relabel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign of nerves, and the set that it is from."""

    cues: CueSet
    card: CueCard

    @property
    def about(self) -> str:
        """What is known of it, with the source; "" where its card says nothing of the body."""
        card = self.card
        return f"{card.about} ({self.cues.cite(card.source)})" if card.about else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSign:
    """A sign that somebody worked with.

    Attributes
    ----------
    words : str
        Their own words or their answer, else those of the card; "" for who only chose an action.
    action : str
        Their own first action, else that of the card.
    """

    sign: Sign
    words: str
    action: str


def signs(content: Curriculum, plan: Plan) -> tuple[Sign, ...]:
    """Return the signs that a plan shows, each once, in the order of their sets."""
    shown = [Relabel().plan(context_for(content, one)) for one in planned(plan, KIND)]
    sets = {one.cues.id: one.cues for one in shown}
    wanted = {(one.cues.id, card.id) for one in shown for card in one.cards}
    return tuple(
        Sign(cues=cues, card=card)
        for cues in sets.values()
        for card in cues.cards
        if (cues.id, card.id) in wanted
    )


def by_family(listed: Sequence[Sign]) -> tuple[tuple[Family, tuple[Sign, ...]], ...]:
    """Return signs family by family; a family without any is left out."""
    found = ((f, tuple(one for one in listed if one.card.family == f)) for f in FAMILIES)
    return tuple((family, own) for family, own in found if own)


def facts_of(listed: Sequence[Sign]) -> tuple[str, ...]:
    """Return what is known of the body for some signs, each with its source and once."""
    return tuple(dict.fromkeys(one.about for one in listed if one.about))


def family_words(family: Family, say: Speech) -> str:
    """Return where a sign is noticed."""
    words: dict[Family, str] = {
        "body": say("In my body"),
        "thought": say("In my thoughts"),
        "doing": say("In what I do"),
    }
    return words[family]


def family_meaning(family: Family, say: Speech) -> str:
    """Return what the words of a family's cards are."""
    words: dict[Family, str] = {
        "body": say("What it can also mean"),
        "thought": say("An answer could be"),
        "doing": say("What I can do"),
    }
    return words[family]


def noticed(content: Curriculum, plan: Plan, given: Sequence[Earlier]) -> tuple[Sign, ...]:
    """Return the signs that somebody said they know of themselves, in the order of their sets."""
    known = {
        (one.cues.id, card.id)
        for one, own in _visits(content, plan, given)
        for card in (*way.known(own, one.cards), *way.marked(own, one.cards))
    }
    return tuple(one for one in signs(content, plan) if (one.cues.id, one.card.id) in known)


def told(content: Curriculum, plan: Plan, given: Sequence[Earlier]) -> str:
    """Return what somebody tells themselves, as they wrote it last; "" where they did not."""
    attempt = way.ATTEMPTS[Place.TELL]
    found = [own.value(fields.TELL, attempt) for _, own in _visits(content, plan, given)]
    return next((str(words) for words in reversed(found) if words), "")


def chosen(content: Curriculum, plan: Plan, given: Sequence[Earlier]) -> tuple[ChosenSign, ...]:
    """Return the signs that somebody worked with, each once, in the order of their sets.

    What was written later takes the place of what was written before. Who sat an
    activity out has chosen none in it.
    """
    found: dict[tuple[str, str], ChosenSign] = {}
    for one, own in _visits(content, plan, given):
        door = own.value(way.DOOR)
        if door in (way.TO_RELABEL, way.TO_ACT):
            for card in way.picked(own, one.cards, up_to=one.up_to):
                key = (one.cues.id, card.id)
                before = found.get(key) or ChosenSign(
                    sign=Sign(cues=one.cues, card=card), words="", action=""
                )
                found[key] = _written(before, own, has_words=door == way.TO_RELABEL)
    ordered = ((one.cues.id, one.card.id) for one in signs(content, plan))
    return tuple(_with_those_of_its_card(found[key]) for key in ordered if key in found)


def _written(before: ChosenSign, own: Standing, *, has_words: bool) -> ChosenSign:
    """Return a sign with what was written to it this time."""
    card = before.sign.card
    attempt = way.attempt_of(card, before.sign.cues.cards)
    words = own.value(fields.words_id(card), attempt) or before.words or card.new_label
    action = own.value(fields.action_id(card), attempt) or before.action
    return replace(before, words=str(words) if has_words else before.words, action=str(action))


def _with_those_of_its_card(one: ChosenSign) -> ChosenSign:
    return replace(one, action=one.action or one.sign.card.action)


def _visits(
    content: Curriculum, plan: Plan, given: Sequence[Earlier]
) -> Iterator[tuple[Relabelling, Standing]]:
    for context, own in standings(content, plan, given, KIND):
        yield Relabel().plan(context), own
