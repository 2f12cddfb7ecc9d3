"""The codebook rows of items and of the marks on them, with all that their scale declares."""

from __future__ import annotations

from efficacy.content.marks import mark_of
from efficacy.content.models import Instrument, Item, Scale
from efficacy.language import Speech

# The type of a row that describes a mark.
MARK = "mark"


def unclear_words(say: Speech) -> str:
    """Return what the mark on an item says."""
    return say("I did not understand this")


def mark_row(instrument: Instrument, scale: Scale, item: Item, say: Speech) -> dict[str, object]:
    """Return the codebook row of the mark on an item."""
    return {
        "item_id": mark_of(item.id),
        "text": f"{unclear_words(say)}: {item.text}",
        "type": MARK,
        "instrument_id": instrument.id,
        "instrument": instrument.title,
        "version": instrument.version,
        "scale": scale.title,
        "range": say("1 = marked"),
        "missing": say("empty: not marked, or the mark was taken off; it is no answer"),
    }


def codebook_row(
    instrument: Instrument, scale: Scale, item: Item, say: Speech
) -> dict[str, object]:
    """Return the codebook row of an item, with all that its scale declares."""
    answers = scale.response
    anchors = sorted((int(point), words) for point, words in answers.anchors.items())
    return {
        "item_id": item.id,
        "text": item.text,
        "type": "rating",
        "instrument_id": instrument.id,
        "instrument": instrument.title,
        "version": instrument.version,
        "scale_id": scale.id,
        "scale": scale.title,
        "stem": scale.stem,
        "concept": scale.concept,
        "low": answers.low,
        "high": answers.high,
        "step": answers.step,
        "range": say("{low} to {high} in steps of {step}").format(
            low=answers.low, high=answers.high, step=answers.step
        ),
        "anchors": "; ".join(f"{point} = {words}" for point, words in anchors),
        "reverse_keyed": item.reverse_keyed,
        "difficulty": item.difficulty,
        "trained": item.trained,
        "minimum_share": scale.minimum_share,
        "missing": say("empty: not answered, or the answer was cleared"),
        "author": instrument.provenance.author,
        "source": instrument.provenance.derived_from,
        "licence": instrument.provenance.licence,
        "status": instrument.provenance.status,
    }
