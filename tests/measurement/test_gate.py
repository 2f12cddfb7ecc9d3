"""Group figures at the gate: what leaves, how it is rounded, and what stays in the room."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.errors import InvalidValue
from efficacy.measurement import (
    GroupFigure,
    PairedChange,
    Suppressed,
    change_from_moments,
    paired_change,
)
from efficacy.measurement.gate import WITHHELD, Gate, Lattice
from efficacy.measurement.reliability import CronbachAlpha, cronbach_alpha

FIVE_ITEMS = Lattice(0, 100, 2)
ONE_ITEM = Lattice(0, 100, 10)
YES_OR_NO = Lattice(0, 1, 1)

PRE = [40, 50, 60, 70, 20, None, 90]
POST = [60, 50, 80, 75, 30, 80, None]

tens = st.integers(0, 10).map(lambda step: step * 10)
maybe = st.none() | tens
twos = st.integers(0, 50).map(lambda step: step * 2)


def column(values: Iterable[float | None]) -> pd.Series[float]:
    return pd.Series(list(values), dtype="float64")


def average(values: Iterable[float | None], lattice: Lattice = FIVE_ITEMS, **more: Any) -> Any:
    return Gate(exact=False, **more).average("sure", column(values), lattice)


def change(pre: Sequence[Any], post: Sequence[Any], lattice: Lattice = FIVE_ITEMS) -> Any:
    return Gate(exact=False).change("change.x.pre.post", column(pre), column(post), lattice)


# ------------------------------------------------------------------ one group


def test_a_group_of_five_leaves_with_a_rounded_mean_and_sd() -> None:
    # Mean 60.4; deviations -20.4, -10.4, -.4, 9.6, 21.6: 1083.2/4 = 270.8, its root 16.46.
    assert average([40, 50, 60, 70, 82]) == GroupFigure(n=5, n_excluded=0, mean=60, sd=16)


def test_the_counselor_of_a_confidential_cohort_sees_figures_as_they_are() -> None:
    figure = Gate(exact=True).average("sure", column([40, 50, 60, 70, None, 82]), FIVE_ITEMS)
    assert figure == GroupFigure(n=5, n_excluded=1, mean=60.4, sd=pytest.approx(270.8**0.5))
    seen = Gate(exact=True).change("change.x.pre.post", column(PRE), column(POST), FIVE_ITEMS)
    assert seen == paired_change(column(PRE), column(POST))


@pytest.mark.parametrize("is_exact", [True, False])
@pytest.mark.parametrize("size", range(5))
def test_fewer_than_five_values_stay_whoever_asks(size: int, is_exact: bool) -> None:
    gate, few = Gate(exact=is_exact), [10, 20, 30, 40][:size]
    values = column([*few, None, None])
    assert gate.average("sure", values, ONE_ITEM) == Suppressed("too_few", "n<5")
    assert gate.change("change.x.a.b", values, values, ONE_ITEM) == Suppressed("too_few", "n<5")
    assert gate.counts("x", dict.fromkeys(range(size), "a"), "ab") == Suppressed("too_few", "n<5")
    assert gate.passed == ()


def test_a_higher_threshold_is_kept_and_named() -> None:
    assert average(range(20, 38, 2), threshold=10) == Suppressed("too_few", "n<10")
    assert isinstance(average(range(20, 40, 2), threshold=10), GroupFigure)


@pytest.mark.parametrize("threshold", [4, 3, 0, -1, 5.5, True])
def test_no_threshold_below_five_is_accepted(threshold: Any) -> None:
    with pytest.raises(InvalidValue, match="at least 5"):
        Gate(exact=False, threshold=threshold)


def test_text_is_refused_before_anything_leaves() -> None:
    with pytest.raises(InvalidValue, match="sure, value 1"):
        Gate(exact=False).average("sure", pd.Series(["ten", 20, 30, 40, 50, 60]), ONE_ITEM)


def test_a_mean_next_to_an_end_stays_for_it_would_be_nearly_everybodys_value() -> None:
    assert average([100, 100, 100, 100, 90], ONE_ITEM) == Suppressed("identical", "n≥5")
    assert average([0] * 8, ONE_ITEM) == average([100] * 8, ONE_ITEM)


def test_all_alike_and_nearly_all_alike_are_told_by_the_same_words() -> None:
    # To be told that nothing varies would tell everybody's value.
    alike, nearly = average([50] * 8), average([50] * 7 + [52])
    assert alike == nearly == GroupFigure(n=8, n_excluded=0, mean=50, sd=None)


def test_the_widest_spread_leaves_no_sd_for_it_would_tell_how_many_stand_at_each_end() -> None:
    # 0 0 0 100 100: no other group has this mean and this SD.
    assert average([0, 0, 0, 100, 100]) == GroupFigure(n=5, n_excluded=0, mean=40, sd=None)


def test_an_sd_is_told_on_a_fine_lattice_only() -> None:
    values = [20, 40, 50, 60, 80, 90]
    assert average(values, ONE_ITEM).sd is None
    assert average(values, FIVE_ITEMS).sd is not None
    told = Gate(exact=False).average("x", column(values), FIVE_ITEMS, with_spread=False)
    assert told.sd is None


@pytest.mark.parametrize(("yes", "leaves"), [(4, False), (5, True), (7, True), (8, False)])
def test_a_mean_of_yes_and_no_is_a_count_and_passes_as_one(yes: int, leaves: bool) -> None:
    figure = average([1] * yes + [0] * (12 - yes), YES_OR_NO)
    assert isinstance(figure, GroupFigure) == leaves


@given(st.lists(maybe, max_size=16), st.sampled_from([ONE_ITEM, FIVE_ITEMS]))
def test_a_mean_that_leaves_is_off_by_half_a_grain_at_most(
    values: list[int | None], lattice: Lattice
) -> None:
    figure = average(values, lattice)
    known = [value for value in values if value is not None]
    if isinstance(figure, GroupFigure):
        assert figure.n == len(known) >= 5
        assert figure.n + figure.n_excluded == len(values)
        assert abs(figure.mean - np.mean(known)) <= lattice.grain / 2 + 1e-9
        assert lattice.low < figure.mean < lattice.high


@given(st.lists(tens, min_size=5, max_size=12))
def test_what_leaves_does_not_depend_on_who_gave_which_value(values: list[int]) -> None:
    assert average(values) == average(sorted(values))


# --------------------------------------------------------------- pre and post


def test_pre_and_post_are_of_the_same_people() -> None:
    told = change(PRE, POST)
    # Pairs only: (40 + 50 + 60 + 70 + 20)/5, not the mean of all six pre scores.
    assert (told.n, told.n_excluded) == (5, 2)
    assert (told.mean_pre, told.mean_post) == (48, 59)


def test_the_score_of_someone_without_a_pair_cannot_be_computed_from_what_leaves() -> None:
    assert change([*PRE[:-1], 90], POST) == change([*PRE[:-1], 10], POST)


def test_four_pairs_stay_however_many_came_once() -> None:
    pre = [10, 20, 30, 40, *[50] * 10, *[None] * 10]
    post = [20, 10, 50, 60, *[None] * 10, *[50] * 10]
    assert change(pre, post) == Suppressed("too_few", "n<5")


@pytest.mark.parametrize(
    ("pre", "post"),
    [
        ([50] * 6, [10, 20, 30, 40, 50, 60]),
        ([10, 20, 30, 40, 50, 60], [90] * 6),
        ([50] * 6, [50] * 6),
    ],
    ids=["same pre", "same post", "all same"],
)
def test_a_change_that_could_tell_of_single_people_leaves_without_a_spread(
    pre: list[int], post: list[int]
) -> None:
    told = change(pre, post)
    assert told.change == pytest.approx(np.mean(post) - np.mean(pre), abs=1)
    assert (told.sd_pre, told.sd_post, told.r, told.ci_low, told.p, told.d_z) == (None,) * 6
    assert told.reasons["ci_low"] == WITHHELD


def test_one_straight_line_is_told_as_nearly_one_so_that_no_pre_tells_its_post() -> None:
    pre, post = [10, 20, 30, 40, 50], [90, 70, 50, 30, 10]
    assert paired_change(pre, post).r == pytest.approx(-1)
    assert -1 < change(pre, post).r < -0.9


@given(st.lists(st.tuples(twos, twos), min_size=5, max_size=14))
def test_all_of_a_change_follows_from_its_rounded_moments(people: list[tuple[int, int]]) -> None:
    told = change(*zip(*people, strict=True))
    if isinstance(told, PairedChange) and told.sd_pre is not None:
        moments = (told.mean_pre, told.mean_post, told.sd_pre, told.sd_post, told.r)
        again = change_from_moments(told.n, *moments)
        assert again.r == pytest.approx(told.r)
        for name in ("change", "ci_low", "ci_high", "t", "p", "d_z", "d_av_low", "g_av"):
            assert getattr(again, name) == pytest.approx(getattr(told, name)), name


@given(st.lists(st.tuples(twos, twos), max_size=14))
def test_ranks_medians_and_counts_of_single_people_never_leave(
    people: list[tuple[int, int]],
) -> None:
    told = change([a for a, _ in people], [b for _, b in people])
    assert isinstance(told, PairedChange) == (len(people) >= 5) or told.reason == "identical"
    if isinstance(told, PairedChange):
        ranks = (told.wilcoxon_w, told.wilcoxon_p, told.rank_biserial, told.median_change)
        assert ranks == (None,) * 4
        assert (told.n_up, told.n_same, told.n_down) == (None,) * 3
        assert {"wilcoxon_p", "median_change", "n_up"} <= set(told.reasons)


def test_unequal_lengths_are_refused() -> None:
    with pytest.raises(InvalidValue, match="found 6 and 5 values"):
        change(list(range(6)), list(range(5)))


# --------------------------------------------------------- parts and other people


def test_a_part_leaves_with_its_mean_only_beside_the_whole() -> None:
    gate, items = Gate(exact=False), list("abcdefghij")
    whole, part = Lattice(0, 100, 1), Lattice(0, 100, 2)
    pre, post = column([20, 35, 44, 58, 63, 71]), column([30, 38, 57, 58, 80, 75])
    first = gate.change("change.x.pre.post", pre, post, whole, items=items)
    second = gate.change("change.x/part.pre.post", pre, post, part, items=items[:5])
    assert isinstance(first, PairedChange)
    assert isinstance(second, PairedChange)
    assert first.sd_pre is not None
    assert second.sd_pre is None


def test_a_part_stays_where_the_rest_of_the_items_would_be_known_to_lie_at_an_end() -> None:
    # A whole of 50 and a half of 95: the other half is at the bottom, whoever answered it.
    gate, flat = Gate(exact=False), column([50] * 6)
    gate.average("whole.pre", flat, Lattice(0, 100, 1), items="abcdefghij")
    high = column([95, 95, 96, 94, 95, 95])
    part = gate.average("part.pre", high, Lattice(0, 100, 2), items="abcde")
    assert isinstance(part, GroupFigure)  # 2 · 50 - 95 = 5, with room to either side
    gate = Gate(exact=False)
    gate.average("whole.pre", column([47] * 6), Lattice(0, 100, 1), items="abcdefghij")
    part = gate.average("part.pre", high, Lattice(0, 100, 2), items="abcde")
    assert part == Suppressed("identical", "n≥5")  # 2 · 47 - 95 = -1


def test_the_same_wave_over_one_to_four_people_fewer_stays() -> None:
    gate = Gate(exact=False)
    pre, post = column([20, 35, 44, 58, 63, 71]), column([30, 38, 57, 58, 80, 75])
    later = column([30, 41, 50, 58, 70, None])
    assert isinstance(gate.change("change.x.pre.post", pre, post, FIVE_ITEMS), PairedChange)
    later_on = gate.change("change.x.post.follow-up", post, later, FIVE_ITEMS)
    assert later_on == Suppressed("complementary", "n≥5")


def test_the_same_wave_over_five_people_fewer_leaves_with_its_mean_only() -> None:
    gate = Gate(exact=False)
    pre, post = column(range(20, 60, 4)), column([30, 20, 44, 40, 52, 36, 60, 44, 70, 50])
    later = post.where(post.index < 5)
    gate.change("change.x.pre.post", pre, post, FIVE_ITEMS)
    told = gate.change("change.x.post.follow-up", post, later, FIVE_ITEMS)
    assert isinstance(told, PairedChange)
    assert (told.n, told.sd_pre) == (5, None)


def test_three_waves_over_the_same_people_all_leave_with_their_spread() -> None:
    gate = Gate(exact=False)
    waves = {
        "pre": column([20, 36, 44, 58, 64, 72, 40, 30]),
        "post": column([30, 38, 58, 58, 80, 76, 52, 28]),
        "follow-up": column([32, 30, 60, 50, 70, 80, 46, 40]),
    }
    pairs = [("pre", "post"), ("pre", "follow-up"), ("post", "follow-up")]
    told = {
        (a, b): gate.change(f"change.x.{a}.{b}", waves[a], waves[b], FIVE_ITEMS) for a, b in pairs
    }
    assert all(one.ci_low is not None for one in told.values())
    assert told["pre", "post"].mean_post == told["post", "follow-up"].mean_pre


# -------------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("counts", "leave"),
    [
        ((5, 7), True),
        ((6, 5, 0), True),
        ((4, 8), False),
        ((7, 6, 1), False),  # 1 is said by the other two
        ((12, 0), False),  # everybody's answer
        ((0, 0), False),
    ],
)
def test_all_counts_leave_or_none(counts: tuple[int, ...], leave: bool) -> None:
    options = "abc"[: len(counts)]
    chosen = dict(enumerate("".join(o * n for o, n in zip(options, counts, strict=True))))
    said = Gate(exact=False).counts("x", chosen, options)
    assert isinstance(said, dict) == leave
    if leave:
        assert said == dict(zip(options, counts, strict=True))


def test_people_who_chose_something_unlisted_are_a_count_too() -> None:
    chosen = dict(enumerate("aaaaaabbbbbbz"))
    assert isinstance(Gate(exact=False).counts("x", chosen, "ab"), Suppressed)


def test_who_went_up_or_down_never_leaves_beside_the_means() -> None:
    chosen = dict(enumerate(["up"] * 9 + ["down"] * 8))
    for is_exact in (True, False):
        said = Gate(exact=is_exact).counts("x", chosen, ("up", "down"), beside_means=True)
        assert isinstance(said, dict) == is_exact


# --------------------------------------------------------------------- alpha


def _answers(n: int) -> pd.DataFrame:
    rng = np.random.default_rng(4)
    person = rng.normal(5, 2, (n, 1))
    return pd.DataFrame(np.clip(np.rint(person + rng.normal(0, 1.5, (n, 5))), 0, 10))


def test_alpha_leaves_rounded_to_a_twentieth_with_the_interval_of_that() -> None:
    frame = _answers(20)
    exact, told = cronbach_alpha(frame), Gate(exact=False).alpha("alpha.x.pre", frame)
    assert isinstance(told, CronbachAlpha)
    assert told.alpha == pytest.approx(round(exact.alpha * 20) / 20)
    assert told.ci_low < told.alpha < told.ci_high
    assert Gate(exact=True).alpha("alpha.x.pre", frame) == exact


def test_an_alpha_of_one_stays_for_each_item_would_tell_the_others() -> None:
    one = list(range(12))
    frame = pd.DataFrame({"a": one, "b": one})
    assert Gate(exact=False).alpha("alpha.x.pre", frame) == Suppressed("identical", "n≥5")


def test_below_ten_people_alpha_says_only_that_it_takes_ten() -> None:
    told = Gate(exact=False).alpha("alpha.x.pre", _answers(8).assign(constant=1))
    assert (told.alpha, told.n_constant) == (None, 0)
    assert set(told.reasons) == {"alpha", "ci_low", "ci_high"}


# ---------------------------------------------------------------- two dates


def test_a_second_file_repeats_the_first_rather_than_let_anybody_subtract() -> None:
    values = [20, 40, 44, 58, 64, 72]
    first = Gate(exact=False, key=b"k")
    told = first.average("sure", column(values), FIVE_ITEMS)
    left = [_dated(one, 77) for one in first.passed]
    for now in ([*values, 90], values[:-1], [*values[:-1], 74]):  # one more, fewer, changed
        second = Gate(exact=False, key=b"k", published=left)
        assert second.average("sure", column(now), FIVE_ITEMS) == told
        assert second.repeated == {"sure": 77}
        assert second.passed == ()


def test_five_people_more_are_a_new_figure_without_a_spread() -> None:
    values = [20, 40, 44, 58, 64, 72]
    first = Gate(exact=False)
    first.average("sure", column(values), FIVE_ITEMS)
    second = Gate(exact=False, published=first.passed)
    told = second.average("sure", column([*values, 60, 62, 30, 42, 50]), FIVE_ITEMS)
    assert (told.n, told.sd) == (11, None)
    assert len(second.passed) == 1


def test_what_was_withheld_stays_withheld_for_one_person_more() -> None:
    # That all six were near the top can be guessed; the seventh's value would follow.
    first = Gate(exact=False)
    assert isinstance(first.average("sure", column([100] * 6), ONE_ITEM), Suppressed)
    second = Gate(exact=False, published=first.passed)
    assert isinstance(second.average("sure", column([100] * 6 + [0]), ONE_ITEM), Suppressed)


def test_counts_changes_and_alpha_are_repeated_just_as_they_left() -> None:
    frame, chosen = _answers(20), dict(enumerate("aaaaaabbbbbbb"))
    pre, post = frame.mean(axis=1), frame.mean(axis=1) + [0.2, 0.4] * 10
    lattice = Lattice(0, 12, 0.2)

    def said(gate: Gate, rows: slice) -> list[Any]:
        return [
            gate.counts("goals", dict(list(chosen.items())[rows]), "ab"),
            gate.change("change.x.pre.post", pre[rows], post[rows], lattice),
            gate.alpha("alpha.x.pre", frame[rows]),
        ]

    first = Gate(exact=False)
    told = said(first, slice(None))
    second = Gate(exact=False, published=first.passed)
    assert said(second, slice(1, None)) == told


def test_a_figure_of_another_name_about_the_same_answers_is_compared_too() -> None:
    first = Gate(exact=False)
    pre, post = column([20, 36, 44, 58, 64, 72]), column([30, 38, 58, 58, 80, 76])
    first.change("change.x.pre.post", pre, post, FIVE_ITEMS, items="ab")
    second = Gate(exact=False, published=first.passed)
    more = column([20, 36, 44, 58, 64, 72, 90])
    assert second.average("first.pre", more, FIVE_ITEMS, items="ab") == Suppressed(
        "complementary", "n≥5"
    )


def test_what_is_kept_of_people_cannot_be_looked_up_without_the_key() -> None:
    kept = []
    for key in (b"one", b"other"):
        gate = Gate(exact=False, key=key)
        gate.average("sure", column([20, 40, 44, 58, 64, 72]), FIVE_ITEMS)
        kept.append(gate.passed[0])
    assert kept[0].said.replace(_group(kept[0]), "") == kept[1].said.replace(_group(kept[1]), "")
    assert not kept[0].people & kept[1].people
    assert len(kept[0].people) == 6


def test_nothing_is_kept_of_figures_that_stay_with_the_counselor() -> None:
    gate = Gate(exact=True)
    gate.average("sure", column([20, 40, 44, 58, 64, 72]), FIVE_ITEMS)
    assert gate.passed == ()
    assert gate.strict() is not gate
    assert not gate.strict().exact


def _dated(one: Any, at_ms: int) -> Any:
    return type(one)(figure=one.figure, people=one.people, said=one.said, at_ms=at_ms)


def _group(one: Any) -> str:
    (variable,) = json.loads(one.said)["variables"]
    return str(variable[2])


def test_rounding_follows_the_steps_of_the_answers() -> None:
    # A hundredth of the range or half a step, made plain; a twentieth on a coarse lattice.
    grains = {(0, 100, 2): 1, (0, 100, 1): 1, (1, 5, 0.2): 0.1, (1, 7, 0.2): 0.1, (0, 100, 10): 5}
    for lattice, grain in (*grains.items(), ((1, 5, 1), 0.2), ((1, 7, 1), 0.3)):
        assert math.isclose(Lattice(*lattice).grain, grain)


def test_while_people_answer_what_left_is_repeated_and_nothing_new_is_said() -> None:
    values = column([20, 40, 44, 58, 64, 72])
    first = Gate(exact=False)
    told = first.average("sure", values, FIVE_ITEMS)
    waiting = Gate(exact=False, published=first.passed, waits=True)
    assert waiting.average("sure", column(range(20, 60, 4)), FIVE_ITEMS) == told
    assert isinstance(waiting.average("new", values, FIVE_ITEMS), Suppressed)
    assert waiting.passed == ()
