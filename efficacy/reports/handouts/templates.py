"""Sheets become one Typst source: Jinja2 in a sandbox, templates from two folders, nothing else.

One source holds a whole group, so that fonts and layout are read once. A template that fails is a
problem with file, line and hint; the sheets of the others are still in the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    StrictUndefined,
    TemplateNotFound,
    Undefined,
    pass_context,
)
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from efficacy.errors import InvalidValue, Problem
from efficacy.home import home
from efficacy.language import Speech, speech
from efficacy.reports.handouts.handout import Handout
from efficacy.reports.handouts.said import Said
from efficacy.reports.handouts.variables import Picture, Variables, sentences, values

TEMPLATE_ENDS = ".typ.j2"
LAYOUT = f"layout{TEMPLATE_ENDS}"
_NAME = re.compile(rf"[a-z0-9][a-z0-9.-]*{re.escape(TEMPLATE_ENDS)}")

# What could read a file or fetch a package, by whatever way it is reached. Words of people are
# never in a source, and those of a sheet are not where ``say`` gives them.
_LOADS = re.compile(r"\b(?:import|include|eval|std)\b")
_TAG = re.compile(r"\{\{.*?\}\}")
_STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One handout for one person: ``data`` is of the class that ``handout.variables`` names."""

    handout: Handout
    data: Variables
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Part:
    """The Typst of one sheet, the template it came from, and the title in its foot."""

    template: str
    typst: str
    title: str
    language: str
    is_landscape: bool
    has_narrow_margins: bool


@dataclass(frozen=True, slots=True)
class Source:
    """One print job before it is printed.

    Attributes
    ----------
    layout : str
        Typst: the functions that all templates use.
    parts : tuple of Part
        In the order of the sheets.
    words : tuple of str
        What the parts print, by number; see ``said``.
    pictures : tuple of Picture
        What the parts draw, likewise.
    missing : frozenset of str
        Characters that are replaced by a sign, as no font has them.
    problems : tuple of Problem
        A template that could not be rendered is named here, and its sheets are left out.
    """

    layout: str
    parts: tuple[Part, ...]
    words: tuple[str, ...]
    pictures: tuple[Picture, ...]
    missing: frozenset[str]
    problems: tuple[Problem, ...]


