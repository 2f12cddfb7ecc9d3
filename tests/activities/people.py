"""Peer models for tests: as many as needed, each known by its number."""

from __future__ import annotations

from datetime import date
from typing import Any

from efficacy.content.models import Provenance
from efficacy.content.peer_models import Attributes, Label, PeerModel, Trait

FIELDS = ("care", "building", "lab", "business")
STAGES = ("at-school", "in-training", "coming-back")
SITUATIONS = ("carer", "shifts", "new-language")
SELVES = ("woman", "man", "another")


def trait(id: str) -> Trait:
    """Return a trait with words that name it."""
    return Trait(id=id, words=f"is of the sort {id}")


def peer_model(number: int, **changes: Any) -> PeerModel:
    """Return one person; ``changes`` replace parts of their attributes."""
    attributes = {
        "start": 10 * (number % 8),
        "level": 10 * (number % 8) + 30,
        "field": trait(FIELDS[number % len(FIELDS)]),
        "stage": trait(STAGES[number % len(STAGES)]),
        "situation": (trait(SITUATIONS[number % len(SITUATIONS)]),),
        "is_coping": True,
        "identity": {"self": SELVES[number % len(SELVES)]},
        **changes,
    }
    return PeerModel(
        kind="peer-model",
        id=f"person-{number}",
        language="en",
        version="1",
        provenance=Provenance(
            author="The test house", written=date(2026, 11, 1), derived_from="none", licence="CC0"
        ),
        label=Label(kind="invented"),
        name=f"Person {number}",
        opening=f"Opening line {number}.",
        short=f"Short story {number}.\n\nIt goes on.",
        long=f"Long story {number}.\n\nIt goes on and on.",
        strategy=f"When stuck, I do {number}.",
        still_hard=f"Thing {number}.",
        road="reached",
        attributes=Attributes(**attributes),
    )


def library(number: int, **changes: Any) -> dict[str, PeerModel]:
    """Return that many people by their ids."""
    models = [peer_model(one, **changes) for one in range(1, number + 1)]
    return {model.id: model for model in models}
