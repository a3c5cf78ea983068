"""How figures and sentences stand on a page of 80 columns: whole units, millions of dollars, wrapped lines."""

from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap

from engine.exercise import Exercise, Initiative
from engine.titles import named, readable
from engine.units import CENTS_IN_THOUSAND_DOLLARS, THOUSAND
from engine.week.production import CLOSED, CONTRACT, CUT_OFF, DAMAGE, TOOLING, WORKFORCE
from engine.world import World

WIDTH = 78


def units(thousandths: int) -> str:
    """Whole units, to the nearest: for reading only, nothing is decided on it."""
    return f"{(thousandths + THOUSAND // 2) // THOUSAND:,}"


def percent(part: int, whole: int) -> str:
    """To the nearest percent; a dash where there is no whole."""
    if not whole:
        return "–"
    rounded = (abs(part) * 100 + whole // 2) // whole
    sign = "-" if part < 0 and rounded else ""
    return f"{sign}{rounded} %"


def packed(part: int, whole: int) -> str:
    """Percent without a blank, for lists that are wrapped."""
    return percent(part, whole).replace(" ", "")


def money(cents: int) -> str:
    """Millions of dollars with one digit."""
    tenths = abs(cents) // (CENTS_IN_THOUSAND_DOLLARS * 100)
    sign = "-" if cents < 0 and tenths else ""
    return f"{sign}${tenths // 10:,}.{tenths % 10}M"


def initiative_words(exercise: Exercise, initiative: Initiative) -> str:
    """An initiative by its title, filled in with what its choices are called, with its amounts in words."""
    return readable(exercise.world, exercise.type_of(initiative).title, initiative.parameters)


LACKING = {CONTRACT: "orders", TOOLING: "machines", WORKFORCE: "people"}
"""What a line wants for, by what binds it; a component by its title."""
OTHER_LIMITS = {CLOSED: "never being opened", CUT_OFF: "being cut off", DAMAGE: "damage"}


def limits_told(world: World, limits: Iterable[str]) -> str:
    """What lines want for: `orders, people, PAC-3 seeker`."""
    return ", ".join(dict.fromkeys(LACKING.get(one) or named(world, one) for one in limits))


def held_up_by(constraint: str, title: str) -> str:
    """Why a line made no more: `want of people`."""
    return OTHER_LIMITS.get(constraint) or f"want of {LACKING.get(constraint, title)}"


def bullet(text: str, sign: str = "·", indent: int = 2) -> Iterator[str]:
    """A text behind a sign, its further lines beneath its first."""
    for i, line in enumerate(wrap(text, WIDTH - indent - 2, break_on_hyphens=False)):
        yield f"{' ' * indent}{sign if i == 0 else ' '} {line}"


def listed(names: Sequence[str]) -> str:
    """`Taiwan, Korea and Japan`."""
    return " and ".join(one for one in (", ".join(names[:-1]), *names[-1:]) if one)


def fitted(text: str, width: int) -> str:
    """The text in so many columns, cut with an ellipsis where it is longer."""
    return text if len(text) <= width else text[: width - 1] + "…"


def indented(text: str, by: int, hanging: int = 0) -> Iterator[str]:
    """A text wrapped behind so many blanks; its further lines behind `hanging` more."""
    first, later = " " * by, " " * (by + hanging)
    yield from wrap(text, WIDTH, initial_indent=first, subsequent_indent=later, break_on_hyphens=False)


def paragraph(text: str) -> Iterator[str]:
    """A text wrapped behind two blanks."""
    yield from indented(text, 2)
