"""What brings an effect about. How effects are carried out stands in `outcomes.py`."""

from dataclasses import dataclass

from engine.ids import InitiativeId, OrganisationId


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What brings an effect about, and since when it stands."""

    name: str
    since: int
    initiative: InitiativeId | None = None
    parties: tuple[OrganisationId, ...] = ()
