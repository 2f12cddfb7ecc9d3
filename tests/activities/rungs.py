"""Two small ladders for tests: one of sums that are quickly told apart, one in real life."""

from __future__ import annotations

from datetime import date

from efficacy.content.base import Provenance
from efficacy.content.ladders import Ladder, Range, Rung, Slip, Step, Task

PROVENANCE = Provenance(
    author="The test house", written=date(2026, 11, 1), derived_from="nothing", licence="CC0"
)
STEM = "How sure are you that you can …"


def task(task_id: str, times: int) -> Task:
    """Return a task of two steps: so many times a number, and 7 more."""
    return Task(
        id=task_id,
        draw={"n": Range(**{"from": 20, "to": 400}), "thing": ("pens", "cups")},
        where=("n % 10 != 0",),
        ask="Take {n} {thing} " + f"{times + 1} times, and one week more. How many are there?",
        answer=f"n * {times + 1} + 7",
        unit="pieces",
        hint="A week has some days.",
        steps=(
            Step(id="many", name="Take it often", text="That is {many}.", value=f"n * {times + 1}"),
            Step(id="sum", name="Put on a week", text="With 7 it is {sum}.", value="many + 7"),
        ),
        slips=(
            Slip(id="no-week", value="many", step="sum", text="Look at the step “Put on a week”."),
            Slip(id="once", value="n + 7", step="many", text="Look at the step “Take it often”."),
        ),
    )


def rung(level: int) -> Rung:
    """Return a rung with two tasks."""
    return Rung(
        level=level,
        id=f"rung-{level}",
        title=f"Kind {level}",
        can=f"do kind {level}",
        did=f"did kind {level}",
        seconds=20 * level,
        tasks=(task(f"first-{level}", level), task(f"second-{level}", level + 4)),
    )


LADDER = Ladder(
    kind="ladder",
    id="small-steps",
    language="en",
    version="1",
    title="Small steps",
    sort="math",
    provenance=PROVENANCE,
    stem=STEM,
    can="do small steps",
    extras=("Make a task for someone else.",),
    rungs=tuple(rung(level) for level in range(1, 5)),
)
CAREER = Ladder(
    kind="ladder",
    id="real-life",
    language="en",
    version="1",
    title="Real life",
    sort="career",
    provenance=PROVENANCE,
    stem=STEM,
    can="talk to someone",
    extras=("Write a question.",),
    rungs=tuple(
        Rung(
            level=level,
            id=f"step-{level}",
            title=f"Step {level}",
            can=f"take step {level}",
            did=f"took step {level}",
            do=f"Do the thing {level}.",
        )
        for level in range(1, 4)
    ),
)
LADDERS = {LADDER.id: LADDER, CAREER.id: CAREER}
