"""What is taken home and brought back: who may, what is refused, and what becomes of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from random import Random

import pytest
from sqlalchemy import select

from efficacy.activities import goal_form
from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound
from efficacy.flow import Move
from efficacy.reports.own import Between, for_others
from efficacy.reports.take_home.code import Done, code_of, number_of
from efficacy.reports.take_home.contents import Part
from efficacy.services import access, facilitate, own_results, take_home
from efficacy.services.given_out import give_out_sheets
from efficacy.services.workshop import Workshop
from efficacy.store.tables import audit, brought_back, taken
from tests.cast import Clock, Room, facilitator
from tests.every_kind import Stage

WROTE = "I will tidy Xanadu"
DID = Done(day=1, change=3, tries=12, right=9, rung=2, outcome="partly", lines=1)


@dataclass
class Group:
    """A group of which everybody wrote a goal; ``Heron`` is one of them."""

    room: Room
    people: dict[str, access.Participant]

    @classmethod
    def made(cls, workshop: Workshop, clock: Clock, *names: str) -> Group:
        stage = Stage.made(workshop, clock, "goal", "log", "ladder", people=0)
        people = {name: stage.room.joins(name) for name in names or ("Heron", "Wren")}
        stage.room.does(Move.BEGIN)
        for who in people.values():
            stage.room.answers(who, goal_form.WHAT, WROTE, counter=1)
        return cls(stage.room, people)

    @property
    def heron(self) -> access.Participant:
        return self.people["Heron"]

    @property
    def workshop(self) -> Workshop:
        return self.room.workshop

    def takes(self, name: str = "Heron") -> str:
        """Let somebody take a file; return its tag."""
        _, content = take_home.make(self.workshop, self.people[name], [Part.GOAL])
        found = re.search(rb'"tag": "(\w{5})"', content)
        assert found
        return found[1].decode()

    def brings(self, code: str, **who: object) -> Done:
        return take_home.bring_back(
            self.workshop,
            code,
            **({"who": self.heron} | who),  # type: ignore[arg-type]
        )

    def rows(self, table: object) -> list[object]:
        with self.workshop.store.read() as tx:
            return list(tx.execute(select(table)))  # type: ignore[call-overload]

    def between(self, name: str = "Heron") -> Between | None:
        return own_results.own(self.workshop, self.people[name]).results.between


@pytest.fixture
def group(workshop: Workshop, clock: Clock) -> Group:
    return Group.made(workshop, clock)


# ------------------------------------------------------------------------------ taking home


def test_a_file_holds_what_was_chosen(group: Group) -> None:
    name, content = take_home.make(group.workshop, group.heron, [Part.GOAL])
    assert name == "take-home.html"
    assert WROTE.encode() in content
    _, other = take_home.make(group.workshop, group.heron, [Part.LOG])
    assert WROTE.encode() not in other


def test_what_can_be_taken_is_what_there_is(group: Group) -> None:
    parts = take_home.offer(group.workshop, group.heron).parts
    assert parts == (Part.PRACTICE, Part.GOAL, Part.LOG)


def test_nothing_chosen_gives_no_file_and_no_number(group: Group) -> None:
    for parts in ([], [Part.CARDS]):
        with pytest.raises(InvalidValue, match="Tick at least one"):
            take_home.make(group.workshop, group.heron, parts)
    assert group.rows(taken) == []


def test_it_is_noted_which_file_was_given_out_and_nothing_that_is_in_it(group: Group) -> None:
    tag = group.takes()
    (row,) = group.rows(taken)
    assert tuple(row) == (tag, group.heron.id, "file", "goal", group.workshop.now_ms())


def test_somebody_who_was_removed_takes_nothing(group: Group) -> None:
    facilitate.remove_person(group.workshop, group.room.owner, group.heron.id)
    with pytest.raises(NotAllowed):
        take_home.make(group.workshop, group.heron, [Part.GOAL])
    with pytest.raises(NotAllowed):
        take_home.offer(group.workshop, group.heron)


def test_no_two_files_have_the_same_tag_even_when_the_same_is_drawn(group: Group) -> None:
    tags = set[str]()
    for _ in range(3):
        twin = replace(group.workshop, rng=Random(1))
        tags |= set(give_out_sheets(twin, [group.heron.id]).values())
    assert len(tags) == 3


# ---------------------------------------------------------------------------- bringing back


def test_what_is_brought_back_stands_on_the_own_page(group: Group) -> None:
    assert group.between() is None
    assert group.brings(code_of(group.takes(), DID)) == DID
    assert group.between() == Between(tries=12, right=9, lines=1, came_of="partly")
    assert group.between("Wren") is None


def test_it_can_be_brought_to_the_door_by_nobody_who_is_known(group: Group) -> None:
    group.brings(code_of(group.takes(), DID), who=None)
    assert group.between() == Between(tries=12, right=9, lines=1, came_of="partly")


def test_a_newer_code_takes_the_place_of_an_older_one(group: Group) -> None:
    tag = group.takes()
    group.brings(code_of(tag, DID))
    group.brings(code_of(tag, replace(DID, day=2, change=1, tries=20, right=15)))
    found = group.between()
    assert found is not None
    assert (found.tries, found.right) == (20, 15)


def test_the_counts_of_several_files_are_added(group: Group) -> None:
    for _ in range(2):
        group.brings(code_of(group.takes(), DID))
    assert group.between() == Between(tries=24, right=18, lines=2, came_of="partly")


def test_a_code_with_a_slip_is_refused(group: Group) -> None:
    code = code_of(group.takes(), DID)
    wrong = ("1" if code[-1] == "0" else "0").join((code[:-1], ""))
    with pytest.raises(InvalidValue, match="letter by letter"):
        group.brings(wrong)
    assert group.rows(brought_back) == []


def test_an_older_code_is_refused_and_the_same_one_does_no_harm(group: Group) -> None:
    tag = group.takes()
    group.brings(code_of(tag, DID))
    with pytest.raises(Conflict, match="older than one"):
        group.brings(code_of(tag, replace(DID, change=2, tries=11)))
    with pytest.raises(Conflict, match="is here already"):
        group.brings(code_of(tag, DID))
    assert len(group.rows(brought_back)) == 1
    assert group.between() == Between(tries=12, right=9, lines=1, came_of="partly")


def test_on_a_day_with_more_changes_than_are_counted_the_counts_decide(group: Group) -> None:
    tag, full = group.takes(), replace(DID, change=63)
    group.brings(code_of(tag, full))
    group.brings(code_of(tag, replace(full, tries=13)))
    with pytest.raises(Conflict, match="older than one"):
        group.brings(code_of(tag, full))
    (row,) = group.rows(brought_back)
    assert row.tries == 13


def test_a_foreign_code_is_refused_whosever_it_is(group: Group, workshop: Workshop) -> None:
    tag = group.takes("Wren")
    unknown = "00000" if tag != "00000" else "00001"
    for foreign in (tag, unknown):
        with pytest.raises(NotAllowed, match="Nothing with this number"):
            group.brings(code_of(foreign, DID))
    with pytest.raises(NotAllowed, match="Nothing with this number"):
        group.brings(code_of(unknown, DID), who=None)
    assert group.rows(brought_back) == []


def test_the_counselor_types_codes_of_their_own_group_only(
    group: Group, workshop: Workshop, clock: Clock
) -> None:
    tag, room = group.takes(), group.room
    other = Room.made(room.workshop, clock, name="Another", owner=room.owner, plan_id="small")
    with pytest.raises(NotAllowed, match="Nothing with this number"):
        group.brings(code_of(tag, DID), who=room.owner, cohort_id=other.cohort_id)
    stranger = facilitator(room.workshop, "Somebody else")
    with pytest.raises(NotFound):
        group.brings(code_of(tag, DID), who=stranger, cohort_id=room.cohort_id)
    group.brings(code_of(tag, DID), who=room.owner, cohort_id=room.cohort_id)
    assert group.between() is not None
    assert [row.verb for row in group.rows(audit)][-1] == "code-typed"


def test_nothing_is_taken_in_of_who_was_removed_or_whose_group_has_ended(group: Group) -> None:
    heron, wren = group.takes(), group.takes("Wren")
    facilitate.remove_person(group.workshop, group.room.owner, group.heron.id)
    with pytest.raises(NotAllowed, match="Nothing with this number"):
        group.brings(code_of(heron, DID), who=None)
    group.room.does(Move.END)
    facilitate.end_cohort(group.workshop, group.room.owner, group.room.cohort_id)
    with pytest.raises(Conflict, match="has ended"):
        group.brings(code_of(wren, DID), who=None)


# ---------------------------------------------------------------------------------- from paper


def typed(group: Group, tag: str, **sheet: str) -> Done:
    counts = {"tries": "10", "right": "7", "outcome": "done"} | sheet
    room = group.room
    return take_home.bring_sheet(
        room.workshop, room.owner, room.cohort_id, number_of(tag), **counts
    )


def test_a_sheet_is_typed_by_its_number(group: Group) -> None:
    tags = give_out_sheets(group.workshop, [one.id for one in group.people.values()])
    typed(group, tags[group.heron.id])
    assert group.between() == Between(tries=10, right=7, lines=0, came_of="done")


def test_a_sheet_that_is_typed_again_is_put_right(group: Group) -> None:
    (tag,) = give_out_sheets(group.workshop, [group.heron.id]).values()
    typed(group, tag, tries="100")
    typed(group, tag)
    assert group.between() == Between(tries=10, right=7, lines=0, came_of="done")
    with pytest.raises(Conflict, match="is here already"):
        typed(group, tag)


@pytest.mark.parametrize(
    ("sheet", "sentence"),
    [
        ({"tries": "3", "right": "4"}, "4 right of 3"),
        ({"tries": "many"}, "is not a count"),
        ({"tries": "-1"}, "is not a count"),
        ({"tries": "1024"}, "from 0 to 1023"),
        ({"outcome": "perhaps"}, "done, partly or not yet"),
    ],
)
def test_counts_that_cannot_be_are_refused(
    group: Group, sheet: dict[str, str], sentence: str
) -> None:
    (tag,) = give_out_sheets(group.workshop, [group.heron.id]).values()
    with pytest.raises(InvalidValue, match=sentence):
        typed(group, tag, **sheet)
    assert group.rows(brought_back) == []


def test_boxes_that_were_left_empty_are_none(group: Group) -> None:
    (tag,) = give_out_sheets(group.workshop, [group.heron.id]).values()
    assert typed(group, tag, tries=" ", right="", outcome="") == Done()


# -------------------------------------------------------------------------- what becomes of it


def test_how_many_brought_something_is_told_from_five_people_on(
    workshop: Workshop, clock: Clock
) -> None:
    names = ("Heron", "Wren", "Finch", "Robin", "Swift")
    group = Group.made(workshop, clock, *names)
    told = []
    for name in (*names, "Heron"):
        group.brings(code_of(group.takes(name), DID), who=None)
        told.append(take_home.brought_by(group.workshop, group.room.owner, group.room.cohort_id))
    assert told == [None, None, None, None, 5, 5]
    stranger = facilitator(group.workshop, "Somebody else")
    with pytest.raises(NotFound):
        take_home.brought_by(group.workshop, stranger, group.room.cohort_id)


def test_on_the_retention_date_it_is_deleted(group: Group, clock: Clock) -> None:
    group.brings(code_of(group.takes(), DID))
    clock.pass_s(366 * 24 * 3600)
    facilitate.purge_due(group.workshop)
    assert group.rows(taken) == group.rows(brought_back) == []


def test_deleting_the_cohort_deletes_it(group: Group) -> None:
    group.brings(code_of(group.takes(), DID))
    room = group.room
    room.does(Move.END)
    facilitate.delete_cohort(room.workshop, room.owner, room.cohort_id, typed_code=room.code)
    assert group.rows(taken) == group.rows(brought_back) == []


def test_who_shows_their_results_shows_the_counts(group: Group) -> None:
    group.brings(code_of(group.takes(), DID))
    results = own_results.own(group.workshop, group.heron).results
    assert for_others(results).between == results.between
