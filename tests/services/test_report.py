"""From answers to results, through the services: who is in it, who may have it."""

from __future__ import annotations

import copy

import pytest

from efficacy.errors import InvalidValue, NotAllowed, NotFound
from efficacy.services import access, exports, facilitate, participate, report
from tests.cast import Room
from tests.cast import facilitator as somebody


def played(room: Room, n: int, *, change: int = 1) -> list[access.Participant]:
    """Let n people answer pre and post, each a little apart from the others."""
    people = [room.joins(f"Person {number}") for number in range(n)]
    room.opens()
    for wave, start, more in (("pre", 1, 0), ("post", 100, change)):
        room.goes_to("survey", wave=wave)
        for number, who in enumerate(people):
            # Not on one straight line: the third person changes by one point less.
            shift = more - (1 if number == 2 and wave == "post" else 0)

            def pick(place, known, number=number, shift=shift):
                points = known.points
                return points[min(len(points) - 1, max(0, (number + place) % 3 + 1 + shift))]

            room.fills(who, value_of=pick, start=start)
    return people


def test_the_flow_counts_people(room: Room):
    played(room, 6)
    room.joins("Wren", takes_survey=False)
    found = report.results(room.workshop, room.owner, room.cohort_id)
    assert (found.flow.enrolled, found.flow.consented) == (7, 6)
    assert (found.flow.at("pre"), found.flow.at("post"), found.flow.paired) == (6, 6, 6)


def test_a_scale_has_before_after_change_and_interval(room: Room):
    played(room, 8)
    found = report.results(room.workshop, room.owner, room.cohort_id)
    shift = found.primary.shift
    assert (shift.n, shift.withheld) == (8, None)
    assert shift.change.change == pytest.approx(shift.change.mean_post - shift.change.mean_pre)
    assert shift.change.ci_low < shift.change.change < shift.change.ci_high


def test_figures_are_exact_for_the_counselor_of_a_confidential_cohort_only(workshop, clock):
    for mode in facilitate.MODES:
        room = Room.made(workshop, clock, mode=mode, name=mode)
        played(room, 8)
        found = report.results(workshop, room.owner, room.cohort_id)
        released = report.released(workshop, room.owner, room.cohort_id)
        assert found.is_exact == bool(found.primary.shift.pairs) == (mode == "confidential")
        assert (released.is_exact, released.primary.shift.pairs) == (False, ())


def test_the_main_scale_stays_what_it_was_when_the_cohort_began(workshop, clock, tmp_path):
    library = copy.copy(workshop.library)
    library.own_folder = tmp_path
    library.refresh()
    workshop.library = library
    owner = somebody(workshop, "Rosa")
    mine = facilitate.copy_plan(workshop, owner, "starter-45", title="Mine")
    room = Room.made(workshop, clock, owner=owner, plan_id=mine)
    plan = facilitate.own_plan(workshop, owner, mine)
    facilitate.save(workshop, owner, plan.model_copy(update={"primary_scale": "career-tasks"}))
    found = report.results(workshop, owner, room.cohort_id)
    assert (plan.primary_scale, found.primary.scale_id) == ("math-tasks", "math-tasks")
    assert workshop.library.curriculum().plans[mine].primary_scale == "career-tasks"


def test_under_five_pairs_no_figure_exists(room: Room):
    played(room, 4)
    for scale in report.results(room.workshop, room.owner, room.cohort_id).scales:
        assert scale.shift.withheld
        assert scale.shift.change is None


def test_who_withdraws_consent_is_in_no_result(room: Room):
    people = played(room, 6)
    room.goes_to("consent")
    run_id = room.screen(people[0]).step.run_id
    participate.act(room.workshop, people[0], run_id=run_id, action_id="survey-no", counter=1)
    found = report.results(room.workshop, room.owner, room.cohort_id)
    assert (found.flow.enrolled, found.flow.consented, found.flow.paired) == (6, 5, 5)


def test_a_group_only_cohort_has_no_working_file(workshop, clock):
    room = Room.made(workshop, clock, mode="group-only")
    played(room, 6)
    with pytest.raises(NotAllowed, match="promised"):
        exports.workbook(workshop, room.owner, room.cohort_id, kind="working")
    name, content = exports.workbook(workshop, room.owner, room.cohort_id)
    assert name.startswith(f"can-do-{room.code}-cohort-")
    assert content[:2] == b"PK"


def test_the_command_line_may_not_break_the_promise_either(workshop, clock):
    room = Room.made(workshop, clock, mode="group-only")
    with pytest.raises(NotAllowed):
        exports.workbook(workshop, access.Operator(), room.cohort_id, kind="working")


