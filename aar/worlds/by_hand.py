"""A week without what control changed by hand, to see what of an answer rests on control's inputs (rule 15.12)."""

from collections.abc import Iterable, Iterator

from aar.reading import Played
from engine import events as e
from engine.changing import replace


def without_hand(played: Played, events: Iterable[e.Event]) -> Iterator[e.Event]:
    """Rule 15.12: these events, but for corrections, edits, injects that control wrote, and what its rulings brought."""
    written = played.exercise.written_injects
    for event in events:
        match event:
            case e.Corrected() | e.InjectEdited():
                continue
            case e.InjectReleased(inject=inject) | e.InjectAnswered(inject=inject) if inject in written:
                continue
            case e.ActionRuled() | e.ActionOverridden():
                yield replace(event, effects=())
            case _:
                yield event
