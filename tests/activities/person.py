"""One person in an activity, in memory: gives, presses, plays; no store and no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from random import Random

from efficacy.activities.contract import Context, Given, Kind, Persona
from efficacy.activities.fields import Text, Value
from efficacy.activities.personal import Outcome, Standing, View
from efficacy.activities.registry import kind_of
from efficacy.errors import InvalidValue
from efficacy.language import speech

SAY = speech()
MOST_TURNS = 200


@dataclass
class Person:
    """A participant of one run; what they give is kept as the store would keep it.

    ``attempts`` are those of the views they had, ``outcomes`` what actions brought.
    """

    context: Context
    own: Standing = field(default_factory=lambda: Standing(seed="somebody"))
    attempts: list[int] = field(default_factory=list)
    outcomes: list[Outcome] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        return kind_of(self.context.activity.kind)

    def view(self) -> View:
        """Return what is before them now."""
        found = self.kind.view(self.context, self.own, SAY)
        self.attempts.append(found.attempt)
        return found

    def actions(self) -> list[str]:
        """Return the ids of what they can do now."""
        return [action.id for action in self.view().sheet.actions]

    def fields(self) -> list[str]:
        """Return the ids of what they can give now."""
        return [known.id for known in self.view().sheet.fields]

    def words(self) -> str:
        """Return all words of the cards before them, a line each."""
        return "\n".join(
            line
            for card in self.view().cards
            for line in (
                card.title,
                *card.lines,
                *card.points,
                *(f"{bar.label}: {bar.words}" for bar in card.bars),
            )
        )

    def answer(self, item_id: str, value: Value, option_id: str = "") -> None:
        """Give one value on the present view, if the view asks for it."""
        view = self.view()
        view.sheet.field(item_id)
        self.keep(
            Given(item_id=item_id, value=value, option_id=option_id, attempt=view.attempt),
            is_theirs=True,
        )

    def keep(self, given: Given, *, is_theirs: bool = False) -> None:
        """Keep a row: in the place of the former one, and none for what was cleared."""
        value = self.kind.validate(self.context, given, SAY) if is_theirs else given.value
        place = (given.item_id, given.attempt, given.option_id)
        rest = [one for one in self.own.given if (one.item_id, one.attempt, one.option_id) != place]
        rest += [] if value is None else [replace(given, value=value)]
        rest.sort(key=lambda one: one.attempt)
        self.own = replace(self.own, given=tuple(rest))

    def presses(self, *action_ids: str) -> None:
        """Press actions that the view offers, one after the other."""
        for action_id in action_ids:
            if action_id != "undo" and action_id not in self.actions():
                raise InvalidValue("The view offers no “{id}”.", id=action_id)
            self.carry_out(self.kind.act(self.context, self.own, action_id, SAY))

    def carry_out(self, outcome: Outcome) -> None:
        """Store, forget and complete as the server does."""
        self.outcomes.append(outcome)
        for given in outcome.store:
            self.keep(given)
        kept = tuple(one for one in self.own.given if one.item_id not in outcome.forget)
        how = {"": self.own.how, "undo": ""}.get(outcome.how, outcome.how)
        self.own = replace(self.own, given=kept, how=how)

    def plays(self, persona: Persona, rng: Random, *, most: int = MOST_TURNS) -> int:
        """Do what a simulated person does until they are done or wait; return the turns.

        Raises
        ------
        AssertionError
            If it does not end within ``most`` turns.
        """
        for turn in range(most):
            done = self.kind.play(self.context, self.own, persona, rng, SAY)
            for given in done.given:
                self.keep(given, is_theirs=True)
            if done.action_id:
                self.presses(done.action_id)
            if self.own.how or not (done.given or done.action_id):
                return turn + 1
        raise AssertionError(f"{self.kind.name} did not end within {most} turns")


def crowd(context: Context, people: int, *, seed: int = 1) -> dict[str, list[Given]]:
    """Return what ``people`` simulated people gave, as a summary is made from it."""
    found = {}
    for number in range(people):
        rng = Random(f"{seed} {number}")
        persona = Persona(sureness=rng.uniform(20, 90), worry=rng.random(), skips=0.1)
        one = Person(context, Standing(seed=f"{seed} {number}", day="2026-11-25"))
        one.plays(persona, rng)
        found[f"person-{number}"] = list(one.own.given)
    return found


def marked(context: Context, given: Iterable[Given], mark: str) -> list[Given]:
    """Return the same answers with a mark in the place of every text that a person wrote."""
    boxes = {
        known.id
        for known in kind_of(context.activity.kind).sheet(context, SAY).fields
        if isinstance(known, Text)
    }
    return [replace(one, value=mark) if one.item_id in boxes else one for one in given]
