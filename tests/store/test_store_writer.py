"""The thread that writes: groups, neighbours, failing commits."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from efficacy.errors import StoreError
from efficacy.store.sqlite import explained, writing_engine
from efficacy.store.writer import GROUP, TRIES, DirectWriter, QueueWriter
from tests.store.house import put

Job = Callable[[Connection], Any]


class Room:
    """A writer whose thread can be kept busy, so that what comes next shares one commit."""

    def __init__(self, path: Path) -> None:
        self.engine: Engine = writing_engine(path)
        with self.engine.begin() as tx:
            tx.execute(text("CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT)"))
            tx.execute(text("CREATE TABLE child (name TEXT REFERENCES setting (name))"))
        self.commits = 0
        event.listen(self.engine, "commit", self._count)
        self.writer = QueueWriter(self.engine, explain=lambda e: explained(e, place="the file"))

    def _count(self, _connection: object) -> None:
        self.commits += 1

    def together(self, jobs: list[Job]) -> list[Future[Any]]:
        """Return the outcomes of jobs that all waited while the thread was busy."""
        busy, go = threading.Event(), threading.Event()
        with ThreadPoolExecutor(len(jobs) + 1) as pool:
            first = pool.submit(self.writer.run, lambda _: (busy.set(), go.wait(30)))
            assert busy.wait(30)
            outcomes = []
            for number, job in enumerate(jobs, start=1):
                outcomes.append(pool.submit(self.writer.run, job))
                with self.writer._wake:
                    assert self.writer._wake.wait_for(
                        lambda number=number: len(self.writer._waiting) == number, timeout=30
                    )
            go.set()
            first.result(30)
        return outcomes

    def names(self) -> set[str]:
        found = self.writer.run(lambda tx: tx.execute(text("SELECT name FROM setting")).all())
        return {row.name for row in found}


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room.db")
    yield made
    made.writer.close()


def writes(name: str) -> Job:
    return lambda tx: (put(tx, name, ""), name)[1]


def fails(name: str) -> Job:
    def job(tx: Connection) -> None:
        put(tx, name, "")
        raise KeyError(name)

    return job


def test_waiting_jobs_share_one_commit(room: Room) -> None:
    outcomes = room.together([writes(str(i)) for i in range(10)])
    assert [done.result() for done in outcomes] == [str(i) for i in range(10)]
    assert room.commits == 2  # the one that kept the thread busy, and the ten together


def test_a_group_has_an_end(room: Room) -> None:
    room.together([writes(str(i)) for i in range(GROUP + 1)])
    assert room.commits == 3


def test_a_failing_job_does_not_harm_its_neighbours(room: Room) -> None:
    one, two, three = room.together([writes("a"), fails("b"), writes("c")])
    assert (one.result(), three.result()) == ("a", "c")
    with pytest.raises(KeyError):
        two.result()
    assert room.names() == {"a", "c"}


def test_a_job_sees_what_its_neighbour_before_it_wrote(room: Room) -> None:
    def count(tx: Connection) -> int:
        return tx.execute(text("SELECT count(*) FROM setting")).scalar_one()

    outcomes = room.together([count, writes("a"), fails("b"), count])
    assert (outcomes[0].result(), outcomes[3].result()) == (0, 1)


def test_no_result_is_delivered_when_the_commit_fails(room: Room) -> None:
    def owes(tx: Connection) -> str:
        # Checked at COMMIT only, so it is the commit that fails.
        tx.execute(text("PRAGMA defer_foreign_keys = ON"))
        tx.execute(text("INSERT INTO child VALUES ('nobody')"))
        return "never told"

    outcomes = room.together([writes("a"), owes, fails("b"), writes("c")])
    for done in outcomes:
        with pytest.raises(StoreError, match="was not saved"):
            done.result()
    assert room.names() == set()
    assert room.writer.run(writes("after")) == "after"


@pytest.mark.parametrize("ending", ["commit", "rollback"])
def test_a_job_that_ends_the_shared_transaction_is_found_out(room: Room, ending: str) -> None:
    outcomes = room.together([writes("a"), lambda tx: getattr(tx, ending)(), writes("c")])
    for done in outcomes:
        with pytest.raises(StoreError, match="was not saved"):
            done.result()
    assert "c" not in room.names()
    assert room.writer.run(writes("after")) == "after"


def test_a_savepoint_inside_a_job_works(room: Room) -> None:
    def stumble(tx: Connection) -> None:
        with tx.begin_nested():
            put(tx, "undone", "")
            raise ZeroDivisionError

    def job(tx: Connection) -> None:
        put(tx, "kept", "")
        with pytest.raises(ZeroDivisionError):
            stumble(tx)

    room.writer.run(job)
    assert room.names() == {"kept"}


def test_rows_left_unread_do_not_stop_the_commit(room: Room) -> None:
    room.together([writes(str(i)) for i in range(5)])
    returned = room.writer.run(
        lambda tx: tx.execute(text("UPDATE setting SET value = 'x'")).rowcount
    )
    assert returned == 5
    room.writer.run(lambda tx: tx.execute(text("SELECT name FROM setting")).fetchone())
    room.writer.run(lambda tx: tx.execute(text("DELETE FROM setting RETURNING name")).fetchone())
    assert room.names() == set()


def test_even_an_exit_inside_a_job_does_not_end_the_thread(room: Room) -> None:
    with pytest.raises(SystemExit):
        room.writer.run(lambda _: (_ for _ in ()).throw(SystemExit(3)))
    assert room.writer.run(writes("a")) == "a"


@hypothesis_settings(deadline=None)
@given(plan=st.lists(st.tuples(st.integers(0, 5), st.booleans()), max_size=12))
def test_any_mix_of_jobs_leaves_what_they_would_leave_one_by_one(
    plan: list[tuple[int, bool]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    room = Room(tmp_path_factory.mktemp("mix") / "room.db")
    outcomes = room.together([(fails if bad else writes)(str(name)) for name, bad in plan])
    expected: set[str] = set()
    for (name, bad), done in zip(plan, outcomes, strict=True):
        # A name that is there already breaks the key; a failing job leaves nothing.
        if bad or str(name) in expected:
            assert done.exception() is not None
        else:
            expected.add(str(name))
            assert done.result() == str(name)
    assert room.names() == expected
    room.writer.close()


def test_who_waits_when_the_writer_is_given_up_is_told(room: Room) -> None:
    busy, go = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(room.writer.run, lambda _: (busy.set(), go.wait(30)))
        assert busy.wait(30)
        second = pool.submit(room.writer.run, writes("a"))
        with room.writer._wake:
            assert room.writer._wake.wait_for(lambda: len(room.writer._waiting) == 1, timeout=30)
        room.writer.close(patience_s=0)
        with pytest.raises(StoreError, match="is stopping"):
            second.result(30)
        go.set()
        first.result(30)


# ----------------------------------------- the caller's own transaction (PostgreSQL)


class CrossedError(Exception):
    sqlstate = "40001"


@pytest.fixture
def direct() -> Iterator[DirectWriter]:
    writer = DirectWriter(create_engine("sqlite://"))
    yield writer
    writer.close()


def crossing(times: int) -> tuple[Job, list[int]]:
    tries: list[int] = []

    def job(_: Connection) -> str:
        tries.append(len(tries))
        if len(tries) <= times:
            raise DBAPIError("UPDATE", {}, CrossedError())
        return "done"

    return job, tries


def test_two_transactions_that_crossed_are_tried_again(direct: DirectWriter) -> None:
    job, tries = crossing(TRIES - 1)
    assert direct.run(job) == "done"
    assert len(tries) == TRIES


def test_endless_crossing_ends_in_a_sentence(direct: DirectWriter) -> None:
    job, tries = crossing(1000)
    with pytest.raises(StoreError, match="Try again"):
        direct.run(job)
    assert len(tries) == TRIES


def test_other_errors_are_not_tried_again(direct: DirectWriter) -> None:
    tries = []

    def job(_: Connection) -> None:
        tries.append(1)
        raise DBAPIError("UPDATE", {}, ValueError())

    with pytest.raises(DBAPIError):
        direct.run(job)
    assert len(tries) == 1


def test_the_direct_writer_refuses_nesting_and_work_after_the_end(direct: DirectWriter) -> None:
    with pytest.raises(RuntimeError, match="inside a write job"):
        direct.run(lambda _: direct.run(lambda _: None))
    direct.close()
    with pytest.raises(StoreError, match="is stopping"):
        direct.run(lambda _: None)
