"""The kind ``interview``: a guide for a talk with somebody who does the job.

In one session people make their guide: questions, whom and when, a first
sentence. In a later one they note what they heard. All of it stays private.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random

from efficacy.activities.blocks import DONE, finishing, lacking
from efficacy.activities.blocks import own as params_of
from efficacy.activities.blocks import written as how_many_wrote
from efficacy.activities.contract import (
    HALF,
    Context,
    Feeds,
    Given,
    Kind,
    Params,
    Persona,
    Sheet,
    Summary,
)
from efficacy.activities.fields import Choice, Field, Text
from efficacy.activities.interview_form import (
    ARRANGE,
    ASK,
    HEARD,
    InterviewParams,
    arranging_fields,
    asking_fields,
    chosen_questions,
    earlier_guide,
    guide_cards,
    guides_in,
    heard_fields,
    opener_card,
    route_of,
)
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Card, Outcome, Standing, Turn, View
from efficacy.activities.screens import BACK, ON, go, here, placed, rows, ways
from efficacy.content.models import Curriculum, Source
from efficacy.content.timing import Load
from efficacy.errors import InvalidValue, Problem
from efficacy.language import Speech

# What simulated people write; invented, and never shown to a real room.
PHRASES = (
    "Somebody at the bike shop.",
    "They measure twice and ask a colleague.",
    "On Thursday after work.",
    "She failed the first test and took it again.",
    "Which sums do you do without noticing?",
)


class Interview(Kind):
    """Prepare a talk with somebody who does the job, and note what was heard."""

    name = "interview"
    title = "Talk with someone who does the job"
    params_model = InterviewParams
    is_personal = True
    offers_talk = True
    is_persuasive = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        if not isinstance(params, InterviewParams) or params.guide is None:
            return ()
        what = "an activity of the kind “interview” in which people make their guide"
        return lacking("params → guide", (params.guide,), known=guides_in(curriculum), what=what)

    def sheet(self, context: Context, say: Speech) -> Sheet:
        params = params_of(context, InterviewParams)
        fields = tuple(
            field for screen in route_of(params) for field in _fields(screen, params, say)
        )
        return Sheet(fields=fields, actions=finishing(say))

    def view(self, context: Context, own: Standing, say: Speech) -> View:
        params = params_of(context, InterviewParams)
        route = route_of(params)
        attempt, screen = here(own, route)
        prompt: tuple[Card, ...] = (Card(lines=(params.prompt,)),)
        if screen == ASK:
            cards = prompt
        elif screen == ARRANGE:
            cards = opener_card(params.openers, say)
        elif params.guide is not None:
            cards = (*prompt, *earlier_guide(context, own, params.guide, say))
        else:
            cards = guide_cards(params, own, say)
        sheet = Sheet(fields=_fields(screen, params, say), actions=ways(say, route, screen))
        return View(sheet=sheet, cards=cards, attempt=attempt)

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id not in (ON, BACK):
            return super().act(context, own, action_id, say)
        params = params_of(context, InterviewParams)
        route = route_of(params)
        if action_id == ON and here(own, route)[1] == ASK:
            _check_chosen(params, own)
        return go(own, route, action_id)

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the guide to make, with first sentences; or what to note afterwards."""
        params = params_of(context, InterviewParams)
        if params.guide is not None:
            look = say("If you have your guide on paper, lay it beside this sheet.")
            return (PaperPart(lines=(params.prompt, look), fields=heard_fields(say)),)
        helps = tuple(
            PaperPart(title=card.title, lines=card.lines, points=card.points, is_whole=True)
            for card in opener_card(params.openers, say)
        )
        return (
            PaperPart(lines=(params.prompt,), fields=asking_fields(params, say)),
            *helps,
            PaperPart(title=say("My talk"), fields=arranging_fields(say)),
        )

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        if not isinstance(params, InterviewParams):
            return Load()
        read = (params.prompt, *(one.label for one in params.questions), *params.openers)
        # A guide: questions, whom and when, a first sentence. Afterwards: heard, surprise, next.
        return Load(read=read, tasks=3)

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return vicarious experience for half, where people note what somebody told them.

        The person was met outside, so half is remembering. A guide is a plan: nobody was met yet.
        """
        if not isinstance(params, InterviewParams) or params.guide is None:
            return {}
        return {Source.VICARIOUS: HALF}

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return how_many_wrote(context, answers)

    def frame(self, context: Context, say: Speech) -> tuple[dict[str, object], ...]:
        return rows(self.sheet(context, say).fields, say)

    def play(
        self, context: Context, own: Standing, persona: Persona, rng: Random, say: Speech
    ) -> Turn:
        params = params_of(context, InterviewParams)
        route = route_of(params)
        view, screen = self.view(context, own, say), here(own, route)[1]
        if screen == ASK:
            given = _played_questions(params, rng)
        else:
            shown = (known for known in view.sheet.fields if rng.random() >= persona.skips)
            given = [one for known in shown for one in _played(known, rng)]
        action_id = DONE if screen == route[-1] else ON
        return Turn(given=placed(given, view.attempt), action_id=action_id)


def _fields(screen: str, params: InterviewParams, say: Speech) -> tuple[Field, ...]:
    if screen == ASK:
        return asking_fields(params, say)
    if screen == ARRANGE:
        return arranging_fields(say)
    return heard_fields(say) if screen == HEARD else ()


def _check_chosen(params: InterviewParams, own: Standing) -> None:
    found = len(chosen_questions(params, own))
    if not found:
        raise InvalidValue("Choose one question or write your own. You can also pass on this one.")
    if found > params.most:
        raise InvalidValue(
            "There are {found} questions. Keep up to {most}; take a mark away or empty a box.",
            found=found,
            most=params.most,
        )


# ------------------------------------------------------------ simulated people


def _played_questions(params: InterviewParams, rng: Random) -> list[Given]:
    most = min(params.most, len(params.questions))
    chosen = rng.sample(params.questions, rng.randint(min(1, most), most))
    given = [Given(item_id="questions", value=1.0, option_id=one.id) for one in chosen]
    if params.own_questions and not chosen:
        given.append(Given(item_id="question.own-1", value=PHRASES[-1]))
    return given


def _played(field: Field, rng: Random) -> list[Given]:
    if isinstance(field, Text):
        return [Given(item_id=field.id, value=rng.choice(PHRASES)[: field.max_length])]
    if isinstance(field, Choice):
        return [Given(item_id=field.id, value=rng.choice([known.id for known in field.options]))]
    return []
