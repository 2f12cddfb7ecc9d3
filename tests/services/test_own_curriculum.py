"""A facilitator's own plans: copied, edited, checked, sent on and taken in; nothing lost."""

from __future__ import annotations

import copy
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.content.library import Library
from efficacy.content.models import Plan
from efficacy.content.outline import draft
from efficacy.errors import (
    Conflict,
    ContentError,
    InvalidValue,
    NotAllowed,
    NotFound,
    StoreError,
)
from efficacy.home import home
from efficacy.services import access, browse, facilitate
from efficacy.services.workshop import Workshop
from tests import cast


@pytest.fixture
def own(workshop: Workshop, tmp_path: Path) -> Path:
    """Give the workshop a library with an own folder, and return the folder."""
    folder = tmp_path / "own"
    workshop.library = beside(workshop.library, folder)
    return folder


def beside(library: Library, folder: Path) -> Library:
    """Return a library with an own folder, without reading anew what ships."""
    other = copy.copy(library)
    other.own_folder = folder
    other.refresh()
    return other


@pytest.fixture
def who(workshop: Workshop) -> access.Facilitator:
    return cast.facilitator(workshop)


def plan_of(workshop: Workshop, plan_id: str) -> Plan:
    return workshop.library.curriculum().plans[plan_id]


def longer(plan: Plan, minutes: int) -> Plan:
    """Return the plan with its first activity given so many minutes."""
    first, *others = plan.sessions[0].activities
    steps = (first.model_copy(update={"minutes": minutes}), *others)
    session = plan.sessions[0].model_copy(update={"activities": steps})
    return plan.model_copy(update={"sessions": (session, *plan.sessions[1:])})


# --- copy, edit, delete --------------------------------------------------------------------------


