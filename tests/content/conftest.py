"""What the tests of content share: the curriculum that ships, read once."""

from __future__ import annotations

import pytest

from efficacy.content.lint import complete
from efficacy.content.loader import Folder, read_folder
from efficacy.content.models import Curriculum
from tests.content.house import SHIPPED


@pytest.fixture(scope="session")
def shipped() -> Folder:
    """Return the folder that ships, as it was read."""
    return read_folder(SHIPPED)


@pytest.fixture(scope="session")
def english(shipped: Folder) -> Curriculum:
    """Return all English content that ships."""
    return complete(shipped, "en")
