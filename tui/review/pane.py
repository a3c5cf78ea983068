"""What every pane of the review does: it follows the cursor."""

from typing import TypeVar

from tui.review.model import Review
from tui.widgets.pane import RowsPane, WordsPane

Target = TypeVar("Target")


class FollowingRows(RowsPane[Target]):
    """Rows that follow the cursor."""

    def follow(self, review: Review) -> None:
        """Show what is so at the entry under the cursor."""
        raise NotImplementedError

    def every_text(self, review: Review) -> list[str] | None:
        """Every row as text, where not all of them are drawn; None where they are."""
        return None

    def on_resize(self) -> None:
        """Bars and curves are as long as there is room."""
        review = getattr(self.screen, "review", None)
        if review is not None and self.display:
            self.call_after_refresh(self.follow, review)

    @property
    def room(self) -> int:
        """Columns that one row has."""
        return self.rows.scrollable_content_region.width or max(40, self.app.size.width - 6)


class FollowingWords(WordsPane):
    """Words that follow the cursor."""

    def follow(self, review: Review) -> None:
        """Show what is so at the entry under the cursor."""
        raise NotImplementedError
