"""The figures of a run: how they are kept, compared with the database, and printed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

EARLY = 10  # who is in already while a cold wave joins
STEP_S, SAVE_S, WAVE_S, SAVE_IN_WAVE_S = 0.5, 0.15, 5.0, 0.3  # the targets, on two cores
ROOM = 30  # up to so many clients the first two hold


@dataclass(frozen=True)
class Plan:
    """What is asked for on the command line."""

    clients: int
    is_cold: bool
    pace_s: float
    seed: int


@dataclass
class Figures:
    """What was measured, in seconds, and what was acknowledged."""

    join: list[float] = field(default_factory=list)
    step: list[float] = field(default_factory=list)
    save: list[float] = field(default_factory=list)
    save_in_wave: list[float] = field(default_factory=list)
    wave_s: float = 0.0
    cold_bytes: int = 0  # what one empty browser loads, as it comes over the wire
    cold_files: int = 0
    refused: list[str] = field(default_factory=list)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * int(share * 100) // 100) - 1)]


def line(name: str, values: Sequence[float]) -> str:
    """Return one row of the table, in milliseconds."""
    if not values:
        return f"{name:<28} {'none':>8}"
    shown = (quantile(values, 0.5), quantile(values, 0.95), max(values))
    return f"{name:<28} {len(values):>8} " + " ".join(f"{1000 * s:>8.0f}" for s in shown)


# ------------------------------------------------------- what is in the database


def missing(database: Path, journals: Iterable[Path]) -> tuple[int, list[str]]:
    """Return how many answers were acknowledged, and which of them the store lacks.

    Read with plain SQL, so that it cannot share a mistake with the program.

    Parameters
    ----------
    journals : iterable of Path
        What each client wrote: run, call name, item, counter and value, a line an answer.
    """
    newest: dict[tuple[str, str, str], tuple[int, float]] = {}
    acknowledged = 0
    for journal in journals:
        if not journal.exists():
            continue
        for row in journal.read_text(encoding="utf-8").splitlines():
            run, name, item, counter, value = row.split("\t")
            newest[run, name, item] = (int(counter), float(value))
            acknowledged += 1
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as tx:
        stored = {
            (run, name, item): (counter, number)
            for run, name, item, counter, number in tx.execute(
                "SELECT r.run_id, c.call_name, r.item_id, r.device_counter, r.number"
                " FROM response r JOIN call_name c ON c.participant_id = r.participant_id"
            )
        }
    lost = [f"{key}: {given}" for key, given in newest.items() if stored.get(key) != given]
    return acknowledged, lost


# ------------------------------------------------------------------ the report


def report(
    plan: Plan,
    figures: Figures,
    *,
    load: Mapping[str, float | None],
    lost: list[str],
    acknowledged: int,
) -> list[str]:
    """Return the printed lines."""
    heads = plan.clients + (EARLY if plan.is_cold else 0)
    rows = [
        f"{plan.clients} clients{', cold' if plan.is_cold else ''}; server and clients on this"
        " machine; milliseconds",
        f"{'':<28} {'n':>8} {'p50':>8} {'p95':>8} {'max':>8}",
        line("join" + (" (cold, all at once)" if plan.is_cold else ""), figures.join),
        line("step change", figures.step),
        line("save", figures.save),
    ]
    if plan.is_cold:
        rows.append(line("save during the wave", figures.save_in_wave))
        rows.append(
            f"the wave took {figures.wave_s:.2f} s; an empty browser loads"
            f" {figures.cold_files} files, {figures.cold_bytes / 1e6:.2f} MB (packed)"
        )
    cpu, memory = load["cpu_s"], load["memory_mb"]
    if cpu is not None and memory is not None:
        rows.append(
            f"server: {cpu:.1f} s of processor, {cpu / heads:.3f} s a participant; memory"
            f" {load['memory_end_mb']:.0f} MB, {memory / heads:.2f} MB a participant"
        )
    rows.append(
        f"answers acknowledged {acknowledged}, of these missing {len(lost)};"
        f" refused {len(figures.refused)}"
    )
    return rows + lost[:20] + figures.refused[:5]


def missed_targets(plan: Plan, figures: Figures) -> list[str]:
    """Return the targets (two cores, clients on the same machine) that were missed."""
    limits = [
        ("step change p95", figures.step, STEP_S if plan.clients <= ROOM else None),
        ("save p95", figures.save, SAVE_S if plan.clients <= ROOM else None),
        ("save during the wave p95", figures.save_in_wave, SAVE_IN_WAVE_S),
    ]
    found = [
        f"{name}: {quantile(values, 0.95):.3f} s, and the target is under {limit} s"
        for name, values, limit in limits
        if values and limit is not None and quantile(values, 0.95) >= limit
    ]
    if plan.is_cold and figures.wave_s >= WAVE_S:
        found.append(f"cold wave: {figures.wave_s:.2f} s, and the target is under {WAVE_S:g} s")
    return found
