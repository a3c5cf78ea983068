"""A command as a user types it, run in this process."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import Shown, surgex

Here = Callable[..., Shown]


@pytest.fixture
def here() -> Here:
    """A command run in this process, with its database by the name of a file in its folder."""

    def run(*arguments: str, folder: Path, database: str = "") -> Shown:
        named = {"SURGEX_DATABASE": str(folder / database)} if database else {}
        return surgex(*arguments, folder=folder, **named)

    return run
