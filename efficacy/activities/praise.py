"""Look at a sentence of encouragement: does it name what somebody did?

Words build a belief when they are tied to something that happened. Two sorts
do not: *empty* ones, which name nothing that was done (“Great job!”), and
praise of the *person*, which tells somebody what they are (“You are so smart”)
and makes the next miss a verdict. The rules are general and for English; in
other languages only a sentence of a word or two is called empty.

It is advice to the writer and a reason for the facilitator to look. It never
stops anybody, it is wrong at times, and ``docs/activities/encourage.md`` says
how often.
"""

from __future__ import annotations

import re
from typing import Literal

Finding = Literal["", "empty", "person"]

# Below these numbers of particular words nothing is named that a stranger could picture.
PARTICULARS_LEAST, PARTICULARS_WITHOUT_DEED = 2, 3
WORDS_LEAST = 3

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")

# What somebody is said to be once and for all: it is praise of the person whatever follows.
_GIFTS = (
    "bright|brilliant|clever|genius|gifted|intelligent|smart|talented|brainy|exceptional|special|"
    "amazing|awesome|incredible|wonderful|fantastic|great|perfect|extraordinary|remarkable|"
    "superb|terrific|impressive|phenomenal|a star|a natural|a legend|a rock ?star|a hero|a pro|"
    "an? \\w+ (?:mind|brain|person|human|student|learner|leader|thinker|teammate)|"
    "a (?:born|natural) \\w+|one of a kind|the (?:best|smartest|brightest|cleverest)"
)
# What people also become by doing: praise of the person only where no deed is named.
_TRAITS = (
    "brave|calm|caring|confident|considerate|courageous|creative|curious|dedicated|determined|"
    "diligent|friendly|funny|generous|gentle|good|hard[- ]?working|helpful|honest|kind|likeable|"
    "motivated|nice|organi[sz]ed|patient|persistent|polite|positive|reliable|resilient|sharp|"
    "strong|supportive|sweet|thoughtful|tough|warm|wise|able|capable|skilled|skilful|logical|"
    "quick|ambitious|inspiring|inspirational|lovely|cool|fun"
)
_DEGREE = (
    r"(?:(?:so|such|very|really|truly|just|clearly|obviously|simply|always|too|quite|pretty|"
    r"extremely|incredibly|super|naturally|definitely|certainly|honestly|also|all|already|both|"
    r"absolutely|genuinely|totally|an?|the|most) )*"
)
_YOU_ARE = r"\b(?:you (?:are|were|must be|seem|have always been|have been|sound)|you['’]re|ur) "

_IS_GIFTED = re.compile(
    "|".join(
        (
            rf"{_YOU_ARE}{_DEGREE}(?:{_GIFTS})\b",
            r"\bhow (?:smart|clever|bright|brilliant|gifted|talented|intelligent|special)\b",
            r"\b(?:smart|clever|brilliant|gifted|talented|intelligent|brainy)"
            r"(?:er|est)? (?:one|person|cookie|kid|guy|girl|boy|man|woman|mind|brain|you)\b",
            r"\byou(?:['’]ve| have| ?(?:really|clearly|obviously) have)? (?:got |have )?"
            r"(?:an? |the |such an? |so much |real |true |natural |great |good |sharp |amazing )*"
            r"(?:talent|gift|knack|brains?|genius|intelligence)\b",
            r"\byou(?:['’]ve| have| had)? (?:got |have )?an? (?:\w+ )?"
            r"(?:head|mind|eye|ear|feel|instinct) for\b",
            r"\byour (?:\w+ )?(?:talent|gift|intelligence|brains?|genius|brilliance|cleverness)\b",
            r"\bcom(?:es?|ing) (?:so |very |really )?(?:naturally|easily|easy) (?:to|for) you\b",
            rf"{_YOU_ARE}{_DEGREE}(?:born|made|meant) (?:to|for)\b",
            r"\b(?:great|good|fine|sharp|quick|bright|brilliant|beautiful) (?:mind|brain)\b",
            r"\b(?:smart|clever|brilliant|gifted|talented|intelligent) (?:as|like) you\b",
            r"(?<!not a )\b(?:math|maths|numbers|people) (?:person|genius|whiz|wizard|brain)\b",
            r"\bnatural(?:ly)? (?:good|gifted|talented|at|leader|talent)\b",
            r"\b(?:genius|prodigy|mastermind|whiz|einstein)\b",
            r"\bwhat an? (?:\w+ )?(?:star|legend|person|mind|brain|genius|talent|human|leader)\b",
        )
    )
)
_HAS_TRAIT = re.compile(
    "|".join(
        (
            rf"{_YOU_ARE}{_DEGREE}(?:{_TRAITS})\b",
            rf"{_YOU_ARE}{_DEGREE}(?:\w+ )?(?:person|friend|human|soul|student|learner|partner|"
            r"teammate|guy|listener|leader|worker|inspiration|role model)\b",
            r"\b(?:your|such a|a) (?:\w+ )?(?:personality|heart|character|spirit|attitude|soul)\b",
            r"\byou have (?:always )?(?:a |an |so much |such a )?(?:\w+ )?"
            r"(?:personality|heart|character|spirit|confidence|potential|strength)\b",
        )
    )
)

