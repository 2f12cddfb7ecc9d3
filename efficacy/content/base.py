"""What all content is made of: ids, words, strict models, where it comes from."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$", max_length=60)]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]


class Strict(BaseModel):
    """Base of all content: nothing unknown, nothing changed after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Provenance(Strict):
    """Who wrote it, when, from what, and under which licence."""

    author: Words
    written: date
    derived_from: Words
    licence: Words
    # The second is said of instruments that a counselor bought, and never of ours.
    status: Literal["educational, not validated", "published, used under a licence"] = (
        "educational, not validated"
    )


class Reference(Strict):
    """A work that a factual sentence rests on."""

    id: Id
    text: Words
    doi: Words | None = None
