"""The ratings that follow from a log (rule 16.3), read beside the screens for an evaluator. Nothing is drawn here."""

from collections.abc import Callable, Iterator, Sequence

from aar.objectives.documents import objectives_of
from aar.reading import read
from aar.replaying import UnreadableLogError
from engine.entries import Entry
from tui.evaluator.ratings import ComputedRating, ComputedRatings, ComputedTask

SAID_EACH = 100
"""Entries between two words of how far reading is."""


class NotRatedError(Exception):
    """The log could not be read; the message says why."""


class _UnwantedError(Exception):
    """Nobody waits for it any more."""


def computed_ratings(
    entries: Sequence[Entry], *, progress: Callable[[int], None], wanted: Callable[[], bool]
) -> ComputedRatings | None:
    """Every objective of a log's deck; `progress` is given the entry that is read, None comes where it is not wanted any more.

    Raises NotRatedError.
    """

    def read_along() -> Iterator[Entry]:
        for entry in entries:
            if entry.number % SAID_EACH == 0:
                progress(entry.number)
                if not wanted():
                    raise _UnwantedError
            yield entry

    try:
        played = read(read_along())
    except _UnwantedError:
        return None
    except UnreadableLogError as error:
        raise NotRatedError(str(error)) from None
    rated = {
        one.id: ComputedRating(
            mark=one.rating or "",
            tasks=tuple(
                ComputedTask(asks=task.asks, met=task.met, measures=tuple((each.says, each.entries) for each in task.measures))
                for task in one.criteria
            ),
        )
        for one in objectives_of(played)
    }
    over = played.exercise.phase.over
    return ComputedRatings(log=entries[0].hash, entry=entries[-1].number, ended=over, of=rated)
