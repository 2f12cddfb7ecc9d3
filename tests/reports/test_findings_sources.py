"""Five sources: five scales, minutes planned and held, what people said helped; no total."""

from __future__ import annotations

from dataclasses import fields

import pytest

from efficacy.activities.registry import KINDS
from efficacy.content.models import Item, Source
from efficacy.content.theory import dose
from efficacy.language import speech
from efficacy.reports.findings.doses import doses_of
from efficacy.reports.findings.sources import HELPED, SCALES, source_results
from efficacy.reports.material import Material, RunRow
from efficacy.reports.results import SourceResult
from tests.activities import house as kinds
from tests.reports import house
from tests.reports.doings import EXACT, did, ladder, outside, reading, step

SAY = speech()
DOORS = kinds.instrument(
    "doors",
    *(
        kinds.scale(
            scale_id,
            title=f"Title of {source}",
            concept="source",
            direction="none",
            response=kinds.AGREE,
            minimum_share=0.5,
            items=tuple(
                Item(id=f"{source}.{n}", text=f"{n}.", reverse_keyed=source == "arousal")
                for n in (1, 2)
            ),
        )
        for source, scale_id in SCALES.items()
    ),
)
HELP = kinds.instrument(
    "helped",
    kinds.scale(
        "helped",
        concept="other",
        direction="none",
        response=kinds.HOW_MUCH,
        items=tuple(Item(id=item, text=item) for item in HELPED.values()),
    ),
)
PARAMS = {
    "instrument": "doors",
    "doors": [
        {"scale": scale, "label": scale, "first": "Do it.", "block": "a block"}
        for scale in SCALES.values()
    ],
}
STEPS = [
    step("doors", "sources", **PARAMS),
    step("again", "sources", **PARAMS),
    step("help", "survey", instruments=["helped"]),
]
# Five people, both statements of a door alike.
FIVE = (1.0, 2.0, 3.0, 4.0, 6.0)


def rated(activity_id: str, values: tuple[float, ...], *sources: str) -> list:
    return [
        did(person, activity_id, f"{source}.{n}", value)
        for person, value in enumerate(values)
        for source in sources
        for n in (1, 2)
    ]


def results(rows: list, gate=EXACT, **more: object) -> dict[str, SourceResult]:
    found = reading(STEPS, rows, instruments=(DOORS, HELP), **more)
    return {one.source: one for one in source_results(found, gate, SAY)}


def test_there_are_five_results_in_the_theorys_order_and_no_total() -> None:
    assert list(results([])) == ["mastery", "vicarious", "persuasion", "arousal", "imaginal"]
    assert not {field.name for field in fields(SourceResult)} & {"total", "sum"}


def test_the_first_time_is_a_mean_over_those_who_answered() -> None:
    found = results(rated("doors", FIVE, "mastery", "arousal"))
    mastery, arousal = found["mastery"], found["arousal"]
    assert (mastery.first.n, mastery.first.mean) == (5, pytest.approx(3.2))
    # Reverse-keyed on 1 to 6: 7 - x.
    assert arousal.first.mean == pytest.approx(3.8)
    assert (mastery.title, mastery.low, mastery.high) == ("Title of mastery", 1, 6)
    assert (found["imaginal"].first, found["imaginal"].shift) == (None, None)


def test_what_was_asked_again_is_compared_over_the_same_people() -> None:
    rows = rated("doors", (*FIVE, 6.0), "mastery")
    rows += rated("again", (3.0, 2.0, 4.0, 6.0, 5.0), "mastery")
    mastery = results(rows)["mastery"]
    assert (mastery.shift.before, mastery.shift.after, mastery.shift.n) == ("doors", "again", 5)
    assert mastery.shift.change.change == pytest.approx(0.8)  # 4.0 - 3.2
    # The sixth came once; their answer is not told by a mean over six beside one over five.
    assert (mastery.first.n, mastery.first.mean) == (5, pytest.approx(3.2))


