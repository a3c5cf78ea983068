"""What findings.json says where there were minutes for it: control's share, notional values, recommendations of the brief."""

from aar.models_of_worlds import Document, Thousandths

Pair = tuple[str, str]


class OrderShape(Document):
    """What mattered most, first to last, weighted: at most seven of each."""

    systems: tuple[str, ...]
    """By what was short."""
    boundaries: tuple[Pair, ...]
    """By what their waits alone cost; only those that cost a unit."""


class ReorderingShape(Document):
    """A notional value that changes one of the two orders."""

    path: str
    """As an overlay would name it."""
    value: str
    permille: int
    """500 where it was halved, 1500 where it was half as much again."""
    systems: tuple[str, ...] | None
    """The order then; null where it is as declared."""
    boundaries: tuple[Pair, ...] | None


class SensitivityShape(Document):
    """How far the order of what mattered most rests on notional values (rule 15.13)."""

    looked_at: int
    declared: OrderShape
    reordering: tuple[ReorderingShape, ...]


class RecommendationShape(Document):
    """A recommendation of the brief, and what became of it (rule 15.14)."""

    row: int
    """In docs/traceability.md."""
    title: str
    initiatives: tuple[str, ...]
    done: tuple[tuple[str, int], ...]
    """Title and week of what was done of it."""
    proposed: tuple[str, ...]
    """What was begun of it and not done."""
    way: str
    """The best way to begin it in week 1; empty where it was carried out, or nobody here could propose it."""
    saved: dict[str, Thousandths]
    """What that would have been worth, set beside the world in which nothing waited."""


class ThoroughShape(Document):
    """What the answer rests on."""

    resting_on_control: dict[str, Thousandths]
    """What was short only through what control changed by hand (rule 15.12); empty where it changed nothing."""
    sensitivity: SensitivityShape
    recommendations: tuple[RecommendationShape, ...]