class Templates(BaseLoader):
    """The template files of some folders, and no other file in them.

    Parameters
    ----------
    own : Path or None
        A counselor's folder. Its files come first; one with the name of a template that ships
        takes its place.
    """

    def __init__(self, own: Path | None = None) -> None:
        shipped = home() / "handouts"
        self._folders = (shipped,) if own is None else (own, shipped)

    def get_source(
        self,
        environment: Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return a template's text and path, as Jinja2 asks for it."""
        path = self.path(template)
        if path is None:
            raise TemplateNotFound(template)
        try:
            # Each job reads its templates anew, and each of them once.
            return path.read_text(encoding="utf-8"), str(path), lambda: True
        except UnicodeDecodeError as error:
            raise TemplateSyntaxError("This file is not UTF-8.", 1, template) from error

    def path(self, template: str) -> Path | None:
        """Return the file of a template; None where no file has this kind of name."""
        if not is_template(template):
            return None
        found = (folder / template for folder in self._folders)
        return next((path for path in found if path.is_file()), None)


def is_template(name: str) -> bool:
    """Return whether a file of this name can be a template."""
    return bool(_NAME.fullmatch(name))


def render(sheets: Sequence[Sheet], templates: Templates) -> Source:
    """Return the Typst source of some sheets.

    Parameters
    ----------
    sheets : sequence of Sheet
        In the order in which they are printed.
    templates : Templates
        Where the templates come from.
    """
    said = Said()
    environment = _environment(said, templates)
    problems: dict[str, Problem] = {}

    def rendered(name: str, variables: Mapping[str, object], known: Sequence[str]) -> str:
        try:
            typst = environment.get_template(name).render(variables)
            _refuse_loading(typst)
        except (TemplateError, InvalidValue, TypeError, ValueError, ArithmeticError) as error:
            problems.setdefault(name, _problem(name, error, known))
            return ""
        return typst

    layout = rendered(LAYOUT, {}, ())
    parts = []
    for sheet in sheets:
        say, name = speech(sheet.language), f"{sheet.handout.id}{TEMPLATE_ENDS}"
        if name in problems:
            continue
        known = tuple(sentences(sheet.handout.variables))
        given = {"say": say.__call__, "plural": say.plural, **values(sheet.data)}
        typst = rendered(name, given, known)
        if name not in problems:
            parts.append(
                Part(
                    template=name,
                    typst=typst,
                    title=say(sheet.handout.title),
                    language=sheet.language,
                    is_landscape=sheet.handout.orientation == "landscape",
                    has_narrow_margins=sheet.handout.has_narrow_margins,
                )
            )
    whole = tuple(part for part in parts if part.template not in problems)
    return Source(
        layout,
        whole,
        tuple(said.words),
        tuple(said.pictures),
        frozenset(said.missing),
        tuple(problems.values()),
    )


class _Compiled(BytecodeCache):
    """What templates were compiled to, by their text: forty people open the same sheets at once."""

    MOST = 200

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give back what the same text was compiled to before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a text was compiled to; a folder that is being worked on fills nothing up."""
        if bucket.code is not None:
            if len(self._codes) >= self.MOST:
                self._codes.clear()
            self._codes[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def _environment(said: Said, templates: Templates) -> SandboxedEnvironment:
    # With a context it is called when a sheet is made; without one Jinja2 would call it for fixed
    # words when it compiles, and leave numbers of this job in the template.
    @pass_context
    def finalize(_: Context, value: object) -> str:
        if isinstance(value, Undefined):
            str(value)  # raises, and names the variable
        return said.finalize(value)

    return SandboxedEnvironment(
        loader=templates,
        bytecode_cache=_compiled,
        undefined=StrictUndefined,
        finalize=finalize,
        autoescape=False,  # this is no HTML; ``finalize`` is the escape
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


class _Loads(ValueError):
    """A template that would read a file or a package."""

    def __init__(self, line: int, found: str) -> None:
        super().__init__(found)
        self.lineno = line


def _refuse_loading(typst: str) -> None:
    if found := _LOADS.search(typst):
        line = typst.count("\n", 0, found.end()) + 1
        raise _Loads(line, typst.splitlines()[line - 1].strip())


def _problem(name: str, error: Exception, known: Sequence[str]) -> Problem:
    """Return what is wrong in a template, where, and what to do about it."""
    where = f"line {_line(name, error)}"
    if isinstance(error, _Loads):
        hint = 'A handout reads no other file. Words of a sheet belong into {{ say("…") }}.'
        return Problem(name, where, "no import, include, eval or std", str(error), hint)
    if isinstance(error, TemplateNotFound):
        hint = "Its name ends in .typ.j2 and has small letters, digits, dots and hyphens only."
        return Problem(name, where, "a template of this name", str(error.name), hint)
    hint = f"It may use: {', '.join(known)}." if known else ""
    if isinstance(error, TemplateSyntaxError):
        hint = "Look for a bracket that is not closed, or a missing end of an if or for."
    return Problem(name, where, "a template that can be filled in", _said(error), hint)


def _said(error: Exception) -> str:
    return str(getattr(error, "message", None) or error).rstrip(".")


def _line(name: str, error: Exception) -> int:
    """Return the line of a template at which an error arose, 1 where none is known."""
    if isinstance(error, _Loads | TemplateSyntaxError):
        return error.lineno
    line, step = 1, error.__traceback__
    while step is not None:
        # Jinja2 puts the template's own file and line into the traceback.
        if Path(step.tb_frame.f_code.co_filename).name == name:
            line = step.tb_lineno
        step = step.tb_next
    return line


def line_in_template(template: str, rendered: str) -> int | None:
    """Return the line of a template that a rendered line came from; None where none fits."""
    for number, line in enumerate(template.splitlines(), start=1):
        fixed = [_STATEMENT.sub("", piece) for piece in _TAG.split(line)]
        if re.fullmatch(".*".join(map(re.escape, fixed)), rendered) and "".join(fixed).strip():
            return number
    return None


def text_of(templates: Templates, name: str) -> str:
    """Return the text of a template; empty where there is no such file."""
    path = templates.path(name)
    return "" if path is None else path.read_text(encoding="utf-8")


def as_data(source: Source, parts: Sequence[Part], look: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the layout reads from ``sys.inputs``: words, and how each part is headed."""
    heads = [
        {
            "title": part.title,
            "language": part.language,
            "landscape": part.is_landscape,
            "narrow": part.has_narrow_margins,
        }
        for part in parts
    ]
    pictures = [{"svg": one.svg, "says": one.says} for one in source.pictures]
    feet = {part.language: _foot(speech(part.language)) for part in parts}
    return {
        "said": source.words,
        "pictures": pictures,
        "heads": heads,
        "feet": feet,
        "look": look,
    }


def _foot(say: Speech) -> dict[str, str]:
    return {"pages": say("Page {page} of {pages}"), "brand": say("Can Do")}
