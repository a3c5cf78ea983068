"""Standing intents, rankings, estimates and answers to injects (chapters 3, 5, 12 and 16)."""

from typing import ClassVar, Literal

from engine.declared import declared
from engine.estimates import EstimateRow
from engine.ids import InjectId


@declared
class SetIntent:
    """Say what happens to steps that open while weeks are resolved (rule 3.6); a ceiling of None is no ceiling."""

    kind: ClassVar[str] = "set-intent"
    stance: Literal["approve", "decline", "ask"]
    price_ceiling: int | None = None
    """Thousand dollars."""
    risk_ceiling: int | None = None
    reason: str = ""
    after_weeks: int = 0
    """Weeks that a step lies before it is approved; the organisation is waited for so long."""


@declared
class SetRanking:
    """Rank systems for scarce components; without a ranking they share by what they ask (rule 5.6)."""

    kind: ClassVar[str] = "set-ranking"
    systems: tuple[str, ...]


@declared
class SealEstimate:
    """Put an estimate on record for this occasion; it cannot be changed afterwards (rule 16.1)."""

    kind: ClassVar[str] = "seal-estimate"
    rows: tuple[EstimateRow, ...]


@declared
class AnswerInject:
    """Answer an inject, with one of its choices where it offers some (rule 12.4)."""

    kind: ClassVar[str] = "answer-inject"
    inject: InjectId
    choice: str = ""
    text: str = ""


@declared
class MarkReady:
    """Say that this organisation is done with the order phase, or take that back."""

    kind: ClassVar[str] = "mark-ready"
    ready: bool
