"""The curriculum as the program uses it: checked once, handed out plan by plan."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from efficacy.content import needs
from efficacy.content.countries import Country
from efficacy.content.forms import CORE, in_form
from efficacy.content.licensed import wordless
from efficacy.content.lint import Kinds, complete, lint
from efficacy.content.loader import Content, Entry, Folder, gathered, read_folder
from efficacy.content.models import Curriculum, Plan
from efficacy.content.own import Own, read_own, read_withdrawn
from efficacy.content.shelf import Shelf, mark_of, read_shelf
from efficacy.errors import ContentError, InvalidValue, NotFound
from efficacy.language import DEFAULT_LANGUAGE

ShelfMark = tuple[tuple[str, int, int], ...]
# The one kind that shows an instrument's words to the person alone and stores none of them.
BOUGHT_IN = "survey"


class Library:
    """All languages of a curriculum folder, loaded once.

    Parameters
    ----------
    folder : Path
        The curriculum folder.
    kinds : Mapping, optional
        Kinds of activity by name; those of the program where not given.
    licensed : Path, optional
        The folder of instruments that were bought (``content.shelf``). It is
        read anew when one of its files changes; what is wrong in it keeps
        nothing from starting and stands in ``shelf().problems``.
    own : Path, optional
        The counselor's own curriculum folder (``content.own``). ``refresh`` reads it
        anew; what is wrong in it is left out and stands in ``own().problems``.

    Raises
    ------
    ContentError
        With every problem of every file; things to look at do not count.
    """

    def __init__(
        self,
        folder: Path,
        *,
        kinds: Kinds | None = None,
        licensed: Path | None = None,
        own: Path | None = None,
    ) -> None:
        read = read_folder(folder)
        # What ships was drawn from when it was checked; a laptop need not do it at each start.
        errors = (*read.problems, *lint(read, kinds=kinds, draws=False).errors)
        if errors:
            raise ContentError(errors)
        self._shipped, self._kinds = read, kinds
        self.own_folder, self.licensed = own, licensed
        self._shelf: tuple[ShelfMark, Shelf] = (mark_of(licensed), self._read_shelf())
        self.refresh()

    def shelf(self) -> Shelf:
        """Return the instruments that were bought, as their files are now."""
        mark = mark_of(self.licensed)
        if self._shelf[0] != mark:
            self._shelf = (mark, self._read_shelf())
            self.refresh()  # own plans may ask what is new, or no more there
        return self._shelf[1]

    def _read_shelf(self) -> Shelf:
        beside = gathered(entry.content for entry in self._shipped.entries)
        return read_shelf(self.licensed, beside=beside)

    def refresh(self) -> None:
        """Read the own folder anew; what ships stays as it was read at the start."""
        folder, shipped = self.own_folder, self._shipped
        beside = Folder((*shipped.entries, *_entries(self._shelf[1])), ())
        own = Own() if folder is None else read_own(folder, beside, kinds=self._kinds)
        whole = Folder((*shipped.entries, *own.entries), ())
        languages = whole.languages()
        content = {language: complete(whole, language) for language in languages}
        # One assignment: whoever asks meanwhile has all of the old or all of the new.
        self._own, self._languages, self._content = own, languages, content
        self._withdrawn = read_withdrawn(folder)

    def withdrawn(self) -> frozenset[str]:
        """Return the ids of the stories that were taken back, as they were last read."""
        return self._withdrawn

    def own(self) -> Own:
        """Return what is in the own folder, with its mistakes, as it was last read."""
        return self._own

    def shipped(self) -> Folder:
        """Return what ships with Can Do."""
        return self._shipped

    def ships(self, content: Content) -> bool:
        """Return whether something of this language, kind and id ships with Can Do."""
        wanted = (content.language, content.kind, content.id)
        return any(
            (one.content.language, one.content.kind, one.content.id) == wanted
            for one in self._shipped.entries
        )

    def curriculum(self, language: str = DEFAULT_LANGUAGE) -> Curriculum:
        """Return all content of a language, with English where a translation is missing.

        Instruments that were bought are in it without their words.
        """
        return self._in(language)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have content, English first."""
        return self._languages

    def plans(self, language: str = DEFAULT_LANGUAGE) -> tuple[Plan, ...]:
        """Return all plans by title, in English where a translation is missing."""
        plans = self._in(language).plans.values()
        return tuple(sorted(plans, key=lambda plan: (plan.title, plan.id)))

    def countries(self, language: str = DEFAULT_LANGUAGE) -> tuple[Country, ...]:
        """Return the countries whose money, numbers and taxes tasks can use, by title."""
        return tuple(sorted(self._in(language).countries.values(), key=lambda one: one.title))

    def bundle(
        self,
        plan_id: str,
        language: str = DEFAULT_LANGUAGE,
        *,
        form: str = CORE,
        country: str | None = None,
    ) -> Curriculum:
        """Return a plan with only what it names, and all glossaries.

        Instruments that were bought are in it without their words, as it is stored.

        Parameters
        ----------
        form : str
            ``core``, or ``full`` for a plan whose surveys ask more in a longer form.
        country : str, optional
            Whose money, numbers and taxes the tasks use; the plan's own where not given.

        Raises
        ------
        InvalidValue
            If there is no such form, or the plan asks a bought instrument in another
            activity than a survey.
        NotFound
            If there is no such plan or country, or the plan asks an instrument that is not
            there.
        """
        curriculum = self._in(language)
        plan = curriculum.plans.get(plan_id)
        if plan is None:
            raise NotFound(
                "There is no plan called “{found}”. Choose one of: {known}.",
                found=plan_id,
                known=", ".join(sorted(curriculum.plans)) or "none",
            )
        plan = _in_country(in_form(plan, curriculum, form), curriculum, country)
        _check_asked(plan, curriculum)
        return bundled(plan, curriculum)

    def _in(self, language: str) -> Curriculum:
        shelf = self.shelf()
        known = language if language in self._content else DEFAULT_LANGUAGE
        return _with_bought(self._content.get(known) or gathered(iter(())), shelf)


