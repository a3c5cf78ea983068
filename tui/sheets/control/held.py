"""What control's sheets are read from: the exercise, and what the last entries of its log say in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.exercise import Exercise
from engine.orders import EndPractice, StartPractice
from engine.stored import Plain
from tui.sheets.sheet import Choices
from tui.words import readable, short_name

NOT_AT_HAND = "its words stand in an entry that is no longer at hand: surgex replay shows it"
NO_REASON = "Give a reason: it is part of the record."
REASON_HINT = "why: it is part of the record"


Recent = Sequence[tuple[int, Plain]]


def of_play(recent: Recent) -> Recent:
    """The last entries but for those of a practice that is over: it leaves nothing behind (rule 1.7)."""
    kept: list[tuple[int, Plain]] = []
    begun = 0
    for number, part in recent:
        kind = (part.get("order") or {}).get("kind")
        taken = "events" in part.get("verdict", {})
        if kind == StartPractice.kind and taken:
            begun = len(kept)
        kept.append((number, part))
        if kind == EndPractice.kind and taken:
            del kept[begun:]
            begun = 0
    return kept


def at_hand(kept: Recent, recent: Recent) -> Recent:
    """What was kept of earlier entries, then the last ones, but for those of a practice that is over."""
    return of_play((*kept, *recent))


@dataclass(frozen=True, slots=True)
class Held:
    """Control's own knowledge. Texts of messages, requests and arguments are in no state: they come from the entries."""

    exercise: Exercise
    recent: Recent = ()

    def events(self, *kinds: str) -> Iterator[Mapping[str, Any]]:
        """What happened of these kinds in the last entries, oldest first."""
        for _, part in self.recent:
            for event in part.get("verdict", {}).get("events", ()):
                if event["kind"] in kinds:
                    yield event

    def name(self, organisation: str) -> str:
        """An organisation by its title; control and everybody in words."""
        return "everybody" if organisation == "public" else short_name(self.exercise.world, organisation)

    def names(self, organisations: Sequence[str]) -> str:
        """Several, by title."""
        return ", ".join(self.name(one) for one in organisations) or "nobody"

    def organisations(self, *, but: Sequence[str] = ()) -> Choices:
        """To choose from: every organisation but these."""
        known = self.exercise.world.organisations
        return tuple((str(key), one.title) for key, one in known.items() if key not in but)

    def subjects(self) -> Choices:
        """What something can be about: nothing, initiatives, injects that are out, agreements."""
        exercise = self.exercise
        world = exercise.world
        found = [("", "nothing in particular")]
        found += [
            (str(one.id), readable(world, exercise.type_of(one).title, one.parameters)) for one in exercise.initiatives.values()
        ]
        found += [(str(key), exercise.injects[key].title) for key in exercise.released if key in exercise.injects]
        found += [(str(one.id), one.title) for one in exercise.talk.agreements.values()]
        return tuple(found)
