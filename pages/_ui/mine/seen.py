"""What people show the facilitator of their own results: a number, a name on tap, then the page."""

from __future__ import annotations

import streamlit as st

from _ui import components, gate, state, text, theme
from _ui.mine import contents
from _ui.theme import Markup
from efficacy.language import Speech, later
from efficacy.services import own_results
from efficacy.services.access import Facilitator
from efficacy.services.own_results import ShownLine

LINK = "/live?as=console&cohort={id}"


@st.fragment
def draw(cohort_id: str) -> None:
    """Draw who shows something, and what the chosen one shows; run again at every news.

    What was taken back is gone with the next run, and taking back is news.
    """
    who, say = gate.facilitator(), gate.say()
    # Read before the list: of what changes meanwhile the page then hears.
    token = own_results.token_for_people(gate.workshop(), who, cohort_id)
    lines = gate.read(lambda: own_results.seen_by_counselor(gate.workshop(), who, cohort_id))
    components.signal(LINK.format(id=cohort_id), token, say=say, key="seen-link")
    gate.notices()
    if not lines:
        return
    with st.container(key="seen"):
        _list(lines, say)
        chosen = next((one for one in lines if one.participant_id == state.SEEN.get()), None)
        if chosen is not None:
            _page(who, chosen, say)


def _list(lines: tuple[ShownLine, ...], say: Speech) -> None:
    """Draw how many there are; the names come on tap, for others may see this screen."""
    words = say.plural(
        "● {n} person shows you their results", "● {n} people show you their results", len(lines)
    )
    is_on = state.SEES_NAMES.get()
    st.button(words, key="seen-names", on_click=state.SEES_NAMES.set, args=(not is_on,))
    if not is_on:
        return
    with st.container(horizontal=True, key="seen-people"):
        for one in lines:
            st.button(
                text.plain(one.call_name),
                key=f"seen-{one.participant_id}",
                on_click=_look,
                args=(one.participant_id,),
            )


def _look(participant_id: str) -> None:
    state.SEEN.set(participant_id)
    state.SEES_NAMES.set(False)


def _page(who: Facilitator, line: ShownLine, say: Speech) -> None:
    page = gate.read(lambda: own_results.shown_page(gate.workshop(), who, line.participant_id))
    theme.draw(
        Markup('<div class="me"><h2>{}</h2><p class="ui-soft">{}</p>{}</div>').format(
            page.call_name,
            say("As they see it on their own page, since {day}. They can take it back.").format(
                day=text.day(page.shown_ms)
            ),
            contents.draw(page.results, say),
        )
    )
    box = f"reply-{line.participant_id}"
    st.text_area(
        say("Two sentences back"),
        value=page.reply,
        key=box,
        max_chars=own_results.REPLY.most,
        help=say(
            "What you saw them do, and one next step. They read it on their own page, and it "
            "prints on their handout."
        ),
    )
    with st.container(horizontal=True, key="seen-ways"):
        st.button(
            say("Send it"),
            key=f"send-{line.participant_id}",
            type="primary",
            on_click=_send,
            args=(line.participant_id, box),
        )
        st.button(say("Put it away"), key="seen-away", on_click=state.SEEN.set, args=("",))


def _send(participant_id: str, box: str) -> None:
    who, words = gate.visitor().facilitator, state.typed(box)
    if who is not None:
        gate.attempt(
            lambda: own_results.reply(gate.workshop(), who, participant_id, words),
            done=later("It stands on their page now."),
        )
