"""Chapter 3, standing policies: who may set which, and who hears it. What they do is for the weeks that follow."""

from engine import events as e
from engine.exercise import Exercise
from engine.ids import OrganisationId
from engine.orders import SetPolicy
from engine.policies import POLICIES, Policy, subjects_of
from engine.refusals import Refusal, RefusalCode
from engine.rules.law import no_authority


def set_policy(exercise: Exercise, by: OrganisationId, order: SetPolicy) -> tuple[e.Event, ...] | Refusal:
    """Rule 3.9: the one organisation that a policy belongs to sets it, within its bounds; the last value before lock counts."""
    policy = POLICIES.get(order.policy)
    if policy is None:
        return Refusal(RefusalCode.BAD_PARAMETER, "The policies are: " + ", ".join(POLICIES))
    subjects = subjects_of(exercise.world, policy, by)
    if not subjects:
        return Refusal(RefusalCode.NOT_YOURS)
    if order.subject not in subjects:
        return Refusal(RefusalCode.BAD_PARAMETER, f"For {policy.title.lower()} you name one of: " + ", ".join(subjects))
    if not policy.low <= order.value <= policy.high:
        detail = f"{policy.title} takes a whole number from {policy.low} to {policy.high}: {policy.unit}."
        return Refusal(RefusalCode.BAD_PARAMETER, detail)
    refusal = _unlawful(exercise, policy, order.value)
    if refusal is not None:
        return refusal
    return (
        e.PolicySet(
            organisation=by,
            policy=policy.id,
            subject=order.subject,
            value=order.value,
            told=tuple(one for one in _told(exercise, policy, order.subject) if one != by),
        ),
    )


def _unlawful(exercise: Exercise, policy: Policy, value: int) -> Refusal | None:
    """Rule 7.5: a policy that needs an authority cannot be raised without it; what was raised before keeps its force."""
    known = policy.needs in exercise.world.authorities
    if not known or value <= (policy.default or 0) or policy.needs in exercise.authorities:
        return None
    return no_authority(exercise.world, (policy.needs,))


def _told(exercise: Exercise, policy: Policy, subject: str) -> tuple[OrganisationId, ...]:
    """Rule 3.9: whoever runs the lines hears how their orders are rated; whoever is shared with hears that."""
    if policy.subject == "organisation":
        return (OrganisationId(subject),)
    if policy.id != "rating":
        return ()
    operators = {OrganisationId(line.operator) for line in exercise.world.lines.values() if line.system == subject}
    return tuple(sorted(operators))
