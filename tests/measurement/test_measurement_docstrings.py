"""The examples in the docstrings are run, so that they stay true."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil

import pytest

import efficacy.measurement

MODULES = [module.name for module in pkgutil.iter_modules(efficacy.measurement.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_every_example_gives_what_it_says(name: str) -> None:
    module = importlib.import_module(f"efficacy.measurement.{name}")
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize("name", efficacy.measurement.__all__)
def test_everything_public_is_explained(name: str) -> None:
    thing = getattr(efficacy.measurement, name)
    if inspect.isfunction(thing) or inspect.isclass(thing):
        first = (thing.__doc__ or "").splitlines()[0]
        assert first.endswith(".")
