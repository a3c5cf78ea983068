"""What declared things are called in plain words. No rule, and nothing of how a screen or a page is set."""

import re
from collections.abc import Mapping, Sequence

from engine.baseline import Line
from engine.ids import ComponentId, LineId, OrganisationId, SystemId
from engine.playbook import InitiativeType, Parameter, fill
from engine.week.production import CLOSED, CONTRACT, CUT_OFF, DAMAGE, TOOLING, WORKFORCE
from engine.world import World

GRAMMAR = (
    (r"\{(\w+)\.\w+\}", r"{\1}"),
    (r"\{\w+\} more \{(\w+)\}", r"more of {\1}"),
    (r"\{units\} \{(\w+)\}", r"some of {\1}"),
    (r"\$\{\w+\}K", "money"),
    (r"\{(\w+)\} capacity", r"capacity of {\1}"),
    (r"(?:\s+by \{\w+\} %|\s*:\s*\{\w+\}(?: % more)?)$", ""),
)
"""How a declared title reads without its amounts, and before anything is chosen."""


KEBAB = re.compile(r"[a-z]+(?:-[a-z]+)+")
"""How choices are written that are no things of the world: `security-agreement`."""


def named(world: World, value: str) -> str:
    """The title of a system, component, organisation, theatre, line, authority or lever; anything else as it stands."""
    for table in (world.systems, world.components, world.organisations, world.theatres, world.authorities):
        found = table.get(value)  # type: ignore[call-overload]
        if found is not None:
            return str(found.title)
    if value in world.playbook:
        return blank_title(world.playbook[value])
    line = world.lines.get(LineId(value))
    return line_title(world, line) if line is not None else value


def line_title(world: World, line: Line) -> str:
    """The title of a line; with its place where another is called the same."""
    alike = sum(one.title == line.title for one in world.lines.values())
    return line.title if alike == 1 else f"{line.title}, {line.place.partition(' and ')[0]}"


def spoken(world: World, value: str) -> str:
    """A value inside a sentence: a system by its id, which is what people say, a lever in quotes, thousands set apart."""
    if SystemId(value) in world.systems:
        return value
    if value.isdecimal():
        return f"{int(value):,}"
    title = named(world, value)
    if value in world.playbook:
        return f"`{title}`"
    return _in_words(value) if title == value and KEBAB.fullmatch(value) else title


def _in_words(value: str) -> str:
    """`security agreement`, `buy American exception`."""
    return " ".join(word.capitalize() if word.capitalize() in NAMES_OF_COUNTRIES else word for word in value.split("-"))


def short_name(world: World, organisation: str) -> str:
    """The title of an organisation; its id where nobody declared it."""
    found = world.organisations.get(OrganisationId(organisation))
    return found.title if found else organisation


def readable(world: World, text: str, parameters: Mapping[str, str]) -> str:
    """A declared title filled in with ids where those are what people say (systems), else with titles."""
    shown = {name: spoken(world, value) for name, value in parameters.items()}
    lines = {name: world.lines[LineId(value)] for name, value in parameters.items() if value in world.lines}
    shown |= {f"{name}.title": line_title(world, line) for name, line in lines.items()}
    return amounts_in_words(fill(text, shown))


def amounts_in_words(text: str) -> str:
    """`$250000K` of a filled-in title as `$250 million`; every digit is kept."""
    return re.sub(r"\$(\d[\d,]*)K\b", lambda found: _dollars(int(found[1].replace(",", ""))), text)


def value_words(kind: InitiativeType, parameter: Parameter, value: str) -> str:
    """A value of a parameter; a sum where the title has it as thousands of dollars: `$250 million`."""
    is_money = value.isdecimal() and f"${{{parameter.id}}}K" in kind.title
    return _dollars(int(value)) if is_money else value


def parameter_title(kind: InitiativeType, parameter: Parameter) -> str:
    """What a parameter is called; where its values read as sums, thousands are not spoken of."""
    if f"${{{parameter.id}}}K" not in kind.title:
        return parameter.title
    return parameter.title.replace("Thousand dollars", "Dollars")


