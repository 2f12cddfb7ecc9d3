"""Hand out files to those who may have them: the only way a file with people's data leaves."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import NotAllowed
from efficacy.language import speech
from efficacy.reports.handouts.look import Look
from efficacy.services import access, exports, facilitate, paper, try_out
from efficacy.services.workshop import Workshop
from efficacy.web import cookies, making
from efficacy.web.html import answers_with_pages, page, see_other
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread

_MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "sav": "application/x-spss-sav",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
}


@answers_with_pages
async def workbook(request: Request) -> Response:
    """Answer GET /files/workbook/{cohort_id}?kind=cohort|working, for its facilitators."""
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    kind = request.query_params.get("kind", "cohort")
    name, content = await in_thread(
        Pool.FILES, exports.workbook, workshop, who, request.path_params["cohort_id"], kind=kind
    )
    return exported(name, content)


@answers_with_pages
async def data(request: Request) -> Response:
    """Answer GET /files/data/{cohort_id}: CSV files by record number, for its facilitators."""
    return await _export(request, exports.Export.DATA)


@answers_with_pages
async def spss(request: Request) -> Response:
    """Answer GET /files/spss/{cohort_id}: an SPSS file by record number, for its facilitators."""
    return await _export(request, exports.Export.SPSS)


async def _export(request: Request, what: exports.Export) -> Response:
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    cohort_id = request.path_params["cohort_id"]
    return exported(*await in_thread(Pool.FILES, exports.export, workshop, who, cohort_id, what))


def begin(
    workshop: Workshop, who: access.Facilitator, cohort_id: str, what: exports.Export
) -> None:
    """Begin to make a file; ``making`` says how far it is, and ``made`` hands it out."""
    making.start(
        workshop,
        who,
        cohort_id,
        what,
        lambda told: exports.export(workshop, who, cohort_id, what, progress=told),
    )


@answers_with_pages
async def made(request: Request) -> Response:
    """Answer GET /files/made/{cohort_id}/{what}: a file that is ready, for who had it made."""
    workshop, path = get_workshop(), request.path_params
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    what = exports.export_named(path["what"])
    file = await in_thread(Pool.DESK, making.take, workshop, who, path["cohort_id"], what)
    return exported(file.name, file.content)


def exported(name: str, content: bytes, *, opens: bool = False) -> Response:
    """Return a file of the kind that its name ends in; no cache holds it.

    Parameters
    ----------
    opens : bool
        Whether a browser shows it; else it is kept as a file.
    """
    plain = "".join(c if c.isascii() and c.isprintable() and c not in '"\\' else "_" for c in name)
    way = "inline" if opens else "attachment"
    disposition = f"{way}; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return Response(
        content,
        media_type=_MEDIA[name.rpartition(".")[2]],
        headers={"Cache-Control": "no-store", "Content-Disposition": disposition},
    )


@answers_with_pages
async def paper_forms(request: Request) -> Response:
    """Answer GET /files/paper/{cohort_id}/{planned_id}?paper=: a PDF, for its facilitators."""
    workshop, planned_id = get_workshop(), request.path_params["planned_id"]
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    content = await in_thread(
        Pool.FILES,
        paper.printed,
        workshop,
        who,
        request.path_params["cohort_id"],
        planned_id,
        paper_of(request),
    )
    return exported(f"paper-{planned_id}.pdf", content, opens=True)


@answers_with_pages
async def try_outs(request: Request) -> Response:
    """Answer GET /files/try-out: which questions can be tried out, for facilitators."""
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    listed = await in_thread(Pool.DESK, try_out.try_outs, workshop, who)
    return page("try-outs.html", speech(), listed=listed)


@answers_with_pages
async def try_out_form(request: Request) -> Response:
    """Answer GET /files/try-out/{instrument_id}: a form to print, for facilitators."""
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    form = await in_thread(
        Pool.FILES, try_out.try_out, workshop, who, request.path_params["instrument_id"]
    )
    return page("try-out.html", speech(form.language), form=form)


@answers_with_pages
async def open_projector(request: Request) -> Response:
    """Answer GET /projector/open/{session_id}: make this browser the room's screen."""
    workshop = get_workshop()
    who = await in_thread(Pool.DESK, the_facilitator, workshop, request)
    token = await in_thread(
        Pool.DESK, facilitate.open_projector, workshop, who, request.path_params["session_id"]
    )
    response = see_other("/projector")
    cookies.keep(response, cookies.PROJECTOR, token)
    return response


def the_facilitator(workshop: Workshop, request: Request) -> access.Facilitator:
    """Return who asks, if they are logged in as a facilitator."""
    who = access.who_is(workshop, request.cookies).facilitator
    if who is None:
        raise NotAllowed("Only a facilitator who is logged in can open this. Log in and try again.")
    return who


def participant(workshop: Workshop, request: Request) -> access.Participant | None:
    """Return who asks, if this device is a participant's."""
    return access.who_is(workshop, request.cookies).participant


def paper_of(request: Request) -> Look:
    """Return the look with the paper that an address asks for; A4 where it names none we have."""
    is_letter = request.query_params.get("paper") == "us-letter"
    return Look(paper="us-letter" if is_letter else "a4")
