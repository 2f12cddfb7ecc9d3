"""The results of a cohort, as the page, the workbook and the report show them.

Frozen values only; how they come about is in ``reports.findings``, a module a
topic. Every group figure in here has passed one gate (``measurement.gate``):
where ``is_exact`` is False they may leave the room and are rounded; where it is
True they are for the counselor of a confidential cohort.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

# Every screen imports this module, and phones are served without pandas.
if TYPE_CHECKING:
    from efficacy.measurement.change import PairedChange
    from efficacy.measurement.privacy import GroupFigure
    from efficacy.measurement.reliability import CronbachAlpha

Withheld = Literal["too_few", "identical", "complementary"]


# -------------------------------------------------------------------- flow


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveCount:
    """How many people answered at least one item at a wave."""

    wave: str
    title: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """From everybody who joined to those who stand in the change.

    ``joined_late`` is how many people came at which 1-based step of the session
    that they joined in. ``left`` are people with a pre and no post answer.
    ``left_pre`` and ``stayed_pre`` compare the two at pre on the primary scale;
    None where the gate withholds one of them.
    """

    enrolled: int
    consented: int
    waves: tuple[WaveCount, ...]
    paired: int  # answered at pre and at post
    left: int
    sessions_held: int
    joined_late: Mapping[int, int] = field(default_factory=dict)
    stayed_pre: GroupFigure | None = None
    left_pre: GroupFigure | None = None

    def at(self, wave: str) -> int:
        """Return how many answered at a wave; 0 for one that the plan does not have."""
        return next((one.n for one in self.waves if one.wave == wave), 0)


# ------------------------------------------------------------------ scales


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Change of one scale between two waves, over the people with both.

    ``before`` and ``after`` are wave ids. ``change`` is None where it is
    withheld. ``pairs`` are everybody's two scores, sorted and without a record
    number; empty wherever single people must not be seen. ``p_holm`` is
    the p-value corrected over all scales that are not primary, same waves.
    ``prorated`` is how many of the n have a score from which an item is missing;
    None where that is withheld.
    """

    before: str
    after: str
    n: int
    change: PairedChange | None
    withheld: Withheld | None = None
    p_holm: float | None = None
    prorated: int | None = None
    pairs: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Means of what one person "can" at a wave: Bandura's magnitude, over the group.

    ``share`` (0 to 1) is the mean share of items at the threshold or above,
    ``rung`` the mean highest rung, ``composite`` the mean composite. ``steps``
    are a staircase: for each difficulty that the scale has, from 1 to 5, the mean
    share (0 to 1) of its items that people can; None for a step that is withheld.
    """

    wave: str
    n: int
    share: float | None = None
    rung: float | None = None
    composite: float | None = None
    steps: tuple[tuple[int, float | None], ...] = ()
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemResult:
    """One item at pre and post, over the people with both; ``flag`` at pre.

    ``flag`` is ``ceiling`` (mean in the top tenth, or half at the top), ``floor``
    or None.
    """

    item_id: str
    text: str
    subscale: str
    difficulty: int | None
    trained: bool
    n: int
    mean_pre: float | None = None
    mean_post: float | None = None
    sd_pre: float | None = None
    sd_post: float | None = None
    flag: Literal["ceiling", "floor"] | None = None
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some items of a scale: a subscale, the trained, or the untrained ones."""

    id: str  # subscale id, "trained" or "untrained"
    items: tuple[str, ...]
    shift: Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleResult:
    """One scale at all waves of the plan.

    ``shift`` is from pre to post; ``shifts`` holds every other pair of waves that
    the plan has: early to pre, pre to follow-up, post to follow-up. ``then``
    holds (then to post, pre to then) over the people with all three, kept
    apart. ``n_pre`` and ``n_post`` are people with a score at that wave.
    ``alpha`` maps a wave to its reliability.
    """

    scale_id: str
    title: str
    construct: str
    direction: str
    low: float
    high: float
    items: int
    primary: bool
    n_pre: int
    n_post: int
    shift: Shift
    shifts: tuple[Shift, ...] = ()
    then: tuple[Shift, ...] = ()
    levels: tuple[Level, ...] = ()
    parts: tuple[Part, ...] = ()
    item_results: tuple[ItemResult, ...] = ()
    alpha: Mapping[str, CronbachAlpha] = field(default_factory=dict)
    instrument_id: str = ""
    version: str = ""

    @property
    def is_wide(self) -> bool:
        """Whether scores are shown with one decimal (0-100), not two (1-5)."""
        return self.high - self.low >= 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Generality: in how many domains (efficacy scales 0-100) people reach the threshold.

    Means over people with a score in at least three domains; ``spread`` is the
    mean SD over a person's domains.
    """

    wave: str
    n: int
    domains: int
    share: float | None = None
    spread: float | None = None
    withheld: Withheld | None = None


# ------------------------------------------------- what else could explain it


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One line of the card beside a change.

    ``state`` is ``open`` (the data cannot rule it out), ``looked`` (there are
    data, and ``sentence`` says what they show) or ``ruled_out``; no line is
    ticked by anything but data.
    """

    id: Literal[
        "comparison", "regression", "glow", "practice", "leavers", "history", "response_shift"
    ]
    title: str
    state: Literal["open", "looked", "ruled_out"]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Harms:
    """How many went down, stayed and went up on the primary scale, and how many left.

    The three are None where they would tell of a few.
    """

    n: int
    down: int | None
    same: int | None
    up: int | None
    left: int
    sentence: str


