"""What sorts, kinds and sources are called on the curriculum page, in a facilitator's words."""

from __future__ import annotations

from efficacy.language import Speech


def sorts(say: Speech) -> dict[str, str]:
    """Return what the sorts of content are called."""
    return {
        "plan": say("Plans"),
        "instrument": say("Questions"),
        "peer-model": say("Stories"),
        "ladder": say("Ladders"),
        "cue-set": say("Nerves"),
        "talk": say("Talks"),
        "glossary": say("Words"),
        "guide": say("Guide"),
    }


def kinds(say: Speech) -> dict[str, str]:
    """Return what the kinds of steps are called."""
    return {
        "consent": say("Welcome and consent"),
        "survey": say("Survey"),
        "talk": say("Short talk"),
        "discussion": say("Talking together"),
        "partners": say("Finding partners"),
        "encourage": say("Words from a partner"),
        "goal": say("Goal and if-then plan"),
        "rehearse": say("Picturing it"),
        "relabel": say("Nerves read anew"),
        "pulse": say("How the session was"),
        "poll": say("Poll"),
        "pause": say("Break"),
        "storyline": say("Own highs and lows"),
        "wall": say("Wall of notes"),
        "log": say("Log of evidence"),
        "approach": say("What I met, what I put off"),
        "sources": say("The five doors"),
        "outlook": say("What it would bring"),
        "interests": say("Interests and confidence"),
        "close": say("Goodbye"),
        "ladder": say("Ladder of tasks"),
        "relay": say("Own story, handed on or kept"),
        "story": say("Somebody’s story"),
        "shortlist": say("Shortlist"),
        "barriers": say("What may come in between"),
        "interview": say("Talk with somebody in the job"),
        "occupation": say("Page on an occupation"),
    }


def sources(say: Speech) -> dict[str, str]:
    """Return what the five sources are called."""
    return {
        "mastery": say("Doing it oneself"),
        "vicarious": say("People like me"),
        "persuasion": say("Words of others"),
        "arousal": say("Reading nerves anew"),
        "imaginal": say("Picturing it"),
    }


def roads(say: Speech) -> dict[str, str]:
    """Return what the roads that a story takes are called."""
    return {
        "reached": say("got where they set out for"),
        "partial": say("got to a part of it"),
        "changed": say("went another way"),
    }


def labels(say: Speech) -> dict[str, str]:
    """Return what the kinds of truth that a story has are called."""
    return {
        "invented": say("Invented for practice"),
        "composite": say("Put together from interviews"),
        "real": say("A real person, who agreed"),
    }


def families(say: Speech) -> dict[str, str]:
    """Return what the families of signs of nerves are called."""
    return {
        "body": say("In the body"),
        "thought": say("In thoughts"),
        "doing": say("In what people do"),
    }


def kind_name(kind: str, say: Speech) -> str:
    """Return what a kind of step is called; one that is unknown keeps its own name."""
    return kinds(say).get(kind, kind)
