"""Signs of nerves before and after: of the group alone, whatever the kind of cohort."""

from __future__ import annotations

from dataclasses import replace

import pytest

from efficacy.reports.findings import cues as module
from efficacy.reports.findings.cues import cue_results
from efficacy.reports.material import Material
from efficacy.reports.results import ItemResult, ScaleResult, Shift
from tests.activities import house as kinds
from tests.reports.doings import EXACT, did, outside, reading, step

# Meaning from 1 to 7 before and after; the last one rated once and is no pair.
MEANING = {
    1: (2, 4),
    2: (3, 5),
    3: (4, 4),
    4: (2, 3),
    5: (5, 6),
    6: (3, 3),
    7: (4, 6),
    8: (1, 4),
    9: (3, 5),
    10: (4, 5),
    11: (7, None),
}


def room(people: dict = MEANING, activity_id: str = "nerves") -> list:
    return [
        did(person, activity_id, f"{asked}-{when}", value, attempt=attempt)
        for person, both in people.items()
        for asked in ("meaning", "strength")
        for when, value, attempt in zip(("before", "after"), both, (2, 103), strict=True)
        if value is not None
    ]


def found(rows: list, **params: object) -> Material:
    steps = [step("nerves", "relabel", cue_set=kinds.CUES.id, **params)]
    return reading(steps, rows)


def test_both_questions_are_told_with_their_words_over_those_who_answered_twice() -> None:
    strength, meaning = cue_results(found(room()), outside(), ())
    assert (strength.cue_id, meaning.cue_id) == ("nerves.strength", "nerves.meaning")
    assert (meaning.title, meaning.low, meaning.high) == (kinds.CUES.meaning.text, 1, 7)
    assert (meaning.low_words, meaning.high_words) == (
        kinds.CUES.meaning.low,
        kinds.CUES.meaning.high,
    )
    assert meaning.n == 10
    # (2+3+4+2+5+3+4+1+3+4)/10 = 3.1 and (4+5+4+3+6+3+6+4+5+5)/10 = 4.5, rounded outside.
    assert meaning.before == pytest.approx(3.1, abs=0.16)
    assert meaning.after == pytest.approx(4.5, abs=0.16)


def test_the_counselor_of_a_confidential_cohort_sees_no_more_than_what_may_leave() -> None:
    """People rated it with the promise that only they see it."""
    assert cue_results(found(room()), EXACT, ()) == cue_results(found(room()), outside(), ())


def test_where_everybody_is_alike_the_counselor_sees_no_more_either() -> None:
    alike = found(room(dict.fromkeys(range(8), (3, 5))))
    for result in cue_results(alike, EXACT, ()):
        assert result.change is None or result.change.sd_pre is None
    assert cue_results(alike, EXACT, ()) == cue_results(alike, outside(), ())


def test_of_few_people_nothing_is_said() -> None:
    few = {person: MEANING[person] for person in (1, 2, 3, 4)}
    for result in cue_results(found(room(few)), EXACT, ()):
        assert (result.n, result.before, result.withheld) == (0, None, "too_few")


def test_a_brief_round_has_no_ratings_and_no_result() -> None:
    assert cue_results(found(room(), brief=True), EXACT, ()) == ()
    assert cue_results(found([]), EXACT, ()) == ()


def test_the_instrument_of_the_waves_is_told_item_by_item() -> None:
    item = ItemResult(
        item_id="heart-beats-fast",
        text="My heart beats fast.",
        subscale="",
        difficulty=None,
        trained=False,
        n=9,
        mean_pre=3.0,
        mean_post=4.5,
    )
    few = replace(item, item_id="stomach", n=4, mean_pre=None, mean_post=None, withheld="too_few")
    scale = ScaleResult(
        scale_id=module.MEANING_SCALE,
        title="What signs mean",
        construct="other",
        direction="none",
        low=1,
        high=7,
        items=2,
        primary=False,
        n_pre=9,
        n_post=9,
        shift=Shift(before="pre", after="post", n=9, change=None),
        item_results=(item, few),
    )
    heart, stomach = cue_results(found([]), EXACT, [scale, replace(scale, scale_id="math")])
    assert (heart.title, heart.n, heart.before, heart.after) == (item.text, 9, 3.0, 4.5)
    assert (stomach.n, stomach.before, stomach.withheld) == (0, None, "too_few")
