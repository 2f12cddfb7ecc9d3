"""Rules for peer models: an honest label, two lengths, a distance that can be covered."""

from __future__ import annotations

from efficacy.content.findings import Collector
from efficacy.content.material_rules import check_ids
from efficacy.content.peer_models import PeerModel
from efficacy.content.readability import words

# Words that a story has in its two lengths.
SHORT, LONG = (90, 170), (220, 380)


def check_peer_model(model: PeerModel, found: Collector) -> None:
    """Note what is wrong inside one peer model."""
    _check_label(model, found)
    _check_road(model, found)
    for name, text, (least, most) in (("short", model.short, SHORT), ("long", model.long, LONG)):
        length = len(words(text))
        if not least <= length <= most:
            found.warn(
                f"{model.id} → {name}",
                expected=f"{least} to {most} words",
                found=f"{length} words",
                hint="The two lengths give people a choice of how much to read.",
            )
    shared = model.attributes
    check_ids(
        (trait.id for trait in shared.situation),
        where=f"{model.id} → attributes → situation",
        what="trait",
        found=found,
    )
    if shared.level < shared.start:
        found.warn(
            f"{model.id} → attributes → level",
            expected=f"{shared.start} or more, as at the start",
            found=str(shared.level),
            hint="Somebody who became less sure is no help to people who look for a way.",
        )


def _check_label(model: PeerModel, found: Collector) -> None:
    """A label without its detail is only a word."""
    label = model.label
    needed = {"composite": "interviews", "real": "consent_until"}.get(label.kind)
    for detail in ("interviews", "consent_until"):
        is_there = getattr(label, detail) is not None
        if is_there != (detail == needed):
            found.error(
                f"{model.id} → label → {detail}",
                expected=f"a value with “{label.kind}”" if not is_there else "nothing",
                found="nothing" if not is_there else f"a value with “{label.kind}”",
                hint="A composite names its interviews; a real person, until when consent is held.",
            )


def _check_road(model: PeerModel, found: Collector) -> None:
    """A library in which everybody arrives tells people what is not so: roads are counted."""
    if model.road is None:
        found.error(
            f"{model.id} → road",
            expected="reached, partial or changed",
            found="nothing",
            hint="Say whether they got what they set out for, a part of it, or something else.",
        )