def test_a_strangers_cohort_has_no_results(room: Room):
    stranger = somebody(room.workshop, "Stranger")
    for ask in (report.results, exports.workbook):
        with pytest.raises(NotFound):
            ask(room.workshop, stranger, room.cohort_id)
    with pytest.raises(NotFound):
        report.cohort_with_code(room.workshop, stranger, room.code)


def test_there_are_two_kinds_of_workbook(room: Room):
    with pytest.raises(InvalidValue, match="no workbook of the kind"):
        exports.workbook(room.workshop, room.owner, room.cohort_id, kind="everything")


def test_an_export_is_written_down_without_anybodys_words(room: Room):
    from efficacy.store.tables import audit

    room.joins("Kingfisher")
    exports.workbook(room.workshop, room.owner, room.cohort_id)
    with room.workshop.store.read() as tx:
        lines = [(row.verb, row.detail) for row in tx.execute(audit.select())]
    assert ("export-cohort", "") in lines
    assert "Kingfisher" not in str(lines)


def test_results_can_be_had_while_the_session_is_on(room: Room):
    played(room, 5)
    assert room.console().place == "step"
    assert report.results(room.workshop, room.owner, room.cohort_id).flow.paired == 5


def test_an_empty_cohort_has_results_that_say_nothing(room: Room):
    found = report.results(room.workshop, room.owner, room.cohort_id)
    assert found.flow.paired == 0
    assert all(scale.shift.withheld for scale in found.scales)


def test_every_consent_sentence_agrees_with_what_can_be_exported(workshop, clock):
    for mode in facilitate.MODES:
        room = Room.made(workshop, clock, mode=mode, name=mode)
        said = " ".join(participate.door(workshop, room.code).sentences).lower()
        try:
            exports.workbook(workshop, room.owner, room.cohort_id, kind="working")
            has_person_file = True
        except NotAllowed:
            has_person_file = False
        assert ("a number for each person" in said) == has_person_file


def test_what_people_wrote_for_themselves_is_in_no_export(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("discussion")
    item = next(known.id for known in room.screen(who).sheet.fields)
    assert room.answers(who, item, "I fixed the pump, sentinel-line", counter=1).ok
    found = report.material(room.workshop, room.owner, room.cohort_id)
    assert "sentinel-line" not in repr(found)


def test_a_reading_has_what_people_did_and_when_it_was_held(room: Room, clock):
    heron = room.joins("Heron")
    room.joins("Wren", takes_survey=False)
    room.opens()
    room.goes_to("survey", wave="pre")
    room.fills(heron, value_of=lambda _, known: known.points[0])
    clock.pass_s(300)
    room.goes_to("survey", wave="post")
    found = report.material(room.workshop, room.owner, room.cohort_id)
    (number,) = found.record_numbers
    assert found.attended == {number: frozenset({"starter"})}
    measured = {run.wave: run for run in found.runs if run.wave}
    assert (measured["pre"].kind, measured["pre"].minutes) == ("survey", 5)
    assert measured["post"].minutes is None  # it is still on


def test_deeds_are_of_those_who_said_yes_and_hold_no_answer_to_a_survey(room: Room):
    people = [room.joins("Heron"), room.joins("Wren", takes_survey=False)]
    room.opens()
    room.goes_to("survey", wave=None)
    for who in people:
        room.fills(who, value_of=lambda _, known: known.points[0])
    found = report.material(room.workshop, room.owner, room.cohort_id)
    assert {row.record_number for row in found.deeds} == set(found.record_numbers)
    assert found.deeds
    assert not any(row.wave for row in found.deeds)
    assert found.answers == ()


def test_a_mark_is_stored_counted_nowhere_and_told_to_the_counselor(room: Room):
    people = played(room, 6)
    first = room.ratings(people[0])[0]
    before = room.console().counts
    for place, who in enumerate(people[:2]):
        assert room.answers(who, f"{first}.unclear", 1, counter=900 + place).ok
    assert room.console().counts == before
    assert room.screen(people[0]).values[f"{first}.unclear"] == 1
    found = report.results(room.workshop, room.owner, room.cohort_id)
    assert [(one.marked, one.n) for one in found.unclear] == [(2, 6)]
    assert room.answers(people[0], f"{first}.unclear", None, counter=950).ok
    assert not room.screen(people[0]).values.get(f"{first}.unclear")
    found = report.results(room.workshop, room.owner, room.cohort_id)
    assert [(one.marked, one.n) for one in found.unclear] == [(1, 6)]


def test_a_person_who_only_marks_has_not_begun(room: Room):
    who = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    assert room.answers(who, f"{room.ratings(who)[0]}.unclear", 1, counter=1).ok
    assert room.console().counts.started == 0
