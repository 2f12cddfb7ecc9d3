"""What people give to each other: groups, words, and who may see or change what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from efficacy.content.models import PlannedSession
from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound, StageError
from efficacy.flow import Move
from efficacy.matching.partners import CannotPlace
from efficacy.services import access, facilitate, participate, present
from efficacy.simulate import simulate
from efficacy.store.queries import cohorts, exchange, sessions
from tests.activities import house
from tests.cast import Ear, Room, facilitator
from tests.every_kind import Shelf, Stage, stocked

GOOD = ("checked each step before you went on", "find your own slips")
EMPTY = ("did a great job", "")


@pytest.fixture
def stage(workshop, clock) -> Stage:
    """Return six people in a session of study partners, then encouragement."""
    made = Stage.made(workshop, clock, "partners", "encourage")
    made.room.does(Move.BEGIN)
    return made


@pytest.fixture
def writing(stage: Stage) -> Stage:
    """Return the same, in pairs and at the encouragement."""
    form(stage)
    stage.room.does(Move.GO_TO, target=1)
    return stage


def form(stage: Stage, size: int = 2, **wishes) -> None:
    facilitate.form_groups(
        stage.room.workshop, stage.room.owner, stage.room.session_id, size, **wishes
    )


def groups(stage: Stage) -> dict[int, set[str]]:
    """Return the groups on the console, as numbers and ids."""
    step = stage.room.console().step
    assert step is not None
    return {group.number: {person for person, _ in group.people} for group in step.groups}


def together(stage: Stage) -> set[frozenset[str]]:
    return {frozenset(people) for people in groups(stage).values()}


def partner_of(stage: Stage, who: access.Participant) -> access.Participant:
    """Return whom somebody is in a pair with."""
    (pair,) = [people for people in together(stage) if who.id in people]
    return next(one for one in stage.people if one.id in pair and one.id != who.id)


def writes(stage: Stage, who: access.Participant, halves: Sequence[str]) -> None:
    """Type both halves of a sentence on the screen that somebody has now."""
    screen = stage.room.screen(who)
    for item, value in zip(("did", "shows"), halves, strict=True):
        receipt = participate.answer(
            stage.room.workshop,
            who,
            participate.Answer(
                run_id=screen.step.run_id,
                item_id=item,
                value=value,
                attempt=screen.attempt,
                counter=stage._next(who),
            ),
        )
        assert receipt.ok, receipt.sentence


def gives(stage: Stage, who: access.Participant, halves: Sequence[str] = GOOD) -> None:
    """Write a sentence and give it, past the hint where there is one."""
    writes(stage, who, halves)
    stage.presses(who, "give")
    if halves == EMPTY:
        stage.presses(who, "give")


def refusal(stage: Stage, who: access.Participant, action_id: str) -> str:
    """Press something and return the sentence that refuses it."""
    screen = stage.room.screen(who)
    reply = participate.act(
        stage.room.workshop,
        who,
        run_id=screen.step.run_id,
        action_id=action_id,
        counter=stage._next(who),
        attempt=screen.attempt,
    )
    assert reply.sentence
    return reply.sentence


def cards(stage: Stage, who: access.Participant) -> str:
    """Return all that stands on somebody's own cards."""
    return " ".join(
        line
        for card in stage.room.screen(who).cards
        for line in (card.title, *card.lines, *card.points)
    )


def decide(stage: Stage, note_id: str, *, is_approved: bool, who=None) -> None:
    facilitate.decide_note(
        stage.room.workshop,
        who or stage.room.owner,
        stage.room.session_id,
        note_id,
        is_approved=is_approved,
    )


def shows_picture(stage: Stage) -> None:
    stage.room.does(Move.CLOSE)
    stage.room.does(Move.REVEAL)


# -------------------------------------------------------------- forming groups


def test_six_people_make_three_pairs_and_each_sees_their_own_partner(stage: Stage) -> None:
    form(stage)
    assert sorted(map(len, together(stage))) == [2, 2, 2]
    for who in stage.people:
        other = partner_of(stage, who)
        name = stage.room.screen(other).call_name
        assert name in cards(stage, who)
        assert not any(
            stage.room.screen(one).call_name in cards(stage, who)
            for one in stage.people
            if one.id not in (who.id, other.id)
        )


