"""What earlier groups give to the results of a later one, and the points that exceed noise."""

from __future__ import annotations

import math
from dataclasses import replace
from random import Random

import pytest

from efficacy.measurement import next_change, pooled_alpha, pooled_retest, pooled_sd
from efficacy.reports.findings import Gate, Past, Retest, past_of
from efficacy.reports.results import Results
from tests.reports.house import MATH, SIX, exact, material, rated, rated_at, survey

WAVES = {"early": "First contact", "pre": "Before", "post": "After"}
STEPS = [survey(wave, wave=wave, scales=["math"]) for wave in WAVES]


def group(seed: int, n: int = 20, rise: int = 10) -> dict[int, tuple[int, int, int]]:
    """Return ratings of n people at first contact, before and after."""
    rng = Random(seed)
    people = {}
    for person in range(1, n + 1):
        level = rng.randrange(20, 71, 10)
        early, before = (min(100, max(0, level + rng.choice((-10, 0, 10)))) for _ in range(2))
        people[person] = (early, before, min(100, max(0, level + rise + rng.choice((-10, 0, 10)))))
    return people


def past(seed: int, n: int = 20, **more) -> Past:
    """Return what a past group gives, by its exact figures so that they can be checked."""
    people = group(seed, n, **more)
    answers = rated_at(people, list(WAVES))
    found = material(answers, scales=[MATH], steps=STEPS, waves=WAVES)
    return past_of(found, Gate(exact=True))


def present(**more) -> Results:
    """Return the results of the six people with these past groups."""
    found = material(rated(SIX), scales=[MATH], steps=STEPS, waves=WAVES)
    return exact(found, **more)


VERSION = ("math", "2")


def test_without_an_earlier_group_there_is_no_reference() -> None:
    assert present().references == ()


def test_a_reference_pools_what_earlier_groups_gave() -> None:
    groups = [past(1), past(2, 15), past(3, 30, rise=0)]
    (found,) = present(past=groups).references
    changes = [one.scales[VERSION].change for one in groups]
    early = [one.scales[VERSION].early for one in groups]
    ns = [one.n for one in changes]
    assert (found.scale_id, found.cohorts, found.people, found.next_n) == ("math", 3, 65, 6)
    assert found.sd == pytest.approx(pooled_sd([one.sd_pre for one in changes], ns).value)
    retest = pooled_retest([one.r for one in early], [one.n for one in early])
    assert (found.retest, found.retest_n) == (pytest.approx(retest.value), retest.n)
    # The SD of the changes is d̄ / d_z.
    sds = [one.change / one.d_z for one in changes]
    expected = next_change([one.change for one in changes], sds, ns, next_n=6)
    assert (found.mean_change, found.low, found.high) == pytest.approx(
        (expected.mean_change, expected.low, expected.high)
    )
    assert found.low < found.mean_change < found.high
    assert set(found.difficulty) == {item.id for item in MATH.items}


def noisy(seed: int, n: int = 20) -> Past:
    """Return a past group whose answers to the items of a scale differ."""
    rng = Random(seed)
    answers = [
        replace(row, number=min(100, max(0, row.number + rng.choice((-10, 0, 10)))))
        for row in rated_at(group(seed, n), list(WAVES))
    ]
    return past_of(material(answers, scales=[MATH], steps=STEPS, waves=WAVES), Gate(exact=True))


def test_alpha_is_pooled_within_groups_and_rounded_to_a_twentieth() -> None:
    groups = [noisy(1), noisy(2, 15)]
    (found,) = present(past=groups).references
    expected = pooled_alpha([one.scales[VERSION].answers for one in groups])
    assert (found.alpha.n, expected.n) == (35, 35)
    assert found.alpha.alpha == pytest.approx(round(expected.alpha * 20) / 20)
    # Where everybody answers all items alike alpha is 1, and each would tell the others.
    assert present(past=[past(1), past(2)]).references[0].alpha is None


def test_two_groups_give_spread_and_no_expectation_and_it_says_why() -> None:
    (found,) = present(past=[past(1), past(2)]).references
    assert found.sd is not None
    assert found.low is found.high is None
    assert "3 groups" in found.reason


def test_another_version_of_the_instrument_is_another_scale() -> None:
    other = Past(scales={("math", "1"): past(1).scales[VERSION]})
    assert present(past=[other]).references == ()


def test_a_past_group_of_fewer_than_five_pairs_gives_nothing() -> None:
    assert past(1, 4) == Past(scales={})


def test_past_groups_enter_by_figures_that_may_leave_the_room() -> None:
    people = rated_at(group(1), list(WAVES))
    found = material(people, scales=[MATH], steps=STEPS, waves=WAVES)
    rounded = past_of(found, Gate(exact=False)).scales[VERSION].change
    assert rounded.change == pytest.approx(round(rounded.change, 2))
    assert rounded.median_change is None


# ---------------------------------------------------------------- reliable change


def test_without_a_retest_reliability_there_is_no_threshold() -> None:
    assert present().reliable == ()
    # 45 people were measured twice before: too few for a correlation of one's own.
    assert present(past=[past(1), past(2), past(3, 5)]).reliable == ()


def test_a_reliability_from_outside_gives_points_with_its_source() -> None:
    retest = Retest(scale_id="math", version="2", reliability=0.8, source="Own pilot, 2025.")
    (found,) = present(retests=[retest]).reliable
    # Jacobson & Truax (1991): 1.96 · √(2 · (s√(1 - r))²), s = 18.7083 of the six before.
    assert found.points == pytest.approx(1.96 * math.sqrt(2) * 18.7083 * math.sqrt(0.2), abs=1e-3)
    assert found.basis == (
        "Retest reliability from outside: Own pilot, 2025. SD of the 6 people in this group."
    )


def test_a_reliability_of_another_version_is_not_used() -> None:
    other = Retest(scale_id="math", version="1", reliability=0.8, source="Elsewhere")
    assert present(retests=[other]).reliable == ()


def test_fifty_people_of_ones_own_are_enough_and_outside_comes_first() -> None:
    groups = [past(seed) for seed in (1, 2, 3)]
    (own,) = present(past=groups).reliable
    (reference,) = present(past=groups).references
    assert (own.reliability, own.sd) == (reference.retest, reference.sd)
    assert own.basis == (
        "Retest reliability of 60 people in your own earlier groups. SD of 60 people in your own "
        "earlier groups."
    )
    retest = Retest(scale_id="math", version="2", reliability=0.8, source="Elsewhere")
    (outside,) = present(past=groups, retests=[retest]).reliable
    assert outside.reliability == 0.8
    assert outside.basis.startswith("Retest reliability from outside: Elsewhere.")


def test_no_word_is_said_of_a_person() -> None:
    retest = Retest(scale_id="math", version="2", reliability=0.8, source="Elsewhere")
    (found,) = present(retests=[retest]).reliable
    assert not any(word in found.basis.lower() for word in ("reliable increase", "recovered"))
    assert isinstance(found.points, float)
