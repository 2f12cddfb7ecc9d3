"""Take answers and actions from the answer sheet, without a rerun.

The sheet sends what it could not send before, too, so anything may come twice:
the verbs below are made for that. What the store could not take is answered
with 503, and the sheet keeps it and sends it again.
"""

from __future__ import annotations

import logging
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from efficacy.errors import CanDoError, InvalidValue, StoreError
from efficacy.language import Speech, speech
from efficacy.services import access, participate
from efficacy.services.views import Receipt
from efficacy.services.workshop import Workshop
from efficacy.web.forms import body_of, encodable, json_of, misshapen
from efficacy.web.html import answers_with_json, sentence_json, went_wrong
from efficacy.web.origin import require_same_origin
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread

log = logging.getLogger("can_do.answers")

MOST_BYTES = 64 * 1024
MOST_ANSWERS = 100
OWNER_HEADER = "x-answer-owner"

_LARGEST = 2**53  # what a browser's numbers hold exactly
_LONGEST_ID = 200
_LONGEST_TEXT = 20_000


@answers_with_json
async def answer(request: Request) -> Response:
    """Answer POST /answer.

    Takes ``{"answers": [{run, item, attempt, option, value, counter, age_ms}]}``
    or ``{"action": {run, id, counter}}``. Replies 400 where that is not its
    shape, 401 for a cookie that is nobody's, 403 for a page of another server,
    409 where the browser has become somebody else's, 413 where it is too much.
    """
    require_same_origin(request.headers)
    body = await body_of(request, most_bytes=MOST_BYTES)
    return await in_thread(Pool.ANSWERS, _take, get_workshop(), request, body)


def _take(workshop: Workshop, request: Request, body: bytes) -> Response:
    who = access.who_is(workshop, request.cookies).participant
    if who is None:
        say = speech()
        return sentence_json(
            say(
                "This device does not belong to a participant any more. "
                "Open the room's address again to come back."
            ),
            status=401,
        )
    say = speech(who.language)
    if _is_somebody_elses(request, who):
        return sentence_json(
            say("Somebody else uses this browser now. What is unsent is kept for its owner."),
            status=409,
        )
    try:
        given, act = _parsed(body)
    except InvalidValue as problem:
        return sentence_json(problem.said(say), status=400)
    return _act(workshop, who, act, say) if act is not None else _answers(workshop, who, given, say)


def _is_somebody_elses(request: Request, who: access.Participant) -> bool:
    told = request.headers.get(OWNER_HEADER)
    return told is not None and unquote(told) != who.device_id


# ------------------------------------------------------------------ carrying out


def _answers(
    workshop: Workshop, who: access.Participant, given: list[participate.Answer], say: Speech
) -> Response:
    results: list[dict[str, object]] = []
    unforeseen = 0
    for one in given:
        try:
            results.append(_result(participate.answer(workshop, who, one)))
        except StoreError:
            raise
        except CanDoError as refusal:
            results.append(_refused(one.counter, refusal.said(say)))
        except Exception:
            # One answer that trips a fault of ours must not hold back its neighbours.
            log.exception("An answer to %s could not be taken.", one.item_id)
            unforeseen += 1
            results.append(_refused(one.counter, went_wrong(say)))
    if unforeseen == len(given):
        return sentence_json(went_wrong(say), status=503)
    return _reply({"now_ms": workshop.now_ms(), "results": results})


def _act(
    workshop: Workshop, who: access.Participant, act: dict[str, object], say: Speech
) -> Response:
    try:
        reply = participate.act(
            workshop,
            who,
            run_id=_id(act, "run"),
            action_id=_id(act, "id"),
            counter=_count(act, "counter"),
            attempt=None if act.get("attempt") is None else _count(act, "attempt"),
        )
    except InvalidValue as problem:
        return sentence_json(problem.said(say), status=400)
    return _reply({"ok": reply.sentence is None, "rerun": reply.rerun, "sentence": reply.sentence})


def _result(receipt: Receipt) -> dict[str, object]:
    if not receipt.ok:
        return _refused(receipt.counter, receipt.sentence or "")
    return {
        "counter": receipt.counter,
        "ok": True,
        "saved_ms": receipt.saved_ms,
        "late": receipt.late,
    }


def _refused(counter: int, sentence: str) -> dict[str, object]:
    return {"counter": counter, "ok": False, "sentence": sentence}


def _reply(content: dict[str, object]) -> Response:
    return JSONResponse(content, headers={"Cache-Control": "no-store"})


# ----------------------------------------------------------------------- reading


def _parsed(body: bytes) -> tuple[list[participate.Answer], dict[str, object] | None]:
    """Return the answers, or the action, of a body."""
    content = json_of(body)
    act = content.get("action")
    if isinstance(act, dict):
        return [], act
    answers = content.get("answers")
    if not isinstance(answers, list) or not 1 <= len(answers) <= MOST_ANSWERS:
        raise misshapen("answers")
    return [_answer(one) for one in answers], None


def _answer(one: object) -> participate.Answer:
    if not isinstance(one, dict):
        raise misshapen("answers")
    attempt = one.get("attempt")
    return participate.Answer(
        run_id=_id(one, "run"),
        item_id=_id(one, "item"),
        attempt=1 if attempt is None else _count(one, "attempt"),
        option_id="" if one.get("option") is None else _id(one, "option"),
        value=_value(one.get("value")),
        counter=_count(one, "counter"),
        age_ms=0 if one.get("age_ms") is None else _count(one, "age_ms"),
    )


def _id(part: dict[str, object], name: str) -> str:
    found = part.get(name)
    if not isinstance(found, str) or len(found) > _LONGEST_ID:
        raise misshapen(name)
    return encodable(found)


def _count(part: dict[str, object], name: str) -> int:
    found = part.get(name)
    if isinstance(found, float) and found.is_integer():
        found = int(found)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found <= _LARGEST:
        raise misshapen(name)
    return found


def _value(found: object) -> object:
    """Return a value that any field can judge: a number, a text, yes or no, or None."""
    if isinstance(found, str) and len(found) <= _LONGEST_TEXT:
        return encodable(found)
    if found is None or isinstance(found, bool):
        return found
    if isinstance(found, int | float) and abs(found) <= _LARGEST:
        return found
    raise misshapen("value")
