"""The synthetic cohort: it answers as people do, through the doors that people use."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from sqlalchemy import select

from efficacy.content.models import Curriculum, PlannedSession
from efficacy.errors import InvalidValue, NotFound
from efficacy.services import access, participate, present, report
from efficacy.services.workshop import Workshop
from efficacy.simulate import MOST, WEEK_MS, Clock, simulate
from efficacy.store.engine import open_store
from efficacy.store.tables import (
    activity_run,
    call_name,
    cohort,
    completion,
    participant,
    response,
    session,
)
from tests import every_kind
from tests.activities import house
from tests.cast import START_MS, Ear, facilitator
from tests.cast import Clock as StillClock

OPERATOR = access.Operator()


class Shelf(every_kind.Shelf):
    """A library that holds one curriculum, made by a test, and knows what it does not hold."""

    def bundle(self, plan_id: str, *args: Any, **asked: Any) -> Curriculum:
        if plan_id not in self.content.plans:
            raise NotFound("There is no plan called “{found}”.", found=plan_id)
        return super().bundle(plan_id, *args, **asked)


def workshop_in(folder: Path, content: Curriculum) -> Workshop:
    store = open_store(f"sqlite:///{folder / 'simulated.db'}")
    return Workshop(
        store=store,
        library=Shelf(content),
        announcer=Ear(),
        now_ms=StillClock(),  # type: ignore[arg-type]
    )


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Workshop, str]]:
    """Return a workshop in which 24 people have held the usual session."""
    workshop = workshop_in(tmp_path_factory.mktemp("played"), house.curriculum())
    yield workshop, simulate(workshop, plan_id="small", participants=24, seed=7)
    workshop.store.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Workshop]:
    """Return a workshop without any cohort."""
    workshop = workshop_in(tmp_path, house.curriculum())
    yield workshop
    workshop.store.close()


def rows(workshop: Workshop, query):
    with workshop.store.read() as tx:
        return tx.execute(query).all()


def runs(workshop: Workshop) -> dict[str, object]:
    return {row.activity_id: row for row in rows(workshop, select(activity_run))}


def given_by_name(workshop: Workshop, code: str) -> dict[tuple[str, str, str], object]:
    """Return every stored value by call name, activity and item."""
    query = (
        select(
            call_name.c.call_name,
            activity_run.c.activity_id,
            response.c.item_id,
            response.c.number,
            response.c.text,
        )
        .join(response, response.c.participant_id == call_name.c.participant_id)
        .join(activity_run, activity_run.c.id == response.c.run_id)
        .join(cohort, cohort.c.id == call_name.c.cohort_id)
        .where(cohort.c.code == code)
    )
    return {
        (row.call_name, row.activity_id, row.item_id): row.number if row.text is None else row.text
        for row in rows(workshop, query)
    }


# -------------------------------------------------------------- what is played


def test_the_cohort_is_marked_synthetic_and_its_code_is_returned(played) -> None:
    workshop, code = played
    (row,) = rows(workshop, select(cohort))
    assert (row.code, row.is_synthetic, row.mode) == (code, True, "confidential")
    assert row.mode_fixed_ms is not None


def test_every_step_of_the_session_was_held_once_and_the_session_ended(played) -> None:
    workshop, _ = played
    held = rows(workshop, select(activity_run).order_by(activity_run.c.position))
    assert [row.activity_id for row in held] == [step.id for step in house.STEPS]
    assert {row.number for row in held} == {1}
    (live,) = rows(workshop, select(session))
    assert live.ended_ms is not None


def test_stages_are_what_the_one_key_leads_to(played) -> None:
    stages = {name: row.stage for name, row in runs(played[0]).items()}
    assert stages == {
        "hello": "open",
        "practice": "closed",
        "before": "closed",
        "sources": "open",
        "hunt": "closed",
        "after": "revealed",
        "bye": "closed",
    }


def test_all_24_people_joined_and_two_of_them_late(played) -> None:
    people = rows(played[0], select(participant))
    assert len(people) == 24
    assert sum(person.joined_position is not None for person in people) == 2


def test_who_declines_the_survey_takes_part_in_everything_else_unnoticed(played) -> None:
    workshop, _ = played
    declined = {row.id for row in rows(workshop, select(participant)) if not row.takes_survey}
    assert len(declined) == 2
    of_declined = {
        row.run_id for row in rows(workshop, select(response)) if row.participant_id in declined
    }
    measured = {runs(workshop)[name].id for name in ("before", "after")}
    assert of_declined
    assert not of_declined & measured
    finished = {
        row.run_id for row in rows(workshop, select(completion)) if row.participant_id in declined
    }
    assert finished & measured


def test_the_wave_is_stored_with_each_answer_and_practice_has_none(played) -> None:
    workshop, _ = played
    waves = {
        name: {
            row.wave for row in rows(workshop, select(response).where(response.c.run_id == run.id))
        }
        for name, run in runs(workshop).items()
    }
    assert waves["practice"] == {""}
    assert waves["before"] == {"pre"}
    assert waves["after"] == {"post"}
    assert waves["hello"] == waves["sources"] == set()


def test_the_one_who_leaves_early_has_a_before_and_no_after(played) -> None:
    workshop, _ = played

    def people_in(name: str) -> set[str]:
        run_id = runs(workshop)[name].id
        query = select(response.c.participant_id).where(response.c.run_id == run_id)
        return {row.participant_id for row in rows(workshop, query)}

    before, after = people_in("before"), people_in("after")
    assert before - after
    assert len(before & after) >= 15


def test_answers_without_network_arrive_late_and_are_marked(played) -> None:
    workshop, _ = played
    late = rows(workshop, select(response).where(response.c.is_late))
    assert late
    assert len({row.participant_id for row in late}) == 1
    by_id = {row.id: row for row in runs(workshop).values()}
    for row in late:
        assert row.given_ms <= by_id[row.run_id].closed_ms < row.taken_ms


def test_late_answers_are_not_in_the_frozen_picture(played) -> None:
    workshop, _ = played
    for run in runs(workshop).values():
        answers = rows(workshop, select(response).where(response.c.run_id == run.id))
        in_time = {row.participant_id for row in answers if not row.is_late}
        assert run.frozen is None or json.loads(run.frozen)["n"] == len(in_time)


def test_some_pass_and_most_say_that_they_are_done(played) -> None:
    how = [row.how for row in rows(played[0], select(completion))]
    assert 0 < how.count("passed") < 15
    assert how.count("done") > 60


def test_time_moves_forward_and_ends_before_now(played) -> None:
    workshop, _ = played
    held = sorted(runs(workshop).values(), key=lambda row: row.position)
    opened = [row.opened_ms for row in held]
    assert opened == sorted(set(opened))
    (live,) = rows(workshop, select(session))
    assert live.opened_ms < opened[0]
    assert live.ended_ms < START_MS
    # 45 planned minutes, and nobody plays them with a stopwatch.
    assert 20 * 60_000 < live.ended_ms - live.opened_ms < 75 * 60_000


def test_people_answer_beside_each_other_and_not_one_after_the_other(played) -> None:
    workshop, _ = played
    answers = rows(
        workshop,
        select(response)
        .where(response.c.run_id == runs(workshop)["before"].id)
        .order_by(response.c.taken_ms),
    )
    first_half = {row.participant_id for row in answers[: len(answers) // 2]}
    assert len(first_half) > 15


def test_nobody_is_told_about_people_who_are_not_there(played) -> None:
    assert played[0].announcer.heard == []


# -------------------------------------------------------------- what comes out


def test_the_results_page_can_be_drawn_from_it(played) -> None:
    workshop, code = played
    cohort_id = report.cohort_with_code(workshop, OPERATOR, code)
    results = report.results(workshop, OPERATOR, cohort_id)
    assert results.is_synthetic
    assert results.flow.enrolled == 24
    assert results.flow.consented == 22
    assert results.flow.paired >= 10
    shifts = [scale.shift for scale in results.scales]
    assert all(shift.withheld is None for shift in shifts if shift.n >= 10)


# -------------------------------------------------------------------- same seed


def test_the_same_seed_gives_the_same_answers_and_another_seed_others(empty: Workshop) -> None:
    first = simulate(empty, plan_id="small", participants=8, seed=1)
    second = simulate(empty, plan_id="small", participants=8, seed=1)
    third = simulate(empty, plan_id="small", participants=8, seed=2)
    assert len({first, second, third}) == 3
    assert given_by_name(empty, first) == given_by_name(empty, second)
    assert given_by_name(empty, first) != given_by_name(empty, third)


def test_codes_and_cookies_do_not_follow_from_the_seed(empty: Workshop) -> None:
    first = simulate(empty, plan_id="small", participants=2, seed=1)
    second = simulate(empty, plan_id="small", participants=2, seed=1)
    assert first != second
    ids = [row.id for row in rows(empty, select(participant))]
    assert len(set(ids)) == 4


# --------------------------------------------------------------------- choices


def test_the_mode_is_as_asked(empty: Workshop) -> None:
    simulate(empty, plan_id="small", participants=2, seed=1, mode="group-only")
    (row,) = rows(empty, select(cohort))
    assert row.mode == "group-only"


def test_a_facilitator_owns_the_cohort_they_simulate(empty: Workshop) -> None:
    rosa = facilitator(empty)
    code = simulate(empty, plan_id="small", participants=2, seed=1, who=rosa, name="Try-out")
    (card,) = present.cohort_cards(empty, rosa)
    assert (card.code, card.name, card.role) == (code, "Try-out", "owner")


def test_progress_is_told_step_by_step(empty: Workshop) -> None:
    told: list[tuple[int, int]] = []
    simulate(
        empty,
        plan_id="small",
        participants=2,
        seed=1,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(n, 7) for n in range(1, 8)]


def test_one_person_alone_can_be_simulated(empty: Workshop) -> None:
    simulate(empty, plan_id="small", participants=1, seed=1)
    assert len(rows(empty, select(participant))) == 1


def several() -> Curriculum:
    """Return a plan of three sessions."""
    return house.curriculum(
        the_plan=house.plan(
            *(
                PlannedSession(
                    id=f"s{n}",
                    title=f"Session {n}",
                    aim="To try it.",
                    minutes=30,
                    activities=(
                        house.activity(f"talk-{n}", "talk"),
                        house.activity(f"rate-{n}", "survey", wave="pre" if n == 1 else "post"),
                    ),
                )
                for n in (1, 2, 3)
            )
        )
    )


@pytest.fixture
def longer(tmp_path: Path) -> Iterator[Workshop]:
    """Return a workshop with a plan of three sessions."""
    workshop = workshop_in(tmp_path, several())
    yield workshop
    workshop.store.close()


def test_sessions_are_a_week_apart_and_some_people_miss_one(longer: Workshop) -> None:
    simulate(longer, plan_id="small", participants=30, seed=5)
    held = sorted(rows(longer, select(session)), key=lambda row: row.opened_ms)
    assert [row.planned_id for row in held] == ["s1", "s2", "s3"]
    assert held[1].opened_ms - held[0].opened_ms == WEEK_MS
    assert held[2].ended_ms < START_MS
    people = {
        name: {
            row.participant_id
            for row in rows(longer, select(response).where(response.c.run_id == run.id))
        }
        for name, run in runs(longer).items()
    }
    # Nobody joins after the first session; of 30 people 8 in 100 miss each later one.
    assert len(people["rate-2"] - people["rate-1"]) <= 3
    assert people["rate-2"] != people["rate-3"]


def test_the_first_sessions_of_a_plan_can_be_held_alone(longer: Workshop) -> None:
    simulate(longer, plan_id="small", participants=3, seed=5, sessions=1)
    assert [row.planned_id for row in rows(longer, select(session))] == ["s1"]


# ------------------------------------------------------------------- bad input


@pytest.mark.parametrize("participants", [0, -1, MOST + 1])
def test_too_few_or_too_many_people_are_a_sentence(empty: Workshop, participants: int) -> None:
    with pytest.raises(InvalidValue, match="1 to 300 participants"):
        simulate(empty, plan_id="small", participants=participants, seed=1)
    assert rows(empty, select(cohort)) == []


@pytest.mark.parametrize("sessions", [0, 2])
def test_more_sessions_than_the_plan_has_are_a_sentence(empty: Workshop, sessions: int) -> None:
    with pytest.raises(InvalidValue, match="has 1 session"):
        simulate(empty, plan_id="small", participants=2, seed=1, sessions=sessions)


def test_a_plan_that_does_not_exist_is_a_sentence(empty: Workshop) -> None:
    with pytest.raises(NotFound, match="no plan called"):
        simulate(empty, plan_id="large", participants=2, seed=1)


def test_a_mode_that_does_not_exist_is_a_sentence(empty: Workshop) -> None:
    with pytest.raises(InvalidValue, match="group-only"):
        simulate(empty, plan_id="small", participants=2, seed=1, mode="open")


# --------------------------------------------------------------- and the rest


def test_the_clock_never_goes_back() -> None:
    clock = Clock(1000)
    clock.go_to(2000)
    clock.go_to(1500)
    assert clock() == 2000


def test_the_workshop_keeps_its_own_clock(empty: Workshop) -> None:
    simulate(empty, plan_id="small", participants=2, seed=1)
    assert empty.now_ms() == START_MS


def test_a_real_person_can_join_the_same_room_afterwards(empty: Workshop) -> None:
    code = simulate(empty, plan_id="small", participants=2, seed=1)
    token = participate.join(
        empty, code, call_name="Newcomer", takes_survey=True, ticket="t", consent_version="1"
    )
    who = access.who_is(empty, {access.COOKIE_PARTICIPANT: token}).participant
    assert who is not None
    assert present.participant_screen(empty, who).place == "after"


def test_the_shipped_plan_is_played_in_a_few_seconds(workshop: Workshop) -> None:
    began = perf_counter()
    code = simulate(workshop, plan_id="starter-45", participants=24, seed=7)
    # A few seconds on a free machine; a busy one gets its time.
    assert perf_counter() - began < 60
    cohort_id = report.cohort_with_code(workshop, OPERATOR, code)
    results = report.results(workshop, OPERATOR, cohort_id)
    assert results.flow.paired >= 12
    assert results.is_synthetic
