"""Set and clear the three cookies: who a browser is, and nothing else.

Not ``Secure``: in a room without a certificate the browser would drop them.
``HttpOnly`` keeps scripts away from them, ``Lax`` other sites' forms.
"""

from __future__ import annotations

from starlette.responses import Response

from efficacy.services.access import COOKIE_FACILITATOR, COOKIE_PARTICIPANT, COOKIE_PROJECTOR

FACILITATOR = COOKIE_FACILITATOR
PARTICIPANT = COOKIE_PARTICIPANT
PROJECTOR = COOKIE_PROJECTOR

# Tells the first page after joining not to ask "Are you back?"; read by a script, worth nothing.
ARRIVED = "can_do_arrived"

LASTS_S = 200 * 24 * 3600
ARRIVED_S = 60


def keep(response: Response, name: str, token: str) -> None:
    """Give the browser one of the three identities."""
    response.set_cookie(name, token, max_age=LASTS_S, path="/", httponly=True, samesite="lax")


def drop(response: Response, name: str) -> None:
    """Take an identity away; the store must have ended it already."""
    response.delete_cookie(name, path="/", httponly=True, samesite="lax")


def mark_arrival(response: Response) -> None:
    """Let the next page know that the person has just said who they are."""
    response.set_cookie(ARRIVED, "1", max_age=ARRIVED_S, path="/", samesite="lax")
