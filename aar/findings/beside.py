"""Findings that no detector finds: choices that withheld supply, which the worlds price, and strengths (rule 15.2)."""

from collections.abc import Iterator, Mapping, Sequence

from aar.answer import Answer
from aar.findings.weighing import Told, weighed
from aar.links import chain_of_systems
from aar.models import Finding, Link
from aar.plain import Choice
from aar.rates import DOUBLED, RATE_WEEKS, monthly_rates
from aar.reading import Played
from aar.wording import units
from engine.ids import SystemId

WITHHELD = "withheld-concurrence"
"""A choice: found by the worlds and no detector."""
STRENGTH = "surge-reached"
"""A strength: a system doubled by the month in which somebody had first assumed it."""


def choices(played: Played, answer: Answer) -> Iterator[Finding]:
    """Rule 15.2: a refusal of what would have lifted something short is a choice, with its reason; one for each step."""
    of_step: dict[tuple[str, str], list[Choice]] = {}
    for one in answer.choices:
        of_step.setdefault((one.initiative, one.step), []).append(one)
    for several in of_step.values():
        choice = several[-1]
        cost = {system: answer.of(system).split["withheld"] for system in choice.lifts}
        lost = {system: value for system, value in cost.items() if value > 0}
        if not lost:
            continue
        yield weighed(
            played,
            answer,
            _told_of_choices(answer, several, lost),
            ids=(f"{WITHHELD} {choice.initiative} {choice.step}",),
            code=WITHHELD,
            class_="choice",
            dotmlpf=("leadership", "policy"),
            owner=choice.by,
            objectives=(),
            weeks=0,
            recurs=False,
            week=choice.week,
            noticed=choice.entries,
        )


def _told_of_choices(answer: Answer, several: Sequence[Choice], lost: Mapping[SystemId, int]) -> Told:
    """The last answer to a step is its title; what was answered before it stands in the chain."""
    last = several[-1]
    chain = [
        *chain_of_systems(answer, list(lost)),
        Link(
            link="initiative",
            subject=last.initiative,
            says=f"{last.title} would have helped {', '.join(lost)}",
            entries=last.proposed,
        ),
    ]
    for one in several:
        says = f"{one.step_title}: {_verb(one)} in week {one.week}{'' if one is last else ': ' + one.reason}"
        chain.append(Link(link="step", subject=one.step, says=says, entries=one.entries))
    return Told(
        title=f"{last.by} {_verb(last)} {last.title}: {last.reason}",
        organisations={last.by, last.proposer},
        systems=list(lost),
        chain=chain,
        kind="withheld",
        computed=True,
        saved=lost,
    )


def _verb(choice: Choice) -> str:
    return "returned" if choice.returned else "declined"


def strengths(played: Played, answer: Answer) -> Iterator[Finding]:
    """Rule 15.2: where a priority system doubled by the month in which the boldest had said that it would."""
    for system in answer.priority:
        one = answer.of(system)
        assumed = [said.month for said in answer.said if said.system == system and said.expected * 1_000 >= 2 * one.start_rate]
        if one.doubled_month is None or not assumed or one.doubled_month > min(assumed):
            continue
        week = next(week for week, rate in monthly_rates(played, system) if rate >= DOUBLED * one.start_rate)
        link = Link(
            link="line",
            subject=system,
            says=f"{units(one.start_rate)} a month at StartEx, at best {units(one.best_rate)}",
            entries=tuple(entry for back in range(RATE_WEEKS) for entry in played.evidence[f"week {week - back}"]),
        )
        title = f"{system} doubled its rate in month {one.doubled_month}, by month {min(assumed)} as the boldest had said"
        told = Told(title=title, organisations=(), systems=(), chain=[link], kind="strength", computed=True)
        yield weighed(
            played,
            answer,
            told,
            ids=(f"{STRENGTH} {system}",),
            code=STRENGTH,
            class_="capacity",
            dotmlpf=("materiel",),
            owner="dod/as",
            objectives=("O1",),
            weeks=0,
            recurs=False,
            week=week,
            noticed=link.entries,
        )
