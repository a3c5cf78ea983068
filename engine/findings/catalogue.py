"""Every detector by its id. What each looks at stands in the modules that this one brings together."""

from collections.abc import Mapping

from engine.findings.detector import Detector
from engine.findings.on_cooperation import COOPERATION
from engine.findings.on_decisions import DECISIONS
from engine.findings.on_things import THINGS

CATALOGUE: Mapping[str, Detector] = {one.id: one for one in (*THINGS, *DECISIONS, *COOPERATION)}
"""By id, in the order of the taxonomy. Another detector is one more entry in one of the three and one function."""
