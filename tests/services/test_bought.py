"""Bought instruments in a room: words on the screens and nowhere else, copies one by one."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from efficacy.errors import InvalidValue, NotAllowed, NotFound, StageError
from efficacy.flow import Move
from efficacy.services import access, bought, exports, facilitate, paper, participate, present
from tests.bought import FILE, INSTRUMENT, SECRETS, bought_room, other_version
from tests.bought import bought as file_of
from tests.cast import Ear, Room
from tests.content.house import lay

FIRST, AGAIN, PRACTICE = 1, 2, 3  # steps of the plan
Q1 = f"{INSTRUMENT}.q1"


def owned(room: Room) -> bought.Owned:
    """Return where the copies went, as the settings page shows it."""
    (one,) = bought.listed(room.workshop, room.owner).owned
    return one


def goes_to(room: Room, step: int) -> None:
    room.does(Move.GO_TO, step)


def secrets_in(data: bytes) -> list[str]:
    """Return which of the words stand in a file; text of Excel files is packed."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with closing(zipfile.ZipFile(io.BytesIO(data))) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
    return [secret for secret in SECRETS if secret.encode() in data]


# ------------------------------------------------------------------- words


def test_people_see_the_words_and_answer_them() -> None:
    with bought_room() as (room, _):
        ann = room.joins("Ann")
        goes_to(room, FIRST)
        fields = room.screen(ann).sheet.fields
        assert fields[0].label == "I polish zirconium at dawn"
        assert fields[0].group_stem == "How far does this umbraculum fit"
        assert dict(fields[0].anchors) == {1: "not marzipan", 5: "all yurtle"}
        room.fills(ann)
        assert room.screen(ann).values == {f"{INSTRUMENT}.q{n}": 3.0 for n in (1, 2, 3)}


def test_no_word_of_it_is_in_the_database_or_in_an_export() -> None:
    with bought_room(40) as (room, folder):
        people = [room.joins(f"Person {number}") for number in range(6)]
        for step in (FIRST, AGAIN):
            goes_to(room, step)
            for who in people:
                room.fills(who, start=step * 100)
            room.does(Move.GO_TO, 0)
        paper.forms(room.workshop, room.owner, room.cohort_id, "only")
        for kind in ("cohort", "working"):
            _, data = exports.workbook(room.workshop, room.owner, room.cohort_id, kind=kind)
            assert secrets_in(data) == []
        bought.listed(room.workshop, room.owner)
        files = [path for path in folder.iterdir() if path.name.startswith("workshop.db")]
        assert files
        assert secrets_in((folder / "licensed" / FILE).read_bytes()) == list(SECRETS)
        assert [secrets_in(path.read_bytes()) for path in files] == [[]] * len(files)


def test_the_codebook_calls_the_items_by_number() -> None:
    from openpyxl import load_workbook

    with bought_room() as (room, _):
        _, data = exports.workbook(room.workshop, room.owner, room.cohort_id, kind="working")
        book = load_workbook(io.BytesIO(data))
        cells = {str(cell.value) for row in book["Codebook"].iter_rows() for cell in row}
        assert {"q1", "q2", "q3", Q1} <= cells
        assert any("Stripes Press" in cell for cell in cells)


def test_a_file_that_is_gone_is_said_and_the_rest_goes_on() -> None:
    with bought_room() as (room, folder):
        ann = room.joins("Ann")
        goes_to(room, FIRST)
        room.answers(ann, Q1, 2, counter=1)
        (folder / "licensed" / FILE).unlink()
        screen = room.screen(ann)
        assert screen.sheet.fields == ()
        assert "“Zebra scale” are not on this laptop now" in screen.cards[0].lines[0]
        assert room.console().step is not None
        # What was begun may be finished: the answer may have waited on a phone.
        assert room.answers(ann, f"{INSTRUMENT}.q2", 4, counter=2, run_id=screen.step.run_id).ok
        ben = room.joins("Ben")
        receipt = room.answers(ben, Q1, 4, counter=1, run_id=screen.step.run_id)
        assert not receipt.ok
        assert "is not on this laptop now" in str(receipt.sentence)
        goes_to(room, 0)
        assert room.screen(ann).step.kind == "consent"


def test_another_version_is_said_and_the_first_one_may_come_back() -> None:
    with bought_room() as (room, folder):
        ann = room.joins("Ann")
        goes_to(room, FIRST)
        lay(folder / "licensed", FILE, other_version())
        screen = room.screen(ann)
        assert screen.sheet.fields == ()
        assert "another version than this group began with" in screen.cards[0].lines[0]
        lay(folder / "licensed", FILE, file_of(3))
        assert len(room.screen(ann).sheet.fields) == 3
        assert room.screen(ann).cards == ()


