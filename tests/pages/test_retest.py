"""Retest reliabilities from outside, on the settings page."""

from __future__ import annotations

from efficacy.services import report
from tests.pages.conftest import Scene

SCALE = ("math-tasks", "1")


def _version(workshop, who) -> tuple[str, str]:
    return next(
        (one.scale_id, one.version)
        for one in report.measured_scales(workshop, who)
        if one.scale_id == SCALE[0]
    )


def _type_in(screen, key: tuple[str, str], value: float | None, source: str):
    screen.at.selectbox(key="retest-scale").set_value(key)
    screen.at.number_input(key="retest-value").set_value(value)
    screen.at.text_input(key="retest-source").set_value(source)
    return screen.presses("Keep this reliability")


def test_a_reliability_is_kept_with_its_source_and_taken_out_again(
    browser, workshop, scene: Scene
) -> None:
    who = scene.room.owner
    key = _version(workshop, who)
    screen = browser(facilitator=scene.owner).opens("settings")
    _type_in(screen, key, 0.82, "Doe & <Roe> (2020), four weeks")
    (kept,) = report.retests(workshop, who)
    assert (kept.scale_id, kept.version, kept.reliability) == (*key, 0.82)
    assert "Doe &amp; &lt;Roe&gt; (2020), four weeks" in screen.html
    screen.presses("Take out")
    assert report.retests(workshop, who) == ()
    assert "four weeks" not in screen.html


def test_what_is_missing_or_out_of_range_is_a_sentence_and_nothing_is_kept(
    browser, workshop, scene: Scene
) -> None:
    key = _version(workshop, scene.room.owner)
    screen = browser(facilitator=scene.owner).opens("settings")
    assert "above 0 and below 1" in screen.presses("Keep this reliability").words
    assert "above 0 and below 1" in _type_in(screen, key, 1.0, "Doe (2020)").words
    assert "1 to 200 characters" in _type_in(screen, key, 0.8, " ").words
    assert report.retests(workshop, scene.room.owner) == ()
