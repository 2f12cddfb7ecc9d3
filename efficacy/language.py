"""Interface words in a participant's language, through gettext.

English stands in the code; a translation is a ``.po`` file under
``curriculum/locale/<language>/can_do.po``. Compiled catalogues are generated
files, so they are made in memory and never stored. The language belongs to
the person who reads, never to the process: pass a ``Speech`` along.
"""

from __future__ import annotations

import gettext
import io
import re
from functools import cache

from efficacy.home import home

DEFAULT_LANGUAGE = "en"

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")


class Speech:
    """Say interface words in one language.

    ``say("Saved")`` translates; ``say.plural("{n} answer", "{n} answers", n)``
    chooses the form that the language uses for ``n`` and fills it in.
    """

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, words: str) -> str:
        """Return ``words`` in this language (unchanged where none is known)."""
        return self._catalogue.gettext(words)

    def plural(self, one: str, many: str, n: int) -> str:
        """Return the form for ``n`` with ``{n}`` filled in."""
        return self._catalogue.ngettext(one, many, n).format(n=n)


def later(words: str) -> str:
    """Return ``words`` as they are: a mark for the catalogue, where they are said only later."""
    return words


@cache
def speech(language: str = DEFAULT_LANGUAGE) -> Speech:
    """Return the interface words of ``language``; English where none exist.

    Parameters
    ----------
    language : str
        A language tag such as ``en`` or ``vi``.
    """
    path = home() / "curriculum" / "locale" / language / "can_do.po"
    # Only tags that are plain folder names may reach the file system.
    if not _TAG.fullmatch(language) or not path.is_file():
        return Speech(DEFAULT_LANGUAGE, gettext.NullTranslations())
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale=language.replace("-", "_")))
    compiled.seek(0)
    return Speech(language, gettext.GNUTranslations(compiled))


@cache
def languages() -> tuple[str, ...]:
    """Return the language tags that have a catalogue, English first.

    Looked up once: reading folders in the middle of a join wave would hold up
    the whole room.
    """
    folder = home() / "curriculum" / "locale"
    found = sorted(path.parent.name for path in folder.glob("*/can_do.po"))
    return (DEFAULT_LANGUAGE, *(tag for tag in found if tag != DEFAULT_LANGUAGE))
