"""A facilitator's own plans and stories: copy, edit, check, send on, take in.

What ships is never changed. What is a counselor's own lies in a folder of theirs, is
checked by the same rules, and can be used for new cohorts once nothing is wrong with it.
A cohort that has been made keeps the content it was made with.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from efficacy.content.exchange import packed, unpacked
from efficacy.content.findings import Findings
from efficacy.content.forms import CORE, FULL
from efficacy.content.lint import lint_of
from efficacy.content.loader import Content, Entry, Folder
from efficacy.content.models import Curriculum, Plan
from efficacy.content.outline import Draft, draft
from efficacy.content.own import HEAD, as_text, place_of, remove_own, write_own
from efficacy.errors import Conflict, ContentError, InvalidValue, NotFound, Problem, StoreError
from efficacy.language import later
from efficacy.services.access import require_login
from efficacy.services.facilitate.actor import Actor, audit
from efficacy.services.told import ended_problems
from efficacy.services.typed import Line, line
from efficacy.services.workshop import Workshop

TITLE = Line(80, later("A title has 1 to {most} characters; this one has {found}. Type another."))
MOST_CHARACTERS = 1_000_000
ENDINGS = ("yaml", "yml")  # of files that are taken in


@dataclass(frozen=True, slots=True)
class Taken:
    """What came out of a file that somebody sent: what is new here, and what was here already."""

    new: tuple[str, ...]
    same: tuple[str, ...]


def own_contents(workshop: Workshop, who: Actor) -> tuple[Content, ...]:
    """Return everything of one's own that can be read, usable or not, plans first by title."""
    _require(workshop, who)
    own = workshop.library.own()
    found = [entry.content for entry in (*own.entries, *own.left_out)]
    return tuple(sorted(found, key=lambda one: (one.kind != "plan", getattr(one, "title", one.id))))


def own_problems(workshop: Workshop, who: Actor) -> tuple[Problem, ...]:
    """Return what is wrong in the own folder, every file; also stories whose consent has ended."""
    own = workshop.library.own()
    contents = (entry.content for entry in own.entries)
    _require(workshop, who)
    return (*own.problems, *ended_problems(workshop, contents))


def review(workshop: Workshop, who: Actor, content: Content) -> Findings:
    """Return what the checks say of content that is not saved yet, among all that is."""
    _require(workshop, who)
    library = workshop.library
    file = HEAD + place_of(content)
    others = (one for one in library.own().entries if one.file != file)
    entries = (*library.shipped().entries, *others, Entry(file, content))
    return lint_of(Folder(entries, ()), {file})


def copy_plan(workshop: Workshop, who: Actor, plan_id: str, *, title: str) -> str:
    """Copy a plan into the own folder under a new title; return the copy's id.

    Raises
    ------
    NotFound
        If there is no such plan.
    InvalidValue
        If the title is not usable.
    """
    title = line(title, TITLE)
    plan = _plan(workshop, plan_id)
    copy = plan.model_copy(update={"id": _free_id(workshop, title), "title": title})
    save(workshop, who, copy)
    return copy.id


def draft_plan(
    workshop: Workshop,
    who: Actor,
    text: str,
    *,
    title: str,
    kinds: Mapping[int, str] = MappingProxyType({}),
) -> Draft:
    """Return the plan that an outline describes; nothing is saved.

    ``kinds`` says what a line is, by its number, where its words were read wrongly.

    Raises
    ------
    InvalidValue
        If the outline has no activity or too many lines, or the title is not usable.
    """
    _require(workshop, who)
    title = line(title, TITLE)
    today = datetime.fromtimestamp(workshop.now_ms() / 1000, UTC).date()
    return draft(
        text,
        workshop.library.curriculum(),
        title=title,
        plan_id=_free_id(workshop, title),
        author=getattr(who, "name", "") or "A facilitator",
        today=today,
        kinds=kinds,
    )


def save(workshop: Workshop, who: Actor, content: Content) -> None:
    """Write content into the own folder and read the folder anew.

    Content with mistakes is saved all the same, since half-done work must not be lost;
    it is offered for cohorts once it has none.

    Raises
    ------
    Conflict
        If something that ships has this id.
    StoreError
        If the folder cannot be written.
    """
    _require(workshop, who)
    if workshop.library.ships(content):
        raise Conflict(
            "“{id}” is the id of something that comes with Can Do, which stays as it is. "
            "Make a copy and change that.",
            id=content.id,
        )
    _write(workshop, content)
    _note(workshop, who, "content-saved", content)


def save_text(workshop: Workshop, who: Actor, text: str) -> Content:
    """Save content that was edited as text; return it.

    Raises
    ------
    ContentError
        With every problem and its line, if the text is not usable content.
    """
    _require(workshop, who)
    found = unpacked(_short_enough(text), name=later("the text"))
    if found.problems:
        raise ContentError(found.problems)
    if len(found.contents) != 1:
        raise InvalidValue("This text holds several contents. Take it in as a file instead.")
    save(workshop, who, found.contents[0])
    return found.contents[0]


def text_of(workshop: Workshop, who: Actor, content: Content) -> str:
    """Return content as the text that can be edited."""
    _require(workshop, who)
    return as_text(content)


def delete_own(workshop: Workshop, who: Actor, kind: str, content_id: str) -> None:
    """Delete content from the own folder; cohorts that were made with it keep it.

    Raises
    ------
    NotFound
        If there is no such content in the own folder.
    """
    for content in own_contents(workshop, who):
        if (content.kind, content.id) == (kind, content_id):
            remove_own(folder_of(workshop), content)
            workshop.library.refresh()
            _note(workshop, who, "content-deleted", content)
            return
    raise NotFound("There is no “{id}” among your own content any more.", id=content_id)


