"""The stories that ship: honest labels, particulars, distinct voices, roads that differ."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from efficacy.activities.contract import Given
from efficacy.activities.personal import Standing
from efficacy.activities.story_match import IDENTITY_WEIGHT, WEIGHTS, likeness, reasons
from efficacy.content.library import bundled, dumped, parsed
from efficacy.content.models import Curriculum
from efficacy.content.passages import passages
from efficacy.content.peer_model_rules import LONG, SHORT
from efficacy.content.peer_models import PeerModel
from efficacy.content.readability import grade, sentences, words
from efficacy.home import home
from efficacy.language import speech
from efficacy.matching import fit, overreach
from efficacy.matching.fit import COPING_BONUS, FURTHEST, OVERREACH_COST, REACH, SEEN_COST
from tests.activities import house, people
from tests.content.house import SHIPPED

# The six of the worked example in the docs.
NAMES = ("marek", "ines", "tomas", "farah", "jo", "ruth")
ALL = tuple(sorted(path.stem for path in (SHIPPED / "peer_models").glob("*.yaml")))
each = pytest.mark.parametrize("name", ALL)
# What every second story of this sort says, and what no person says.
WORN_OUT = (
    "something clicked",
    "never looked back",
    "believed in myself",
    "believe in yourself",
    "changed my life",
    "if i can do it",
    "anyone can",
    "dream big",
    "genius",
    "math person",
)


@pytest.fixture(scope="module")
def models(english: Curriculum) -> dict[str, PeerModel]:
    return english.peer_models


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    said = [word.lower() for word in words(text)]
    return {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}


def test_there_are_many_stories_and_all_say_that_they_are_invented(
    models: dict[str, PeerModel],
) -> None:
    assert set(NAMES) <= set(models)
    assert len(ALL) >= 18
    assert {models[name].label.kind for name in ALL} == {"invented"}
    assert all("invented" in models[name].provenance.derived_from for name in ALL)


@each
def test_a_story_has_two_lengths(name: str, models: dict[str, PeerModel]) -> None:
    model = models[name]
    assert SHORT[0] <= len(words(model.short)) <= SHORT[1]
    assert LONG[0] <= len(words(model.long)) <= LONG[1]


@each
def test_every_passage_is_plain(name: str, models: dict[str, PeerModel]) -> None:
    for passage in passages(models[name]):
        assert grade(passage.texts) <= 8
        assert all(len(words(one)) <= 22 for text in passage.texts for one in sentences(text))


@each
def test_a_story_has_particulars(name: str, models: dict[str, PeerModel]) -> None:
    # Figures and names of things stand for the particulars that a reader would mark.
    found = re.findall(
        r"\b\d+\b|\b[A-Z][a-z]+day\b|\b(?:one|two|three|four|five|six|seven|eight|"
        r"nine|ten|eleven|twelve|fourteen|twenty)\b",
        models[name].long,
    )
    assert len(found) >= 6


@each
def test_the_opening_line_works_alone(name: str, models: dict[str, PeerModel]) -> None:
    opening = models[name].opening
    assert len(sentences(opening)) <= 2
    assert len(words(opening)) <= 20
    assert opening not in models[name].short


@each
def test_the_strategy_can_be_done_tomorrow(name: str, models: dict[str, PeerModel]) -> None:
    assert re.match(r"When .+, I .+\.$", models[name].strategy)


@each
def test_the_ending_is_short_and_says_what_is_still_hard(
    name: str, models: dict[str, PeerModel]
) -> None:
    for text in (models[name].short, models[name].long):
        last = text.split("\n")[-1]
        assert len(words(last)) <= 0.25 * len(words(text))
        assert re.search(r"still|hard|beat|fools?|slow", text.split("\n")[-1])


@each
def test_nobody_is_exceptional_or_says_what_all_such_stories_say(
    name: str, models: dict[str, PeerModel]
) -> None:
    model = models[name]
    told = f"{model.short} {model.long} {model.strategy} {model.still_hard}".lower()
    assert [worn for worn in WORN_OUT if worn in told] == []
    assert (
        re.search(r"\b(just|easy|easily|simply|top of|best in)\b", model.strategy.lower()) is None
    )
    assert model.attributes.level <= 80


def test_no_phrase_of_six_words_stands_in_two_stories(models: dict[str, PeerModel]) -> None:
    for one, other in combinations(ALL, 2):
        left, right = (f"{models[name].short} {models[name].long}" for name in (one, other))
        assert runs(left, 6) & runs(right, 6) == set()


def test_the_people_differ_in_age_and_in_the_roads_they_take(
    models: dict[str, PeerModel],
) -> None:
    ages = sorted(int(models[name].name.split(", ")[1]) for name in ALL)
    assert ages[0] <= 16
    assert ages[-1] >= 55
    assert len({models[name].attributes.field.id for name in ALL}) >= 6
    assert len({models[name].attributes.stage.id for name in ALL}) >= 5


def test_no_field_has_only_one_sort_of_people(models: dict[str, PeerModel]) -> None:
    by_gender: dict[str, set[str]] = {}
    for name in ALL:
        shared = models[name].attributes
        by_gender.setdefault(shared.identity.get("gender", ""), set()).add(shared.field.id)
    assert all(len(fields) >= 2 for gender, fields in by_gender.items() if gender)


def test_most_struggled_first_and_all_stand_within_reach(models: dict[str, PeerModel]) -> None:
    every = [models[name].attributes for name in ALL]
    assert sum(shared.is_coping for shared in every) >= 12
    assert all(10 <= shared.level - shared.start <= 40 for shared in every)


def test_the_same_trait_has_the_same_words_everywhere(models: dict[str, PeerModel]) -> None:
    said: dict[str, set[str]] = {}
    for model in models.values():
        shared = model.attributes
        for kind, traits in (
            ("field", (shared.field,)),
            ("stage", (shared.stage,)),
            ("situation", shared.situation),
        ):
            for trait in traits:
                said.setdefault(f"{kind} {trait.id}", set()).add(trait.words)
    assert {where: words for where, words in said.items() if len(words) > 1} == {}


# ------------------------------------------------------------ the example in the docs


def test_the_worked_example_of_the_docs_gives_what_it_prints(english: Curriculum) -> None:
    page = (home() / "docs" / "activities" / "story.md").read_text("utf-8")
    identity = [{"id": "gender", "label": "I am", "options": [{"id": "woman", "label": "a woman"}]}]
    plan = {"models": list(NAMES), "identity": identity}
    context = house.context("story", content=english, **plan)
    given = (
        *(Given(item_id="lines", value=1.0, option_id=one) for one in ("jo", "tomas")),
        Given(item_id="count-identity", value="yes"),
        Given(item_id="start", value=30.0, attempt=2),
        Given(item_id="road", value="care", attempt=2),
        Given(item_id="stage", value="in-training", attempt=2),
    )
    own, jo = Standing(given=given, seed="s"), english.peer_models["jo"]
    alike = likeness(context, own, jo)
    assert alike.value is not None
    beyond = overreach(30, jo.attributes.level)
    thin = fit(alike, is_coping=False, overreach=beyond)
    whole = fit(alike, is_coping=jo.attributes.is_coping, overreach=beyond)
    assert f"Alike is 3.55 / 8 = {alike.value:.5f}." in page
    assert f"covered is {alike.coverage:.1f}, and" in page
    assert f"{alike.coverage:.1f} · {alike.value:.5f} + 0.2 · 0.5 = {thin:.3f}." in page
    assert f"stands at {jo.attributes.level}, within reach of 30" in page
    assert f"so fit is {thin:.3f} + {COPING_BONUS:.2f} = {whole:.3f}." in page
    (reason,) = reasons(context, own, jo, speech())
    assert "looks after somebody at home" in reason.words


def test_the_weights_and_costs_of_the_docs_are_those_of_the_code() -> None:
    page = (home() / "docs" / "activities" / "story.md").read_text("utf-8")
    for attribute, weight in WEIGHTS.items():
        assert re.search(rf"{attribute} .* weight {weight:g}\n", page)
    assert f"weight {IDENTITY_WEIGHT:g} each" in page
    assert f"+ {COPING_BONUS:.2f} if they struggled first" in page
    assert f"− {OVERREACH_COST:g} · beyond reach − {SEEN_COST:.2f} if read before" in page
    assert f"{REACH[0]:g} to {REACH[1]:g} points above" in page
    assert f"1 / {FURTHEST:g} a point" in page


# ---------------------------------------------------------------- in a bundle


def test_a_plan_gets_the_stories_it_names_and_no_other() -> None:
    step = house.activity("it", "story")
    session = house.plan().sessions[0].model_copy(update={"activities": (step,)})
    plan = house.plan(session)
    content = house.curriculum(the_plan=plan).model_copy(update={"peer_models": people.library(9)})
    bundle = bundled(plan, content)
    assert set(bundle.peer_models) == {f"person-{n}" for n in range(1, 7)}
    assert parsed(dumped(bundle)) == bundle


def test_content_of_before_there_were_stories_is_still_read() -> None:
    body = dumped(house.curriculum())
    data = re.sub(r'"peer_models":\{.*?\}\}\}?(?=,"plans")', '"peer_models":{}', body)
    assert parsed(data).peer_models == {}


def test_the_shipped_folder_is_where_the_stories_are() -> None:
    assert {path.stem for path in (SHIPPED / "peer_models").glob("*.yaml")} >= set(NAMES)
