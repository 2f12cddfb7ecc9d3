"""One person on the screens of a personal kind: gives, presses, and stands where that leads."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from efficacy.activities.contract import Context, Given, Kind, Persona
from efficacy.activities.personal import Card, Earlier, Standing, View
from efficacy.language import speech

SAY = speech()


class Journey:
    """What the server does for a participant, without a server."""

    def __init__(self, kind: Kind, context: Context, own: Standing | None = None) -> None:
        self.kind, self.context = kind, context
        self.own = own or Standing(seed="one", day="2026-11-25")

    @property
    def view(self) -> View:
        """What this person has before them."""
        return self.kind.view(self.context, self.own, SAY)

    @property
    def fields(self) -> list[str]:
        """The ids of the fields before them."""
        return [field.id for field in self.view.sheet.fields]

    @property
    def actions(self) -> list[str]:
        """The ids of what they can do."""
        return [action.id for action in self.view.sheet.actions]

    @property
    def text(self) -> str:
        """All that the cards say, and what stands below the boxes."""
        return "\n".join((*(words(card) for card in self.view.cards), *self.view.hints))

    def gives(self, **values: float | str | None) -> Journey:
        """Answer fields of the present view; ``_`` in a name stands for “-”."""
        named = {name.replace("_", "-"): value for name, value in values.items()}
        return self.takes(
            *(
                Given(item_id=item, value=value, attempt=self.view.attempt)
                for item, value in named.items()
            )
        )

    def chooses(self, item_id: str, *options: str) -> Journey:
        """Choose options of a field with several."""
        attempt = self.view.attempt
        return self.takes(
            *(
                Given(item_id=item_id, value=1.0, attempt=attempt, option_id=option)
                for option in options
            )
        )

    def takes(self, *given: Given) -> Journey:
        """Give answers as they are, each validated and in the present view."""
        for one in given:
            assert one.item_id in self.fields
            value = self.kind.validate(self.context, one, SAY)
            self._keep(replace(one, value=value))
        return self

    def presses(self, action_id: str) -> Journey:
        """Do one of the actions of the present view."""
        assert action_id in self.actions
        outcome = self.kind.act(self.context, self.own, action_id, SAY)
        kept = tuple(one for one in self.own.given if one.item_id not in outcome.forget)
        self.own = replace(self.own, given=kept, how=outcome.how or self.own.how)
        for one in outcome.store:
            self._keep(one)
        return self

    def _keep(self, given: Given) -> None:
        key = (given.item_id, given.attempt, given.option_id)
        others = [one for one in self.own.given if (one.item_id, one.attempt, one.option_id) != key]
        now = () if given.value is None else (given,)
        self.own = replace(self.own, given=(*others, *now))

    def plays(self, persona: Persona, seed: int, *, most: int = 40) -> list[str]:
        """Let a simulated person act until they are done; return what they pressed."""
        pressed = []
        while self.own.how == "":
            turn = self.kind.play(self.context, self.own, persona, Random(f"{seed}"), SAY)
            self.takes(*turn.given)
            assert all(one.attempt == self.view.attempt for one in turn.given)
            if not turn.action_id:
                return pressed
            pressed.append(turn.action_id)
            self.presses(turn.action_id)
            assert len(pressed) <= most
        return pressed

    def as_earlier(self, activity_id: str, day: str = "2026-11-18") -> Earlier:
        """Return all of it as another activity will find it."""
        return Earlier(activity_id=activity_id, wave="", day=day, given=self.own.given)


def words(card: Card) -> str:
    """Return all that a card says."""
    bars = (f"{bar.label} {bar.words}" for bar in card.bars)
    return "\n".join((card.title, *card.lines, *card.points, *bars))


def after(*earlier: Earlier) -> Standing:
    """Return somebody who gave something in other activities."""
    return Standing(seed="one", day="2026-11-25", earlier=earlier)
