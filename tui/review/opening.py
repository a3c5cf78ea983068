"""What enter opens, by the pane that it is pressed in: an entry, or a page whose rows lead to entries."""

from typing import Any, cast

from tui.review import estimates_pane, findings_pane, gantt_pane, objectives_pane, seams_pane
from tui.review.curves_pane import CurvesPane, page
from tui.review.desk import Desk
from tui.review.estimates_pane import EstimatesPane
from tui.review.findings_pane import FindingsPane
from tui.review.gantt_pane import GanttPane
from tui.review.log_pane import LogPane
from tui.review.objectives_pane import ObjectivesPane
from tui.review.opening_entries import entry_in, linked
from tui.review.pane import FollowingRows
from tui.review.seams_pane import SeamsPane
from tui.widgets.choose_screen import ChooseScreen
from tui.widgets.words_screen import WordsScreen


def open_row(screen: Desk, pane: FollowingRows[Any]) -> None:
    """Open what the row under the cursor is about."""
    review, target = screen.review, cast(Any, pane.target)
    if isinstance(pane, LogPane):
        screen.open_entry(target)
    elif isinstance(pane, CurvesPane):
        width = min(76, screen.app.size.width - 18)
        screen.app.push_screen(WordsScreen("Curves", page(review, target, width)))
    else:
        found = _page(screen, pane)
        if found is None:
            if isinstance(target, int) and target >= 0:
                screen.go_to_entry(target)
            return

        def chosen(key: str | None) -> None:
            entry = entry_in(key)
            if entry is not None:
                screen.go_to_entry(entry)

        screen.app.push_screen(found, chosen)


def _page(screen: Desk, pane: FollowingRows[Any]) -> ChooseScreen | None:
    review, target, found = screen.review, cast(Any, pane.target), screen.review.findings
    match pane:
        case FindingsPane() if found is not None:
            one = found.findings[target]
            return linked("Finding", findings_pane.head_of(review, one), findings_pane.chain_of(review, one), review)
        case GanttPane():
            return linked("Initiative", gantt_pane.head_of(review, target), gantt_pane.steps_of(review, target), review)
        case SeamsPane():
            return linked("Seam", seams_pane.head_of(review, target), seams_pane.waits_of(review, target), review)
        case EstimatesPane():
            return linked("Estimates", estimates_pane.head_of(review, target), estimates_pane.said_of(review, target), review)
        case ObjectivesPane() if 0 <= target < len(review.objectives):
            rated = review.objectives[target]
            return linked("Objective", objectives_pane.head_of(rated), objectives_pane.measures_of(rated), review)
        case _:
            return None
