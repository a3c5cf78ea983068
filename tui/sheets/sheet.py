"""A sheet: one order to be filled in, whatever draws it. No order is described here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.annotations.bodies import Annotation
from engine.ids import OrganisationId
from engine.orders import Order

Choices = tuple[tuple[str, str], ...]
"""Value and title of each."""
Given = Order | Annotation
Make = Callable[[Mapping[str, str]], Given | str]
"""From what was filled in to the order or annotation, or to a sentence that says what is missing."""
BETWEEN = "\n"
"""What stands between the values of a field that takes several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing to fill in. What it holds is a text: of several values, one to a line."""

    id: str
    title: str
    kind: Literal["one", "several", "number", "line", "words"]
    """One of `choices`, several of them, a whole number, a line, or words over several lines."""
    choices: Choices = ()
    hint: str = ""
    start: str = ""
    needed: bool = False
    """Whether nothing can be given while this is empty: the line client asks for it at once."""
    spread: bool = False
    """Whether each choice is a sentence, and wants a line of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One order of one organisation. `make` gives the order, or a sentence that says what is missing."""

    key: str
    """Names the sheet for as long as its matter is open; it begins with the kind of sheet and the organisation."""
    order: type
    """The kind of order, or of annotation, that comes of it."""
    title: str
    send_word: str
    make: Make
    fields: tuple[Field, ...] = ()
    said: tuple[str, ...] = ()
    """What stays in sight while it is filled in: what it is about, and what it will do."""
    begins: Callable[[Mapping[str, str]], str] = lambda values: ""
    """The field in which filling in begins; empty: the first."""
    objects: Callable[[Mapping[str, str]], tuple[str, ...]] = lambda values: ()
    """What can change under the hand of whoever fills it in: `initiative ID`, `ranking` (rule 3.12)."""
    shows: Callable[[Mapping[str, str]], tuple[str, ...]] | None = None
    """What follows from what is filled in, line by line, where that can be said in words."""
    asks: Callable[[Mapping[str, str]], str] = lambda values: ""
    """What is asked once more before it goes out, of what can never be changed; empty where nothing is asked."""

    def start(self) -> dict[str, str]:
        """What the fields hold before anybody filled them in."""
        return {one.id: one.start for one in self.fields}


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A sheet that an organisation may fill in now: its key, and how it reads in a list."""

    key: str
    title: str
    about: str = ""
    """In small print: what it belongs to, or what it does."""


def choosable(fields: Iterable[Field], kept: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """What was kept of a form as it can still be chosen, and a sentence for each choice that is gone.

    A choice falls back to what the form begins with, or the first that there is; of several only what is gone falls out.
    """
    values, told = dict(kept), []
    for one in fields:
        there = dict(one.choices)
        if not there or not kept.get(one.id):
            continue
        before = several(kept[one.id]) if one.kind == "several" else (kept[one.id],)
        gone = [value for value in before if value not in there]
        if not gone:
            continue
        if one.kind == "several":
            values[one.id] = BETWEEN.join(value for value in before if value in there)
            now = ", ".join(there[value] for value in several(values[one.id])) or "nobody and nothing"
        else:
            values[one.id] = one.start if one.start in there else one.choices[0][0]
            now = there[values[one.id]]
        told.append(f"{one.title}: what you had chosen is no choice any more; now it says: {now}.")
    return values, told


def key_for(kind: str, organisation: OrganisationId, *about: str) -> str:
    """The key of a sheet."""
    return " ".join((kind, organisation, *about))


def matter(*objects: str) -> Callable[[Mapping[str, str]], tuple[str, ...]]:
    """For `Sheet.objects`: these, whatever is filled in."""
    return lambda values: objects


def several(text: str) -> tuple[str, ...]:
    """The values of a field that takes several."""
    return tuple(one for one in text.split(BETWEEN) if one)


def whole(text: str) -> int | None:
    """The whole number that a text says, if it says one."""
    text = text.strip().replace(",", "")
    return int(text) if text.isascii() and text.isdecimal() else None


def said(values: Mapping[str, str], field: str) -> str:
    """What stands in a field, without blanks around it."""
    return values.get(field, "").strip()


NO_REASON = "Say why: the reason is part of the record."


def reasoned(
    *,
    key: str,
    order: type,
    title: str,
    send_word: str,
    said: tuple[str, ...],
    objects: Callable[[Mapping[str, str]], tuple[str, ...]],
    make: Callable[[str], Order],
    hint: str = "why: it is part of the record",
) -> Sheet:
    """A sheet with a reason to fill in and nothing else: without one there is no order."""

    def made(values: Mapping[str, str]) -> Order | str:
        reason = values.get("reason", "").strip()
        return make(reason) if reason else NO_REASON

    field = Field(id="reason", title="Reason", kind="words", hint=hint, needed=True)
    return Sheet(key=key, order=order, title=title, send_word=send_word, said=said, objects=objects, fields=(field,), make=made)
