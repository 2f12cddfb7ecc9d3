"""The kind ``pause``: a break with a clock and a line; participants give nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field as Declared

from efficacy.activities.blocks import own
from efficacy.activities.contract import Context, Feeds, Given, Kind, Params, Phase, Summary
from efficacy.content.models import Curriculum, Words
from efficacy.content.timing import Load
from efficacy.language import Speech


class PauseParams(Params):
    """What stands on the screens meanwhile, and how long the break is (seconds, 30 to 3600)."""

    line: Words
    seconds: Annotated[int, Declared(ge=30, le=3600)]


class Pause(Kind):
    """Give the room a break. The clock stops nothing."""

    name = "pause"
    title = "Break"
    params_model = PauseParams

    def load(self, params: Params, curriculum: Curriculum) -> Load:
        return Load(clock_s=params.seconds) if isinstance(params, PauseParams) else Load()

    def feeds(self, params: Params, curriculum: Curriculum, *, minutes: int) -> Feeds:
        """Return nothing: people rest."""
        return {}

    def line(self, context: Context) -> str:
        """Return what stands on the screens during the break."""
        return own(context, PauseParams).line

    def phases(self, context: Context) -> tuple[Phase, ...]:
        seconds = own(context, PauseParams).seconds
        return (Phase(id="main", title=context.activity.title, seconds=seconds),)

    def summarise(
        self, context: Context, answers: Mapping[str, Sequence[Given]], say: Speech
    ) -> Summary:
        return Summary(n=0, title=context.activity.title)
