"""The sheets about people and reasons: stories, a witness, a talk, why it matters."""

from __future__ import annotations

from dataclasses import replace

from efficacy.activities.contract import Given
from efficacy.activities.personal import Earlier
from efficacy.content.library import Library
from efficacy.content.needs import activities
from efficacy.home import home
from efficacy.language import speech
from efficacy.reports.handouts.facts import Person, Room
from efficacy.reports.handouts.sheets import (
    certificate,
    goal_card,
    interview_guide,
    my_people,
    reasons,
    witness,
)
from efficacy.services.pinned import without_stories

SAY = speech()
CONTENT = Library(home() / "curriculum").curriculum()
SIX = CONTENT.plans["math-career-6x90"]
ROOM = Room(
    name="A group",
    code="ABCD",
    contact="The counselor",
    address="",
    mode="confidential",
    content=CONTENT,
    plan=SIX,
    day="2026-11-26",
    keep_until="2027-11-26",
)
NOBODY = Person(call_name="Heron")
MATCHED, CHOSEN = "story-three", "story-one"  # a long and a short activity of the plan
CHANCE = "This one was drawn by chance, as another road."


def gave(activity_id, *answers):
    """Return what somebody gave in an activity: an item, a value and an attempt each."""
    given = tuple(Given(item_id=item, value=value, attempt=at) for item, value, at in answers)
    return Earlier(activity_id=activity_id, wave="", day="2026-10-01", given=given)


def read(story, how, attempt, *more):
    """Return what is stored of a visit in which a story was read."""
    visit = (("screen", "read"), ("shown", story), ("drawn", how), *more)
    return tuple((item, value, attempt) for item, value in visit)


def person(*given):
    return Person(call_name="Heron", given=given)


def people(*given, room=ROOM):
    """Return the sheet with the stories of somebody."""
    sheet = my_people.fill(room, person(*given), SAY)
    assert sheet is not None
    return sheet


def names(stories):
    return [one.name.split(",")[0] for one in stories]


# ---------------------------------------------------------------------------- my people


def test_who_read_no_story_finds_every_opening_line_of_the_plan_once():
    sheet = people()
    openings = [one.opening for one in sheet.choices]
    assert len(openings) == len(set(openings)) == len(CONTENT.peer_models)
    assert (sheet.told, sheet.others, sheet.left_out) == ((), (), "")
    assert [one.answer for one in sheet.notes] == ["", "", ""]


def test_a_plan_without_stories_has_no_sheet_of_them():
    none = SIX.model_copy(update={"sessions": ()})
    assert my_people.fill(replace(ROOM, plan=none), NOBODY, SAY) is None


def test_each_story_stands_once_with_its_label_and_what_the_person_will_try():
    first = gave(CHOSEN, *read("jo", "chosen", 2, ("what-i-try", "I ask twice.")))
    again = gave(MATCHED, *read("jo", "matched", 2), *read("bao", "matched", 3))
    sheet = people(first, again)
    assert names(sheet.told) == ["Jo", "Bao"]
    assert sheet.told[0].will_try == "I ask twice."
    assert {one.label for one in sheet.told} == {"An invented example."}
    assert sheet.choices == ()


def test_stories_that_were_looked_for_are_whole_and_the_others_short():
    chosen = gave(CHOSEN, *read("jo", "chosen", 2))
    looked_for = gave(
        MATCHED, ("start", 20.0, 1), *read("bao", "matched", 2), *read("ruth", "random", 3)
    )
    sheet = people(chosen, looked_for)
    assert "Jo" in names(sheet.others)
    by_chance = next(one for one in sheet.told if one.name.startswith("Ruth"))
    assert by_chance.shared[0] == CHANCE


def test_stories_that_were_swapped_or_sent_away_are_not_printed():
    sheet = people(
        gave(
            MATCHED,
            *read("bao", "matched", 2, ("left", "swap")),
            *read("jo", "matched", 3, ("left", "veto")),
            *read("ruth", "matched", 4),
        ),
        gave(CHOSEN, *read("jo", "chosen", 2)),
    )
    assert names((*sheet.told, *sheet.others)) == ["Ruth"]


def test_a_story_that_was_taken_back_is_left_out_with_a_sentence():
    gone = replace(ROOM, content=without_stories(CONTENT, {"bao"}))
    sheet = people(gave(CHOSEN, *read("bao", "chosen", 2)), room=gone)
    assert sheet.left_out == "A story that you read is not told any more."
    assert "Bao" not in names(sheet.choices)


def test_what_people_said_of_themselves_is_printed_only_where_they_kept_it():
    bao = CONTENT.peer_models["bao"]
    said = bao.model_copy(
        update={"attributes": bao.attributes.model_copy(update={"identity": {"gender": "man"}})}
    )
    content = CONTENT.model_copy(update={"peer_models": {**CONTENT.peer_models, "bao": said}})
    given = (
        ("count-identity", "yes", 1),
        ("me.gender", "man", 1),
        *read("bao", "matched", 2),
    )
    room = replace(ROOM, content=content)
    (told,) = people(gave(MATCHED, *given), room=room).told
    assert not any("a man" in line for line in told.shared)
    kept = (*given, ("kept", f"{bao.name}; I am: a man", 1))
    (told,) = people(gave(MATCHED, *kept), room=room).told
    assert told.shared[-1] == "I am: a man"


