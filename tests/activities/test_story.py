"""Stories: two that fit and one by chance, honest reasons, and nothing kept of who people are."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.personal import Earlier, Outcome, Standing, View
from efficacy.activities.story import Story
from efficacy.activities.story_cards import label_words, paragraphs
from efficacy.activities.story_compare import matched_minus_random, rated_stories
from efficacy.activities.story_match import likeness, person, reasons, traits
from efficacy.activities.story_params import NOT_SAID
from efficacy.content.peer_models import Label, PeerModel
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house, people
from tests.activities.person import Person as Reader

SAY = speech()
KIND = Story()
SIZES = (3, 5, 6, 18)


def context(number: int = 6, *, library: dict[str, PeerModel] | None = None, **params: Any) -> Any:
    """Return the context of a library of that many stories."""
    known = library or people.library(number)
    content = house.curriculum().model_copy(update={"peer_models": known})
    return house.context("story", content=content, models=list(known), **params)


class Person:
    """One participant, whose answers and presses are written down as the server does it."""

    def __init__(
        self, the_context: Context, *, seed: str = "s", earlier: tuple[Earlier, ...] = ()
    ) -> None:
        self.context = the_context
        self.own = Standing(seed=seed, day="2026-11-25", earlier=earlier)
        self.outcomes: list[Outcome] = []

    @property
    def view(self) -> View:
        return KIND.view(self.context, self.own, SAY)

    @property
    def actions(self) -> list[str]:
        return [action.id for action in self.view.sheet.actions]

    def gives(self, item: str, value: Any, option: str = "") -> Person:
        given = Given(item_id=item, value=value, attempt=self.view.attempt, option_id=option)
        assert item in {field.id for field in self.view.sheet.fields}, item
        KIND.validate(self.context, given, SAY)
        self._store((given,))
        return self

    def picks(self, *ids: str) -> Person:
        for one in ids:
            self.gives("lines", 1.0, one)
        return self

    def offered(self) -> list[str]:
        (lines,) = [field for field in self.view.sheet.fields if field.id == "lines"]
        return [option.id for option in lines.options]  # type: ignore[attr-defined]

    def presses(self, action: str) -> Outcome:
        assert action in self.actions, f"{action} not in {self.actions}"
        outcome = KIND.act(self.context, self.own, action, SAY)
        self._store(outcome.store)
        kept = tuple(one for one in self.own.given if one.item_id not in outcome.forget)
        how = {"": self.own.how, "undo": ""}.get(outcome.how, outcome.how)
        self.own = replace(self.own, given=kept, how=how)
        self.outcomes.append(outcome)
        return outcome

    def _store(self, given: tuple[Given, ...]) -> None:
        rows = {(one.item_id, one.attempt, one.option_id): one for one in self.own.given}
        rows |= {(one.item_id, one.attempt, one.option_id): one for one in given}
        self.own = replace(self.own, given=tuple(rows.values()))

    def found(self, item: str) -> list[Any]:
        rows = sorted(self.own.given, key=lambda one: one.attempt)
        return [one.value for one in rows if one.item_id == item]

    def shown(self) -> Any:
        return self.own.value("shown", self.view.attempt)

    def words(self) -> str:
        return repr(self.view.cards)

    def reads_three(self) -> list[tuple[Any, Any]]:
        read = []
        while (story := self.shown()) is not None:
            read.append((story, self.own.value("drawn", self.view.attempt)))
            self.gives("like-me", 50.0).presses("next")
        return read


def ready(number: int = 6, *, seed: str = "s", **params: Any) -> Person:
    """Return somebody who has the first of three stories before them."""
    who = Person(context(number, **params), seed=seed)
    who.picks(*who.offered()[:2]).presses("find")
    return who


def telling(value: str = "woman", words: str | None = "a night owl", **params: Any) -> Person:
    """Return somebody who switched identity on and said something of themselves."""
    who = Person(context(6, **params))
    who.picks(*who.offered()[:2]).gives("count-identity", "yes").presses("find")
    who.gives("me.self", value)
    if words:
        who.gives("me.words", words)
    return who


# ------------------------------------------------------------------- the first screen


def test_there_are_six_lines_to_pick_from_and_four_switches() -> None:
    view = Person(context(18)).view
    assert [field.id for field in view.sheet.fields] == [
        "lines",
        "count-math",
        "count-road",
        "count-life",
        "count-identity",
    ]
    assert len(Person(context(18)).offered()) == 6


@pytest.mark.parametrize("number", SIZES)
def test_small_libraries_offer_what_they_have(number: int) -> None:
    offered = Person(context(number)).offered()
    assert len(offered) == len(set(offered)) == min(6, number)


def test_without_questions_about_identity_there_is_no_switch_for_it() -> None:
    fields = [field.id for field in Person(context(identity=[])).view.sheet.fields]
    assert "count-identity" not in fields
    assert "count-life" in fields


@pytest.mark.parametrize("number", [0, 3])
def test_one_or_two_lines_are_picked(number: int) -> None:
    who = Person(context())
    who.picks(*who.offered()[:number])
    with pytest.raises(InvalidValue, match=f"picked {number}"):
        KIND.act(who.context, who.own, "find", SAY)


def test_people_can_say_more_of_themselves_first_and_leave_all_of_it_out() -> None:
    who = Person(context())
    who.picks(who.offered()[0]).presses("tell")
    assert [field.id for field in who.view.sheet.fields] == ["start", "road", "stage"]
    who.presses("match")
    assert who.shown()


# -------------------------------------------------------------------- what is drawn


@pytest.mark.parametrize("number", SIZES)
@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_two_fit_and_one_is_by_chance_whatever_the_library(number: int, seed: str) -> None:
    who = ready(number, seed=seed)
    read = who.reads_three()
    assert sorted(how for _, how in read) == ["matched", "matched", "random"]
    assert len({story for story, _ in read}) == 3


def test_the_matched_ones_are_more_alike_than_the_rest() -> None:
    who = ready(18)
    own, the_context = who.own, who.context
    read = who.reads_three()
    models = the_context.curriculum.peer_models
    value = {one: likeness(the_context, own, model).value or 0 for one, model in models.items()}
    matched = [value[story] for story, how in read if how == "matched"]
    # Reach is weighed as well, so that the likest of all is not always taken.
    assert min(matched) > sorted(value.values())[len(value) // 2]


def test_the_random_one_is_drawn_anew_for_each_person() -> None:
    found = set()
    for seed in range(60):
        who = Person(context(18), seed=str(seed))
        first = [one for one in who.offered() if one in ("person-1", "person-2", "person-3")]
        who.picks(*(first or who.offered())[:1]).presses("find")
        found |= {story for story, how in who.reads_three() if how == "random"}
    assert len(found) > 10


def test_the_order_of_reading_gives_nothing_away() -> None:
    places = {
        [how for _, how in ready(18, seed=str(seed)).reads_three()].index("random")
        for seed in range(30)
    }
    assert places == {0, 1, 2}


def test_a_story_is_not_marked_while_it_is_read() -> None:
    who = ready()
    for _ in range(3):
        assert not any(word in who.words() for word in ("chance", "matched", "random", "As in"))
        who.presses("next")


@pytest.mark.parametrize("number", SIZES)
def test_the_same_seed_gives_the_same_stories(number: int) -> None:
    assert ready(number).reads_three() == ready(number).reads_three()


@pytest.mark.parametrize("coping", [1, 2, 3])
def test_two_of_three_struggled_first_where_the_library_allows(coping: int) -> None:
    known = people.library(8, is_coping=False)
    for number in range(1, coping + 1):
        one = people.peer_model(number, is_coping=True)
        known[one.id] = one
    for seed in range(12):
        who = Person(context(library=known), seed=str(seed))
        who.picks(*who.offered()[:2]).presses("find")
        read = [known[story] for story, _ in who.reads_three()]
        assert sum(model.attributes.is_coping for model in read) >= min(coping, 2)


def test_what_was_read_in_an_earlier_session_gives_way() -> None:
    same = {"start": 20, "level": 45, "field": people.trait("care")}
    same |= {"stage": people.trait("at-school"), "situation": (), "identity": {}}
    known = people.library(6, **same)
    seen = ("person-1", "person-2", "person-3")
    given = tuple(
        Given(item_id="shown", value=one, attempt=place) for place, one in enumerate(seen, 2)
    )
    earlier = (Earlier(activity_id="before", wave="", day="2026-11-18", given=given),)
    who = Person(context(library=known), earlier=earlier)
    who.picks("person-1").presses("find")
    matched = {story for story, how in who.reads_three() if how == "matched"}
    assert matched.isdisjoint(seen)


# ------------------------------------------------------------------ reading, one by one


def test_each_story_is_read_alone_and_rated_under_its_own_attempt() -> None:
    who = ready()
    for attempt in (2, 3, 4):
        view = who.view
        assert view.attempt == attempt
        assert [field.id for field in view.sheet.fields] == ["like-me"]
        assert [card.look for card in view.cards] == ["story"]
        who.gives("like-me", 10.0 * attempt).presses("next")
    assert who.found("like-me") == [20.0, 30.0, 40.0]
    assert len(who.found("shown")) == len(who.found("drawn")) == 3


def test_a_story_can_be_heard_and_says_what_kind_of_truth_it_is() -> None:
    (card,) = ready().view.cards
    assert card.is_spoken
    assert card.lines[-1] == "An invented example."
    assert card.lines[0].startswith("Opening line")


def test_the_longer_version_keeps_the_rating_that_was_begun() -> None:
    who = ready()
    before = who.view.attempt
    who.gives("like-me", 70.0).presses("longer-version")
    assert "Long story" in who.words()
    assert "Short story" not in who.words()
    assert who.view.attempt == before
    assert "longer-version" not in who.actions
    assert who.own.value("like-me", before) == 70.0


@pytest.mark.parametrize("left_out", [{0}, {1}, {2}, {0, 1}, {0, 1, 2}])
def test_a_rating_can_be_left_out_and_then_no_reason_is_told(left_out: set[int]) -> None:
    who = ready()
    for place in range(3):
        if place not in left_out:
            who.gives("like-me", 40.0)
        who.presses("next")
    assert len(who.found("like-me")) == 3 - len(left_out)
    assert who.view.sheet.fields[0].id == "hard-for-both"
    assert not any(word in who.words() for word in ("chance", "As in", "closest"))


def test_a_story_that_was_left_needs_no_rating_for_the_reasons() -> None:
    who = ready(18)
    who.presses("swap")
    who.reads_three()
    assert len(who.found("like-me")) == 3
    assert len(who.view.cards) == 3


def test_a_rating_says_what_comes_after_it_where_something_does() -> None:
    (drawn,) = ready().view.sheet.fields
    assert "you see why" in drawn.help
    own = Person(context())
    own.presses("browse")
    own.gives("chosen", "person-1").presses("open")
    assert own.view.sheet.fields[0].help == ""


def test_when_the_last_minutes_run_the_next_screen_tells_why() -> None:
    who = ready()
    who.own = replace(who.own, is_closing=True)
    who.gives("like-me", 40.0).presses("next")
    assert "next" in who.actions
    assert not who.view.sheet.fields
    assert len(who.view.cards) == 1


# ---------------------------------------------------------------------- swap and veto


def test_a_swapped_story_makes_room_for_another_of_the_same_sort() -> None:
    who = ready(18)
    first, how = who.shown(), who.own.value("drawn", who.view.attempt)
    who.presses("swap")
    assert who.shown() != first
    assert who.own.value("drawn", who.view.attempt) == how
    read = who.reads_three()
    assert len(read) == 3
    assert first not in {story for story, _ in read}
    assert who.found("left") == ["swap"]
    assert str(first).replace("p", "P").replace("-", " ") not in who.words()


@settings(max_examples=60, deadline=None)
@given(
    some.sampled_from(SIZES),
    some.integers(0, 50),
    some.lists(some.sampled_from(["next", "swap", "veto", "longer-version"]), max_size=25),
)
def test_a_veto_never_comes_back(number: int, seed: int, presses: list[str]) -> None:
    who = ready(number, seed=str(seed))
    sent_away: set[Any] = set()
    for press in presses:
        if press in who.actions:
            if press == "veto":
                sent_away.add(who.shown())
            who.presses(press)
        assert who.shown() not in sent_away
    if "browse" in who.actions:
        who.presses("browse")
        options = {option.id for field in who.view.sheet.fields for option in field.options}  # type: ignore[attr-defined]
        assert options.isdisjoint(sent_away)


def test_a_veto_holds_in_later_sessions_too() -> None:
    who = ready(6)
    gone = who.shown()
    who.presses("veto")
    earlier = (Earlier(activity_id="it", wave="", day="2026-11-25", given=who.own.given),)
    later = Person(context(6), seed="later", earlier=earlier)
    assert gone not in later.offered()
    later.picks(later.offered()[0]).presses("find")
    assert gone not in {story for story, _ in later.reads_three()}


def test_somebody_who_sends_all_away_comes_to_the_end_in_peace() -> None:
    who = ready(3)
    for _ in range(3):
        who.presses("veto")
    assert [field.id for field in who.view.sheet.fields][:1] == ["hard-for-both"]
    assert who.presses("done").how == "done"


def test_passing_needs_no_reason_on_any_screen() -> None:
    who = ready()
    for _ in range(5):
        assert {"done", "pass"} <= set(who.actions)
        if "next" in who.actions:
            who.presses("next")
    assert who.presses("pass").how == "passed"


def test_what_cannot_be_done_here_is_refused_with_a_sentence() -> None:
    who = ready()
    with pytest.raises(NotFound, match="keep"):
        KIND.act(who.context, who.own, "keep", SAY)
    with pytest.raises(NotFound, match="nonsense"):
        KIND.act(who.context, who.own, "nonsense", SAY)


# --------------------------------------------------------------------- choosing oneself


def test_people_can_look_through_all_stories_and_choose_their_own() -> None:
    who = Person(context(18))
    who.presses("browse")
    (field,) = who.view.sheet.fields
    assert len(field.options) == 18  # type: ignore[attr-defined]
    who.gives("chosen", "person-9").presses("open")
    assert (who.shown(), who.found("drawn")) == ("person-9", ["chosen"])
    who.presses("next")
    assert "hard-for-both" in {one.id for one in who.view.sheet.fields}


def test_opening_nothing_says_what_comes_first() -> None:
    who = Person(context())
    who.presses("browse")
    with pytest.raises(InvalidValue, match="Choose a story"):
        KIND.act(who.context, who.own, "open", SAY)


def test_a_story_of_ones_own_choice_can_be_followed_by_another_or_sent_away() -> None:
    who = Person(context())
    who.presses("browse")
    who.gives("chosen", "person-1").presses("open")
    who.presses("veto")
    (field,) = who.view.sheet.fields
    assert "person-1" not in {one.id for one in field.options}  # type: ignore[attr-defined]
    who.gives("chosen", "person-2").presses("open")
    who.presses("browse")
    assert who.view.sheet.fields[0].id == "chosen"


# ---------------------------------------------------------------------------- reasons


def test_the_reasons_come_after_the_third_story_and_say_which_was_by_chance() -> None:
    who = ready()
    read = who.reads_three()
    cards = who.view.cards
    assert len(cards) == 3
    assert "chance" not in repr(
        [card for card, (_, how) in zip(cards, read, strict=True) if how == "matched"]
    )
    (other,) = [card for card, (_, how) in zip(cards, read, strict=True) if how == "random"]
    assert "chance" in other.lines[0]


def test_a_reason_says_whether_somebody_said_it_or_picked_a_line() -> None:
    who = Person(context(6))
    who.picks("person-1", "person-2").presses("tell")
    who.gives("road", "lab").presses("match")
    model = who.context.curriculum.peer_models["person-2"]
    words = [one.words for one in reasons(who.context, who.own, model, SAY)]
    assert "As you said of yourself: is of the sort lab." in words
    assert "As in a line you picked: is of the sort coming-back." in words


@pytest.mark.parametrize(("starts", "is_told"), [((10, 70), False), ((35, 45), True)])
def test_the_middle_of_two_lines_is_no_reason_where_neither_stands_there(
    starts: tuple[int, int], is_told: bool
) -> None:
    known = people.library(6)
    for number, start in zip((1, 2, 3), (*starts, 40), strict=True):
        known[f"person-{number}"] = people.peer_model(number, start=start, level=75)
    who = Person(context(library=known))
    who.picks("person-1", "person-2")
    told = [one.words for one in reasons(who.context, who.own, known["person-3"], SAY)]
    assert ("As in a line you picked: began about as sure of math." in told) == is_told


@settings(max_examples=60, deadline=None)
@given(switches=some.sets(some.sampled_from(["math", "road", "life", "identity"])))
def test_somebody_with_whom_nothing_is_shared_is_no_reason(switches: set[str]) -> None:
    known = people.library(6)
    far = people.peer_model(
        1,
        start=100,
        level=100,
        field=people.trait("sea"),
        stage=people.trait("retired"),
        situation=(people.trait("abroad"),),
        identity={"self": "another", "words": "early bird"},
    )
    who = Person(context(library=known | {far.id: far}))
    who.picks("person-2", "person-3")
    for switch in switches:
        who.gives(f"count-{switch}", "yes")
    who.presses("tell")
    if "identity" in switches:
        who.gives("me.self", "woman").gives("me.words", "night owl")
    assert reasons(who.context, who.own, far, SAY) == ()


def test_each_reason_card_has_what_the_person_does_and_what_is_still_hard() -> None:
    who = ready()
    who.reads_three()
    for card in who.view.cards:
        assert card.points[0].startswith("When stuck, I do")
        assert card.points[1].startswith("Still hard: Thing")


def test_with_everything_switched_off_there_is_no_reason_and_three_stories_all_the_same() -> None:
    who = Person(context())
    who.picks(who.offered()[0])
    for switch in ("count-math", "count-road", "count-life", "count-identity"):
        who.gives(switch, "no")
    who.presses("find")
    assert len(who.reads_three()) == 3
    assert "As in" not in who.words()
    assert "came closest" in who.words()


SELVES = some.sampled_from(["woman", "man", "another", NOT_SAID, None])


@settings(max_examples=120, deadline=None)
@given(
    number=some.sampled_from(SIZES),
    seed=some.integers(0, 10_000),
    switches=some.fixed_dictionaries(
        {},
        optional={
            f"count-{what}": some.sampled_from(["yes", "no"])
            for what in ("math", "road", "life", "identity")
        },
    ),
    said=SELVES,
    start=some.none() | some.integers(0, 10).map(lambda ten: 10.0 * ten),
)
def test_reasons_are_true_of_both_and_switched_on(
    number: int, seed: int, switches: dict[str, str], said: str | None, start: float | None
) -> None:
    who = Person(context(number), seed=str(seed))
    who.picks(*who.offered()[:2])
    for switch, answer in switches.items():
        who.gives(switch, answer)
    who.presses("tell")
    if said and switches.get("count-identity") == "yes":
        who.gives("me.self", said)
    if start is not None:
        who.gives("start", start)
    mine = person(who.context, who.own)
    for model in who.context.curriculum.peer_models.values():
        theirs = traits(who.context, model)
        for reason in reasons(who.context, who.own, model, SAY):
            known = reason.attribute
            switch = {"start": "math", "road": "road", "stage": "life", "situation": "life"}
            if known.startswith("me."):
                assert switches.get("count-identity") == "yes"
                assert reason.is_identity
                assert said not in (None, NOT_SAID)
                assert mine[known] == theirs[known]
                continue
            assert switches.get(f"count-{switch[known]}") != "no"
            if known == "start":
                began = model.attributes.start
                lines = [
                    who.context.curriculum.peer_models[one].attributes.start
                    for one in who.own.chosen("lines")
                ]
                mine_began = lines if start is None else [start]
                assert any(abs(one - began) <= 10 for one in mine_began)
                assert abs(float(str(mine[known])) - began) <= 10
            else:
                assert set(mine[known]) & set(theirs[known])  # type: ignore[call-overload]
                assert any(trait in reason.words for trait in mine[known])  # type: ignore[attr-defined]


# ------------------------------------------------------------- who people say they are


def test_identity_is_off_until_somebody_says_yes() -> None:
    who = Person(context())
    who.picks(who.offered()[0]).presses("find")
    assert not any(field.id.startswith("me.") for field in who.view.sheet.fields)
    assert who.shown()


def test_identity_can_be_left_out_or_not_be_said() -> None:
    who = telling(NOT_SAID, words=None)
    choice, line = who.view.sheet.fields[-2:]
    assert choice.options[-1].id == NOT_SAID  # type: ignore[attr-defined]
    assert "deleted" in choice.help
    assert "deleted" in line.help
    assert person(who.context, who.own)["me.self"] is None


def to_the_reasons(who: Person) -> Person:
    who.presses("match")
    who.reads_three()
    return who


def test_what_people_are_is_told_once_as_a_reason_and_then_forgotten() -> None:
    who = to_the_reasons(telling())
    told = [line for card in who.view.cards for line in card.lines if line.startswith("I am")]
    assert set(told) <= {"I am: a woman"}
    outcome = who.presses("next")
    assert set(outcome.forget) == {"me.self", "me.words"}
    assert not any(one.item_id.startswith("me.") for one in who.own.given)
    assert "woman" not in repr(who.own) + who.words()
    assert "night owl" not in repr(who.own) + who.words()


def test_somebody_who_is_like_the_reader_is_preferred_once_that_counts() -> None:
    same = {"start": 20, "level": 45, "field": people.trait("care")}
    same |= {"stage": people.trait("at-school"), "situation": ()}
    known = {
        model.id: model for number in range(1, 9) for model in [people.peer_model(number, **same)]
    }
    who = Person(context(library=known))
    who.picks(who.offered()[0]).gives("count-identity", "yes").presses("find")
    who.gives("me.self", "man").presses("match")
    matched = [story for story, how in who.reads_three() if how == "matched"]
    assert {known[one].attributes.identity["self"] for one in matched} == {"man"}


def test_own_words_are_compared_without_regard_to_case_and_space() -> None:
    known = people.library(6)
    model = people.peer_model(4, identity={"words": "A  Night Owl"})
    known[model.id] = model
    who = Person(context(library=known))
    who.picks(who.offered()[0]).gives("count-identity", "yes").presses("find")
    who.gives("me.words", " a night owl ")
    found = reasons(who.context, who.own, model, SAY)
    assert [one.words for one in found if one.is_identity] == ["In my own words:  a night owl "]


def test_reasons_of_identity_are_kept_only_by_a_press() -> None:
    without = to_the_reasons(telling())
    kept = to_the_reasons(telling())
    if "keep" not in kept.actions:
        pytest.fail("the seed of this test should give a reason of identity")
    without.presses("next")
    kept.presses("keep")
    assert without.found("kept") == []
    assert any("I am: a woman" in line for line in kept.found("kept"))
    assert "I am: a woman" in kept.words()
    assert not any(one.item_id.startswith("me.") for one in kept.own.given)


def test_without_such_a_reason_there_is_nothing_to_keep() -> None:
    assert "keep" not in to_the_reasons(telling(NOT_SAID, words=None)).actions


@pytest.mark.parametrize("press", ["done", "pass", "browse"])
def test_whoever_ends_the_matching_in_another_way_is_forgotten_as_well(press: str) -> None:
    for who in (telling(), to_the_reasons(telling())):
        assert set(who.presses(press).forget) == {"me.self", "me.words"}
        assert not any(one.item_id.startswith("me.") for one in who.own.given)


@settings(max_examples=60, deadline=None)
@given(
    some.integers(0, 100),
    some.lists(some.sampled_from(["next", "swap", "veto", "longer-version", "match"]), max_size=15),
)
def test_no_way_to_the_notes_leaves_anything_of_identity(seed: int, presses: list[str]) -> None:
    who = telling()
    who.own = replace(who.own, seed=str(seed))
    for press in [*presses, *["match", "next", "next", "next", "next"]]:
        if press in who.actions:
            who.presses(press)
    if who.view.sheet.fields and who.view.sheet.fields[0].id == "hard-for-both":
        assert not any(one.item_id.startswith("me.") for one in who.own.given)
        assert "I am: " not in who.words()
        assert "owl" not in repr(who.own)


def test_what_arrives_late_without_network_is_forgotten_at_the_next_press() -> None:
    who = to_the_reasons(telling())
    who.presses("next")
    who._store((Given(item_id="me.words", value="late", attempt=2),))
    assert "me.words" in who.presses("done").forget


def test_what_people_are_is_never_needed_where_it_does_not_count() -> None:
    who = ready()
    assert set(who.outcomes[-1].forget) == {"me.self", "me.words"}


def test_the_server_names_every_item_it_may_have_to_forget_as_a_field() -> None:
    fields = {field.id for field in KIND.sheet(context(), SAY).fields}
    assert set(KIND.act(context(), Standing(), "pass", SAY).forget) <= fields


# ------------------------------------------------------------------------- the notes


def test_at_the_end_stand_three_private_questions_and_how_sure_people_are() -> None:
    who = ready()
    who.reads_three()
    who.presses("next")
    fields = who.view.sheet.fields
    assert [field.id for field in fields] == [
        "hard-for-both",
        "what-they-did",
        "what-i-try",
        "sure",
    ]
    assert all("Nobody reads it now" in field.help for field in fields[:3])
    assert who.view.sheet.actions[0].id == "done"
    assert who.view.sheet.actions[0].style == "primary"


def test_how_sure_people_are_is_asked_where_the_plan_says_so() -> None:
    fields = {field.id for field in KIND.sheet(context(sure_label=None), SAY).fields}
    assert "sure" not in fields


def test_nobody_can_send_what_only_the_program_finds_out() -> None:
    for item in ("shown", "drawn", "left", "waiting", "screen", "kept", "longer"):
        with pytest.raises(InvalidValue):
            KIND.validate(context(), Given(item_id=item, value="x"), SAY)


# ------------------------------------------------------------- matched beside random


def test_matched_minus_random_by_hand() -> None:
    who = ready()
    by = {"matched": iter((70.0, 40.0)), "random": iter((30.0,))}
    for _ in range(3):
        drawn = str(who.own.value("drawn", who.view.attempt))
        who.gives("like-me", next(by[drawn])).presses("next")
    rows = rated_stories({"a": who.own.given})
    assert [(row.story, row.drawn) for row in rows] == [
        (who.own.value("shown", attempt), who.own.value("drawn", attempt)) for attempt in (2, 3, 4)
    ]
    assert matched_minus_random(rows) == {"a": 25.0}


def test_what_is_not_rated_is_missing_and_one_sort_alone_is_no_difference() -> None:
    who = ready()
    for _ in range(3):
        if who.own.value("drawn", who.view.attempt) == "matched":
            who.gives("like-me", 50.0)
        who.presses("next")
    rows = rated_stories({"a": who.own.given, "nobody": ()})
    assert [row.drawn for row in rows] == ["matched", "matched"]
    assert matched_minus_random(rows) == {}


def test_a_story_that_was_rated_and_then_sent_away_still_counts() -> None:
    who = ready(18)
    who.gives("like-me", 0.0).presses("swap")
    who.reads_three()
    assert sorted(row.like_me for row in rated_stories({"a": who.own.given})) == [0, 50, 50, 50]


def test_a_story_of_ones_own_choice_is_in_neither_mean() -> None:
    who = Person(context())
    who.presses("browse")
    who.gives("chosen", "person-1").presses("open")
    who.gives("like-me", 90.0)
    assert rated_stories({"a": who.own.given}) == ()


def test_that_one_person_gets_likelier_stories_shows_in_the_difference() -> None:
    """Somebody who rates by true likeness finds the matched ones more like them."""
    found = {}
    for seed in range(40):
        who = ready(18, seed=str(seed))
        models, own = who.context.curriculum.peer_models, who.own
        while (story := who.shown()) is not None:
            value = likeness(who.context, own, models[story]).value or 0.0
            who.gives("like-me", 10.0 * round(10 * value)).presses("next")
        found |= matched_minus_random(rated_stories({str(seed): who.own.given}))
    assert len(found) == 40
    assert sum(found.values()) / 40 > 10


# ------------------------------------------------------------------- the short version


def simple(number: int = 3, **params: Any) -> Person:
    return Person(context(number, simple=True, identity=[], **params))


def test_the_short_version_is_one_choice_one_story_and_one_question() -> None:
    who = simple(6)
    (field,) = who.view.sheet.fields
    assert (field.id, len(field.options)) == ("chosen", 3)  # type: ignore[attr-defined]
    who.gives("chosen", field.options[0].id).presses("open")  # type: ignore[attr-defined]
    assert [one.id for one in who.view.sheet.fields] == ["like-me", "what-i-try", "sure"]
    assert who.actions == ["done", "pass", "longer-version", "browse"]
    assert who.presses("done").how == "done"


def test_the_short_version_matches_nothing() -> None:
    fields = {field.id for field in KIND.sheet(simple().context, SAY).fields}
    assert fields == {"chosen", "like-me", "what-i-try", "sure"}


def test_the_short_version_lets_people_choose_again() -> None:
    who = simple()
    who.gives("chosen", "person-1").presses("open")
    who.presses("browse")
    who.gives("chosen", "person-2").presses("open")
    assert who.shown() == "person-2"


# ---------------------------------------------------------------------------- the room


def room(*ratings: float | None) -> Any:
    given = house.answers(*({"like-me": value} for value in ratings))
    return KIND.summarise(context(), given, SAY)


def test_the_room_learns_in_a_word_how_many_found_somebody() -> None:
    (figure,) = room(60.0, 70.0, 90.0, 100.0, 80.0, 10.0).figures
    assert (figure.share, figure.n, figure.value, figure.count) == ("most", 6, None, None)
    assert "{share}" in figure.label


def test_the_line_is_drawn_above_half() -> None:
    assert room(50.0, 50.0, 50.0, 50.0, 50.0).figures[0].share == "some"
    assert room(60.0, 60.0, 60.0, 60.0, 60.0).figures[0].share == "most"


def test_under_five_the_room_learns_nothing() -> None:
    (figure,) = room(90.0, 90.0, 90.0, 90.0, None).figures
    assert (figure.withheld, figure.n, figure.share) == (True, 0, None)


def test_one_story_is_enough_to_have_found_somebody() -> None:
    given = {
        f"p{n}": [
            Given(item_id="like-me", value=10.0, attempt=2),
            Given(item_id="like-me", value=80.0, attempt=3),
        ]
        for n in range(5)
    }
    assert KIND.summarise(context(), given, SAY).figures[0].share == "most"


def test_words_of_people_never_reach_the_room() -> None:
    given = house.answers(*({"like-me": 70.0, "what-i-try": "secret"} for _ in range(6)))
    assert "secret" not in repr(KIND.summarise(context(), given, SAY))


# ------------------------------------------------------------- parameters, the codebook


@pytest.mark.parametrize(
    "params",
    [
        {"models": ["person-1", "person-2"]},
        {"models": ["person-1", "person-1", "person-2"]},
        {"identity": [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]},
        {"identity": [{"id": "a", "label": "A", "options": [{"id": NOT_SAID, "label": "no"}]}]},
        {"identity": [{"id": "a", "label": ""}]},
        {"simple": "perhaps"},
    ],
)
def test_wrong_parameters_are_refused(params: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        house.context("story", **params)


def test_a_story_that_does_not_exist_is_named() -> None:
    params = house.context("story", models=["person-1", "person-2", "nobody"]).params
    (problem,) = KIND.references(params, house.curriculum())
    assert "nobody" in problem.found


def test_a_story_that_is_not_told_any_more_is_left_out_and_breaks_no_screen() -> None:
    who = simple(4)
    (choice,) = who.view.sheet.fields
    gone = choice.options[0].id  # type: ignore[union-attr]
    who.gives("chosen", gone).presses("open")
    who.context = without(who.context, gone)
    assert "not told any more" in who.words()
    who.presses("browse")
    (choice,) = who.view.sheet.fields
    assert gone not in {option.id for option in choice.options}  # type: ignore[union-attr]


def without(known: Context, *gone: str) -> Context:
    """Return the context without these stories; its plan still names them."""
    left = {id: one for id, one in known.curriculum.peer_models.items() if id not in gone}
    return replace(known, curriculum=known.curriculum.model_copy(update={"peer_models": left}))


@given(
    gone=some.sets(some.sampled_from([f"person-{n}" for n in range(1, 7)])),
    is_simple=some.booleans(),
    turns=some.integers(0, 8),
    seed=some.integers(0, 999),
)
@settings(max_examples=60, deadline=None)
def test_whichever_stories_are_gone_and_whenever_everybody_comes_to_an_end(
    gone: set[str], is_simple: bool, turns: int, seed: int
) -> None:
    who = Reader(house.context("story", simple=is_simple), Standing(seed=str(seed)))
    persona, rng = Persona(sureness=50, worry=0.5, skips=0.0), Random(seed)
    for _ in range(turns):
        turn = KIND.play(who.context, who.own, persona, rng, SAY)
        for one in turn.given:
            who.keep(one, is_theirs=True)
        if turn.action_id:
            who.presses(turn.action_id)
    who.context = without(who.context, *gone)
    who.plays(persona, rng)
    assert who.own.how


def test_the_codebook_describes_what_the_program_adds_and_says_what_is_deleted() -> None:
    rows = {str(row["item_id"]): row for row in KIND.frame(context(), SAY)}
    assert {"shown", "drawn", "left", "kept", "like-me", "me.self"} <= set(rows)
    assert "deleted" in str(rows["me.self"]["missing"])
    assert rows["like-me"]["range"] == "0 to 100 in steps of 10"


def test_minutes_hold_three_stories_or_one() -> None:
    long, short = context(6), simple(3).context
    whole = KIND.load(long.params, long.curriculum)
    little = KIND.load(short.params, short.curriculum)
    assert sum("Short story" in text for text in whole.read) == 3
    assert sum("Short story" in text for text in little.read) == 1
    assert (whole.tasks, little.tasks) == (3, 1)
    assert whole.ratings > little.ratings


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (Label(kind="invented"), "An invented example."),
        (Label(kind="composite", interviews=7), "Put together from 7 interviews."),
        (Label(kind="real"), "A real person. Consent is on file."),
    ],
)
def test_each_label_is_said(label: Label, words: str) -> None:
    assert label_words(label, SAY) == words


def test_a_text_falls_into_paragraphs() -> None:
    assert paragraphs("One.\n\nTwo.\nThree.") == ("One.", "Two.", "Three.")


# --------------------------------------------------------------------- simulated people


@pytest.mark.parametrize("short", [True, False])
@pytest.mark.parametrize("number", SIZES)
def test_simulated_people_come_to_an_end_and_send_only_what_stands_there(
    number: int, short: bool
) -> None:
    for seed in range(8):
        who = Person(context(number, simple=short), seed=str(seed))
        rng = Random(seed)
        persona = Persona(sureness=12.0 * seed, worry=0.4, skips=0.2)
        for _ in range(30):
            turn = KIND.play(who.context, who.own, persona, rng, SAY)
            if not turn.given and not turn.action_id:
                break
            attempt = who.view.attempt
            for one in turn.given:
                assert one.attempt == attempt
                who.gives(one.item_id, one.value, one.option_id)
            who.presses(turn.action_id)
        assert who.own.how == "done"
        assert who.found("shown")
