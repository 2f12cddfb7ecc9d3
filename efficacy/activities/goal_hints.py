"""What a goal may still lack: pure, and never a reason to refuse it.

The signs are rules of thumb on English words. They are there to ask back, so a
sign that is not sure keeps quiet. In other languages only what stands empty is
pointed out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from efficacy.language import DEFAULT_LANGUAGE, Speech

Hint = Literal["doing", "time", "end", "big", "reach", "many", "others"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal as somebody wrote it: what, when, and how they will see that it is done.

    ``rung`` is where they work on the ladder (1-based); None without a record.
    """

    what: str = ""
    when: str = ""
    end: str = ""
    rung: int | None = None
    language: str = DEFAULT_LANGUAGE


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _forms(verbs: frozenset[str]) -> frozenset[str]:
    endings = ("{0}", "{0}s", "{0}es", "{0}ing", "{1}ing")
    return frozenset(end.format(verb, verb.removesuffix("e")) for verb in verbs for end in endings)


_DOING = _forms(
    _listed(
        "add apply ask attend bring build buy calculate call carry check choose clean collect "
        "compare complete cook copy count cut describe do draw enter estimate explain fetch fill "
        "find finish fix follow give go hand join leave list listen make meet mend open pick "
        "prepare print put read repair repeat save say search send sit solve sort speak start "
        "take teach tell turn type watch write"
    )
)
# Words that name things as often as doings: they count as a doing only where they come first.
_DOING_FIRST = _DOING | _forms(
    _listed(
        "answer book change email help look mark measure message name note order phone plan play "
        "plot post practice practise rate ride run show sign talk test text time visit walk work"
    )
)
# Before the verb: left out, so that what follows can be looked at.
_LEAD = re.compile(
    r"^(?:(?:i|we)(?:\s+(?:will|shall|want\s+to|am\s+going\s+to|plan\s+to|need\s+to)|[’']ll)"
    r"|my\s+goal\s+is(?:\s+to)?|to)\s+",
    re.IGNORECASE,
)
# Where one of these comes first, no doing does.
_NO_DOING_FIRST = _listed(
    "a an the my more less better be become feel know understand improve get have stop learn try "
    "not no never stay keep math maths"
)
_DAY_OR_TIME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:today|tonight|tomorrow|noon|midnight|"
    r"mornings?|afternoons?|evenings?|weekend|breakfast|lunch|dinner|january|february|march|april|"
    r"june|july|august|september|october|november|december|this\s+week|next\s+week|"
    r"(?:before|after|when|as\s+soon\s+as)\s+\w+|\d{1,2}[:.]\d\d|at\s+\d{1,2}|"
    r"\d{1,2}\s*(?:am|pm|o[’']clock))\b",
    re.IGNORECASE,
)
_END = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|half|until|till|first|"
    r"last|page|chapter|form|letter|done\s+when)\b",
    re.IGNORECASE,
)
_BIG = re.compile(
    r"\b(?:everything|all\s+(?:of\s+)?(?:the\s+|my\s+)?math\w*|always|never\s+again|every\s+"
    r"(?:day|night|morning|evening)|each\s+day|forever|from\s+now\s+on|perfect\w*|master\w*|"
    r"become|whole\s+(?:book|course|year)|degree|completely|for\s+good|"
    r"(?:[3-9]|\d\d+)\s+hours|(?:\d+|a|one|two|three|six)\s+(?:months?|years?))\b",
    re.IGNORECASE,
)
_JOINER = re.compile(r"\s*(?:;|\n|,|\band\b|\bthen\b|\balso\b|\bplus\b)\s*", re.IGNORECASE)
_OTHERS = re.compile(
    r"\b(?:(?:my|the|a)\s+(?:boss|teacher|tutor|coach|manager|counselor|partner|friend|mother|"
    r"father|parents?|sister|brother|kids?|son|daughter|company|school|office)|they|he|she|"
    r"someone|somebody|people)\s+(?:will|must|should|gives?|says?|lets?|agrees?|helps?|stops?|"
    r"thinks?|believes?)\b"
    r"|\b(?:get|be)\s+(?:hired|picked|chosen|promoted|accepted|invited|admitted|praised)\b"
    r"|\bget\s+(?:a|an|the|that)\s+(?:\w+\s+)?(?:job|grade|mark|place|raise|offer|promotion|yes)\b"
    r"|\b(?:make|get)\s+(?:him|her|them|someone|somebody|my\s+\w+)\s+(?:to\s+)?\w+",
    re.IGNORECASE,
)
_RUNG = re.compile(r"\brungs?\s+(\d{1,2})\b", re.IGNORECASE)
# From this many parts that each begin with a doing, a goal is several.
MANY = 3
# How many rungs above the working rung are still within reach.
STEP_UP = 1


