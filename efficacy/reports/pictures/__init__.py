"""The pictures of a cohort's results: made once, for the page and for the files alike.

Plotly is imported only when a picture is drawn; its words, its figures and its
text alternative can be had without.
"""

from __future__ import annotations

from efficacy.language import Speech
from efficacy.reports.pictures.change import change_picture, change_pictures
from efficacy.reports.pictures.levels import staircase_pictures
from efficacy.reports.pictures.picture import Picture, as_csv, as_page, picture_id
from efficacy.reports.pictures.sessions import approach_pictures, ladder_pictures
from efficacy.reports.pictures.sources import cue_pictures, source_pictures
from efficacy.reports.pictures.waves import wave_pictures
from efficacy.reports.results import Results

__all__ = ["Picture", "as_csv", "as_page", "main_picture", "picture_id", "pictures"]


def pictures(results: Results, say: Speech) -> dict[str, Picture]:
    """Return every picture that may be shown, by its id; what is withheld has none."""
    makers = (
        change_pictures,
        wave_pictures,
        staircase_pictures,
        source_pictures,
        cue_pictures,
        ladder_pictures,
        approach_pictures,
    )
    return {one.id: one for maker in makers for one in maker(results, say)}


def main_picture(results: Results, say: Speech) -> Picture | None:
    """Return the picture of the primary scale; None where it may not be shown."""
    scale = results.primary
    return None if scale is None else change_picture(scale, results, say)
