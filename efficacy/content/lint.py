"""Check a curriculum as a whole: how its files fit together, and how they read."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from statistics import median

from efficacy.content import needs
from efficacy.content.cue_rules import check_card_words, check_cue_set
from efficacy.content.cues import CueSet
from efficacy.content.findings import Collector, Findings
from efficacy.content.ladder_checks import check_ladder
from efficacy.content.ladders import Ladder
from efficacy.content.loader import MODELS, Content, Entry, Folder, read_folder
from efficacy.content.material_rules import check_consent, check_instrument, check_talk
from efficacy.content.models import Consent, Curriculum, Instrument, Plan, PlannedActivity, Talk
from efficacy.content.passages import passages
from efficacy.content.peer_model_rules import check_peer_model
from efficacy.content.peer_models import PeerModel
from efficacy.content.plan_rules import ActivityKind, check_plan, load_of
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


def lint(folder: Folder, *, kinds: Kinds | None = None) -> Findings:
    """Return what is wrong with a folder as a whole: errors, and things to look at.

    Rules that look from one file to another run only when every file could be
    read; otherwise they would report things as missing that are only broken.

    Parameters
    ----------
    kinds : Mapping, optional
        Kinds of activity by name; those of the program where not given.
    """
    kinds = installed_kinds() if kinds is None else kinds
    found = [_one_file(entry) for entry in folder.entries]
    if not folder.problems:
        found += [_among_others(entry, folder, kinds=kinds) for entry in folder.entries]
        found += [_shared_ids(folder, language=language) for language in folder.languages()]
        found.append(_unused(folder))
    found.append(_all_texts(folder))
    return Findings(
        tuple(problem for part in found for problem in part.errors),
        tuple(problem for part in found for problem in part.warnings),
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
    lines.append("No mistakes found." if not errors else "Mend the mistakes and check again.")
    return "\n".join(lines), not errors


# ------------------------------------------------------------------- rules


def _one_file(entry: Entry) -> Findings:
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
        check_ladder(content, found)
    elif isinstance(content, PeerModel):
        check_peer_model(content, found)
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


def _among_others(entry: Entry, folder: Folder, *, kinds: Kinds) -> Findings:
    found, content = Collector(entry.file), entry.content
    if isinstance(content, Plan):
        check_plan(content, complete(folder, content.language), kinds=kinds, found=found)
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


def _original(content: Content, folder: Folder) -> Content | None:
    for entry in folder.of(DEFAULT_LANGUAGE):
        if (entry.content.kind, entry.content.id) == (content.kind, content.id):
            return entry.content
    return None


def complete(folder: Folder, language: str) -> Curriculum:
    """Return the content of a language, with English where a translation is missing."""
    english, own = folder.curriculum(), folder.curriculum(language)
    return Curriculum.model_construct(
        plans=english.plans | own.plans,
        instruments=english.instruments | own.instruments,
        talks=english.talks | own.talks,
        consents=english.consents | own.consents,
        cues=english.cues | own.cues,
        ladders=english.ladders | own.ladders,
        peer_models=english.peer_models | own.peer_models,
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
        if isinstance(content, Plan):
            continue
        names: list[tuple[str, str]] = [(content.kind, content.id)]
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
    for plan in curriculum.plans.values():
        for activity in needs.activities(plan):
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

    return [
        f"{plan.id} ({plan.language}) → {session.id}: "
        f"{sum(activity.minutes for activity in session.activities)} of {session.minutes} minutes "
        f"planned, {session_minutes(session, curriculum, load_of=load):.0f} estimated."
        for session in plan.sessions
    ]
