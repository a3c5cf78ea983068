"""Chapter 2, small corrections: control sets one value right, says why, and everybody who goes by it hears."""

from collections.abc import Callable
from dataclasses import dataclass

from engine import events as e
from engine.baseline import REAR
from engine.exercise import Exercise, StepState
from engine.ids import PUBLIC, AccountId, InitiativeId, OrganisationId, StepId, SystemId, TheatreId
from engine.observe import DEMAND_SIDE
from engine.orders import Correct
from engine.refusals import Refusal, RefusalCode
from engine.rules.waits import charge
from engine.stocks import Stocks

PATHS = (
    "theatre THEATRE SYSTEM (thousandths)",
    "rear SYSTEM (thousandths)",
    "account ACCOUNT (cents)",
    "index INDEX (points)",
    "authority AUTHORITY (last week in force, 0 without end, -1 not in force)",
    "wait INITIATIVE STEP organisation|slots|unheld|authority (weeks)",
)
"""Rule 2.11: what can be corrected, and in what unit."""
CAUSE = "correction"
NOT_IN_FORCE = -1
"""Rule 2.11: how an authority that is not in force reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One value that can be set right: what it is, within what bounds, who goes by it, and what sets it."""

    value: int
    low: int = 0
    high: int | None = None
    keepers: tuple[str, ...]
    becomes: Callable[[int], e.Event]
    """From the new value to the event that brings it about."""
    is_amount: bool = True
    """Whether half of it, or more of it, means something: in another world the difference is made, not the value set."""


def correct(exercise: Exercise, order: Correct) -> tuple[e.Event, ...] | Refusal:
    """Rule 2.11: one value of the closed list is set to another, with its reason; whoever goes by it hears of it."""
    target = target_of(exercise, order.path)
    if target is None:
        return Refusal(RefusalCode.BAD_PARAMETER, "There is no such value. What can be corrected: " + "; ".join(PATHS) + ".")
    if not order.reason.strip():
        return Refusal(RefusalCode.REASON_NEEDED)
    if order.old != target.value:
        return Refusal(RefusalCode.NOT_POSSIBLE_NOW, f"It stands at {target.value} now, not at {order.old}: look again.")
    if order.new == order.old or order.new != _within(target, order.new):
        high = "" if target.high is None else f" and at most {target.high}"
        return Refusal(RefusalCode.BAD_PARAMETER, f"The new value is another one, at least {target.low}{high}.")
    unknown = [one for one in order.audience if one != PUBLIC and one not in exercise.world.organisations]
    if unknown:
        return Refusal(RefusalCode.BAD_PARAMETER, f"There is no organisation {unknown[0]}.")
    told = {*order.audience, *target.keepers}
    recorded = e.Corrected(
        path=order.path,
        old=order.old,
        new=order.new,
        reason=order.reason.strip(),
        told=(PUBLIC,) if PUBLIC in told else tuple(sorted(told)),
        week=exercise.week,
    )
    return (recorded, target.becomes(order.new))


def corrected_again(exercise: Exercise, recorded: e.Corrected) -> tuple[e.Event, ...]:
    """Rule 15.1: in another world the same difference is made, as far as the value there allows; waits are its own.

    What a world has in stock follows from its own weeks: see `stock_corrected`.
    """
    target = target_of(exercise, recorded.path) if recorded.path[0] in ("account", "index", "authority") else None
    if target is None:
        return ()
    value = target.value + recorded.new - recorded.old if target.is_amount else recorded.new
    return (target.becomes(_within(target, value)),)


def stock_corrected(stocks: Stocks, recorded: e.Corrected) -> tuple[e.StockChanged, ...]:
    """Rule 15.1: the same difference, made to what another world has in stock; nothing where it was no stock."""
    held = _held(stocks, recorded.path)
    if held is None:
        return ()
    return (_restocked(recorded.path, held, max(0, held + recorded.new - recorded.old)),)


