"""The take-home file in a real browser: away from the room, without a network, on a phone."""

from __future__ import annotations

import asyncio
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from playwright.async_api import BrowserContext, Page

from efficacy.activities.numbers_read import readings
from efficacy.reports.take_home.code import ALPHABET, OUTCOMES, Done, code_of
from efficacy.reports.take_home.page import page as drawn
from tests.browser.pages import says, settled
from tests.browser.rig import House
from tests.browser.test_every_screen import Look
from tests.reports.home import SAY, file_of, somebody

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE: Any = {"width": 390, "height": 844}
SMALL: Any = {"width": 320, "height": 568}
HOSTILE = "</script><script>window.broken = 1</script><img src=x onerror='window.broken = 2'>"
TYPED = (
    "1.5", "1,5?", "3/4", "$1,200", "1 1/2 kg", "25 %", "two", "1½", "½", "−$5", "- 7", "12 m²",
    "5 ft3", "3 cm^2", "m2", "50.-", "50,--", "so I pay - 40", "30 or 40", "1,20,000", "1.234,5",
    "1'000", "٣٫٥", "४२", "1/0", "per-hour 4", "", ".5", "5.", "1 2/3 %", "９", "12³", "kg² 7",
)  # fmt: skip
_SMALL_TARGETS = """() => [...document.querySelectorAll(
  "button, a, summary, input[type=text], textarea, .choice")]
  .filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
  .map((one) => one.outerHTML.slice(0, 80))"""
_READ_ALL = """(all) => all.map(
  (typed) => canDo.readings(typed).map((one) => [`${one.top}`, `${one.bottom}`]))"""
_WIDTH = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def saved(folder: Path, words: str = "my own words") -> Path:
    """Return a file of somebody who wrote these words everywhere."""
    path = folder / "take-home.html"
    path.write_bytes(drawn(file_of(person=somebody(words)), SAY))
    return path


async def opened(house: House, path: Path, **looks: Any) -> Page:
    """Open a file as a phone does, with no network at all."""
    context: BrowserContext = await house.context(**({"viewport": PHONE} | looks))
    await context.set_offline(True)
    page = await context.new_page()
    await page.goto(path.as_uri())
    return page


# ------------------------------------------------------------------------------- there and back


def test_it_is_taken_home_worked_with_and_its_code_is_brought_back(
    house: House, runner, tmp_path: Path
) -> None:
    requests, faults = runner.run(_there_and_back(house, tmp_path))
    assert requests == []
    assert faults == []


async def _there_and_back(house: House, folder: Path) -> tuple[list[str], list[str]]:
    room = await asyncio.to_thread(house.room, plan_id="math-career-6x90")
    guest = await house.guest(room, "Heron", viewport=PHONE)
    phone = guest.page
    await phone.get_by_role("link", name="Take it home").click()
    await phone.get_by_role("checkbox", name="Tasks to practise on").check()
    await phone.get_by_role("checkbox", name="My evidence log").check()
    async with phone.expect_download() as download:
        await phone.get_by_role("button", name="Save my file").click()
    path = folder / "take-home.html"
    await (await download.value).save_as(path)

    before, look = len(house.requests), Look()
    home = await opened(house, path)
    assert not await home.locator("#has-code").is_visible()
    await look.at(home, "the file")
    first, second = home.locator(".task").nth(0), home.locator(".task").nth(1)
    await first.locator("input").fill(await _answer(home, 1))
    await first.get_by_role("button", name="Check").click()
    await says(home, "That is right")
    await second.get_by_text("A hint").click()
    await second.locator("input").fill(await _answer(home, 2))
    await second.locator("input").press("Enter")
    await home.get_by_label("I did …").fill("I read a bill")
    await home.get_by_role("button", name="Add this line").click()
    await look.at(home, "the file, worked with")
    code = await home.locator("#code").inner_text()
    await home.reload()
    assert await home.locator("#code").inner_text() == code
    await says(home, "I read a bill")
    requests = [one for one in house.requests[before:] if not one.startswith("file:")]

    await phone.goto(f"{guest.origin}/brought")
    await phone.get_by_label("The code that your file shows").fill(code.lower())
    await phone.get_by_role("button", name="Bring it back").click()
    # The second one was right with a hint beside it.
    await says(phone, "Taken in: 2 tried, 1 right at the first go")
    await phone.get_by_role("link", name="Your own results").click()
    await says(await settled(phone), "You tried 2 tasks.")
    return requests, look.faults


async def _answer(page: Page, number: int) -> str:
    script = "(n) => JSON.parse(document.getElementById('facts').textContent).tasks[n].value"
    return str(await page.evaluate(script, number))


# --------------------------------------------------------------------------- where little works


