"""Draw the QR code that leads a phone to the room's door."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response

from efficacy.errors import NotFound
from efficacy.reports.door import qr_svg
from efficacy.services import present
from efficacy.services.workshop import Workshop
from efficacy.web.html import answers_with_pages
from efficacy.web.runtime import get_workshop
from efficacy.web.work import Pool, in_thread

_CODE = re.compile(r"^[a-z0-9]{3,16}$")


@answers_with_pages
async def qr_code(request: Request) -> Response:
    """Answer GET /qr/{code}.svg.

    The address is the one chosen for the room, else the likeliest; never this
    machine's name for itself, which would lead a phone to the phone. Whether a
    room has this code is not looked up: the picture says nothing the address
    line does not.
    """
    code = request.path_params["code"].lower()
    if not _CODE.match(code):
        raise NotFound("There is no such code. A code has letters and digits only.")
    address = await in_thread(Pool.DESK, _address, get_workshop())
    if not address:
        raise NotFound(
            "This machine is in no network that phones could reach. Join a Wi-Fi or open a "
            "hotspot, then load this page again."
        )
    return Response(
        qr_svg(address, code),
        media_type="image/svg+xml",
        headers={"Cache-Control": "no-cache"},
    )


def _address(workshop: Workshop) -> str:
    with workshop.store.read() as tx:
        return present.chosen_address(workshop, tx)
