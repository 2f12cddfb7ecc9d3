"""The facilitator's guide, as it stands now: no group keeps a copy of it."""

from __future__ import annotations

from efficacy.content.guide import Guide
from efficacy.errors import NotFound
from efficacy.language import DEFAULT_LANGUAGE
from efficacy.services.access import Facilitator, Operator, require_login
from efficacy.services.workshop import Workshop


def chapters(
    workshop: Workshop,
    who: Facilitator | Operator,
    *,
    only: str | None = None,
    language: str = DEFAULT_LANGUAGE,
) -> tuple[Guide, ...]:
    """Return the chapters in their order, or ``only`` the one with this id.

    Raises
    ------
    NotAllowed
        If ``who`` is not logged in.
    NotFound
        If there is no such chapter.
    """
    with workshop.store.read() as tx:
        require_login(tx, who)
    every = workshop.library.curriculum(language).guides
    if only is None:
        return tuple(sorted(every.values(), key=lambda one: (one.order, one.id)))
    if only not in every:
        raise NotFound(
            "The guide has no chapter “{id}”. Open the whole guide at /files/guide.", id=only[:40]
        )
    return (every[only],)
