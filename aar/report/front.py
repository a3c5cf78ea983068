"""The answer on one page, first in the report: did the assumption hold, what was short and why, what mattered."""

import re
from collections.abc import Iterator

from aar.answer import SystemAnswer
from aar.documents.model import Block, Bullets, Callout, Paragraph, Section, Strong, Table, Words
from aar.page import RESTS_ON
from aar.pages.assumption import asked_of, promised, said_in_short, verdict, verdict_told
from aar.pages.places import Place, costs, places_in, strengths_in
from aar.pages.short import NAMES, changed_by_an_earlier_start, part_of
from aar.report.figures import WORLDS, Counted, cited, entries_told, joined
from aar.report.material import Material
from aar.report.pictures import promises_picture
from aar.wording import units
from aar.worlds.beforehand import EARLIER
from engine.ids import OrganisationId, TheatreId
from engine.titles import plural, short_name
from engine.world import World

FRONT = "The answer"
MOST_CHANGED = 4
MOST_AT_A_GLANCE = 2
IN_SHORT = {
    "seam": "Waiting: at seams",
    "withheld": "choices: declined, returned",
    "not_attempted": "untried: in hindsight",
    "pacing": "pacing: our own turns",
    "unheld": "unheld: empty seats",
    "gap": "gap: the rest",
}
"""The shares of a split in a few words; section 5 has them in whole sentences."""


def front(material: Material) -> Section:
    """One page, and the first chart behind it."""
    answer = material.answer
    blocks: list[Block] = [
        Callout(title=f"Did the surge assumption hold? {verdict(answer)}", text=_verdict(material), kind="warning"),
        _rates(material),
        *_short(material),
        *_mattered(material),
        *_rests_on(material),
        *_promises(material),
    ]
    return Section(title=FRONT, blocks=tuple(blocks), new_page=True)


def at_a_glance(material: Material) -> tuple[Block, ...]:
    """What the title page says: the verdict, and between whom waiting cost the most."""
    answer, world = material.answer, material.world
    costly = [one.boundary for one in answer.boundaries if costs(one)][:MOST_AT_A_GLANCE]
    pairs = "; ".join(_both(world, *one) for one in costly)
    waits = f" Waiting cost the most {pairs}." if pairs else ""
    text = f"{verdict_told(answer)}{waits} Section 1 is the answer on one page."
    return (Callout(title=f"Did the surge assumption hold? {verdict(answer)}", text=text, kind="warning"),)


def _both(world: World, one: OrganisationId, other: OrganisationId) -> str:
    if one == other:
        return f"within {short_name(world, one)}"
    return f"between {short_name(world, one)} and {short_name(world, other)}"


def _verdict(material: Material) -> Words:
    """With the weeks in which those that doubled did so."""
    doubled = [material.figures.doubled(one.system) for one in material.answer.systems]
    entries = sorted({entry for one in doubled if one.value is not None for entry in one.entries})
    return cited(verdict_told(material.answer), entries)


def _promises(material: Material) -> Iterator[Section]:
    """What had been said beside what came; an audience finds what it had said itself."""
    if asked_of(material.answer):
        whose = "What this audience had said itself, if anything. " if material.audience else ""
        note = Paragraph(f"{whose}Estimates by organisation and occasion, with their entries, stand in section 6.", "note")
        said = Paragraph(_titled(material, said_in_short(material.answer)))
        yield Section(title="Promise against delivery", blocks=(said, promises_picture(material.answer), note))


def _rates(material: Material) -> Table:
    figures = material.figures
    rows = tuple(
        (
            one.system,
            units(figures.start_rate(one.system).value or 0),
            *(figures.told(figures.rate(one.system, month)) for month in (12, 24)),
            figures.told(figures.doubled(one.system), "month {}".format, "never"),
            promised(material.answer, one),
        )
        for one in asked_of(material.answer)
    )
    said = sorted({entry for one in asked_of(material.answer) for entry in figures.first_said(one.system).entries})
    told_by = f"; what was said stands in [{entries_told(said)}]" if said else ""
    return Table(
        caption=f"Priority systems: units a month, at StartEx as declared [e 0]{told_by}",
        head=("System", "StartEx", "Month 12", "Month 24", "Doubled", "Said for month"),
        rows=rows,
        widths=(3, 2, 5, 5, 5, 4),
        numbers=(1,),
        row_heads=True,
    )


