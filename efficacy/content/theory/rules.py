"""The rules of the theory check: each with its threshold, its reason and where that is from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from efficacy.content.theory import plan_findings, session_findings
from efficacy.content.theory.case import Case, Hit

OURS = "The project’s own rule."
HUANG = (
    "Huang, Mayer & Usher (2020), 279 people in one online lesson: "
    "all four strategies together helped, and none of them alone did."
)
SCHUNK = (
    "Schunk, Hanson & Cox (1987), with children and fractions: several models, and models "
    "who struggle first, did more than one who masters it at once."
)
BETZ = (
    "Betz & Voyten (1997): outcome expectations were what best predicted "
    "intentions to look into careers."
)
JAMIESON = (
    "Jamieson et al. (2016), 93 students: they read about arousal before an exam that followed."
)
GUIDE = (
    "Bandura’s Guide for constructing self-efficacy scales: "
    "a scale has to be tailored to its domain; one measure does not fit all."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule: its id, why it is there, where that is from, and how it finds what breaks it."""

    id: str
    reason: str
    reference: str
    find: Callable[[Case], Iterator[Hit]]


_EVERY = (
    Rule(
        id="persuasion-first",
        reason="Words are believed when people have just seen themselves do something.",
        reference=OURS,
        find=session_findings.persuasion_first,
    ),
    Rule(
        id="single-source",
        reason="Sources work together.",
        reference=HUANG,
        find=session_findings.single_source,
    ),
    Rule(
        id="little-doing",
        reason="What people do themselves is the source to build on, and it takes time.",
        reference=OURS,
        find=session_findings.little_doing,
    ),
    Rule(
        id="few-models",
        reason="With one story there is little chance to find somebody like oneself.",
        reference=SCHUNK,
        find=plan_findings.few_models,
    ),
    Rule(
        id="out-of-reach",
        reason="Whoever begins above what they can do begins with a miss.",
        reference=OURS,
        find=plan_findings.out_of_reach,
    ),
    Rule(
        id="nerves-without-task",
        reason="A new reading of nerves is of use when a task follows.",
        reference=JAMIESON,
        find=session_findings.nerves_without_task,
    ),
    Rule(
        id="flattered-survey",
        reason="Ratings right after kind words show the words.",
        reference=OURS,
        find=plan_findings.flattered_survey,
    ),
    Rule(
        id="training-unmeasured",
        reason="A change in something else says little about what was practised.",
        reference=GUIDE,
        find=plan_findings.training_unmeasured,
    ),
    Rule(
        id="no-outcomes",
        reason="People can be sure that they can, and see nothing that it would bring.",
        reference=BETZ,
        find=plan_findings.no_outcomes,
    ),
    Rule(
        id="many-ratings",
        reason="People came to do something, and not to be asked.",
        reference=OURS,
        find=plan_findings.many_ratings,
    ),
    Rule(
        id="no-slack",
        reason="Rooms start late and talk longer.",
        reference=OURS,
        find=session_findings.no_slack,
    ),
    Rule(
        id="minutes-apart",
        reason="A dose counts planned minutes, so these have to be true.",
        reference=OURS,
        find=session_findings.minutes_apart,
    ),
)
RULES: Mapping[str, Rule] = MappingProxyType({rule.id: rule for rule in _EVERY})
