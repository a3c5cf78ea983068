"""One what-if from its question to its comparison, in data that go from one process to another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aar.comparing import compared, told
from aar.models_of_comparison import Comparison
from aar.what_if import Otherwise, gone_on, replacements_in
from bots.roster import POLICIES as POLICIES
from bots.roster import policy
from engine.entries import Entry
from engine.ids import OrganisationId
from engine.stored import Plain

SAID_EACH = 20
"""Entries between two words of how far it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is to be other than it was in these entries."""

    entries: Sequence[Entry]
    dropped: tuple[int, ...] = ()
    replaced: tuple[tuple[int, Plain], ...] = ()
    """Entry and order, as plain data."""
    played_by: dict[OrganisationId, str] = field(default_factory=dict)
    """The policy of the bot in the place of each organisation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The log that came of it, how it went, and the comparison with the first as JSON."""

    entries: tuple[Entry, ...]
    went: tuple[str, ...]
    comparison: str


def told_otherwise(question: Question, progress: Callable[[str], None]) -> Told:
    """Raises UnreadableLogError where an order carries play on, or parts are withheld."""
    otherwise = Otherwise(
        dropped=frozenset(question.dropped),
        replaced=replacements_in([{"entry": number, "order": order} for number, order in question.replaced]),
        policies={one: policy(name, "what if") for one, name in question.played_by.items()},
    )

    def given(done: int, of: int) -> None:
        if done % SAID_EACH == 0:
            progress(f"entry {done} of {of} given once more")

    _, table, retold = gone_on(question.entries, otherwise, None, given)
    progress("comparing the two logs")
    went = []
    if retold is not None:
        went.append(
            f"{retold.given} orders given once more, {retold.left_out} left out, {retold.by_bots} by bots in their place"
        )
        went.append(f"{len(retold.turned)} answered otherwise than before")
    comparison = set_side_by_side((question.entries, table.entries), progress)
    return Told(entries=tuple(table.entries), went=tuple(went), comparison=comparison)


def set_side_by_side(logs: tuple[Sequence[Entry], Sequence[Entry]], progress: Callable[[str], None]) -> str:
    """The comparison of two logs as JSON. Raises ValueError where they are not of the same systems."""
    progress("comparing the two logs")
    return compared(told(logs[0]), told(logs[1])).model_dump_json(by_alias=True)


def comparison_in(text: str) -> Comparison:
    """The comparison that such a text holds."""
    return Comparison.model_validate_json(text, strict=True)
