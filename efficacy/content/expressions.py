"""Small formulas in content, worked out exactly: numbers, names, and what school does with them.

A formula is read by ``simpleeval`` with everything taken away that a task does
not need. Every number is a fraction, so 0.1 is a tenth and nothing is rounded.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from simpleeval import SimpleEval

from efficacy.errors import InvalidValue

LONGEST = 200  # characters
HIGHEST_POWER = 6
LARGEST = 10**12


def as_fraction(number: float | str) -> Fraction:
    """Return a number as it is written in a file: 0.1 is exactly a tenth."""
    return Fraction(str(number))


def value_of(formula: str, names: Mapping[str, Fraction]) -> Fraction:
    """Return what a formula comes to.

    Parameters
    ----------
    names : Mapping
        The values of the names that may stand in it.

    Raises
    ------
    InvalidValue
        If it cannot be read, holds an unknown name, divides by 0, or comes to
        something else than a number below a million millions.
    """
    found = _worked_out(formula, names)
    if (
        isinstance(found, bool)
        or not isinstance(found, int | Fraction)
        or abs(Fraction(found)) > LARGEST
    ):
        raise InvalidValue("“{formula}” does not come to a number.", formula=formula)
    return Fraction(found)


def is_true(condition: str, names: Mapping[str, Fraction]) -> bool:
    """Return whether a condition such as ``a < b and a != 2`` holds.

    Raises
    ------
    InvalidValue
        As ``value_of``, or if it is no condition.
    """
    found = _worked_out(condition, names)
    if not isinstance(found, bool):
        raise InvalidValue("“{formula}” is no condition, such as a < b.", formula=condition)
    return found


def _worked_out(formula: str, names: Mapping[str, Fraction]) -> object:
    try:
        return _Exact(names).eval(formula, previously_parsed=_parsed(formula))
    except InvalidValue:
        raise
    except ZeroDivisionError:
        raise InvalidValue("“{formula}” divides by 0.", formula=formula) from None
    except Exception:
        # Whatever the library dislikes is one thing to an author.
        raise InvalidValue(
            "“{formula}” cannot be worked out. It may hold numbers, the names {names}, "
            "+ − * / ** ( ), comparisons, and min, max, abs, floor, ceil.",
            formula=formula[:60],
            names=", ".join(names) or "of its draw",
        ) from None


@cache
def _parsed(formula: str) -> Any:
    if len(formula) > LONGEST:
        raise InvalidValue("“{formula}…” is too long for a formula.", formula=formula[:60])
    # Of “a < b; a > 2” the library would take the first half and drop the rest.
    if len(ast.parse(formula.strip()).body) != 1:
        raise SyntaxError("more than one formula")
    return SimpleEval.parse(formula)


def _power(base: Fraction, exponent: Fraction) -> Fraction:
    if exponent.denominator != 1 or abs(exponent) > HIGHEST_POWER:
        raise InvalidValue("A power goes up to {most} here.", most=HIGHEST_POWER)
    return base ** int(exponent)


_OPERATORS: Mapping[type[ast.AST], Any] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Mod: operator.mod,
    ast.Pow: _power,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Not: operator.not_,
}
_FUNCTIONS: Mapping[str, Any] = {
    "min": min,
    "max": max,
    "abs": abs,
    "floor": lambda value: Fraction(math.floor(value)),
    "ceil": lambda value: Fraction(math.ceil(value)),
}
# No texts, lists, attributes, places, assignments or choices.
_NODES = frozenset(
    {
        ast.Expr,
        ast.Name,
        ast.UnaryOp,
        ast.BinOp,
        ast.BoolOp,
        ast.Compare,
        ast.Call,
        ast.Constant,
    }
)


class _Exact(SimpleEval):  # type: ignore[misc]  # the library carries no types
    """The library's reader, with fractions and the short list above."""

    def __init__(self, names: Mapping[str, Fraction]) -> None:
        super().__init__(operators=dict(_OPERATORS), functions=dict(_FUNCTIONS), names=dict(names))
        every: dict[type[ast.AST], Any] = vars(self)["nodes"]
        self.nodes = {kind: how for kind, how in every.items() if kind in _NODES}
        self.nodes[ast.Constant] = self._number

    @staticmethod
    def _number(node: ast.Constant) -> Fraction:
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            raise InvalidValue("A formula holds numbers, not {found}.", found=repr(node.value))
        number = as_fraction(node.value)
        if abs(number) > LARGEST:
            raise InvalidValue("{found} is too large for a formula.", found=repr(node.value)[:20])
        return number
