"""Check a curriculum as a whole: how its files fit together, and how they read."""

from __future__ import annotations

import importlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median

from efficacy.content import needs
from efficacy.content.countries import Country
from efficacy.content.country_rules import check_country, check_tasks_there
from efficacy.content.cue_rules import check_card_words, check_cue_set
from efficacy.content.cues import CueSet
from efficacy.content.findings import Collector, Findings
from efficacy.content.forms import CORE, FULL, has_longer, in_form
from efficacy.content.glossary import Glossary
from efficacy.content.glossary_rules import check_glossary
from efficacy.content.guide import Guide
from efficacy.content.guide_rules import check_guide
from efficacy.content.ladder_checks import check_ladder
from efficacy.content.ladders import Ladder
from efficacy.content.loader import MODELS, Content, Entry, Folder, read_folder
from efficacy.content.material_rules import check_consent, check_instrument, check_talk
from efficacy.content.models import (
    FIELDS,
    Consent,
    Curriculum,
    Instrument,
    Plan,
    PlannedActivity,
    Talk,
)
from efficacy.content.parts import Parts
from efficacy.content.passages import passages
from efficacy.content.peer_model_rules import check_peer_model
from efficacy.content.peer_models import PeerModel
from efficacy.content.plan_rules import ActivityKind, check_plan, load_of
from efficacy.content.theory import check_overruled, check_theory, theory_lines
from efficacy.content.timing import Load, session_minutes
from efficacy.content.translation import check_translation
from efficacy.content.wording import (
    check_grade,
    check_items,
    check_median,
    check_sentences,
    reading_grade,
)
from efficacy.errors import Problem
from efficacy.language import DEFAULT_LANGUAGE

Kinds = Mapping[str, ActivityKind]


@cache
def installed_kinds() -> Kinds:
    """Return the kinds of activity that this program has.

    Content names kinds and knows nothing of them: they are found when a check
    runs, so that the modules of content import nothing above themselves.
    """
    kinds: Kinds = importlib.import_module("efficacy.activities.registry").KINDS
    return kinds


def lint(folder: Folder, *, kinds: Kinds | None = None, draws: bool = True) -> Findings:
    """Return what is wrong with a folder as a whole: errors, and things to look at.

    Rules that look from one file to another run only when every file could be
    read; otherwise they would report things as missing that are only broken.

    Parameters
    ----------
    kinds : Mapping, optional
        Kinds of activity by name; those of the program where not given.
    draws : bool
        Whether the tasks of ladders are drawn hundreds of times, which takes seconds.
    """
    kinds = installed_kinds() if kinds is None else kinds
    found = [_one_file(entry, draws=draws) for entry in folder.entries]
    if not folder.problems:
        found += [
            _among_others(entry, folder, kinds=kinds, draws=draws) for entry in folder.entries
        ]
        found += [_shared_ids(folder, language=language) for language in folder.languages()]
        found.append(_unused(folder))
    found.append(_all_texts(folder))
    return Findings(
        tuple(problem for part in found for problem in part.errors),
        tuple(problem for part in found for problem in part.warnings),
    )


def lint_of(folder: Folder, files: Collection[str], *, kinds: Kinds | None = None) -> Findings:
    """Return what is wrong with some files of a folder, by themselves and among the others."""
    kinds = installed_kinds() if kinds is None else kinds
    own = [entry for entry in folder.entries if entry.file in files]
    found = [_one_file(entry) for entry in own]
    found += [_among_others(entry, folder, kinds=kinds) for entry in own]
    found += [_shared_ids(folder, language=language) for language in folder.languages()]
    return Findings(
        tuple(one for part in found for one in part.errors if one.file in files),
        tuple(one for part in found for one in part.warnings if one.file in files),
    )


def report(folder: Path) -> tuple[str, bool]:
    """Return what ``workshop check`` prints, and whether there are no errors."""
    read = read_folder(folder)
    findings = lint(read)
    errors = (*read.problems, *findings.errors)
    lines = [_contents(folder, read), *_listed("mistake", "mistakes", errors)]
    if read.problems:
        lines.append("How the files fit together is checked once all of them can be read.")
    lines += _listed("thing to look at", "things to look at", findings.warnings)
    lines += _figures(read)
    lines += _theory(read, {problem.file for problem in errors})
    lines.append("No mistakes found." if not errors else "Mend the mistakes and check again.")
    return "\n".join(lines), not errors


# ------------------------------------------------------------------- rules


