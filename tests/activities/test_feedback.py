"""What a ladder says about somebody's work: one table, and what never stands in it."""

from __future__ import annotations

import ast
import gettext
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.activities import feedback
from efficacy.activities.days import day_words
from efficacy.activities.feedback import NEVER, SENTENCES, said
from efficacy.activities.ladder_rules import Told
from efficacy.content.readability import words
from efficacy.language import Speech, speech

SAY = speech("en")
HERE = Path(feedback.__file__).parent
PLACE = re.compile(r"\{([a-z]+)\}")
EVENTS = [event for event, sentence in SENTENCES.items() if sentence]
HAPPENED = [one for one in Told if one is not Told.NOTHING]


def listed(text: str) -> set[str]:
    """Return the words of a text in small letters."""
    return {word.lower() for word in words(PLACE.sub(" ", text))}


def never_in(text: str) -> list[str]:
    """Return the words and turns that stand in a text and must not."""
    spaced = f" {' '.join(re.findall(r'[a-z]+', text.lower()))} "
    return [turn for turn in NEVER if f" {turn} " in spaced]


def strings(path: Path) -> set[str]:
    """Return every string of a module."""
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    return {
        node.value
        for node in tree
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


# ----------------------------------------------------------------- the table


@pytest.mark.parametrize("told", HAPPENED)
def test_each_event_of_the_rules_has_a_sentence(told: Told) -> None:
    assert SENTENCES[told.value].endswith((".", "{text}", "{slip}"))


@pytest.mark.parametrize("event", sorted(SENTENCES))
def test_no_sentence_stands_there_for_nothing(event: str) -> None:
    used = set().union(*(strings(path) for path in HERE.glob("ladder*.py")))
    assert event in used | {"skip"}


def test_what_is_said_by_name_is_in_the_table() -> None:
    for path in HERE.glob("ladder*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "said"):
                continue
            event = node.args[0]
            if isinstance(event, ast.Constant):
                given = {keyword.arg for keyword in node.keywords}
                assert set(PLACE.findall(SENTENCES[str(event.value)])) == given, ast.unparse(node)


def test_a_success_that_comes_without_trouble_is_not_praised() -> None:
    assert said("easy_success", SAY, answer="$40") == "That is right: $40."


def test_a_hard_success_names_what_was_done_and_what_they_can_do() -> None:
    line = said("hard_success", SAY, answer="40 km", did="found a percent by way of 10%")
    assert line == (
        "That is right: 40 km. You found a percent by way of 10%. You can do this kind of task."
    )


def test_only_the_hard_success_says_that_they_can() -> None:
    assert [event for event in EVENTS if "can" in listed(SENTENCES[event])] == ["hard_success"]


def test_a_first_miss_names_the_step_to_look_at() -> None:
    line = said("first_miss", SAY, typed="“41”", step="Divide by 10")
    assert line == "Your answer was “41”. The step to look at is “Divide by 10”."
    line = said("first_miss_slip", SAY, typed="“41”", slip="This is 1%.")
    assert line == "Your answer was “41”. This is 1%."


def test_a_second_miss_leads_to_an_example_then_a_half_then_ones_own() -> None:
    assert said("second_miss", SAY, typed="“41”").endswith("Here this one is, step by step.")
    order = ["example", "next_half", "half", "next_own"]
    for event, word in zip(order, ["how", "left", "last", "own"], strict=True):
        assert word in listed(SENTENCES[event])


def test_a_skip_gets_nothing_at_all() -> None:
    assert said("skip", SAY) == said("skip", SAY, title="A rung") == SENTENCES["skip"] == ""
    assert [event for event, sentence in SENTENCES.items() if not sentence] == ["skip"]


def test_time_that_ran_out_counts_for_nothing_and_shows_how_it_begins() -> None:
    line = said("time_out", SAY, text="Find 10%.")
    assert line == "The time is over, and that counts for nothing. It begins: Find 10%."


def test_what_was_said_and_what_came_stand_side_by_side_and_are_not_judged() -> None:
    assert said("compare", SAY, said="1", got=2) == "You said 1, you got 2."
    assert said("compare_unsaid", SAY, got=0) == "You got 0 of 3 without help."


def test_the_end_is_an_honest_not_yet_with_the_next_step() -> None:
    line = said("not_yet", SAY, title="Find 20%", step="“Find 10%”")
    assert line == "Not yet: “Find 20%”. The next step is: “Find 10%”."


# -------------------------------------------------------------- forbidden words


@pytest.mark.parametrize("event", EVENTS)
def test_nothing_forbidden_is_said(event: str) -> None:
    assert never_in(SENTENCES[event]) == []


@pytest.mark.parametrize("event", EVENTS)
def test_nothing_is_asked(event: str) -> None:
    assert "?" not in SENTENCES[event]
    assert "!" not in SENTENCES[event]


@pytest.mark.parametrize("event", EVENTS)
def test_no_sentence_is_longer_than_twenty_two_words(event: str) -> None:
    assert all(len(words(one)) <= 22 for one in SENTENCES[event].split(". "))


@pytest.mark.parametrize(
    "line",
    [
        "You are smart.",
        "A natural.",
        "Genius!",
        "This one is easy.",
        "Just look again",
        "Almost everyone gets this.",
        "Try harder next time.",
        "Sorry about that.",
        "That was wrong.",
        "Your score is low.",
        "Well done, {answer}.",
    ],
)
def test_the_list_finds_what_the_rules_forbid(line: str) -> None:
    assert never_in(line) != []


@pytest.mark.parametrize("line", ["Look below.", "Adjust it.", "Naturally so.", "An uneasy day"])
def test_parts_of_other_words_are_none_of_them(line: str) -> None:
    assert never_in(line) == []


# ------------------------------------------------------------------------ places


@pytest.mark.parametrize("event", EVENTS)
def test_every_place_is_filled(event: str) -> None:
    places = {name: f"<{name}>" for name in PLACE.findall(SENTENCES[event])}
    line = said(event, SAY, **places)
    assert "{" not in line
    assert all(value in line for value in places.values())


def test_braces_in_what_somebody_typed_are_not_filled() -> None:
    line = said("first_miss", SAY, typed="{step}", step="{typed}")
    assert line == "Your answer was {step}. The step to look at is “{typed}”."


def test_a_place_that_nothing_stands_for_stays_as_it_is() -> None:
    assert said("compare", SAY, got=2) == "You said {said}, you got 2."


def test_what_has_no_place_is_left_out() -> None:
    assert said("next_result", SAY, typed="12") == "Next: what you said and what you got."


def test_an_event_that_nobody_knows_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        said("praise", SAY)


TYPED = st.text(max_size=30) | st.text("{}abtypedstep ", max_size=30)


@given(typed=TYPED, step=TYPED)
def test_whatever_is_put_in_stands_there_unchanged(typed: str, step: str) -> None:
    line = said("first_miss", SAY, typed=typed, step=step)
    assert line == f"Your answer was {typed}. The step to look at is “{step}”."


class Backwards(gettext.NullTranslations):
    """A language that says things in another order, and leaves a brace open."""

    def gettext(self, message: str) -> str:
        return {
            SENTENCES["compare"]: "{got} came, {said} was said.",
            SENTENCES["compare_unsaid"]: "Of 3 { came {got}}.",
            SENTENCES["up"]: "“{titel}”",
        }[message]


def test_a_translation_may_turn_the_places_around() -> None:
    there = Speech("xx", Backwards())
    assert said("compare", there, said=1, got=2) == "2 came, 1 was said."


def test_a_translation_with_a_mistake_breaks_nothing() -> None:
    there = Speech("xx", Backwards())
    assert said("compare_unsaid", there, got=2) == "Of 3 { came 2}."
    assert said("up", there, title="A rung") == "“{titel}”"


# ------------------------------------------------------------------------- dates


def test_a_date_is_said_as_people_say_it() -> None:
    day = day_words("2026-03-03", SAY)
    assert said("receipt", SAY, day=day, said="1", got=2) == (
        "On 3 March you said 1 of 3 and got 2 of 3 on this kind."
    )
    assert said("receipt_unsaid", SAY, day=day, got=2) == (
        "On 3 March you got 2 of 3 on this kind."
    )
    assert said("ticked", SAY, title="Ask", day=day, line="I {asked}") == (
        "Ask, on 3 March: I {asked}"
    )
    assert said("receipt_line", SAY, day=day, line="I asked") == "On 3 March you wrote: “I asked”"


@pytest.mark.parametrize(
    ("language", "words_of_it"),
    [("en", "24 December"), ("de", "24 Dezember"), ("fr", "24 décembre"), ("xx", "2026-12-24")],
)
def test_a_date_is_said_in_the_language_of_the_person(language: str, words_of_it: str) -> None:
    assert day_words("2026-12-24", Speech(language, gettext.NullTranslations())) == words_of_it


@pytest.mark.parametrize("day", ["", "yesterday", "2026-13-01", "2026-02-30"])
def test_what_is_no_date_stays_as_it_stands(day: str) -> None:
    assert day_words(day, SAY) == day
