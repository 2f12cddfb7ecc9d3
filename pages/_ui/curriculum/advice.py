"""What the checks say of a plan: mistakes, and warnings from the theory with their reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from _ui.theme import Markup, joined
from efficacy.errors import Problem
from efficacy.language import Speech
from efficacy.services.browse import Plan, TheoryWarning
from efficacy.services.facilitate import PlanOutlook


def titles(plan: Plan) -> dict[str, str]:
    """Return what the sessions and steps of a plan are called, by their ids."""
    named = {session.id: session.title for session in plan.sessions}
    return named | {step.id: step.title for one in plan.sessions for step in one.activities}


def place(trail: str, plan: Plan, say: Speech) -> str:
    """Return a trail of ids in the words of the plan."""
    known = titles(plan)
    parts = [part for part in trail.split(" → ") if part != plan.id]
    return " → ".join(known.get(part, part) for part in parts) or say("The plan as a whole")


def where(warning: TheoryWarning, plan: Plan, say: Speech) -> str:
    """Return the session and the step that a warning is about."""
    ids = [one for one in (warning.session_id, warning.activity_id) if one]
    return place(" → ".join(ids), plan, say)


def verdict(found: PlanOutlook, say: Speech) -> Markup:
    """Return in a line or two where a plan of one's own stands."""
    if found.mistakes:
        return Markup('<p class="ui-note" role="status">{}</p>').format(
            say.plural(
                "{n} mistake. The plan is kept, and is offered for groups once there is none.",
                "{n} mistakes. The plan is kept, and is offered for groups once there are none.",
                len(found.mistakes),
            )
        )
    return Markup('<p class="ui-quiet" role="status">{}</p>').format(
        say("No mistakes. This plan is offered when you make a new cohort.")
    )


def mistakes(problems: Sequence[Problem], plan: Plan, say: Speech) -> Markup:
    """Return the mistakes as a list; nothing for none."""
    if not problems:
        return Markup("")
    return Markup('<ul class="cu-problems">{}</ul>').format(
        joined(_mistake(one, place(one.where, plan, say), say) for one in problems)
    )


def problems(found: Iterable[Problem], say: Speech) -> Markup:
    """Return what is wrong in a text or a file, each with its file and place."""
    return Markup('<ul class="cu-problems">{}</ul>').format(
        joined(_mistake(one, f"{one.file} → {one.where}", say) for one in found)
    )


def _mistake(one: Problem, at: str, say: Speech) -> Markup:
    words = say("Expected {expected}; found {found}.").replace("{expected}", one.expected)
    return Markup("<li><b>{at}</b><p>{words} {hint}</p></li>").format(
        at=at, words=words.replace("{found}", one.found), hint=one.hint
    )


def minutes(found: PlanOutlook, say: Speech) -> Markup:
    """Return a line a session: what its steps are given, what they take, and what is free."""
    lines = (
        Markup(
            "<div><dt>{title}</dt><dd><b>{stated}</b> · {estimated} · "
            '<span class="{way}">{free}</span></dd></div>'
        ).format(
            title=dose.title,
            stated=say("{planned} of {all} min").format(planned=dose.planned, all=dose.minutes),
            estimated=say("about {n} estimated").format(n=f"{dose.estimated:.0f}"),
            way="is-over" if dose.slack < 0 else "",
            free=say("{n} free").format(n=dose.slack)
            if dose.slack >= 0
            else say("{n} too many").format(n=-dose.slack),
        )
        for dose in found.doses
    )
    return Markup('<dl class="cu-minutes">{}</dl>').format(joined(lines))


def warnings(found: PlanOutlook, plan: Plan, say: Speech) -> Markup:
    """Return the warnings as cards, or in a sentence why there is none."""
    if found.is_exempt:
        return _quiet(
            say(
                "This plan shows how Can Do works and makes no claim, so no rule of the theory "
                "is held to it."
            )
        )
    if not found.warnings:
        return _quiet(say("Nothing in the theory speaks against this plan."))
    return Markup('<div class="cu-warnings">{}</div>').format(
        joined(warning(one, plan, say) for one in found.warnings)
    )


def warning(one: TheoryWarning, plan: Plan, say: Speech) -> Markup:
    """Return one warning: what, where, why, and where that is from."""
    overruled = Markup("")
    if one.overruled:
        overruled = Markup('<p class="cu-reason"><b>{}</b> {}</p>').format(
            say("Kept so, because:"), one.overruled
        )
    return Markup(
        '<article class="cu-warning {way}"><p class="ui-eyebrow">{where}</p><h3>{what}</h3>'
        '<p>{why}</p><p class="ui-soft">{source}</p>{overruled}</article>'
    ).format(
        way="is-kept" if one.overruled else "",
        where=where(one, plan, say),
        what=one.sentence,
        why=one.reason,
        source=one.reference,
        overruled=overruled,
    )


def _quiet(sentence: str) -> Markup:
    return Markup('<p class="ui-quiet">{}</p>').format(sentence)
