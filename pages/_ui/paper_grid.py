"""The grid for answers from paper: what the browser gets to draw it. No answer is among it."""

from __future__ import annotations

from typing import Any

from _ui import components
from efficacy.activities.fields import Rating
from efficacy.language import Speech
from efficacy.services.paper_entry import Grid, GridRow


def draw(found: Grid, cohort_id: str, say: Speech) -> None:
    """Draw one survey: a row a person, a column a question, each cell saved as it is given."""
    components.paper_grid(
        {
            "post": "/desk/paper",
            "cohort": cohort_id,
            "session": found.planned_id,
            "survey": found.activity_id,
            "lang": say.language,
            "columns": [_column(one) for one in found.fields],
            "rows": [_row(one) for one in found.rows],
            "words": components.paper_words(say),
        }
    )


def _column(one: Rating) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "group": one.group,
        "stem": one.group_stem,
        "points": list(one.points),
        "range": f"{one.low}–{one.high}",
    }


def _row(one: GridRow) -> dict[str, Any]:
    return {"id": one.person_id, "name": one.name, "typed": list(one.typed)}
