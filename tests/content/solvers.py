"""A second way to each answer of the ladders that ship, from what a task prints and no formula.

Each solver takes the numbers of a task in the order in which they are printed. They
are written from the words of the tasks and, where there are two ways, go the other one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import isqrt

Solver = Callable[..., Fraction]
HUNDRED = Fraction(100)


def _tenth(percent: Fraction, whole: Fraction) -> Fraction:
    assert percent == 10
    return whole * percent / HUNDRED


def _percent_up(before: Fraction, now: Fraction) -> Fraction:
    return (now / before - 1) * HUNDRED


def _two_changes(start: Fraction, first: Fraction, second: Fraction) -> Fraction:
    return start * (1 + first / HUNDRED) * (1 + second / HUNDRED)


def _whole_from_rest(gone: Fraction, rest: Fraction) -> Fraction:
    return rest / (1 - gone / HUNDRED)


PERCENT: dict[str, Solver] = {
    "tenth/shop": _tenth,
    "tenth/crowd": lambda people, percent: _tenth(percent, people),
    "parts/crowd": lambda people, percent: people * percent / HUNDRED,
    "parts/road": lambda km, percent: km * percent / HUNDRED,
    "for-one/tickets": lambda few, cost, many: cost / few * many,
    "for-one/recipe": lambda few, grams, many: many * (grams / few),
    "after-discount/sale": lambda price, off: price * (1 - off / HUNDRED),
    "after-discount/water": lambda full, used: full * (1 - used / HUNDRED),
    "what-percent/rent": _percent_up,
    "what-percent/team": lambda before, now: -_percent_up(before, now),
    "down-up/price": lambda price, down, up: _two_changes(price, -down, up),
    "down-up/village": lambda people, up, down: _two_changes(people, up, -down),
    "way-back/share": lambda off, now, people: _whole_from_rest(off, now) / people,
    "way-back/pages": lambda gone, left, days: _whole_from_rest(gone, left) / days,
}


def _minutes(hour: Fraction, minute: Fraction, to_hour: Fraction, to_minute: Fraction) -> Fraction:
    """Return the minutes between two times of a day, counted from midnight."""
    return (to_hour * 60 + to_minute) - (hour * 60 + minute)


def _mix(part: Fraction, water: Fraction, total: Fraction) -> Fraction:
    return total * part / (part + water)


def _cheaper(few: Fraction, cost: Fraction, many: Fraction, big_cost: Fraction) -> Fraction:
    """Return the gap between two bags of the same size, few × many, in one kg of it."""
    return (cost * many - big_cost * few) / (few * many)


def _card_saves(ride: Fraction, weeks: Fraction, card: Fraction, rides: Fraction) -> Fraction:
    return sum((ride * rides for _ in range(int(weeks))), start=-card)


def _paid_out(hours: Fraction, wage: Fraction, tax: Fraction, fee: Fraction) -> Fraction:
    return hours * wage * (1 - tax / HUNDRED) - fee


def _bill(hours: Fraction, wage: Fraction, parts: Fraction, tax: Fraction) -> Fraction:
    """Return the work with its tax and the parts with theirs."""
    return hours * wage * (1 + tax / HUNDRED) + parts * (1 + tax / HUNDRED)


def _wait(few: Fraction, slow: Fraction, many: Fraction, fast: Fraction) -> Fraction:
    """Return the mean of a list with each person in it."""
    waits = [slow] * int(few) + [fast] * int(many)
    return sum(waits, start=Fraction(0)) / len(waits)


def _speed(way: Fraction, speed: Fraction, second_way: Fraction, second: Fraction) -> Fraction:
    hours = way / speed + second_way / second
    return (way + second_way) / hours


def _a_day(
    pages: Fraction, weeks: Fraction, begun: Fraction, pace: Fraction, days: Fraction
) -> Fraction:
    return (pages - begun * pace) / (days * (weeks - begun))


def _each(
    people: Fraction,
    goal: Fraction,
    begun: Fraction,
    pace: Fraction,
    room: Fraction,
    weeks: Fraction,
) -> Fraction:
    return (goal + room - begun * pace) / (people * weeks)


EVERYDAY: dict[str, Solver] = {
    "left-over/wait": _minutes,
    "left-over/change": lambda bill, note: note - bill,
    "past-the-hour/trip": _minutes,
    "past-the-hour/change": lambda count, each, paid: paid - each * count,
    "measure/mix": _mix,
    "measure/cups": lambda liters, ml: liters / (ml / 1000),
    "better-buy/bags": _cheaper,
    "better-buy/rides": _card_saves,
    "paper/pay-slip": _paid_out,
    "paper/repair": _bill,
    "average/desks": _wait,
    "average/speed": _speed,
    "plan/course": _a_day,
    "plan/savings": _each,
}


def _line(at: Fraction, low: Fraction, high: Fraction) -> Fraction:
    """Return where a straight line through (0, low) and (1, high) comes to ``at``."""
    return (at - low) / (high - low)


def _undone(start: Fraction, step: Fraction, end: Fraction) -> Fraction:
    """Return how many steps lead from ``start`` to ``end``."""
    return _line(end, start, start + step)


def _root(of: Fraction) -> Fraction:
    found = Fraction(isqrt(int(of)))
    assert found * found == of
    return found


def _meet(a: Fraction, b: Fraction, c: Fraction, d: Fraction) -> Fraction:
    """Return x where a + bx = c + dx."""
    return _line(Fraction(0), a - c, a - c + b - d)


def _again(*pairs: tuple[Fraction, Fraction]) -> None:
    """The formula prints what the words of the task say."""
    assert all(word == letter for word, letter in pairs)


def _hours(rate: Fraction, again: Fraction, hours: Fraction) -> Fraction:
    _again((rate, again))
    return rate * hours


def _boxes(count: Fraction, total: Fraction, k: Fraction, right: Fraction) -> Fraction:
    _again((count, k), (total, right))
    return _undone(Fraction(0), count, total)


def _held(more: Fraction, now: Fraction, plus: Fraction, right: Fraction) -> Fraction:
    _again((more, plus), (now, right))
    return _undone(more, Fraction(1), now)


def _rent(fee: Fraction, rate: Fraction, plus: Fraction, k: Fraction, hours: Fraction) -> Fraction:
    _again((fee, plus), (rate, k))
    return sum((rate for _ in range(int(hours))), start=fee)


def _leak(full: Fraction, loss: Fraction, plus: Fraction, k: Fraction, hours: Fraction) -> Fraction:
    return _rent(full, -loss, plus, -k, hours)


def _repair(*printed: Fraction) -> Fraction:
    fee, rate, bill, *formula = printed
    _again(*zip((fee, rate, bill), formula, strict=True))
    return _undone(fee, rate, bill)


def _seats(*printed: Fraction) -> Fraction:
    count, empty, people, *formula = printed
    _again(*zip((count, empty, people), formula, strict=True))
    return _undone(-empty, count, people)


def _offers(*printed: Fraction, second: int = 1) -> Fraction:
    """Return where two offers meet; the second rate counts down for tanks that lose."""
    a, b, left_a, left_b, c, d, right_c, right_d = printed
    _again((a, left_a), (b, left_b), (c, right_c), (d, right_d))
    return _meet(a, second * b, c, d)


def _helpers(*printed: Fraction) -> Fraction:
    helpers, k, left_k, left, fixed, m, right, right_m = printed
    _again((k, left_k), (helpers, left), (fixed, right), (m, right_m))
    return _meet(k * helpers, k, fixed, m)


def _free(*printed: Fraction) -> Fraction:
    free, k, left_k, left, fixed, m, right, right_m = printed
    _again((k, left_k), (free, left), (fixed, right), (m, right_m))
    return _meet(-k * free, k, fixed, m)


def _plots(*printed: Fraction) -> Fraction:
    count, seed, sign, total, *formula = printed
    _again(*zip((count, seed, sign, total), formula, strict=True))
    return 4 * _root((total - count * sign) / (count * seed))


def _house(*printed: Fraction) -> Fraction:
    days, friends, food, paid, back, total, *formula = printed
    _again(*zip((paid, friends, food, back, total), formula, strict=True))
    return (total + back - paid * food) * friends / (paid * days)


FORMULAS: dict[str, Solver] = {
    "put-in/hours": _hours,
    "put-in/wheel": _hours,
    "undo-one/boxes": _boxes,
    "undo-one/tank": _held,
    "fee/rent": _rent,
    "fee/leak": _leak,
    "undo-two/repair": _repair,
    "undo-two/seats": _seats,
    "two-offers/clubs": _offers,
    "two-offers/tanks": lambda *printed: _offers(*printed, second=-1),
    "bracket/helpers": _helpers,
    "bracket/free": _free,
    "turn-round/plots": _plots,
    "turn-round/house": _house,
}

SOLVERS: dict[str, Solver] = {
    f"{ladder}/{task}": solver
    for ladder, solvers in (("percent", PERCENT), ("everyday", EVERYDAY), ("formulas", FORMULAS))
    for task, solver in solvers.items()
}
