"""What a participant can do: join, come back, answer, act."""

from efficacy.services.participate.actions import ActionReply, act
from efficacy.services.participate.answers import Answer, answer
from efficacy.services.participate.door import (
    CALL_NAME_MAX,
    checked_call_name,
    come_back,
    door,
    free_record_number,
    give_name,
    greet,
    join,
    leave_device,
    new_person,
    new_pin,
    tidy_code,
    wrong_tries,
)

__all__ = [
    "CALL_NAME_MAX",
    "ActionReply",
    "Answer",
    "act",
    "answer",
    "checked_call_name",
    "come_back",
    "door",
    "free_record_number",
    "give_name",
    "greet",
    "join",
    "leave_device",
    "new_person",
    "new_pin",
    "tidy_code",
    "wrong_tries",
]
