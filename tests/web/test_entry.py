"""The facilitator's door: the one-time link, log-in from the laptop, log-out everywhere."""

from __future__ import annotations

import pytest

from efficacy.services import access
from efficacy.services.workshop import Workshop
from tests.cast import PASSPHRASE, Room, facilitator
from tests.web.house import ORIGIN, Browser, Pauses, Site, hidden, sentence, words

COOKIE = access.COOKIE_FACILITATOR
NEW = {"name": "Rosa Lind", "passphrase": PASSPHRASE, "again": PASSPHRASE}


def who(browser: Browser, workshop: Workshop) -> access.Facilitator | None:
    return access.who_is(workshop, dict(browser.client.cookies)).facilitator


# -------------------------------------------------------------------- set-up


def test_the_link_leads_to_a_name_and_a_passphrase_and_then_in(
    laptop: Browser, workshop: Workshop
) -> None:
    token = access.new_setup_link(workshop)
    form = hidden(laptop.get(f"/setup?token={token}"))
    assert form == {"token": token}
    reply = laptop.post("/setup", form | NEW)
    assert (reply.status_code, reply.headers["location"]) == (303, "/cohorts")
    found = who(laptop, workshop)
    assert found is not None
    assert found.name == "Rosa Lind"
    kept = reply.headers["set-cookie"]
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept


@pytest.mark.parametrize("token", ["", "guess", "0" * 64, "é"])
def test_without_the_link_nobody_becomes_facilitator(
    phone: Browser, workshop: Workshop, token: str
) -> None:
    access.new_setup_link(workshop)
    assert phone.client.get("/setup", params={"token": token}).status_code == 403
    assert phone.post("/setup", NEW | {"token": token}).status_code == 403
    assert not access.has_facilitator(workshop)
    assert not phone.has(COOKIE)


def test_the_link_works_once(laptop: Browser, phone: Browser, workshop: Workshop) -> None:
    token = access.new_setup_link(workshop)
    laptop.post("/setup", NEW | {"token": token})
    late = phone.get(f"/setup?token={token}")
    assert late.status_code == 403
    assert "This set-up link was used" in sentence(late)
    assert phone.post("/setup", NEW | {"token": token, "name": "Mallory"}).status_code == 403
    assert not phone.has(COOKIE)


