"""What a step is about, so that habits can speak of kinds of decisions and not of single levers."""

from collections.abc import Mapping
from typing import Literal

from engine.playbook import InitiativeType, Step

Subject = Literal[
    "release", "money", "law", "contract", "licence", "clearance", "assessment", "stock", "host", "disclosure", "decision",
    "abroad", "clock",
]  # fmt: skip
STEPS: Mapping[str, Subject] = {
    "release": "release",
    "missile-rules": "release",
    "transfer": "release",
    "certify": "release",
    "assure": "release",
    "authorise": "law",
    "act": "law",
    "exempt": "law",
    "agree": "law",
    "contract": "contract",
    "award": "contract",
    "accept": "contract",
    "license": "licence",
    "give": "licence",
    "clear": "clearance",
    "assess": "assessment",
    "lend": "stock",
    "host": "host",
    "permit": "host",
    "fly": "host",
    "open": "disclosure",
    "answer": "disclosure",
    "endorse": "decision",
    "prioritise": "decision",
}
"""By the step's id; a payment is about money whatever it is called."""
ABROAD = (
    "coproduce",
    "allied-component",
    "second-shift-abroad",
    "waive-domestic-content",
    "repair-ships-forward",
    "incentive-package",
)
"""Types that send work to other countries: what politics at home looks at."""


def subjects(kind: InitiativeType, step: Step) -> tuple[Subject, ...]:
    """Everything that a step is about, what weighs most first."""
    found: list[Subject] = ["abroad"] if kind.id in ABROAD else []
    if step.kind == "clock":
        found.append("clock")
    elif step.kind == "pay":
        found.append("money")
    elif step.id in STEPS:
        found.append(STEPS[step.id])
    return tuple(found)
