"""The check of encouragement: what it points out, what it lets by, and how often it is wrong."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities.praise import look

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "tests" / "reference" / "praise_sentences.yaml"

EVIDENCE = (
    "You checked each step twice before you wrote the answer down.",
    "You asked the first question when nobody else spoke.",
    "I saw you try three ways to split the bill.",
    "You stayed with problem four until the units matched.",
    "You did not give up on the graph; you redrew the axis.",
    "Your sketch made the slope clear to me.",
    "Drawing the number line helped you see where minus three goes.",
    "You explained what the raise meant for the rent.",
    "You told me you are not a math person, and then you solved rung four.",
    "You kept a log on six days out of seven.",
    "You were brave enough to show your wrong answer so that we could find the step.",
    "You said out loud that you were stuck, which shows you can ask for help early.",
)
PERSON = (
    "You are so smart!",
    "You’re a natural at math.",
    "You are a born leader.",
    "You have a real gift for numbers.",
    "Math comes easily to you.",
    "You solved the last one, you are a genius.",
    "I wish I was as smart as you.",
    "You have a great mind.",
    "You are a kind and strong person.",
    "You are really good at math.",
    "You are just a math person.",
    "Your intelligence is impressive.",
    "You were born for this.",
    "You are hardworking.",
)
EMPTY = (
    "Great job!",
    "Well done.",
    "You did really well today.",
    "I am proud of you.",
    "You worked hard today.",
    "You can do anything you set your mind to.",
    "Thanks for everything.",
    "Amazing effort, never give up!",
    "You nailed it.",
    "I believe in you.",
    "",
    "...",
)


@pytest.mark.parametrize("text", EVIDENCE)
def test_a_sentence_that_names_a_deed_is_let_by(text: str) -> None:
    assert look(text) == ""


@pytest.mark.parametrize("text", PERSON)
def test_praise_of_the_person_is_pointed_out(text: str) -> None:
    assert look(text) == "person"


@pytest.mark.parametrize("text", EMPTY)
def test_empty_words_are_pointed_out(text: str) -> None:
    assert look(text) == "empty"


def test_a_trait_beside_a_deed_is_let_by_and_a_gift_is_not() -> None:
    assert look("You were patient and asked twice how I counted the boxes.") == ""
    assert look("You are gifted, you counted the boxes twice.") == "person"


def test_capitals_and_curly_marks_make_no_difference() -> None:
    assert look("YOU’RE SO SMART") == look("you're so smart") == "person"


@pytest.mark.parametrize(
    ("text", "expected"), [("Gut!", "empty"), ("Du hast jeden Schritt geprüft.", "")]
)
def test_in_other_languages_only_a_word_or_so_is_empty(text: str, expected: str) -> None:
    assert look(text, "de") == expected


def test_the_rules_for_english_hold_for_its_regions() -> None:
    assert look("You are so smart", "en-GB") == "person"


@given(st.text(max_size=400))
def test_whatever_is_typed_gets_an_answer(text: str) -> None:
    assert look(text) in {"", "empty", "person"}


# ------------------------------------------------------------- as it was measured


def test_how_often_it_is_right_is_what_its_page_says() -> None:
    """Pin the measured figures: 120 sentences by somebody who had not seen the check.

    They were measured once and the check was not changed for them. If a change
    of the rules moves these figures, say so on the page, with the new ones.
    """
    rows = yaml.safe_load(REFERENCE.read_text(encoding="utf-8"))
    n = Counter(row["label"] for row in rows)
    found = Counter(row["label"] for row in rows if look(row["text"]))
    assert n == {"evidence": 60, "person": 20, "empty": 20, "effort": 10, "mixed": 10}
    assert found == {"evidence": 2, "person": 18, "empty": 16, "effort": 8, "mixed": 7}
    page = (ROOT / "docs" / "activities" / "encourage.md").read_text(encoding="utf-8")
    for line in (
        "| empty words | 20 | 16 (80 %) |",
        "| praise of the person, no deed | 20 | 18 (90 %) |",
        "| both together | 40 | 34 (85 %) |",
        "| a deed, and what it shows | 60 | 2 (3 %): false alarms |",
        "| only effort (“you tried so hard”) | 10 | 8 |",
        "| a deed and praise of the person | 10 | 7 |",
    ):
        assert line in page
