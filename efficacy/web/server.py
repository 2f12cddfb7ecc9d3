"""What the server file hands to Streamlit: our routes, what surrounds them, start and stop."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import logging
import signal
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from types import FrameType

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route, WebSocketRoute

from efficacy.errors import CanDoError
from efficacy.services import facilitate
from efficacy.services.workshop import Workshop
from efficacy.web import handouts, runtime, take_home
from efficacy.web.answers import answer
from efficacy.web.assets import serve_asset
from efficacy.web.bundle import prewarm
from efficacy.web.desk import guide, session_run_sheet
from efficacy.web.entry import login, logout, setup
from efficacy.web.figures import figure
from efficacy.web.files import (
    data,
    made,
    open_projector,
    paper_forms,
    spss,
    try_out_form,
    try_outs,
    workbook,
)
from efficacy.web.health import health
from efficacy.web.join import back, come_back, enter, room
from efficacy.web.making import forget
from efficacy.web.nodelay import send_at_once
from efficacy.web.own import shown
from efficacy.web.paper_desk import cells, template
from efficacy.web.practice import practice
from efficacy.web.qr import qr_code
from efficacy.web.shell import Front
from efficacy.web.sockets import live
from efficacy.web.words import words
from efficacy.web.work import Pool, close_pools, in_background, in_thread

log = logging.getLogger("can_do.server")

HOUR_S = 3600.0


def routes() -> list[BaseRoute]:
    """Return our own addresses; Streamlit answers the rest."""
    both = ["GET", "POST"]
    return [
        Route("/health", health),
        Route("/join", enter),
        Route("/j/{code}", room, methods=both),
        Route("/back", back, methods=["POST"]),
        Route("/return", come_back, methods=both),
        Route("/setup", setup, methods=both),
        Route("/login", login, methods=both),
        Route("/logout", logout, methods=both),
        Route("/projector/open/{session_id}", open_projector),
        Route("/answer", answer, methods=["POST"]),
        Route("/practice", practice, methods=both),
        Route("/my-handouts", handouts.my_handouts),
        Route("/my-handouts/release", handouts.release, methods=["POST"]),
        Route("/my-handouts/{handout_id}.pdf", handouts.own_pdf),
        Route("/my-handouts/{handout_id}.png", handouts.own_picture),
        Route("/take-home", take_home.take, methods=both),
        Route("/brought", take_home.bring, methods=both),
        Route("/words", words),
        Route("/shown", shown, methods=["POST"]),
        Route("/files/workbook/{cohort_id}", workbook),
        Route("/files/data/{cohort_id}", data),
        Route("/files/spss/{cohort_id}", spss),
        Route("/files/made/{cohort_id}/{what}", made),
        Route("/files/figure/{cohort_id}/{figure}.{form}", figure),
        Route("/files/handouts/made/{cohort_id}", handouts.made),
        Route(
            "/files/handouts/preview/{cohort_id}/{handout_id}/{number:int}.png", handouts.preview
        ),
        Route("/files/brought/{cohort_id}", take_home.desk, methods=both),
        Route("/files/paper/{cohort_id}/{planned_id}", paper_forms),
        Route("/files/template/{cohort_id}", template),
        Route("/desk/paper", cells, methods=["POST"]),
        Route("/files/guide", guide),
        Route("/files/guide/{chapter_id}", guide),
        Route("/files/run-sheet/{plan_id}/{planned_id}", session_run_sheet),
        Route("/files/try-out", try_outs),
        Route("/files/try-out/{instrument_id}", try_out_form),
        Route("/qr/{code}.svg", qr_code),
        Route("/assets/{name}", serve_asset),
        WebSocketRoute("/live", live),
    ]


def middleware() -> list[Middleware]:
    """Return what every request passes before the routes and before Streamlit."""
    return [Middleware(Front)]


def lifespan(
    make: Callable[[], Workshop] | None = None, *, port: Callable[[], int] | None = None
) -> Callable[[object], AbstractAsyncContextManager[None]]:
    """Return what happens when the server starts and stops.

    Parameters
    ----------
    make : callable, optional
        Makes the workshop; without it the one that is in use stays.
    port : callable, optional
        Returns the port that phones must call, once it is known.
    """

    @asynccontextmanager
    async def life(_: object) -> AsyncIterator[None]:
        send_at_once()
        if make is not None:
            runtime.make_with(make, port=port or (lambda: runtime.DEFAULT_PORT))
        runtime.get_workshop()
        runtime.get_hub().start()
        runtime.get_patience().start()
        prewarm()
        if make is not None:
            in_background(Pool.STATIC, _load_the_rest)
        purging = asyncio.create_task(_purge_hourly())
        with _hearing_the_end(runtime.get_patience().stop):
            yield
        purging.cancel()
        await runtime.get_hub().stop()
        close_pools()
        forget()
        runtime.close_workshop()

    return life


async def _purge_hourly() -> None:
    """Delete call names on their date also where the server is never stopped."""
    while True:
        await asyncio.sleep(HOUR_S)
        try:
            await in_thread(Pool.DESK, facilitate.purge_due, runtime.get_workshop())
        except CanDoError:
            log.exception("Call names could not be deleted; the next hour tries again.")


def _load_the_rest() -> None:
    """Load what the first Close needs, so that no answer of a room ever waits for it."""
    from efficacy.measurement import privacy, scoring  # noqa: F401

    # What was loaded until here stays for good: the collector need not look at it again.
    gc.collect()
    gc.freeze()


@contextlib.contextmanager
def _hearing_the_end(stop: Callable[[], None]) -> Iterator[None]:
    """Call ``stop`` as soon as the server is told to end, before it waits for open requests."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def heard(number: int, frame: FrameType | None) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(stop)
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    for number, handler in before.items():
        if callable(handler):  # the server's own; without one the system's default is right
            signal.signal(number, heard)
    try:
        yield
    finally:
        for number, handler in before.items():
            if signal.getsignal(number) is heard:
                signal.signal(number, handler)
