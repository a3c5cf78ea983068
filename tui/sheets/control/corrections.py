"""Control's sheet for a small correction: one value of the closed list, from what it is to what it should be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.ids import PUBLIC
from engine.orders import Correct, Order
from engine.rules.corrections import Target, target_of
from engine.units import CENTS_IN_THOUSAND_DOLLARS, THOUSAND
from tui.sheets.control.held import NO_REASON, REASON_HINT, Held
from tui.sheets.sheet import Field, Sheet, said, several
from tui.words import account_title, readable, theatre_title

Path = tuple[str, ...]
WAITS = {
    "organisation": "by its organisation",
    "slots": "for slots",
    "unheld": "while nobody held it",
    "authority": "for an authority",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """In what a value is typed: so many of its own steps to one, and what one is called."""

    steps: int
    name: str


UNITS = {
    "theatre": Unit(THOUSAND, "units"),
    "rear": Unit(THOUSAND, "units"),
    "account": Unit(CENTS_IN_THOUSAND_DOLLARS, "thousand dollars"),
    "index": Unit(1, "points"),
    "authority": Unit(1, "last week in force; 0 without end, -1 not in force"),
    "wait": Unit(1, "weeks"),
}


def paths(held: Held) -> Iterator[Path]:
    """Every value that can be set right now (rule 2.11)."""
    exercise = held.exercise
    world = exercise.world
    yield from (("theatre", theatre, system) for theatre, systems in exercise.stocks.theatre.items() for system in systems)
    yield from (("rear", system) for system in exercise.stocks.rear)
    yield from (("account", str(one)) for one in world.accounts)
    yield from (("index", str(one)) for one in world.index_kinds)
    yield from (("authority", str(one)) for one in world.authorities)
    for one in exercise.initiatives.values():
        for step, state in one.steps.items():
            if one.running and state.waits:
                yield from (("wait", str(one.id), str(step), kind) for kind in WAITS)


def path_words(held: Held, path: Path) -> str:
    """What is corrected, by its title."""
    world, exercise = held.exercise.world, held.exercise
    match path:
        case ("theatre", theatre, system):
            return f"Stock of {system} in {theatre_title(world, theatre)}"
        case ("rear", system):
            return f"Stock of {system} in the rear"
        case ("account", account):
            return f"Account: {account_title(world, account)}"
        case ("index", index):
            return f"Index: {index}"
        case ("authority", authority):
            return f"Authority: {authority}"
        case ("wait", initiative, step, kind):
            one = next(found for found in exercise.initiatives.values() if found.id == initiative)
            title = readable(world, exercise.type_of(one).title, one.parameters)
            return f"Waited {WAITS[kind]}: {step} of {title}"
        case _:
            return " ".join(path)


def value_words(path: Path, value: int) -> str:
    """A value in the unit in which it is typed."""
    unit = UNITS[path[0]]
    whole, rest = divmod(abs(value), unit.steps)
    sign = "-" if value < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest * 1000 // unit.steps:03d}".rstrip("0") if rest else "")


def correct(held: Held, about: str) -> Sheet | str:
    """Set one value right."""
    path = tuple(about.split())
    target = target_of(held.exercise, path) if path and path[0] in UNITS else None
    if target is None:
        return "There is no such value any more. esc goes back."
    unit = UNITS[path[0]]

    def make(values: Mapping[str, str]) -> Order | str:
        new, reason = _typed(said(values, "new"), unit), said(values, "reason")
        if new is None:
            return f"Type the value that it should have, a whole number of {unit.name}."
        if new == target.value:
            return "That is what it is now."
        audience = several(values.get("audience", ""))
        order = Correct(path=path, old=target.value, new=new, reason=reason, audience=audience)
        return order if reason else NO_REASON

    def shows(values: Mapping[str, str]) -> tuple[str, ...]:
        new = _typed(said(values, "new"), unit)
        becomes = value_words(path, new) if new is not None else "…"
        told = _told(held, target, several(values.get("audience", "")))
        return (f"{value_words(path, target.value)} becomes {becomes} ({unit.name})", f"Hear of it: {told}")

    return Sheet(
        key=f"correct {about}",
        order=Correct,
        title=f"Correct: {path_words(held, path)}",
        send_word="Set it right",
        said=(
            f"It stands at {value_words(path, target.value)} ({unit.name}).",
            "It holds from now on; what has happened stays.",
        ),
        fields=(
            Field(id="new", title="New value", kind="line", hint=unit.name),
            Field(id="reason", title="Reason", kind="line", hint=REASON_HINT),
            Field(
                id="audience",
                title="Also tell",
                kind="several",
                choices=((str(PUBLIC), "Everybody"), *held.organisations(but=target.keepers)),
                hint="beside those who go by it",
            ),
        ),
        make=make,
        shows=shows,
    )


def _typed(text: str, unit: Unit) -> int | None:
    digits = text.replace(",", "")
    return int(digits) * unit.steps if digits.removeprefix("-").isdecimal() and digits.isascii() else None


def _told(held: Held, target: Target, audience: tuple[str, ...]) -> str:
    told = {*target.keepers, *audience}
    return "everybody" if PUBLIC in told else held.names(sorted(told))
