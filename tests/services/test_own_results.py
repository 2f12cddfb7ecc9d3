"""Own results through the services: whose they are, who may look, and what is taken back."""

from __future__ import annotations

import dataclasses

import pytest
from sqlalchemy import select

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound
from efficacy.flow import Move
from efficacy.reports.own import OwnResults
from efficacy.services import access, facilitate, own_results
from efficacy.services.workshop import Workshop
from efficacy.store.tables import audit, participant, shown
from tests.cast import Ear, Room, facilitator, participant_behind
from tests.every_kind import Stage
from tests.seven import seven

WORDS = "You checked the second step twice. Try one more on Tuesday."


def own(room: Room, cookie: str) -> own_results.OwnPage:
    return own_results.own(room.workshop, participant_behind(room.workshop, cookie))


def behind(room: Room, cookie: str) -> access.Participant:
    return participant_behind(room.workshop, cookie)


def rows(workshop: Workshop, table: object) -> list:
    with workshop.store.read() as tx:
        return list(tx.execute(select(table)))


# ------------------------------------------------------------------- what is in them


def test_the_seven_ways_come_out_of_the_store(room: Room) -> None:
    found = {name: own(room, cookie).results for name, cookie in seven(room).items()}
    first = {name: results.scales[0] for name, results in found.items()}
    assert {name: scale.case for name, scale in first.items()} == {
        "Up": "up",
        "Same": "same",
        "Down": "down",
        "Missing": "first_only",
        "Prorated": "up",
        "Ceiling": "end",
        "Late": "last_only",
    }
    assert first["Prorated"].left_out == 1
    assert (first["Up"].can_first, first["Up"].can_last, first["Up"].counted) == (2, 4, 5)
    assert found["Missing"].stand == "no_last"
    assert found["Late"].stand == "no_first"
    # The easiest of those below 50: of two with difficulty 4, the one rated 40 and not 30.
    assert (
        found["Down"].next_task == "work out a price that falls by 20% and after that rises by 10%"
    )


def test_between_the_surveys_the_last_one_is_still_to_come(room: Room) -> None:
    assert own(room, seven(room, "Up", until="pre")["Up"]).results.stand == "waiting"


def test_while_a_survey_is_open_what_was_said_before_is_put_away(room: Room) -> None:
    cookies = seven(room, "Up", until="open")
    assert own(room, cookies["Up"]).results == OwnResults(stand="asked_now")
    room.does(Move.CLOSE)
    assert own(room, cookies["Up"]).results.stand == "no_last"


def test_who_declined_has_nothing_of_a_survey_and_no_word_about_it(room: Room) -> None:
    seven(room, "Up")
    declined = room.cookie("Otter", takes_survey=False)
    assert own(room, declined).results == OwnResults(stand="none")


def test_a_ladder_and_a_goal_are_counted_as_they_were_done(workshop: Workshop, clock) -> None:
    stage = Stage.made(workshop, clock, "ladder", "goal", people=1)
    (who,) = stage.people
    stage.room.does(Move.BEGIN)
    stage.plays(who)
    stage.room.does(Move.NEXT)
    stage.plays(who)
    results = own_results.own(stage.room.workshop, who).results
    (ladder,) = results.ladders
    (visit,) = ladder.visits
    assert 1 <= visit.rung <= ladder.rungs
    assert visit.rung_title
    assert 0 <= visit.got <= 3 * visit.sets
    assert 0 <= visit.said <= 3 * visit.sets
    (goal,) = results.goals
    assert goal.what.startswith("I will")


def test_nothing_says_the_record_number(room: Room) -> None:
    cookies = seven(room, "Up")
    page = own(room, cookies["Up"])
    own_results.show(room.workshop, behind(room, cookies["Up"]))
    view = own_results.shown_page(room.workshop, room.owner, behind(room, cookies["Up"]).id)
    (number,) = {row.record_number for row in rows(room.workshop, participant)}
    for one in (page, view):
        assert not any("record" in field.name for field in dataclasses.fields(one))
        assert str(number) not in str(one)


# ------------------------------------------------------------- shown, and taken back


