"""Six evenings of ``taster-90`` with twenty-four simulated people each, from lobby to workbook."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import select

from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services import access, exports, present, report
from efficacy.services.workshop import Workshop
from efficacy.simulate import simulate
from efficacy.store.engine import open_store
from efficacy.store.tables import activity_run, completion, note, partner, response, session
from tests.cast import Clock, Ear

OPERATOR = access.Operator()
PEOPLE, PLAN = 24, "taster-90"
STEPS = 11


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(home() / "curriculum")


def evening(
    folder: Path, library: Library, seed: int, *, people: int = PEOPLE
) -> tuple[Workshop, str]:
    """Hold an evening; return its workshop and the cohort's id."""
    workshop = Workshop(
        store=open_store(f"sqlite:///{folder / 'evening.db'}"),
        library=library,
        announcer=Ear(),
        now_ms=Clock(),  # type: ignore[arg-type]
    )
    simulate(workshop, plan_id=PLAN, participants=people, seed=seed)
    (card,) = present.cohort_cards(workshop, OPERATOR)
    return workshop, card.id


@pytest.mark.parametrize("seed", range(1, 7))
def test_an_evening_goes_through_and_ends_with_a_workbook(
    tmp_path: Path, library: Library, seed: int
) -> None:
    workshop, cohort_id = evening(tmp_path, library, seed)
    try:
        with workshop.store.read() as tx:
            runs = tx.execute(select(activity_run)).all()
            how = Counter(tx.scalars(select(completion.c.how)))
            results = tx.scalars(select(response.c.text).where(response.c.item_id == "result"))
            presses = Counter(text.removesuffix(".last") for text in results)
            handed = tx.execute(select(note).where(note.c.to_id.is_not(None))).all()
            grouped = tx.scalars(select(partner.c.participant_id)).all()
            ended = tx.scalars(select(session.c.ended_ms)).one()
        assert ended is not None
        assert len(runs) == STEPS
        # What takes answers is closed in the end; nothing is given in the other two.
        assert {run.activity_id for run in runs if run.closed_ms is None} == {"welcome", "partners"}
        # People finish or pass; both are there, and a pass is the rarer.
        assert how["done"] > how["passed"] > 0
        # On the ladder there are hits, misses, skips and hints.
        assert min(presses[one] for one in ("right", "wrong", "skip", "hint")) > 0
        assert len(grouped) == len(set(grouped)) >= PEOPLE - 4
        # Nobody is handed two sentences by one person, and nobody writes to themselves.
        assert len({one.participant_id for one in handed}) == len(handed) >= PEOPLE // 2
        assert all(one.participant_id != one.to_id for one in handed)
        found = report.results(workshop, OPERATOR, cohort_id)
        assert found.flow.paired >= PEOPLE // 2
        _, content = exports.workbook(workshop, OPERATOR, cohort_id, kind="working")
    finally:
        workshop.store.close()
    book = pd.read_excel(io.BytesIO(content), sheet_name=None)
    assert {"pre", "post"} <= set(book["Responses"]["wave"].dropna())


def test_the_same_seed_gives_the_same_evening(tmp_path: Path, library: Library) -> None:
    found = []
    for number in range(2):
        (folder := tmp_path / str(number)).mkdir()
        workshop, _ = evening(folder, library, 7, people=8)
        with workshop.store.read() as tx:
            rows = tx.execute(
                select(
                    activity_run.c.activity_id,
                    response.c.item_id,
                    response.c.attempt,
                    response.c.option_id,
                    response.c.number,
                    response.c.text,
                ).join(activity_run, activity_run.c.id == response.c.run_id)
            ).all()
        workshop.store.close()
        found.append(Counter(map(tuple, rows)))
    assert found[0] == found[1]
