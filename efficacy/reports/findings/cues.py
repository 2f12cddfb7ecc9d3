"""Signs of nerves: how strong they are and what they tell, before and after new words for them.

People rated these with the promise that only they see it. So there are figures
of the group alone, held to the rules for what leaves the room, in every kind of
cohort and for whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from efficacy.activities import relabel_fields as fields
from efficacy.activities.relabel import RelabelParams
from efficacy.content.cues import Question
from efficacy.measurement.gate import Gate, Lattice
from efficacy.reports.findings.deeds import Held, held, shift
from efficacy.reports.material import Material
from efficacy.reports.results import CueResult, ItemResult, ScaleResult

# The instrument that asks at waves what a sign of the body means.
MEANING_SCALE = "arousal-meaning"
POINTS = Lattice(fields.LOW, fields.HIGH, 1)


def cue_results(
    found: Material, gate: Gate, scales: Sequence[ScaleResult]
) -> tuple[CueResult, ...]:
    """Return the ratings beside the relabelling, then those of the instrument at two waves.

    Beside the relabelling both questions are asked once for all of a person's
    signs, so there is no figure for each card: it would be of the few who chose it.
    """
    quiet = gate.strict()
    return (
        *(result for one in held(found, "relabel") for result in _rated(found, one, quiet)),
        *(
            _at_waves(item, scale)
            for scale in scales
            if scale.scale_id == MEANING_SCALE
            for item in scale.item_results
        ),
    )


def _rated(found: Material, one: Held, gate: Gate) -> tuple[CueResult, ...]:
    params = RelabelParams.model_validate(dict(one.activity.params))
    if not params.rates:
        return ()
    cues = found.content.cues[params.cue_set]
    return (
        _question(one, fields.STRENGTH, cues.strength, gate),
        _question(one, fields.MEANING, cues.meaning, gate),
    )


def _question(one: Held, asked: str, words: Question, gate: Gate) -> CueResult:
    before, after = (fields.rating_id(asked, when) for when in (fields.BEFORE, fields.AFTER))
    rated, cue_id = one.frame(before, after), f"{one.id}.{asked}"
    moved = shift(gate, f"cues.{one.id}", (before, rated[before]), (after, rated[after]), POINTS)
    change = moved.change
    return CueResult(
        cue_id=cue_id,
        title=words.text,
        low=fields.LOW,
        high=fields.HIGH,
        n=moved.n,
        before=None if change is None else change.mean_pre,
        after=None if change is None else change.mean_post,
        withheld=moved.withheld,
        change=change,
        low_words=words.low,
        high_words=words.high,
        session_title=one.session_title,
    )


def _at_waves(item: ItemResult, scale: ScaleResult) -> CueResult:
    """Return a sign of the body as the survey asks for it; an item like any other."""
    return CueResult(
        cue_id=item.item_id,
        title=item.text,
        low=scale.low,
        high=scale.high,
        n=0 if item.withheld else item.n,
        before=item.mean_pre,
        after=item.mean_post,
        withheld=item.withheld,
    )
