"""How the small kinds are drawn: nothing of a person in front, no words that become markup."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from _ui.activities import pause, poll, pulse, rehearse, storyline, wall
from _ui.cards import own as own_cards
from efficacy.activities.contract import Figure, Summary
from efficacy.activities.personal import Card
from efficacy.activities.registry import kind_of
from efficacy.flow import Stage
from efficacy.language import speech
from efficacy.services.views import Step, Timer
from tests.activities import house

SAY = speech()
NOT_OPEN = (Stage.CLOSED, Stage.REVEALED)


def step(kind: str, phase: int = 0, *, params: dict[str, Any] | None = None, **more: Any) -> Step:
    context = house.context(kind, **(params or {}))
    phases = kind_of(kind).phases(context)
    usual: dict[str, Any] = {"timer": None, "summary": None, "stage": Stage.OPEN}
    return Step(
        run_id="run",
        run_number=1,
        number=2,
        total=7,
        kind=kind,
        title=context.activity.title,
        context=context,
        phase=phases[phase],
        phase_index=phase,
        phases=phases,
        **{**usual, **more},
    )


def begins(markup: str) -> list[float]:
    return [float(found) for found in re.findall(r"--from:(-?[\d.]+)s", markup)]


# ------------------------------------------------------------------------ rehearse


def test_the_lines_come_one_after_the_other_each_for_its_seconds() -> None:
    shown = rehearse.projector(step("rehearse", 1), SAY)
    assert begins(shown) == [0, 20, 40]
    assert re.findall(r"--for:(\d+)s", shown) == ["20", "20", "30"]
    assert shown.count("is-last") == 1
    assert shown.index("is-last") > shown.index("--from:20s")


@pytest.mark.parametrize(
    ("timer", "passed_s"),
    [
        (Timer(remaining_s=70, length_s=70), 0),
        (Timer(remaining_s=45, length_s=70), 25),
        (Timer(remaining_s=105, length_s=130), 25),  # one more minute moves no line
        (Timer(remaining_s=-5, length_s=70), 75),
        (None, 0),
    ],
)
def test_a_screen_that_is_opened_late_falls_in_with_the_room(
    timer: Timer | None, passed_s: float
) -> None:
    late = step("rehearse", 1, timer=timer)
    assert rehearse.passed_s(late) == passed_s
    # Nothing of it stands in the markup: drawn again, the same lines just go on.
    assert rehearse.projector(late, SAY) == rehearse.projector(step("rehearse", 1), SAY)


@pytest.mark.parametrize("stage", list(Stage))
def test_a_script_is_paced_only_while_the_room_imagines(stage: Stage) -> None:
    for phase in (0, 1, 2):
        is_on = stage is Stage.OPEN and phase == 1
        assert rehearse.is_paced(step("rehearse", phase, stage=stage)) is is_on
    assert not rehearse.is_paced(step("storyline", 1, stage=stage))


def test_on_ones_own_screen_all_lines_stand_at_once_and_each_knows_when_it_is_on() -> None:
    card = Card(look="story", lines=("One <b>", "Two"), pace=(20, 30), is_spoken=True)
    shown = own_cards((card,), SAY)
    assert 'data-paced="1"' in shown
    assert 'data-spoken="1"' in shown
    assert begins(shown) == [0, 20]
    assert re.findall(r"--for:(\d+)s", shown) == ["20", "30"]
    assert "One &lt;b&gt;" in shown
    assert "data-paced" not in own_cards((replace(card, pace=()),), SAY)


def test_the_console_says_how_to_read_aloud_in_silence_and_with_a_pause() -> None:
    shown = rehearse.facilitator(step("rehearse", 1), SAY)
    for words in ("Read it aloud", "in silence", "pause", "letters larger"):
        assert words in shown
    assert "rate first" in rehearse.facilitator(step("rehearse", 0), SAY)
    assert "rate once more" in rehearse.facilitator(step("rehearse", 2), SAY)


@pytest.mark.parametrize("phase", [0, 2])
def test_before_and_after_nothing_of_the_script_is_in_front(phase: int) -> None:
    shown = rehearse.projector(step("rehearse", phase), SAY)
    assert "pj-paced" not in shown
    assert "your own screen" in shown


@pytest.mark.parametrize("stage", [*NOT_OPEN, Stage.CLOSING])
def test_once_it_is_no_longer_open_no_line_is_paced(stage: Stage) -> None:
    assert "pj-paced" not in rehearse.projector(step("rehearse", 1, stage=stage), SAY)


def test_the_console_has_the_script_with_the_time_of_each_line() -> None:
    shown = rehearse.facilitator(step("rehearse", 1), SAY)
    assert re.findall(r"<b>(\d:\d\d)</b>", shown) == ["0:00", "0:20", "0:40"]
    assert "<details open>" in shown
    assert "<details>" in rehearse.facilitator(step("rehearse", 0), SAY)


def test_a_line_is_words_and_never_markup() -> None:
    odd = [{"text": "<img src=x>", "seconds": 60}]
    for draw in (rehearse.projector, rehearse.facilitator):
        shown = draw(step("rehearse", 1, params={"script": odd}), SAY)
        assert "&lt;img src=x&gt;" in shown
        assert "<img" not in shown


# ----------------------------------------------------------------- pulse and pause


def test_the_sentences_of_the_pulse_stay_on_ones_own_screen() -> None:
    assert "safe" not in pulse.projector(step("pulse"), SAY)
    assert "not about you" in pulse.participant(step("pulse"), SAY)
    assert pulse.participant(step("pulse", stage=Stage.CLOSED), SAY) == ""


def test_the_console_has_the_hint_once_the_room_has_its_picture_and_no_figure() -> None:
    low = Summary(n=6, figures=(Figure(id="safe", label="Safe", n=6, value=45),))
    shown = pulse.facilitator(step("pulse", stage=Stage.REVEALED, summary=low), SAY)
    assert "Go slower next time." in shown
    assert "45" not in shown
    assert "Go slower" not in pulse.facilitator(step("pulse"), SAY)


def test_the_break_has_its_line_on_all_screens() -> None:
    for draw in (pause.participant, pause.projector, pause.facilitator):
        assert "Get some air." in draw(step("pause"), SAY)


# ---------------------------------------------------------------------------- poll


def test_the_options_are_in_front_until_the_counts_are() -> None:
    shown = poll.projector(step("poll"), SAY)
    assert "How did you come here today?" in shown
    assert "By bike" in shown
    counted = Summary(n=5, figures=(Figure(id="bus", label="By bus: {count}", n=5, count=5),))
    revealed = poll.projector(step("poll", stage=Stage.REVEALED, summary=counted), SAY)
    assert "How did you come here today?" in revealed
    assert "By bike" not in revealed


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({}, "how many chose each"),
        ({"sensitive": True}, "some of us"),
        ({"reveal": False}, "does not see how people choose"),
    ],
)
def test_people_are_told_beforehand_what_the_room_will_see(
    params: dict[str, bool], said: str
) -> None:
    assert said in poll.participant(step("poll", params=params), SAY)
    assert said in poll.facilitator(step("poll", params=params), SAY)


# ----------------------------------------------------------------------- storyline


def test_the_task_of_the_part_is_on_all_screens() -> None:
    for draw in (storyline.participant, storyline.projector, storyline.facilitator):
        assert "Draw your line." in draw(step("storyline", 0), SAY)
        assert "Tell what you like." in draw(step("storyline", 1), SAY)


# ---------------------------------------------------------------------------- wall


def notes(count: int) -> tuple[str, ...]:
    return tuple(f"Note number {n}." for n in range(count))


def cards(markup: str) -> list[str]:
    return re.findall(r'<li dir="auto">(.*?)</li>', markup)


def test_without_a_note_the_prompt_stands_alone_in_front() -> None:
    shown = wall.projector(step("wall"), SAY)
    assert "One thing that went well." in shown
    assert "pj-wall" not in shown
    assert "your own screen" in shown
    assert "your own screen" not in wall.projector(step("wall", stage=Stage.CLOSED), SAY)


@pytest.mark.parametrize(
    ("count", "way"),
    [(1, ""), (11, ""), (12, " is-many"), (23, " is-many"), (24, " is-dense")],
)
def test_the_more_notes_the_smaller_they_are(count: int, way: str) -> None:
    shown = wall.projector(step("wall", notes=notes(count)), SAY)
    assert f'class="pj-wall{way}"' in shown
    assert cards(shown) == list(notes(count))


def test_long_notes_are_smaller_sooner() -> None:
    shown = wall.projector(step("wall", notes=("word " * 28,) * 4), SAY)
    assert 'class="pj-wall is-many"' in shown


def test_of_more_than_24_the_newest_stand_there() -> None:
    shown = wall.projector(step("wall", notes=notes(30)), SAY)
    assert cards(shown) == list(notes(30)[6:])


def test_notes_that_do_not_fit_give_way_to_newer_ones() -> None:
    long = tuple(f"{n} " + "word " * 55 for n in range(24))
    shown = cards(wall.projector(step("wall", notes=long), SAY))
    assert 5 < len(shown) < 24
    assert shown == list(long[-len(shown) :])


def test_a_single_endless_word_is_still_shown() -> None:
    assert cards(wall.projector(step("wall", notes=("x" * 4000,)), SAY)) == ["x" * 4000]


@pytest.mark.parametrize("stage", [Stage.OPEN, *NOT_OPEN])
def test_the_notes_stay_in_front_until_the_room_goes_on(stage: Stage) -> None:
    assert len(cards(wall.projector(step("wall", stage=stage, notes=notes(3)), SAY))) == 3


def test_a_note_is_words_and_never_markup() -> None:
    shown = wall.projector(step("wall", notes=("<script>x</script>", "a & b")), SAY)
    assert cards(shown) == ["&lt;script&gt;x&lt;/script&gt;", "a &amp; b"]


def test_a_participants_screen_never_holds_the_notes_of_others() -> None:
    # Views of participants carry none; were there any, they would not be drawn.
    here = replace(step("wall"), notes=notes(3))
    assert "Note number" not in wall.participant(here, SAY)
