"""What axe-core may find, because Streamlit draws it and we cannot: at most five.

Each names the rule, the element of Streamlit, and where that is followed upstream.
"""

from __future__ import annotations

from dataclasses import dataclass

MOST = 5


@dataclass(frozen=True, slots=True)
class Exemption:
    """One rule that is not held against elements that match a selector."""

    rule: str
    selector: str  # an element of Streamlit's own, by its documented test id
    link: str


EXEMPTIONS: tuple[Exemption, ...] = ()
