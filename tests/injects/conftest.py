from pathlib import Path

import pytest

from tests.support.decks import DeckFolder


@pytest.fixture
def folder(tmp_path: Path) -> DeckFolder:
    return DeckFolder(tmp_path)
