"""What a cohort's results are made of, and the results themselves.

Pure: ``services.report`` reads the store and hands a ``Material`` over. Every
group figure passes through ``measurement.privacy``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from efficacy.activities.blocks import chosen_scales
from efficacy.content.marks import is_mark, mark_of
from efficacy.content.models import Curriculum, Plan, Scale
from efficacy.reports.frames import AnswerRow, ScaleSpec, wave_frame

PRE, POST = "pre", "post"


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One consistent reading of a cohort: what results and workbook are made of.

    ``answers`` holds consenting people only; ``mode`` decides what of it may
    leave the room.
    """

    cohort_id: str
    cohort_name: str
    code: str
    mode: str
    is_synthetic: bool
    created_ms: int
    retention_ms: int
    content_version: str
    plan: Plan
    content: Curriculum
    scales: tuple[ScaleSpec, ...]
    enrolled: int
    consented: int
    record_numbers: tuple[int, ...]
    joined_steps: dict[int, int | None]
    sessions_held: int
    answers: tuple[AnswerRow, ...]
    made_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleResult:
    """One scale before and after, as the results page and the workbook show it.

    All group figures have passed ``measurement.privacy``; ``withheld`` says
    why there are none. Means are on the scale's own range, n is people with
    both waves.
    """

    scale_id: str
    title: str
    construct: str
    direction: str
    low: float
    high: float
    n_pre: int
    n_post: int
    n: int
    items: int
    primary: bool
    withheld: str | None = None
    mean_pre: float | None = None
    mean_post: float | None = None
    sd_pre: float | None = None
    sd_post: float | None = None
    change: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    g_av: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """An item that people marked as not understood; its count has passed ``measurement.privacy``.

    ``marked`` of ``n`` people marked it in any of the surveys; ``n`` are those who
    answered or marked it.
    """

    scale: str
    text: str
    marked: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The results of one cohort: flow and scales, and the items that were not understood."""

    cohort_id: str
    cohort_name: str
    code: str
    mode: str
    plan_title: str
    is_synthetic: bool
    enrolled: int
    consented: int  # said yes to the survey
    pre: int
    post: int
    paired: int
    sessions_held: int
    threshold: int
    scales: tuple[ScaleResult, ...]
    unclear: tuple[Unclear, ...] = ()


def scale_specs(plan: Plan, content: Curriculum) -> tuple[ScaleSpec, ...]:
    """Return the scales that the plan measures at a wave, in the order of first use."""
    scales: dict[str, Scale] = {}
    for planned in plan.sessions:
        for activity in planned.activities:
            if activity.wave is None:
                continue
            asked = [content.instruments[id] for id in activity.params.get("instruments", ())]
            for _, scale in chosen_scales(asked, activity.params.get("scales")):
                scales.setdefault(scale.id, scale)
    return tuple(
        ScaleSpec(
            id=scale.id,
            title=scale.title,
            construct=scale.concept,
            direction=scale.direction,
            low=scale.response.low,
            high=scale.response.high,
            items=tuple(item.id for item in scale.items),
            reverse_keyed=frozenset(item.id for item in scale.items if item.reverse_keyed),
            minimum_share=scale.minimum_share,
            is_primary=scale.id == plan.primary_scale,
            stem=scale.stem,
            texts={item.id: item.text for item in scale.items},
        )
        for scale in scales.values()
    )


def results_of(found: Material) -> Results:
    """Return flow and scales from one reading of a cohort."""
    from efficacy.measurement.privacy import SMALLEST_GROUP

    given = {wave: _people_in(found, wave) for wave in (PRE, POST)}
    return Results(
        cohort_id=found.cohort_id,
        cohort_name=found.cohort_name,
        code=found.code,
        mode=found.mode,
        plan_title=found.plan.title,
        is_synthetic=found.is_synthetic,
        enrolled=found.enrolled,
        consented=found.consented,
        pre=len(given[PRE]),
        post=len(given[POST]),
        paired=len(given[PRE] & given[POST]),
        sessions_held=found.sessions_held,
        threshold=SMALLEST_GROUP,
        scales=tuple(_scale_result(found, scale) for scale in found.scales),
        unclear=_unclear(found),
    )


def _unclear(found: Material) -> tuple[Unclear, ...]:
    """Return the items with marks, most marked first.

    One figure an item for all waves together: the waves apart would tell by
    subtraction what few people did.
    """
    from efficacy.measurement.privacy import Suppressed, released

    people: dict[str, set[int]] = {}
    for row in found.answers:
        if row.number is not None:
            people.setdefault(row.item_id, set()).add(row.record_number)
    listed = []
    for scale in found.scales:
        for item, text in scale.texts.items():
            marked = people.get(mark_of(item), set())
            asked = sorted(people.get(item, set()) | marked)
            figure = released([float(person in marked) for person in asked])
            if marked and not isinstance(figure, Suppressed):
                count = round(figure.mean * figure.n)
                listed.append(Unclear(scale=scale.title, text=text, marked=count, n=figure.n))
    return tuple(sorted(listed, key=lambda one: -one.marked / one.n))


def _people_in(found: Material, wave: str) -> set[int]:
    return {
        row.record_number
        for row in found.answers
        if row.wave == wave and row.number is not None and not is_mark(row.item_id)
    }


def _scale_result(found: Material, scale: ScaleSpec) -> ScaleResult:
    from efficacy.measurement.privacy import Suppressed, released_change
    from efficacy.measurement.scoring import paired_scale_scores, scale_scores

    declared: dict[str, Any] = {
        "items": scale.items,
        "reverse_keyed": scale.reverse_keyed,
        "low": scale.low,
        "high": scale.high,
        "minimum_share": scale.minimum_share,
    }
    frames = {wave: wave_frame(found.answers, wave, scale.items) for wave in (PRE, POST)}
    scored = {wave: scale_scores(frame, **declared).n for wave, frame in frames.items()}
    pairs = paired_scale_scores(frames[PRE], frames[POST], **declared)
    change = released_change(pairs.pre, pairs.post)
    base: dict[str, Any] = {
        "scale_id": scale.id,
        "title": scale.title,
        "construct": scale.construct,
        "direction": scale.direction,
        "low": scale.low,
        "high": scale.high,
        "n_pre": scored[PRE],
        "n_post": scored[POST],
        "n": pairs.n,
        "items": len(scale.items),
        "primary": scale.is_primary,
    }
    if isinstance(change, Suppressed):
        return ScaleResult(**base, withheld=change.reason)
    return ScaleResult(
        **base,
        mean_pre=change.mean_pre,
        mean_post=change.mean_post,
        sd_pre=change.sd_pre,
        sd_post=change.sd_post,
        change=change.change,
        ci_low=change.ci_low,
        ci_high=change.ci_high,
        g_av=change.g_av,
    )
