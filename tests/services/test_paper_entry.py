"""Answers from paper, through the services: where they go, what is refused, what stays secret."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound, StageError
from efficacy.flow import Move
from efficacy.reports.paper.layout import PaperProblems
from efficacy.services import access, bought, facilitate, paper_entry, participate, present, report
from efficacy.store.queries import participants, responses, sessions
from tests.bought import INSTRUMENT, SECRETS, bought_room
from tests.cast import Clock, Room
from tests.cast import facilitator as somebody


def surveys(room: Room) -> tuple[paper_entry.Asked, ...]:
    return paper_entry.surveys(room.workshop, room.owner, room.cohort_id)


def add(room: Room, call_name: str = "", *, yes: bool = True) -> str:
    return paper_entry.add_person(
        room.workshop, room.owner, room.cohort_id, call_name=call_name, takes_survey=yes
    )


def rows(room: Room, survey: int = 0) -> dict[str, paper_entry.GridRow]:
    """Return the rows of a grid by what people are called there."""
    asked = surveys(room)[survey]
    found = paper_entry.grid(
        room.workshop, room.owner, room.cohort_id, asked.session.id, asked.activity.id
    )
    return {row.name: row for row in found.rows}


def enter(room: Room, person_id: str, item_id: str, value: object, *, survey: int = 0, who=None):
    asked = surveys(room)[survey]
    cell = paper_entry.Cell(
        planned_id=asked.session.id,
        activity_id=asked.activity.id,
        person_id=person_id,
        item_id=item_id,
        value=value,
    )
    return paper_entry.enter(room.workshop, who or room.owner, room.cohort_id, cell)


def items(room: Room, survey: int = 0) -> list[str]:
    return [one.id for one in surveys(room)[survey].fields("en")]


def given(room: Room, person_id: str) -> list:
    with room.workshop.store.read() as tx:
        return responses.history(tx, person_id)


def audited(room: Room) -> list[str]:
    from sqlalchemy import text

    with room.workshop.store.read() as tx:
        return [row[0] for row in tx.execute(text("SELECT verb FROM audit ORDER BY id"))]


def number_of(room: Room, person_id: str) -> int:
    with room.workshop.store.read() as tx:
        return participants.by_id(tx, person_id).record_number


# -------------------------------------------------------------- people on paper


def test_a_person_without_a_call_name_is_a_random_number_and_nothing_else(room: Room) -> None:
    called = add(room)
    (row,) = rows(room).values()
    assert row.name == called == str(number_of(room, row.person_id))
    assert present.people(room.workshop, room.owner, room.cohort_id) == ()


def test_a_person_with_a_call_name_is_never_shown_with_their_number(room: Room) -> None:
    assert add(room, " Heron ") == "Heron"
    (row,) = rows(room).values()
    assert row.name == "Heron"
    (line,) = present.people(room.workshop, room.owner, room.cohort_id)
    participate.come_back(room.workshop, room.code, call_name="Heron", pin=line.pin)


def test_a_call_name_that_is_taken_adds_nobody(room: Room) -> None:
    room.joins("Heron")
    with pytest.raises(Conflict, match="called “heron” already"):
        add(room, "heron")
    assert len(rows(room)) == 1


def test_who_said_no_to_the_survey_is_counted_and_stands_in_no_row(room: Room) -> None:
    add(room, yes=False)
    assert rows(room) == {}
    assert report.material(room.workshop, room.owner, room.cohort_id).enrolled == 1


def test_a_form_read_on_paper_fixes_the_mode_as_the_consent_page_does(room: Room) -> None:
    add(room)
    (card,) = present.cohort_cards(room.workshop, room.owner)
    assert card.mode_is_fixed


def test_a_cohort_that_has_ended_takes_nobody_and_nothing(room: Room) -> None:
    add(room)
    (row,) = rows(room).values()
    facilitate.end_cohort(room.workshop, room.owner, room.cohort_id)
    with pytest.raises(StageError, match="has ended"):
        add(room)
    with pytest.raises(StageError, match="has ended"):
        enter(room, row.person_id, items(room)[0], 10)


def test_another_facilitator_and_a_participant_may_do_nothing(room: Room, workshop) -> None:
    stranger, heron = somebody(workshop, "Somebody else"), room.joins("Heron")
    asked, item = surveys(room)[0], items(room)[0]
    for who, refusal in ((stranger, NotFound), (heron, NotAllowed)):
        with pytest.raises(refusal):
            paper_entry.add_person(workshop, who, room.cohort_id, takes_survey=True)
        with pytest.raises(refusal):
            paper_entry.template(workshop, who, room.cohort_id)
        with pytest.raises(refusal):
            paper_entry.take_in(workshop, who, room.cohort_id, b"")
        with pytest.raises(refusal):
            paper_entry.grid(workshop, who, room.cohort_id, asked.session.id, asked.activity.id)
        with pytest.raises(refusal):
            enter(room, heron.id, item, 10, who=who)
    assert given(room, heron.id) == []


# ------------------------------------------------------------------ one by one


def test_a_typed_cell_is_saved_at_once_and_marked_as_from_paper(room: Room) -> None:
    add(room)
    (row,) = rows(room).values()
    item = items(room)[0]
    enter(room, row.person_id, item, 70)
    (answer,) = given(room, row.person_id)
    assert (answer.item_id, answer.number, answer.wave) == (item, 70, "pre")
    assert (answer.device_id, answer.is_late) == ("paper", False)
    assert [one.typed for one in rows(room).values()] == [(item,)]


def test_typing_again_replaces_and_emptying_makes_it_missing(room: Room) -> None:
    add(room)
    (row,) = rows(room).values()
    item = items(room)[0]
    for value in (70, 40, 40, None, None, 20):
        enter(room, row.person_id, item, value)
        stored = [one.number for one in given(room, row.person_id)]
        assert stored == [value]
    assert audited(room).count("paper-typed") == 1  # a line a form, not a line a cell


@pytest.mark.parametrize("value", [75, 110, -10, 7.5, "70", True])
def test_what_the_form_does_not_offer_is_refused_and_nothing_is_lost(
    room: Room, value: object
) -> None:
    add(room)
    (row,) = rows(room).values()
    item = items(room)[0]
    enter(room, row.person_id, item, 70)
    with pytest.raises(InvalidValue, match="takes a number from 0 to 100"):
        enter(room, row.person_id, item, value)
    assert [one.number for one in given(room, row.person_id)] == [70]


def test_a_question_of_another_survey_is_refused(room: Room) -> None:
    add(room)
    (row,) = rows(room).values()
    with pytest.raises(InvalidValue, match="has no question"):
        enter(room, row.person_id, "no-such", 70)
    with pytest.raises(NotFound):
        paper_entry.grid(room.workshop, room.owner, room.cohort_id, "starter", "no-such")


def test_an_answer_given_on_a_screen_stays_and_is_not_told(room: Room) -> None:
    heron = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    item, other = items(room)[:2]
    room.answers(heron, item, 50, counter=1)
    said = []
    for value in (50, 60, None):  # the same words for the right guess
        with pytest.raises(Conflict) as refusal:
            enter(room, heron.id, item, value)
        said.append(str(refusal.value))
    assert len(set(said)) == 1
    enter(room, heron.id, other, 30)
    assert {(one.item_id, one.number) for one in given(room, heron.id)} == {(item, 50), (other, 30)}
    assert rows(room)["Heron"].typed == (other,)


def test_an_answer_that_was_cleared_on_a_screen_can_be_typed(room: Room) -> None:
    heron = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    item = items(room)[0]
    room.answers(heron, item, 50, counter=1)
    room.answers(heron, item, None, counter=2)
    enter(room, heron.id, item, 70)
    assert [one.number for one in given(room, heron.id)] == [70]


def test_who_takes_the_yes_back_or_is_removed_is_refused(room: Room) -> None:
    heron, wren = room.joins("Heron", takes_survey=False), room.joins("Wren")
    item = items(room)[0]
    with pytest.raises(StageError, match="chose not to take part"):
        enter(room, heron.id, item, 70)
    facilitate.remove_person(room.workshop, room.owner, wren.id)
    with pytest.raises(NotFound, match="not in this cohort any more"):
        enter(room, wren.id, item, 70)
    assert rows(room) == {}


def test_a_person_of_another_cohort_is_not_found(room: Room, workshop, clock: Clock) -> None:
    other = Room.made(workshop, clock, name="Thursday group")
    heron = other.joins("Heron")
    with pytest.raises(NotFound, match="not in this cohort"):
        enter(room, heron.id, items(room)[0], 70)


# -------------------------------------------------- the run that answers go into


def test_answers_go_into_the_run_that_was_held_and_to_its_day(room: Room, clock: Clock) -> None:
    heron, wren = room.joins("Heron"), room.joins("Wren")
    room.opens()
    room.goes_to("survey", wave="pre")
    first, second = items(room)[:2]
    room.answers(heron, first, 50, counter=1)
    room.does(Move.NEXT)
    closed_ms = clock.now_ms
    clock.pass_s(3 * 86_400)
    enter(room, wren.id, first, 70)
    (ours,), (screen,) = given(room, wren.id), given(room, heron.id)
    assert ours.run_id == screen.run_id
    assert (ours.given_ms, ours.taken_ms, ours.is_late) == (closed_ms, clock.now_ms, True)
    enter(room, heron.id, second, 20)
    assert {one.run_id for one in given(room, heron.id)} == {screen.run_id}


def test_where_it_was_held_again_each_persons_answers_stay_together(room: Room) -> None:
    heron, wren = room.joins("Heron"), room.joins("Wren")
    room.opens()
    room.goes_to("survey", wave="pre")
    first, second = items(room)[:2]
    room.answers(heron, first, 50, counter=1)
    room.does(Move.NEXT)
    room.goes_to("survey", wave="pre")
    room.does(Move.RUN_AGAIN)
    enter(room, heron.id, second, 20)
    enter(room, wren.id, first, 70)
    assert len({one.run_id for one in given(room, heron.id)}) == 1
    assert {one.run_id for one in given(room, heron.id)} != {
        one.run_id for one in given(room, wren.id)
    }


def test_a_session_on_paper_alone_can_still_be_opened_and_held(room: Room) -> None:
    add(room)
    (row,) = rows(room).values()
    first = items(room)[0]
    enter(room, row.person_id, first, 70)
    (card,) = present.cohort_cards(room.workshop, room.owner)
    assert [(stands, id) for _, _, stands, id in card.sessions] == [("ahead", None)]
    heron = room.joins("Heron")
    assert present.participant_screen(room.workshop, heron).step is None
    room.opens()
    room.goes_to("survey", wave="pre")
    assert room.answers(heron, first, 50, counter=1).ok
    with room.workshop.store.read() as tx:
        numbers = [run.number for run in sessions.runs_of_cohort(tx, room.cohort_id)]
    assert sorted(numbers)[:2] == [0, 1]
    answers = report.material(room.workshop, room.owner, room.cohort_id).answers
    assert sorted((one.number, one.run_number) for one in answers) == [(50, 1), (70, 0)]


def test_answers_on_paper_alone_are_in_the_results(room: Room) -> None:
    for _ in range(6):
        add(room)
    for place, row in enumerate(rows(room).values()):
        for survey in (0, 1):
            for item in surveys(room)[survey].fields("en"):
                points = item.points
                value = points[(place + survey * 2 + (place == 2)) % len(points)]
                enter(room, row.person_id, item.id, value, survey=survey)
    found = report.material(room.workshop, room.owner, room.cohort_id)
    assert len({one.record_number for one in found.answers}) == 6
    assert {one.wave for one in found.answers} == {"pre", "post"}
    report.results(room.workshop, room.owner, room.cohort_id)


# ------------------------------------------------------------------ the workbook


def template(room: Room, *, new: int = 0):
    """Return an empty workbook, opened."""
    _, content = paper_entry.template(room.workshop, room.owner, room.cohort_id, new=new)
    return load_workbook(io.BytesIO(content))


def take_in(room: Room, book) -> paper_entry.Taken:
    file = io.BytesIO()
    book.save(file)
    return paper_entry.take_in(room.workshop, room.owner, room.cohort_id, file.getvalue())


def cell_of(room: Room, book, number: int, item_id: str, survey: int = 0):
    """Return the cell of a person and a question."""
    sheet = book[surveys(room)[survey].sheet]
    column = next(cell.column for cell in sheet[1] if cell.value == item_id)
    row = next(cell.row for cell in sheet["A"] if cell.value == number)
    return sheet.cell(row, column)


@pytest.mark.parametrize("mode", ["confidential", "group-only"])
def test_a_template_is_by_number_and_holds_no_name_and_no_answer(workshop, clock, mode) -> None:
    room = Room.made(workshop, clock, mode=mode)
    heron = room.joins("Heron")
    room.joins("Wren", takes_survey=False)
    room.opens()
    room.goes_to("survey", wave="pre")
    room.fills(heron)
    book = template(room)
    assert [sheet.title for sheet in book] == ["Read me", "People", "1 pre", "2 post", "Key"]
    sheet = book["1 pre"]
    assert [cell.value for cell in sheet["A"]][3:] == [number_of(room, heron.id)]
    assert [cell.value for cell in sheet[4]][1:] == [None] * len(items(room))
    said = {cell.value for page in book for row in page.iter_rows() for cell in row}
    assert "Heron" not in said


def test_a_workbook_is_taken_in_and_again_changes_nothing(room: Room) -> None:
    heron = room.joins("Heron")
    book, first, last = template(room), items(room)[0], items(room, 1)[-1]
    number = number_of(room, heron.id)
    cell_of(room, book, number, first).value = 70
    cell_of(room, book, number, last, 1).value = 3
    taken = take_in(room, book)
    assert (taken.people, taken.saved, taken.same, taken.added) == (1, 2, 0, 0)
    assert {(one.item_id, one.wave, one.number) for one in given(room, heron.id)} == {
        (first, "pre", 70),
        (last, "post", 3),
    }
    again = take_in(room, book)
    assert (again.saved, again.same) == (0, 2)
    assert audited(room).count("paper-imported") == 2


def test_a_corrected_workbook_replaces_what_was_typed_from_paper(room: Room) -> None:
    heron = room.joins("Heron")
    book, first = template(room), items(room)[0]
    cell = cell_of(room, book, number_of(room, heron.id), first)
    for value in (70, 40):
        cell.value = value
        take_in(room, book)
    assert [one.number for one in given(room, heron.id)] == [40]


def test_numbers_of_a_template_become_people_once_they_answered(room: Room) -> None:
    book = template(room, new=3)
    people = book["People"]
    numbers = [people.cell(row, 1).value for row in (2, 3, 4)]
    assert report.material(room.workshop, room.owner, room.cohort_id).enrolled == 0
    people.cell(2, 2).value = "yes"
    people.cell(3, 2).value = "no"
    cell_of(room, book, numbers[0], items(room)[0]).value = 70
    assert take_in(room, book).added == 2
    assert take_in(room, book).added == 0
    found = report.material(room.workshop, room.owner, room.cohort_id)
    assert (found.enrolled, found.consented) == (2, 1)
    assert [(one.record_number, one.number) for one in found.answers] == [(numbers[0], 70)]
    assert list(rows(room)) == [str(numbers[0])]


def test_a_new_number_that_somebody_else_got_meanwhile_is_a_problem(room: Room) -> None:
    book = template(room, new=1)
    people = book["People"]
    heron = room.joins("Heron")
    with_number = number_of(room, heron.id)
    for sheet in (people, book["1 pre"], book["2 post"]):
        (cell,) = [one for one in sheet["A"] if isinstance(one.value, int)]
        cell.value = with_number
    book["Key"]["B4"].value = with_number
    people["B2"].value = "yes"
    with pytest.raises(PaperProblems, match="somebody who joined meanwhile"):
        take_in(room, book)


def test_all_problems_are_told_at_once_and_nothing_is_written(room: Room) -> None:
    heron, wren = room.joins("Heron"), room.joins("Wren")
    room.opens()
    room.goes_to("survey", wave="pre")
    first, second = items(room)[:2]
    room.answers(heron, first, 50, counter=1)
    before = len(given(room, heron.id))
    book = template(room, new=1)
    conflict = cell_of(room, book, number_of(room, heron.id), first)
    conflict.value = 60
    wrong = cell_of(room, book, number_of(room, wren.id), first)
    wrong.value = "x"
    cell_of(room, book, number_of(room, wren.id), second).value = 30
    book["People"]["B4"].value = "yes"
    with pytest.raises(PaperProblems) as refusal:
        take_in(room, book)
    said = [one.cell for one in refusal.value.problems]
    assert sorted(said) == sorted(f"1 pre!{one.coordinate}" for one in (conflict, wrong))
    assert "Nothing was written" in str(refusal.value)
    assert len(given(room, heron.id)) == before
    assert given(room, wren.id) == []
    found = report.material(room.workshop, room.owner, room.cohort_id)
    assert found.enrolled == 2
    assert "paper-imported" not in audited(room)


def test_the_same_answer_as_on_the_screen_is_no_problem(room: Room) -> None:
    heron = room.joins("Heron")
    room.opens()
    room.goes_to("survey", wave="pre")
    first = items(room)[0]
    room.answers(heron, first, 50, counter=1)
    book = template(room)
    cell_of(room, book, number_of(room, heron.id), first).value = 50
    taken = take_in(room, book)
    assert (taken.saved, taken.same) == (0, 1)
    (answer,) = given(room, heron.id)
    assert answer.device_id != "paper"


def test_who_took_the_yes_back_is_an_unknown_number(room: Room) -> None:
    heron = room.joins("Heron")
    book = template(room)
    cell_of(room, book, number_of(room, heron.id), items(room)[0]).value = 50
    facilitate.remove_person(room.workshop, room.owner, heron.id)
    with pytest.raises(PaperProblems, match="expected a number of this file"):
        take_in(room, book)


def test_a_workbook_of_another_cohort_is_refused(room: Room, workshop, clock: Clock) -> None:
    other = Room.made(workshop, clock, name="Thursday group")
    other.joins("Wren")
    with pytest.raises(InvalidValue, match=f"belongs to the cohort “{other.code}”"):
        take_in(room, template(other))


@pytest.mark.parametrize("new", [-1, 301])
def test_an_odd_count_of_new_numbers_is_a_sentence(room: Room, new: int) -> None:
    with pytest.raises(InvalidValue, match="expected 0 to 300"):
        paper_entry.template(room.workshop, room.owner, room.cohort_id, new=new)


# ------------------------------------------------------------ bought instruments


def test_a_form_typed_in_uses_one_copy_and_no_word_of_it_leaves_the_folder() -> None:
    with bought_room(2) as (room, _):
        for _ in range(3):
            add(room)
        people = list(rows(room).values())
        for row in people[:2]:
            for item in items(room):
                enter(room, row.person_id, item, 3)
        (left,) = bought.listed(room.workshop, room.owner).owned
        assert left.left == 0
        with pytest.raises(StageError, match="All copies"):
            enter(room, people[2].person_id, items(room)[0], 3)
        said = "".join(
            str(cell.value) for sheet in template(room) for row in sheet.iter_rows() for cell in row
        )
        assert not [one for one in SECRETS if one in said]
        # On the counselor's own screen they are shown, as the console shows them.
        asked = surveys(room)[0]
        shown = paper_entry.grid(
            room.workshop, room.owner, room.cohort_id, asked.session.id, asked.activity.id
        )
        assert shown.fields[0].label == "I polish zirconium at dawn"


def test_an_import_for_which_copies_lack_writes_nothing() -> None:
    with bought_room(1) as (room, _):
        for _ in range(2):
            add(room)
        book = template(room)
        for row in rows(room).values():
            cell_of(room, book, int(row.name), f"{INSTRUMENT}.q1").value = 3
        with pytest.raises(PaperProblems, match="All copies"):
            take_in(room, book)
        assert all(given(room, row.person_id) == [] for row in rows(room).values())


# ------------------------------------------------------------------- an operator


def test_the_command_may_do_it_too(room: Room) -> None:
    operator = access.Operator()
    add(room)
    own = replace(room, owner=operator)
    (row,) = rows(own).values()
    enter(own, row.person_id, items(own)[0], 70)
    assert len(given(room, row.person_id)) == 1
