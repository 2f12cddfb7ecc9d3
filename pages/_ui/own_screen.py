"""The words around a participant's answer sheet, as markup."""

from __future__ import annotations

from _ui import cards
from _ui.activities import consent, drawing_of
from _ui.text import (
    figure_sentence,
    has_picture,
    is_open,
    people,
    place_in_session,
    withheld_words,
)
from _ui.theme import Markup, joined
from efficacy.flow import Stage
from efficacy.language import Speech
from efficacy.services.views import ParticipantScreen, Step


def head(view: ParticipantScreen, say: Speech) -> Markup:
    """Return the strip at the top: who this is here, and where the session stands."""
    step = view.step
    strip = Markup(
        '<header class="ph-strip"><span class="ph-face" aria-hidden="true">{letter}</span>'
        '<span class="ph-who"><b>{name}</b><span>{cohort}</span></span>'
        '<span class="ph-step">{place}{done}</span></header>{track}'
    ).format(
        done=Markup("<em>{}</em>").format(say("done")) if view.completed else "",
        letter=view.call_name[:1].upper(),
        name=view.call_name,
        cohort=view.cohort_name,
        place=place_in_session(step, say) if step else "",
        track=cards.track(step) if step else "",
    )
    return joined((strip, cards.message(view.message, say)))


def body(view: ParticipantScreen, say: Speech) -> Markup:
    """Return what stands between the strip and the answer sheet."""
    if view.step is None:
        return _waiting(view, say)
    return Markup('<div class="ph-body">{}{}{}{}</div>').format(
        _title(view, view.step, say),
        _contents(view.step, say),
        cards.own(view.cards, say),
        _choice(view, view.step, say),
    )


def foot(view: ParticipantScreen, say: Speech) -> Markup:
    """Return whether this person is done, and how to come back on another device."""
    way_back = _way_back(view, say) if view.place == "step" else Markup("")
    return Markup("{}{}").format(_done(view, say), way_back)


def _done(view: ParticipantScreen, say: Speech) -> Markup:
    # A pass is done like anything else.
    if view.completed is None or not view.is_open:
        return Markup("")
    if not view.sheet.fields:
        return Markup('<p class="ph-done" role="status">{}</p>').format(say("You are done."))
    return Markup('<p class="ph-done" role="status">{}</p>').format(
        say("You are done. You can still change answers until this step is closed.")
    )


def _title(view: ParticipantScreen, step: Step, say: Speech) -> Markup:
    intro = step.context.activity.intro if is_open(step) else None
    phase = step.phase.title if len(step.phases) > 1 and step.kind != "talk" else ""
    late = say("You joined after this session began; that is fine.")
    return Markup('<div class="ph-head">{phase}<h1>{title}</h1>{intro}{stage}{late}</div>').format(
        title=step.title,
        phase=Markup('<p class="ph-phase">{}</p>').format(phase) if phase else "",
        intro=Markup('<p class="ph-intro">{}</p>').format(intro) if intro else "",
        stage=_stage(step, say),
        late=Markup('<p class="ui-soft">{}</p>').format(late) if view.joined_late else "",
    )


def _stage(step: Step, say: Speech) -> Markup:
    if step.stage is Stage.CLOSING:
        return Markup('<p><span class="ui-chip is-warm">{}</span></p>').format(
            say("Last task. It closes in a few minutes.")
        )
    if step.stage is Stage.CLOSED:
        return Markup('<p class="ui-soft">{}</p>').format(say("Look at the screen in front."))
    return Markup("")


def _contents(step: Step, say: Speech) -> Markup:
    if step.stage is Stage.REVEALED and step.summary is not None:
        return _figures(step, say)
    return drawing_of(step.kind).participant(step, say)


def _choice(view: ParticipantScreen, step: Step, say: Speech) -> Markup:
    if step.kind != "consent":
        return Markup("")
    return consent.choice(step, say, takes_survey=view.takes_survey)


