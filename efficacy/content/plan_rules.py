"""Rules for plans: what they refer to, their waves, and their minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError

from efficacy.content import needs
from efficacy.content.countries import DEFAULT_COUNTRY
from efficacy.content.explain import explain, nearest
from efficacy.content.findings import Collector
from efficacy.content.material_rules import check_ids, check_not_empty
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession, Source
from efficacy.content.timing import Load, estimate
from efficacy.errors import Problem

# The script of a talk and the plan's minutes may differ by this much.
TALK_TOLERANCE = 0.15


class ActivityKind(Protocol):
    """What the checks ask of a kind of activity; ``efficacy.activities`` has them."""

    @property
    def params_model(self) -> type[BaseModel]:
        """Return the strict model of its parameters."""

    @property
    def measures(self) -> bool:
        """Return whether it measures."""

    @property
    def is_doing(self) -> bool:
        """Return whether people solve or act at their own rung."""

    @property
    def is_persuasive(self) -> bool:
        """Return whether it tells people that they can, or shows them somebody who could."""

    def params(self, activity: PlannedActivity) -> BaseModel:
        """Return the parameters, checked."""

    # What a kind takes is its own model; which one that is, content does not know.
    def references(self, params: Any, curriculum: Curriculum) -> Sequence[Problem]:
        """Return what the parameters refer to that is not there."""

    def load(self, params: Any, curriculum: Curriculum) -> Load:
        """Return what the activity asks of people beyond the shared parameters."""

    def feeds(self, params: Any, curriculum: Curriculum, *, minutes: int) -> Mapping[Source, float]:
        """Return the share of the minutes that feeds each source."""

    def coping_models(self, params: Any, curriculum: Curriculum) -> tuple[str, ...]:
        """Return the ids of people shown who struggled first."""


def kind_and_params(
    activity: PlannedActivity, curriculum: Curriculum, kinds: Mapping[str, ActivityKind]
) -> tuple[ActivityKind, BaseModel] | None:
    """Return the activity's kind and its parameters; None where one of them is wrong."""
    kind = kinds.get(activity.kind)
    if kind is None:
        return None
    try:
        params = kind.params(activity)
    except ValidationError:
        return None  # noted where parameters are checked
    return None if kind.references(params, curriculum) else (kind, params)


def load_of(
    activity: PlannedActivity, curriculum: Curriculum, kinds: Mapping[str, ActivityKind]
) -> Load | None:
    """Return what the activity's kind asks of people; None where it cannot be told."""
    found = kind_and_params(activity, curriculum, kinds)
    if found is None:
        return None
    kind, params = found
    return kind.load(params, curriculum)


def check_plan(
    plan: Plan, curriculum: Curriculum, *, kinds: Mapping[str, ActivityKind], found: Collector
) -> None:
    """Note what is wrong with a plan among the content it belongs to."""
    check_ids(
        (wave.id for wave in plan.waves), where=f"{plan.id} → waves", what="wave", found=found
    )
    trail = f"{plan.id} → sessions"
    check_not_empty(plan.sessions, where=trail, what="session", found=found)
    check_ids((session.id for session in plan.sessions), where=trail, what="session", found=found)
    steps = [activity.id for activity in needs.activities(plan)]
    check_ids(steps, where=f"{plan.id} → activities", what="activity", found=found)
    smallest, largest = plan.group_size
    if not 1 <= smallest <= largest:
        found.error(
            f"{plan.id} → group_size",
            expected="the smallest group, then the largest",
            found=f"{smallest}, {largest}",
        )
    _check_country(plan, curriculum, found=found)
    for session in plan.sessions:
        _check_session(session, plan, curriculum, kinds=kinds, found=found)
    _check_earlier(plan, found=found)
    _check_waves(plan, curriculum, found=found)


def _check_country(plan: Plan, curriculum: Curriculum, *, found: Collector) -> None:
    # How the default writes is known without its file.
    known = {DEFAULT_COUNTRY, *curriculum.countries}
    if plan.country not in known:
        found.error(
            f"{plan.id} → country",
            expected=f"a country of the folder ({', '.join(sorted(known))})",
            found=f"“{plan.country}”",
            hint=nearest(plan.country, known),
        )


def _check_session(
    session: PlannedSession,
    plan: Plan,
    curriculum: Curriculum,
    *,
    kinds: Mapping[str, ActivityKind],
    found: Collector,
) -> None:
    trail = f"{plan.id} → {session.id}"
    check_not_empty(session.activities, where=f"{trail} → activities", what="activity", found=found)
    for activity in session.activities:
        head = f"{trail} → {activity.id}"
        _check_kind(activity, plan, curriculum, trail=head, kinds=kinds, found=found)
        _check_estimate(activity, curriculum, kinds=kinds, trail=head, found=found)
    planned = sum(activity.minutes for activity in session.activities)
    if planned > session.minutes:
        found.error(
            f"{trail} → minutes",
            expected=f"at most {session.minutes} minutes of activities",
            found=f"{planned} minutes",
            hint="Shorten or drop an activity.",
        )


