"""The curriculum page: looked through, copied, changed, pasted, sent on and taken in."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from _ui.curriculum import names
from efficacy.activities.registry import KINDS
from efficacy.language import speech
from efficacy.services import access, browse, facilitate
from efficacy.services.workshop import Workshop
from tests import cast
from tests.cast import PASSPHRASE
from tests.pages.conftest import Browser, read

OUTLINE = "Session 1 (90 min)\nWelcome 10\nSome odd thing 10\n20 Percent tasks\nGoodbye 5"


@pytest.fixture
def own(workshop: Workshop, tmp_path: Path) -> Path:
    """Give the workshop a library with an own folder, and return the folder."""
    other = copy.copy(workshop.library)
    other.own_folder = tmp_path / "own"
    other.refresh()
    workshop.library = other
    return tmp_path / "own"


@pytest.fixture
def who(workshop: Workshop) -> access.Facilitator:
    return cast.facilitator(workshop)


@pytest.fixture
def page(browser, workshop: Workshop, own: Path, who: access.Facilitator) -> Browser:
    """Return a facilitator's browser with the page open."""
    cookie = access.log_in(workshop, name=who.name, passphrase=PASSPHRASE)
    return browser(facilitator=cookie).opens("curriculum")


def at(page: Browser) -> AppTest:
    assert page.at is not None
    return page.at


def part(page: Browser, name: str) -> Browser:
    at(page).radio(key="curriculum-part").set_value(name)
    return page.again()


def box(page: Browser, label: str):
    """Return the box with this label."""
    boxes = (*at(page).text_area, *at(page).text_input, *at(page).number_input)
    return next(one for one in boxes if read(one.label) == label)


def mine(workshop: Workshop, who: access.Facilitator, plan_id: str = "taster-90") -> str:
    return facilitate.copy_plan(workshop, who, plan_id, title="Mine")


def own_page(page: Browser, workshop: Workshop, who: access.Facilitator) -> Browser:
    """Return the page with the one own plan, its first session and its second step unfolded."""
    mine(workshop, who)
    part(page, "own")
    at(page).button(key="change-1").click()
    return page.again()


# ------------------------------------------------------------------ who may


def test_a_participant_and_an_outsider_get_no_word_of_the_curriculum(browser, scene) -> None:
    for tokens in ({"participant": scene.participant}, {"projector": scene.projector}, {}):
        screen = browser(**tokens).opens("curriculum")
        assert "Please log in" in screen.words
        assert "Taster" not in screen.html
        assert not screen.at.radio


def test_after_logging_out_elsewhere_nothing_is_shown_and_nothing_changed(
    page, workshop, who, own
) -> None:
    own_page(page, workshop, who)
    here = access.who_is(workshop, page.cookies).facilitator
    before = facilitate.own_plan(workshop, who, "mine")
    access.log_out(workshop, here)
    at(page).button(key="down-0").click()
    page.again()
    assert "Please log in" in page.words
    assert facilitate.own_plan(workshop, who, "mine") == before


# ------------------------------------------------------------------- browse


def test_each_kind_and_each_sort_has_a_name_for_facilitators() -> None:
    assert set(names.kinds(speech())) == set(KINDS)
    assert tuple(names.sorts(speech())) == browse.SORTS


@pytest.mark.parametrize("sort", browse.SORTS)
def test_everything_of_each_sort_can_be_looked_at(sort, page, workshop, who) -> None:
    at(page).radio(key="look-sort").set_value(sort)
    page.again()
    for entry in browse.shelf(workshop, who, sort):
        at(page).selectbox(key=f"look-{sort}").set_value(entry.id)
        page.again()
        assert entry.title.split()[0] in page.words


def test_a_plan_shows_its_minutes_its_picture_in_words_and_its_run_sheets(page) -> None:
    at(page).selectbox(key="look-plan").set_value("taster-90")
    page.again()
    assert "Minutes stated 90" in page.words
    assert "not a measure of effect" in page.words
    assert "/files/run-sheet/taster-90/taster" in page.html
    (figure,) = at(page).get("plotly_chart")
    assert "Doing it oneself" in figure.proto.alt
    assert "Doing it oneself" in page.words


