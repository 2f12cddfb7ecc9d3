"""The sheet Participants: one row a record number. Working files only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from efficacy.language import Speech
from efficacy.measurement.privacy import SMALLEST_GROUP
from efficacy.measurement.scoring import items_needed, paired_scale_scores, scale_scores
from efficacy.reports import styles
from efficacy.reports.cells import Styled, Value
from efficacy.reports.frames import ScaleSpec, wave_frame
from efficacy.reports.grid import Column, Table
from efficacy.reports.results import POST, PRE, Material

if TYPE_CHECKING:
    import pandas as pd


def participants_table(found: Material, say: Speech) -> Table:
    """Return one row for everybody who takes the survey, with scores a scale."""
    people = sorted(found.record_numbers)
    scored = [_scores(found, scale, people) for scale in found.scales]
    return Table(
        sheet="Participants",
        about=say(
            "One row for each person who takes the survey, by record number: scores before and "
            "after, and the change on the items answered both times."
        ),
        columns=(
            *_person_columns(say),
            *(column for scale in found.scales for column in _scale_columns(scale, say)),
        ),
        rows=[
            [
                person,
                _joined_late(found, person),
                *(value for columns in scored for value in columns[place]),
            ]
            for place, person in enumerate(people)
        ],
    )


def _joined_late(found: Material, person: int) -> int | None:
    """Return 1 or 0, or nothing where a glance at the room's latecomers would tell who it is."""
    late = sum(step is not None for step in found.joined_steps.values())
    if min(late, len(found.joined_steps) - late) < SMALLEST_GROUP:
        return None
    return int(found.joined_steps.get(person) is not None)


def _scores(found: Material, scale: ScaleSpec, people: list[int]) -> list[list[Value | Styled]]:
    declared: dict[str, Any] = {
        "items": scale.items,
        "reverse_keyed": scale.reverse_keyed,
        "low": scale.low,
        "high": scale.high,
        "minimum_share": scale.minimum_share,
    }
    frames = [wave_frame(found.answers, wave, scale.items).reindex(people) for wave in (PRE, POST)]
    before, after = (scale_scores(frame, **declared) for frame in frames)
    pairs = paired_scale_scores(*frames, **declared)
    return [
        [
            *_scored(before.scores, before.prorated, person),
            *_scored(after.scores, after.prorated, person),
            _number(pairs.pre[person]),
            _number(pairs.post[person]),
            *_scored(pairs.post - pairs.pre, pairs.prorated, person),
        ]
        for person in people
    ]


def _scored(
    scores: pd.Series[float], prorated: pd.Series[bool], person: int
) -> tuple[Value, Value]:
    score = _number(scores[person])
    return score, None if score is None else int(prorated[person])


def _number(value: float) -> float | None:
    return None if value != value else float(value)


def _person_columns(say: Speech) -> tuple[Column, ...]:
    return (
        Column(
            name=say("record number"),
            width=11,
            style=styles.WHOLE,
            about=say("What this file calls a person: a random number, never a name."),
            values=say("whole number"),
        ),
        Column(
            name=say("joined late"),
            width=10,
            style=styles.WHOLE,
            about=say("1 where the person joined after the session had begun."),
            values=say("1 yes, 0 no"),
            missing=say("empty: so few came late, or came in time, that it would tell who"),
        ),
    )


def _scale_columns(scale: ScaleSpec, say: Speech) -> tuple[Column, ...]:
    score, change = (
        styles.score_style(scale.low, scale.high),
        styles.change_style(scale.low, scale.high),
    )
    values = say("{low} to {high}").format(low=f"{scale.low:g}", high=f"{scale.high:g}")
    k, needed = len(scale.items), items_needed(len(scale.items), scale.minimum_share)
    one = say("empty: fewer than {needed} of {k} items answered").format(needed=needed, k=k)
    both = say("empty: fewer than {needed} of {k} items answered both times").format(
        needed=needed, k=k
    )

    def column(
        end: str, about: str, missing: str, style: str, *, mean: str = "", allowed: str = values
    ) -> Column:
        return Column(
            name=f"{scale.id} {end}",
            values=allowed,
            missing=missing,
            style=style,
            # Titles may hold braces of their own.
            about=about.replace("{mean}", mean).replace("{scale}", scale.title),
            width=12 if len(scale.id) < 9 else 13,
        )

    flags, points = say("1 yes, 0 no"), say("points on the range {values}").format(values=values)
    then = say("mean of the items answered then")
    shared = say("mean of the items answered both times")
    gap = say("1 where an item of {scale} is missing from the value before it.")
    return (
        column(say("pre"), say("{scale}, before: {mean}."), one, score, mean=then),
        column(say("pre prorated"), gap, say("empty: no score"), styles.WHOLE, allowed=flags),
        column(say("post"), say("{scale}, after: {mean}."), one, score, mean=then),
        column(say("post prorated"), gap, say("empty: no score"), styles.WHOLE, allowed=flags),
        column(say("pre both"), say("{scale}, before: {mean}."), both, score, mean=shared),
        column(say("post both"), say("{scale}, after: {mean}."), both, score, mean=shared),
        column(
            say("change"),
            say("{scale}: after minus before, {mean}."),
            both,
            change,
            mean=shared,
            allowed=points,
        ),
        column(say("change prorated"), gap, say("empty: no change"), styles.WHOLE, allowed=flags),
    )
