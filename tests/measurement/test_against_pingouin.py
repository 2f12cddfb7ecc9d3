"""The same numbers from pingouin, over random data; it is used by no other part."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pingouin
import pytest

from efficacy.measurement import cronbach_alpha, holm, paired_change

SEEDS = range(12)


def two_waves(seed: int) -> tuple[Any, Any]:
    """Return scores in steps of 5 of 5 to 40 people, correlated, without a tie of 0."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(5, 41))
    pre = rng.integers(0, 21, n) * 5
    post = np.clip(pre + rng.choice([-15, -10, -5, 5, 10, 15, 20], n), 0, 100)
    moved = pre != post
    return pre[moved], post[moved]


@pytest.mark.parametrize("seed", SEEDS)
def test_the_paired_t_test(seed: int) -> None:
    pre, post = two_waves(seed)
    result = paired_change(pre, post)
    theirs = pingouin.ttest(post, pre, paired=True).iloc[0]
    assert result.t == pytest.approx(theirs["T"])
    assert result.df == theirs["dof"]
    assert result.p == pytest.approx(theirs["p_val"])
    assert (result.ci_low, result.ci_high) == pytest.approx(tuple(theirs["CI95"]), abs=0.0051)


@pytest.mark.parametrize("seed", SEEDS)
def test_d_av_and_the_correlation(seed: int) -> None:
    pre, post = two_waves(seed)
    result = paired_change(pre, post)
    theirs = pingouin.compute_effsize(post, pre, paired=True, eftype="cohen")
    assert result.d_av == pytest.approx(theirs)
    assert result.r == pytest.approx(pingouin.corr(pre, post)["r"].iloc[0])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_rank_biserial_correlation(seed: int) -> None:
    # Its p switches between exact and approximate; the exact one is compared with SciPy's
    # in test_signed_rank.
    pre, post = two_waves(seed)
    theirs = pingouin.wilcoxon(post, pre).iloc[0]
    assert paired_change(pre, post).rank_biserial == pytest.approx(theirs["RBC"])


@pytest.mark.parametrize("seed", SEEDS)
def test_alpha_and_its_interval_over_complete_rows(seed: int) -> None:
    # With gaps pingouin 0.7 takes n before it drops rows, and its interval is too narrow.
    rng = np.random.default_rng(seed)
    n, k = int(rng.integers(10, 41)), int(rng.integers(2, 13))
    answers = pd.DataFrame(rng.normal(size=(n, 1)) + rng.normal(size=(n, k)))
    result = cronbach_alpha(answers, confidence=0.9)
    alpha, interval = pingouin.cronbach_alpha(answers, ci=0.9)
    assert result.alpha == pytest.approx(alpha)
    assert (result.ci_low, result.ci_high) == pytest.approx(tuple(interval), abs=0.00051)


@pytest.mark.parametrize("seed", SEEDS)
def test_holms_adjustment(seed: int) -> None:
    p_values = np.random.default_rng(seed).uniform(0, 0.2, 7)
    theirs = pingouin.multicomp(p_values, method="holm")[1]
    assert holm(p_values) == pytest.approx(tuple(theirs))
