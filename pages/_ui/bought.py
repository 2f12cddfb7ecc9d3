"""The list of instruments that were bought, on the settings page."""

from __future__ import annotations

import streamlit as st

from _ui import gate, state, text, theme
from _ui.theme import Markup, joined
from efficacy.errors import Problem
from efficacy.language import Speech, later
from efficacy.services import bought, facilitate
from efficacy.services.access import Facilitator
from efficacy.services.bought import Owned

_PAPER = "paper-copies-{}"


def draw(say: Speech, who: Facilitator) -> None:
    """Draw what was bought, how much is left, and what is wrong in the folder."""
    found = gate.read(lambda: bought.listed(gate.workshop(), who))
    with st.container(key="set-bought"):
        theme.draw(
            Markup("<h2>{}</h2><p class='ui-soft'>{}</p><p><code>{}</code></p>{}{}").format(
                say("Instruments that you bought"),
                say(
                    "Type each into a file of its own in this folder. Its words stay there: they "
                    "are in no export and not in the database. One copy is used by each "
                    "participant at each survey, with the first answer. The guide “Instruments "
                    "that you bought” has a file to begin with."
                ),
                found.folder,
                _table(found.owned, say),
                _problems(found.problems, say),
            )
        )
        for one in found.owned:
            key = _PAPER.format(one.id)
            st.number_input(
                text.plain(say("Copies of “{title}” used on paper").replace("{title}", one.title)),
                min_value=0,
                max_value=one.left + one.paper,
                value=one.paper,
                step=1,
                key=key,
                on_change=_note_paper,
                args=(one.id, key),
            )


def _note_paper(instrument_id: str, key: str) -> None:
    now, typed = gate.visitor().facilitator, state.typed(key)
    if now is not None:
        gate.attempt(
            lambda: facilitate.note_paper_copies(
                gate.workshop(), now, instrument_id, copies=int(str(typed or 0))
            ),
            done=later("The copies on paper are noted."),
        )


def _table(owned: tuple[Owned, ...], say: Speech) -> Markup:
    if not owned:
        return Markup("<p>{}</p>").format(say("There is none yet."))
    heads = (
        say("Instrument"),
        say("Holder and order"),
        say("Bought"),
        say("Used"),
        say("Left"),
    )
    rows = (
        Markup(
            "<tr><th scope='row'>{}</th><td>{}, {}</td><td>{}</td><td>{}</td><td>{}</td></tr>"
        ).format(one.title, one.holder, one.order, one.bought, one.used, one.left)
        for one in owned
    )
    return Markup("<table><thead><tr>{}</tr></thead><tbody>{}</tbody></table>").format(
        joined(Markup("<th scope='col'>{}</th>").format(head) for head in heads), joined(rows)
    )


def _problems(problems: tuple[Problem, ...], say: Speech) -> Markup:
    if not problems:
        return Markup("")
    return Markup("<p>{}</p><ul>{}</ul>").format(
        say("These files cannot be used yet:"),
        joined(Markup("<li>{}</li>").format(str(problem)) for problem in problems),
    )