def test_a_group_that_has_started_keeps_its_content_is_said_on_the_page(page) -> None:
    assert "keeps the content it started with" in page.words


def test_a_ladder_shows_the_same_worked_task_each_time(page, workshop, who) -> None:
    at(page).radio(key="look-sort").set_value("ladder")
    page.again()
    at(page).selectbox(key="look-ladder").set_value("percent")
    first = page.again().words
    assert "How it is worked out" in first
    assert page.again().words == first


def test_an_instrument_says_how_it_is_counted_and_what_it_is_not(page) -> None:
    at(page).radio(key="look-sort").set_value("instrument")
    page.again()
    assert "Educational, not validated" in page.words
    assert "Answers from" in page.words


# ------------------------------------------------------------- copy and edit


def test_the_first_copy_is_made_here_and_is_then_open_for_changes(page, workshop, who) -> None:
    part(page, "own")
    assert "You have no plan of your own yet" in page.words
    at(page).selectbox(key="copy-of").set_value("taster-90")
    box(page, "Title of your copy").set_value("Thursday *group*")
    page.presses("Make the copy")
    assert [one.title for one in facilitate.own_contents(workshop, who)] == ["Thursday *group*"]
    assert "No mistakes" in page.words


def test_a_copy_without_a_title_gets_a_sentence_and_makes_nothing(page, workshop, who) -> None:
    part(page, "own").presses("Make the copy")
    assert "1 to 80 characters" in page.words
    assert facilitate.own_contents(workshop, who) == ()


def test_too_many_minutes_are_saved_and_the_mistake_stands_beside_them(page, workshop, who) -> None:
    own_page(page, workshop, who)
    box(page, "Minutes").set_value(120)
    page.again()
    assert "1 mistake" in page.words
    assert "at most 90 minutes" in page.words
    assert "too many" in page.words
    assert facilitate.own_plan(workshop, who, "mine").sessions[0].activities[1].minutes == 120
    page.presses("Undo")
    assert "No mistakes" in page.words


def test_steps_are_moved_and_taken_out_and_that_can_be_undone(page, workshop, who) -> None:
    own_page(page, workshop, who)
    steps = [one.id for one in facilitate.own_plan(workshop, who, "mine").sessions[0].activities]
    at(page).button(key="down-0").click()
    page.again()
    at(page).button(key="out-3").click()
    page.again()
    now = [one.id for one in facilitate.own_plan(workshop, who, "mine").sessions[0].activities]
    assert now == [steps[1], steps[0], steps[2], *steps[4:]]
    page.presses("Undo").presses("Undo")
    now = [one.id for one in facilitate.own_plan(workshop, who, "mine").sessions[0].activities]
    assert now == steps
    assert at(page).button(key="undo").disabled


def test_a_script_is_changed_and_an_empty_one_is_kept_in_its_box_unsaved(
    page, workshop, who
) -> None:
    own_page(page, workshop, who)
    box(page, "Say this").set_value("Welcome back.")
    page.again()
    step = facilitate.own_plan(workshop, who, "mine").sessions[0].activities[1]
    assert step.notes.say == "Welcome back."
    box(page, "Say this").set_value("  ")
    page.again()
    assert "cannot be empty" in page.words
    assert "Not saved yet" in page.words
    step = facilitate.own_plan(workshop, who, "mine").sessions[0].activities[1]
    assert step.notes.say == "Welcome back."


def test_minutes_away_from_the_screen_are_told_with_what_people_do_then(
    page, workshop, who
) -> None:
    own_page(page, workshop, who)
    box(page, "Of these, minutes away from the screen").set_value(3)
    page.again()
    box(page, "What people do then").set_value("They talk in pairs.")
    page.again()
    away = facilitate.own_plan(workshop, who, "mine").sessions[0].activities[1].off_screen
    assert (away.minutes, away.doing) == (3, "They talk in pairs.")
    box(page, "Of these, minutes away from the screen").set_value(0)
    page.again()
    step = facilitate.own_plan(workshop, who, "mine").sessions[0].activities[1]
    assert step.off_screen is None


