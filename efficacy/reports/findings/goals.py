"""What came of goals, as counts over the room; whose goal it was, and what it was, stays out."""

from __future__ import annotations

from efficacy.activities.goal_form import CAME_OF, DONE_IT, NOT_YET, PARTLY
from efficacy.measurement.gate import Gate
from efficacy.measurement.privacy import Suppressed
from efficacy.reports.findings.deeds import held
from efficacy.reports.material import Material
from efficacy.reports.results import GoalResult

ANSWERS = (DONE_IT, PARTLY, NOT_YET)


def goal_result(found: Material, gate: Gate) -> GoalResult | None:
    """Return what people said came of the last goal that they looked back on.

    One answer a person, so that nobody counts more for having had more goals.
    None where nobody has looked back on one.
    """
    last: dict[int, str] = {}
    for one in held(found, "goal"):
        for person, given in one.newest().items():
            for said in given:
                if said.item_id == CAME_OF and said.value in ANSWERS:
                    last[person] = str(said.value)
    if not last:
        return None
    counts = gate.counts("goals.came-of", last, ANSWERS)
    if isinstance(counts, Suppressed):
        return GoalResult(n=0, counts=None, withheld=counts.reason)
    return GoalResult(n=sum(counts.values()), counts=counts)