def test_six_people_make_two_threes(stage: Stage) -> None:
    form(stage, 3)
    assert sorted(map(len, together(stage))) == [3, 3]


def test_formed_again_with_keep_nothing_changes(stage: Stage) -> None:
    form(stage)
    before = groups(stage)
    form(stage)
    assert groups(stage) == before


def test_formed_anew_nobody_gets_the_partner_they_have(stage: Stage) -> None:
    form(stage)
    before = together(stage)
    form(stage, keep=False)
    assert not before & together(stage)


def test_a_later_session_brings_new_people_together(workshop, clock) -> None:
    planned = tuple(
        PlannedSession(
            id=name,
            title=name,
            aim="To try it.",
            minutes=60,
            activities=(house.activity(f"pairs-{name}", "partners"),),
        )
        for name in ("one", "two")
    )
    content = house.curriculum(the_plan=house.plan(*planned))
    room = Room.made(replace(workshop, library=Shelf(content)), clock, plan_id="small")
    room.opens("one")
    stage = Stage(room, [room.joins(f"Person {number}") for number in range(6)])
    met: set[frozenset[str]] = set()
    for name in ("one", "two"):
        if name == "two":
            room.opens(name)
        room.does(Move.BEGIN)
        assert together(stage) == set()
        form(stage)
        assert not met & together(stage)
        met |= together(stage)
        room.does(Move.END)


def test_only_those_who_are_here_are_grouped(stage: Stage, ear: Ear) -> None:
    ear.here = {one.id for one in stage.people[:4]}
    form(stage)
    assert set().union(*together(stage)) == ear.here


def test_whoever_answered_in_this_session_counts_as_here(stage: Stage, ear: Ear) -> None:
    ear.here = {one.id for one in stage.people[:3]}
    stage.presses(stage.people[5], "done")
    form(stage)
    assert set().union(*together(stage)) == ear.here | {stage.people[5].id}


def test_whoever_passes_works_alone_and_is_left_out(stage: Stage) -> None:
    stage.presses(stage.people[0], "pass")
    form(stage)
    assert stage.people[0].id not in set().union(*together(stage))
    assert sorted(map(len, together(stage))) == [2, 3]
    assert not stage.room.console().ungrouped


def test_somebody_removed_is_in_no_group(stage: Stage) -> None:
    facilitate.remove_person(stage.room.workshop, stage.room.owner, stage.people[0].id)
    form(stage)
    assert stage.people[0].id not in set().union(*together(stage))


def test_when_somebody_leaves_only_what_is_needed_is_formed_again(stage: Stage) -> None:
    form(stage)
    before = together(stage)
    form(stage, without=[stage.people[0].id])
    assert len(before & together(stage)) == 1
    assert sorted(map(len, together(stage))) == [2, 3]


def test_who_was_taken_out_and_is_gone_does_not_come_back(stage: Stage, ear: Ear) -> None:
    for who in stage.people:
        stage.presses(who, "done")
    form(stage)
    ear.here = {one.id for one in stage.people[1:]}
    form(stage, without=[stage.people[0].id])
    form(stage)
    assert stage.people[0].id not in set().union(*together(stage))


def test_a_newcomer_stands_on_the_console_until_the_rest_is_formed(stage: Stage) -> None:
    form(stage)
    before = together(stage)
    late = stage.room.joins("Late one")
    assert stage.room.console().ungrouped == ((late.id, "Late one"),)
    form(stage)
    assert len(before & together(stage)) == 2
    assert not stage.room.console().ungrouped


def test_one_person_alone_cannot_be_grouped_and_is_called_by_name(workshop, clock) -> None:
    stage = Stage.made(workshop, clock, "partners", people=1)
    stage.room.does(Move.BEGIN)
    with pytest.raises(CannotPlace, match="Heron 0"):
        form(stage)
    assert groups(stage) == {}


def test_an_empty_room_has_no_groups_and_says_so(workshop, clock) -> None:
    stage = Stage.made(workshop, clock, "partners", people=0)
    stage.room.does(Move.BEGIN)
    with pytest.raises(StageError, match="Nobody is here"):
        form(stage)


