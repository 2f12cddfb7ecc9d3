"""The run sheet of a session: the clock, the words, what to do when it goes otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

import pytest

from efficacy.activities.registry import KINDS
from efficacy.content.library import Library
from efficacy.content.models import Notes, Plan, PlannedActivity, PlannedSession, Upset
from efficacy.services.run_sheet import DENSE, FULL, MOST_WORDS, ROOMY, clock, run_sheet, sheet_of
from efficacy.services.workshop import Workshop
from efficacy.web import runtime
from tests.activities import house
from tests.cast import Room
from tests.every_kind import Shelf, plan_of
from tests.web.house import Browser, Site, sentence, words

HOSTILE = '<script>alert("1")</script>'
TASTER = "/files/run-sheet/taster-90/taster"


def with_plan(workshop: Workshop, plan: Plan) -> str:
    """Let the server hold this plan; return the address of its one session."""
    content = house.curriculum(the_plan=plan)
    runtime.use_workshop(replace(workshop, library=Shelf(content)))  # type: ignore[arg-type]
    return f"/files/run-sheet/{plan.id}/{plan.sessions[0].id}"


def sized(length: int) -> PlannedSession:
    """Return a session of one talk whose look-for note has so many words."""
    notes = Notes(
        say="One. Two. Three is said later.",
        participants_do="Listen.",
        look_for=" ".join(["word"] * length),
        falls_flat="Wait.",
        upset=Upset(say="Stay.", do="Sit."),
    )
    step = house.activity("it", "talk").model_copy(update={"notes": notes})
    return PlannedSession(id="one", title="One", aim="To try.", minutes=30, activities=(step,))


# ------------------------------------------------------------------ the sheet


@pytest.mark.parametrize(
    ("minute", "said"), [(0, "0:00"), (9, "0:09"), (60, "1:00"), (125, "2:05")]
)
def test_the_clock_counts_hours_and_minutes(minute: int, said: str) -> None:
    assert clock(minute) == said


def test_steps_begin_where_the_one_before_ends_and_the_rest_is_free(library: Library) -> None:
    for plan in library.plans():
        for session in plan.sessions:
            sheet = sheet_of(library.bundle(plan.id), plan, session)
            starts = 0
            for row in sheet.rows:
                assert row.starts == clock(starts)
                starts += row.minutes
            assert sheet.slack == session.minutes - starts >= 0
            assert sheet.ends == clock(session.minutes)


def test_what_is_said_is_there_once_first_words_first(library: Library) -> None:
    plan = library.bundle("taster-90").plans["taster-90"]
    sheet = sheet_of(library.bundle("taster-90"), plan, plan.sessions[0])
    for row in sheet.rows:
        said = f"{row.first} {row.rest}".strip()
        assert said.split() == row.activity.notes.say.split()


def test_ladder_nerves_and_surveys_are_never_dropped(library: Library) -> None:
    plan = library.bundle("taster-90").plans["taster-90"]
    sheet = sheet_of(library.bundle("taster-90"), plan, plan.sessions[0])
    kept = {row.activity.id for row in sheet.kept}
    assert {"nerves", "ladder", "survey-before", "survey-after"} <= kept
    assert not kept & {"welcome", "practice", "partners", "one-story", "goodbye"}


def test_a_ladder_has_something_for_those_who_are_done_early(library: Library) -> None:
    content = library.bundle("taster-90")
    plan = content.plans["taster-90"]
    rows = sheet_of(content, plan, plan.sessions[0]).rows
    early = {row.activity.id: row.extras for row in rows if row.extras}
    assert early == {"ladder": content.ladders["percent"].extras}


@pytest.mark.parametrize(
    ("length", "size", "has_rest"),
    [
        (ROOMY - 200, "roomy", True),
        (FULL - 200, "full", True),
        (DENSE - 200, "dense", True),
        (MOST_WORDS - 200, "tight", True),
        (MOST_WORDS + 200, "packed", False),
    ],
)
def test_letters_get_smaller_with_the_words_and_then_the_script_is_cut(
    length: int, size: str, has_rest: bool
) -> None:
    plan = house.plan(sized(length))
    sheet = sheet_of(house.curriculum(the_plan=plan), plan, plan.sessions[0])
    assert (sheet.size, sheet.has_rest) == (size, has_rest)


def test_homework_is_taken_up_early_and_set_late() -> None:
    plan = plan_of("log", "approach", "talk", "interview", "goal", "log")
    early, *middle, late = plan.sessions[0].activities
    steps = (early.model_copy(update={"id": "opened"}), *middle, late)
    session = plan.sessions[0].model_copy(update={"activities": steps})
    sheet = sheet_of(house.curriculum(the_plan=plan), house.plan(session), session)
    assert [row.number for row in sheet.taken_up] == [1, 2]
    assert [row.number for row, _ in sheet.homework] == [4, 5, 6]


# ------------------------------------------------------------------- the page


def test_a_reader_finds_what_a_session_asks_of_them(console: Browser) -> None:
    reply = console.get(TASTER)
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"
    read = words(reply)
    for part in (
        "If time is short",
        "15 minutes are free",
        "Never drop:",
        "If someone cries",
        "If some are done early",
        "Make a task of this kind for someone else.",
        "If the network fails",
        "Answers wait in the browser",
        "“Paper forms”",
        "shows the picture",
        "Homework",
        "My next small step (what, where, when)",
        "Contact",
        "0:39",
    ):
        assert part in read, part


def test_every_step_has_all_its_notes(console: Browser, library: Library) -> None:
    page = console.get(TASTER).text
    session = library.bundle("taster-90").plans["taster-90"].sessions[0]
    assert page.count('<section class="step">') == len(session.activities)
    for activity in session.activities:
        notes = activity.notes
        told = (activity.title, notes.participants_do, notes.look_for, notes.falls_flat)
        for line in (*told, notes.upset.say, notes.upset.do):
            assert escape(line, quote=False) in page


def test_a_session_of_every_kind_has_a_sheet(console: Browser, workshop: Workshop) -> None:
    reply = console.get(with_plan(workshop, plan_of(*KINDS)))
    assert reply.status_code == 200
    assert reply.text.count('<section class="step">') == len(KINDS)


def test_a_long_session_has_the_first_words_and_the_rest_where_it_is_asked_for(
    console: Browser, workshop: Workshop
) -> None:
    address = with_plan(workshop, house.plan(sized(MOST_WORDS + 1)))
    short, whole = console.get(address), console.get(f"{address}?script=all")
    assert "One. Two." in short.text
    assert "Three is said later." not in short.text
    assert "the others stand on the console" in words(short)
    assert "Three is said later." in whole.text


def test_hostile_words_are_words(console: Browser, workshop: Workshop) -> None:
    (session,) = plan_of("log").sessions
    notes = Notes(
        say=HOSTILE,
        participants_do=HOSTILE,
        look_for=HOSTILE,
        falls_flat=HOSTILE,
        upset=Upset(say=HOSTILE, do=HOSTILE),
    )
    step: PlannedActivity = session.activities[0].model_copy(
        update={"notes": notes, "title": HOSTILE}
    )
    changes = {"activities": (step,), "title": HOSTILE, "aim": HOSTILE, "materials": (HOSTILE,)}
    page = console.get(with_plan(workshop, house.plan(session.model_copy(update=changes)))).text
    assert HOSTILE not in page
    assert page.count("&lt;script&gt;alert(") >= 10
    assert not re.search(r"<style|\bstyle=|\bon\w+=", page)


def test_it_has_its_own_style_sheet_whose_letters_can_be_read(console: Browser) -> None:
    (sheet,) = re.findall(r'href="([^"]*run-sheet[^"]*\.css[^"]*)"', console.get(TASTER).text)
    reply = console.get(sheet)
    assert reply.status_code == 200
    points = [float(size) for size in re.findall(r"(?:font|font-size): ([\d.]+)pt", reply.text)]
    assert min(points) >= 9.5
    shares = [float(size) for size in re.findall(r"font-size: (0?\.\d+)em", reply.text)]
    assert min(points) * min(shares) >= 7.7


@pytest.mark.parametrize("address", ["no-such/one", "taster-90/<b>no-such"])
def test_a_session_that_is_not_there_is_a_sentence(console: Browser, address: str) -> None:
    reply = console.get(f"/files/run-sheet/{address}")
    assert reply.status_code == 404
    assert "no-such" in sentence(reply)
    assert "<b>no" not in reply.text


def test_a_group_that_has_begun_gets_the_words_it_began_with(
    console: Browser, workshop: Workshop, room: Room
) -> None:
    now = house.plan(sized(MOST_WORDS + 1))
    with_plan(workshop, now)
    address = f"/files/run-sheet/starter-45/starter?cohort={room.cohort_id}"
    reply = console.get(address)
    assert reply.status_code == 200
    assert "What we can do already" in words(reply)
    assert console.get("/files/run-sheet/starter-45/starter?cohort=no-such").status_code == 404


def test_another_facilitators_group_has_no_sheet(
    site: Site, workshop: Workshop, room: Room
) -> None:
    Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    reply = stranger.get(f"/files/run-sheet/starter-45/starter?cohort={room.cohort_id}")
    assert reply.status_code == 404
    assert "<article" not in reply.text


def test_a_sheet_is_of_the_plan_as_it_stands_now(workshop: Workshop, room: Room) -> None:
    plan = house.plan(sized(10))
    own = replace(workshop, library=Shelf(house.curriculum(the_plan=plan)))  # type: ignore[arg-type]
    assert run_sheet(own, room.owner, plan.id, "one").session == plan.sessions[0]
