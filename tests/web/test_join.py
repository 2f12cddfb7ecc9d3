"""The room's door: consent, call name, coming back, and who must not get in."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from efficacy.services import access, facilitate, participate, present
from efficacy.services.workshop import Workshop
from efficacy.web.html import filled, long_date
from tests.cast import Room
from tests.web.house import Browser, Site, hidden, words

COOKIE = access.COOKIE_PARTICIPANT


def people(workshop: Workshop, room: Room) -> list[str]:
    return [line.call_name for line in present.people(workshop, room.owner, room.cohort_id)]


# ------------------------------------------------------------------- reading


def test_the_consent_page_shows_the_promises_of_the_mode(phone: Browser, room: Room) -> None:
    reply = phone.get(f"/j/{room.code}")
    assert reply.status_code == 200
    text = words(reply)
    assert "Tuesday group" in text
    assert "a number for each person and no names" in text
    assert "Rosa Lind, room 12" in text
    assert re.search(r"deleted there on [A-Z][a-z]+ \d{1,2}, 20\d\d\.", text)
    assert "{" not in text


def test_a_group_only_room_promises_no_list_of_persons(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    other = Room.made(workshop, room.clock, mode="group-only", name="Thursday group")
    text = words(phone.get(f"/j/{other.code}"))
    assert "no list of what each person said" in text
    assert "a number for each person" not in text


def test_reading_the_page_lets_nobody_in_however_often(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    for _ in range(3):
        phone.get(f"/j/{room.code}")
        phone.client.head(f"/j/{room.code}")
    assert people(workshop, room) == []
    assert not phone.has(COOKIE)


def test_reading_the_page_fixes_the_mode(phone: Browser, workshop: Workshop, room: Room) -> None:
    phone.get(f"/j/{room.code}")
    (card,) = present.cohort_cards(workshop, room.owner)
    assert card.mode_is_fixed


def test_nothing_is_preselected(phone: Browser, room: Room) -> None:
    reply = phone.get(f"/j/{room.code}")
    assert "checked" not in reply.text
    assert reply.text.count('type="radio"') == 2


def test_the_page_says_its_language_and_loads_nothing_from_outside(
    phone: Browser, room: Room
) -> None:
    text = phone.get(f"/j/{room.code}").text
    assert '<html lang="en">' in text
    addresses = re.findall(r'(?:src|href|action)="([^"]*)"', text)
    assert addresses
    assert [a for a in addresses if not a.startswith("/") and not a.startswith("#")] == []


def test_the_screens_files_are_fetched_while_people_read(phone: Browser, room: Room) -> None:
    text = phone.get(f"/j/{room.code}").text
    preloaded = re.findall(r'<link rel="modulepreload" crossorigin href="(/static/[^"]+)"', text)
    assert len(preloaded) > 40
    assert all(phone.get(path).status_code == 200 for path in preloaded)


def test_every_field_has_a_label(phone: Browser, room: Room) -> None:
    text = phone.get(f"/j/{room.code}").text
    ids = re.findall(r'<input id="([^"]+)"', text)
    assert ids
    assert all(f'<label for="{one}">' in text for one in ids)
    assert len(ids) == len(set(ids))


# ------------------------------------------------------------------- joining


def test_somebody_joins_and_is_led_to_the_room(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    reply = phone.joins(room.code, "Heron")
    assert reply.status_code == 303
    assert reply.headers["location"] == "/room"
    assert people(workshop, room) == ["Heron"]


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(phone: Browser, room: Room) -> None:
    reply = phone.joins(room.code, "Heron")
    kept = next(line for line in reply.headers.get_list("set-cookie") if line.startswith(COOKIE))
    assert "HttpOnly" in kept
    assert "SameSite=lax" in kept
    assert "Path=/" in kept
    assert "Max-Age=17280000" in kept
    assert "Secure" not in kept


def test_a_double_tap_joins_once(phone: Browser, workshop: Workshop, room: Room) -> None:
    form = hidden(phone.get(f"/j/{room.code}")) | {"call_name": "Heron", "survey": "yes"}
    first, second = phone.post(f"/j/{room.code}", form), phone.post(f"/j/{room.code}", form)
    assert (first.status_code, second.status_code) == (303, 303)
    assert people(workshop, room) == ["Heron"]


def test_declining_the_survey_joins_just_the_same(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    reply = phone.joins(room.code, "Otter", survey="no")
    assert reply.headers["location"] == "/room"
    who = access.who_is(workshop, dict(phone.client.cookies)).participant
    assert who is not None
    assert not present.participant_screen(workshop, who).takes_survey


@pytest.mark.parametrize("name", ["Ng", "Zoë", "李", "Anh-Thư", "O’Neil", "🦉 owl", "x" * 24])
def test_names_of_all_scripts_are_taken(
    phone: Browser, workshop: Workshop, room: Room, name: str
) -> None:
    assert phone.joins(room.code, name).status_code == 303
    assert people(workshop, room) == [name]


def test_a_name_that_looks_like_markup_stays_a_name(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    name = "<b>&\"'"
    assert phone.joins(room.code, name).status_code == 303
    text = phone.get("/join").text
    assert "<b>&" not in text
    assert "&lt;b&gt;&amp;" in text
    assert people(workshop, room) == [name]


def test_a_taken_name_is_a_sentence_and_what_was_typed_stays(
    site: Site, workshop: Workshop, room: Room
) -> None:
    site.browser().joins(room.code, "Heron")
    reply = site.browser().joins(room.code, " heron ", survey="no")
    assert reply.status_code == 409
    assert "Somebody in this room is called “heron” already" in words(reply)
    assert 'value=" heron "' in reply.text
    assert re.search(r'value="no"\s+checked', reply.text)
    assert people(workshop, room) == ["Heron"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"call_name": "Heron"}, "Choose yes or no for the survey"),
        ({"call_name": "Heron", "survey": "maybe"}, "Choose yes or no for the survey"),
        ({"survey": "yes"}, "Type a call name"),
        ({"survey": "yes", "call_name": "  "}, "Type a call name"),
        ({"survey": "yes", "call_name": "x" * 25}, "up to 24 characters; this one has 25"),
        ({"survey": "yes", "call_name": "Heron", "ticket": "1"}, "This page had grown old"),
        ({"survey": "yes", "call_name": "Heron", "consent_version": "0"}, "had grown old"),
    ],
)
def test_what_is_missing_stands_at_the_top_and_at_the_field(
    phone: Browser, workshop: Workshop, room: Room, form: dict[str, str], said: str
) -> None:
    reply = phone.post(f"/j/{room.code}", hidden(phone.get(f"/j/{room.code}")) | form)
    assert reply.status_code == 422
    assert said in words(reply)
    assert 'role="alert" tabindex="-1" data-focus' in reply.text
    for field in re.findall(r'<a href="#([^"]+)"', reply.text):
        assert f'id="{field}"' in reply.text
        assert f'id="{field}-trouble"' in reply.text
    assert people(workshop, room) == []


def test_correcting_a_form_keeps_the_ticket(phone: Browser, room: Room) -> None:
    first = hidden(phone.get(f"/j/{room.code}"))
    again = hidden(phone.post(f"/j/{room.code}", first | {"call_name": "Heron"}))
    assert again["ticket"] == first["ticket"]


# --------------------------------------------------------------- wrong codes


def test_a_wrong_code_is_a_sentence_with_the_form_below(phone: Browser, room: Room) -> None:
    reply = phone.get("/j/zzzzzz")
    assert reply.status_code == 404
    assert "No room has the code “zzzzzz”" in words(reply)
    assert 'value="zzzzzz"' in reply.text


def test_an_ended_cohort_is_a_sentence(phone: Browser, workshop: Workshop, room: Room) -> None:
    facilitate.end_cohort(workshop, room.owner, room.cohort_id)
    for reply in (phone.get(f"/j/{room.code}"), phone.post(f"/j/{room.code}", {"survey": "yes"})):
        assert reply.status_code == 409
        assert "“Tuesday group” has ended" in words(reply)


@pytest.mark.parametrize("spelling", ["{}", " {} ", "{0.upper}", "-{}-"])
def test_the_code_form_leads_to_the_door(phone: Browser, room: Room, spelling: str) -> None:
    typed = room.code.upper() if "upper" in spelling else spelling.format(room.code)
    reply = phone.client.get("/join", params={"code": typed})
    assert reply.status_code == 303
    assert reply.headers["location"] == f"/j/{room.code}"


@pytest.mark.parametrize("typed", ["", "   ", "//evil.test", "..", "\\\\"])
def test_a_typed_code_never_leads_elsewhere(phone: Browser, room: Room, typed: str) -> None:
    reply = phone.client.get("/join", params={"code": typed})
    if reply.status_code == 303:
        assert re.match(r"^/j/[a-z0-9]+$", reply.headers["location"])
    else:
        assert reply.status_code == 422


# ----------------------------------------------------------- coming back


def test_a_browser_that_was_here_is_asked_by_name_and_told_nothing_else(
    phone: Browser, room: Room
) -> None:
    phone.joins(room.code, "Heron")
    for path in (f"/j/{room.code}", "/join", f"/j/{room.code.upper()}"):
        text = words(phone.get(path))
        assert "Are you back, Heron?" in text
        assert "Tuesday group" not in text
        assert not re.search(r"\b\d{4}\b", text)


def test_yes_leads_to_the_room_as_the_same_person(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    phone.joins(room.code, "Heron")
    before = access.who_is(workshop, dict(phone.client.cookies)).participant
    reply = phone.post("/back", {"answer": "yes"})
    assert reply.headers["location"] == "/room"
    assert access.who_is(workshop, dict(phone.client.cookies)).participant == before


def test_someone_else_ends_the_device_and_comes_to_the_consent_page(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    phone.joins(room.code, "Heron")
    kept = dict(phone.client.cookies)
    reply = phone.post("/back", {"answer": "else"})
    assert reply.headers["location"] == f"/j/{room.code}"
    assert not phone.has(COOKIE)
    assert access.who_is(workshop, kept).participant is None
    text = words(phone.get(f"/j/{room.code}"))
    assert "Heron" not in text
    assert "Before you join" in text


def test_the_page_can_send_what_the_last_person_left_unsent(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    phone.joins(room.code, "Heron")
    who = access.who_is(workshop, dict(phone.client.cookies)).participant
    assert who is not None
    text = phone.get("/join").text
    queue = re.search(r'data-flush="([^"]+)" data-owner="([^"]+)"', text)
    assert queue
    assert queue[2] == present.participant_screen(workshop, who).owner
    assert "export async function flush" in phone.get(queue[1]).text


def test_a_cookie_of_another_room_gets_the_consent_page_of_this_one(
    phone: Browser, workshop: Workshop, room: Room
) -> None:
    other = Room.made(workshop, room.clock, name="Thursday group")
    phone.joins(other.code, "Heron")
    text = words(phone.get(f"/j/{room.code}"))
    assert "Before you join" in text
    assert "Heron" not in text


@pytest.mark.parametrize("cookie", ["forged", "0" * 64, "", "é", "a" * 4000])
def test_a_forged_cookie_is_nobody(phone: Browser, room: Room, cookie: str) -> None:
    sent = [(b"Cookie", f"{COOKIE}={cookie}".encode("latin-1"))]
    assert "Before you join" in words(phone.client.get(f"/j/{room.code}", headers=sent))
    sent.append((b"Origin", b"http://room.test:8501"))
    reply = phone.client.post("/back", data={"answer": "yes"}, headers=sent)
    assert reply.headers["location"] == "/join"


def test_a_removed_person_is_not_greeted(phone: Browser, workshop: Workshop, room: Room) -> None:
    phone.joins(room.code, "Heron")
    (line,) = present.people(workshop, room.owner, room.cohort_id)
    facilitate.remove_person(workshop, room.owner, line.participant_id)
    assert "Heron" not in words(phone.get("/join"))


def test_back_needs_one_of_its_two_answers(phone: Browser, room: Room) -> None:
    phone.joins(room.code, "Heron")
    assert phone.post("/back", {"answer": "perhaps"}).status_code == 422
    assert phone.has(COOKIE)


def test_call_name_and_pin_bring_somebody_back_on_another_device(
    site: Site, workshop: Workshop, room: Room
) -> None:
    site.browser().joins(room.code, "Heron")
    (line,) = present.people(workshop, room.owner, room.cohort_id)
    other = site.browser()
    form = {"code": room.code.upper(), "call_name": "HERON ", "pin": f" {line.pin}"}
    reply = other.post("/return", form)
    assert reply.headers["location"] == "/room"
    who = access.who_is(workshop, dict(other.client.cookies)).participant
    assert who is not None
    assert who.id == line.participant_id
    assert people(workshop, room) == ["Heron"]


def test_a_wrong_pin_and_a_wrong_name_get_the_same_sentence(site: Site, room: Room) -> None:
    site.browser().joins(room.code, "Heron")
    replies = [
        site.browser().post("/return", {"code": room.code, "call_name": name, "pin": "x"})
        for name in ("Heron", "Nobody")
    ]
    assert [reply.status_code for reply in replies] == [403, 403]
    said = {words(reply).replace("Heron", "").replace("Nobody", "") for reply in replies}
    assert len(said) == 1
    assert 'value="Heron"' in replies[0].text


def test_the_pin_is_never_put_back_into_the_page(phone: Browser, room: Room) -> None:
    phone.joins(room.code, "Heron")
    reply = phone.post("/return", {"code": room.code, "call_name": "Heron", "pin": "987x"})
    assert "987x" not in reply.text


@pytest.mark.parametrize("lacking", ["code", "call_name", "pin"])
def test_coming_back_needs_all_three(phone: Browser, room: Room, lacking: str) -> None:
    form = {"code": room.code, "call_name": "Heron", "pin": "1234", lacking: " "}
    reply = phone.post("/return", form)
    assert reply.status_code == 422
    assert "Type the room’s code" in words(reply).replace("'", "’")


def test_coming_back_to_no_room_is_a_sentence(phone: Browser, room: Room) -> None:
    reply = phone.post("/return", {"code": "zzzzzz", "call_name": "Heron", "pin": "1234"})
    assert reply.status_code == 404
    assert "No room has the code" in words(reply)


# --------------------------------------------------------- other people's forms


@pytest.mark.parametrize("path", ["/j/{code}", "/back", "/return"])
@pytest.mark.parametrize("origin", [None, "http://evil.test", "null", "http://room.test:9999"])
def test_a_form_from_elsewhere_changes_nothing(
    phone: Browser, workshop: Workshop, room: Room, path: str, origin: str | None
) -> None:
    phone.joins(room.code, "Heron")
    form = {"answer": "else", "call_name": "Mallory", "survey": "yes", "ticket": "a" * 64}
    reply = phone.post(path.format(code=room.code), form, origin=origin)
    assert reply.status_code == 403
    assert "not sent from a page of Can Do" in words(reply)
    assert phone.has(COOKIE)
    assert people(workshop, room) == ["Heron"]


def test_a_form_as_large_as_no_form_of_ours_is_refused(phone: Browser, room: Room) -> None:
    reply = phone.post(f"/j/{room.code}", {"call_name": "x" * 10_000})
    assert reply.status_code == 413
    assert "more than a page of Can Do sends" in words(reply)


@pytest.mark.parametrize("body", [b"\xff\xfe", b"&".join([b"a=b"] * 30)])
def test_what_is_no_form_is_a_sentence(phone: Browser, room: Room, body: bytes) -> None:
    reply = phone.client.post(
        f"/j/{room.code}", content=body, headers={"Origin": "http://room.test:8501"}
    )
    assert reply.status_code == 422


def test_pages_with_a_name_are_kept_by_no_cache(phone: Browser, room: Room) -> None:
    for path in ("/join", f"/j/{room.code}", "/return"):
        assert phone.get(path).headers["cache-control"] == "no-store"


# ----------------------------------------------------------------- sentences


def test_places_are_filled_and_other_braces_stay() -> None:
    assert filled(["On {day}, {x}."], day="Monday {y}") == ("On Monday {y}, {x}.",)


@pytest.mark.parametrize("language", ["en", "vi", "pt-BR", "xx-nonsense"])
def test_a_date_is_written_out_in_any_language(language: str) -> None:
    assert "2026" in long_date(1_790_000_000_000, language)


@settings(max_examples=60, deadline=None)
@given(typed=st.text(max_size=40))
def test_a_tidied_code_is_safe_in_an_address(typed: str) -> None:
    assert "/" not in participate.tidy_code(typed)
    assert ":" not in participate.tidy_code(typed)
