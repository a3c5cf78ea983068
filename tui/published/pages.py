"""The list of pages, and the page of one thing. What the pages say is in the files beside this one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from textual.content import Content

from engine.titles import blank_title
from engine.world import World
from tui.inking import Inked, lines
from tui.published.items import component_page, lever_page, system_page
from tui.published.places import adversary_page, organisation_page, partner_page, repair_page, theatre_page

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One thing that has a page."""

    kind: str
    """As overlays write it: `partners`, `systems`."""
    id: str
    title: str
    rows: Callable[[], list[Inked]]

    @property
    def key(self) -> str:
        """Which page it is."""
        return f"{self.kind}/{self.id}"

    def content(self) -> Content:
        """The page in words."""
        return lines(self.rows())


KINDS = {
    "partners": "country",
    "adversaries": "adversary",
    "systems": "system",
    "components": "part or material",
    "theatres": "theatre",
    "repairs": "repair",
    "organisations": "organisation",
    "playbook": "lever",
}
"""What there are pages of, in their order, and how each is called."""


def pages(world: World) -> Iterator[Page]:
    """Every page of a world: what is in it is for whoever may read this world."""
    baseline = world.baseline
    for partner in baseline.partners:
        yield _page("partners", partner.id, partner.title, partner_page, world, partner)
    for adversary in baseline.adversaries:
        yield _page("adversaries", adversary.id, adversary.title, adversary_page, world, adversary)
    for system in baseline.systems:
        yield _page("systems", system.id, f"{system.id}  {system.title}", system_page, world, system)
    for component in baseline.components:
        yield _page("components", component.id, component.title, component_page, world, component)
    for theatre in baseline.theatres:
        yield _page("theatres", theatre.id, theatre.title, theatre_page, world, theatre)
    for repair in baseline.repairs:
        yield _page("repairs", repair.id, repair.title, repair_page, world, repair)
    for organisation in baseline.organisations:
        yield _page("organisations", organisation.id, organisation.title, organisation_page, world, organisation)
    for kind in baseline.playbook:
        yield _page("playbook", kind.id, blank_title(kind), lever_page, world, kind)


def _page(kind: str, id: str, title: str, rows: Callable[[World, T], list[Inked]], world: World, one: T) -> Page:
    return Page(kind=kind, id=id, title=title, rows=lambda: rows(world, one))
