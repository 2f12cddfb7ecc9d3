"""What a template may use: a frozen dataclass a handout, with a sentence for each variable.

A text that was never given is ``""``, a list that was never filled is ``()``: the layout then
draws lines to write on. Nothing is ``None``, so that no template prints the word.
"""

from __future__ import annotations

from dataclasses import Field, dataclass, fields
from typing import Any, get_args, get_type_hints


class Variables:
    """The base of every class of variables, of a whole handout or of one entry of a list.

    A subclass is a frozen dataclass. Each field is ``Annotated`` with a sentence, and is a text,
    a whole number, a yes or no, a ``Picture``, another class of variables, or a tuple of these.
    """

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of ours: ``svg`` is its source, ``says`` the same in words for who cannot see it.

    Nothing that anybody typed goes into ``svg``; words beside it stand in the template.
    """

    svg: str
    says: str


def sentences(variables: type[Variables]) -> dict[str, str]:
    """Return what each variable says, by its name and in its order.

    What an entry of a list holds follows the list: ``stories[].name`` is the variable ``name`` of
    each entry of ``stories``.
    """
    return {name: sentence for name, (sentence, _) in described(variables).items()}


def described(variables: type[Variables], above: str = "") -> dict[str, tuple[str, bool]]:
    """Return the sentence of each variable, and whether it is a list."""
    found: dict[str, tuple[str, bool]] = {}
    for name, (hint, sentence) in _hints(variables).items():
        inner, is_list = _inner(hint)
        found[above + name] = (sentence, is_list)
        if isinstance(inner, type) and issubclass(inner, Variables):
            found |= described(inner, f"{above}{name}{'[]' if is_list else ''}.")
    return found


def values(data: Variables) -> dict[str, Any]:
    """Return the variables of one sheet by name, as a template takes them."""
    return {one.name: getattr(data, one.name) for one in _fields(type(data))}


def _hints(variables: type[Variables]) -> dict[str, tuple[Any, str]]:
    hints = get_type_hints(variables, include_extras=True)
    return {
        one.name: (hints[one.name].__origin__, hints[one.name].__metadata__[0])
        for one in _fields(variables)
    }


def _fields(variables: Any) -> tuple[Field[Any], ...]:
    return fields(variables)


def _inner(hint: Any) -> tuple[Any, bool]:
    """Return what a variable holds, and whether it holds a list of these."""
    inside = get_args(hint)
    return (inside[0], True) if inside else (hint, False)
