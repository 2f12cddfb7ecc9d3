"""What a plan says about the doors of a source picture, and what does not fit together."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field as Declared
from pydantic import field_validator

from efficacy.activities.blocks import lacking, require_once
from efficacy.activities.contract import Params
from efficacy.content.models import Id, Instrument, Words
from efficacy.errors import Problem

CONCEPT = "source"


class DoorParam(Params):
    """One door: its scale, what it is called in a picture, and what opens it.

    ``first`` is what a person can do to go through it; ``block`` names the part
    of the session that the facilitator can lengthen for it.
    """

    scale: Id
    label: Words
    first: Words
    block: Words


class SourcesParams(Params):
    """Which instrument is asked, and the doors that its scales are, in order."""

    instrument: Id
    doors: Annotated[tuple[DoorParam, ...], Declared(min_length=3, max_length=7)]
    note: Words | None = None

    @field_validator("doors")
    @classmethod
    def _scales_once(cls, doors: tuple[DoorParam, ...]) -> tuple[DoorParam, ...]:
        require_once([door.scale for door in doors], "scale")
        return doors


def misfits(params: SourcesParams, instrument: Instrument) -> list[Problem]:
    """Return what keeps an instrument from being a picture of these doors."""
    scales = {scale.id: scale for scale in instrument.scales}
    doors = [door.scale for door in params.doors]
    problems = lacking("params → doors", doors, known=scales, what="a scale of the instrument")
    problems += [
        _problem("a door for each scale", f"none for “{scale}”")
        for scale in scales
        if scale not in doors
    ]
    problems += [
        _problem("scales with the concept “source”", f"“{scale.id}” with “{scale.concept}”")
        for scale in scales.values()
        if scale.concept != CONCEPT
    ]
    ranges = {(scale.response.low, scale.response.high) for scale in scales.values()}
    if len(ranges) > 1:
        problems.append(_problem("one range of answers for all doors", f"{len(ranges)} ranges"))
    return problems


def _problem(expected: str, found: str) -> Problem:
    return Problem(file="", where="params → doors", expected=expected, found=found, hint="")
