"""The switch on a participant's own results: shown to the counselor, or taken back.

A plain form and no press on the live page: it works while the live link is down, and a
press that got lost would leave somebody in the belief that they had taken it back.
"""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import InvalidValue
from efficacy.services import access, own_results
from efficacy.web.forms import form_of
from efficacy.web.html import answers_with_pages, see_other
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread

PAGE = "/my-results"
VERBS = {"yes": own_results.show, "no": own_results.hide}


@answers_with_pages
async def shown(request: Request) -> Response:
    """Answer POST /shown: ``shown`` is yes or no; sent again, it changes nothing more."""
    workshop = get_workshop()
    verb = VERBS.get((await form_of(request)).get("shown", ""))
    if verb is None:
        raise InvalidValue(
            "This form says neither “show” nor “take back”, so nothing was changed. "
            "Load the page again and press the button."
        )
    who = (await in_thread(Pool.DESK, access.who_is, workshop, request.cookies)).participant
    if who is None:
        return see_other("/join")
    await in_thread(Pool.DESK, verb, workshop, who)
    return see_other(PAGE)