def test_after_the_end_groups_stay_as_they_were(stage: Stage) -> None:
    form(stage)
    stage.room.does(Move.END)
    with pytest.raises(StageError, match="ended"):
        form(stage)
    with pytest.raises(StageError, match="ended"):
        move(stage, stage.people[0], 1)


def test_groups_that_changed_while_they_were_worked_out_are_not_overwritten(
    stage: Stage, monkeypatch
) -> None:
    from efficacy.services.facilitate import exchange as verbs

    worked_out = verbs.grouped

    def meanwhile(*given, **named):
        move(stage, stage.people[0], 9)
        return worked_out(*given, **named)

    monkeypatch.setattr(verbs, "grouped", meanwhile)
    with pytest.raises(Conflict, match="meanwhile"):
        form(stage)
    assert groups(stage) == {9: {stage.people[0].id}}


# --------------------------------------------------------------- another partner


def test_who_wants_another_partner_gets_one_and_no_name_is_told(stage: Stage) -> None:
    form(stage)
    who = stage.people[0]
    before, (number,) = (
        partner_of(stage, who),
        [number for number, people in groups(stage).items() if who.id in people],
    )
    token = present.token_for_console(stage.room.workshop, stage.room.owner, stage.room.session_id)
    stage.presses(who, "other-partner")
    assert stage.room.console().marked == (number,)
    assert "another partner" in cards(stage, who)
    assert "another partner" not in cards(stage, before)
    assert token != present.token_for_console(
        stage.room.workshop, stage.room.owner, stage.room.session_id
    )
    form(stage)
    assert partner_of(stage, who).id != before.id
    assert stage.room.console().marked == ()


def test_the_wish_for_another_partner_can_be_taken_back(stage: Stage) -> None:
    form(stage)
    before = groups(stage)
    stage.presses(stage.people[0], "other-partner")
    stage.presses(stage.people[0], "keep-partner")
    assert stage.room.console().marked == ()
    form(stage)
    assert groups(stage) == before


def test_two_people_who_cannot_be_together_are_named(workshop, clock) -> None:
    stage = Stage.made(workshop, clock, "partners", people=2)
    stage.room.does(Move.BEGIN)
    form(stage)
    stage.presses(stage.people[0], "other-partner")
    with pytest.raises(CannotPlace, match=r"Heron 0.*Finch 1|Finch 1.*Heron 0"):
        form(stage)
    assert len(together(stage)) == 1, "nothing changes where not everybody can be placed"


def test_nobody_without_a_partner_can_wish_for_another(stage: Stage) -> None:
    assert "other-partner" in refusal(stage, stage.people[0], "other-partner")


# ---------------------------------------------------------------- moving people


def move(stage: Stage, who: access.Participant, number: int, by=None) -> None:
    facilitate.move_person(
        stage.room.workshop, by or stage.room.owner, stage.room.session_id, who.id, number
    )


def test_somebody_moved_is_in_the_other_group_and_in_no_further(stage: Stage) -> None:
    form(stage)
    who = stage.people[0]
    to = next(number for number, people in groups(stage).items() if who.id not in people)
    move(stage, who, to)
    assert [number for number, people in groups(stage).items() if who.id in people] == [to]
    assert sorted(map(len, together(stage))) == [1, 2, 3]
    form(stage)
    assert min(map(len, together(stage))) == 2, "a group of one is dissolved"


def test_somebody_can_be_moved_into_a_new_group_and_into_none(stage: Stage) -> None:
    form(stage)
    move(stage, stage.people[0], 7)
    assert groups(stage)[7] == {stage.people[0].id}
    move(stage, stage.people[0], 0)
    assert 7 not in groups(stage)
    assert [person for person, _ in stage.room.console().ungrouped] == [stage.people[0].id]


@pytest.mark.parametrize("number", [-1, 201])
def test_a_group_has_a_number_within_range(stage: Stage, number: int) -> None:
    with pytest.raises(InvalidValue, match="1 to 200"):
        move(stage, stage.people[0], number)
    with pytest.raises(InvalidValue, match="1 to 200"):
        put(stage, {stage.people[0].id: number})


