"""The order that sets a standing policy (chapter 3). Which policies there are: `engine/policies.py`."""

from typing import ClassVar

from engine.declared import declared


@declared
class SetPolicy:
    """Set a standing policy for one subject; the last value before lock counts (rule 3.9)."""

    kind: ClassVar[str] = "set-policy"
    policy: str
    subject: str
    """The id of a system, line, theatre or organisation."""
    value: int
