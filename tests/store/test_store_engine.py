"""Reading and writing through an open store."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError, OperationalError

from efficacy.errors import Conflict, StoreError
from efficacy.store.engine import Store, file_url, open_store
from tests.store.house import ROOT, put, settings


def at_once(jobs: list[Callable[[], None]]) -> None:
    """Run each in a thread of its own, all released together; raise what one raised."""
    barrier = threading.Barrier(len(jobs))

    def run(job: Callable[[], None]) -> None:
        barrier.wait()
        job()

    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(run, job) for job in jobs]:
            done.result(timeout=60)


def value_of(tx: Connection, name: str) -> int:
    found = tx.execute(text("SELECT value FROM setting WHERE name = :name"), {"name": name})
    return int(found.scalar_one())


def increment(tx: Connection) -> int:
    value = value_of(tx, "n") + 1
    tx.execute(text("UPDATE setting SET value = :value WHERE name = 'n'"), {"value": str(value)})
    return value


def test_two_thousand_increments_from_a_hundred_threads_all_arrive(store: Store) -> None:
    store.write(lambda tx: put(tx, "n", "0"))
    seen: list[int] = []

    def twenty() -> None:
        for _ in range(20):
            seen.append(store.write(increment))

    at_once([twenty] * 100)
    assert settings(store) == {"n": "2000"}
    assert sorted(seen) == list(range(1, 2001))


def test_a_write_returns_what_the_job_returns_and_is_seen_at_once(store: Store) -> None:
    assert store.write(lambda tx: (put(tx, "a", "1"), "done")[1]) == "done"
    assert settings(store) == {"a": "1"}


def test_what_a_job_raises_reaches_its_caller_and_undoes_its_changes(store: Store) -> None:
    def job(tx: Connection) -> None:
        put(tx, "a", "1")
        raise Conflict("Somebody was quicker.")

    with pytest.raises(Conflict, match="quicker"):
        store.write(job)
    assert settings(store) == {}


def test_a_broken_constraint_stays_an_integrity_error(store: Store) -> None:
    store.write(lambda tx: put(tx, "a", "1"))
    with pytest.raises(IntegrityError):
        store.write(lambda tx: put(tx, "a", "2"))
    assert settings(store) == {"a": "1"}


def test_a_mistake_in_sql_is_not_dressed_up_as_a_disk_problem(store: Store) -> None:
    with pytest.raises(OperationalError, match="no such table"):
        store.write(lambda tx: tx.execute(text("SELECT * FROM nowhere")))
    with pytest.raises(OperationalError, match="no such table"), store.read() as tx:
        tx.execute(text("SELECT * FROM nowhere"))


def test_foreign_keys_are_enforced(store: Store) -> None:
    row = "INSERT INTO login VALUES ('l', 'nobody', 'hash', 0, NULL)"
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        store.write(lambda tx: tx.execute(text(row)))


def test_commits_wait_for_the_disk(store: Store) -> None:
    def pragmas(tx: Connection) -> tuple[str, int]:
        return (
            tx.execute(text("PRAGMA journal_mode")).scalar_one(),
            tx.execute(text("PRAGMA synchronous")).scalar_one(),
        )

    assert store.write(pragmas) == ("wal", 2)
    assert store.journal_mode == "wal"
    assert store.warnings == ()


def test_a_full_disk_is_said_and_harms_nothing_saved(store: Store) -> None:
    store.write(lambda tx: put(tx, "a", "1"))
    store.write(lambda tx: tx.execute(text("PRAGMA max_page_count = 1")).scalar())
    with pytest.raises(StoreError, match="is full"):
        store.write(lambda tx: put(tx, "long", "x" * 3_000_000))
    store.write(lambda tx: tx.execute(text("PRAGMA max_page_count = 1000000")).scalar())
    store.write(lambda tx: put(tx, "b", "2"))
    assert settings(store) == {"a": "1", "b": "2"}


def test_another_program_that_keeps_writing_is_said_after_the_wait(path: Path) -> None:
    store = open_store(file_url(path), patience_s=0.05)
    other = open_store(file_url(path))
    held, go = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(other.write, lambda tx: (put(tx, "b", "2"), held.set(), go.wait(30)))
        assert held.wait(30)
        with pytest.raises(StoreError, match="Another program holds the database"):
            store.write(lambda tx: put(tx, "a", "1"))
        go.set()
        writing.result(30)
    store.write(lambda tx: put(tx, "a", "1"))
    assert settings(other) == {"a": "1", "b": "2"}
    store.close()
    other.close()


# ------------------------------------------------------------------ reading


def test_a_reader_that_is_still_reading_does_not_hold_up_a_writer(store: Store) -> None:
    store.write(lambda tx: put(tx, "n", "0"))
    with store.read() as tx, ThreadPoolExecutor(1) as pool:
        before = tx.execute(text("SELECT value FROM setting")).scalar_one()
        assert pool.submit(store.write, increment).result(timeout=5) == 1
        # The view stays what it was when it began.
        assert tx.execute(text("SELECT value FROM setting")).scalar_one() == before == "0"
    assert settings(store) == {"n": "1"}


def test_readers_never_see_half_a_job(store: Store) -> None:
    store.write(lambda tx: (put(tx, "left", "50"), put(tx, "right", "50")))
    sums: list[int] = []

    def move(tx: Connection) -> None:
        for name, change in (("left", -1), ("right", 1)):
            tx.execute(
                text("UPDATE setting SET value = value + :change WHERE name = :name"),
                {"name": name, "change": change},
            )

    def look() -> None:
        for _ in range(100):
            with store.read() as tx:
                one, two = (value_of(tx, name) for name in ("left", "right"))
            sums.append(one + two)

    def fifty() -> None:
        for _ in range(50):
            store.write(move)

    at_once([fifty, look, look, look])
    assert set(sums) == {100}
    assert settings(store) == {"left": "0", "right": "100"}


def test_a_reading_connection_refuses_writes(store: Store) -> None:
    with pytest.raises(OperationalError, match="readonly"), store.read() as tx:
        put(tx, "a", "1")
    assert settings(store) == {}


def test_a_connection_goes_back_to_the_pool_whatever_happens(store: Store) -> None:
    def stumble() -> None:
        with store.read() as tx:
            tx.execute(text("SELECT 1"))
            raise ZeroDivisionError

    for _ in range(200):
        with pytest.raises(ZeroDivisionError):
            stumble()
    assert settings(store) == {}


def test_as_many_threads_read_at_once_as_run_scripts(store: Store) -> None:
    together = threading.Barrier(40)

    def look() -> None:
        with store.read() as tx:
            tx.execute(text("SELECT count(*) FROM setting"))
            together.wait(timeout=30)

    at_once([look] * 40)


def test_reading_inside_reading_works(store: Store) -> None:
    with store.read() as outer, store.read() as inner:
        assert outer is not inner
    store.write(lambda tx: put(tx, "a", "1"))


# ------------------------------------------------ what would wait for itself


def test_writing_inside_a_write_job_is_refused_at_once(store: Store) -> None:
    with pytest.raises(RuntimeError, match="inside a write job"):
        store.write(lambda tx: store.write(lambda inner: put(inner, "a", "1")))
    store.write(lambda tx: put(tx, "b", "2"))
    assert settings(store) == {"b": "2"}


def test_writing_inside_a_read_is_refused_at_once(store: Store) -> None:
    with pytest.raises(RuntimeError, match=r"inside Store\.read"), store.read():
        store.write(lambda tx: put(tx, "a", "1"))
    store.write(lambda tx: put(tx, "b", "2"))
    assert settings(store) == {"b": "2"}


def test_reading_inside_a_write_job_sees_what_was_committed_before(store: Store) -> None:
    def job(tx: Connection) -> dict[str, str]:
        put(tx, "a", "1")
        return settings(store)

    assert store.write(job) == {}


# -------------------------------------------------------------------- ending


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="is stopping"):
        store.write(lambda tx: put(tx, "a", "1"))
    with pytest.raises(StoreError, match="is stopping"), store.read():
        pass


def test_closing_finishes_what_was_accepted(store: Store, path: Path) -> None:
    begun, go = threading.Event(), threading.Event()

    def slow(tx: Connection) -> None:
        begun.set()
        go.wait(30)
        put(tx, "slow", "1")

    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(store.write, slow)
        assert begun.wait(30)
        closing = pool.submit(store.close)
        go.set()
        first.result(30)
        closing.result(30)
    again = open_store(file_url(path))
    assert settings(again) == {"slow": "1"}
    again.close()


def test_closing_leaves_one_file_without_a_journal(store: Store, path: Path) -> None:
    store.write(lambda tx: put(tx, "a", "1"))
    settings(store)
    store.close()
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "workshop.db",
        "workshop.db-in-use",
    ]


LEAVES = """
import sys, threading
from sqlalchemy import text
from efficacy.store.engine import open_store
store = open_store(sys.argv[1])
def write(i):
    store.write(lambda tx: tx.execute(text("INSERT INTO setting VALUES (:i, '')"), {"i": str(i)}))
