"""Who writes: one thread for SQLite, the caller's own transaction for PostgreSQL."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from efficacy.errors import StoreError

T = TypeVar("T")
Job = Callable[[Connection], T]
Explain = Callable[[BaseException], StoreError | None]

GROUP = 64  # jobs that may share one transaction
TRIES = 5  # of one job when PostgreSQL says that two transactions crossed

NESTED = (
    "Store.write() was called inside a write job. Do everything through the connection that"
    " the job was given, or write after it has returned."
)


def closed() -> StoreError:
    """Return the sentence for work that comes after the end."""
    return StoreError("Can Do is stopping and takes nothing more. This was not saved.")


class Writer(Protocol):
    """Runs jobs, each in a transaction of its own as far as the job can tell."""

    def run(self, job: Job[T]) -> T:
        """Return what ``job`` returns, after it was committed; raise what it raises."""

    def close(self, *, patience_s: float | None = None) -> None:
        """Finish what was accepted and take nothing more."""


class QueueWriter:
    """One thread that commits waiting jobs together.

    A commit waits for the disk, so the jobs that queue up meanwhile share the next one. Each
    stands in its own SAVEPOINT: one that fails is undone alone. No result is delivered before
    the COMMIT has returned; if that fails, every job of the group gets a StoreError.
    """

    def __init__(self, engine: Engine, *, explain: Explain) -> None:
        self._engine = engine
        self._explain = explain
        self._waiting: deque[tuple[Job[Any], Future[Any]]] = deque()
        self._wake = threading.Condition()
        self._closed = False
        # A daemon: an exit that forgets to close is not kept waiting by an idle thread.
        self._thread = threading.Thread(target=self._serve, name="store-writer", daemon=True)
        self._thread.start()

    def run(self, job: Job[T]) -> T:
        """Return what ``job`` returns, after the commit; raise what it raises.

        Raises
        ------
        RuntimeError
            When called from inside a job: it would wait for itself.
        StoreError
            After ``close``, or when the database did not take it.
        """
        if threading.current_thread() is self._thread:
            raise RuntimeError(NESTED)
        future: Future[T] = Future()
        with self._wake:
            if self._closed:
                raise closed()
            self._waiting.append((job, future))
            self._wake.notify()
        return future.result()

    def close(self, *, patience_s: float | None = None) -> None:
        """Finish what was accepted, then stop; whoever still waits after that gets StoreError.

        Parameters
        ----------
        patience_s : float, optional
            How long to wait for the last jobs; without it, as long as they take.
        """
        with self._wake:
            self._closed = True
            self._wake.notify()
        if threading.current_thread() is not self._thread:
            self._thread.join(patience_s)
        with self._wake:
            left = list(self._waiting)
            self._waiting.clear()
        for _, future in left:
            future.set_exception(closed())
        self._engine.dispose()

    def _serve(self) -> None:
        while group := self._next_group():
            self._finish(group)

    def _next_group(self) -> list[tuple[Job[Any], Future[Any]]]:
        with self._wake:
            self._wake.wait_for(lambda: self._waiting or self._closed)
            return [self._waiting.popleft() for _ in range(min(GROUP, len(self._waiting)))]

    def _finish(self, group: list[tuple[Job[Any], Future[Any]]]) -> None:
        try:
            outcomes = self._committed([job for job, _ in group])
        except BaseException as error:
            # A fresh connection next time: this one may belong to a drive that came back.
            self._engine.dispose()
            for _, future in group:
                future.set_exception(self._not_saved(error))
            return
        for (_, future), (value, problem) in zip(group, outcomes, strict=True):
            if problem is None:
                future.set_result(value)
            else:
                future.set_exception(problem)

    def _committed(self, jobs: list[Job[Any]]) -> list[tuple[Any, BaseException | None]]:
        outcomes: list[tuple[Any, BaseException | None]] = []
        with self._engine.connect() as tx, tx.begin() as whole:
            for job in jobs:
                value, error = _attempt(tx, job)
                # A full disk, or a job that commits by itself, ends the transaction of all.
                if not (whole.is_active and _is_open(tx)):
                    raise error or RuntimeError("A job ended the transaction that it shares.")
                outcomes.append((value, error and (self._explain(error) or error)))
        return outcomes

    def _not_saved(self, error: BaseException) -> StoreError:
        sentence = self._explain(error) or StoreError(
            "The database did not take this, and it was not saved ({reason}). Try again.",
            reason=error,
        )
        sentence.__cause__ = error
        return sentence


class DirectWriter:
    """Runs each job in the calling thread, again when the server says two have crossed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._here = threading.local()
        self._closed = False

    def run(self, job: Job[T]) -> T:
        """Return what ``job`` returns, after its commit; the job may run up to ``TRIES`` times."""
        if getattr(self._here, "busy", False):
            raise RuntimeError(NESTED)
        self._here.busy = True
        try:
            for _ in range(TRIES):
                if self._closed:
                    raise closed()
                try:
                    with self._engine.begin() as tx:
                        return job(tx)
                except DBAPIError as error:
                    if not _crossed(error):
                        raise
            raise StoreError("Too many people wrote at once. This was not saved. Try again.")
        finally:
            self._here.busy = False

    def close(self, *, patience_s: float | None = None) -> None:  # noqa: ARG002
        """Take nothing more; what runs in other threads finishes there."""
        self._closed = True
        self._engine.dispose()


def _attempt(tx: Connection, job: Job[T]) -> tuple[T | None, BaseException | None]:
    try:
        savepoint = tx.begin_nested()
    except BaseException as error:
        return None, error
    try:
        value = job(tx)
        savepoint.commit()
    except BaseException as error:
        if savepoint.is_active and _is_open(tx):
            savepoint.rollback()
        return None, error
    return value, None


def _is_open(tx: Connection) -> bool:
    driver = tx.connection.dbapi_connection
    return bool(getattr(driver, "in_transaction", False))


def _crossed(error: DBAPIError) -> bool:
    # PostgreSQL's words: serialization failure, deadlock detected.
    return getattr(error.orig, "sqlstate", None) in {"40001", "40P01"}
