"""Returns, amendments, holds and policies at random, beside the other orders of a random player."""

from collections.abc import Iterator

from engine.ids import InitiativeId, StepId
from engine.orders import AmendInitiative, DeclineStep, Order, ReturnStep, SetPolicy
from engine.policies import policies_of, subjects_of
from engine.views import View

SENSELESS = (
    ReturnStep(initiative=InitiativeId("nothing"), step=StepId("at-all"), reason="why not"),
    AmendInitiative(initiative=InitiativeId("nothing"), note="please"),
    SetPolicy(policy="hope", subject="everything", value=1),
    SetPolicy(policy="rating", subject="no-such-system", value=9),
)


def possible(view: View) -> list[Order]:
    """What an organisation could return, amend, hold or set now, and some orders that make no sense."""
    amendments = list(_amendments(view))
    return amendments or [*_answers(view), *_policies(view), *SENSELESS]


def _answers(view: View) -> Iterator[Order]:
    for seen, step, _ in view.waiting_steps():
        yield ReturnStep(initiative=seen.id, step=step, reason="Too much.")
    for seen, step, _ in view.running_clocks():
        yield DeclineStep(initiative=seen.id, step=step, reason="Held.")


def _amendments(view: View) -> Iterator[Order]:
    for seen, _, _ in view.returned_steps():
        yield AmendInitiative(initiative=seen.id, note="It is needed.")
        if "units" in seen.parameters:
            yield AmendInitiative(initiative=seen.id, reduce={"units": "1"})


def _policies(view: View) -> Iterator[Order]:
    for policy in policies_of(view.world, view.organisation):
        subject = subjects_of(view.world, policy, view.organisation)[0]
        for value in (policy.low, policy.high):
            yield SetPolicy(policy=policy.id, subject=subject, value=value)
