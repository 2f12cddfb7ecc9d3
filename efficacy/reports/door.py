"""The way into the room: its address, and the same as a QR code for phones."""

from __future__ import annotations

import io

# Ink and paper of the code on screens; phones read a dark code on a light ground only.
_DARK, _LIGHT = "#1E2A2F", "#FFFFFF"
_EDGE = 2  # modules of light around it


def join_address(address: str, code: str) -> str:
    """Return the address that leads into a room.

    Parameters
    ----------
    address : str
        Of the machine, as ``192.168.0.7:8501``.
    code : str
        The room's, in any case of letters.
    """
    return f"http://{address}/j/{code.lower()}"


def qr_svg(address: str, code: str) -> str:
    """Return the QR code of ``join_address`` as SVG."""
    import segno  # dear to load, and wanted by few

    picture = io.BytesIO()
    segno.make(join_address(address, code), error="m", micro=False).save(
        picture, kind="svg", scale=10, border=_EDGE, dark=_DARK, light=_LIGHT, xmldecl=False
    )
    return picture.getvalue().decode()
