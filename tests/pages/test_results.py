"""The results page: the first view, the technical part behind it, and who may see either."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from efficacy.flow import Move
from efficacy.reports.results import Results
from efficacy.services import access, report
from tests.cast import PASSPHRASE, Room
from tests.pages.conftest import Browser, Scene
from tests.reports.shown import empty, results, scale, shift, turned

FORBIDDEN = ("effect", "impact", "improved", "caused", "led to", "significan", "thanks to")
TOPICS = ("scales", "people", "items", "sources", "tasks", "doing", "reference")


def plain(words: str) -> str:
    """Return words with single spaces, and without those that tags left before a full stop."""
    return re.sub(r"\s+([.,:])", r"\1", re.sub(r"\s+", " ", words))


@pytest.fixture
def shows(
    browser: Callable[..., Browser], scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Browser]:
    """Return what opens the page on results made by hand, at a topic if one is named."""

    def show(found: Results, topic: str | None = None) -> Browser:
        def made(workshop: Any, who: Any, cohort_id: str, **_: Any) -> Results:
            with workshop.store.read() as tx:
                access.require_cohort(tx, who, cohort_id)
            return replace(found, cohort_id=cohort_id)

        monkeypatch.setattr(report, "results", made)
        screen = browser(facilitator=scene.owner).opens("results", cohort=scene.room.cohort_id)
        if topic:
            screen.at.radio[0].set_value(topic)
            screen.again()
        return screen

    return show


def pictures(screen: Browser) -> list[str]:
    """Return the text alternative of every picture."""
    return [chart.proto.alt for chart in screen.at.get("plotly_chart")]


# --------------------------------------------------------------- the first view


def test_the_first_view_is_one_sentence_one_picture_and_its_n(shows) -> None:
    screen = shows(results())
    words = plain(screen.words)
    assert "On average the 12 participants rated themselves 8.3 points higher" in words
    assert "on a scale from 0 to 100" in words
    assert "95 % interval" in words
    assert "Without a comparison group we cannot tell" in words
    assert "How sure: with 12 people, any mean change from +2.1 to +14.6 points" in words
    (alt,) = pictures(screen)
    assert "12 people" in alt
    assert "mean change +8.3" in alt


def test_the_first_view_answers_who_began_who_ended_and_who_is_missing(shows) -> None:
    words = plain(shows(results()).words)
    assert "16 people joined, and 15 said yes to the survey" in words
    assert "14 answered before, 12 after, and 12 both times" in words
    assert "2 people who answered before" in words


def test_what_else_could_explain_it_stands_beside_with_what_data_say(shows) -> None:
    screen = shows(results())
    for one in results().explanations:
        assert one.title in screen.words
        assert one.sentence in screen.words
    marks = re.findall(r'<li class="is-([a-z-]+)"><i', screen.html)
    assert marks == ["open", "looked", "open", "ruled-out", "looked", "open"]


def test_harms_and_what_not_to_conclude_stand_on_the_first_view(shows) -> None:
    words = shows(results()).words
    assert "2 of 12 people went down" in words
    assert "What not to conclude" in words


def test_nothing_technical_is_drawn_before_it_is_asked_for(shows) -> None:
    screen = shows(results())
    assert len(screen.at.get("plotly_chart")) == 1
    assert "Cronbach" not in screen.words
    assert screen.at.radio[0].value is None


def test_made_up_people_are_marked(shows) -> None:
    assert "These people are invented" in shows(results(is_synthetic=True)).words
    assert "These people are invented" not in shows(results()).words


def test_in_a_group_only_cohort_no_single_person_is_drawn(shows) -> None:
    (alt,) = pictures(shows(results(is_exact=False)))
    assert "went up" not in alt
    assert "12 people" in alt


@pytest.mark.parametrize("topic", [None, *TOPICS])
def test_an_empty_cohort_has_sentences_and_no_picture(shows, topic: str | None) -> None:
    screen = shows(empty(), topic)
    assert pictures(screen) == []
    assert "nobody has answered both" in screen.words
    assert "nan" not in screen.words.lower()


def test_fewer_than_five_pairs_are_the_prepared_sentence(shows) -> None:
    four = scale(primary=True, shift=shift(pairs=()), shifts=(), then=(), levels=(), parts=())
    few = replace(four, shift=replace(four.shift, n=4))
    screen = shows(results(scales=(few,)))
    assert "No figures are shown: fewer than 5 people answered both times" in screen.words
    assert pictures(screen) == []


# --------------------------------------------------------------- the technical part


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("scales", ("Holm", "d_av", "Looking back", "How far up people can", "Tasks that were")),
        ("people", ("At first contact", "joined a session after", "Over how many fields")),
        ("items", ("near the top", "fewer than 30 people", "Feldt", "marked as not understood")),
        ("sources", ("This only describes", "what they say helped")),
        ("tasks", ("Fractions at work", "Form A", "After a miss", "predicted minus solved")),
        ("doing", ("matched minus chance", "over 4 groups of this plan", "What came of goals")),
        ("reference", ("ranks groups", "23.4", "own cohorts", "How many people")),
    ],
)
def test_each_topic_shows_what_it_is_about(shows, topic: str, words: tuple[str, ...]) -> None:
    said = shows(results(), topic).words
    for part in words:
        assert part in said


@pytest.mark.parametrize(
    ("topic", "n"), [("scales", 4), ("sources", 3), ("tasks", 2), ("doing", 3)]
)
def test_each_topic_has_its_pictures_with_words_and_files(shows, topic: str, n: int) -> None:
    screen = shows(results(), topic)
    alts = pictures(screen)
    assert len(alts) == n  # the first view's among them
    assert all(alts)
    for form in ("csv", "html"):
        links = re.findall(rf'href="/files/figure/[^"]+\.{form}"', screen.html)
        assert len(links) == n


def test_another_scale_can_be_chosen(shows) -> None:
    screen = shows(results(), "scales")
    screen.at.selectbox[0].set_value("math-worry")
    screen.again()
    assert "rated their worry" in screen.words


def test_titles_are_never_read_as_markup(shows) -> None:
    odd = scale(primary=True, title="<i>Sums</i> {n} & *more*")
    for topic in (None, "scales", "items"):
        screen = shows(results(scales=(odd,), cohort_name="<b>Group</b>"), topic)
        assert "<i>Sums" not in screen.html
        assert "<b>Group" not in screen.html
        assert "{n} &amp; *more*" in screen.html


def test_fourteen_scales_are_one_table(shows) -> None:
    many = tuple(scale(f"scale-{n}", primary=n == 0) for n in range(14))
    screen = shows(results(scales=many), "scales")
    assert len(screen.at.selectbox[0].options) == 14
    assert all(f"Title of scale-{n}" in screen.words for n in range(14))


# ------------------------------------------------------------ what it never says


@pytest.mark.parametrize("topic", [None, *TOPICS])
@pytest.mark.parametrize("is_rise", [True, False])
def test_the_page_claims_nothing_about_causes(shows, topic: str | None, is_rise: bool) -> None:
    pairs = results().scales[0].shift.pairs
    moved = shift(pairs=pairs if is_rise else turned(pairs))
    scales = (
        scale(primary=True, shift=moved),
        scale("math-worry", direction="more_worry", shift=moved),
    )
    screen = shows(results(scales=scales), topic)
    everything = " ".join((screen.words, *pictures(screen))).lower()
    for claim in FORBIDDEN:
        assert claim not in everything


def test_the_word_for_a_fall_is_lower_and_for_worry_it_names_the_worry(shows) -> None:
    fall = shift(pairs=turned(results().scales[0].shift.pairs))
    for found, words in (
        (scale(primary=True, shift=fall), "rated themselves 8.3 points lower"),
        (
            scale(primary=True, shift=fall, direction="more_worry"),
            "rated their worry 8.3 points lower",
        ),
    ):
        assert words in plain(shows(results(scales=(found,))).words)


# ------------------------------------------------------------------ who may see it


def test_somebody_else_s_results_are_not_shown(browser, workshop, scene: Scene) -> None:
    other = Room.made(workshop, scene.room.clock, name="Evening class")
    cookie = access.log_in(workshop, name=other.owner.name, passphrase=PASSPHRASE)
    screen = browser(facilitator=cookie).opens("results", cohort=scene.room.cohort_id)
    assert "There is no such cohort among yours" in screen.words
    assert "Before and after" not in screen.words


def test_a_participant_is_led_to_the_log_in(browser, scene: Scene) -> None:
    screen = browser(participant=scene.participant).opens("results", cohort=scene.room.cohort_id)
    assert "Please log in" in screen.words


def test_a_topic_asks_anew_who_is_there(shows, browser, workshop, scene: Scene) -> None:
    screen = shows(results(), "people")
    who = access.who_is(workshop, {access.COOKIE_FACILITATOR: scene.owner}).facilitator
    access.log_out(workshop, who)
    screen.at.radio[0].set_value("items")
    screen.again()
    assert "Please log in" in screen.words
    assert "Cronbach" not in screen.words


# ------------------------------------------------------------ from answers to the page


def both_waves(room: Room, people: int) -> None:
    """Let people answer the first and the last survey of an evening."""
    room.opens()
    everybody = [room.joins(f"Person {n}") for n in range(people)]
    room.does(Move.BEGIN)
    for wave, lift in (("pre", 0), ("post", 1)):
        room.goes_to("survey", wave=wave)
        for n, who in enumerate(everybody):
            room.fills(
                who,
                start=1000 * (1 + lift),
                value_of=lambda place, known, n=n, lift=lift: known.points[
                    min(len(known.points) - 1, (n + place * place) % 4 + lift * (1 + n % 2))
                ],
            )
        room.does(Move.CLOSE)
    room.does(Move.END)


def log_in(workshop: Any, room: Room) -> str:
    """Return the cookie of the cohort's owner."""
    return access.log_in(workshop, name=room.owner.name, passphrase=PASSPHRASE)


