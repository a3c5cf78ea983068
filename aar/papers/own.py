"""What one organisation may read before play: the published world and what is its own. A handbook is built from this alone."""

from dataclasses import dataclass, replace

from aar.papers.making import Source
from engine.baseline import Account, Adversary, Component, IndexKind, Organisation
from engine.deck import Brief, RedAction
from engine.ids import PUBLIC, OrganisationId
from engine.world import World, published


@dataclass(frozen=True, kw_only=True)
class Own:
    """One organisation's knowledge at StartEx; no field holds what another alone knows."""

    source: Source
    """With the published world in the place of the whole one."""
    organisation: Organisation
    brief: Brief | None
    accounts: tuple[Account, ...]
    """Its purses with what is in them and what will arrive; how much may be asked for is control's to know."""
    capacities: tuple[Component, ...]
    """Parts whose true spare capacity its brief reveals."""
    indices: tuple[IndexKind, ...]
    """Those that it is told, where they stand."""
    campaign: tuple[RedAction, ...]
    """Rule 11.1: what an adversary may order."""
    adversary: Adversary | None

    @property
    def world(self) -> World:
        """The published world."""
        return self.source.world

    @property
    def id(self) -> OrganisationId:
        """The organisation's id."""
        return OrganisationId(self.organisation.id)


def own_of(source: Source, organisation: OrganisationId) -> Own:
    """What this organisation knows of the world that a deck declares."""
    world = source.world
    brief = world.briefs.get(organisation)
    return Own(
        source=replace(source, world=published(world)),
        organisation=world.organisations[organisation],
        brief=brief,
        accounts=tuple(replace(one, ceiling=None) for one in world.baseline.accounts if one.owner == organisation),
        capacities=tuple(one for one in world.baseline.components if brief is not None and one.id in brief.reveals),
        indices=tuple(one for one in world.baseline.indices if PUBLIC in one.told or organisation in one.told),
        campaign=tuple(one for one in world.deck.red if one.by == organisation),
        adversary=next((one for one in world.baseline.adversaries if one.id == organisation), None),
    )
