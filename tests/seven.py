"""Seven people with the seven ways in which two surveys can stand beside each other."""

from __future__ import annotations

from collections.abc import Mapping

from efficacy.activities.fields import Rating
from efficacy.flow import Move
from tests.cast import Room, participant_behind

# On the two lists of tasks (0-100), item by item; on the worry lines (1-5) one number for all.
# None: not answered; a number alone: the same for every task.
Answers = tuple[tuple[int | None, ...] | int, int]
Said = Answers | None

SEVEN: Mapping[str, tuple[Said, Said]] = {
    "Up": (((80, 60, 40, 20, 10), 4), ((90, 80, 60, 50, 30), 3)),
    "Same": (((70, 50, 40, 30, 20), 3), ((70, 60, 40, 30, 20), 3)),
    "Down": (((90, 80, 80, 70, 60), 2), ((80, 60, 40, 30, 20), 3)),
    "Missing": (((70, 50, 40, 30, 20), 3), None),
    "Prorated": (((80, 60, 40, None, 10), 4), ((90, 80, 60, 50, 30), 3)),
    "Ceiling": ((100, 1), (90, 1)),
    "Late": (None, ((80, 60, 40, 20, 10), 2)),
}


def seven(room: Room, *names: str, until: str = "post") -> dict[str, str]:
    """Let them answer the surveys of ``starter-45``; return their cookies by name.

    Parameters
    ----------
    until : str
        ``pre`` leaves the first survey closed and the last one still to come;
        ``open`` leaves the last one open, with nothing answered in it.
    """
    wanted = {name: SEVEN[name] for name in names or SEVEN}
    if not room.session_id:
        room.opens()
    cookies = {name: room.cookie(name) for name in wanted if name != "Late"}
    room.goes_to("survey", wave="pre")
    _all_answer(room, cookies, {name: said[0] for name, said in wanted.items()}, start=1)
    if "Late" in wanted:
        room.does(Move.CLOSE)
        cookies["Late"] = room.cookie("Late")
    room.goes_to("discussion")
    if until == "pre":
        return cookies
    room.goes_to("survey", wave="post")
    if until == "open":
        return cookies
    _all_answer(room, cookies, {name: said[1] for name, said in wanted.items()}, start=101)
    room.goes_to("close")
    return cookies


def _all_answer(
    room: Room, cookies: Mapping[str, str], said: Mapping[str, Said], *, start: int
) -> None:
    for name, values in said.items():
        if values is None:
            continue
        who = participant_behind(room.workshop, cookies[name])
        for place, known in enumerate(room.screen(who).sheet.fields):
            value = _value(place, known, values)
            if value is not None:
                receipt = room.answers(who, known.id, value, counter=start + place)
                assert receipt.ok, receipt.sentence


def _value(place: int, known: Rating, said: Answers) -> int | None:
    tasks, worry = said
    if known.high != 100:
        return worry
    # Both lists have five tasks, in the order of their difficulty.
    return tasks if isinstance(tasks, int) else tasks[place % 5]
