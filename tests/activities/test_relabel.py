"""Relabelling: three families, three equal doors, and words that stay with their writer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities import relabel_way as way
from efficacy.activities.blocks import sentence
from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.fields import Choices, Rating, Text
from efficacy.activities.personal import Earlier, Outcome, Standing, View
from efficacy.activities.relabel import Relabel
from efficacy.activities.relabel_cards import log_lines
from efficacy.activities.relabel_way import FACTS, NOTICE, RELABEL, USE, Place
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Relabel()
SERVER = {way.NOTICED, way.DOOR, way.WORKED, way.USED, way.OFFERED}


def carried(own: Standing, outcome: Outcome) -> Standing:
    """Return where somebody stands after what an action brought, as the server keeps it."""
    stored = {(one.item_id, one.attempt, one.option_id) for one in outcome.store}
    kept = tuple(
        one
        for one in own.given
        if one.item_id not in outcome.forget
        and (one.item_id, one.attempt, one.option_id) not in stored
    )
    how = {"": own.how, "undo": ""}.get(outcome.how, outcome.how)
    return replace(own, given=(*kept, *outcome.store), how=how)


class Person:
    """Somebody who gives answers and presses, as the sheet of their view allows."""

    def __init__(self, context: Context | None = None, phase: int = NOTICE) -> None:
        self.context = context or house.context("relabel")
        self.own = Standing(seed="someone", phase_index=phase)
        self.words: list[tuple[str, str | None, str]] = []

    @property
    def view(self) -> View:
        return KIND.view(self.context, self.own, SAY)

    @property
    def place(self) -> Place:
        return KIND.where(self.context, self.own).place

    @property
    def ways(self) -> list[str]:
        return [action.id for action in self.view.sheet.actions]

    @property
    def fields(self) -> list[str]:
        return [field.id for field in self.view.sheet.fields]

    @property
    def read(self) -> str:
        return repr(self.view.cards)

    def room_at(self, phase: int) -> Person:
        self.own = replace(self.own, phase_index=phase)
        return self

    def gives(self, item_id: str, value: Any, option_id: str = "") -> Person:
        self.view.sheet.field(item_id)  # raises where it does not stand there
        given_now = Given(
            item_id=item_id, value=value, attempt=self.view.attempt, option_id=option_id
        )
        assert KIND.validate(self.context, given_now, SAY) == value
        self.own = carried(self.own, Outcome(store=(given_now,)))
        return self

    def presses(self, action_id: str) -> Person:
        assert action_id in self.ways, f"{action_id} is not among {self.ways}"
        outcome = KIND.act(self.context, self.own, action_id, SAY)
        self.words += [(one.item_id, one.text, one.to) for one in outcome.words]
        self.own = carried(self.own, outcome)
        return self

    def notices(self, **signs: Sequence[str]) -> Person:
        for family, cards in signs.items():
            for card in cards:
                self.gives(family, 1.0, card)
        return self.presses("next").presses("next")


def at_doors(*, phase: int = RELABEL, context: Context | None = None, **signs: Any) -> Person:
    """Return somebody who stands before the doors and knows these signs (a heart, if none)."""
    return Person(context).notices(**(signs or {"body": ["heart"]})).room_at(phase)


def people(*signs: tuple[str, ...]) -> dict[str, list[Given]]:
    """Return the answers of people who chose these signs."""
    families = {card.id: card.family for card in house.CUES.cards}
    return {
        f"person-{number}": [
            Given(item_id=families[one], value=1.0, option_id=one) for one in chosen
        ]
        for number, chosen in enumerate(signs)
    }


# ------------------------------------------------------------------ what there is


def test_the_facilitator_steps_through_four_parts_without_a_clock() -> None:
    phases = KIND.phases(house.context("relabel"))
    assert [phase.id for phase in phases] == ["notice", "facts", "relabel", "use"]
    assert [phase.title for phase in phases] == ["Notice", "Facts", "Words", "Try it"]
    assert {phase.seconds for phase in phases} == {None}


def test_it_is_personal_offers_a_talk_and_has_a_picture() -> None:
    assert KIND.is_personal
    assert KIND.offers_talk
    assert not KIND.hands_over
    assert KIND.reveals(house.context("relabel"))


def test_the_map_has_one_list_a_family_with_the_signs() -> None:
    body, thought, doing = Person().view.sheet.fields
    assert isinstance(body, Choices)
    assert isinstance(thought, Choices)
    assert isinstance(doing, Choices)
    assert [field.id for field in (body, thought, doing)] == ["body", "thought", "doing"]
    assert [option.id for option in body.options] == ["heart", "hands"]
    assert [option.label for option in doing.options] == ["I know freeze.", "I know leave."]


def test_the_plan_can_show_a_few_of_the_cards() -> None:
    someone = Person(house.context("relabel", cards=["heart", "freeze"]))
    assert someone.fields == ["body", "doing"]
    stored = {field.id for field in KIND.sheet(someone.context, SAY).fields}
    assert {"words.heart", "action.freeze"} <= stored
    assert not {"words.cannot", "action.leave"} & stored


def test_only_the_body_and_thoughts_have_boxes_for_words() -> None:
    stored = {field.id for field in KIND.sheet(house.context("relabel"), SAY).fields}
    assert {one for one in stored if one.startswith("words.")} == {
        "words.heart",
        "words.hands",
        "words.cannot",
        "words.faster",
    }


def test_strength_and_meaning_run_from_one_to_seven_with_words_at_both_ends() -> None:
    sheet = KIND.sheet(house.context("relabel"), SAY)
    for item in ("strength-before", "meaning-before", "strength-after", "meaning-after"):
        field = sheet.field(item)
        assert isinstance(field, Rating)
        assert (field.low, field.high, sorted(field.anchors)) == (1, 7, [1, 7])
    meaning = sheet.field("meaning-before")
    assert isinstance(meaning, Rating)
    assert meaning.anchors == {1: "I will do badly", 7: "getting ready"}


def test_a_plan_can_leave_the_ratings_out() -> None:
    context = house.context("relabel", rate=False)
    fields = {field.id for field in KIND.sheet(context, SAY).fields}
    assert not {one for one in fields if one.startswith(("strength", "meaning"))}
    someone = at_doors(context=context).presses("door-action").presses("next").room_at(USE)
    assert someone.presses("next").fields == []
    assert "Thank you" in someone.read


def test_every_private_box_says_that_nobody_reads_it_and_whom_to_turn_to() -> None:
    for field in KIND.sheet(house.context("relabel"), SAY).fields:
        if isinstance(field, Text):
            assert "Nobody reads it now" in field.help
            assert "tell your counselor" in field.help


# ----------------------------------------------------------------- the way through


def test_somebody_notices_then_tells_then_waits_for_the_facts() -> None:
    someone = Person()
    assert (someone.place, someone.view.attempt) == (Place.MAP, 1)
    someone.gives("body", 1.0, "heart").presses("next")
    assert (someone.place, someone.view.attempt) == (Place.TELL, 2)
    assert someone.fields == ["tell", "strength-before", "meaning-before"]
    someone.presses("next")
    assert (someone.place, someone.fields, someone.ways) == (Place.FACTS, [], ["pass"])
    assert "A study" not in someone.read


def test_facts_carry_their_source_and_the_caution() -> None:
    someone = Person().notices().room_at(FACTS)
    assert "Fear made it faster. (A study, 2020)" in someone.read
    assert "This treats nothing." in someone.read


def test_nobody_is_pulled_on_by_the_room() -> None:
    assert Person(phase=USE).place is Place.MAP
    assert Person(phase=USE).presses("next").place is Place.TELL
    assert Person().notices().room_at(USE).place is Place.DOORS


def test_nobody_is_pulled_back_by_the_room() -> None:
    someone = at_doors().presses("door-relabel")
    assert someone.room_at(NOTICE).place is Place.CARD
    someone.presses("next").room_at(USE).presses("next")
    assert someone.room_at(RELABEL).place is Place.AGAIN


def test_the_short_task_waits_for_the_room() -> None:
    someone = at_doors().presses("door-relabel").presses("next")
    assert (someone.place, someone.fields) == (Place.READY, [])
    assert someone.room_at(USE).place is Place.USE


def test_attempts_rise_along_the_way_and_say_which_card_it_is() -> None:
    someone = Person()
    seen = [someone.view.attempt]
    someone.gives("body", 1.0, "heart").gives("doing", 1.0, "leave").presses("next")
    seen.append(someone.view.attempt)
    someone.presses("next").room_at(RELABEL)
    seen.append(someone.view.attempt)
    someone.presses("door-relabel")
    seen.append(someone.view.attempt)
    someone.presses("next")
    seen.append(someone.view.attempt)
    someone.presses("next").room_at(USE)
    seen.append(someone.view.attempt)
    someone.presses("next")
    seen.append(someone.view.attempt)
    assert seen == [1, 2, 4, 10, 15, 102, 103]


def test_the_way_ends_with_ratings_and_done() -> None:
    someone = at_doors().presses("door-relabel").presses("next").room_at(USE).presses("next")
    assert someone.fields == ["strength-after", "meaning-after"]
    someone.gives("strength-after", 4.0).presses("done")
    assert someone.own.how == "done"
    assert "Before and after" in someone.read
    bars = someone.view.cards[0].bars
    assert [(bar.value, bar.low, bar.high) for bar in bars] == [
        (None, 1, 7),
        (4.0, 1, 7),
        (None, 1, 7),
        (None, 1, 7),
    ]


def test_nothing_is_compared_before_somebody_is_done() -> None:
    someone = at_doors().presses("door-action").presses("next").room_at(USE).presses("next")
    assert [card.bars for card in someone.view.cards] == [()]
    assert someone.presses("pass").view.cards[0].bars == ()


def test_what_somebody_tells_themselves_stands_beside_their_sign_and_nowhere_in_front() -> None:
    someone = Person().gives("body", 1.0, "heart").presses("next")
    someone.gives("tell", "They will laugh.").presses("next").room_at(RELABEL)
    assert "They will laugh." not in someone.read
    assert "You wrote: “They will laugh.”" in someone.presses("door-relabel").read


@pytest.mark.parametrize("phase", [NOTICE, FACTS, RELABEL, USE])
def test_passing_is_possible_in_every_part_and_asks_nothing(phase: int) -> None:
    someone = Person(phase=phase)
    (way_out,) = [action for action in someone.view.sheet.actions if action.id == "pass"]
    assert way_out.confirm == ""
    assert someone.presses("pass").own.how == "passed"


def test_a_press_that_does_not_exist_gets_a_sentence() -> None:
    with pytest.raises(NotFound, match="no “dance”"):
        KIND.act(house.context("relabel"), Standing(), "dance", SAY)
    assert KIND.act(house.context("relabel"), Standing(), "undo", SAY).how == "undo"


# ----------------------------------------------------------------------- the doors


def test_the_three_doors_are_equal_and_ask_for_no_reason() -> None:
    doors = [one for one in at_doors().view.sheet.actions if one.id.startswith("door-")]
    assert [one.id for one in doors] == ["door-relabel", "door-action", "door-log"]
    assert len({(one.style, one.confirm) for one in doors}) == 1
    assert at_doors().fields == ["picked"]


def test_only_signs_that_one_knows_are_offered_for_work_or_all_of_them() -> None:
    def options(someone: Person) -> list[str]:
        (field,) = someone.view.sheet.fields
        assert isinstance(field, Choices)
        return [option.id for option in field.options]

    assert options(at_doors(body=["heart"], doing=["leave"])) == ["heart", "leave"]
    every = ["heart", "hands", "cannot", "faster", "freeze", "leave"]
    assert options(at_doors(body=[])) == every


def test_the_first_door_gives_a_sign_of_the_body_new_words_with_their_source() -> None:
    someone = at_doors(body=["heart"]).presses("door-relabel")
    assert someone.fields == ["words.heart", "action.heart"]
    assert "Fear made it faster. (A study, 2020)" in someone.read
    assert "It can also mean: “My new words for heart.”" in someone.read


def test_the_first_door_answers_a_thought_from_the_log() -> None:
    context = house.context("relabel", log=["my-log"])
    entry = Given(item_id="did", value="I split a bill")
    before = Earlier(activity_id="my-log", wave="", day="2026-11-20", given=(entry,))
    other = Earlier(activity_id="secret", wave="", day="2026-11-20", given=(entry,))
    someone = at_doors(context=context, thought=["cannot"]).presses("door-relabel")
    assert "split a bill" not in someone.read
    someone.own = replace(someone.own, earlier=(other,))
    assert "split a bill" not in someone.read
    someone.own = replace(someone.own, earlier=(before, other))
    assert someone.fields == ["words.cannot", "action.cannot"]
    assert someone.read.count("split a bill") == 1
    assert "It can also mean" not in someone.read


def test_the_log_shows_its_newest_entries_only() -> None:
    visits = tuple(
        Earlier(
            activity_id="my-log",
            wave="",
            day=f"2026-11-0{number}",
            given=(Given(item_id="did", value=f"I did thing {number}"),),
        )
        for number in range(1, 7)
    )
    plan = KIND.plan(house.context("relabel", log=["my-log"]))
    lines = log_lines(plan, Standing(earlier=visits), SAY)
    assert [line[-1] for line in lines] == ["3", "4", "5", "6"]


def test_the_first_door_gives_a_doing_an_action_and_no_new_name() -> None:
    someone = at_doors(doing=["freeze"]).presses("door-relabel")
    assert someone.fields == ["action.freeze"]
    assert "It can also mean" not in someone.read
    assert "Begin with freeze." in someone.read
    assert "offer" not in someone.ways


@pytest.mark.parametrize(("family", "card"), [("body", "heart"), ("thought", "cannot")])
def test_the_second_door_has_an_action_and_nothing_else(family: str, card: str) -> None:
    someone = at_doors(**{family: [card]}).presses("door-action")
    assert someone.fields == [f"action.{card}"]
    assert "new words" not in someone.read
    assert "offer" not in someone.ways


def test_the_third_door_is_quiet_and_needs_no_sign() -> None:
    someone = at_doors(body=[]).presses("door-log")
    assert (someone.place, someone.fields) == (Place.SITTING, [])
    assert "hard for you" in someone.read
    assert someone.room_at(USE).place is Place.SITTING
    assert someone.presses("done").own.how == "done"


@pytest.mark.parametrize("door", ["door-relabel", "door-action"])
def test_the_other_doors_need_a_sign(door: str) -> None:
    someone = at_doors(body=[])
    with pytest.raises(InvalidValue, match="Choose a sign first"):
        someone.presses(door)
    assert someone.gives("picked", 1.0, "leave").presses(door).fields == ["action.leave"]


def test_up_to_the_plans_number_of_signs_are_taken_and_no_more() -> None:
    two = at_doors(body=["heart", "hands"]).presses("door-relabel")
    assert two.place is Place.CARD
    three = at_doors(body=["heart", "hands"], doing=["leave"])
    with pytest.raises(InvalidValue, match=r"up to 2 signs.* chosen 3"):
        three.presses("door-relabel")
    assert three.gives("picked", 1.0, "hands").presses("door-relabel").fields == [
        "words.hands",
        "action.hands",
    ]
    assert three.presses("next").place is Place.READY


def test_a_sign_that_is_marked_late_does_not_lengthen_the_way() -> None:
    someone = at_doors(body=["heart", "hands"]).presses("door-action")
    late = tuple(
        Given(item_id="picked", value=1.0, attempt=4, option_id=one)
        for one in ("heart", "hands", "leave")
    )
    someone.own = replace(someone.own, given=(*someone.own.given, *late))
    assert someone.presses("next").presses("next").place is Place.READY


def test_any_door_can_be_left_and_the_words_are_still_there() -> None:
    someone = at_doors().presses("door-relabel").gives("words.heart", "It is the start.")
    someone.presses("another-way")
    assert someone.place is Place.DOORS
    someone.presses("door-log").presses("another-way").presses("door-relabel")
    assert someone.own.value("words.heart", someone.view.attempt) == "It is the start."


# ------------------------------------------------------------------- trying it out


def test_the_task_offers_a_clock_only_to_those_who_want_one() -> None:
    someone = at_doors(phase=USE).presses("door-action").presses("next")
    assert someone.view.cards[0].clock_s == 60
    without = house.context("relabel", task={"words": "Add 2 and 3."})
    someone = at_doors(phase=USE, context=without).presses("door-action").presses("next")
    assert "Add 2 and 3." in someone.read
    assert someone.view.cards[0].clock_s is None


def test_without_a_task_the_sets_own_words_stand_there() -> None:
    context = house.context("relabel", task=None)
    someone = at_doors(phase=USE, context=context).presses("door-action").presses("next")
    assert "Take the next task." in someone.read


def test_own_words_and_action_are_there_at_the_task_or_else_those_of_the_card() -> None:
    someone = at_doors(phase=USE).presses("door-relabel").gives("words.heart", "Here I go.")
    someone.presses("next")
    assert "Here I go." in someone.read
    assert "My new words" not in someone.read
    assert "Begin with heart." in someone.read


# ---------------------------------------------------------------- words for the room


def test_words_reach_others_only_if_their_writer_offers_them() -> None:
    someone = at_doors().presses("door-relabel").gives("words.heart", "Here I go.")
    assert someone.presses("next").words == []


def test_offered_words_go_to_the_room_where_the_facilitator_looks_first() -> None:
    someone = at_doors().presses("door-relabel").gives("words.heart", "Here I go.")
    someone.presses("offer")
    assert someone.words == [("words.heart", "Here I go.", "room")]
    assert "Offered. Your counselor looks at it first." in someone.read
    assert someone.place is Place.CARD


@pytest.mark.parametrize("text", [None, "   "])
def test_nothing_can_be_offered_where_nothing_is_written(text: str | None) -> None:
    someone = at_doors().presses("door-relabel")
    if text:
        someone.gives("words.heart", text)
    with pytest.raises(InvalidValue, match="Write your own words first"):
        someone.presses("offer")


def test_offered_words_can_be_taken_back_from_any_later_screen() -> None:
    someone = at_doors().presses("door-relabel")
    assert "take-back" not in someone.ways
    someone.gives("words.heart", "Here I go.").presses("offer").presses("next")
    assert someone.place is Place.READY
    someone.presses("take-back")
    assert someone.words[-1] == ("words.heart", None, "room")
    assert "take-back" not in someone.ways


# ----------------------------------------------------------------- what the room sees


def test_four_people_are_too_few_to_say_anything() -> None:
    summary = KIND.summarise(house.context("relabel"), people(*[("heart",)] * 4), SAY)
    (figure,) = summary.figures
    assert (figure.withheld, figure.n, figure.share, figure.count) == (True, 0, None, None)


def test_five_people_are_told_in_words_how_common_a_sign_is() -> None:
    room = people(("heart",), ("heart", "cannot"), ("heart",), ("heart", "cannot"), ("leave",))
    summary = KIND.summarise(house.context("relabel"), room, SAY)
    assert [sentence(figure, SAY) for figure in summary.figures] == [
        "Most of us know this: “I know heart.”",
        "About half of us know this: “I know cannot.”",
        "Most of us notice nerves in the body.",
        "About half of us notice them in our thoughts.",
        "Some of us notice them in what we do.",
    ]


def test_whoever_chose_no_sign_is_in_no_share() -> None:
    room = people(*[("heart",)] * 4) | {
        "e": [Given(item_id="noticed", value=1.0)],
        "f": [Given(item_id="body", value=0.0, option_id="heart")],
        "g": [Given(item_id="body", value=1.0, option_id="heart", attempt=7)],
    }
    summary = KIND.summarise(house.context("relabel"), room, SAY)
    assert all(figure.withheld for figure in summary.figures)


def test_a_sign_that_one_person_alone_chose_is_not_named() -> None:
    alone = people(*[("heart",)] * 4, ("heart", "leave"))
    named = KIND.summarise(house.context("relabel"), alone, SAY).figures
    assert "leave" not in {figure.id for figure in named}
    both = people(*[("heart",)] * 3, *[("heart", "leave")] * 2)
    named = KIND.summarise(house.context("relabel"), both, SAY).figures
    assert "leave" in {figure.id for figure in named}


def test_at_most_three_signs_are_named_the_commonest_first() -> None:
    room = people(
        *[("heart", "hands", "cannot", "leave")] * 3, *[("hands", "cannot", "leave", "freeze")] * 3
    )
    figures = KIND.summarise(house.context("relabel"), room, SAY).figures
    families = ("body", "thought", "doing")
    assert [one.id for one in figures if one.id not in families] == ["hands", "cannot", "leave"]


signs = st.lists(
    st.sets(st.sampled_from([card.id for card in house.CUES.cards]), max_size=6), max_size=12
)


@given(signs)
def test_the_room_never_hears_all_or_none_or_a_number(chosen: list[set[str]]) -> None:
    room = people(*(tuple(one) for one in chosen))
    summary = KIND.summarise(house.context("relabel"), room, SAY)
    answered = sum(bool(one) for one in chosen)
    for figure in summary.figures:
        assert figure.withheld is (answered < 5)
        assert (figure.count, figure.value) == (None, None)
        assert figure.share in (None, "most", "about_half", "some")


@given(st.text(alphabet="qxz", min_size=3, max_size=60))
def test_no_own_word_is_ever_in_a_summary(words: str) -> None:
    written = [
        Given(item_id="tell", value=words, attempt=2),
        Given(item_id="words.heart", value=words, attempt=10),
        Given(item_id="action.heart", value=words, attempt=10),
        Given(item_id="work", value=words, attempt=102),
        Given(item_id="offered", value=1.0, attempt=10),
    ]
    room = {person: [*listed, *written] for person, listed in people(*[("heart",)] * 6).items()}
    assert words not in repr(KIND.summarise(house.context("relabel"), room, SAY))


# ------------------------------------------------------------- reload, store, codebook


def test_a_reload_at_any_point_shows_the_same_again() -> None:
    someone = Person()
    steps = [
        lambda: someone.gives("body", 1.0, "heart"),
        lambda: someone.presses("next"),
        lambda: someone.gives("tell", "I will fail."),
        lambda: someone.presses("next").room_at(RELABEL),
        lambda: someone.presses("door-relabel"),
        lambda: someone.gives("words.heart", "Here I go."),
        lambda: someone.presses("offer"),
        lambda: someone.presses("next").room_at(USE),
        lambda: someone.presses("next"),
        lambda: someone.presses("done"),
    ]
    for step in steps:
        step()
        # The store gives answers back in another order, and in new objects.
        given_back = tuple(replace(one) for one in reversed(someone.own.given))
        assert KIND.view(someone.context, replace(someone.own, given=given_back), SAY) == (
            someone.view
        )


def test_what_the_server_writes_down_cannot_be_sent() -> None:
    for item in SERVER:
        with pytest.raises(InvalidValue, match="no question"):
            KIND.validate(house.context("relabel"), Given(item_id=item, value="log"), SAY)


def test_the_codebook_describes_fields_and_what_the_server_writes_down() -> None:
    context = house.context("relabel")
    rows = {str(row["item_id"]): row for row in KIND.frame(context, SAY)}
    assert set(rows) == {field.id for field in KIND.sheet(context, SAY).fields} | SERVER
    assert rows["meaning-after"]["range"] == "1 to 7 in steps of 1"
    assert rows["meaning-after"]["anchors"] == "1 = I will do badly; 7 = getting ready"
    assert rows["body"]["range"] == "heart = I know heart.; hands = I know hands."
    assert rows["tell"]["range"] == "up to 200 characters"


# ------------------------------------------------------------------------- parameters


@pytest.mark.parametrize(
    "params",
    [
        {"up_to": 0},
        {"up_to": 4},
        {"cards": []},
        {"cards": ["heart", "heart"]},
        {"task": {"words": ""}},
        {"task": {"words": "Add.", "seconds": 9}},
        {"task": {"words": "Add.", "seconds": 601}},
        {"task": {"words": "Add.", "minutes": 1}},
        {"rate": "perhaps"},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        house.context("relabel", **params)


@pytest.mark.parametrize(
    "params",
    [
        {"up_to": 1},
        {"up_to": 3},
        {"task": {"words": "Add.", "seconds": 10}},
        {"task": {"words": "Add.", "seconds": 600}},
    ],
)
def test_parameters_at_their_ends_are_taken(params: dict[str, Any]) -> None:
    assert house.context("relabel", **params)


@pytest.mark.parametrize(
    ("params", "where"),
    [
        ({"cue_set": "nerve"}, "params → cue_set"),
        ({"cards": ["heart", "knees"]}, "params → cards"),
        ({"log": ["sources"]}, "params → log"),
    ],
)
def test_what_is_not_there_is_named(params: dict[str, Any], where: str) -> None:
    context = house.context("relabel", **params)
    (problem,) = KIND.references(context.params, house.curriculum())
    assert problem.where == where


def test_a_longer_task_and_more_signs_take_longer() -> None:
    def load(**params: Any) -> Any:
        return KIND.load(house.context("relabel", **params).params, house.curriculum())

    assert load().ratings == 4
    assert load(rate=False).ratings == 0
    assert load(up_to=3).tasks == load(up_to=2).tasks + 1
    long = {"words": "Add.", "seconds": 91}
    assert load(task=long).tasks == load().tasks + 1
    assert load(task=None).tasks == load().tasks
    assert "I know heart." in load().read
    assert "I know heart." not in load(cards=["freeze"]).read


def test_the_longest_of_the_cards_in_the_plan_are_those_that_are_read_whole() -> None:
    long = "One word after the other, down to the last of them."
    cards = (
        house.cue("one", "body"),
        house.cue("two", "thought", old_label=long),
        house.cue("three", "doing"),
    )
    cues = house.CUES.model_copy(update={"cards": cards})
    content = house.curriculum().model_copy(update={"cues": {"nerves": cues}})

    def read(*chosen: str) -> str:
        context = house.context("relabel", content=content, up_to=1, cards=chosen)
        return " ".join(KIND.load(context.params, content).read)

    assert long in read("one", "two", "three")
    assert "The old words for one." not in read("one", "two", "three")
    assert long not in read("one", "three")


# ------------------------------------------------------------------------ simulation


def play(persona: Persona, seed: int, context: Context, turns: int = 40) -> tuple[Person, int]:
    """Let a simulated person go all the way, phase by phase; return them and their turns."""
    someone, rng, taken = Person(context), Random(seed), 0
    for phase in (NOTICE, FACTS, RELABEL, USE):
        someone.room_at(phase)
        while taken < turns:
            turn = KIND.play(context, someone.own, persona, rng, SAY)
            if not (turn.given or turn.action_id):
                break
            for one in turn.given:
                assert one.attempt == someone.view.attempt
                someone.gives(one.item_id, one.value, one.option_id)
            someone.presses(turn.action_id)
            taken += 1
    return someone, taken


@given(
    seed=st.integers(0, 2**32),
    worry=st.floats(0, 1),
    skips=st.floats(0, 1),
    up_to=st.integers(1, 3),
)
def test_every_simulated_person_ends_with_done(
    seed: int, worry: float, skips: float, up_to: int
) -> None:
    persona = Persona(sureness=50, worry=worry, skips=skips)
    someone, taken = play(persona, seed, house.context("relabel", up_to=up_to))
    assert someone.own.how == "done"
    assert taken < 40


def test_simulated_people_take_all_doors_and_some_offer_words() -> None:
    doors, offers = set(), 0
    for seed in range(120):
        someone, _ = play(Persona(sureness=50, worry=0.6), seed, house.context("relabel"))
        doors.add(someone.own.value(way.DOOR))
        offers += bool(someone.words)
    assert doors == set(way.DOORS)
    assert 0 < offers < 60


@given(seed=st.integers(0, 2**32), phase=st.integers(0, 3))
def test_what_somebody_can_give_is_always_among_what_can_be_stored(seed: int, phase: int) -> None:
    context = house.context("relabel")
    someone, _ = play(Persona(sureness=50, worry=0.5), seed, context)
    stored = {field.id for field in KIND.sheet(context, SAY).fields}
    for length in range(len(someone.own.given) + 1):
        own = Standing(given=someone.own.given[:length], phase_index=phase)
        shown = KIND.view(context, own, SAY)
        assert {field.id for field in shown.sheet.fields} <= stored
        assert "pass" in {action.id for action in shown.sheet.actions}
        assert shown.attempt >= 1


# --- a brief round -------------------------------------------------------------------------------


def brief(**params: Any) -> Context:
    """Return the activity for people who have done the whole before."""
    return house.context("relabel", brief=True, **params)


def test_a_brief_round_has_two_parts_no_picture_and_no_ratings() -> None:
    context = brief(rate=True)
    assert [phase.id for phase in KIND.phases(context)] == ["relabel", "use"]
    assert not KIND.reveals(context)
    assert not [field for field in KIND.sheet(context, SAY).fields if isinstance(field, Rating)]


def test_in_a_brief_round_people_go_from_their_map_to_the_doors_past_the_facts() -> None:
    person = Person(brief(), phase=0)
    assert person.place is Place.MAP
    person.presses("next")
    assert person.place is Place.DOORS
    assert house.CUES.caution in person.read


def test_in_a_brief_round_one_sign_is_taken_and_the_task_waits_for_the_second_part() -> None:
    person = Person(brief(up_to=3), phase=0)
    person.gives("body", 1.0, "heart").gives("thought", 1.0, "cannot")
    person.presses("next")
    with pytest.raises(InvalidValue, match="You have chosen 2"):
        person.presses("door-action")
    person.gives("picked", 1.0, "heart").presses("door-action").presses("next")
    assert person.place is Place.READY
    assert person.room_at(1).place is Place.USE


def test_a_brief_round_takes_less_time_by_the_estimate() -> None:
    curriculum = house.curriculum()
    whole = house.context("relabel").params
    short = brief().params
    long_load, load = (KIND.load(params, curriculum) for params in (whole, short))
    assert load.tasks < long_load.tasks
    assert len(load.read) < len(long_load.read)
    assert load.ratings == 0
