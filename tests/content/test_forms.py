"""The core and the full form of a plan: what is asked, how long it takes, what is checked."""

from __future__ import annotations

import copy
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from efficacy.content.forms import CORE, FULL, has_longer, in_form, survey_minutes
from efficacy.content.library import Library, dumped, version_of
from efficacy.content.lint import lint, report
from efficacy.content.loader import read_folder
from efficacy.content.models import Curriculum, Plan
from efficacy.errors import ContentError, InvalidValue
from tests.content.house import SHIPPED, lay

NOTHING = Curriculum(plans={}, instruments={}, talks={}, consents={})
PLAN, OTHER = "starter-45", "one-form"


def longer(**params: Any) -> dict[str, Any]:
    """Return the plan that ships, with a full form of its surveys."""
    plan: dict[str, Any] = yaml.safe_load((SHIPPED / "plans" / f"{PLAN}.yaml").read_text("utf-8"))
    for session in plan["sessions"]:
        for activity in session["activities"]:
            if activity["kind"] == "survey" and activity.get("wave"):
                more = {"longer": ["math-situations"], "longer_minutes": 3} | params
                # Each its own lists: shared ones would be written as an alias.
                activity["params"] |= copy.deepcopy(more)
    return plan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return what the plan needs, and a second plan, which has one form."""
    for part in ("instruments", "talks", "consent"):
        shutil.copytree(SHIPPED / part, tmp_path / part)
    plan = longer() | {"id": OTHER}
    for survey in plan["sessions"][0]["activities"]:
        survey.get("params", {}).pop("longer", None)
        survey.get("params", {}).pop("longer_minutes", None)
    lay(tmp_path, f"plans/{OTHER}.yaml", plan)
    return tmp_path


@pytest.fixture
def library(folder: Path) -> Library:
    lay(folder, f"plans/{PLAN}.yaml", longer())
    return Library(folder)


def plan_of(library: Library, form: str) -> Plan:
    return library.bundle(PLAN, form=form).plans[PLAN]


def surveys(plan: Plan) -> list[Any]:
    return [one for s in plan.sessions for one in s.activities if one.kind == "survey" and one.wave]


def problems(folder: Path, plan: dict[str, Any]) -> list[str]:
    lay(folder, f"plans/{PLAN}.yaml", plan)
    read = read_folder(folder)
    return [str(one) for one in (*read.problems, *lint(read).errors)]


# ----------------------------------------------------------- what a cohort gets


def test_the_core_form_asks_nothing_of_the_longer_one_and_does_not_mention_it(
    library: Library,
) -> None:
    bundle = library.bundle(PLAN)
    assert "math-situations" not in bundle.instruments
    assert "longer" not in dumped(bundle)
    assert bundle == library.bundle(PLAN, form=CORE)


def test_the_full_form_is_one_plain_plan_that_asks_more_and_takes_its_minutes(
    library: Library,
) -> None:
    bundle = library.bundle(PLAN, form=FULL)
    assert "math-situations" in bundle.instruments
    assert '"longer' not in dumped(bundle)
    for core, full in zip(
        surveys(plan_of(library, CORE)), surveys(plan_of(library, FULL)), strict=True
    ):
        assert full.params["instruments"] == [*core.params["instruments"], "math-situations"]
        assert full.minutes == core.minutes + 3


def test_the_two_forms_are_two_versions_and_a_plan_with_one_form_is_one(library: Library) -> None:
    assert version_of(library.bundle(PLAN)) != version_of(library.bundle(PLAN, form=FULL))
    assert library.bundle(OTHER, form=FULL) == library.bundle(OTHER, form=CORE)


def test_a_form_that_does_not_exist_is_refused(library: Library) -> None:
    with pytest.raises(InvalidValue, match="“core” or the “full” form, not “long”"):
        library.bundle(PLAN, form="long")


def test_where_the_core_names_scales_the_full_form_asks_those_of_the_longer_instruments_too(
    folder: Path,
) -> None:
    lay(
        folder,
        f"plans/{PLAN}.yaml",
        longer(
            instruments=["math-tasks", "outcomes"],
            scales=["math-tasks", "outcomes-good"],
            longer=["outcomes", "math-situations"],
        ),
    )
    full = surveys(plan_of(Library(folder), FULL))[0]
    assert full.params["instruments"] == ["math-tasks", "outcomes", "math-situations"]
    assert full.params["scales"] == [
        "math-tasks",
        "outcomes-good",
        "outcomes-costs",
        "math-situations",
    ]


def test_a_plan_says_how_long_its_survey_takes_in_each_form(folder: Path, library: Library) -> None:
    with_two = next(plan for plan in library.plans() if plan.id == PLAN)
    first = surveys(with_two)[0].minutes
    assert survey_minutes(with_two) == (first, first + 3)
    with_one = next(plan for plan in library.plans() if plan.id == OTHER)
    assert survey_minutes(with_one) is None
    assert (has_longer(with_two), has_longer(with_one)) == (True, False)


@given(more=st.integers(1, 60), minutes=st.integers(45, 240))
def test_a_session_grows_only_as_far_as_its_free_tenth_needs(more: int, minutes: int) -> None:
    data = longer(longer_minutes=more) | {"demonstration": False}
    data["sessions"][0]["minutes"] = minutes
    plan = Plan.model_validate_json(json.dumps(data, default=str))
    full = in_form(plan, NOTHING, FULL).sessions[0]
    planned = sum(step.minutes for step in plan.sessions[0].activities)
    grown = sum(step.minutes for step in full.activities)
    assert full.minutes >= minutes
    if planned * 10 <= minutes * 9:
        assert grown * 10 <= full.minutes * 9
    assert full.minutes == minutes or (full.minutes - 1) * 9 < grown * 10


# --------------------------------------------------------------- what is checked


def test_a_plan_with_two_forms_passes_where_both_have_their_minutes(folder: Path) -> None:
    assert problems(folder, longer()) == []
    text, is_sound = report(folder)
    assert is_sound
    assert f"{PLAN} (en, full form)" in text


def test_minutes_that_do_not_hold_the_longer_form_are_a_mistake_of_the_full_form(
    folder: Path,
) -> None:
    found = problems(folder, longer(longer=["math-situations", "barriers", "outcomes"]))
    assert any("survey-after → minutes (full form)" in one for one in found)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"longer": ["math-situation"]}, "expected the id of an instrument"),
        ({"longer": ["math-tasks"]}, "a scale that is not asked anyway"),
        ({"longer_minutes": None}, "together, but one of them is missing"),
        ({"longer": None}, "together, but one of them is missing"),
        ({"longer_minutes": 0}, "longer_minutes"),
    ],
)
def test_a_longer_form_that_makes_no_sense_is_a_mistake(
    folder: Path, params: dict[str, Any], said: str
) -> None:
    assert any(said in one for one in problems(folder, longer(**params)))


def test_a_program_does_not_start_with_a_full_form_that_does_not_fit(folder: Path) -> None:
    lay(folder, f"plans/{PLAN}.yaml", longer(longer=["no-such-thing"]))
    with pytest.raises(ContentError):
        Library(folder)


def test_what_only_the_full_form_asks_is_used(folder: Path) -> None:
    lay(folder, f"plans/{PLAN}.yaml", longer())
    warned = [one.where for one in lint(read_folder(folder)).warnings]
    assert "math-situations" not in warned
