"""The Python side of the browser components: files, words, and what is sent."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit
from hypothesis import given
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from efficacy.activities.contract import Sheet
from efficacy.activities.fields import (
    Action,
    Choice,
    Choices,
    Field,
    Number,
    Option,
    Rating,
    Text,
)
from efficacy.language import speech
from pages._ui import components

say = speech("en")
SCRIPTS = sorted(components.BROWSER.glob("*.js"))
STUBS = {
    "sheet": components._stub(
        "sheet.js", queue="queue.js", fields="fields.js", actions="actions.js", trigger="trigger.js"
    ),
    "signal": components._stub("signal.js", guard="guard.js", keys="keys.js", trigger="trigger.js"),
    "clock": components._stub("clock.js"),
    "aloud": components._stub("aloud.js"),
    "pace": components._stub("pace.js"),
    "paper_grid": components._stub("paper_grid.js", fields="fields.js"),
}


def plain(path: Path) -> str:
    """The code without its comments, which may name what the code must not."""
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.S)


# ------------------------------------------------------------------- the files


def test_every_browser_file_is_served_under_the_hash_of_its_content() -> None:
    served = components.assets()
    on_disk = {path for path in components.BROWSER.iterdir() if path.suffix in {".js", ".css"}}
    assert set(served.values()) == on_disk
    for name, path in served.items():
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        assert name == f"{path.stem}.{digest}{path.suffix}"


def test_a_changed_file_gets_another_name(tmp_path: Path) -> None:
    file = tmp_path / "sheet.js"
    file.write_text("one")
    before = components._hashed_name(file)
    file.write_text("two")
    assert components._hashed_name(file) != before


def test_the_list_of_assets_cannot_be_changed_by_who_reads_it() -> None:
    with pytest.raises(TypeError):
        components.assets()["evil.js"] = Path("evil.js")  # type: ignore[index]


def test_an_address_leads_to_a_served_file() -> None:
    address = components.asset_address("queue.js")
    assert address.startswith("/assets/")
    assert address.removeprefix("/assets/") in components.assets()


def test_an_unknown_file_has_no_address() -> None:
    with pytest.raises(KeyError):
        components.asset_address("nothing.js")


@pytest.mark.parametrize("name", STUBS)
def test_a_stub_names_only_files_that_are_served(name: str) -> None:
    found = re.findall(r'"/assets/([^"]+)"', STUBS[name])
    assert found
    assert set(found) <= set(components.assets())


@pytest.mark.parametrize("name", STUBS)
def test_a_stub_is_small_because_it_travels_with_every_rerun(name: str) -> None:
    assert len(STUBS[name].encode()) < 2500


def test_no_script_is_left_that_nobody_loads() -> None:
    loaded = "".join(STUBS.values())
    orphans = [path for path in SCRIPTS if components.asset_address(path.name) not in loaded]
    assert orphans == []


# ------------------------------------------------------------------ the scripts


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_needs_no_secure_context(path: Path) -> None:
    missing = r"randomUUID|crypto\.subtle|navigator\.(?:clipboard|locks|wakeLock|serviceWorker)"
    assert re.search(missing, plain(path)) is None


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_reaches_nothing_outside(path: Path) -> None:
    assert re.search(r"https?://", plain(path)) is None


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_never_turns_words_into_markup(path: Path) -> None:
    assert re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", plain(path)) is None


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_imports_nothing_by_a_name_without_a_hash(path: Path) -> None:
    assert re.search(r"^\s*import\b|\bfrom\s+[\"']", plain(path), flags=re.M) is None


def test_the_style_sheet_only_names_our_own_classes() -> None:
    style = plain(components.BROWSER / "sheet.css")
    classes = set(re.findall(r"\.([a-z][a-z-]*)(?=[\s,.:>{~\[])", style))
    assert classes
    assert {name for name in classes if not name.startswith("cd-")} == set()


def test_the_style_sheet_loads_nothing() -> None:
    assert re.search(r"@import|url\(", plain(components.BROWSER / "sheet.css")) is None


# -------------------------------------------------------------------- the words


def all_words(speak: Callable[[str], str]) -> dict[str, str]:
    live = components.signal_words(speak) | components.clock_words(speak)
    read = components.aloud_words(speak) | components.pace_words(speak)
    return components.sheet_words(speak) | live | read | components.paper_words(speak)


def test_every_word_goes_through_the_translation() -> None:
    assert all(text.startswith("<") for text in all_words(lambda words: f"<{words}>").values())


def test_the_scripts_use_each_word_and_no_other() -> None:
    code = "".join(plain(path) for path in SCRIPTS)
    used = set(re.findall(r"\bwords\.(\w+)", code))
    assert used == set(all_words(say))


@pytest.mark.parametrize(
    ("key", "places"),
    [
        ("saved", {"time"}),
        ("late", {"time"}),
        ("characters_left", {"n"}),
        ("out_of_range", {"low", "high"}),
        ("left", {"m", "ss"}),
        ("question", {"n", "total"}),
        ("takes", {"range"}),
        ("cell", {"name", "n", "label"}),
        ("count", {"n", "total"}),
        ("cell_saved", {"name", "n", "time"}),
        ("cell_emptied", {"name", "n", "time"}),
        ("cell_waiting", {"n"}),
        ("cell_refused", {"name", "n", "sentence"}),
        ("not_one", {"points", "found"}),
    ],
)
def test_a_sentence_has_the_places_that_the_browser_fills(key: str, places: set[str]) -> None:
    assert set(re.findall(r"{(\w+)}", all_words(say)[key])) == places


def test_no_other_sentence_has_a_place() -> None:
    filled = {"saved", "late", "characters_left", "out_of_range", "left"}
    filled |= {"question", "takes", "cell", "count", "not_one"}
    filled |= {"cell_saved", "cell_emptied", "cell_waiting", "cell_refused"}
    rest = {key: text for key, text in all_words(say).items() if key not in filled}
    assert [key for key, text in rest.items() if "{" in text] == []


def test_the_words_are_calm() -> None:
    for text in all_words(say).values():
        assert "!" not in text
        assert re.search(r"\b(error|fail\w*|sorry|unfortunately|invalid)\b", text, re.I) is None


# ------------------------------------------------------------------- the fields

ANCHORS = {0: "cannot do at all", 50: "fairly sure", 100: "completely sure"}
RATING = Rating(
    id="tip",
    label="Work out a tip",
    low=0,
    high=100,
    step=10,
    anchors=ANCHORS,
    look="rating",
    group="Math tasks",
    group_stem="How sure are you?",
)
OPTIONS = (Option(id="a", label="Front"), Option(id="b", label="Back"))


def test_a_rating_is_sent_with_its_points_and_named_anchors() -> None:
    data = components.field_data(RATING, 70.0)
    assert data == {
        "id": "tip",
        "kind": "rating",
        "label": "Work out a tip",
        "help": "",
        "group": "Math tasks",
        "group_stem": "How sure are you?",
        "low": 0,
        "high": 100,
        "step": 10,
        "value": 70.0,
        "anchors": {"0": "cannot do at all", "50": "fairly sure", "100": "completely sure"},
    }


def test_nothing_given_is_sent_as_null_never_as_a_number() -> None:
    assert components.field_data(RATING)["value"] is None


def test_a_scale_is_sent_as_a_scale() -> None:
    field = Rating(id="plan", label="I plan ahead", low=1, high=7, anchors={1: "never"})
    data = components.field_data(field, 3)
    assert (data["kind"], data["low"], data["high"], data["step"]) == ("scale", 1, 7, 1)


def test_a_single_choice_is_sent_with_its_options_in_order() -> None:
    data = components.field_data(Choice(id="seat", label="Where?", options=OPTIONS), "b")
    assert data["kind"] == "choice"
    assert data["options"] == [{"id": "a", "label": "Front"}, {"id": "b", "label": "Back"}]
    assert data["value"] == "b"


@pytest.mark.parametrize("chosen", [["b"], ("b",)])
def test_several_choices_are_sent_as_a_list_of_option_ids(chosen: Any) -> None:
    data = components.field_data(Choices(id="used", label="Used?", options=OPTIONS), chosen)
    assert data["kind"] == "choices"
    assert data["value"] == ["b"]


def test_a_text_is_sent_with_its_length() -> None:
    data = components.field_data(Text(id="own", label="Tell it", max_length=400, is_long=True), "x")
    assert (data["kind"], data["long"], data["max_length"]) == ("text", True, 400)


def test_a_number_is_sent_with_its_range_and_unit() -> None:
    data = components.field_data(Number(id="h", label="Hours", low=0, high=80, unit="hours"), 2.5)
    assert (data["kind"], data["low"], data["high"], data["unit"]) == ("number", 0, 80, "hours")


def test_a_field_without_a_control_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="no control for Field"):
        components.field_data(Field(id="odd", label="Odd"))


@given(low=some.integers(-5, 5), points=some.integers(2, 11), step=some.integers(1, 10))
def test_the_browser_can_walk_to_every_point_of_a_scale(low: int, points: int, step: int) -> None:
    field = Rating(id="s", label="S", low=low, high=low + (points - 1) * step, step=step)
    data = components.field_data(field)
    walked = range(data["low"], data["high"] + 1, data["step"])
    assert tuple(walked) == field.points


def test_an_action_without_a_question_is_sent_with_null() -> None:
    data = components.action_data(Action(id="finish", label="I have finished", style="primary"))
    assert data == {
        "id": "finish",
        "label": "I have finished",
        "style": "primary",
        "confirm": None,
    }


def test_an_action_is_sent_with_its_question() -> None:
    data = components.action_data(Action(id="swap", label="Swap", confirm="Take another?"))
    assert data["confirm"] == "Take another?"


# ------------------------------------------------------------------- the mounts


def page(**changes: Any) -> AppTest:
    """Run one small page that draws all components."""

    def script(changes):  # type: ignore[no-untyped-def]  # runs on its own, without our imports
        from efficacy.activities.contract import Sheet
        from efficacy.activities.fields import Action, Rating, Text
        from efficacy.language import speech
        from pages._ui import components

        say = speech("en")
        tip = Rating(id="tip", label="Tip", low=0, high=100, step=10)
        own = Text(id="own", label="Own words")
        contents = Sheet(fields=(tip, own), actions=(Action(id="finish", label="Done"),))
        settings = {"language": "en", "owner": "tag", "run": "run-1", **changes}
        components.revive()
        components.sheet(contents, {"tip": 40.0}, say=say, **settings)
        components.signal("/live?as=participant", "token-7", say=say)
        components.clock(61.5, say=say, is_big=True)
        components.aloud(say=say, language="en")
        components.pace(12.5, say=say, of="run-1")

    return AppTest.from_function(script, kwargs={"changes": changes}).run(timeout=20)


def sent(at: AppTest) -> dict[str, dict[str, Any]]:
    found = {}
    for element in at.get("bidi_component"):
        proto = element.proto
        found[proto.component_name.removeprefix("can_do_")] = json.loads(proto.json)
    return found


def test_a_mark_is_sent_with_its_question_and_is_none_of_the_fields() -> None:
    field = Rating(id="tip", label="Tip", low=0, high=100, step=10, unclear="Unclear")
    bare = Rating(id="plan", label="Plan", low=1, high=5)
    assert components._mark(field, {"tip": 40.0, "tip.unclear": 1.0}) == {
        "mark": {"id": "tip.unclear", "label": "Unclear", "value": 1.0}
    }
    assert components._mark(field, {})["mark"]["value"] is None
    assert components._mark(bare, {"plan.unclear": 1.0}) == {}


def test_the_sheet_is_sent_with_everything_the_browser_needs() -> None:
    at = page()
    assert not at.exception
    data = sent(at)["sheet"]
    assert {key: data[key] for key in ("lang", "owner", "run", "attempt", "post")} == {
        "lang": "en",
        "owner": "tag",
        "run": "run-1",
        "attempt": 1,
        "post": "/answer",
    }
    assert (data["open"], data["keep"], data["acted"]) == (True, True, None)
    assert (data["hints"], data["live"]) == ([], False)
    assert [(field["id"], field["value"]) for field in data["fields"]] == [
        ("tip", 40.0),
        ("own", None),
    ]
    assert [action["id"] for action in data["actions"]] == ["finish"]
    assert data["words"] == components.sheet_words(say)


def test_a_closed_sheet_and_one_that_keeps_nothing_say_so() -> None:
    data = sent(page(is_open=False, keeps=False))["sheet"]
    assert (data["open"], data["keep"]) == (False, False)


def test_single_words_can_be_replaced() -> None:
    data = sent(page(words={"not_kept": "Try it out."}))["sheet"]
    assert data["words"]["not_kept"] == "Try it out."
    assert data["words"]["saved"] == "saved {time}"


def test_the_live_link_is_sent_with_what_the_page_shows() -> None:
    data = sent(page())["signal"]
    assert (data["path"], data["shown"]) == ("/live?as=participant", "token-7")
    assert data["words"] == components.signal_words(say)


def test_the_clock_is_sent_with_the_seconds_left() -> None:
    data = sent(page())["clock"]
    assert data == {
        "remaining_s": 61.5,
        "running": True,
        "big": True,
        "words": components.clock_words(say),
    }


def test_the_voice_is_sent_its_language_and_words() -> None:
    data = sent(page())["aloud"]
    assert data == {"lang": "en", "words": components.aloud_words(say)}


def test_a_paced_script_is_sent_how_long_it_has_been_on() -> None:
    data = sent(page())["pace"]
    assert data == {"key": "run-1", "passed_s": 12.5, "words": components.pace_words(say)}


def test_the_place_in_a_script_is_what_has_passed_without_what_was_paused() -> None:
    code = plain(components.BROWSER / "pace.js")
    assert '"--shift", `${(this.pausedFor() - this.passed()) / 1000}s`' in code
    # What was paused is of this script only; the size of the letters stays.
    assert re.search(r"key !== data\.key\) \{\s*this\.paused_ms = 0;\s*this\.since = null;", code)


def test_the_styles_begin_each_line_from_the_shift_and_stop_it_when_paused() -> None:
    for name, paced in (("room", "pj-paced"), ("phone", "ph-paced")):
        style = (components.BROWSER.parent / "styles" / f"{name}.css").read_text("utf-8")
        assert "calc(var(--from) + var(--shift, 0s))" in style
        assert re.search(rf"\.{paced}\.is-paused li {{ animation-play-state: paused; }}", style)
        assert "* var(--size, 1))" in style


def test_only_voices_of_the_device_itself_read_aloud() -> None:
    code = plain(components.BROWSER / "aloud.js")
    assert "localService === true" in code
    # Every utterance gets one of them; without a voice nothing is said.
    assert code.count("new SpeechSynthesisUtterance") == code.count(".voice = voice") == 1
    assert "if (!voice) return;" in code


def test_the_voice_stops_when_the_page_or_the_card_is_left() -> None:
    code = plain(components.BROWSER / "aloud.js")
    assert '"pagehide"' in code
    assert "!this.card.isConnected" in code
    assert re.search(r"end\(\) \{\s*this\.stop\(\);", code)


def test_all_components_are_in_the_light_dom() -> None:
    # In a shadow root the focus is lost when an element appears above.
    protos = [element.proto for element in page().get("bidi_component")]
    assert [proto.isolate_styles for proto in protos] == [False] * 5


def test_new_data_keeps_the_identity_so_that_nothing_is_mounted_anew() -> None:
    def ids(at: AppTest) -> list[str]:
        return [element.proto.id for element in at.get("bidi_component")]

    before = ids(page())
    assert len(before) == 5
    assert ids(page(run="run-2", is_open=False)) == before


class Mounted:
    """Stands in for a mount: plays an action that the browser reports."""

    def __init__(self, state: dict[str, Any], acted: int | None) -> None:
        self.state, self.acted, self.data = state, acted, dict[str, Any]()

    def __call__(self, *, key: str, data: dict[str, Any], on_acted_change: Any) -> dict[str, Any]:
        self.data = data
        self.state[key] = {"acted": self.acted}
        if self.acted is not None:
            on_acted_change()
        result: dict[str, Any] = self.state[key]
        return result


def test_an_action_is_told_back_in_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    state: dict[str, Any] = {}
    monkeypatch.setattr(streamlit, "session_state", state)

    def run(acted: int | None) -> tuple[int | None, Any]:
        mount = Mounted(state, acted)
        monkeypatch.setattr(components, "_sheet", mount)
        result = components.sheet(Sheet(), {}, say=say, language="en", owner="tag", run="r")
        return result, mount.data["acted"]

    assert run(None) == (None, None)
    assert run(17)[0] == 17
    assert run(None) == (None, 17)