def test_a_step_is_added_after_the_one_that_was_chosen(page, workshop, who) -> None:
    mine(workshop, who)
    plan = facilitate.own_plan(workshop, who, "mine")
    like = browse.steps_like(workshop, who)["pause"][0].step if _has_pause(workshop, who) else None
    like = like or browse.steps_like(workshop, who)["close"][0].step
    change = facilitate.editing.with_step("taster", like, after=plan.sessions[0].activities[0].id)
    facilitate.edit_plan(workshop, who, "mine", change)
    steps = facilitate.own_plan(workshop, who, "mine").sessions[0].activities
    assert (steps[1].kind, len(steps)) == (like.kind, len(plan.sessions[0].activities) + 1)
    assert len({one.id for one in steps}) == len(steps)
    assert "Add a step" in [read(one.label) for one in at(part(page, "own")).expander]


def _has_pause(workshop: Workshop, who: access.Facilitator) -> bool:
    return "pause" in browse.steps_like(workshop, who)


def test_a_plan_is_deleted_only_after_the_question(page, workshop, who) -> None:
    mine(workshop, who)
    part(page, "own")
    assert "It cannot be brought back" in page.words
    page.presses("Delete this plan")
    assert facilitate.own_contents(workshop, who) == ()


# ----------------------------------------------------------------- warnings


def test_a_warning_says_why_and_where_from_and_is_overruled_with_a_reason(
    page, workshop, who
) -> None:
    mine(workshop, who)
    plan = facilitate.own_plan(workshop, who, "mine")
    for step in plan.sessions[0].activities:
        if step.kind == "story":
            facilitate.edit_plan(workshop, who, "mine", facilitate.editing.without(step.id))
    part(page, "own")
    assert "struggled first" in page.words
    assert "Schunk" in page.words
    reasons = [one for one in at(page).text_area if "40 characters" in read(one.label)]
    reasons[0].set_value("Too short.")
    at(page).button(key="do-keep-0").click()
    page.again()
    assert "is still in its box" in page.words
    reasons = [one for one in at(page).text_area if "40 characters" in read(one.label)]
    assert reasons[0].value == "Too short."
    reasons[0].set_value("Everybody here met two such people last week, in the library.")
    at(page).button(key="do-keep-0").click()
    page.again()
    assert "Kept so, because:" in page.words
    assert facilitate.own_plan(workshop, who, "mine").overruled
    page.presses("Take the reason back")
    assert facilitate.own_plan(workshop, who, "mine").overruled == ()


# --------------------------------------------------------------------- text


def as_text(page: Browser, workshop: Workshop, who: access.Facilitator) -> str:
    mine(workshop, who)
    part(page, "own")
    at(page).radio(key="own-look").set_value("text")
    page.again()
    return str(box(page, "The plan as text").value)


def test_a_key_that_is_misspelt_is_named_with_its_line_and_the_text_stays(
    page, workshop, who
) -> None:
    text = as_text(page, workshop, who).replace("title: Mine", "titel: Mine")
    box(page, "The plan as text").set_value(text)
    page.again()
    assert "changes that are not saved" in page.words
    page.presses("Save the text")
    assert "Did you mean “title”?" in page.words
    assert "(line" in page.words
    assert box(page, "The plan as text").value == text
    # Still there after a look at another part of the page.
    part(page, "look")
    part(page, "own")
    at(page).radio(key="own-look").set_value("text")
    page.again()
    assert box(page, "The plan as text").value == text


def test_text_that_is_right_is_saved(page, workshop, who) -> None:
    text = as_text(page, workshop, who).replace("title: Mine", "title: Ours")
    box(page, "The plan as text").set_value(text)
    page.again().presses("Save the text")
    assert facilitate.own_plan(workshop, who, "mine").title == "Ours"
    page.presses("Undo")
    assert facilitate.own_plan(workshop, who, "mine").title == "Mine"


def test_text_that_is_behind_the_plan_is_saved_only_after_it_was_said(page, workshop, who) -> None:
    text = as_text(page, workshop, who).replace("title: Mine", "title: Ours")
    box(page, "The plan as text").set_value(text)
    page.again()
    facilitate.edit_plan(
        workshop, who, "mine", facilitate.editing.of_plan(summary="Changed in another window.")
    )
    page.presses("Save the text")
    assert "was changed since you began" in page.words
    assert facilitate.own_plan(workshop, who, "mine").title == "Mine"
    page.presses("Save the text")
    assert facilitate.own_plan(workshop, who, "mine").title == "Ours"


