"""The practice page: for those who climbed, at any time, and nothing of it is stored."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from efficacy.flow import Move
from efficacy.services import access, facilitate
from efficacy.services.workshop import Workshop
from efficacy.store.tables import completion, response
from tests.cast import Clock, participant_behind
from tests.every_kind import Stage
from tests.web.house import Browser, Site, sentence, words


class Scene:
    """A group on a plan with a ladder, and one of its people at a browser."""

    def __init__(self, site: Site, stage: Stage, *, has_climbed: bool = True) -> None:
        self.stage, self.room = stage, stage.room
        cookie = self.room.cookie("Bunting")
        self.who = participant_behind(self.room.workshop, cookie)
        self.browser: Browser = site.browser()
        self.browser.holds(access.COOKIE_PARTICIPANT, cookie)
        if has_climbed:
            self.room.does(Move.BEGIN)
            stage.plays(self.who, seed=3)

    def rows(self) -> tuple[int, int]:
        with self.room.workshop.store.read() as tx:
            return tuple(  # type: ignore[return-value]
                tx.scalar(select(func.count()).select_from(table))
                for table in (response, completion)
            )


@pytest.fixture
def stage(workshop: Workshop, clock: Clock) -> Stage:
    return Stage.made(workshop, clock, "ladder", people=1)


@pytest.fixture
def scene(site: Site, stage: Stage) -> Scene:
    return Scene(site, stage)


def test_somebody_who_climbed_gets_a_task_of_their_own(scene: Scene) -> None:
    reply = scene.browser.get("/practice")
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert "Nothing that you type here is kept" in words(reply)
    assert "How many are there?" in words(reply)


def test_an_answer_is_answered_and_stored_nowhere(scene: Scene) -> None:
    before = scene.rows()
    reply = scene.browser.post("/practice?rung=1&task=2", {"answer": "3"})
    assert "The step to look at is" in words(reply)
    assert "Show it step by step" in words(reply)
    assert scene.rows() == before


def test_hostile_words_are_shown_as_they_are(scene: Scene) -> None:
    reply = scene.browser.post("/practice", {"answer": "<script>1</script>"})
    assert reply.status_code == 200
    assert "<script>1" not in reply.text


@pytest.mark.parametrize(
    "query", ["?rung=-1", "?rung=1e9", "?task=99999", "?rung=&task=x", "?rung=²"]
)
def test_an_address_that_makes_no_sense_leads_to_a_task(scene: Scene, query: str) -> None:
    assert scene.browser.get(f"/practice{query}").status_code == 200


def test_it_is_there_after_the_session_too(scene: Scene) -> None:
    scene.room.does(Move.END)
    assert scene.browser.get("/practice").status_code == 200
    assert scene.room.screen(scene.who).can_practise


def test_it_is_not_offered_while_a_step_is_on(scene: Scene) -> None:
    assert not scene.room.screen(scene.who).can_practise


def test_who_has_not_climbed_is_told_what_comes_first(site: Site, stage: Stage) -> None:
    scene = Scene(site, stage, has_climbed=False)
    assert "Climb a ladder in a session first" in sentence(scene.browser.get("/practice"))
    assert not scene.room.screen(scene.who).can_practise


def test_a_stranger_is_led_to_the_door(site: Site) -> None:
    reply = site.browser().get("/practice")
    assert (reply.status_code, reply.headers["location"]) == (303, "/join")


def test_who_was_removed_has_no_practice_any_more(scene: Scene) -> None:
    facilitate.remove_person(scene.room.workshop, scene.room.owner, scene.who.id)
    reply = scene.browser.get("/practice")
    assert reply.status_code in (303, 403)
