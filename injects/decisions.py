"""The tables of docs/decisions.md: what each organisation decides in each turn of a main deck. Made from decks alone."""

from collections.abc import Iterator

from engine import effects as f
from engine.deck import Choice, Inject, Pace
from engine.titles import effect_words, named, short_name
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
    return ", ".join(_effect(world, one) for one in choice.effects) or "nothing that is counted"


def _effect(world: World, effect: f.Effect) -> str:
    """One effect as a reader of a table wants it."""
    match effect:
        case f.IndexEffect():
            return f"{effect.index.replace('-', ' ')} {_signed(effect.by)}"
        case f.StockEffect():
            lent = f" of the reserve of {short_name(world, effect.owner)}" if effect.owner else ""
            return f"{_signed(int(effect.units))} {effect.system} in {effect.theatre}{lent}"
        case f.MoneyEffect():
            return f"{_signed(int(effect.thousand_dollars))} thousand dollars in {effect.account}"
        case f.ComponentEffect():
            return f"{effect.component} {_signed(int(effect.percent))} % in {effect.weeks} weeks"
        case f.CapacityEffect():
            return f"{effect.line} {_signed(int(effect.percent))} % in {effect.weeks} weeks"
        case f.DamageEffect():
            return f"{effect.site} {_signed(-effect.permille)} permille for {effect.weeks} weeks"
        case f.WorkforceEffect():
            return f"workforce of {short_name(world, effect.operator)} {_signed(effect.permille)} permille"
        case f.LaunchEffect():
            return f"{effect.platform} platforms in {effect.theatre} launch {effect.permille} permille{_for(effect.weeks)}"
        case f.TransitEffect():
            return f"sea lift to {effect.theatre} at {effect.permille} permille{_for(effect.weeks)}"
        case f.DetourEffect():
            return f"ships to {effect.theatre} take {effect.longer} weeks longer{_for(effect.weeks)}"
        case f.DrainEffect():
            return f"other theatres of the world draw {effect.permille} permille"
        case f.LeakEffect():
            return f"{effect.permille} permille more {effect.system} for the same result"
        case f.RevealEffect():
            return f"{named(world, effect.to)} learns what {effect.component} can spare"
        case f.RepairEffect():
            return f"the yard of {short_name(world, effect.operator)} is tasked"
        case f.InjectEffect():
            return f"brings {_reference(world, effect.inject)}"
        case _:
            return effect_words(effect)


def _reference(world: World, inject: str) -> str:
    return next((one.reference for one in world.deck.injects if one.id == inject), inject)


def _for(weeks: int) -> str:
    return f" for {weeks} weeks" if weeks else ""


def _signed(number: int) -> str:
    return f"{number:+,}".replace("-", "\u2212")
