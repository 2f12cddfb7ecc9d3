"""The kind ``talk``: up to five minutes of explaining, one phase a slide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from efficacy.activities.blocks import find, lacking, own
from efficacy.activities.contract import LITTLE, Context, Feeds, Given, Kind, Params, Phase, Summary
from efficacy.content.models import Curriculum, Id, Slide, Source
from efficacy.content.models import Talk as TalkText
from efficacy.errors import Problem
from efficacy.language import Speech


class TalkParams(Params):
    """Which talk is given."""

    talk: Id


class Talk(Kind):
    """Show slides, one after the other; participants give nothing."""

    name = "talk"
    title = "Talk"
    params_model = TalkParams
    is_persuasive = True

    def references(self, params: Params, curriculum: Curriculum) -> Sequence[Problem]:
        wanted = [params.talk] if isinstance(params, TalkParams) else []
        return lacking("params → talk", wanted, known=curriculum.talks, what="a talk")

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return a little for what the slides are about, or else for persuasion.

        To be told about a source is not having it.
        """
        if not isinstance(params, TalkParams):
            return {}
        slides = curriculum.talks[params.talk].slides
        named = [slide.source for slide in slides if slide.source is not None]
        if not named:
            return {Source.PERSUASION: LITTLE}
        return {one: LITTLE * named.count(one) / len(named) for one in sorted(set(named))}

    def talk(self, context: Context) -> TalkText:
        """Return the talk that is given."""
        return find(context.curriculum.talks, own(context, TalkParams).talk, what="talk")

    def slide(self, context: Context, phase_index: int) -> Slide:
        """Return the slide of a phase (0-based; past the end: the last one)."""
        slides = self.talk(context).slides
        return slides[max(0, min(phase_index, len(slides) - 1))]

    def phases(self, context: Context) -> tuple[Phase, ...]:
        slides = self.talk(context).slides
        # A talk without slides is still held, with its title on the screen.
        return tuple(Phase(id=slide.id, title=slide.title) for slide in slides) or super().phases(
            context
        )

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return Summary(n=0, title=context.activity.title)
