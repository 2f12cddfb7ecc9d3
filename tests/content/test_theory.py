"""The theory check: each rule on both sides, its thresholds, and reasons to overrule it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from efficacy.activities.registry import KINDS
from efficacy.content import timing
from efficacy.content.findings import Collector, Findings
from efficacy.content.models import Curriculum, Plan
from efficacy.content.theory import (
    RULES,
    check,
    check_overruled,
    doses,
    plan_findings,
    theory_lines,
)
from efficacy.content.theory import session_findings as findings
from tests.content.theory_house import (
    Data,
    alter,
    changed,
    drop,
    english,
    order,
    rules,
    said,
    session,
    step,
)

REASON = "The room is ours for the whole evening, and nobody has to leave."


def crowded(data: Data) -> None:
    """Leave the second session 2 of its 36 minutes free."""
    session(data, "second")["minutes"] = 36


def overruled(**changes: Any):
    """Return the change that overrules the rule of free minutes."""

    def change(data: Data) -> None:
        data["overruled"] = [{"rule": "no-slack", "because": REASON, **changes}]

    return change


def test_nothing_speaks_against_the_sound_plan() -> None:
    report = said(changed())
    assert (report.warnings, report.is_exempt, report.is_fine) == ((), False, True)


def test_the_thresholds_are_those_that_were_agreed() -> None:
    assert doses.FED_FROM == 1
    assert findings.FEWEST_SOURCES == 2
    assert findings.LEAST_DOING == 10
    assert findings.OWN_TASK_FROM == 5
    assert findings.WHOLE_FROM == 30
    assert Fraction(1, 10) == timing.FREE_SHARE
    assert findings.APART_SHARE == 0.2
    assert plan_findings.FEWEST_MODELS == 2
    assert plan_findings.QUIET_MINUTES == 15
    assert plan_findings.RATING_SHARE == 0.1
    assert check.SHORTEST_REASON == 40


def test_each_rule_has_a_reason_and_says_where_it_is_from() -> None:
    for rule_id, rule in RULES.items():
        assert rule.id == rule_id
        assert rule.reason.endswith(".")
        assert rule.reference.endswith(".")


def test_a_plan_that_only_demonstrates_is_held_to_no_rule() -> None:
    def demonstrates(data: Data) -> None:
        data["demonstration"] = True

    report = said(changed(demonstrates, drop("ladder-one", "ladder-two")))
    assert report.is_exempt
    assert report.warnings == ()
    assert len(report.doses) == 2


# --- within a session ----------------------------------------------------------------------------


def test_words_may_follow_a_log_since_that_is_evidence() -> None:
    first = order("first", "words-one", "before", "story-one", "nerves-one", "ladder-one")

    def log_first(data: Data) -> None:
        log = {**step(data, "words-one"), "id": "log", "kind": "log"}
        log = {**log, "minutes": 3, "params": {"prompt": "What did you do?"}}
        session(data, "first")["activities"].insert(0, log)

    assert rules(changed(first)) == ["persuasion-first"]
    assert rules(changed(first, log_first)) == []


def test_a_short_talk_is_no_encouragement_and_a_long_one_is() -> None:
    def talk_first(minutes: int):
        def change(data: Data) -> None:
            talk = {**step(data, "story-one"), "id": "talk", "kind": "talk", "minutes": minutes}
            talk["params"] = {"talk": "words-alone"}
            session(data, "first")["activities"].insert(0, talk)
            session(data, "first")["minutes"] = 90

        return change

    talk = english().talks["four-sources"]
    plain = tuple(slide.model_copy(update={"source": None}) for slide in talk.slides)
    content = with_talk(talk.model_copy(update={"id": "words-alone", "slides": plain}))
    assert "persuasion-first" not in rules(changed(talk_first(9)), content)
    assert "persuasion-first" in rules(changed(talk_first(10)), content)


def with_talk(talk: Any) -> Curriculum:
    """Return the content that ships with one talk more."""
    return english().model_copy(update={"talks": {**english().talks, talk.id: talk}})


def test_a_session_needs_two_sources() -> None:
    only = drop("story-two", "nerves-two", "words-two")
    short = alter("ladder-two", minutes=14)
    assert rules(changed(only, short)) == ["single-source"]
    assert rules(changed(drop("story-two", "nerves-two"), short)) == []


@pytest.mark.parametrize(
    ("minutes", "expected"), [(29, []), (30, ["single-source", "little-doing"])]
)
def test_a_first_contact_of_less_than_half_an_hour_has_no_room_for_a_loop(
    minutes: int, expected: list[str]
) -> None:
    def contact(data: Data) -> None:
        survey = {**step(data, "before"), "id": "contact", "wave": "pre", "minutes": 2}
        first = {**session(data, "first"), "id": "contact", "minutes": minutes}
        data["sessions"].insert(0, {**first, "activities": [survey]})

    assert rules(changed(contact)) == expected


def test_a_plan_of_short_sessions_alone_is_held_to_all_rules() -> None:
    def short(data: Data) -> None:
        for one in data["sessions"]:
            one["minutes"] = 29

    without = drop("story-one", "nerves-one", "words-one", "ladder-two", "after")
    assert {"single-source", "little-doing"} <= set(rules(changed(without, short)))


def test_a_session_that_feeds_nothing_says_so() -> None:
    nothing = drop("story-two", "nerves-two", "words-two", "ladder-two")
    sentences = [warning.sentence for warning in said(changed(nothing)).warnings]
    assert "This session feeds no source at all." in sentences


@pytest.mark.parametrize(("minutes", "expected"), [(11, True), (12, False)])
def test_twelve_minutes_of_a_ladder_are_enough_and_eleven_are_not(
    minutes: int, expected: bool
) -> None:
    plan = changed(alter("ladder-one", minutes=minutes))
    assert ("little-doing" in rules(plan)) is expected


def test_a_ladder_after_relabelling_is_the_task() -> None:
    after = order("second", "ladder-two", "after", "story-two", "nerves-two", "words-two")
    assert rules(changed(after)) == ["nerves-without-task"]


@pytest.mark.parametrize(("seconds", "expected"), [(299, True), (300, False)])
def test_a_task_within_relabelling_counts_from_five_minutes_on(
    seconds: int, expected: bool
) -> None:
    after = order("second", "ladder-two", "after", "story-two", "nerves-two", "words-two")
    own = {"words": "A coat costs 80. It is a quarter off.", "seconds": seconds}
    plan = changed(after, alter("nerves-two", task=own, minutes=12))
    assert ("nerves-without-task" in rules(plan)) is expected


@pytest.mark.parametrize(("minutes", "expected"), [(37, True), (38, False)])
def test_a_tenth_of_a_session_stays_free(minutes: int, expected: bool) -> None:
    def last(data: Data) -> None:
        session(data, "second")["minutes"] = minutes

    assert (rules(changed(last)) == ["no-slack"]) is expected


def test_81_of_90_minutes_leave_a_tenth_free() -> None:
    def full(data: Data) -> None:
        part = session(data, "second")
        part["minutes"] = 90
        step(data, "words-two")["minutes"] += 81 - sum(one["minutes"] for one in part["activities"])

    assert "no-slack" not in rules(changed(full))


def test_minutes_away_from_the_screen_bring_the_estimate_near_the_plan() -> None:
    padded = alter("words-two", minutes=16)

    def roomy(data: Data) -> None:
        session(data, "second")["minutes"] = 60

    talking = alter("words-two", off_screen={"minutes": 13, "doing": "They talk in pairs."})
    assert rules(changed(padded, roomy)) == ["minutes-apart"]
    assert rules(changed(padded, roomy, talking)) == []


# --- in the plan ---------------------------------------------------------------------------------


def test_two_people_who_struggled_first_are_enough() -> None:
    content = english()
    three = content.plans["taster-90"].sessions[0].activities[5].params["models"]

    def coping(*who: str) -> Curriculum:
        models = {
            one.id: one.model_copy(
                update={
                    "attributes": one.attributes.model_copy(update={"is_coping": one.id in who})
                }
            )
            for one in content.peer_models.values()
        }
        return content.model_copy(update={"peer_models": models})

    assert rules(changed(), coping(*three[:2])) == []
    report = said(changed(), coping(three[0]))
    assert [warning.rule for warning in report.warnings] == ["few-models"]
    assert "one person" in report.warnings[0].sentence


def test_a_later_ladder_may_begin_higher_for_those_whose_start_is_known() -> None:
    higher = alter("ladder-two", rungs_from=2, rungs_to=5)
    assert rules(changed(higher)) == []
    assert rules(changed(higher, alter("ladder-two", start_scale=None))) == ["out-of-reach"]


def test_a_survey_that_is_asked_for_the_first_time_is_flattered_by_nothing() -> None:
    first = order("first", "story-one", "before", "nerves-one", "ladder-one", "words-one")
    assert rules(changed(first)) == []


@pytest.mark.parametrize(("minutes", "expected"), [(14, True), (15, False)])
def test_15_quiet_minutes_stand_before_a_survey_that_is_asked_again(
    minutes: int, expected: bool
) -> None:
    plan = changed(alter("ladder-two", minutes=minutes))
    assert ("flattered-survey" in rules(plan)) is expected


def test_a_survey_at_the_beginning_of_a_session_is_not_near_the_session_before() -> None:
    begins = order("second", "after", "story-two", "nerves-two", "ladder-two", "words-two")
    assert rules(changed(begins)) == []


def test_items_that_are_marked_as_trained_measure_what_is_practised() -> None:
    no_start = [alter(one, start_scale=None) for one in ("ladder-one", "ladder-two")]
    content = english()
    asked = content.instruments["math-tasks"]
    scale = asked.scales[0]
    items = (scale.items[0].model_copy(update={"trained": True}), *scale.items[1:])
    marked = asked.model_copy(update={"scales": (scale.model_copy(update={"items": items}),)})
    known = content.model_copy(
        update={"instruments": {**content.instruments, "math-tasks": marked}}
    )
    plan = changed(*no_start)
    assert rules(plan) == ["training-unmeasured"]
    assert rules(plan, known) == []


def test_practice_without_a_wave_measures_no_outcome() -> None:
    def no_wave(data: Data) -> None:
        for one in ("before", "after"):
            del step(data, one)["wave"]

    assert "no-outcomes" in rules(changed(no_wave))


def test_a_session_that_asks_the_primary_scale_may_hold_many_ratings() -> None:
    everything = ["math-tasks", "career-tasks", "math-worry", "outcomes"]
    many = alter("after", instruments=everything, scales=None, minutes=5)

    def another(data: Data) -> None:
        data["primary_scale"] = "career-tasks"

    assert "many-ratings" not in rules(changed(many))
    only_math = alter("after", instruments=["math-tasks", "math-worry", "outcomes"], scales=None)
    assert "many-ratings" in rules(changed(only_math, alter("after", minutes=5), another))


# --- overruled -----------------------------------------------------------------------------------


def problems(plan: Plan) -> Findings:
    """Return what is said of a plan's own reasons."""
    found = Collector("a.yaml")
    check_overruled(plan, [plan], english(), kinds=KINDS, found=found)
    return found.findings()


