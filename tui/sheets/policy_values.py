"""How the values of standing policies are read and filled in: named levels by their names, permille as percent."""

from collections.abc import Mapping

from engine.policies import SHARING, Policy
from tui.sheets.sheet import Choices, Field

NAMED: Mapping[str, tuple[str, ...]] = {
    "shifts": ("forbid them", "order them now"),
    "rating": ("unrated", "DO: before unrated ones", "DX: before all others"),
    SHARING: ("nothing", "what they finish", "that, and what holds them up", "all that, and their workforce and order book"),
}
"""What each level of a policy is, from 0 on, for those whose values are no amounts."""
PERMILLE = "permille "
BY_THEMSELVES = ("", "not set: the rules decide")


def _in_percent(policy: Policy) -> bool:
    return policy.unit.startswith(PERMILLE)


def policy_value_words(policy: Policy, value: int) -> str:
    """A value as it is read: `DX`, `30 % of need`, `6 weeks of need`."""
    names = NAMED.get(policy.id)
    if names is not None:
        return names[value].partition(":")[0]
    if _in_percent(policy):
        return f"{value / 10:g} % {policy.unit.removeprefix(PERMILLE)}"
    return f"{policy.unit.partition(',')[0]} {value:,}" if "," in policy.unit else f"{value:,} {policy.unit}"


def value_field(policy: Policy, start: int | None) -> Field:
    """Where a value is filled in."""
    names = NAMED.get(policy.id)
    if names is not None:
        unset = (BY_THEMSELVES,) if policy.default is None else ()
        levels: Choices = (*unset, *((str(level), name) for level, name in enumerate(names)))
        return Field(id="value", title="Value", kind="one", choices=levels, start="" if start is None else str(start))
    if _in_percent(policy):
        hint = f"percent {policy.unit.removeprefix(PERMILLE)}, {policy.low // 10} to {policy.high // 10}"
        return Field(id="value", title="Value", kind="number", hint=hint, start="" if start is None else str(start // 10))
    unit = policy.unit.partition(",")[0]
    hint = f"{unit}, {policy.low:,} to {policy.high:,}"
    return Field(id="value", title="Value", kind="number", hint=hint, start="" if start is None else str(start))


def value_of(policy: Policy, filled: int) -> int:
    """What was filled in, as the order has it."""
    return filled * 10 if _in_percent(policy) else filled