def _check_kind(
    activity: PlannedActivity,
    plan: Plan,
    curriculum: Curriculum,
    *,
    trail: str,
    kinds: Mapping[str, ActivityKind],
    found: Collector,
) -> None:
    declared = [wave.id for wave in plan.waves]
    if activity.wave is not None and activity.wave not in declared:
        found.error(
            f"{trail} → wave",
            expected=f"a wave of the plan ({', '.join(declared) or 'none'})",
            found=f"“{activity.wave}”",
            hint=nearest(activity.wave, declared),
        )
    kind = kinds.get(activity.kind)
    if kind is None:
        found.error(
            f"{trail} → kind",
            expected=f"one of {', '.join(sorted(kinds))}",
            found=f"“{activity.kind}”",
            hint=nearest(activity.kind, kinds),
        )
        return
    if activity.wave is not None and not kind.measures:
        found.error(
            f"{trail} → wave",
            expected=f"no wave: “{activity.kind}” measures nothing",
            found=f"“{activity.wave}”",
            hint="Remove the wave.",
        )
    try:
        params = kind.params(activity)
    except ValidationError as error:
        for problem in explain(
            error,
            file="",
            model=kind.params_model,
            data=activity.params,
            head=f"{trail} → params",
        ):
            _add(problem, trail="", found=found)
        return
    for problem in kind.references(params, curriculum):
        _add(problem, trail=trail, found=found)


def _add(problem: Problem, *, trail: str, found: Collector) -> None:
    where = f"{trail} → {problem.where}" if trail else problem.where
    found.add(replace(problem, file=found.file, where=where))


def _check_earlier(plan: Plan, *, found: Collector) -> None:
    """Note activities that build on one which does not come before them, or is of another kind."""
    before: dict[str, str] = {}
    for session in plan.sessions:
        for activity in session.activities:
            for key, named in needs.EARLIER.items():
                wanted = named or activity.kind
                known = [one for one, kind in before.items() if kind == wanted]
                for missing in sorted(set(needs.ids(activity, key)) - set(known)):
                    found.error(
                        f"{plan.id} → {session.id} → {activity.id} → params → {key}",
                        expected=f"the id of an earlier activity of the kind “{wanted}”",
                        found=f"“{missing}”",
                        hint=nearest(missing, known),
                    )
            before[activity.id] = activity.kind


def _check_waves(plan: Plan, curriculum: Curriculum, *, found: Collector) -> None:
    asked: dict[str, set[str]] = {}
    for activity in needs.activities(plan):
        for scale in needs.scales(activity, curriculum):
            asked.setdefault(scale.id, set()).add(activity.wave or "")
    used = {activity.wave for activity in needs.activities(plan)}
    for wave in plan.waves:
        if wave.id not in used:
            found.warn(
                f"{plan.id} → waves → {wave.id}",
                expected="an activity of this wave",
                found="none",
                hint="Remove the wave, or give it to an activity.",
            )
    trail = f"{plan.id} → primary_scale"
    if plan.primary_scale not in asked:
        found.error(
            trail,
            expected="a scale that the plan asks",
            found=f"“{plan.primary_scale}”",
            hint=nearest(plan.primary_scale, asked),
        )
    elif len(asked[plan.primary_scale] - {""}) < 2:
        found.warn(
            trail,
            expected="a scale that is asked at two waves or more",
            found=f"“{plan.primary_scale}” at {len(asked[plan.primary_scale] - {''})}",
            hint="With one measurement there is no change to show.",
        )


# ----------------------------------------------------------------- minutes


def _check_estimate(
    activity: PlannedActivity,
    curriculum: Curriculum,
    *,
    kinds: Mapping[str, ActivityKind],
    trail: str,
    found: Collector,
) -> None:
    needed = estimate(activity, curriculum, load=load_of(activity, curriculum, kinds))
    if needed.minutes > activity.minutes:
        found.error(
            f"{trail} → minutes",
            expected=f"{ceil(needed.minutes * 10) / 10:.1f} minutes or more",
            found=f"{activity.minutes}",
            hint="Words, ratings and clocks take that long: give it time or take something out.",
        )
    is_talk = bool(needs.talks(activity, curriculum))
    if is_talk and needed.minutes < activity.minutes * (1 - TALK_TOLERANCE):
        found.warn(
            f"{trail} → minutes",
            expected=f"about {needed.minutes:.1f} minutes",
            found=f"{activity.minutes}",
            hint="The script is shorter than its time.",
        )
