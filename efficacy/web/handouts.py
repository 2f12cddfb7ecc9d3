"""Handouts over the network: a facilitator's files and pictures, and a participant's own sheets.

Pages name an order by its query, so that a link, a picture and a file in the making mean the
same. Sheets that people open for themselves have a thread of their own: forty phones at once
keep no facilitator waiting, and no answer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import urlencode

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from efficacy.reports.handouts.look import Look
from efficacy.services import access, handouts
from efficacy.services.handouts import Order
from efficacy.services.workshop import Workshop
from efficacy.web import making
from efficacy.web.files import exported, participant, the_facilitator
from efficacy.web.forms import form_of
from efficacy.web.html import answers_with_pages, page, see_other
from efficacy.web.origin import is_same_origin
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread

PAGE = "/my-handouts"
ALL = "_all"  # no template begins so
MOST_HANDOUTS = 60  # that one order or one form can name
_TICK = "may-print."  # before the id of a handout, in the form
_LETTER_PLACES = frozenset({"US", "CA", "MX", "PH", "CO", "CL"})


# ------------------------------------------------------------------- the facilitator


def begin(workshop: Workshop, who: access.Facilitator, cohort_id: str, order: Order) -> None:
    """Begin to print an order; ``making`` says how far it is, and ``made`` hands it out.

    Raises
    ------
    NotFound
        If ``who`` may not work with the group.
    """
    making.start(
        workshop,
        who,
        cohort_id,
        order,
        lambda told: handouts.make(
            workshop, who, cohort_id, order, progress=told, runner=handouts.run_apart
        ),
    )


def made_address(cohort_id: str, order: Order) -> str:
    """Return where the file of an order is taken from, once it is ready."""
    return f"/files/handouts/made/{cohort_id}?{query_of(order)}"


def picture_address(cohort_id: str, order: Order, handout_id: str, number: int = 1) -> str:
    """Return where the picture of a page of a handout is; pages count from 1."""
    address = f"/files/handouts/preview/{cohort_id}/{handout_id}/{number}.png"
    return f"{address}?{query_of(order)}"


@answers_with_pages
async def made(request: Request) -> Response:
    """Answer GET /files/handouts/made/{cohort_id}?order: a file, for who had it printed."""
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    order, cohort_id = order_of(request.query_params), request.path_params["cohort_id"]
    file = await in_thread(Pool.DESK, making.take, workshop, who, cohort_id, order)
    return exported(file.name, file.content)


@answers_with_pages
async def preview(request: Request) -> Response:
    """Answer GET /files/handouts/preview/{cohort_id}/{handout_id}/{number}.png?order."""
    workshop, path = get_workshop(), request.path_params
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    order = order_of(request.query_params)
    pages = await in_thread(
        Pool.FILES,
        handouts.preview,
        workshop,
        who,
        path["cohort_id"],
        order,
        path["handout_id"],
    )
    return _picture(path["handout_id"], pages, path["number"])


# -------------------------------------------------------------------- an order's query


def query_of(order: Order) -> str:
    """Return an order as the query of an address; ``order_of`` reads it."""
    look = order.look
    pairs = [("handout", one) for one in order.handouts]
    pairs += [
        (name, value)
        for name, value in (
            ("session", order.session_id),
            ("person", order.participant_id),
            ("language", order.language),
            ("paper", look.paper),
            ("large", "yes" if look.is_large else ""),
            ("odd", "yes" if look.starts_odd else ""),
            ("form", order.form),
        )
        if value
    ]
    return urlencode(pairs)


def order_of(query: QueryParams) -> Order:
    """Return the order that an address names.

    Raises
    ------
    InvalidValue
        If there is no such paper or form, or far too many handouts are named.
    """
    ids = tuple(query.getlist("handout"))
    if len(ids) > MOST_HANDOUTS:
        raise InvalidValue(
            "This address names {found} handouts, and at most {most} can be printed at once.",
            found=len(ids),
            most=MOST_HANDOUTS,
        )
    form: Literal["pdf", "zip"] | None = {"pdf": "pdf", "zip": "zip"}.get(query.get("form", "pdf"))  # type: ignore[assignment]
    if form is None:
        raise InvalidValue("Handouts are printed as “pdf” or “zip”. Choose one of these.")
    return Order(
        handouts=ids,
        session_id=query.get("session", ""),
        participant_id=query.get("person", ""),
        language=query.get("language", ""),
        look=_look_of(query),
        form=form,
    )


def _look_of(query: QueryParams) -> Look:
    papers: dict[str, Literal["a4", "us-letter"]] = {"a4": "a4", "us-letter": "us-letter"}
    paper = papers.get(query.get("paper", "a4"))
    if paper is None:
        raise InvalidValue("Paper is “a4” or “us-letter”. Choose one of these.")
    return Look(
        paper=paper,
        is_large=query.get("large") == "yes",
        starts_odd=query.get("odd") == "yes",
    )


# ------------------------------------------------------------------- the participant


@answers_with_pages
async def my_handouts(request: Request) -> Response:
    """Answer GET /my-handouts: what somebody can open, and what they release for printing."""
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, participant, workshop, request)
    if who is None:
        return see_other("/join")
    own = await in_thread(Pool.OWN, handouts.own, workshop, who)
    private = [one for one in own.handouts if one.is_private]
    return page(
        "my-handouts.html",
        speech(own.language),
        own=own,
        private=private,
        released=sum(one.is_released for one in private),
        is_saved=request.query_params.get("saved") == "yes",
        paper=_likely_paper(request),
        tick=_TICK,
        all=ALL,
    )


@answers_with_pages
async def release(request: Request) -> Response:
    """Answer POST /my-handouts/release: a tick a handout; what has none is taken back."""
    workshop = get_workshop()
    form = await form_of(request, most_fields=MOST_HANDOUTS)
    who = await in_thread(Pool.DESK, participant, workshop, request)
    if who is None:
        return see_other("/join")
    ids = [name.removeprefix(_TICK) for name in form if name.startswith(_TICK)]
    await in_thread(Pool.DESK, handouts.release, workshop, who, ids)
    return see_other(f"{PAGE}?saved=yes#released")


@answers_with_pages
async def own_pdf(request: Request) -> Response:
    """Answer GET /my-handouts/{handout_id}.pdf?paper=&large=: one's own sheet, or ``all``."""
    look, handout_id = _look_of(request.query_params), request.path_params["handout_id"]

    def printed(workshop: Workshop, who: access.Participant) -> Response:
        ids = [handout_id]
        if handout_id == ALL:
            ids = [one.id for one in handouts.own(workshop, who).handouts]
        name, made = handouts.own_print(workshop, who, ids, look)
        if not made.pdf:
            raise NotFound("This sheet cannot be printed now. Ask your counselor for it.")
        return exported(name, made.pdf, opens=True)

    return await _own(request, printed)


