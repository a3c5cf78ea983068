"""What holds for every test: none that draws examples fails because others are at work, none finds what another kept."""

from itertools import count

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("surgex", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("surgex")

_CACHES = count(1)


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test begins with nothing worked out, and leaves this user's own cache alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / f"cache-{next(_CACHES)}"))
