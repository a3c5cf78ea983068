"""What the answer rests on, as lines of 80 columns: control's share, notional values, the brief's recommendations."""

from collections.abc import Iterator, Sequence

from aar.pages.places import between
from aar.recommendations import Recommendation
from aar.sensitivity import Reordering, Sensitivity
from aar.thorough import Thorough
from aar.wording import bullet, paragraph, units
from engine.titles import plural
from engine.units import THOUSAND

MOST = 12
"""Notional values that are named; findings.json holds all."""


def thorough_page(found: Thorough) -> str:
    """All three, one after the other."""
    lines = [*_control(found), *_notional(found.sensitivity), *_recommendations(found.recommendations)]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _control(found: Thorough) -> Iterator[str]:
    yield "WHAT RESTS ON CONTROL'S HAND"
    told = {system: saved for system, saved in found.resting_on_control.items() if abs(saved) >= THOUSAND // 2}
    if not found.resting_on_control:
        yield from paragraph("Control changed nothing by hand.")
    elif not told:
        yield from paragraph("What control changed by hand made no unit of difference.")
    for system, saved in told.items():
        more = "more" if saved > 0 else "fewer"
        yield from bullet(f"{system}: {units(abs(saved))} {more} short than without what control changed by hand")
    yield ""


def _notional(found: Sensitivity) -> Iterator[str]:
    yield "WHICH NOTIONAL VALUES THE ORDER RESTS ON"
    yield from paragraph(f"Most short, weighted: {', '.join(found.declared.systems) or 'none'}.")
    if found.declared.boundaries:
        yield from paragraph(f"Costliest waits: {'; '.join(between(one) for one in found.declared.boundaries)}.")
    said = f"{plural(found.looked_at, 'notional value')} halved and half as much again"
    if not found.reordering:
        yield from paragraph(f"{said}: none changes the order.")
    else:
        named = len({one.path for one in found.reordering})
        yield from paragraph(f"{said}: {named} change the order.")
    furthest = sorted(found.reordering, key=lambda one: (-places_moved(found, one), one.path, one.permille))
    for one in furthest[:MOST]:
        yield from bullet(
            f"{one.path} ({one.value}) {'x0.5' if one.permille < THOUSAND else 'x1.5'}: {reordering_told(found, one)}"
        )
    if len(furthest) > MOST:
        yield f"  and {plural(len(furthest) - MOST, 'more change')}; --json lists them all"
    yield ""


def reordering_told(found: Sensitivity, one: Reordering) -> str:
    """What moved furthest, from which place to which."""
    said = []
    if one.systems is not None:
        said.append(_difference(found.declared.systems, one.systems))
    if one.boundaries is not None:
        said.append(
            _difference([between(each) for each in found.declared.boundaries], [between(each) for each in one.boundaries])
        )
    return "; ".join(said)


def _difference(declared: Sequence[str], other: Sequence[str]) -> str:
    """The one that moved furthest, from which place to which."""
    places = {name: (_place(declared, name), _place(other, name)) for name in (*declared, *other)}
    name = max(places, key=lambda each: (abs(places[each][0] - places[each][1]), each))
    before, after = places[name]
    if before > len(declared):
        return f"{name} comes in at {after}"
    return f"{name} falls out from {before}" if after > len(other) else f"{name} from {before} to {after}"


def _place(names: Sequence[str], name: str) -> int:
    return names.index(name) + 1 if name in names else len(names) + 1


def places_moved(found: Sensitivity, one: Reordering) -> int:
    """How many places everything moved together."""
    total = 0
    if one.systems is not None:
        total += sum(abs(_place(one.systems, name) - at) for at, name in enumerate(found.declared.systems, start=1))
    if one.boundaries is not None:
        names = [between(each) for each in one.boundaries]
        total += sum(abs(_place(names, between(each)) - at) for at, each in enumerate(found.declared.boundaries, start=1))
    return total


def _recommendations(found: Sequence[Recommendation]) -> Iterator[str]:
    yield "THE BRIEF'S RECOMMENDATIONS"
    for one in found:
        if one.carried_out:
            title, week = one.done[0]
            more = f" and {len(one.done) - 1} more" if len(one.done) > 1 else ""
            yield from bullet(f"{one.title}: carried out (week {week}: {title}{more})", sign="✓")
            continue
        begun = f" Begun and not done: {one.proposed[0]}." if one.proposed else ""
        yield from bullet(f"{one.title}: not carried out.{begun} {worth_told(one)}", sign="✗")
    yield from paragraph(
        "Worth is set beside the world in which nothing waited; what only moves minds or law may save no unit."
    )
    yield ""


def worth_told(one: Recommendation) -> str:
    """What it would have been worth, had it been begun in week 1."""
    if not one.way:
        return "Nobody here could have begun it."
    told = {system: saved for system, saved in one.saved.items() if abs(saved) >= THOUSAND // 2}
    most = sorted(told, key=lambda system: (-abs(told[system]), system))[:4]
    worth = ", ".join(f"{system} {'' if told[system] > 0 else '-'}{units(abs(told[system]))}" for system in most)
    return f"Begun in week 1 ({one.way}) it would have saved {worth or 'no unit'}."