def _one_file(entry: Entry, *, draws: bool = True) -> Findings:
    found, content = Collector(entry.file), entry.content
    if isinstance(content, Instrument):
        check_instrument(content, found)
    elif isinstance(content, Talk):
        check_talk(content, found)
    elif isinstance(content, Consent):
        check_consent(content, found)
    elif isinstance(content, CueSet):
        check_cue_set(content, found)
    elif isinstance(content, Ladder):
        check_ladder(content, found, draws=draws)
    elif isinstance(content, PeerModel):
        check_peer_model(content, found)
    elif isinstance(content, Glossary):
        check_glossary(content, found)
    elif isinstance(content, Country):
        check_country(content, found)
    elif isinstance(content, Guide):
        check_guide(content, found)
    # Length, grade and wording are rules for English words.
    if content.language == DEFAULT_LANGUAGE:
        if isinstance(content, Instrument):
            check_items(content, found)
        elif isinstance(content, CueSet):
            check_card_words(content, found)
        for passage in passages(content):
            check_sentences(passage, found)
            check_grade(passage, found)
    return found.findings()


def _among_others(entry: Entry, folder: Folder, *, kinds: Kinds, draws: bool = True) -> Findings:
    found, content = Collector(entry.file), entry.content
    if isinstance(content, Plan):
        _check_forms(content, complete(folder, content.language), kinds=kinds, found=found)
    if isinstance(content, Country) and draws:
        ladders = complete(folder, content.language).ladders
        check_tasks_there(content, ladders.values(), found)
    if content.language == DEFAULT_LANGUAGE:
        return found.findings()
    original = _original(content, folder)
    if original is None:
        found.error(
            f"{content.id} → id",
            expected=f"the id of an English {content.kind}",
            found=f"“{content.id}”",
            hint="A translation has the id of its English file.",
        )
    else:
        check_translation(original, content, found)
    return found.findings()


def _check_forms(plan: Plan, curriculum: Curriculum, *, kinds: Kinds, found: Collector) -> None:
    """Check a plan in its core form; of the full form, say what the core does not have as well."""
    core, full = (in_form(plan, curriculum, form) for form in (CORE, FULL))
    check_plan(plan, curriculum, kinds=kinds, found=found)
    said = found.findings()
    check_overruled(plan, (core, full), curriculum, kinds=kinds, found=found)
    if not has_longer(plan):
        return
    other = Collector(found.file)
    check_plan(full, curriculum, kinds=kinds, found=other)
    news = other.findings()
    for one in (one for one in news.errors if one not in said.errors):
        where = f"{one.where} (full form)"
        found.error(where, expected=one.expected, found=one.found, hint=one.hint)
    for one in (one for one in news.warnings if one not in said.warnings):
        where = f"{one.where} (full form)"
        found.warn(where, expected=one.expected, found=one.found, hint=one.hint)


def _every_form(curriculum: Curriculum) -> Iterator[Plan]:
    for plan in curriculum.plans.values():
        yield plan
        if has_longer(plan):
            yield in_form(plan, curriculum, FULL)


def _original(content: Content, folder: Folder) -> Content | None:
    for entry in folder.of(DEFAULT_LANGUAGE):
        if (entry.content.kind, entry.content.id) == (content.kind, content.id):
            return entry.content
    return None


def complete(folder: Folder, language: str) -> Curriculum:
    """Return the content of a language, with English where a translation is missing."""
    english, own = folder.curriculum(), folder.curriculum(language)
    return Curriculum.model_construct(
        **{field: getattr(english, field) | getattr(own, field) for field in FIELDS.values()}
    )


def _shared_ids(folder: Folder, *, language: str) -> Findings:
    """Scales and items are referred to by id alone, so all instruments share the names."""
    errors: list[Problem] = []
    owners: dict[tuple[str, str], Entry] = {}
    for entry in folder.of(language):
        if not isinstance(entry.content, Instrument):
            continue
        names = [("scale", scale.id) for scale in entry.content.scales]
        names += [("item", item.id) for scale in entry.content.scales for item in scale.items]
        for what, name in names:
            owner = owners.setdefault((what, name), entry)
            if owner is not entry:
                errors.append(
                    Problem(
                        entry.file,
                        f"{entry.content.id} → {name}",
                        f"an id that no other {what} has",
                        f"“{name}” as in {owner.file}",
                        "Give one of the two another id.",
                    )
                )
    return Findings(tuple(errors), ())


def _unused(folder: Folder) -> Findings:
    """Point out what no plan uses."""
    curriculum = folder.curriculum()
    used = _used(curriculum)
    warnings: list[Problem] = []
    for entry in folder.of(DEFAULT_LANGUAGE):
        content = entry.content
        # Every plan takes all glossaries along, none the guide, and one country of several.
        if isinstance(content, Plan | Glossary | Guide | Country):
            continue
        names: list[tuple[str, str]] = [(content.kind, content.id)]
        if isinstance(content, Parts):
            names = [("part", part.id) for part in content.activities]
        if isinstance(content, Instrument) and names[0] in used:
            names = [("scale", scale.id) for scale in content.scales]
        for name in names:
            if name not in used:
                warnings.append(
                    Problem(
                        entry.file,
                        name[1],
                        f"a plan that uses this {name[0]}",
                        "none",
                        "Remove it, or name it in an activity.",
                    )
                )
    return Findings((), tuple(warnings))