def choices_of(world: World, kind: InitiativeType, parameter: Parameter, values: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Values that a parameter may take, each with how it reads: a sum as `$250 million`, a thing by its title."""
    return tuple((value, _choice(world, kind, parameter, value)) for value in values)


def _choice(world: World, kind: InitiativeType, parameter: Parameter, value: str) -> str:
    amount, title = value_words(kind, parameter, value), named(world, value)
    return amount if amount != value else title if title != value else spoken(world, value)


def _dollars(thousands: int) -> str:
    for size, word in ((1_000_000, "billion"), (1_000, "million")):
        if thousands >= size:
            whole, rest = divmod(thousands, size)
            digits = f"{rest:0{len(str(size)) - 1}}".rstrip("0")
            return f"${whole:,}{'.' + digits if digits else ''} {word}"
    return f"${thousands} thousand"


NAMES_OF_COUNTRIES = ("American", "Australian", "Indian", "Japanese", "Korean", "Taiwanese")
"""Words that are written large inside a sentence too."""


def _inside(title: str) -> str:
    """A title inside a sentence."""
    return title if title.startswith(NAMES_OF_COUNTRIES) else title[:1].lower() + title[1:]


def blank_title(kind: InitiativeType) -> str:
    """`Order more of a system at surge rate`: without numbers, choices in words; the summary where that reads badly."""
    title = kind.title
    for found, words in GRAMMAR:
        title = re.sub(found, words, title)
    for one in kind.parameters:
        word = _inside(one.title)
        article = "an" if word[:1] in "aeiou" else "a"
        blank = "{" + one.id + "}"
        if one.choices or one.of:
            title = re.sub(rf"\b(an? \w+ ){blank}", rf"\g<1>{word}", title).replace(blank, f"{article} {word}")
    return title[:1].upper() + title[1:] if "{" not in title else kind.summary.partition(".")[0]


def blanks_of(kind: InitiativeType) -> Mapping[str, str]:
    """By parameter what it is called while nothing is chosen: `the allied line`."""
    return {one.id: f"the {_inside(one.title)}" for one in kind.parameters}


def who_in_blanks(world: World, by: str, blanks: Mapping[str, str]) -> str:
    """The organisation; where a choice decides it, what is chosen."""
    return f"whom {in_blanks(by, blanks)} names" if by.startswith("{") else named(world, by)


def in_blanks(text: str, blanks: Mapping[str, str]) -> str:
    """A declared text with words in the place of its parameters, whichever field of them it names."""
    return re.sub(r"\{(\w+)[^}]*\}", lambda found: blanks.get(found[1], found[1]), text)


def binding_words(world: World, binding: str) -> str:
    """What limits a line, so that somebody can act on it."""
    component = world.components.get(ComponentId(binding))
    if component is not None:
        return f"not enough {component.title}"
    known = {
        CONTRACT: "order book used up",
        TOOLING: "its machines and tooling",
        WORKFORCE: "trained people",
        DAMAGE: "what was destroyed",
        CUT_OFF: "its country is cut off",
        CLOSED: "the line is closed",
        "": "nothing so far: no week has passed",
    }
    return known.get(binding, binding)


ORDER_KINDS: Mapping[str, str] = {
    "propose-initiative": "a proposal",
    "approve-step": "the approval of a step",
    "decline-step": "a decline",
    "return-step": "a step sent back",
    "amend-initiative": "an amended proposal",
    "withdraw-initiative": "a withdrawal",
    "set-policy": "a standing policy",
    "set-intent": "a standing intent",
    "set-ranking": "a ranking of systems",
    "seal-estimate": "an estimate",
    "answer-inject": "the answer to an inject",
    "send-message": "a message",
    "make-request": "a request",
    "answer-request": "the answer to a request",
    "note-said": "what was said in the room",
    "propose-agreement": "an agreement offered",
    "sign-agreement": "a signature",
    "refuse-agreement": "an agreement refused",
    "keep-agreement": "the word that an agreement was kept",
    "break-agreement": "an agreement broken",
    "take-action": "an action in your own words",
    "argue-action": "an argument",
    "dissent-action": "a dissent",
}


def order_kind_words(kind: str) -> str:
    """What a kind of order is called where only the kind is told."""
    return ORDER_KINDS.get(kind, kind.replace("-", " "))


def plural(number: int, one: str, many: str = "") -> str:
    """`1 step`, `2 steps`, `1,200 entries`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
