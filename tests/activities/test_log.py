"""The evidence log: one entry a screen, what was written before, and nobody else who reads it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Context, Given, Persona
from efficacy.activities.five_sources import SOURCES
from efficacy.activities.log import MOST, NEAR, Log, LogParams, entries
from efficacy.activities.personal import Earlier, Standing
from efficacy.activities.screens import SCREEN
from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from tests.activities import house
from tests.activities.journey import Journey, after, words

SAY = speech()
KIND = Log()


def usual(**params: object) -> Context:
    return house.context("log", **params)


def journey(own: Standing | None = None, **params: object) -> Journey:
    return Journey(KIND, usual(**params), own)


def log_of(day: str, *did: str, activity_id: str = "log-one") -> Earlier:
    walk = journey()
    for one in did:
        walk.gives(did=one).presses("add")
    return walk.as_earlier(activity_id, day)


# ------------------------------------------------------------------ one entry a screen


def test_an_entry_asks_what_was_done_what_it_shows_and_the_source() -> None:
    walk = journey()
    assert walk.fields == ["did", "shows", "source"]
    assert walk.actions == ["add", "done", "pass"]
    assert "What did you work out?" in walk.text


def test_adding_opens_the_next_entry_and_shows_the_one_before() -> None:
    walk = journey().gives(did="split a bill", shows="work with parts").presses("add")
    assert walk.view.attempt == 2
    assert "I did: split a bill – which shows I can: work with parts" in walk.text
    assert "25 November" in walk.text


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"did": "a"}, "I did: a"),
        ({"shows": "b"}, "I can: b"),
        ({"did": "a", "source": "mastery"}, "I did: a (doing it myself, step by step)"),
        ({"did": "{shows}", "shows": "b"}, "I did: {shows} – which shows I can: b"),
    ],
)
def test_an_entry_is_said_with_what_there_is(values: dict[str, str], sentence: str) -> None:
    assert entries(journey().gives(**values).own, SAY) == (sentence,)


@pytest.mark.parametrize("values", [{}, {"source": "mastery"}, {"did": "   "}])
def test_an_empty_entry_is_not_added_and_the_way_out_is_named(values: dict[str, str]) -> None:
    walk = journey().gives(**values)
    with pytest.raises(InvalidValue, match="be done, or pass"):
        walk.presses("add")
    assert entries(walk.own, SAY) == ()
    assert walk.presses("done").own.how == "done"


def test_after_the_last_entry_there_are_no_more_boxes() -> None:
    walk = journey()
    for number in range(1, MOST + 1):
        walk.gives(did=f"thing {number}").presses("add")
    assert walk.fields == []
    assert set(walk.actions) == {"back", "done", "pass"}
    assert len(entries(walk.own, SAY)) == MOST


def test_a_plan_may_take_fewer_entries() -> None:
    walk = journey(most=1).gives(did="one").presses("add")
    assert walk.fields == []
    assert "That is all for today" in walk.text


def test_an_entry_can_be_changed_and_is_not_doubled() -> None:
    walk = journey().gives(did="frist").presses("add").presses("back")
    assert walk.own.value("did", 3) == "frist"
    walk.gives(did="first").presses("add").gives(did="second").presses("add")
    assert entries(walk.own, SAY) == ("I did: first", "I did: second")


def test_what_was_typed_and_not_added_is_kept_as_well() -> None:
    walk = journey().gives(did="first").presses("add").gives(did="second").presses("done")
    assert entries(walk.as_earlier("log-one"), SAY) == ("I did: first", "I did: second")


def test_the_entry_in_the_boxes_is_not_shown_twice() -> None:
    walk = journey().gives(did="first")
    assert "first" not in walk.text


# ------------------------------------------------------------------ from earlier sessions


def test_earlier_entries_stand_there_with_their_day() -> None:
    walk = journey(after(log_of("2026-11-18", "first", "second")))
    assert "Your log · 18 November" in walk.text
    assert "I did: second" in walk.text
    assert all(card.look == "record" for card in walk.view.cards[:-1])


def test_while_one_writes_the_newest_sessions_are_shown_and_at_the_end_all() -> None:
    logs = [log_of(f"2026-11-0{n}", f"thing {n}", activity_id=f"log-{n}") for n in range(1, 5)]
    walk = journey(after(*logs), follows=[log.activity_id for log in logs], most=1)
    assert sum("Your log" in words(card) for card in walk.view.cards) == NEAR
    assert "thing 4" in walk.text
    assert "thing 1" not in walk.text
    walk.gives(did="new").presses("add")
    assert all(f"thing {n}" in walk.text for n in range(1, 5))


def test_held_again_it_shows_what_was_written_in_its_first_run() -> None:
    assert "I did: first" in journey(after(log_of("2026-11-18", "first", activity_id="it"))).text


def test_logs_that_are_not_followed_and_empty_ones_are_left_out() -> None:
    other = log_of("2026-11-18", "first", activity_id="another")
    empty = Earlier(activity_id="log-one", wave="", day="2026-11-18", given=())
    assert "Your log" not in journey(after(other, empty)).text


def test_an_earlier_log_with_more_entries_than_now_is_shown_whole() -> None:
    five = log_of("2026-11-18", *(f"thing {n}" for n in range(5)))
    assert "thing 4" in journey(after(five), most=1).text


# ------------------------------------------------------- what is stored, who sees it


def test_the_room_sees_how_many_wrote_and_no_word() -> None:
    summary = KIND.summarise(usual(), house.answers(*[{"did": "secret"}] * 6), SAY)
    assert (summary.n, summary.figures) == (6, ())
    assert not KIND.reveals(usual())


def test_the_codebook_describes_every_field_and_the_screens() -> None:
    assert [row["item_id"] for row in KIND.frame(usual(), SAY)] == [
        "did",
        "shows",
        "source",
        SCREEN,
    ]


def test_which_entry_it_was_cannot_be_sent_from_outside() -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(usual(), Given(item_id=SCREEN, value="end"), SAY)


def test_the_source_is_one_of_five_or_left_out() -> None:
    for source in (*SOURCES, None):
        assert KIND.validate(usual(), Given(item_id="source", value=source), SAY) == source
    with pytest.raises(InvalidValue):
        KIND.validate(usual(), Given(item_id="source", value="luck"), SAY)


def test_an_unknown_action_gets_a_sentence() -> None:
    with pytest.raises(NotFound):
        KIND.act(usual(), Standing(), "fly", SAY)


def test_one_entry_is_reckoned_with() -> None:
    load = KIND.load(LogParams(prompt="Go on."), house.curriculum())
    assert (load.tasks, load.ratings, load.read) == (1, 0, ("Go on.",))


@pytest.mark.parametrize("params", [{"most": 0}, {"most": 6}, {"prompt": ""}, {"follows": "log"}])
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        usual(**params)


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), most=st.integers(1, 5))
def test_a_simulated_person_gets_to_the_end(seed: int, skips: float, most: int) -> None:
    walk = journey(most=most)
    pressed = walk.plays(Persona(sureness=50, worry=0.5, skips=skips), seed)
    assert pressed[-1] == "done"
    assert len(pressed) <= most + 1


@given(
    st.lists(
        st.text(min_size=1, max_size=160).filter(lambda text: text.replace("\x00", "").strip()),
        max_size=5,
    )
)
def test_all_that_was_added_is_found_later_in_its_order(did: list[str]) -> None:
    found = entries(log_of("2026-11-18", *did), SAY)
    assert [entry.removeprefix("I did: ") for entry in found] == [
        text.replace("\x00", "").strip() for text in did if text.replace("\x00", "").strip()
    ]
