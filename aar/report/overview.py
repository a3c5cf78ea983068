"""Exercise Overview: what was exercised, when, by whom, at what pace, and how much was done."""

from collections import Counter

from aar.documents.model import Bullets, Definitions, Paragraph, Section, Words
from aar.papers.saying import day_of, listed
from aar.report.figures import cited, joined
from aar.report.material import Material
from engine.ids import OrganisationId
from engine.titles import plural

FILL_IN = "………………"
"""Left to be filled in by hand."""


def overview(material: Material) -> Section:
    """In doctrine's order: name, dates, scope, capabilities, objectives, threat, scenario, sponsor, participants, contact."""
    return Section(
        title="Exercise Overview", blocks=(Definitions(tuple(_entries(material))), _in_figures(material)), new_page=True
    )


def _entries(material: Material) -> list[tuple[str, Words]]:
    world, answer, gathered = material.world, material.answer, material.gathered
    deck = world.deck
    pace = deck.pace(material.played.start.pace)
    threat = [one.title for one in world.baseline.adversaries] or ["none that acts in this world"]
    last = day_of(world, max(answer.weeks, 1))
    return [
        ("Exercise", f"{deck.title} ({answer.exercise})"),
        ("Dates", " to ".join(dict.fromkeys(gathered.days)) if gathered.days else FILL_IN),
        ("Scenario time", cited(f"{deck.start_date} to the week of {last}; {plural(answer.weeks, 'week')}", _ends(material))),
        ("Scope", f"{pace.title}: {plural(len(pace.turns), 'turn')}; start `{deck.starts[0].id}`: {deck.starts[0].title}"),
        ("Mission areas", "Deterrence, readiness and resilience of munitions production among allies and partners"),
        ("Core capabilities", listed(f"{one.id} {one.title}" for one in deck.objectives)),
        ("Threat", listed(threat)),
        ("Scenario", deck.summary),
        ("Sponsor", FILL_IN),
        ("Participating organizations", _organisations(material)),
        ("Point of contact", FILL_IN),
    ]


def _ends(material: Material) -> list[int]:
    ended = material.gathered.ended
    return [material.gathered.started, *([ended] if ended is not None else [])]


def _organisations(material: Material) -> str:
    world, held = material.world, material.gathered.holders
    groups = Counter(world.organisations[OrganisationId(one)].report_group for one in held if one in world.organisations)
    told = ", ".join(f"{group} {number}" for group, number in sorted(groups.items()))
    return (
        f"{plural(len(held), 'organisation')} with somebody in their seat ({told}); Appendix B lists them" if held else "none"
    )


def _in_figures(material: Material) -> Section:
    figures = material.figures
    told = {
        "Injects that came out": figures.released(),
        "Initiatives that were proposed": figures.initiatives_proposed(),
        "Of them done to the end": figures.initiatives_done(),
        "Estimates on record": figures.sealed(),
        "Entries in which control changed the course by hand": figures.control_inputs(),
    }
    items = tuple(joined(f"{name}: ", figures.told(one)) for name, one in told.items())
    note = (
        "[e …] names the entries of the log that a figure rests on; `surgex replay LOG --to N` shows what was so after one. "
        "[w] stands behind a figure that comes of playing the recorded orders again in other worlds (rules 15.1 to 15.3): "
        "it rests on the whole log. Quantities are rounded to whole units; report.json holds them in thousandths."
    )
    return Section(title="In figures", blocks=(Bullets(items), Paragraph(note, "note")))
