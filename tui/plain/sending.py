"""One order from a script: which sheet is meant, what it is filled in with, and what a seat can give now."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from engine.annotations.bodies import Annotation
from engine.ids import OrganisationId
from engine.orders import Order
from engine.views import View
from server.client import SeatClient
from tui.sheets.catalogue import KINDS, offers, sheet_for
from tui.sheets.sheet import BETWEEN, Field, Sheet, key_for


class SendError(Exception):
    """What is wrong with what was asked for, in one line with its mend."""


def organisation_of(seat: SeatClient, named: OrganisationId) -> OrganisationId | None:
    """For whom the order is; None for control. Raises SendError where that is not said, or not the seat's."""
    if seat.role == "control":
        return None
    if seat.role != "participant":
        raise SendError(f"a seat of role {seat.role} gives no orders")
    if named and named not in seat.organisations:
        raise SendError(f"your seat does not speak for {named}, but for: {', '.join(seat.organisations)}")
    if not named and len(seat.organisations) > 1:
        raise SendError(f"say for whom with --organisation: {', '.join(seat.organisations)}")
    return named or seat.organisations[0]


def filled_order(view: View, name: str, values: Mapping[str, str]) -> Order:
    """The order that a sheet makes of these values. Raises SendError with the sentence of the sheet, or the field."""
    kind, _, about = name.partition(" ")
    if kind not in KINDS:
        near = get_close_matches(kind, KINDS, n=1)
        hint = f" (did you mean `{near[0]}`?)" if near else ""
        raise SendError(f"nothing that can be given is called `{kind}`{hint}; --list names what can")
    sheet = sheet_for(view, key_for(kind, view.organisation, *about.split()))
    if isinstance(sheet, str):
        raise SendError(f"{name}: {sheet}")
    fields = {one.id: one for one in sheet.fields}
    unknown = [one for one in values if one not in fields]
    if unknown:
        raise SendError(f"{name} has no field {unknown[0]}; it has: {', '.join(fields) or 'none'}")
    order = sheet.make({**sheet.start(), **{one: _value(fields[one], value) for one, value in values.items()}})
    if isinstance(order, str):
        raise SendError(f"{name}: {order}")
    if isinstance(order, Annotation):
        raise SendError(f"{name} is no order: join to fill it in")
    return order


def _value(one: Field, text: str) -> str:
    found = [part.strip() for part in text.split(",")] if one.kind == "several" else [text]
    known = [value for value, _ in one.choices]
    wrong = next((part for part in found if part and known and part not in known), None)
    if wrong is not None:
        raise SendError(f"{one.id} cannot be `{wrong}`; it can be: {', '.join(value or '(empty)' for value in known[:40])}")
    return BETWEEN.join(found)


def listing(views: Iterable[View]) -> str:
    """Everything that can be given now: how it is named, and its fields."""
    found = []
    for view in views:
        for one in offers(view):
            sheet = sheet_for(view, one.key)
            kind, _, rest = one.key.partition(" ")
            about = rest.removeprefix(view.organisation).strip()
            name = f"{kind} {about}" if about else kind
            fields = " ".join(f"{each.id}=" if " " not in each.id else f"'{each.id}='" for each in _fields(sheet))
            found.append(f"{view.organisation}: {repr(name) if ' ' in name else name} {fields}".rstrip())
    return "\n".join(found) or "nothing can be given now"


def _fields(sheet: Sheet | str) -> tuple[Field, ...]:
    return () if isinstance(sheet, str) else sheet.fields
