"""Samples and tolerances that the tests of several measures share."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest


def close(printed: str) -> Any:
    """Return what matches ``printed`` to its last digit."""
    decimals = len(printed.partition(".")[2])
    return pytest.approx(float(printed), abs=0.5000001 * 10**-decimals)


def sample_with(*, means: tuple[float, float], sd: float, r: float, n: int) -> tuple[Any, Any]:
    """Return two columns with exactly these means, this SD and this correlation."""
    raw = np.random.default_rng(5).normal(size=(n, 2))
    raw -= raw.mean(axis=0)
    orthogonal = np.linalg.qr(raw)[0] * math.sqrt(n - 1)
    x = orthogonal[:, 0]
    y = r * x + math.sqrt(1 - r**2) * orthogonal[:, 1]
    return means[0] + sd * x, means[1] + sd * y


def items_with(covariance: Any, *, n: int) -> pd.DataFrame:
    """Return answers of n people to k items with exactly this covariance."""
    k = len(covariance)
    raw = np.random.default_rng(5).normal(size=(n, k))
    raw -= raw.mean(axis=0)
    uncorrelated = np.linalg.qr(raw)[0] * math.sqrt(n - 1)
    answers = uncorrelated @ np.linalg.cholesky(np.asarray(covariance, dtype=float)).T
    return pd.DataFrame(answers, columns=[f"q{item}" for item in range(1, k + 1)])
