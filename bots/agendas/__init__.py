"""What each organisation proposes over the weeks, as data: the same for every policy that takes part."""

from collections.abc import Mapping

from bots.agendas.allies import ALLIES
from bots.agendas.defence import DEFENCE
from bots.agendas.government import GOVERNMENT
from bots.agendas.industry import INDUSTRY
from bots.agendas.intentions import Agenda

AGENDAS: Mapping[str, Agenda] = {**GOVERNMENT, **DEFENCE, **INDUSTRY, **ALLIES}
"""By organisation; adversaries have none, the autopilot moves them."""
