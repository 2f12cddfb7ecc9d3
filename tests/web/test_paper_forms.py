"""Paper forms of a session: who gets them, what is on them, and what is on none of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from efficacy.activities.registry import KINDS
from efficacy.services import access, facilitate, paper
from efficacy.services.workshop import Workshop
from tests.activities import house
from tests.cast import Clock, Room
from tests.every_kind import Shelf, plan_of
from tests.reports.sheets_to_print import squashed, text_of
from tests.web.house import STRANGERS, Browser, Site, sentence

HOSTILE = '<script>alert("1")</script>'


def printed_words(pdf: bytes) -> str:
    """Return all words of a PDF, without spaces."""
    return squashed(text_of(pdf))


def address(room: Room, planned_id: str = "starter") -> str:
    return f"/files/paper/{room.cohort_id}/{planned_id}"


def with_every_kind(workshop: Workshop, clock: Clock, owner: access.Facilitator) -> Room:
    """Make a cohort on a plan of every kind, with a hostile word in its content."""
    plan = plan_of(*KINDS)
    (session,) = plan.sessions
    steps = tuple(
        step.model_copy(update={"params": {**step.params, "prompt": f"Write {HOSTILE}"}})
        if step.kind == "log"
        else step
        for step in session.activities
    )
    hostile = session.model_copy(update={"activities": steps, "title": f"One {HOSTILE}"})
    content = house.curriculum(the_plan=plan.model_copy(update={"sessions": (hostile,)}))
    own = replace(workshop, library=Shelf(content))  # type: ignore[arg-type]
    return Room.made(own, clock, name="Every kind", owner=owner, plan_id="small")


# ------------------------------------------------------------ who gets them


def test_the_owner_gets_the_forms_of_a_session(console: Browser, room: Room) -> None:
    reply = console.get(address(room))
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["content-type"] == "application/pdf"
    read = printed_words(reply.content)
    assert squashed("What we can do already") in read
    assert squashed("You may leave out anything.") in read


def test_a_co_facilitator_gets_them_too(
    site: Site, workshop: Workshop, room: Room, clock: Clock
) -> None:
    helper = Room.made(workshop, clock, name="Thursday group").owner
    facilitate.share_cohort(workshop, room.owner, room.cohort_id, name="Owner of Thursday group")
    browser = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    assert browser.get(address(room)).status_code == 200
    assert paper.forms(workshop, helper, room.cohort_id, "starter").forms


@pytest.mark.parametrize("who", STRANGERS)
def test_nobody_else_gets_them(site: Site, console: Browser, room: Room, who: str) -> None:
    browser = site.stranger(who, console, room.code)
    reply = browser.get(address(room))
    assert reply.status_code == 403
    assert "Only a facilitator" in sentence(reply)
    assert "leave out" not in reply.text


def test_another_facilitators_cohort_does_not_exist(
    site: Site, workshop: Workshop, room: Room
) -> None:
    Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    theirs = stranger.get(address(room))
    none = stranger.get("/files/paper/no-such/starter")
    assert (theirs.status_code, none.status_code) == (404, 404)
    assert sentence(theirs) == sentence(none)


def test_a_session_that_the_plan_has_not_is_a_sentence(console: Browser, room: Room) -> None:
    reply = console.get(address(room, "<b>no-such"))
    assert reply.status_code == 404
    assert "has no session “<b>no-such”" in sentence(reply)
    assert "<b>no" not in reply.text


# -------------------------------------------------------- what is on them


@contextmanager
def printed(site: Site, workshop: Workshop, clock: Clock, owner: Room) -> Iterator[bytes]:
    """Yield the forms of a session with every kind."""
    room = with_every_kind(workshop, clock, owner.owner)
    browser = site.browser(at="127.0.0.1").logged_in("Owner of Tuesday group")
    reply = browser.get(address(room, "one"))
    assert reply.status_code == 200
    yield reply.content


def test_hostile_words_are_words(site: Site, workshop: Workshop, clock: Clock, room: Room) -> None:
    with printed(site, workshop, clock, room) as page:
        assert squashed(f"Write {HOSTILE}") in printed_words(page)


def test_every_step_with_a_form_is_there_in_its_order_and_what_is_apart_comes_last(
    site: Site, workshop: Workshop, clock: Clock, room: Room
) -> None:
    with printed(site, workshop, clock, room) as page:
        read = text_of(page).replace("\u200b", "")
        numbers = [int(found) for found in re.findall(r"Step (\d+)\n", read)]
        silent = {"talk", "pause"}
        expected = [n for n, kind in enumerate(KINDS, start=1) if kind not in silent]
        assert numbers == expected
        apart = "For the facilitator: do not hand out"
        assert read.count(apart) == 2  # the rehearsal's script, the ladder's solutions
        first_apart = read.index(apart)
        assert not re.search(r"Step \d", read[first_apart:])
        assert "Answer: " not in read[:first_apart]
        assert "Answer: " in read[first_apart:]


def test_no_call_name_and_no_answer_is_on_a_form(
    console: Browser, workshop: Workshop, room: Room
) -> None:
    before = printed_words(console.get(address(room)).content)
    room.opens()
    who = room.joins("Zebra finch")
    room.goes_to("survey")
    room.fills(who)
    after = printed_words(console.get(address(room)).content)
    assert squashed("Zebra finch") not in after
    assert after == before


def test_a_form_keeps_the_words_that_the_cohort_began_with(
    site: Site, workshop: Workshop, clock: Clock, room: Room
) -> None:
    """The room of the browser has another library by now; the cohort has its own words."""
    made = with_every_kind(workshop, clock, room.owner)
    pack = paper.forms(workshop, made.owner, made.cohort_id, "one")
    assert pack.title == f"One {HOSTILE}"
    assert workshop.library.bundle("starter-45").plans["starter-45"].title != "Small plan"


def test_a_session_without_anything_to_fill_in_says_so(
    site: Site, workshop: Workshop, clock: Clock, room: Room
) -> None:
    content = house.curriculum(the_plan=plan_of("talk", "pause"))
    own = replace(workshop, library=Shelf(content))  # type: ignore[arg-type]
    quiet = Room.made(own, clock, name="Quiet", owner=room.owner, plan_id="small")
    browser = site.browser(at="127.0.0.1").logged_in("Owner of Tuesday group")
    assert "so there is no form" in sentence(browser.get(address(quiet, "one")))