def test_reading_the_link_does_not_use_it_up(laptop: Browser, workshop: Workshop) -> None:
    token = access.new_setup_link(workshop)
    for _ in range(3):
        assert laptop.get(f"/setup?token={token}").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "said", "field"),
    [
        ({"passphrase": "short", "again": "short"}, "at least 10 characters", "passphrase"),
        ({"again": "something else"}, "The two passphrases differ", "again"),
        ({"name": ""}, "has 2 to 60 characters", "name"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_the_link_stays_good(
    laptop: Browser, workshop: Workshop, wrong: dict[str, str], said: str, field: str
) -> None:
    token = access.new_setup_link(workshop)
    reply = laptop.post("/setup", NEW | {"token": token} | wrong)
    assert reply.status_code == 422
    assert said in words(reply)
    assert f'id="{field}-trouble"' in reply.text
    assert PASSPHRASE not in reply.text
    assert laptop.post("/setup", NEW | {"token": token}).status_code == 303


def test_a_set_up_form_from_elsewhere_is_refused(laptop: Browser, workshop: Workshop) -> None:
    token = access.new_setup_link(workshop)
    for origin in (None, "http://evil.test"):
        assert laptop.post("/setup", NEW | {"token": token}, origin=origin).status_code == 403
    assert not access.has_facilitator(workshop)


# -------------------------------------------------------------------- log-in


def test_name_and_passphrase_lead_in(laptop: Browser, workshop: Workshop) -> None:
    facilitator(workshop)
    reply = laptop.post("/login", {"name": "Rosa Lind", "passphrase": PASSPHRASE})
    assert (reply.status_code, reply.headers["location"]) == (303, "/cohorts")
    assert who(laptop, workshop) is not None


def test_a_wrong_name_and_a_wrong_passphrase_get_the_same_sentence(
    laptop: Browser, workshop: Workshop
) -> None:
    facilitator(workshop)
    replies = [
        laptop.post("/login", {"name": name, "passphrase": "not the right one"})
        for name in ("Rosa Lind", "Nobody")
    ]
    assert [reply.status_code for reply in replies] == [403, 403]
    said = {words(reply) for reply in replies}
    assert len(said) == 1
    assert "do not fit together" in said.pop()
    assert 'value="Rosa Lind"' in replies[0].text
    assert "not the right one" not in replies[0].text


def test_further_wrong_tries_are_slowed_down_for_known_and_unknown_names_alike(
    laptop: Browser, workshop: Workshop, pauses: Pauses
) -> None:
    facilitator(workshop)
    for name in ("Rosa Lind", "Nobody"):
        pauses.seconds.clear()
        for _ in range(8):
            laptop.post("/login", {"name": name, "passphrase": "wrong wrong"})
        assert pauses.seconds == [2.0, 4.0, 8.0]
    reply = laptop.post("/login", {"name": "Rosa Lind", "passphrase": PASSPHRASE})
    assert reply.status_code == 303
    assert pauses.seconds == [2.0, 4.0, 8.0]


def test_wrong_pins_are_slowed_down_for_known_and_unknown_names_alike(
    site: Site, room: Room, pauses: Pauses
) -> None:
    site.browser().joins(room.code, "Heron")
    for name in ("Heron", "Nobody"):
        pauses.seconds.clear()
        for _ in range(7):
            # Each try from another address: the name is what counts.
            form = {"code": room.code, "call_name": name, "pin": "no"}
            site.browser(at=f"192.168.1.{_ + 10}").post("/return", form)
        assert pauses.seconds == [2.0, 4.0]


def test_from_another_device_nobody_logs_in(phone: Browser, workshop: Workshop) -> None:
    facilitator(workshop)
    for reply in (
        phone.get("/login"),
        phone.post("/login", {"name": "Rosa Lind", "passphrase": PASSPHRASE}),
    ):
        assert reply.status_code == 403
        assert "on the laptop that runs Can Do" in sentence(reply)
    assert not phone.has(COOKIE)


def test_unless_it_is_switched_on(phone: Browser, workshop: Workshop) -> None:
    access.set_remote_login(workshop, facilitator(workshop), allowed=True)
    assert phone.get("/login").status_code == 200
    assert phone.logged_in("Rosa Lind").has(COOKIE)


def test_a_call_from_one_of_the_laptops_own_addresses_is_from_the_laptop(
    site: Site, workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    facilitator(workshop)
    monkeypatch.setattr("efficacy.web.entry.is_this_machine", lambda host: host == "192.168.1.20")
    assert site.browser(at="192.168.1.20").get("/login").status_code == 200
    assert site.browser(at="192.168.1.21").get("/login").status_code == 403


def test_an_address_told_by_the_browser_is_not_believed(phone: Browser, workshop: Workshop) -> None:
    facilitator(workshop)
    for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"):
        assert phone.get("/login", **{name: "127.0.0.1"}).status_code == 403


def test_before_the_set_up_the_page_says_where_the_link_is(laptop: Browser) -> None:
    assert "The window in which Can Do was started shows a link" in words(laptop.get("/login"))
    assert "The window in which Can Do was started shows a link" in words(laptop.get("/join"))


@pytest.mark.parametrize("origin", [None, "http://evil.test"])
def test_a_log_in_form_from_elsewhere_is_refused(
    laptop: Browser, workshop: Workshop, origin: str | None
) -> None:
    facilitator(workshop)
    form = {"name": "Rosa Lind", "passphrase": PASSPHRASE}
    assert laptop.post("/login", form, origin=origin).status_code == 403
    assert not laptop.has(COOKIE)


def test_a_very_long_passphrase_is_refused_before_any_work(
    laptop: Browser, workshop: Workshop
) -> None:
    facilitator(workshop)
    reply = laptop.post("/login", {"name": "Rosa Lind", "passphrase": "x" * 100_000})
    assert reply.status_code == 413


# ------------------------------------------------------------------- log-out


def test_log_out_ends_the_cookie_in_the_store(console: Browser, workshop: Workshop) -> None:
    kept = dict(console.client.cookies)
    reply = console.post("/logout")
    assert (reply.status_code, reply.headers["location"]) == (303, "/login")
    assert not console.has(COOKIE)
    assert access.who_is(workshop, kept).facilitator is None


def test_a_link_to_log_out_only_asks(console: Browser, workshop: Workshop) -> None:
    assert "Log out" in words(console.get("/logout"))
    assert who(console, workshop) is not None


@pytest.mark.parametrize("origin", [None, "http://evil.test"])
def test_another_site_cannot_log_somebody_out(
    console: Browser, workshop: Workshop, origin: str | None
) -> None:
    assert console.post("/logout", origin=origin).status_code == 403
    assert who(console, workshop) is not None


def test_logging_out_twice_is_harmless(laptop: Browser) -> None:
    assert laptop.post("/logout").headers["location"] == "/login"


# ------------------------------------------------------------ the bare address


def test_the_bare_address_leads_each_to_their_place(
    phone: Browser, console: Browser, site: Site, workshop: Workshop, room: Room
) -> None:
    assert phone.get("/").headers["location"] == "/join"
    assert console.get("/").headers["location"] == "/cohorts"
    projector = site.browser(at="127.0.0.1").logged_in("Owner of Tuesday group")
    projector.get(f"/projector/open/{room.opens()}")
    projector.post("/logout")
    assert projector.get("/").headers["location"] == "/projector"
    phone.joins(room.code, "Heron")
    assert phone.get("/").headers["location"] == "/join"


def test_a_cookie_that_has_ended_leads_nowhere_special(site: Site, workshop: Workshop) -> None:
    forged = site.browser().holds(COOKIE, "forged").holds(access.COOKIE_PROJECTOR, "forged")
    assert forged.get("/").headers["location"] == "/join"


def test_a_room_without_a_cookie_leads_to_the_door(phone: Browser, room: Room) -> None:
    assert phone.get("/room").headers["location"] == "/join"
    phone.joins(room.code, "Heron")
    assert phone.get("/room").status_code == 200


def test_nothing_ever_redirects_outside(phone: Browser) -> None:
    for path in ("//evil.test", "//evil.test/", "/\\evil.test", "/room/", "/join/", "/%2f/evil"):
        reply = phone.client.get(f"{ORIGIN}{path}")
        place = reply.headers.get("location", "")
        assert not place.startswith(("//", "/\\")), (path, place)
        assert "evil" not in place.removeprefix(ORIGIN).split("?")[0][:2]
