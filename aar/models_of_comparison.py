"""What `surgex compare --json` prints: two logs side by side. Nothing is computed."""

from aar.models_of_worlds import Document, MonthlyRate, Thousandths


class ComparedLog(Document):
    """One of the two logs."""

    exercise: str
    head: str
    entries: int
    weeks: int
    """Weeks that were played."""
    ended: bool


class OrderGiven(Document):
    """An order that only one of the two holds."""

    entry: int
    turn: int
    week: int
    by: str
    """An organisation, `control` or `clock`."""
    kind: str
    says: str
    refused: bool


class AnsweredOtherwise(Document):
    """An order that both hold, taken in one and refused in the other."""

    entries: tuple[int, int]
    turn: int
    week: int
    by: str
    kind: str
    says: str
    refused_in_first: bool


class InitiativeCompared(Document):
    """An initiative that only one has, or that went another way; empty where a log does not have it."""

    initiative: str
    title: str
    first: str
    second: str


class InjectCompared(Document):
    """An inject that went out in one of the two alone, or in another turn; null where it did not go out."""

    inject: str
    title: str
    first: int | None
    second: int | None


class SystemCompared(Document):
    """One system over the weeks that both played; a positive difference is worse in the second."""

    title: str
    short_in_first: Thousandths
    short_in_second: Thousandths
    difference: Thousandths
    difference_in: dict[str, Thousandths]
    """By theatre."""
    made_in_first: Thousandths
    made_in_second: Thousandths
    best_rate_in_first: MonthlyRate
    best_rate_in_second: MonthlyRate
    first_week: int | None
    """The first week in which need, use, shortage or output differ; null where none does."""


class IndexCompared(Document):
    """An index that ends elsewhere."""

    title: str
    first: int
    second: int


class Comparison(Document):
    """Two logs of one deck: what differs, when it began, and what it was worth."""

    first: ComparedLog
    second: ComparedLog
    same_world: bool
    """Whether both were played on the same deck and baseline."""
    same_dice: bool
    """Whether chance is drawn from the same seed."""
    parted_at: tuple[int, int] | None
    """The first entries at which what was ordered or answered differs; null where nothing does."""
    parted_turn: int | None
    parted_week: int | None
    only_in_first: tuple[OrderGiven, ...]
    only_in_second: tuple[OrderGiven, ...]
    answered_otherwise: tuple[AnsweredOtherwise, ...]
    initiatives: tuple[InitiativeCompared, ...]
    injects: tuple[InjectCompared, ...]
    systems: dict[str, SystemCompared]
    indices: dict[str, IndexCompared]
    weeks_compared: int
