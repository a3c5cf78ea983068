"""How a view comes about: one fold for each kind of fact. Nothing else may put anything into a view."""

from collections.abc import Mapping

from engine.changing import replace
from engine.estimates import EstimateRow
from engine.folding_actions import ACTION_FOLDS
from engine.folding_adversary import ADVERSARY_FOLDS
from engine.folding_control import CONTROL_FOLDS
from engine.folding_initiatives import INITIATIVE_FOLDS
from engine.folding_law import LAW_FOLDS
from engine.folding_stocks import STOCK_FOLDS, keep
from engine.folding_talk import TALK_FOLDS
from engine.folding_timers import TIMER_FOLDS
from engine.ids import InjectId
from engine.observe import Fact
from engine.phases import Phase
from engine.stored import Plain
from engine.versions import object_changed
from engine.views import KEPT, BriefSeen, Fold, InjectSeen, OrderSeen, View


def fold(view: View, part: Plain) -> View:
    """The view after one part. Of an entry, the public part comes first, then the organisation's own."""
    facts = part.get("facts", ())
    for fact in facts:
        view = FOLDS[fact["kind"]](view, fact)
        changed = object_changed(fact)
        if changed:
            view = replace(view, versions={**view.versions, changed: view.versions.get(changed, 0) + 1})
    if "receipt" in part:
        view = replace(view, orders=(*view.orders[-KEPT:], _order_seen(part["receipt"])))
    return view


def _order_seen(receipt: Plain) -> OrderSeen:
    refusal = receipt["refusal"]
    return OrderSeen(
        order_id=receipt["order_id"],
        kind=receipt["order"]["kind"],
        order=receipt["order"],
        turn=receipt["turn"],
        week=receipt["week"],
        refusal=refusal["sentence"] if refusal else "",
        by_control=receipt.get("by_control", False),
        slip=receipt.get("slip", 0),
    )


def _seat_taken(view: View, fact: Fact) -> View:
    present = tuple(sorted({*view.present_organisations, fact["organisation"]}))
    return replace(view, present_organisations=present)


def _started(view: View, fact: Fact) -> View:
    return replace(view, turns=fact["turns"])


def _brief(view: View, fact: Fact) -> View:
    brief = BriefSeen(who=fact["who"], aim=fact["aim"], private_fact=fact["private_fact"], leverage=fact["leverage"])
    return keep(replace(view, brief=brief), fact) if fact["spare"] else replace(view, brief=brief)


def _phase(view: View, fact: Fact) -> View:
    phase = Phase(fact["phase"])
    ready = view.ready and phase not in (Phase.BRIEF, Phase.ORDERS)
    return replace(
        view,
        phase=phase,
        turn=fact["turn"],
        first_week=fact["first_week"],
        last_week=fact["last_week"],
        ready=ready,
        timer=None,
    )


def _paused(view: View, fact: Fact) -> View:
    stop = fact["paused"] and fact.get("real_world", False)
    by_clock = fact["paused"] and fact.get("by_clock", False)
    return replace(view, paused=fact["paused"], pause_reason=fact["reason"], real_world_stop=stop, paused_by_clock=by_clock)


def _ended(view: View, fact: Fact) -> View:
    return replace(view, phase=Phase.CURTAIN, seed=fact["seed"], timer=None)


def _ready(view: View, fact: Fact) -> View:
    return replace(view, ready=fact["ready"])


def _money(view: View, fact: Fact) -> View:
    balances = {**view.balances, fact["account"]: view.balances.get(fact["account"], 0) + fact["amount"]}
    return replace(view, balances=balances)


def _index(view: View, fact: Fact) -> View:
    return replace(view, indices={**view.indices, fact["index"]: fact["value"]})


def _inject(view: View, fact: Fact) -> View:
    fields = {key: value for key, value in fact.items() if key != "kind"}
    fields["to"] = tuple(fact["to"])
    fields["asked"] = fields.pop("asks", bool(fields.pop("expects", ()) or fact.get("choices")))
    fields["choices"] = tuple((choice[0], choice[1]) for choice in fact.get("choices", ()))
    fields.setdefault("due_turn", fact["turn"])
    seen = InjectSeen(**fields)
    return replace(view, injects={**view.injects, seen.inject: seen})


def _inject_answered(view: View, fact: Fact) -> View:
    inject = InjectId(fact["inject"])
    answered = replace(
        view.injects[inject],
        answered=True,
        answer_choice=fact["choice"],
        answer_text=fact["text"],
        answered_turn=fact["turn"],
    )
    return replace(view, injects={**view.injects, inject: answered})


def _brought(view: View, fact: Fact) -> View:
    inject = InjectId(fact["inject"])
    seen = view.injects.get(inject)
    if seen is None:
        return view
    does = tuple(fact["does"]) or ("nothing that you are told of",)
    told = replace(view, injects={**view.injects, inject: replace(seen, brought=does)})
    return told.noticing(f"Week {fact['week']}: your answer to {seen.reference} {seen.title} brought: {'; '.join(does)}.")


def _taken_back(view: View, fact: Fact) -> View:
    if fact["inject"] is None:
        return view
    inject = InjectId(fact["inject"])
    open_again = replace(view.injects[inject], answered=False, answer_choice="", answer_text="", answered_turn=0)
    return replace(view, injects={**view.injects, inject: open_again})


def _intent(view: View, fact: Fact) -> View:
    kept = ("stance", "price_ceiling", "risk_ceiling", "reason")
    return replace(view, intent={**{name: fact[name] for name in kept}, "after_weeks": fact.get("after_weeks", 0)})


def _estimate(view: View, fact: Fact) -> View:
    rows = tuple(EstimateRow(**row) for row in fact["rows"])
    return replace(view, estimates={**view.estimates, fact["occasion"]: rows})


FOLDS: Mapping[str, Fold] = {
    "seat-taken": _seat_taken,
    "exercise-started": _started,
    "brief-given": _brief,
    "phase-changed": _phase,
    "exercise-paused": _paused,
    "exercise-ended": _ended,
    "ready-marked": _ready,
    "taken-back": _taken_back,
    "money-arrived": _money,
    "index-moved": _index,
    "inject-released": _inject,
    "inject-answered": _inject_answered,
    "answer-brought": _brought,
    "intent-set": _intent,
    "estimate-sealed": _estimate,
    **INITIATIVE_FOLDS,
    **STOCK_FOLDS,
    **TALK_FOLDS,
    **CONTROL_FOLDS,
    **ACTION_FOLDS,
    **LAW_FOLDS,
    **ADVERSARY_FOLDS,
    **TIMER_FOLDS,
}
"""Every kind of fact that the observation table can produce."""
