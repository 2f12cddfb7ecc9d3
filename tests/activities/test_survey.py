"""Surveys: what is asked, what the room may see of it, and how it is simulated."""

from __future__ import annotations

import itertools
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.blocks import sentence
from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.fields import Rating
from efficacy.activities.paper import grouped
from efficacy.activities.survey import Survey, SurveyParams
from efficacy.content.models import Item, Scale
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Survey()


def figures(context: Context, answers: dict[str, list[Given]]) -> dict[str, object]:
    return {figure.id: figure for figure in KIND.summarise(context, answers, SAY).figures}


def survey_of(*scales: Scale, **params: object) -> Context:
    content = house.curriculum(house.instrument("beliefs", *scales))
    return house.context("survey", content=content, **params)


# --------------------------------------------------------------- what is asked


def test_every_item_of_every_scale_is_a_field_under_its_own_id() -> None:
    fields = KIND.sheet(house.context("survey"), SAY).fields
    assert [field.id for field in fields] == [
        item.id for scale in (house.MATH, house.CAREER, house.WORRY) for item in scale.items
    ]


def test_a_field_carries_the_stem_the_anchors_and_the_look_of_its_scale() -> None:
    sheet = KIND.sheet(house.context("survey"), SAY)
    sure, worry = sheet.field("math.1"), sheet.field("worry.1")
    assert isinstance(sure, Rating)
    assert isinstance(worry, Rating)
    assert (sure.look, worry.look) == ("rating", "scale")
    assert sure.group == "Title of math"
    assert sure.group_stem == "How sure are you that you can ..."
    assert sure.anchors == {0: "not sure", 50: "halfway sure", 100: "completely sure"}
    assert sure.points == (0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100)
    assert worry.points == (1, 2, 3, 4, 5)


def test_scales_that_are_named_are_asked_alone_and_in_that_order() -> None:
    fields = KIND.sheet(house.context("survey", scales=["worry", "math"]), SAY).fields
    assert [field.group for field in fields] == ["Title of worry"] * 4 + ["Title of math"] * 5


def test_nobody_is_asked_whether_they_are_sure_that_they_pass() -> None:
    done, passing = KIND.sheet(house.context("survey"), SAY).actions
    assert (done.id, done.style) == ("done", "primary")
    assert (passing.id, passing.style, passing.confirm) == ("pass", "quiet", "")


def test_a_survey_measures() -> None:
    assert KIND.measures


def test_a_survey_is_one_phase_without_a_clock() -> None:
    (phase,) = KIND.phases(house.context("survey"))
    assert phase.seconds is None


def test_a_picture_is_shown_only_where_the_plan_says_so() -> None:
    assert KIND.reveals(house.context("survey", reveal=True))
    assert not KIND.reveals(house.context("survey", reveal=False))


def test_a_point_between_the_steps_is_refused_with_a_sentence() -> None:
    with pytest.raises(InvalidValue, match="steps of 10"):
        KIND.validate(house.context("survey"), Given(item_id="math.1", value=55.0), SAY)


def test_an_unknown_item_is_refused_with_a_sentence() -> None:
    with pytest.raises(InvalidValue, match="no question"):
        KIND.validate(house.context("survey"), Given(item_id="history.1", value=50.0), SAY)


def test_a_cleared_answer_is_missing_and_counts_as_not_answered() -> None:
    context = house.context("survey", scales=["math"])
    assert KIND.validate(context, Given(item_id="math.1", value=None), SAY) is None
    given = [Given(item_id="math.1", value=None), Given(item_id="math.2", value=0.0)]
    progress = KIND.progress(context, given, SAY)
    assert (progress.answered, progress.total, progress.is_complete) == (1, 5, False)


# ---------------------------------------------------------------- from the plan


