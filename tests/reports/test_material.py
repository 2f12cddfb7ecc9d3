"""What a reading keeps of what people did: numbers and ids, and nothing that they wrote."""

from __future__ import annotations

import pytest

from efficacy.activities.ladder_record import ANSWER, BEFORE, EXTRA, RESULT
from efficacy.content.library import Library
from efficacy.reports.frames import AnswerRow
from efficacy.reports.material import without_words
from tests.reports.house import answer, content, note

PLAN = "taster-90"


@pytest.fixture
def kept(library: Library):
    """Return what is kept of answers to the activities of a shipped plan."""
    bundle = library.bundle(PLAN)
    session = bundle.plans[PLAN].sessions[0].id

    def keep(activity_id: str, item_id: str, value: float | str) -> bool:
        row = answer(1, item_id, value, wave="", activity_id=activity_id, session_id=session)
        return without_words(bundle.plans[PLAN], bundle, "confidential", [row]) == (row,)

    return keep


@pytest.mark.parametrize(
    ("item", "value", "is_kept"),
    [
        (BEFORE, 60.0, True),
        (RESULT, "right", True),  # the program found it
        (ANSWER, "12.5", False),  # typed
        (EXTRA, "I asked my cousin.", False),  # typed
        ("no-such-item", "words", False),
        ("no-such-item", 3.0, True),
    ],
)
def test_of_a_ladder_numbers_and_results_stay_and_no_word_does(
    kept, item: str, value: float | str, is_kept: bool
) -> None:
    assert kept("ladder", item, value) is is_kept


def test_the_choice_of_a_story_stays_and_what_people_will_try_does_not(kept) -> None:
    assert kept("one-story", "chosen", "farah")
    assert not kept("one-story", "what-i-try", "Ask twice")


def test_an_activity_that_the_plan_does_not_have_leaves_no_text(kept) -> None:
    assert not kept("gone", RESULT, "right")


def test_a_text_box_leaves_nothing_whatever_else_has_its_name() -> None:
    plan, curriculum = content()
    rows: list[AnswerRow] = [note(1, "I fixed the pump")]
    assert without_words(plan, curriculum, "confidential", rows) == ()
