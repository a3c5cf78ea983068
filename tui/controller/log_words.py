"""What an entry of the log says, in words: titles instead of ids, units instead of thousandths, nothing that is empty."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.exercise import Exercise
from engine.findings.candidates import what_in_words
from engine.findings.catalogue import CATALOGUE
from engine.ids import CLOCK_SEAT, AccountId, ActionId, AgreementId, InitiativeId
from engine.units import THOUSAND
from engine.world import World
from tui.addressees import addressees
from tui.controller.order_words import inject_title
from tui.words import binding_words, money, named, readable, with_titles

CLOCKS_OWN = ("take-seat", "resolve-week")
AMOUNTS: Mapping[str, tuple[str, ...]] = {
    "stock-reported": ("arrived", "need", "used", "short", "stock"),
    "line-reported": ("started", "finished", "workforce", "book", "rear"),
    "component-reported": ("made", "used", "stock"),
    "shipped": ("sent", "lost", "rear"),
    "stock-changed": ("by", "stock"),
    "contract-raised": ("units",),
    "tooling-begun": ("add",),
    "component-expansion-begun": ("add",),
}
"""Fields in thousandths, by the kind of event."""
CENTS: Mapping[str, tuple[str, ...]] = {
    "step-opened": ("price",),
    "step-approved": ("price",),
    "money-arrived": ("amount",),
}
"""Fields in cents, by the kind of event."""
UNSAID = ("kind", "streaks")
"""Fields that say nothing to a person: what an entry is anyway, and how long detectors have been counting."""
LABELS = {
    "after": "after a step of",
    "price_ceiling": "price ceiling (thousand dollars)",
    "permille": "permille of the sea lift",
    "arrives": "arrives in week",
    "seen_by": "also read by",
}


def who(world: World, part: Mapping[str, Any]) -> str:
    """The organisation by its title, or control or the clock."""
    if part.get("organisation"):
        return named(world, str(part["organisation"]))
    order = part.get("order") or {}
    return "clock" if part.get("seat") == CLOCK_SEAT or order.get("kind") in CLOCKS_OWN else "control"


def field_lines(exercise: Exercise, plain: Mapping[str, Any], sender: str = "") -> Iterator[str]:
    """`name: value` for everything that an order (of this organisation) or an event says beside its kind."""
    kind = str(plain.get("kind", ""))
    sent_by = str(plain.get("sender") or plain.get("speaker") or sender)
    for name, value in plain.items():
        if name == "to" and isinstance(value, list | tuple):
            if value:
                yield f"to: {addressees(exercise.world, sent_by, [str(one) for one in value])}"
            continue
        shown = value_words(exercise, kind, name, value) if name not in UNSAID else ""
        if shown:
            yield f"{LABELS.get(name, name.replace('_', ' '))}: {shown}"


def value_words(exercise: Exercise, kind: str, name: str, value: object) -> str:
    """A value as a person reads it; empty where there is none."""
    match value:
        case None | "":
            return ""
        case bool():
            return "yes" if value else "no"
        case int() if name in AMOUNTS.get(kind, ()):
            return units(value)
        case int() if name in CENTS.get(kind, ()):
            return money(value) if value else ""
        case int():
            return str(value)
        case Mapping():
            parts = [(str(key), value_words(exercise, kind, str(key), one)) for key, one in value.items()]
            return ", ".join(f"{named(exercise.world, key)} {_read(key, shown)}" for key, shown in parts if shown)
        case list() | tuple():
            return ", ".join(shown for shown in (value_words(exercise, kind, name, one) for one in value) if shown)
        case _:
            return _titled(exercise, name, str(value))


def units(thousandths: int) -> str:
    """An amount in thousandths as units, with one digit where it is not whole."""
    whole, rest = divmod(abs(thousandths), THOUSAND)
    sign = "-" if thousandths < 0 else ""
    return f"{sign}{whole:,}" + (f".{rest // 100}" if rest else "")


def _read(name: str, shown: str) -> str:
    """What a trigger read of a stock is in thousandths as well."""
    return units(int(shown)) if name.startswith("stock ") and shown.lstrip("-").isdigit() else shown


def _titled(exercise: Exercise, name: str, value: str) -> str:
    world = exercise.world
    if name == "binding":
        return binding_words(world, value)
    if name == "inject":
        return inject_title(exercise, value)
    if name in ("initiative", "into"):
        found = exercise.initiatives.get(InitiativeId(value))
        return readable(world, exercise.type_of(found).title, found.parameters) if found else value
    if name == "agreement":
        agreement = exercise.talk.agreements.get(AgreementId(value))
        return agreement.title if agreement else value
    if name == "account":
        account = world.accounts.get(AccountId(value))
        return account.title if account else value
    if name == "index":
        kind = world.index_kinds.get(value)
        return kind.title if kind else value
    if name == "readers" and value == "public":
        return "everybody"
    if name == "detector" and value in CATALOGUE:
        return CATALOGUE[value].title
    if name == "step":
        return value.replace("-", " ")
    if name == "request":
        return _request_words(world, value)
    if name == "action":
        action = exercise.actions.get(ActionId(value))
        return action.title if action else value
    if name in ("cause", "subject"):
        return with_titles(world, value)
    title = named(world, value)
    return title if title != value else what_in_words(world, value)


def _request_words(world: World, request: str) -> str:
    """Who asked whom, as the id of a request has it: requests that are answered are in no state."""
    slugs = {key.replace("/", "-"): one.title for key, one in world.organisations.items()} | {"control": "control"}
    _, sender, to, _ = (*request.split(":"), "", "", "")[:4]
    asked = [slugs.get(one, one) for one in to.split("+")]
    return f"{slugs.get(sender, sender)} to {' and '.join(asked)}"