def test_nobody_from_elsewhere_and_nobody_removed_can_be_moved(stage: Stage) -> None:
    facilitate.remove_person(stage.room.workshop, stage.room.owner, stage.people[0].id)
    with pytest.raises(NotFound, match="no such participant"):
        move(stage, stage.people[0], 1)
    with pytest.raises(NotFound, match="no such participant"):
        facilitate.move_person(
            stage.room.workshop, stage.room.owner, stage.room.session_id, "nobody", 1
        )


def put(stage: Stage, numbers: dict[str, int], by=None) -> None:
    facilitate.set_groups(
        stage.room.workshop, by or stage.room.owner, stage.room.session_id, numbers
    )


def test_groups_can_be_set_as_a_whole(stage: Stage) -> None:
    put(stage, {one.id: 1 + place % 2 for place, one in enumerate(stage.people)})
    assert sorted(map(len, together(stage))) == [3, 3]
    with pytest.raises(InvalidValue, match="no longer in this room"):
        put(stage, {"nobody": 1})


# ------------------------------------------------------------------ who may do it


@pytest.fixture
def outsider(stage: Stage) -> access.Facilitator:
    """Return a facilitator of this laptop to whom the cohort does not belong."""
    return facilitator(stage.room.workshop, "Somebody else")


@pytest.mark.parametrize("verb", ["form", "set", "move", "decide", "write"])
def test_a_facilitator_of_another_cohort_can_do_none_of_it(
    stage: Stage, outsider: access.Facilitator, verb: str
) -> None:
    room, person = stage.room, stage.people[0]
    deeds = {
        "form": lambda: facilitate.form_groups(room.workshop, outsider, room.session_id),
        "set": lambda: put(stage, {person.id: 1}, by=outsider),
        "move": lambda: move(stage, person, 1, by=outsider),
        "decide": lambda: decide(stage, "any", is_approved=True, who=outsider),
        "write": lambda: facilitate.write_note(
            room.workshop, outsider, room.session_id, person.id, "You asked first."
        ),
    }
    with pytest.raises((NotAllowed, NotFound)):
        deeds[verb]()
    assert groups(stage) == {}


def test_a_co_facilitator_can_form_groups(stage: Stage, outsider: access.Facilitator) -> None:
    room = stage.room
    facilitate.share_cohort(room.workshop, room.owner, room.cohort_id, name="Somebody else")
    facilitate.form_groups(room.workshop, outsider, room.session_id)
    assert len(groups(stage)) == 3


def test_whoever_has_logged_out_can_do_none_of_it(stage: Stage) -> None:
    access.log_out(stage.room.workshop, stage.room.owner)
    with pytest.raises(NotAllowed):
        facilitate.form_groups(stage.room.workshop, stage.room.owner, stage.room.session_id)


# ------------------------------------------------------------- words: who sees what


def test_words_reach_the_partner_with_the_picture_and_nobody_else(writing: Stage) -> None:
    writer = writing.people[0]
    receiver = partner_of(writing, writer)
    gives(writing, writer)
    sentence = "You checked each step before you went on, which shows you can find your own slips."
    assert sentence in cards(writing, writer)
    assert sentence not in cards(writing, receiver), "not before the room is shown its picture"
    (note,) = writing.room.console().notes
    assert (note.text, note.state, note.flag) == (sentence, "approved", "")
    assert note.writer == writing.room.screen(writer).call_name
    assert note.to == writing.room.screen(receiver).call_name
    assert not note.is_for_room
    shows_picture(writing)
    assert sentence in cards(writing, receiver)
    for other in writing.people:
        if other.id != receiver.id:
            assert sentence not in cards(writing, other)
    assert writing.room.console().step.notes == ()


def test_in_front_stands_nothing_of_the_words(writing: Stage) -> None:
    for who in writing.people:
        gives(writing, who)
    shows_picture(writing)
    room = writing.room
    token = facilitate.open_projector(room.workshop, room.owner, room.session_id)
    eye = access.who_is(room.workshop, {access.COOKIE_PROJECTOR: token}).projector
    shown = present.projector_screen(room.workshop, eye)
    assert "checked each step" not in repr(shown)
    (figure,) = shown.step.summary.figures
    assert (figure.count, figure.n) == (6, 6)


def test_of_fewer_than_five_sentences_the_room_learns_no_number(writing: Stage) -> None:
    for who in writing.people[:4]:
        gives(writing, who)
    shows_picture(writing)
    (figure,) = writing.room.console().step.summary.figures
    assert figure.withheld
    assert (figure.count, figure.n) == (None, 0)


