"""The change report in plain text, for scores that were collected elsewhere."""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from efficacy.errors import InsufficientData
from efficacy.language import Speech
from efficacy.reports.columns import Pairs
from efficacy.reports.numbers import interval, number, signed

if TYPE_CHECKING:
    from efficacy.measurement.change import PairedChange

FEWEST = 2
# Below this the sentence on small groups is added.
SMALL = 30
_DIGITS = 4
_WIDTH = 96


def change_report(
    found: Pairs, *, pre: str, post: str, reliability: float | None, say: Speech
) -> str:
    """Return what changed from one column to the other, with intervals, conventions and cautions.

    Parameters
    ----------
    pre, post : str
        What the two columns are called.
    reliability : float in (0, 1), optional
        Retest reliability of the scale: with it the report says how large a
        difference of one person must be to exceed the noise. It names no person.

    Raises
    ------
    InsufficientData
        If fewer than two rows have both values.
    InvalidValue
        If the reliability is no such number.
    """
    from efficacy.measurement.change import paired_change

    change = paired_change(found.pre, found.post)
    if change.n < FEWEST:
        raise InsufficientData(
            "It takes at least {least} rows with a number in both columns, and there are {n}.",
            least=FEWEST,
            n=change.n,
        )
    parts = [
        _head(change, pre=pre, post=post, say=say),
        _moments(change, say),
        _change(change, say),
        _standardized(change, say),
        _ranks(change, say),
        *([] if reliability is None else [_noise(found, change, reliability, say)]),
        _cautions(change, say),
    ]
    return "\n\n".join("\n".join(part) for part in parts)


def _head(change: PairedChange, *, pre: str, post: str, say: Speech) -> list[str]:
    title = say("Change from “{pre}” to “{post}”")
    return [
        title.replace("{pre}", pre).replace("{post}", post),
        say.plural(
            "{n} row has a number in both columns.",
            "{n} rows have a number in both columns.",
            change.n,
        ),
        say.plural(
            "{n} row is left out, because one of the two is missing.",
            "{n} rows are left out, because one of the two is missing.",
            change.n_excluded,
        ),
    ]


def _moments(change: PairedChange, say: Speech) -> list[str]:
    return [
        _line(say("mean before, after"), change.mean_pre, change.mean_post),
        _line(say("SD before, after"), change.sd_pre, change.sd_post, about=say("by n − 1")),
        _line(say("correlation r"), change.r, about=_why(change, "r", say)),
    ]


def _change(change: PairedChange, say: Speech) -> list[str]:
    span = interval(change.ci_low, change.ci_high, say, _DIGITS)
    test = say("t({df}) = {t}, two-sided p = {p}; paired").format(
        df=change.df, t=number(change.t, _DIGITS), p=_p(change.p)
    )
    return [
        _row(say("change"), signed(change.change, _DIGITS), say("after minus before")),
        _row(say("95 % interval"), span, _why(change, "ci_low", say) or say("by t")),
        _row(say("SD of changes"), number(change.sd_change, _DIGITS)),
        _row(say("t test"), test, _why(change, "t", say)),
    ]


def _standardized(change: PairedChange, say: Speech) -> list[str]:
    """Return the standardized changes, each with its interval and what it divides by."""
    by = {
        "d_z": say("change / SD of changes; interval by noncentral t"),
        "d_av": say("change / root mean square of both SDs; interval by Bonett (2008)"),
    }
    lines = []
    for name, convention in by.items():
        low, high = getattr(change, f"{name}_low"), getattr(change, f"{name}_high")
        shown = number(getattr(change, name), _DIGITS)
        span = interval(low, high, say, _DIGITS)
        about = _why(change, name, say) or convention
        lines.append(_row(name, f"{shown}, {say('95 % interval')} {span}", about))
    about = _why(change, "g_av", say) or say("d_av · J(n − 1), J exact (Hedges 1981)")
    return [*lines, _row("g_av", number(change.g_av, _DIGITS), about)]


def _ranks(change: PairedChange, say: Speech) -> list[str]:
    counts = say("up {up}, the same {same}, down {down}").format(
        up=change.n_up, same=change.n_same, down=change.n_down
    )
    ranks = say("W+ = {w}, two-sided p = {p}, rank-biserial r = {r}").format(
        w=number(change.wilcoxon_w),
        p=_p(change.wilcoxon_p),
        r=number(change.rank_biserial, _DIGITS),
    )
    about = _why(change, "wilcoxon_w", say) or say("exact; zeros dropped, mid-ranks for ties")
    return [
        _row(say("median change"), signed(change.median_change, _DIGITS)),
        _row(say("people"), counts),
        _row(say("Wilcoxon"), ranks, about),
    ]


def _noise(found: Pairs, change: PairedChange, reliability: float, say: Speech) -> list[str]:
    """Return how large a difference of one person must be; never whose is."""
    from efficacy.measurement.reliable_change import reliable_change

    if not change.sd_pre:
        return [say("All scores before are the same, so noise cannot be put in points.")]
    noise = reliable_change(found.pre, found.post, change.sd_pre, reliability)
    words = say(
        "With a retest reliability of {r:g} and the SD before, two scores of one person who has "
        "not changed differ by up to {points} points in 95 of 100 cases. That is a number on the "
        "scale, and no verdict on anybody."
    )
    points = number(noise.threshold, _DIGITS)
    return wrap(words.format(r=reliability, points=points), _WIDTH)


def _cautions(change: PairedChange, say: Speech) -> list[str]:
    lines = [
        say("Read with care:"),
        say(
            "- There is no comparison group. These numbers say how far scores moved, and cannot "
            "say why."
        ),
        say(
            "- People who were chosen because they scored at one end move toward the middle by "
            "themselves."
        ),
        say("- Being asked twice, and time passing, can move answers too."),
    ]
    if change.n_excluded:
        lines.append(say("- Who is left out may differ from who is in. Say how many, and why."))
    if change.n < SMALL:
        lines.append(say("- The group is small. Read the interval before the mean."))
    return lines


# ------------------------------------------------------------------------ lines


def _line(label: str, *values: float | None, about: str = "") -> str:
    return _row(label, ", ".join(number(value, _DIGITS) for value in values), about)


def _row(label: str, shown: str, about: str = "") -> str:
    line = f"  {label:<20}{shown}"
    return f"{line}   ({about})" if about else line


def _why(change: PairedChange, name: str, say: Speech) -> str:
    """Return why a value is not there; "" where it is."""
    return say(change.reasons[name]).rstrip(".") if name in change.reasons else ""


def _p(value: float | None) -> str:
    if value is not None and value < 0.0001:
        return "< .0001"
    return number(value, _DIGITS)
