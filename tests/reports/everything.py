"""Results by hand in which every field holds something, as the sheets draw them."""

from __future__ import annotations

from dataclasses import replace

from efficacy.measurement.change import paired_change
from efficacy.measurement.privacy import GroupFigure
from efficacy.measurement.reliability import CronbachAlpha
from efficacy.reports.findings import results_of
from efficacy.reports.material import Material
from efficacy.reports.results import (
    ApproachResult,
    CalibrationResult,
    CueResult,
    Explanation,
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
    Shift,
    SourceResult,
    Unclear,
)

CHANGE = paired_change([40, 50, 60, 30, 70, 20], [60, 50, 90, 50, 70, 60])
SHIFT = Shift(before="pre", after="post", n=6, change=CHANGE, p_holm=0.04, prorated=0)
HIDDEN = Shift(before="pre", after="post", n=3, change=None, withheld="too_few")
FIGURE = GroupFigure(n=6, n_excluded=0, mean=52.5, sd=11.25)


def moment(value: float, title: str = "Small steps") -> Moment:
    """Return what a group said at one activity."""
    figure = replace(FIGURE, mean=value)
    return Moment(session_id="two", session_title=title, activity_id="ladder", figure=figure, n=6)


def everything(found: Material) -> Results:
    """Return results of a reading, exact, with a value in every field that sheets draw."""
    plain = results_of(found)
    first, *others = plain.scales
    full = replace(
        first,
        shift=SHIFT,
        shifts=(replace(SHIFT, before="post", after="follow-up"),),
        then=(replace(SHIFT, before="then", after="post"), HIDDEN),
        parts=(Part(id="trained", items=("math.1", "math.2"), shift=HIDDEN),),
        levels=(Level(wave="pre", n=6, share=0.4, rung=2.5, composite=33.5, steps=((1, 0.75),)),),
        item_results=(
            ItemResult(
                item_id="math.1",
                text="do math 1",
                subscale="counting",
                difficulty=2,
                trained=True,
                n=6,
                mean_pre=96.0,
                mean_post=97.5,
                sd_pre=3.0,
                sd_post=2.5,
                flag="ceiling",
            ),
        ),
        alpha={
            "pre": CronbachAlpha(
                n=12, n_excluded=1, k=5, alpha=0.81, ci_low=0.6, ci_high=0.93, caution=True
            )
        },
    )
    return replace(
        plain,
        is_exact=True,
        scales=(full, *others),
        reach=(Reach(wave="pre", n=6, domains=4, share=0.55, spread=9.5),),
        explanations=(
            Explanation(id="comparison", title="No comparison", state="open", sentence="Open."),
        ),
        harms=Harms(n=6, down=0, same=2, up=4, left=1, sentence="None of 6 came out lower."),
        sources=(
            SourceResult(
                source="mastery",
                title="Own deeds",
                first=FIGURE,
                shift=SHIFT,
                planned_minutes=90.5,
                received_minutes=81.25,
                helped=replace(FIGURE, mean=4.25),
                present_minutes=replace(FIGURE, mean=74.75),
                low=1,
                high=6,
            ),
        ),
        ladders=(
            LadderResult(
                ladder_id="percent",
                title="Percent",
                rungs=7,
                before=(moment(41.5),),
                after=(moment(58.5),),
                working_rung=(moment(3.25),),
                belief_over_forms=SHIFT,
                rung_over_forms=HIDDEN,
                firmness=replace(FIGURE, mean=-7.75),
                returned=0.625,
            ),
        ),
        calibration=CalibrationResult(
            n=6, tasks=80, bias=1.15, ci_low=0.35, ci_high=1.95, absolute_error=2.45
        ),
        cues=(
            CueResult(
                cue_id="meaning",
                title="What it means",
                low=1,
                high=7,
                n=6,
                before=2.85,
                after=4.15,
                change=replace(CHANGE, change=1.3, ci_low=0.15, ci_high=2.45),
                low_words="in my way",
                high_words="helps me",
                session_title="Nerves",
            ),
        ),
        approach=ApproachResult(
            done=(moment(1.85),),
            put_off=(moment(0.65),),
            not_met=(moment(0.45),),
            avoided=(moment(37.5),),
            avoided_shift=SHIFT,
        ),
        matching=MatchingResult(
            n=6,
            difference=8.65,
            ci_low=1.05,
            ci_high=16.25,
            pooled=MatchingResult(n=57, difference=3.35, ci_low=0.25, ci_high=6.45, groups=5),
        ),
        goals=GoalResult(n=12, counts={"done": 7, "partly": 5, "not-yet": 0}),
        references=(
            Reference(
                scale_id="math",
                cohorts=4,
                people=51,
                sd=18.65,
                retest=0.72,
                retest_n=51,
                mean_change=6.35,
                low=-1.45,
                high=14.15,
                next_n=12,
                difficulty={"math.1": 88.65},
            ),
        ),
        reliable=(
            ReliableChange(
                scale_id="math", points=23.35, reliability=0.72, sd=18.65, basis="Four own cohorts."
            ),
        ),
        unclear=(Unclear(scale="Title of math", text="do math 1", marked=6, n=17),),
    )
