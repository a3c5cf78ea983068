"""What an order would do, from the sender's view alone: price, slots, time, who else must act, projected curve."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.bottleneck import Bottleneck, bottleneck
from engine.effects import Effect
from engine.ids import InitiativeId, StepId
from engine.orders import AmendInitiative, ApproveStep, Order, ProposeInitiative
from engine.playbook import InitiativeType, Step, fill
from engine.projection import HandOff, Plan, SystemOutlook, plan_of, plans, project
from engine.refusals import Refusal, RefusalCode
from engine.rules.industry import GROUP, BusinessCase, business_case, is_firm
from engine.rules.initiatives import may_reduce, proposers_of, reducible, title_of
from engine.rules.law import lacking, no_authority, waived
from engine.rules.money import price_of
from engine.rules.outcomes import bound
from engine.rules.parameters import bad_parameters, completed
from engine.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """What an order takes of a slot, and what is there."""

    kind: str
    title: str
    takes: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What would follow. Money in cents; `refusal` where the order would not be taken as things are known here."""

    title: str
    refusal: Refusal | None = None
    price: int = 0
    account: str = ""
    balance: int = 0
    slots: tuple[Slot, ...] = ()
    hand_offs: tuple[HandOff, ...] = ()
    done: int | None = None
    """The week from which it would stand, if all others deliver on time."""
    case: BusinessCase | None = None
    """What a firm's own sheet says of it; None for whoever is no firm, and where it brings neither order nor partner."""
    without: tuple[SystemOutlook, ...] = ()
    with_it: tuple[SystemOutlook, ...] = ()
    bottleneck: Bottleneck | None = None
    """None where it is about no line and no part."""
    effects: tuple[Effect, ...] = ()
    """What the playbook says that it brings, with what was chosen."""

    def saved(self) -> Mapping[str, int]:
        """Thousandths less short to the end, by system; negative where it would be more."""
        pairs = zip(self.without, self.with_it, strict=True)
        return {before.system: before.short_in_all - after.short_in_all for before, after in pairs}

    def made_more(self) -> Mapping[str, int]:
        """Thousandths more made to the end, by system; negative where it would be less."""
        pairs = zip(self.without, self.with_it, strict=True)
        return {before.system: sum(after.made) - sum(before.made) for before, after in pairs}


def preview(view: View, order: Order) -> Preview:
    """Rule 8.5: from the view and nothing else; two exercises that look alike to the sender preview alike."""
    match order:
        case ProposeInitiative():
            return _proposal(view, order)
        case ApproveStep():
            return _approval(view, order)
        case AmendInitiative():
            return _amendment(view, order)
        case _:
            return Preview(title=order.kind.replace("-", " "))


def _proposal(view: View, order: ProposeInitiative) -> Preview:
    kind = view.world.playbook.get(order.type)
    if kind is None:
        return Preview(title=order.type, refusal=Refusal(RefusalCode.UNKNOWN_TYPE))
    refusal = bad_parameters(view.world, kind, order.parameters)
    if refusal is not None:
        return Preview(title=kind.title, refusal=refusal)
    parameters = completed(view.world, kind, order.parameters)
    title = title_of(kind, parameters)
    if view.organisation not in proposers_of(kind, parameters):
        return Preview(title=title, refusal=Refusal(RefusalCode.NOT_YOURS))
    plan = plan_of(view, kind, parameters, None)
    price, account = _total_price(view, kind, parameters)
    without, with_it = _compare(view, plan)
    return Preview(
        title=title,
        price=price,
        account=account,
        hand_offs=plan.hand_offs,
        done=plan.done,
        case=_case(view, kind, parameters),
        without=without,
        with_it=with_it,
        bottleneck=bottleneck(view, plan),
        effects=tuple(bound(one, plan.parameters) for one in plan.type.effects),
    )


def _case(view: View, kind: InitiativeType, parameters: Mapping[str, str]) -> BusinessCase | None:
    """Rule 9.1: worked out for firms alone, from what they know."""
    if view.world.organisations[view.organisation].report_group != GROUP:
        return None
    confidence, firm = view.indices.get("confidence", 50), is_firm(view.authorities)
    return business_case(view.world, kind, parameters, confidence=confidence, firm=firm)


def _total_price(view: View, kind: InitiativeType, parameters: Mapping[str, str]) -> tuple[int, str]:
    paying = [step for step in kind.steps if step.price is not None and not waived(step, parameters, view.authorities)]
    accounts = ", ".join(fill(step.account, parameters) for step in paying)
    return sum(price_of(view.world, step, parameters) for step in paying), accounts


