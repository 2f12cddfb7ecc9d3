"""What else could explain a change: a card whose lines only data can tick.

Everything is said of figures that have passed the gate already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from efficacy.activities.ladder_record import LadderParams
from efficacy.language import Speech
from efficacy.measurement.change import PairedChange
from efficacy.measurement.regression import expected_regression, leavers_unchanged
from efficacy.reports.findings.waves import Pair
from efficacy.reports.material import EARLY, GLOW, PRE, Material
from efficacy.reports.numbers import number, signed
from efficacy.reports.results import Explanation, Flow, ScaleResult, Shift
from efficacy.reports.words import digits, includes_zero, missing_after, span_of

LADDER = "ladder"
# The distance by which regression is told: what of 10 points goes by itself.
TEN_POINTS = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """What the lines are written from: the primary scale with its change, and who is in it."""

    found: Material
    flow: Flow
    scales: Sequence[ScaleResult]
    scale: ScaleResult
    change: PairedChange
    say: Speech

    def points(self, value: float | None) -> str:
        """Return a number of points with its sign, as the primary scale shows them."""
        return signed(value, digits(self.scale))

    def level(self, value: float | None) -> str:
        """Return a score, as the primary scale shows it."""
        return number(value, digits(self.scale))

    def told(self, change: PairedChange) -> str:
        """Return “+1.2 points (95 % interval −2.0 to +4.4; 13 people)”."""
        return self.say("{points} points ({span}; {n} people)").format(
            points=self.points(change.change),
            span=span_of(change, self.scale, self.say) or self.say("no interval"),
            n=change.n,
        )


def explanations_of(
    found: Material, flow: Flow, scales: Sequence[ScaleResult], say: Speech
) -> tuple[Explanation, ...]:
    """Return the seven lines of the card beside the primary change; none without a change."""
    scale = next((one for one in scales if one.primary), None)
    if scale is None or scale.shift.change is None:
        return ()
    case = _Case(
        found=found, flow=flow, scales=scales, scale=scale, change=scale.shift.change, say=say
    )
    return (
        _comparison(case),
        _regression(case),
        _glow(case),
        _practice(case),
        _leavers(case),
        _history(case),
        _response_shift(case),
    )


# ------------------------------------------------------------------- the lines


def _comparison(case: _Case) -> Explanation:
    return Explanation(
        id="comparison",
        title=case.say("No comparison group"),
        state="open",
        sentence=case.say(
            "Nobody was asked who did not take part. How much would have moved anyway cannot be "
            "told."
        ),
    )


def _regression(case: _Case) -> Explanation:
    """Say how people were chosen, and what their mean did by itself before the workshop.

    Ruled out only where nobody was chosen by how they stood, and the mean of the
    same people did not move between two measurements before the workshop.
    """
    early = _shift(case.scale, (EARLY, PRE))
    change = None if early is None else early.change
    stood_still = change is not None and includes_zero(change, case.scale)
    recruited = case.found.recruited
    is_out = recruited == "all" and stood_still
    is_looked_at = change is not None or recruited == "all"
    # The page shows the first sentence: what is known stands before what nobody noted.
    words = (_recruited(recruited, case.say), _before(case, change))
    if change is not None and recruited is None:
        words = words[::-1]
    return Explanation(
        id="regression",
        title=case.say("How people were chosen"),
        state="ruled_out" if is_out else "looked" if is_looked_at else "open",
        sentence=" ".join(words),
    )


def _recruited(recruited: str | None, say: Speech) -> str:
    return {
        "all": say("Everybody of a class or unit came, so nobody was chosen for how they stood."),
        "volunteered": say(
            "People signed up themselves. Many do so when they feel least sure, and then rise "
            "again by themselves."
        ),
        "selected": say(
            "People were chosen because they were unsure or had trouble. Such a group rises some "
            "way by itself."
        ),
        "sent": say(
            "People were sent by somebody, often at a bad time, and may rise again by themselves."
        ),
    }.get(
        recruited or "",
        say("Nobody has noted how people came. A group chosen for being unsure rises by itself."),
    )


def _before(case: _Case, change: PairedChange | None) -> str:
    if change is None:
        return case.say("There is no second measurement from before to see it by.")
    words = case.say("Before the workshop began, the mean had moved by {told}.").format(
        told=case.told(change)
    )
    if change.r is None or change.r <= 0 or case.found.recruited == "all":
        return words
    by_itself = expected_regression(-TEN_POINTS, 0, change.r)
    return f"{words} " + case.say(
        "The two measurements correlate at {r}: of 10 points below other people, about {points} "
        "would go by themselves."
    ).format(r=number(change.r, 2), points=number(by_itself, 1))


def _glow(case: _Case) -> Explanation:
    """Say how far the mean moved on things that nobody practices in the workshop."""
    glow = next((one for one in case.scales if one.scale_id == GLOW), None)
    change = None if glow is None else glow.shift.change
    title = case.say("Kinder rating of everything")
    if glow is None or change is None:
        return Explanation(
            id="glow",
            title=title,
            state="open",
            sentence=case.say(
                "People may rate everything more kindly at the end. There are no answers on "
                "other things to see it by."
            ),
        )
    return Explanation(
        id="glow",
        title=title,
        state="looked",
        sentence=case.say(
            "On things that nobody practiced here (“{title}”) the mean moved by {told}, and on "
            "the main scale by {points}. What both share may be kinder rating."
        ).format(title=glow.title, told=case.told(change), points=case.points(case.change.change)),
    )


def _practice(case: _Case) -> Explanation:
    """Say whether tasks came in two forms, and what answering twice did before the workshop."""
    early = _shift(case.scale, (EARLY, PRE))
    ladders = _in_two_forms(case.found)
    words = [case.say("The survey asks the same questions each time.")]
    if early is not None and early.change is not None:
        words.append(
            case.say("Asked twice before the workshop, people moved by {points} points.").format(
                points=case.points(early.change.change)
            )
        )
    if ladders:
        words.append(
            case.say(
                "The tasks of “{titles}” came in two forms, so the later ones were new to all."
            ).format(titles="”, “".join(ladders))
        )
    return Explanation(
        id="practice",
        title=case.say("Practice with the questions"),
        state="looked" if len(words) > 1 else "open",
        sentence=" ".join(words),
    )


def _leavers(case: _Case) -> Explanation:
    """Say what is left of the mean change if nobody who left had changed."""
    title, left = case.say("People who left"), case.flow.left
    if not left:
        return Explanation(
            id="leavers",
            title=title,
            state="ruled_out",
            sentence=case.say("Everybody who answered before also answered after."),
        )
    unchanged = leavers_unchanged(case.change.change or 0.0, case.change.n, left)
    words = missing_after(left, case.say)
    words += " " + case.say(
        "If none of those who left had changed, the mean change would be {points} points."
    ).format(points=case.points(unchanged))
    stayed, gone = case.flow.stayed_pre, case.flow.left_pre
    if stayed is not None and gone is not None:
        words += " " + case.say(
            "Before, those who left stood at {gone} and those who stayed at {stayed}."
        ).format(gone=case.level(gone.mean), stayed=case.level(stayed.mean))
    return Explanation(id="leavers", title=title, state="looked", sentence=words)


def _history(case: _Case) -> Explanation:
    """Repeat what the facilitator noted; it stays open, for nobody can say how much it did."""
    happened = (case.found.happened or "").strip()
    words = (
        case.say("Noted: “{happened}”. It may have played a part.").format(happened=happened)
        if happened
        else case.say(
            "Nobody has noted what else happened in these weeks: a new teacher, an exam, a job."
        )
    )
    return Explanation(
        id="history",
        title=case.say("What else happened meanwhile"),
        state="open",
        sentence=words,
    )


def _response_shift(case: _Case) -> Explanation:
    """Say how people judge their own beginning once they look back."""
    title = case.say("Another measure of oneself")
    changes = [shift.change for shift in case.scale.then]
    if len(changes) < 2 or changes[0] is None or changes[1] is None:
        return Explanation(
            id="response_shift",
            title=title,
            state="open",
            sentence=case.say(
                "Who learns more may judge themselves more strictly. There are no answers that "
                "look back to see it by."
            ),
        )
    since, judged = changes[0], changes[1]
    return Explanation(
        id="response_shift",
        title=title,
        state="looked",
        sentence=case.say(
            "Asked a few of the questions again, looking back, {n} people put their beginning at "
            "{then}; on the day they had said {pre}. "
            "From there it is {points} points to their last answer. Memory is no measurement, so "
            "the change above does not use it."
        ).format(
            n=judged.n,
            then=case.level(judged.mean_post),
            pre=case.level(judged.mean_pre),
            points=case.points(since.change),
        ),
    )


# --------------------------------------------------------------------- looked up


def _shift(scale: ScaleResult, pair: Pair) -> Shift | None:
    return next((one for one in scale.shifts if (one.before, one.after) == pair), None)


def _in_two_forms(found: Material) -> list[str]:
    """Return the titles of ladders that were held in form A and in form B."""
    held = {(run.session_id, run.activity_id) for run in found.runs}
    forms: dict[str, set[str]] = {}
    for planned in found.plan.sessions:
        for activity in planned.activities:
            if activity.kind == LADDER and (planned.id, activity.id) in held:
                params = LadderParams.model_validate(dict(activity.params))
                forms.setdefault(params.ladder, set()).add(params.form or "")
    return [found.content.ladders[id].title for id, used in forms.items() if {"a", "b"} <= used]
