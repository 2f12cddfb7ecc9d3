"""What the room sees, on the projector and on a console that is mirrored."""

from __future__ import annotations

import streamlit as st

from _ui import cards, charts, components
from _ui.activities import drawing_of, rehearse
from _ui.text import has_picture, place_in_session, withheld_words
from _ui.theme import Markup, draw, joined
from efficacy.flow import Stage
from efficacy.language import Speech
from efficacy.services.views import ConsoleScreen, ProjectorScreen, Step

DOTS_MOST = 60


def show(view: ProjectorScreen, say: Speech) -> None:
    """Draw the screen; the clock always stands at the same place on the page."""
    if view.place == "step" and view.step is not None:
        draw(_step(view, view.step, say))
        _picture(view.step, say)
        draw(_strip(view, say))
    elif view.place == "lobby":
        draw(_lobby(view, say))
    else:
        draw(_end(view, say))
    timer = view.step.timer if view.step else None
    with st.container(key="room-clock"):
        left_s = timer.remaining_s if timer else None
        components.clock(left_s, say=say, is_big=True, key="big-clock")
    if view.step and rehearse.is_paced(view.step):
        components.pace(rehearse.passed_s(view.step), say=say, of=view.step.run_id)


def as_room(view: ConsoleScreen) -> ProjectorScreen:
    """Return what the room would see of the session on this console."""
    return ProjectorScreen(
        token=view.token,
        cohort_name=view.cohort_name,
        code=view.code,
        language=view.language,
        place=view.place,
        session_title=view.session_title,
        address=view.address,
        join_url=view.join_url,
        message=view.message,
        joined=view.counts.joined,
        done=view.counts.done,
        step=view.step,
    )


# -------------------------------------------------------------------- lobby


def _lobby(view: ProjectorScreen, say: Speech) -> Markup:
    return Markup(
        '<div class="pj pj-lobby"><section class="pj-join">'
        '<p class="pj-eyebrow">{cohort} · {session}</p>'
        '<h1>{title}</h1><ol class="pj-how">{how}'
        '<li><span>{type}<b class="pj-code ui-code">{code}</b></span></li></ol>{message}</section>'
        "{scan}</div>{people}"
    ).format(
        cohort=view.cohort_name,
        session=view.session_title,
        title=say("Come in and join"),
        how=_how(view, say),
        scan=_scan(view, say),
        type=say("Type this code"),
        code=view.code,
        message=_message(view),
        people=_people(view, say),
    )


def _how(view: ProjectorScreen, say: Speech) -> Markup:
    if not view.address:
        return Markup("<li><span>{}</span></li>").format(
            say("This laptop is in no network yet. Your counselor will say when it is.")
        )
    return Markup(
        "<li><span>{wifi}</span></li>"
        '<li><span>{open}<b class="pj-address">{address}</b></span></li>'
    ).format(
        wifi=say("Use the same Wi-Fi as this screen"),
        open=say("Open in your browser"),
        address=view.address,
    )


def _scan(view: ProjectorScreen, say: Speech) -> Markup:
    if not view.join_url:
        return Markup("")
    return Markup('<section class="pj-qr">{}<p>{}</p></section>').format(
        cards.qr(view, say), say("or point your phone's camera here")
    )


def _people(view: ProjectorScreen, say: Speech) -> Markup:
    words = say.plural("{n} person is in", "{n} people are in", view.joined)
    dots = Markup("<i></i>") * min(view.joined, DOTS_MOST)
    return Markup(
        '<footer class="pj-in"><span>{words}</span>'
        '<span class="pj-dots" aria-hidden="true">{dots}</span></footer>'
    ).format(words=words if view.joined else say("Nobody is in yet"), dots=dots)


def _message(view: ProjectorScreen) -> Markup:
    if not view.message:
        return Markup("")
    return Markup('<p class="pj-message" role="status">{}</p>').format(view.message)


# --------------------------------------------------------------------- step


def _step(view: ProjectorScreen, step: Step, say: Speech) -> Markup:
    return Markup(
        '<div class="pj is-step {ways}"><div class="pj-top"><p class="pj-eyebrow">{place}</p>'
        '{track}</div><div class="pj-body is-{kind}">{message}{contents}{stage}</div></div>'
    ).format(
        place=_place(step, say),
        track=cards.track(step),
        kind=step.kind,
        ways=_ways(step) + (" has-message" if view.message else ""),
        message=_message(view),
        stage=_stage(step, say),
        contents=drawing_of(step.kind).projector(step, say),
    )


def _place(step: Step, say: Speech) -> str:
    place = place_in_session(step, say)
    # A slide has a title of its own, so the step's stands above it.
    return f"{place} · {step.title}" if step.kind == "talk" else place


def _ways(step: Step) -> str:
    if step.stage is Stage.REVEALED and has_picture(step.summary):
        return "is-shown"
    return "is-calm-view" if step.kind == "survey" else ""


def _stage(step: Step, say: Speech) -> Markup:
    calm, words = "", ""
    if step.stage is Stage.CLOSING:
        words = say("Last task. Three minutes.")
    elif step.stage is Stage.CLOSED:
        calm, words = " is-calm", say("Closed. Thank you.")
    elif step.stage is Stage.REVEALED and not has_picture(step.summary):
        calm, words = " is-calm", withheld_words(say)
    if not words:
        return Markup("")
    return Markup('<p class="pj-note{}" role="status">{}</p>').format(calm, words)


def _picture(step: Step, say: Speech) -> None:
    if step.stage is not Stage.REVEALED or step.summary is None:
        return
    if has_picture(step.summary):
        charts.room_picture(step.summary, say)


def _strip(view: ProjectorScreen, say: Speech) -> Markup:
    done = ""
    if view.step is not None and view.step.kind == "survey" and view.done:
        done = say.plural("{n} has finished", "{n} have finished", view.done)
    way = (
        Markup("{qr}<span>{words} <b>{address}</b></span>").format(
            qr=cards.qr(view, say),
            words=say("On the same Wi-Fi as this screen, open"),
            address=view.address,
        )
        if view.address
        else Markup("")
    )
    return Markup(
        '<footer class="pj-strip">{way}<span>{code_words} <b class="ui-code">{code}</b></span>'
        '<span class="pj-done">{done}</span></footer>'
    ).format(way=way, code_words=say("Code"), code=view.code, done=done)


def _end(view: ProjectorScreen, say: Speech) -> Markup:
    if view.place == "after" and view.session_title:
        title, text = say("Thank you for being here."), view.session_title
    else:
        title, text = say("This screen shows no session"), say("Open it again from the console.")
    return joined(
        (
            Markup('<div class="pj pj-end"><h1>{}</h1><p class="pj-soft">{}</p></div>').format(
                title, text
            ),
            Markup('<footer class="pj-in" aria-hidden="true"></footer>'),
        )
    )
