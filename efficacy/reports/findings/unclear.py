"""Items that people marked as not understood."""

from __future__ import annotations

from efficacy.content.marks import mark_of
from efficacy.measurement.gate import Gate
from efficacy.measurement.privacy import Suppressed
from efficacy.reports.material import Material
from efficacy.reports.results import Unclear

MARKED, CLEAR = "marked", "clear"


def unclear_items(found: Material, gate: Gate) -> tuple[Unclear, ...]:
    """Return the items with marks, most marked first.

    One figure an item for all waves together: the waves apart would tell by
    subtraction what few people did.
    """
    people: dict[str, set[int]] = {}
    for row in found.answers:
        if row.number is not None:
            people.setdefault(row.item_id, set()).add(row.record_number)
    listed = []
    for scale in found.scales:
        for item, text in scale.texts.items():
            marked = people.get(mark_of(item), set())
            asked = people.get(item, set()) | marked
            if not marked or len(asked) < gate.threshold:
                continue
            chosen = {person: MARKED if person in marked else CLEAR for person in sorted(asked)}
            counts = gate.counts(f"unclear.{item}", chosen, (MARKED, CLEAR))
            if not isinstance(counts, Suppressed):
                listed.append(
                    Unclear(scale=scale.title, text=text, marked=counts[MARKED], n=len(asked))
                )
    return tuple(sorted(listed, key=lambda one: -one.marked / one.n))
