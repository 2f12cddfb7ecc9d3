"""Who becomes a facilitator, who stays one, and who is nobody."""

from __future__ import annotations

import pytest

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound
from efficacy.services import access, facilitate, participate, present
from efficacy.store.tables import facilitator, login, setup_link
from tests.cast import PASSPHRASE, Room, logged_in
from tests.cast import facilitator as somebody


def test_without_the_link_nobody_becomes_a_facilitator(workshop):
    with pytest.raises(NotAllowed, match="does not work any more"):
        access.become_facilitator(workshop, "guessed", name="Rosa", passphrase=PASSPHRASE)
    assert not access.has_facilitator(workshop)


def test_the_link_works_once(workshop):
    token = access.new_setup_link(workshop)
    assert access.setup_link_is_open(workshop, token)
    access.become_facilitator(workshop, token, name="Rosa", passphrase=PASSPHRASE)
    assert not access.setup_link_is_open(workshop, token)
    with pytest.raises(NotAllowed):
        access.become_facilitator(workshop, token, name="Mallory", passphrase=PASSPHRASE)


def test_a_newer_link_takes_the_place_of_an_unused_one(workshop):
    old, new = access.new_setup_link(workshop), access.new_setup_link(workshop)
    assert not access.setup_link_is_open(workshop, old)
    assert access.setup_link_is_open(workshop, new)


def test_a_refused_set_up_leaves_the_link_open(workshop):
    token = access.new_setup_link(workshop)
    with pytest.raises(InvalidValue, match="at least 10"):
        access.become_facilitator(workshop, token, name="Rosa", passphrase="short")
    with pytest.raises(InvalidValue, match="2 to 60"):
        access.become_facilitator(workshop, token, name=" ", passphrase=PASSPHRASE)
    assert access.setup_link_is_open(workshop, token)


def test_two_facilitators_cannot_have_one_name(workshop):
    somebody(workshop, "Rosa")
    token = access.new_setup_link(workshop)
    with pytest.raises(Conflict, match="ROSA"):
        access.become_facilitator(workshop, token, name="ROSA", passphrase=PASSPHRASE)
    assert access.setup_link_is_open(workshop, token)


def test_name_and_passphrase_log_in(workshop):
    somebody(workshop, "Rosa Lind")
    cookie = access.log_in(workshop, name="  rosa   lind ", passphrase=PASSPHRASE)
    assert logged_in(workshop, cookie).name == "Rosa Lind"


@pytest.mark.parametrize(
    ("name", "passphrase"), [("Rosa", "wrong words here"), ("Nobody", PASSPHRASE), ("", "")]
)
def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_sentence(workshop, name, passphrase):
    somebody(workshop, "Rosa")
    with pytest.raises(NotAllowed) as refusal:
        access.log_in(workshop, name=name, passphrase=passphrase)
    assert str(refusal.value) == (
        "This name and passphrase do not fit together. Check both and try again."
    )


def test_after_logging_out_the_cookie_is_nobodys(workshop, ear):
    token = access.new_setup_link(workshop)
    cookie = access.become_facilitator(workshop, token, name="Rosa", passphrase=PASSPHRASE)
    who = logged_in(workshop, cookie)
    access.log_out(workshop, who)
    assert access.who_is(workshop, {access.COOKIE_FACILITATOR: cookie}).facilitator is None
    assert ("access", "") in ear.heard


def test_a_verb_asked_by_a_logged_out_screen_is_refused(room: Room):
    session_id = room.opens()
    access.log_out(room.workshop, room.owner)
    with pytest.raises(NotAllowed, match="logged out"):
        present.console_screen(room.workshop, room.owner, session_id)
    with pytest.raises(NotAllowed, match="logged out"):
        facilitate.say_to_all(room.workshop, room.owner, session_id, "hello")
    assert present.token_for_console(room.workshop, room.owner, session_id) == "gone"


