"""Stories on paper: the opening lines, the short texts with their labels, the private notes.

Nothing is matched on paper, so nothing is asked for a match, and nothing of anybody's
identity. Everybody gets the same stories: the first ones that the plan names.
"""

from __future__ import annotations

from efficacy.activities.blocks import own as params_of
from efficacy.activities.contract import Context
from efficacy.activities.paper import PaperPart
from efficacy.activities.story_cards import label_words, paragraphs
from efficacy.activities.story_params import StoryParams, library
from efficacy.activities.story_screens import OFFERED, OFFERED_SIMPLE
from efficacy.activities.story_sheet import choice_field, like_me, lines_field, prompts, sure
from efficacy.content.peer_models import PeerModel
from efficacy.language import Speech


def parts(context: Context, say: Speech) -> tuple[PaperPart, ...]:
    """Return the form: choose by the opening lines, read, rate, note."""
    simple = params_of(context, StoryParams).simple
    models = library(context)[: OFFERED_SIMPLE if simple else OFFERED]
    openings = choice_field(models, say) if simple else lines_field(models, say)
    notes = prompts(say)[-1:] if simple else prompts(say)
    read = say("Read those stories. Then read one more, as another road.")
    if simple:
        read = say("Read that story. You can read more of them if you like.")
    return (
        PaperPart(fields=(openings,)),
        PaperPart(lines=(read,)),
        *(_story(model, say, simple=simple) for model in models),
        PaperPart(title=say("For yourself"), fields=(*notes, *sure(context, say))),
    )


def _story(model: PeerModel, say: Speech, *, simple: bool) -> PaperPart:
    """Return one story whole, with what kind of truth it is and how like the reader."""
    still = say("Still hard: {words}").replace("{words}", model.still_hard)
    return PaperPart(
        title=f"{model.name}: {model.opening}",
        lines=(
            *paragraphs(model.short),
            *(() if simple else (model.strategy, still)),
            label_words(model.label, say),
        ),
        fields=(like_me(say),),
        is_whole=True,
    )
