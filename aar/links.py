"""The links of a finding's chain, from a shortage back to a boundary, in the shape that findings.json has (rule 15.5)."""

from collections.abc import Iterable, Iterator, Sequence

from aar.answer import Answer
from aar.chain import Wait
from aar.models import Link
from aar.wording import held_up_by, units
from engine.ids import SystemId
from engine.titles import plural

ORDER = ("shortage", "line", "constraint", "initiative", "step", "boundary")


def in_order(links: Iterable[Link]) -> tuple[Link, ...]:
    """Each link once, from the shortage to the boundary."""
    once: dict[tuple[str, str, str], Link] = {}
    for one in links:
        once.setdefault((one.link, one.subject, one.says), one)
    return tuple(sorted(once.values(), key=lambda one: ORDER.index(one.link)))


def chain_of_systems(answer: Answer, systems: Sequence[SystemId]) -> Iterator[Link]:
    """What was short of each system, and since when."""
    for system in systems:
        shortage = answer.of(system).shortage
        if not shortage.units:
            continue
        says = f"{system}: {units(shortage.units)} units short of {units(shortage.need)}, first in week {shortage.first_week}"
        yield Link(link="shortage", subject=system, says=says, entries=shortage.entries)


def bound_links(answer: Answer, systems: Sequence[SystemId], *, line: str = "", constraint: str = "") -> Iterator[Link]:
    """What bound the lines of systems, while they could still have made what was short."""
    for system in systems:
        for one in answer.of(system).bound:
            if (line in ("", one.line)) and (constraint in ("", one.constraint)):
                why = held_up_by(one.constraint, one.title)
                says = f"{one.line_title} was held up by {why} in {one.weeks} of {plural(one.of_weeks, 'week')}"
                yield Link(link="line", subject=one.line, says=says, entries=one.entries)


def chain_of_step(answer: Answer, waits: Sequence[Wait]) -> tuple[Link, ...]:
    """The chains of steps that waited, for each system that they would have helped."""
    links: list[Link] = []
    for wait in waits:
        links += chain_of_systems(answer, [wait.system])
        for bound in wait.bound_in_play:
            links += bound_links(answer, [wait.system], constraint=bound)
        lifts = f"{wait.title} lifts the want of {wait.lifts_told}"
        links.append(Link(link="initiative", subject=wait.initiative, says=lifts, entries=wait.proposed))
        says = f"{wait.step_title}: open since week {wait.since}, waited {plural(wait.weeks, 'week')}"
        links.append(Link(link="step", subject=wait.step, says=says, entries=wait.entries))
        between = " ↔ ".join(wait.boundary)
        acts = f"{wait.after} was done, {wait.by} had to act"
        links.append(Link(link="boundary", subject=between, says=acts, entries=wait.entries))
    return in_order(links)
