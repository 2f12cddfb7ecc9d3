"""How numbers and money are written, and what a task takes from a country."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from efficacy.content.countries import Country
from efficacy.content.expressions import as_fraction

MOST_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How numbers are written, and what a task takes from the country.

    Attributes
    ----------
    currency : str
        The sign of money; ``after`` where it stands behind the number.
    mark, thousands : str
        The decimal mark, and what stands between groups ("": what goes with the mark).
    lakhs : bool
        Whether groups are those of India: 12,00,000.
    tax_rate : Fraction
        In percent; ``tax_name`` is what it is called in the middle of a sentence.
    grades : pair of str
        What the best grade and the lowest one to pass are called.
    """

    currency: str = "$"
    after: bool = False
    mark: Literal[".", ","] = "."
    thousands: str = ""
    lakhs: bool = False
    tax_name: str = "sales tax"
    tax_rate: Fraction = Fraction(8)
    grades: tuple[str, str] = ("an A", "a D")

    def number(self, value: Fraction) -> str:
        """Return a number as people write it: 12,000, 0.5, −3; else as a fraction."""
        places = _places(value)
        if places is None:
            return f"{value.numerator}/{value.denominator}".replace("-", "−")
        whole, rest = _digits(value, places)
        sign = "−" if value < 0 else ""
        grouped = self._grouped(whole) if len(whole) > 4 else whole
        return f"{sign}{grouped}{self.mark + rest if rest else ''}"

    def _grouped(self, digits: str) -> str:
        between = self.thousands or ("," if self.mark == "." else " ")
        first, last, size = digits[:-3], digits[-3:], 2 if self.lakhs else 3
        start = len(first) % size
        groups = [first[at : at + size] for at in range(start, len(first), size)]
        return between.join([*filter(None, [first[:start]]), *groups, last])

    def money(self, value: Fraction) -> str:
        """Return a price: two decimals where it is not whole."""
        sign = "−" if value < 0 else ""
        if value.denominator == 1 or _places(value) not in (1, 2):
            return sign + self._with_sign(self.number(abs(value)))
        whole, rest = _digits(value, 2)
        return sign + self._with_sign(f"{self.number(Fraction(whole))}{self.mark}{rest}")

    def _with_sign(self, amount: str) -> str:
        # The space does not break, so that the sign stays on the line of its number.
        if self.after:
            return f"{amount}\u00a0{self.currency}"
        apart = "\u00a0" if self.currency[-1].isalpha() else ""
        return f"{self.currency}{apart}{amount}"


def written_in(country: Country | None) -> Writing:
    """Return how a country writes; as in the United States where none is known."""
    if country is None:
        return Writing()
    return Writing(
        currency=country.currency,
        after=country.currency_stands == "after",
        mark=country.decimal_mark,
        thousands=country.thousands_mark,
        lakhs=country.groups == "lakhs",
        tax_name=country.tax.name,
        tax_rate=as_fraction(country.tax.rate),
        grades=(country.grades.best, country.grades.passing),
    )


def _places(value: Fraction) -> int | None:
    """Return how many decimals a number has; None where they do not end soon."""
    if value.denominator == 1:
        return 0
    for places in range(1, MOST_DECIMALS + 1):
        if (value * 10**places).denominator == 1:
            return places
    return None


def _digits(value: Fraction, places: int) -> tuple[str, str]:
    """Return the digits before and after the mark, without a sign."""
    digits = str(int(abs(value) * 10**places)).rjust(places + 1, "0")
    cut = len(digits) - places
    return digits[:cut], digits[cut:]
