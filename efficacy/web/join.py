"""The room's door: type a code, read what is promised, choose a name, come back.

Plain pages and forms, because a screen cannot set a cookie; and a GET never
lets anybody in, because link previews and double taps would.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import Conflict, InvalidValue, NotAllowed, NotFound
from efficacy.language import Speech, speech
from efficacy.services import access, participate, typed
from efficacy.services.views import Door
from efficacy.services.workshop import Workshop
from efficacy.web import assets, cookies
from efficacy.web.bundle import first_files
from efficacy.web.forms import form_of
from efficacy.web.html import (
    answers_with_pages,
    filled,
    long_date,
    page,
    see_other,
    speech_for,
    status_of,
)
from efficacy.web.patience import TooManyWaitingError
from efficacy.web.runtime import get_patience, get_workshop
from efficacy.web.work import Pool, in_thread

# Wrong codes wait a little; right ones never pay for somebody else's guessing.
WRONG_CODE_S = 0.5

_TICKET = re.compile(r"[0-9a-f]{64}")


class Trouble(NamedTuple):
    """A sentence for the list at the top of a form, and the field that it is about."""

    field: str
    sentence: str


class Back(NamedTuple):
    """Whom a browser's cookie belongs to: all that the door may say of them."""

    who: access.Participant
    call_name: str
    code: str


# ----------------------------------------------------------------------- /join


@answers_with_pages
async def enter(request: Request) -> Response:
    """Answer GET /join: the form for a room's code, and “Are you back?”."""
    say = speech_for(request)
    code = request.query_params.get("code")
    if code is not None:
        tidy = participate.tidy_code(code)[:20]
        if tidy:
            return see_other(f"/j/{tidy}")
        nothing = Trouble("code", say("Type the code that is on the screen in front."))
        return _code_page(say, code="", troubles=[nothing], status=422)
    workshop = get_workshop()
    back = await in_thread(Pool.DESK, _back, workshop, request)
    has_facilitator = await in_thread(Pool.DESK, access.has_facilitator, workshop)
    if back is not None:
        return _back_page(back, offers_code=True)
    return _code_page(say, code="", troubles=[], is_set_up=has_facilitator)


def _code_page(
    say: Speech,
    *,
    code: str,
    troubles: Sequence[Trouble],
    status: int = 200,
    is_set_up: bool = True,
) -> Response:
    return page("join.html", say, status=status, code=code, troubles=troubles, is_set_up=is_set_up)


def _back(workshop: Workshop, request: Request) -> Back | None:
    who = access.who_is(workshop, request.cookies).participant
    if who is None:
        return None
    try:
        return Back(who, *participate.greet(workshop, who))
    except NotAllowed:
        return None


def _back_page(back: Back, *, offers_code: bool) -> Response:
    return page(
        "back.html",
        speech(back.who.language),
        call_name=back.call_name,
        owner=back.who.device_id,
        queue=assets.url("queue.js") or "",
        offers_code=offers_code,
        preload=first_files(),
    )


# ------------------------------------------------------------------- /j/{code}


@answers_with_pages
async def room(request: Request) -> Response:
    """Answer GET and POST /j/{code}: the consent page of a room, and joining it."""
    workshop, code = get_workshop(), str(request.path_params["code"])
    if request.method == "POST":
        return await _join(workshop, request, code)
    back = await in_thread(Pool.DESK, _back, workshop, request)
    if back is not None and back.code == participate.tidy_code(code):
        return _back_page(back, offers_code=False)
    try:
        door = await in_thread(Pool.DESK, participate.door, workshop, code)
    except NotFound as wrong:
        return await _wrong_code(request, code, wrong)
    return _consent_page(workshop, door, given={}, troubles=[])


async def _wrong_code(request: Request, code: str, wrong: NotFound) -> Response:
    await asyncio.sleep(WRONG_CODE_S)
    say = speech_for(request)
    return _code_page(say, code=code[:20], troubles=[Trouble("code", wrong.said(say))], status=404)


async def _join(workshop: Workshop, request: Request, code: str) -> Response:
    given = await form_of(request)
    try:
        door = await in_thread(Pool.DESK, participate.door, workshop, code)
    except NotFound as wrong:
        return await _wrong_code(request, code, wrong)
    say = speech(door.language)
    troubles = _unready(door, given, say)
    if not troubles:
        try:
            token = await in_thread(
                Pool.DESK,
                participate.join,
                workshop,
                code,
                call_name=given["call_name"],
                takes_survey=given["survey"] == "yes",
                ticket=given["ticket"],
                consent_version=door.consent_version,
            )
            return _into_the_room(token)
        except (Conflict, InvalidValue) as problem:
            status, troubles = status_of(problem), [Trouble("call_name", problem.said(say))]
            return _consent_page(workshop, door, given=given, troubles=troubles, status=status)
    return _consent_page(workshop, door, given=given, troubles=troubles, status=422)


