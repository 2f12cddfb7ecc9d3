"""Sentences of the screens: their direction fits the sign, and nothing becomes markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some
from markupsafe import Markup

from _ui import findings, text
from _ui.theme import draw, esc, joined
from efficacy.activities.contract import Figure, Summary
from efficacy.language import speech
from efficacy.services.views import ScaleResult

SAY = speech()
SCALE = ScaleResult(
    scale_id="math",
    title="Math tasks",
    construct="efficacy",
    direction="more_sure",
    low=0,
    high=100,
    n_pre=20,
    n_post=19,
    n=18,
    items=10,
    primary=True,
    mean_pre=50,
    mean_post=60,
    sd_pre=18,
    sd_post=17,
    change=10,
    ci_low=3,
    ci_high=17,
    g_av=0.5,
)


@pytest.mark.parametrize(
    ("direction", "change", "words"),
    [
        ("more_sure", 9.0, "more sure after than before"),
        ("more_sure", -9.0, "less sure after than before"),
        ("more_worry", 9.0, "worry as more after"),
        ("more_worry", -9.0, "worry as less after"),
        ("none", 9.0, "further up the scale"),
        ("none", -9.0, "further down the scale"),
        ("more_sure", 0.1, "about the same"),
    ],
)
def test_the_direction_in_words_fits_the_scale_and_the_sign(direction, change, words) -> None:
    assert words in findings.way(replace(SCALE, direction=direction, change=change), SAY)


@given(some.floats(-99, 99))
def test_a_signed_figure_has_a_sign_and_no_negative_zero(value) -> None:
    shown = findings.signed(value)
    assert shown != "−0.0"
    assert shown == "0.0" or shown[0] == ("+" if value > 0 else "−")


def test_the_alternative_of_a_picture_says_all_that_it_shows() -> None:
    words = findings.alternative(SCALE, SAY)
    for part in ("0 to 100", "50.0", "60.0", "+10.0", "+3.0 to +17.0", "18 people"):
        assert part in words


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
