"""Where to work: private pictures with two doors, the room's averages, ties and missing answers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Context, Figure, Given, Persona, Summary
from efficacy.activities.own_scale import line_words, own_mean
from efficacy.activities.personal import Standing
from efficacy.activities.screens import SCREEN
from efficacy.activities.sources import RATE, Sources
from efficacy.activities.sources_params import SourcesParams
from efficacy.activities.sources_rules import Picked, first_doors, to_lengthen
from efficacy.content.loader import read_folder
from efficacy.content.models import Scale
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from efficacy.measurement.scoring import scale_scores
from tests.activities import house
from tests.activities.journey import Journey

SAY = speech()
KIND = Sources()
SHIPPED = Path(__file__).resolve().parents[2] / "curriculum"
FIRST, SECOND = house.DOOR_NAMES[:2]


def usual(**params: object) -> Context:
    return house.context("sources", **params)


def journey(own: Standing | None = None) -> Journey:
    return Journey(KIND, usual(), own)


def rated(walk: Journey, **doors: float | None) -> Journey:
    """Answer both items of each door with the same number."""
    attempt = walk.view.attempt
    return walk.takes(
        *(
            Given(item_id=f"{name}.{n}", value=value, attempt=attempt)
            for name, value in doors.items()
            for n in (1, 2)
        )
    )


ALL = {"done": 2.0, "people": 5.0, "voices": 3.0, "nerves": 2.0, "mind": 6.0}


# ------------------------------------------------------------------ one's own mean


def test_a_mean_is_that_of_the_answered_items() -> None:
    (scale, *_) = house.DOORS.scales
    own = Standing(given=(Given(item_id="done.1", value=2.0), Given(item_id="done.2", value=5.0)))
    assert own_mean(scale, own) == 3.5


def test_reverse_keyed_items_are_turned_around() -> None:
    nerves = next(scale for scale in house.DOORS.scales if scale.id == "door-nerves")
    own = Standing(given=tuple(Given(item_id=f"nerves.{n}", value=2.0) for n in (1, 2)))
    assert own_mean(nerves, own) == 5.0


@pytest.mark.parametrize(("share", "expected"), [(0.5, 4.0), (0.51, None), (1.0, None)])
def test_a_mean_needs_its_share_of_the_items(share: float, expected: float | None) -> None:
    scale = house.DOORS.scales[0].model_copy(update={"minimum_share": share})
    assert own_mean(scale, Standing(given=(Given(item_id="done.1", value=4.0),))) == expected


def test_without_any_answer_there_is_no_mean() -> None:
    assert own_mean(house.DOORS.scales[0], Standing()) is None


@given(
    share=st.sampled_from([0.2, 0.4, 0.5, 0.6, 0.8, 1.0]),
    values=st.lists(st.one_of(st.none(), st.integers(1, 6)), min_size=1, max_size=5),
    reverse=st.booleans(),
)
def test_it_is_what_the_scoring_of_the_results_gives(
    share: float, values: list[int | None], reverse: bool
) -> None:
    items = tuple(
        house.Item(id=f"x.{n}", text="x", reverse_keyed=reverse and n == 0)
        for n in range(len(values))
    )
    scale: Scale = house.scale("x", response=house.AGREE, items=items, minimum_share=share)
    given = tuple(
        Given(item_id=item.id, value=float(value))
        for item, value in zip(items, values, strict=True)
        if value is not None
    )
    frame = pd.DataFrame([dict(zip([i.id for i in items], values, strict=True))], dtype=float)
    scored = scale_scores(
        frame,
        items=[item.id for item in items],
        reverse_keyed=[item.id for item in items if item.reverse_keyed],
        low=1,
        high=6,
        minimum_share=share,
    ).scores.iloc[0]
    mine = own_mean(scale, Standing(given=given))
    assert (mine is None) == pd.isna(scored)
    assert mine is None or mine == pytest.approx(scored)


def test_a_place_on_a_line_is_said_without_a_verdict() -> None:
    assert line_words(3.25, low=1, high=6, say=SAY) == "3.2 on a line from 1 to 6"


# ------------------------------------------------------------------ which two doors


@pytest.mark.parametrize(
    ("values", "picked"),
    [
        ([3, 1, 2, 4, 5], Picked(doors=("b", "c"))),
        ([5, 4, 3, 2, 1], Picked(doors=("e", "d"))),
        # A tie inside the two asks for no explanation; one at the edge does.
        ([1, 1, 2, 3, 4], Picked(doors=("a", "b"))),
        ([1, 2, 2, 3, 4], Picked(doors=("a", "b"), by_order=True)),
        ([4, 4, 4, 4, 4], Picked(doors=("a", "b"), by_order=True)),
        ([5, 5, 4, 5, 5], Picked(doors=("c", "a"), by_order=True)),
        ([None, 2, 1, 3, None], Picked(doors=("c", "b"))),
        ([None, 2, 1, None, None], Picked()),
        ([None] * 5, Picked()),
    ],
)
def test_the_two_with_least_are_picked_and_ties_go_by_the_plan(
    values: list[float | None], picked: Picked
) -> None:
    assert first_doors(list(zip("abcde", values, strict=True))) == picked


@given(st.lists(st.one_of(st.none(), st.integers(3, 18)), min_size=3, max_size=7))
def test_nothing_that_was_not_picked_is_less(thirds: list[int | None]) -> None:
    values = [(f"d{n}", None if v is None else v / 3) for n, v in enumerate(thirds)]
    picked = first_doors(values)
    known = {door: value for door, value in values if value is not None}
    assert len(picked.doors) == (2 if len(known) >= 3 else 0)
    for door, value in known.items():
        if picked.doors and door not in picked.doors:
            assert value >= max(known[one] for one in picked.doors) - 1e-9


# --------------------------------------------------------------- the private picture


def test_all_statements_are_asked_with_the_heading_and_stem_of_their_door() -> None:
    fields = journey().view.sheet.fields
    assert [field.id for field in fields] == [
        f"{name}.{n}" for name in house.DOOR_NAMES for n in (1, 2)
    ]
    assert fields[0].group_stem == "How much do you agree?"
    assert journey().actions == ["next", "done", "pass"]


def test_there_is_no_picture_before_one_asks_for_it() -> None:
    assert rated(journey(), **ALL).view.cards == ()


def test_the_picture_has_a_bar_for_each_door_and_two_to_try_first() -> None:
    walk = rated(journey(), **ALL).presses("next")
    picture, first = walk.view.cards
    assert [bar.label for bar in picture.bars] == [f"Door {name}" for name in house.DOOR_NAMES]
    assert [bar.value for bar in picture.bars] == [2, 5, 3, 5, 6]
    assert first.points == ("Door done: Open done.", "Door voices: Open voices.")
    assert walk.fields == []


def test_a_tie_is_explained_only_where_there_is_one() -> None:
    assert "came out the same" not in rated(journey(), **ALL).presses("next").text
    tied = {**ALL, "people": 3.0}
    walk = rated(journey(), **tied).presses("next")
    assert "came out the same" in walk.text
    assert "Open people." in walk.text


def test_no_door_and_no_person_is_called_low_or_high() -> None:
    text = rated(journey(), **ALL).presses("next").text.lower().split()
    assert not {"low", "lowest", "high", "weak", "strong", "good", "bad", "score", "total"} & set(
        text
    )


def test_with_too_few_answers_no_door_is_named_and_its_bar_is_empty() -> None:
    walk = rated(journey(), done=2.0, people=3.0).presses("next")
    assert [bar.value for bar in walk.view.cards[0].bars] == [2, 3, None, None, None]
    assert "With a few more answers" in walk.text


def test_going_back_keeps_the_answers_and_a_change_changes_the_picture() -> None:
    walk = rated(journey(), **ALL).presses("next").presses("back")
    assert walk.own.value("done.1", walk.view.attempt) == 2.0
    rated(walk, done=6.0).presses("next")
    assert walk.view.cards[0].bars[0].value == 6


def test_once_it_is_closed_everybody_has_their_picture() -> None:
    walk = rated(journey(), **ALL)
    walk.own = replace(walk.own, is_open=False)
    assert [bar.value for bar in walk.view.cards[0].bars] == [2, 5, 3, 5, 6]
    assert walk.view.attempt == 1


def test_an_unknown_action_gets_a_sentence() -> None:
    with pytest.raises(NotFound):
        KIND.act(usual(), Standing(), "fly", SAY)


# ------------------------------------------------------------------ the room's picture


def room(people: int, **doors: float) -> dict[str, list[Given]]:
    row = {f"{name}.{n}": value for name, value in (ALL | doors).items() for n in (1, 2)}
    return house.answers(*[row] * people)


def test_five_people_give_an_average_for_each_door_and_no_total() -> None:
    summary = KIND.summarise(usual(), room(5), SAY)
    assert [figure.value for figure in summary.figures] == [2, 5, 3, 5, 5.75]
    assert [figure.id for figure in summary.figures] == [scale.id for scale in house.DOORS.scales]
    assert all((figure.low, figure.high, figure.n) == (1, 6, 5) for figure in summary.figures)
    assert KIND.reveals(usual())


def test_four_people_give_nothing_and_not_even_their_number() -> None:
    summary = KIND.summarise(usual(), room(4), SAY)
    assert all(figure.withheld and figure.n == 0 for figure in summary.figures)


def test_a_door_that_four_answered_is_withheld_beside_the_others() -> None:
    answers = room(5)
    answers["person-0"] = [one for one in answers["person-0"] if not one.item_id.startswith("done")]
    figures = KIND.summarise(usual(), answers, SAY).figures
    assert [figure.withheld for figure in figures] == [True, False, False, False, False]


def test_averages_are_rounded_to_a_twentieth_of_the_range() -> None:
    answers = room(4) | {"one-more": room(1, done=6.0)["person-0"]}
    (done, *_) = KIND.summarise(usual(), answers, SAY).figures
    assert done.value == 2.75  # 2.8 before rounding


def test_only_what_a_person_gave_last_counts() -> None:
    people = {}
    for number in range(5):
        walk = rated(journey(), **ALL).presses("next").presses("back")
        rated(walk, done=6.0)
        people[f"p{number}"] = list(walk.own.given)
    (done, *_) = KIND.summarise(usual(), people, SAY).figures
    assert done.value == 5.75


def test_an_answer_that_was_cleared_after_going_back_does_not_come_back() -> None:
    walk = rated(journey(), **ALL).presses("next").presses("back")
    rated(walk, done=None).presses("next")
    assert walk.view.cards[0].bars[0].value is None


def figures_of(*values: float | None) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            id=f"door-{name}",
            label=name,
            n=0 if value is None else 6,
            value=value,
            withheld=value is None,
            low=1,
            high=6,
        )
        for name, value in zip(house.DOOR_NAMES, values, strict=False)
    )


@pytest.mark.parametrize(
    ("values", "doors", "by_order"),
    [
        ((3, 2, 4, 5, 4), ("door-people",), False),
        ((3, 2, 2, 5, 4), ("door-people", "door-voices"), True),
        ((3, 3, 3, 3, 3), (), True),
        ((None, 2, 4, 5, None), ("door-people",), False),
        ((None, 2, 4, None, None), (), False),
        ((None,) * 5, (), False),
    ],
)
def test_the_block_of_the_door_with_least_is_to_be_lengthened(
    values: tuple[float | None, ...], doors: tuple[str, ...], by_order: bool
) -> None:
    assert to_lengthen(figures_of(*values)) == Picked(doors=doors, by_order=by_order)


def test_the_facilitator_is_told_the_block_from_the_plan() -> None:
    (door,) = KIND.to_lengthen(usual(), Summary(n=6, figures=figures_of(3, 2, 4, 5, 4)))
    assert door.block == "the block of people"
    assert KIND.to_lengthen(usual(), None) == ()


# ------------------------------------------------------------ parameters and the codebook


def problems(**params: object) -> list[str]:
    checked = SourcesParams.model_validate({**house.PARAMS["sources"], **params})
    return [str(problem) for problem in KIND.references(checked, house.curriculum())]


def test_what_does_not_fit_the_instrument_is_a_problem_with_a_place() -> None:
    doors = house.PARAMS["sources"]["doors"]
    assert problems() == []
    assert "“sorces”" in problems(instrument="sorces")[0]
    assert "none for “door-mind”" in problems(doors=doors[:4])[0]
    lost = [*doors[:4], {**doors[4], "scale": "door-mnid"}]
    assert any("“door-mnid”" in problem for problem in problems(doors=lost))


def test_scales_that_are_no_sources_and_ranges_that_differ_are_problems() -> None:
    found = problems(
        instrument="beliefs",
        doors=[
            {**house.PARAMS["sources"]["doors"][0], "scale": s} for s in ("math", "career", "worry")
        ],
    )
    assert any("“math” with “efficacy”" in problem for problem in found)
    assert any("2 ranges" in problem for problem in found)


@pytest.mark.parametrize("params", [{"doors": []}, {"instrument": ""}, {"note": ""}])
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        usual(**params)


def test_a_door_that_stands_there_twice_is_named() -> None:
    doors = house.PARAMS["sources"]["doors"]
    with pytest.raises(ValidationError, match="“door-done” stands there more than once"):
        usual(doors=[*doors, doors[0]])


def test_the_codebook_describes_every_item_with_its_scale_and_the_screens() -> None:
    described = KIND.frame(usual(), SAY)
    assert [row["item_id"] for row in described][-1] == SCREEN
    nerves = next(row for row in described if row["item_id"] == "nerves.1")
    assert (nerves["reverse_keyed"], nerves["concept"]) == (True, "source")
    assert nerves["status"] == "educational, not validated"


def test_an_answer_off_the_scale_is_refused_and_the_screen_cannot_be_sent() -> None:
    for item, value in (("done.1", 7.0), (SCREEN, RATE)):
        with pytest.raises(InvalidValue):
            KIND.validate(usual(), Given(item_id=item, value=value), SAY)


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1))
def test_a_simulated_person_looks_at_the_picture_and_is_done(seed: int, skips: float) -> None:
    walk = journey()
    assert walk.plays(Persona(sureness=50, worry=0.5, skips=skips), seed) == ["next", "done"]


# ------------------------------------------------------------------ the content that ships


def test_the_instrument_that_ships_is_five_scales_with_nerves_turned_around() -> None:
    instrument = read_folder(SHIPPED).curriculum().instruments["sources"]
    assert len(instrument.scales) == 5
    for scale in instrument.scales:
        assert scale.concept == "source"
        assert (scale.response.low, scale.response.high) == (1, 6)
        assert 2 <= len(scale.items) <= 3
        assert {item.reverse_keyed for item in scale.items} == {scale.id == "door-nerves"}