def test_a_survey_at_a_wave_asks_the_same_scales() -> None:
    after = step("survey-post", "survey", instruments=["doors"]).model_copy(update={"wave": "post"})
    rows = rated("doors", FIVE, "mastery")
    rows += [
        did(person, "survey-post", f"mastery.{n}", value, wave="post")
        for person, value in enumerate((2.0, 3.0, 4.0, 4.0, 6.0))
        for n in (1, 2)
    ]
    found = reading([*STEPS, after], rows, instruments=(DOORS, HELP))
    mastery, *_ = source_results(found, EXACT, SAY)
    assert (mastery.shift.after, mastery.shift.change.mean_post) == (
        "post",
        pytest.approx(3.8),
    )


def test_what_helped_is_a_mean_of_those_who_met_it() -> None:
    rows = [
        did(person, "help", item, value)
        for item, given in {
            HELPED[Source.MASTERY]: (5.0, 4.0, 3.0, 4.0, 5.0, None),
            HELPED[Source.AROUSAL]: (1.0, 2.0, None, None, None, None),
        }.items()
        for person, value in enumerate(given)
    ]
    found = results(rows)
    assert (found["mastery"].helped.n, found["mastery"].helped.mean) == (5, pytest.approx(4.2))
    assert found["arousal"].helped is None
    assert found["vicarious"].helped is None


def test_of_few_people_nothing_is_said() -> None:
    for gate in (EXACT, outside()):
        assert results(rated("doors", FIVE[:4], "mastery"), gate)["mastery"].first is None


# ------------------------------------------------------------------ planned and held


def run(activity_id: str, minutes: float | None, number: int = 1) -> RunRow:
    return RunRow(
        session_id=f"at-{activity_id}",
        activity_id=activity_id,
        kind="ladder",
        run_number=number,
        wave="",
        opened_ms=house.MADE_MS,
        minutes=minutes,
    )


def climbing(*runs: RunRow, attended: dict | None = None) -> Material:
    """Return a plan of two ladders of 20 and 10 minutes, of which 9 in 10 feed mastery."""
    steps = [ladder("long", minutes=20), ladder("short")]
    steps = [
        one.model_copy(update={"minutes": minutes})
        for one, minutes in zip(steps, (20, 10), strict=True)
    ]
    return reading(steps, [], runs=runs, attended=attended or {})


def share() -> float:
    (_, short) = dose(climbing().plan, climbing().content, KINDS)
    return short.sources[Source.MASTERY] / 10


def test_planned_minutes_are_those_of_the_theory_check() -> None:
    fed = doses_of(climbing())
    assert 0.5 < share() <= 1
    assert fed[Source.MASTERY].planned == pytest.approx(30 * share())
    assert fed[Source.VICARIOUS].planned == 0


def test_held_minutes_run_to_the_next_opening_and_a_repeated_activity_adds_up() -> None:
    fed = doses_of(climbing(run("long", 15.0), run("long", 6.0, 2), run("short", None)))
    assert fed[Source.MASTERY].held == pytest.approx(21 * share())


def test_a_person_gets_what_was_held_while_they_were_there() -> None:
    everywhere = frozenset({"at-long", "at-short"})
    attended = {1: everywhere, 2: frozenset({"at-short"}), 3: frozenset()}
    fed = doses_of(climbing(run("long", 15.0), run("short", 10.0), attended=attended))
    assert fed[Source.MASTERY].present == {
        1: pytest.approx(25 * share(), abs=0.05),
        2: pytest.approx(10 * share(), abs=0.05),
    }


def test_minutes_of_people_stay_with_the_counselor() -> None:
    everywhere = frozenset({"at-long", "at-short"})
    attended = dict.fromkeys(range(8), everywhere) | {8: frozenset({"at-short"})}
    found = climbing(run("long", 15.0), run("short", 10.0), attended=attended)
    inside, *_ = source_results(found, EXACT, SAY)
    assert inside.present_minutes.mean == pytest.approx((8 * 25 + 10) / 9 * share(), abs=0.05)
    leaving, *_ = source_results(found, outside(), SAY)
    assert leaving.present_minutes is None
    assert leaving.received_minutes == inside.received_minutes == pytest.approx(25 * share())