# -------------------------------------------------- sources, tasks, behaviour


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceResult:
    """One of the five sources: five scales, and never a total of them.

    ``first`` is the group's mean where it was first asked; ``planned`` and
    ``received`` are minutes of feeding it, as planned and as the sessions were
    held; ``helped`` is the mean of what people said helped (1-5).
    """

    source: str
    title: str
    first: GroupFigure | None
    shift: Shift | None
    planned_minutes: float
    received_minutes: float
    helped: GroupFigure | None
    present_minutes: GroupFigure | None = None  # a person: only of what they were there for
    low: float = 0  # ends of the scale of ``first`` and ``shift``
    high: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A group's mean at one activity of one session; n is 0 where it is withheld."""

    session_id: str
    session_title: str
    activity_id: str
    figure: GroupFigure | None
    n: int
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderResult:
    """Belief and performance on one ladder held at least once.

    ``before`` and ``after`` are how sure people were (0-100) before and after
    the tasks, ``working_rung`` where each worked; one moment a session.
    ``forms`` compares form A with form B over the same people: rung reached and
    how sure. ``firmness`` is the change of belief over the first tasks with a missed
    set, for the counselor alone, and ``returned`` the share (0 to 1) of those who came
    back to where they were before it, or above, at any later time.
    """

    ladder_id: str
    title: str
    rungs: int
    before: tuple[Moment, ...]
    after: tuple[Moment, ...]
    working_rung: tuple[Moment, ...]
    belief_over_forms: Shift | None = None
    rung_over_forms: Shift | None = None
    firmness: GroupFigure | None = None
    returned: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationResult:
    """Predicted minus done over the room; people with at least 8 tasks each.

    ``bias`` with its t interval over people, in tasks of 10 (share times 10), like
    ``absolute_error``. ``tasks`` are those of all n people; 0 where that is withheld.
    """

    n: int
    tasks: int
    bias: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    absolute_error: float | None = None
    withheld: Withheld | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CueResult:
    """A question on signs of nerves, before and after new words for them (1-7 or 0-100).

    ``change`` is None for an item of a survey, which has its own place. Ratings beside
    the relabelling keep to the rules for what leaves the room, whoever asks.
    """

    cue_id: str
    title: str
    low: float
    high: float
    n: int
    before: float | None = None
    after: float | None = None
    withheld: Withheld | None = None
    change: PairedChange | None = None  # of the same people, with its interval
    low_words: str = ""  # what stands at the ends of the scale
    high_words: str = ""
    session_title: str = ""  # where it was rated before and after; "" for two waves


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproachResult:
    """What was done, put off and not met over the sessions: mean counts a person."""

    done: tuple[Moment, ...]
    put_off: tuple[Moment, ...]
    not_met: tuple[Moment, ...]
    avoided: tuple[Moment, ...]  # how sure about the one thing each avoids, 0-100
    avoided_shift: Shift | None = None  # the same, first to last session, over the same people


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchingResult:
    """How like oneself stories were that were matched, minus those that came by chance.

    ``pooled`` is the same over the people of this group and of earlier ones of the
    same plan, ``groups`` in all; None where they are fewer than two.
    """

    n: int
    difference: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    withheld: Withheld | None = None
    groups: int = 1
    pooled: MatchingResult | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalResult:
    """What came of goals, as counts over the room; None where they would tell of a few."""

    n: int
    counts: Mapping[str, int] | None
    withheld: Withheld | None = None


# ----------------------------------------------------------- local reference


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What past cohorts of the same plan and instrument version give.

    ``cohorts`` and ``people`` are what it rests on. ``low`` and ``high`` are
    between which the mean change of a next cohort of ``next_n`` people is
    expected in 95 of 100 cases. Nothing ranks cohorts or facilitators.
    """

    scale_id: str
    cohorts: int
    people: int
    sd: float | None = None
    retest: float | None = None
    retest_n: int = 0
    mean_change: float | None = None
    low: float | None = None
    high: float | None = None
    next_n: int = 0
    alpha: CronbachAlpha | None = None
    difficulty: Mapping[str, float] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReliableChange:
    """How many points a person's change must exceed the noise by; a number, never a word.

    ``basis`` says where the reliability comes from.
    """

    scale_id: str
    points: float
    reliability: float
    sd: float
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclear:
    """An item that people marked as not understood; its count has passed the gate.

    ``marked`` of ``n`` people marked it in any of the surveys; ``n`` are those who
    answered or marked it.
    """

    scale: str
    text: str
    marked: int
    n: int


# --------------------------------------------------------------------- whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All results of one cohort."""

    cohort_id: str
    cohort_name: str
    code: str
    mode: str
    plan_id: str
    plan_title: str
    is_synthetic: bool
    is_exact: bool
    threshold: int
    made_ms: int
    flow: Flow
    scales: tuple[ScaleResult, ...]
    reach: tuple[Reach, ...] = ()
    explanations: tuple[Explanation, ...] = ()
    harms: Harms | None = None
    sources: tuple[SourceResult, ...] = ()
    ladders: tuple[LadderResult, ...] = ()
    calibration: CalibrationResult | None = None
    cues: tuple[CueResult, ...] = ()
    approach: ApproachResult | None = None
    matching: MatchingResult | None = None
    goals: GoalResult | None = None
    references: tuple[Reference, ...] = ()
    reliable: tuple[ReliableChange, ...] = ()
    unclear: tuple[Unclear, ...] = ()
    repeated: tuple[int, ...] = ()  # when figures left that stand as they were then, ms UTC

    @property
    def primary(self) -> ScaleResult | None:
        """Return the scale that the plan named as the main one, if it was asked."""
        return next((scale for scale in self.scales if scale.primary), None)
