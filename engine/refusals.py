"""Why an order is not carried out: every stable code with the one sentence that explains it. Nothing changes on a refusal."""

from dataclasses import dataclass
from enum import StrEnum


class RefusalCode(StrEnum):
    """Stable codes: logs, clients and tests rely on them."""

    NOT_POSSIBLE_NOW = "not-possible-now"
    NOT_IN_THIS_PHASE = "not-in-this-phase"
    NOT_YOURS = "not-yours"
    UNKNOWN_TYPE = "unknown-type"
    BAD_PARAMETER = "bad-parameter"
    NO_SLOT_LEFT = "no-slot-left"
    NO_MONEY_LEFT = "no-money-left"
    NO_AUTHORITY = "no-authority"
    REASON_NEEDED = "reason-needed"
    ALREADY_SEALED = "already-sealed"
    INCOMPLETE = "incomplete"
    SLIP_ENTERED = "slip-entered"
    TOO_LONG = "too-long"
    BAD_TEXT = "bad-text"
    CHANGED_SINCE = "changed-since"


SENTENCES: dict[RefusalCode, str] = {
    RefusalCode.NOT_POSSIBLE_NOW: "This is not possible now. Look at what waits for you: it may have moved on.",
    RefusalCode.NOT_IN_THIS_PHASE: "Orders of this kind are not taken in this phase.",
    RefusalCode.NOT_YOURS: "Your organisation may not give this order.",
    RefusalCode.UNKNOWN_TYPE: "The playbook has no such initiative.",
    RefusalCode.BAD_PARAMETER: "One of the values filled in is not among those offered.",
    RefusalCode.NO_SLOT_LEFT: "You have no slot left for this; more accrue with the weeks.",
    RefusalCode.NO_MONEY_LEFT: "Your account does not hold this much.",
    RefusalCode.NO_AUTHORITY: "An authority that this needs is not in force.",
    RefusalCode.REASON_NEEDED: "Say why: the reason is part of the record.",
    RefusalCode.ALREADY_SEALED: "Your estimate for this occasion is sealed already.",
    RefusalCode.INCOMPLETE: "Something that this order needs is missing.",
    RefusalCode.SLIP_ENTERED: "This paper slip was entered already.",
    RefusalCode.BAD_TEXT: "The text holds signs that steer a terminal or turn its direction; type it without them.",
    RefusalCode.CHANGED_SINCE: "This has changed since you wrote: look at it again, and send what still holds.",
    RefusalCode.TOO_LONG: "The text is longer than 2,000 characters; shorten it.",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """A player's mistake as a value: a stable code and a sentence that names the mend."""

    code: RefusalCode
    detail: str = ""

    @property
    def sentence(self) -> str:
        """What the player reads."""
        return self.detail or SENTENCES[self.code]