def test_text_that_is_not_saved_outlives_changes_and_undo(page, workshop, who) -> None:
    text = as_text(page, workshop, who).replace("title: Mine", "titel: Mine")
    box(page, "The plan as text").set_value(text)
    page.again()
    at(page).radio(key="own-look").set_value("steps")
    page.again()
    at(page).button(key="down-0").click()
    page.again().presses("Undo")
    at(page).radio(key="own-look").set_value("text")
    page.again()
    assert box(page, "The plan as text").value == text
    page.presses("Drop my changes")
    assert "title: Mine" in box(page, "The plan as text").value


# ------------------------------------------------------------------ outline


def test_an_outline_is_read_put_right_and_saved_as_a_plan(page, workshop, who) -> None:
    part(page, "paste")
    box(page, "Title of your plan").set_value("Evening")
    box(page, "Your outline").set_value(OUTLINE)
    page.presses("Make a draft")
    assert "kind guessed" in page.words
    kind = next(one for one in at(page).selectbox if read(one.label) == "Kind of line 3")
    kind.set_value("pause")
    page.again()
    assert "you said so" in page.words
    page.presses("Save as my own plan")
    plan = facilitate.own_plan(workshop, who, "evening")
    kinds = [step.kind for step in plan.sessions[0].activities]
    assert kinds == ["consent", "pause", "ladder", "close"]
    assert at(page).radio(key="curriculum-part").value == "own"


def test_an_outline_without_a_step_gets_a_sentence_and_stays_in_its_box(page) -> None:
    part(page, "paste")
    box(page, "Title of your plan").set_value("Evening")
    box(page, "Your outline").set_value("Session 1")
    page.presses("Make a draft")
    assert "There is no activity in this outline" in page.words
    part(page, "look")
    part(page, "paste")
    assert box(page, "Your outline").value == "Session 1"


def test_a_line_with_markup_is_shown_as_it_is(page) -> None:
    part(page, "paste")
    box(page, "Title of your plan").set_value("<b>Evening</b>")
    box(page, "Your outline").set_value("10 <script>alert(1)</script>")
    page.presses("Make a draft")
    assert "<script>alert(1)" not in page.html
    assert "&lt;script&gt;" in page.html


# ------------------------------------------------------------------- files


def test_a_plan_can_be_saved_as_a_file(page) -> None:
    part(page, "post")
    (download,) = at(page).get("download_button")
    assert read(download.proto.label) == "Save the file"


def test_a_broken_file_is_named_with_its_place_and_nothing_is_taken(page, workshop, who) -> None:
    part(page, "post")
    at(page).file_uploader[0].set_value(("cake.yaml", b"kind: plan\nid: [", "text/plain"))
    page.again().presses("Take it in")
    assert "Nothing was taken in, because of this" in page.words
    assert "cake.yaml → line 2" in page.words
    assert facilitate.own_contents(workshop, who) == ()


def test_a_file_that_is_no_text_gets_a_sentence(page) -> None:
    part(page, "post")
    at(page).file_uploader[0].set_value(("cake.yaml", b"\xff\xfe\x00", "text/plain"))
    page.again().presses("Take it in")
    assert "This file is no text" in page.words


def test_a_file_that_was_sent_on_is_taken_in_elsewhere(page, workshop, who) -> None:
    plan_id = mine(workshop, who)
    parcel = facilitate.export_plan(workshop, who, plan_id).encode()
    facilitate.delete_own(workshop, who, "plan", plan_id)
    part(page, "post")
    at(page).file_uploader[0].set_value((facilitate.file_name(plan_id), parcel, "text/plain"))
    page.again().presses("Take it in")
    assert [one.id for one in facilitate.own_contents(workshop, who)] == [plan_id]


def test_a_file_that_somebody_broke_in_the_folder_is_listed(page, workshop, own) -> None:
    (own / "plans").mkdir(parents=True)
    (own / "plans" / "broken.yaml").write_text("kind: plan\nid: [", "utf-8")
    workshop.library.refresh()
    part(page, "post")
    assert "own/plans/broken.yaml" in page.words
