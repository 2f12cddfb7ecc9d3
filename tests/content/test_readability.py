"""The reading grade: syllables as counted by hand, grades as in textbook examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from efficacy.content.readability import grade, sentences, syllables, words

# Counted by hand, aloud.
BY_HAND = {
    1: (
        "the cat sat on mat sure you name job work find with had asks worked looked rate "
        "rates take takes time times use used helped thing price first friend learn math "
        "heart done should through friends heard strengths moved hoped league tongue built "
        "guard guess queue quick breathe clothes reached watched square squares wished asked "
        "called planned learned rules miles smiles scales roles skilled pulled whole hours"
    ),
    2: (
        "people number table little person partner answer answers using before after question "
        "today always again doing going being something sometimes open started wanted needed "
        "ended facing places changes pages watches uses losses boxes wishes nervous careful "
        "useful lonely couldn't didn't wasn't create science quiet lion poem duel cruel fluid "
        "ruin guitar building unique equal simple apple handle able minute lesson problem "
        "matter chapter letter easy ready career feeling breathing moving hoping reaching "
        "special social partial nation region million client patient patience diet private "
        "safely lately lifetime homework hopeful movement statement technique promise "
        "purchase creature online college knowledge lying trying playing saying agreed freely "
        "degree fuel jewel language added graded rated answered handled settled struggled "
        "handles tables couples houses causes judges trial conscience"
    ),
    3: (
        "family recipe example counselor computer different remember together tomorrow anyone "
        "decided created creating official musician opinion audience previous various serious "
        "curious radio video studio period idea diary diagram dialogue usual manual equally "
        "graduate persuasion mastery arousal completely agreement imagine opposite exercise "
        "efficient earlier easier happier happiest quietly obvious theory theories museum "
        "heroic poetry violet violin violence gradual mutual annual visual casual equation "
        "messages sentences employee carrying studying privately area areas theater scientist "
        "statistics"
    ),
    4: (
        "ingredients diagnosis activity ability education material experience society variety "
        "usually situation actually january vicarious confidential voluntary obedient "
        "priority biology geography reality exercises"
    ),
    5: ("individual"),
}


def test_syllables_agree_with_a_count_by_hand() -> None:
    counted = {word: beats for beats, listed in BY_HAND.items() for word in listed.split()}
    wrong = {word: syllables(word) for word, beats in counted.items() if syllables(word) != beats}
    assert len(counted) > 250
    assert len(wrong) / len(counted) <= 0.02, wrong


@pytest.mark.parametrize(
    ("word", "beats"), [("7", 1), ("100", 3), ("2.5", 2), ("didn’t", 2), ("don’t", 1), ("a", 1)]
)
def test_numbers_and_short_forms_are_counted_as_they_are_said(word: str, beats: int) -> None:
    assert syllables(word) == beats


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Two textbook examples of the formula: 13 words of 24 syllables, and 6 words of 6.
        (
            "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.",
            11.26,
        ),
        ("The cat sat on the mat.", -1.45),
    ],
)
def test_grades_agree_with_textbook_examples(text: str, expected: float) -> None:
    assert grade([text]) == pytest.approx(expected, abs=0.01)


def test_a_text_without_words_has_grade_zero() -> None:
    assert grade([]) == grade(["…", "?!"]) == 0.0


def test_lines_and_texts_end_a_sentence_and_colons_do_not() -> None:
    assert sentences("One: two; three. Four! “Five?” Six\nseven … eight") == [
        "One: two; three.",
        "Four!",
        "“Five?",
        "Six",
        "seven … eight",
    ]
    assert sentences("It costs 13.65 in all. That is e.g. cheap.") == [
        "It costs 13.65 in all.",
        "That is e.g. cheap.",
    ]


def test_words_are_letters_with_apostrophes_and_numbers() -> None:
    assert words("I didn’t pay 1,200.50, I paid 20% – done/over café.") == [
        "I",
        "didn’t",
        "pay",
        "1,200.50",
        "I",
        "paid",
        "20",
        "done",
        "over",
        "café",
    ]


@given(st.text(max_size=300))
def test_any_text_has_a_grade(text: str) -> None:
    assert isinstance(grade([text]), float)
    assert all(syllables(word) >= 1 for word in words(text) if not word[0].isdigit())


@given(st.lists(st.sampled_from(["cat", "table", "family", "education"]), min_size=2, max_size=30))
def test_a_shorter_sentence_is_never_harder(listed: list[str]) -> None:
    half = len(listed) // 2
    one = " ".join(listed).capitalize() + "."
    two = f"{' '.join(listed[:half]).capitalize()}. {' '.join(listed[half:]).capitalize()}."
    assert grade([two]) < grade([one])
