"""Pages for the facilitator's desk, to read and to print: the guide, and a session's run sheet."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from efficacy.content.guide import Guide
from efficacy.services.guide import chapters
from efficacy.services.run_sheet import run_sheet
from efficacy.web.files import exported, paper_of, the_facilitator
from efficacy.web.html import answers_with_pages, page, speech_for
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread


@answers_with_pages
async def guide(request: Request) -> Response:
    """Answer GET /files/guide and /files/guide/{chapter_id}, for facilitators."""
    workshop, say = get_workshop(), speech_for(request)
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    found = await in_thread(
        Pool.DESK,
        chapters,
        workshop,
        who,
        only=request.path_params.get("chapter_id"),
        language=say.language,
    )
    return page("guide.html", say, chapters=found, numbers=_number)


@answers_with_pages
async def session_run_sheet(request: Request) -> Response:
    """Answer GET /files/run-sheet/{plan_id}/{planned_id}: a PDF to print, for facilitators.

    ``?cohort=…`` for the words that a group began with, ``?whole=1`` for the whole script,
    ``?paper=us-letter`` for that paper.
    """
    workshop, asked = get_workshop(), request.query_params
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    planned_id = request.path_params["planned_id"]
    content = await in_thread(
        Pool.FILES,
        run_sheet,
        workshop,
        who,
        request.path_params["plan_id"],
        planned_id,
        cohort_id=asked.get("cohort"),
        is_whole=asked.get("whole") == "1",
        look=paper_of(request),
        language=speech_for(request).language,
    )
    return exported(f"run-sheet-{planned_id}.pdf", content, opens=True)


def _number(chapter: Guide, reference_id: str) -> int:
    """Return the place of a work in its chapter's list, from 1."""
    return [work.id for work in chapter.references].index(reference_id) + 1
