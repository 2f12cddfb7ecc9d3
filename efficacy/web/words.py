"""The word list: a plain page that tells what the words of the workshop mean, without a script."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from efficacy.language import speech
from efficacy.services import access
from efficacy.services.words import glossaries
from efficacy.web.html import answers_with_pages, page, see_other, sentence_page
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread


@answers_with_pages
async def words(request: Request) -> Response:
    """Answer GET /words with the glossaries that the participant's cohort has pinned."""
    workshop = get_workshop()
    who = (await in_thread(Pool.DESK, access.who_is, workshop, request.cookies)).participant
    if who is None:
        return see_other("/join")
    say = speech(who.language)
    known = await in_thread(Pool.DESK, glossaries, workshop, who)
    if not known:
        sentence = say("Your group has no list of words. Ask your counselor about any word.")
        return sentence_page(say, sentence, status=200)
    return page("words.html", say, glossaries=known)
