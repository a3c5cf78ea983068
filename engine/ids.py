"""Names for the things that rules, log and screens speak of. Not their contents."""

from typing import NewType

OrganisationId = NewType("OrganisationId", str)
"""`group/name`, from the closed list of the baseline, for example `nsc/state`."""
SeatId = NewType("SeatId", str)
HolderId = NewType("HolderId", str)
OrderId = NewType("OrderId", str)
InitiativeId = NewType("InitiativeId", str)
"""Type, parameters, proposer and occurrence: it does not change when an unrelated order comes or goes."""
StepId = NewType("StepId", str)
SystemId = NewType("SystemId", str)
ComponentId = NewType("ComponentId", str)
LineId = NewType("LineId", str)
RepairId = NewType("RepairId", str)
AccountId = NewType("AccountId", str)
InjectId = NewType("InjectId", str)
TheatreId = NewType("TheatreId", str)
RequestId = NewType("RequestId", str)
AgreementId = NewType("AgreementId", str)
ActionId = NewType("ActionId", str)

Audience = NewType("Audience", str)
"""One organisation's id, `public` or `control`: whoever may read one part of an entry."""
PUBLIC = Audience("public")
CONTROL = Audience("control")
CONTROL_PARTY = OrganisationId("control")
"""Control as somebody to talk to; it is no organisation."""
PUBLIC_PARTY = OrganisationId("public")
"""Whose view holds what everybody may know; it is no organisation."""

CLOCK_SEAT = SeatId("clock")
CONTROL_SEAT = SeatId("control")
