"""What a client holds of an exercise, kept up by what it is told: views of a participant, or the exercise itself. No socket."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.exercise import Exercise
from engine.folding import fold
from engine.ids import PUBLIC, Audience, OrganisationId
from engine.replay import replayed, told_in
from engine.stored import Plain, state_of, world_of
from engine.views import View
from engine.world import published
from server.lasting import KEPT, lasting
from server.wire import ExerciseWhole, OneView, Told, ToldControl, ViewsWhole

RECENT = 200
"""So many of the last entries control keeps at hand."""


class OutOfStepError(ValueError):
    """A message that does not follow the last one: something was lost, and the client must resume."""


@dataclass(slots=True)
class Mirror:
    """The knowledge of one seat at `sequence`."""

    sequence: int = 0
    header: Mapping[str, Any] = field(default_factory=dict)
    views: dict[OrganisationId, View] = field(default_factory=dict)
    """A participant's own; control's are those that it asked for."""
    exercise: Exercise | None = None
    head: tuple[int, str] | None = None
    """Control only: number and hash of the last entry."""
    recent: deque[tuple[int, Plain]] = field(default_factory=lambda: deque(maxlen=RECENT))
    """Control only: number and control's part of the last entries, oldest first."""
    kept: deque[tuple[int, Plain]] = field(default_factory=lambda: deque(maxlen=KEPT))
    """Control only: what `lasting` leaves of the entries before those, oldest first."""


def mirror_of(whole: ViewsWhole | ExerciseWhole, sequence: int) -> Mirror:
    """The knowledge that a whole view gives. Raises StoredError where it is none."""
    if isinstance(whole, ExerciseWhole):
        return Mirror(
            sequence=sequence,
            header=whole.header,
            exercise=state_of(Exercise, whole.exercise, world_of(whole.world)),
            head=(whole.number, whole.hash),
            recent=deque(((one.number, one.part) for one in whole.recent), maxlen=RECENT),
            kept=deque(((one.number, one.part) for one in whole.kept), maxlen=KEPT),
        )
    world = world_of(whole.header["world"])
    views = {organisation: state_of(View, plain, world) for organisation, plain in whole.views.items()}
    return Mirror(sequence=sequence, header=whole.header, views=views)


def take_in(mirror: Mirror, message: Told | ToldControl) -> bool:
    """Fold one entry in; False where it was known already. Raises OutOfStepError where one is missing before it."""
    if message.sequence <= mirror.sequence:
        return False
    if message.sequence != mirror.sequence + 1:
        raise OutOfStepError(f"expected {mirror.sequence + 1}, got {message.sequence}")
    if isinstance(message, ToldControl):
        _take_in_entry(mirror, message)
    else:
        _take_in_parts(mirror, message)
    mirror.sequence = message.sequence
    return True


def _take_in_parts(mirror: Mirror, message: Told) -> None:
    for organisation in mirror.views:
        for audience in dict.fromkeys((PUBLIC, Audience(organisation))):
            if audience in message.parts:
                mirror.views[organisation] = fold(mirror.views[organisation], message.parts[audience])


def take_view(mirror: Mirror, message: OneView) -> bool:
    """Put a view that control asked for beside the exercise, with what followed it; False where that is not at hand."""
    if mirror.exercise is None or (mirror.recent and mirror.recent[0][0] > message.number + 1):
        return False
    known = next((view.world for view in mirror.views.values()), None)
    view = state_of(View, message.view, known or published(mirror.exercise.world))
    for number, part in mirror.recent:
        if number > message.number:
            view = _hearing(view, told_in(mirror.exercise.world, part))
    mirror.views[message.organisation] = view
    return True


def _hearing(view: View, parts: Mapping[Audience, Plain]) -> View:
    for audience in (PUBLIC, Audience(view.organisation)):
        if audience in parts:
            view = fold(view, parts[audience])
    return view


def _take_in_entry(mirror: Mirror, message: ToldControl) -> None:
    if mirror.exercise is None:
        raise OutOfStepError("told an entry before the exercise")
    parts = told_in(mirror.exercise.world, message.part) if mirror.views else {}
    for organisation in mirror.views:
        mirror.views[organisation] = _hearing(mirror.views[organisation], parts)
    mirror.exercise = replayed(mirror.exercise, message.part)
    mirror.head = (message.number, message.hash)
    if len(mirror.recent) == RECENT:
        number, part = mirror.recent[0]
        left = lasting(part)
        if left is not None:
            mirror.kept.append((number, left))
    mirror.recent.append((message.number, message.part))
