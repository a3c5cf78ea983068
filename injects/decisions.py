"""The tables of docs/decisions.md: what each organisation decides in each turn of a main deck. Made from decks alone."""

from collections.abc import Iterator

from engine.deck import Choice, Inject, Pace
from engine.effect_words import effect_words
from engine.titles import short_name
from engine.world import World
from injects.checks.arriving import turn_of
from injects.load import load_world

MAIN_DECKS = ("taiwan-blockade", "two-front-war")
HEAD = (
    "| turn | inject | it decides between | what that costs or brings | told with it | dilemma |",
    "|---|---|---|---|---|---|",
)
LETTERS = "abcdefgh"
PUBLIC = "public"


def decisions() -> str:
    """A section for each main deck, with a table for each organisation of the coalition."""
    return "\n".join(line for deck in MAIN_DECKS for line in _of_deck(load_world(deck)))


def _of_deck(world: World) -> Iterator[str]:
    pace = max(world.deck.paces, key=lambda one: len(one.turns))
    adversaries = {one.id for one in world.baseline.adversaries}
    yield f"## {world.deck.title}"
    yield ""
    yield f"`{world.deck.id}` from its first start, at the pace with the most turns: {pace.title.lower()}."
    for organisation in world.organisations:
        if organisation not in adversaries:
            yield from ("", f"### {world.deck.title}: {short_name(world, organisation)}", "", *_knows(world, organisation), "")
            yield from HEAD
            for turn, inject in _asked(world, pace, organisation):
                yield _row(world, pace, turn, inject, organisation)
    yield ""


def _knows(world: World, organisation: str) -> Iterator[str]:
    """What it alone knows from StartEx on, and what it wants."""
    for brief in world.deck.briefs:
        if brief.organisation == organisation:
            yield f"**It alone knows:** {brief.private_fact.strip()}"
            yield ""
            yield f"**It wants:** {brief.aim.strip()}"


def _asked(world: World, pace: Pace, organisation: str) -> list[tuple[int, Inject]]:
    """What makes it choose, by turn; 0 and last what comes on a condition or behind another choice."""
    asked = [one for one in world.deck.injects if organisation in one.to and one.choices and one.comes_at(pace.id)]
    known = [(turn_of(one, pace) or 0, one) for one in asked]
    return sorted(known, key=lambda row: (row[0] or len(pace.turns) + 1, row[1].reference))


def _row(world: World, pace: Pace, turn: int, inject: Inject, organisation: str) -> str:
    between = "; ".join(f"({LETTERS[at]}) {one.title}" for at, one in enumerate(inject.choices))
    costs = "; ".join(f"({LETTERS[at]}) {_costs(world, one)}" for at, one in enumerate(inject.choices))
    when = f"{turn}, weeks {_weeks(pace, turn)}" if turn else "if it comes about"
    about = f"{inject.reference} {inject.title}"
    told = _told(world, inject, organisation)
    return "| " + " | ".join((when, about, between, costs, told, inject.tension.replace("-", " "))) + " |"


def _weeks(pace: Pace, turn: int) -> str:
    before = sum(pace.turns[: turn - 1])
    return f"{before + 1} to {before + pace.turns[turn - 1]}"


def _told(world: World, inject: Inject, organisation: str) -> str:
    """Who else reads it: what it knows with few, or alone."""
    others = [one for one in (*inject.to, *inject.seen_by) if one != organisation]
    if PUBLIC in others:
        return "everybody"
    return ", ".join(short_name(world, one) for one in others) or "nobody"


def _costs(world: World, choice: Choice) -> str:
    return "; ".join(effect_words(world, one) for one in choice.effects) or "nothing that is counted"
