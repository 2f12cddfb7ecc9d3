"""A facilitator's own outline, pasted, read line by line, put right, and saved as a plan."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, text, theme
from _ui.curriculum import advice, boxes, picture
from _ui.curriculum.names import kinds
from _ui.theme import Markup
from efficacy.errors import CanDoError
from efficacy.language import Speech, later
from efficacy.services import facilitate
from efficacy.services.access import Facilitator
from efficacy.services.browse import Plan
from efficacy.services.facilitate import Draft, Guess

TEXT, TITLE = "outline-text", "outline-title-box"


def _example(say: Speech) -> str:
    return say(
        "Session 1 (90 min)\n"
        "Welcome and ground rules 10\n"
        "15 Questionnaire\n"
        "30 Percent exercises in small steps\n"
        "A story of somebody like us, 15 minutes\n"
        "Goodbye 5"
    )


def draw(who: Facilitator, say: Speech) -> None:
    """Draw the box, and below it what became of each line."""
    with st.container(key="cu-outline"):
        theme.draw(
            Markup("<p>{}</p><pre class='cu-example'>{}</pre>").format(
                say(
                    "Write one step a line, with its minutes before or behind it. A line that "
                    "begins with “Session” starts a new session. It may look like this:"
                ),
                _example(say),
            )
        )
        st.text_input(
            say("Title of your plan"),
            value=state.OUTLINE_TITLE.get(),
            key=TITLE,
            max_chars=80,
            on_change=_remember,
        )
        st.text_area(
            say("Your outline"),
            value=state.OUTLINE.get(),
            key=TEXT,
            height=260,
            on_change=_remember,
        )
        st.button(say("Make a draft"), key="make-draft", type="primary", on_click=_begin)
    if state.OUTLINE_IS_DRAFT.get():
        _drafted(who, say)


def _remember() -> None:
    state.OUTLINE.set(state.typed(TEXT))
    state.OUTLINE_TITLE.set(state.typed(TITLE))


def _begin() -> None:
    """Try the outline; the kinds that were put right belonged to other lines."""
    _remember()
    who = gate.visitor().facilitator
    if who is None:
        return
    state.OUTLINE_KINDS.set({})
    boxes.fresh()
    state.OUTLINE_IS_DRAFT.set(gate.attempt(lambda: _draft(who)))


def _draft(who: Facilitator) -> Draft:
    return facilitate.draft_plan(
        gate.workshop(),
        who,
        state.OUTLINE.get(),
        title=state.OUTLINE_TITLE.get(),
        kinds=state.OUTLINE_KINDS.get(),
    )


def _drafted(who: Facilitator, say: Speech) -> None:
    try:
        draft = _draft(who)
    except CanDoError as error:  # typed anew since the draft was made
        theme.draw(Markup('<p class="ui-note" role="alert">{}</p>').format(error.said(say)))
        return
    found = gate.read(lambda: facilitate.outlook_of_plan(gate.workshop(), who, draft.plan))
    with st.container(key="cu-draft"):
        theme.draw(
            Markup("<h2>{}</h2><p class='ui-soft'>{}</p>").format(
                say("What each line became"),
                say(
                    "Where the kind was guessed, look at it twice. Script and notes are those of a "
                    "step of that kind; you change them afterwards."
                ),
            )
        )
        _lines(draft, say)
    with st.container(key="cu-draft-found"):
        theme.draw(
            Markup("<h2>{}</h2>").format(say("What the sessions feed")),
        )
        picture.draw(found.doses, say, key="draft-sources")
        theme.draw(
            Markup("<h2>{}</h2>").format(say("Minutes")),
            advice.minutes(found, say),
            Markup("<h2>{}</h2>").format(say("What the theory says")),
            advice.warnings(found, draft.plan, say),
        )
        if found.mistakes:
            theme.draw(
                Markup("<h2>{}</h2><p>{}</p>").format(
                    say("To mend afterwards"),
                    say("The plan can be saved with these; it is offered once they are mended."),
                ),
                advice.mistakes(found.mistakes, draft.plan, say),
            )
    st.button(
        say("Save as my own plan"),
        key="save-draft",
        type="primary",
        on_click=_save,
        args=(draft.plan,),
    )


def _lines(draft: Draft, say: Speech) -> None:
    titles = {one.id: one.title for one in draft.plan.sessions}
    last = ""
    for guess in draft.guesses:
        if guess.session_id != last:
            last = guess.session_id
            theme.draw(Markup("<h3>{}</h3>").format(titles.get(last, last)))
        _line(guess, say)


def _line(guess: Guess, say: Speech) -> None:
    with st.container(key=f"line-{guess.line}", horizontal=True, vertical_alignment="center"):
        theme.draw(
            Markup(
                "<p class='cu-line'><span class='cu-n'>{line}</span><span><b>{words}</b>"
                "<small>{minutes}{kind}</small></span></p>"
            ).format(
                line=guess.line,
                words=guess.text,
                minutes=_minutes(guess, say),
                kind=_told(guess, say),
            )
        )
        named = kinds(say)
        order = sorted(named, key=lambda one: named[one])
        key = f"kind-{state.BOX_ROUND.get()}-{guess.line}"
        st.selectbox(
            text.plain(say("Kind of line {n}").format(n=guess.line)),
            order,
            index=order.index(guess.kind),
            format_func=lambda one: named[one],
            key=key,
            label_visibility="collapsed",
            on_change=_put_right,
            args=(key, guess.line),
        )


def _minutes(guess: Guess, say: Speech) -> str:
    words = say("{n} min") if guess.knows_minutes else say("{n} min, guessed")
    return words.format(n=guess.minutes)


def _told(guess: Guess, say: Speech) -> Markup:
    if guess.line in state.OUTLINE_KINDS.get():
        return Markup(" <span class='ui-chip is-live'>{}</span>").format(say("you said so"))
    if guess.knows_kind:
        return Markup(" <span class='ui-chip'>{}</span>").format(say("read from the line"))
    return Markup(" <span class='ui-chip is-warm'>{}</span>").format(say("kind guessed"))


def _put_right(key: str, line: int) -> None:
    state.OUTLINE_KINDS.set({**state.OUTLINE_KINDS.get(), line: state.typed(key)})


def _save(plan: Plan) -> None:
    who = gate.visitor().facilitator
    if who is None:
        return
    if gate.attempt(
        lambda: facilitate.save(gate.workshop(), who, plan),
        done=later("Your plan is saved. Go through it step by step before you use it."),
    ):
        for key in (state.OUTLINE, state.OUTLINE_TITLE, state.OUTLINE_KINDS):
            key.take()
        state.OUTLINE_IS_DRAFT.set(False)
        state.OWN_PLAN.set(plan.id)
        state.CURRICULUM_PART.set("own")
        boxes.fresh()
