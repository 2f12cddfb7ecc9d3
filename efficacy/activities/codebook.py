"""The codebook: one row for each thing that an activity stores.

Whoever reads the answers later needs to know what was asked, what could be
answered, and what a missing value means.
"""

from __future__ import annotations

from collections.abc import Iterable

from efficacy.activities.fields import Choice, Choices, Field, Number, Rating, Text
from efficacy.language import Speech

Row = dict[str, object]


def rows(fields: Iterable[Field], say: Speech) -> tuple[Row, ...]:
    """Return the rows of fields, in their order."""
    return tuple(row(field, say) for field in fields)


def row(field: Field, say: Speech) -> Row:
    """Return the row of one field; missing means nothing was given, or it was cleared."""
    found: Row = {
        "item_id": field.id,
        "text": field.label,
        "type": "text",
        "range": "",
        "missing": say("empty: nothing was given, or it was cleared"),
    }
    if field.group_stem:
        found["stem"] = field.group_stem
    if isinstance(field, Rating):
        words = say("{low} to {high} in steps of {step}")
        span = words.format(low=field.low, high=field.high, step=field.step)
        anchors = "; ".join(f"{point} = {named}" for point, named in sorted(field.anchors.items()))
        found |= {"type": "rating", "range": span, "anchors": anchors}
    elif isinstance(field, Choices):
        found |= {"type": "choices", "range": _options(field)}
    elif isinstance(field, Choice):
        found |= {"type": "choice", "range": _options(field)}
    elif isinstance(field, Number):
        span = say("{low:g} to {high:g}").format(low=field.low, high=field.high)
        found |= {"type": "number", "range": span}
    elif isinstance(field, Text):
        found |= {"range": say("up to {most} characters").format(most=field.max_length)}
    return found


def _options(field: Choice | Choices) -> str:
    return "; ".join(f"{one.id} = {one.label}" for one in field.options)
