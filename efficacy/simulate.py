"""A synthetic cohort that answers any plan, through the services that people use.

The same seed gives the same people with the same answers; ids, codes and
tokens are as random as anybody's. The cohort is marked synthetic wherever it
appears. Time runs on a clock of its own that ends before now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from random import Random, SystemRandom

from efficacy.activities.contract import Persona
from efficacy.activities.registry import context_for, kind_of, shape
from efficacy.activities.simulated import (
    FASTEST_MS,
    SLOWEST_MS,
    Deed,
    Person,
    cast,
    deeds,
)
from efficacy.content.models import Curriculum, Plan, PlannedActivity, PlannedSession
from efficacy.errors import InvalidValue, NotAllowed, StageError
from efficacy.flow import Move, Shape, Stage, State, apply, obvious_next
from efficacy.language import speech
from efficacy.matching.partners import CannotPlace
from efficacy.services import access, facilitate, participate, present
from efficacy.services.workshop import Silence, Workshop

MOST = 300
WEEK_MS = 7 * 86_400_000

MISSES = 0.08  # how often anybody misses a meeting after the first
PAUSE_S = 20  # how long the room looks at a picture


@dataclass(slots=True)
class Clock:
    """A clock that moves when it is told to; milliseconds UTC."""

    now_ms: int

    def __call__(self) -> int:
        return self.now_ms

    def go_to(self, at_ms: int) -> None:
        """Move on to a moment; never back."""
        self.now_ms = max(self.now_ms, at_ms)


@dataclass(slots=True)
class Guest:
    """A person who has joined: who they are to the services, and their device's counter."""

    person: Person
    who: access.Participant
    counter: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something a person does: when they did it, and when it reaches the room."""

    given_ms: int
    sent_ms: int
    guest: Guest
    run_id: str
    deed: Deed | None  # None: they look at what is before them, and do the next thing


@dataclass(slots=True, kw_only=True)
class Stand:
    """A live session while it is played."""

    session_id: str
    planned: PlannedSession
    shapes: tuple[Shape, ...]
    here: list[Guest]
    state: State = field(default_factory=State)
    revision: int = 1
    waiting: list[Event] = field(default_factory=list)


def simulate(
    workshop: Workshop,
    *,
    plan_id: str,
    participants: int,
    seed: int,
    sessions: int | None = None,
    mode: str = "confidential",
    form: str = "core",
    who: facilitate.Actor | None = None,
    name: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> str:
    """Run a synthetic cohort through a plan; return its code.

    Parameters
    ----------
    participants : int
        How many people, 1 to 300.
    seed : int
        The same seed gives the same people with the same answers.
    sessions : int, optional
        How many of the plan's sessions are held; all by default.
    form : str
        ``core`` or ``full``: how much the surveys ask, where the plan has both.
    who : Facilitator or Operator, optional
        Who makes the cohort; the person at the command line by default.
    progress : callable, optional
        Told how many steps are held and how many there are.

    Raises
    ------
    InvalidValue
        If there are too few or too many people or sessions, or there is no such form.
    NotFound
        If there is no such plan.
    """
    content = workshop.library.bundle(plan_id, form=form)
    plan = content.plans[plan_id]
    held = plan.sessions[: _checked(participants, sessions, plan)]
    people = cast(participants, seed, waves=len(plan.waves), steps=len(plan.sessions[0].activities))
    clock = Clock(workshop.now_ms() - (len(held) + 1) * WEEK_MS)
    # Screens are told nothing of people who are not there.
    # Record numbers decide which tasks a person draws, so they are the same for the same seed.
    own = replace(workshop, now_ms=clock, announcer=Silence(), rng=Repeatable(seed))
    play = Play(own, clock, content, who or access.Operator(), seed=seed)
    cohort_id, code = play.create(plan_id, mode=mode, form=form, name=name)
    total = sum(len(planned.activities) for planned in held)
    done = 0
    for number, planned in enumerate(held):
        started_ms = clock()
        for _ in play.hold(cohort_id, planned, code=code, newcomers=people if number == 0 else ()):
            done += 1
            if progress:
                progress(done, total)
        clock.go_to(started_ms + WEEK_MS)
    return code


def _checked(participants: int, sessions: int | None, plan: Plan) -> int:
    """Return how many sessions are held."""
    if not 1 <= participants <= MOST:
        raise InvalidValue(
            "A simulated cohort has 1 to {most} participants, not {found}. Choose a number there.",
            most=MOST,
            found=participants,
        )
    if sessions is not None and not 1 <= sessions <= len(plan.sessions):
        raise InvalidValue(
            "The plan “{plan}” has {most} session(s), so {found} cannot be held. "
            "Choose a number from 1 to {most}.",
            plan=plan.id,
            most=len(plan.sessions),
            found=sessions,
        )
    return sessions or len(plan.sessions)


class Repeatable(SystemRandom):
    """Chance whose small numbers repeat with a seed; ids and tokens stay anybody's guess."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self._numbers = Random(f"numbers {seed}")

    def randrange(self, start: int, stop: int | None = None, step: int = 1) -> int:
        """Return the next of the repeatable numbers; of record numbers and PINs."""
        return self._numbers.randrange(start, stop, step)


