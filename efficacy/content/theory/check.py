"""Hold a plan against the rules of the theory check, and against its own reasons not to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from efficacy.content.explain import nearest
from efficacy.content.findings import Collector
from efficacy.content.models import Curriculum, Overrule, Plan
from efficacy.content.plan_rules import ActivityKind
from efficacy.content.theory.case import Case, Hit
from efficacy.content.theory.doses import SessionDose, dose
from efficacy.content.theory.rules import RULES, Rule

# A reason not to follow a rule has at least so many characters.
SHORTEST_REASON = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryWarning:
    """One thing that speaks against a plan.

    ``overruled`` is the plan's own reason to keep it so; "" where there is none.
    """

    rule: str
    plan_id: str
    session_id: str | None
    activity_id: str | None
    sentence: str
    reason: str
    reference: str
    overruled: str = ""

    @property
    def where(self) -> str:
        """Return the trail that leads to it."""
        trail = (self.plan_id, self.session_id, self.activity_id)
        return " → ".join(step for step in trail if step)

    def __str__(self) -> str:
        why = (
            f"overruled: {self.overruled}" if self.overruled else f"{self.reason} {self.reference}"
        )
        return f"{self.where} ({self.rule}): {self.sentence} {why}"


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryReport:
    """The planned minutes of a plan and what speaks against it.

    Plans that demonstrate the program are exempt: they claim nothing, so no rule is held to them.
    """

    plan_id: str
    is_exempt: bool
    doses: tuple[SessionDose, ...]
    warnings: tuple[TheoryWarning, ...]

    @property
    def is_fine(self) -> bool:
        """Return whether everything found is overruled with a reason."""
        return all(warning.overruled for warning in self.warnings)


def check_theory(
    plan: Plan, curriculum: Curriculum, *, kinds: Mapping[str, ActivityKind]
) -> TheoryReport:
    """Return the planned minutes of a plan, and a warning for each rule that it breaks."""
    doses = dose(plan, curriculum, kinds)
    warnings = (
        ()
        if plan.demonstration
        else tuple(
            _warning(plan, rule, hit)
            for rule in RULES.values()
            for hit in rule.find(Case(plan, curriculum, doses))
        )
    )
    return TheoryReport(
        plan_id=plan.id, is_exempt=plan.demonstration, doses=doses, warnings=warnings
    )


def _warning(plan: Plan, rule: Rule, hit: Hit) -> TheoryWarning:
    reasons = (one.because for one in plan.overruled if _stands_for(one, rule.id, hit.session_id))
    return TheoryWarning(
        rule=rule.id,
        plan_id=plan.id,
        session_id=hit.session_id,
        activity_id=hit.activity_id,
        sentence=hit.sentence,
        reason=rule.reason,
        reference=rule.reference,
        overruled=next(reasons, ""),
    )


def _stands_for(overrule: Overrule, rule: str, session_id: str | None) -> bool:
    # One that is not well made stands for nothing, whoever reads the plan.
    is_reason = len(overrule.because) >= SHORTEST_REASON
    return is_reason and overrule.rule == rule and overrule.session in (None, session_id)


def check_overruled(
    plan: Plan,
    forms: Sequence[Plan],
    curriculum: Curriculum,
    *,
    kinds: Mapping[str, ActivityKind],
    found: Collector,
) -> None:
    """Note what is wrong with the plan's own reasons, and those that nothing needs.

    ``forms`` are the plan in each of its forms; what one of them needs is needed.
    """
    if not plan.overruled:
        return
    warnings = [
        warning
        for form in forms
        for warning in check_theory(form, curriculum, kinds=kinds).warnings
    ]
    for number, overrule in enumerate(plan.overruled, start=1):
        trail = f"{plan.id} → overruled → number {number}"
        if _is_well_made(overrule, plan, trail=trail, found=found) and not any(
            _stands_for(overrule, one.rule, one.session_id) for one in warnings
        ):
            found.warn(
                f"{trail} → rule",
                expected="a warning that this overrules",
                found=f"none of the rule “{overrule.rule}”",
                hint="Remove it.",
            )


def _is_well_made(overrule: Overrule, plan: Plan, *, trail: str, found: Collector) -> bool:
    sessions = [session.id for session in plan.sessions]
    is_known = overrule.rule in RULES
    is_there = overrule.session is None or overrule.session in sessions
    is_reason = len(overrule.because) >= SHORTEST_REASON
    if not is_known:
        found.error(
            f"{trail} → rule",
            expected=f"one of {', '.join(RULES)}",
            found=f"“{overrule.rule}”",
            hint=nearest(overrule.rule, RULES),
        )
    if not is_there:
        found.error(
            f"{trail} → session",
            expected=f"a session of the plan ({', '.join(sessions)})",
            found=f"“{overrule.session}”",
            hint=nearest(overrule.session or "", sessions),
        )
    if not is_reason:
        found.error(
            f"{trail} → because",
            expected=f"a reason of at least {SHORTEST_REASON} characters",
            found=f"{len(overrule.because)}",
            hint="Say why this plan is right all the same.",
        )
    return is_known and is_there and is_reason
