"""Draw a take-home file: one HTML page that needs nothing else and reaches nothing else.

The template escapes every value. What the script needs stands beside it as JSON, in which no
``<`` can stand as such; and the page's own policy runs one script, known by its hash.
"""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from efficacy.activities.days import day_words
from efficacy.activities.goal_form import came_of
from efficacy.home import home
from efficacy.language import Speech
from efficacy.reports.take_home.code import ALPHABET, OUTCOMES
from efficacy.reports.take_home.contents import TITLES, TakeHome

TEMPLATE = "take-home.html.j2"
SCRIPT, STYLE = "take-home.js", "take-home.css"
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})
_EPOCH = date(1970, 1, 1)


def page(file: TakeHome, say: Speech) -> bytes:
    """Return the file as HTML, in UTF-8."""
    script = (home() / "handouts" / SCRIPT).read_text(encoding="utf-8")
    html = (
        _environment()
        .get_template(TEMPLATE)
        .render(
            say=say,
            plural=say.plural,
            lang=say.language,
            dir="rtl" if say.language.split("-")[0] in _RIGHT_TO_LEFT else "ltr",
            file=file,
            day=day_words(file.day, say),
            titles={part.value: say(title) for part, title in TITLES.items()},
            outcomes=came_of(say).options,
            policy=policy(script),
            style=(home() / "handouts" / STYLE).read_text(encoding="utf-8"),
            script=script,
            facts=_facts(file, say),
        )
    )
    return html.encode("utf-8")


def policy(script: str) -> str:
    """Return what the page may do: show itself and run this one script; load and send nothing."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'sha256-{digest}'",
            "style-src 'unsafe-inline'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _facts(file: TakeHome, say: Speech) -> dict[str, object]:
    """Return what the script works with: numbers and sentences, and no word of the person."""
    return {
        "tag": file.tag,
        "alphabet": ALPHABET,
        "outcomes": OUTCOMES,
        "made": (date.fromisoformat(file.day) - _EPOCH).days,
        "tasks": {
            task.number: {
                "rung": task.rung,
                "value": task.value,
                "tolerance": task.tolerance,
                "right": task.right,
                "miss": task.miss,
                "slips": [{"value": one.value, "line": one.line} for one in task.slips],
            }
            for task in file.tasks
        },
        "words": {
            "unreadable": say(
                "This could not be read as one number. Type one, such as 12 or 1.5 or 3/4."
            ),
            "remove": say("Take this line out"),
            "done": say("answered"),
        },
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(home() / "handouts"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