def _figures(step: Step, say: Speech) -> Markup:
    summary = step.summary
    if summary is None or not has_picture(summary):
        return Markup('<p class="ui-quiet">{}</p>').format(withheld_words(say))
    lines = (
        Markup('<p class="ph-figure">{} <span class="ui-soft">({})</span></p>').format(
            figure_sentence(figure, say), people(figure.n, say)
        )
        if not figure.withheld
        else Markup('<p class="ph-figure">{}</p>').format(figure_sentence(figure, say))
        for figure in summary.figures
    )
    return Markup(
        '<section class="ui-card ui-stack"><h2>{}</h2><div class="ph-figures">{}</div></section>'
    ).format(say("Look at the screen in front. In words:"), joined(lines))


# ------------------------------------------------- before, in between, after


def _waiting(view: ParticipantScreen, say: Speech) -> Markup:
    titles = {
        "lobby": say("You are in, {name}."),
        "after": say("That was it for today, {name}."),
    }
    texts = {
        "lobby": say("The session begins soon. This page moves on by itself; keep it open."),
        "after": say("Your answers are kept. You can close this page."),
    }
    title = titles.get(view.place, say("You are in, {name}.")).replace("{name}", view.call_name)
    text = texts.get(
        view.place, say("There is no session right now. This page moves on when one begins.")
    )
    hello = Markup(
        '<section class="ph-hello"><span class="ph-face" aria-hidden="true">{letter}</span>'
        "<h1>{title}</h1><p>{text}</p></section>"
    ).format(letter=view.call_name[:1].upper(), title=title, text=text)
    links = (
        _practice(view, say),
        _results(say),
        _handouts(say),
        _take_home(say),
        _words(view, say),
    )
    return Markup('<div class="ph-body">{}{}{}</div>').format(
        hello, joined(links), _way_back(view, say)
    )


def _practice(view: ParticipantScreen, say: Speech) -> Markup:
    if not view.can_practise:
        return Markup("")
    return Markup(
        '<p class="ph-back"><a class="ui-button" href="/practice" target="_self">{}</a></p>'
    ).format(say("Practice at your own rung"))


def _results(say: Speech) -> Markup:
    return Markup('<p class="ph-back"><a href="/my-results" target="_self">{}</a></p>').format(
        say("Your own results")
    )


def _handouts(say: Speech) -> Markup:
    return Markup('<p class="ph-back"><a href="/my-handouts" target="_self">{}</a></p>').format(
        say("Your handouts")
    )


def _take_home(say: Speech) -> Markup:
    return Markup(
        '<p class="ph-back"><a href="/take-home" target="_self">{}</a></p>'
        '<p class="ph-back"><a href="/brought" target="_self">{}</a></p>'
    ).format(say("Take it home"), say("Bring back a code"))


def _words(view: ParticipantScreen, say: Speech) -> Markup:
    if not view.has_words:
        return Markup("")
    return Markup('<p class="ph-back"><a href="/words" target="_self">{}</a></p>').format(
        say("What the words mean")
    )


def _way_back(view: ParticipantScreen, say: Speech) -> Markup:
    if view.place == "after":
        # The next person at a shared computer must not find this one.
        return Markup('<p class="ph-back"><a href="/join" target="_self">{}</a></p>').format(
            say("Shared computer? Leave this device.")
        )
    return Markup(
        "<details class='ph-back'><summary>{ask}</summary><div class='ui-quiet ui-stack'>"
        "<p>{how}</p><dl class='ph-pin'><dt>{name_label}</dt><dd>{name}</dd>"
        "<dt>{pin_label}</dt><dd>{pin}</dd></dl></div></details>"
    ).format(
        ask=say("Your way back on another device"),
        how=say("Open the room's address there, type the code, then your call name and this PIN."),
        name_label=say("Call name"),
        name=view.call_name,
        pin_label=say("PIN"),
        pin=view.pin,
    )
