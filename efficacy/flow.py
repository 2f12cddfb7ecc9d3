"""The live session as a state machine: what may happen next, and what it does.

Pure: no store, no clock. ``services.facilitate`` reads the state, asks
``apply``, and writes what comes back in one transaction.

Each activity run goes *open → closing → closed → revealed*. *closing* is "last
task, three minutes". Where the room is shown nothing afterwards, closing needs
no press of its own: from open the next thing is the next activity, and leaving
a run closes it. Nothing waits for everybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from efficacy.errors import StageError

CLOSING_S = 180  # "last task, three minutes"


class Stage(StrEnum):
    """Where a run stands; ``lobby`` is before the first activity."""

    LOBBY = "lobby"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    REVEALED = "revealed"


class Move(StrEnum):
    """What a facilitator can do."""

    BEGIN = "begin"  # from the lobby to the first activity
    NEXT_PHASE = "next-phase"
    BACK_PHASE = "back-phase"
    LAST_TASK = "last-task"
    CLOSE = "close"
    REOPEN = "reopen"
    REVEAL = "reveal"
    NEXT = "next"  # open the next activity
    BACK = "back"  # show the activity before, as it was left
    GO_TO = "go-to"  # any activity: skipping is allowed
    RUN_AGAIN = "run-again"
    ADD_MINUTE = "add-minute"
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the machine needs to know of a planned activity."""

    activity_id: str
    phases: int
    takes_answers: bool
    reveals: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Where a session stands; ``position`` is None in the lobby."""

    position: int | None = None
    phase: int = 0
    stage: Stage = Stage.LOBBY
    extra_s: int = 0
    ended: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a move does: the state after it, and what the store must do.

    ``new_run`` asks for a new run at ``state.position``; ``resume`` asks for
    the newest run there (a new one if it was never held).
    """

    state: State
    new_run: bool = False
    resume: bool = False
    restart_clock: bool = False


def obvious_next(state: State, shapes: Sequence[Shape]) -> Move | None:
    """Return what the one key (PageDown) does now; None when all is done."""
    if state.ended:
        return None
    if state.position is None:
        return Move.BEGIN
    shape = shapes[state.position]
    if state.phase + 1 < shape.phases and state.stage in (Stage.OPEN, Stage.CLOSING):
        return Move.NEXT_PHASE
    shows = shape.takes_answers and shape.reveals
    if shows and state.stage in (Stage.OPEN, Stage.CLOSING):
        return Move.CLOSE
    if shape.reveals and state.stage is Stage.CLOSED:
        return Move.REVEAL
    return Move.NEXT if state.position + 1 < len(shapes) else Move.END


def obvious_back(state: State) -> Move | None:
    """Return what PageUp does now; None where there is nothing before."""
    if state.ended or state.position is None:
        return None
    if state.phase > 0 and state.stage in (Stage.OPEN, Stage.CLOSING):
        return Move.BACK_PHASE
    return Move.BACK if state.position > 0 else None


def allowed(state: State, shapes: Sequence[Shape]) -> frozenset[Move]:
    """Return every move that the state permits."""
    if state.ended:
        return frozenset()
    if state.position is None:
        return frozenset({Move.BEGIN, Move.GO_TO, Move.END})
    shape = shapes[state.position]
    is_open = state.stage in (Stage.OPEN, Stage.CLOSING)
    moves = {Move.GO_TO, Move.RUN_AGAIN, Move.END}
    if state.position + 1 < len(shapes):
        moves.add(Move.NEXT)
    if state.position > 0:
        moves.add(Move.BACK)
    if is_open:
        moves.add(Move.ADD_MINUTE)
        moves |= {Move.NEXT_PHASE} if state.phase + 1 < shape.phases else set()
        moves |= {Move.BACK_PHASE} if state.phase > 0 else set()
    if is_open and shape.takes_answers:
        moves.add(Move.CLOSE)
        moves |= {Move.LAST_TASK} if state.stage is Stage.OPEN else set()
    if state.stage is Stage.CLOSED and shape.reveals:
        moves.add(Move.REVEAL)
    if state.stage is Stage.CLOSED and shape.takes_answers:
        moves.add(Move.REOPEN)
    return frozenset(moves)


def apply(state: State, move: Move, shapes: Sequence[Shape], *, target: int | None = None) -> Step:
    """Return what ``move`` makes of ``state``.

    Parameters
    ----------
    target : int, optional
        0-based position, for ``Move.GO_TO`` only.

    Raises
    ------
    StageError
        If the state does not permit the move.
    """
    if move not in allowed(state, shapes):
        raise StageError(
            "“{move}” is not possible now: the session is at “{stage}”. "
            "Look at the screen again and choose one of the buttons shown.",
            move=move.value,
            stage=state.stage.value,
        )
    return _STEPS[move](state, shapes, target)


def _begin(state: State, _shapes: Sequence[Shape], _target: int | None) -> Step:
    return _arrive(state, 0, new_run=True)


def _next(state: State, _shapes: Sequence[Shape], _target: int | None) -> Step:
    return _arrive(state, (state.position or 0) + 1)


def _back(state: State, _shapes: Sequence[Shape], _target: int | None) -> Step:
    return _arrive(state, (state.position or 0) - 1)


def _go_to(state: State, shapes: Sequence[Shape], target: int | None) -> Step:
    if target is None or not 0 <= target < len(shapes):
        raise StageError(
            "There is no step {found}; this session has steps 1 to {last}. Choose one of them.",
            found="?" if target is None else target + 1,
            last=len(shapes),
        )
    return _arrive(state, target)


def _run_again(state: State, _shapes: Sequence[Shape], _target: int | None) -> Step:
    return _arrive(state, state.position or 0, new_run=True)


def _arrive(state: State, position: int, *, new_run: bool = False) -> Step:
    # An activity held before is shown as it was left; the service knows how.
    fresh = replace(state, position=position, phase=0, stage=Stage.OPEN, extra_s=0)
    return Step(state=fresh, new_run=new_run, resume=not new_run, restart_clock=True)


def _phase(state: State, change: int) -> Step:
    phase = state.phase + change
    if state.stage is Stage.CLOSING:
        # The clock of "last task" runs on, with the minutes added to it.
        return Step(state=replace(state, phase=phase))
    return Step(state=replace(state, phase=phase, extra_s=0), restart_clock=True)


def _stage(state: State, stage: Stage) -> Step:
    return Step(state=replace(state, stage=stage), restart_clock=False)


_STEPS: dict[Move, Callable[[State, Sequence[Shape], int | None], Step]] = {
    Move.BEGIN: _begin,
    Move.NEXT: _next,
    Move.BACK: _back,
    Move.GO_TO: _go_to,
    Move.RUN_AGAIN: _run_again,
    Move.NEXT_PHASE: lambda state, _shapes, _target: _phase(state, +1),
    Move.BACK_PHASE: lambda state, _shapes, _target: _phase(state, -1),
    # The three minutes are whole, whatever was added before.
    Move.LAST_TASK: lambda state, _shapes, _target: Step(
        state=replace(state, stage=Stage.CLOSING, extra_s=0)
    ),
    Move.CLOSE: lambda state, _shapes, _target: _stage(state, Stage.CLOSED),
    Move.REOPEN: lambda state, _shapes, _target: _stage(state, Stage.OPEN),
    Move.REVEAL: lambda state, _shapes, _target: _stage(state, Stage.REVEALED),
    Move.ADD_MINUTE: lambda state, _shapes, _target: Step(
        state=replace(state, extra_s=state.extra_s + 60)
    ),
    Move.END: lambda state, _shapes, _target: Step(state=replace(state, ended=True)),
}