# Verbs of deeds that end neither in -ed nor are said of oneself; general English.
_PAST = (
    "ate|began|bent|bet|broke|brought|built|bought|caught|chose|came|cut|dealt|dug|drew|drove|"
    "fed|felt|fought|found|flew|forgot|froze|gave|got|went|grew|heard|held|hid|kept|knew|laid|"
    "led|left|lent|let|lit|lost|made|meant|met|paid|put|quit|read|rode|ran|said|saw|sent|set|"
    "shook|showed|shut|sang|sat|slept|spoke|spent|split|spread|stood|stuck|swam|swept|taught|"
    "took|tore|told|thought|threw|understood|woke|wore|won|wrote|drafted|re-?did|undid|bit"
)
_BETWEEN = r"(?:(?:\w+ly|also|then|still|even|first|just|never|not|always|once|twice|both|all) )*"
_DEED = re.compile(
    rf"\b(?:you|and|then|but|or|who|to me|before you|when you) {_BETWEEN}"
    rf"(?!used to|need(?:ed)? |wanted |loved |liked )(?:\w{{2,}}ed|{_PAST})\b"
    r"|\b(?:saw|watched|heard|noticed|remember|seen|appreciated|thank(?:s|ed)? you for|thanks for)"
    r" (?:how |that |when )?(?:you|your) \w+"
    r"|\byou (?:didn['’]t|did not|were \w+ing|kept \w+ing|had \w+ed)\b"
    r"|^\s*\w+ing\b"
)

# What could be said of anybody: it names nothing particular.
_COMMON_WORDS = """
a abilities ability able about absolutely ace aced achieve achieved activity actually after again
all already also always am amazing amount an and any anyone anything are as at attitude awesome
awesomely back bad be beautiful because been being believe best better beyond big bit both brave
bravo brilliant but by came can capable certainly class clearly come confidence confident congrats
congratulations cool could crushed day definitely deserve did do does doing done down each easy
effort efforts else end energy enjoyed enough especially ever every everybody everyone everything
excellent excited exercise exercises expected extra fabulous family fantastic far feel felt few
fine first for forward friend friends from fun further future gave get getting give glad go goes
going gold gonna good goodness got grateful great group guy guys had happy hard has have he heart
help helped helpful helping her here hero hi him his honest honestly honor hope how i i'd i'll i'm
i've if impressed impressive in incredible inspire inspired inspiring into is it it'll it's its
job just keep kept killed kind know kudos last later learn learned learning least legend lesson
let life like liked little lot lots love loved lovely luck lucky made make makes making man many
marvellous marvelous matter may maybe me mean meet meeting met might mind moment more most much
must my nailed need never next nice no nobody not nothing now of off oh ok on once one only or
other others our out outstanding over part particularly partner people perfect perfectly
performance person phenomenal pleasure positive possible potential presence present pretty pride
pro progress proof proud put quite real really respect result results right rock rocked said same
saw say see seen self session she should show showed shows side simply skill skills smile smiling
so some somebody someone something soon spirit splendid star start stay strong stuff success such
super superb support sure surely take task team terrific than thank thankful thanks that that's
the their them then there these they thing things think this those thought through time to today
together tonight too top totally tremendous tried true truly try trying up us use useful valuable
value very vibe vibes was way we week welcome well went were what when where which while who whole
why will win wish with without wonderful work worked working works workshop world would wow yay
year yes yesterday yet you you'd you'll you're you've your yours yourself
"""
_COMMON = frozenset(_COMMON_WORDS.split())


def look(text: str, language: str = "en") -> Finding:
    """Return what speaks against a sentence: ``empty``, ``person``, or "" for nothing.

    Parameters
    ----------
    text : str
        One sentence of encouragement, as typed.
    language : str
        Its language; rules beyond the number of words are for English.
    """
    words = _WORD.findall(_plain(text))
    if not language.startswith("en"):
        return "empty" if len(text.strip()) < 2 * WORDS_LEAST else ""
    plain = " ".join(words)
    if _IS_GIFTED.search(plain):
        return "person"
    names_deed = _names_deed(words, plain)
    if _HAS_TRAIT.search(plain) and not names_deed:
        return "person"
    return "" if names_deed else "empty"


def _names_deed(words: list[str], plain: str) -> bool:
    """Return whether something particular stands there, and somebody doing it."""
    if len(words) < WORDS_LEAST:
        return False
    particulars = {word for word in words if word not in _COMMON}
    if _DEED.search(plain):
        return len(particulars) >= PARTICULARS_LEAST
    return len(particulars) >= PARTICULARS_WITHOUT_DEED


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")
