"""The console's groups, and call names in front: formed by a press, moved by hand, never markup."""

from __future__ import annotations

import pytest

from efficacy.flow import Move
from efficacy.services import access, facilitate
from efficacy.web import runtime
from tests.every_kind import Stage

NAMES = ("Heron", "Finch", "Robin", "<b>Swift</b>", "Ra*ven", "Dove")


@pytest.fixture
def stage(workshop, clock) -> Stage:
    """Return six people where study partners are on, then encouragement."""
    made = Stage.made(workshop, clock, "partners", "encourage", names=NAMES)
    made.room.does(Move.BEGIN)
    return made


@pytest.fixture
def console(browser, stage: Stage):
    """Return the owner's console of that session."""
    runtime.use_workshop(stage.room.workshop)
    owner = access.log_in(
        stage.room.workshop, name=stage.room.owner.name, passphrase="four words in row"
    )
    return browser(facilitator=owner).opens(
        "console", cohort=stage.room.cohort_id, session=stage.room.session_id
    )


def groups(stage: Stage) -> list[set[str]]:
    step = stage.room.console().step
    assert step is not None
    return [{name for _, name in group.people} for group in step.groups]


def test_pairs_and_threes_are_one_press(stage: Stage, console) -> None:
    assert "In no group yet" in console.words
    console.presses("Form pairs")
    assert [len(people) for people in groups(stage)] == [2, 2, 2]
    assert "In no group yet" not in console.words
    console.presses("Form threes anew")
    assert [len(people) for people in groups(stage)] == [3, 3]
    console.presses("Form pairs anew")
    assert [len(people) for people in groups(stage)] == [2, 2, 2]


def test_names_are_drawn_as_they_are_and_never_as_markup(stage: Stage, console) -> None:
    console.presses("Form pairs")
    assert "<b>Swift</b>" in console.words
    assert "<b>Swift</b>" not in console.html


def test_the_rest_is_formed_only_where_there_is_a_rest(stage: Stage, console) -> None:
    console.presses("Form pairs")
    (button,) = [b for b in console.at.button if b.label == "Form the rest again"]
    assert button.disabled
    late = stage.room.joins("Late one")
    before = groups(stage)
    console.again().presses("Form the rest again")
    assert sum(people in before for people in groups(stage)) == 2
    assert any("Late one" in people for people in groups(stage))
    assert late.id


def test_a_wish_for_another_partner_is_a_mark_on_the_group_and_not_on_a_name(
    stage: Stage, console
) -> None:
    console.presses("Form pairs")
    stage.presses(stage.people[0], "other-partner")
    console.again()
    assert console.words.count("another partner is wished for") == 1
    console.presses("Form the rest again")
    assert "another partner is wished for" not in console.words


def test_somebody_can_be_moved_and_somebody_can_have_left(stage: Stage, console) -> None:
    console.presses("Form pairs")
    who, to = (box for box in console.at.selectbox if box.label in ("Who", "To"))
    who.select(stage.people[0].id)
    to.select(-1)
    console.again().presses("Move")
    assert [len(people) for people in groups(stage)].count(1) == 2
    assert console.words.count("alone") == 2
    (who,) = (box for box in console.at.selectbox if box.label == "Who")
    who.select(stage.people[0].id)
    console.again().presses("Has left: form the rest again")
    assert not any("Heron 0" in people for people in groups(stage))
    assert sorted(len(people) for people in groups(stage)) == [2, 3]


def test_who_cannot_be_placed_is_named_in_a_sentence(browser, workshop, clock) -> None:
    stage = Stage.made(workshop, clock, "partners", people=1)
    stage.room.does(Move.BEGIN)
    runtime.use_workshop(stage.room.workshop)
    owner = access.log_in(workshop, name=stage.room.owner.name, passphrase="four words in row")
    screen = browser(facilitator=owner).opens("console", session=stage.room.session_id)
    screen.presses("Form pairs")
    assert "Heron 0 (there is nobody else" in screen.words


def test_groups_stand_on_the_console_where_people_write_and_not_where_they_do_not(
    browser, workshop, clock
) -> None:
    stage = Stage.made(workshop, clock, "encourage", "talk")
    stage.room.does(Move.BEGIN)
    runtime.use_workshop(stage.room.workshop)
    owner = access.log_in(workshop, name=stage.room.owner.name, passphrase="four words in row")
    screen = browser(facilitator=owner).opens("console", session=stage.room.session_id)
    assert "Form pairs" in screen.words
    stage.room.does(Move.GO_TO, target=1)
    assert "Form pairs" not in screen.again().words


def test_in_front_stand_call_names_group_by_group_and_then_the_task(browser, stage: Stage) -> None:
    room = stage.room
    runtime.use_workshop(room.workshop)
    token = facilitate.open_projector(room.workshop, room.owner, room.session_id)
    screen = browser(projector=token).opens("projector")
    assert "The groups come in a moment." in screen.words
    facilitate.form_groups(room.workshop, room.owner, room.session_id)
    stage.presses(stage.people[0], "other-partner")
    screen.again()
    for number, name in enumerate(NAMES):
        assert f"{name} {number}" in screen.words
    assert "another" not in screen.words
    room.does(Move.NEXT_PHASE)
    assert "One tells, one asks how." in screen.again().words
    assert "Heron" not in screen.words


def test_twenty_pairs_stand_in_four_columns(browser, workshop, clock) -> None:
    stage = Stage.made(workshop, clock, "partners", people=40)
    room = stage.room
    room.does(Move.BEGIN)
    facilitate.form_groups(room.workshop, room.owner, room.session_id)
    runtime.use_workshop(room.workshop)
    token = facilitate.open_projector(room.workshop, room.owner, room.session_id)
    screen = browser(projector=token).opens("projector")
    assert 'class="pj-groups is-many"' in screen.html
    assert screen.html.count("<li><span>") == 20
