"""Answers from paper: who is on paper alone, a workbook to type into, a grid on the screen.

Everything goes through the same strict rules, and nothing here ever tells what
somebody has answered: not the workbook, not the grid.
"""

from efficacy.services.paper_entry.grid import Cell, Grid, GridRow, enter, grid
from efficacy.services.paper_entry.people import add_person
from efficacy.services.paper_entry.surveys import Asked, surveys
from efficacy.services.paper_entry.workbook import MOST_NEW, Taken, take_in, template

__all__ = [
    "MOST_NEW",
    "Asked",
    "Cell",
    "Grid",
    "GridRow",
    "Taken",
    "add_person",
    "enter",
    "grid",
    "surveys",
    "take_in",
    "template",
]
