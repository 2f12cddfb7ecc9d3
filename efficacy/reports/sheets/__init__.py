"""The sheets of the workbook, a module a sheet."""

from __future__ import annotations

from efficacy.reports.sheets.activities import activities_table
from efficacy.reports.sheets.charts import SHEET as CHARTS
from efficacy.reports.sheets.charts import charts_table, draw_charts
from efficacy.reports.sheets.codebook import codebook_table
from efficacy.reports.sheets.items import items_table
from efficacy.reports.sheets.levels import levels_table
from efficacy.reports.sheets.participants import participants_table
from efficacy.reports.sheets.readme import readme_lines, write_readme
from efficacy.reports.sheets.reference import reference_table
from efficacy.reports.sheets.reliability import reliability_table
from efficacy.reports.sheets.responses import responses_table
from efficacy.reports.sheets.sources import sources_table
from efficacy.reports.sheets.summary import looking_back_table, summary_table

__all__ = [
    "CHARTS",
    "activities_table",
    "charts_table",
    "codebook_table",
    "draw_charts",
    "items_table",
    "levels_table",
    "looking_back_table",
    "participants_table",
    "readme_lines",
    "reference_table",
    "reliability_table",
    "responses_table",
    "sources_table",
    "summary_table",
    "write_readme",
]
