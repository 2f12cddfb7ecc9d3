"""The pictures of the results page as files: figures as CSV, and a page that works offline."""

from __future__ import annotations

from efficacy.errors import InvalidValue, NotFound
from efficacy.language import speech
from efficacy.reports.pictures import Picture, as_csv, as_page, pictures
from efficacy.reports.results import Results
from efficacy.services import report
from efficacy.services.access import Facilitator
from efficacy.services.facilitate.actor import audit
from efficacy.services.workshop import Workshop

FORMS = ("csv", "html")


def picture_file(
    workshop: Workshop, who: Facilitator, cohort_id: str, picture_id: str, *, form: str
) -> tuple[str, str]:
    """Return the name and the text of one picture of a cohort's results.

    It holds what the results page shows to this person, and no more.

    Parameters
    ----------
    form : str
        ``csv`` (the figures) or ``html`` (the picture, without a network).

    Raises
    ------
    InvalidValue
        If there is no such form.
    NotFound
        If there is no such cohort or picture, or the picture is withheld.
    """
    if form not in FORMS:
        raise InvalidValue("A picture comes as “csv” or as “html”, not as “{found}”.", found=form)
    results = report.results(workshop, who, cohort_id)
    say = speech()
    found = pictures(results, say).get(picture_id)
    if found is None:
        raise NotFound("This group has no picture “{found}” to show.", found=picture_id[:40])
    text = as_csv(found) if form == "csv" else _page(found, results)
    workshop.store.write(lambda tx: audit(workshop, tx, who, f"export-picture-{form}", cohort_id))
    return f"can-do-{results.code}-{found.id}.{form}", text


def _page(picture: Picture, results: Results) -> str:
    say = speech()
    notes = [
        say("Without a group for comparison nobody can tell why answers moved."),
        say("Exact figures of one group: keep this file to yourself.")
        if results.is_exact
        else say("Group figures only, rounded. This file may be shared."),
    ]
    if results.is_synthetic:
        notes.insert(0, say("These people are invented; their answers were drawn by chance."))
    heading = f"{results.cohort_name} · {results.plan_title}"
    return as_page(picture, say, heading=heading, notes=tuple(notes))
