"""Private practice at one's own rung: a plain page that keeps nothing and needs no script."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from efficacy.activities.ladder_practice import reply
from efficacy.language import speech
from efficacy.services import access
from efficacy.services import practice as practising
from efficacy.web.forms import form_of
from efficacy.web.html import answers_with_pages, page, see_other, sentence_page
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread

LONGEST_ANSWER = 60


@answers_with_pages
async def practice(request: Request) -> Response:
    """Answer GET and POST /practice?rung=&task=: a task, and what is said to an answer.

    A POST writes nothing, so it may be sent again.
    """
    workshop = get_workshop()
    who = (await in_thread(Pool.DESK, access.who_is, workshop, request.cookies)).participant
    if who is None:
        return see_other("/join")
    say = speech(who.language)
    one = await in_thread(
        Pool.DESK,
        practising.task,
        workshop,
        who,
        level=_number(request.query_params.get("rung")),
        number=_number(request.query_params.get("task")) or 1,
    )
    if one is None:
        sentence = say("Practice begins at your own rung. Climb a ladder in a session first.")
        return sentence_page(say, sentence, status=200)
    typed = (await form_of(request)).get("answer", "") if request.method == "POST" else ""
    typed = typed[:LONGEST_ANSWER]
    answer = reply(one, typed, say) if typed.strip() else None
    return page("practice.html", say, one=one, typed=typed, reply=answer)


def _number(raw: str | None) -> int | None:
    """Return a number from an address; None for what is none."""
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 5 else None
