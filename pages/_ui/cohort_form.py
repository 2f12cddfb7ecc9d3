"""The form that makes a cohort."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, theme
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import facilitate, present
from efficacy.services.views import PlanCard

RETENTION_DAYS = (30, 90, 180, 365)


def mode_words(mode: str, say: Speech) -> str:
    """Return a mode's name and, in one sentence, what it means."""
    if mode == "confidential":
        return say(
            "**Confidential.** You may download answers by record number, for your report. "
            "Call names are never in it."
        )
    return say(
        "**Group only.** Nobody can download one person's answers, you included. "
        "You see group figures from five people on."
    )


def mode_name(mode: str, say: Speech) -> str:
    """Return a mode's name."""
    return say("Confidential") if mode == "confidential" else say("Group only")


def way_words(way: str, say: Speech) -> str:
    """Return how people came to a group, as the facilitator chooses it."""
    return {
        "all": say("Everybody of a class or unit"),
        "volunteered": say("They signed up themselves"),
        "selected": say("Chosen because they were unsure or had trouble"),
        "sent": say("Sent by somebody"),
    }.get(way, say("I do not know"))


def way_field(say: Speech, *, key: str, chosen: str = "") -> str:
    """Ask how people came to a group; return the answer."""
    return st.selectbox(
        say("How did people come to this group?"),
        facilitate.WAYS,
        index=facilitate.WAYS.index(chosen),
        format_func=lambda way: way_words(way, say),
        key=key,
        help=say("It stands beside the results: a group chosen for being unsure rises by itself."),
    )


def draw(say: Speech) -> None:
    """Draw the form; after it was sent, make the cohort or say what is missing."""
    plans = gate.read(lambda: present.plan_cards(gate.workshop()))
    turn = state.FORM_ROUND.get()
    # Outside of the form, so that what the form asks follows the plan at once.
    plan = st.selectbox(
        say("Plan"), plans, format_func=lambda plan: _plan_words(plan, say), key=f"plan-{turn}"
    )
    with st.form(f"new-cohort-{turn}", border=False):
        name = st.text_input(
            say("Name of the cohort"),
            max_chars=60,
            key=f"name-{turn}",
            placeholder=say("for example: Tuesday group"),
        )
        if len(plans) == 1:
            theme.draw(Markup('<p class="ui-soft">{}</p>').format(plans[0].summary))
        mode = st.radio(
            say("Who may see what"),
            facilitate.MODES,
            format_func=lambda mode: mode_words(mode, say),
            key=f"mode-{turn}",
        )
        form = _form(plan, say, turn=turn)
        country = _country(plan, say, turn=turn)
        contact = st.text_input(
            say("Whom people can turn to"),
            max_chars=120,
            key=f"contact-{turn}",
            placeholder=say("for example: Rosa Lind, room 12, 555 0134"),
            help=say("Stands on the consent page and on the last screen."),
        )
        days = st.selectbox(
            say("Delete the link between call names and answers after"),
            RETENTION_DAYS,
            index=2,
            format_func=lambda n: say.plural("{n} day", "{n} days", n),
            key=f"days-{turn}",
        )
        recruited = way_field(say, key=f"recruited-{turn}")
        sent = st.form_submit_button(say("Make the cohort"), type="primary")
    if sent:
        _make(
            name,
            plan,
            form=form,
            country=country,
            mode=mode,
            recruited=recruited,
            contact=contact,
            days=days,
        )


def _form(plan: PlanCard | None, say: Speech, *, turn: int) -> str:
    """Ask how much the surveys are to ask, where the plan leaves the choice; return it."""
    core, full = facilitate.FORMS
    if plan is None or plan.survey_minutes is None:
        return core
    short, long = plan.survey_minutes
    words = {
        core: say("**Core**, about {n} minutes a survey.").format(n=short),
        full: say(
            "**Full**, about {n} minutes a survey. A meeting gets longer where it must."
        ).format(n=long),
    }
    return st.radio(
        say("How much the surveys ask"),
        (core, full),
        format_func=lambda form: words[form],
        key=f"form-{turn}",
        help=say("The whole group keeps this form from the first survey to the last."),
    )


def _country(plan: PlanCard | None, say: Speech, *, turn: int) -> str | None:
    """Ask whose money and numbers the tasks are to use; return it, or what the plan has."""
    known = dict(gate.read(lambda: present.countries(gate.workshop())))
    if plan is None or len(known) < 2:
        return None
    last = state.LAST_COUNTRY.get()
    first = last if last in known else plan.country
    ids = tuple(known)
    return st.selectbox(
        say("Money, numbers and taxes as in"),
        ids,
        index=ids.index(first) if first in known else 0,
        format_func=lambda id: known[id],
        key=f"country-{turn}",
        help=say("Tasks show prices this way. Answers are read in any way of writing."),
    )


def _plan_words(plan: PlanCard, say: Speech) -> str:
    minutes = sum(length for _, _, length in plan.sessions)
    held = say.plural("{n} session", "{n} sessions", len(plan.sessions))
    return say("{title} · {sessions}, {n} min").format(title=plan.title, sessions=held, n=minutes)


def _make(
    name: str,
    plan: PlanCard | None,
    *,
    form: str,
    country: str | None,
    mode: str,
    recruited: str,
    contact: str,
    days: int,
) -> None:
    who = gate.facilitator()
    if plan is None:
        return
    made: list[str] = []
    if gate.attempt(
        lambda: made.append(
            facilitate.create_cohort(
                gate.workshop(),
                who,
                name=name,
                plan_id=plan.id,
                form=form,
                country=country,
                mode=mode,
                recruited=recruited,
                contact=contact,
                retention_days=days,
            )
        )
    ):
        state.NEW_COHORT.set(made[0])
        state.LAST_COUNTRY.set(country)
        state.MAKES_COHORT.set(False)
        state.FORM_ROUND.set(state.FORM_ROUND.get() + 1)
        st.rerun()
    gate.notices()
