"""Tables, lists of figures and quiet sentences: what every part of the results is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from _ui.theme import Markup, joined


def quiet(*sentences: str) -> Markup:
    """Return sentences on a pale ground; nothing where all are empty."""
    words = " ".join(sentence for sentence in sentences if sentence)
    return Markup('<p class="ui-quiet">{}</p>').format(words) if words else Markup("")


def title(words: str, *notes: str) -> Markup:
    """Return the title of a part, and a sentence or two below it."""
    return Markup("<div class='re-title'><h2>{}</h2>{}</div>").format(words, soft(*notes))


def subtitle(words: str, *notes: str) -> Markup:
    """Return a title within a part, and a sentence or two below it."""
    return Markup("<div class='re-title'><h3>{}</h3>{}</div>").format(words, soft(*notes))


def soft(*sentences: str) -> Markup:
    """Return each sentence as a paragraph of its own; nothing for an empty one."""
    return joined(
        Markup('<p class="ui-soft">{}</p>').format(sentence) for sentence in sentences if sentence
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], *, about: str) -> Markup:
    """Return a table whose first column names its rows; nothing without a row.

    Parameters
    ----------
    about : str
        What the table holds, for those who cannot see it: it scrolls by keyboard.
    """
    drawn = joined(
        Markup('<tr><th scope="row">{}</th>{}</tr>').format(
            row[0], joined(Markup("<td>{}</td>").format(cell) for cell in row[1:])
        )
        for row in rows
    )
    if not drawn:
        return Markup("")
    return Markup(
        '<div class="re-wide" role="region" tabindex="0" aria-label="{about}">'
        '<table class="re-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    ).format(
        about=about,
        heads=joined(Markup('<th scope="col">{}</th>').format(head) for head in heads),
        rows=drawn,
    )


def part(about: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *notes: str) -> Markup:
    """Return a table below its title and a sentence or two; nothing without a row."""
    drawn = table(heads, rows, about=about)
    return joined((subtitle(about, *notes), drawn)) if drawn else drawn


def figures(pairs: Iterable[tuple[str, str]]) -> Markup:
    """Return figures with their names, side by side."""
    return Markup('<dl class="de-figures">{}</dl>').format(
        joined(Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*pair) for pair in pairs)
    )
