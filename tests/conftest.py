"""What holds for every test: none fails because others are at work, finds what another kept, or goes by the user's settings."""

import os
from itertools import count

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("surgex", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("surgex")

_CACHES = count(1)

for _name in [one for one in os.environ if one.startswith(("SURGEX_", "TEXTUAL", "NO_COLOR", "FORCE_COLOR"))]:
    del os.environ[_name]  # also for what is made once for many tests


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins with nothing worked out and nothing set, and leaves this user's own folders alone."""
    number = next(_CACHES)
    for name in ("cache", "config", "data"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path_factory.getbasetemp() / f"{name}-{number}"))
