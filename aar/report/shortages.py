"""What was short and where it was lost: shares of every system, seams with their waits, choices, what held the lines up."""

from collections.abc import Iterator

from aar.attribution import BoundaryWorth
from aar.chain import Wait
from aar.documents.model import Block, Bullets, Paragraph, Section, Strong, Table, Words
from aar.pages.assumption import asked_of
from aar.pages.places import between, told_costs, waits_on
from aar.pages.short import LEGEND, NAMES, SIGNS, limits
from aar.report.figures import WORLDS, cited, joined
from aar.report.front import short_rows, split_table
from aar.report.material import Material
from aar.report.pictures import curves_pictures, gantt_picture, routes_picture, seams_picture
from aar.wording import units
from engine.titles import plural
from engine.units import THOUSAND

MOST_WAITS, MOST_JOINT = 3, 3


def shortages(material: Material) -> Section:
    """Every system, every boundary, every choice that withheld something."""
    blocks: list[Block] = []
    if rows := short_rows(material):
        blocks.append(split_table(material, rows, list(NAMES), "Every system that was short, in percent of what was short"))
        blocks.append(Paragraph(" ".join(LEGEND.values()) + f" {SIGNS}", "note"))
        blocks += list(_beside(material))
    blocks += list(_limits(material))
    blocks += [_curves(material), _seams(material)]
    if material.answer.choices:
        blocks.append(_choices(material))
    return Section(title="What was short, and where it was lost", blocks=tuple(blocks), new_page=True)


def _beside(material: Material) -> Iterator[Block]:
    """Run B and the redraws, where they say something else."""
    differing = [
        f"{one.system}: seam {units(one.split['seam'])} against {units(one.reacting['seam'])}, "
        f"gap {units(one.split['gap'])} against {units(one.reacting['gap'])}"
        for one in material.answer.systems
        if any(abs(one.split[key] - one.reacting[key]) >= THOUSAND for key in NAMES)
    ]
    if differing:
        told = "; ".join(differing)
        yield Paragraph((f"With red reacting to each world (run B) units are lost otherwise. {told}.", WORLDS))
    redrawn = material.answer.redrawn
    if redrawn is None:
        yield Paragraph("Chance was not redrawn for this report (--redraws): how far the figures reach is not told.", "note")
        return
    rows = tuple(
        (str(system), *(units(value) for value in (one.p5, one.median, one.p95))) for system, one in redrawn.short.items()
    )
    yield Table(
        caption=f"Units short under other dice, {plural(redrawn.count, 'redraw')} [w]",
        head=("System", "At 5 %", "Median", "At 95 %"),
        rows=rows,
        numbers=(1, 2, 3),
        row_heads=True,
    )


def _limits(material: Material) -> Iterator[Block]:
    rows = tuple(
        (one.system, cited("; ".join(limits(one)[:5]), sorted({entry for each in one.bound for entry in each.entries})))
        for one in material.answer.systems
        if one.bound and one.shortage.units
    )
    if rows:
        yield Table(
            caption="What held up the lines while they could still have made what was short, in percent of their weeks",
            head=("System", "Limits"),
            rows=rows,
            widths=(1, 5),
            row_heads=True,
        )


def _curves(material: Material) -> Section:
    """Where units come from and how, then week by week the priority systems, with what each ended with."""
    figures = material.figures
    blocks: list[Block] = [routes_picture(material.world), *curves_pictures(material.played, material.answer)]
    rows = tuple(
        (
            one.system,
            material.played.start.world.theatres[theatre].title,
            figures.told(figures.finished(one.system)),
            figures.told(figures.stock_at_end(one.system, theatre)),
            figures.told(figures.first_week_short(one.system), "week {}".format, "never"),
            figures.told(figures.weeks_short(one.system)),
        )
        for one in asked_of(material.answer)
        for theatre in one.need_in
        if one.need_in[theatre]
    )
    head = ("System", "Theatre", "Made, units", "Stock at the end", "First short", "Weeks short")
    blocks.append(Table(caption="What the curves come to", head=head, rows=rows, widths=(3, 4, 5, 4, 4, 5), row_heads=True))
    return Section(title="Stocks and rates, week by week", blocks=tuple(blocks))


def _seams(material: Material) -> Section:
    boundaries = [one for one in material.answer.boundaries if any(abs(lost) >= THOUSAND // 2 for lost in one.share.values())]
    played, answer = material.played, material.answer
    weeks = {one.boundary: material.figures.boundary_weeks(*one.boundary).value or 0 for one in answer.boundaries}
    blocks: list[Block] = [*seams_picture(played, answer, weeks), *gantt_picture(played, answer)]
    without = len(material.answer.boundaries) - len(boundaries)
    for one in boundaries:
        blocks.append(Paragraph(_boundary(material, one)))
        if waits := waits_on(material.answer, one)[:MOST_WAITS]:
            blocks.append(Bullets(tuple(_wait(material, wait) for wait in waits)))
    if without:
        places = plural(without, "more boundary", "more boundaries")
        blocks.append(Paragraph(f"On {places} a step waited, and that cost no unit."))
    if not material.answer.boundaries:
        blocks.append(Paragraph("No step waited for its organisation: there was no seam."))
    return Section(title="Where steps waited for their organisation", blocks=tuple(blocks))


def _boundary(material: Material, one: BoundaryWorth) -> Words:
    first, second = one.boundary
    weeks = material.figures.told(material.figures.boundary_weeks(first, second), lambda value: plural(value, "week"))
    joint = ""
    if one.joint_with:
        more = f" and {len(one.joint_with) - MOST_JOINT} more" if len(one.joint_with) > MOST_JOINT else ""
        joint = f" To be read together with {'; '.join(between(other) for other in one.joint_with[:MOST_JOINT])}{more}."
    error = " Sampled." if one.sampled else ""
    return joined(
        (Strong(f"{between(one.boundary)}."), " Steps waited "), weeks, f". {told_costs(one)}", (WORLDS,), joint + error
    )


def _wait(material: Material, wait: Wait) -> Words:
    weeks = material.figures.told(material.figures.waited(wait), lambda value: plural(value, "week"))
    end = "then answered" if wait.answered else "never answered"
    begin = f"{wait.after} had done its part in week {wait.since}; {wait.by} was waited for "
    return joined(begin, weeks, f", {end}: {wait.step_title} ({wait.title}).")


def _choices(material: Material) -> Section:
    items = [
        cited(
            f"{one.by} {'returned' if one.returned else 'declined'} in week {one.week}: {one.title}"
            f"{' (' + ', '.join(one.lifts) + ')' if one.lifts else ''}. “{one.reason}”",
            one.entries,
        )
        for one in material.answer.choices
    ]
    note = Paragraph("A refusal with a reason is a choice, never a seam: what it cost stands under choices in the table above.")
    return Section(title="What was declined or returned, with the reasons", blocks=(note, Bullets(tuple(items))))
