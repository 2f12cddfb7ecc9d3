"""What the facilitator reads of a source picture: which block to lengthen, and why."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from _ui.activities import sources
from efficacy.activities.contract import Figure, Summary
from efficacy.language import speech
from tests.activities import house

SAY = speech()


def read(*values: float | None, is_revealed: bool = True) -> str:
    """Return what the console says when the room's averages are these."""
    context: Any = house.context("sources")
    figures = tuple(
        Figure(
            id=f"door-{name}",
            label=name,
            n=0 if value is None else 6,
            value=value,
            withheld=value is None,
            low=1,
            high=6,
        )
        for name, value in zip(house.DOOR_NAMES, values, strict=False)
    )
    summary = Summary(n=6, figures=figures) if is_revealed else None
    step: Any = SimpleNamespace(context=context, summary=summary)
    return str(sources.facilitator(step, SAY))


def test_before_the_picture_a_sentence_says_when_it_comes() -> None:
    assert "Close this step and show the picture" in read(is_revealed=False)


def test_the_block_of_the_plan_is_named_with_its_door_and_figure() -> None:
    said = read(3, 2.5, 4, 5, 4)
    assert "Lengthen: the block of people." in said
    assert "Door people" in said
    assert "about 2.5" in said
    assert "came out the same" not in said


def test_of_doors_that_are_the_same_both_are_named_and_the_tie_is_explained() -> None:
    said = read(3, 2.5, 2.5, 5, 4)
    assert said.count("Lengthen:") == 2
    assert "take the first" in said


def test_without_a_door_that_stands_out_the_plan_is_kept() -> None:
    for values in ((3, 3, 3, 3, 3), (None,) * 5):
        assert "Keep to the plan" in read(*values)
        assert "Lengthen" not in read(*values)
