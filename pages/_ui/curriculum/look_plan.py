"""A plan to look through: its facts, its sessions with every step, the picture, the warnings."""

from __future__ import annotations

import streamlit as st

from _ui import gate, theme
from _ui.curriculum import advice, picture
from _ui.curriculum.names import kind_name
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.access import Facilitator
from efficacy.services.browse import Entry, Plan, PlannedActivity, PlannedSession, SessionDose
from efficacy.services.facilitate import PlanOutlook


def draw(entry: Entry, plan: Plan, who: Facilitator, say: Speech) -> None:
    """Draw a plan; one of its sessions is unfolded at a time."""
    found = gate.read(lambda: facilitate.outlook_of_plan(gate.workshop(), who, plan))
    with st.container(key="cu-plan"):
        theme.draw(_head(entry, plan, found, say))
    with st.container(key="cu-picture"):
        theme.draw(Markup("<h2>{}</h2>").format(say("What the sessions feed")))
        picture.draw(found.doses, say, key=f"sources-{plan.id}")
    with st.container(key="cu-advice"):
        theme.draw(
            Markup("<h2>{}</h2>").format(say("What the theory says")),
            advice.warnings(found, plan, say),
        )
    with st.container(key="cu-sessions"):
        _sessions(plan, found, say)


def _head(entry: Entry, plan: Plan, found: PlanOutlook, say: Speech) -> Markup:
    low, high = plan.group_size
    facts = (
        (say("Sessions"), str(len(plan.sessions))),
        (say("Minutes stated"), str(sum(dose.minutes for dose in found.doses))),
        (say("Minutes estimated"), f"{sum(dose.estimated for dose in found.doses):.0f}"),
        (say("People"), say("{low} to {high}").format(low=low, high=high)),
        (say("Surveys"), ", ".join(wave.title for wave in plan.waves) or say("none")),
    )
    return Markup(
        '<h2>{title} <span class="ui-chip {way}">{chip}</span></h2><p>{summary}</p>'
        '<dl class="de-figures">{facts}</dl><p class="ui-soft">{origin}</p>'
    ).format(
        title=plan.title,
        way="is-live" if entry.is_own else "",
        chip=say("your own") if entry.is_own else say("comes with Can Do"),
        summary=plan.summary,
        facts=joined(
            Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(name, value) for name, value in facts
        ),
        origin=plan.provenance.derived_from,
    )


def _sessions(plan: Plan, found: PlanOutlook, say: Speech) -> None:
    theme.draw(Markup("<h2>{}</h2>").format(say("Session by session")))
    if not plan.sessions:
        return
    places = list(range(len(plan.sessions)))
    chosen = st.radio(
        say("Session"),
        places,
        format_func=lambda n: str(n + 1),
        key=f"look-session-{plan.id}",
        horizontal=True,
        label_visibility="collapsed",
    )
    number = chosen or 0
    session, dose = plan.sessions[number], found.doses[number]
    theme.draw(_session(plan, session, dose, say), *(_step(one, say) for one in _numbered(session)))


def _numbered(session: PlannedSession) -> list[tuple[int, PlannedActivity]]:
    return list(enumerate(session.activities, start=1))


def _session(plan: Plan, session: PlannedSession, dose: SessionDose, say: Speech) -> Markup:
    needs = Markup("")
    if session.materials:
        needs = Markup("<details><summary>{}</summary><ul>{}</ul></details>").format(
            say.plural("{n} thing to bring", "{n} things to bring", len(session.materials)),
            joined(Markup("<li>{}</li>").format(one) for one in session.materials),
        )
    return Markup(
        "<div class='cu-session'><h3>{title}</h3><p>{aim}</p><p class='ui-soft'>{minutes}</p>"
        "{needs}<p><a class='ui-button' href='/files/run-sheet/{plan}/{id}' target='_blank'>"
        "{sheet}</a> <a href='/files/run-sheet/{plan}/{id}?whole=1' target='_blank'>{whole}</a>"
        "</p></div>"
    ).format(
        title=session.title,
        aim=session.aim,
        minutes=say(
            "{all} min: {planned} for its steps (about {estimated} estimated), {free} free"
        ).format(
            all=dose.minutes,
            planned=dose.planned,
            estimated=f"{dose.estimated:.0f}",
            free=dose.slack,
        ),
        needs=needs,
        plan=plan.id,
        id=session.id,
        sheet=say("Run sheet to print"),
        whole=say("with the whole script"),
    )


def _step(numbered: tuple[int, PlannedActivity], say: Speech) -> Markup:
    number, step = numbered
    return Markup(
        "<details class='cu-step'><summary><span class='cu-n'>{number}</span><span><b>{title}</b>"
        "<small>{kind}</small></span><span class='cu-min'>{minutes}</span></summary>"
        "{notes}</details>"
    ).format(
        number=number,
        title=step.title,
        kind=kind_name(step.kind, say),
        minutes=say("{n} min").format(n=step.minutes),
        notes=_notes(step, say),
    )


def _notes(step: PlannedActivity, say: Speech) -> Markup:
    notes = step.notes
    parts = [
        (say("Say"), notes.say),
        (say("What people do"), notes.participants_do),
        (say("Look for"), notes.look_for),
        (say("If it falls flat"), notes.falls_flat),
        (say("If somebody is upset: say"), notes.upset.say),
        (say("If somebody is upset: do"), notes.upset.do),
    ]
    if step.off_screen:
        parts.insert(1, (say("Away from the screen"), step.off_screen.doing))
    return Markup("<dl class='cu-notes'>{}</dl>").format(
        joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*part) for part in parts)
    )
