"""Handouts: what they are filled in from, who may print what, and the files."""

from efficacy.reports.handouts.job import file_name
from efficacy.reports.progress import Progress
from efficacy.services.handouts.apart import run_apart
from efficacy.services.handouts.own import (
    OwnHandout,
    OwnHandouts,
    own,
    own_pictures,
    own_print,
    release,
)
from efficacy.services.handouts.printing import (
    Desk,
    Made,
    Offered,
    Order,
    desk,
    make,
    orders,
    preview,
)
from efficacy.services.handouts.reading import meeting_of, person_of, room_of
from efficacy.services.handouts.shelf import Shelf, shelf_of

__all__ = [
    "Desk",
    "Made",
    "Offered",
    "Order",
    "OwnHandout",
    "OwnHandouts",
    "Progress",
    "Shelf",
    "desk",
    "file_name",
    "make",
    "meeting_of",
    "orders",
    "own",
    "own_pictures",
    "own_print",
    "person_of",
    "preview",
    "release",
    "room_of",
    "run_apart",
    "shelf_of",
]
