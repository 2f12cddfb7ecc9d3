"""What the answer sheet sends, and what becomes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from efficacy.errors import StoreError
from efficacy.flow import Move
from efficacy.services import access, facilitate, participate, present
from efficacy.services.workshop import Workshop
from efficacy.web import answers
from tests.cast import START_MS, Room
from tests.web.house import Browser, Site


class Asked:
    """A participant's browser in front of the short survey."""

    def __init__(self, site: Site, room: Room, name: str = "Heron") -> None:
        self.browser = site.browser()
        self.browser.joins(room.code, name)
        who = access.who_is(room.workshop, dict(self.browser.client.cookies)).participant
        assert who is not None
        self.who, self.room = who, room

    @property
    def run(self) -> str:
        step = present.participant_screen(self.room.workshop, self.who).step
        assert step is not None
        return step.run_id

    @property
    def items(self) -> list[str]:
        return self.room.ratings(self.who)

    def answer(self, place: int = 0, value: object = 50, **more: Any) -> dict[str, Any]:
        return {
            "run": self.run,
            "item": self.items[place],
            "attempt": 1,
            "option": None,
            "value": value,
            "counter": place + 1,
            "age_ms": 0,
        } | more

    def stored(self) -> dict[str, Any]:
        return dict(present.participant_screen(self.room.workshop, self.who).values)


@pytest.fixture
def asked(site: Site, room: Room) -> Asked:
    person = Asked(site, room)
    room.opens()
    room.does(Move.BEGIN)
    room.goes_to("survey", wave="pre")
    return person


# ------------------------------------------------------------------- answers


def test_answers_are_saved_and_each_gets_its_receipt(asked: Asked) -> None:
    reply = asked.browser.send({"answers": [asked.answer(0, 70), asked.answer(1, 30)]})
    assert reply.status_code == 200
    assert reply.json() == {
        "now_ms": START_MS,
        "results": [
            {"counter": 1, "ok": True, "saved_ms": START_MS, "late": False},
            {"counter": 2, "ok": True, "saved_ms": START_MS, "late": False},
        ],
    }
    assert asked.stored() == {asked.items[0]: 70.0, asked.items[1]: 30.0}
    assert reply.headers["cache-control"] == "no-store"


def test_the_same_answers_twice_are_harmless(asked: Asked) -> None:
    sent = {"answers": [asked.answer(0, 70)]}
    assert asked.browser.send(sent).json() == asked.browser.send(sent).json()


def test_clearing_an_answer_makes_it_missing(asked: Asked) -> None:
    asked.browser.send({"answers": [asked.answer(0, 70)]})
    asked.browser.send({"answers": [asked.answer(0, None, counter=9)]})
    assert asked.stored() == {}


def test_a_refused_answer_is_a_sentence_and_its_neighbours_are_saved(asked: Asked) -> None:
    sent = [asked.answer(0, 71), asked.answer(1, 30), asked.answer(2, 10, item="no-such")]
    results = asked.browser.send({"answers": sent}).json()["results"]
    assert [one["ok"] for one in results] == [False, True, False]
    assert "steps of 10" in results[0]["sentence"]
    assert "no-such" in results[2]["sentence"]
    assert asked.stored() == {asked.items[1]: 30.0}


def test_a_late_answer_says_so(asked: Asked, room: Room) -> None:
    sent = asked.answer(0, 70)
    room.clock.pass_s(60)
    room.does(Move.CLOSE)
    room.clock.pass_s(60)
    (late,) = asked.browser.send({"answers": [sent | {"age_ms": 90_000}]}).json()["results"]
    assert (late["ok"], late["late"]) == (True, True)
    (after,) = asked.browser.send({"answers": [sent | {"counter": 5}]}).json()["results"]
    assert not after["ok"]
    assert "is closed" in after["sentence"]


def test_attempt_option_and_age_may_be_left_out(asked: Asked) -> None:
    sent = {key: asked.answer()[key] for key in ("run", "item", "value", "counter")}
    assert asked.browser.send({"answers": [sent]}).json()["results"][0]["ok"]


# ------------------------------------------------------------------- actions


def test_an_action_is_carried_out(asked: Asked) -> None:
    actions = present.participant_screen(asked.room.workshop, asked.who).sheet.actions
    name = next(known.id for known in actions if known.id in ("pass", "done"))
    reply = asked.browser.send({"action": {"run": asked.run, "id": name, "counter": 3}})
    assert reply.json() == {"ok": True, "rerun": True, "sentence": None}
    completed = present.participant_screen(asked.room.workshop, asked.who).completed
    assert completed == {"pass": "passed", "done": "done"}[name]


