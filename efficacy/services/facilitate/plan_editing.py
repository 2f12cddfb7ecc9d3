"""A plan of one's own changed in one place, and what can be told of any plan beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from efficacy.activities.registry import KINDS
from efficacy.content.editing import Change
from efficacy.content.findings import Findings
from efficacy.content.models import Plan
from efficacy.content.theory import SessionDose, TheoryWarning, check_theory
from efficacy.errors import NotFound, Problem
from efficacy.services.access import require_login
from efficacy.services.facilitate.actor import Actor
from efficacy.services.facilitate.curriculum import own_contents, review, save
from efficacy.services.workshop import Workshop


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanOutlook:
    """What can be told of a plan before anybody follows it.

    ``doses`` are planned minutes, session by session. ``is_exempt`` marks a plan that
    demonstrates the program: no rule of the theory is held to it. ``mistakes`` keep a
    plan from being offered, ``hints`` do not; both only where the plan is one's own.
    """

    doses: tuple[SessionDose, ...]
    warnings: tuple[TheoryWarning, ...]
    is_exempt: bool
    mistakes: tuple[Problem, ...] = ()
    hints: tuple[Problem, ...] = ()


def outlook_of_plan(workshop: Workshop, who: Actor, plan: Plan) -> PlanOutlook:
    """Return the planned minutes of a plan, saved or not, and what speaks against it."""
    with workshop.store.read() as tx:
        require_login(tx, who)
    found = check_theory(plan, workshop.library.curriculum(), kinds=KINDS)
    checked = Findings((), ()) if workshop.library.ships(plan) else review(workshop, who, plan)
    return PlanOutlook(
        doses=found.doses,
        warnings=found.warnings,
        is_exempt=found.is_exempt,
        mistakes=checked.errors,
        hints=checked.warnings,
    )


def own_plan(workshop: Workshop, who: Actor, plan_id: str) -> Plan:
    """Return a plan of one's own as it is saved now, usable or not.

    Raises
    ------
    NotFound
        If there is none with this id.
    """
    for content in own_contents(workshop, who):
        if isinstance(content, Plan) and content.id == plan_id:
            return content
    raise NotFound("Your plan “{id}” is not there any more. Choose another.", id=plan_id)


def edit_plan(workshop: Workshop, who: Actor, plan_id: str, change: Change) -> Plan:
    """Change a plan of one's own as it is now and save it; return it as it was before.

    Raises
    ------
    NotFound
        If the plan, or the place that the change is for, is not there any more.
    InvalidValue
        If the change leaves a place empty or out of its range; nothing is saved then.
    StoreError
        If the folder cannot be written.
    """
    before = own_plan(workshop, who, plan_id)
    after = change(before)
    if after != before:
        save(workshop, who, after)
    return before
