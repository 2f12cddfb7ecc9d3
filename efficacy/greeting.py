"""What the terminal says at the start: addresses, QR code, set-up link."""

from __future__ import annotations

import io
import sys
import urllib.error
import urllib.request

from efficacy.services import access
from efficacy.services.workshop import Workshop
from efficacy.web.addresses import lan_addresses


def greet(workshop: Workshop, *, port: int) -> str:
    """Print how to reach the app; return the link to open on this machine."""
    link = f"http://localhost:{port}/"
    lines = ["", "  Can Do", "", f"  On this machine:   {link}"]
    rooms = [f"http://{address}:{port}/" for address in lan_addresses()]
    for place, room in enumerate(rooms):
        lines.append(f"  {'For the room:' if place == 0 else '           or:':<18} {room}")
    if not rooms:
        lines.append(
            "  For the room:      no network found. Join a Wi-Fi or open a hotspot; "
            "the screens will show the address."
        )
    lines.append(f"  Answers are in:    {workshop.store.place}")
    if not access.has_facilitator(workshop):
        link = f"http://localhost:{port}/setup?token={access.new_setup_link(workshop)}"
        lines += [
            "",
            "  First start. Open this link once, on this machine, and choose your name",
            "  and passphrase:",
            "",
            f"    {link}",
        ]
    print("\n".join(lines))
    picture = _qr(rooms[0]) if rooms else ""
    if _can_be_printed(picture):
        print(f"\n{picture}")
    print("  Stop with Ctrl+C. Answers are saved as they are given.\n", flush=True)
    return link


def _qr(address: str) -> str:
    import segno

    picture = io.StringIO()
    segno.make(address, error="m").terminal(out=picture, compact=True, border=2)
    return picture.getvalue()


def _can_be_printed(picture: str) -> bool:
    try:
        picture.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        return False  # an old terminal would show something that no phone can read
    return bool(picture)


def is_up(port: int) -> bool:
    """Return whether Can Do answers on this machine."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=1) as reply:
            return bool(reply.status == 200)
    except (urllib.error.URLError, OSError):
        return False
