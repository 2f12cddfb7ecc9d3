"""Load figures of a room, and what they are taken with."""
