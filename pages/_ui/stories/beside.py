"""Beside an edit: how long it is, what the checks say, and six questions to ask of it oneself."""

from __future__ import annotations

import streamlit as st

from _ui import gate, theme
from _ui.theme import Markup, joined
from efficacy.language import Speech
from efficacy.services import facilitate
from efficacy.services.access import Facilitator
from efficacy.services.facilitate import Story


def draw(model: Story, who: Facilitator, say: Speech) -> None:
    """Draw all three, for the edit that is kept."""
    theme.draw(_lengths(model, say))
    theme.draw(_checks(model, who, say))
    theme.draw(Markup("<h3>{}</h3>").format(say("Read it once more and ask")))
    for number, question in enumerate(questions(say)):
        st.checkbox(question, key=f"asks-{number}-{model.id}")


def questions(say: Speech) -> tuple[str, ...]:
    """Return what makes a story good, as questions to tick off; nothing of it is stored."""
    return (
        say("Six things or more that only this person would know"),
        say("One try that failed, and what it cost"),
        say("Half of the words or more tell what was hard and what they did"),
        say("How it ended takes a fifth of it or less"),
        say("What is still hard, as it is today"),
        say("Nothing that points at somebody else"),
    )


def _lengths(model: Story, say: Speech) -> Markup:
    titles = {"short": say("Short"), "long": say("Long")}
    return Markup('<h3>{}</h3><ul class="ui-soft">{}</ul>').format(
        say("How long it is"),
        joined(
            Markup("<li>{}</li>").format(
                say("{title}: {n} words, of {least} to {most}").format(
                    title=titles[part], n=length.found, least=length.least, most=length.most
                )
            )
            for part, length in facilitate.story_lengths(model).items()
        ),
    )


def _checks(model: Story, who: Facilitator, say: Speech) -> Markup:
    found = gate.read(lambda: facilitate.review_story(gate.workshop(), who, model))
    gap = say("Some places are still empty: texts, the road, or what it is compared by.")
    lines = [gap] if facilitate.has_gaps(model) else []
    words = say("Expected {expected}; found {found}.")
    for one in (*found.errors, *found.warnings):
        place = one.where.removeprefix(f"{model.id} → ")
        told = words.replace("{expected}", one.expected).replace("{found}", one.found)
        lines.append(f"{place}: {told} {one.hint}")
    if not lines:
        lines = [say("Nothing to mend.")]
    return Markup("<h3>{}</h3><ul>{}</ul>").format(
        say("What the checks say"), joined(Markup("<li>{}</li>").format(line) for line in lines)
    )
