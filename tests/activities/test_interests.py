"""Interest beside confidence: what is a place to work, on both sides of each line, and no type."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.interests import Interests, InterestsParams
from efficacy.activities.interests_rules import Sorted, Taste, sort_out
from efficacy.activities.outlook_rules import Place
from efficacy.activities.personal import Standing
from efficacy.activities.screens import SCREEN
from efficacy.content.loader import read_folder
from efficacy.content.timing import RATING_S, estimate
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.journey import Journey

SAY = speech()
KIND = Interests()
SHIPPED = Path(__file__).resolve().parents[2] / "curriculum"


def usual(**params: object) -> Context:
    return house.context("interests", **params)


def journey(own: Standing | None = None) -> Journey:
    return Journey(KIND, usual(), own)


def taste(like: float | None, sure: float | None, text: str = "x") -> Taste:
    return Taste(
        text=text,
        like=None if like is None else Place(value=like, low=1, high=5),
        sure=None if sure is None else Place(value=sure, low=0, high=100),
    )


def rated(walk: Journey, *values: float | None) -> Journey:
    """Answer the fields of the present screen in their order."""
    attempt = walk.view.attempt
    return walk.takes(
        *(
            Given(item_id=item, value=value, attempt=attempt)
            for item, value in zip(walk.fields, values, strict=True)
        )
    )


def seen(likes: tuple[float | None, ...], sures: tuple[float | None, ...]) -> Journey:
    walk = rated(journey(), *likes).presses("next")
    return rated(walk, *sures).presses("next")


# ------------------------------------------------------------------- the rule


@pytest.mark.parametrize(
    ("like", "sure", "where"),
    [
        (5, 0, "work"),
        (4, 40, "work"),
        (4, 49, "work"),
        (4, 50, "close"),
        (5, 60, "close"),
        (5, 61, "both"),
        (4, 100, "both"),
        (3, 0, ""),
        (3, 100, ""),
        (1, 0, ""),
        (1, 100, ""),
    ],
)
def test_each_side_of_each_line(like: float, sure: float, where: str) -> None:
    found = sort_out([taste(like, sure)])
    places = {"work": found.work, "close": found.close, "both": found.both}
    assert [name for name, listed in places.items() if listed] == ([where] if where else [])


def test_the_widest_gap_stands_first_and_ties_keep_their_order() -> None:
    tastes = [
        taste(4, 40, "a"),
        taste(5, 0, "b"),
        taste(4, 20, "c"),
        taste(4, 40, "d"),
        taste(5, 40, "e"),
    ]
    assert [one.text for one in sort_out(tastes).work] == ["b", "e", "c", "a", "d"]


@pytest.mark.parametrize(("like", "sure"), [(5, None), (None, 0), (None, None)])
def test_with_one_answer_open_an_activity_is_left_out_and_counted(
    like: float | None, sure: float | None
) -> None:
    assert sort_out([taste(like, sure), taste(1, 0)]) == Sorted(left_out=1)


def test_a_gap_is_taken_on_scales_of_the_same_length() -> None:
    assert taste(5, 100).gap == 0
    assert taste(5, 0).gap == 1
    assert taste(1, 100).gap == -1
    assert taste(3, 50).gap == 0
    assert taste(None, 50).gap == 0


@given(
    st.lists(
        st.tuples(
            st.one_of(st.none(), st.integers(1, 5)),
            st.one_of(st.none(), st.integers(0, 10).map(lambda n: 10 * n)),
        ),
        max_size=12,
    )
)
def test_no_activity_is_named_twice_and_what_is_named_is_liked(
    pairs: list[tuple[int | None, int | None]],
) -> None:
    tastes = [taste(like, sure, str(n)) for n, (like, sure) in enumerate(pairs)]
    found = sort_out(tastes)
    named = [*found.work, *found.close, *found.both]
    assert len({one.text for one in named}) == len(named)
    assert all(one.like and one.like.value > 3 for one in named)
    assert all(one.sure and one.sure.value < 50 for one in found.work)
    gaps = [one.gap for one in found.work]
    assert gaps == sorted(gaps, reverse=True)
    assert found.left_out == sum(None in pair for pair in pairs)


# ------------------------------------------------------------------- the screens


def test_interest_is_asked_first_and_confidence_on_the_next_screen() -> None:
    walk = journey()
    assert walk.fields == [f"like.{name}" for name in house.TASTE_NAMES]
    assert walk.actions == ["next", "done", "pass"]
    walk.presses("next")
    assert walk.fields == [f"sure.{name}" for name in house.TASTE_NAMES]
    assert "back" in walk.actions
    walk.presses("next")
    assert walk.fields == []
    assert {"back", "done", "pass"} == set(walk.actions)


def test_the_way_to_the_picture_is_named_by_what_it_brings() -> None:
    walk = journey()
    assert walk.view.sheet.actions[0].label == "Next"
    assert walk.presses("next").view.sheet.actions[0].label == "Show my picture"


def test_a_place_to_work_is_named_with_how_to_begin() -> None:
    walk = seen((5.0, 5.0, 1.0, 4.0), (20.0, 90.0, 0.0, 50.0))
    work, close, picture = walk.view.cards
    assert (work.title, work.points) == ("A place to work", ("mend a thing",))
    assert "Choose one and begin." in work.lines
    assert close.points == ("read a thing",)
    assert [(bar.label, bar.value) for bar in picture.bars] == [
        ("mend a thing: would like", 5),
        ("mend a thing: sure", 20),
        ("read a thing: would like", 4),
        ("read a thing: sure", 50),
        ("build a thing: would like", 5),
        ("build a thing: sure", 90),
    ]


def test_without_a_place_to_work_another_next_step_is_named_and_nothing_is_made_up() -> None:
    walk = seen((5.0, 1.0, 2.0, 3.0), (90.0, 0.0, 0.0, 0.0))
    assert "you are sure of. Next step: ask somebody" in walk.text
    assert "A place to work" not in walk.text
    assert "build a thing" not in walk.text


def test_where_only_the_border_is_near_it_is_said_how_to_begin_once() -> None:
    walk = seen((5.0, 1.0, 1.0, 1.0), (50.0, 0.0, 0.0, 0.0))
    assert walk.view.cards[0].lines[1] == "Choose one and begin."
    both = seen((5.0, 5.0, 1.0, 1.0), (50.0, 20.0, 0.0, 0.0))
    assert both.text.count("Choose one and begin.") == 1


def test_whoever_likes_nothing_of_it_gets_no_picture_and_no_verdict() -> None:
    (card,) = seen((1.0,) * 4, (0.0,) * 4).view.cards
    assert card.look == "quiet"
    assert "No place to work came up" in card.lines[0]
    assert "Next step: " in card.lines[0]


def test_open_answers_are_told_as_a_number_of_activities() -> None:
    walk = seen((5.0, None, None, 5.0), (20.0, 20.0, None, None))
    assert "3 activities are not in it" in walk.text
    assert "1 activity is not in it" in seen((5.0,) * 4, (20.0, 20.0, 20.0, None)).text
    assert "not in it" not in seen((5.0,) * 4, (20.0,) * 4).text


def test_no_theme_and_no_type_is_ever_shown() -> None:
    walk = seen((5.0,) * 4, (20.0,) * 4)
    shown = walk.text + "".join(field.label + field.group for field in journey().view.sheet.fields)
    assert "theme" not in shown
    for name in ("realistic", "investigative", "artistic", "social", "enterprising"):
        assert name not in shown.lower()


def test_going_back_keeps_both_screens() -> None:
    walk = seen((5.0,) * 4, (20.0,) * 4).presses("back").presses("back")
    assert walk.fields[0] == "like.mend"
    assert walk.own.value("like.mend", walk.view.attempt) == 5.0
    walk.presses("next")
    assert walk.own.value("sure.mend", walk.view.attempt) == 20.0


def test_once_it_is_closed_everybody_has_their_picture() -> None:
    walk = rated(journey(), 5.0, 5.0, 5.0, 5.0).presses("next")
    rated(walk, 20.0, 20.0, 20.0, 20.0)
    walk.own = replace(walk.own, is_open=False)
    assert "A place to work" in walk.text


def test_an_unknown_action_gets_a_sentence() -> None:
    with pytest.raises(NotFound):
        KIND.act(usual(), Standing(), "fly", SAY)


# ------------------------------------------------------- what is stored, who sees it


def test_the_room_sees_nothing_of_it() -> None:
    summary = KIND.summarise(usual(), house.answers(*[{"like.mend": 5.0}] * 9), SAY)
    assert (summary.n, summary.figures) == (9, ())
    assert not KIND.reveals(usual())


def test_the_codebook_describes_every_item_with_its_theme_and_the_screens() -> None:
    described = KIND.frame(usual(), SAY)
    assert len(described) == 2 * len(house.TASTE_NAMES) + 1
    assert described[0]["subscale"] == "theme-1"
    assert described[-1]["item_id"] == SCREEN


@pytest.mark.parametrize(("item", "value"), [("like.mend", 6.0), ("sure.mend", 5.0), (SCREEN, 1.0)])
def test_what_is_off_a_scale_or_the_servers_own_is_refused(item: str, value: float) -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(usual(), Given(item_id=item, value=value), SAY)


def problems(**params: object) -> list[str]:
    checked = InterestsParams.model_validate({**house.PARAMS["interests"], **params})
    return [str(problem) for problem in KIND.references(checked, house.curriculum())]


def test_what_does_not_fit_is_a_problem_with_a_place() -> None:
    assert problems() == []
    assert "“tasts”" in problems(instrument="tasts")[0]
    assert "params → like_scale" in problems(like_scale="taste-lik")[0]
    found = problems(instrument="beliefs", like_scale="math", sure_scale="worry")
    assert "the same activities in the same order" in found[0]


@pytest.mark.parametrize("params", [{"work": ""}, {"like_scale": None}, {"instrument": "A b"}])
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        usual(**params)


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1))
def test_a_simulated_person_rates_both_looks_and_is_done(seed: int, skips: float) -> None:
    pressed = journey().plays(Persona(sureness=50, worry=0.5, skips=skips), seed)
    assert pressed == ["next", "next", "done"]


# ------------------------------------------------------------------ the content that ships


def test_the_instrument_that_ships_has_twelve_activities_two_for_each_of_six_themes() -> None:
    like, sure = read_folder(SHIPPED).curriculum().instruments["interests"].scales
    assert [item.text for item in like.items] == [item.text for item in sure.items]
    assert [item.subscale for item in like.items] == [item.subscale for item in sure.items]
    themes = Counter(item.subscale for item in like.items)
    assert themes == {f"theme-{n}": 2 for n in range(1, 7)}
    assert (like.response.low, like.response.high) == (1, 5)
    assert sure.concept == "efficacy"


def test_its_24_ratings_are_counted_at_twelve_seconds_each() -> None:
    content = read_folder(SHIPPED).curriculum()
    planned = house.activity(
        "it",
        "interests",
        instrument="interests",
        like_scale="interest-like",
        sure_scale="interest-sure",
    )
    load = KIND.load(KIND.params(planned), content)
    assert estimate(planned, content, load=load).ratings_s == 24 * RATING_S