def test_a_copy_is_a_plan_of_its_own_and_can_be_used_at_once(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Thursday group")
    assert mine == "thursday-group"
    assert (own / "plans" / "thursday-group.yaml").is_file()
    plan = workshop.library.bundle(mine).plans[mine]
    assert plan.title == "Thursday group"
    assert plan.sessions[0].minutes == plan_of(workshop, "taster-90").sessions[0].minutes
    assert facilitate.own_problems(workshop, who) == ()


def test_two_copies_of_one_title_have_two_ids(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    first = facilitate.copy_plan(workshop, who, "taster-90", title="Größe 7!")
    second = facilitate.copy_plan(workshop, who, first, title="Größe 7!")
    assert (first, second) == ("groe-7", "groe-7-2") or (first, second) == (
        "grosse-7",
        "grosse-7-2",
    )


def test_a_title_in_another_script_still_gives_an_id(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    assert facilitate.copy_plan(workshop, who, "taster-90", title="工作坊") == "plan"


def test_a_plan_with_a_mistake_is_kept_and_named_and_not_offered(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    facilitate.save(workshop, who, longer(plan_of(workshop, mine), 120))
    assert [problem.file for problem in facilitate.own_problems(workshop, who)] == [
        "own/plans/mine.yaml"
    ]
    assert mine not in {plan.id for plan in workshop.library.plans()}
    assert [one.id for one in facilitate.own_contents(workshop, who)] == [mine]
    # Mended, it is back.
    (kept,) = facilitate.own_contents(workshop, who)
    assert isinstance(kept, Plan)
    facilitate.save(workshop, who, longer(kept, 6))
    assert mine in {plan.id for plan in workshop.library.plans()}


def test_the_checks_see_a_plan_before_it_is_saved(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    plan = plan_of(workshop, mine)
    assert facilitate.review(workshop, who, plan).errors == ()
    found = facilitate.review(workshop, who, longer(plan, 120)).errors
    assert "at most 90 minutes of activities" in str(found[0])
    assert facilitate.own_problems(workshop, who) == ()


def test_what_ships_cannot_be_written_over(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    with pytest.raises(Conflict, match="comes with Can Do"):
        facilitate.save(workshop, who, plan_of(workshop, "taster-90"))
    assert not own.exists()


def test_a_cohort_keeps_the_plan_it_was_made_with(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "starter-45", title="Mine")
    cohort = facilitate.create_cohort(
        workshop, who, name="Blue", plan_id=mine, mode="confidential", contact="Rosa, room 2"
    )
    facilitate.delete_own(workshop, who, "plan", mine)
    assert mine not in {plan.id for plan in workshop.library.plans()}
    session = facilitate.open_session(workshop, who, cohort, "starter")
    assert session


def test_deleting_what_is_gone_says_so(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    with pytest.raises(NotFound, match="no “mine” among your own content"):
        facilitate.delete_own(workshop, who, "plan", "mine")


def test_a_broken_file_in_the_own_folder_keeps_nothing_else_from_working(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    (own / "plans" / "broken.yaml").write_text("kind: plan\nid: [", "utf-8")
    (own / "plans" / "clash.yaml").write_text(
        (home() / "curriculum/plans/taster-90.yaml").read_text("utf-8"), "utf-8"
    )
    workshop.library.refresh()
    assert mine in {plan.id for plan in workshop.library.plans()}
    files = {problem.file for problem in facilitate.own_problems(workshop, who)}
    assert files == {"own/plans/broken.yaml", "own/plans/clash.yaml"}


def test_text_that_was_edited_is_checked_with_its_lines(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    text = facilitate.text_of(workshop, who, plan_of(workshop, mine))
    with pytest.raises(ContentError, match=r"titel.*Did you mean “title”"):
        facilitate.save_text(workshop, who, text.replace("title: Mine", "titel: Mine"))
    saved = facilitate.save_text(workshop, who, text.replace("title: Mine", "title: Ours"))
    assert isinstance(saved, Plan)
    assert plan_of(workshop, mine).title == "Ours"


def test_without_a_folder_nothing_is_saved_and_the_sentence_says_why(
    workshop: Workshop, who: access.Facilitator
) -> None:
    with pytest.raises(StoreError, match="without a folder for content of your own"):
        facilitate.copy_plan(workshop, who, "taster-90", title="Mine")


def test_a_folder_that_cannot_be_written_says_so(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    own.write_text("a file where the folder should be", "utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        facilitate.copy_plan(workshop, who, "taster-90", title="Mine")


# --- sending on and taking in --------------------------------------------------------------------


def test_a_plan_goes_to_another_counselor_as_one_file(
    workshop: Workshop, own: Path, who: access.Facilitator, tmp_path: Path
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    parcel = facilitate.export_plan(workshop, who, mine)
    workshop.library = beside(workshop.library, tmp_path / "theirs")
    taken = facilitate.take_in(workshop, who, parcel, name="mine.yaml")
    assert taken.new == ("mine",)
    assert set(taken.same) >= {"math-tasks", "percent", "jo", "marek", "ines"}
    assert mine in {plan.id for plan in workshop.library.plans()}
    again = facilitate.take_in(workshop, who, parcel, name="mine.yaml")
    assert again.new == ()


def test_every_plan_that_ships_can_be_sent_and_is_known_where_it_arrives(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    for plan in workshop.library.plans():
        parcel = facilitate.export_plan(workshop, who, plan.id)
        taken = facilitate.take_in(workshop, who, parcel, name="plan.yaml")
        assert taken.new == ()
        assert plan.id in taken.same


def test_other_words_under_a_known_id_are_refused_and_nothing_is_taken(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    parcel = facilitate.export_plan(workshop, who, mine)
    facilitate.delete_own(workshop, who, "plan", mine)
    changed = parcel.replace("I left school before letters came into math.", "Other words.")
    assert changed != parcel
    with pytest.raises(ContentError, match="“jo” with other words than yours"):
        facilitate.take_in(workshop, who, changed, name="mine.yaml")
    assert facilitate.own_contents(workshop, who) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "an empty file"),
        ("kind: curriculum\ncontents: []", "a list of 1 to 200 contents"),
        ("kind: curriculum\ncontents: [one]", "keys with values"),
        ("kind: cake\nid: a", "expected one of"),
        ("a: &x 1\nb: *x", "an alias"),
    ],
)
def test_a_file_that_is_none_says_what_was_expected(
    text: str, said: str, workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    with pytest.raises(ContentError, match=said):
        facilitate.take_in(workshop, who, text, name="cake.yaml")


def test_a_file_beyond_all_size_is_refused_before_it_is_read(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    with pytest.raises(InvalidValue, match="more than 1000000 characters"):
        facilitate.take_in(workshop, who, "x" * 1_000_001, name="big.yaml")


# --- outlines ------------------------------------------------------------------------------------


def test_an_outline_becomes_a_draft_that_can_be_saved_and_checked(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    outline = "Session 1 (90 min)\nWelcome 10\n20 Percent tasks\nGoodbye 5"
    made = facilitate.draft_plan(workshop, who, outline, title="Evening")
    assert [guess.kind for guess in made.guesses] == ["consent", "ladder", "close"]
    assert facilitate.own_contents(workshop, who) == ()
    facilitate.save(workshop, who, made.plan)
    assert [one.id for one in facilitate.own_contents(workshop, who)] == ["evening"]


def test_people_can_join_a_plan_that_shows_no_consent_page_of_its_own(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    made = facilitate.draft_plan(
        workshop, who, "Survey 8\nPercent tasks 30\nSurvey 8", title="Plain"
    )
    facilitate.save(workshop, who, made.plan)
    assert workshop.library.bundle("plain").consents


def test_a_line_that_was_read_wrongly_gets_the_kind_that_its_writer_says(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    outline = "Welcome 10\nThe thing with the oranges 20"
    made = facilitate.draft_plan(workshop, who, outline, title="Evening", kinds={2: "ladder"})
    assert [guess.kind for guess in made.guesses] == ["consent", "ladder"]
    assert [step.kind for step in made.plan.sessions[0].activities] == ["consent", "ladder"]
    assert made.plan.sessions[0].activities[1].title == "The thing with the oranges"


# --- one change at a time ------------------------------------------------------------------------


def test_a_change_is_made_on_the_plan_as_it_is_now(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    first, second = plan_of(workshop, mine).sessions[0].activities[:2]
    facilitate.edit_plan(workshop, who, mine, facilitate.editing.moved(first.id, 1))
    before = facilitate.edit_plan(
        workshop, who, mine, facilitate.editing.of_step(first.id, title="Hello")
    )
    now = plan_of(workshop, mine).sessions[0].activities
    assert [(now[0].id, now[1].title)] == [(second.id, "Hello")]
    assert before.sessions[0].activities[1].title == first.title


def test_a_change_that_cannot_be_kept_leaves_the_file_as_it_was(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    file = own / "plans" / "mine.yaml"
    text = file.read_text("utf-8")
    with pytest.raises(InvalidValue, match="cannot be empty"):
        facilitate.edit_plan(workshop, who, mine, facilitate.editing.of_plan(title=""))
    with pytest.raises(NotFound, match="not there any more"):
        facilitate.edit_plan(workshop, who, "gone", facilitate.editing.of_plan(title="T"))
    assert file.read_text("utf-8") == text


def test_the_outlook_of_a_plan_that_is_not_saved_has_minutes_mistakes_and_warnings(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    mine = facilitate.copy_plan(workshop, who, "taster-90", title="Mine")
    found = facilitate.outlook_of_plan(workshop, who, longer(plan_of(workshop, mine), 120))
    assert found.mistakes
    assert found.doses[0].slack < 0
    assert found.warnings
    shipped = facilitate.outlook_of_plan(workshop, who, plan_of(workshop, "taster-90"))
    assert shipped.mistakes == ()
    assert shipped.doses[0].minutes == 90


# --- who may -------------------------------------------------------------------------------------


def test_nobody_changes_content_after_they_logged_out(
    workshop: Workshop, own: Path, who: access.Facilitator
) -> None:
    access.log_out(workshop, who)
    plan = plan_of(workshop, "taster-90")
    for attempt in (
        lambda: facilitate.copy_plan(workshop, who, "taster-90", title="Mine"),
        lambda: facilitate.draft_plan(workshop, who, "Welcome 5", title="Mine"),
        lambda: facilitate.export_plan(workshop, who, "taster-90"),
        lambda: facilitate.take_in(workshop, who, "kind: plan", name="x"),
        lambda: facilitate.save_text(workshop, who, "kind: plan"),
        lambda: facilitate.text_of(workshop, who, plan),
        lambda: facilitate.review(workshop, who, plan),
        lambda: facilitate.own_contents(workshop, who),
        lambda: facilitate.own_problems(workshop, who),
        lambda: facilitate.delete_own(workshop, who, "plan", "mine"),
        lambda: facilitate.own_plan(workshop, who, "mine"),
        lambda: facilitate.edit_plan(workshop, who, "mine", facilitate.editing.of_plan(title="T")),
        lambda: facilitate.outlook_of_plan(workshop, who, plan),
        lambda: browse.shelf(workshop, who, "plan"),
        lambda: browse.steps_like(workshop, who),
    ):
        with pytest.raises(NotAllowed, match="logged out"):
            attempt()
    assert not own.exists()


@given(text=st.text(max_size=300))
def test_no_outline_breaks_the_draft(library: Library, text: str) -> None:
    try:
        made = draft(
            text,
            library.curriculum(),
            title="T",
            plan_id="t",
            author="A",
            today=date(2026, 1, 1),
        )
    except InvalidValue:
        return
    assert [step.id for one in made.plan.sessions for step in one.activities] == [
        guess.activity_id for guess in made.guesses
    ]
    assert all(1 <= guess.minutes <= 120 for guess in made.guesses)
