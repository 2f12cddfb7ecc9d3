"""The registry: every kind is whole, and a missing part is found here."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
import yaml
from pydantic import BaseModel

from efficacy.activities.contract import Kind, Params, Persona
from efficacy.activities.registry import KINDS, context_for, is_measurement, kind_of, shape
from efficacy.content.lint import complete
from efficacy.content.loader import read_folder
from efficacy.content.models import Curriculum, PlannedActivity
from efficacy.errors import CanDoError, NotFound
from efficacy.language import speech
from tests.activities import house

SAY = speech()
ROOT = Path(__file__).resolve().parents[2]
every_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())


def page_of(kind: Kind) -> str:
    return (ROOT / "docs" / "activities" / f"{kind.name}.md").read_text(encoding="utf-8")


def example_of(kind: Kind) -> PlannedActivity:
    (block,) = re.findall(r"```yaml\n(.*?)```", page_of(kind), flags=re.DOTALL)
    example = yaml.safe_load(block)
    return PlannedActivity.model_validate({**example, "notes": house.NOTES})


@pytest.fixture(scope="module")
def shipped() -> Curriculum:
    return complete(read_folder(ROOT / "curriculum"), "en")


# ---------------------------------------------------------- every kind is whole


def test_the_kinds_of_the_first_plan_are_here() -> None:
    assert set(KINDS) == {
        "consent",
        "survey",
        "talk",
        "discussion",
        "close",
        "interests",
        "outlook",
        "ladder",
        "sources",
        "partners",
        "encourage",
        "approach",
        "log",
        "goal",
        "shortlist",
        "rehearse",
        "relabel",
        "pulse",
        "poll",
        "pause",
        "story",
        "storyline",
        "wall",
        "relay",
        "barriers",
        "interview",
        "occupation",
    }


def test_nobody_can_add_a_kind_while_the_program_runs() -> None:
    assert isinstance(KINDS, Mapping)
    with pytest.raises(TypeError):
        KINDS["quiz"] = KINDS["talk"]  # type: ignore[index]


@every_kind
def test_a_kind_is_known_by_its_own_name_and_has_a_title(kind: Kind) -> None:
    assert KINDS[kind.name] is kind
    assert kind.title.strip()
    assert Path(inspect.getfile(type(kind))).stem == kind.name


@every_kind
def test_a_kind_holds_no_state(kind: Kind) -> None:
    assert not vars(kind)


@every_kind
def test_a_kind_refuses_parameters_that_it_does_not_know(kind: Kind) -> None:
    assert issubclass(kind.params_model, Params)
    assert issubclass(kind.params_model, BaseModel)
    with pytest.raises(ValueError, match="Extra inputs"):
        house.context(kind.name, surprise=1)


@every_kind
def test_a_kind_has_a_page_with_an_example_of_content_that_ships(
    kind: Kind, shipped: Curriculum
) -> None:
    example = example_of(kind)
    assert example.kind == kind.name
    assert not kind.references(kind.params(example), shipped)


@every_kind
def test_the_page_shows_its_example_on_a_screen_and_a_phone(kind: Kind) -> None:
    found = re.findall(r"^!\[.+\]\(\.\./pictures/kinds/(.+)\.png\)$", page_of(kind), re.MULTILINE)
    assert found == [kind.name]
    assert (ROOT / "docs" / "pictures" / "kinds" / f"{kind.name}.png").is_file()


@every_kind
def test_the_page_names_every_parameter(kind: Kind) -> None:
    page = page_of(kind)
    for name in kind.params_model.model_fields:
        assert f"`{name}`" in page, f"{kind.name}.md does not explain {name}"


@every_kind
def test_the_page_says_what_is_stored_and_what_the_room_sees(kind: Kind) -> None:
    headings = re.findall(r"^## (.+)$", page_of(kind), flags=re.MULTILINE)
    assert headings == ["Parameters", "What is stored", "What the room sees", "Example"]


@every_kind
def test_a_kind_has_a_module_that_draws_it(kind: Kind) -> None:
    drawing = ROOT / "pages" / "_ui" / "activities" / f"{kind.name}.py"
    assert drawing.is_file()
    source = drawing.read_text(encoding="utf-8")
    for screen in ("participant", "projector", "facilitator"):
        assert re.search(rf"^def {screen}\(|^{screen} = ", source, flags=re.MULTILINE), screen


@every_kind
def test_a_kind_has_at_least_one_phase_and_ids_that_differ(kind: Kind) -> None:
    context = house.context(kind.name)
    phases = kind.phases(context)
    assert phases
    assert len({phase.id for phase in phases}) == len(phases)
    fields = kind.sheet(context, SAY).fields
    assert len({field.id for field in fields}) == len(fields)


@every_kind
def test_whoever_can_give_something_can_pass(kind: Kind) -> None:
    sheet = kind.sheet(house.context(kind.name), SAY)
    if sheet.fields:
        assert {"done", "pass"} <= {action.id for action in sheet.actions}


@every_kind
def test_what_a_kind_simulates_validates_and_is_in_its_codebook(kind: Kind) -> None:
    context = house.context(kind.name)
    described = {row["item_id"] for row in kind.frame(context, SAY)}
    # What the server itself finds out is described as well, and is no field.
    assert described >= {field.id for field in kind.sheet(context, SAY).fields}
    for seed in range(20):
        persona = Persona(sureness=5 * seed, worry=seed / 20, skips=0.1)
        for answer in kind.simulate(context, persona, Random(seed), SAY):
            assert kind.validate(context, answer, SAY) == answer.value
            assert answer.item_id in described


@every_kind
def test_a_summary_of_nobody_is_no_accident(kind: Kind) -> None:
    summary = kind.summarise(house.context(kind.name), {}, SAY)
    assert summary.n == 0
    assert all(figure.withheld for figure in summary.figures)


@every_kind
def test_a_kind_refers_to_nothing_that_its_content_has_not(kind: Kind) -> None:
    assert not kind.references(house.context(kind.name).params, house.curriculum())


# ------------------------------------------------- what a kind feeds, for the theory check

# With the usual parameters and ten minutes: is it doing, is it persuasive, what it feeds.
# Whoever adds a kind decides this, says why where ``feeds`` is written, and adds a line.
FEEDS: dict[str, tuple[bool, bool, dict[str, float]]] = {
    "consent": (False, False, {}),
    "survey": (False, False, {}),
    "talk": (False, True, {"persuasion": 0.1}),
    "discussion": (False, True, {}),
    "partners": (False, False, {}),
    "encourage": (False, True, {"persuasion": 0.9}),
    "goal": (False, False, {"mastery": 0.1}),
    "rehearse": (False, True, {"imaginal": 70 / 600}),
    "relabel": (False, True, {"arousal": 0.5, "mastery": 60 / 600}),
    "pulse": (False, False, {}),
    "poll": (False, False, {}),
    "pause": (False, False, {}),
    "storyline": (False, False, {"mastery": 0.25}),
    "wall": (False, True, {}),
    "relay": (False, True, {"mastery": 0.25}),
    "log": (False, True, {"mastery": 0.5}),
    "approach": (False, False, {}),
    "sources": (False, False, {}),
    "outlook": (False, False, {}),
    "interests": (False, False, {}),
    "close": (False, False, {}),
    "ladder": (True, False, {"mastery": 0.9}),
    "story": (False, True, {"vicarious": 0.9}),
    "shortlist": (False, False, {"mastery": 0.25}),
    "barriers": (False, False, {}),
    "interview": (False, True, {}),
    "occupation": (False, False, {"mastery": 0.25}),
}


def fed(kind: str, minutes: int = 10, **params: object) -> dict[str, float]:
    context = house.context(kind, **params)
    return dict(KINDS[kind].feeds(context.params, context.curriculum, minutes=minutes))


@every_kind
def test_a_kind_has_decided_what_it_feeds_and_says_why(kind: Kind) -> None:
    own = vars(type(kind)).get("feeds")
    assert own is not None, f"{kind.name} leaves open what it feeds"
    assert own.__doc__.startswith("Return ")
    assert kind.name in FEEDS, f"add a line for {kind.name}"
    is_doing, is_persuasive, shares = FEEDS[kind.name]
    assert (kind.is_doing, kind.is_persuasive) == (is_doing, is_persuasive)
    assert fed(kind.name) == pytest.approx(shares)


@every_kind
@pytest.mark.parametrize("minutes", [1, 2, 10, 120])
def test_a_kind_never_gives_more_than_its_minutes(kind: Kind, minutes: int) -> None:
    shares = fed(kind.name, minutes).values()
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) <= 1


@pytest.mark.parametrize(
    ("kind", "params", "expected"),
    [
        ("encourage", {"form": "witness", "questions": ["What did you see?"]}, {"persuasion": 0.5}),
        (
            "encourage",
            {"form": "letter", "fields": [{"id": "why", "label": "Why", "max_length": 80}]},
            {"persuasion": 0.9},
        ),
        ("goal", {"follows": []}, {}),
        ("relabel", {"task": None}, {"arousal": 0.5, "mastery": 0.0}),
        ("relabel", {"task": {"words": "Go."}}, {"arousal": 0.5, "mastery": 90 / 600}),
        ("interview", {"guide": "guide", "questions": [], "openers": []}, {"vicarious": 0.5}),
        ("ladder", {"ladder": "real-life"}, {"mastery": 0.5}),
    ],
)
def test_what_a_kind_feeds_follows_from_what_people_do_with_these_parameters(
    kind: str, params: dict[str, object], expected: dict[str, float]
) -> None:
    assert fed(kind, **params) == pytest.approx(expected)


def test_a_talk_shares_its_little_among_what_its_slides_are_about(shipped: Curriculum) -> None:
    talk = KINDS["talk"]
    params = talk.params(house.activity("t", "talk"))
    feeds = talk.feeds(params, shipped, minutes=5)
    slides = shipped.talks["four-sources"].slides
    assert set(feeds) == {slide.source for slide in slides if slide.source}
    assert sum(feeds.values()) == pytest.approx(0.1)


def test_only_people_who_struggled_first_are_coping_models() -> None:
    story, known = KINDS["story"], house.curriculum()
    params = story.params(house.activity("s", "story"))
    people = {
        one.id: one.model_copy(
            update={
                "attributes": one.attributes.model_copy(update={"is_coping": one.id == "person-2"})
            }
        )
        for one in known.peer_models.values()
    }
    content = known.model_copy(update={"peer_models": people})
    assert story.coping_models(params, content) == ("person-2",)
    assert KINDS["talk"].coping_models(params, content) == ()


# ------------------------------------------------------------------ the lookups


def test_an_unknown_kind_gets_a_sentence_that_names_the_known_ones() -> None:
    with pytest.raises(CanDoError) as raised:
        kind_of("quiz")
    assert "“quiz”" in str(raised.value)
    assert ", ".join(sorted(KINDS)) in str(raised.value)


def test_a_context_carries_checked_parameters_content_and_mode() -> None:
    content = house.curriculum()
    context = context_for(content, house.activity("x", "talk"), "group-only")
    assert context.params.talk == "four-sources"  # type: ignore[attr-defined]
    assert context.curriculum is content
    assert context.mode == "group-only"


def test_a_context_of_an_unknown_kind_gets_a_sentence() -> None:
    with pytest.raises(NotFound, match="no kind"):
        context_for(house.curriculum(), house.activity("x", "quiz"))


@pytest.mark.parametrize(
    ("kind", "wave", "expected"),
    [("survey", "pre", True), ("survey", None, False), ("talk", "pre", False)],
)
def test_only_a_survey_with_a_wave_is_a_measurement(
    kind: str, wave: str | None, expected: bool
) -> None:
    assert is_measurement(house.activity("x", kind, wave=wave)) is expected


@pytest.mark.parametrize(
    ("kind", "params", "expected"),
    [
        ("consent", {}, (1, False, False)),
        ("survey", {"reveal": True}, (1, True, True)),
        ("survey", {"reveal": False}, (1, True, False)),
        ("talk", {}, (3, False, False)),
        ("discussion", {}, (2, True, False)),
        ("discussion", {"fields": []}, (2, False, False)),
        ("close", {}, (1, True, False)),
        ("story", {}, (1, True, True)),
        ("story", {"reveal": False}, (1, True, False)),
        ("close", {"next_step_label": None}, (1, False, False)),
    ],
)
def test_the_shape_of_an_activity_follows_from_its_kind(
    kind: str, params: dict[str, object], expected: tuple[int, bool, bool]
) -> None:
    known = shape(house.context(kind, **params), SAY)
    assert known.activity_id == "it"
    assert (known.phases, known.takes_answers, known.reveals) == expected