# ------------------------------------------------------------------ copies


def test_a_person_uses_one_copy_at_each_wave() -> None:
    with bought_room(5) as (room, _):
        ann = room.joins("Ann")
        goes_to(room, FIRST)
        assert owned(room).used == 0
        room.fills(ann)
        assert (owned(room).used, owned(room).left) == (1, 4)
        goes_to(room, AGAIN)
        room.fills(ann, start=10)
        assert owned(room).used == 2
        goes_to(room, FIRST)  # the same run, the same wave
        room.answers(ann, Q1, 5, counter=90)
        assert owned(room).used == 2
        goes_to(room, PRACTICE)
        room.fills(ann, start=100)
        assert owned(room).used == 3


def test_a_first_answer_without_a_copy_left_is_refused_and_the_person_goes_on() -> None:
    with bought_room(1) as (room, _):
        ann, ben = room.joins("Ann"), room.joins("Ben")
        goes_to(room, FIRST)
        room.fills(ann)
        receipt = room.answers(ben, Q1, 2, counter=1)
        assert not receipt.ok
        assert "All copies of “Zebra scale” are used" in str(receipt.sentence)
        assert room.screen(ben).values == {}
        run_id = room.screen(ben).step.run_id
        participate.act(room.workshop, ben, run_id=run_id, action_id="done", counter=2)
        assert room.screen(ben).completed == "done"
        assert room.answers(ann, Q1, 5, counter=50).ok  # hers is paid for


def test_a_survey_is_not_opened_with_fewer_copies_than_people() -> None:
    ear = Ear()
    with bought_room(2, ear=ear) as (room, folder):
        people = [room.joins(name) for name in ("Ann", "Ben", "Cem")]
        ear.here = {who.id for who in people}
        with pytest.raises(StageError, match=r"has 2 of 2 copies left, and 3 people here need one"):
            goes_to(room, FIRST)
        assert room.console().step is None
        goes_to(room, 0)  # another step can be chosen
        lay(folder / "licensed", FILE, file_of(3))
        goes_to(room, FIRST)
        assert len(room.screen(people[0]).sheet.fields) == 3


def test_who_said_no_to_the_survey_needs_no_copy() -> None:
    ear = Ear()
    with bought_room(1, ear=ear) as (room, _):
        ann, ben = room.joins("Ann"), room.joins("Ben", takes_survey=False)
        ear.here = {ann.id, ben.id}
        goes_to(room, FIRST)
        assert not room.answers(ben, Q1, 3, counter=1).ok
        assert owned(room).used == 0


def test_a_survey_of_which_nothing_is_left_is_not_opened_at_all() -> None:
    with bought_room(1) as (room, _):
        ann = room.joins("Ann")
        goes_to(room, FIRST)
        room.fills(ann)
        with pytest.raises(StageError, match="0 of 1 copies left"):
            goes_to(room, AGAIN)


def test_copies_of_a_deleted_cohort_stay_used() -> None:
    with bought_room(5) as (room, _):
        people = [room.joins("Ann"), room.joins("Ben")]
        goes_to(room, FIRST)
        for who in people:
            room.fills(who)
        facilitate.delete_cohort(room.workshop, room.owner, room.cohort_id, typed_code=room.code)
        assert (owned(room).screens, owned(room).gone, owned(room).left) == (0, 2, 3)


def test_copies_of_practice_stay_used_when_call_names_are_deleted() -> None:
    with bought_room(5) as (room, _):
        ann = room.joins("Ann")
        for step in (FIRST, PRACTICE):
            goes_to(room, step)
            room.fills(ann, start=step * 10)
        room.does(Move.END)
        room.clock.pass_s(181 * 86_400)
        assert facilitate.purge_due(room.workshop).cohorts == 1
        assert (owned(room).screens, owned(room).gone) == (1, 1)


def test_a_simulated_cohort_uses_no_copy() -> None:
    with bought_room(1) as (room, _):
        cohort_id = facilitate.create_cohort(
            room.workshop,
            room.owner,
            name="Made up",
            plan_id="bought-plan",
            mode="confidential",
            contact="Rosa Lind",
            is_synthetic=True,
        )
        cards = present.cohort_cards(room.workshop, room.owner)
        code = next(card.code for card in cards if card.id == cohort_id)
        other = Room(room.workshop, room.clock, room.owner, cohort_id, code)
        other.opens("only")
        people = [other.joins("Ann"), other.joins("Ben")]
        goes_to(other, FIRST)
        for who in people:
            other.fills(who)
        assert owned(room).used == 0