@pytest.mark.parametrize("mode", ["confidential", "group-only"])
def test_only_what_is_shown_is_seen_and_only_until_it_is_taken_back(
    workshop: Workshop, clock, ear: Ear, mode: str
) -> None:
    room = Room.made(workshop, clock, mode=mode)
    cookies = seven(room, "Up", "Down")
    who = behind(room, cookies["Up"])
    assert own_results.seen_by_counselor(workshop, room.owner, room.cohort_id) == ()
    with pytest.raises(NotFound, match="shows you nothing now"):
        own_results.shown_page(workshop, room.owner, who.id)

    ear.heard.clear()
    own_results.show(workshop, who)
    assert ear.heard == [("counts", room.cohort_id)]
    (line,) = own_results.seen_by_counselor(workshop, room.owner, room.cohort_id)
    assert (line.call_name, line.has_reply) == ("Up", False)
    seen = own_results.shown_page(workshop, room.owner, who.id)
    assert seen.results == own(room, cookies["Up"]).results
    assert room.console().shown == 1

    ear.heard.clear()
    own_results.hide(workshop, who)
    assert ear.heard == [("counts", room.cohort_id)]
    assert own_results.seen_by_counselor(workshop, room.owner, room.cohort_id) == ()
    with pytest.raises(NotFound, match="shows you nothing now"):
        own_results.shown_page(workshop, room.owner, who.id)
    assert room.console().shown == 0


def test_the_words_of_a_goal_are_not_in_what_is_shown(workshop: Workshop, clock) -> None:
    stage = Stage.made(workshop, clock, "goal", people=1)
    (who,) = stage.people
    stage.room.does(Move.BEGIN)
    stage.plays(who)
    own_results.show(workshop, who)
    (mine,) = own_results.own(stage.room.workshop, who).results.goals
    (theirs,) = own_results.shown_page(workshop, stage.room.owner, who.id).results.goals
    assert mine.what
    assert (theirs.day, theirs.what, theirs.when, theirs.end) == (mine.day, "", "", "")


def test_nobody_else_sees_it(room: Room, workshop: Workshop) -> None:
    cookies = seven(room, "Up", "Down")
    who = behind(room, cookies["Up"])
    own_results.show(workshop, who)
    other = facilitator(workshop, "Someone Else")
    with pytest.raises(NotFound, match="among yours"):
        own_results.seen_by_counselor(workshop, other, room.cohort_id)
    with pytest.raises(NotFound, match="among yours"):
        own_results.shown_page(workshop, other, who.id)
    with pytest.raises(NotFound, match="among yours"):
        own_results.reply(workshop, other, who.id, WORDS)
    with pytest.raises(NotFound):
        own_results.shown_page(workshop, room.owner, "nobody")
    access.log_out(workshop, room.owner)
    for look in (
        lambda: own_results.seen_by_counselor(workshop, room.owner, room.cohort_id),
        lambda: own_results.shown_page(workshop, room.owner, who.id),
        lambda: own_results.reply(workshop, room.owner, who.id, WORDS),
    ):
        with pytest.raises(NotAllowed):
            look()
    assert own_results.token_for_people(workshop, room.owner, room.cohort_id) == "gone"


def test_who_was_removed_neither_sees_nor_shows(room: Room, workshop: Workshop) -> None:
    who = behind(room, seven(room, "Up")["Up"])
    own_results.show(workshop, who)
    facilitate.remove_person(workshop, room.owner, who.id)
    assert own_results.seen_by_counselor(workshop, room.owner, room.cohort_id) == ()
    with pytest.raises(NotFound):
        own_results.shown_page(workshop, room.owner, who.id)
    for verb in (own_results.own, own_results.show, own_results.hide):
        with pytest.raises(NotAllowed):
            verb(workshop, who)


def test_shown_twice_and_taken_back_twice_is_no_fault(room: Room, workshop: Workshop) -> None:
    who = behind(room, seven(room, "Up", until="pre")["Up"])
    for verb in (own_results.hide, own_results.show, own_results.show):
        verb(workshop, who)
    assert len(own_results.seen_by_counselor(workshop, room.owner, room.cohort_id)) == 1
    for _ in range(2):
        own_results.hide(workshop, who)
    assert len(rows(workshop, shown)) == 1


