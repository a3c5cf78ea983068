import pytest

from tests.support.resting import at_rest


@pytest.fixture(autouse=True)
def _keys_follow_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key the pilot waits until the application is at rest: quicker than its guess, and right under load."""
    monkeypatch.setattr("textual.app.wait_for_idle", at_rest)
    monkeypatch.setattr("textual.pilot.wait_for_idle", at_rest)