for i in range(100):
    threading.Thread(target=write, args=(i,), daemon=bool(i % 2)).start()
"""


def test_a_program_that_ends_without_closing_neither_hangs_nor_loses(path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LEAVES, file_url(path)],
        cwd=ROOT,
        timeout=30,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    store = open_store(file_url(path))
    # Those that the interpreter waits for; the others may have been cut off before they asked.
    assert {str(i) for i in range(0, 100, 2)} <= settings(store).keys()
    store.close()


ACKNOWLEDGES = """
import os, sys, threading
from sqlalchemy import text
from efficacy.store.engine import open_store
store = open_store(sys.argv[1])
own = os.open(sys.argv[2], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def write(thread):
    for i in range(1_000_000):
        row = {"name": f"{thread}-{i}"}
        store.write(lambda tx: tx.execute(text("INSERT INTO setting VALUES (:name, '')"), row))
        os.write(own, (row["name"] + "\\n").encode())
        os.write(1, b".")
for thread in range(8):
    threading.Thread(target=write, args=(thread,)).start()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows has no SIGKILL")
def test_every_acknowledged_row_survives_a_kill(path: Path, tmp_path: Path) -> None:
    own = tmp_path / "acknowledged"
    with subprocess.Popen(
        [sys.executable, "-c", ACKNOWLEDGES, file_url(path), str(own)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert len(child.stdout.read(500)) == 500
        os.kill(child.pid, signal.SIGKILL)
    acknowledged = set(own.read_text().split())
    assert len(acknowledged) >= 500
    store = open_store(file_url(path))
    assert acknowledged <= settings(store).keys()
    store.close()
