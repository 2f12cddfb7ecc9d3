"""Encouragement: one sentence tied to a deed, a hint once, a witness, a letter to oneself."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from efficacy.activities.contract import Given, Persona
from efficacy.activities.encourage import Encourage
from efficacy.activities.encourage_form import GIVE, GIVEN, HINT, TAKE_BACK
from efficacy.activities.encourage_words import advice, composed, reason
from efficacy.activities.fields import Text
from efficacy.activities.personal import Outcome, Standing, View
from efficacy.errors import InvalidValue
from efficacy.language import speech
from tests.activities import house

SAY = speech()
KIND = Encourage()
WITNESS = {"form": "witness", "questions": ["What did you see me do?"]}
LETTER = {
    "form": "letter",
    "fields": [{"id": "why", "label": "Why I will be able to", "max_length": 400}],
}
GOOD = ("checked each step", "find your own slips")
PRAISE = ("are so smart", "")


def standing(did: str = "", shows: str = "", *, attempt: int = 1, more=(), **changes) -> Standing:
    """Return somebody with a partner who has typed this much."""
    typed = tuple(
        Given(item_id=item, value=value, attempt=attempt)
        for item, value in (("did", did), ("shows", shows))
        if value
    )
    return Standing(**{"partners": ("Heron",), "given": (*typed, *more), **changes})


def view(own: Standing, **params: object) -> View:
    return KIND.view(house.context("encourage", **params), own, SAY)


def act(own: Standing, action_id: str, **params: object) -> Outcome:
    return KIND.act(house.context("encourage", **params), own, action_id, SAY)


def words(shown: View) -> str:
    return " ".join(
        line for card in shown.cards for line in (card.title, *card.lines, *card.points)
    )


def actions(shown: View) -> list[str]:
    return [action.id for action in shown.sheet.actions]


HINTED = Given(item_id=HINT, value="person")
IS_GIVEN = Given(item_id=GIVEN, value=1.0)


# ---------------------------------------------------------------- the sentence


@pytest.mark.parametrize(
    ("did", "shows", "expected"),
    [
        (*GOOD, "You checked each step, which shows you can find your own slips."),
        (
            "You checked each step.",
            "find slips.",
            "You checked each step, which shows you can find slips.",
        ),
        ("you asked", "you can ask early", "You asked, which shows you can ask early."),
        ("asked", "which shows you can ask", "You asked, which shows you can ask."),
        (
            "When it broke you fixed it",
            "fix it",
            "When it broke you fixed it, which shows you can fix it.",
        ),
        ("Your sketch helped", "draw", "Your sketch helped, which shows you can draw."),
        ("asked first", "", "You asked first."),
        ("", "ask first", "You can ask first."),
        ("asked  \n twice …", "", "You asked twice."),
        ("asked why!", "", "You asked why!"),
        ("", "", ""),
        ("  ", " . ", ""),
    ],
)
def test_two_halves_make_one_sentence(did: str, shows: str, expected: str) -> None:
    assert composed(did, shows, SAY) == expected


@given(did=st.text(max_size=180), shows=st.text(max_size=180))
def test_a_sentence_of_two_full_halves_fits_a_note(did: str, shows: str) -> None:
    assert len(composed(did, shows, SAY)) <= 400


def test_one_box_takes_the_whole_sentence_where_the_plan_says_so() -> None:
    (box,) = view(standing(), free=True).sheet.fields
    assert (box.id, box.max_length) == ("words", 380)  # type: ignore[attr-defined]
    own = standing(more=(Given(item_id="words", value="You asked what the word net means."),))
    (given_words,) = act(own, GIVE, free=True).words
    assert given_words.text == "You asked what the word net means."


# ------------------------------------------------------------------- writing it


def test_whoever_writes_reads_the_task_ways_to_begin_and_for_whom_it_is() -> None:
    shown = view(standing())
    assert "something they did today" in words(shown)
    assert "You went back to …" in words(shown)
    assert "goes to Heron. Your counselor can read it too." in words(shown)
    assert [box.id for box in shown.sheet.fields] == ["did", "shows"]
    assert actions(shown) == [GIVE, "pass"]


def test_in_a_group_of_three_it_is_said_to_whom_of_the_two() -> None:
    shown = words(view(standing(partners=("Heron", "Finch"))))
    assert "goes to Heron" in shown
    assert "Finch" not in shown


def test_without_a_partner_one_can_write_and_be_done() -> None:
    shown = view(standing(partners=()))
    assert "in no group yet" in words(shown)
    assert actions(shown) == [GIVE, "done", "pass"]


def test_a_good_sentence_is_given_at_once() -> None:
    outcome = act(standing(*GOOD), GIVE)
    (note,) = outcome.words
    assert (note.to, note.flag, outcome.how) == ("partner", "", "done")
    assert note.text == "You checked each step, which shows you can find your own slips."
    assert [one.item_id for one in outcome.store] == [GIVEN]


def test_nothing_is_not_given() -> None:
    with pytest.raises(InvalidValue, match="You can also pass"):
        act(standing(), GIVE)


def test_the_first_press_on_praise_brings_a_hint_and_keeps_the_words() -> None:
    outcome = act(standing(*PRAISE), GIVE)
    assert (outcome.words, outcome.how) == ((), "")
    assert outcome.store == (HINTED, Given(item_id="did", value="are so smart", attempt=2))


def test_the_hint_says_what_may_be_missing_and_leaves_the_choice() -> None:
    shown = view(standing(*PRAISE, attempt=2, more=(HINTED,)))
    assert shown.attempt == 2
    assert "Name one thing they did" in words(shown)
    assert "or give it as it is" in words(shown)
    assert [box.id for box in shown.sheet.fields] == ["did", "shows"]


def test_given_as_it_is_it_waits_for_the_facilitator_with_a_reason() -> None:
    (note,) = act(standing(*PRAISE, attempt=2, more=(HINTED,)), GIVE).words
    assert note.flag == reason("person", SAY) != ""
    (empty,) = act(standing("did a great job", attempt=2, more=(HINTED,)), GIVE).words
    assert empty.flag == reason("empty", SAY) != ""


def test_changed_after_the_hint_it_has_no_flag() -> None:
    (note,) = act(standing(*GOOD, attempt=2, more=(HINTED,)), GIVE).words
    assert note.flag == ""


def test_words_of_the_first_screen_do_not_count_after_the_hint() -> None:
    with pytest.raises(InvalidValue):
        act(standing(*GOOD, attempt=1, more=(HINTED,)), GIVE)


@pytest.mark.parametrize("finding", ["empty", "person"])
def test_the_advice_never_scolds_and_ends_with_the_choice(finding) -> None:
    lines = advice(finding, SAY)
    assert lines[-1] == "You can change it, or give it as it is."
    assert not {"wrong.", "bad", "never", "must"} & set(" ".join(lines).lower().split())
    assert reason("", SAY) == ""


# ------------------------------------------------------------ given, and received


@pytest.mark.parametrize("hint", [(), (HINTED,)])
def test_given_words_stand_on_a_card_and_can_be_taken_back(hint) -> None:
    attempt = 1 + len(hint)
    own = standing(*GOOD, attempt=attempt, more=(*hint, IS_GIVEN), how="done")
    shown = view(own)
    assert shown.attempt == attempt + 1
    assert "You checked each step" in words(shown)
    assert "Your counselor reads it first, and may keep it back." in words(shown)
    assert (shown.sheet.fields, actions(shown)) == ((), [TAKE_BACK])
    outcome = act(own, TAKE_BACK)
    assert [(one.item_id, one.text) for one in outcome.words] == [("words", None)]
    assert (outcome.forget, outcome.how) == ((GIVEN,), "undo")


def test_once_it_is_closed_nothing_can_be_taken_back() -> None:
    assert actions(view(standing(*GOOD, more=(IS_GIVEN,), is_open=False))) == []


def test_received_words_are_read_with_the_picture_and_not_before() -> None:
    early = standing(*GOOD, more=(IS_GIVEN,), received=("You asked first.",))
    assert "You asked first." not in words(view(early))
    for more in ((), (IS_GIVEN,)):
        own = standing(
            *GOOD, more=more, received=("You asked first.",), is_revealed=True, is_open=False
        )
        assert words(view(own)) == "For you You asked first."
        assert view(own).sheet.fields == ()


def test_whoever_was_given_nothing_sees_no_empty_card() -> None:
    assert view(standing(is_revealed=True, is_open=False)).cards == ()


# ------------------------------------------------------------- witness and letter


def test_a_witness_is_asked_the_plans_questions_and_the_box_is_private() -> None:
    shown = view(standing(), **WITNESS)
    assert "What did you see me do?" in words(shown)
    (box,) = shown.sheet.fields
    assert box.id == "said"
    assert "Nobody reads it now" in box.help
    assert actions(shown) == ["done", "pass"]


def test_a_letter_is_private_and_keeps_a_help_line_of_its_own() -> None:
    (box,) = view(standing(), **LETTER).sheet.fields
    assert isinstance(box, Text)
    assert (box.id, box.max_length) == ("why", 400)
    assert "Nobody reads it now" in box.help
    own_help = [{"id": "why", "label": "Why", "help": "Only for you."}]
    (other,) = view(standing(), form="letter", fields=own_help).sheet.fields
    assert other.help == "Only for you."


@pytest.mark.parametrize("params", [WITNESS, LETTER])
def test_of_a_witness_and_a_letter_nothing_is_handed_over_or_shown(params) -> None:
    context = house.context("encourage", **params)
    assert not KIND.gives_to_partners(context)
    assert not KIND.groups_people(context)
    assert not KIND.reveals(context)
    people = house.answers(*({"why": "I did it before.", "said": "She asks."} for _ in range(6)))
    summary = KIND.summarise(context, people, SAY)
    assert (summary.n, summary.figures) == (6, ())
    assert act(standing(), "done", **params).how == "done"
    described = {row["item_id"] for row in KIND.frame(context, SAY)}
    assert described == {box.id for box in KIND.sheet(context, SAY).fields}


# ------------------------------------------------------------- what the room sees


def given_by(people: int) -> dict[str, list[Given]]:
    return house.answers(*({GIVEN: 1.0, "did": "asked"} for _ in range(people)))


@pytest.mark.parametrize(("people", "count"), [(4, None), (5, 5), (12, 12)])
def test_the_room_learns_a_number_from_five_on(people: int, count: int | None) -> None:
    context = house.context("encourage")
    assert KIND.reveals(context)
    summary = KIND.summarise(context, given_by(people), SAY)
    (figure,) = summary.figures
    assert (figure.count, figure.withheld) == (count, count is None)
    assert figure.n == (count or 0)
    assert "asked" not in repr(summary)


def test_what_was_written_and_not_given_is_not_counted() -> None:
    people = {**given_by(5), "sixth": [Given(item_id="did", value="asked")]}
    (figure,) = KIND.summarise(house.context("encourage"), people, SAY).figures
    assert figure.count == 5
    assert "{count}" in figure.label


def test_the_codebook_describes_what_the_server_writes_down() -> None:
    rows = {row["item_id"] for row in KIND.frame(house.context("encourage"), SAY)}
    assert rows == {"did", "shows", HINT, GIVEN}


@pytest.mark.parametrize("item", [HINT, GIVEN])
def test_nobody_can_send_what_only_the_server_writes(item: str) -> None:
    with pytest.raises(InvalidValue):
        KIND.validate(house.context("encourage"), Given(item_id=item, value="empty"), SAY)


# ------------------------------------------------------------------ parameters


@pytest.mark.parametrize(
    "params",
    [
        {"form": "shout"},
        {"prompt": ""},
        {"form": "witness", "questions": []},
        {"form": "letter", "fields": []},
        {"form": "letter", "fields": [{"id": "a", "label": "A"}, {"id": "a", "label": "B"}]},
        {"form": "letter", "fields": [{"id": GIVEN, "label": "A"}]},
        {"form": "letter", "fields": [{"id": "a", "label": "A", "max_length": 0}]},
    ],
)
def test_parameters_that_make_no_sense_are_refused(params: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        house.context("encourage", **params)


def test_its_minutes_are_its_texts_and_one_sentence() -> None:
    def load(**params: object):
        return KIND.load(house.context("encourage", **params).params, house.curriculum())

    assert (load().tasks, load(**WITNESS).tasks, load(**LETTER).tasks) == (1, 1, 0)
    assert "You asked …" in load().read
    assert "What did you see me do?" in load(**WITNESS).read
    assert KIND.load(house.context("talk").params, house.curriculum()).read == ()


# ------------------------------------------------------------------ invented people


def played_through(seed: int, skips: float, *, partners: tuple[str, ...], **params: object) -> int:
    """Let somebody play until they are done; return the turns."""
    context = house.context("encourage", **params)
    persona = Persona(sureness=50, worry=0.5, skips=skips)
    kept: dict[tuple[str, int], Given] = {}
    for turn_number in range(10):
        own = Standing(given=tuple(kept.values()), partners=partners)
        shown = KIND.view(context, own, SAY)
        turn = KIND.play(context, own, persona, Random(seed + turn_number), SAY)
        for one in turn.given:
            assert one.attempt == shown.attempt
            assert one.item_id in {box.id for box in shown.sheet.fields}
            assert KIND.validate(context, one, SAY) == one.value
            if one.value is None:
                kept.pop((one.item_id, one.attempt), None)
            else:
                kept[one.item_id, one.attempt] = one
        assert turn.action_id in {action.id for action in shown.sheet.actions}
        now = Standing(given=tuple(kept.values()), partners=partners)
        outcome = KIND.act(context, now, turn.action_id, SAY)
        kept |= {(one.item_id, one.attempt): one for one in outcome.store}
        if outcome.how:
            return turn_number + 1
    raise AssertionError("this person never comes to an end")


@given(seed=st.integers(0, 2**32), skips=st.floats(0, 1), pair=st.booleans(), free=st.booleans())
@settings(max_examples=80)
def test_invented_people_come_to_an_end(seed: int, skips: float, pair: bool, free: bool) -> None:
    assert played_through(seed, skips, partners=("Heron",) if pair else (), free=free) <= 3


@pytest.mark.parametrize("params", [WITNESS, LETTER])
@pytest.mark.parametrize("seed", range(10))
def test_invented_people_write_to_a_witness_and_to_themselves(seed: int, params) -> None:
    assert played_through(seed, 0.1, partners=(), **params) == 1


def test_whoever_is_done_does_nothing_more() -> None:
    persona = Persona(sureness=50, worry=0.5)
    context = house.context("encourage")
    for own in (standing(how="passed"), standing(more=(IS_GIVEN,))):
        assert KIND.play(context, own, persona, Random(1), SAY).action_id == ""
