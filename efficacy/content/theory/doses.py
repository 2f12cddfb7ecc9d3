"""Planned minutes: of each source, of doing, of ratings, and what is free, session by session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession, Source
from efficacy.content.plan_rules import ActivityKind, kind_and_params
from efficacy.content.timing import estimate

# From so many planned minutes on, a source counts as fed.
FED_FROM = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDose:
    """What one activity of a session is planned to give, all in minutes.

    ``starts`` is the minute of the session at which it begins; ``doing`` is mastery
    by work at one's own rung; ``coping_models`` are ids of people whose story is shown.
    """

    activity: PlannedActivity
    starts: int
    minutes: int
    estimated: float
    ratings: float
    sources: Mapping[Source, float]
    doing: float
    is_doing: bool
    is_persuasive: bool
    measures: bool
    coping_models: tuple[str, ...]

    @property
    def ends(self) -> int:
        """Return the minute of the session at which it ends."""
        return self.starts + self.minutes

    def fed(self, source: Source, minutes: float) -> float:
        """Return how many of so many minutes held fed a source: the same share as planned."""
        return minutes * self.sources[source] / self.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDose:
    """What one session is planned to give: minutes for each source, and what else fills it.

    ``minutes`` is how long the session lasts, ``planned`` what its activities are given,
    ``estimated`` what they take by the program's own estimate, ``slack`` what is left free.
    """

    session_id: str
    title: str
    minutes: int
    planned: int
    estimated: float
    sources: Mapping[Source, float]
    doing: float
    ratings: float
    slack: int
    steps: tuple[StepDose, ...]

    @property
    def fed(self) -> tuple[Source, ...]:
        """Return the sources that get a minute or more."""
        return tuple(one for one in Source if self.sources[one] >= FED_FROM)


def dose(
    plan: Plan, curriculum: Curriculum, kinds: Mapping[str, ActivityKind]
) -> tuple[SessionDose, ...]:
    """Return the planned minutes of each session; what cannot be told counts as nothing."""
    return tuple(_session(session, curriculum, kinds) for session in plan.sessions)


def _session(
    session: PlannedSession, curriculum: Curriculum, kinds: Mapping[str, ActivityKind]
) -> SessionDose:
    steps: list[StepDose] = []
    starts = 0
    for activity in session.activities:
        steps.append(_step(activity, curriculum, kinds, starts=starts))
        starts += activity.minutes
    return SessionDose(
        session_id=session.id,
        title=session.title,
        minutes=session.minutes,
        planned=starts,
        estimated=sum(step.estimated for step in steps),
        sources={one: sum(step.sources[one] for step in steps) for one in Source},
        doing=sum(step.doing for step in steps),
        ratings=sum(step.ratings for step in steps),
        slack=session.minutes - starts,
        steps=tuple(steps),
    )


def _step(
    activity: PlannedActivity,
    curriculum: Curriculum,
    kinds: Mapping[str, ActivityKind],
    *,
    starts: int,
) -> StepDose:
    known = kind_and_params(activity, curriculum, kinds)
    load, feeds = None, dict[Source, float]()
    models: tuple[str, ...] = ()
    if known is not None:
        kind, params = known
        load = kind.load(params, curriculum)
        feeds = dict(kind.feeds(params, curriculum, minutes=activity.minutes))
        models = kind.coping_models(params, curriculum)
    needed = estimate(activity, curriculum, load=load)
    sources = {one: feeds.get(one, 0.0) * activity.minutes for one in Source}
    is_doing = known is not None and known[0].is_doing
    return StepDose(
        activity=activity,
        starts=starts,
        minutes=activity.minutes,
        estimated=needed.minutes,
        ratings=needed.ratings_s / 60,
        sources=sources,
        doing=sources[Source.MASTERY] if is_doing else 0.0,
        is_doing=is_doing,
        is_persuasive=known is not None and known[0].is_persuasive,
        measures=known is not None and known[0].measures,
        coping_models=models,
    )
