"""A small cohort made by hand, and a way to read workbooks back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import openpyxl
import pandas as pd

from efficacy.content.models import (
    Curriculum,
    Instrument,
    Item,
    Notes,
    Plan,
    PlannedActivity,
    PlannedSession,
    Provenance,
    ResponseScale,
    Scale,
    Upset,
    Wave,
)
from efficacy.reports.findings import Gate, results_of
from efficacy.reports.frames import AnswerRow
from efficacy.reports.material import Material, scale_specs
from efficacy.reports.results import Results
from efficacy.reports.workbook import build

MADE_MS = 1_790_000_000_000  # 2026-09-21 14:13:20 UTC
DAY_MS = 86_400_000
VERSION = "c0ffee" * 10 + "abcd"

PROVENANCE = Provenance(
    author="The test house",
    written=date(2026, 11, 1),
    derived_from="original items",
    licence="CC0",
)
NOTES = Notes(
    say="Say this.",
    participants_do="They do that.",
    look_for="Look here.",
    falls_flat="Then do this.",
    upset=Upset(say="I hear you.", do="Step outside."),
)
SURE = ResponseScale(low=0, high=100, step=10, anchors={"0": "not sure", "100": "sure"})
FIVE = ResponseScale(low=1, high=5, anchors={"1": "not at all", "5": "very much"})


def scale(
    scale_id: str,
    response: ResponseScale = SURE,
    *,
    items: int = 5,
    reverse: int = 0,
    concept: str = "efficacy",
    direction: str = "more_sure",
) -> Scale:
    """Return a scale whose first ``reverse`` items are reverse-keyed."""
    return Scale(
        id=scale_id,
        title=f"Title of {scale_id}",
        concept=concept,
        direction=direction,
        stem="How sure are you that you can ...",
        response=response,
        items=tuple(
            Item(id=f"{scale_id}.{n}", text=f"do {scale_id} {n}", reverse_keyed=n <= reverse)
            for n in range(1, items + 1)
        ),
    )


MATH = scale("math")
WORRY = scale("worry", FIVE, items=4, reverse=1, concept="worry", direction="more_worry")
CAREER = scale("career")
SCALES = (MATH, WORRY, CAREER)


def survey(activity_id: str, *, wave: str | None, **params: Any) -> PlannedActivity:
    """Return a survey of the one instrument."""
    return PlannedActivity(
        id=activity_id,
        kind="survey",
        title=activity_id,
        minutes=5,
        wave=wave,
        params={"instruments": ["beliefs"], **params},
        notes=NOTES,
    )


HUNT = PlannedActivity(
    id="hunt",
    kind="discussion",
    title="Hunt",
    minutes=15,
    notes=NOTES,
    params={
        "prompt": "What went well?",
        "phases": [{"id": "a", "title": "Alone", "seconds": 60, "prompt": "Think."}],
        "fields": [{"id": "note", "label": "What did you do?", "max_length": 2000}],
    },
)
STEPS = (
    survey("practice", wave=None, scales=["career"]),
    survey("before", wave="pre"),
    HUNT,
    survey("after", wave="post"),
)


WAVES = {"pre": "Before", "post": "After"}


def content(
    scales: Sequence[Scale] = SCALES,
    steps: Sequence[PlannedActivity] = STEPS,
    waves: Mapping[str, str] = WAVES,
) -> tuple[Plan, Curriculum]:
    """Return a plan of one session, and its curriculum."""
    plan = Plan(
        kind="plan",
        id="small",
        language="en",
        version="3",
        title="Small plan",
        summary="For tests.",
        provenance=PROVENANCE,
        demonstration=True,
        waves=tuple(Wave(id=id, title=title) for id, title in waves.items()),
        primary_scale=scales[0].id,
        sessions=(
            PlannedSession(
                id="one", title="One", aim="To try.", minutes=45, activities=tuple(steps)
            ),
        ),
    )
    instrument = Instrument(
        kind="instrument",
        id="beliefs",
        language="en",
        version="2",
        title="Beliefs",
        provenance=PROVENANCE,
        scales=tuple(scales),
    )
    return plan, Curriculum(
        plans={plan.id: plan}, instruments={"beliefs": instrument}, talks={}, consents={}
    )


_ACTIVITY_OF = {"pre": "before", "post": "after", "": "practice"}


def answer(person: int, item_id: str, value: float | str | None, **more: Any) -> AnswerRow:
    """Return one stored answer; ``more`` replaces parts of the usual one."""
    wave = more.pop("wave", "pre")
    usual: dict[str, Any] = {
        "record_number": person,
        "session_id": "one",
        "activity_id": _ACTIVITY_OF.get(wave, wave),
        "run_number": 1,
        "wave": wave,
        "item_id": item_id,
        "attempt": 1,
        "option_id": "",
        "number": None if isinstance(value, str) else value,
        "text": value if isinstance(value, str) else None,
        "given_ms": MADE_MS - 60_000,
        "is_late": False,
        "shown_order": 0,
        "content_version": VERSION,
    }
    return AnswerRow(**usual | more)


def note(person: int, words: str) -> AnswerRow:
    """Return what somebody wrote into the box of the hunt."""
    return answer(person, "note", words, wave="", activity_id="hunt")


def rated(
    people: Mapping[int, tuple[float | None, float | None]], one: Scale = MATH
) -> list[AnswerRow]:
    """Return answers of people who rate every item alike: before and after."""
    return rated_at(people, ("pre", "post"), one)


def rated_at(
    people: Mapping[int, Sequence[float | None]], waves: Sequence[str], one: Scale = MATH
) -> list[AnswerRow]:
    """Return answers of people who rate every item alike: one value a wave, None for none."""
    return [
        answer(person, item.id, value, wave=wave, shown_order=place)
        for person, values in people.items()
        for wave, value in zip(waves, values, strict=True)
        if value is not None
        for place, item in enumerate(one.items)
    ]


def material(
    answers: Sequence[AnswerRow] = (),
    *,
    scales: Sequence[Scale] = SCALES,
    steps: Sequence[PlannedActivity] = STEPS,
    waves: Mapping[str, str] = WAVES,
    **more: Any,
) -> Material:
    """Return a reading of a cohort; ``more`` replaces parts of the usual one."""
    plan, curriculum = content(scales, steps, waves)
    people = tuple(sorted({row.record_number for row in answers}))
    usual: dict[str, Any] = {
        "cohort_id": "c1",
        "cohort_name": "Tuesday group",
        "code": "bakomi",
        "mode": "confidential",
        "is_synthetic": False,
        "created_ms": MADE_MS - DAY_MS,
        "retention_ms": MADE_MS + 180 * DAY_MS,
        "content_version": VERSION,
        "plan": plan,
        "content": curriculum,
        "scales": scale_specs(plan, curriculum),
        "enrolled": len(people),
        "consented": len(people),
        "record_numbers": people,
        "joined_steps": dict.fromkeys(people),
        "sessions_held": 1,
        "answers": tuple(answers),
        "made_ms": MADE_MS,
    }
    return Material(**usual | more)


def exact(found: Material, **more: Any) -> Results:
    """Return the results as the counselor of a confidential cohort sees them: not rounded."""
    return results_of(found, Gate(exact=True), **more)


# Six people whose figures may leave the room: not alike, not on one line.
SIX = {
    7001: (40, 60),
    7002: (50, 50),
    7003: (60, 90),
    7004: (30, 50),
    7005: (70, 70),
    7006: (20, 60),
}


def made(found: Material, kind: str = "cohort") -> bytes:
    """Return the workbook of a reading."""
    return build(found, results_of(found), kind=kind)


def opened(file: bytes, **how: Any) -> Any:
    """Return a workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(file), **how)


def read(file: bytes, sheet: str) -> pd.DataFrame:
    """Return a sheet as an evaluator reads it; empty cells only are missing."""
    return pd.read_excel(io.BytesIO(file), sheet_name=sheet, keep_default_na=False, na_values=[""])


def parts(file: bytes) -> dict[str, str]:
    """Return every XML part of a workbook as text."""
    with zipfile.ZipFile(io.BytesIO(file)) as zipped:
        return {name: zipped.read(name).decode("utf-8") for name in zipped.namelist()}


def values(file: bytes) -> list[object]:
    """Return what stands in every cell of every sheet, headers and notes too."""
    cells = [cell for sheet in opened(file).worksheets for row in sheet.iter_rows() for cell in row]
    notes = [cell.comment.text for cell in cells if cell.comment]
    return [cell.value for cell in cells if cell.value is not None] + notes
