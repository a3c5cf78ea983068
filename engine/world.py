"""The world of an exercise: a baseline with the deck that plays on it, look-ups by id, and what of it is published."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from engine.baseline import (
    HOME,
    Account,
    Authority,
    Baseline,
    Component,
    IndexKind,
    Line,
    Material,
    Organisation,
    Partner,
    Repair,
    SlotKind,
    System,
    Theatre,
)
from engine.conditions import Condition, Once, OrderGiven, parts_of
from engine.deck import Brief, Deck, Inject, Need, ReleaseOnCondition
from engine.declared import (
    Figure,
)
from engine.effects import SiteEffect
from engine.ids import PUBLIC, ComponentId, InjectId, LineId, OrganisationId, RepairId, SystemId, TheatreId
from engine.playbook import InitiativeType
from engine.units import THOUSAND, weekly_rate


@dataclass(frozen=True, kw_only=True)
class World:
    """A baseline with the deck that plays on it, and look-ups by id. Everything here is equal for the whole exercise."""

    baseline: Baseline
    deck: Deck

    @cached_property
    def kept(self) -> dict[str, Any]:
        """What other modules have worked out from this world alone, so that they do it once; no part of the world."""
        return {}

    @cached_property
    def organisations(self) -> Mapping[OrganisationId, Organisation]:
        """By id, in the order of their ids: every rule that walks organisations walks this."""
        return {OrganisationId(one.id): one for one in sorted(self.baseline.organisations, key=lambda one: one.id)}

    @cached_property
    def seated(self) -> tuple[OrganisationId, ...]:
        """The organisations that people are to play, in the order of their ids: all, where the deck names none."""
        return tuple(one for one in self.organisations if not self.deck.seats or one in self.deck.seats)

    @cached_property
    def theatres(self) -> Mapping[TheatreId, Theatre]:
        """By id, in declared order: those in which this deck fights."""
        return {TheatreId(one.id): one for one in self.baseline.theatres if one.id in self.deck.theatres}

    @cached_property
    def places(self) -> tuple[tuple[TheatreId, SystemId], ...]:
        """Every theatre and system that is held or needed there, system by system."""
        needed = {(need.theatre, need.system) for need in self.deck.need}
        return tuple(
            (theatre, key)
            for key, one in self.systems.items()
            for theatre in self.theatres
            if (theatre, key) in needed or any(held.theatre == theatre and held.units.value for held in one.holdings)
        )

    @cached_property
    def needs(self) -> Mapping[tuple[str, str], tuple[Need, ...]]:
        """The stretches of declared need by theatre and system, in declared order."""
        found: dict[tuple[str, str], tuple[Need, ...]] = {}
        for need in self.deck.need:
            place = need.theatre, need.system
            found[place] = (*found.get(place, ()), need)
        return found

    @cached_property
    def systems(self) -> Mapping[SystemId, System]:
        """By id, in declared order."""
        return {SystemId(one.id): one for one in self.baseline.systems}

    @cached_property
    def components(self) -> Mapping[ComponentId, Component]:
        """By id, in declared order."""
        return {ComponentId(one.id): one for one in self.baseline.components}

    @cached_property
    def lines(self) -> Mapping[LineId, Line]:
        """By id, in declared order."""
        return {LineId(one.id): one for one in self.baseline.lines}

    @cached_property
    def repairs(self) -> Mapping[RepairId, Repair]:
        """By id, in declared order."""
        return {RepairId(one.id): one for one in self.baseline.repairs}

    @cached_property
    def accounts(self) -> Mapping[str, Account]:
        """By id."""
        return {one.id: one for one in self.baseline.accounts}

    @cached_property
    def authorities(self) -> Mapping[str, Authority]:
        """By id."""
        return {one.id: one for one in self.baseline.authorities}

    def authorities_at_start(self, week: int = 1) -> Mapping[str, int]:
        """Rule 7.5: those in force when play begins in this week, with their last week; 0 where they do not lapse."""
        in_force = [one for one in self.baseline.authorities if one.in_force and not 0 < one.until_week < week]
        return {one.id: one.until_week for one in in_force}

    @cached_property
    def asked_orders(self) -> tuple[str, ...]:
        """Rule 12.2: the kinds of orders that a condition of the deck asks for."""
        return tuple(sorted({one.kind for one in self._conditions if isinstance(one, OrderGiven)}))

    @cached_property
    def once(self) -> Mapping[Once, str]:
        """Rule 12.2: the conditions of the deck that count only once, with a name for each."""
        found = dict.fromkeys(one for one in self._conditions if isinstance(one, Once))
        return {one: f"once {number}" for number, one in enumerate(found, start=1)}

    @cached_property
    def _conditions(self) -> tuple[Condition, ...]:
        releases = (one.release.when for one in self.deck.injects if isinstance(one.release, ReleaseOnCondition))
        return tuple(part for one in (*releases, *(red.when for red in self.deck.red)) for part in parts_of(one))

    @cached_property
    def home_operators(self) -> tuple[str, ...]:
        """Who runs lines in the United States, and nowhere else."""
        abroad = {line.operator for line in self.lines.values() if line.country != HOME}
        return tuple(dict.fromkeys(line.operator for line in self.lines.values() if line.operator not in abroad))

    @cached_property
    def partners(self) -> Mapping[OrganisationId, Partner]:
        """By the organisation of their government."""
        return {OrganisationId(one.id): one for one in self.baseline.partners}

    @cached_property
    def index_kinds(self) -> Mapping[str, IndexKind]:
        """By id."""
        return {one.id: one for one in self.baseline.indices}

    @cached_property
    def playbook(self) -> Mapping[str, InitiativeType]:
        """By id."""
        return {one.id: one for one in self.baseline.playbook}

    @cached_property
    def with_ways(self) -> frozenset[str]:
        """Rule 4.2: the types in which a step opens with the first of several before it."""
        return frozenset(key for key, one in self.playbook.items() if any(step.joins == "any" for step in one.steps))

    @cached_property
    def sites_opened(self) -> Mapping[str, tuple[SiteEffect, ...]]:
        """The allied sites that an initiative of a type opens or enlarges; only types that do."""
        found = {
            key: tuple(effect for effect in one.effects if isinstance(effect, SiteEffect)) for key, one in self.playbook.items()
        }
        return {key: sites for key, sites in found.items() if sites}

    @cached_property
    def injects(self) -> Mapping[InjectId, Inject]:
        """By id, in declared order."""
        return {InjectId(one.id): one for one in self.deck.injects}

    @cached_property
    def briefs(self) -> Mapping[OrganisationId, Brief]:
        """By organisation; in a published world this is empty."""
        return {OrganisationId(one.organisation): one for one in self.deck.briefs}

    @cached_property
    def component_base(self) -> Mapping[ComponentId, int]:
        """Thousandths a week that the lines take of each component at their rates of StartEx."""
        base = dict.fromkeys(self.components, 0)
        for line in self.lines.values():
            if not line.open:
                continue
            for material in self.materials_of(line):
                base[ComponentId(material.component)] += weekly_rate(line.rate.value) * material.per_unit // THOUSAND
        return base

    def materials_of(self, line: Line) -> tuple[Material, ...]:
        """What a line takes of the shared components."""
        return self.systems[SystemId(line.system)].materials if line.materials is None else line.materials

    def slot_kind(self, organisation: str, kind: str) -> SlotKind | None:
        """The declared slot of that kind that this organisation has, if it has one."""
        return self._slots.get((organisation, kind))

    @cached_property
    def _slots(self) -> Mapping[tuple[str, str], SlotKind]:
        return {(key, slot.id): slot for key, one in self.organisations.items() for slot in one.slots}

    def turn_weeks(self, pace: str, turn: int) -> tuple[int, int]:
        """Rule 2.4: first and last week of a turn, counted from 1; every pace cuts the same weeks."""
        turns = self.deck.pace(pace).turns
        first = 1 + sum(turns[: turn - 1])
        return first, first + turns[turn - 1] - 1


def published(world: World) -> World:
    """Rule 8.2: the world as everybody may read it before play, of the same shape: no briefs, no injects, no hidden truth."""
    components = tuple(replace(one, spare=one.public_spare) for one in world.baseline.components)
    need = tuple(replace(one, low=one.mode, high=one.mode) for one in world.deck.need)
    deck = replace(world.deck, injects=(), briefs=(), red=(), need=need, silences=())
    accounts = tuple(replace(one, opening=_unknown(one.opening), grants=(), ceiling=None) for one in world.baseline.accounts)
    indices = tuple(_index_as_published(one) for one in world.baseline.indices)
    adversaries = tuple(
        replace(one, campaign_budget=_unknown(one.campaign_budget), budget_per_quarter=_unknown(one.budget_per_quarter))
        for one in world.baseline.adversaries
    )
    baseline = replace(world.baseline, components=components, accounts=accounts, indices=indices, adversaries=adversaries)
    return World(baseline=baseline, deck=deck)


def _unknown(figure: Figure) -> Figure:
    """What its owner alone knows."""
    return replace(figure, value=0, source="")


def _index_as_published(kind: IndexKind) -> IndexKind:
    """Where an index stands is public only if its changes are."""
    return kind if PUBLIC in kind.told else replace(kind, start=replace(kind.start, value=kind.low, source=""))
