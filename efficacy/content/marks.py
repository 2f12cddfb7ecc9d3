"""The mark “I did not understand this” on an item: under which id it is stored.

It is an answer of its own beside the item's, with the value 1; taken off, it is
cleared. It is no item: it is never scored and never counts as an answer.
"""

from __future__ import annotations

UNCLEAR = ".unclear"


def mark_of(item_id: str) -> str:
    """Return the id under which the mark on an item is stored."""
    return f"{item_id}{UNCLEAR}"


def is_mark(item_id: str) -> bool:
    """Return whether an id is one of a mark."""
    return item_id.endswith(UNCLEAR)
