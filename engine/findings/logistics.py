"""Detectors of class logistics: repairs that wait while somebody could do them."""

from collections.abc import Iterator

from engine.findings.sight import Noticed, Sight
from engine.ids import OrganisationId
from engine.units import THOUSAND


def repair_slot_unused(sight: Sight) -> Iterator[Noticed]:
    """Rule 15.4, LOG-3: at least one repair waits, and a yard of an ally that could take it is not tasked."""
    stocks = sight.exercise.stocks
    for key, repair in sight.world.repairs.items():
        waiting = sum(stocks.repairs[key].waiting.values())
        if waiting < THOUSAND:
            continue
        for yard in repair.yards:
            if OrganisationId(yard.operator) not in stocks.repairs[key].yards and yard.slots.value:
                yield Noticed(f"{key} {yard.operator}", {"repairs waiting": waiting // THOUSAND})
