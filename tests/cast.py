"""The cast of the tests, built through the same services as people use.

Fixtures that went around the rules would drift from them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from efficacy.flow import Move
from efficacy.services import access, facilitate, participate, present
from efficacy.services.workshop import Workshop

START_MS = 1_790_000_000_000  # an autumn morning in 2026
PASSPHRASE = "four words in row"


class Clock:
    """A clock that moves only when told to."""

    def __init__(self, now_ms: int = START_MS) -> None:
        self.now_ms = now_ms

    def __call__(self) -> int:
        return self.now_ms

    def pass_s(self, seconds: float) -> None:
        """Let time go by."""
        self.now_ms += int(seconds * 1000)


@dataclass
class Ear:
    """An announcer that writes down what it is told."""

    heard: list[tuple[str, str]] = field(default_factory=list)
    here: set[str] = field(default_factory=set)

    def state_changed(self, cohort_id: str) -> None:
        self.heard.append(("state", cohort_id))

    def counts_changed(self, cohort_id: str) -> None:
        self.heard.append(("counts", cohort_id))

    def access_changed(self) -> None:
        self.heard.append(("access", ""))

    def present(self, cohort_id: str) -> frozenset[str]:
        return frozenset(self.here)


def facilitator(workshop: Workshop, name: str = "Rosa Lind") -> access.Facilitator:
    """Return somebody who has set themselves up by a link."""
    token = access.new_setup_link(workshop)
    cookie = access.become_facilitator(workshop, token, name=name, passphrase=PASSPHRASE)
    return logged_in(workshop, cookie)


def logged_in(workshop: Workshop, cookie: str) -> access.Facilitator:
    """Return the facilitator behind a cookie."""
    who = access.who_is(workshop, {access.COOKIE_FACILITATOR: cookie}).facilitator
    assert who is not None
    return who


def participant_behind(workshop: Workshop, cookie: str) -> access.Participant:
    """Return the participant behind a cookie."""
    who = access.who_is(workshop, {access.COOKIE_PARTICIPANT: cookie}).participant
    assert who is not None
    return who


@dataclass
class Room:
    """One cohort with its owner, and what tests do in it."""

    workshop: Workshop
    clock: Clock
    owner: access.Facilitator
    cohort_id: str
    code: str
    session_id: str = ""
    tickets: int = 0

    @classmethod
    def made(
        cls,
        workshop: Workshop,
        clock: Clock,
        *,
        mode: str = "confidential",
        name: str = "Tuesday group",
        owner: access.Facilitator | None = None,
        plan_id: str = "starter-45",
    ) -> Room:
        """Make a cohort, on starter-45 unless another plan is named."""
        who = owner or facilitator(workshop, f"Owner of {name}")
        cohort_id = facilitate.create_cohort(
            workshop,
            who,
            name=name,
            plan_id=plan_id,
            mode=mode,
            contact="Rosa Lind, room 12",
        )
        card = next(c for c in present.cohort_cards(workshop, who) if c.id == cohort_id)
        return cls(workshop, clock, who, cohort_id, card.code)

    def joins(
        self, call_name: str, *, takes_survey: bool = True, ticket: str | None = None
    ) -> access.Participant:
        """Let somebody join."""
        return participant_behind(
            self.workshop, self.cookie(call_name, takes_survey=takes_survey, ticket=ticket)
        )

    def cookie(
        self, call_name: str, *, takes_survey: bool = True, ticket: str | None = None
    ) -> str:
        """Let somebody join; return their cookie."""
        self.tickets += 1
        door = participate.door(self.workshop, self.code)
        return participate.join(
            self.workshop,
            self.code,
            call_name=call_name,
            takes_survey=takes_survey,
            ticket=ticket or f"{self.code}-{self.tickets}",
            consent_version=door.consent_version,
        )

    def opens(self, planned_id: str | None = None) -> str:
        """Open a session in its lobby, the first of the plan unless named."""
        card = next(
            c for c in present.cohort_cards(self.workshop, self.owner) if c.id == self.cohort_id
        )
        self.session_id = facilitate.open_session(
            self.workshop, self.owner, self.cohort_id, planned_id or card.sessions[0][0]
        )
        return self.session_id

    def console(self):
        """Return what the owner's console shows."""
        return present.console_screen(self.workshop, self.owner, self.session_id)

    def does(self, move: Move, target: int | None = None) -> None:
        """Take the session one move on."""
        facilitate.move(
            self.workshop,
            self.owner,
            self.session_id,
            move,
            target=target,
            revision=self.console().revision,
        )

    def goes_to(self, kind: str, *, wave: str | None = None) -> None:
        """Go to the first activity of a kind (and wave)."""
        self.does(Move.GO_TO, target=self.position_of(kind, wave=wave))

    def position_of(self, kind: str, *, wave: str | None = None) -> int:
        """Return the 0-based position of the first activity of a kind (and wave)."""
        plan = self.workshop.library.bundle("starter-45").plans["starter-45"]
        return next(
            place
            for place, activity in enumerate(plan.sessions[0].activities)
            if activity.kind == kind and activity.wave == wave
        )

    def ratings(self, who: access.Participant) -> list[str]:
        """Return the ids of the items on a participant's sheet."""
        return [known.id for known in self.screen(who).sheet.fields]

    def fills(self, who: access.Participant, *, value_of=None, start: int = 1) -> None:
        """Let a participant answer every rating on the sheet."""
        value_of = value_of or (lambda _, known: known.points[len(known.points) // 2])
        for place, known in enumerate(self.screen(who).sheet.fields):
            receipt = self.answers(who, known.id, value_of(place, known), counter=start + place)
            assert receipt.ok, receipt.sentence

    def screen(self, who: access.Participant):
        """Return what a participant sees."""
        return present.participant_screen(self.workshop, who)

    def answers(
        self,
        who: access.Participant,
        item_id: str,
        value: object,
        *,
        counter: int,
        age_ms: int = 0,
        run_id: str | None = None,
        option_id: str = "",
    ):
        """Let a participant give one answer on the run that is on the screens."""
        if run_id is None:
            step = self.screen(who).step
            assert step is not None
            run_id = step.run_id
        return participate.answer(
            self.workshop,
            who,
            participate.Answer(
                run_id=run_id,
                item_id=item_id,
                value=value,
                counter=counter,
                age_ms=age_ms,
                option_id=option_id,
            ),
        )
