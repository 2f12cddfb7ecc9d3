"""What is known of nerves before a task, three equal ways, and whom this is not for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.activities.relabel_sheet import doors
from efficacy.content.cues import CueSet
from efficacy.language import Speech, later
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.handout import ForPerson
from efficacy.reports.handouts.variables import Variables
from efficacy.reports.signs import signs


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstAction(Variables):
    """A sign in what people do, with a first action."""

    sign: Annotated[str, "What somebody does."]
    action: Annotated[str, "What to do first, in up to 60 seconds."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArousalPage(Variables):
    """The variables of the page on nerves before a task."""

    facts: Annotated[tuple[str, ...], "What is known, each fact with its source."]
    doors: Annotated[tuple[str, ...], "The three ways, all equal."]
    caution: Annotated[str, "What this is not, and when to talk to somebody."]
    breathing: Annotated[str, "That slow breathing is allowed."]
    actions: Annotated[tuple[FirstAction, ...], "First actions, each beside its sign."]
    references: Annotated[tuple[str, ...], "The works that the facts are from, in full."]


def fill(room: Room, person: Person, say: Speech) -> ArousalPage | None:  # noqa: ARG001
    """Return what stands in the plan's first set of signs; the same for everybody."""
    shown = signs(room.content, room.plan)
    if not shown:
        return None
    cues = shown[0].cues
    return ArousalPage(
        facts=tuple(f"{fact.text} ({cues.cite(fact.source)})" for fact in cues.facts),
        doors=tuple(door.label for door in doors(say)),
        caution=cues.caution,
        breathing=cues.care.breathing,
        actions=tuple(
            FirstAction(sign=one.card.sign, action=one.card.action)
            for one in shown
            if one.card.family == "doing" and one.cues.id == cues.id
        ),
        references=_references(cues),
    )


def _references(cues: CueSet) -> tuple[str, ...]:
    cited = {fact.source for fact in cues.facts}
    return tuple(
        f"{work.text} https://doi.org/{work.doi}" if work.doi else work.text
        for work in cues.references
        if work.id in cited
    )


HANDOUT = ForPerson(
    id="arousal-page",
    title=later("Nerves as readiness"),
    about=later("What is known of nerves before a task, three ways, and whom this is not for."),
    variables=ArousalPage,
    fill=fill,
    is_private=False,
    pages=2,
    pages_large=None,
)
