"""What a press brings on a screen that is one person's own: judged here, once, and kept private."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from efficacy.activities import registry
from efficacy.activities.contract import Context, Given, Kind, Sheet, Summary
from efficacy.activities.fields import Action, Text
from efficacy.activities.personal import Card, Outcome, Standing, View, Words
from efficacy.errors import InvalidValue
from efficacy.flow import Move
from efficacy.language import Speech
from efficacy.services import access, facilitate, participate, present
from efficacy.services.participate import Answer
from tests.every_kind import Stage

ACTIONS = ("check", "offer", "take-back", "give", "forget", "done", "pass")


class Echo(Kind):
    """Say a word; the server writes down how long it is, and the next attempt begins."""

    name = "echo"
    title = "Echo"
    is_personal = True
    offers_talk = True
    hands_over = True

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(
            fields=(Text(id="word", label="A word"),),
            actions=tuple(Action(id=known, label=known) for known in ACTIONS),
        )

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        checked = sum(one.item_id == "length" for one in own.given)
        earlier = tuple(f"{one.activity_id} {len(one.given)}" for one in own.earlier)
        return View(
            sheet=self.sheet(context, say),
            attempt=checked + 1,
            cards=(Card(title="Echo", lines=(*earlier, *own.received, *own.partners)),),
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        attempt = self.view(context, own, say).attempt
        word = own.value("word", attempt)
        if action_id == "check":
            if not isinstance(word, str):
                raise InvalidValue("Type a word first.")
            return Outcome(
                store=(Given(item_id="length", value=float(len(word)), attempt=attempt),)
            )
        if action_id in ("offer", "take-back"):
            text = str(word) if action_id == "offer" else None
            return Outcome(words=(Words(item_id="word", text=text),))
        if action_id == "give":
            return Outcome(words=(Words(item_id="word", text=str(word), to="partner"),))
        if action_id == "forget":
            return Outcome(forget=("word",))
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return Summary(n=len(answers))


@pytest.fixture
def stage(workshop, clock, monkeypatch) -> Stage:
    """Return a room in which the echo is on, with three people."""
    kinds = MappingProxyType({**registry.KINDS, "echo": Echo()})
    monkeypatch.setattr(registry, "KINDS", kinds)
    monkeypatch.setattr("tests.every_kind.KINDS", kinds)
    made = Stage.made(workshop, clock, "echo", people=3)
    made.room.does(Move.BEGIN)
    return made


def says(stage: Stage, who, word: str, *, attempt: int = 1):
    step = stage.room.screen(who).step
    return participate.answer(
        stage.room.workshop,
        who,
        Answer(
            run_id=step.run_id,
            item_id="word",
            value=word,
            attempt=attempt,
            counter=stage._next(who),
        ),
    )


def presses(stage: Stage, who, action: str, *, attempt: int | None = None):
    step = stage.room.screen(who).step
    return participate.act(
        stage.room.workshop,
        who,
        run_id=step.run_id,
        action_id=action,
        counter=stage._next(who),
        attempt=attempt,
    )


def standing(stage: Stage, who) -> Standing:
    found = present.own_standing(stage.room.workshop, who)
    assert found is not None
    return found[1]


def test_a_press_is_judged_by_the_server_and_leads_to_the_next_attempt(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    assert presses(stage, who, "check", attempt=1).sentence is None
    assert standing(stage, who).value("length", 1) == 5
    assert stage.room.screen(who).attempt == 2


def test_a_double_tap_is_one_press(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    for _ in range(3):
        assert presses(stage, who, "check", attempt=1).sentence is None
    assert stage.room.screen(who).attempt == 2


def test_what_has_to_come_first_is_said_and_nothing_changes(stage: Stage) -> None:
    who = stage.people[0]
    assert presses(stage, who, "check", attempt=1).sentence == "Type a word first."
    assert stage.room.screen(who).attempt == 1


def test_nobody_can_send_what_only_the_server_finds_out(stage: Stage) -> None:
    who = stage.people[0]
    step = stage.room.screen(who).step
    receipt = participate.answer(
        stage.room.workshop,
        who,
        Answer(run_id=step.run_id, item_id="length", value=99, counter=1),
    )
    assert not receipt.ok
    assert standing(stage, who).given == ()


def test_values_of_an_older_attempt_do_not_stand_in_the_new_one(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    assert stage.room.screen(who).values == {"word": "heron"}
    presses(stage, who, "check", attempt=1)
    assert stage.room.screen(who).values == {}


def test_each_sees_only_their_own(stage: Stage) -> None:
    one, other = stage.people[:2]
    says(stage, one, "heron")
    assert standing(stage, other).given == ()
    assert standing(stage, one).seed != standing(stage, other).seed


def test_a_standing_is_the_same_on_every_device_and_after_a_reload(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    assert standing(stage, who) == standing(stage, who)


def test_after_close_nothing_is_judged_any_more_but_passing_is_possible(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    stage.room.does(Move.CLOSE)
    assert "closed" in str(presses(stage, who, "check", attempt=1).sentence)
    assert presses(stage, who, "pass", attempt=1).sentence is None
    assert stage.room.screen(who).completed == "passed"


def test_an_unknown_press_gets_a_sentence(stage: Stage) -> None:
    assert "no “jump”" in str(presses(stage, stage.people[0], "jump").sentence)


def test_what_is_to_be_forgotten_is_gone_from_the_store(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    presses(stage, who, "forget")
    assert standing(stage, who).given == ()


def test_an_activity_before_is_part_of_the_standing(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    stage.room.does(Move.RUN_AGAIN)
    assert standing(stage, who).given == ()
    (before,) = standing(stage, who).earlier
    assert (before.activity_id, len(before.given)) == ("it-echo", 1)
    assert before.day == "2026-09-21"


# ------------------------------------------------------------ words for others


def test_words_for_the_room_wait_for_the_facilitator(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    presses(stage, who, "offer")
    (note,) = stage.room.console().notes
    assert (note.text, note.state, note.is_for_room) == ("heron", "waiting", True)
    assert stage.room.console().step.notes == ()


def test_words_that_are_taken_back_are_gone(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    presses(stage, who, "offer")
    presses(stage, who, "take-back")
    assert stage.room.console().notes == ()


def test_without_a_partner_words_are_kept_and_the_person_is_told(stage: Stage) -> None:
    who = stage.people[0]
    says(stage, who, "heron")
    assert "no pair yet" in str(presses(stage, who, "give").sentence)
    assert standing(stage, who).value("word") == "heron"
    assert stage.room.console().notes == ()


# --------------------------------------------------------------- wish to talk


def test_a_wish_to_talk_is_a_name_on_the_console_until_it_is_taken_back(stage: Stage) -> None:
    who = stage.people[0]
    assert [a.id for a in stage.room.screen(who).sheet.actions][-1] == "talk"
    presses(stage, who, "talk")
    assert stage.room.console().wishes == ("Heron 0",)
    assert [a.id for a in stage.room.screen(who).sheet.actions][-1] == "talk-no-more"
    presses(stage, who, "talk-no-more")
    assert stage.room.console().wishes == ()


def test_a_wish_to_talk_ends_with_the_session(stage: Stage) -> None:
    presses(stage, stage.people[0], "talk")
    stage.room.does(Move.END)
    from efficacy.store.queries import exchange

    with stage.room.workshop.store.read() as tx:
        assert exchange.wishes(tx, stage.room.session_id) == []


def test_the_console_hears_of_a_wish_and_the_projector_does_not(stage: Stage) -> None:
    room = stage.room
    before = present.token_for_console(room.workshop, room.owner, room.session_id)
    presses(stage, stage.people[0], "talk")
    after = present.token_for_console(room.workshop, room.owner, room.session_id)
    assert before != after


def test_the_projector_hears_of_words_only_when_they_are_approved(stage: Stage) -> None:
    room, who = stage.room, stage.people[0]
    screen = access.Projector(session_id=room.session_id, cohort_id=room.cohort_id)
    says(stage, who, "heron")
    before = present.token_for_projector(room.workshop, screen)
    presses(stage, who, "offer")
    assert present.token_for_projector(room.workshop, screen) == before
    (note,) = room.console().notes
    facilitate.decide_note(room.workshop, room.owner, room.session_id, note.id, is_approved=True)
    assert present.token_for_projector(room.workshop, screen) != before
    assert present.projector_screen(room.workshop, screen).step.notes == ("heron",)
