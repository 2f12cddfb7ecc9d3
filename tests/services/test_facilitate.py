"""The run of show: one key, no double press, nothing lost on the way."""

from __future__ import annotations

import threading

import pytest

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound, StageError
from efficacy.flow import CLOSING_S, Move, Stage
from efficacy.services import access, facilitate, participate, present
from efficacy.store.queries import sessions
from efficacy.store.tables import response
from tests.cast import Room
from tests.cast import facilitator as somebody


def runs(room: Room):
    with room.workshop.store.read() as tx:
        return sessions.runs(tx, room.session_id)


# -------------------------------------------------------------------- cohorts


@pytest.mark.parametrize(
    ("changes", "fragment"),
    [
        ({"name": " "}, "name has 1 to 60"),
        ({"name": "x" * 61}, "name has 1 to 60"),
        ({"contact": ""}, "contact line has 1 to 120"),
        ({"mode": "public"}, "not “public”"),
        ({"form": "endless"}, "not “endless”"),
        ({"recruited": "lured"}, "not “lured”"),
        ({"retention_days": 0}, "1 to 3650"),
    ],
)
def test_a_cohort_that_cannot_be_is_refused_with_a_sentence(room: Room, changes, fragment):
    wanted = {"name": "A", "plan_id": "starter-45", "mode": "confidential", "contact": "Rosa"}
    with pytest.raises(InvalidValue, match=fragment):
        facilitate.create_cohort(room.workshop, room.owner, **(wanted | changes))


def test_what_else_happened_is_one_line_that_can_be_taken_away(room: Room):
    def change(**what):
        facilitate.change_cohort(room.workshop, room.owner, room.cohort_id, **what)
        (card,) = present.cohort_cards(room.workshop, room.owner)
        return card.recruited, card.happened

    assert change(recruited="all", happened=" A new\nteacher ") == ("all", "A new teacher")
    assert change(name="Other") == ("all", "A new teacher")
    assert change(recruited="", happened=" ") == ("", "")
    with pytest.raises(InvalidValue, match="up to 300 characters"):
        change(happened="x" * 301)
    with pytest.raises(InvalidValue, match="not “lured”"):
        change(recruited="lured")


def test_an_unknown_plan_is_a_sentence(room: Room):
    with pytest.raises(NotFound):
        facilitate.create_cohort(
            room.workshop,
            room.owner,
            name="A",
            plan_id="no-such",
            mode="confidential",
            contact="Rosa",
        )


def test_codes_can_be_said_across_a_room(room: Room, workshop, clock):
    codes = {room.code} | {
        Room.made(workshop, clock, name=f"G{n}", owner=room.owner).code for n in range(20)
    }
    assert len(codes) == 21
    for code in codes:
        assert all(letter in "bdfgkmnprstvz" for letter in code[::2])
        assert all(letter in "aeiou" for letter in code[1::2])


def test_two_cohorts_on_one_plan_pin_one_content(room: Room, workshop, clock):
    from efficacy.store.tables import content

    Room.made(workshop, clock, name="Second", owner=room.owner)
    with workshop.store.read() as tx:
        assert len(tx.execute(content.select()).all()) == 1


