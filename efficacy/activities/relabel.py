"""The kind ``relabel``: read nerves as getting ready, answer thoughts, begin small.

Four parts: notice, facts, own words, try out. Everybody chooses one of three
equal doors, and can leave it again. What people write stays with them; words
reach the room only if their writer offers them and the facilitator agrees.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator

from efficacy.activities import relabel_fields as fields
from efficacy.activities import relabel_paper
from efficacy.activities import relabel_presses as presses
from efficacy.activities import relabel_room as room
from efficacy.activities import relabel_sheet as sheets
from efficacy.activities import relabel_way as way
from efficacy.activities.blocks import TAKE_BACK, find, finishing, lacking, own, require_once
from efficacy.activities.codebook import row
from efficacy.activities.contract import (
    HALF,
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Phase,
    Sheet,
    Summary,
    clock_share,
)
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Outcome, Standing, Turn, View
from efficacy.activities.relabel_fields import Plan
from efficacy.activities.relabel_played import played
from efficacy.activities.relabel_way import Screen
from efficacy.content.cues import CueSet
from efficacy.content.models import Curriculum, Id, Source, Words
from efficacy.content.timing import TASK_S, Load
from efficacy.errors import Problem
from efficacy.language import Speech


class TaskParam(Params):
    """A short task with little at stake.

    ``seconds`` (10 to 600) offers a clock to those who want one.
    """

    words: Words
    seconds: Annotated[int, Declared(ge=10, le=600)] | None = None


class RelabelParams(Params):
    """Which cue set, which of its cards, and what the words are tried out on.

    Attributes
    ----------
    cards : tuple of str or None
        Ids of cards; None takes all of the set.
    up_to : int, 1 to 3
        How many signs one person works with.
    rate : bool
        Whether strength and meaning are rated before and after, from 1 to 7.
    log : tuple of str
        Activities of the kind ``log`` whose entries answer a thought.
    brief : bool
        For people who have done it in full before: no facts, one sign, two parts.
    """

    cue_set: Id
    cards: Annotated[tuple[Id, ...], Declared(min_length=1)] | None = None
    up_to: Annotated[int, Declared(ge=1, le=3)] = 3
    task: TaskParam | None = None
    rate: bool = True
    log: tuple[Id, ...] = ()
    brief: bool = False

    @property
    def rates(self) -> bool:
        """Return whether people rate before and after; a brief round has no screen for it."""
        return self.rate and not self.brief

    @property
    def signs(self) -> int:
        """Return how many signs one person works with at most."""
        return 1 if self.brief else self.up_to

    @field_validator("cards")
    @classmethod
    def _once(cls, cards: tuple[str, ...] | None) -> tuple[str, ...] | None:
        require_once(cards or (), "card")
        return cards


class Relabel(Kind):
    """Lead everybody through their own signs of nerves, at their own pace."""

    name = "relabel"
    title = "Signs of nerves"
    params_model = RelabelParams
    is_personal = True
    offers_talk = True
    is_persuasive = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, RelabelParams):
            return ()
        problems = lacking(
            "params → cue_set", [params.cue_set], known=curriculum.cues, what="a cue set"
        )
        cues = curriculum.cues.get(params.cue_set)
        if cues is not None:
            cards = [card.id for card in cues.cards]
            problems += lacking(
                "params → cards", params.cards or (), known=cards, what="a card of the cue set"
            )
        steps = {
            activity.id
            for plan in curriculum.plans.values()
            for session in plan.sessions
            for activity in session.activities
            if activity.kind == "log"
        }
        return problems + lacking("params → log", params.log, known=steps, what="a log of the plan")

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, RelabelParams):
            return Load()
        cues = curriculum.cues[params.cue_set]
        cards = [card for card in cues.cards if params.cards is None or card.id in params.cards]
        # People read the signs of all cards, and the whole of those they work with:
        # of the longest, so that the estimate is enough for everybody.
        whole = (
            f"{card.old_label} {card.new_label} {card.about or ''} {card.action}" for card in cards
        )
        long = sorted(whole, key=lambda words: -len(words.split()))[: params.signs]
        facts = () if params.brief else tuple(fact.text for fact in cues.facts)
        read = (*facts, cues.caution, *long)
        signs = tuple(card.sign for card in cards)
        return Load(
            read=(*read, *signs),
            ratings=4 if params.rates else 0,
            # What I tell myself, each card, and the short task in units of a task.
            tasks=(not params.brief) + params.signs + -(-_task_s(params) // TASK_S),
        )

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return arousal, which half of it is about, and its own short task as mastery.

        The other half is finding one's way, ratings, and that task.
        """
        if not isinstance(params, RelabelParams):
            return {}
        share = clock_share(_task_s(params), minutes) if params.task else 0.0
        return {Source.AROUSAL: min(HALF, 1 - share), Source.MASTERY: share}

    def phases(self, context: Context) -> tuple[Phase, ...]:
        # No clock for the room: it is opt-in, and each person's own.
        parts = self.cues(context).parts
        titles = (parts.notice, parts.facts, parts.relabel, parts.use)
        phases = tuple(
            Phase(id=id, title=title) for id, title in zip(way.PHASES, titles, strict=True)
        )
        return phases[_first(context) :]

    def cues(self, context: Context) -> CueSet:
        """Return the cue set of the activity."""
        wanted = own(context, RelabelParams).cue_set
        return find(context.curriculum.cues, wanted, what="cue set")

    def plan(self, context: Context) -> Plan:
        """Return what the plan and its content say of this activity."""
        params, cues = own(context, RelabelParams), self.cues(context)
        return Plan(
            cues=cues,
            cards=tuple(
                card for card in cues.cards if params.cards is None or card.id in params.cards
            ),
            up_to=params.signs,
            rate=params.rates,
            task=params.task.words if params.task else cues.try_out,
            seconds=params.task.seconds if params.task else None,
            log=params.log,
            brief=params.brief,
        )

    def reveals(self, context: Context) -> bool:
        return not own(context, RelabelParams).brief

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=fields.every_field(self.plan(context), say), actions=finishing(say))

    def where(self, context: Context, own: Standing) -> Screen:
        """Return the screen that somebody is at."""
        plan = self.plan(context)
        at = _among_all_parts(context, own)
        return way.screen(at, plan.cues.cards, up_to=plan.up_to, tells=not plan.brief)

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        at = _among_all_parts(context, own)
        return sheets.view(self.plan(context), at, self.where(context, own), say)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        at = self.where(context, own)
        if action_id == sheets.NEXT:
            return presses.onward(at)
        if action_id == sheets.ANOTHER_WAY:
            return Outcome(forget=(way.DOOR, way.WORKED, way.USED))
        if action_id == sheets.OFFER:
            return presses.offered(own, at)
        if action_id == TAKE_BACK:
            return presses.taken_back(self.plan(context), own)
        for door in way.DOORS:
            if action_id == sheets.door_action(door):
                return presses.through(self.plan(context), own, door)
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return in words how many know each family, and the three commonest signs.

        Whoever chose no sign is in no share. A sign is named only if at least
        two people chose it; of fewer than five people nothing is said.
        """
        chosen = {person: room.chosen_by(listed) for person, listed in answers.items()}
        chosen = {person: found for person, found in chosen.items() if found}
        figures = room.figures(self.plan(context), chosen, say)
        return Summary(n=len(chosen), title=context.activity.title, figures=figures)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        every = self.sheet(context, say).fields
        return (*(row(field, say) for field in every), *fields.server_rows(say))

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        return relabel_paper.parts(self.plan(context), say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        shown = self.view(context, own, say)
        return played(shown, own, self.where(context, own), persona=persona, rng=rng)


def _first(context: Context) -> int:
    """Return the part that it begins with: those who know the facts go through the rest at once."""
    return way.RELABEL if own(context, RelabelParams).brief else way.NOTICE


def _among_all_parts(context: Context, standing: Standing) -> Standing:
    """Return where somebody stands, with the room's part counted among all four."""
    return replace(standing, phase_index=standing.phase_index + _first(context))


def _task_s(params: RelabelParams) -> int:
    """Return the seconds of the short task; its clock is offered and not everybody's."""
    return params.task.seconds if params.task and params.task.seconds else TASK_S