def test_an_unknown_action_is_a_sentence(asked: Asked) -> None:
    reply = asked.browser.send({"action": {"run": asked.run, "id": "explode", "counter": 3}})
    assert reply.status_code == 200
    assert not reply.json()["ok"]
    assert "explode" in reply.json()["sentence"]


@pytest.mark.parametrize("action", [{}, {"run": 1, "id": "pass", "counter": 1}, {"run": "x"}])
def test_an_action_without_its_parts_is_misshapen(asked: Asked, action: dict[str, Any]) -> None:
    assert asked.browser.send({"action": action}).status_code == 400


# ------------------------------------------------------------------ who may not


def test_without_a_cookie_there_is_a_sentence(site: Site, asked: Asked) -> None:
    reply = site.browser().send({"answers": [asked.answer()]})
    assert reply.status_code == 401
    assert "does not belong to a participant" in reply.json()["sentence"]


@pytest.mark.parametrize("cookie", ["forged", "0" * 64])
def test_a_forged_cookie_is_nobody(site: Site, asked: Asked, cookie: str) -> None:
    browser = site.browser().holds(access.COOKIE_PARTICIPANT, cookie)
    assert browser.send({"answers": [asked.answer()]}).status_code == 401
    assert asked.stored() == {}


def test_a_cookie_in_the_place_of_another_is_nobody(
    console: Browser, asked: Asked, site: Site
) -> None:
    token = console.client.cookies[access.COOKIE_FACILITATOR]
    browser = site.browser().holds(access.COOKIE_PARTICIPANT, token)
    assert browser.send({"answers": [asked.answer()]}).status_code == 401
    assert console.send({"answers": [asked.answer()]}).status_code == 401


def test_a_participant_of_another_cohort_cannot_answer_here(
    site: Site, asked: Asked, workshop: Workshop, room: Room
) -> None:
    other = Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser()
    stranger.joins(other.code, "Mallory")
    reply = stranger.send({"answers": [asked.answer()]})
    (result,) = reply.json()["results"]
    assert not result["ok"]
    assert asked.stored() == {}


def test_an_answer_is_always_the_senders_own(site: Site, asked: Asked, room: Room) -> None:
    other = Asked(site, room, "Otter")
    other.browser.send({"answers": [asked.answer(0, 10)]})
    assert asked.stored() == {}
    assert other.stored() == {asked.items[0]: 10.0}


def test_a_removed_person_is_answered_with_a_sentence(
    asked: Asked, workshop: Workshop, room: Room
) -> None:
    facilitate.remove_person(workshop, room.owner, asked.who.id)
    reply = asked.browser.send({"answers": [{"run": "x", "item": "y", "counter": 1}]})
    assert reply.status_code == 401


def test_who_declined_the_survey_leaves_no_answer(site: Site, asked: Asked, room: Room) -> None:
    browser = site.browser()
    browser.joins(room.code, "Otter", survey="no")
    (result,) = browser.send({"answers": [asked.answer()]}).json()["results"]
    assert not result["ok"]


@pytest.mark.parametrize("origin", [None, "http://evil.test", "null"])
def test_a_page_of_another_server_cannot_answer(asked: Asked, origin: str | None) -> None:
    reply = asked.browser.send({"answers": [asked.answer()]}, origin=origin)
    assert reply.status_code == 403
    assert reply.json()["sentence"]
    assert asked.stored() == {}


def test_answers_of_the_person_before_are_not_taken_as_the_next_ones(asked: Asked) -> None:
    sent = {"answers": [asked.answer()]}
    theirs = asked.browser.send(sent, **{"X-Answer-Owner": "somebody%20else"})
    assert theirs.status_code == 409
    assert theirs.json()["sentence"]
    assert asked.stored() == {}
    assert asked.browser.send(sent, **{"X-Answer-Owner": asked.who.device_id}).status_code == 200


def test_only_post_is_taken(asked: Asked) -> None:
    assert asked.browser.get("/answer").status_code == 405


# ----------------------------------------------------------------- what it takes


@pytest.mark.parametrize(
    "content",
    [
        None,
        [],
        "text",
        3,
        {},
        {"answers": None},
        {"answers": []},
        {"answers": {}},
        {"answers": ["x"]},
        {"answers": [{}]},
        {"action": "pass"},
    ],
)
def test_what_has_another_shape_is_a_sentence(asked: Asked, content: object) -> None:
    reply = asked.browser.send(content)
    assert reply.status_code == 400
    assert reply.json()["sentence"]


