"""Whether other rules than these made a log: said wherever worlds are played again on its orders. Nothing is decided again."""

from collections.abc import Mapping

from aar.reading import Played
from aar.wording import units
from aar.worlds.course import shortfall_played
from engine.ids import SystemId
from engine.recording import ENGINE_VERSION
from engine.titles import plural
from engine.units import THOUSAND

CONSEQUENCE = "What it says stands; shares, findings and what-ifs are by these rules."


def by_other_rules(played: Played, again: Mapping[SystemId, int]) -> str:
    """Why these rules are not those of the log, in sentences; empty where nothing says so.

    `again` is what is short where the log is played again, in thousandths; under the same rules it is the log's own (15.1).
    """
    recorded = shortfall_played(played)
    other = [one for one in recorded if recorded[one] != again[one]]
    engine = str(played.header["engine"])
    if engine != ENGINE_VERSION:
        why = f"surgex {engine} recorded it, this is {ENGINE_VERSION}"
    elif other:
        most = max(other, key=lambda one: (abs(recorded[one] - again[one]), one))
        more = f" (and {plural(len(other) - 1, 'more system differs', 'more systems differ')})" if len(other) > 1 else ""
        was, now = _told(recorded[most], again[most])
        why = f"{most} was {was} units short, played again {now}{more}"
    else:
        return ""
    return f"Other rules made this log: {why}. {CONSEQUENCE}"


def _told(one: int, other: int) -> tuple[str, str]:
    """Whole units, where these tell the two apart."""
    if units(one) != units(other):
        return units(one), units(other)
    return f"{one // THOUSAND:,}.{one % THOUSAND:03}", f"{other // THOUSAND:,}.{other % THOUSAND:03}"
