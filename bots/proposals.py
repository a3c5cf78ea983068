"""What of an agenda is due: thought of by now, seen to be needed, offered by this world, and not proposed before."""

from collections.abc import Iterable

from bots.agendas import AGENDAS
from bots.agendas.intentions import Intention
from engine.orders import ProposeInitiative
from engine.playbook import InitiativeType
from engine.rules.initiatives import proposers_of
from engine.rules.parameters import bad_parameters, completed
from engine.views import View
from engine.views_initiatives import InitiativeSeen

FORESIGHT = 26
"""Weeks that an organisation thinks ahead, and half a turn at the most (notional: half a year's business)."""


def due_proposals(view: View) -> Iterable[ProposeInitiative]:
    """What this organisation has thought of by now and has not proposed."""
    by_week = view.week + min(FORESIGHT, (view.last_week - view.first_week) // 2)
    for intention in AGENDAS.get(view.organisation, ()):
        kind = view.world.playbook.get(intention.type)
        if kind is None or intention.week > by_week or not _offered(view, kind, intention):
            continue
        if _free(view, kind, intention) and (intention.when is None or intention.when(view)):
            yield ProposeInitiative(type=kind.id, parameters=intention.parameters)


def _offered(view: View, kind: InitiativeType, intention: Intention) -> bool:
    if bad_parameters(view.world, kind, intention.parameters) is not None:
        return False
    return view.organisation in proposers_of(kind, completed(view.world, kind, intention.parameters))


def _free(view: View, kind: InitiativeType, intention: Intention) -> bool:
    """Whether nobody is known to have proposed the same; of what recurs, whether the last is over and long enough ago."""
    filled = "-".join(intention.parameters[one.id].replace("/", "-") for one in kind.parameters)
    before = [one for key, one in view.initiatives.items() if key.startswith(f"{kind.id}:{filled}:")]
    if not before or not intention.every:
        return not before
    return not any(one.running for one in before) and view.week >= max(_week(view, one) for one in before) + intention.every


def _week(view: View, initiative: InitiativeSeen) -> int:
    first, _ = view.world.turn_weeks(view.pace, initiative.turn)
    return first
