"""How facts about law, the interagency mechanism, delays and policies change a view."""

from collections.abc import Mapping

from engine.changing import replace
from engine.ids import StepId
from engine.observe import Fact
from engine.playbook import delay_key
from engine.policies import policy_key
from engine.titles import blank_title, blanks_of, in_blanks
from engine.views import Fold, View


def _authority(view: View, fact: Fact) -> View:
    declared = view.world.authorities.get(fact["authority"])
    title = declared.title if declared else fact["authority"]
    others = {key: until for key, until in view.authorities.items() if key != fact["authority"]}
    if not fact["in_force"]:
        return replace(view, authorities=others).noticing(f"No longer in force: {title}.")
    until = f" until week {fact['until_week']}" if fact["until_week"] else ""
    changed = replace(view, authorities={**others, fact["authority"]: fact["until_week"]})
    return changed.noticing(f"In force{until}: {title}.")


def _mechanism(view: View, fact: Fact) -> View:
    sentence = f"The interagency mechanism stands at level {fact['level']}."
    return replace(view, mechanism=fact["level"]).noticing(sentence)


def _delayed(view: View, fact: Fact) -> View:
    changed = replace(view, delays={**view.delays, delay_key(fact["type"], fact["step"]): fact["extra"]})
    weeks = abs(fact["weeks"])
    more = f"{weeks} week{'' if weeks == 1 else 's'} {'more' if fact['weeks'] > 0 else 'fewer'}"
    kind = view.world.playbook[fact["type"]]
    step = in_blanks(kind.step(StepId(fact["step"])).title, blanks_of(kind))
    return changed.noticing(f"From now on the step `{step}` of `{blank_title(kind)}` takes you {more}.")


def _policy(view: View, fact: Fact) -> View:
    key = policy_key(fact["policy"], fact["subject"], fact["organisation"])
    return replace(view, policies={**view.policies, key: fact["value"]})


LAW_FOLDS: Mapping[str, Fold] = {
    "authority-changed": _authority,
    "mechanism-changed": _mechanism,
    "steps-delayed": _delayed,
    "policy-set": _policy,
}
"""Facts about law and policies."""
