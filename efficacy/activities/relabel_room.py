"""What the room hears of its signs of nerves: words, from at least five people, and no count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from efficacy.activities import relabel_way as way
from efficacy.activities.contract import Figure, Given
from efficacy.activities.relabel_fields import Plan
from efficacy.activities.relabel_way import Place
from efficacy.content.cues import FAMILIES, Family
from efficacy.language import Speech

CUES_SHOWN = 3
# A sign that one person alone chose is nobody else's business.
FEWEST_SHOWN = 2


def chosen_by(listed: Sequence[Given]) -> frozenset[str]:
    """Return the cards whose signs one person chose."""
    return frozenset(
        one.option_id
        for one in listed
        if one.item_id in FAMILIES and one.attempt == way.ATTEMPTS[Place.MAP] and one.value
    )


def figures(plan: Plan, chosen: Mapping[str, frozenset[str]], say: Speech) -> tuple[Figure, ...]:
    """Return the commonest signs and all families in words; one withheld figure under five."""
    # Heavy libraries, needed at Close only: phones are served without them.
    from efficacy.measurement.privacy import SMALLEST_GROUP, room_words

    people = len(chosen)
    if people < SMALLEST_GROUP:
        return (Figure(id="cues", label=plan.cues.title, n=0, withheld=True),)
    counts = Counter(one for found in chosen.values() for one in found)
    cards = sorted(plan.cards, key=lambda card: -counts[card.id])
    common = [card for card in cards if counts[card.id] >= FEWEST_SHOWN][:CUES_SHOWN]
    signs = tuple(
        Figure(
            id=card.id,
            label=say("{share} know this: “{sign}”").replace("{sign}", card.sign),
            n=people,
            share=room_words(counts[card.id], people),
        )
        for card in common
    )
    families = tuple(
        Figure(
            id=family,
            label=_family_sentence(family, say),
            n=people,
            share=room_words(_people_of(plan, family, chosen), people),
        )
        for family in FAMILIES
        if any(card.family == family for card in plan.cards)
    )
    return (*signs, *families)


def _people_of(plan: Plan, family: Family, chosen: Mapping[str, frozenset[str]]) -> int:
    of_it = {card.id for card in plan.cards if card.family == family}
    return sum(bool(found & of_it) for found in chosen.values())


def _family_sentence(family: Family, say: Speech) -> str:
    return {
        "body": say("{share} notice nerves in the body."),
        "thought": say("{share} notice them in our thoughts."),
        "doing": say("{share} notice them in what we do."),
    }[family]
