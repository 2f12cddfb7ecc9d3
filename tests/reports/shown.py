"""Results made by hand, with everything that a cohort can have, for those who draw them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from efficacy.measurement.change import paired_change
from efficacy.measurement.privacy import GroupFigure
from efficacy.measurement.reliability import CronbachAlpha
from efficacy.reports.results import (
    ApproachResult,
    CalibrationResult,
    CueResult,
    Explanation,
    Flow,
    GoalResult,
    Harms,
    ItemResult,
    LadderResult,
    Level,
    MatchingResult,
    Moment,
    Part,
    Reach,
    Reference,
    ReliableChange,
    Results,
    ScaleResult,
    Shift,
    SourceResult,
    Unclear,
    WaveCount,
)

# Twelve people: eight up, two the same, two down. Mean 44.2 before, 52.5 after.
PAIRS = (
    *((30.0, 50.0), (40.0, 40.0), (55.0, 70.0), (20.0, 35.0), (70.0, 65.0), (45.0, 60.0)),
    *((50.0, 60.0), (35.0, 45.0), (60.0, 60.0), (25.0, 45.0), (65.0, 55.0), (35.0, 45.0)),
)
SESSIONS = ("First steps", "People like me", "Nerves", "A longer title of a session that wraps")


def shift(
    before: str = "pre",
    after: str = "post",
    pairs: tuple[tuple[float, float], ...] = PAIRS,
    *,
    is_exact: bool = True,
    **more: Any,
) -> Shift:
    """Return the change over some pairs; withheld under five."""
    if len(pairs) < 5:
        return Shift(before=before, after=after, n=len(pairs), change=None, withheld="too_few")
    change = paired_change(*zip(*pairs, strict=True))
    shown = pairs if is_exact else ()
    return Shift(before=before, after=after, n=len(pairs), change=change, pairs=shown, **more)


def turned(pairs: tuple[tuple[float, float], ...] = PAIRS) -> tuple[tuple[float, float], ...]:
    """Return the pairs with before and after exchanged."""
    return tuple((after, before) for before, after in pairs)


def scale(scale_id: str = "math-tasks", *, is_exact: bool = True, **more: Any) -> ScaleResult:
    """Return one scale with all that a scale can have; ``more`` replaces parts."""
    usual: dict[str, Any] = {
        "scale_id": scale_id,
        "title": f"Title of {scale_id}",
        "construct": "efficacy",
        "direction": "more_sure",
        "low": 0.0,
        "high": 100.0,
        "items": 10,
        "primary": False,
        "n_pre": 14,
        "n_post": 12,
        "shift": shift(is_exact=is_exact, prorated=1),
        "shifts": (
            shift("early", "pre", tuple((a, a + 1) for a, _ in PAIRS[:8]), is_exact=is_exact),
            shift("pre", "follow-up", PAIRS[:9], is_exact=is_exact),
            shift("post", "follow-up", turned(PAIRS[:9]), is_exact=is_exact),
        ),
        "then": (
            shift("then", "post", is_exact=is_exact),
            shift("pre", "then", turned(), is_exact=is_exact),
        ),
        "levels": (
            Level(wave="pre", n=12, share=0.4, rung=2.1, composite=41.0, steps=_steps(0.0)),
            Level(wave="post", n=12, share=0.55, rung=2.9, composite=50.0, steps=_steps(0.1)),
        ),
        "parts": (
            Part(id="trained", items=("a", "b"), shift=shift(is_exact=is_exact)),
            Part(id="untrained", items=("c",), shift=shift(pairs=PAIRS[:4])),
        ),
        "item_results": (
            _item("a", mean_pre=95.0, flag="ceiling"),
            _item("b", mean_pre=40.0, flag=None),
            replace(_item("c"), mean_pre=None, mean_post=None, withheld="too_few"),
        ),
        "alpha": {
            "pre": CronbachAlpha(
                n=14, n_excluded=0, k=10, alpha=0.83, ci_low=0.66, ci_high=0.93, caution=True
            )
        },
        "instrument_id": scale_id,
        "version": "1",
    }
    return ScaleResult(**usual | more)


def _steps(more: float) -> tuple[tuple[int, float | None], ...]:
    return ((1, 0.8 + more), (2, 0.6 + more), (3, 0.45 + more), (4, None), (5, 0.1 + more))


def _item(item_id: str, *, mean_pre: float = 50.0, flag: Any = None) -> ItemResult:
    return ItemResult(
        item_id=item_id,
        text=f"do the task called {item_id}",
        subscale="",
        difficulty=2,
        trained=True,
        n=12,
        mean_pre=mean_pre,
        mean_post=55.0,
        sd_pre=12.0,
        sd_post=14.0,
        flag=flag,
    )


def moments(*means: float | None, n: int = 11) -> tuple[Moment, ...]:
    """Return one moment a session; None is withheld."""
    return tuple(
        Moment(
            session_id=f"s{place}",
            session_title=SESSIONS[place],
            activity_id=f"a{place}",
            figure=None if mean is None else GroupFigure(n=n, n_excluded=0, mean=mean, sd=5.0),
            n=n,
            withheld="too_few" if mean is None else None,
        )
        for place, mean in enumerate(means)
    )


def _source(source: str, title: str, first: float) -> SourceResult:
    later = tuple((first + n % 3 / 4, first + n % 4 / 2) for n in range(11))
    return SourceResult(
        source=source,
        title=title,
        first=GroupFigure(n=13, n_excluded=0, mean=first, sd=0.8),
        shift=shift("first", "later", later),
        planned_minutes=40.0 + 5 * first,
        received_minutes=31.0 + 5 * first,
        helped=GroupFigure(n=11, n_excluded=1, mean=3.4, sd=0.9),
        low=1,
        high=6,
    )


SOURCES = tuple(
    _source(source, title, 2.0 + place / 2)
    for place, (source, title) in enumerate(
        (
            ("mastery", "Things I have done"),
            ("vicarious", "People like me"),
            ("persuasion", "Encouragement"),
            ("arousal", "Nerves"),
            ("imaginal", "Imagination"),
        )
    )
)

EXPLANATIONS = (
    Explanation(
        id="comparison",
        title="No comparison group",
        state="open",
        sentence="Nobody was asked twice without the course, so time alone may have done it.",
    ),
    Explanation(
        id="regression",
        title="Drifting back to the middle",
        state="looked",
        sentence="People signed up themselves. From first contact to the start they moved +1.0.",
    ),
    Explanation(
        id="glow",
        title="A warm feeling",
        state="open",
        sentence="The glow questions were not asked.",
    ),
    Explanation(
        id="practice",
        title="Practice with the questions",
        state="ruled_out",
        sentence="The tasks before and after were two forms of the same kind.",
    ),
    Explanation(
        id="leavers",
        title="Those who left",
        state="looked",
        sentence="If all 2 who left had not changed, the mean change would be +7.1 points.",
    ),
    Explanation(
        id="history",
        title="Something else happened",
        state="open",
        sentence="Nobody wrote down what else happened in these weeks.",
    ),
)


def results(*, is_exact: bool = True, **more: Any) -> Results:
    """Return the results of a whole course; ``more`` replaces parts of the usual ones."""
    usual: dict[str, Any] = {
        "cohort_id": "c1",
        "cohort_name": "Tuesday group",
        "code": "bakomi",
        "mode": "confidential" if is_exact else "group-only",
        "plan_id": "small",
        "plan_title": "Small plan",
        "is_synthetic": False,
        "is_exact": is_exact,
        "threshold": 5,
        "made_ms": 1_790_000_000_000,
        "flow": Flow(
            enrolled=16,
            consented=15,
            waves=tuple(
                WaveCount(wave=wave, title=title, n=n)
                for wave, title, n in (
                    ("early", "At first contact", 15),
                    ("pre", "Before", 14),
                    ("post", "After", 12),
                    ("follow-up", "Some weeks later", 9),
                )
            ),
            paired=12,
            left=2,
            sessions_held=6,
            joined_late={3: 1},
            stayed_pre=GroupFigure(n=12, n_excluded=0, mean=44.2, sd=15.0),
            left_pre=None,
        ),
        "scales": (
            scale(is_exact=is_exact, primary=True),
            scale(
                "math-worry",
                is_exact=is_exact,
                construct="worry",
                direction="more_worry",
                low=1.0,
                high=5.0,
                shift=shift(
                    pairs=tuple((1 + a / 25, 1 + b / 25) for a, b in turned()), is_exact=is_exact
                ),
                shifts=(),
                then=(),
                levels=(),
                parts=(),
            ),
            scale("career-tasks", is_exact=is_exact, shift=shift(pairs=PAIRS[:4]), shifts=()),
        ),
        "reach": (Reach(wave="pre", n=12, domains=4, share=0.5, spread=11.0),),
        "explanations": EXPLANATIONS,
        "harms": Harms(
            n=12,
            down=2,
            same=2,
            up=8,
            left=2,
            sentence="On the main scale 2 of 12 people went down; 2 people left before the end.",
        ),
        "sources": SOURCES,
        "ladders": (
            LadderResult(
                ladder_id="fractions",
                title="Fractions at work",
                rungs=6,
                before=moments(40.0, 45.0, None, 60.0),
                after=moments(50.0, 52.0, None, 66.0),
                working_rung=moments(2.0, 2.5, None, 3.4),
                belief_over_forms=shift("A", "B"),
                rung_over_forms=shift("A", "B", tuple((a / 20, b / 20) for a, b in PAIRS)),
                firmness=GroupFigure(n=9, n_excluded=2, mean=-6.0, sd=9.0),
                returned=0.7,
            ),
        ),
        "calibration": CalibrationResult(
            n=11, tasks=140, bias=0.8, ci_low=-0.2, ci_high=1.8, absolute_error=2.1
        ),
        "cues": tuple(
            CueResult(
                cue_id=cue,
                title=cue,
                low=1.0,
                high=7.0,
                n=10,
                before=3.0,
                after=4.5,
                low_words="gets in my way",
                high_words="helps me",
            )
            for cue in ("My heart beats fast", "My mind goes blank when I look at the first line")
        ),
        "approach": ApproachResult(
            done=moments(1.0, 1.5, 2.0, 2.2),
            put_off=moments(1.2, 1.0, 0.8, 0.6),
            not_met=moments(0.4, 0.6, 0.3, 0.5),
            avoided=moments(22.0, 30.0, 35.0, 41.0),
        ),
        "matching": MatchingResult(
            n=12,
            difference=0.6,
            ci_low=-0.1,
            ci_high=1.3,
            pooled=MatchingResult(n=40, difference=0.4, ci_low=0.1, ci_high=0.7, groups=4),
        ),
        "goals": GoalResult(n=14, counts={"done": 8, "partly": 6, "not": 0}),
        "references": (
            Reference(
                scale_id="math-tasks",
                cohorts=4,
                people=52,
                sd=18.0,
                retest=0.78,
                retest_n=52,
                mean_change=6.0,
                low=-1.0,
                high=13.0,
                next_n=12,
            ),
        ),
        "reliable": (
            ReliableChange(
                scale_id="math-tasks", points=23.4, reliability=0.78, sd=18.0, basis="own cohorts"
            ),
        ),
        "unclear": (Unclear(scale="Title of math-tasks", text="do task c", marked=6, n=14),),
    }
    return Results(**usual | more)


def empty(**more: Any) -> Results:
    """Return the results of a cohort that nobody has joined."""
    return results(
        **{
            "flow": Flow(
                enrolled=0,
                consented=0,
                waves=(WaveCount(wave="pre", title="Before", n=0),),
                paired=0,
                left=0,
                sessions_held=0,
            ),
            "scales": (
                scale(
                    primary=True,
                    n_pre=0,
                    n_post=0,
                    shift=shift(pairs=()),
                    **dict.fromkeys(("shifts", "then", "levels", "parts", "item_results"), ()),
                    alpha={},
                ),
            ),
            **dict.fromkeys(
                ("reach", "explanations", "sources", "ladders", "cues", "references", "reliable"),
                (),
            ),
            **dict.fromkeys(("harms", "calibration", "approach", "matching", "goals")),
            "unclear": (),
            **more,
        }
    )
