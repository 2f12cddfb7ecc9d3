"""The first view: one sentence, one picture, who is in it, and what it cannot tell.

Somebody who reads only this can say how many began, ended and were paired, how
big the change is, how sure that is, what else could explain it, who is missing,
and what not to conclude.
"""

from __future__ import annotations

import re

import streamlit as st

from _ui import theme
from _ui.results import shown
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.reports import words
from efficacy.reports.pictures import main_picture
from efficacy.reports.results import Explanation, Results

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
HEIGHT_PX = 255  # what a screen of 1280 by 720 has left for the picture


def draw(results: Results, say: Speech) -> None:
    """Draw the first view of a cohort's results."""
    with st.container(key="re-first"):
        found, beside = st.columns([10, 11], gap="medium")
        with found:
            _found(results, say)
        with beside:
            theme.draw(_people(results, say), _explanations(results, say), _limits(results, say))


def _found(results: Results, say: Speech) -> None:
    theme.draw(
        Markup('<p class="re-headline">{}</p>').format(words.headline(results, say)),
        _measure(results, say),
        _how_sure(results, say),
    )
    picture = main_picture(results, say)
    if picture is not None:
        shown.picture(picture, results, say, place="first", height=HEIGHT_PX)


def below_title(results: Results, say: Speech) -> Markup:
    """Return the plan, and the mark of made-up people where they are not real."""
    chip = Markup(' <span class="ui-chip is-warm">{}</span>').format(
        say("These people are invented; their answers were drawn by chance.")
    )
    return Markup("{}{}").format(results.plan_title, chip if results.is_synthetic else "")


def _measure(results: Results, say: Speech) -> Markup:
    """Return which scale that is, and that it was named before anybody answered."""
    if results.primary is None:
        return Markup("")
    return Markup('<p class="ui-soft re-measure">{}</p>').format(
        # Titles are content and may hold braces.
        say("“{title}”, named as the main scale before anybody answered.").replace(
            "{title}", results.primary.title
        )
    )


def _how_sure(results: Results, say: Speech) -> Markup:
    sentence = words.sureness_sentence(results.primary, say) if results.primary else ""
    return Markup('<p class="re-measure">{}</p>').format(sentence) if sentence else Markup("")


def _people(results: Results, say: Speech) -> Markup:
    repeated = words.repeated_sentence(results, say)
    return Markup('<section class="re-card"><h2>{}</h2><p>{}</p>{}</section>').format(
        say("Who is in it, and who is missing"),
        _bold(words.flow_sentence(results, say)),
        Markup("<p>{}</p>").format(repeated) if repeated else "",
    )


def _bold(sentence: str) -> Markup:
    """Return a sentence with its numbers set off, so that a room can read them."""
    return joined(
        Markup("<b>{}</b>").format(part) if part.isdecimal() else part
        for part in re.split(r"(\d+)", sentence)
    )


def _explanations(results: Results, say: Speech) -> Markup:
    if not results.explanations:
        return Markup("")
    return Markup(
        '<section class="re-card"><h2>{title}</h2><ul class="re-else">{lines}</ul>'
        "<details><summary>{more}</summary><dl>{full}</dl></details></section>"
    ).format(
        title=say("What else could explain it?"),
        lines=joined(_line(one, say) for one in results.explanations),
        more=say("Each in full"),
        full=joined(
            Markup("<dt>{}</dt><dd>{}</dd>").format(one.title, one.sentence)
            for one in results.explanations
        ),
    )


def _line(one: Explanation, say: Speech) -> Markup:
    """Return one line with its mark, and the first thing that there is to say."""
    state = {
        "open": say("open"),
        "looked": say("looked at"),
        "ruled_out": say("ruled out"),
    }[one.state]
    first, *_ = _SENTENCE_END.split(one.sentence, maxsplit=1)
    return Markup(
        '<li class="is-{look}"><i aria-hidden="true"></i><div><b>{title}</b> <em>{state}</em> '
        "{first}</div></li>"
    ).format(look=one.state.replace("_", "-"), title=one.title, state=state, first=first)


def _limits(results: Results, say: Speech) -> Markup:
    harms = Markup("<p>{}</p>").format(results.harms.sentence) if results.harms else Markup("")
    return Markup(
        '<section class="re-card"><h2>{title}</h2>{harms}<ul class="re-not">{lines}</ul></section>'
    ).format(
        title=say("What not to conclude"),
        harms=harms,
        lines=joined(
            Markup("<li>{}</li>").format(line) for line in words.not_to_conclude(results, say)
        ),
    )
