"""Answers from paper at the facilitator's desk: the workbook to type into, and the grid's cells."""

from __future__ import annotations

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from efficacy.errors import CanDoError, InvalidValue, NotAllowed, StoreError
from efficacy.language import Speech
from efficacy.services import access, paper_entry
from efficacy.services.workshop import Workshop
from efficacy.web.files import exported, the_facilitator
from efficacy.web.forms import body_of, encodable, json_of, misshapen
from efficacy.web.html import (
    answers_with_json,
    answers_with_pages,
    sentence_json,
    speech_for,
    went_wrong,
)
from efficacy.web.origin import require_same_origin
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread

log = logging.getLogger("can_do.paper")

MOST_BYTES = 64 * 1024
MOST_CELLS = 100
_LONGEST = 200


@answers_with_pages
async def template(request: Request) -> Response:
    """Answer GET /files/template/{cohort_id}?new=N: a workbook to type answers into."""
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    asked = request.query_params.get("new", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 6):
        raise InvalidValue(
            "New numbers: expected a whole number such as 12, found “{found}”. Open the page "
            "“Answers from paper” and choose there.",
            found=asked[:20],
        )
    name, content = await in_thread(
        Pool.FILES,
        paper_entry.template,
        workshop,
        who,
        request.path_params["cohort_id"],
        new=int(asked),
    )
    return exported(name, content)


@answers_with_json
async def cells(request: Request) -> Response:
    """Answer POST /desk/paper, from the grid of the page “Answers from paper”.

    Takes ``{"cohort", "session", "survey", "cells": [{person, item, value}]}``, at most
    100 cells, and replies ``{"now_ms", "results": [{ok, saved_ms | sentence}]}`` in their
    order. 400 where that is not its shape, 403 for a page of another server or a browser
    that is no facilitator's, 413 where it is too much.
    """
    require_same_origin(request.headers)
    body = await body_of(request, most_bytes=MOST_BYTES)
    return await in_thread(Pool.DESK, _take, get_workshop(), request, body)


def _take(workshop: Workshop, request: Request, body: bytes) -> Response:
    who, say = the_facilitator(workshop, request), speech_for(request)
    try:
        cohort_id, given = _parsed(body)
    except InvalidValue as problem:
        return sentence_json(problem.said(say), status=400)
    results = [_result(workshop, who, cohort_id, one, say) for one in given]
    return JSONResponse(
        {"now_ms": workshop.now_ms(), "results": results}, headers={"Cache-Control": "no-store"}
    )


def _result(
    workshop: Workshop,
    who: access.Facilitator,
    cohort_id: str,
    cell: paper_entry.Cell,
    say: Speech,
) -> dict[str, object]:
    try:
        saved_ms = paper_entry.enter(workshop, who, cohort_id, cell)
    except (StoreError, NotAllowed):
        raise  # of the whole request: nothing can be saved now
    except CanDoError as refusal:
        return {"ok": False, "sentence": refusal.said(say)}
    except Exception:
        log.exception("A cell from paper could not be taken.")
        return {"ok": False, "sentence": went_wrong(say)}
    return {"ok": True, "saved_ms": saved_ms}


def _parsed(body: bytes) -> tuple[str, list[paper_entry.Cell]]:
    content = json_of(body)
    listed = content.get("cells")
    if not isinstance(listed, list) or not 1 <= len(listed) <= MOST_CELLS:
        raise misshapen("cells")
    planned_id, activity_id = _text(content, "session"), _text(content, "survey")
    given = [_cell(one, planned_id, activity_id) for one in listed]
    return _text(content, "cohort"), given


def _cell(one: object, planned_id: str, activity_id: str) -> paper_entry.Cell:
    if not isinstance(one, dict):
        raise misshapen("cells")
    value = one.get("value")
    if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
        raise misshapen("value")
    return paper_entry.Cell(
        planned_id=planned_id,
        activity_id=activity_id,
        person_id=_text(one, "person"),
        item_id=_text(one, "item"),
        value=value,
    )


def _text(part: dict[str, object], name: str) -> str:
    found = part.get(name)
    if not isinstance(found, str) or not 0 < len(found) <= _LONGEST or "\x00" in found:
        raise misshapen(name)
    return encodable(found)
