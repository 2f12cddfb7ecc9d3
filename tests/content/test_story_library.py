"""All stories that ship, taken together: who copes, which roads they take, what they repeat."""

from __future__ import annotations

import re
from collections import Counter
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.content.findings import Collector
from efficacy.content.library import dumped, parsed
from efficacy.content.models import Curriculum
from efficacy.content.peer_model_rules import check_peer_model
from efficacy.content.peer_models import PeerModel, Road
from efficacy.content.readability import words
from efficacy.matching.fit import REACH
from tests.activities import house, people
from tests.content.house import SHIPPED

ALL = tuple(sorted(path.stem for path in (SHIPPED / "peer_models").glob("*.yaml")))
each = pytest.mark.parametrize("name", ALL)
ABOUT = {"short": 130, "long": 300}
# Ages between which somebody of every decade is found.
YOUNGEST, OLDEST = 16, 58


@pytest.fixture(scope="module")
def models(english: Curriculum) -> dict[str, PeerModel]:
    return english.peer_models


def runs(text: str, length: int = 6) -> set[tuple[str, ...]]:
    """Return every run of that many words in ``text``."""
    said = [word.lower() for word in words(text)]
    return {tuple(said[at : at + length]) for at in range(len(said) - length + 1)}


def told(model: PeerModel) -> str:
    return " ".join((model.opening, model.short, model.long, model.strategy, model.still_hard))


def age(model: PeerModel) -> int:
    return int(model.name.rsplit(", ", 1)[1])


# --- every story ---------------------------------------------------------------------------------


@each
@pytest.mark.parametrize(("length", "about"), ABOUT.items())
def test_a_story_is_as_long_as_the_docs_say(
    name: str, length: str, about: int, models: dict[str, PeerModel]
) -> None:
    assert 0.8 * about <= len(words(getattr(models[name], length))) <= 1.2 * about


@each
def test_an_opening_line_fits_on_a_card(name: str, models: dict[str, PeerModel]) -> None:
    assert len(words(models[name].opening)) <= 20


@each
def test_what_is_still_hard_is_told_of_today(name: str, models: dict[str, PeerModel]) -> None:
    assert re.search(r"\b(was|were|had|did|used to)\b", models[name].still_hard) is None


# --- the library ---------------------------------------------------------------------------------


def test_the_library_holds_eighteen_stories_or_more(models: dict[str, PeerModel]) -> None:
    assert set(models) == set(ALL)
    assert len(models) >= 18


def test_at_least_twelve_people_struggled_first(models: dict[str, PeerModel]) -> None:
    assert sum(model.attributes.is_coping for model in models.values()) >= 12


def test_a_fifth_or_more_of_the_roads_are_partial_or_changed(
    models: dict[str, PeerModel],
) -> None:
    roads = Counter(model.road for model in models.values())
    assert set(roads) == {"reached", "partial", "changed"}
    assert roads["partial"] + roads["changed"] >= len(models) / 5
    # Nor is arriving the exception.
    assert roads["reached"] >= len(models) / 5


def test_no_run_of_six_words_stands_in_more_than_two_stories(
    models: dict[str, PeerModel],
) -> None:
    seen = Counter(run for model in models.values() for run in runs(told(model)))
    assert [" ".join(run) for run, stories in seen.items() if stories > 2] == []


def test_no_two_people_share_a_strategy_or_an_opening(models: dict[str, PeerModel]) -> None:
    for part in ("strategy", "opening", "still_hard"):
        starts = Counter(
            tuple(words(getattr(model, part).lower())[:6]) for model in models.values()
        )
        assert [start for start, times in starts.items() if times > 1] == []


def test_the_ages_go_from_fifteen_to_sixty_with_somebody_in_every_decade(
    models: dict[str, PeerModel],
) -> None:
    ages = sorted(age(model) for model in models.values())
    assert 15 <= ages[0] <= YOUNGEST
    assert OLDEST <= ages[-1] <= 60
    assert {years // 10 for years in ages} >= {1, 2, 3, 4, 5}


def test_no_field_is_told_by_more_than_a_fifth_of_the_people(
    models: dict[str, PeerModel],
) -> None:
    fields = Counter(model.attributes.field.id for model in models.values())
    assert max(fields.values()) <= len(models) / 5


def test_where_three_or_more_look_at_a_field_they_are_not_of_one_gender(
    models: dict[str, PeerModel],
) -> None:
    for field in {model.attributes.field.id for model in models.values()}:
        told_of = [
            model.attributes.identity.get("gender")
            for model in models.values()
            if model.attributes.field.id == field
        ]
        assert len(told_of) < 3 or len(set(told_of)) > 1, field


def test_whatever_a_person_says_of_the_start_somebody_stands_within_reach(
    models: dict[str, PeerModel],
) -> None:
    # Three get read, so three are needed; at the lower end one at least.
    for start, least in ((0, 1), *((start, 3) for start in range(10, 61, 10))):
        ahead = [model.attributes.level - start for model in models.values()]
        assert sum(REACH[0] <= more <= REACH[1] for more in ahead) >= least, start


# --- the road ------------------------------------------------------------------------------------


def noted(model: PeerModel) -> list[str]:
    found = Collector("a.yaml")
    check_peer_model(model, found)
    return [str(error) for error in found.findings().errors]


@pytest.mark.parametrize("road", get_args(Road))
def test_a_story_that_names_its_road_is_in_order(road: Road) -> None:
    assert noted(people.peer_model(1).model_copy(update={"road": road})) == []


def test_a_story_without_a_road_is_a_mistake() -> None:
    (said,) = noted(people.peer_model(1).model_copy(update={"road": None}))
    assert "person-1 → road → expected reached, partial or changed, found nothing" in said


def test_stories_that_were_kept_before_there_were_roads_are_still_read() -> None:
    body = dumped(house.curriculum())
    kept = parsed(body.replace('"road":"reached",', ""))
    assert {model.road for model in kept.peer_models.values()} == {None}
    assert len(kept.peer_models) == len(house.curriculum().peer_models)


@given(roads=st.lists(st.sampled_from(get_args(Road)), min_size=1, max_size=6))
def test_roads_survive_being_kept(roads: list[Road]) -> None:
    known = {
        model.id: model.model_copy(update={"road": road})
        for model, road in zip(people.library(len(roads)).values(), roads, strict=True)
    }
    content = house.curriculum().model_copy(update={"peer_models": known})
    assert parsed(dumped(content)).peer_models == known
