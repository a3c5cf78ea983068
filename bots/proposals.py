"""What a typical organisation proposes, and when: the same for every policy that takes part."""

from collections.abc import Iterable, Mapping

from engine.orders import ProposeInitiative, SetRanking
from engine.views import View

Planned = tuple[int, str, Mapping[str, str]]
"""The week from which it is proposed, the playbook type, and its parameters."""

PLANNED: Mapping[str, tuple[Planned, ...]] = {
    "dod/as": (
        (1, "expand-component", {"component": "SEEK_PAC3", "percent": "50"}),
        (14, "surge-order", {"system": "LRASM", "units": "400"}),
        (14, "surge-order", {"system": "PAC3MSE", "units": "300"}),
        (44, "surge-order", {"system": "PAC3MSE", "units": "600"}),
    ),
    "nsc/staff": ((1, "surge-order", {"system": "LRASM", "units": "150"}),),
    "industry/primes": (
        (14, "expand-component", {"component": "CASTING", "percent": "50"}),
        (18, "expand-component", {"component": "SEEK_PAC3", "percent": "100"}),
    ),
    "allies/japan": ((1, "coproduce", {"system": "PAC3MSE", "country": "allies/japan", "rung": "components"}),),
}
RANKING = ("PAC3MSE", "LRASM")


def due_proposals(view: View) -> Iterable[ProposeInitiative]:
    """What this organisation plans to have proposed by now and has not."""
    for week, kind, parameters in PLANNED.get(view.organisation, ()):
        known = view.world.playbook.get(kind)
        if known is None or view.week < week or not _possible(view, kind, parameters):
            continue
        if not _proposed(view, kind, parameters):
            yield ProposeInitiative(type=kind, parameters=parameters)


def _possible(view: View, kind: str, parameters: Mapping[str, str]) -> bool:
    declared = {one.id: one for one in view.world.playbook[kind].parameters}
    return all(not declared[name].choices or value in declared[name].choices for name, value in parameters.items())


def _proposed(view: View, kind: str, parameters: Mapping[str, str]) -> bool:
    """Whether it is under way or was: an initiative's id keeps the parameters that were first asked for."""
    filled = "-".join(parameters[one.id].replace("/", "-") for one in view.world.playbook[kind].parameters)
    return any(initiative.startswith(f"{kind}:{filled}:") for initiative in view.initiatives)


def due_ranking(view: View) -> Iterable[SetRanking]:
    """The NSC staff ranks systems once there is a war."""
    systems = tuple(one for one in RANKING if one in view.world.systems)
    at_war = view.week + 4 >= view.world.deck.shooting_week
    if view.organisation == "nsc/staff" and at_war and not view.stocks.ranking:
        yield SetRanking(systems=systems)
