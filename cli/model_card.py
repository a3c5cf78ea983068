"""The generated parts of the model card: the back-test, what rests on which tag, and the numbers typed into rules."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args

from aar.backtest import RATE_2022, SEEN, TARGET, error, rates
from engine.declared import Tag
from engine.effects import Effect
from injects.load import read_deck, shipped_decks

RULES = Path(__file__).parent.parent / "rules.md"
TAGS: tuple[Tag, ...] = get_args(Tag)
ANNEX_A = "## Annex A"


def backtest() -> str:
    """Month by month what was seen and what the rules make of it."""
    rows = [_row(month, seen) for month, seen in SEEN.items()]
    doubled = next((month for month, rate in rates().items() if rate >= 2 * RATE_2022), None)
    last = max(rates())
    said = (
        f"Root mean square error {error() * 100:.1f} %. By these rules the rate of February 2022 doubles in month {doubled}.\n"
        f"In month {last} it stands at {rates()[last]:,}: the announced {TARGET:,} a month is missed, as it was."
    )
    head = ("| month since February 2022 | seen, shells a month | by the rules | difference |", "|---|---|---|---|")
    return "\n".join((*head, *rows, "", said))


def _row(month: int, seen: int) -> str:
    made = rates()[month]
    return f"| {month} | {seen:,} | {made:,} | {round((made / seen - 1) * 100, 1) + 0:+.1f} % |"


def confidence() -> str:
    """How many declared values bear which tag: of the baseline and of each deck, and how many effects decks bring."""
    rows = []
    for number, name in enumerate(shipped_decks()):
        world = read_deck(name).world
        if not number:
            rows.append(_tags("baseline, as shipped", world.baseline))
        rows.append(_tags(f"deck `{name}`", world.deck))
    head = ("| values of the | " + " | ".join(TAGS) + " | of them notional | effects |", "|---" * (len(TAGS) + 3) + "|")
    return "\n".join((*head, *rows))


def _tags(title: str, value: object) -> str:
    """Every effect of an inject, a choice or an adversary's action is notional; those of levers are the playbook's."""
    found = Counter(_found(value))
    whole = sum(found[tag] for tag in TAGS)
    share = f"{100 * found['N'] // whole} %" if whole else "–"
    return f"| {title} | " + " | ".join(str(found[tag]) for tag in TAGS) + f" | {share} | {found['effect']} |"


def _found(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            yield from _found(one)
    elif is_dataclass(value):
        if isinstance(value, get_args(get_args(Effect)[0])):
            yield "effect"
        for field in fields(value):
            inner = getattr(value, field.name)
            yield from (inner,) if field.name == "tag" else _found(inner)


def assumptions() -> str:
    """Annex A of the rule book, as it stands."""
    annex = RULES.read_text(encoding="utf-8").partition(ANNEX_A)[2]
    return "\n".join(line for line in annex.partition("\n## ")[0].split("\n") if line.startswith("|"))
