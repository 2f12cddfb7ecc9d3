"""The kind ``consent``: what was promised, once more, and a choice to change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from efficacy.activities.blocks import find, lacking, own
from efficacy.activities.contract import Context, Feeds, Given, Kind, Params, Sheet, Summary
from efficacy.activities.fields import Action, Choice, Option
from efficacy.activities.paper import PaperPart
from efficacy.activities.personal import Outcome, Standing
from efficacy.content.models import Consent as ConsentText
from efficacy.content.models import Curriculum, Id
from efficacy.errors import Problem
from efficacy.language import Speech

SURVEY_YES = "survey-yes"
SURVEY_NO = "survey-no"
# A place that is not known when a form is printed: something to write on.
BLANK = "____________________"


class ConsentParams(Params):
    """Which consent page is shown."""

    consent: Id


class Consent(Kind):
    """Welcome the room and repeat what happens with answers.

    The question itself was answered when joining; here it can be changed. The
    choice is a property of the participant, so nothing is stored as a response.
    """

    name = "consent"
    title = "Welcome and consent"
    params_model = ConsentParams

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        wanted = [params.consent] if isinstance(params, ConsentParams) else []
        return lacking("params → consent", wanted, known=curriculum.consents, what="a consent page")

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people greet each other and read what happens with answers."""
        return {}

    def page(self, context: Context) -> ConsentText:
        """Return the consent page that is shown."""
        wanted = own(context, ConsentParams).consent
        return find(context.curriculum.consents, wanted, what="consent page")

    def sentences(self, context: Context) -> tuple[str, ...]:
        """Return the sentences that are true in this cohort's mode, in order."""
        return self.page(context).said_in(context.mode)

    def sheet(self, context: Context, say: Speech) -> Sheet:
        page = self.page(context)
        return Sheet(
            actions=(
                Action(id=SURVEY_YES, label=page.survey_yes),
                Action(id=SURVEY_NO, label=page.survey_no),
            )
        )

    def paper(self, context: Context, say: Speech) -> tuple[PaperPart, ...]:
        """Return the promises and the question; what depends on the cohort is written in."""
        page = self.page(context)
        promises = tuple(
            words.replace("{contact}", BLANK).replace("{keep_until}", BLANK)
            for words in self.sentences(context)
        )
        asked, _, details = page.survey_question.partition("? ")
        question = Choice(
            id="survey",
            label=f"{asked}?" if details else asked,
            help=details,
            options=(
                Option(id=SURVEY_YES, label=page.survey_yes),
                Option(id=SURVEY_NO, label=page.survey_no),
            ),
        )
        return (
            PaperPart(points=promises),
            PaperPart(
                lines=(
                    say("Your sheets of paper are yours, and nobody types them into Can Do."),
                    say("If you hand in a survey sheet, your answer says whether it may be kept."),
                    say("Saying no changes nothing else for you."),
                ),
                fields=(question,),
                is_whole=True,
            ),
        )

    def act(self, context: Context, own: Standing, action_id: str, say: Speech) -> Outcome:
        if action_id in (SURVEY_YES, SURVEY_NO):
            return Outcome(takes_survey=action_id == SURVEY_YES)
        return super().act(context, own, action_id, say)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        # Who takes the survey is nobody else's business, not even as a count.
        return Summary(n=0, title=context.activity.title)
