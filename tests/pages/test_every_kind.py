"""Every kind on every screen, through the entry point: each stage, each phase, each turn."""

from __future__ import annotations

import pytest

from efficacy.activities.registry import KINDS
from efficacy.flow import Move
from efficacy.services import access, facilitate
from tests.cast import PASSPHRASE
from tests.every_kind import Stage

every_kind = pytest.mark.parametrize("kind", KINDS)


class Seen:
    """The three screens of a stage, opened anew after each change."""

    def __init__(self, browser, stage: Stage, kind: str) -> None:
        self.browser, self.stage, self.room, self.kind = browser, stage, stage.room, kind
        workshop = self.room.workshop
        self.owner = access.log_in(workshop, name=self.room.owner.name, passphrase=PASSPHRASE)
        self.projector = facilitate.open_projector(workshop, self.room.owner, self.room.session_id)
        self.guest = self.room.cookie("Heron the first")
        self.who = access.who_is(workshop, {access.COOKIE_PARTICIPANT: self.guest}).participant

    def phone(self):
        return self.browser(participant=self.guest).opens("room")

    def all(self) -> None:
        """Open all three; a screen that breaks fails in the opening."""
        title = f"Step it-{self.kind}"
        assert title in self.phone().words or self.phone().words
        assert self.browser(projector=self.projector).opens("projector").words
        query = {"cohort": self.room.cohort_id, "session": self.room.session_id}
        assert title in self.browser(facilitator=self.owner).opens("console", **query).words


@every_kind
def test_every_screen_of_a_kind_can_be_drawn_at_every_moment(
    browser, workshop, clock, kind: str
) -> None:
    stage = Stage.made(workshop, clock, kind)
    from efficacy.web import runtime

    runtime.use_workshop(stage.room.workshop)
    seen = Seen(browser, stage, kind)
    assert seen.who is not None
    while (move := stage.room.console().next_move) not in (None, Move.END):
        stage.room.does(move)
        seen.all()
        for number, who in enumerate(stage.people):
            stage.plays(who, seed=number)
        for number in range(5):
            if not stage.plays(seen.who, seed=number, turns=1):
                break
            seen.phone()
        seen.all()
    if Move.RUN_AGAIN in stage.room.console().moves:
        stage.room.does(Move.RUN_AGAIN)
        seen.all()
