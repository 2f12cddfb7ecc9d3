"""Countries: how numbers and money are written there, and the words of tax and of grades."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from efficacy.content.base import Id, LanguageTag, Provenance, Strict, Words

DEFAULT_COUNTRY = "us"


class Tax(Strict):
    """What is put on a price: its name in the middle of a sentence, and its rate in percent."""

    name: Words
    rate: Annotated[float, Field(ge=1, le=40)]


class Grades(Strict):
    """What the best grade and the lowest one to pass are called, as in “she got …”."""

    best: Words
    passing: Words


class Country(Strict):
    """What tasks take from a country; a plan names one by its ``id``.

    ``tax`` is a rate to work with, not advice on tax. ``groups`` says where the
    thousands mark stands: 1,200,000 or, in lakhs, 12,00,000.
    """

    kind: Literal["country"]
    id: Id
    language: LanguageTag
    title: Words
    provenance: Provenance
    currency: Words
    currency_stands: Literal["before", "after"] = "before"
    decimal_mark: Literal[".", ","]
    thousands_mark: Literal[",", ".", " ", "’"]
    groups: Literal["thousands", "lakhs"] = "thousands"
    tax: Tax
    grades: Grades
