"""What tests of screens share: a browser with cookies of one's choice, opened through main.py."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from efficacy.home import home
from efficacy.services import access, facilitate
from efficacy.services.workshop import Workshop
from efficacy.web import runtime
from tests.cast import Room

PAGES = home() / "pages"

# While a page runs, Streamlit puts its folder first; tests of single modules need the same.
if str(PAGES) not in sys.path:
    sys.path.insert(0, str(PAGES))


def read(label: str) -> str:
    """Return a label as it is read: labels are Markdown, so content in them is escaped."""
    return label.replace("\\", "")


@dataclass
class Browser:
    """One browser: its cookies, and the screen it has open."""

    cookies: dict[str, str] = field(default_factory=dict)
    at: AppTest | None = None

    def opens(self, address: str, **query: str) -> Browser:
        """Open a screen by its address, as a browser does."""
        self.at = AppTest.from_file(str(PAGES / "main.py"), default_timeout=20)
        for name, value in query.items():
            self.at.query_params[name] = value
        if address:
            # By address, because what an outsider gets there is no file.
            self.at._page_hash = calc_hash(address)
        return self.again()

    def again(self) -> Browser:
        """Run the screen once more, as news on the live link does."""
        assert self.at is not None
        self.at.run()
        assert not self.at.exception, self.at.exception
        return self

    def presses(self, label: str) -> Browser:
        """Press the button with this label."""
        assert self.at is not None
        found = [button for button in self.at.button if read(button.label) == label]
        assert found, f"no button “{label}” among {[b.label for b in self.at.button]}"
        found[0].click()
        return self.again()

    @property
    def html(self) -> str:
        """All markup that was drawn, but for styles."""
        assert self.at is not None
        parts = [element.proto.body for element in self.at.get("html")]
        return "\n".join(part for part in parts if not part.startswith("<style>"))

    @property
    def words(self) -> str:
        """What can be read on the screen, without tags."""
        assert self.at is not None
        text = unescape(re.sub(r"<[^>]+>", " ", self.html))
        controls = [read(element.label) for element in (*self.at.button, *self.at.toggle)]
        return " ".join((re.sub(r"\s+", " ", text), *controls))

    @property
    def components(self) -> list[str]:
        """What was sent to the browser components, as JSON."""
        assert self.at is not None
        return [element.proto.json for element in self.at.get("bidi_component")]


@pytest.fixture
def browser(
    workshop: Workshop, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[..., Browser]]:
    """Return a maker of browsers that hold the given cookies, on this test's workshop."""
    from _ui import gate

    runtime.use_workshop(workshop)
    current = Browser()
    monkeypatch.setattr(gate, "cookies", lambda: current.cookies)

    def make(**tokens: str) -> Browser:
        nonlocal current
        names = {
            "facilitator": access.COOKIE_FACILITATOR,
            "participant": access.COOKIE_PARTICIPANT,
            "projector": access.COOKIE_PROJECTOR,
        }
        current = Browser({names[role]: token for role, token in tokens.items()})
        return current

    yield make
    runtime.use_workshop(None)


@dataclass
class Scene:
    """A live session with its owner's log-in, a participant and a projector."""

    room: Room
    owner: str
    participant: str
    projector: str

    @property
    def query(self) -> dict[str, str]:
        """What the facilitator's addresses carry."""
        return {"cohort": self.room.cohort_id, "session": self.room.session_id}


@pytest.fixture
def scene(workshop: Workshop, room: Room) -> Scene:
    """Return a session in its lobby."""
    room.opens()
    owner = access.log_in(workshop, name=room.owner.name, passphrase="four words in row")
    return Scene(
        room,
        owner,
        room.cookie("Heron"),
        facilitate.open_projector(workshop, room.owner, room.session_id),
    )
