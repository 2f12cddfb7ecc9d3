"""Who may print what: nothing of a person without their own act, their PIN never, in the order
of call names; and what everybody prints for themselves."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from efficacy.activities import goal_form
from efficacy.activities.contract import Given
from efficacy.activities.personal import Turn
from efficacy.errors import InvalidValue, NotAllowed, NotFound
from efficacy.flow import Move
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.registry import FOR_MEETINGS, FOR_PEOPLE
from efficacy.reports.take_home.code import number_of
from efficacy.services import access, facilitate, handouts
from efficacy.services.handouts import Order, apart, run_apart
from efficacy.services.handouts.stacks import run_here
from efficacy.services.workshop import Workshop
from efficacy.store.tables import audit, call_name, participant, released, response, taken
from tests.cast import Clock, Room, facilitator
from tests.every_kind import Stage
from tests.reports.sheets_to_print import read, squashed, text_of

EVERY = tuple(FOR_PEOPLE)
GOAL = "goal-card"


@dataclass
class Group:
    """People who each wrote a goal that nobody else could have written."""

    room: Room
    people: dict[str, access.Participant]

    @classmethod
    def made(
        cls, workshop: Workshop, clock: Clock, names: Sequence[str] = ("Wren", "Heron", "finch")
    ) -> Group:
        stage = Stage.made(workshop, clock, "goal", people=0)
        people = {name: stage.room.joins(name) for name in names}
        stage.room.does(Move.BEGIN)
        for who in people.values():
            for _ in range(3):  # as many screens as a goal can have
                boxes = [one.id for one in stage.room.screen(who).sheet.fields]
                given = tuple(
                    Given(item_id=id, value=cls.words_of(who, id))
                    for id in boxes
                    if id in (goal_form.WHAT, goal_form.WHEN, goal_form.IF, goal_form.THEN)
                )
                stage.takes(who, Turn(given=given))
        return cls(stage.room, people)

    @staticmethod
    def words_of(who: access.Participant, item_id: str) -> str:
        return f"{item_id} of {who.id[:12]}"

    def words(self, name: str) -> str:
        return squashed(self.words_of(self.people[name], goal_form.WHAT))

    def releases(self, name: str, *ids: str) -> None:
        handouts.release(self.room.workshop, self.people[name], ids)

    def prints(
        self,
        *ids: str,
        who: object = None,
        runner: object = None,
        progress: object = None,
        **order: object,
    ) -> handouts.Made:
        return handouts.make(
            self.room.workshop,
            who or self.room.owner,  # type: ignore[arg-type]
            self.room.cohort_id,
            Order(handouts=ids or EVERY, **order),  # type: ignore[arg-type]
            runner=runner or run_here,  # type: ignore[arg-type]
            progress=progress,  # type: ignore[arg-type]
        )

    def rows(self, table: object) -> list:
        with self.room.workshop.store.read() as tx:
            return list(tx.execute(select(table)))  # type: ignore[call-overload]

    def pins(self) -> set[str]:
        return {row.pin for row in self.rows(call_name)}


@pytest.fixture
def group(workshop: Workshop, clock: Clock) -> Group:
    return Group.made(workshop, clock)


def numbers(pdf: bytes) -> set[str]:
    return set(re.findall(r"\d+", text_of(pdf)))


def files(made: handouts.Made) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


# ------------------------------------------------------------- what a group's print holds


def test_a_groups_print_holds_no_word_of_anybody_who_released_nothing(group: Group) -> None:
    made = group.prints()
    assert made.problems == ()
    text = squashed(text_of(made.content))
    assert not any(who.id[:12] in text for who in group.people.values())
    assert all(name in text for name in group.people)


def test_what_one_person_released_is_printed_and_nothing_of_the_others(group: Group) -> None:
    group.releases("Heron", GOAL)
    text = squashed(text_of(group.prints().content))
    assert group.words("Heron") in text
    assert group.words("Wren") not in text
    assert group.words("finch") not in text


def test_another_sheet_than_the_released_one_stays_empty(group: Group) -> None:
    others = [id for id, one in FOR_PEOPLE.items() if one.is_private and id != GOAL]
    group.releases("Heron", GOAL)
    text = squashed(text_of(group.prints(*others).content))
    assert group.people["Heron"].id[:12] not in text


def test_taken_back_it_is_an_empty_form_again(group: Group) -> None:
    group.releases("Heron", GOAL)
    group.releases("Heron")
    assert group.rows(released) == []
    assert group.words("Heron") not in squashed(text_of(group.prints().content))


@pytest.mark.parametrize("form", ["pdf", "zip"])
def test_no_print_of_a_facilitator_holds_a_pin(group: Group, form: str) -> None:
    for name in group.people:
        group.releases(name, *(id for id, one in FOR_PEOPLE.items() if one.is_private))
    made = group.prints(form=form)
    printed = [made.content] if form == "pdf" else list(files(made).values())
    for pdf in printed:
        assert not numbers(pdf) & group.pins()


def test_a_person_printed_alone_is_no_exception(group: Group) -> None:
    heron = group.people["Heron"]
    alone = group.prints(participant_id=heron.id).content
    assert group.words("Heron") not in squashed(text_of(alone))
    assert not numbers(alone) & group.pins()
    assert "Wren" not in text_of(alone)
    group.releases("Heron", GOAL)
    alone = group.prints(participant_id=heron.id).content
    assert group.words("Heron") in squashed(text_of(alone))


def test_a_picture_shows_no_more_than_the_print(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    from efficacy.services.handouts import printing

    seen: list[str] = []
    monkeypatch.setattr(
        printing, "pictures", lambda sheets, *_: seen.extend(str(one.data) for one in sheets) or ()
    )
    order = Order(handouts=(GOAL,), participant_id=group.people["Heron"].id)
    room = group.room
    handouts.preview(room.workshop, room.owner, room.cohort_id, order, GOAL)
    group.releases("Heron", GOAL)
    handouts.preview(room.workshop, room.owner, room.cohort_id, order, GOAL)
    before, after = seen
    words = Group.words_of(group.people["Heron"], goal_form.WHAT)
    assert words not in before
    assert words in after


def test_sheets_come_person_by_person_in_the_order_of_call_names(group: Group) -> None:
    made = group.prints("goal-card", "welcome-card")
    pages = [page.extract_text() for page in read(made.content).pages]
    order = ["finch", "Heron", "Wren"]
    whose = [next(name for name in order if name in page) for page in pages]
    assert whose == sorted(whose, key=order.index)
    firsts = ["Welcome card" in page for page, name in zip(pages, whose, strict=True)]
    assert [firsts[whose.index(name)] for name in order] == [True] * 3


def test_who_was_removed_is_not_printed_and_their_release_is_not_counted(group: Group) -> None:
    group.releases("Heron", GOAL)
    facilitate.remove_person(group.room.workshop, group.room.owner, group.people["Heron"].id)
    assert "Heron" not in text_of(group.prints().content)
    desk = handouts.desk(group.room.workshop, group.room.owner, group.room.cohort_id)
    assert [name for _, name in desk.people] == ["finch", "Wren"]
    assert {one.released_by for one in desk.for_people} == {0}
    with pytest.raises(NotFound):
        group.prints(participant_id=group.people["Heron"].id)


def test_after_the_call_names_are_deleted_nothing_of_a_person_is_left_to_print(
    group: Group, clock: Clock
) -> None:
    group.releases("Heron", GOAL)
    clock.pass_s(366 * 24 * 3600)
    facilitate.purge_due(group.room.workshop)
    assert group.rows(released) == []
    with pytest.raises(InvalidValue, match="nothing to print"):
        group.prints()


def test_deleting_the_cohort_deletes_what_was_released(group: Group) -> None:
    group.releases("Heron", GOAL)
    room = group.room
    facilitate.delete_cohort(room.workshop, room.owner, room.cohort_id, typed_code=room.code)
    assert group.rows(released) == []
    assert group.rows(participant) == []


# ---------------------------------------------------------------------- who may print


def test_other_facilitators_are_refused(group: Group) -> None:
    room, order = group.room, Order(handouts=EVERY)
    stranger = facilitator(room.workshop, "Somebody else")
    for ask in (
        lambda: group.prints(who=stranger),
        lambda: handouts.desk(room.workshop, stranger, room.cohort_id),
        lambda: handouts.preview(room.workshop, stranger, room.cohort_id, order, GOAL),
    ):
        with pytest.raises(NotFound, match="no such cohort"):
            ask()


def test_after_the_log_in_ended_nothing_is_printed(group: Group) -> None:
    access.log_out(group.room.workshop, group.room.owner)
    with pytest.raises(NotAllowed):
        group.prints()


def test_the_person_at_the_machine_may_print(group: Group) -> None:
    assert group.prints(who=access.Operator()).content.startswith(b"%PDF")


@pytest.mark.parametrize(
    "order",
    [
        {"handouts": ("no-such",)},
        {"handouts": EVERY, "participant_id": "0" * 32},
        {"handouts": tuple(FOR_MEETINGS), "session_id": "no-such"},
    ],
)
def test_what_is_not_there_cannot_be_printed(group: Group, order: dict) -> None:
    room = group.room
    with pytest.raises(NotFound):
        handouts.make(room.workshop, room.owner, room.cohort_id, Order(**order))


def test_somebody_of_another_group_is_not_there(group: Group) -> None:
    room = group.room
    other = Room.made(room.workshop, room.clock, name="Friday", owner=room.owner, plan_id="small")
    with pytest.raises(NotFound, match="not in the group"):
        group.prints(participant_id=other.joins("Lark").id)


def test_the_audit_says_what_was_printed_and_not_whose(group: Group) -> None:
    group.prints(GOAL, participant_id=group.people["Heron"].id)
    (row,) = (row for row in group.rows(audit) if row.verb == "handouts-printed")
    assert row.detail == GOAL
    assert group.people["Heron"].id not in str(row)


def test_an_audit_of_a_release_says_neither_whose_nor_which(group: Group) -> None:
    group.releases("Heron", GOAL)
    (row,) = (row for row in group.rows(audit) if row.verb == "handouts-released")
    assert GOAL not in str(row)
    assert group.people["Heron"].id not in str(row)


@pytest.mark.parametrize("form", ["pdf", "zip"])
def test_a_template_that_cannot_be_used_is_named_and_the_others_are_printed(
    group: Group, tmp_path: Path, form: str
) -> None:
    (tmp_path / f"{GOAL}.typ.j2").write_text("one\n{{ no_such }}", encoding="utf-8")
    group.room.workshop.own_handouts = tmp_path
    made = group.prints(form=form)
    (problem,) = made.problems
    assert (problem.file, problem.where) == (f"{GOAL}.typ.j2", "line 2")
    assert made.content
    with pytest.raises(InvalidValue, match=r"No sheet could be printed. goal-card.*line 2"):
        group.prints(GOAL, form=form)


# ------------------------------------------------------------------------------ a zip


def test_a_zip_has_a_file_a_person_with_what_is_theirs(group: Group) -> None:
    group.releases("Heron", GOAL)
    found = files(group.prints(form="zip"))
    assert list(found) == ["finch.pdf", "Heron.pdf", "Wren.pdf"]
    assert group.words("Heron") in squashed(text_of(found["Heron.pdf"]))
    assert "Heron" not in text_of(found["Wren.pdf"])


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["../../etc/passwd", "..", "C:\\x"], ["______etc_passwd", "__", "C__x"]),
        (["Wren", "wren", "WREN"], ["Wren", "wren 2", "WREN 3"]),
        (["a.b", "a/b", "a:b"], ["a_b", "a_b 2", "a_b 3"]),
        (["con", "NUL", "com1"], ["con_", "NUL_", "com1_"]),
        (["\u202etxt.fdp", "W" * 200, "王 é"], ["_txt_fdp", "W" * 60, "王 é"]),
        (["", "  "], ["participant", "participant 2"]),
    ],
)
def test_a_hostile_call_name_is_a_plain_file_name(names: list[str], expected: list[str]) -> None:
    taken: set[str] = set()
    assert [handouts.file_name(name, taken) for name in names] == expected


# ---------------------------------------------------------------- a participant's own


def test_ones_own_print_has_ones_own_words_and_pin(group: Group) -> None:
    heron = group.people["Heron"]
    name, made = handouts.own_print(group.room.workshop, heron, EVERY, Look())
    text = squashed(text_of(made.pdf))
    (pin,) = (row.pin for row in group.rows(call_name) if row.participant_id == heron.id)
    assert name == "my-handouts.pdf"
    assert group.words("Heron") in text
    assert pin in numbers(made.pdf)
    assert group.words("Wren") not in text
    assert not numbers(made.pdf) & (group.pins() - {pin})


def test_ones_own_list_says_what_is_released(group: Group) -> None:
    group.releases("Heron", GOAL)
    for name, freed in (("Heron", {GOAL}), ("Wren", set())):
        own = handouts.own(group.room.workshop, group.people[name])
        assert {one.id for one in own.handouts if one.is_released} == freed


@pytest.mark.parametrize("mode", ["confidential", "group-only"])
def test_releasing_is_in_both_modes_a_persons_own_act(
    workshop: Workshop, clock: Clock, mode: str
) -> None:
    room = Room.made(workshop, clock, mode=mode)
    who = room.joins("Heron")
    handouts.release(workshop, who, [GOAL])
    desk = handouts.desk(workshop, room.owner, room.cohort_id)
    assert next(one for one in desk.for_people if one.id == GOAL).released_by == 1


def test_what_is_not_private_needs_no_release_and_keeps_none(group: Group) -> None:
    group.releases("Heron", "welcome-card", GOAL)
    assert [row.handout_id for row in group.rows(released)] == [GOAL]


def test_a_handout_of_the_facilitator_is_none_of_a_participants(group: Group) -> None:
    heron = group.people["Heron"]
    _, made = handouts.own_print(group.room.workshop, heron, list(FOR_MEETINGS), Look())
    assert made.pdf == b""
    group.releases("Heron", *FOR_MEETINGS)
    assert group.rows(released) == []


def test_a_handout_that_is_not_there_is_neither_opened_nor_released(group: Group) -> None:
    heron = group.people["Heron"]
    with pytest.raises(NotFound, match="no-such"):
        handouts.own_print(group.room.workshop, heron, ["no-such"], Look())
    with pytest.raises(NotFound, match="no-such"):
        group.releases("Heron", "no-such")


def test_who_was_removed_opens_nothing_any_more(group: Group) -> None:
    heron = group.people["Heron"]
    facilitate.remove_person(group.room.workshop, group.room.owner, heron.id)
    for ask in (
        lambda: handouts.own(group.room.workshop, heron),
        lambda: handouts.own_print(group.room.workshop, heron, EVERY, Look()),
        lambda: handouts.own_pictures(group.room.workshop, heron, GOAL, Look()),
        lambda: handouts.release(group.room.workshop, heron, [GOAL]),
    ):
        with pytest.raises(NotAllowed):
            ask()


# ------------------------------------------------------------ everything that can be given


def test_of_people_who_did_everything_no_line_is_in_a_groups_print(
    workshop: Workshop, clock: Clock
) -> None:
    kinds = ("goal", "log", "close", "encourage", "rehearse", "barriers", "relabel", "interview")
    stage = Stage.made(workshop, clock, *kinds, people=1)
    room = stage.room
    steps = len(room.workshop.library.bundle("small").plans["small"].sessions[0].activities)
    for place in range(steps):
        room.does(Move.GO_TO, target=place)
        for number, who in enumerate(stage.people):
            stage.plays(who, seed=number)
    with workshop.store.read() as tx:
        written = {row.text for row in tx.execute(select(response.c.text)) if row.text}
    lines = {squashed(one) for one in written if " " in one}
    assert len(lines) > 10
    order = Order(handouts=EVERY)
    text = squashed(
        text_of(handouts.make(room.workshop, room.owner, room.cohort_id, order).content)
    )
    assert [one for one in lines if one in text] == []
    own = handouts.own_print(room.workshop, stage.people[0], EVERY, Look())[1].pdf
    assert [one for one in lines if one in squashed(text_of(own))]


# -------------------------------------------------------------- numbers of sheets


def test_each_printed_sheet_that_comes_back_has_a_number_of_its_own(group: Group) -> None:
    there = squashed(text_of(group.prints("take-home").content))
    given_out = group.rows(taken)
    assert {one.participant_id for one in given_out} == {one.id for one in group.people.values()}
    assert all(squashed(number_of(one.tag)) in there for one in given_out)


def test_ones_own_print_of_it_has_a_number_too(group: Group) -> None:
    heron = group.people["Heron"]
    _, made = handouts.own_print(group.room.workshop, heron, ("take-home",), Look())
    (one,) = group.rows(taken)
    assert one.participant_id == heron.id
    assert squashed(number_of(one.tag)) in squashed(text_of(made.pdf))


def test_a_look_at_a_sheet_gives_out_no_number(group: Group) -> None:
    order = Order(handouts=("take-home",))
    room = group.room
    handouts.preview(room.workshop, room.owner, room.cohort_id, order, "take-home")
    handouts.own_pictures(room.workshop, group.people["Heron"], "take-home", Look())
    assert group.rows(taken) == []


def test_who_may_not_print_gives_out_no_number(group: Group) -> None:
    stranger = facilitator(group.room.workshop, "A stranger")
    with pytest.raises(NotFound):
        group.prints("take-home", who=stranger)
    assert group.rows(taken) == []


# ------------------------------------------------------------ in a process of its own


def test_a_process_of_its_own_prints_the_same_and_says_how_far_it_is(group: Group) -> None:
    group.releases("Heron", GOAL)
    told: list[tuple[int, int]] = []
    apart = group.prints(
        "welcome-card", GOAL, runner=run_apart, progress=lambda *far: told.append(far)
    )
    assert text_of(apart.content) == text_of(group.prints("welcome-card", GOAL).content)
    assert group.words("Heron") in squashed(text_of(apart.content))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]


def test_a_process_that_ends_too_early_is_an_error_and_leaves_no_file(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_PLACE", "no_such_module")
    with pytest.raises(RuntimeError, match="has ended"):
        group.prints(GOAL, runner=run_apart)
    assert [row for row in group.rows(audit) if row.verb == "handouts-printed"] == []


def test_where_no_program_may_start_another_it_is_printed_here(
    group: Group, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden() -> None:
        raise PermissionError("not here")

    monkeypatch.setattr(apart, "_started", forbidden)
    assert group.prints(GOAL, runner=run_apart).sheets == 3