def _used(curriculum: Curriculum) -> set[tuple[str, str]]:
    used: set[tuple[str, str]] = set()
    for plan in _every_form(curriculum):
        for activity in needs.activities(plan):
            used.add(("part", activity.part or ""))
            asked = needs.ids(activity, "instruments", "instrument")
            used |= {("instrument", one) for one in asked}
            used |= {("scale", scale.id) for scale in needs.scales(activity, curriculum)}
            used |= {("talk", one) for one in needs.ids(activity, "talk")}
            used |= {("consent", one) for one in needs.ids(activity, "consent")}
            used |= {("cue-set", one) for one in needs.ids(activity, "cue_set")}
            used |= {("ladder", one) for one in needs.ids(activity, "ladder")}
            used |= {("peer-model", one) for one in needs.ids(activity, "models")}
    return used


def grades(folder: Folder) -> dict[str, float]:
    """Return the reading grade of each English passage long enough for one, by place."""
    values: dict[str, float] = {}
    for entry in folder.of(DEFAULT_LANGUAGE):
        for passage in passages(entry.content):
            value = reading_grade(passage)
            if value is not None:
                values[f"{entry.file} → {passage.where}"] = value
    return values


def _all_texts(folder: Folder) -> Findings:
    found = Collector("the folder")
    check_median(tuple(grades(folder).values()), found)
    return found.findings()


# ------------------------------------------------------------------ report


def _contents(folder: Path, read: Folder) -> str:
    counts = dict.fromkeys(MODELS, 0)
    for entry in read.entries:
        counts[entry.content.kind] += 1
    listed = ", ".join(f"{kind} {number}" for kind, number in counts.items())
    return f"{folder}: {listed}; languages: {', '.join(read.languages()) or 'none'}."


def _listed(one: str, many: str, problems: tuple[Problem, ...]) -> list[str]:
    if not problems:
        return []
    head = f"{len(problems)} {one if len(problems) == 1 else many}:"
    return [head, *(f"  {problem}" for problem in problems)]


def _figures(read: Folder) -> list[str]:
    lines = []
    values = grades(read)
    if values:
        hardest = max(values, key=lambda place: values[place])
        lines.append(
            f"Reading grade (Flesch-Kincaid) of {len(values)} texts: "
            f"median {median(values.values()):.1f}, hardest {values[hardest]:.1f} ({hardest})."
        )
    if read.problems:
        return lines
    for entry in read.entries:
        if isinstance(entry.content, Plan):
            lines += _minutes(entry.content, complete(read, entry.content.language))
    return lines


def _minutes(plan: Plan, curriculum: Curriculum) -> list[str]:
    kinds = installed_kinds()

    def load(activity: PlannedActivity) -> Load | None:
        return load_of(activity, curriculum, kinds)

    def said(plan: Plan, form: str = "") -> list[str]:
        return [
            f"{plan.id} ({plan.language}{form}) → {session.id}: "
            f"{sum(step.minutes for step in session.activities)} of {session.minutes} minutes "
            f"planned, {session_minutes(session, curriculum, load_of=load):.0f} estimated."
            for session in plan.sessions
        ]

    lines = said(plan)
    if has_longer(plan):
        full = said(in_form(plan, curriculum, FULL), ", full form")
        before = said(in_form(plan, curriculum, CORE), ", full form")
        lines += [line for line in full if line not in before]
    return lines


def _theory(read: Folder, wrong: Collection[str]) -> list[str]:
    """Return the theory check of each plan that is not ``wrong``, in each of its forms."""
    lines: list[str] = []
    for entry in read.entries:
        # A plan with mistakes is checked once they are mended, and none before all can be read.
        if not isinstance(entry.content, Plan) or read.problems or entry.file in wrong:
            continue
        plan, curriculum = entry.content, complete(read, entry.content.language)
        core, full = (
            check_theory(in_form(plan, curriculum, form), curriculum, kinds=installed_kinds())
            for form in (CORE, FULL)
        )
        lines += theory_lines(core, label=f"{plan.id} ({plan.language})")
        news = tuple(one for one in full.warnings if one not in core.warnings)
        if news or full.doses != core.doses:
            other = replace(full, warnings=news)
            lines += theory_lines(other, label=f"{plan.id} ({plan.language}, full form)")
    return lines
