"""Instruments that a counselor bought: typed into files of their own, never into ours.

What is typed in becomes an ordinary ``Instrument``, so that surveys, scores and
exports need to know nothing of it. What a cohort pins is that instrument without
its words (``wordless``). They are put back for the screen and the paper only, from
the counselor's own folder (``content.shelf``).
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from efficacy.content.base import LanguageTag, Provenance, Strict, Words
from efficacy.content.models import Bought, Instrument, Scale

KIND = "licensed-instrument"
LONGEST_ID = 40  # “.q200” is put behind it


class Licence(Strict):
    """Who owns the instrument, the order by which it was bought, and how many copies."""

    holder: Words
    order: Words
    copies_bought: Annotated[int, Field(ge=1, le=1_000_000)]


class Reliability(Strict):
    """A published coefficient, and who published it."""

    alpha: Annotated[float, Field(ge=0, le=1)]
    source: Words


class Norm(Strict):
    """A published mean and standard deviation, and who published them."""

    mean: float
    sd: Annotated[float, Field(gt=0)]
    source: Words


class LicensedScale(Scale):
    """A scale as in every instrument, with what was published of it."""

    reliability: Reliability | None = None
    norm: Norm | None = None


class LicensedInstrument(Strict):
    """What a counselor types in: the instrument, and the licence by which they may use it.

    Items have the ids q1, q2, … in the order of the instrument. ``typed`` is
    the day on which it was typed in.
    """

    kind: Literal["licensed-instrument"]
    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=LONGEST_ID)]
    language: LanguageTag
    version: Words
    title: Words
    licence: Licence
    typed: date
    scales: tuple[LicensedScale, ...]


def as_instrument(typed: LicensedInstrument) -> Instrument:
    """Return what was typed in as the instrument that the program uses, with its words."""
    scales = tuple(_scale(typed.id, scale) for scale in typed.scales)
    return Instrument(
        kind="instrument",
        id=typed.id,
        language=typed.language,
        version=typed.version,
        title=typed.title,
        provenance=Provenance(
            author=typed.licence.holder,
            written=typed.typed,
            derived_from=_published(typed),
            licence=f"Used under a licence of {typed.licence.holder}; its words are in no export.",
            status="published, used under a licence",
        ),
        scales=scales,
        bought=Bought(holder=typed.licence.holder, fingerprint=_fingerprint(scales)),
    )


def _scale(instrument_id: str, scale: LicensedScale) -> Scale:
    # Ids of items are unique among all instruments, and q1 is everybody's.
    items = tuple(
        item.model_copy(update={"id": f"{instrument_id}.{item.id}"}) for item in scale.items
    )
    kept = {name: getattr(scale, name) for name in Scale.model_fields}
    return Scale(**{**kept, "items": items})


def _published(typed: LicensedInstrument) -> str:
    lines = [f"A published instrument of {typed.licence.holder}."]
    for scale in typed.scales:
        if scale.reliability is not None:
            known = scale.reliability
            lines.append(f"{scale.title}: alpha {known.alpha:g} ({known.source}).")
        if scale.norm is not None:
            lines.append(
                f"{scale.title}: mean {scale.norm.mean:g}, SD {scale.norm.sd:g} "
                f"({scale.norm.source})."
            )
    return " ".join(lines)


def _fingerprint(scales: tuple[Scale, ...]) -> str:
    data: list[Any] = [scale.model_dump(mode="json") for scale in scales]
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


# ------------------------------------------------------- with and without words


def wordless(instrument: Instrument) -> Instrument:
    """Return a bought instrument as it may be stored: ids, keying, ranges, no words of it.

    Items are called q1, q2, …, and the stem is the title of the scale.
    """
    if instrument.bought is None:
        return instrument
    return instrument.model_copy(
        update={"scales": tuple(_wordless_scale(scale) for scale in instrument.scales)}
    )


def _wordless_scale(scale: Scale) -> Scale:
    items = tuple(
        item.model_copy(update={"text": item.id.rpartition(".")[2]}) for item in scale.items
    )
    answers = scale.response.model_copy(update={"anchors": {}})
    return scale.model_copy(update={"stem": scale.title, "response": answers, "items": items})


def unasked(pinned: Instrument) -> Instrument:
    """Return an instrument that asks nothing, for a screen that lacks its words."""
    scales = tuple(scale.model_copy(update={"items": ()}) for scale in pinned.scales)
    return pinned.model_copy(update={"scales": scales})
