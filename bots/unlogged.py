"""A table that keeps no log: every order is decided, applied and told as at any other, and nothing is sealed."""

from collections.abc import Callable
from dataclasses import dataclass

from bots.table import Table, Verdict
from engine.decide import decide
from engine.events import Event
from engine.exercise import Exercise
from engine.ids import CONTROL, OrganisationId
from engine.recording import Submission, parts_of
from engine.refusals import Refusal
from engine.stored import Plain
from engine.unfolding import state_after
from engine.views import View, view_at_start
from engine.world import published


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What an entry would have recorded of one order: control's part, the events, and the exercise before and after."""

    number: int
    part: Plain
    events: tuple[Event, ...]
    before: Exercise
    exercise: Exercise


def _unwatched(happening: Happening) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class UnloggedTable(Table):
    """For many games of which only figures are wanted; of its log it has entry 0 alone."""

    watch: Callable[[Happening], None] = _unwatched
    """Is told of every order, once it is decided."""

    def _views_at_start(self, first: Plain) -> dict[OrganisationId, View]:
        """Of the published world itself, not as entry 0 writes it: games of one world share it."""
        public = self.world.kept.setdefault("published", published(self.world))
        return {one: view_at_start(first["header"], one, world=public) for one in self.world.organisations}

    def submit(self, submission: Submission) -> Verdict:
        """Somebody's order, decided and told; its verdict."""
        before = self.exercise
        verdict = decide(before, submission.actor, submission.order, submission.based_on)
        events = () if isinstance(verdict, Refusal) else verdict
        parts = parts_of(before, submission, verdict, None)
        self.exercise = state_after(before, events)
        self._hear(parts)
        self.watch(Happening(number=self.given, part=parts[CONTROL], events=events, before=before, exercise=self.exercise))
        return verdict