def test_real_answers_make_the_sentence_the_picture_and_every_topic(
    browser, workshop, room
) -> None:
    both_waves(room, 8)
    screen = browser(facilitator=log_in(workshop, room)).opens("results", cohort=room.cohort_id)
    assert "On average the 8 participants" in screen.words
    (alt,) = pictures(screen)
    assert "8 people" in alt
    for topic in TOPICS:
        screen.at.radio[0].set_value(topic)
        screen.again()


def test_items_that_were_not_understood_stand_in_a_table(browser, workshop, room) -> None:
    people = [room.joins(f"Person {n}") for n in range(6)]
    room.opens()
    room.goes_to("survey", wave="pre")
    for who in people:
        room.fills(who)
    item = room.screen(people[0]).sheet.fields[0]
    assert room.answers(people[0], item.mark.id, 1, counter=90).ok
    screen = browser(facilitator=log_in(workshop, room)).opens("results", cohort=room.cohort_id)
    assert "not understood" not in screen.words
    screen.at.radio[0].set_value("items")
    screen.again()
    assert "Items that were marked as not understood" in screen.words
    assert item.label in screen.words
    assert "1 of 6" in screen.words
    assert 'href="/files/try-out"' in screen.html


def test_files_by_person_are_offered_in_confidential_cohorts_only(browser, workshop, clock) -> None:
    for mode, is_offered in (("confidential", True), ("group-only", False)):
        room = Room.made(workshop, clock, mode=mode, name=f"In {mode}")
        screen = browser(facilitator=log_in(workshop, room)).opens("results", cohort=room.cohort_id)
        labels = " ".join(button.label for button in screen.at.button)
        assert "Make the workbook" in labels
        assert ("Make the working file" in labels) is is_offered