@pytest.mark.parametrize(
    "params",
    [
        {"instruments": []},
        {"scales": []},
        {"instrument": "beliefs"},
        {"instruments": ["Not An Id"]},
        {"reveal": "perhaps"},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        house.context("survey", **params)


def test_an_instrument_that_does_not_exist_is_a_problem_that_names_the_known_ones() -> None:
    context = house.context("survey", instruments=["belief"])
    (problem,) = KIND.references(context.params, house.curriculum())
    assert problem.where == "params → instruments"
    assert "“belief”" in problem.found
    assert "beliefs" in problem.hint


def test_a_scale_of_another_instrument_is_a_problem() -> None:
    context = house.context("survey", scales=["math", "history"])
    (problem,) = KIND.references(context.params, house.curriculum())
    assert problem.where == "params → scales"
    assert "“history”" in problem.found


def test_an_item_that_would_be_asked_twice_is_a_problem() -> None:
    # Both would be stored under one id, and the second would overwrite the first.
    content = house.curriculum(
        house.instrument("beliefs", house.MATH), house.instrument("others", house.MATH)
    )
    context = house.context("survey", content=content, instruments=["beliefs", "others"])
    problems = KIND.references(context.params, content)
    assert [problem.found for problem in problems] == [
        f"“math.{n}” more than once" for n in range(1, 6)
    ]


def test_the_usual_survey_has_no_problems() -> None:
    assert not KIND.references(house.context("survey").params, house.curriculum())


def test_content_that_lacks_the_instrument_gets_a_sentence_and_no_traceback() -> None:
    with pytest.raises(NotFound, match="no instrument called “gone”"):
        KIND.sheet(house.context("survey", instruments=["gone"]), SAY)


# ---------------------------------------------------------- what the room sees


def test_a_scale_from_0_to_100_gives_the_average_rounded_to_5_points() -> None:
    # (20 + 30 + 50 + 60 + 70) / 5 = 46, and 46 is nearest to 45.
    shown = figures(survey_of(house.MATH), house.everyone(house.MATH, 20, 30, 50, 60, 70))
    figure = shown["math"]
    assert (figure.value, figure.n, figure.low, figure.high) == (45, 5, 0, 100)
    assert figure.share is None
    assert not figure.withheld
    assert sentence(figure, SAY) == "Title of math: on average 45 on a scale from 0 to 100."


@pytest.mark.parametrize(("mean", "said"), [(100, "95 or more"), (0, "5 or less")])
def test_an_average_never_tells_what_every_single_person_answered(mean: int, said: str) -> None:
    shown = figures(survey_of(house.MATH), house.everyone(house.MATH, *[mean] * 6))
    assert f"on average {said}" in sentence(shown["math"], SAY)


@pytest.mark.parametrize(
    ("worried", "words"),
    [(0, "Some of us"), (1, "Some of us"), (3, "About half of us"), (6, "Most of us")],
)
def test_any_other_scale_is_said_in_words_and_never_all_or_none(worried: int, words: str) -> None:
    # Items 1, 3 and 4 at the middle or above, item 2 is keyed the other way.
    def row(point: int) -> dict[str, float | str | None]:
        return {"worry.1": point, "worry.2": 6 - point, "worry.3": point, "worry.4": point}

    people = house.answers(*[row(4)] * worried, *[row(1)] * (6 - worried))
    figure = figures(survey_of(house.WORRY), people)["worry"]
    assert figure.value is None
    assert sentence(figure, SAY) == f"{words} know this feeling: Title of worry."


def test_a_mean_on_the_very_middle_of_a_scale_counts_as_there() -> None:
    shown = figures(survey_of(house.WORRY), house.everyone(house.WORRY, 3, 3, 3, 3, 3))
    assert shown["worry"].share == "most"


@pytest.mark.parametrize(
    ("concept", "words"),
    [
        ("efficacy", "feel halfway sure or more"),
        ("practice", "chose the middle of the scale or more"),
    ],
)
def test_the_sentence_fits_what_the_scale_is_about(concept: str, words: str) -> None:
    other = house.scale("other", concept=concept, response=house.HOW_MUCH)
    shown = figures(survey_of(other), house.everyone(other, 5, 5, 5, 5, 5))
    assert sentence(shown["other"], SAY) == f"Most of us {words}: Title of other."


def test_braces_in_a_title_stay_what_they_are() -> None:
    odd = house.scale("odd", title="Sets {a, b}", response=house.HOW_MUCH)
    shown = figures(survey_of(odd), house.everyone(odd, 5, 5, 5, 5, 5))
    assert sentence(shown["odd"], SAY).endswith("halfway sure or more: Sets {a, b}.")


@pytest.mark.parametrize("scale", [house.MATH, house.WORRY], ids=lambda scale: scale.id)
@pytest.mark.parametrize("people", range(5))
def test_fewer_than_five_people_give_no_figure_and_no_number(scale: Scale, people: int) -> None:
    given = house.everyone(scale, *[3 if scale is house.WORRY else 50] * people)
    shown = figures(survey_of(scale), given)
    (figure,) = shown.values()
    assert figure.withheld
    assert (figure.value, figure.share, figure.n) == (None, None, 0)
    assert "too few answers" in sentence(figure, SAY)


def test_people_who_answered_too_little_of_a_scale_are_not_in_its_average() -> None:
    # Four of five items are enough at a minimum share of 0.8; three are not.
    people = house.everyone(house.MATH, 50, 50, 50, 50)
    enough = {f"math.{n}": 100.0 for n in range(1, 5)}
    people |= {"enough": [Given(item_id=item, value=value) for item, value in enough.items()]}
    too_few = [Given(item_id=f"math.{n}", value=0.0) for n in range(1, 4)]
    assert figures(survey_of(house.MATH), people)["math"].value == 60
    figure = figures(survey_of(house.MATH), people | {"too-few": too_few})["math"]
    assert (figure.value, figure.n) == (60, 5)


def test_n_of_the_summary_counts_people_and_not_answers() -> None:
    people = house.everyone(house.MATH, 50, 60) | {"cleared": [Given(item_id="math.1", value=None)]}
    assert KIND.summarise(survey_of(house.MATH), people, SAY).n == 2


def test_nobody_at_all_gives_figures_that_are_withheld() -> None:
    summary = KIND.summarise(house.context("survey"), {}, SAY)
    assert summary.n == 0
    assert summary.title == "Step it"
    assert all(figure.withheld for figure in summary.figures)


def test_each_scale_is_withheld_or_shown_by_itself() -> None:
    people = house.everyone(house.MATH, 40, 50, 60, 70, 80)
    people["person-0"] += [Given(item_id=item.id, value=3.0) for item in house.WORRY.items]
    shown = figures(house.context("survey", scales=["math", "worry"]), people)
    assert shown["math"].value == 60
    assert shown["worry"].withheld


@given(points=st.lists(st.integers(0, 10), min_size=0, max_size=12))
def test_a_figure_is_exactly_one_of_average_share_and_withheld(points: list[int]) -> None:
    people = house.everyone(house.MATH, *(10 * point for point in points))
    for figure in KIND.summarise(survey_of(house.MATH, house.WORRY), people, SAY).figures:
        set_ones = [figure.value is not None, figure.share is not None, figure.withheld]
        assert sum(set_ones) == 1
        assert figure.value is None or figure.value % 5 == 0


# ------------------------------------------------------------------- codebook


def test_the_codebook_says_range_keying_and_source_of_every_item() -> None:
    rows = {row["item_id"]: row for row in KIND.frame(house.context("survey"), SAY)}
    row = rows["worry.2"]
    assert row["reverse_keyed"] is True
    assert (row["low"], row["high"], row["step"]) == (1, 5, 1)
    assert row["range"] == "1 to 5 in steps of 1"
    assert row["anchors"] == "1 = not at all; 5 = very much"
    assert (row["scale_id"], row["instrument_id"], row["licence"]) == ("worry", "beliefs", "CC0")
    assert row["status"] == "educational, not validated"
    fields = KIND.sheet(house.context("survey"), SAY).fields
    assert set(rows) == {id for field in fields for id in (field.id, f"{field.id}.unclear")}


# ---------------------------------------------------- “I did not understand this”


def test_every_item_carries_a_mark_that_is_stored_beside_its_answer() -> None:
    sheet = KIND.sheet(house.context("survey"), SAY)
    for place, field in enumerate(sheet.fields):
        assert isinstance(field, Rating)
        assert field.mark == sheet.field(f"{field.id}.unclear")
        assert field.unclear == "I did not understand this"
        assert sheet.place(field.id) == sheet.place(f"{field.id}.unclear") == place


@pytest.mark.parametrize(
    ("given_value", "stored"), [(1, 1.0), (True, 1.0), (0, None), (None, None)]
)
def test_a_mark_is_on_or_cleared(given_value: object, stored: object) -> None:
    answer = Given(item_id="math.1.unclear", value=given_value)  # type: ignore[arg-type]
    assert KIND.validate(house.context("survey"), answer, SAY) == stored


@pytest.mark.parametrize("value", [2, -1, "yes", 0.5])
def test_a_mark_is_nothing_in_between(value: object) -> None:
    answer = Given(item_id="math.1.unclear", value=value)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match="is marked \\(1\\) or not \\(0\\)"):
        KIND.validate(house.context("survey"), answer, SAY)


def test_there_is_no_mark_on_a_mark_and_none_on_what_is_not_asked() -> None:
    sheet = KIND.sheet(house.context("survey"), SAY)
    for unknown in ("math.1.unclear.unclear", "history.1.unclear", ".unclear"):
        with pytest.raises(InvalidValue, match="no question"):
            sheet.field(unknown)


def test_a_mark_counts_as_no_answer() -> None:
    context = house.context("survey", scales=["math"])
    marks = [Given(item_id=f"math.{n}.unclear", value=1.0) for n in range(1, 6)]
    assert KIND.progress(context, marks, SAY).answered == 0
    assert KIND.summarise(context, {"heron": marks}, SAY).n == 0


@given(marked=st.sets(st.integers(1, 5)))
def test_marks_change_no_figure(marked: set[int]) -> None:
    people = house.everyone(house.MATH, 20, 40, 60, 80, 70, 50)
    marks = [Given(item_id=f"math.{n}.unclear", value=1.0) for n in marked]
    more = {person: [*answers, *marks] for person, answers in people.items()}
    context = survey_of(house.MATH)
    assert KIND.summarise(context, more, SAY) == KIND.summarise(context, people, SAY)


def test_the_codebook_says_what_a_mark_is() -> None:
    rows = {row["item_id"]: row for row in KIND.frame(house.context("survey"), SAY)}
    row = rows["math.1.unclear"]
    assert row["type"] == "mark"
    assert str(row["text"]).startswith("I did not understand this: ")
    assert row["range"] == "1 = marked"
    assert "scale_id" not in row


def test_on_paper_a_small_box_stands_below_each_item() -> None:
    (part,) = KIND.paper(house.context("survey"), SAY)
    drawn = [field for group in grouped(part.fields) for field in group.fields]
    assert {field.unclear for field in drawn} == {"I did not understand this"}


def test_invented_people_mark_a_few_items_and_the_same_ones_for_the_same_person() -> None:
    context = house.context("survey")

    def marks(sureness: float) -> list[str]:
        persona = Persona(sureness=sureness, worry=0.5)
        given_all = KIND.simulate(context, persona, Random(3), SAY)
        return [one.item_id for one in given_all if one.item_id.endswith(".unclear")]

    every = [marks(n / 10) for n in range(200)]
    asked = 200 * len(KIND.sheet(context, SAY).fields)
    assert 0 < sum(map(len, every)) < asked / 20
    assert every == [marks(n / 10) for n in range(200)]


# ------------------------------------------------------------------- simulation


def simulated(
    sureness: float, worry: float, *, seed: int = 1, skips: float = 0
) -> dict[str, float]:
    persona = Persona(sureness=sureness, worry=worry, skips=skips)
    given = KIND.simulate(house.context("survey"), persona, Random(seed), SAY)
    return {answer.item_id: answer.value for answer in given}  # type: ignore[misc]


def average(scale: Scale, sureness: float, worry: float, item: str | None = None) -> float:
    rows = [simulated(sureness, worry, seed=seed) for seed in range(60)]
    items = [item] if item else [known.id for known in scale.items]
    return sum(row[known] for row in rows for known in items) / len(rows) / len(items)


@given(
    sureness=st.floats(0, 100),
    worry=st.floats(0, 1),
    skips=st.floats(0, 1),
    seed=st.integers(0, 2**32),
    low=st.integers(0, 2),
    step=st.integers(1, 10),
    points=st.integers(1, 10),
    reverse=st.booleans(),
)
def test_every_simulated_answer_validates(
    sureness: float,
    worry: float,
    skips: float,
    seed: int,
    low: int,
    step: int,
    points: int,
    *,
    reverse: bool,
) -> None:
    response = house.SURE.model_copy(
        update={
            "low": low,
            "high": low + step * points,
            "step": step,
            "anchors": {str(low): "none"},
        }
    )
    items = tuple(
        Item(id=f"odd.{n}", text="x", difficulty=n, reverse_keyed=reverse) for n in range(1, 6)
    )
    context = survey_of(house.scale("odd", response=response, items=items))
    persona = Persona(sureness=sureness, worry=worry, skips=skips)
    for answer in KIND.simulate(context, persona, Random(seed), SAY):
        assert KIND.validate(context, answer, SAY) == answer.value


def test_the_same_seed_gives_the_same_answers() -> None:
    assert simulated(50, 0.5, seed=3) == simulated(50, 0.5, seed=3)
    assert simulated(50, 0.5, seed=3) != simulated(50, 0.5, seed=4)


def test_surer_people_answer_higher_and_harder_items_lower() -> None:
    assert average(house.MATH, 30, 0.5) < average(house.MATH, 60, 0.5)
    by_item = [average(house.MATH, 50, 0.5, f"math.{n}") for n in range(1, 6)]
    assert all(easier > harder for easier, harder in itertools.pairwise(by_item))


def test_worried_people_answer_higher_on_worry_and_lower_where_it_is_reversed() -> None:
    assert average(house.WORRY, 50, 0.2, "worry.1") < average(house.WORRY, 50, 0.8, "worry.1")
    assert average(house.WORRY, 50, 0.2, "worry.2") > average(house.WORRY, 50, 0.8, "worry.2")


def test_what_is_skipped_has_no_answer_and_hard_items_are_skipped_more() -> None:
    rows = [simulated(50, 0.5, seed=seed, skips=0.1) for seed in range(400)]
    left_out = {n: sum(f"math.{n}" not in row for row in rows) for n in range(1, 6)}
    # One in ten is 40 of 400; three in ten is 120.
    assert 20 < left_out[1] < 65
    assert 90 < left_out[5] < 155


# --- looking back --------------------------------------------------------------------------------


def test_a_survey_can_ask_some_items_below_words_of_its_own() -> None:
    content = house.curriculum()
    instrument = next(iter(content.instruments.values()))
    asked = instrument.scales[0].items[0].id
    context = house.context(
        "survey",
        instruments=[instrument.id],
        only=[asked],
        stem="Looking back, how sure were you that you could …",
    )
    fields = Survey().sheet(context, speech()).fields
    assert [field.id for field in fields if not field.id.endswith(".unclear")] == [asked]
    ((_, kept),) = Survey().scales(context)
    assert kept.stem.startswith("Looking back")


def test_an_item_that_is_not_there_is_named() -> None:
    content = house.curriculum()
    instrument = next(iter(content.instruments.values()))
    params = SurveyParams(instruments=(instrument.id,), only=("nothing",))
    (problem,) = Survey().references(params, content)
    assert "params → only" in str(problem)
    assert "an item they hold" in str(problem)
