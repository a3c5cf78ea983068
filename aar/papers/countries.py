"""Country briefs from the published world: what a country can make, what it may be told, what stands in the way."""

from aar.documents.model import Definitions, Paragraph, Section, Table, Words
from aar.papers.saying import listed, monthly, origin, shown
from engine.baseline import Adversary, Authority, Partner
from engine.declared import Figure
from engine.scales import INTEROPERABILITY, MEMBERSHIPS, STAGES, SUITABILITY
from engine.titles import plural, short_name
from engine.world import World


def known_table(world: World, about: str) -> tuple[Table, ...]:
    """What is publicly known of a country or an organisation; nothing where nothing is declared."""
    rows = tuple((one.topic, one.said, f"{one.tag}: {one.source}") for one in world.baseline.known if one.about == about)
    head = ("About", "What is known", "Tag and source")
    return (Table(head=head, rows=rows, widths=(2, 7, 5)),) if rows else ()


def country_section(world: World, partner: Partner) -> Section:
    """One country, with the tag and source of every figure."""
    return Section(
        title=partner.title,
        blocks=(
            Paragraph(partner.summary),
            *known_table(world, partner.id),
            Table(
                caption=f"{partner.title} in figures (of 100 unless said otherwise)",
                head=("What", "How much", "Tag and source"),
                rows=_figures(world, partner),
                widths=(5, 3, 6),
            ),
            *_lines(world, partner),
            Definitions(
                (
                    (
                        "Member of",
                        listed((MEMBERSHIPS.get(one, one) for one in partner.memberships), "nothing that counts here"),
                    ),
                    ("Interoperability", INTEROPERABILITY[partner.interoperability]),
                    ("May be told", f"level {partner.information_level} of 3"),
                    ("Notice to Congress of its cases", plural(partner.notice_weeks, "week")),
                    *_may_make(world, partner),
                )
            ),
        ),
    )


def _figures(world: World, partner: Partner) -> tuple[tuple[Words, ...], ...]:
    yards = [one for repair in world.baseline.repairs for one in repair.yards if one.operator == partner.id]
    rows: list[tuple[str, Figure]] = [
        ("Labour cost, the United States being 100", partner.labour_cost),
        ("Skill", partner.skill),
        ("Slack", partner.slack),
        ("Yards", partner.yards),
        ("Easily struck", partner.vulnerability),
        ("Risk that shared technology leaks", partner.transfer_risk),
        ("Political risk", partner.political_risk),
    ]
    repairs = [
        (f"Repairs a month at {one.place}", f"{one.slots.value / 1000:g} (notional)", origin(one.slots)) for one in yards
    ]
    return (*((what, shown(figure), origin(figure)) for what, figure in rows), *repairs)


def _lines(world: World, partner: Partner) -> tuple[Table, ...]:
    rows = tuple(
        (f"{line.title}, {line.place}", line.system, monthly(line.rate), monthly(line.target), STAGES[line.stage])
        for line in world.lines.values()
        if line.country == partner.id
    )
    head = ("Line", "System", "A month now", "A month once expanded", "Programme")
    return (Table(caption="What it makes", head=head, rows=rows, widths=(6, 3, 3, 3, 4), numbers=(2, 3)),) if rows else ()


def _may_make(world: World, partner: Partner) -> tuple[tuple[str, Words], ...]:
    found = []
    for level in reversed(range(len(SUITABILITY))):
        systems = [key for key in world.systems if world.baseline.suitability.get(key, {}).get(partner.id) == level]
        if systems:
            found.append((f"What may be made there, {SUITABILITY[level]} (notional)", ", ".join(systems)))
    return tuple(found)


def adversary_section(world: World, adversary: Adversary) -> Section:
    """One adversary, as everybody may read of it."""
    race = f"Its own production doubles in {shown(adversary.growth_months)} months once mobilised."
    return Section(
        title=adversary.title,
        blocks=(
            Paragraph(adversary.summary),
            *known_table(world, adversary.id),
            Paragraph(f"{race} {origin(adversary.growth_months)}", "note"),
        ),
    )


def in_force_words(authority: Authority) -> str:
    """Whether a power is in force at StartEx, and until when."""
    if not authority.in_force:
        return "not in force"
    return f"until week {authority.until_week}" if authority.until_week else "in force"


def law_table(world: World) -> Table:
    """Every power in law: who holds it, whether it is in force, who can renew it, and the source."""
    rows = tuple(
        (
            one.title,
            short_name(world, one.holder),
            f"until week {one.until_week}"
            if one.in_force and one.until_week
            else "in force"
            if one.in_force
            else "not in force",
            short_name(world, one.renewed_by) if one.renewed_by else "–",
            f"{one.tag}: {one.source}",
        )
        for one in world.baseline.authorities
    )
    head = ("Power", "Held by", "At StartEx", "Renewed by", "Tag and source")
    return Table(caption="Powers in law and standing decisions", head=head, rows=rows, widths=(5, 4, 3, 4, 8))
