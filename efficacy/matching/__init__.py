"""Matching: how alike two people are, and who goes with whom.

Pure and seeded; ranges are fixed, so nobody's figures change when somebody joins.
"""

from __future__ import annotations

from efficacy.matching.assignment import InfeasibleAssignment, assign
from efficacy.matching.fit import fit, overreach
from efficacy.matching.partners import Candidate, CannotPlace, form
from efficacy.matching.similarity import Attribute, Similarity, similarity

__all__ = [
    "Attribute",
    "Candidate",
    "CannotPlace",
    "InfeasibleAssignment",
    "Similarity",
    "assign",
    "fit",
    "form",
    "overreach",
    "similarity",
]
