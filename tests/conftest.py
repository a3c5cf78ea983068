"""What holds for every test: none that draws examples fails because others are at work on the machine."""

from hypothesis import HealthCheck, settings

settings.register_profile("surgex", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("surgex")
