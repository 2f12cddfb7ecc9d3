"""The one escape: a template gives values, and the Typst source holds only their numbers.

Escaping by quoting would have to be right in markup, in code, in math and between quotes.
Here the words travel beside the source as data (``sys.inputs``), and what stands in
the source is ``#said.at(7);`` whatever was typed. There is nothing to break out of.
"""

from __future__ import annotations

import unicodedata

from efficacy.errors import InvalidValue
from efficacy.reports.handouts.coverage import printable
from efficacy.reports.handouts.variables import Picture

# The widest letters: so many fit into a line of each column and heading, in large print too.
LONG_RUN = 16
_BREAK_HERE = "\N{ZERO WIDTH SPACE}"


class Said:
    """The words of one print job, each with its number.

    Attributes
    ----------
    words : list of str
        What is printed, in the order in which templates gave it.
    pictures : list of Picture
        What is drawn, likewise.
    missing : set of str
        Characters that no font has; a sign stands in their place.
    """

    def __init__(self) -> None:
        self.words: list[str] = []
        self.pictures: list[Picture] = []
        self.missing: set[str] = set()
        self._numbers: dict[str, int] = {}

    def finalize(self, value: object) -> str:
        """Return the Typst that prints a value; every ``{{ … }}`` of a template comes here.

        Parameters
        ----------
        value : object
            A text, a whole number or a picture.

        Raises
        ------
        InvalidValue
            For everything else: a list, a yes or no, or a whole record is a slip of the template.
        """
        if isinstance(value, Picture):
            self.pictures.append(value)
            return f"#pictured({len(self.pictures) - 1});"
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise InvalidValue(
                "A template prints {found}, and only a text, a whole number or a picture can be "
                "printed. Use a for loop for a list, and an if for a yes or no.",
                found=type(value).__name__,
            )
        return f"#said.at({self.number(str(value))});"

    def number(self, text: str) -> int:
        """Return the number under which a text is printed."""
        if text not in self._numbers:
            plain, missing = printable(text)
            self.missing |= missing
            self._numbers[text] = len(self.words)
            self.words.append(breakable(plain))
        return self._numbers[text]


def breakable(text: str) -> str:
    """Return a text in which very long runs of letters may go on in the next line.

    A person may type forty letters without a space, and a word that Typst cannot break runs
    over the edge of the paper.
    """
    out, run = [], 0
    for before, character in zip(" " + text, text, strict=False):
        run = 0 if character.isspace() else run + 1
        if run > LONG_RUN and _may_part(before) and _may_part(character):
            out.append(_BREAK_HERE)
            run = 1
        out.append(character)
    return "".join(out)


def _may_part(character: str) -> bool:
    """Return whether a line may break beside a character; never within a cluster or Arabic."""
    is_whole = unicodedata.category(character)[0] in "LNPS"
    return is_whole and unicodedata.bidirectional(character) in {"L", "EN", "ES", "CS", "ET", "ON"}
