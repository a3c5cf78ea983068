"""Pages of countries, adversaries, theatres, organisations and repairs."""

from engine.baseline import Adversary, Line, Organisation, Partner, Repair, Theatre
from engine.ids import SystemId
from engine.scales import INTEROPERABILITY, MEMBERSHIPS, STAGES, SUITABILITY
from engine.world import World
from tui.inking import Inked, inked, joined, strong
from tui.published.figures import fact, figure, rate, said, section
from tui.words import plural, short_name, theatre_title, weeks


def partner_page(world: World, partner: Partner) -> list[Inked]:
    """A country page: what it can make, what it may be told, what stands in the way."""
    member = [MEMBERSHIPS.get(one, one) for one in partner.memberships]
    yards = [one for repair in world.baseline.repairs for one in repair.yards if one.operator == partner.id]
    makes = [line for line in world.lines.values() if line.country == partner.id]
    return [
        inked(partner.summary),
        *known_rows(world, partner.id),
        *section(
            "Industry",
            [
                figure("Labour cost, the United States being 100", partner.labour_cost),
                figure("Skill, of 100", partner.skill),
                figure("Slack, of 100", partner.slack),
                figure("Yards, of 100", partner.yards),
                *(figure(f"Repairs a month at {one.place}", one.slots, words=f"{one.slots.value / 1000:g}") for one in yards),
            ],
        ),
        *section("Lines", [row for line in makes for row in line_rows(world, line)]),
        *section("What may be made there", _may_make(world, partner)),
        *section(
            "Ties and risks",
            [
                fact("Interoperability", INTEROPERABILITY[partner.interoperability]),
                fact("May be told", f"level {partner.information_level} of 3"),
                fact("Member of", ", ".join(member) or "none of the arrangements that count here"),
                fact("Notice to Congress of its cases", weeks(partner.notice_weeks)),
                figure("Easily struck, of 100", partner.vulnerability),
                figure("Risk that shared technology leaks, of 100", partner.transfer_risk),
                figure("Political risk, of 100", partner.political_risk),
            ],
        ),
    ]


def known_rows(world: World, about: str) -> list[Inked]:
    """What is publicly known of a country or an organisation, each with its tag and source."""
    found = [one for one in world.baseline.known if one.about == about]
    rows = [fact(one.topic.capitalize(), one.said, f"{one.tag}: {one.source}") for one in found]
    return section("What is known", rows)


def line_rows(world: World, line: Line) -> list[Inked]:
    """One line: what it makes now and could make, how far the programme is, what it takes and where it delivers."""
    to = "the rear" if line.delivers_to == "rear" else theatre_title(world, line.delivers_to)
    arrives = f"{to}, {weeks(line.delivery_weeks)} away" if line.delivery_weeks else to
    rows = [
        joined("  ", strong(f"{line.title}, {line.place}"), f" ({line.system}; {short_name(world, line.operator)})"),
        rate("  Makes", line.rate),
        rate("  After its expansion", line.target),
        fact("  Programme", STAGES[line.stage]),
        fact("  Supplies", arrives),
        fact("  From first part to last", weeks(line.flow_weeks)),
        figure("  Easily struck, of 100", line.vulnerability),
    ]
    if line.idle.value:
        rows.append(figure("  Stands idle, percent of its rate", line.idle))
    if line.cut_off:
        rows.append(said("  A blockade of its country stops most of its output."))
    return rows


def _may_make(world: World, partner: Partner) -> list[Inked]:
    rows = []
    for level in reversed(range(len(SUITABILITY))):
        systems = [key for key in world.systems if world.baseline.suitability.get(key, {}).get(partner.id) == level]
        if systems:
            rows.append(fact(SUITABILITY[level].capitalize(), ", ".join(systems), "N"))
    return rows


def suitability_rows(world: World, system: SystemId) -> list[Inked]:
    """Where a system may be made."""
    by_partner = world.baseline.suitability.get(system, {})
    return [fact(short_name(world, partner), SUITABILITY[level], "N") for partner, level in by_partner.items()]


def adversary_page(world: World, adversary: Adversary) -> list[Inked]:
    """What an adversary has, and how fast it builds; its budget only where that is known."""
    rows = [figure("Its own production doubles in months, once mobilised", adversary.growth_months)]
    if adversary.campaign_budget.value:
        rows.append(figure("Campaign budget at StartEx, points", adversary.campaign_budget))
        rows.append(figure("Further points a quarter", adversary.budget_per_quarter))
    return [inked(adversary.summary), *known_rows(world, adversary.id), *section("The race", rows)]


def theatre_page(world: World, theatre: Theatre) -> list[Inked]:
    """How a theatre is supplied."""
    return [
        *section(
            "Transport from the rear",
            [
                fact("By sea", weeks(theatre.sea_weeks)),
                fact("By air", f"{weeks(theatre.air_weeks)}, {theatre.air_permille} of 1,000 of what is shipped"),
                fact("Lift a week", f"{theatre.lift_per_week:,} units, over all systems"),
                fact("A sea shipment is attacked in war", f"{theatre.hazard_permille} times in 1,000"),
                fact("An attacked shipment loses", f"{theatre.loss_permille} of 1,000"),
                said(f"{theatre.tag}: {theatre.source}"),
            ],
        )
    ]


def organisation_page(world: World, organisation: Organisation) -> list[Inked]:
    """What is scarce for an organisation, what law it holds, and which lines it runs."""
    slots = [
        fact(one.title.capitalize(), f"{one.start} at StartEx, {one.per_quarter} more a quarter") for one in organisation.slots
    ]
    holds = [
        fact(one.title, "in force at StartEx" if one.in_force else "not in force at StartEx")
        for one in world.baseline.authorities
        if one.holder == organisation.id
    ]
    runs = [said(f"{line.title}, {line.place}") for line in world.lines.values() if line.operator == organisation.id]
    return [
        fact("Counted among", organisation.report_group),
        *known_rows(world, organisation.id),
        *section("What its decisions use up", slots),
        *section("Authorities that it holds", holds),
        *section("Lines that it runs", runs),
    ]


def repair_page(world: World, repair: Repair) -> list[Inked]:
    """Who repairs how much, and who could help."""
    yards = [
        figure(f"{short_name(world, one.operator)}, {one.place}", one.slots, words=f"{one.slots.value / 1000:g} a month")
        for one in repair.yards
    ]
    return [
        fact("Done by", short_name(world, repair.operator)),
        rate("Repairs", repair.rate),
        figure("One that waits takes of the launch capacity of its kind, of 1,000", repair.launch_permille),
        *section(f"{plural(len(yards), 'yard')} that could be tasked", yards),
    ]
