"""Random cohorts of 5 to 16 people, nasty ones among them, at two dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

WAVES = ("pre", "post", "follow-up")


@dataclass(frozen=True)
class Scale:
    """Answers from 0 to ``steps``, each step worth ``step`` points above ``low``."""

    name: str
    items: int
    steps: int
    low: float
    step: float

    @property
    def high(self) -> float:
        return self.low + self.steps * self.step


SCALES = (
    Scale("one item in tens", 1, 10, 0, 10),
    Scale("five items in tens", 5, 10, 0, 10),
    Scale("ten items in tens", 10, 10, 0, 10),
    Scale("five items of 1 to 5", 5, 4, 1, 1),
    Scale("five items of 1 to 7", 5, 6, 1, 1),
)

SHAPES = (
    *("usual", "usual", "usual", "wide", "ceiling", "floor", "all but one alike"),
    *("one outlier", "two camps", "all up but one", "all up alike", "nobody moved"),
)


@dataclass(frozen=True)
class Cohort:
    """What people answered, by wave, person and item, in steps; −1 where there is no answer.

    At the second date there are one or two people more, or one answer has changed.
    """

    scale: Scale
    shape: str
    first: np.ndarray[Any, Any]
    second: np.ndarray[Any, Any]

    def answers(self, date: int, wave: int) -> np.ndarray[Any, Any]:
        """Return one row a person and one column an item, in the unit of the answers."""
        given = (self.first, self.second)[date][wave]
        return np.where(given < 0, np.nan, self.scale.low + given * self.scale.step)

    def scores(self, date: int, wave: int, items: tuple[int, ...]) -> np.ndarray[Any, Any]:
        """Return each person's mean of some items."""
        return self.answers(date, wave)[:, list(items)].mean(axis=1)


def cohort(seed: int) -> Cohort:
    """Return the cohort of this number, the same every time."""
    rng = np.random.default_rng(seed)
    scale = SCALES[seed % len(SCALES)]
    shape = SHAPES[seed // len(SCALES) % len(SHAPES)]
    n = int(rng.integers(5, 17))
    late = int(rng.integers(0, 3))
    pre = _start(rng, shape, n + late, scale)
    post = _moved(rng, shape, pre, scale)
    later = np.clip(post + rng.integers(-1, 2, post.shape), 0, scale.steps)
    answers = np.stack([pre, post, later])
    # Some do not come back for the follow-up; who joined late was there for it or not.
    answers[2, rng.random(n + late) < rng.choice([0, 0.1, 0.5])] = -1
    second = answers.copy()
    if late == 0:
        wave, person, item = rng.integers(2), rng.integers(n), rng.integers(scale.items)
        changed = second[wave, person, item]
        second[wave, person, item] = changed - 1 if changed else changed + 1
    return Cohort(scale, shape, answers[:, :n], second)


def _start(rng: np.random.Generator, shape: str, n: int, scale: Scale) -> np.ndarray[Any, Any]:
    m, k = scale.steps, scale.items
    person = rng.normal(0.45, 0.18, (n, 1))
    if shape == "wide":
        return rng.integers(0, m + 1, (n, k))
    if shape == "ceiling":
        person = rng.normal(1.0, 0.08, (n, 1))
    if shape == "floor":
        person = rng.normal(0.0, 0.08, (n, 1))
    if shape == "two camps":
        person = np.where(np.arange(n)[:, None] < rng.integers(1, n), 0.0, 1.0)
        return np.rint(np.repeat(person, k, axis=1) * m).astype(int)
    if shape == "all but one alike":
        alike = np.full((n, k), rng.integers(1, m))
        alike[0, 0] += rng.choice([-1, 1])
        return alike
    if shape == "one outlier":
        person = rng.normal(0.75, 0.04, (n, 1))
        person[0] = 0
    return np.clip(np.rint((person + rng.normal(0, 0.12, (n, k))) * m), 0, m).astype(int)


def _moved(
    rng: np.random.Generator, shape: str, pre: np.ndarray[Any, Any], scale: Scale
) -> np.ndarray[Any, Any]:
    m = scale.steps
    if shape == "nobody moved":
        return pre.copy()
    if shape in ("all up alike", "all up but one"):
        post = np.minimum(pre + 1, m)
        if shape == "all up but one":
            post[0] = np.maximum(pre[0] - 1, 0)
        return post
    return np.clip(np.rint(pre + rng.normal(0.08 * m, 0.12 * m, pre.shape)), 0, m).astype(int)
