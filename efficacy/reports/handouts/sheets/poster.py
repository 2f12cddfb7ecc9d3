"""The way in, for the wall: the code, the address and three steps, to be read from the back row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from efficacy.language import Speech, later
from efficacy.reports.door import qr_svg
from efficacy.reports.handouts.facts import Meeting, Room
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.variables import Picture, Variables


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster(Variables):
    """The variables of the room poster."""

    code: Annotated[str, "The code of the room."]
    address: Annotated[str, "The address to type; empty where nobody can reach this machine."]
    qr: Annotated[tuple[Picture, ...], "The address with the code as a QR code; none without it."]


def fill(room: Room, meeting: Meeting, say: Speech) -> Poster:  # noqa: ARG001
    """Return the way in; what the group is called is nobody's business who passes by."""
    says = say("QR code: it opens {address} with the code {code}.")
    qr = (
        Picture(qr_svg(room.address, room.code), says.format(address=room.address, code=room.code)),
    )
    return Poster(code=room.code, address=room.address, qr=qr if room.address else ())


HANDOUT = ForMeeting(
    id="poster",
    title=later("Room poster"),
    about=later("The code in large letters, the address, a QR code, and three steps."),
    variables=Poster,
    fill=fill,
    pages=1,
    pages_large=1,
)
