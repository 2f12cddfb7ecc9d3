"""The group report, its annex, and the sheet for after a session: what they say, and what not."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

import pytest

from efficacy.language import speech
from efficacy.reports.findings.doses import minutes_held
from efficacy.reports.handouts.facts import Meeting
from efficacy.reports.handouts.handout import ForMeeting
from efficacy.reports.handouts.look import Look
from efficacy.reports.handouts.sheets import fidelity, report, report_annex
from efficacy.reports.handouts.sheets.report import GroupReport
from efficacy.reports.handouts.templates import Sheet
from efficacy.reports.material import RunRow
from efficacy.reports.results import Results
from tests.reports import house, shown
from tests.reports.sheets_to_print import figures, meetings, printed, read, room, text_of

SAY = speech()
NEVER = re.compile(r"\b(effects?|impact|improved by|caused|led to|significant)", re.IGNORECASE)
SHEETS: tuple[ForMeeting, ...] = (report.HANDOUT, report_annex.HANDOUT, fidelity.HANDOUT)
BY_SHEET = pytest.mark.parametrize("handout", SHEETS, ids=lambda one: one.id)


def meeting(results: Results | None = None, *, number: int = 2) -> Meeting:
    """Return a meeting of the simulated group with these results."""
    return replace(meetings()[number - 1], results=results)


def filled(results: Results) -> GroupReport:
    """Return the page of a group with these results."""
    page = report.fill(room(), meeting(results), SAY)
    assert page is not None
    return page


def words_on(handout: ForMeeting, results: Results, *, number: int = 2) -> str:
    """Return all words of a sheet, in one line."""
    data = handout.fill(room(), meeting(results, number=number), SAY)
    assert data is not None
    return " ".join(text_of(printed([Sheet(handout, data)]).pdf).split())


def few() -> Results:
    """Return the results of three people, of whom the gate lets no figure through."""
    usual = shown.empty()
    return replace(usual, flow=replace(usual.flow, enrolled=3, consented=2, sessions_held=4))


# ------------------------------------------------------------------------------ the page


def test_the_page_says_how_many_how_far_how_sure_and_what_stays_open():
    text = words_on(report.HANDOUT, figures())
    assert "16 people joined, and 15 said yes to the survey." in text
    assert "the 12 participants rated themselves 8.3 points higher" in text
    assert "95 % interval 2.1 to 14.6" in text
    assert "Without a comparison group we cannot tell" in text
    assert "Small groups move by chance alone." in text
    assert "What else could explain it?" in text


def test_the_page_has_all_its_words_where_they_are_those_of_the_results_page():
    page, found = filled(figures()), figures()
    assert [one.title for one in page.doubts] == [one.title for one in found.explanations]
    assert page.doubts[1].words == "People signed up themselves."
    assert page.doubts[1].state == "looked at"


def test_the_picture_says_in_words_what_its_lines_show():
    means, moved, expected = filled(figures()).drawn
    assert means.words == "Mean before 44.2 (ring), after 52.5 (dot)"
    assert moved.words == "Change +8.3, 95 % interval +2.1 to +14.6"
    assert expected.words == "Expected from 4 earlier groups: −1.0 to +13.0"
    assert [one.picture.says for one in (means, moved, expected)] == [
        means.words,
        moved.words,
        expected.words,
    ]


def test_without_earlier_groups_nothing_is_expected():
    assert len(filled(replace(figures(), references=())).drawn) == 2


def test_a_change_without_an_interval_has_no_bar():
    whole = shown.shift(is_exact=False)
    assert whole.change is not None
    change = replace(whole.change, ci_low=None, ci_high=None)
    scale = shown.scale(primary=True, shift=replace(whole, change=change))
    page = filled(replace(figures(), scales=(scale,), references=()))
    assert [one.words for one in page.drawn] == ["Mean before 44.2 (ring), after 52.5 (dot)"]


def test_a_bar_that_leaves_the_scale_ends_at_its_edge():
    low = tuple((2.0 + n, 3.0 + 3 * n) for n in range(6))
    scale = shown.scale(primary=True, shift=shown.shift(pairs=low, is_exact=False))
    page = filled(replace(figures(), scales=(scale,)))
    for one in page.drawn:
        across = [float(x) for x in re.findall(r"[MH ]([\d.]+) \d", one.picture.svg)]
        assert all(0 <= x <= 680 for x in across)


def test_of_few_people_there_is_a_sentence_and_no_picture():
    page = filled(few())
    assert page.drawn == ()
    assert page.doubts == ()
    assert page.people == "3 people joined. In so small a group nothing more is counted."
    text = words_on(report.HANDOUT, few())
    assert "2 said yes" not in text
    assert "Still to be asked" not in text


def test_a_group_with_nothing_measured_gets_a_report_that_says_so():
    page = filled(shown.empty())
    assert page.headline.startswith("There is nothing to compare yet")
    assert page.people == "Nobody has joined yet."
    assert "8 sessions are still to be held." in page.to_come
    assert page.not_to_conclude == ()


def test_invented_people_are_marked_on_the_page_and_on_its_annex():
    for handout in (report.HANDOUT, report_annex.HANDOUT):
        assert "These people are invented" in words_on(handout, figures())
        assert "invented" not in words_on(handout, replace(figures(), is_synthetic=False))


def test_minutes_are_those_planned_and_those_held():
    first, *_ = filled(figures()).sources
    assert (first.source, first.planned, first.held) == ("Things I have done", 50, 41)
    assert filled(figures()).held == "Sessions held: 6 of 8 planned."


@BY_SHEET
def test_no_sheet_says_that_the_workshop_brought_a_change(handout):
    # The origin of one questionnaire says that no such thing is known.
    denied = "is not what caused a change"
    for results in (figures(), few()):
        assert not NEVER.search(words_on(handout, results).replace(denied, ""))


@BY_SHEET
def test_braces_in_a_name_stay_braces(handout):
    named = replace(room(), name="Group {n} {title}")
    data = handout.fill(named, meeting(figures()), SAY)
    assert data is not None
    assert "{n} {title}" in text_of(printed([Sheet(handout, data)]).pdf)


@pytest.mark.parametrize("paper", ["a4", "us-letter"])
def test_the_page_stays_one_with_everything_on_it(paper):
    found = figures()
    long = tuple(
        replace(
            one,
            sentence="On other things that nobody practiced here the mean moved too, and "
            "so it may be that people rated everything more kindly this time than before.",
        )
        for one in (*found.explanations, found.explanations[0])
    )
    full = replace(found, explanations=long, repeated=(1_790_000_000_000, 1_791_000_000_000))
    printed_page = printed([Sheet(report.HANDOUT, filled(full))], Look(paper=paper))
    assert len(read(printed_page.pdf).pages) == 1


def test_without_results_there_is_no_report():
    assert report.fill(room(), meeting(None), SAY) is None
    assert report_annex.fill(room(), meeting(None), SAY) is None


# ----------------------------------------------------------------------------- the annex


def test_the_annex_has_a_row_for_each_scale_the_main_one_first():
    data = report_annex.fill(room(), meeting(figures()), SAY)
    assert data is not None
    assert data.main[0].scale == "Title of math-tasks (main scale)"
    assert len(data.main) == len(figures().scales)
    assert data.main[0].span == "+2.1 to +14.6"


def test_a_withheld_row_has_no_figure_and_the_annex_says_why():
    hidden = shown.scale("few", primary=True, shift=shown.shift(pairs=shown.PAIRS[:4]), shifts=())
    data = report_annex.fill(room(), meeting(replace(figures(), scales=(hidden,))), SAY)
    assert data is not None
    (row,) = data.main
    assert row.is_withheld
    assert row.n == "n<5"
    assert {row.first, row.last, row.change, row.span, row.size} == {""}
    assert data.withheld.startswith("No figures are shown")


def test_in_a_handful_of_people_the_annex_counts_nobody():
    data = report_annex.fill(room(), meeting(few()), SAY)
    assert data is not None
    assert {one.people for one in data.flow} == {"n<5"}


def test_the_annex_names_only_the_questionnaires_behind_the_scales():
    chosen = next(iter(room().content.instruments.values()))
    scale = shown.scale(chosen.scales[0].id, primary=True, instrument_id=chosen.id)
    data = report_annex.fill(room(), meeting(replace(figures(), scales=(scale,))), SAY)
    assert data is not None
    (one,) = data.asked
    assert one.title == f"{chosen.title}, {chosen.version}"
    assert chosen.provenance.licence in one.licence


# ------------------------------------------------------------------------ after a session


def test_each_step_stands_with_its_minutes_and_one_left_out_has_none():
    data = fidelity.fill(room(), meeting(figures()), SAY)
    assert data is not None
    steps = meeting().session.activities
    assert [one.planned for one in data.steps] == [one.minutes for one in steps]
    assert data.steps[0].held == 0
    assert data.steps[1].held == round(steps[1].minutes + 0.6)


def test_before_a_session_its_minutes_are_left_to_write_in():
    data = fidelity.fill(room(), replace(meeting(figures()), held={}), SAY)
    assert data is not None
    assert not data.is_held


def test_figures_are_of_this_session_only():
    here = meeting().session.id
    ladder = replace(
        figures().ladders[0],
        before=tuple(
            replace(one, session_id=id)
            for one, id in zip(shown.moments(40.0, 70.0), (here, "another"), strict=True)
        ),
        after=(),
        working_rung=(),
    )
    data = fidelity.fill(room(), meeting(replace(figures(), ladders=(ladder,), approach=None)), SAY)
    assert data is not None
    (topic,) = data.measured
    assert [(one.mean, one.n) for one in topic.means] == [("40", "11")]


def test_a_withheld_figure_is_an_empty_cell_beside_its_sentence():
    hidden = replace(shown.moments(None, n=3)[0], session_id=meeting().session.id)
    ladder = replace(figures().ladders[0], before=(hidden,), after=(), working_rung=())
    data = fidelity.fill(room(), meeting(replace(figures(), ladders=(ladder,), approach=None)), SAY)
    assert data is not None
    ((one,),) = (topic.means for topic in data.measured)
    assert (one.mean, one.n) == ("", "n<5")
    assert data.withheld.startswith("No figures")


def test_the_guide_speaks_in_its_own_words_and_order():
    data = fidelity.fill(room(), meeting(figures()), SAY)
    assert data is not None
    chapter = meeting().guides["after-each-session"]
    assert [one.title for one in data.parts] == [one.title for one in chapter.sections]
    ticks = chain.from_iterable(one.ticks for one in data.parts)
    assert list(ticks) == [line for one in chapter.sections for line in one.checks]


def test_without_the_guide_there_is_no_sheet_for_after_a_session():
    assert fidelity.fill(room(), replace(meeting(figures()), guides={}), SAY) is None


def test_minutes_of_a_step_that_was_held_twice_are_added():
    def run(session: str, activity: str, minutes: float | None, number: int = 1) -> RunRow:
        return RunRow(
            session_id=session,
            activity_id=activity,
            kind="",
            run_number=number,
            wave="",
            opened_ms=0,
            minutes=minutes,
        )

    runs = (run("a", "x", 3), run("a", "x", 4, 2), run("a", "on", None), run("b", "x", 9))
    assert minutes_held(house.material(runs=runs), "a") == {"x": 7}
