"""Charts of the report: which values go into which, and what stands under it. How a chart is drawn is in `aar/charts`."""

from statistics import median_low

from aar.answer import Answer
from aar.charts.drawing import Drawing
from aar.charts.promises import Promise, promises_chart
from aar.documents.model import Figure
from aar.pages.assumption import MONTHS, asked_of
from engine.units import THOUSAND

BROAD = 172
"""Millimetres: the whole width between the margins."""


def picture(drawing: Drawing, caption: str = "") -> Figure:
    """A drawing as a block of a document."""
    return Figure(svg=drawing.svg(), alt=f"{drawing.title}. {drawing.says}", caption=caption or drawing.title, width=BROAD)


def promises_picture(answer: Answer) -> Figure:
    """What had been said for the last of the months that were played, beside what came."""
    asked = asked_of(answer)
    month = max((one for one in MONTHS if any(one in each.rate_at for each in asked)), default=MONTHS[0])
    rows = []
    for one in asked:
        said = [row.expected * THOUSAND for row in answer.said if row.system == one.system and row.month == month]
        rows.append(
            Promise(
                system=one.system,
                start=one.start_rate,
                came=one.rate_at.get(month, one.best_rate),
                low=min(said, default=None),
                middle=median_low(said) if said else None,
                high=max(said, default=None),
            )
        )
    return picture(promises_chart(rows, month=month))
