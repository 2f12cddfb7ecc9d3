"""All content of this server to look through: what ships, and what is one's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from efficacy.content.cues import CueSet as CueSet
from efficacy.content.glossary import Glossary as Glossary
from efficacy.content.guide import Guide as Guide
from efficacy.content.ladders import Ladder as Ladder
from efficacy.content.ladders import Rung as Rung
from efficacy.content.making import made
from efficacy.content.models import Instrument as Instrument
from efficacy.content.models import Plan as Plan
from efficacy.content.models import PlannedActivity as PlannedActivity
from efficacy.content.models import PlannedSession as PlannedSession
from efficacy.content.models import Scale as Scale
from efficacy.content.models import Talk as Talk
from efficacy.content.peer_models import PeerModel as PeerModel
from efficacy.content.theory import SessionDose as SessionDose
from efficacy.content.theory import TheoryWarning as TheoryWarning
from efficacy.content.timing import talk_minutes
from efficacy.errors import InvalidValue
from efficacy.services.access import Facilitator, require_login
from efficacy.services.workshop import Workshop

Shown = Plan | Instrument | PeerModel | Ladder | CueSet | Talk | Glossary | Guide
SORTS = (
    "plan",
    "instrument",
    "peer-model",
    "ladder",
    "cue-set",
    "talk",
    "glossary",
    "guide",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One content in a list: what it is called, and whether it is one's own."""

    id: str
    title: str
    is_own: bool
    content: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A task of a rung as somebody might get it, with its working out."""

    ask: str
    steps: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLike:
    """A step of some plan, to put into another one."""

    plan_title: str
    step: PlannedActivity


def shelf(workshop: Workshop, who: Facilitator, sort: str) -> tuple[Entry, ...]:
    """Return all content of a sort by title; chapters of the guide in their order."""
    _require(workshop, who)
    own = {(one.content.kind, one.content.id) for one in workshop.library.own().entries}
    found = [
        Entry(id=one.id, title=_title(one), is_own=(one.kind, one.id) in own, content=one)
        for one in _of(workshop, sort).values()
    ]
    return tuple(sorted(found, key=lambda one: (getattr(one.content, "order", 0), one.title)))


def steps_like(workshop: Workshop, who: Facilitator) -> Mapping[str, tuple[StepLike, ...]]:
    """Return the steps of all plans that can be used, by kind."""
    _require(workshop, who)
    found: dict[str, list[StepLike]] = {}
    for plan in workshop.library.plans():
        for session in plan.sessions:
            for step in session.activities:
                found.setdefault(step.kind, []).append(StepLike(plan_title=plan.title, step=step))
    return {kind: tuple(steps) for kind, steps in found.items()}


def example(rung: Rung) -> Example | None:
    """Return one task of a rung, always with the same numbers; None for a rung without tasks."""
    if not rung.tasks:
        return None
    task = rung.tasks[0]
    try:
        one = made(task, Random(rung.id))
    except InvalidValue:
        return None  # noted where tasks are checked
    steps = tuple(one.said(step) for step in task.steps)
    return Example(ask=one.ask, steps=steps, answer=one.answer_text)


def talk_length(talk: Talk) -> float:
    """Return the minutes that a talk takes to say."""
    return talk_minutes(talk)


def _require(workshop: Workshop, who: Facilitator) -> None:
    with workshop.store.read() as tx:
        require_login(tx, who)


def _of(workshop: Workshop, sort: str) -> Mapping[str, Shown]:
    all_of = workshop.library.curriculum()
    by_sort: dict[str, Mapping[str, Shown]] = {
        "plan": all_of.plans,
        "instrument": all_of.instruments,
        "peer-model": all_of.peer_models,
        "ladder": all_of.ladders,
        "cue-set": all_of.cues,
        "talk": all_of.talks,
        "glossary": all_of.glossaries,
        "guide": all_of.guides,
    }
    return by_sort[sort]


def _title(content: Shown) -> str:
    return content.name if isinstance(content, PeerModel) else content.title
