"""The kind ``encourage``: words that are tied to something somebody did.

Three forms. ``partner``: one sentence to the next person of one's group, read
by them once the facilitator shows the picture. ``witness``: questions to take
to somebody outside, and a box for what they said. ``letter``: reasons why I
will be able to, to oneself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from efficacy.activities import codebook
from efficacy.activities.blocks import DONE, PASS, finishing, own
from efficacy.activities.contract import (
    HALF,
    NEARLY_ALL,
    Context,
    Feeds,
    Figure,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.encourage_form import (
    DID,
    GIVE,
    GIVEN,
    HINT,
    SHOWS,
    TAKE_BACK,
    WORDS,
    EncourageParams,
    before,
    boxes,
    given_card,
    giving,
    received,
    task,
)
from efficacy.activities.encourage_words import composed, reason
from efficacy.activities.fields import Action
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Outcome, Standing, Turn, View, Words
from efficacy.activities.praise import look
from efficacy.activities.simulated import simulated_text
from efficacy.content.models import Curriculum, Source
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue
from efficacy.language import Speech

# What simulated people write; invented, and never shown to a real room.
PHRASES = (
    ("checked each step before you went on", "find your own slips"),
    ("asked what the word net means", "ask when others stay quiet"),
    ("drew the bars before you counted", "find a way in"),
    ("tried it with ten people first", "make a big task small"),
    ("went back to the line that was wrong", "put a mistake right"),
)
PRAISE = ("are so smart", "did a great job")
REASONS = (
    "I worked out the bus times for the whole week.",
    "I asked for help and then did the next one alone.",
    "I got it wrong at first and found the line.",
)


class Encourage(Kind):
    """Give words that name what somebody did and what it shows.

    The check of the words is advice: the writer sees it once, and what is given
    all the same waits for the facilitator.
    """

    name = "encourage"
    title = "Encouragement"
    params_model = EncourageParams
    is_personal = True
    hands_over = True
    offers_talk = True
    is_persuasive = True

    def gives_to_partners(self, context: Context) -> bool:
        return own(context, EncourageParams).form == "partner"

    def groups_people(self, context: Context) -> bool:
        return self.gives_to_partners(context)

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, EncourageParams):
            return Load()
        read = (params.prompt, *params.starters, *params.questions)
        # The boxes of a letter are counted by themselves.
        return Load(read=read, tasks={"partner": 1, "witness": 1, "letter": 0}[params.form])

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return persuasion: words that are tied to something done are written and read.

        The sentence of a witness is heard outside; here it is asked for and kept.
        """
        if not isinstance(params, EncourageParams):
            return {}
        return {Source.PERSUASION: HALF if params.form == "witness" else NEARLY_ALL}

    def reveals(self, context: Context) -> bool:
        return self.gives_to_partners(context)

    def sheet(self, context: Context, say: Speech) -> Sheet:
        return Sheet(fields=boxes(own(context, EncourageParams), say), actions=finishing(say))

    # ---------------------------------------------------- what one person sees

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        params = _params(context)
        if params.form != "partner":
            return View(sheet=self.sheet(context, say), cards=task(params, say))
        attempt = _attempt(own)
        if _is_given(own):
            back = Action(id=TAKE_BACK, label=say("Take it back and change it"))
            mine = given_card(_sentence(context, own, say), own, say)
            return View(
                sheet=Sheet(actions=(back,) if own.is_open else ()),
                cards=(*received(own, say), *mine),
                attempt=attempt + 1,
            )
        if own.is_revealed:
            return View(sheet=Sheet(), cards=received(own, say), attempt=attempt)
        return View(
            sheet=Sheet(fields=boxes(params, say), actions=giving(own, say)),
            cards=(*task(params, say), *before(own, say)),
            attempt=attempt,
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if not self.gives_to_partners(context) or action_id not in (GIVE, TAKE_BACK):
            return super().act(context, own, action_id, say)
        if action_id == TAKE_BACK:
            return Outcome(words=(Words(item_id=WORDS, text=None),), forget=(GIVEN,), how="undo")
        text = _sentence(context, own, say)
        if not text:
            raise InvalidValue("Write what you saw them do first. You can also pass.")
        finding = look(text, say.language)
        if finding and own.value(HINT) is None:
            return Outcome(store=(Given(item_id=HINT, value=finding), *_carried(context, own)))
        words = Words(item_id=WORDS, text=text, to="partner", flag=reason(finding, say))
        given = Given(item_id=GIVEN, value=1.0, attempt=_attempt(own))
        return Outcome(store=(given,), words=(words,), how="done")

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return what is to be done, ways to begin or questions, and room for the words."""
        params = _params(context)
        what, *helps = task(params, say)
        given = say("When you are done, hand it to your partner. You can also pass.")
        shown = tuple(PaperPart(title=card.title, points=card.points) for card in helps)
        return (
            PaperPart(lines=what.lines),
            *shown,
            PaperPart(
                lines=(given,) if params.form == "partner" else (),
                fields=boxes(params, say),
                is_whole=params.form != "letter",
            ),
        )

    # ------------------------------------------------------ what the room sees

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        """Return how many sentences were given, from five on; of the other forms nothing."""
        from efficacy.measurement.privacy import SMALLEST_GROUP

        title = context.activity.title
        if not self.gives_to_partners(context):
            people = sum(any(one.value is not None for one in mine) for mine in answers.values())
            return Summary(n=people, title=title)
        n = sum(any(one.item_id == GIVEN for one in mine) for mine in answers.values())
        if n < SMALLEST_GROUP:
            figure = Figure(id=GIVEN, label=title, n=0, withheld=True)
        else:
            label = say("{count} sentences were given, each to one person in this room.")
            figure = Figure(id=GIVEN, label=label, n=n, count=n)
        return Summary(n=n, title=title, figures=(figure,))

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        rows = codebook.rows(boxes(own(context, EncourageParams), say), say)
        if not self.gives_to_partners(context):
            return rows
        return (
            *rows,
            {
                "item_id": HINT,
                "text": say("What the check of the words said, once, before they were given"),
                "type": "text",
                "range": "empty, person",
                "missing": say("empty: nothing was said"),
            },
            {
                "item_id": GIVEN,
                "text": say("Whether the words were given to a partner"),
                "type": "number",
                "range": "1",
                "missing": say("empty: not given, or taken back"),
            },
        )

    # --------------------------------------------------------------- simulated

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        if own.how or _is_given(own):
            return Turn()
        if rng.random() < persona.skips:
            return Turn(action_id=PASS)
        params = _params(context)
        if params.form != "partner":
            written = (
                simulated_text(box, REASONS, persona=persona, rng=rng) for box in boxes(params, say)
            )
            return Turn(given=tuple(one for one in written if one is not None), action_id=DONE)
        given = _played(params, own, rng)
        return Turn(given=given, action_id=GIVE if own.partners else DONE)


# ------------------------------------------------------------ where they are


def _params(context: Context) -> EncourageParams:
    return own(context, EncourageParams)


def _attempt(own: Standing) -> int:
    """Return which try at the words this is: the second one follows the hint."""
    return 1 if own.value(HINT) is None else 2


def _is_given(own: Standing) -> bool:
    return any(one.item_id == GIVEN for one in own.given)


def _written(own: Standing, item_id: str) -> str:
    return str(own.value(item_id, _attempt(own)) or "")


def _sentence(context: Context, own: Standing, say: Speech) -> str:
    if _params(context).free:
        return _written(own, WORDS).strip()
    return composed(_written(own, DID), _written(own, SHOWS), say)


def _carried(context: Context, own: Standing) -> tuple[Given, ...]:
    """Return what was written, as it stands on the next screen."""
    items = (WORDS,) if _params(context).free else (DID, SHOWS)
    return tuple(
        Given(item_id=item, value=_written(own, item), attempt=2)
        for item in items
        if _written(own, item)
    )


def _played(params: EncourageParams, own: Standing, rng: Random) -> tuple[Given, ...]:
    attempt = _attempt(own)
    did, shows = rng.choice(PHRASES)
    if attempt == 1 and rng.random() < 0.2:
        did, shows = rng.choice(PRAISE), ""
    if params.free:
        text = f"You {did}, which shows you can {shows}." if shows else f"You {did}."
        return (Given(item_id=WORDS, value=text, attempt=attempt),)
    # A half that was left empty is cleared, not kept from before.
    return (
        Given(item_id=DID, value=did, attempt=attempt),
        Given(item_id=SHOWS, value=shows or None, attempt=attempt),
    )