# ------------------------------------------------------------------- paper


def printed(pack: paper.Pack) -> str:
    return repr(pack)


def test_paper_forms_show_the_words_and_count_as_a_copy() -> None:
    with bought_room(2) as (room, _):
        pack = paper.forms(room.workshop, room.owner, room.cohort_id, "only")
        assert "zirconium" in printed(pack)
        assert pack.bought == ("Zebra scale",)
        assert (owned(room).paper, owned(room).left) == (1, 1)


def test_without_a_copy_left_the_forms_leave_it_out_and_say_so() -> None:
    with bought_room(1) as (room, _):
        paper.forms(room.workshop, room.owner, room.cohort_id, "only")
        pack = paper.forms(room.workshop, room.owner, room.cohort_id, "only")
        assert "zirconium" not in printed(pack)
        assert "All copies of “Zebra scale” are used" in printed(pack)
        assert pack.bought == ()
        assert owned(room).paper == 1


def test_forms_without_the_file_say_so_and_use_nothing() -> None:
    with bought_room(2) as (room, folder):
        (folder / "licensed" / FILE).unlink()
        pack = paper.forms(room.workshop, room.owner, room.cohort_id, "only")
        assert "are not on this laptop now" in printed(pack)
        lay(folder / "licensed", FILE, file_of(2))
        assert owned(room).used == 0


def test_the_facilitator_notes_what_was_printed_up_to_what_was_bought() -> None:
    with bought_room(5) as (room, _):
        note = facilitate.note_paper_copies
        note(room.workshop, room.owner, INSTRUMENT, copies=5)
        assert owned(room).left == 0
        note(room.workshop, room.owner, INSTRUMENT, copies=2)
        assert owned(room).left == 3
        for copies in (-1, 6):
            with pytest.raises(InvalidValue, match="0 to 5 copies"):
                note(room.workshop, room.owner, INSTRUMENT, copies=copies)
        with pytest.raises(NotFound, match="no bought instrument “other”"):
            note(room.workshop, room.owner, "other", copies=1)
        stranger = access.Facilitator("nobody", "Nobody", "no-login")
        with pytest.raises(NotAllowed):
            note(room.workshop, stranger, INSTRUMENT, copies=1)
        with pytest.raises(NotAllowed):
            bought.listed(room.workshop, stranger)


# ------------------------------------------------------------ whatever happens

_PEOPLE = 4
_EVENTS = st.lists(
    st.one_of(
        st.tuples(st.just("answer"), st.integers(0, _PEOPLE - 1)),
        st.tuples(st.just("step"), st.sampled_from([FIRST, AGAIN, PRACTICE])),
        st.tuples(st.just("print"), st.just(0)),
        st.tuples(st.just("note"), st.integers(-1, 6)),
        st.tuples(st.just("clear"), st.integers(0, _PEOPLE - 1)),
    ),
    max_size=25,
)


@hypothesis_settings(max_examples=20, deadline=None)
@given(copies=st.integers(1, 6), events=_EVENTS)
def test_whatever_happens_no_more_copies_are_used_than_were_bought(
    copies: int, events: list[tuple[str, int]]
) -> None:
    with bought_room(copies) as (room, _):
        people = [room.joins(f"Person {number}") for number in range(_PEOPLE)]
        goes_to(room, FIRST)
        before = 0
        for counter, (what, which) in enumerate(events, start=1):
            happens(room, people, what, which, counter)
            now = owned(room)
            assert 0 <= now.used <= copies
            assert now.left == copies - now.used
            if what != "note":
                assert now.used >= before  # only the facilitator's own count goes down
            before = now.used


def happens(
    room: Room, people: list[access.Participant], what: str, which: int, counter: int
) -> None:
    try:
        if what == "step":
            goes_to(room, which)
        elif what == "print":
            paper.forms(room.workshop, room.owner, room.cohort_id, "only")
        elif what == "note":
            facilitate.note_paper_copies(room.workshop, room.owner, INSTRUMENT, copies=which)
        else:
            room.answers(people[which], Q1, None if what == "clear" else 2, counter=counter)
    except (StageError, InvalidValue):
        pass


def test_each_database_counts_by_itself() -> None:
    with bought_room(2) as (room, _), bought_room(2) as (other, _):
        ann = room.joins("Ann")
        goes_to(room, FIRST)
        room.fills(ann)
        assert (owned(room).used, owned(other).used) == (1, 0)
