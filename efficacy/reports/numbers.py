"""Numbers as people read them: rounded, with a sign where it matters, and a true minus."""

from __future__ import annotations

from efficacy.language import Speech

NOTHING = "–"  # in the place of a number that there is not


def number(value: float | None, digits: int = 1) -> str:
    """Return “43.2”; a dash where there is no number."""
    if value is None:
        return NOTHING
    shown = f"{value:.{digits}f}"
    return shown.lstrip("-") if float(shown) == 0 else shown.replace("-", "−")


def signed(value: float | None, digits: int = 1) -> str:
    """Return “+6.7”, “−6.7” or “0.0”; a dash where there is no number."""
    shown = number(value, digits)
    is_up = value is not None and value > 0 and float(shown) != 0
    return f"+{shown}" if is_up else shown


def interval(
    low: float | None, high: float | None, say: Speech, digits: int = 1, *, is_change: bool = True
) -> str:
    """Return “+2.9 to +10.5”; a dash where there is no interval."""
    if low is None or high is None:
        return NOTHING
    shown = signed if is_change else number
    return say("{low} to {high}").format(low=shown(low, digits), high=shown(high, digits))


def percent(share: float | None) -> str:
    """Return “45 %” of a share from 0 to 1; a dash where there is none."""
    return NOTHING if share is None else f"{100 * share:.0f} %"


def p_value(p: float | None) -> str:
    """Return “.034”, or “< .001”; a dash where there is none."""
    if p is None:
        return NOTHING
    return "< .001" if p < 0.001 else f"{p:.3f}".removeprefix("0")
