"""How relabelling is drawn: nothing of a person in front, and the care page one tap away."""

from __future__ import annotations

import re
from typing import Any

import pytest

from _ui import cards
from _ui.activities import relabel
from efficacy.activities.personal import Card
from efficacy.activities.registry import kind_of
from efficacy.activities.relabel_way import FACTS, NOTICE, RELABEL, USE
from efficacy.flow import Stage
from efficacy.language import speech
from efficacy.services.views import Step
from tests.activities import house

SAY = speech()


def step(phase: int, *, params: dict[str, Any] | None = None, **more: Any) -> Step:
    context = house.context("relabel", **(params or {}))
    phases = kind_of("relabel").phases(context)
    usual: dict[str, Any] = {"timer": None, "summary": None, "stage": Stage.OPEN}
    return Step(
        run_id="run",
        run_number=1,
        number=2,
        total=7,
        kind="relabel",
        title="Reading my nerves",
        context=context,
        phase=phases[phase],
        phase_index=phase,
        phases=phases,
        **{**usual, **more},
    )


def test_the_room_is_told_what_to_do_in_each_part() -> None:
    assert "Choose them on your own screen" in relabel.projector(step(NOTICE), SAY)
    assert "It gets faster. (A study, 2020)" in relabel.projector(step(FACTS), SAY)
    assert relabel.projector(step(RELABEL), SAY).count("<li>") == 3
    assert "Which is more, 0.4 or 0.25?" in relabel.projector(step(USE), SAY)


def test_the_room_hears_of_a_clock_only_where_there_is_one() -> None:
    assert "if you want one" in relabel.projector(step(USE), SAY)
    without = step(USE, params={"task": {"words": "Add."}})
    assert "there is no clock" in relabel.projector(without, SAY)


@pytest.mark.parametrize("phase", [NOTICE, FACTS, RELABEL, USE])
def test_approved_words_stand_in_front_and_are_no_markup(phase: int) -> None:
    assert "Words from this room" not in relabel.projector(step(phase), SAY)
    shown = relabel.projector(step(phase, notes=("<b>Go.</b>",)), SAY)
    assert "Words from this room" in shown
    assert "&lt;b&gt;Go.&lt;/b&gt;" in shown


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.REVEALED])
def test_after_close_the_words_stay_and_the_task_goes(stage: Stage) -> None:
    shown = relabel.projector(step(USE, stage=stage, notes=("Go.",)), SAY)
    assert "Reading my nerves" in shown
    assert "Go." in shown
    assert "0.25" not in shown


@pytest.mark.parametrize("phase", [NOTICE, FACTS, RELABEL, USE])
def test_the_care_page_is_one_tap_away_in_every_part(phase: int) -> None:
    page = re.match(r"<details.*?</details>", relabel.facilitator(step(phase), SAY))
    assert page
    care = house.CUES.care
    said = (care.say, care.do, *care.not_for, *care.two_minutes, care.breathing)
    assert all(line in page[0] for line in said)
    assert "open" not in page[0].split(">")[0]


def test_nothing_stands_above_a_persons_own_cards() -> None:
    assert relabel.participant(step(USE), SAY) == ""


def test_a_clock_is_closed_until_somebody_opens_it_and_can_be_closed_again() -> None:
    shown = cards.own((Card(lines=("Add.",), clock_s=60),), SAY)
    assert re.search(r'<details class="ph-own-clock"><summary>', shown)
    assert "--for:60s" in shown
    assert "Nothing ends then" in shown
    assert "ph-own-clock" not in cards.own((Card(lines=("Add.",)),), SAY)
