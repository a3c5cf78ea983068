"""What of the reviewer's workspace is told to what opens pages on it: its log, its cursor, another log beside it."""

from textual.message import Message

from aar.recording import Recording
from tui.review.log_pane import page_of
from tui.review.model import Review
from tui.review.replaying import Replaying
from tui.review.seams_pane import SeamsPane
from tui.review.source import Source
from tui.widgets.search_screen import SearchedPage


class Desk(Replaying):
    """A log that is replayed, where it is from, and the pages that it opens."""

    class Beside(Message):
        """Another log is to be opened beside this one."""

        def __init__(self, source: Source, recording: Recording) -> None:
            super().__init__()
            self.source, self.recording = source, recording

    def __init__(self, review: Review, source: Source) -> None:
        super().__init__(review)
        self.source = source
        self.seams_pane = SeamsPane(5)

    def open_entry(self, number: int) -> None:
        """The entry whole, on a page."""
        self.app.push_screen(SearchedPage(f"Entry {number}", page_of(self.review, number)))

    def open_beside(self, source: Source, recording: Recording) -> None:
        """Open another log beside this one."""
        self.post_message(self.Beside(source, recording))