def hints(goal: Goal) -> tuple[Hint, ...]:
    """Return what ``goal`` may still lack, in the order of its boxes; () for an empty one.

    ``doing``: no verb of doing. ``time``: no day or time. ``end``: no number
    and no mark by which the end is seen. ``big``: more than a few days hold.
    ``reach``: names a rung more than one above the working rung. ``many``:
    several goals in one. ``others``: hangs on what others do.
    """
    what, when, end = goal.what.strip(), goal.when.strip(), goal.end.strip()
    if not what:
        return ()
    if not is_looked_at(goal):
        empty: tuple[tuple[Hint, bool], ...] = (("time", not when), ("end", not end))
        return tuple(hint for hint, is_there in empty if is_there)
    signs: tuple[tuple[Hint, bool], ...] = (
        ("doing", not _has_doing(what)),
        # In the box for it, any number is one of a day or of a clock.
        ("time", not (re.search(r"\d", when) or _DAY_OR_TIME.search(f"{what} . {when}"))),
        ("end", not end and not _END.search(what)),
        ("big", bool(_BIG.search(what))),
        ("reach", _is_out_of_reach(what, goal.rung)),
        ("many", _doings(what) >= MANY),
        ("others", bool(_OTHERS.search(what))),
    )
    return tuple(hint for hint, is_there in signs if is_there)


def is_looked_at(goal: Goal) -> bool:
    """Whether the words themselves are looked at: the signs are English."""
    return goal.language == DEFAULT_LANGUAGE


def hint_words(hint: Hint, say: Speech) -> str:
    """Return a hint as a question with a way on; it judges nothing."""
    return {
        "doing": say("What will you do? You could start with a word such as write, ask or solve."),
        "time": say("On which day, and at what time?"),
        "end": say("By what will you see that it is done? A number helps, such as 3 tasks."),
        "big": say("Could a first part of it be done in one sitting? Take that part."),
        "reach": say(
            "That rung is some steps up. Which step at your rung, or one above, leads there?"
        ),
        "many": say("Here are several goals. Which one comes first?"),
        "others": say("A part of this is up to others. Which part is yours to do?"),
    }[hint]


def _has_doing(what: str) -> bool:
    words = re.findall(r"[a-z’']+", _LEAD.sub("", what.lower()))
    if any(word in _DOING for word in words) or (words[:1] and words[0] in _DOING_FIRST):
        return True
    # The lists are short; a first word that nothing speaks against may be one more doing.
    return len(words) > 1 and words[0] not in _NO_DOING_FIRST


def _is_out_of_reach(what: str, rung: int | None) -> bool:
    """Whether the goal names a rung more than one above ``rung``; never without a record."""
    named = [int(number) for number in _RUNG.findall(what)]
    return rung is not None and any(number > rung + STEP_UP for number in named)


def _doings(what: str) -> int:
    """Return how many parts of a goal begin with a doing."""
    parts = (_LEAD.sub("", part.strip().lower()) for part in _JOINER.split(what))
    first = (re.match(r"[a-z’']+", part) for part in parts)
    return sum(found is not None and found[0] in _DOING_FIRST for found in first)