def test_empty_words_get_one_hint_and_wait_for_the_facilitator(writing: Stage) -> None:
    writer = writing.people[0]
    receiver = partner_of(writing, writer)
    writes(writing, writer, EMPTY)
    writing.presses(writer, "give")
    assert not writing.room.console().notes
    screen = writing.room.screen(writer)
    assert screen.attempt == 2
    assert screen.values["did"] == EMPTY[0], "what was typed stands there still"
    assert "as it is" in cards(writing, writer)
    writing.presses(writer, "give")
    (note,) = writing.room.console().notes
    assert note.state == "waiting"
    assert note.flag
    shows_picture(writing)
    assert "great job" not in cards(writing, receiver)
    decide(writing, note.id, is_approved=True)
    assert "great job" in cards(writing, receiver)
    decide(writing, note.id, is_approved=False)
    assert "great job" not in cards(writing, receiver)


def test_the_hint_taken_up_leaves_no_mark_on_the_words(writing: Stage) -> None:
    writer = writing.people[0]
    writes(writing, writer, EMPTY)
    writing.presses(writer, "give")
    writes(writing, writer, GOOD)
    writing.presses(writer, "give")
    (note,) = writing.room.console().notes
    assert (note.state, note.flag) == ("approved", "")


def test_words_can_be_taken_back_and_wait_again_when_offered_again(writing: Stage) -> None:
    writer = writing.people[0]
    gives(writing, writer, EMPTY)
    (note,) = writing.room.console().notes
    decide(writing, note.id, is_approved=True)
    writing.presses(writer, "take-back")
    assert writing.room.console().notes == ()
    with pytest.raises(Conflict, match="taken back"):
        decide(writing, note.id, is_approved=True)
    assert writing.room.screen(writer).completed is None
    writing.presses(writer, "give")
    (again,) = writing.room.console().notes
    assert again.state == "waiting"
    assert "great job" in again.text


def test_the_words_of_somebody_removed_are_gone(writing: Stage) -> None:
    writer = writing.people[0]
    receiver = partner_of(writing, writer)
    gives(writing, writer)
    facilitate.remove_person(writing.room.workshop, writing.room.owner, writer.id)
    assert writing.room.console().notes == ()
    shows_picture(writing)
    assert "checked each step" not in cards(writing, receiver)


def test_without_a_partner_the_words_are_kept_and_the_sentence_says_so(stage: Stage) -> None:
    stage.room.does(Move.GO_TO, target=1)
    writer = stage.people[0]
    writes(stage, writer, GOOD)
    assert "It is kept" in refusal(stage, writer, "give")
    assert stage.room.screen(writer).values["did"] == GOOD[0]
    assert stage.room.screen(writer).completed is None
    form(stage)
    stage.presses(writer, "give")
    assert len(stage.room.console().notes) == 1


def test_an_empty_sentence_is_not_given(writing: Stage) -> None:
    assert "Write what you saw" in refusal(writing, writing.people[0], "give")


def test_in_a_group_of_three_each_writes_to_another(stage: Stage) -> None:
    form(stage, 3)
    stage.room.does(Move.GO_TO, target=1)
    promised = {}
    for who in stage.people:
        (promised[who.id],) = (
            name
            for name in (stage.room.screen(other).call_name for other in stage.people)
            if f"goes to {name}." in cards(stage, who)
        )
        gives(stage, who)
    with stage.room.workshop.store.read() as tx:
        notes = exchange.of_run(tx, stage.room.console().step.run_id)
    assert {one.to_id for one in notes} == {one.id for one in stage.people}
    assert all(one.to_id != one.participant_id for one in notes)
    assert {one.participant_id: one.to_name for one in notes} == promised
    assert stage.room.console().without_words == ()


# ---------------------------------------------------------- the facilitator's words


