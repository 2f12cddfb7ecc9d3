"""One small bad file for each mistake, and a fragment of what the author is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from efficacy.content.findings import Findings
from efficacy.content.lint import installed_kinds, lint, lint_of
from efficacy.content.loader import Folder, read_folder
from efficacy.content.theory import RULES, check_theory
from efficacy.errors import Problem
from tests.content.house import SAMPLES

# Files that cannot be used at all.
UNUSABLE = {
    "not-yaml": "line 3 → expected valid YAML, found unexpected end of stream",
    "empty": "found an empty file",
    "tab": "line 3 → expected spaces at the start of the line, found a tab",
    "not-utf8": "line 2 → expected text in UTF-8",
    "alias": "found an alias",
    "too-deep": "found deeper nesting",
    "a-list": "expected keys such as kind, id and language, found a list",
    "two-documents": "line 2 → expected valid YAML, found another document",
    "key-twice": "title → line 5 → expected each key once, found “title” for the second time",
    "foreign-tag": "title → line 4 → expected a plain value",
    "no-such-number": "title → line 4 → expected a number, found “.inf”",
    "no-such-day": "written → line 7 → expected a plain value, found “2026-02-31”",
    "no-kind": "sample → kind → expected one of “plan”, “parts”, “instrument”, “talk”, ",
    "misspelt-kind": "found “tlak”. Did you mean “talk”?",
    "misspelt-key": "sample → sildes (line 10) → expected a known key, found “sildes”. "
    "Did you mean “slides”?",
    "unknown-key": "found “colour”. Remove it, or begin it with x-",
    "missing-key": "sample → title (line 1) → expected the key “title”, found nothing",
    "misspelt-inner-key": "sample → scales → sample-scale → items → sample-b → dificulty (line",
    "version-is-a-number": "expected text, found “1.0”. Put the text in double quotes.",
    "no-is-not-text": "survey_no (line 23) → expected text, found “No”",
    "not-a-date": "provenance → written (line 7) → expected a date such as 2026-01-31, "
    "found “last year”",
    "bad-id": "expected an id of small letters and digits with hyphens between",
    "bad-language-tag": "expected a language tag such as en or pt-BR, found “English”",
    "unknown-word": "found “more_shure”. Did you mean “more_sure”?",
    "too-low": "sample → sessions → first → activities → step → minutes (line 27) → "
    "expected 1 or more, found “0”",
    "not-a-list": "slides (line 10) → expected a list, found “one”",
    "not-keys": "provenance (line 5) → expected keys with values, found “me”",
    "empty-text": "title (line 4) → expected some text, found an empty text",
    "not-a-whole-number": "response → high (line 19) → expected a whole number, found “99.5”",
    "too-many-entries": "group_size (line 56) → expected at most 2 entries, found a list of 3",
    "start-beyond-the-scale": "sample → attributes → start (line 36) → expected 100 or less, "
    "found “120”",
    "label-of-no-kind": "sample → label → kind (line 11) → expected",
    "unknown-road": "sample → road (line 48) → expected one of “reached”, “partial”, “changed”, "
    "found “partail”. Did you mean “partial”?",
    "word-without-meaning": "sample → entries → a → meaning",
    "tax-too-high": "sample → tax → rate (line 15) → expected 40.0 or less, found “41”",
    "unknown-mark": "sample → decimal_mark (line 11) → expected one of “.”, “,”, found “;”",
    "chapter-number-too-high": "sample → order (line 5) → expected 99 or less, found “120”",
    "wrong-language": "sample → language → expected “en”, found “vi”",
}
# Files that read well and do not fit.
UNFIT = {
    "anchor-off-the-scale": "anchors → 55 → expected a point of the scale",
    "unnamed-end": "anchors → expected words for 100, found none",
    "step-does-not-fit": "step → expected a step that leads from 1 to 6, found 2",
    "too-many-points": "expected at most 11 points, found 21 points",
    "low-above-high": "expected low below high",
    "efficacy-range": "expected 0 to 100 in steps of 10 for efficacy, found 1 to 5",
    "another-stem": "stem → expected “How sure are you that you can …”",
    "item-is-a-sentence": "sample-a → text → expected words that go on after “you can …”",
    "item-twice": "found “sample-a” for the second time",
    "item-of-another-instrument": "found “find-x” as in instruments/math-tasks.yaml",
    "no-items": "items → expected at least one item",
    "crowded-slide": "sample → one → expected at most 40 words on a slide, found 42",
    "long-talk": "expected at most 5 minutes to say, found 6.9 minutes",
    "slide-twice": "expected each slide with an id of its own",
    "seven-sentences": "sentences (confidential) → expected 1 to 6 sentences, found 7",
    "unknown-place": "expected one of {contact}, {keep_until}, found {person}",
    "open-brace": "expected braces only around a place",
    "no-contact-in-a-mode": "sentences (group-only) → expected {contact} in one of the sentences",
    "long-sentence": "expected sentences of at most 22 words, found 23 words",
    "hard-words": "sample → one → notes → expected a reading grade of at most 8",
    "unknown-activity-kind": "found “disscussion”. Did you mean “discussion”?",
    "unknown-parameter": "step → params → revael → expected a known key, found “revael”. "
    "Did you mean “reveal”?",
    "wrong-parameter": "step-three → params → lines → expected a list, found “Thank you.”",
    "unknown-talk": "params → talk → expected the id of a talk, found “four-sauces”",
    "unknown-instrument": "params → instruments → expected the id of an instrument",
    "unknown-wave": "wave → expected a wave of the plan (pre, post), found “psot”. "
    "Did you mean “post”?",
    "wave-without-measurement": "expected no wave: “talk” measures nothing, found “pre”",
    "unknown-earlier": "log-two → params → follows → expected the id of an earlier activity of the "
    "kind “log”, found “log-won”. Did you mean “log-one”?",
    "earlier-is-later": "log-two → params → follows → expected the id of an earlier activity",
    "earlier-of-another-kind": "of the kind “log”, found “step”",
    "unknown-primary-scale": "primary_scale → expected a scale that the plan asks, "
    "found “math-task”. Did you mean “math-tasks”?",
    "activities-too-long": "expected at most 12 minutes of activities, found 14 minutes",
    "overruled-no-rule": "number 1 → rule → expected one of persuasion-first, single-source, ",
    "overruled-no-session": "number 1 → session → expected a session of the plan (first, second), "
    "found “secnd”. Did you mean “second”?",
    "overruled-short": "number 1 → because → expected a reason of at least 40 characters, found 16",
    "too-little-time": "expected 1.1 minutes or more, found 1.",
    "activity-twice": "expected each activity with an id of its own",
    "no-activities": "second → activities → expected at least one activity",
    "group-upside-down": "group_size → expected the smallest group, then the largest, found 16, 6",
    "composite-of-nobody": "label → interviews → expected a value with “composite”, found nothing",
    "invented-with-consent": "label → consent_until → expected nothing, "
    "found a value with “invented”",
    "no-road": "sample → road → expected reached, partial or changed, found nothing",
    "trait-twice": "situation → carer → expected each trait with an id of its own",
    "wave-twice": "expected each wave with an id of its own",
    "long-label": "cards → a → new_label → expected at most 12 words, found 13 words",
    "long-action": "cards → c → action → expected at most 25 words, found 29 words",
    "not-in-the-first-person": "new_label → expected words in the first person",
    "promise": "expected no promise, and no order to feel otherwise, found “I will pass”",
    "order-to-be-calm": "expected no promise, and no order to feel otherwise, found “Calm”",
    "thought-as-energy": "expected a thought not to be read as energy, found “energy”",
    "body-without-source": "a → source → expected a sentence about the body, with its source",
    "doing-about-the-body": "expected no sentence about the body on a card of the family doing",
    "unknown-source": "facts → one → source → expected the id of a reference, found “a-studi”",
    "card-of-no-work": "cards → a → source → expected the id of a reference, found “another”",
    "family-missing": "cards → expected at least one card of the family doing, found none",
    "card-twice": "expected each card with an id of its own, found “c” for the second time",
    "long-fact": "facts → one → short → expected at most 14 words, found 16 words",
    "entry-twice": "expected each entry with an id of its own, found “a” for the second time",
    "word-twice": "entries → b → word → expected each word once, found “rung” for the second time",
    "no-entries": "sample → entries → expected at least one entry, found none",
    "long-entry": "entries → a → expected at most 50 words in meaning and example, found 54",
    "one-mark-for-two": "thousands_mark → expected another mark than the decimal mark",
    "price-as-currency": "currency → expected a sign or up to 4 letters, such as € or CHF, "
    "found “$5”",
    "tax-that-never-ends": "sample → tax → everyday → rungs → paper → repair → tolerance",
    "unknown-country": "sample → country → expected a country of the folder (au, ca, de, in, uk, "
    "us), found “ux”",
    "chapter-of-nothing": "sample → sections → expected at least one section, found none",
    "empty-section": "sections → b → expected at least one of text, say, do, points",
    "section-twice": "expected each section with an id of its own, found “a” for the second time",
    "source-of-no-work": "a → sources → expected ids of the chapter’s references, found “a-wrok”",
    "no-care": "care → two_minutes → expected at least one line, found none",
}
# Files with something to look at, and no mistake.
DOUBTFUL = {
    "warn-unread-work": "references → a-work → expected a section that names it among its sources",
    "warn-habit": "expected what a person can do, found “usually”",
    "warn-two-tasks": "expected one task an item, found “and explain”",
    "warn-two-negatives": "expected at most one negative word",
    "warn-no-difficulty": "expected a difficulty from 1 to 5 for each item",
    "warn-one-level": "expected at least 3 levels of difficulty, found 1",
    "warn-unused-wave": "waves → later → expected an activity of this wave",
    "warn-one-measurement": "expected a scale that is asked at two waves or more, "
    "found “math-tasks” at 1",
    "warn-short-talk": "step-three → minutes → expected about 4.3 minutes, found 9",
    "warn-many-slides": "expected at most 2 slides a minute, found 4 slides",
    "warn-overruled-nothing": "sample → overruled → number 1 → rule → expected a warning that "
    "this overrules, found none of the rule “no-slack”",
    "warn-story-too-short": "sample → short → expected 90 to 170 words, found 9 words",
    "warn-less-sure": "sample → attributes → level → expected 20 or more, as at the start, "
    "found 10",
}
# Plans without a mistake that one rule of the theory check speaks against, and no other one.
THEORY = {
    "persuasion-first": "sample → first → words-one (persuasion-first): People are encouraged "
    "before they have done anything in this session.",
    "single-source": "sample → second (single-source): This session feeds only one source, "
    "mastery.",
    "little-doing": "In this session people work at their own rung for 6.3 minutes, and 10 are "
    "the least.",
    "few-models": "sample (few-models): The plan shows nobody who struggled first, and 2 are the "
    "least.",
    "out-of-reach": "sample → first → ladder-one (out-of-reach): This ladder begins at level 2 "
    "for everybody, and nobody has been on it before.",
    "nerves-without-task": "Nerves are read anew here, and no task at people’s own rung follows",
    "flattered-survey": "This survey comes 0 minutes after “Words two”, and 15 are the least.",
    "training-unmeasured": "Nothing that is asked at a wave is about what the plan practises.",
    "no-outcomes": "sample (no-outcomes): No wave asks what people expect it to bring them.",
    "many-ratings": "sample → middle (many-ratings): Ratings take 5.4 of 45 minutes, and a tenth",
    "no-slack": "sample → second (no-slack): 34 of 36 minutes are planned, and a tenth of them",
    "minutes-apart": "47 minutes are planned and 28 estimated, which is more than 20% apart.",
}

# What only a look at the whole folder finds.
UNUSED = "warn-unused"


def alone(name: str, folder: Path) -> Folder:
    """Read one sample in a folder of its own."""
    shutil.copy(SAMPLES / f"{name}.yaml", folder)
    return read_folder(folder)


def among(name: str, folder: Path, shipped: Folder) -> Findings:
    """Check one sample laid beside the curriculum that ships."""
    read = alone(name, folder)
    assert read.problems == ()
    return checked(read, shipped)


def checked(read: Folder, shipped: Folder) -> Findings:
    """Check what was read among all that ships, which itself is checked elsewhere."""
    whole = Folder((*shipped.entries, *read.entries), ())
    return lint_of(whole, {entry.file for entry in read.entries})


def test_every_sample_stands_in_one_table() -> None:
    tables = [UNUSED, *UNUSABLE, *UNFIT, *DOUBTFUL, *(f"theory-{rule}" for rule in THEORY)]
    assert sorted(tables) == sorted(path.stem for path in SAMPLES.glob("*.yaml"))


@pytest.mark.parametrize(("name", "fragment"), UNUSABLE.items(), ids=list(UNUSABLE))
def test_a_file_that_cannot_be_used_says_where_and_why(
    name: str, fragment: str, tmp_path: Path
) -> None:
    read = alone(name, tmp_path)
    assert read.entries == ()
    assert len(read.problems) == 1
    said = str(read.problems[0])
    assert said.startswith(f"{name}.yaml → ")
    assert fragment in said


@pytest.mark.parametrize(("name", "fragment"), UNFIT.items(), ids=list(UNFIT))
def test_a_file_that_does_not_fit_says_where_and_why(
    name: str, fragment: str, tmp_path: Path, shipped: Folder
) -> None:
    errors = among(name, tmp_path, shipped).errors
    assert len(errors) == 1
    assert errors[0].file == f"{name}.yaml"
    assert fragment in str(errors[0])


@pytest.mark.parametrize(("name", "fragment"), DOUBTFUL.items(), ids=list(DOUBTFUL))
def test_a_doubtful_file_is_pointed_out_and_used_all_the_same(
    name: str, fragment: str, tmp_path: Path, shipped: Folder
) -> None:
    findings = among(name, tmp_path, shipped)
    assert findings.errors == ()
    assert any(fragment in str(problem) for problem in findings.warnings)


def test_what_no_plan_uses_is_pointed_out(tmp_path: Path, shipped: Folder) -> None:
    read = alone(UNUSED, tmp_path)
    findings = lint(Folder((*shipped.entries, *read.entries), ()))
    assert findings.errors == ()
    (problem,) = findings.warnings
    assert str(problem).startswith(f"{UNUSED}.yaml → sample → expected a plan that uses this")


def test_every_rule_of_the_theory_check_has_its_sample() -> None:
    assert list(THEORY) == list(RULES)


@pytest.mark.parametrize(("rule", "fragment"), THEORY.items(), ids=list(THEORY))
def test_a_plan_that_the_theory_speaks_against_is_told_by_that_rule_alone(
    rule: str, fragment: str, tmp_path: Path, shipped: Folder
) -> None:
    assert among(f"theory-{rule}", tmp_path, shipped).errors == ()
    plan = read_folder(tmp_path).curriculum().plans["sample"]
    report = check_theory(plan, shipped.curriculum(), kinds=installed_kinds())
    assert [warning.rule for warning in report.warnings] == [rule]
    assert fragment in str(report.warnings[0])


@pytest.mark.parametrize("name", [*UNUSABLE, *UNFIT])
def test_no_message_speaks_the_language_of_programs(
    name: str, tmp_path: Path, shipped: Folder
) -> None:
    read = alone(name, tmp_path)
    problems: tuple[Problem, ...] = read.problems
    problems += () if problems else checked(read, shipped).errors
    words = " ".join(str(problem) for problem in problems).lower()
    for jargon in ("pydantic", "traceback", "input should", "nonetype", "dict", "tuple", "_type"):
        assert jargon not in words