@pytest.mark.parametrize("where", [{}, {"session": "second"}], ids=["the plan", "the session"])
def test_an_overruled_warning_is_still_listed_with_its_reason(where: dict[str, str]) -> None:
    plan = changed(crowded, overruled(**where))
    report = said(plan)
    assert [warning.overruled for warning in report.warnings] == [REASON]
    assert report.is_fine
    assert f"overruled: {REASON}" in str(report.warnings[0])
    assert problems(plan) == Findings((), ())
    lines = "\n".join(theory_lines(report, label="sample"))
    assert "1 thing overruled:" in lines
    assert "to look at" not in lines


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"rule": "no-slak"}, "rule"),
        ({"session": "secnd"}, "session"),
        ({"because": "x" * 39}, "because"),
    ],
)
def test_a_reason_that_is_not_well_made_is_a_mistake_and_overrules_nothing(
    change: dict[str, str], place: str
) -> None:
    plan = changed(crowded, overruled(**change))
    assert not said(plan).is_fine
    found = problems(plan)
    assert [problem.where for problem in found.errors] == [
        f"sample → overruled → number 1 → {place}"
    ]
    assert found.warnings == ()


def test_forty_characters_are_a_reason() -> None:
    assert said(changed(crowded, overruled(because="x" * 40))).is_fine