def export_plan(workshop: Workshop, who: Actor, plan_id: str) -> str:
    """Return a plan with all that it needs as the text of one file.

    The items of bought instruments are not in it: whoever takes the plan in must have
    bought them too.

    Raises
    ------
    InvalidValue
        If it tells the story of a real person, who agreed to this counselor's groups only.
    NotFound
        If there is no such plan, or it asks an instrument that is not there.
    """
    _require(workshop, who)
    core, full = (workshop.library.bundle(plan_id, form=form) for form in (CORE, FULL))
    _keeps_stories_here(workshop, core)
    asked = core.instruments | full.instruments
    ours = {id: one for id, one in asked.items() if one.bought is None}
    # The plan as it is written, with both of its forms.
    plans = {plan_id: workshop.library.curriculum().plans[plan_id]}
    return packed(core.model_copy(update={"plans": plans, "instruments": ours}))


def file_name(plan_id: str) -> str:
    """Return what the file of a plan that is sent on is called."""
    return f"can-do-{plan_id}.{ENDINGS[0]}"


def text_in(body: bytes) -> str:
    """Return the text of a file that somebody sent.

    Raises
    ------
    InvalidValue
        If it is no text.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidValue(
            "This file is no text. Choose the file that Can Do made when the plan was sent on."
        ) from None


def take_in(workshop: Workshop, who: Actor, text: str, *, name: str) -> Taken:
    """Take a file from somebody else into the own folder, all of it or nothing.

    What is here already with the same words is left as it is.

    Raises
    ------
    ContentError
        With every problem of the file; then nothing was taken.
    """
    _require(workshop, who)
    found = unpacked(_short_enough(text), name=name)
    if found.problems:
        raise ContentError(found.problems)
    known = _known(workshop)
    new, same, clashes = [], [], []
    for content in found.contents:
        there = known.get((content.language, content.kind, content.id))
        if there is None:
            new.append(content)
        elif as_text(there) == as_text(content):
            same.append(content.id)
        else:
            clashes.append(_other_words(content, name))
    if clashes:
        raise ContentError(clashes)
    _fits(workshop, new, name)
    for content in new:
        _write(workshop, content)
        _note(workshop, who, "content-taken-in", content)
    return Taken(tuple(content.id for content in new), tuple(same))


# ----------------------------------------------------------------- helpers


def _require(workshop: Workshop, who: Actor) -> None:
    with workshop.store.read() as tx:
        require_login(tx, who)


def folder_of(workshop: Workshop) -> Path:
    """Return the folder for content of one's own; StoreError if the program has none."""
    folder = workshop.library.own_folder
    if folder is None:
        raise StoreError(
            "This program was started without a folder for content of your own. "
            "Start it with `workshop`."
        )
    return folder


def _keeps_stories_here(workshop: Workshop, bundle: Curriculum) -> None:
    ships = {one.content.id for one in workshop.library.shipped().entries}
    for one in bundle.peer_models.values():
        if one.label.kind == "real" and one.id not in ships:
            raise InvalidValue(
                "This plan tells the story of {name}, who agreed to your own groups. "
                "Take “{id}” out of its list of stories, then send the plan on.",
                name=one.name,
                id=one.id,
            )


def _write(workshop: Workshop, content: Content) -> None:
    folder = folder_of(workshop)
    try:
        write_own(folder, content)
    except OSError as problem:
        raise StoreError(
            "{folder} cannot be written ({reason}). Free some space or ask who looks after "
            "this laptop; what you see here is not saved yet.",
            folder=folder,
            reason=problem.strerror or "an unknown error",
        ) from problem
    workshop.library.refresh()


def _note(workshop: Workshop, who: Actor, verb: str, content: Content) -> None:
    detail = f"{content.kind} {content.id}"
    workshop.store.write(lambda tx: audit(workshop, tx, who, verb, None, detail))


def _plan(workshop: Workshop, plan_id: str) -> Plan:
    plan = workshop.library.curriculum().plans.get(plan_id)
    if plan is None:
        raise NotFound("There is no plan “{id}” any more. Load the page again.", id=plan_id)
    return plan


def _known(workshop: Workshop) -> dict[tuple[str, str, str], Content]:
    library = workshop.library
    own = library.own()
    entries = (*library.shipped().entries, *own.entries, *own.left_out)
    return {
        (one.content.language, one.content.kind, one.content.id): one.content for one in entries
    }


def _fits(workshop: Workshop, new: Iterable[Content], name: str) -> None:
    library = workshop.library
    added = [Entry(HEAD + place_of(content), content) for content in new]
    whole = Folder((*library.shipped().entries, *library.own().entries, *added), ())
    errors = lint_of(whole, {entry.file for entry in added}).errors
    if errors:
        raise ContentError(
            Problem(name, f"{one.file} → {one.where}", one.expected, one.found, one.hint)
            for one in errors
        )


def _other_words(content: Content, name: str) -> Problem:
    return Problem(
        name,
        f"{content.id} → id",
        f"a {content.kind} that is not here, or the same words",
        f"“{content.id}” with other words than yours",
        "Ask for it under another id, or delete yours first.",
    )


def _free_id(workshop: Workshop, title: str) -> str:
    """Return an id made of a title's letters that no plan has yet."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40].strip("-") or "plan"
    taken = {id for _, kind, id in _known(workshop) if kind == "plan"}
    number, found = 2, base
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


def _short_enough(text: str) -> str:
    if len(text) > MOST_CHARACTERS:
        raise InvalidValue(
            "This text has more than {most} characters. A plan is shorter; choose another file.",
            most=MOST_CHARACTERS,
        )
    return text
