"""The page for authors: its example works, and it names every kind and every rule of number."""

from __future__ import annotations

import re
from pathlib import Path

from efficacy.content import material_rules, timing, wording
from efficacy.content.lint import installed_kinds, lint
from efficacy.content.loader import MODELS, Folder, read_folder
from efficacy.content.theory import RULES, check, plan_findings, session_findings
from efficacy.home import home
from tests.content.house import lay

PAGE = home() / "docs" / "content.md"


def text() -> str:
    return PAGE.read_text("utf-8")


def test_the_example_plan_can_be_used_once_it_asks_twice(tmp_path: Path, shipped: Folder) -> None:
    block = re.search(r"```yaml\n(.*?)```", text(), re.DOTALL)
    assert block is not None
    lay(tmp_path, "plan.yaml", block[1])
    read = read_folder(tmp_path)
    assert read.problems == ()
    findings = lint(Folder((*shipped.entries, *read.entries), ()))
    assert findings.errors == ()
    # The example shows one survey only, and the check says so.
    said = [problem.where for problem in findings.warnings if problem.file == "plan.yaml"]
    assert {where.split(" → ")[1] for where in said} == {"waves", "primary_scale"}


def test_every_kind_of_activity_has_its_line_with_all_its_parameters() -> None:
    for name, kind in installed_kinds().items():
        line = next(line for line in text().splitlines() if line.startswith(f"| `{name}` |"))
        for parameter in kind.params_model.model_fields:
            assert f"`{parameter}`" in line, f"{name}: {parameter}"


def test_every_kind_of_file_is_listed() -> None:
    for kind in MODELS:
        assert f"`{kind}` |" in text()


def test_the_numbers_on_the_page_are_those_of_the_check() -> None:
    page = " ".join(text().split())
    assert f"{timing.WORDS_A_MINUTE} words a minute" in page
    assert f"{timing.RATING_S} seconds a rating" in page
    assert f"{timing.TASK_S} seconds a box" in page
    assert f"at most {material_rules.WORDS_A_SLIDE} words" in page
    assert f"no sentence above {wording.LONGEST_SENTENCE} words" in page
    assert f"grade of {wording.HARDEST_GRADE:g} or less for each text" in page
    assert f"{wording.MEDIAN_GRADE:g} or less in the middle" in page
    assert f"The stem is always `{wording.STEM}`" in page


def test_the_page_lists_each_rule_of_the_theory_check_with_its_threshold() -> None:
    page = " ".join(text().split())
    rows = [line for line in text().splitlines() if line.startswith("| `")]
    listed = [row.split("`")[1] for row in rows if row.split("`")[1] in RULES]
    assert listed == list(RULES)
    assert f"less than {session_findings.LEAST_DOING:g} minutes at people's own rung" in page
    assert page.count(f"a session of {session_findings.WHOLE_FROM} minutes or more") == 2
    assert f"fewer than {session_findings.FEWEST_SOURCES} sources" in page
    assert f"from {session_findings.OWN_TASK_FROM:g} minutes on" in page
    assert f"more than {session_findings.APART_SHARE * 100:g} % apart" in page
    assert f"fewer than {plan_findings.FEWEST_MODELS} people" in page
    assert f"less than {plan_findings.QUIET_MINUTES} minutes between" in page
    assert f"in {check.SHORTEST_REASON} characters or more" in page


def test_the_page_about_interface_words_says_where_they_go() -> None:
    page = (home() / "curriculum" / "locale" / "README.md").read_text("utf-8")
    assert "curriculum/locale/<language>/can_do.po" in page
