"""The counselor's own folder of bought instruments, beside the database.

Nobody needs one. A file with a mistake is left out and keeps nothing from working.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from pydantic import ValidationError

from efficacy.content.base import Id
from efficacy.content.explain import explain, nearest, shown
from efficacy.content.findings import Collector
from efficacy.content.licensed import KIND, Licence, LicensedInstrument, as_instrument
from efficacy.content.licensed_rules import check_licensed
from efficacy.content.models import Curriculum, Instrument
from efficacy.content.reading import Raw, read_yaml
from efficacy.errors import Problem

ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An instrument on the shelf: as the program uses it, and as it was bought."""

    file: str
    instrument: Instrument
    licence: Licence


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of instruments that were bought, as it was read.

    A file with problems is left out; it keeps nothing else from working.
    """

    copies: Mapping[Id, Copy] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()

    def instruments(self) -> dict[str, Instrument]:
        """Return the instruments by id, with their words."""
        return {id: one.instrument for id, one in self.copies.items()}


def read_shelf(folder: Path | None, *, beside: Curriculum | None = None) -> Shelf:
    """Return the instruments of a folder, and every problem of its files.

    Parameters
    ----------
    folder : Path or None
        It need not exist: nobody has to buy anything.
    beside : Curriculum, optional
        The content whose names of instruments, scales and items are taken.
    """
    taken = _names(beside.instruments.values()) if beside is not None else {}
    copies: dict[str, Copy] = {}
    problems: list[Problem] = []
    for path in _files(folder):
        copy, wrong = _read(path)
        if copy is not None and not wrong:
            wrong = _clashes(copy, taken)
        problems += wrong
        if copy is not None and not wrong:
            copies[copy.instrument.id] = copy
            taken |= _names([copy.instrument], owner=copy.file)
    return Shelf(MappingProxyType(copies), tuple(problems))


def mark_of(folder: Path | None) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when a file of the folder does: names, times and sizes."""
    found = []
    for path in _files(folder):
        try:
            about = path.stat()
        except OSError:
            continue
        found.append((path.name, about.st_mtime_ns, about.st_size))
    return tuple(found)


def found_again(pinned: Instrument, shelf: Shelf) -> Instrument | None:
    """Return a pinned instrument with its words; None if the folder has not the same ones."""
    if pinned.bought is None:
        return pinned
    copy = shelf.copies.get(pinned.id)
    if copy is None or copy.instrument.bought is None:
        return None
    same = copy.instrument.bought.fingerprint == pinned.bought.fingerprint
    return copy.instrument if same else None


# ---------------------------------------------------------------- one file


def _files(folder: Path | None) -> Iterator[Path]:
    if folder is None:
        return
    try:
        found = sorted(folder.iterdir())
    except OSError:
        return
    for path in found:
        if path.suffix.lower() in ENDINGS and not path.name.startswith(".") and path.is_file():
            yield path


def _read(path: Path) -> tuple[Copy | None, tuple[Problem, ...]]:
    raw = read_yaml(path, name=path.name)
    if raw.data is None or raw.problems:
        return None, raw.problems
    if raw.data.get("kind") != KIND:
        found = raw.data.get("kind")
        hint = nearest(str(found), (KIND,))
        return None, (Problem(path.name, "kind", f"“{KIND}”", shown(found), hint),)
    typed, problems = _checked(raw, path.name)
    if typed is None:
        return None, problems
    found_wrong = Collector(path.name)
    check_licensed(typed, found_wrong)
    errors = found_wrong.findings().errors
    if errors:
        return None, errors
    return Copy(file=path.name, instrument=as_instrument(typed), licence=typed.licence), ()


def _checked(raw: Raw, name: str) -> tuple[LicensedInstrument | None, tuple[Problem, ...]]:
    head = raw.data.get("id") if isinstance(raw.data.get("id"), str) else ""
    try:
        return LicensedInstrument.model_validate_json(json.dumps(raw.data)), ()
    except ValidationError as error:
        problems = explain(
            error,
            file=name,
            model=LicensedInstrument,
            data=raw.data,
            head=head,
            marks=raw.marks,
            spoilt=raw.spoilt,
        )
        return None, problems


def _names(
    instruments: Iterable[Instrument], *, owner: str = "the curriculum"
) -> dict[tuple[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for one in instruments:
        names["instrument", one.id] = owner
        for scale in one.scales:
            names["scale", scale.id] = owner
            names |= {("item", item.id): owner for item in scale.items}
    return names


def _clashes(copy: Copy, taken: Mapping[tuple[str, str], str]) -> tuple[Problem, ...]:
    return tuple(
        Problem(
            copy.file,
            f"{copy.instrument.id} → {name}",
            f"an id that no other {what} has",
            f"“{name}” as in {taken[what, name]}",
            "Choose another id.",
        )
        for what, name in _names([copy.instrument])
        if (what, name) in taken
    )
