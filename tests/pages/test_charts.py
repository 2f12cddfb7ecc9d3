"""The room's picture: what is drawn, what is said beside it, and what is not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from _ui import charts
from efficacy.activities.contract import Figure, Summary
from efficacy.language import speech

SAY = speech()


def average(figure_id: str, value: float) -> Figure:
    return Figure(id=figure_id, label=f"Title of {figure_id}", n=12, value=value)


def votes(*counts: int) -> tuple[Figure, ...]:
    return tuple(
        Figure(id=f"o-{n}", label=f"Option {n}: {{count}}", n=12, count=count)
        for n, count in enumerate(counts)
    )


class Drawn:
    """What was drawn of a summary: pictures by key, their alternatives, and markup."""

    def __init__(self) -> None:
        self.pictures: dict[str, Any] = {}
        self.alts: dict[str, str] = {}
        self.html = ""

    @property
    def words(self) -> str:
        return " ".join(re.sub(r"<[^>]+>", " ", self.html).split())

    def captions(self, key: str) -> list[str]:
        return [note.text for note in self.pictures[key].layout.annotations]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    found = Drawn()

    def picture(figure: Any, *, key: str, alt: str, **_: Any) -> None:
        found.pictures[key], found.alts[key] = figure, alt

    def draw(*parts: object) -> None:
        found.html += "".join(str(part) for part in parts)

    monkeypatch.setattr(charts.st, "plotly_chart", picture)
    monkeypatch.setattr(charts.theme, "draw", draw)
    return found


def shows(*figures: Figure) -> None:
    charts.room_picture(Summary(n=12, figures=figures), SAY)


def test_several_counts_are_bars_with_their_numbers(drawn: Drawn) -> None:
    shows(*votes(7, 0, 5))
    (bars,) = drawn.pictures["counts"].data
    assert list(bars.x) == [7, 0, 5]
    assert drawn.captions("counts") == [
        "Option 0",
        "<b>7</b>",
        "Option 1",
        "<b>0</b>",
        "Option 2",
        "<b>5</b>",
    ]


def test_the_alternative_of_the_bars_says_all_counts_and_how_many_voted_stands_below(
    drawn: Drawn,
) -> None:
    shows(*votes(7, 5))
    assert drawn.alts["counts"] == "Option 0: 7 Option 1: 5"
    assert drawn.words == "12 people"


def test_bars_begin_at_zero_and_leave_room_for_the_longest_number(drawn: Drawn) -> None:
    shows(*votes(7, 5))
    low, high = drawn.pictures["counts"].layout.xaxis.range
    assert low == 0
    assert high > 7


def test_bars_of_nothing_at_all_can_be_drawn(drawn: Drawn) -> None:
    shows(*votes(0, 0))
    assert drawn.pictures["counts"].layout.xaxis.range[1] > 0


@pytest.mark.parametrize("options", range(2, 9))
def test_the_bars_of_up_to_eight_options_fit_on_one_screen(drawn: Drawn, options: int) -> None:
    shows(*votes(*range(options)))
    assert drawn.pictures["counts"].layout.height <= 580


def test_a_label_cannot_write_markup_into_a_picture(drawn: Drawn) -> None:
    odd = Figure(id="a", label="<b>Bus</b>: {count}", n=12, count=5)
    shows(odd, *votes(3))
    assert "&lt;b&gt;Bus&lt;/b&gt;" in drawn.captions("counts")


def test_a_count_within_a_sentence_keeps_its_sentence(drawn: Drawn) -> None:
    first = Figure(id="a", label="{count} came by bus", n=12, count=5)
    shows(first, *votes(3))
    assert "5 came by bus" in drawn.captions("counts")


def test_a_single_count_is_a_big_number_and_no_bar(drawn: Drawn) -> None:
    shows(Figure(id="rungs", label="{count} rungs climbed together", n=9, count=31))
    assert drawn.pictures == {}
    assert drawn.words == "31 rungs climbed together 9 people"
    assert "<b>31</b>" in drawn.html


def test_a_single_count_in_the_middle_or_at_the_end_reads_as_its_label(drawn: Drawn) -> None:
    shows(Figure(id="rungs", label="Together: {count} <rungs>", n=9, count=31))
    assert "Together: <b>31</b> &lt;rungs&gt;" in drawn.html


def test_averages_are_bars_and_say_that_they_are_coarse(drawn: Drawn) -> None:
    shows(average("math", 60), average("career", 95))
    assert set(drawn.pictures) == {"picture"}
    assert "about 60" in drawn.alts["picture"]
    assert "95 or more" in drawn.alts["picture"]
    assert "rounded to steps of 5" in drawn.words


def test_averages_and_counts_are_two_pictures_with_words_below(drawn: Drawn) -> None:
    share = Figure(id="s", label="{share} know this.", n=12, share="most")
    few = Figure(id="f", label="Few", n=0, withheld=True)
    shows(average("math", 60), *votes(3, 4), share, few)
    assert set(drawn.pictures) == {"picture", "counts"}
    assert "Most of us know this." in drawn.words
    assert "Few: too few answers" in drawn.words


def test_what_is_withheld_brings_no_picture_and_no_number(drawn: Drawn) -> None:
    shows(Figure(id="f", label="Few", n=0, withheld=True))
    assert drawn.pictures == {}
    assert not any(sign.isdigit() for sign in drawn.words)


def test_shares_alone_bring_sentences_only(drawn: Drawn) -> None:
    shows(Figure(id="s", label="{share} chose: By bus", n=12, share="about_half"))
    assert drawn.pictures == {}
    assert drawn.words == "About half of us chose: By bus 12 people"