def test_another_facilitators_cohort_is_as_if_it_did_not_exist(room: Room):
    session_id = room.opens()
    stranger = somebody(room.workshop, "Stranger")
    assert present.cohort_cards(room.workshop, stranger) == ()
    for ask in (
        lambda: present.console_screen(room.workshop, stranger, session_id),
        lambda: present.people(room.workshop, stranger, room.cohort_id),
        lambda: facilitate.open_projector(room.workshop, stranger, session_id),
        lambda: facilitate.change_cohort(room.workshop, stranger, room.cohort_id, name="Mine"),
        lambda: facilitate.delete_cohort(
            room.workshop, stranger, room.cohort_id, typed_code=room.code
        ),
    ):
        with pytest.raises(NotFound, match="no such"):
            ask()
    assert present.token_for_console(room.workshop, stranger, session_id) == "gone"


def test_a_forged_cookie_is_nobody(room: Room):
    room.joins("Heron")
    for name in (access.COOKIE_FACILITATOR, access.COOKIE_PARTICIPANT, access.COOKIE_PROJECTOR):
        assert access.who_is(room.workshop, {name: "0" * 64}) == access.Visitor()


def test_a_cookie_of_one_role_is_worth_nothing_as_another(room: Room):
    cookie = room.cookie("Heron")
    assert access.who_is(room.workshop, {access.COOKIE_FACILITATOR: cookie}) == access.Visitor()
    assert access.who_is(room.workshop, {access.COOKIE_PROJECTOR: cookie}) == access.Visitor()


def test_one_browser_can_be_console_projector_and_try_out_at_once(room: Room):
    session_id = room.opens()
    cookies = {
        access.COOKIE_FACILITATOR: access.log_in(
            room.workshop, name=room.owner.name, passphrase=PASSPHRASE
        ),
        access.COOKIE_PARTICIPANT: room.cookie("Heron"),
        access.COOKIE_PROJECTOR: facilitate.open_projector(room.workshop, room.owner, session_id),
    }
    visitor = access.who_is(room.workshop, cookies)
    assert visitor.facilitator
    assert visitor.participant
    assert visitor.projector
    assert visitor.projector.session_id == session_id


def test_no_secret_is_stored_as_it_is(room: Room):
    cookie = room.cookie("Heron")
    with room.workshop.store.read() as tx:
        stored = str(
            tx.execute(facilitator.select()).all()
            + tx.execute(login.select()).all()
            + tx.execute(setup_link.select()).all()
        )
    assert PASSPHRASE not in stored
    assert cookie not in stored
    assert "$argon2id$" in stored


def test_remote_log_in_is_off_until_switched_on(workshop):
    assert not access.allows_remote_login(workshop)
    who = somebody(workshop)
    access.set_remote_login(workshop, who, allowed=True)
    assert access.allows_remote_login(workshop)
    access.set_remote_login(workshop, who, allowed=False)
    assert not access.allows_remote_login(workshop)


def test_a_device_that_was_left_belongs_to_nobody(room: Room):
    cookie = room.cookie("Heron")
    who = access.who_is(room.workshop, {access.COOKIE_PARTICIPANT: cookie}).participant
    participate.leave_device(room.workshop, who)
    assert access.who_is(room.workshop, {access.COOKIE_PARTICIPANT: cookie}).participant is None
    with pytest.raises(NotAllowed, match="does not belong"):
        present.participant_screen(room.workshop, who)


def test_the_person_at_the_machine_can_set_a_forgotten_passphrase(workshop):
    token = access.new_setup_link(workshop)
    cookie = access.become_facilitator(workshop, token, name="Rosa", passphrase=PASSPHRASE)
    access.set_passphrase(workshop, access.Operator(), name="rosa", passphrase="another four words")
    assert access.who_is(workshop, {access.COOKIE_FACILITATOR: cookie}).facilitator is None
    with pytest.raises(NotAllowed):
        access.log_in(workshop, name="Rosa", passphrase=PASSPHRASE)
    logged_in(workshop, access.log_in(workshop, name="Rosa", passphrase="another four words"))
    with pytest.raises(NotFound, match="Those who do: Rosa"):
        access.set_passphrase(
            workshop, access.Operator(), name="Omar", passphrase="another four words"
        )
