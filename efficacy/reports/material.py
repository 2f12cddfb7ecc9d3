"""What a cohort's results are made of: one consistent reading of the store.

Pure: ``services.report`` reads, and hands a ``Material`` over. It knows record
numbers and never call names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from efficacy.activities.blocks import chosen_scales
from efficacy.activities.registry import context_for, kind_of
from efficacy.content.models import Curriculum, Plan, Scale
from efficacy.language import speech
from efficacy.reports.frames import AnswerRow, ScaleSpec

EARLY, PRE, POST, THEN, FOLLOW_UP = "early", "pre", "post", "then", "follow-up"
# The scale of things that nobody practices here: a control, and no domain of its own.
GLOW = "glow"
# From which rating on an item counts as “I can”, on 0-100: “moderately sure”. The theory
# leaves the cut open (Bandura 2006); docs/evaluators.md says why it is here.
CAN = 50
# How people came to a group, as far as the facilitator said.
RECRUITED = ("all", "volunteered", "selected", "sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One time that an activity was held.

    ``minutes`` is from its opening to the opening of the next run of the same
    session (the session's end for the last); None while it is on.
    """

    session_id: str  # id of the planned session
    activity_id: str
    kind: str
    run_number: int
    wave: str
    opened_ms: int
    minutes: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One consistent reading of a cohort: what results and workbook are made of.

    ``answers`` are to surveys (they have a wave), ``deeds`` those of other
    activities; both of consenting people only, and ``deeds`` without a word
    that somebody wrote. Deeds are read for group figures; of what people were told
    that only they see it (``relabel``), no single value leaves in any file.
    ``mode`` decides what of the rest may leave the room. ``attended`` says, by
    record number, in which planned sessions somebody did anything.
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
    deeds: tuple[AnswerRow, ...] = ()
    runs: tuple[RunRow, ...] = ()
    attended: Mapping[int, frozenset[str]] = field(default_factory=dict)
    recruited: str | None = None  # all | volunteered | selected | sent
    happened: str | None = None  # what else happened meanwhile, as the facilitator noted it


# Types of codebook rows whose text is an id that the program gave, and no words.
_IDS = frozenset({"choice", "choices", "found", "found by the program"})


def without_words(
    plan: Plan, content: Curriculum, mode: str, rows: Iterable[AnswerRow]
) -> tuple[AnswerRow, ...]:
    """Return rows of activities without what somebody wrote.

    Numbers stay. Text stays only where every declaration of the item, by its kind
    of activity, says that it is the id of a choice or something that the program
    noted; text of an item that is not declared goes.
    """
    ids = _items_with_ids(plan, content, mode)
    return tuple(
        row
        for row in rows
        if row.text is None or (row.session_id, row.activity_id, row.item_id) in ids
    )


def _items_with_ids(plan: Plan, content: Curriculum, mode: str) -> set[tuple[str, str, str]]:
    say = speech()
    types: dict[tuple[str, str, str], set[str]] = {}
    for planned in plan.sessions:
        for activity in planned.activities:
            context = context_for(content, activity, mode)
            for row in kind_of(activity.kind).frame(context, say):
                key = (planned.id, activity.id, str(row["item_id"]))
                types.setdefault(key, set()).add(str(row.get("type", "text")))
    return {key for key, declared in types.items() if declared <= _IDS}


def scale_specs(plan: Plan, content: Curriculum) -> tuple[ScaleSpec, ...]:
    """Return the scales that the plan measures at a wave, in the order of first use.

    The primary one is the scale that the plan names. Where the form that this
    cohort answers does not ask it, it is the first efficacy scale that is asked.
    Both follow from the content that the cohort has pinned, so the primary scale
    stands before the first answer and stays.
    """
    scales: dict[str, tuple[str, str, Scale]] = {}
    for planned in plan.sessions:
        for activity in planned.activities:
            if activity.wave is None:
                continue
            asked = [content.instruments[id] for id in activity.params.get("instruments", ())]
            for instrument, scale in chosen_scales(asked, activity.params.get("scales")):
                scales.setdefault(scale.id, (instrument.id, instrument.version, scale))
    primary = _primary(plan, [scale for _, _, scale in scales.values()])
    return tuple(
        scale_spec(scale, instrument, version, is_primary=scale.id == primary)
        for instrument, version, scale in scales.values()
    )


def _primary(plan: Plan, measured: Sequence[Scale]) -> str | None:
    if any(scale.id == plan.primary_scale for scale in measured):
        return plan.primary_scale
    return next((scale.id for scale in measured if scale.concept == "efficacy"), None)


def scale_spec(
    scale: Scale, instrument: str, version: str, *, is_primary: bool = False
) -> ScaleSpec:
    """Return what scoring takes of a scale; ``instrument`` is the id of its questionnaire."""
    return ScaleSpec(
        id=scale.id,
        title=scale.title,
        construct=scale.concept,
        direction=scale.direction,
        low=scale.response.low,
        high=scale.response.high,
        step=scale.response.step,
        items=tuple(item.id for item in scale.items),
        reverse_keyed=frozenset(item.id for item in scale.items if item.reverse_keyed),
        minimum_share=scale.minimum_share,
        is_primary=is_primary,
        stem=scale.stem,
        texts={item.id: item.text for item in scale.items},
        difficulty={item.id: item.difficulty for item in scale.items if item.difficulty},
        trained=frozenset(item.id for item in scale.items if item.trained),
        subscales=_subscales(scale),
        sensitive=scale.sensitive,
        instrument_id=instrument,
        version=version,
    )


def _subscales(scale: Scale) -> dict[str, tuple[str, ...]]:
    named = dict.fromkeys(item.subscale for item in scale.items if item.subscale)
    return {name: tuple(item.id for item in scale.items if item.subscale == name) for name in named}
