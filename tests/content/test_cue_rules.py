"""Rules for cue sets: both sides of each, and the set that ships."""

from __future__ import annotations

from typing import Any

import pytest

from efficacy.content.cue_rules import check_card_words, check_cue_set
from efficacy.content.cues import FAMILIES, CueCard, CueSet
from efficacy.content.findings import Collector
from efficacy.content.library import Library
from efficacy.content.models import Curriculum
from efficacy.content.passages import passages
from efficacy.content.translation import check_translation
from tests.activities import house
from tests.content.house import SHIPPED


def wrong(cues: CueSet) -> list[str]:
    """Return what is wrong with a cue set, as sentences."""
    found = Collector("cues.yaml")
    check_cue_set(cues, found)
    check_card_words(cues, found)
    return [str(problem) for problem in found.findings().errors]


def with_card(**changes: Any) -> CueSet:
    """Return the house's cue set with one more card."""
    card = house.cue("more", changes.pop("family", "thought"), **changes)
    return house.CUES.model_copy(update={"cards": (*house.CUES.cards, card)})


def test_nothing_is_wrong_with_the_cue_set_of_the_house() -> None:
    assert wrong(house.CUES) == []


@pytest.mark.parametrize("part", ["sign", "old_label", "new_label"])
def test_twelve_words_are_a_label_and_thirteen_are_not(part: str) -> None:
    assert wrong(with_card(**{part: "I " + "do " * 11})) == []
    (said,) = wrong(with_card(**{part: "I " + "do " * 12}))
    assert "at most 12 words, found 13 words" in said


def test_twenty_five_words_are_an_action_and_twenty_six_are_not() -> None:
    assert wrong(with_card(action="go " * 25)) == []
    (said,) = wrong(with_card(action="go " * 26))
    assert "at most 25 words" in said


@pytest.mark.parametrize("label", ["I take one step.", "Step by step is my way.", "It helped me."])
def test_a_new_label_is_in_the_first_person(label: str) -> None:
    assert wrong(with_card(new_label=label)) == []


@pytest.mark.parametrize(
    "label", ["You take one step.", "The mist is thick.", "Take a step, Mike."]
)
def test_a_label_for_somebody_else_is_refused(label: str) -> None:
    (said,) = wrong(with_card(new_label=label))
    assert "first person" in said


@pytest.mark.parametrize(
    "label",
    [
        "I will pass.",
        "I will be fine.",
        "I cannot fail.",
        "I can’t go wrong.",
        "I am calm.",
        "I relax now.",
        "I promise this works.",
        "I just begin.",
        "My task is easy.",
        "I am a genius.",
    ],
)
def test_promises_and_orders_to_be_calm_are_refused(label: str) -> None:
    (said,) = wrong(with_card(new_label=label))
    assert "no promise" in said


@pytest.mark.parametrize(
    "label",
    ["I will read one line.", "I can pass the pen.", "I adjust my chair.", "I name one fine step."],
)
def test_words_that_only_look_like_a_promise_are_taken(label: str) -> None:
    assert wrong(with_card(new_label=label)) == []


@pytest.mark.parametrize("word", ["energy", "fuel", "adrenaline", "arousal", "power"])
def test_a_thought_or_a_doing_is_never_called_energy(word: str) -> None:
    for family in ("thought", "doing"):
        (said,) = wrong(with_card(family=family, new_label=f"This is my {word}."))
        assert f"a {family} not to be read as energy" in said
    assert wrong(with_card(family="body", new_label=f"This is my {word}.")) == []


@pytest.mark.parametrize("part", ["about", "source"])
def test_a_card_of_the_body_has_its_sentence_and_its_source(part: str) -> None:
    (said,) = wrong(with_card(family="body", **{part: None}))
    assert f"more → {part} → expected a sentence about the body, with its source" in said


@pytest.mark.parametrize("family", ["thought", "doing"])
def test_the_other_families_say_nothing_about_the_body(family: str) -> None:
    assert wrong(with_card(family=family)) == []
    (said,) = wrong(with_card(family=family, about="It beats."))
    assert "no sentence about the body" in said


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_has_a_card(family: str) -> None:
    cards = tuple(card for card in house.CUES.cards if card.family != family)
    (said,) = wrong(house.CUES.model_copy(update={"cards": cards}))
    assert f"at least one card of the family {family}" in said


def test_a_reference_is_named_in_short() -> None:
    assert house.CUES.cite("a-study") == "A study, 2020"
    assert house.CUES.cite("no-study") == house.CUES.cite(None) == ""


# ------------------------------------------------------------------ the one that ships


def shipped_cards(english: Curriculum) -> tuple[CueCard, ...]:
    return english.cues["nerves"].cards


def test_the_set_that_ships_has_sixteen_cards_of_all_families(english: Curriculum) -> None:
    cards = shipped_cards(english)
    assert len(cards) == 16
    families = [card.family for card in cards]
    assert {family: families.count(family) for family in FAMILIES} == {
        "body": 6,
        "thought": 5,
        "doing": 5,
    }


def test_the_set_that_ships_breaks_no_rule(english: Curriculum) -> None:
    assert wrong(english.cues["nerves"]) == []


def test_the_facts_that_ship_say_the_size_the_limits_and_the_doubt(english: Curriculum) -> None:
    cues = english.cues["nerves"]
    told = " ".join(fact.text for fact in cues.facts)
    assert "d = 0.23" in told
    assert "small" in told
    assert "too unsure" in told
    cited = {fact.source for fact in cues.facts} | {card.source for card in cues.cards}
    assert {"jamieson-2016", "bosshard-2024", "brooks-2014"} <= cited
    assert cited - {None} == {work.id for work in cues.references}


def test_the_page_that_ships_says_who_needs_a_doctor_and_allows_slow_breathing(
    english: Curriculum,
) -> None:
    care = english.cues["nerves"].care
    refused = " ".join(care.not_for)
    for words in ("panic attacks", "heart condition", "pain in the chest", "out of nowhere"):
        assert words in refused
    assert "medical help" in refused
    assert "Slow breathing is allowed" in care.breathing


def test_no_two_cards_share_an_action_or_a_new_label(english: Curriculum) -> None:
    cards = shipped_cards(english)
    assert len({card.action for card in cards}) == len({card.new_label for card in cards}) == 16


def test_every_word_for_participants_is_read_by_the_checks(english: Curriculum) -> None:
    cues = english.cues["nerves"]
    read = " ".join(text for passage in passages(cues) for text in passage.texts)
    for text in (cues.caution, cues.try_out, cues.strength.text, cues.care.say):
        assert text in read
    for card in cues.cards:
        assert {card.sign, card.old_label, card.new_label, card.action} <= {
            text for passage in passages(cues) for text in passage.texts
        }


def test_a_plan_that_names_no_cue_set_is_not_given_one() -> None:
    assert Library(SHIPPED).bundle("starter-45").cues == {}


def test_a_translation_keeps_the_family_of_a_card_and_changes_its_words() -> None:
    found = Collector("cues.yaml")
    words = house.cue("heart", "body", sign="Mein Herz klopft.")
    check_translation(house.CUES, with_first(words), found)
    assert found.findings().errors == ()
    check_translation(house.CUES, with_first(words.model_copy(update={"family": "doing"})), found)
    (problem,) = found.findings().errors
    assert "heart → family → expected “body” as in English" in str(problem)


def with_first(card: CueCard) -> CueSet:
    """Return the house's cue set with another first card."""
    return house.CUES.model_copy(update={"cards": (card, *house.CUES.cards[1:])})
