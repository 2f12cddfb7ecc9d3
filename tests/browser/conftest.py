"""The browser tests share one event loop, one browser, and one server with its facilitator."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from playwright.async_api import Browser, async_playwright

from tests.browser.pages import launched, missing_browser
from tests.browser.rig import House, opened


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """Return the loop that all browser tests run on."""
    with asyncio.Runner() as one:
        yield one


@pytest.fixture(scope="session")
def browser(runner: asyncio.Runner) -> Iterator[Browser]:
    """Return a running Chromium; without one the test is skipped (an error where CI is set)."""
    playwright = runner.run(async_playwright().start())
    try:
        reason = missing_browser(playwright)
        if reason:
            pytest.skip(reason)
        chromium = runner.run(launched(playwright))
        yield chromium
        runner.run(chromium.close())
    finally:
        runner.run(playwright.stop())


@pytest.fixture(scope="session")
def house(
    runner: asyncio.Runner, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Return the server that most browser tests share; each makes a cohort of its own."""
    stage = opened(browser, tmp_path_factory.mktemp("house"))
    yield runner.run(stage.__aenter__())
    runner.run(stage.__aexit__(None, None, None))


@pytest.fixture(autouse=True)
def _leaves_nothing_open(runner: asyncio.Runner, request: pytest.FixtureRequest) -> Iterator[None]:
    """Close every browser profile that a test has opened."""
    yield
    if "browser" in request.fixturenames:
        chromium: Browser = request.getfixturevalue("browser")
        for context in list(chromium.contexts):
            runner.run(context.close())
