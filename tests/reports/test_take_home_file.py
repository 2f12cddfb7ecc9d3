"""The take-home file: what was chosen and nothing else, and no word can break out of it."""

from __future__ import annotations

import gettext
import json
import re
from dataclasses import replace
from fractions import Fraction
from html import unescape

import pytest

from efficacy.activities.feedback import SENTENCES
from efficacy.activities.ladder_practice import reply
from efficacy.language import Speech
from efficacy.reports.handouts.facts import Person
from efficacy.reports.handouts.sheets import take_home as sheet
from efficacy.reports.own_rung import own_rung
from efficacy.reports.take_home.contents import Part, offered
from efficacy.reports.take_home.page import page
from tests.reports.home import ROOM, SAY, TAG, file_of, somebody

WORDS = "Xanadu in the morning"
HOSTILE = (
    "</script><script>alert(1)</script> <img src=x onerror=alert(2)> \" ' & {{ 7*7 }} {% if %}"
    " ]]> --> \u2028 <!-- </style> {typed} 😀 مرحبا"
)


def html(*parts: Part, words: str = WORDS) -> str:
    return page(file_of(*parts, person=somebody(words)), SAY).decode("utf-8")


def facts(text: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="facts">(.*?)</script>', text, re.DOTALL)
    assert found
    return dict(json.loads(found[1]))


# ------------------------------------------------------------------------------ what is in it


@pytest.mark.parametrize("part", [Part.CARDS, Part.GOAL, Part.LOG])
def test_words_are_in_the_file_of_who_chose_them(part: Part) -> None:
    assert WORDS in html(part)


def test_what_was_not_chosen_is_not_in_the_file() -> None:
    text = html(Part.PRACTICE)
    assert WORDS not in text
    assert "My goal" not in text
    assert "My evidence log" not in text
    assert 'class="task"' not in html(Part.GOAL, Part.CARDS, Part.LOG)


def test_nothing_says_whose_file_it_is() -> None:
    text = html()
    for told in ("Heron", "4821", ROOM.name, ROOM.contact, ROOM.address, ROOM.code):
        assert told not in text


def test_cards_alone_show_no_code() -> None:
    text = html(Part.CARDS)
    assert 'id="back"' not in text
    assert 'id="back"' in html(Part.LOG)


def test_what_somebody_has_not_is_not_offered() -> None:
    assert offered(ROOM, somebody()) == tuple(Part)
    assert offered(ROOM, Person()) == (Part.PRACTICE, Part.LOG)


def test_a_part_that_is_not_there_is_left_out_even_when_it_is_asked_for() -> None:
    file = file_of(person=Person(tag=TAG))
    assert file.parts == {Part.PRACTICE, Part.LOG}
    assert (file.goal, file.cards) == (None, ())


# ----------------------------------------------------------------------------------- practice


@pytest.mark.parametrize("level", range(1, 8))
def test_about_thirty_tasks_that_all_differ(level: int) -> None:
    tasks = file_of(Part.PRACTICE, person=somebody(level=level)).tasks
    assert 27 <= len(tasks) <= 30
    assert len({task.ask for task in tasks}) == len(tasks)
    assert [task.number for task in tasks] == list(range(1, len(tasks) + 1))


def test_the_own_rung_comes_first() -> None:
    rungs = file_of(Part.PRACTICE, person=somebody(level=4)).rungs
    assert [rung.tasks[0].rung for rung in rungs] == [4, 3, 5]


def test_who_has_no_rung_begins_at_the_first() -> None:
    assert file_of(person=Person(tag=TAG)).rungs[0].tasks[0].rung == 1


def test_another_file_has_other_tasks() -> None:
    first = file_of(Part.PRACTICE).tasks
    second = file_of(Part.PRACTICE, person=replace(somebody(), tag="00000")).tasks
    assert {task.ask for task in first} != {task.ask for task in second}


def test_what_is_said_to_an_answer_is_what_the_practice_page_says() -> None:
    file = file_of(Part.PRACTICE)
    mine = own_rung(ROOM, somebody().given, f"7 home {TAG}")
    assert mine is not None
    task = next(one for one in file.tasks if one.ask == mine.made.ask)
    assert reply(mine, task.value, SAY).lines[0] == task.right
    missed = reply(mine, "987654321", SAY).lines[0]
    assert missed == task.miss.replace("{typed}", "“987654321”")
    slip = next(one for one in task.slips if Fraction(one.value) != mine.made.answer)
    assert reply(mine, slip.value, SAY).lines[0] == slip.line.replace("{typed}", f"“{slip.value}”")


def test_each_line_has_one_place_for_what_was_typed() -> None:
    assert SENTENCES["first_miss"].count("{typed}") == 1
    for task in file_of(Part.PRACTICE).tasks:
        lines = (task.miss, *(slip.line for slip in task.slips))
        assert {line.count("{typed}") for line in lines} == {1}


# ------------------------------------------------------------------------------------- safety


def test_hostile_words_stand_in_the_page_as_they_were_typed_and_do_nothing() -> None:
    calm, text = html(words="calm"), html(words=HOSTILE)
    for mark in ("<script", "</script", "<img", "<style", "</style", "<!--"):
        assert text.count(mark) == calm.count(mark)
    assert HOSTILE in unescape(text)


def test_the_script_gets_no_word_of_the_person() -> None:
    assert WORDS not in json.dumps(facts(html()))


def test_the_page_loads_nothing_and_runs_one_script() -> None:
    text = html()
    outside = re.findall(r"(?:src|href|action)=\"([^#\"][^\"]*)\"|url\(|@import|https?://", text)
    assert outside == []
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    assert unescape(policy[1]).startswith("default-src 'none'; script-src 'sha256-")


def test_a_page_in_arabic_runs_from_right_to_left() -> None:
    arabic = page(file_of(), Speech("ar", gettext.NullTranslations())).decode("utf-8")
    assert '<html lang="ar" dir="rtl">' in arabic
    assert '<html lang="en" dir="ltr">' in html()


# -------------------------------------------------------------------------------- its paper twin


def test_the_sheet_shows_its_number_and_the_goal() -> None:
    data = sheet.fill(ROOM, somebody(WORDS), SAY)
    assert (data.number, data.goal) == ("K7Q2-MM1", WORDS)


def test_a_sheet_without_the_persons_words_keeps_its_number() -> None:
    data = sheet.fill(ROOM, somebody(WORDS).blank(), SAY)
    assert (data.call_name, data.number, data.goal) == ("Heron", "K7Q2-MM1", "")


def test_a_sheet_that_was_not_given_out_has_a_line_for_the_number() -> None:
    assert sheet.fill(ROOM, Person(), SAY).number == ""
