"""Taking home and bringing back over the network: whose it is, and what a slip costs."""

from __future__ import annotations

import re

import httpx
import pytest
from sqlalchemy import select

from efficacy.activities import goal_form
from efficacy.flow import Move
from efficacy.reports.take_home.code import Done, code_of, number_of
from efficacy.services import access
from efficacy.services.given_out import give_out_sheets
from efficacy.services.workshop import Workshop
from efficacy.store.tables import brought_back, taken
from tests.cast import Clock, participant_behind
from tests.every_kind import Stage
from tests.web.house import STRANGERS, Browser, Pauses, Site, words

WROTE = "I will tidy Xanadu"
DID = Done(day=1, change=3, tries=12, right=9, rung=2, outcome="partly", lines=1)


class Scene:
    """A group in which Heron wrote a goal, with Heron at a phone and the owner at a laptop."""

    def __init__(self, site: Site, workshop: Workshop, clock: Clock) -> None:
        stage = Stage.made(workshop, clock, "goal", "ladder", people=0)
        self.site, self.room = site, stage.room
        cookie = self.room.cookie("Heron")
        self.who = participant_behind(workshop, cookie)
        self.room.does(Move.BEGIN)
        self.room.answers(self.who, goal_form.WHAT, WROTE, counter=1)
        self.phone = site.browser().holds(access.COOKIE_PARTICIPANT, cookie)
        self.laptop = site.browser(at="127.0.0.1").logged_in("Owner of Group of 0")
        self.desk = f"/files/brought/{self.room.cohort_id}"

    def takes(self, *parts: str, by: Browser | None = None) -> httpx.Response:
        form = {f"take.{part}": "yes" for part in parts}
        return (by or self.phone).post("/take-home", form)

    def tag(self) -> str:
        found = re.search(r'"tag": "(\w{5})"', self.takes("goal").text)
        assert found
        return found[1]

    def brings(self, code: str, *, by: Browser | None = None) -> httpx.Response:
        return (by or self.phone).post("/brought", {"code": code})

    def rows(self, table: object) -> list[object]:
        with self.room.workshop.store.read() as tx:
            return list(tx.execute(select(table)))  # type: ignore[call-overload]


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("efficacy.web.take_home.UNKNOWN_CODE_S", 0.0)


@pytest.fixture
def scene(site: Site, workshop: Workshop, clock: Clock) -> Scene:
    return Scene(site, workshop, clock)


def slipped(code: str) -> str:
    return code[:-1] + ("1" if code[-1] != "1" else "2")


# ------------------------------------------------------------------------------ taking home


def test_nothing_is_ticked_beforehand(scene: Scene) -> None:
    reply = scene.phone.get("/take-home")
    assert reply.status_code == 200
    assert "checked" not in reply.text
    assert re.findall(r'name="(take\.\w+)"', reply.text) == ["take.practice", "take.goal"]


def test_the_file_is_one_to_keep_and_no_cache_has_it(scene: Scene) -> None:
    reply = scene.takes("goal")
    assert reply.status_code == 200
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert reply.headers["content-disposition"].startswith('attachment; filename="take-home.html"')
    assert reply.headers["cache-control"] == "no-store"
    assert WROTE in reply.text


def test_what_is_not_ticked_is_not_in_it(scene: Scene) -> None:
    assert WROTE not in scene.takes("practice").text


def test_a_form_without_a_tick_comes_back_with_a_sentence(scene: Scene) -> None:
    reply = scene.takes()
    assert reply.status_code == 422
    assert "Tick at least one thing" in words(reply)
    assert scene.rows(taken) == []


def test_who_is_nobody_here_takes_nothing(scene: Scene) -> None:
    stranger = scene.site.browser()
    for reply in (stranger.get("/take-home"), scene.takes("goal", by=stranger)):
        assert (reply.status_code, reply.headers["location"]) == (303, "/join")
    assert scene.phone.post("/take-home", {"take.goal": "yes"}, origin=None).status_code == 403
    assert scene.rows(taken) == []


# ---------------------------------------------------------------------------- bringing back


def test_a_code_that_is_brought_is_said_back(scene: Scene) -> None:
    reply = scene.brings(code_of(scene.tag(), DID).lower())
    assert reply.status_code == 200
    assert "Taken in: 12 tried, 9 right at the first go. The goal: partly." in words(reply)
    assert len(scene.rows(brought_back)) == 1


