"""What a detector sees: the exercise, and what the week under its eyes has brought. Look-ups, no rules of their own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.events import ComponentRow, ComponentsReported, Event, LineRow, LinesReported, StockRow, StocksReported
from engine.exercise import Exercise, Initiative, StepState
from engine.ids import OrganisationId, StepId, SystemId
from engine.playbook import Step
from engine.world import World


@dataclass(frozen=True, slots=True)
class Noticed:
    """What holds of one subject now, with the figures that say so."""

    subject: str
    evidence: Mapping[str, int]


@dataclass(frozen=True)
class Sight:
    """One look; `events` are those of the week, or none at the picture of a turn."""

    exercise: Exercise
    events: tuple[Event, ...] = ()

    @property
    def world(self) -> World:
        """What is declared."""
        return self.exercise.world

    @cached_property
    def stocks(self) -> tuple[StockRow, ...]:
        """Every system in every theatre that moved or was needed in the week."""
        return tuple(row for one in self.events if isinstance(one, StocksReported) for row in one.rows)

    @cached_property
    def lines(self) -> tuple[LineRow, ...]:
        """Every line in the week."""
        return tuple(row for one in self.events if isinstance(one, LinesReported) for row in one.rows)

    @cached_property
    def components(self) -> tuple[ComponentRow, ...]:
        """Every component in the week."""
        return tuple(row for one in self.events if isinstance(one, ComponentsReported) for row in one.rows)

    @cached_property
    def short(self) -> frozenset[SystemId]:
        """Systems that were short in some theatre in the week; asked for by name, never walked."""
        return frozenset(row.system for row in self.stocks if row.short > 0)

    def open_steps(self) -> Iterator[tuple[Initiative, Step, StepState]]:
        """Every step that is open, or was declined in this turn; oldest initiative first."""
        for initiative in self.exercise.initiatives.values():
            if initiative.done_week is not None or initiative.stopped in ("merged", "withdrawn"):
                continue
            kind = self.exercise.type_of(initiative)
            for declared in kind.steps:
                step = initiative.steps.get(StepId(declared.id))
                declined = step is not None and step.verdict == "declined" and step.answered_turn == self.exercise.turn
                if step is not None and (declined or (initiative.running and step.waits)):
                    yield initiative, declared, step

    def partners_in(self, initiative: Initiative) -> list[OrganisationId]:
        """The partners that an initiative's parameters name, each once."""
        found = dict.fromkeys(OrganisationId(one) for one in initiative.parameters.values())
        return [one for one in found if one in self.world.partners]
