"""Every detector as data, with the one function that looks: what it is called, whose problem it is, how long it must hold."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from engine.findings.authority import split_concurrence
from engine.findings.capacity import allied_capacity_idle, assembly_capacity_binds, surge_assumption_missed
from engine.findings.coordination import duplicate_investment
from engine.findings.funding import continuing_resolution, order_unfunded
from engine.findings.logistics import repair_slot_unused
from engine.findings.release import release_without_both_sides
from engine.findings.sight import Noticed, Sight
from engine.findings.stockpile import stock_out
from engine.findings.supply import component_contested
from engine.findings.timing import serial_approvals

About = Literal["line", "component", "place", "step", "type", "estimate", "yard"]
"""What the subject is: a line, a component, `theatre system`, `initiative step`, a playbook type, `organisation system`
or `repair organisation`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detector:
    """One detector. `weeks` is for how many weeks in a row it must hold; 0 where it looks at the picture of a turn."""

    id: str
    code: str
    """Its place in the taxonomy of gaps and seams."""
    title: str
    finding_class: str
    kind: Literal["gap", "seam"]
    """What it is unless the worlds say otherwise."""
    about: About
    weeks: int
    dotmlpf: tuple[str, ...]
    owner: str
    """Who would own it in an improvement plan."""
    objectives: tuple[str, ...]
    finds: Callable[[Sight], Iterable[Noticed]]


def _known(*detectors: Detector) -> Mapping[str, Detector]:
    return {one.id: one for one in detectors}


CATALOGUE = _known(
    Detector(
        id="assembly-capacity-binds",
        code="CAP-1",
        title="A line's own people and tooling hold it up while its system is short",
        finding_class="capacity",
        kind="gap",
        about="line",
        weeks=4,
        dotmlpf=("materiel", "facilities"),
        owner="dod/as",
        objectives=("O1", "O7"),
        finds=assembly_capacity_binds,
    ),
    Detector(
        id="allied-capacity-idle",
        code="CAP-3",
        title="An allied line stands idle while its system is short",
        finding_class="capacity",
        kind="seam",
        about="line",
        weeks=4,
        dotmlpf=("organization", "policy"),
        owner="dod/as",
        objectives=("O1", "O5"),
        finds=allied_capacity_idle,
    ),
    Detector(
        id="surge-assumption-missed",
        code="CAP-4",
        title="A surge that somebody had assumed did not come",
        finding_class="capacity",
        kind="gap",
        about="estimate",
        weeks=1,
        dotmlpf=("doctrine", "policy"),
        owner="dod/as",
        objectives=("O1",),
        finds=surge_assumption_missed,
    ),
    Detector(
        id="stock-out",
        code="STK-1",
        title="A theatre has run out of a system that it needs",
        finding_class="stockpile",
        kind="gap",
        about="place",
        weeks=1,
        dotmlpf=("materiel",),
        owner="dod/indopacom",
        objectives=("O2",),
        finds=stock_out,
    ),
    Detector(
        id="split-concurrence",
        code="AUT-4",
        title="It takes two organisations; one acted, the other did not in time",
        finding_class="authority",
        kind="seam",
        about="step",
        weeks=0,
        dotmlpf=("organization", "policy"),
        owner="nsc/staff",
        objectives=("O3", "O6"),
        finds=split_concurrence,
    ),
    Detector(
        id="order-unfunded",
        code="FUN-1",
        title="A payment is asked for that its account cannot make",
        finding_class="funding",
        kind="gap",
        about="step",
        weeks=0,
        dotmlpf=("policy",),
        owner="congress/appropriators",
        objectives=("O3",),
        finds=order_unfunded,
    ),
    Detector(
        id="continuing-resolution",
        code="FUN-2",
        title="A stopgap budget holds up a step, and nobody has asked for an exception",
        finding_class="funding",
        kind="seam",
        about="step",
        weeks=0,
        dotmlpf=("policy", "organization"),
        owner="dod/as",
        objectives=("O3",),
        finds=continuing_resolution,
    ),
    Detector(
        id="release-without-both-sides",
        code="REL-3",
        title="A release was refused or left waiting without weighing what not sharing costs",
        finding_class="technology release",
        kind="seam",
        about="step",
        weeks=0,
        dotmlpf=("doctrine", "leadership"),
        owner="dod/dcsa",
        objectives=("O4",),
        finds=release_without_both_sides,
    ),
    Detector(
        id="component-contested",
        code="SPF-2",
        title="Several systems claim a component that does not suffice, and nobody has ranked them",
        finding_class="supply chain",
        kind="seam",
        about="component",
        weeks=4,
        dotmlpf=("organization", "policy"),
        owner="nsc/staff",
        objectives=("O2", "O8"),
        finds=component_contested,
    ),
    Detector(
        id="repair-slot-unused",
        code="LOG-3",
        title="Repairs wait while an ally's yard is free",
        finding_class="logistics",
        kind="seam",
        about="yard",
        weeks=4,
        dotmlpf=("policy", "organization"),
        owner="dod/indopacom",
        objectives=("O5",),
        finds=repair_slot_unused,
    ),
    Detector(
        id="duplicate-investment",
        code="COO-5",
        title="Allies pay for more of a component than all lines together can take",
        finding_class="coordination",
        kind="seam",
        about="component",
        weeks=0,
        dotmlpf=("leadership", "policy"),
        owner="nsc/state",
        objectives=("O5", "O6"),
        finds=duplicate_investment,
    ),
    Detector(
        id="serial-approvals",
        code="TIM-3",
        title="Approvals stand in a row that could stand side by side",
        finding_class="timing",
        kind="seam",
        about="type",
        weeks=0,
        dotmlpf=("policy", "organization"),
        owner="nsc/staff",
        objectives=("O6",),
        finds=serial_approvals,
    ),
)
"""By id, in the order of the taxonomy. Another detector is one more entry here and one function."""