def test_deleting_takes_the_typed_code(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    room.fills(who)
    with pytest.raises(InvalidValue, match="Nothing was deleted"):
        facilitate.delete_cohort(room.workshop, room.owner, room.cohort_id, typed_code="wrong")
    facilitate.delete_cohort(
        room.workshop, room.owner, room.cohort_id, typed_code=room.code.upper()
    )
    assert present.cohort_cards(room.workshop, room.owner) == ()
    assert access.who_is(room.workshop, {}) == access.Visitor()


def test_call_names_are_deleted_after_the_retention_date_and_answers_stay(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    room.fills(who)
    assert facilitate.purge_due(room.workshop).cohorts == 0
    room.clock.pass_s(181 * 86_400)
    assert facilitate.purge_due(room.workshop).cohorts == 1
    assert facilitate.purge_due(room.workshop).cohorts == 0
    assert present.people(room.workshop, room.owner, room.cohort_id) == ()
    from efficacy.services import report

    found = report.material(room.workshop, room.owner, room.cohort_id)
    assert len(found.answers) > 0
    assert len(found.record_numbers) == 1


def test_the_lines_people_wrote_for_themselves_go_with_their_names(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("discussion")
    item = next(known.id for known in room.screen(who).sheet.fields)
    assert room.answers(who, item, "I fixed the pump", counter=1).ok
    room.clock.pass_s(181 * 86_400)
    facilitate.purge_due(room.workshop)
    with room.workshop.store.read() as tx:
        assert "pump" not in str(tx.execute(response.select()).all())


def test_an_owner_lets_another_facilitator_in_and_a_stranger_cannot(room: Room):
    other = somebody(room.workshop, "Omar Diaz")
    with pytest.raises(NotFound):
        facilitate.share_cohort(room.workshop, other, room.cohort_id, name="Omar Diaz")
    with pytest.raises(NotFound, match="Nobody"):
        facilitate.share_cohort(room.workshop, room.owner, room.cohort_id, name="Nobody")
    for _ in range(2):
        facilitate.share_cohort(room.workshop, room.owner, room.cohort_id, name=" omar diaz ")
    card = present.cohort_cards(room.workshop, other)[0]
    assert (card.id, card.role) == (room.cohort_id, "co")
    with pytest.raises(NotAllowed, match="Only the owner"):
        facilitate.delete_cohort(room.workshop, other, room.cohort_id, typed_code=room.code)


# ------------------------------------------------------------------- sessions


def test_opening_a_session_twice_gives_the_same_one(room: Room):
    assert room.opens() == room.opens()


def test_a_held_session_is_not_opened_again(room: Room):
    room.opens()
    room.does(Move.END)
    with pytest.raises(StageError, match="held already"):
        room.opens()


def test_the_whole_plan_takes_at_most_25_presses_of_one_key(room: Room):
    room.opens()
    presses = 0
    while (move := room.console().next_move) is not None:
        room.does(move)
        presses += 1
    assert room.console().place == "after"
    assert presses <= 25


def test_a_second_press_of_the_same_screen_changes_nothing(room: Room):
    session_id = room.opens()
    revision = room.console().revision
    facilitate.move(room.workshop, room.owner, session_id, Move.BEGIN, revision=revision)
    with pytest.raises(Conflict, match="moved on already"):
        facilitate.move(room.workshop, room.owner, session_id, Move.NEXT, revision=revision)
    assert room.console().step.number == 1


def test_two_facilitators_pressing_at_once_move_one_step(room: Room):
    session_id = room.opens()
    revision = room.console().revision
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def press() -> None:
        ready.wait()
        try:
            facilitate.move(room.workshop, room.owner, session_id, Move.BEGIN, revision=revision)
            outcomes.append("moved")
        except Conflict:
            outcomes.append("conflict")

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["conflict", "moved"]
    assert len(runs(room)) == 1


def test_leaving_an_open_survey_closes_it(room: Room):
    room.opens()
    room.goes_to("survey", wave="pre")
    room.does(Move.NEXT)
    pre = next(run for run in runs(room) if run.wave == "pre")
    assert pre.stage == Stage.CLOSED
    assert pre.closed_ms is not None
    assert pre.frozen is not None


def test_going_back_shows_an_activity_as_it_was_left(room: Room):
    room.opens()
    room.goes_to("survey", wave="pre")
    room.does(Move.CLOSE)
    before = room.console().step.run_id
    room.does(Move.NEXT)
    room.does(Move.BACK)
    step = room.console().step
    assert step.run_id == before
    assert step.stage is Stage.CLOSED


def test_running_again_is_a_new_run_and_keeps_the_first(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    item = room.ratings(who)[0]
    room.answers(who, item, 30, counter=1)
    room.does(Move.RUN_AGAIN)
    assert room.console().step.run_number == 2
    assert room.screen(who).values == {}
    room.answers(who, item, 60, counter=2)
    assert [run.number for run in runs(room) if run.wave == "pre"] == [1, 2]
    from efficacy.services import report

    rows = report.material(room.workshop, room.owner, room.cohort_id).answers
    assert sorted(row.number for row in rows) == [30, 60]


def test_last_task_starts_three_whole_minutes(room: Room):
    room.opens()
    room.goes_to("survey", wave="pre")
    room.does(Move.LAST_TASK)
    room.clock.pass_s(60)
    step = room.console().step
    assert step.stage is Stage.CLOSING
    assert step.timer.remaining_s == pytest.approx(CLOSING_S - 60)
    room.does(Move.ADD_MINUTE)
    assert room.console().step.timer.remaining_s == pytest.approx(CLOSING_S)


def test_each_phase_has_its_own_clock_and_its_own_extra_minutes(room: Room):
    room.opens()
    room.goes_to("discussion")
    first = room.console().step
    room.clock.pass_s(20)
    room.does(Move.ADD_MINUTE)
    assert room.console().step.timer.remaining_s == pytest.approx(first.phase.seconds + 40)
    room.does(Move.NEXT_PHASE)
    second = room.console().step
    assert second.phase_index == 1
    assert second.timer.remaining_s == pytest.approx(second.phase.seconds)


def test_there_is_no_extra_minute_where_there_is_no_clock(room: Room):
    room.opens()
    room.goes_to("talk")
    assert Move.ADD_MINUTE not in room.console().moves


def test_what_the_room_may_see_is_frozen_at_close_and_late_answers_never_enter(room: Room):
    people = [room.joins(f"Person {n}") for n in range(6)]
    room.opens()
    room.goes_to("survey", wave="post")
    for who in people:
        room.fills(who)
    room.does(Move.CLOSE)
    if Move.REVEAL in room.console().moves:
        room.does(Move.REVEAL)
    run = next(run for run in runs(room) if run.wave == "post")
    room.clock.pass_s(10)
    receipt = room.answers(people[0], room.ratings(people[0])[0], 100, counter=99, age_ms=20_000)
    assert receipt.ok
    assert receipt.late
    after = next(run for run in runs(room) if run.wave == "post")
    assert after.frozen == run.frozen


def test_opening_again_before_the_reveal_forgets_the_frozen_picture(room: Room):
    room.opens()
    room.goes_to("survey", wave="pre")
    room.does(Move.CLOSE)
    room.does(Move.REOPEN)
    run = next(run for run in runs(room) if run.wave == "pre")
    assert run.closed_ms is None
    assert run.frozen is None
    assert room.console().step.stage is Stage.OPEN


def test_a_message_reaches_every_screen_and_goes_away(room: Room):
    who = room.joins("Heron")
    session_id = room.opens()
    before = room.screen(who).token
    facilitate.say_to_all(room.workshop, room.owner, session_id, "Two minutes' break")
    assert room.screen(who).message == "Two minutes' break"
    assert room.screen(who).token != before
    facilitate.say_to_all(room.workshop, room.owner, session_id, None)
    assert room.screen(who).message is None


def test_every_move_tells_the_screens_after_it_is_stored(room: Room, ear):
    room.opens()
    heard = len(ear.heard)
    room.does(Move.BEGIN)
    assert ear.heard[heard:] == [("state", room.cohort_id)]


def test_answers_tell_console_and_projector_and_not_the_phones(room: Room, ear):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    token, heard = room.screen(who).token, len(ear.heard)
    room.answers(who, room.ratings(who)[0], 50, counter=1)
    assert ear.heard[heard:] == [("counts", room.cohort_id)]
    assert room.screen(who).token == token


def test_a_step_that_does_not_exist_is_a_sentence(room: Room):
    room.opens()
    with pytest.raises(StageError, match="no step 99"):
        room.does(Move.GO_TO, target=98)


def test_skipping_two_activities_and_stepping_back_leads_to_the_post_survey(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    room.fills(who)
    room.does(Move.NEXT)
    room.does(Move.BACK)
    room.goes_to("survey", wave="post")
    room.fills(who, start=100)
    from efficacy.services import report

    found = report.results(room.workshop, room.owner, room.cohort_id)
    assert (found.flow.at("pre"), found.flow.at("post"), found.flow.paired) == (1, 1, 1)


# --------------------------------------------------------------- what is seen


def test_the_projector_sees_counts_and_nothing_of_a_person(room: Room):
    session_id = room.opens()
    room.joins("Kingfisher of the Delta")
    token = facilitate.open_projector(room.workshop, room.owner, session_id)
    projector = access.who_is(room.workshop, {access.COOKIE_PROJECTOR: token}).projector
    screen = present.projector_screen(room.workshop, projector)
    assert screen.joined == 1
    assert "Kingfisher" not in repr(screen)
    assert screen.join_url == f"http://192.168.1.20:8501/j/{room.code}"


def test_the_projectors_token_changes_with_the_head_count_and_the_participants_does_not(
    room: Room,
):
    session_id = room.opens()
    who = room.joins("Heron")
    token = facilitate.open_projector(room.workshop, room.owner, session_id)
    projector = access.who_is(room.workshop, {access.COOKIE_PROJECTOR: token}).projector
    before = (
        present.token_for_projector(room.workshop, projector),
        present.token_for_participant(room.workshop, who),
        present.token_for_console(room.workshop, room.owner, session_id),
    )
    room.joins("Wren")
    after = (
        present.token_for_projector(room.workshop, projector),
        present.token_for_participant(room.workshop, who),
        present.token_for_console(room.workshop, room.owner, session_id),
    )
    assert before[0] != after[0]
    assert before[1] == after[1]
    assert before[2] != after[2]


def test_the_token_on_a_screen_is_the_token_announced_for_it(room: Room):
    session_id = room.opens()
    who = room.joins("Heron")
    room.goes_to("survey", wave="pre")
    room.answers(who, room.ratings(who)[0], 50, counter=1)
    token = facilitate.open_projector(room.workshop, room.owner, session_id)
    projector = access.who_is(room.workshop, {access.COOKIE_PROJECTOR: token}).projector
    w = room.workshop
    assert room.screen(who).token == present.token_for_participant(w, who)
    assert room.screen(who).token == present.session_token(w, room.cohort_id)
    assert room.console().token == present.token_for_console(w, room.owner, session_id)
    assert present.projector_screen(w, projector).token == present.token_for_projector(w, projector)


def test_absent_people_are_waited_for_by_nobody(room: Room, ear):
    people = [room.joins(f"Person {n}") for n in range(4)]
    room.opens()
    room.goes_to("survey", wave="pre")
    ear.here = {people[0].id, people[1].id}
    room.answers(people[2], room.ratings(people[2])[0], 50, counter=1)
    counts = room.console().counts
    assert (counts.joined, counts.here, counts.expected, counts.started) == (4, 2, 3, 1)


def test_hidden_until_revealed(room: Room):
    people = [room.joins(f"Person {n}") for n in range(5)]
    room.opens()
    room.goes_to("survey", wave="post")
    for who in people:
        room.fills(who)
    assert room.screen(people[0]).step.summary is None
    room.does(Move.CLOSE)
    assert room.screen(people[0]).step.summary is None
    room.does(Move.REVEAL)
    summary = room.screen(people[0]).step.summary
    assert summary is not None
    assert summary.n == 5


def test_under_five_nothing_is_shown_but_the_prepared_sentence(room: Room):
    people = [room.joins(f"Person {n}") for n in range(4)]
    room.opens()
    room.goes_to("survey", wave="post")
    for who in people:
        room.fills(who)
    room.does(Move.CLOSE)
    room.does(Move.REVEAL)
    summary = room.screen(people[0]).step.summary
    assert all(figure.withheld for figure in summary.figures)
    assert all(figure.value is None and figure.share is None for figure in summary.figures)


def test_people_removed_are_in_no_picture_and_no_result(room: Room):
    people = [room.joins(f"Person {n}") for n in range(6)]
    room.opens()
    room.goes_to("survey", wave="post")
    for who in people:
        room.fills(who)
    facilitate.remove_person(room.workshop, room.owner, people[0].id)
    room.does(Move.CLOSE)
    room.does(Move.REVEAL)
    assert room.screen(people[1]).step.summary.n == 5


def test_a_chosen_address_holds_only_while_the_machine_has_it(room: Room):
    room.opens()
    facilitate.set_address(room.workshop, room.owner, "10.0.0.5:8501")
    assert room.console().address == "10.0.0.5:8501"
    # The laptop slept and woke in another network: the screens are told.
    before = room.console().token
    room.workshop.addresses = lambda: ("192.168.7.7:8501",)
    assert room.console().address == "192.168.7.7:8501"
    assert room.console().token != before
    room.workshop.addresses = tuple
    assert room.console().join_url == ""


def test_after_the_session_ends_screens_say_so_and_nothing_moves(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.does(Move.BEGIN)
    room.does(Move.END)
    assert room.screen(who).place == "after"
    assert room.console().moves == frozenset()
    with pytest.raises(StageError):
        room.does(Move.NEXT)


def test_people_can_join_before_the_first_session_and_wait(room: Room):
    who = room.joins("Heron")
    assert room.screen(who).place == "before"
    room.opens()
    assert room.screen(who).place == "lobby"
    assert participate.greet(room.workshop, who)[0] == "Heron"
