"""The run sheet of a session: the clock, the words, what to do when it goes otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from efficacy.activities.registry import KINDS
from efficacy.content.library import Library
from efficacy.content.models import Notes, Plan, PlannedActivity, PlannedSession, Upset
from efficacy.language import speech
from efficacy.reports.handouts.sheets.run_sheet import pages_of
from efficacy.reports.run_sheet import clock, sheet_of
from efficacy.services.workshop import Workshop
from efficacy.web import runtime
from tests.activities import house
from tests.cast import Room
from tests.every_kind import Shelf, plan_of
from tests.reports.sheets_to_print import HOSTILE, read, squashed, text_of
from tests.web.house import Browser, Site, sentence

TASTER = "/files/run-sheet/taster-90/taster"
FOOT = re.compile(r"CanDo·RunsheetPage\d+of\d+")
LONG = 3000  # words, far more than two pages take


def with_plan(workshop: Workshop, plan: Plan) -> str:
    """Let the server hold this plan; return the address of its one session."""
    content = house.curriculum(the_plan=plan)
    runtime.use_workshop(replace(workshop, library=Shelf(content)))  # type: ignore[arg-type]
    return f"/files/run-sheet/{plan.id}/{plan.sessions[0].id}"


def on_paper(reply: httpx.Response) -> str:
    """Return all words of a PDF that a browser shows at once, without spaces and feet of pages."""
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == "application/pdf"
    assert reply.headers["content-disposition"].startswith("inline")
    assert reply.headers["cache-control"] == "no-store"
    return FOOT.sub("", squashed(text_of(reply.content)))


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
    content = library.bundle("taster-90")
    plan = content.plans["taster-90"]
    steps = pages_of(content, plan, plan.sessions[0], speech()).steps
    for step, activity in zip(steps, plan.sessions[0].activities, strict=True):
        said = step.script
        assert f"{said.first} {said.second} {said.rest}".split() == activity.notes.say.split()


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


def test_homework_is_taken_up_early_and_set_late() -> None:
    plan = plan_of("log", "approach", "talk", "interview", "goal", "log")
    early, *middle, late = plan.sessions[0].activities
    steps = (early.model_copy(update={"id": "opened"}), *middle, late)
    session = plan.sessions[0].model_copy(update={"activities": steps})
    sheet = sheet_of(house.curriculum(the_plan=plan), house.plan(session), session)
    assert [row.number for row in sheet.taken_up] == [1, 2]
    assert [row.number for row, _ in sheet.homework] == [4, 5, 6]


# ------------------------------------------------------------------- the paper


def test_a_reader_finds_what_a_session_asks_of_them(console: Browser) -> None:
    found = on_paper(console.get(TASTER))
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
        assert squashed(part) in found, part


def test_every_step_has_all_its_notes_where_the_whole_script_is_wanted(
    console: Browser, library: Library
) -> None:
    found = on_paper(console.get(f"{TASTER}?whole=1"))
    session = library.bundle("taster-90").plans["taster-90"].sessions[0]
    assert found.count("Fallsflat") == len(session.activities)
    for activity in session.activities:
        notes = activity.notes
        told = (activity.title, notes.say, notes.participants_do, notes.look_for)
        for line in (*told, notes.falls_flat, notes.upset.say, notes.upset.do):
            assert squashed(line) in found


def test_two_pages_tell_at_each_step_what_to_say_if_someone_is_upset(
    console: Browser, library: Library
) -> None:
    reply = console.get(TASTER)
    found = on_paper(reply)
    assert len(read(reply.content).pages) == 2
    for activity in library.bundle("taster-90").plans["taster-90"].sessions[0].activities:
        notes = activity.notes
        for line in (activity.title, notes.participants_do, notes.upset.say):
            assert squashed(line) in found


def test_a_session_of_every_kind_has_a_sheet(console: Browser, workshop: Workshop) -> None:
    found = on_paper(console.get(with_plan(workshop, plan_of(*KINDS))))
    assert found.count("Fallsflat") == len(KINDS)


def test_a_long_session_has_the_first_words_and_the_rest_where_it_is_asked_for(
    console: Browser, workshop: Workshop
) -> None:
    address = with_plan(workshop, house.plan(sized(LONG)))
    short, whole = on_paper(console.get(address)), on_paper(console.get(f"{address}?whole=1"))
    assert "One." in short
    assert squashed("Three is said later.") not in short
    assert squashed("The console has all words") in short
    assert squashed("Three is said later.") in whole
    assert squashed("The console has all words") not in whole


def test_hostile_words_are_words(console: Browser, workshop: Workshop) -> None:
    (session,) = plan_of("log").sessions
    plain = HOSTILE.splitlines()[0]
    notes = Notes(
        say=plain,
        participants_do=plain,
        look_for=plain,
        falls_flat=plain,
        upset=Upset(say=plain, do=plain),
    )
    step: PlannedActivity = session.activities[0].model_copy(
        update={"notes": notes, "title": plain}
    )
    changes = {"activities": (step,), "title": plain, "aim": plain, "materials": (plain,)}
    reply = console.get(with_plan(workshop, house.plan(session.model_copy(update=changes))))
    assert on_paper(reply).count(squashed(plain)) == 10


def test_american_paper_is_there_for_the_asking(console: Browser) -> None:
    (first, *_) = read(console.get(f"{TASTER}?paper=us-letter").content).pages
    assert (first.mediabox.width, first.mediabox.height) == (612, 792)


def test_a_template_of_ones_own_that_cannot_be_printed_is_a_sentence(
    console: Browser, workshop: Workshop, tmp_path: Path
) -> None:
    (tmp_path / "run-sheet.typ.j2").write_text("{{ no_such }}", encoding="utf-8")
    runtime.use_workshop(replace(workshop, own_handouts=tmp_path))
    reply = console.get(TASTER)
    assert reply.status_code == 422
    assert "run-sheet.typ.j2" in sentence(reply)


@pytest.mark.parametrize("address", ["no-such/one", "taster-90/<b>no-such"])
def test_a_session_that_is_not_there_is_a_sentence(console: Browser, address: str) -> None:
    reply = console.get(f"/files/run-sheet/{address}")
    assert reply.status_code == 404
    assert "no-such" in sentence(reply)
    assert "<b>no" not in reply.text


def test_a_group_that_has_begun_gets_the_words_it_began_with(
    console: Browser, workshop: Workshop, room: Room
) -> None:
    now = house.plan(sized(LONG))
    with_plan(workshop, now)
    address = f"/files/run-sheet/starter-45/starter?cohort={room.cohort_id}"
    assert squashed("What we can do already") in on_paper(console.get(address))
    assert console.get("/files/run-sheet/starter-45/starter?cohort=no-such").status_code == 404


def test_another_facilitators_group_has_no_sheet(
    site: Site, workshop: Workshop, room: Room
) -> None:
    Room.made(workshop, room.clock, name="Thursday group")
    stranger = site.browser(at="127.0.0.1").logged_in("Owner of Thursday group")
    reply = stranger.get(f"/files/run-sheet/starter-45/starter?cohort={room.cohort_id}")
    assert reply.status_code == 404
    assert not reply.content.startswith(b"%PDF")


def test_a_sheet_is_of_the_plan_as_it_stands_now(console: Browser, workshop: Workshop) -> None:
    plan = house.plan(sized(10))
    titled = plan.sessions[0].model_copy(update={"title": "A new title"})
    address = with_plan(workshop, house.plan(titled))
    assert squashed("A new title") in on_paper(console.get(address))
