"""The theory check: what a plan feeds, in planned minutes a source, and what speaks against it.

A dose follows from the kinds of activities and from what people do in them; authors
cannot declare it. It is planned minutes, and no measure of effect.
"""

from __future__ import annotations

from efficacy.content.theory.check import TheoryReport as TheoryReport
from efficacy.content.theory.check import TheoryWarning as TheoryWarning
from efficacy.content.theory.check import check_overruled as check_overruled
from efficacy.content.theory.check import check_theory as check_theory
from efficacy.content.theory.doses import SessionDose as SessionDose
from efficacy.content.theory.doses import StepDose as StepDose
from efficacy.content.theory.doses import dose as dose
from efficacy.content.theory.report import theory_lines as theory_lines
from efficacy.content.theory.rules import RULES as RULES
from efficacy.content.theory.rules import Rule as Rule
