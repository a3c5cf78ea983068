"""Appendix H: what the answer rests on, where there were minutes for it: control's hand, notional values, recommendations."""

from aar.documents.model import Block, Bullets, Paragraph, Section, Table, Words
from aar.pages.places import between
from aar.pages.thorough import reordering_told, worth_told
from aar.report.figures import WORLDS, cited
from aar.report.material import Material
from aar.report.pictures import tornado_picture
from aar.thorough import Thorough
from aar.wording import units
from engine.titles import plural
from engine.units import THOUSAND

MOST = 20


def thoroughly(material: Material) -> Section:
    """All three, or that they were not asked for."""
    title = "Appendix H: What the order of findings rests on"
    if material.thorough is None:
        why = "left out of this copy" if material.audience else "not asked for (`--thorough`)"
        return Section(title=title, numbered=False, blocks=(Paragraph(f"The thorough analysis was {why}."),))
    found = material.thorough
    blocks: tuple[Block, ...] = (_control(material, found), *_notional(found), _recommendations(found))
    return Section(title=title, numbered=False, blocks=blocks, new_page=True)


def _control(material: Material, found: Thorough) -> Paragraph:
    told = [
        f"{system} {units(abs(saved))} {'more' if saved > 0 else 'fewer'}"
        for system, saved in found.resting_on_control.items()
        if abs(saved) >= THOUSAND // 2
    ]
    if not found.resting_on_control:
        return Paragraph("Control changed nothing by hand.")
    said = f"Short only through what control changed by hand: {'; '.join(told) or 'no unit'}."
    return Paragraph((*cited(said, material.answer.control_inputs), WORLDS))


def _notional(found: Thorough) -> list[Block]:
    sensitivity = found.sensitivity
    declared = ", ".join(sensitivity.declared.systems) or "none"
    costly = "; ".join(between(one) for one in sensitivity.declared.boundaries) or "none"
    said = f"{plural(sensitivity.looked_at, 'notional value')} were halved and made half as much again."
    blocks: list[Block] = [Paragraph((f"Most short, weighted: {declared}. Costliest waits: {costly}. {said}", WORLDS))]
    rows: list[tuple[Words, ...]] = [
        (one.path, one.value, "× 0.5" if one.permille < THOUSAND else "× 1.5", reordering_told(sensitivity, one))
        for one in sensitivity.reordering[:MOST]
    ]
    blocks += list(tornado_picture(sensitivity))
    if rows:
        caption = "Notional values that reorder the seven that mattered most [w]"
        blocks.append(
            Table(caption=caption, head=("Value", "Declared", "Changed", "Then"), rows=tuple(rows), widths=(6, 2, 2, 6))
        )
    else:
        blocks.append(Paragraph("None of them changes the order."))
    if len(sensitivity.reordering) > MOST:
        blocks.append(Paragraph(f"{len(sensitivity.reordering) - MOST} more changes stand in report.json.", "note"))
    return blocks


def _recommendations(found: Thorough) -> Section:
    items: list[Words] = [] if found.recommendations else ["Nothing in this playbook carries one out."]
    for one in found.recommendations:
        if one.carried_out:
            title, week = one.done[0]
            more = f" and {len(one.done) - 1} more" if len(one.done) > 1 else ""
            items.append(f"{one.title}: carried out (week {week}: {title}{more}).")
        else:
            begun = f" Begun and not done: {one.proposed[0]}." if one.proposed else ""
            items.append((f"{one.title}: not carried out.{begun} {worth_told(one)}", WORLDS))
    return Section(title="The brief's recommendations", numbered=False, blocks=(Bullets(tuple(items)),))
