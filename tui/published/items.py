"""Pages of systems, components and levers."""

from engine.baseline import Component, System
from engine.ids import SystemId
from engine.playbook import InitiativeType, Step
from engine.scales import INTEROPERABILITY
from engine.titles import blanks_of, in_blanks, who_in_blanks
from engine.world import World
from tui.inking import Inked, faint, inked, joined, strong
from tui.published.figures import dollars, fact, figure, said, section
from tui.published.places import line_rows, suitability_rows
from tui.words import named, short_name, theatre_title, weeks


def system_page(world: World, system: System) -> list[Inked]:
    """A system: cost, time, stock, what it is made of, and who makes it."""
    key = SystemId(system.id)
    return [
        fact("Launched from", system.platform),
        *section(
            "Cost and time",
            [
                dollars("A unit", system.unit_cost),
                figure("Months from order to delivery", system.lead_months),
                figure("Months of an expansion", system.expand_months),
                dollars("Tooling for all of it", system.tooling_cost),
                figure("Reachable in four years", system.capacity_48, " a month"),
                figure("Counts beside others, of 1,000", system.weight),
                fact("Lift", f"{system.lift / 1000:g} of a unit"),
            ],
        ),
        *section(
            "Stock at StartEx",
            [
                figure("The United States, in the whole world", system.stock_world),
                *(figure(theatre_title(world, one.theatre), one.units) for one in system.holdings),
                figure("Other theatres draw each week, percent of the rate", system.drain),
                *(
                    figure(f"{short_name(world, one.owner)} ({INTEROPERABILITY[one.interoperability]})", one.units)
                    for one in system.reserves
                ),
            ],
        ),
        *section("Made of", [_material(world, one.component, one.per_unit, one.source) for one in system.materials]),
        *section("Lines", [row for line in world.lines.values() if line.system == key for row in line_rows(world, line)]),
        *section("Where it may be made", suitability_rows(world, key)),
    ]


def _material(world: World, component: str, per_unit: int, source: str) -> Inked:
    return fact(named(world, component), f"{per_unit / 1000:g}", source)


def component_page(world: World, component: Component) -> list[Inked]:
    """A part or material: who makes it, how much more there could be, and who competes for it."""
    takers = [key for key, one in world.systems.items() if any(part.component == component.id for part in one.materials)]
    rows = [
        figure("Above what the lines take now, percent, as everybody believes", component.public_spare),
        figure("An expansion under way adds, percent", component.in_work),
        figure("Months of an expansion", component.expand_months),
        dollars("The largest expansion", component.expansion_cost),
        fact("Buffer", weeks(component.buffer_weeks)),
    ]
    if component.spare != component.public_spare:
        rows.insert(1, figure("In truth, percent", component.spare))
    if component.stock is not None:
        rows.append(figure(f"In stock at StartEx, {component.unit}", component.stock))
    return [
        fact("Made by", f"{short_name(world, component.operator)}, {component.place}"),
        fact("Qualified sources", str(component.sources)),
        figure("Input from an adversary, percent", component.adversary_share),
        *section("How much there is", rows),
        *section("Systems that take it", [said(one) for one in takers]),
    ]


def lever_page(world: World, kind: InitiativeType) -> list[Inked]:
    """A lever of the playbook: who may start it, who must act, and where it comes from."""
    serves = [name for name, value in kind.purposes.items() if value]
    risks = [name.replace("-", " ") for name, value in kind.risks.items() if value]
    blanks = blanks_of(kind)
    steps = [
        joined(
            "  ", strong(in_blanks(step.title, blanks)), f": {who_in_blanks(world, step.by, blanks)}", faint(f"  {_time(step)}")
        )
        for step in kind.steps
    ]
    return [
        inked(kind.summary),
        faint(kind.source),
        *section(
            "What it is about",
            [
                fact("May be started by", ", ".join(who_in_blanks(world, one, blanks) for one in kind.proposers)),
                fact("Serves", ", ".join(serves) or "nothing of the brief's four"),
                fact("Risks", ", ".join(risks) or "none of the brief's four"),
                fact(
                    "In the table of sources",
                    f"row {', '.join(map(str, kind.seeds))}" if kind.seeds else "other exercises proposed it",
                ),
            ],
        ),
        *section("Who must act", steps),
    ]


def _time(step: Step) -> str:
    if step.duration is not None:
        return f"{step.kind}, {step.duration.low} to {step.duration.high} weeks"
    return f"{step.kind}, {weeks(step.processing)}"
