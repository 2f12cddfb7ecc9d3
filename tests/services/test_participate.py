"""Joining, coming back, answering: what is kept, what is refused, what is late."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound, StageError
from efficacy.flow import Move
from efficacy.services import access, facilitate, participate, present
from efficacy.store.queries import responses
from tests.cast import Room, participant_behind


def stored(room: Room, who: access.Participant) -> dict[str, float | str | None]:
    step = room.screen(who).step
    with room.workshop.store.read() as tx:
        rows = responses.of_person(tx, step.run_id, who.id)
    return {row.item_id: row.number if row.number is not None else row.text for row in rows}


# -------------------------------------------------------------------- joining


def test_a_wrong_code_gets_a_sentence(room: Room):
    with pytest.raises(NotFound, match="No room has the code “zzzzzz”"):
        participate.door(room.workshop, "zzzzzz")


@pytest.mark.parametrize("typed", ["{}", " {} ", "{U}", "{a} {b}", "{a}-{b}"])
def test_a_code_is_understood_however_it_is_typed(room: Room, typed: str):
    code = room.code
    words = typed.format(code, U=code.upper(), a=code[:3], b=code[3:])
    assert participate.door(room.workshop, words).cohort_id == room.cohort_id


def test_an_ended_cohort_lets_nobody_in(room: Room):
    facilitate.end_cohort(room.workshop, room.owner, room.cohort_id)
    with pytest.raises(StageError, match="has ended"):
        participate.door(room.workshop, room.code)
    with pytest.raises(StageError, match="has ended"):
        participate.join(
            room.workshop,
            room.code,
            call_name="Heron",
            takes_survey=True,
            ticket="t",
            consent_version="1",
        )


def test_the_consent_page_says_what_the_mode_does(workshop, clock):
    said = {
        mode: participate.door(
            workshop, Room.made(workshop, clock, mode=mode, name=mode).code
        ).sentences
        for mode in facilitate.MODES
    }
    assert said["confidential"] != said["group-only"]
    assert all(3 <= len(sentences) <= 6 for sentences in said.values())


def test_serving_the_consent_page_fixes_the_mode(room: Room):
    facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, mode="group-only")
    participate.door(room.workshop, room.code)
    with pytest.raises(StageError, match="is fixed"):
        facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, mode="confidential")
    facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, mode="group-only")


def test_a_double_tap_joins_once(room: Room):
    first = room.joins("Heron", ticket="same")
    second = room.joins("Heron", ticket="same")
    assert first.id == second.id
    assert first.device_id != second.device_id
    assert len(present.people(room.workshop, room.owner, room.cohort_id)) == 1


def test_a_ticket_of_another_room_does_not_open_this_one(room: Room, workshop, clock):
    other = Room.made(workshop, clock, name="Other")
    first = other.joins("Heron", ticket="same")
    # Worth nothing here: whoever brings it joins as anybody does.
    second = room.joins("Heron", ticket="same")
    assert (second.cohort_id, first.cohort_id) == (room.cohort_id, other.cohort_id)
    assert second.id != first.id


@pytest.mark.parametrize("twin", ["Heron", "heron", " HERON ", "Ｈｅｒｏｎ"])
def test_a_taken_call_name_is_refused_with_a_way_on(room: Room, twin: str):
    room.joins("Heron")
    with pytest.raises(Conflict, match="Choose another call name"):
        room.joins(twin)


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 25, "a\x07b"])
def test_a_call_name_that_cannot_be_called_is_refused(room: Room, name: str):
    with pytest.raises(InvalidValue):
        room.joins(name)


@pytest.mark.parametrize("name", ["O'Brien", "Zoë", "李雷", "محمد", "Nguyễn Thị", "🦉", "2"])
def test_any_name_people_go_by_is_taken(room: Room, name: str):
    assert room.screen(room.joins(name)).call_name == name


def test_a_name_with_a_control_character_never_reaches_the_store(room: Room):
    with pytest.raises(InvalidValue):
        participate.checked_call_name("Her\x00on")


def test_record_numbers_do_not_tell_who_joined_first(room: Room):
    people = [room.joins(f"Person {n}") for n in range(30)]
    with room.workshop.store.read() as tx:
        from efficacy.store.queries import participants

        numbers = [participants.by_id(tx, who.id).record_number for who in people]
    assert len(set(numbers)) == 30
    assert numbers != sorted(numbers)
    assert all(1000 <= number <= 9999 for number in numbers)


def test_a_latecomer_lands_on_the_current_step_and_is_marked(room: Room):
    early = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    late = room.joins("Wren")
    assert room.screen(late).step.run_id == room.screen(early).step.run_id
    assert room.screen(late).joined_late
    assert not room.screen(early).joined_late
    lines = {p.call_name: p for p in present.people(room.workshop, room.owner, room.cohort_id)}
    assert lines["Wren"].joined_step == room.position_of("survey", wave="pre") + 1
    assert lines["Heron"].joined_step is None


# --------------------------------------------------------------- coming back


def test_call_name_and_pin_bring_somebody_back_on_another_device(room: Room):
    phone = room.joins("Heron")
    pin = room.screen(phone).pin
    laptop = participant_behind(
        room.workshop,
        participate.come_back(room.workshop, room.code, call_name=" heron", pin=f" {pin} "),
    )
    assert laptop.id == phone.id
    assert laptop.device_id != phone.device_id


def test_wrong_pins_are_counted_until_the_right_one(room: Room):
    pin = room.screen(room.joins("Heron")).pin
    wrong = f"{(int(pin) + 1) % 10_000:04d}"
    for tries in range(1, 4):
        with pytest.raises(NotAllowed, match="do not fit together"):
            participate.come_back(room.workshop, room.code, call_name="Heron", pin=wrong)
        assert participate.wrong_tries(room.workshop, room.code, "Heron") == tries
    participate.come_back(room.workshop, room.code, call_name="Heron", pin=pin)
    assert participate.wrong_tries(room.workshop, room.code, "Heron") == 0


def test_an_unknown_name_and_a_wrong_pin_get_the_same_sentence(room: Room):
    room.joins("Heron")
    sentences = set()
    for name in ("Heron", "Nobody"):
        with pytest.raises(NotAllowed) as refusal:
            participate.come_back(room.workshop, room.code, call_name=name, pin="xxxx")
        sentences.add(str(refusal.value))
    assert len(sentences) == 1


def test_somebody_removed_cannot_come_back_until_restored(room: Room):
    who = room.joins("Heron")
    pin = room.screen(who).pin
    facilitate.remove_person(room.workshop, room.owner, who.id)
    with pytest.raises(NotAllowed):
        room.screen(who)
    with pytest.raises(NotAllowed):
        participate.come_back(room.workshop, room.code, call_name="Heron", pin=pin)
    facilitate.restore_person(room.workshop, room.owner, who.id)
    assert room.screen(who).call_name == "Heron"


def test_a_new_pin_takes_the_place_of_the_old_one(room: Room):
    who = room.joins("Heron")
    old = room.screen(who).pin
    new = facilitate.new_pin(room.workshop, room.owner, who.id)
    assert room.screen(who).pin == new
    if old != new:
        with pytest.raises(NotAllowed):
            participate.come_back(room.workshop, room.code, call_name="Heron", pin=old)


def test_greeting_says_the_call_name_and_nothing_more(room: Room):
    assert participate.greet(room.workshop, room.joins("Heron")) == ("Heron", room.code)


# ----------------------------------------------------------------- answering


@pytest.fixture
def asked(room: Room) -> tuple[Room, access.Participant, str]:
    """A room in the pre survey with one participant and the first item."""
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    return room, who, room.ratings(who)[0]


def test_an_answer_is_saved_as_it_is_given(asked):
    room, who, item = asked
    receipt = room.answers(who, item, 70, counter=1)
    assert receipt.ok
    assert receipt.saved_ms == room.clock.now_ms
    assert stored(room, who) == {item: 70.0}
    assert room.screen(who).values == {item: 70.0}


def test_saving_again_updates_the_row(asked):
    room, who, item = asked
    for counter, value in enumerate((10, 90, 40), start=1):
        room.answers(who, item, value, counter=counter)
    assert stored(room, who) == {item: 40.0}


def test_a_smaller_counter_of_the_same_device_never_overwrites(asked):
    room, who, item = asked
    room.answers(who, item, 90, counter=5)
    receipt = room.answers(who, item, 10, counter=4)
    assert receipt.ok, "the device need not send it again"
    assert stored(room, who) == {item: 90.0}


def test_between_devices_the_later_given_answer_wins(asked):
    room, phone, item = asked
    laptop = participant_behind(
        room.workshop,
        participate.come_back(
            room.workshop, room.code, call_name="Heron", pin=room.screen(phone).pin
        ),
    )
    room.clock.pass_s(60)
    room.answers(phone, item, 90, counter=50)
    room.answers(laptop, item, 20, counter=1, age_ms=30_000)  # given earlier, sent later
    assert stored(room, phone) == {item: 90.0}
    room.answers(laptop, item, 30, counter=2)
    assert stored(room, phone) == {item: 30.0}


def test_a_cleared_answer_is_missing_and_stays_so(asked):
    room, who, item = asked
    room.answers(who, item, 90, counter=1)
    room.answers(who, item, None, counter=2)
    room.answers(who, item, 90, counter=1)  # the first one, arriving again
    assert stored(room, who) == {item: None}
    assert room.screen(who).values == {}


@pytest.mark.parametrize("value", [5, 101, -10, "70", True, 70.5, [70], {"a": 1}, float("nan")])
def test_a_value_off_the_scale_is_refused_with_a_sentence(asked, value):
    room, who, item = asked
    receipt = room.answers(who, item, value, counter=1)
    assert not receipt.ok
    assert "0 to 100" in receipt.sentence
    assert stored(room, who) == {}


def test_an_unknown_item_or_attempt_is_refused(asked):
    room, who, item = asked
    assert not room.answers(who, "no-such-item", 50, counter=1).ok
    step = room.screen(who).step
    receipt = participate.answer(
        room.workshop,
        who,
        participate.Answer(run_id=step.run_id, item_id=item, value=50, counter=1, attempt=0),
    )
    assert not receipt.ok


def test_somebody_of_another_cohort_cannot_answer_here(asked, workshop, clock):
    room, who, item = asked
    run_id = room.screen(who).step.run_id
    other = Room.made(workshop, clock, name="Other")
    stranger = other.joins("Mallory")
    receipt = other.answers(stranger, item, 50, counter=1, run_id=run_id)
    assert not receipt.ok
    assert "does not exist in your room" in receipt.sentence
    assert stored(room, who) == {}


def test_somebody_removed_cannot_answer(asked):
    room, who, item = asked
    run_id = room.screen(who).step.run_id
    facilitate.remove_person(room.workshop, room.owner, who.id)
    with pytest.raises(NotAllowed):
        room.answers(who, item, 50, counter=1, run_id=run_id)


def test_who_declined_the_survey_sees_it_and_nothing_is_kept(room: Room):
    who = room.joins("Wren", takes_survey=False)
    neighbour = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    mine, theirs = room.screen(who), room.screen(neighbour)
    assert mine.sheet == theirs.sheet
    assert not mine.keeps
    assert theirs.keeps
    receipt = room.answers(who, room.ratings(who)[0], 50, counter=1)
    assert not receipt.ok
    assert stored(room, who) == {}


def test_who_declined_the_survey_takes_part_in_everything_else(room: Room):
    who = room.joins("Wren", takes_survey=False)
    room.opens()
    for kind in ("consent", "talk", "discussion", "close"):
        room.goes_to(kind)
        assert room.screen(who).keeps


# --------------------------------------------------------------- late answers


def test_an_answer_given_before_close_is_taken_and_marked_late(asked):
    room, who, item = asked
    room.clock.pass_s(30)
    run_id = room.screen(who).step.run_id
    room.does(Move.CLOSE)
    room.clock.pass_s(60)
    receipt = room.answers(who, item, 80, counter=1, age_ms=70_000, run_id=run_id)
    assert receipt.ok
    assert receipt.late
    assert stored(room, who) == {item: 80.0}


def test_an_answer_given_after_close_is_refused_and_copyable(asked):
    room, who, item = asked
    room.does(Move.CLOSE)
    room.clock.pass_s(60)
    receipt = room.answers(who, item, 80, counter=1, age_ms=59_000)
    assert not receipt.ok
    assert "is closed" in receipt.sentence
    assert stored(room, who) == {}


def test_a_late_answer_for_a_step_that_is_over_is_taken_until_the_session_ends(asked):
    room, who, item = asked
    run_id = room.screen(who).step.run_id
    room.clock.pass_s(10)
    room.does(Move.NEXT)
    room.clock.pass_s(300)
    assert room.answers(who, item, 80, counter=1, age_ms=301_000, run_id=run_id).ok
    room.does(Move.END)
    receipt = room.answers(who, item, 90, counter=2, age_ms=400_000, run_id=run_id)
    assert not receipt.ok
    assert "has ended" in receipt.sentence


# -------------------------------------------------------------------- actions


def test_done_and_passed_both_count_as_done(room: Room):
    first, second = room.joins("Heron"), room.joins("Wren")
    room.opens()
    room.goes_to("survey", wave="pre")
    run_id = room.screen(first).step.run_id
    participate.act(room.workshop, first, run_id=run_id, action_id="done", counter=1)
    participate.act(room.workshop, second, run_id=run_id, action_id="pass", counter=1)
    assert room.console().counts.done == 2
    assert room.screen(first).completed == "done"
    assert room.screen(second).completed == "passed"


def test_done_can_be_taken_back_and_repeated_without_harm(asked):
    room, who, _ = asked
    run_id = room.screen(who).step.run_id
    for action in ("done", "done", "undo", "undo", "pass"):
        participate.act(room.workshop, who, run_id=run_id, action_id=action, counter=1)
    assert room.screen(who).completed == "passed"


def test_an_action_that_the_sheet_does_not_offer_is_a_sentence(asked):
    room, who, _ = asked
    run_id = room.screen(who).step.run_id
    reply = participate.act(room.workshop, who, run_id=run_id, action_id="survey-no", counter=1)
    assert reply.sentence
    assert room.screen(who).takes_survey


def test_the_survey_choice_can_be_changed_while_the_consent_is_on(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("consent")
    run_id = room.screen(who).step.run_id
    participate.act(room.workshop, who, run_id=run_id, action_id="survey-no", counter=1)
    assert not room.screen(who).takes_survey
    participate.act(room.workshop, who, run_id=run_id, action_id="survey-yes", counter=2)
    assert room.screen(who).takes_survey


def test_a_whole_sheet_answered_counts_as_done_without_pressing_done(asked):
    room, who, _ = asked
    room.fills(who)
    assert room.console().counts.done == 1


# ----------------------------------------------------------------- invariants


@settings(max_examples=25, deadline=None)
@given(order=st.permutations(range(6)))
def test_whatever_order_answers_arrive_in_the_newest_of_a_device_stands(order):
    from tests.services.helpers import fresh_room

    with fresh_room() as room:
        who = room.joins("Heron")
        room.opens()
        room.goes_to("survey", wave="pre")
        item = room.ratings(who)[0]
        for counter in order:
            room.answers(who, item, counter * 10, counter=counter + 1)
        assert stored(room, who) == {item: 50.0}
