"""Days as people say them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from efficacy.language import Speech


def months_later(day: date, months: int) -> date:
    """Return the day as many months later, at most the end of that month."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def day_words(day: str, say: Speech) -> str:
    """Return a date (ISO text) as people say it: 3 March; as it stands where it is none."""
    from babel.core import UnknownLocaleError
    from babel.dates import format_date

    try:
        found = date.fromisoformat(day)
    except ValueError:
        return day
    if say.language == "en":
        return f"{found.day} {format_date(found, 'MMMM', locale='en')}"
    try:
        return str(format_date(found, "d MMMM", locale=say.language.replace("-", "_")))
    except (UnknownLocaleError, ValueError):
        return day
