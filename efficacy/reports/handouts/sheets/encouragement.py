"""What others told somebody about what they did, and room to collect more by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from efficacy.activities.encourage import Encourage
from efficacy.activities.encourage_form import SAID
from efficacy.language import Speech, later
from efficacy.reports.given import visits
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.meanings import meaning
from efficacy.reports.handouts.variables import Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Encouragement(Variables):
    """The variables of the sheet with what others told the person."""

    call_name: Annotated[str, "What the room calls the person."]
    about: Annotated[str, "What such a sentence is."]
    received: Annotated[tuple[str, ...], "Words of people of the group, as they were handed over."]
    witnesses: Annotated[tuple[str, ...], "What people outside the group said, as it was noted."]


def fill(room: Room, person: Person, say: Speech) -> Encouragement:  # noqa: ARG001
    """Return the words a person was given, each once; without any, boxes to collect them."""
    return Encouragement(
        call_name=person.call_name,
        about=meaning(room.content, "witness-sentence"),
        received=tuple(dict.fromkeys(person.received)),
        witnesses=tuple(_witnesses(room, person)),
    )


def _witnesses(room: Room, person: Person) -> Iterator[str]:
    for _, known in visits(room.plan, person.given, (Encourage.name,)):
        for one in known.given:
            if one.item_id == SAID and isinstance(one.value, str) and one.value.strip():
                yield one.value.strip()


HANDOUT = ForPerson(
    id="encouragement",
    title=later("What others told me"),
    about=later("Words that others gave, and room to collect more."),
    variables=Encouragement,
    fill=fill,
    pages=1,
    pages_large=2,
)
