"""The five sources: what people had of each, what was planned and held, what they said helped.

Five scales and never a total of them: much of one does not stand for little of
another. All of it describes; none of it says what a change came from.
"""

from __future__ import annotations

from collections.abc import Mapping

from efficacy.activities.five_sources import source_words
from efficacy.content import needs
from efficacy.content.models import Curriculum, Scale, Source
from efficacy.language import Speech
from efficacy.measurement.gate import Gate, Lattice
from efficacy.measurement.privacy import GroupFigure
from efficacy.measurement.scoring import paired_scale_scores, scale_scores
from efficacy.reports.findings.deeds import Held, column, held, shift, sides, unpacked
from efficacy.reports.findings.doses import MINUTES_DIGITS, Dose, doses_of
from efficacy.reports.findings.waves import declared, lattice
from efficacy.reports.frames import ScaleSpec
from efficacy.reports.material import Material, scale_spec
from efficacy.reports.results import Shift, SourceResult

# Which scale asks for a source, and which line of the last survey asks whether it helped.
SCALES: Mapping[Source, str] = {
    Source.MASTERY: "door-mastery",
    Source.VICARIOUS: "door-people",
    Source.PERSUASION: "door-encouragement",
    Source.AROUSAL: "door-nerves",
    Source.IMAGINAL: "door-imagination",
}
HELPED: Mapping[Source, str] = {
    Source.MASTERY: "helped-doing",
    Source.VICARIOUS: "helped-stories",
    Source.PERSUASION: "helped-told",
    Source.AROUSAL: "helped-nerves",
    Source.IMAGINAL: "helped-picturing",
}


def source_results(found: Material, gate: Gate, say: Speech) -> tuple[SourceResult, ...]:
    """Return one result for each of the five sources, in the theory's order."""
    every, doses = held(found), doses_of(found)
    return tuple(
        _source_result(found, source, every, doses[source], gate, say) for source in Source
    )


def _source_result(
    found: Material, source: Source, every: tuple[Held, ...], fed: Dose, gate: Gate, say: Speech
) -> SourceResult:
    spec = _spec_of(found.content, SCALES[source])
    first, moved = (None, None) if spec is None else _asked(found, spec, every, gate)
    return SourceResult(
        source=source,
        title=source_words(source, say) if spec is None else spec.title,
        first=first,
        shift=moved,
        planned_minutes=fed.planned,
        received_minutes=fed.held,
        helped=_helped(found, source, every, gate),
        present_minutes=_present(source, fed, gate),
        low=0 if spec is None else spec.low,
        high=0 if spec is None else spec.high,
    )


def _present(source: Source, fed: Dose, gate: Gate) -> GroupFigure | None:
    """Return the minutes that people were there for; for the counselor alone.

    Sessions differ in what they feed, so outside of the room five such means
    would tell who was away from which.
    """
    if not gate.exact:
        return None
    minutes = Lattice(0, max(fed.held, 1), 10**-MINUTES_DIGITS)
    figure, _ = unpacked(gate.average(f"sources.{source}.present", column(fed.present), minutes))
    return figure


# --------------------------------------------------------------- what people had


def _asked(
    found: Material, spec: ScaleSpec, every: tuple[Held, ...], gate: Gate
) -> tuple[GroupFigure | None, Shift | None]:
    """Return the mean where it was first asked, and the change to where it was last asked."""
    asked = [one for one in every if _asks(found.content, one, spec.id)]
    if not asked:
        return None, None
    occasions = [(one.activity.wave or one.id, one.frame(*spec.items)) for one in asked]
    (earliest, first), (latest, last) = occasions[0], occasions[-1]
    figure, items, moved = f"sources.{spec.id}", spec.items, None
    if len(asked) > 1:
        pairs = paired_scale_scores(first, last, **declared(spec))
        both = (earliest, pairs.pre), (latest, pairs.post)
        moved = shift(gate, figure, *both, lattice(spec), items=items)
        if moved.change is not None:
            # Of the same people: the mean of all who were there first would tell of the rest.
            return unpacked(sides(moved.change)[0])[0], moved
    scores = scale_scores(first, **declared(spec)).scores
    mean, _ = unpacked(gate.average(f"{figure}.{earliest}", scores, lattice(spec), items=items))
    return mean, moved


def _helped(
    found: Material, source: Source, every: tuple[Held, ...], gate: Gate
) -> GroupFigure | None:
    """Return the mean of what people said helped; who never met it left its line empty."""
    item = HELPED[source]
    asked = [(one, scale) for one in every if (scale := _scale_with(found.content, one, item))]
    if not asked:
        return None
    last, scale = asked[-1]
    points = Lattice(scale.response.low, scale.response.high, scale.response.step)
    values = last.frame(item)[item]
    helped, _ = unpacked(gate.average(f"sources.{source}.helped", values, points))
    return helped


def _asks(content: Curriculum, one: Held, scale_id: str) -> bool:
    return any(scale.id == scale_id for scale in needs.scales(one.activity, content))


def _scale_with(content: Curriculum, one: Held, item_id: str) -> Scale | None:
    """Return the scale that asks an item in an activity; None where it is not asked."""
    for scale in needs.scales(one.activity, content):
        if any(item.id == item_id for item in scale.items):
            return scale
    return None


def _spec_of(content: Curriculum, scale_id: str) -> ScaleSpec | None:
    for instrument in content.instruments.values():
        for scale in instrument.scales:
            if scale.id == scale_id:
                return scale_spec(scale, instrument.id, instrument.version)
    return None
