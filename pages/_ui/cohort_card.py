"""One cohort in the facilitator's list."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, text, theme
from _ui.cohort_form import mode_name, mode_words, way_field
from _ui.theme import Markup
from efficacy.language import Speech, later
from efficacy.services import facilitate
from efficacy.services.views import CohortCard


def draw(card: CohortCard, say: Speech) -> None:
    """Draw the card with its sessions and what can be done."""
    with st.container(key=f"cohort-{card.id}"):
        theme.draw(_head(card, say))
        for session in card.sessions:
            _session(card, *session, say=say)
        with st.container(key=f"ways-{card.id}", horizontal=True, vertical_alignment="center"):
            query = {"cohort": card.id}
            st.page_link("people.py", label=say("People and PINs"), query_params=query)
            st.page_link("handouts.py", label=say("Handouts"), query_params=query)
            st.page_link("paper.py", label=say("Answers from paper"), query_params=query)
            st.page_link("results.py", label=say("Results"), query_params=query)
        with st.expander(say("Change, end or delete"), key=f"more-{card.id}"):
            _more(card, say)


def _head(card: CohortCard, say: Speech) -> Markup:
    chips = [
        (say("new"), "is-live", state.NEW_COHORT.get() == card.id),
        (say("invented people"), "is-warm", card.is_synthetic),
        (say("ended"), "", card.ended),
    ]
    facts = " · ".join(
        (
            card.plan_title,
            mode_name(card.mode, say),
            text.people(card.participants, say),
            say("call names until {day}").format(day=text.day(card.retention_ms))
            if not card.purged
            else say("call names deleted"),
        )
    )
    return Markup(
        '<div class="de-cohort"><div><h2>{name} {chips}</h2><p class="ui-soft">{facts}</p></div>'
        '<p class="de-code"><span>{code_words}</span><b class="ui-code">{code}</b></p></div>'
    ).format(
        name=card.name,
        facts=facts,
        code_words=say("Code"),
        code=card.code,
        chips=theme.joined(
            Markup('<span class="ui-chip {}">{}</span>').format(way, words)
            for words, way, is_so in chips
            if is_so
        ),
    )


def _session(
    card: CohortCard,
    planned_id: str,
    title: str,
    stands: str,
    session_id: str | None,
    *,
    say: Speech,
) -> None:
    with st.container(
        key=f"session-{card.id}-{planned_id}", horizontal=True, vertical_alignment="center"
    ):
        theme.draw(
            Markup('<p class="de-session"><b>{title}</b>{chip}{sheet}{paper}</p>').format(
                title=title,
                chip=_state(stands, say),
                sheet=_run_sheet(card, planned_id, say),
                paper=_paper(card.id, planned_id, say),
            )
        )
        if session_id is not None:
            live = stands == "live"
            if st.button(
                say("Go on") if live else say("Look at it again"),
                key=f"go-{session_id}",
                type="primary" if live else "secondary",
            ):
                st.switch_page("console.py", query_params={"session": session_id})
        elif not card.ended and st.button(
            say("Open"),
            key=f"open-{card.id}-{planned_id}",
            type="primary",
        ):
            _open(card, planned_id)


def _state(stands: str, say: Speech) -> Markup:
    words = {"live": say("open now"), "held": say("held")}.get(stands)
    if words is None:
        return Markup("")
    return Markup(' <span class="ui-chip {}">{}</span>').format(
        "is-live" if stands == "live" else "", words
    )


def _run_sheet(card: CohortCard, planned_id: str, say: Speech) -> Markup:
    return Markup(
        ' <a class="de-paper" href="/files/run-sheet/{plan}/{session}?cohort={cohort}"'
        ' target="_blank">{words}</a>'
    ).format(plan=card.plan_id, session=planned_id, cohort=card.id, words=say("Run sheet"))


def _paper(cohort_id: str, planned_id: str, say: Speech) -> Markup:
    return Markup(
        ' <a class="de-paper" href="/files/paper/{cohort}/{session}" target="_blank">{words}</a>'
    ).format(cohort=cohort_id, session=planned_id, words=say("Paper forms"))


def _open(card: CohortCard, planned_id: str) -> None:
    who, opened = gate.facilitator(), []
    if gate.attempt(
        lambda: opened.append(facilitate.open_session(gate.workshop(), who, card.id, planned_id))
    ):
        st.switch_page("console.py", query_params={"session": opened[0]})
    gate.notices()


# --------------------------------------------------------------------- more


def _more(card: CohortCard, say: Speech) -> None:
    _change(card, say)
    if card.role == "owner":
        _share(card, say)
    if card.role == "owner" and not card.ended:
        st.divider()
        theme.draw(
            Markup('<p class="ui-soft">{}</p>').format(
                say("Ended, a cohort takes no more people and no more answers. Results stay.")
            )
        )
        st.button(say("End this cohort"), key=f"end-{card.id}", on_click=_end, args=(card.id,))
    if card.role == "owner":
        st.divider()
        theme.draw(
            Markup('<p class="ui-soft">{}</p>').format(
                say(
                    "Deleting takes everything away: people, answers, results. "
                    "To delete, type the code {code}."
                ).format(code=card.code.upper())
            )
        )
        st.text_input(say("Code"), key=f"typed-{card.id}", label_visibility="collapsed")
        st.button(
            say("Delete everything"), key=f"delete-{card.id}", on_click=_delete, args=(card.id,)
        )


def _share(card: CohortCard, say: Speech) -> None:
    st.divider()
    with st.form(f"share-{card.id}", border=False):
        st.text_input(
            say("Let another facilitator run this cohort too"),
            max_chars=60,
            key=f"share-name-{card.id}",
            placeholder=say("the name they log in with"),
        )
        st.form_submit_button(say("Let them in"), on_click=_let_in, args=(card.id,))


def _let_in(cohort_id: str) -> None:
    who = gate.visitor().facilitator
    if who is None:
        return
    name = state.typed(f"share-name-{cohort_id}")
    gate.attempt(
        lambda: facilitate.share_cohort(gate.workshop(), who, cohort_id, name=name),
        done=later("They can open it now."),
    )


def _change(card: CohortCard, say: Speech) -> None:
    with st.form(f"change-{card.id}", border=False):
        st.text_input(say("Name of the cohort"), card.name, key=f"new-name-{card.id}")
        st.text_input(say("Whom people can turn to"), card.contact, key=f"new-contact-{card.id}")
        if card.mode_is_fixed:
            theme.draw(
                Markup('<p class="ui-soft">{}</p>').format(
                    say("Who may see what is fixed: people have read it on the consent page.")
                )
            )
        else:
            st.radio(
                say("Who may see what"),
                facilitate.MODES,
                key=f"new-mode-{card.id}",
                index=facilitate.MODES.index(card.mode),
                format_func=lambda mode: mode_words(mode, say),
            )
        way_field(say, key=f"new-recruited-{card.id}", chosen=card.recruited)
        st.text_input(
            say("Did anything else happen meanwhile?"),
            card.happened,
            max_chars=300,
            key=f"new-happened-{card.id}",
            placeholder=say("for example: a new teacher, an exam, a job offer"),
            help=say("It stands beside the results and in the report. Name nobody."),
        )
        st.form_submit_button(say("Keep these changes"), on_click=_keep, args=(card,))


def _keep(card: CohortCard) -> None:
    who = gate.visitor().facilitator
    if who is None:
        return
    gate.attempt(
        lambda: facilitate.change_cohort(
            gate.workshop(),
            who,
            card.id,
            name=state.typed(f"new-name-{card.id}"),
            contact=state.typed(f"new-contact-{card.id}"),
            mode=state.typed(f"new-mode-{card.id}") or None,
            recruited=state.typed(f"new-recruited-{card.id}"),
            happened=state.typed(f"new-happened-{card.id}"),
        ),
        done=later("Changed."),
    )


def _end(cohort_id: str) -> None:
    who = gate.visitor().facilitator
    if who is not None:
        gate.attempt(
            lambda: facilitate.end_cohort(gate.workshop(), who, cohort_id),
            done=later("This cohort has ended."),
        )


def _delete(cohort_id: str) -> None:
    who = gate.visitor().facilitator
    if who is not None:
        gate.attempt(
            lambda: facilitate.delete_cohort(
                gate.workshop(),
                who,
                cohort_id,
                typed_code=state.typed(f"typed-{cohort_id}"),
            ),
            done=later("Deleted, with everything in it."),
        )