def _approval(view: View, order: ApproveStep) -> Preview:
    seen = view.initiatives.get(order.initiative)
    step = seen.steps.get(order.step) if seen else None
    if seen is None or step is None or not step.waits or step.by != view.organisation or not seen.running:
        return Preview(title=str(order.initiative), refusal=Refusal(RefusalCode.NOT_POSSIBLE_NOW))
    kind = view.type_of(seen)
    declared = kind.step(order.step)
    if not may_reduce(view.world, kind, declared.reduces, seen.parameters, order.reduce):
        detail = "Here you can only grant less of: " + reducible(declared)
        return Preview(title=seen.title, refusal=Refusal(RefusalCode.BAD_PARAMETER, detail))
    parameters = {**seen.parameters, **order.reduce}
    plan = plan_of(view, kind, parameters, seen)
    price = price_of(view.world, declared, parameters)
    slots = _slots(view, declared)
    balance = view.balances.get(step.account, 0)
    without_law = no_authority(view.world, lacking(declared, parameters, view.authorities))
    without, with_it = _compare(view, plan)
    return Preview(
        title=f"{seen.title}: {step.title}",
        refusal=without_law or _refusal(slots, declared, price, balance),
        price=price,
        account=step.account,
        balance=balance,
        slots=slots,
        hand_offs=plan.hand_offs,
        done=plan.done,
        case=_case(view, kind, parameters),
        without=without,
        with_it=with_it,
        bottleneck=bottleneck(view, plan),
        effects=tuple(bound(one, plan.parameters) for one in plan.type.effects),
    )


def _amendment(view: View, order: AmendInitiative) -> Preview:
    seen = view.initiatives.get(order.initiative)
    returned = [] if seen is None else [one for one in seen.steps.values() if one.verdict == "returned"]
    if seen is None or seen.proposer != view.organisation or not seen.running or not returned:
        return Preview(title=str(order.initiative), refusal=Refusal(RefusalCode.NOT_POSSIBLE_NOW))
    kind = view.type_of(seen)
    reduces = tuple(one.id for one in kind.parameters if one.reducible)
    if not may_reduce(view.world, kind, reduces, seen.parameters, order.reduce):
        detail = "You can only ask for less of: " + (", ".join(reduces) or "nothing")
        return Preview(title=seen.title, refusal=Refusal(RefusalCode.BAD_PARAMETER, detail))
    plan = plan_of(view, kind, {**seen.parameters, **order.reduce}, seen)
    without, with_it = _compare(view, plan)
    return Preview(
        title=seen.title,
        hand_offs=plan.hand_offs,
        done=plan.done,
        without=without,
        with_it=with_it,
        bottleneck=bottleneck(view, plan),
        effects=tuple(bound(one, plan.parameters) for one in plan.type.effects),
    )


def _slots(view: View, declared: Step) -> tuple[Slot, ...]:
    slots = []
    for kind, takes in declared.spends.items():
        slot = view.world.slot_kind(view.organisation, kind)
        slots.append(Slot(kind=kind, title=slot.title if slot else kind, takes=takes, left=view.slots_left(kind)))
    return tuple(slots)


def _refusal(slots: tuple[Slot, ...], declared: Step, price: int, balance: int) -> Refusal | None:
    if any(slot.takes > slot.left for slot in slots):
        return Refusal(RefusalCode.NO_SLOT_LEFT)
    if declared.kind == "pay" and price > balance:
        return Refusal(RefusalCode.NO_MONEY_LEFT)
    return None


def _compare(view: View, plan: Plan) -> tuple[tuple[SystemOutlook, ...], tuple[SystemOutlook, ...]]:
    others = plans(view, without=plan.initiative)
    return project(view, others), project(view, [*others, plan])


def cost_of_waiting(view: View, initiative: InitiativeId, step: StepId, weeks: int) -> Mapping[str, int]:
    """Thousandths more short, by system, if this step is answered so many weeks later than now."""
    seen = view.initiatives[initiative]
    on_time = plan_of(view, view.type_of(seen), seen.parameters, seen)
    others = plans(view, without=initiative)
    waiting = seen.steps[step]
    later = replace(seen, steps={**seen.steps, step: replace(waiting, waited=waiting.waited + weeks)})
    late = plan_of(view, view.type_of(seen), seen.parameters, later)
    now, then = project(view, [*others, on_time]), project(view, [*others, late])
    return {a.system: b.short_in_all - a.short_in_all for a, b in zip(now, then, strict=True)}
