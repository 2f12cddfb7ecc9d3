"""A print job in a process of its own, at a low priority, so that no answer waits for it.

What people wrote goes there and comes back through pipes, and lies on no disk.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import IO, NamedTuple

from efficacy.reports.handouts.job import Done, run
from efficacy.reports.progress import Progress
from efficacy.services.handouts.stacks import Asked, filled, run_here
from efficacy.store.engine import Store, reading_beside

_NICER = 10  # of 19 on Linux and macOS
_PLACE = "efficacy.services.handouts.apart"


class _Told(NamedTuple):
    """How far the other process is."""

    done: int
    steps: int


class _Order(NamedTuple):
    """What the other process is given: a file to read the people from, or None: they are read."""

    path: Path | None
    asked: Asked


def run_apart(store: Store, asked: Asked, told: Progress) -> Done:
    """Return what comes of a job, as ``run_here`` does.

    The other process reads a database file for itself; from a database server the people are
    read here, and sent along.

    Raises
    ------
    RuntimeError
        If the other process ended before it was done.
    """
    try:
        process = _started()
    except OSError:  # a laptop may forbid programs to start others
        return run_here(store, asked, told)
    if store.path is None:
        with store.read() as tx:
            asked = replace(asked, job=filled(tx, asked), participant_ids=frozenset())
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump(_Order(store.path, asked), process.stdin)
            process.stdin.close()
            return _listened(process.stdout, told)
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            raise RuntimeError("The process that prints has ended.") from error
        finally:
            process.kill()


def _listened(pipe: IO[bytes], told: Progress) -> Done:
    while True:
        said = pickle.load(pipe)
        if isinstance(said, Done):
            return said
        told(*said)


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", f"import {_PLACE} as apart; apart.main()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # It finds the same modules as this one, wherever that was started.
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
        creationflags=getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0),
    )


def main() -> None:
    """Read a job from standard input, and write to standard output how far it is and its end."""
    out = sys.stdout.buffer
    # Whatever a library prints must not come between.
    sys.stdout = sys.stderr
    if hasattr(os, "nice"):
        os.nice(_NICER)

    def send(what: _Told | Done) -> None:
        pickle.dump(what, out)
        out.flush()

    order: _Order = pickle.load(sys.stdin.buffer)
    job = order.asked.job
    if order.path is not None:
        with reading_beside(order.path) as tx:
            job = filled(tx, order.asked)
    send(run(job, lambda done, steps: send(_Told(done, steps))))
