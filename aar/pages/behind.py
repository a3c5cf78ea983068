"""What stands behind the places on the front: every boundary with its waits, every finding, and choices with their reasons."""

from collections.abc import Iterator, Sequence

from aar.answer import Answer
from aar.attribution import BoundaryWorth
from aar.chain import Wait
from aar.models import Finding
from aar.pages.places import between, told_costs, waits_on
from aar.plain import Choice, PlainAnswer
from aar.wording import bullet, fitted, indented
from engine.titles import plural
from engine.units import THOUSAND

MOST_CHOICES = 8
MOST_ENTRIES = 6
MOST_OF_A_CODE = 12


def seams_behind(answer: Answer) -> Iterator[str]:
    """Every boundary on which a step waited: what that cost, and its longest waits."""
    if not answer.boundaries:
        return
    yield "WHERE STEPS WAITED FOR THEIR ORGANISATION"
    for number, one in enumerate((one for one in answer.boundaries if _moved(one)), start=1):
        yield from _place(answer, number, one)
    without = sum(not _moved(one) for one in answer.boundaries)
    if without:
        where = "one boundary" if without == 1 else f"{without} boundaries"
        yield from indented(f"On {where} a step waited, and that cost no unit.", 2)
    yield ""


def _moved(worth: BoundaryWorth) -> bool:
    return any(abs(value) >= THOUSAND // 2 for value in worth.share.values())


def _place(answer: Answer, number: int, worth: BoundaryWorth) -> Iterator[str]:
    yield f"  {number}. {between(worth.boundary)}"
    cost = told_costs(worth)
    if worth.joint_with:
        others = ", ".join(between(one) for one in worth.joint_with[:3])
        more = f" and {len(worth.joint_with) - 3} more" if len(worth.joint_with) > 3 else ""
        cost += f" To be read together with {others}{more}: without them it would have cost more or less."
    yield from indented(cost, 5)
    for wait in waits_on(answer, worth)[:2]:
        end = "then answered" if wait.answered else "never answered"
        entries = ", ".join(map(str, wait.entries[:MOST_ENTRIES]))
        weeks = plural(wait.weeks, "week")
        text = (
            f"{wait.after} had done its part; {wait.by} was waited for {weeks}, asked in week {wait.since}, {end}: "
            f"{wait.step_title} ({wait.title}). {_lifts(wait)} Entries {entries}."
        )
        yield from indented(text, 5)


def _lifts(wait: Wait) -> str:
    if not wait.system:
        return "It lifts no line: it brings stock, repair, law or trust."
    later = [one for one in wait.lifts if one not in wait.bound_in_play]
    if not wait.bound_in_play:
        return f"What it lifts did not bind in play; it binds once more is made: {', '.join(later)}."
    also = f", and next {', '.join(later)}" if later else ""
    return f"It would have lifted what bound: {', '.join(wait.bound_in_play)}{also}."


def findings_behind(findings: Sequence[Finding]) -> Iterator[str]:
    """Every finding that is neither a choice nor a seam that the worlds priced; those of one detector together."""
    shown = [one for one in findings if one.kind != "withheld" and not (one.kind == "seam" and one.status == "computed")]
    if not shown:
        return
    yield "WHAT THE DETECTORS FOUND BESIDE, each with its severity of 5"
    for code in dict.fromkeys(one.code for one in shown):
        of_code = [one for one in shown if one.code == code]
        yield from indented(f"{code} {of_code[0].kind}, owner {of_code[0].owner}", 2)
        for one in of_code[:MOST_OF_A_CODE]:
            entries = ", ".join(map(str, one.evidence[:MOST_ENTRIES]))
            more = " …" if len(one.evidence) > MOST_ENTRIES else ""
            yield from bullet(f"{one.title.rstrip('.')}. Entries {entries}{more}", str(one.severity), 4)
        if len(of_code) > MOST_OF_A_CODE:
            yield f"    and {len(of_code) - MOST_OF_A_CODE} more: `surgex findings LOG --json`"
    yield ""


def choices_behind(answer: PlainAnswer, most: int = MOST_CHOICES) -> Iterator[str]:
    """What somebody declined or returned that would have lifted a line, and why."""
    told = [one for one in answer.choices if one.lifts]
    if not told:
        return
    yield "CHOICES THAT WITHHELD SUPPLY, with their reasons"
    for one in told[:most]:
        yield from bullet(_choice(one))
    left = len(told) - most
    if left > 0:
        yield f"    and {left} more"
    yield ""


def _choice(one: Choice) -> str:
    verb = "returned" if one.returned else "declined"
    entries = ", ".join(map(str, one.entries[-2:]))
    systems = fitted(", ".join(one.lifts), 40)
    return f"{one.by} {verb}, week {one.week}: {one.title} ({systems}). “{one.reason}” Entries {entries}."
