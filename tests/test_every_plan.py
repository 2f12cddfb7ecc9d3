"""Every plan that ships, held by simulated people from its first session to its last."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import func, select

from efficacy.content.forms import CORE, FULL, has_longer
from efficacy.content.library import Library
from efficacy.home import home
from efficacy.services import access, exports, present
from efficacy.services.workshop import Workshop
from efficacy.simulate import simulate
from efficacy.store.engine import open_store
from efficacy.store.tables import activity_run, response, session
from tests.cast import Clock, Ear

OPERATOR = access.Operator()
PEOPLE = 3  # enough for pairs, a story of chance and a figure that is withheld

_LIBRARY = Library(home() / "curriculum")
PLANS = [
    # The longer form once is enough: it adds items and no sort of step.
    pytest.param(plan.id, FULL if has_longer(plan) and "6x90" in plan.id else CORE, id=plan.id)
    for plan in _LIBRARY.plans()
]


@pytest.mark.parametrize(("plan_id", "form"), PLANS)
def test_a_plan_is_held_from_its_first_session_to_its_last(
    plan_id: str, form: str, tmp_path: Path
) -> None:
    workshop = Workshop(
        store=open_store(f"sqlite:///{tmp_path / 'plan.db'}"),
        library=_LIBRARY,
        announcer=Ear(),
        now_ms=Clock(),  # type: ignore[arg-type]
    )
    try:
        simulate(workshop, plan_id=plan_id, participants=PEOPLE, seed=7, form=form)
        plan = _LIBRARY.bundle(plan_id, form=form).plans[plan_id]
        (card,) = present.cohort_cards(workshop, OPERATOR)
        with workshop.store.read() as tx:
            ended = tx.scalars(select(session.c.ended_ms)).all()
            runs = tx.execute(select(activity_run.c.activity_id)).all()
            waves = set(tx.scalars(select(response.c.wave).where(response.c.wave != "").distinct()))
            given = tx.scalar(select(func.count()).select_from(response))
        assert len(ended) == len(plan.sessions)
        assert None not in ended
        planned = [step.id for one in plan.sessions for step in one.activities]
        assert sorted(run.activity_id for run in runs) == sorted(planned)
        assert waves == {wave.id for wave in plan.waves}
        assert given > PEOPLE * len(planned)
        # Somebody at the end can write a report of it.
        _, book = exports.workbook(workshop, OPERATOR, card.id, kind="working")
        sheets = pd.read_excel(io.BytesIO(book), sheet_name=None)
        assert len(sheets["Participants"]) >= 1
    finally:
        workshop.store.close()
