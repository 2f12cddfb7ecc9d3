"""Rules for ladders: rungs that rise, and tasks that can be made, read and told apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from random import Random

from efficacy.content.expressions import as_fraction, value_of
from efficacy.content.findings import Collector
from efficacy.content.ladder_words import PRINTED_NUMBER
from efficacy.content.ladders import Ladder, Rung, Task
from efficacy.content.making import OF_COUNTRY, Form, Made, Writing, chosen, made
from efficacy.content.material_rules import check_ids
from efficacy.content.readability import words
from efficacy.content.wording import STEM
from efficacy.errors import InvalidValue, Problem
from efficacy.language import DEFAULT_LANGUAGE

DRAWS = 200
LEAST_ANSWERS = 30
SHORT_UP_TO, LONGEST_ASK = 4, 35  # level, words
FORMS: tuple[Form, Form] = ("a", "b")
# Answers that people hit without working anything out.
TOO_PLAIN = (Fraction(0), Fraction(1))


def check_ladder(ladder: Ladder, found: Collector, *, draws: bool = True) -> None:
    """Note what is wrong inside one ladder; drawing its tasks takes a second or so."""
    trail = f"{ladder.id} → rungs"
    check_ids((rung.id for rung in ladder.rungs), where=trail, what="rung", found=found)
    levels = [rung.level for rung in ladder.rungs]
    if levels != list(range(1, len(levels) + 1)):
        found.error(
            trail,
            expected="levels 1, 2, 3 and so on, in order",
            found=", ".join(map(str, levels)),
        )
    _check_words(ladder, found)
    for rung in ladder.rungs:
        _check_sort(ladder, rung, trail=f"{trail} → {rung.id}", found=found)
    if ladder.sort == "math":
        _check_rise(ladder, trail=trail, found=found)
    if ladder.sort == "math" and draws:
        # The same ladder is checked again and again.
        for where, expected, was, hint in _of_tasks(ladder.model_dump_json()):
            found.add(Problem(found.file, where, expected, was, hint))


def _check_words(ladder: Ladder, found: Collector) -> None:
    if ladder.language != DEFAULT_LANGUAGE:
        return
    if ladder.stem != STEM:
        found.error(f"{ladder.id} → stem", expected=f"“{STEM}”", found=f"“{ladder.stem}”")
    endings = [(ladder.id, ladder.can)]
    endings += [(f"{ladder.id} → rungs → {rung.id}", rung.can) for rung in ladder.rungs]
    for where, can in endings:
        if not can[:1].islower() or can.endswith((".", "?")):
            found.error(
                f"{where} → can",
                expected="words that go on after “you can …”",
                found=f"“{can}”",
            )


def _check_sort(ladder: Ladder, rung: Rung, *, trail: str, found: Collector) -> None:
    is_math = ladder.sort == "math"
    if is_math != bool(rung.tasks):
        found.error(
            f"{trail} → tasks",
            expected="at least one task" if is_math else "no tasks: nothing is judged here",
            found=f"{len(rung.tasks)}" if rung.tasks else "none",
        )
    if is_math == bool(rung.do):
        found.error(
            f"{trail} → do",
            expected="nothing: a math rung has tasks" if is_math else "what is done on this rung",
            found=f"“{rung.do}”" if rung.do else "nothing",
        )


def _check_rise(ladder: Ladder, *, trail: str, found: Collector) -> None:
    """Steps and time rise from rung to rung, or stay."""
    for lower, upper in zip(ladder.rungs, ladder.rungs[1:], strict=False):
        if upper.seconds < lower.seconds:
            found.error(
                f"{trail} → {upper.id} → seconds",
                expected=f"{lower.seconds} or more, as on the rung below",
                found=str(upper.seconds),
            )
        below, steps = _steps(lower), _steps(upper)
        if steps < below:
            found.error(
                f"{trail} → {upper.id} → tasks",
                expected=f"solutions of {below} steps or more, as on the rung below",
                found=str(steps),
            )


def _steps(rung: Rung) -> int:
    return max((len(task.steps) for task in rung.tasks), default=0)


# ------------------------------------------------------------------- tasks

Found = tuple[str, str, str, str]


@lru_cache(maxsize=32)
def _of_tasks(dumped: str) -> tuple[Found, ...]:
    ladder = Ladder.model_validate_json(dumped)
    problems: list[Found] = []
    for rung in ladder.rungs:
        trail = f"{ladder.id} → rungs → {rung.id}"
        named = [
            one for task in rung.tasks for one in _of_names(task, trail=f"{trail} → {task.id}")
        ]
        # Formulas that name the wrong things would be reported once more.
        problems += named or (list(_of_draws(rung, trail=trail)) if rung.tasks else [])
    return tuple(problems)


@lru_cache(maxsize=64)
def of_country(dumped: str, writing: Writing) -> tuple[Found, ...]:
    """Return what is wrong with the tasks of a ladder, as JSON, that take from a country."""
    return tuple(_of_takers(Ladder.model_validate_json(dumped), writing))


def _of_takers(ladder: Ladder, writing: Writing) -> Iterator[Found]:
    for rung in ladder.rungs:
        tasks = tuple(task for task in rung.tasks if _takes(task))
        if tasks:
            trail = f"{ladder.id} → rungs → {rung.id}"
            some = rung.model_copy(update={"tasks": tasks})
            yield from _of_draws(some, trail=trail, writing=writing, draws=DRAWS // 2)


def _takes(task: Task) -> bool:
    told = task.model_dump_json()
    return any(name in told for name in OF_COUNTRY)


def _of_names(task: Task, *, trail: str) -> Iterator[Found]:
    ids = [*task.draw, *task.given, *(step.id for step in task.steps)]
    for taken in sorted(set(ids).intersection(OF_COUNTRY)):
        yield (
            f"{trail} → {taken}",
            "another name: this one comes from the country",
            f"“{taken}”",
            "",
        )
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield (
            f"{trail} → steps → {twice}",
            "a name of its own for each number and step",
            f"“{twice}” more than once",
            "",
        )
    known = {step.id for step in task.steps}
    for slip in task.slips:
        if slip.step not in known:
            listed = ", ".join(sorted(known))
            yield f"{trail} → slips → {slip.id} → step", f"one of {listed}", f"“{slip.step}”", ""


def _of_draws(
    rung: Rung, *, trail: str, writing: Writing | None = None, draws: int = DRAWS
) -> Iterator[Found]:
    """Draw the rung's tasks often, half of them of each form; note each sort of mistake once."""
    answers: set[Fraction] = set()
    noted: set[tuple[str, str]] = set()
    for number in range(draws):
        task = chosen(rung, Random(rung.id), number)
        try:
            form = FORMS[number // 2 % 2]
            one = made(task, Random(f"{task.id} {number}"), form=form, writing=writing)
            wrong = list(_of_made(one, rung))
        except InvalidValue as refusal:
            yield f"{trail} → {task.id}", "a task that can be made", str(refusal), ""
            return
        answers.add(one.answer)
        for where, expected, was, hint in wrong:
            if (task.id, where) not in noted:
                noted.add((task.id, where))
                yield f"{trail} → {task.id} → {where}", expected, was, hint
    if draws == DRAWS and len(answers) < LEAST_ANSWERS:
        yield (
            f"{trail} → tasks",
            f"at least {LEAST_ANSWERS} different answers in {DRAWS} draws",
            str(len(answers)),
            "Widen the draws.",
        )


def _of_made(one: Made, rung: Rung) -> Iterator[Found]:
    task, ask, shown = one.task, one.ask, one.answer_text
    if one.answer in TOO_PLAIN:
        yield "answer", "never 0 or 1", f"{shown} in “{ask}”", "Add a condition under where."
    if one.answer in _numbers(ask):
        yield "ask", "a task that does not print its answer", f"“{ask}”", "Add a condition."
    if one.answer in _numbers(one.hint):
        yield "hint", "a hint that does not give the answer", f"“{one.hint}”", ""
    if one.answer.denominator not in _ENDING and not task.tolerance:
        yield (
            "tolerance",
            "how far an answer may lie, where its decimals do not end",
            f"none, for {shown} in “{ask}”",
            "Draw numbers that come out, or give a tolerance.",
        )
    last = one.numbers[task.steps[-1].id]
    if last != one.answer:
        yield "steps", f"a last step that comes to {shown}", one.writing.number(last), ""
    for step in task.steps:
        one.said(step)
        one.filled(step.name)
    for slip in task.slips:
        one.filled(slip.text)
        value = value_of(slip.value, one.numbers)
        if abs(value - one.answer) <= 2 * as_fraction(task.tolerance):
            yield (
                f"slips → {slip.id}",
                "another number than the answer",
                f"{one.writing.number(value)} in “{ask}”",
                "Add a condition under where, or drop the slip.",
            )
    length = len(words(ask))
    if rung.level <= SHORT_UP_TO and length > LONGEST_ASK:
        yield "ask", f"at most {LONGEST_ASK} words up to level {SHORT_UP_TO}", f"{length} words", ""


# Fractions of these end after at most three decimals.
_ENDING = frozenset(2**two * 5**five for two in range(4) for five in range(4))


def _numbers(text: str) -> set[Fraction]:
    """Return the numbers that a text prints, in English writing."""
    return {Fraction(number.replace(",", "")) for number in PRINTED_NUMBER.findall(text)}