def _short(material: Material) -> Iterator[Block]:
    answer = material.answer
    rows = [one for one in short_rows(material) if one[1].system in answer.priority] or short_rows(material)
    if not rows:
        yield Paragraph("Nothing was short.")
        return
    keys = [key for key in NAMES if key == "gap" or any(part_of(one, theatre, key) for theatre, one in rows)]
    yield split_table(material, rows, keys, "What was short of priority systems, and what it was lost to, in percent of it")
    yield Paragraph(f"{'; '.join(IN_SHORT[key] for key in keys)}. Below 0: it saved.", "note")
    changed = changed_by_an_earlier_start(answer)
    if changed:
        more = f"; {len(changed) - MOST_CHANGED} more by less" if len(changed) > MOST_CHANGED else ""
        told = f"{'; '.join(changed[:MOST_CHANGED])}{more}"
        yield Paragraph((f"Unmet, had the same orders been begun {EARLIER // 52} years earlier: {told}.", WORLDS))


def short_rows(material: Material) -> list[tuple[TheatreId, SystemAnswer]]:
    """Every theatre and system that was short."""
    answer = material.answer
    theatres = list(answer.systems[0].short_in) if answer.systems else []
    return [(theatre, one) for theatre in theatres for one in answer.systems if one.short_in[theatre]]


def split_table(material: Material, rows: list[tuple[TheatreId, SystemAnswer]], keys: list[str], caption: str) -> Table:
    """Need and what was short with their entries, and the shares, which rest on other worlds."""
    figures = material.figures
    cells: list[tuple[Words, ...]] = [
        (
            one.system,
            material.played.start.world.theatres[theatre].title,
            figures.told(figures.need(one.system, theatre)),
            figures.told(figures.short(one.system, theatre)),
            _unmet(figures.unmet(one.system, theatre)),
            *(f"{part_of(one, theatre, key) or '·'}" for key in keys),
        )
        for theatre, one in rows
    ]
    return Table(
        caption=f"{caption} [w]",
        head=("System", "Theatre", "Need, units", "Short, units", "Unmet", *(NAMES[key] for key in keys)),
        rows=tuple(cells),
        widths=(7, 11, 14, 14, 5, *(5,) * len(keys)),
        numbers=tuple(range(4, 5 + len(keys))),
        row_heads=True,
    )


def _unmet(counted: Counted) -> str:
    """Its entries stand in the cells beside it, of need and of what was short."""
    return "–" if counted.value is None else f"{counted.value}%"


def _mattered(material: Material) -> Iterator[Block]:
    answer, findings = material.answer, material.findings.findings
    told = places_in(answer, findings)
    if told:
        yield Paragraph((Strong("The few places that mattered"), f", {plural(len(told), 'place')}, merged by root:"))
        yield Bullets(tuple(_place(material, one) for one in told), ordered=True)
    else:
        yield Paragraph("No place stands out: nothing that was short leads back to a seam, a choice or a limit.")
    strong = strengths_in(answer, findings, material.findings.objectives)
    yield Paragraph((Strong("Strengths: "), "; ".join(strong) + "." if strong else "none that was computed."))


def _place(material: Material, one: Place) -> Words:
    """What waits and refusals cost comes of other worlds. Organisations are called by their titles here."""
    priced = one.heading.startswith(("SEAM", "CHOICE"))
    heading, text = (_titled(material, words) for words in (one.heading, one.text))
    return (Strong(heading), f" {text}", *((WORLDS,) if priced else ()))


def _titled(material: Material, words: str) -> str:
    return re.sub(r"\b[a-z]+/[a-z-]+", lambda found: short_name(material.world, found[0]), words)


def _rests_on(material: Material) -> Iterator[Block]:
    sentences: list[Words] = list(RESTS_ON)
    if material.answer.control_inputs:
        counted = material.figures.control_inputs()
        told = plural(len(counted.entries), "entry", "entries")
        sentences.append(cited(f"Control changed the course by hand in {told}.", counted.entries))
    yield Paragraph(joined((Strong("What this rests on. "),), *(joined(one, " ") for one in sentences)), "note")
