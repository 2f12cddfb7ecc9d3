"""The browser side: the answer sheet, the live link, the clock, a voice, a pace, a grid.

Each is a plain ES module in ``browser/``, served by our own route under a name
with a hash of its content, so that browsers keep it for good. What Streamlit
carries with every rerun is only a stub that fetches those files once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import streamlit as st

from efficacy.activities.contract import Sheet
from efficacy.activities.fields import (
    Action,
    Choice,
    Choices,
    Field,
    Number,
    Rating,
    Text,
    Value,
)

Say = Callable[[str], str]

BROWSER = Path(__file__).parent / "browser"
ASSETS = "/assets/"
REVIVE_S = 3600


# ------------------------------------------------------------------- the files


def _hashed_name(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    return f"{path.stem}.{digest}{path.suffix}"


_NAMES = {
    path.name: _hashed_name(path)
    for path in sorted(BROWSER.iterdir())
    if path.suffix in {".js", ".css"}
}


def assets() -> Mapping[str, Path]:
    """Return what the web route serves under ``/assets/``: hashed name to file.

    The names change with the content, so the files may be cached for good.
    """
    return MappingProxyType({hashed: BROWSER / name for name, hashed in _NAMES.items()})


def asset_address(name: str) -> str:
    """Return the address of one file of ``browser/``, such as ``queue.js``.

    Raises
    ------
    KeyError
        If there is no such file.
    """
    return ASSETS + _NAMES[name]


# -------------------------------------------------------------------- the stub

# A module made of text cannot import by relative address, hence `origin`. The
# import may fail on a bad link and is then tried again under another address,
# because browsers remember a failed one. Streamlit calls the default export
# anew with every change of data; what it returns must work before the import
# has finished.
_STUB = """
const style = %(style)s;
const files = %(files)s;
const origin = location.origin;
let kit;
const wait = (ms) => new Promise((done) => setTimeout(done, ms));
function dress() {
  const known = document.querySelector(`link[href^="${style}"]`);
  if (known) return Promise.resolve();
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = style;
  const loaded = new Promise((done, fail) => {
    link.onload = done;
    link.onerror = () => { link.remove(); fail(new Error(style)); };
  });
  document.head.append(link);
  return loaded;
}
async function load(tries = 0) {
  const again = tries ? `?again=${tries}` : "";
  try {
    const modules = Object.entries(files).map(
      async ([name, path]) => [name, await import(origin + path + again)]);
    const [found] = await Promise.all([Promise.all(modules), dress()]);
    return Object.fromEntries(found);
  } catch {
    await wait(Math.min(3000, 300 * 2 ** tries));
    return load(tries + 1);
  }
}
export default function (component) {
  let isOver = false;
  let cleanup;
  kit ??= load();
  kit.then((parts) => { if (!isOver) cleanup = parts.main.default(component, parts); });
  return () => { isOver = true; cleanup?.(); };
}
"""


def _stub(main: str, **parts: str) -> str:
    files = {"main": main, **parts}
    return _STUB % {
        "style": json.dumps(asset_address("sheet.css")),
        "files": json.dumps({name: asset_address(file) for name, file in files.items()}),
    }


def _component(name: str, js: str) -> Any:
    # Light DOM: in a shadow root the focus is lost when an element appears above.
    return st.components.v2.component(f"can_do_{name}", js=js, isolate_styles=False)


_sheet = _component(
    "sheet",
    _stub(
        "sheet.js", queue="queue.js", fields="fields.js", actions="actions.js", trigger="trigger.js"
    ),
)
_signal = _component(
    "signal", _stub("signal.js", guard="guard.js", keys="keys.js", trigger="trigger.js")
)
_clock = _component("clock", _stub("clock.js"))
_aloud = _component("aloud", _stub("aloud.js"))
_pace = _component("pace", _stub("pace.js"))
_paper_grid = _component("paper_grid", _stub("paper_grid.js", fields="fields.js"))


# ------------------------------------------------------------ the answer sheet


def sheet_words(say: Say) -> dict[str, str]:
    """Return every string of the answer sheet, in the language of ``say``."""
    return {
        "saved": say("saved {time}"),
        "saved_before": say("saved"),
        "late": say("saved {time}, after the close"),
        "saving": say("saving"),
        "waiting": say("Kept on this device. It will be sent as soon as there is a connection."),
        "refused": say("This was not taken. Ask your counselor."),
        "copy": say("Your words are still here, and you can copy them."),
        "not_kept": say("Not kept. This is only for you to try."),
        "clear": say("clear my answer"),
        "closed": say("This step is closed. You can read your answers."),
        "no_storage": say(
            "This browser cannot keep answers while there is no connection. "
            "Keep this page open until each answer is marked as saved."
        ),
        "characters_left": say("{n} characters left"),
        "not_a_number": say("Please type a number with digits, such as 12 or 2.5."),
        "out_of_range": say("Please type a number from {low} to {high}."),
        "sending": say("sending"),
        "action_waiting": say("There is no connection right now. This will be sent by itself."),
        "cancel": say("Go back"),
    }


def field_data(field: Field, value: Value | Sequence[str] = None) -> dict[str, Any]:
    """Return one field as the browser draws it, with its present value.

    Parameters
    ----------
    field : Field
        As an activity kind declares it.
    value : number, text, list of option ids or None
        What is stored; None where nothing was given.

    Raises
    ------
    TypeError
        If the browser has no control for this kind of field.
    """
    common = {
        "id": field.id,
        "label": field.label,
        "help": field.help,
        "group": field.group,
        "group_stem": field.group_stem,
        "value": list(value) if isinstance(value, list | tuple) else value,
    }
    return common | _looks(field)


def _mark(field: Field, values: Mapping[str, Value | Sequence[str]]) -> dict[str, Any]:
    """Return the mark on a field as the browser draws it; nothing where it has none."""
    mark = field.mark if isinstance(field, Rating) else None
    if mark is None:
        return {}
    return {"mark": {"id": mark.id, "label": mark.label, "value": values.get(mark.id)}}


def _looks(field: Field) -> dict[str, Any]:
    match field:
        case Rating():
            anchors = {str(point): words for point, words in field.anchors.items()}
            points = {"low": field.low, "high": field.high, "step": field.step}
            return {"kind": field.look, **points, "anchors": anchors}
        case Choice() | Choices():
            options = [{"id": option.id, "label": option.label} for option in field.options]
            return {"kind": "choices" if field.is_multiple else "choice", "options": options}
        case Text():
            return {"kind": "text", "long": field.is_long, "max_length": field.max_length}
        case Number():
            return {"kind": "number", "low": field.low, "high": field.high, "unit": field.unit}
    raise TypeError(f"The answer sheet has no control for {type(field).__name__}.")


def action_data(action: Action) -> dict[str, Any]:
    """Return one action as the browser draws it."""
    return {
        "id": action.id,
        "label": action.label,
        "style": action.style,
        "confirm": action.confirm or None,
    }


def sheet(
    contents: Sheet,
    values: Mapping[str, Value | Sequence[str]],
    *,
    say: Say,
    language: str,
    owner: str,
    run: str,
    attempt: int = 1,
    hints: Sequence[str] = (),
    is_live: bool = False,
    is_open: bool = True,
    keeps: bool = True,
    key: str = "sheet",
    words: Mapping[str, str] | None = None,
) -> int | None:
    """Draw the answer sheet and return the counter of an action that was taken.

    Parameters
    ----------
    contents : Sheet
        Fields and actions.
    values : Mapping
        Item id to the stored value; several choices: a list of option ids.
    say, language
        Interface words, and the language tag that the whole page gets.
    owner : str
        Opaque tag of this device and person; answers left in the browser under
        another tag are neither sent nor shown.
    run, attempt
        What the answers belong to; a change of either is a fresh sheet.
    hints : sequence of str
        Sentences below the boxes, read out when they change.
    is_live : bool
        Whether the page is run again after each answer that was saved.
    is_open : bool
        False: readable, takes nothing new; what is unsent is still sent.
    keeps : bool
        False: looks the same, and nothing leaves the browser or stays in it.
    key : str
        Always the same for the same place on the page, or typed text is lost.
    words : Mapping, optional
        Replaces single strings of ``sheet_words``, such as ``not_kept``.

    Returns
    -------
    int or None
        In the one run that an action, or an answer of a live sheet, asked for: its
        counter. The route has carried it out before.
    """
    acted_key = f"{key}-acted"

    def on_acted() -> None:
        st.session_state[acted_key] = st.session_state[key].get("acted")

    result = _sheet(
        key=key,
        data={
            "lang": language,
            "owner": owner,
            "run": run,
            "attempt": attempt,
            "post": "/answer",
            "keep": keeps,
            "open": is_open,
            "fields": [
                field_data(field, values.get(field.id)) | _mark(field, values)
                for field in contents.fields
            ],
            "actions": [action_data(action) for action in contents.actions],
            "hints": list(hints),
            "live": is_live,
            "words": sheet_words(say) | dict(words or {}),
            # Told back, so that the browser stops asking for this rerun.
            "acted": st.session_state.get(acted_key),
        },
        on_acted_change=on_acted,
    )
    acted: int | None = result.get("acted")
    return acted


# ------------------------------------------------------ the live link, the clock


def signal_words(say: Say) -> dict[str, str]:
    """Return the strings of the live link."""
    return {"down": say("No connection right now. You can go on; it will catch up by itself.")}


def signal(
    path: str, shown: str, *, say: Say, place: str = "", title: str = "", key: str = "live"
) -> int | None:
    """Hold this page's live link and rerun the caller when there is news.

    Parameters
    ----------
    path : str
        Of the WebSocket, with the role: ``/live?as=participant``.
    shown : str
        The token that this page was drawn from. As long as another one is
        announced, the page (or the fragment that calls this) is run again.
    place, title : str
        What stands on the page; when ``place`` changes the page is scrolled to
        its top and ``title`` is read out by screen readers.

    Returns
    -------
    int or None
        How often this page has asked, in a run that it asked for.
    """
    result = _signal(
        key=key,
        data={
            "path": path,
            "shown": shown,
            "words": signal_words(say),
            "place": place,
            "title": title,
        },
        on_news_change=_nothing,
    )
    news: int | None = result.get("news")
    return news


def clock_words(say: Say) -> dict[str, str]:
    """Return the strings of the clock."""
    return {"left": say("{m}:{ss} left"), "over": say("time is up")}


def clock(
    remaining_s: float | None,
    *,
    say: Say,
    is_running: bool = True,
    is_big: bool = False,
    key: str = "clock",
) -> None:
    """Draw the time left, counted down in the browser.

    Parameters
    ----------
    remaining_s : float or None
        Seconds left when the page was read, negative once over; None draws
        nothing.
    """
    _clock(
        key=key,
        data={
            "remaining_s": remaining_s,
            "running": is_running,
            "big": is_big,
            "words": clock_words(say),
        },
    )


def aloud_words(say: Say) -> dict[str, str]:
    """Return the strings of the button that reads a card aloud."""
    return {"listen": say("Listen"), "stop_listening": say("Stop reading")}


def aloud(*, say: Say, language: str, key: str = "aloud") -> None:
    """Put a button on every card that can be read aloud (``data-spoken``).

    It is there only where the device has a voice of its own in ``language``;
    voices from the network would take the text out of the room.
    """
    _aloud(key=key, data={"lang": language, "words": aloud_words(say)})


def pace_words(say: Say) -> dict[str, str]:
    """Return the strings of the buttons beside a paced script."""
    return {
        "pause": say("Pause"),
        "go_on": say("Go on"),
        "larger": say("Larger letters"),
        "smaller": say("Smaller letters"),
    }


def pace(passed_s: float, *, say: Say, of: str, key: str = "pace") -> None:
    """Put buttons beside every paced script (``data-paced``): pause, and the size of letters.

    Parameters
    ----------
    passed_s : float
        Seconds since its first line began, when the page was read. A screen
        that is opened late falls in with the room.
    of : str
        What is paced; another one begins unpaused.
    """
    _pace(key=key, data={"key": of, "passed_s": passed_s, "words": pace_words(say)})


def paper_words(say: Say) -> dict[str, str]:
    """Return the strings of the grid for answers from paper."""
    return {
        "person": say("Person"),
        "question": say("Question {n} of {total}"),
        "takes": say("{range}. Empty: not answered."),
        "cell": say("{name}, question {n}: {label}"),
        "typed": say("typed before"),
        "count": say("{n} of {total}"),
        "cell_saved": say("{name}, question {n}: saved {time}"),
        "cell_emptied": say("{name}, question {n}: emptied {time}"),
        "cell_saving": say("saving"),
        "cell_waiting": say("No connection. {n} answers wait in this page; keep it open."),
        "cell_refused": say("{name}, question {n}: {sentence}"),
        "not_one": say("Type one of {points}. “{found}” was not saved."),
        "stays": say("What was saved before stays."),
    }


def paper_grid(data: Mapping[str, Any], *, key: str = "paper-grid") -> None:
    """Draw the grid for answers from paper; ``_ui.paper_grid`` says what is in ``data``."""
    _paper_grid(key=key, data=dict(data))


@st.fragment(run_every=REVIVE_S)
def revive() -> None:
    """Make the browser ask for a full run after the server has restarted.

    Streamlit does that only for pages with a timed fragment, so every page
    calls this once, outside of other fragments. It draws nothing.
    """


def _nothing() -> None:
    """Let a trigger rerun the page; what to do is read from the store."""
