"""Sentences of the screens: no average tells an answer, and nothing becomes markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from _ui import text
from _ui.theme import draw, esc, joined
from efficacy.activities.contract import Figure, Summary
from efficacy.language import speech

SAY = speech()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (55, "about 55"),
        (95, "95 or more"),
        (5, "5 or less"),
        (90, "about 90"),
    ],
)
def test_an_average_at_an_end_never_tells_everybodys_answer(value, words) -> None:
    figure = Figure(id="math", label="Math", n=12, value=value)
    assert text.value_words(figure, SAY) == words


def test_a_title_with_braces_is_shown_as_it_is() -> None:
    figure = Figure(id="odd", label="Sets {value} and {n}", n=12, value=50)
    assert "Sets {value} and {n}: about 50" in text.figure_sentence(figure, SAY)


def test_there_is_a_picture_only_when_something_may_be_shown() -> None:
    held = Figure(id="a", label="A", n=0, withheld=True)
    assert not text.has_picture(None)
    assert not text.has_picture(Summary(n=3, figures=(held,)))
    assert text.has_picture(Summary(n=9, figures=(held, Figure(id="b", label="B", n=9, value=40))))


@given(some.text())
def test_no_text_ever_becomes_a_tag(words) -> None:
    shown = joined((Markup("<p>{}</p>").format(words), words))
    assert shown.count("<") == 2
    assert shown.count(">") == 2
    assert esc(words).count("<") == 0


def test_markup_is_drawn_as_it_is_and_text_is_escaped(monkeypatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr("_ui.theme.st.html", lambda body, **_: drawn.append(body))
    draw(Markup("<b>a</b>"), "<i>b</i>")
    draw("")
    assert drawn == ["<b>a</b>&lt;i&gt;b&lt;/i&gt;"]
