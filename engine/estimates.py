"""What an organisation expects, as one row of its estimate (chapter 16). It is sealed by an order, and told at EndEx."""

from typing import Literal

from engine.declared import declared
from engine.ids import OrganisationId


@declared
class EstimateRow:
    """What an organisation expects of one system in one month, units a month, and who must act first."""

    system: str
    month: int
    low: int
    expected: int
    high: int
    first_mover: OrganisationId
    confidence: Literal["low", "medium", "high"]
