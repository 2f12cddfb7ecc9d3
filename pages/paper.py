"""Answers from paper: typed into a grid, or into a workbook; and people who are on paper alone."""

from __future__ import annotations

import streamlit as st

from _ui import desk, gate, paper_grid, paper_person, text, theme
from _ui.theme import Markup
from efficacy.language import Speech
from efficacy.services import paper_entry, present
from efficacy.services.paper_entry import Asked

SURVEY = "paper-survey"


@st.fragment
def typing(cohort_id: str, listed: tuple[Asked, ...]) -> None:
    """Draw the choice of a survey, its grid, and how a person is added."""
    who, say = gate.facilitator(), gate.say()
    gate.notices()
    place = st.selectbox(
        say("Survey"),
        range(len(listed)),
        key=SURVEY,
        format_func=lambda one: text.plain(listed[one].title),
    )
    asked = listed[place]
    found = gate.read(
        lambda: paper_entry.grid(
            gate.workshop(), who, cohort_id, asked.session.id, asked.activity.id
        )
    )
    if found.rows:
        theme.draw(Markup('<p class="ui-soft">{}</p>').format(_how(say)))
        paper_grid.draw(found, cohort_id, say)
    else:
        theme.draw(
            Markup('<p class="ui-quiet">{}</p>').format(
                say("Nobody takes part in the survey yet. Add the people whose forms you have.")
            )
        )
    paper_person.draw(cohort_id, say)


def _how(say: Speech) -> str:
    return say(
        "Type what was marked; what is complete is saved and the cursor moves on. Enter or an "
        "arrow leaves a cell empty, Delete empties it. Answers are not shown again: a dot says "
        "that a cell was typed before."
    )


say = gate.say()
owner = desk.begin(say)
theme.style("paper")
cohort = st.query_params.get("cohort", "")
surveys = gate.read(lambda: paper_entry.surveys(gate.workshop(), owner, cohort))
card = next(one for one in present.cohort_cards(gate.workshop(), owner) if one.id == cohort)
desk.heading(say("Answers from paper"), eyebrow=card.name)
with st.container(key="paper"):
    if surveys:
        typing(cohort, surveys)
    else:
        theme.draw(Markup('<p class="ui-quiet">{}</p>').format(say("This plan holds no survey.")))
theme.draw(
    Markup(
        '<section class="pa-file"><h2>{title}</h2><p class="ui-soft">{below}</p>'
        '<form action="/files/template/{cohort}" method="get"><label>{new} '
        '<input type="number" name="new" value="0" min="0" max="{most}"></label>'
        '<button class="ui-button" type="submit">{get}</button></form></section>'
    ).format(
        title=say("Type into Excel instead"),
        below=say(
            "A workbook with a sheet a survey and a row a person, by number, without any answer. "
            "“workshop import” takes it back: all of it, or nothing with every mistake named."
        ),
        cohort=cohort,
        new=say("New numbers for people on paper alone"),
        most=paper_entry.MOST_NEW,
        get=say("Get the workbook"),
    )
)
theme.draw(
    Markup(
        '<section class="pa-file"><h2>{title}</h2><p class="ui-soft">{below}</p>'
        '<p><a class="ui-button" href="/files/brought/{cohort}" target="_self">{open}</a></p>'
        "</section>"
    ).format(
        title=say("What people bring back from home"),
        below=say(
            "The codes of take-home files, and the counts on the sheets “Between two meetings”."
        ),
        cohort=cohort,
        open=say("Type codes and sheets in"),
    )
)
desk.end()