@pytest.mark.parametrize(
    "plan",
    [
        changed(overruled()),
        changed(crowded, overruled(session="first")),
        changed(crowded, overruled(rule="no-outcomes")),
    ],
    ids=["nothing broken", "another session", "another rule"],
)
def test_a_reason_that_nothing_needs_is_pointed_out(plan: Plan) -> None:
    found = problems(plan)
    assert found.errors == ()
    assert [problem.hint for problem in found.warnings] == ["Remove it."]


def test_a_reason_that_one_form_of_the_plan_needs_is_needed() -> None:
    plan, full = changed(overruled()), changed(crowded, overruled())
    found = Collector("a.yaml")
    check_overruled(plan, [plan, full], english(), kinds=KINDS, found=found)
    assert found.findings() == Findings((), ())


# --- the report ----------------------------------------------------------------------------------


def test_the_report_names_place_rule_sentence_reason_and_reference() -> None:
    (warning,) = said(changed(crowded)).warnings
    assert str(warning) == (
        "sample → second (no-slack): 34 of 36 minutes are planned, and a tenth of them has to stay "
        "free. Rooms start late and talk longer. The project’s own rule."
    )


def test_the_report_has_a_row_of_minutes_for_each_session() -> None:
    lines = theory_lines(said(changed()), label="sample (en)")
    assert lines[0] == "Theory check of sample (en), in planned minutes:"
    assert lines[1].split() == [
        *("session", "mastery", "vicarious", "persuasion", "arousal", "imaginal"),
        *("doing", "ratings", "free"),
    ]
    assert [line.split()[0] for line in lines[2:4]] == ["first", "second"]
    assert lines[4:] == ["  Nothing to look at."]
    assert len({len(line) for line in lines[1:4]}) == 1


def test_the_report_of_a_demonstration_says_that_no_rule_is_held_to_it() -> None:
    def demonstrates(data: Data) -> None:
        data["demonstration"] = True

    lines = theory_lines(said(changed(demonstrates)), label="sample")
    assert lines[-1] == "  A demonstration: it claims nothing, and no rule is held to it."