@pytest.mark.parametrize(
    "part",
    [
        {"run": None},
        {"run": 7},
        {"run": "x" * 201},
        {"item": ["a"]},
        {"counter": "1"},
        {"counter": True},
        {"counter": -1},
        {"counter": 1.5},
        {"counter": 2**60},
        {"age_ms": -1},
        {"age_ms": "soon"},
        {"attempt": "first"},
        {"option": 3},
        {"value": []},
        {"value": {}},
        {"value": 10**30},
        {"value": "x" * 20_001},
    ],
)
def test_a_part_of_another_kind_is_a_sentence(asked: Asked, part: dict[str, object]) -> None:
    reply = asked.browser.send({"answers": [asked.answer(**part)]})
    assert reply.status_code == 400
    assert asked.stored() == {}


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"NaN", b'{"answers": [NaN]}', b"[" * 9999])
def test_what_is_not_json_is_a_sentence(asked: Asked, body: bytes) -> None:
    reply = asked.browser.client.post(
        "/answer", content=body, headers={"Origin": "http://room.test:8501"}
    )
    assert reply.status_code == 400
    assert reply.json()["sentence"]


def test_too_much_at_once_is_refused(asked: Asked) -> None:
    assert asked.browser.send({"answers": [asked.answer()] * 101}).status_code == 400
    assert asked.browser.send({"answers": [{"x": "y" * 70_000}]}).status_code == 413


def test_a_body_without_a_length_is_counted_as_it_comes(asked: Asked) -> None:
    def pieces():
        for _ in range(100):
            yield b"x" * 1024

    reply = asked.browser.client.post(
        "/answer", content=pieces(), headers={"Origin": "http://room.test:8501"}
    )
    assert reply.status_code == 413


def test_half_a_character_is_no_reason_to_lose_the_rest(asked: Asked) -> None:
    body = json.dumps({"answers": [asked.answer(item="\ud800")]})
    reply = asked.browser.client.post(
        "/answer", content=body, headers={"Origin": "http://room.test:8501"}
    )
    assert reply.status_code == 200
    assert not reply.json()["results"][0]["ok"]


values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.text(max_size=50),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e15, max_value=1e15),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(value=values, option=st.none() | st.text(max_size=10), attempt=st.integers(0, 200))
def test_whatever_is_given_gets_a_receipt_and_never_an_error(
    asked: Asked, value: object, option: str | None, attempt: int
) -> None:
    sent = asked.answer(0, value, option=option, attempt=attempt)
    body = json.dumps({"answers": [sent]}).encode()
    reply = asked.browser.client.post(
        "/answer", content=body, headers={"Origin": "http://room.test:8501"}
    )
    assert reply.status_code == 200, (sent, reply.text)
    (result,) = reply.json()["results"]
    assert result["ok"] or result["sentence"]


# ------------------------------------------------------------------- mishaps


def test_while_the_store_takes_nothing_the_sheet_keeps_its_answers(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise StoreError("The disk is full. Make room; answers wait meanwhile.")

    monkeypatch.setattr(participate, "answer", full)
    reply = asked.browser.send({"answers": [asked.answer()]})
    assert reply.status_code == 503
    assert "The disk is full" in reply.json()["sentence"]


def test_an_answer_that_trips_a_fault_of_ours_does_not_hold_back_the_others(
    asked: Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = participate.answer

    def faulty(workshop: Workshop, who: access.Participant, given: participate.Answer) -> object:
        if given.counter == 1:
            raise RuntimeError("a fault")
        return real(workshop, who, given)

    monkeypatch.setattr(participate, "answer", faulty)
    reply = asked.browser.send({"answers": [asked.answer(0), asked.answer(1)]})
    assert [one["ok"] for one in reply.json()["results"]] == [False, True]
    alone = asked.browser.send({"answers": [asked.answer(0)]})
    assert alone.status_code == 503
    assert "a fault" not in reply.text + alone.text


def test_answers_have_threads_of_their_own(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    real = answers.in_thread

    async def spying(pool, *rest):
        used.append(pool)
        return await real(pool, *rest)

    monkeypatch.setattr(answers, "in_thread", spying)
    asked.browser.send({"answers": [asked.answer()]})
    assert [pool.name for pool in used] == ["ANSWERS"]