def _unready(door: Door, given: dict[str, str], say: Speech) -> list[Trouble]:
    """Return what a join form still lacks, in the order of its fields."""
    troubles = []
    if given.get("survey") not in ("yes", "no"):
        troubles.append(
            Trouble(
                "survey_yes",
                say("Choose yes or no for the survey. Both are fine, and nobody is told which."),
            )
        )
    try:
        participate.checked_call_name(given.get("call_name", ""))
    except InvalidValue as problem:
        troubles.append(Trouble("call_name", problem.said(say)))
    is_ours = _TICKET.fullmatch(given.get("ticket", ""))
    if not is_ours or given.get("consent_version") != door.consent_version:
        troubles.append(
            Trouble("call_name", say("This page had grown old. Read it once more, then join."))
        )
    return troubles


def _consent_page(
    workshop: Workshop,
    door: Door,
    *,
    given: dict[str, str],
    troubles: Sequence[Trouble],
    status: int = 200,
) -> Response:
    places = {"keep_until": long_date(door.keep_until_ms, door.language), "contact": door.contact}
    ticket = given.get("ticket", "")
    return page(
        "consent.html",
        speech(door.language),
        status=status,
        door=door,
        troubles=troubles,
        sentences=filled(door.sentences, **places),
        agreement=filled(door.agreement, **places),
        survey=given.get("survey", ""),
        call_name=given.get("call_name", "")[:60],
        # The same ticket after a correction, so that a second press is no second person.
        ticket=ticket if _TICKET.fullmatch(ticket) else workshop.new_token(),
        preload=first_files(),
    )


# --------------------------------------------------------------- /back, /return


@answers_with_pages
async def back(request: Request) -> Response:
    """Answer POST /back: “Yes” leads on, “I am someone else” ends the cookie."""
    given = await form_of(request)
    workshop = get_workshop()
    found = await in_thread(Pool.DESK, _back, workshop, request)
    if found is None:
        return see_other("/join")
    if given.get("answer") == "yes":
        response = see_other("/room")
        cookies.mark_arrival(response)
        return response
    if given.get("answer") != "else":
        raise InvalidValue("Choose “Yes” or “I am someone else”. Load the page again.")
    await in_thread(Pool.DESK, participate.leave_device, workshop, found.who)
    response = see_other(f"/j/{found.code}")
    cookies.drop(response, cookies.PARTICIPANT)
    return response


@answers_with_pages
async def come_back(request: Request) -> Response:
    """Answer GET and POST /return: call name and PIN, for who was here on another device."""
    say = speech_for(request)
    if request.method == "GET":
        code = participate.tidy_code(request.query_params.get("code", ""))[:20]
        return _return_page(say, code=code, call_name="", troubles=[])
    given = await form_of(request)
    code = participate.tidy_code(given.get("code", ""))[:20]
    call_name = given.get("call_name", "")[:60]
    if not (code and call_name.strip() and given.get("pin", "").strip()):
        lacking = Trouble("call_name", say("Type the room's code, your call name and your PIN."))
        return _return_page(say, code=code, call_name=call_name, troubles=[lacking], status=422)
    try:
        token = await _try_pin(get_workshop(), code, call_name, given["pin"][:20])
    except (NotAllowed, TooManyWaitingError, NotFound) as problem:
        field = "code" if isinstance(problem, NotFound) else "pin"
        return _return_page(
            say,
            code=code,
            call_name=call_name,
            status=status_of(problem),
            troubles=[Trouble(field, problem.said(say))],
        )
    return _into_the_room(token)


async def _try_pin(workshop: Workshop, code: str, call_name: str, pin: str) -> str:
    async def attempt() -> str:
        return await in_thread(
            Pool.DESK, participate.come_back, workshop, code, call_name=call_name, pin=pin
        )

    async def wrong_before() -> int:
        return await in_thread(Pool.DESK, participate.wrong_tries, workshop, code, call_name)

    name = ("pin", code, typed.folded(call_name))
    return await get_patience().attempt(name, attempt, wrong_before=wrong_before)


def _return_page(
    say: Speech, *, code: str, call_name: str, troubles: Sequence[Trouble], status: int = 200
) -> Response:
    return page(
        "return.html", say, status=status, code=code, call_name=call_name, troubles=troubles
    )


# --------------------------------------------------------------------- helpers


def _into_the_room(token: str) -> Response:
    response = see_other("/room")
    cookies.keep(response, cookies.PARTICIPANT, token)
    cookies.mark_arrival(response)
    return response
