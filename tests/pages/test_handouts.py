"""The page of handouts: what can be chosen, a look at it, and the file with its bar."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from efficacy.errors import Problem, StoreError
from efficacy.reports.handouts.look import Look
from efficacy.services import handouts
from efficacy.services.handouts import Made, Order
from efficacy.web import handouts as files
from efficacy.web import making
from efficacy.web.making import Making
from tests.pages.conftest import Browser, Scene


@pytest.fixture
def stands(monkeypatch: pytest.MonkeyPatch) -> dict[Order, Making]:
    """Return how far each file is, for a test to say; nothing is made in truth."""
    known: dict[Order, Making] = {}
    monkeypatch.setattr(making, "progress", lambda w, who, cohort_id, what: known.get(what))
    monkeypatch.setattr(
        files, "begin", lambda w, who, cohort_id, what: known.update({what: Making(begun_ms=0)})
    )
    return known


@pytest.fixture
def page(browser: Callable[..., Browser], scene: Scene) -> Browser:
    """Return the page as its owner opens it."""
    return browser(facilitator=scene.owner).opens("handouts", cohort=scene.room.cohort_id)


def tick(page: Browser, *ids: str) -> Browser:
    """Choose handouts."""
    for id in ids:
        page.at.checkbox(key=f"print-{id}").check()
    return page.again()


def test_the_page_is_reached_from_the_cohort(browser, scene: Scene) -> None:
    screen = browser(facilitator=scene.owner).opens("cohorts")
    links = [(link.proto.label, link.proto.page) for link in screen.at.get("page_link")]
    assert ("Handouts", "handouts") in links


def test_nothing_is_chosen_at_first_and_the_page_says_what_to_do(page: Browser) -> None:
    assert not any(box.value for box in page.at.checkbox)
    assert "Choose a handout at the left." in page.words
    assert "Make the file" not in page.words


def test_a_private_handout_says_how_many_released_theirs(page: Browser) -> None:
    assert "released by 0 of 1" in page.words


def test_a_chosen_handout_is_looked_at_through_a_route_that_asks_who_is_there(
    page: Browser, scene: Scene
) -> None:
    tick(page, "goal-card")
    order = Order(handouts=("goal-card",))
    address = files.picture_address(scene.room.cohort_id, order, "goal-card")
    assert f'<img src="{address}"'.replace("&", "&amp;") in page.html


def test_all_can_be_ticked_with_one_press_and_none_with_another(page: Browser) -> None:
    page.presses("Tick all")
    assert all(box.value for box in page.at.checkbox)
    page.presses("Tick none")
    assert not any(box.value for box in page.at.checkbox)


def test_what_is_chosen_is_what_is_ordered(page: Browser, stands: dict[Order, Making]) -> None:
    tick(page, "goal-card", "welcome-card")
    page.at.radio(key="handouts-paper").set_value("us-letter")
    page.at.toggle(key="handouts-large").set_value(True)
    page.at.radio(key="handouts-form").set_value("zip")
    page.again()
    page.presses("Make the file")
    (order,) = stands
    assert set(order.handouts) == {"welcome-card", "goal-card"}
    assert order.look == Look(paper="us-letter", is_large=True)
    assert (order.form, order.participant_id) == ("zip", "")
    assert "<progress" in page.html


def test_one_person_can_be_chosen_and_gets_one_pdf(
    page: Browser, stands: dict[Order, Making]
) -> None:
    person = page.at.selectbox(key="handouts-person")
    assert person.options == ["The whole group, by call name", "Heron"]
    person.select_index(1)
    tick(page, "welcome-card").presses("Make the file")
    (order,) = stands
    assert order.participant_id
    assert order.form == "pdf"


def test_a_file_that_is_ready_has_its_link_and_says_what_is_in_it(
    page: Browser, scene: Scene, stands: dict[Order, Making]
) -> None:
    problem = Problem("goal-card.typ.j2", "line 3", "a closing bracket", "none")
    file = Made(name="x.pdf", content=b"", sheets=2, missing=("\U00012000",), problems=(problem,))
    order = Order(handouts=("goal-card",))
    stands[order] = Making(begun_ms=0, file=file)
    tick(page, "goal-card")
    address = files.made_address(scene.room.cohort_id, order)
    assert f'href="{address}"'.replace("&", "&amp;") in page.html
    assert "2 handouts are in it." in page.words
    assert "a sign stands in their place: \U00012000" in page.words
    assert "goal-card.typ.j2 → line 3" in page.words


def test_a_file_that_could_not_be_made_says_why(page: Browser, stands: dict[Order, Making]) -> None:
    trouble = StoreError("The disk is full.")
    stands[Order(handouts=("goal-card",))] = Making(begun_ms=0, trouble=trouble)
    assert "The disk is full." in tick(page, "goal-card").words


def test_what_cannot_be_used_of_an_own_folder_is_named(
    browser, scene: Scene, tmp_path, workshop
) -> None:
    folder = tmp_path / "own-handouts"
    folder.mkdir()
    (folder / "mine.typ.j2").write_text("= Mine", encoding="utf-8")
    workshop.own_handouts = folder
    screen = browser(facilitator=scene.owner).opens("handouts", cohort=scene.room.cohort_id)
    assert "mine.typ.j2 → line 1" in screen.words


def test_an_added_handout_can_be_chosen_with_the_others(
    browser, scene: Scene, tmp_path, workshop
) -> None:
    folder = tmp_path / "own-handouts"
    folder.mkdir()
    (folder / "mine.typ.j2").write_text("{# My *own* one | like: goal-card #}\nx", "utf-8")
    workshop.own_handouts = folder
    screen = browser(facilitator=scene.owner).opens("handouts", cohort=scene.room.cohort_id)
    labels = {box.key: box.label for box in screen.at.checkbox}
    assert labels["print-mine"].replace("\\", "") == "My *own* one"


def test_the_group_of_somebody_else_is_not_shown(browser, scene: Scene) -> None:
    screen = browser(facilitator=scene.owner).opens("handouts", cohort="no-such")
    assert "There is no such cohort among yours." in screen.words


def test_the_facilitators_sheets_are_for_one_session(
    page: Browser, workshop, stands: dict[Order, Making]
) -> None:
    listed = handouts.shelf_of(workshop, Look()).for_meetings
    page.at.radio(key="handouts-part").set_value("meeting")
    page.again()
    assert {box.key for box in page.at.checkbox} == {f"print-{one.id}" for one in listed}
    tick(page, listed[0].id).presses("Make the file")
    (order,) = stands
    assert order.session_id == "starter"