@answers_with_pages
async def own_picture(request: Request) -> Response:
    """Answer GET /my-handouts/{handout_id}.png: how the first page of one's own sheet looks."""
    handout_id = request.path_params["handout_id"]
    return await _own(
        request,
        lambda workshop, who: _picture(
            handout_id, handouts.own_pictures(workshop, who, handout_id, Look()), 1
        ),
    )


async def _own(
    request: Request, answer: Callable[[Workshop, access.Participant], Response]
) -> Response:
    """Return a file of somebody's own, if their page of handouts asks for it.

    A computer may be shared, and browsers list what was opened: from such a list the way is
    by the page, which asks who is there.
    """
    workshop = get_workshop()
    if not is_same_origin(request.headers):
        return see_other(PAGE)
    who = await in_thread(Pool.DESK, participant, workshop, request)
    if who is None:
        return see_other("/join")
    return await in_thread(Pool.OWN, answer, workshop, who)


def _picture(handout_id: str, pages: tuple[bytes, ...], number: int) -> Response:
    if not 1 <= number <= len(pages):
        raise NotFound("This handout has no such page. Load the page again.")
    return exported(f"{handout_id}-{number}.png", pages[number - 1], opens=True)


def _likely_paper(request: Request) -> str:
    """Return the paper that lies in printers where a browser's first language is spoken."""
    first = request.headers.get("accept-language", "").split(",")[0].split(";")[0]
    place = first.strip().rpartition("-")
    return "us-letter" if place[0] and place[2].upper() in _LETTER_PLACES else "a4"