def _held(stocks: Stocks, path: tuple[str, ...]) -> int | None:
    match path:
        case ("theatre", theatre, system):
            return stocks.theatre.get(TheatreId(theatre), {}).get(SystemId(system))
        case ("rear", system):
            return stocks.rear.get(SystemId(system))
        case _:
            return None


def _restocked(path: tuple[str, ...], held: int, new: int) -> e.StockChanged:
    theatre = REAR if path[0] == "rear" else path[1]
    return e.StockChanged(
        system=SystemId(path[-1]), theatre=theatre, by=new - held, stock=new, owners=(), reserve=0, cause=CAUSE
    )


def _within(target: Target, value: int) -> int:
    return max(target.low, value if target.high is None else min(target.high, value))


def target_of(exercise: Exercise, path: tuple[str, ...]) -> Target | None:
    """The value that a path names; None where it names none of the closed list."""
    match path:
        case ("theatre", _, _) | ("rear", _):
            return _stock(exercise, path)
        case ("account", account):
            return _account(exercise, account)
        case ("index", index):
            return _index(exercise, index)
        case ("authority", authority):
            return _authority(exercise, authority)
        case ("wait", initiative, step, kind):
            return _wait(exercise, InitiativeId(initiative), StepId(step), kind)
        case _:
            return None


def _stock(exercise: Exercise, path: tuple[str, ...]) -> Target | None:
    held = _held(exercise.stocks, path)
    if held is None:
        return None
    keepers = tuple(one for one in DEMAND_SIDE if one in exercise.world.organisations)
    return Target(value=held, keepers=keepers, becomes=lambda new: _restocked(path, held, new))


def _account(exercise: Exercise, identity: str) -> Target | None:
    account = exercise.world.accounts.get(identity)
    if account is None:
        return None
    value, owner = exercise.balances.get(identity, 0), OrganisationId(account.owner)

    def becomes(new: int) -> e.Event:
        return e.MoneyArrived(account=AccountId(identity), owner=owner, amount=new - value, week=exercise.week, cause=CAUSE)

    return Target(value=value, keepers=(owner,), becomes=becomes)


def _index(exercise: Exercise, identity: str) -> Target | None:
    kind = exercise.world.index_kinds.get(identity)
    if kind is None:
        return None
    value = exercise.indices[identity]

    def becomes(new: int) -> e.Event:
        return e.IndexMoved(index=identity, by=new - value, value=new, told=kind.told, cause=CAUSE)

    return Target(value=value, low=kind.low, high=kind.high, keepers=kind.told, becomes=becomes)


def _authority(exercise: Exercise, identity: str) -> Target | None:
    if identity not in exercise.world.authorities:
        return None

    def becomes(new: int) -> e.Event:
        return e.AuthorityChanged(
            authority=identity, in_force=new > NOT_IN_FORCE, until_week=max(0, new), week=exercise.week, cause=CAUSE
        )

    return Target(
        value=exercise.authorities.get(identity, NOT_IN_FORCE),
        low=NOT_IN_FORCE,
        keepers=(PUBLIC,),
        becomes=becomes,
        is_amount=False,
    )


def _wait(exercise: Exercise, identity: InitiativeId, step_id: StepId, kind: str) -> Target | None:
    step = exercise.step(identity, step_id)
    if step is None or not step.waits or kind not in _waited(step):
        return None
    initiative = exercise.initiatives[identity]
    value = _waited(step)[kind]

    def becomes(new: int) -> e.Event:
        return charge(exercise, initiative, step_id, kind, new - value)  # type: ignore[arg-type]

    return Target(
        value=value,
        high=max(0, exercise.week - step.opened - step.waited + value),
        keepers=tuple(sorted({step.by, initiative.proposer})),
        becomes=becomes,
    )


def _waited(step: StepState) -> dict[str, int]:
    return {
        "organisation": step.waited_by_organisation,
        "slots": step.waited_for_slots,
        "unheld": step.waited_unheld,
        "authority": step.waited_for_authority,
    }