def test_the_console_lists_who_would_get_nothing_and_the_facilitator_writes(
    writing: Stage,
) -> None:
    writer = writing.people[0]
    receiver = partner_of(writing, writer)
    gives(writing, writer)
    without = {person for person, _ in writing.room.console().without_words}
    assert without == {one.id for one in writing.people} - {receiver.id}
    room = writing.room
    facilitate.write_note(
        room.workshop, room.owner, room.session_id, writer.id, "You asked the first question."
    )
    assert writer.id not in {person for person, _ in room.console().without_words}
    shows_picture(writing)
    assert "You asked the first question." in cards(writing, writer)
    assert "You asked the first question." not in cards(writing, receiver)


def test_whoever_works_alone_is_among_those_who_would_get_nothing(stage: Stage) -> None:
    stage.presses(stage.people[0], "pass")
    stage.room.does(Move.GO_TO, target=1)
    assert stage.room.console().without_words == (), "before there are groups nobody is listed"
    form(stage)
    assert stage.room.console().without_words[-1][0] == stage.people[0].id


def test_without_groups_everybody_is_listed_once_nobody_writes_any_more(stage: Stage) -> None:
    stage.room.does(Move.GO_TO, target=1)
    assert stage.room.console().without_words == ()
    stage.room.does(Move.CLOSE)
    listed = {person for person, _ in stage.room.console().without_words}
    assert listed == {one.id for one in stage.people}


def test_words_to_somebody_in_no_group_name_their_receiver(writing: Stage) -> None:
    room, alone = writing.room, writing.people[0]
    facilitate.move_person(room.workshop, room.owner, room.session_id, alone.id, 0)
    facilitate.write_note(room.workshop, room.owner, room.session_id, alone.id, "You came early.")
    (note,) = room.console().notes
    assert (note.writer, note.to) == ("", room.screen(alone).call_name)


def test_a_sentence_kept_back_leaves_its_receiver_without_words(writing: Stage) -> None:
    gives(writing, writing.people[0])
    receiver = partner_of(writing, writing.people[0])
    (note,) = writing.room.console().notes
    decide(writing, note.id, is_approved=False)
    assert receiver.id in {person for person, _ in writing.room.console().without_words}


@pytest.mark.parametrize("text", ["", "  ", "x" * 401])
def test_the_facilitators_words_have_a_length(writing: Stage, text: str) -> None:
    room = writing.room
    with pytest.raises(InvalidValue, match="1 to 400"):
        facilitate.write_note(
            room.workshop, room.owner, room.session_id, writing.people[0].id, text
        )


def test_the_facilitator_writes_to_people_of_this_room_while_something_is_on(
    workshop, clock
) -> None:
    stage = Stage.made(workshop, clock, "encourage")
    room = stage.room
    with pytest.raises(StageError, match="No activity is on"):
        facilitate.write_note(room.workshop, room.owner, room.session_id, stage.people[0].id, "A")
    room.does(Move.BEGIN)
    with pytest.raises(NotFound, match="no such participant"):
        facilitate.write_note(room.workshop, room.owner, room.session_id, "nobody", "A")


def test_a_note_of_another_run_cannot_be_decided_here(writing: Stage) -> None:
    with pytest.raises(Conflict):
        decide(writing, "no-such-note", is_approved=True)


def test_whoever_passes_stays_in_their_pair_and_may_be_written_to(writing: Stage) -> None:
    writing.presses(writing.people[0], "pass")
    assert writing.room.screen(writing.people[0]).completed == "passed"
    before = groups(writing)
    form(writing)
    assert groups(writing) == before


# ------------------------------------------------------------------- invented people


def test_invented_people_are_grouped_and_write_to_one_another(workshop) -> None:
    own = stocked(workshop, "partners", "encourage")
    code = simulate(own, plan_id="small", participants=9, seed=4)
    with own.store.read() as tx:
        room = cohorts.by_code(tx, code)
        (session,) = sessions.of_cohort(tx, room.id)
        grouped = exchange.groups(tx, session.id)
        notes = [
            note for run in sessions.runs(tx, session.id) for note in exchange.of_run(tx, run.id)
        ]
    assert len(grouped) >= 6
    assert len(notes) >= 4
    assert {one.to_id for one in notes} <= {one.participant_id for one in grouped}
    assert {one.state for one in notes} <= {"approved", "waiting"}


def test_one_invented_person_alone_comes_through_all_the_same(workshop) -> None:
    assert simulate(
        stocked(workshop, "partners", "encourage"), plan_id="small", participants=1, seed=1
    )
