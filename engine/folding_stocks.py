"""Facts about the physical world in a view: they are kept, and worked out when asked for (`engine/beliefs.py`)."""

from collections.abc import Mapping

from engine.changing import replace
from engine.events import StockRow
from engine.ids import LineId
from engine.observe import Fact
from engine.views import Fold, LineSeen, View, WeekSeen

KEPT_WEEKS = 520
"""So many weekly reports a view keeps: ten years, longer than any deck."""


def keep(view: View, fact: Fact) -> View:
    """The view with one more fact about the physical world."""
    kept: View = replace(view, unsettled=(*view.unsettled, fact))
    return kept


def _week_passed(view: View, fact: Fact) -> View:
    """Rule 8.3: how the week is lived through depends on what was believed of mood and policies at the time."""
    lived = {**fact, "confidence": view.indices.get("confidence", 50), "policies": view.policies}
    passed: View = replace(view, week=fact["week"] + 1, unsettled=(*view.unsettled, lived))
    return passed


def _stocks_reported(view: View, fact: Fact) -> View:
    reports = dict(view.reports)
    for plain in fact["rows"]:
        row = StockRow(*plain)
        seen = WeekSeen(week=fact["week"], need=row.need, used=row.used, short=row.short, stock=row.stock)
        name = f"{row.theatre} {row.system}"
        reports[name] = reports.get(name, ())[-KEPT_WEEKS:] + (seen,)  # noqa: RUF005 - one copy of what grows, not two
    reported: View = replace(view, reports=reports, unsettled=(*view.unsettled, fact))
    return reported


def _lines_reported(view: View, fact: Fact) -> View:
    """What others' lines finished, and what held them up, is remembered; it says nothing of where their means stand."""
    if "rows" in fact:
        return keep(view, fact)
    binding = dict(fact.get("binding", ()))
    told = {
        LineId(line): LineSeen(week=fact["week"], finished=units, binding=binding.get(line, "")) for line, units in fact["made"]
    }
    return replace(view, others_lines={**view.others_lines, **told})


STOCK_FOLDS: Mapping[str, Fold] = {
    "contract-raised": keep,
    "tooling-begun": keep,
    "idle-switched-on": keep,
    "component-expansion-begun": keep,
    "stock-changed": keep,
    "transit-changed": keep,
    "sea-route-changed": keep,
    "need-changed": keep,
    "launch-changed": keep,
    "site-damaged": keep,
    "workforce-changed": keep,
    "yard-tasked": keep,
    "drain-changed": keep,
    "capacity-revealed": keep,
    "ranking-set": keep,
    "week-passed": _week_passed,
    "stocks-reported": _stocks_reported,
    "rear-reported": keep,
    "shipped": keep,
    "lines-reported": _lines_reported,
    "components-reported": keep,
    "repairs-reported": keep,
}
"""Facts about the physical world."""
