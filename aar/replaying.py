"""A log played back entry by entry, from its recorded events or from one audience's parts alone: no rule runs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.apply import apply_all
from engine.entries import NO_PREVIOUS, Entry, Part
from engine.events import Event
from engine.exercise import Exercise
from engine.folding import fold
from engine.formats import FormatError, format_of, upgraded
from engine.ids import CONTROL, PUBLIC, Audience, OrganisationId
from engine.mistakes import MistakeError
from engine.replay import events_in, replayed_start
from engine.stored import FORMAT, Plain, StoredError, commitment, world_of
from engine.views import View, view_at_start
from engine.world import World

_BROKEN = (StoredError, LookupError, TypeError, ValueError, AttributeError)


class UnreadableLogError(MistakeError):
    """A log from which what is asked cannot be told; the message says why, and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One entry as it is played back: control's part, its events, and the exercise before and after."""

    number: int
    hash: str
    part: Mapping[str, Any]
    events: tuple[Event, ...]
    before: Exercise
    exercise: Exercise


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """One entry as one organisation met it: its view after it."""

    number: int
    hash: str
    view: View


def moments(entries: Iterable[Entry]) -> Iterator[Moment]:
    """The exercise after each entry. Raises UnreadableLogError where control's parts are withheld or damaged."""
    exercise: Exercise | None = None
    for entry, parts in _parts(entries, (CONTROL,)):
        if CONTROL not in parts:
            raise UnreadableLogError(
                "this copy of the log withholds control's parts: take the whole log, "
                "or see with `surgex replay LOG --view ORGANISATION` what one organisation knew"
            )
        moment = moment_of(entry, parts[CONTROL], exercise)
        exercise = moment.exercise
        yield moment


def moment_of(entry: Entry, part: Plain, before: Exercise | None) -> Moment:
    """One entry played on the exercise before it, None for the first; `part` is control's in the present format.

    Raises UnreadableLogError where the part is damaged.
    """
    try:
        events = events_in(part)
        stood = before if before is not None else replayed_start(part["header"])
        exercise = apply_all(stood, events)
    except _BROKEN as error:
        raise _broken(entry.number, error) from None
    return Moment(number=entry.number, hash=entry.hash, part=part, events=events, before=stood, exercise=exercise)


def glimpses(entries: Iterable[Entry], organisation: OrganisationId) -> Iterator[Glimpse]:
    """The view of one organisation after each entry, from what is public and its own parts alone.

    Raises UnreadableLogError where the log withholds its parts, or what everybody may read.
    """
    view: View | None = None
    own = Audience(organisation)
    told = withheld = False
    for entry, parts in _parts(entries, (PUBLIC, own)):
        withheld |= len(entry.parts) < len(entry.commitments)
        told |= own in parts
        view = view_after(entry, parts, view, organisation)
        yield Glimpse(number=entry.number, hash=entry.hash, view=view)
    if withheld and not told:
        raise UnreadableLogError(
            f"this copy of the log withholds the parts of {organisation}: "
            f"take the whole log, or a copy that was released for {organisation}"
        )


def view_after(entry: Entry, parts: Mapping[Audience, Plain], before: View | None, organisation: OrganisationId) -> View:
    """What one organisation knows after an entry, from what it knew before it; `parts` are in the present format.

    Raises UnreadableLogError where a part is damaged, or the first has nothing that everybody may read.
    """
    try:
        view = before if before is not None else view_at_start(parts[PUBLIC]["header"], organisation)
        for audience in (PUBLIC, Audience(organisation)):
            if audience in parts:
                view = fold(view, parts[audience])
    except _BROKEN as error:
        raise _broken(entry.number, error) from None
    return view


def parts_in(entry: Entry, wanted: Sequence[Audience], written: int) -> dict[Audience, Plain]:
    """The wanted ones of the parts that an entry of a log of this format holds, in the present format.

    Raises UnreadableLogError where one is damaged, or in a format that this version does not read.
    """
    try:
        plain = {audience: entry.parts[audience].plain for audience in wanted if audience in entry.parts}
        return {audience: upgraded(part, written) for audience, part in plain.items()}
    except FormatError as error:
        raise UnreadableLogError(str(error)) from None
    except _BROKEN as error:
        raise _broken(entry.number, error) from None


def format_in(first: Entry) -> int:
    """The format that a log was written in, as its entry 0 says. Raises UnreadableLogError."""
    try:
        return _format({audience: part.plain for audience, part in first.parts.items() if audience in (CONTROL, PUBLIC)})
    except FormatError as error:
        raise UnreadableLogError(str(error)) from None
    except _BROKEN as error:
        raise _broken(first.number, error) from None


def published_world(entry: Entry) -> World:
    """The world as entry 0 tells it to everybody. Raises UnreadableLogError where that is withheld or damaged."""
    for _, parts in _parts((entry,), (PUBLIC,)):
        if PUBLIC in parts:
            try:
                return world_of(parts[PUBLIC]["header"]["world"])
            except _BROKEN as error:
                raise _broken(entry.number, error) from None
    raise UnreadableLogError("this copy of the log withholds what everybody may read: take the whole log")


def _parts(entries: Iterable[Entry], wanted: Sequence[Audience]) -> Iterator[tuple[Entry, Mapping[Audience, Plain]]]:
    """Every entry with the wanted ones of its parts in the present format, while each follows the one before it."""
    written = FORMAT
    number, previous = 0, NO_PREVIOUS
    for entry in entries:
        if (entry.number, entry.previous) != (number, previous):
            raise UnreadableLogError(
                f"entry {entry.number} does not follow the entry before it: something is missing or was changed; "
                "`surgex verify` says what"
            )
        for audience in wanted:
            if audience in entry.parts and not _committed(entry, entry.parts[audience]):
                raise UnreadableLogError(
                    f"entry {entry.number}: the part of {audience} is not the one that was committed to: it was changed; "
                    "`surgex verify` says more"
                )
        if number == 0:
            written = format_in(entry)
        yield entry, parts_in(entry, wanted, written)
        number, previous = number + 1, entry.hash
    if number == 0:
        raise UnreadableLogError("the log is empty: name a log that an exercise has written")


def _committed(entry: Entry, part: Part) -> bool:
    return commitment(part.salt, part.content) in entry.commitments


def _format(parts: Mapping[Audience, Plain]) -> int:
    for audience in (CONTROL, PUBLIC):
        if audience in parts:
            return format_of(parts[audience]["header"])
    return FORMAT


def _broken(number: int, error: Exception) -> UnreadableLogError:
    said = f"{type(error).__name__} {error}"
    return UnreadableLogError(f"entry {number} cannot be read ({said}): it was changed; `surgex verify` says what")
