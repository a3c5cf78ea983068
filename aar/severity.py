"""How severe a finding is, from 1 to 5, in whole numbers (rule 15.7)."""

from engine.units import THOUSAND

LOG2 = (0, 138, 263, 379, 485, 585, 678, 766, 848, 926, 1_000)
"""Rule 15.7: log2(1 + x) in thousandths, for x from 0 to 1 in tenths; straight lines between."""
WEEKS_A_STEP = 8
"""Rule 15.7: weeks late that count as one step."""
SEVERITIES = 5


def severity(*, short: int, need: int, weight: int, weeks: int, recurs: bool) -> int:
    """Rule 15.7: log2(1 + short / need) x weight + weeks late / 8, and 1 more if it recurs; from 1 to 5.

    `short` and `need` are in the same unit, `weight` is the system's, in permille.
    """
    part = min(THOUSAND, max(0, short) * THOUSAND // need) if need > 0 else 0
    lost = log2_of(part) * weight // THOUSAND
    total = (lost + weeks * THOUSAND // WEEKS_A_STEP + THOUSAND // 2) // THOUSAND
    return max(1, min(SEVERITIES, total + (1 if recurs else 0)))


def log2_of(part: int) -> int:
    """Thousandths of log2(1 + part / 1000)."""
    at, rest = divmod(part, 100)
    return LOG2[at] if not rest else LOG2[at] + (LOG2[at + 1] - LOG2[at]) * rest // 100
