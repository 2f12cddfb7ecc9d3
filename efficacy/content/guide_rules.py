"""Rules for chapters of the guide: nothing empty, nothing twice, every source listed and used."""

from __future__ import annotations

from efficacy.content.findings import Collector
from efficacy.content.guide import Guide, GuideSection
from efficacy.content.material_rules import check_ids, check_not_empty


def check_guide(guide: Guide, found: Collector) -> None:
    """Note what is wrong inside one chapter."""
    trail = f"{guide.id} → sections"
    check_not_empty(guide.sections, where=trail, what="section", found=found)
    check_ids((one.id for one in guide.sections), where=trail, what="section", found=found)
    listed = [work.id for work in guide.references]
    check_ids(listed, where=f"{guide.id} → references", what="reference", found=found)
    for section in guide.sections:
        where = f"{trail} → {section.id}"
        _check_filled(section, where=where, found=found)
        _check_sources(section, listed, where=f"{where} → sources", found=found)
    _check_used(guide, found)


def _check_filled(section: GuideSection, *, where: str, found: Collector) -> None:
    if not section.blocks:
        found.error(
            where,
            expected="at least one of text, say, do, points, checks and lines",
            found="none",
            hint="Fill the section, or take it out.",
        )


def _check_sources(
    section: GuideSection, listed: list[str], *, where: str, found: Collector
) -> None:
    check_ids(section.sources, where=where, what="source", found=found)
    for source in dict.fromkeys(section.sources):
        if source not in listed:
            found.error(
                where,
                expected="ids of the chapter’s references",
                found=f"“{source}”",
                hint=f"The references are {', '.join(listed) or 'none'}.",
            )


def _check_used(guide: Guide, found: Collector) -> None:
    """Point out works on which no section rests: readers cannot tell what they are for."""
    used = {source for section in guide.sections for source in section.sources}
    for work in guide.references:
        if work.id not in used:
            found.warn(
                f"{guide.id} → references → {work.id}",
                expected="a section that names it among its sources",
                found="none",
                hint="Name it where it is used, or take it out.",
            )