def test_opening_an_address_with_a_code_takes_nothing_in(scene: Scene) -> None:
    code = code_of(scene.tag(), DID)
    reply = scene.phone.get(f"/brought?code={code}")
    assert f'value="{code}"' in reply.text
    assert scene.rows(brought_back) == []


def test_it_can_be_brought_at_the_door(scene: Scene) -> None:
    stranger = scene.site.browser()
    assert '<a href="/brought">' in stranger.get("/join").text
    assert scene.brings(code_of(scene.tag(), DID), by=stranger).status_code == 200
    assert len(scene.rows(brought_back)) == 1


@pytest.mark.parametrize("place", ["phone", "door"])
def test_each_refusal_is_one_sentence_and_the_code_stays_to_be_put_right(
    scene: Scene, place: str
) -> None:
    by = scene.phone if place == "phone" else scene.site.browser()
    tag = scene.tag()
    code, unknown = code_of(tag, DID), "00000" if tag != "00000" else "00001"
    scene.brings(code)
    for typed, status, sentence in (
        (slipped(code), 422, "Compare it letter by letter"),
        (code_of(unknown, DID), 403, "Nothing with this number"),
        (code_of(tag, Done(tries=1, change=1)), 409, "older than one"),
        (code, 409, "is here already"),
    ):
        reply = scene.brings(typed, by=by)
        assert reply.status_code == status
        assert sentence in words(reply)
        assert f'value="{typed}"' in reply.text


def test_what_is_typed_is_shown_as_typed(scene: Scene) -> None:
    reply = scene.brings('"><script>alert(1)</script>')
    assert reply.status_code == 422
    assert "<script>alert" not in reply.text


def test_guessing_is_slowed_down_and_slips_are_not(scene: Scene, pauses: Pauses) -> None:
    code = code_of(scene.tag(), DID)
    for _ in range(8):
        scene.brings(slipped(code))
    assert pauses.seconds == []
    for number in range(8):
        scene.brings(code_of(f"0000{number}", DID))
    assert len(pauses.seconds) == 3
    assert scene.brings(code).status_code == 200


# -------------------------------------------------------------------------------- at the desk


def test_the_counselor_types_codes_one_by_one(scene: Scene) -> None:
    code = code_of(scene.tag(), DID)
    assert "autofocus" in scene.laptop.get(scene.desk).text
    reply = scene.laptop.post(scene.desk, {"code": slipped(code)})
    assert reply.status_code == 422
    reply = scene.laptop.post(scene.desk, {"code": code})
    assert "Taken in: 12 tried" in words(reply)
    assert "shown from 5 people on" in words(reply)
    assert "Heron" not in reply.text
    assert 'value=""' in reply.text


def test_the_counselor_types_a_sheet_with_its_number(scene: Scene) -> None:
    (tag,) = give_out_sheets(scene.room.workshop, [scene.who.id]).values()
    form = {"from": "paper", "number": number_of(tag), "tries": "8", "right": "9", "outcome": ""}
    reply = scene.laptop.post(scene.desk, form)
    assert reply.status_code == 422
    assert "9 right of 8" in words(reply)
    assert f'value="{number_of(tag)}"' in reply.text
    reply = scene.laptop.post(scene.desk, form | {"right": "5", "outcome": "done"})
    assert "Taken in: 8 tried, 5 right" in words(reply)
    (row,) = scene.rows(brought_back)
    assert (row.how, row.outcome) == ("paper", "done")  # type: ignore[attr-defined]


@pytest.mark.parametrize("who", STRANGERS)
def test_only_a_facilitator_sits_at_the_desk(scene: Scene, who: str) -> None:
    code = code_of(scene.tag(), DID)
    browser = scene.site.stranger(who, scene.laptop, scene.room.code)
    assert browser.get(scene.desk).status_code == 403
    assert browser.post(scene.desk, {"code": code}).status_code == 403
    assert scene.rows(brought_back) == []


def test_the_desk_of_a_group_that_is_not_there_is_a_sentence(scene: Scene) -> None:
    reply = scene.laptop.get("/files/brought/nowhere")
    assert reply.status_code == 404
    assert "no such cohort" in words(reply)
