"""What a detector is: data with the one function that looks. Which detectors there are stands in `catalogue.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from engine.findings.sight import Noticed, Sight

About = Literal[
    "line",
    "component",
    "place",
    "step",
    "type",
    "estimate",
    "yard",
    "system",
    "theatre",
    "authority",
    "index",
    "holding",
    "between",
    "site",
]
"""What the subject is: an id of its kind (a `type` is one of the playbook), or several: a `place` is `theatre system`, a `step`
`initiative step`, an `estimate` `organisation system`, a `yard` `repair organisation`, a `holding` `organisation system`, with
`rear` for the stock of the United States, `between` is `organisation organisation what`, a `site` a line or `theatre
system`."""


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
    turns: int = 0
    """In how many turns in a row it must have held, so that somebody could have acted; 0 where weeks alone count."""
    dotmlpf: tuple[str, ...]
    owner: str
    """Who would own it in an improvement plan."""
    objectives: tuple[str, ...]
    finds: Callable[[Sight], Iterable[Noticed]]
