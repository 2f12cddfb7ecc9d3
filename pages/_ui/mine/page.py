"""A participant's own page: who sees it, what came back, and what they said and did."""

from __future__ import annotations

from _ui import text
from _ui.mine import contents
from _ui.theme import Markup
from efficacy.activities.days import day_words
from efficacy.language import Speech
from efficacy.services.own_results import OwnPage


def draw(page: OwnPage, say: Speech) -> Markup:
    """Return the whole page; the switch stands on top while the results are shown."""
    is_shown = page.shown_ms is not None
    switch = _switch(page, say)
    return Markup(
        '{strip}<div class="me"><div class="ph-head"><h1>{title}</h1><p>{whose}</p></div>'
        "{on}{top}{reply}{contents}{bottom}{back}</div>"
    ).format(
        strip=_strip(page),
        title=say("Your own results"),
        whose=say("What you said and did, and nothing about anybody else."),
        on=_step_is_on(page, say),
        top=switch if is_shown else "",
        reply=_reply(page, say),
        contents=contents.draw(page.results, say),
        bottom="" if is_shown or page.results.is_empty else switch,
        back=_back(say),
    )


def _strip(page: OwnPage) -> Markup:
    return Markup(
        '<header class="ph-strip"><span class="ph-face" aria-hidden="true">{letter}</span>'
        '<span class="ph-who"><b>{name}</b><span>{cohort}</span></span></header>'
    ).format(letter=page.call_name[:1].upper(), name=page.call_name, cohort=page.cohort_name)


def _step_is_on(page: OwnPage, say: Speech) -> Markup:
    if not page.is_on:
        return Markup("")
    return Markup(
        '<div class="ui-note" role="status"><p>{} <a href="/room" target="_self">{}</a></p></div>'
    ).format(say("Your group is at a step now."), say("Go to it"))


def _switch(page: OwnPage, say: Speech) -> Markup:
    """Return the form that shows the page to the counselor, or takes it back."""
    goals = say("The words of your goals stay with you.") if page.results.goals else ""
    if page.shown_ms is None:
        stands = say("Only you see this page.")
        about = say(
            "You can show it to your counselor. They see it as it is here, with your call name. "
            "You can take it back on any day."
        )
        words, value = say("Show this page to my counselor"), "yes"
    else:
        stands = say("Your counselor can look at this page since {day}.").format(
            day=day_words(text.day(page.shown_ms), say)
        )
        about, words, value = "", say("Take it back"), "no"
    return Markup(
        '<form class="ui-card me-switch" method="post" action="/shown">'
        '<p><b>{stands}</b></p>{about}<button class="ui-button" type="submit" name="shown" '
        'value="{value}">{words}</button></form>'
    ).format(
        stands=stands,
        about=Markup("<p>{} {}</p>").format(about, goals) if about or goals else "",
        value=value,
        words=words,
    )


def _reply(page: OwnPage, say: Speech) -> Markup:
    if not page.reply:
        return Markup("")
    day = day_words(text.day(page.reply_ms), say) if page.reply_ms else ""
    return Markup(
        '<section class="ui-card ui-stack me-card me-reply"><h2>{}</h2><p class="me-big">{}</p>'
        '<p class="ui-soft">{}</p></section>'
    ).format(say("From your counselor"), page.reply, day)


def _back(say: Speech) -> Markup:
    return Markup('<p class="ph-back"><a href="/room" target="_self">{}</a></p>').format(
        say("Back to the room")
    )
