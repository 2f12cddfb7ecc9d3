"""Say that the server is up, which start it is, and its version."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from efficacy import __version__
from efficacy.web.runtime import get_hub


async def health(request: Request) -> Response:  # noqa: ARG001
    """Answer GET /health: ``boot`` differs after every restart."""
    content = {"status": "ok", "boot": get_hub().boot, "version": __version__}
    return JSONResponse(content, headers={"Cache-Control": "no-store"})
