"""Take things home, and bring a code back: plain pages for a phone, and a form for the desk.

Opening an address never takes a code in: links are looked at by programs too. A code that is not
known waits a little, as a wrong room code does, and no address is ever counted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from efficacy.activities.goal_form import came_of
from efficacy.errors import CanDoError, Conflict, InvalidValue, NotAllowed
from efficacy.language import Speech, speech
from efficacy.reports.take_home.code import Done
from efficacy.reports.take_home.contents import ABOUT, TITLES, Part
from efficacy.services import access, take_home
from efficacy.services.workshop import Workshop
from efficacy.web.files import exported, participant, the_facilitator
from efficacy.web.forms import form_of
from efficacy.web.html import answers_with_pages, page, see_other, speech_for, status_of
from efficacy.web.join import Trouble
from efficacy.web.runtime import get_patience, get_workshop
from efficacy.web.work import Pool, in_thread

UNKNOWN_CODE_S = 0.5
LONGEST = 60
_TICK = "take."  # before the name of a part, in the form


# ------------------------------------------------------------------------------ taking home


@answers_with_pages
async def take(request: Request) -> Response:
    """Answer GET /take-home with a tick a part, POST with the file of the parts that are ticked."""
    workshop = get_workshop()
    given = await form_of(request) if request.method == "POST" else None
    who = await in_thread(Pool.DESK, participant, workshop, request)
    if who is None:
        return see_other("/join")
    troubles: list[Trouble] = []
    say = speech(who.language)
    if given is not None:
        parts = [part for part in Part if f"{_TICK}{part}" in given]
        try:
            file = await in_thread(Pool.FILES, take_home.make, workshop, who, parts)
            return exported(*file)
        except InvalidValue as problem:
            troubles = [Trouble("parts", problem.said(say))]
    offer = await in_thread(Pool.DESK, take_home.offer, workshop, who)
    return page(
        "take-home.html",
        say,
        status=422 if troubles else 200,
        parts=[(f"{_TICK}{part}", TITLES[part], ABOUT[part]) for part in offer.parts],
        troubles=troubles,
    )


# ------------------------------------------------------------------------------ bringing back


@answers_with_pages
async def bring(request: Request) -> Response:
    """Answer GET /brought?code= with a form, POST by taking a code in."""
    workshop = get_workshop()
    given = await form_of(request) if request.method == "POST" else {}
    who = await in_thread(Pool.DESK, participant, workshop, request)
    say = speech(who.language) if who else speech_for(request)
    if request.method == "GET":
        typed = request.query_params.get("code", "")[:LONGEST]
        return _bring_page(say, who, typed=typed)
    typed = given.get("code", "")[:LONGEST]
    try:
        done = await _try_code(workshop, typed, who)
    except CanDoError as problem:
        trouble = _trouble(problem, say)
        return _bring_page(say, who, typed=typed, trouble=trouble, status=status_of(problem))
    return _bring_page(say, who, done=done)


async def _try_code(workshop: Workshop, typed: str, who: access.Participant | None) -> Done:
    async def attempt() -> Done:
        return await in_thread(Pool.DESK, take_home.bring_back, workshop, typed, who=who)

    if who is not None:
        return await get_patience().attempt(("brought", who.id), attempt)
    try:
        # At the door nobody is known by name, so there is no line in which to wait one's turn.
        return await attempt()
    except NotAllowed:
        await asyncio.sleep(UNKNOWN_CODE_S)
        raise


def _bring_page(
    say: Speech,
    who: access.Participant | None,
    *,
    typed: str = "",
    done: Done | None = None,
    trouble: Trouble | None = None,
    status: int = 200,
) -> Response:
    return page(
        "brought.html",
        say,
        status=status,
        is_known=who is not None,
        typed=typed,
        said=brought_lines(done, say) if done else (),
        troubles=[trouble] if trouble else [],
    )


# -------------------------------------------------------------------------------- at the desk


class _Sheet(NamedTuple):
    """What was typed from paper."""

    number: str = ""
    tries: str = ""
    right: str = ""
    outcome: str = ""


@answers_with_pages
async def desk(request: Request) -> Response:
    """Answer GET and POST /files/brought/{cohort_id}: codes and sheets, typed one by one."""
    workshop, cohort_id = get_workshop(), request.path_params["cohort_id"]
    given = await form_of(request) if request.method == "POST" else {}
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    say = speech_for(request)
    people = await in_thread(Pool.DESK, take_home.brought_by, workshop, who, cohort_id)
    code = given.get("code", "")[:LONGEST]
    sheet = _Sheet(*(given.get(name, "")[:LONGEST] for name in _Sheet._fields))
    is_paper = given.get("from") == "paper"
    done: Done | None = None
    trouble: Trouble | None = None
    status = 200
    if request.method == "POST":
        try:
            done = await in_thread(
                Pool.DESK, _typed, workshop, who, cohort_id, sheet if is_paper else code
            )
            people = await in_thread(Pool.DESK, take_home.brought_by, workshop, who, cohort_id)
        except (InvalidValue, NotAllowed, Conflict) as problem:
            trouble = _trouble(problem, say, field="number" if is_paper else "code")
            status = status_of(problem)
    return page(
        "brought-desk.html",
        say,
        status=status,
        action=f"/files/brought/{cohort_id}",
        back=f"/paper?cohort={cohort_id}",
        people=people,
        fewest=take_home.FEWEST,
        code="" if done else code,
        sheet=_Sheet() if done else sheet,
        outcomes=came_of(say).options,
        said=brought_lines(done, say) if done else (),
        troubles=[trouble] if trouble else [],
        is_paper=is_paper,
    )


def _typed(
    workshop: Workshop, who: access.Facilitator, cohort_id: str, typed: str | _Sheet
) -> Done:
    if isinstance(typed, str):
        return take_home.bring_back(workshop, typed, who=who, cohort_id=cohort_id)
    return take_home.bring_sheet(
        workshop,
        who,
        cohort_id,
        typed.number,
        tries=typed.tries,
        right=typed.right,
        outcome=typed.outcome,
    )


# ------------------------------------------------------------------------------------ helpers


def brought_lines(done: Done, say: Speech) -> Sequence[str]:
    """Return what was taken in, as it is said to whoever typed it: to compare with the file."""
    counts = say("Taken in: {tries} tried, {right} right at the first go.")
    outcomes = {option.id: option.label for option in came_of(say).options}
    lines = [counts.format(tries=done.tries, right=done.right)]
    if done.outcome:
        lines.append(say("The goal: {outcome}.").replace("{outcome}", outcomes[done.outcome]))
    if done.lines:
        lines.append(say.plural("{n} line in the log.", "{n} lines in the log.", done.lines))
    return lines


def _trouble(problem: CanDoError, say: Speech, *, field: str = "code") -> Trouble:
    return Trouble(field, problem.said(say))
