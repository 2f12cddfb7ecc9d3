"""Participants as an SPSS file: one row a person, every variable with its label.

Written by pyreadstat, which needs a file on disk; ``write`` is given its path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from efficacy.language import speech
from efficacy.reports import sheets, styles
from efficacy.reports.cells import Styled, Value, bare, day
from efficacy.reports.material import Material
from efficacy.reports.people import require_confidential
from efficacy.reports.scores import ScoredScale, scored_scales

# SPSS's limits, in bytes.
_LONGEST_NAME, _LONGEST_LABEL = 64, 255
_DECIMALS = {styles.WHOLE: "F8.0", styles.ONE: "F8.2", styles.TWO: "F8.3"}


class _Variable(NamedTuple):
    name: str
    label: str
    values: list[float | None]  # None and NaN alike are missing
    shown: str  # an SPSS format, such as F8.2
    named: Mapping[float, str]  # value labels


def write(found: Material, path: Path) -> None:
    """Write participants, scores and items to ``path`` as a ``.sav``.

    Items are as they were answered, nothing reversed, with the anchors of their
    response scale as value labels. A missing value is SPSS's system-missing.

    Raises
    ------
    NotAllowed
        In a group-only cohort.
    """
    import pandas as pd
    import pyreadstat

    require_confidential(found)
    scored = scored_scales(found)
    variables = _told_apart([*_of_participants(found, scored), *_of_items(found, scored)])
    frame = pd.DataFrame({one.name: one.values for one in variables}, dtype="float64")
    pyreadstat.write_sav(
        frame,
        str(path),
        file_label=f"Can Do {found.code} {day(found.made_ms)}"[:64],
        column_labels={one.name: one.label for one in variables},
        variable_value_labels={one.name: dict(one.named) for one in variables if one.named},
        variable_format={one.name: one.shown for one in variables},
        compress=True,
    )


def _of_participants(found: Material, scored: tuple[ScoredScale, ...]) -> Iterator[_Variable]:
    table = sheets.participants_table(found, scored, speech())
    for place, column in enumerate(table.columns):
        yield _Variable(
            name=name_for(column.name),
            label=_cut(column.about, _LONGEST_LABEL),
            values=[_number(row[place]) for row in table.rows],
            shown=_DECIMALS.get(column.style, "F8.2"),
            named={},
        )


def _of_items(found: Material, scored: tuple[ScoredScale, ...]) -> Iterator[_Variable]:
    titles = {wave.id: wave.title for wave in found.plan.waves}
    for scale in scored:
        anchors = _anchors(found, scale)
        for at in scale.waves:
            for item in at.asked.items:
                words = f"{titles[at.wave]}: {at.asked.texts.get(item, item)}"
                yield _Variable(
                    name=name_for(f"{item} {at.wave}"),
                    label=_cut(words, _LONGEST_LABEL),
                    values=at.frame[item].tolist(),
                    shown="F8.0",
                    named=anchors,
                )


def _anchors(found: Material, scale: ScoredScale) -> dict[float, str]:
    instrument = found.content.instruments[scale.spec.instrument_id]
    declared = next(one for one in instrument.scales if one.id == scale.spec.id)
    return {float(point): words for point, words in declared.response.anchors.items()}


def _number(value: Value | Styled) -> float | None:
    shown = bare(value)
    return None if isinstance(shown, str) or shown is None else float(shown)


def name_for(words: str) -> str:
    """Return a name that SPSS takes: letters, digits and _, beginning with a letter."""
    name = re.sub(r"\W+", "_", words, flags=re.ASCII).strip("_") or "v"
    return (name if name[0].isalpha() else f"v_{name}")[:_LONGEST_NAME]


def _told_apart(variables: list[_Variable]) -> list[_Variable]:
    """Return the variables with names that differ even where SPSS ignores case."""
    taken: set[str] = set()
    apart = []
    for one in variables:
        name, count = one.name, 1
        while name.lower() in taken:
            count += 1
            name = f"{one.name[: _LONGEST_NAME - 4]}_{count}"
        taken.add(name.lower())
        apart.append(one._replace(name=name))
    return apart


def _cut(words: str, most: int) -> str:
    """Return words within so many bytes of UTF-8, on one line."""
    return " ".join(words.split()).encode()[:most].decode("utf-8", errors="ignore")
