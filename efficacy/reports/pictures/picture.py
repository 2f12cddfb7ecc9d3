"""One picture: its words, its figures as a table, and how it is drawn."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from efficacy.language import Speech
from efficacy.reports.cells import harmless

Cell = str | float | None
_LEADING_MARK = "\ufeff"  # tells Excel that the text is UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture and all that stands for it where it cannot be seen.

    Attributes
    ----------
    id : str
        Of letters, digits and hyphens: it stands in an address.
    title : str
    alt : str
        All that the picture shows, in words, n included.
    note : str
        How to read it, and its caution.
    columns, rows
        The figures that are drawn; None is missing.
    paint : callable
        Returns the Plotly figure; nothing is computed before.
    """

    id: str
    title: str
    alt: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    paint: Callable[[], Any]


def picture_id(topic: str, name: str = "") -> str:
    """Return an id that can stand in an address: ``change-math-tasks``."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", f"{topic}-{name}" if name else topic)


def as_csv(picture: Picture) -> str:
    """Return the figures as comma-separated text that no spreadsheet runs as a formula."""
    out = io.StringIO(newline="")
    out.write(_LEADING_MARK)
    writer = csv.writer(out)
    writer.writerow(picture.columns)
    writer.writerows([_cell(value) for value in row] for row in picture.rows)
    return out.getvalue()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return f"{round(value, 6):.12g}"


# The file holds all it needs, and its own policy keeps it from asking anybody for more.
_POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
)
_STYLE = (
    "body{margin:2rem auto;max-width:60rem;padding:0 1rem;font:1rem/1.5 sans-serif;color:#1e2a2f}"
    "table{border-collapse:collapse}th,td{padding:.3rem .8rem .3rem 0;text-align:left;"
    "border-bottom:1px solid #ddd6c9}figure{margin:0}"
)
_BUTTONS = {
    "displaylogo": False,
    "displayModeBar": True,
    "modeBarButtons": [["toImage"]],
    "responsive": True,
}


def as_page(picture: Picture, say: Speech, *, heading: str, notes: tuple[str, ...]) -> str:
    """Return a web page that shows the picture without a network, and can save it as SVG.

    Parameters
    ----------
    heading : str
        Whose picture it is.
    notes : tuple of str
        What must stand beside it wherever it goes.
    """
    from markupsafe import Markup

    config = {**_BUTTONS, "toImageButtonOptions": {"format": "svg", "filename": picture.id}}
    drawn = picture.paint().to_html(include_plotlyjs=True, full_html=False, config=config)
    return str(
        Markup(
            '<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
            '<meta http-equiv="Content-Security-Policy" content="{policy}">'
            '<meta name="viewport" content="width=device-width"><title>{title}</title>'
            "<style>{style}</style></head><body><p>{heading}</p><h1>{title}</h1>"
            '<figure><div role="img" aria-label="{alt}">{drawn}</div>'
            "<figcaption>{note}</figcaption></figure>{notes}<h2>{figures}</h2>{table}"
            "</body></html>"
        ).format(
            lang=say.language,
            policy=_POLICY,
            title=picture.title,
            style=Markup(_STYLE),
            heading=heading,
            alt=picture.alt,
            drawn=Markup(drawn),
            note=picture.note,
            notes=Markup("").join(Markup("<p>{}</p>").format(note) for note in notes),
            figures=say("The figures"),
            table=_table(picture),
        )
    )


def _table(picture: Picture) -> Any:
    from markupsafe import Markup

    def row(cells: tuple[Cell, ...], tag: str) -> Markup:
        shown = ("" if c is None else f"{c:g}" if not isinstance(c, str) else c for c in cells)
        one = Markup("<td>{}</td>") if tag == "td" else Markup('<th scope="col">{}</th>')
        return Markup("<tr>{}</tr>").format(Markup("").join(one.format(cell) for cell in shown))

    return Markup("<table><thead>{}</thead><tbody>{}</tbody></table>").format(
        row(picture.columns, "th"), Markup("").join(row(cells, "td") for cells in picture.rows)
    )