# -------------------------------------------------------------- a witness, the certificate


def test_a_witness_sheet_and_a_certificate_are_the_same_for_everybody():
    told = person(gave(CHOSEN, *read("jo", "chosen", 2)))
    for sheet in (witness, certificate):
        assert sheet.fill(ROOM, told, SAY) == sheet.fill(ROOM, NOBODY, SAY)
        assert not sheet.HANDOUT.is_private


def test_a_witness_is_asked_four_questions_or_those_of_the_plan():
    assert len(witness.fill(ROOM, NOBODY, SAY).questions) == 4
    letter = next(one for one in activities(SIX) if one.id == "letter")
    params = {"form": "witness", "prompt": "Ask.", "questions": ["What did you see?"]}
    asked = letter.model_copy(update={"params": params})
    session = SIX.sessions[0].model_copy(update={"activities": (asked,)})
    room = replace(ROOM, plan=SIX.model_copy(update={"sessions": (session,)}))
    assert witness.fill(room, NOBODY, SAY).questions == ("What did you see?",)


def test_a_certificate_says_what_was_worked_on_and_how_long_to_a_quarter_of_an_hour():
    sheet = certificate.fill(ROOM, NOBODY, SAY)
    assert sheet.sessions == tuple(one.title for one in SIX.sessions)
    first = SIX.sessions[0]
    for minutes, words in ((45, "45 minutes"), (61, "1 hour"), (128, "2 hours 15 minutes")):
        plan = SIX.model_copy(update={"sessions": (first.model_copy(update={"minutes": minutes}),)})
        assert certificate.fill(replace(ROOM, plan=plan), NOBODY, SAY).length == words


# ------------------------------------------------------------------- a talk, why it matters


def guide(*given):
    sheet = interview_guide.fill(ROOM, person(*given), SAY)
    assert sheet is not None
    return sheet


def test_an_empty_guide_has_ten_questions_and_ways_to_begin():
    sheet = guide()
    assert len(sheet.others) + sheet.own == interview_guide.QUESTIONS
    assert sheet.chosen == ()
    assert sheet.openers
    assert {one.words for one in sheet.heard} == {""}


def test_questions_of_a_persons_own_come_first_and_none_comes_twice():
    picked = Given(item_id="questions", value=1.0, option_id="way-in")
    made = gave(
        "guide-one",
        ("question.own-1", "May I watch?", 1),
        ("screen", "arrange", 2),
        ("how", "phone", 2),
        ("opener", "Hello.", 2),
    )
    sheet = guide(replace(made, given=(picked, *made.given)), gave("heard", ("heard.1", "Ask.", 1)))
    assert sheet.chosen[-1] == "May I watch?"
    assert len(sheet.chosen) == 2
    assert not set(sheet.chosen) & set(sheet.others)
    assert len(sheet.chosen) + len(sheet.others) + sheet.own == interview_guide.QUESTIONS
    assert (sheet.how, sheet.opener, sheet.openers) == ("By phone or video", "Hello.", ())
    assert sheet.heard[0].words == "Ask."


def test_a_plan_without_a_talk_has_no_guide_for_one():
    none = SIX.model_copy(update={"sessions": ()})
    assert interview_guide.fill(replace(ROOM, plan=none), NOBODY, SAY) is None


def test_reasons_are_a_persons_own_words_and_no_rating():
    sheet = reasons.fill(
        ROOM,
        person(
            gave(
                "shortlist-one",
                ("option.1", "Baker", 1),
                ("thing.own-1", "Near my home", 1),
                ("screen", "rate", 2),
                ("weight.own-1", 5.0, 2),
                ("screen", "decide", 3),
                ("look-first", "option-1", 3),
                ("until", "May", 3),
            ),
            gave("jobs", ("title.1", "Baker", 1), ("screen", "card.1", 2), ("like.1", "Warm", 2)),
            gave(
                "barriers-one",
                ("barrier.own-1", "The bus", 1),
                ("screen", "plan.own-1", 2),
                ("step.own-1", "Ask.", 2),
            ),
        ),
        SAY,
    )
    assert (sheet.things, sheet.first, sheet.until) == (("Near my home",), "Baker", "May")
    assert [(one.name, one.like) for one in sheet.liked] == [("Baker", "Warm")]
    (barrier,) = sheet.in_the_way
    assert (barrier.barrier, barrier.step, barrier.who_helps) == ("The bus", "Ask.", "")


def test_without_an_answer_the_page_of_reasons_is_a_form():
    sheet = reasons.fill(ROOM, NOBODY, SAY)
    assert (sheet.things, sheet.first, sheet.liked, sheet.in_the_way) == ((), "", (), ())


# --------------------------------------------------------------------------------- my goal


def test_the_goal_says_where_the_plan_teaches_it():
    (place,) = goal_card.fill(ROOM, NOBODY, SAY).learning
    assert "day and hour" in place