class Play:
    """One simulated cohort while it is played."""

    def __init__(
        self,
        workshop: Workshop,
        clock: Clock,
        content: Curriculum,
        who: facilitate.Actor,
        *,
        seed: int,
    ) -> None:
        self.workshop, self.clock, self.content, self.who = workshop, clock, content, who
        self.seed = seed
        self.mode = "confidential"
        self.guests: list[Guest] = []

    def create(self, plan_id: str, *, mode: str, form: str, name: str | None) -> tuple[str, str]:
        """Make the cohort; return its id and its code."""
        self.mode = mode
        cohort_id = facilitate.create_cohort(
            self.workshop,
            self.who,
            name=name or f"Simulated cohort {self.seed}",
            plan_id=plan_id,
            mode=mode,
            form=form,
            contact="nobody, because these people are simulated",
            recruited="volunteered",
            is_synthetic=True,
        )
        with self.workshop.store.read() as tx:
            return cohort_id, access.require_cohort(tx, self.who, cohort_id).code

    # --------------------------------------------------------- one session

    def hold(
        self, cohort_id: str, planned: PlannedSession, *, code: str, newcomers: Sequence[Person]
    ) -> Iterator[int]:
        """Hold a session; yield the 0-based position of each step that was reached."""
        session_id = facilitate.open_session(self.workshop, self.who, cohort_id, planned.id)
        contexts = [
            context_for(self.content, activity, self.mode) for activity in planned.activities
        ]
        stand = Stand(
            session_id=session_id,
            planned=planned,
            shapes=tuple(shape(context, speech()) for context in contexts),
            here=[guest for guest in self.guests if not self._misses(guest, planned)],
        )
        stand.here += [self._join(one, code) for one in newcomers if one.joins_at is None]
        while (move := obvious_next(stand.state, stand.shapes)) is not None:
            self._wait_for(stand, move)
            self._move(stand, move)
            if move in (Move.BEGIN, Move.NEXT):
                position = stand.state.position or 0
                self._come_and_go(stand, newcomers, code)
                self._begin_step(stand, planned.activities[position])
                yield position
            elif move is Move.NEXT_PHASE:
                self._look(stand)

    def _misses(self, guest: Guest, planned: PlannedSession) -> bool:
        return self._rng(guest.person, planned.id).random() < MISSES

    def _join(self, person: Person, code: str) -> Guest:
        self.clock.go_to(self.clock() + 2000)
        token = participate.join(
            self.workshop,
            code,
            call_name=person.call_name,
            takes_survey=person.takes_survey,
            ticket=self.workshop.new_token(),
            consent_version=participate.door(self.workshop, code).consent_version,
        )
        who = access.who_is(self.workshop, {access.COOKIE_PARTICIPANT: token}).participant
        if who is None:
            raise NotAllowed("A simulated participant was not let in. Check the database.")
        self.guests.append(Guest(person, who))
        return self.guests[-1]

    def _come_and_go(self, stand: Stand, newcomers: Sequence[Person], code: str) -> None:
        """Let the late ones in, and let go who leaves early."""
        position = stand.state.position
        stand.here += [self._join(one, code) for one in newcomers if one.joins_at == position]
        gone = {one.number for one in newcomers if one.leaves_at == position}
        stand.here = [guest for guest in stand.here if guest.person.number not in gone]

    def _move(self, stand: Stand, move: Move) -> None:
        stand.revision = facilitate.move(
            self.workshop, self.who, stand.session_id, move, revision=stand.revision
        )
        stand.state = apply(stand.state, move, stand.shapes).state

    def _wait_for(self, stand: Stand, move: Move) -> None:
        """Let pass what passes in a room before the facilitator presses the key."""
        until_ms = self.clock() + PAUSE_S * 1000
        if stand.state.position is not None and stand.state.stage is Stage.OPEN:
            minutes = stand.planned.activities[stand.state.position].minutes
            phases = stand.shapes[stand.state.position].phases
            until_ms = self.clock() + minutes * 60_000 // phases
        if move in (Move.CLOSE, Move.NEXT):
            # Whoever is at it may finish; what is on its way comes late, perhaps
            # when the next activity is on the screens.
            until_ms = max(
                [until_ms, *(event.given_ms + 1000 for event in stand.waiting if event.deed)]
            )
        if move is Move.END:
            # After the end nothing is taken any more.
            until_ms = max([until_ms, *(event.sent_ms for event in stand.waiting if event.deed)])
        self._play(stand, until_ms)

    def _play(self, stand: Stand, until_ms: int) -> None:
        """Let happen, in order, what reaches the room by a moment."""
        while due := [event for event in stand.waiting if event.sent_ms <= until_ms]:
            event = min(due, key=lambda one: one.sent_ms)
            stand.waiting.remove(event)
            self.clock.go_to(event.sent_ms)
            if event.deed is None:
                self._take_turn(stand, event)
            else:
                self._do(
                    event.guest, event.run_id, event.deed, age_ms=event.sent_ms - event.given_ms
                )
        self.clock.go_to(until_ms)

    # ------------------------------------------------------------ one step

    def _begin_step(self, stand: Stand, activity: PlannedActivity) -> None:
        # Who was looking at the step before now looks at this one.
        stand.waiting = [event for event in stand.waiting if event.deed is not None]
        if kind_of(activity.kind).is_personal:
            self._group(stand, activity)
            self._look(stand)
            return
        for guest in stand.here:
            screen = present.participant_screen(self.workshop, guest.who)
            if screen.step is None or not screen.sheet.fields:
                continue
            rng = self._rng(guest.person, activity.id)
            kind, say = kind_of(activity.kind), speech(screen.language)
            persona = self._persona(guest.person, activity)
            given = kind.simulate(screen.step.context, persona, rng, say)
            for deed in deeds(guest.person, given, rng):
                if deed.given is not None and not screen.keeps:
                    continue  # what somebody outside the survey chooses never leaves the page
                given_ms = self.clock() + deed.after_ms
                stand.waiting.append(
                    Event(
                        given_ms=given_ms,
                        sent_ms=given_ms + deed.delay_ms,
                        guest=guest,
                        run_id=screen.step.run_id,
                        deed=deed,
                    )
                )

    def _group(self, stand: Stand, activity: PlannedActivity) -> None:
        """Form pairs where people work in groups; whoever is alone works alone."""
        context = context_for(self.content, activity, self.mode)
        if not kind_of(activity.kind).groups_people(context):
            return
        here = {guest.who.id for guest in stand.here}
        gone = [guest.who.id for guest in self.guests if guest.who.id not in here]
        with suppress(CannotPlace, StageError):
            facilitate.form_groups(self.workshop, self.who, stand.session_id, without=gone)
            stand.revision += 1

    def _persona(self, person: Person, activity: PlannedActivity) -> Persona:
        waves = [wave.id for plan in self.content.plans.values() for wave in plan.waves]
        return person.at_wave[waves.index(activity.wave) if activity.wave in waves else 0]

    def _rng(self, person: Person, what: str) -> Random:
        # One for each person and step, so that nobody's answers hang on anybody else's.
        return Random(f"{self.seed} {person.number} {what}")

    # ------------------------------------------------ a kind in which each has their own

    def _look(self, stand: Stand) -> None:
        """Let everybody look at what is before them, a moment from now."""
        position = stand.state.position or 0
        activity = stand.planned.activities[position]
        if not kind_of(activity.kind).is_personal:
            return
        waiting = {event.guest.person.number for event in stand.waiting if event.deed is None}
        for guest in stand.here:
            if guest.person.number not in waiting:
                rng = self._rng(guest.person, f"{activity.id} {stand.state.phase}")
                self._look_after(stand, guest, rng.randrange(FASTEST_MS, SLOWEST_MS))

    def _look_after(self, stand: Stand, guest: Guest, after_ms: int) -> None:
        at_ms = self.clock() + after_ms
        stand.waiting.append(
            Event(given_ms=at_ms, sent_ms=at_ms, guest=guest, run_id="", deed=None)
        )

    def _take_turn(self, stand: Stand, event: Event) -> None:
        """Do what this person does with what is before them; look again if they did anything."""
        guest = event.guest
        screen = present.participant_screen(self.workshop, guest.who)
        found = present.own_standing(self.workshop, guest.who)
        if found is None or screen.step is None or not screen.is_open or screen.completed:
            return
        held, own = found
        rng = self._rng(guest.person, f"{held.activity.id} {own.phase_index} {guest.counter}")
        persona = self._persona(guest.person, held.activity)
        turn = held.kind.play(held.context, own, persona, rng, speech(screen.language))
        for given in turn.given:
            self._do(guest, screen.step.run_id, Deed(after_ms=0, given=given))
        if turn.action_id:
            deed = Deed(after_ms=0, action_id=turn.action_id)
            self._do(guest, screen.step.run_id, deed, attempt=screen.attempt)
        if turn.given or turn.action_id:
            self._look_after(stand, guest, rng.randrange(FASTEST_MS, SLOWEST_MS))

    # -------------------------------------------------------------- one thing done

    def _do(
        self,
        guest: Guest,
        run_id: str,
        deed: Deed,
        *,
        age_ms: int = 0,
        attempt: int | None = None,
    ) -> None:
        given = deed.given
        guest.counter += 1
        if given is None:
            reply = participate.act(
                self.workshop,
                guest.who,
                run_id=run_id,
                action_id=deed.action_id,
                counter=guest.counter,
                attempt=attempt,
            )
            if reply.sentence:
                raise StageError(
                    "A simulated press on “{id}” was refused: {why}",
                    id=deed.action_id,
                    why=reply.sentence,
                )
            return
        receipt = participate.answer(
            self.workshop,
            guest.who,
            participate.Answer(
                run_id=run_id,
                item_id=given.item_id,
                value=given.value,
                attempt=given.attempt,
                option_id=given.option_id,
                counter=guest.counter,
                age_ms=age_ms,
            ),
        )
        if not receipt.ok:
            raise StageError(
                "A simulated answer to “{item}” was refused: {why}",
                item=given.item_id,
                why=receipt.sentence or "",
            )