def test_without_scripts_all_can_be_read_and_it_says_what_to_do(
    house: House, runner, tmp_path: Path
) -> None:
    runner.run(_without_scripts(house, saved(tmp_path)))


async def _without_scripts(house: House, path: Path) -> None:
    page = await opened(house, path, java_script_enabled=False)
    assert await page.get_by_text("In this view nothing is checked or kept.").is_visible()
    assert await page.get_by_text("note on paper how many tasks you tried").is_visible()
    assert not await page.get_by_role("button", name="Check").first.is_visible()
    solution = page.locator(".task").first.locator("details").nth(1)
    await solution.get_by_text("Show it step by step").click()
    assert await solution.get_by_text("Answer").is_visible()
    assert await page.get_by_text("my own words").first.is_visible()
    assert await page.get_by_text("K7Q2-MM1").is_visible()


def test_where_nothing_can_be_kept_it_says_so_and_still_makes_a_code(
    house: House, runner, tmp_path: Path
) -> None:
    runner.run(_without_memory(house, saved(tmp_path)))


async def _without_memory(house: House, path: Path) -> None:
    context = await house.context(viewport=PHONE)
    await context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } });"
    )
    page = await context.new_page()
    await page.goto(path.as_uri())
    assert await page.get_by_text("This browser does not keep what you do here.").is_visible()
    await page.get_by_label("not yet").check()
    assert await page.locator("#code").is_visible()


def test_on_the_smallest_phone_nothing_is_cut_off_or_too_small_to_press(
    house: House, runner, tmp_path: Path
) -> None:
    assert runner.run(_smallest(house, saved(tmp_path, "W" * 160))) == (0, [])


async def _smallest(house: House, path: Path) -> tuple[int, list[str]]:
    page = await opened(house, path, viewport=SMALL)
    await page.locator(".task input").first.fill("9" * 40)
    await page.locator(".task button").first.click()
    return await page.evaluate(_WIDTH), await page.evaluate(_SMALL_TARGETS)


# -------------------------------------------------------------------------------------- safety


def test_words_of_a_person_never_become_part_of_the_page(
    house: House, runner, tmp_path: Path
) -> None:
    assert runner.run(_broken(house, saved(tmp_path, HOSTILE))) is None


async def _broken(house: House, path: Path) -> object:
    page = await opened(house, path)
    await page.get_by_label("I did …").fill(HOSTILE)
    await page.get_by_role("button", name="Add this line").click()
    await page.locator(".task input").first.fill("$& $1 <b>9</b> 1 2")
    await page.locator(".task button").first.click()
    assert await page.locator("#added img, .said b").count() == 0
    assert await page.locator(".own", has_text="</script>").count() > 3
    return await page.evaluate("() => window.broken ?? null")


# ------------------------------------------------------------------- the script and the program


def test_the_script_reads_numbers_as_the_program_does(house: House, runner, tmp_path: Path) -> None:
    rng = Random(11)
    signs = "0123456789.,'/ -−+%½¾²³mkgcft^$€()٣५ ’⁄×xpercent"
    drawn_ = ["".join(rng.choice(signs) for _ in range(rng.randint(1, 9))) for _ in range(2000)]
    typed = [*TYPED, *drawn_]
    read = runner.run(
        _evaluated(
            house,
            saved(tmp_path),
            _READ_ALL,
            typed,
        )
    )
    for one, found in zip(typed, read, strict=True):
        numbers = tuple(dict.fromkeys(Fraction(int(top), int(bottom)) for top, bottom in found))
        assert numbers == tuple(dict.fromkeys(readings(one))), one


def test_the_script_makes_the_codes_that_the_program_makes(
    house: House, runner, tmp_path: Path
) -> None:
    rng = Random(12)
    cases = [
        (
            "".join(rng.choices(ALPHABET, k=5)),
            {
                "day": rng.randint(0, 600),
                "change": rng.randint(0, 80),
                "tries": rng.randint(0, 1200),
                "right": rng.randint(0, 1200),
                "rung": rng.randint(0, 12),
                "outcome": rng.choice(OUTCOMES),
                "lines": rng.randint(0, 20),
            },
        )
        for _ in range(300)
    ]
    script = """(all) => {
      const facts = JSON.parse(document.getElementById("facts").textContent);
      return all.map(([tag, done]) => canDo.codeOf(tag, done, facts));
    }"""
    made = runner.run(_evaluated(house, saved(tmp_path), script, cases))
    assert made == [code_of(tag, Done(**done)) for tag, done in cases]  # type: ignore[arg-type]


async def _evaluated(house: House, path: Path, script: str, given: object) -> Any:
    return await (await opened(house, path)).evaluate(script, given)
