"""Hand out the pictures of a results page, as figures or to open without a network."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from efficacy.web.files import exported, the_facilitator
from efficacy.web.html import answers_with_pages
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread


@answers_with_pages
async def figure(request: Request) -> Response:
    """Answer GET /files/figure/{cohort_id}/{figure}.{form}, for the cohort's facilitators."""
    # The server starts without the libraries that pictures take.
    from efficacy.services.pictures import picture_file

    workshop, path = get_workshop(), request.path_params
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    name, text = await in_thread(
        Pool.FILES,
        picture_file,
        workshop,
        who,
        path["cohort_id"],
        path["figure"],
        form=path["form"],
    )
    # Always to keep and never to open here: the page for offline brings scripts of its own.
    return exported(name, text.encode())
