"""Math ladders as they were climbed: each person's way, folded from their presses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from efficacy.activities.ladder_record import Journey, LadderParams, ends, journey
from efficacy.activities.ladder_rules import Played
from efficacy.activities.personal import Standing
from efficacy.activities.registry import context_for
from efficacy.content.ladders import Ladder
from efficacy.reports.findings.deeds import Held, held
from efficacy.reports.material import Material


@dataclass(frozen=True, slots=True, kw_only=True)
class Climb:
    """A ladder in one activity, with the way of everybody who gave something there.

    ``journeys`` is empty for a ladder of steps in real life, where nothing is judged.
    """

    held: Held
    ladder: Ladder
    params: LadderParams
    journeys: Mapping[int, Journey]

    @property
    def ends(self) -> tuple[int, int]:
        """Return the lowest and the highest level that the activity holds."""
        return ends(self.params, self.ladder)

    def reached(self) -> dict[int, float]:
        """Return each person's working rung after their last set; nobody without a set."""
        return {
            person: float(way.state.rung)
            for person, way in self.journeys.items()
            if way.state.played
        }


def climbs(found: Material) -> tuple[Climb, ...]:
    """Return all ladders that somebody was on, in the plan's order."""
    return tuple(_climb(found, one) for one in held(found, "ladder"))


def sets(way: Journey) -> Iterator[tuple[Played, float | None]]:
    """Yield each set of three that is over, with how many somebody said they would get (0-3)."""
    return zip(way.state.played, way.said, strict=True)


def _climb(found: Material, one: Held) -> Climb:
    params = LadderParams.model_validate(dict(one.activity.params))
    ladder = found.content.ladders[params.ladder]
    context = context_for(found.content, one.activity, found.mode)
    journeys = {
        person: journey(context, Standing(given=given))
        for person, given in (one.newest().items() if ladder.sort == "math" else ())
    }
    return Climb(held=one, ladder=ladder, params=params, journeys=journeys)
