"""The facilitator's door: the one-time set-up link, log-in, log-out."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import Conflict, InvalidValue, NotAllowed
from efficacy.language import Speech
from efficacy.services import access
from efficacy.services.typed import folded
from efficacy.services.workshop import Workshop
from efficacy.web import cookies
from efficacy.web.addresses import is_this_machine
from efficacy.web.forms import form_of
from efficacy.web.html import (
    answers_with_pages,
    page,
    see_other,
    sentence_page,
    speech_for,
    status_of,
)
from efficacy.web.join import Trouble
from efficacy.web.patience import TooManyWaitingError
from efficacy.web.runtime import get_patience, get_workshop
from efficacy.web.work import Pool, in_thread

AFTER_LOGIN = "/cohorts"
_LONGEST = 300


# ---------------------------------------------------------------------- set-up


@answers_with_pages
async def setup(request: Request) -> Response:
    """Answer GET and POST /setup: whoever holds the one-time link becomes facilitator."""
    workshop, say = get_workshop(), speech_for(request)
    if request.method == "POST":
        return await _become(workshop, request, say)
    token = request.query_params.get("token", "")[:_LONGEST]
    if not await in_thread(Pool.DESK, access.setup_link_is_open, workshop, token):
        used = say(
            "This set-up link was used, or it is not the whole link. If you have been set up "
            "already, log in. Otherwise copy the whole link from the window in which Can Do was "
            "started."
        )
        return sentence_page(say, used, status=403)
    # Whoever made the link for somebody may have named them in it.
    name = request.query_params.get("name", "")[:_LONGEST]
    return _setup_page(say, token=token, name=name, troubles=[])


async def _become(workshop: Workshop, request: Request, say: Speech) -> Response:
    given = await form_of(request)
    token, name = given.get("token", "")[:_LONGEST], given.get("name", "")[:_LONGEST]
    passphrase = given.get("passphrase", "")
    if passphrase != given.get("again", ""):
        different = Trouble("again", say("The two passphrases differ. Type the same one twice."))
        return _setup_page(say, token=token, name=name, troubles=[different], status=422)
    try:
        cookie = await in_thread(
            Pool.DESK,
            access.become_facilitator,
            workshop,
            token,
            name=name,
            passphrase=passphrase,
        )
    except (InvalidValue, Conflict) as problem:
        field = "passphrase" if "passphrase" in problem.template else "name"
        return _setup_page(
            say,
            token=token,
            name=name,
            status=status_of(problem),
            troubles=[Trouble(field, problem.said(say))],
        )
    return _logged_in(cookie)


def _setup_page(
    say: Speech, *, token: str, name: str, troubles: Sequence[Trouble], status: int = 200
) -> Response:
    return page(
        "setup.html",
        say,
        status=status,
        token=token,
        name=name,
        troubles=troubles,
        least=access.PASSPHRASE_MIN,
    )


# ---------------------------------------------------------------------- log-in


@answers_with_pages
async def login(request: Request) -> Response:
    """Answer GET and POST /login, from this machine only unless the settings allow more."""
    workshop, say = get_workshop(), speech_for(request)
    await in_thread(Pool.DESK, _require_place, workshop, request)
    is_set_up = await in_thread(Pool.DESK, access.has_facilitator, workshop)
    if request.method == "GET":
        return _login_page(say, name="", troubles=[], is_set_up=is_set_up)
    given = await form_of(request)
    name = given.get("name", "")[:_LONGEST]
    try:
        cookie = await _try_passphrase(workshop, name, given.get("passphrase", "")[:_LONGEST])
    except (NotAllowed, TooManyWaitingError) as problem:
        return _login_page(
            say,
            name=name,
            status=status_of(problem),
            is_set_up=is_set_up,
            troubles=[Trouble("passphrase", problem.said(say))],
        )
    return _logged_in(cookie)


def _require_place(workshop: Workshop, request: Request) -> None:
    # In an open Wi-Fi anybody can read what is sent without a certificate.
    host = request.client.host if request.client else None
    if is_this_machine(host) or access.allows_remote_login(workshop):
        return
    raise NotAllowed(
        "Facilitators log in on the laptop that runs Can Do, at http://localhost and its port. "
        "Log-in from other devices can be switched on there, under Settings."
    )


async def _try_passphrase(workshop: Workshop, name: str, passphrase: str) -> str:
    async def attempt() -> str:
        return await in_thread(Pool.DESK, access.log_in, workshop, name=name, passphrase=passphrase)

    return await get_patience().attempt(("login", folded(name)), attempt)


def _login_page(
    say: Speech, *, name: str, troubles: Sequence[Trouble], is_set_up: bool, status: int = 200
) -> Response:
    return page("login.html", say, status=status, name=name, troubles=troubles, is_set_up=is_set_up)


def _logged_in(cookie: str) -> Response:
    response = see_other(AFTER_LOGIN)
    cookies.keep(response, cookies.FACILITATOR, cookie)
    return response


# --------------------------------------------------------------------- log-out


@answers_with_pages
async def logout(request: Request) -> Response:
    """Answer GET /logout with a button, POST by ending the log-in on every screen at once."""
    workshop = get_workshop()
    if request.method == "GET":
        return page("logout.html", speech_for(request))
    await form_of(request)
    who = (await in_thread(Pool.DESK, access.who_is, workshop, request.cookies)).facilitator
    if who is not None:
        await in_thread(Pool.DESK, access.log_out, workshop, who)
    response = see_other("/login")
    cookies.drop(response, cookies.FACILITATOR)
    return response