def bundled(plan: Plan, curriculum: Curriculum) -> Curriculum:
    """Return a curriculum with only what a plan names, and all glossaries."""
    steps = list(needs.activities(plan))
    asked = {one for step in steps for one in needs.ids(step, "instruments", "instrument")}
    given = {one for step in steps for one in needs.ids(step, "talk")}
    shown = {one for step in steps for one in needs.ids(step, "consent")}
    felt = {one for step in steps for one in needs.ids(step, "cue_set")}
    climbed = {one for step in steps for one in needs.ids(step, "ladder")}
    told = {one for step in steps for one in needs.ids(step, "models")}
    return Curriculum.model_construct(
        plans={plan.id: plan},
        instruments={id: one for id, one in curriculum.instruments.items() if id in asked},
        talks={id: one for id, one in curriculum.talks.items() if id in given},
        # People join through a consent page, whether the plan shows one again or not.
        consents={id: one for id, one in curriculum.consents.items() if not shown or id in shown},
        cues={id: one for id, one in curriculum.cues.items() if id in felt},
        ladders={id: one for id, one in curriculum.ladders.items() if id in climbed},
        peer_models={id: one for id, one in curriculum.peer_models.items() if id in told},
        # Words are met anywhere, so no activity names them.
        glossaries=dict(curriculum.glossaries),
        countries={id: one for id, one in curriculum.countries.items() if id == plan.country},
    )


def _with_bought(curriculum: Curriculum, shelf: Shelf) -> Curriculum:
    """Return a curriculum with the instruments that were bought, of which no word leaves here."""
    if not shelf.copies:
        return curriculum
    bought = {id: wordless(one) for id, one in shelf.instruments().items()}
    return curriculum.model_copy(update={"instruments": bought | curriculum.instruments})


def _entries(shelf: Shelf) -> tuple[Entry, ...]:
    """Return what was bought as English files, beside which own plans are checked."""
    return tuple(
        Entry(copy.file, wordless(copy.instrument).model_copy(update={"language": "en"}))
        for copy in shelf.copies.values()
    )


def _in_country(plan: Plan, curriculum: Curriculum, country: str | None) -> Plan:
    if country is None:
        return plan
    if country not in curriculum.countries:
        raise NotFound(
            "There is no country “{found}”. Choose one of: {known}.",
            found=country[:40],
            known=", ".join(sorted(curriculum.countries)) or "none",
        )
    return plan.model_copy(update={"country": country})


def _check_asked(plan: Plan, curriculum: Curriculum) -> None:
    for step in needs.activities(plan):
        for asked in needs.ids(step, "instruments", "instrument"):
            instrument = curriculum.instruments.get(asked)
            if instrument is None:
                raise NotFound(
                    "The plan “{plan}” asks the instrument “{id}” in “{step}”, and there is none. "
                    "If you bought it, look at the list of bought instruments on the settings "
                    "page.",
                    plan=plan.title,
                    id=asked,
                    step=step.title,
                )
            if instrument.bought is not None and step.kind != BOUGHT_IN:
                raise InvalidValue(
                    "“{title}” was bought, so it can be asked in a survey only; “{step}” is of "
                    "the kind “{kind}”. Make that step a survey, or take the instrument out.",
                    title=instrument.title,
                    step=step.title,
                    kind=step.kind,
                )


def dumped(curriculum: Curriculum) -> str:
    """Return a curriculum as canonical JSON: the same content, the same text."""
    return json.dumps(
        curriculum.model_dump(mode="json"),
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )


def parsed(body: str) -> Curriculum:
    """Return the curriculum that ``dumped`` wrote.

    Raises
    ------
    pydantic.ValidationError
        If the text is not one of a curriculum.
    """
    return Curriculum.model_validate_json(body)


def version_of(curriculum: Curriculum) -> str:
    """Return the SHA-256 of the canonical JSON: 64 hexadecimal characters."""
    return hashlib.sha256(dumped(curriculum).encode()).hexdigest()
