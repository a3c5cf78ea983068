"""The Situation Manual: what every participant reads before play. It is built from the published world alone."""

from collections.abc import Collection, Iterator
from dataclasses import replace

from aar.documents.model import Bullets, Callout, Definitions, Document, Paragraph, Section, Table
from aar.papers.countries import adversary_section, country_section, law_table
from aar.papers.making import Source, paper
from aar.papers.saying import dollars, listed, monthly, percent, shown
from aar.papers.turns import turns_table
from engine.baseline import HOME
from engine.ids import SystemId
from engine.titles import short_name
from engine.world import World, published

GROUPS = {
    "nsc": "National Security Council and departments",
    "dod": "Department of Defense",
    "congress": "Congress",
    "industry": "Industry",
    "allies": "Allies and partners",
    "other": "Adversaries",
}


def situation_manual(source: Source) -> Document:
    """The whole manual; nothing that stands in a brief or an inject."""
    known = replace(source, world=published(source.world))
    sections = (_overview(known.world), _conduct(known), _world(known.world), _countries(known.world), _reading(known))
    return paper(known, "Situation Manual", sections)


def _overview(world: World) -> Section:
    deck = world.deck
    objectives = tuple((one.id, one.title, one.target) for one in deck.objectives)
    return Section(
        title="Exercise overview",
        blocks=(
            Paragraph(deck.summary, "lead"),
            Table(
                caption="Objectives",
                head=("No.", "Objective", "Capability target"),
                rows=objectives,
                widths=(1, 6, 9),
                row_heads=True,
            ),
            Definitions(
                (
                    ("Systems of first priority", listed(_system_title(world, one) for one in deck.priority_systems)),
                    ("Theatres", listed(one.title for one in world.theatres.values())),
                )
            ),
            _who_plays(world),
            *_without_seats(world),
        ),
    )


def _system_title(world: World, system: str) -> str:
    return f"{world.systems[SystemId(system)].title} ({system})"


def _who_plays(world: World) -> Table:
    rows = _by_group(world, [one for one in world.organisations if one in world.seated])
    return Table(caption="Who plays", head=("Group", "Organisations"), rows=rows, widths=(3, 6), row_heads=True)


def _without_seats(world: World) -> tuple[Table, ...]:
    """Of a deck that names its seats: who is in the story and at no table."""
    rows = _by_group(world, [one for one in world.organisations if one not in world.seated])
    caption = "In the story, without a table: control answers for them"
    return (Table(caption=caption, head=("Group", "Organisations"), rows=rows, widths=(3, 6), row_heads=True),) if rows else ()


def _by_group(world: World, names: Collection[str]) -> tuple[tuple[str, str], ...]:
    there = [one for one in world.baseline.organisations if one.id in names]
    found = ((title, "; ".join(one.title for one in there if one.report_group == group)) for group, title in GROUPS.items())
    return tuple((title, named) for title, named in found if named)


def _conduct(source: Source) -> Section:
    rules = source.rules
    return Section(
        title="How it is played",
        new_page=True,
        blocks=(
            turns_table(source.world, source.pace),
            Section(title="Course of the exercise", blocks=(rules.rules("1.6", "1.7", "2.1", "2.2", "2.5"),)),
            Section(title="Orders and slots", blocks=(rules.rules("3.1", "3.2", "3.4", "3.6", "3.7", "3.8"),)),
            Section(title="Initiatives", blocks=(rules.rules("4.1", "4.2", "4.3", "4.4", "4.9", "7.5"),)),
            Section(title="Injects and actions in your own words", blocks=(rules.rules("12.4", "13.1", "13.2", "13.3"),)),
            Section(title="Talk", blocks=(rules.rules("14.1", "14.2", "14.3", "14.6"),)),
            Section(title="Estimates and ratings", blocks=(rules.rules("16.1", "16.3", "1.9"),)),
        ),
    )


def _world(world: World) -> Section:
    return Section(
        title="The world at StartEx",
        new_page=True,
        blocks=(
            Paragraph("Figures are those that everybody may read; what an organisation learns in play may differ.", "note"),
            _systems(world),
            _components(world),
            law_table(world),
        ),
    )


def _systems(world: World) -> Table:
    first = set(world.deck.priority_systems)
    ordered = sorted(world.baseline.systems, key=lambda one: one.id not in first)
    rows = tuple(
        (
            f"{one.title} ({one.id}){' *' if one.id in first else ''}",
            dollars(one.unit_cost.value) + (" (notional)" if one.unit_cost.notional else ""),
            "\n".join(monthly(line.rate) for line in world.lines.values() if line.system == one.id and line.country == HOME)
            or "–",
            shown(one.stock_world),
            shown(one.lead_months),
            shown(one.expand_months),
        )
        for one in ordered
    )
    return Table(
        caption="Systems (* first priority); rates of the lines in the United States",
        head=("System", "A unit costs", "Made a month", "Stock, United States", "Months to deliver", "Months to expand"),
        rows=rows,
        widths=(6, 4, 4, 4, 3, 3),
        numbers=(1, 2, 3, 4, 5),
    )


def _components(world: World) -> Table:
    rows = tuple(
        (
            one.title,
            f"{short_name(world, one.operator)}, {one.place}",
            str(one.sources),
            percent(one.public_spare),
            listed(key for key, system in world.systems.items() if any(part.component == one.id for part in system.materials)),
        )
        for one in world.components.values()
    )
    return Table(
        caption="Parts and materials that lines compete for; what could be made above present rates is what everybody believes",
        head=("Part or material", "Made by", "Sources", "More", "Taken by"),
        rows=rows,
        widths=(4, 6, 2, 3, 6),
        numbers=(2, 3),
    )


def _countries(world: World) -> Section:
    partners = tuple(country_section(world, one) for one in world.baseline.partners)
    adversaries = tuple(adversary_section(world, one) for one in world.baseline.adversaries)
    return Section(title="Countries", new_page=True, blocks=(*_at_home(world), *partners, *adversaries))


def _at_home(world: World) -> Iterator[Section]:
    """What is known of organisations that are no country's."""
    countries = {one.id for one in world.baseline.partners} | {one.id for one in world.baseline.adversaries}
    rows = tuple(
        (short_name(world, one.about), one.said, f"{one.tag}: {one.source}")
        for one in world.baseline.known
        if one.about not in countries
    )
    if rows:
        head = ("Organisation", "What is known", "Tag and source")
        yield Section(title="United States", blocks=(Table(head=head, rows=rows, widths=(4, 6, 5), row_heads=True),))


def _reading(source: Source) -> Section:
    return Section(
        title="How to read the figures",
        blocks=(
            source.rules.saying("**Tags.**"),
            Callout(title="Handling", text=source.world.deck.handling, kind="warning"),
            Bullets(
                (
                    "Everything that happens in the exercise is fictional; no real person is meant.",
                    "The marking at the top and bottom of every page is real; levels named inside the story are fictional.",
                )
            ),
        ),
    )