def test_the_token_of_the_people_moves_with_what_is_shown(
    room: Room, workshop: Workshop, clock
) -> None:
    cookies = seven(room, "Up", "Down", until="pre")
    tokens = [own_results.token_for_people(workshop, room.owner, room.cohort_id)]
    steps = (
        lambda: own_results.show(workshop, behind(room, cookies["Up"])),
        lambda: own_results.reply(workshop, room.owner, behind(room, cookies["Up"]).id, WORDS),
        lambda: own_results.show(workshop, behind(room, cookies["Down"])),
        lambda: own_results.hide(workshop, behind(room, cookies["Up"])),
    )
    for step in steps:
        clock.pass_s(1)
        step()
        tokens.append(own_results.token_for_people(workshop, room.owner, room.cohort_id))
    assert len(set(tokens)) == len(tokens)


# ---------------------------------------------------------------------- sentences back


def test_the_counselors_words_stand_on_the_page_and_stay_when_it_is_taken_back(
    room: Room, workshop: Workshop, clock
) -> None:
    cookie = seven(room, "Up")["Up"]
    who = behind(room, cookie)
    own_results.show(workshop, who)
    own_results.reply(workshop, room.owner, who.id, f"  {WORDS} ")
    assert (own(room, cookie).reply, own(room, cookie).reply_ms) == (WORDS, clock())
    assert own_results.shown_page(workshop, room.owner, who.id).reply == WORDS
    own_results.hide(workshop, who)
    assert own(room, cookie).reply == WORDS


def test_new_words_replace_the_old_ones_and_none_take_them_back(
    room: Room, workshop: Workshop
) -> None:
    cookie = seven(room, "Up", until="pre")["Up"]
    own_results.show(workshop, behind(room, cookie))
    for text, stands in ((WORDS, WORDS), ("Other words.", "Other words."), (" \n", "")):
        own_results.reply(workshop, room.owner, behind(room, cookie).id, text)
        assert own(room, cookie).reply == stands


def test_words_to_somebody_who_took_it_back_meanwhile_are_not_sent(
    room: Room, workshop: Workshop
) -> None:
    cookie = seven(room, "Up", until="pre")["Up"]
    own_results.show(workshop, behind(room, cookie))
    own_results.hide(workshop, behind(room, cookie))
    with pytest.raises(Conflict, match="taken back meanwhile"):
        own_results.reply(workshop, room.owner, behind(room, cookie).id, WORDS)
    assert own(room, cookie).reply == ""


@pytest.mark.parametrize("text", ["x" * 401, "a\ud800b"])
def test_words_that_cannot_stand_there_are_refused(
    room: Room, workshop: Workshop, text: str
) -> None:
    who = behind(room, seven(room, "Up", until="pre")["Up"])
    own_results.show(workshop, who)
    with pytest.raises(InvalidValue):
        own_results.reply(workshop, room.owner, who.id, text)


def test_the_audit_says_that_it_happened_and_neither_whose_nor_which_words(
    room: Room, workshop: Workshop
) -> None:
    who = behind(room, seven(room, "Up", until="pre")["Up"])
    own_results.show(workshop, who)
    own_results.reply(workshop, room.owner, who.id, WORDS)
    own_results.hide(workshop, who)
    lines = [row for row in rows(workshop, audit) if row.verb.startswith("results-")]
    assert [(row.verb, row.facilitator_id, row.detail) for row in lines] == [
        ("results-shown", None, ""),
        ("results-answered", room.owner.id, ""),
        ("results-taken-back", None, ""),
    ]
    assert who.id not in str(lines)


def test_with_the_call_names_goes_what_was_shown_and_written(
    room: Room, workshop: Workshop, clock
) -> None:
    who = behind(room, seven(room, "Up")["Up"])
    own_results.show(workshop, who)
    own_results.reply(workshop, room.owner, who.id, WORDS)
    room.does(Move.END)
    clock.pass_s(400 * 24 * 3600)
    facilitate.purge_due(workshop)
    assert rows(workshop, shown) == []
    with pytest.raises(NotFound):
        own_results.shown_page(workshop, room.owner, who.id)


def test_a_deleted_cohort_takes_it_with_it(room: Room, workshop: Workshop) -> None:
    own_results.show(workshop, behind(room, seven(room, "Up", until="pre")["Up"]))
    facilitate.delete_cohort(workshop, room.owner, room.cohort_id, typed_code=room.code)
    assert rows(workshop, shown) == []
