"""Whether matching helps: ratings of matched stories beside those that came by chance.

If matched minus random is not positive over some cohorts, the matching is decoration.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from efficacy.activities.contract import Given
from efficacy.activities.story_params import DRAWN, LIKE_ME, SHOWN
from efficacy.activities.story_path import MATCHED, RANDOM


@dataclass(frozen=True, slots=True, kw_only=True)
class RatedStory:
    """One row of the tidy frame: who read which story, how it was drawn, 0 to 100 how like them."""

    person: str
    story: str
    drawn: str
    like_me: float


def rated_stories(answers: Mapping[str, Sequence[Given]]) -> tuple[RatedStory, ...]:
    """Return a row for each story that was drawn for somebody and rated, in the order of reading.

    Parameters
    ----------
    answers : mapping
        Person to what they gave in one run. A story without a rating is missing and has
        no row; one that was rated and then swapped keeps its row, since leaving out what
        people did not like would flatter the matching. Stories of one's own choice have none.
    """
    rows: list[RatedStory] = []
    for person, given in answers.items():
        found = {(one.item_id, one.attempt): one.value for one in given}
        for attempt in sorted({one.attempt for one in given if one.item_id == DRAWN}):
            drawn, rating = found[DRAWN, attempt], found.get((LIKE_ME, attempt))
            if drawn in (MATCHED, RANDOM) and isinstance(rating, int | float):
                story = str(found.get((SHOWN, attempt), ""))
                row = RatedStory(person=person, story=story, drawn=str(drawn), like_me=rating)
                rows.append(row)
    return tuple(rows)


def matched_and_random(rows: Sequence[RatedStory]) -> dict[str, tuple[float, float]]:
    """Return for each person their mean of matched stories, and their mean of random ones.

    0 to 100. Somebody without a rating of either sort is left out.
    """
    means: dict[str, tuple[float, float]] = {}
    for person in dict.fromkeys(row.person for row in rows):
        matched, random = (
            [row.like_me for row in rows if (row.person, row.drawn) == (person, drawn)]
            for drawn in (MATCHED, RANDOM)
        )
        if matched and random:
            means[person] = fmean(matched), fmean(random)
    return means


def matched_minus_random(rows: Sequence[RatedStory]) -> dict[str, float]:
    """Return for each person their mean of matched stories minus their mean of random ones.

    Points of 100. Somebody without a rating of either sort is left out.
    """
    found = matched_and_random(rows)
    return {person: matched - random for person, (matched, random) in found.items()}
