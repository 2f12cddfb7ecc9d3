"""The WebSocket of the live link: who may listen, and the two ends of the wire.

A socket is told tokens (see ``live``) and is asked nothing: whatever a browser
sends is thrown away.
"""

from __future__ import annotations

import asyncio
import contextlib
from typing import cast, get_args

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from efficacy.errors import NotAllowed, NotFound, StoreError
from efficacy.services import access
from efficacy.services.workshop import Workshop
from efficacy.web import cookies
from efficacy.web.live import GONE, Hub, Role, Screen, Who, identity
from efficacy.web.origin import is_same_origin
from efficacy.web.runtime import get_hub, get_workshop
from efficacy.web.work import Pool, in_thread

# Close codes; 4000 and above are ours to give a meaning.
REFUSED = 1008
TRY_LATER = 1013
NOBODY = 4401  # the cookie is nobody's (any more)
TOO_MANY = 4408  # a newer screen of the same person took the place

_COOKIES: dict[Role, str] = {
    "participant": cookies.PARTICIPANT,
    "projector": cookies.PROJECTOR,
    "console": cookies.FACILITATOR,
}


async def live(websocket: WebSocket) -> None:
    """Answer ``/live?as=participant|projector|console&session=ID&cohort=ID``.

    A page of another server, an unknown role and a browser without the cookie
    are refused before the handshake. A cookie that is nobody's any more is
    told ``gone``, so that its page asks again and shows the door. A console
    without ``session`` is told of the people of ``cohort``; without both it is
    told ``in`` while its log-in stands.
    """
    role = _role(websocket)
    if role is None or not is_same_origin(websocket.headers):
        await websocket.close(REFUSED)
        return
    hub, epoch = get_hub(), get_hub().epoch
    try:
        screen = await in_thread(Pool.LIVE, _screen, get_workshop(), websocket, role)
    except StoreError:
        await websocket.close(TRY_LATER)
        return
    await websocket.accept()
    if screen is None:
        await websocket.send_json(_message(hub, GONE))
        await websocket.close(NOBODY)
        return
    hub.arrive(screen, epoch=epoch)
    speaking = asyncio.create_task(_speak(hub, screen, websocket))
    try:
        await _listen(websocket)
    finally:
        hub.leave(screen)
        speaking.cancel()
        await asyncio.gather(speaking, return_exceptions=True)


def _role(websocket: WebSocket) -> Role | None:
    asked = websocket.query_params.get("as", "")
    if asked not in get_args(Role):
        return None
    role = cast(Role, asked)
    return role if websocket.cookies.get(_COOKIES[role]) else None


def _screen(workshop: Workshop, websocket: WebSocket, role: Role) -> Screen | None:
    """Return the screen behind a socket; None if its cookie or its session is nobody's."""
    kept = {_COOKIES[role]: websocket.cookies[_COOKIES[role]]}
    session_id = websocket.query_params.get("session") or None
    try:
        who = identity(access.who_is(workshop, kept), role)
        cohort_id = _cohort_of(workshop, who, session_id, websocket.query_params.get("cohort"))
    except (NotAllowed, NotFound):
        return None
    if who is None or cohort_id is None:
        return None
    return Screen(
        role=role,
        cookies=kept,
        person=_person(who),
        cohort_id=cohort_id,
        who=who,
        session_id=session_id if role == "console" else None,
    )


def _cohort_of(
    workshop: Workshop, who: Who | None, session_id: str | None, cohort_id: str | None
) -> str | None:
    match who:
        case access.Facilitator() if session_id:
            with workshop.store.read() as tx:
                return str(access.require_session(tx, who, session_id)[1].id)
        case access.Facilitator() if cohort_id:
            with workshop.store.read() as tx:
                return str(access.require_cohort(tx, who, cohort_id).id)
        case access.Facilitator():
            return ""  # a page that belongs to no cohort
        case access.Participant(cohort_id=own) | access.Projector(cohort_id=own):
            return own
    return None


def _person(who: Who) -> str:
    match who:
        case access.Facilitator(login_id=login_id):
            return f"facilitator {login_id}"
        case access.Participant(id=participant_id):
            return f"participant {participant_id}"
        case access.Projector(session_id=session_id):
            return f"projector {session_id}"


async def _speak(hub: Hub, screen: Screen, websocket: WebSocket) -> None:
    """Send each new token; of several that came meanwhile only the last."""
    with contextlib.suppress(WebSocketDisconnect, RuntimeError, OSError):
        while True:
            await screen.news.wait()
            screen.news.clear()
            if screen.is_surplus:
                await websocket.close(TOO_MANY)
                return
            if screen.token is not None:
                await websocket.send_json(_message(hub, screen.token))


async def _listen(websocket: WebSocket) -> None:
    """Wait until the socket closes."""
    while websocket.client_state is WebSocketState.CONNECTED:
        message = await websocket.receive()
        if message["type"] == "websocket.disconnect":
            return


def _message(hub: Hub, token: str) -> dict[str, object]:
    return {"token": token, "boot": hub.boot, "now_ms": hub.now_ms}
