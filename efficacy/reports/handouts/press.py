"""The press: a source becomes a tagged PDF or pictures, and nothing is read but fonts and a logo.

Typst sees an empty folder that is made for each job, with the logo in it where there is one.
System fonts are ignored, so that a sheet looks the same on every machine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal

from efficacy.errors import Problem
from efficacy.reports.handouts.coverage import fonts_folder
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.templates import (
    LAYOUT,
    Part,
    Sheet,
    Source,
    Templates,
    as_data,
    line_in_template,
    render,
    text_of,
)

if TYPE_CHECKING:
    import typst

_PLACE = re.compile(r"__typst_py_bytes__\.typ:(\d+)")


@dataclass(frozen=True, slots=True)
class Printed:
    """What came out of the press.

    Attributes
    ----------
    pdf : bytes
        Tagged PDF/UA-1; empty where no sheet could be printed.
    missing : frozenset of str
        Characters that are printed as a sign, as no font has them.
    problems : tuple of Problem
        Templates that could not be printed; the sheets of the others are in ``pdf``.
    """

    pdf: bytes
    missing: frozenset[str]
    problems: tuple[Problem, ...]


def press(sheets: Sequence[Sheet], look: Look, templates: Templates) -> Printed:
    """Print sheets into one PDF, in their order.

    Parameters
    ----------
    sheets : sequence of Sheet
        A person's, or those of a whole group.
    look : Look
        Paper, size of print, colour and logo.
    templates : Templates
        Where the templates come from.
    """
    source = render(sheets, templates)
    pages, problems = _set(source, look, templates, "pdf")
    return Printed(pages[0] if pages else b"", source.missing, (*source.problems, *problems))


def pictures(sheets: Sequence[Sheet], look: Look, templates: Templates) -> tuple[bytes, ...]:
    """Return the pages of some sheets as PNG files, in their order; 96 dots an inch."""
    return _set(render(sheets, templates), look, templates, "png")[0]


def _set(
    source: Source, look: Look, templates: Templates, form: Literal["pdf", "png"]
) -> tuple[tuple[bytes, ...], tuple[Problem, ...]]:
    """Return the files of a source, and what is wrong with templates that were left out of them."""
    import typst

    if not source.parts:
        return (), ()  # Typst would make an empty page of it
    with _desk(look) as desk:
        try:
            return desk.compile(source, source.parts, form), ()
        except typst.TypstError:
            problems = tuple(_guilty(desk, source, templates))
        guilty = {problem.file for problem in problems}
        parts = tuple(part for part in source.parts if part.template not in guilty)
        # An error that no template shows alone would be one of ours.
        if LAYOUT in guilty or (problems and not parts):
            return (), problems
        return desk.compile(source, parts, form), problems


def _guilty(desk: _Desk, source: Source, templates: Templates) -> Iterator[Problem]:
    """Yield what is wrong with each template that cannot be printed alone.

    Every sheet is tried, since a template may fail for one person's answers only.
    """
    import typst

    try:
        desk.compile(source, (), "pdf")
    except typst.TypstError as error:
        yield _problem(error, source.layout, LAYOUT, text_of(templates, LAYOUT), above=0)
        return
    seen = set[str]()
    for part in source.parts:
        if part.template in seen:
            continue
        try:
            desk.compile(source, (part,), "pdf")
        except typst.TypstError as error:
            seen.add(part.template)
            above = _opening(source.layout, 0).count("\n")
            text = text_of(templates, part.template)
            yield _problem(error, part.typst, part.template, text, above=above)


def _problem(
    error: typst.TypstError, typst_source: str, name: str, template: str, *, above: int
) -> Problem:
    """Return what Typst says of a template, at the line where the counselor wrote it."""
    lines = typst_source.splitlines()
    # The last place of a trace is the outermost: where the template called the layout.
    said = "\n".join([error.diagnostic, *error.trace])
    places = [int(place) - above for place in _PLACE.findall(said)]
    inside = [place for place in places if 1 <= place <= len(lines)]
    number = line_in_template(template, lines[inside[-1] - 1]) if inside else None
    where = f"line {number}" if number else "its end, or a line that cannot be told"
    hint = " ".join(error.hints) or "docs/extending/handouts.md says what a template may use."
    # Where Typst looked is a folder made for the job: it tells a counselor nothing.
    found = error.message.split(" (searched at")[0]
    return Problem(name, where, "Typst that can be printed", found, hint)


def _opening(layout: str, number: int) -> str:
    """Return what stands before the Typst of a sheet; it ends with a line of its own."""
    return f"{layout}\n#handout({number})[\n"


@dataclass(frozen=True, slots=True)
class _Desk:
    """An empty folder to print in, with the logo where there is one."""

    folder: Path
    look: Look

    def compile(
        self, source: Source, parts: Sequence[Part], form: Literal["pdf", "png"]
    ) -> tuple[bytes, ...]:
        import typst

        bodies = (f"#handout({n})[\n{part.typst}\n]\n" for n, part in enumerate(parts))
        typesetter = typst.Compiler(
            f"{source.layout}\n{''.join(bodies)}".encode(),
            root=self.folder,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": json.dumps(as_data(source, parts, self._said()))},
            # Packages are refused before; no folder of the user's holds any either.
            package_path=self.folder,
            package_cache_path=self.folder,
        )
        files = typesetter.compile(
            format=form, ppi=96, pdf_standards="ua-1" if form == "pdf" else None
        )
        if files is None:  # only where it was told to write to a file
            return ()
        return tuple(files) if isinstance(files, list) else (files,)

    def _said(self) -> dict[str, object]:
        look = self.look
        return {
            "paper": look.paper,
            "large": look.is_large,
            "odd": look.starts_odd,
            "colour": look.colour,
            "logo": _logo_name(look.logo) if look.logo else None,
            "logo_says": look.logo_says,
        }


@contextmanager
def _desk(look: Look) -> Iterator[_Desk]:
    with TemporaryDirectory(prefix="can-do-press-") as folder:
        if look.logo is not None:
            copyfile(look.logo, Path(folder) / _logo_name(look.logo))
        yield _Desk(Path(folder), look)


def _logo_name(logo: Path) -> str:
    return f"logo{logo.suffix.lower()}"


@cache
def _fonts() -> typst.Fonts:
    """Return the shipped fonts, read once, and no others."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts_folder())],
    )
