"""Going through a log: step, turn, play, go to, search. What is shown there, the workspace knows."""

from collections.abc import Sequence
from typing import overload

from textual.timer import Timer

from tui.review.going import GoTo, place_named
from tui.review.log_pane import entry_row
from tui.review.model import Review
from tui.widgets.paned import PanedScreen
from tui.widgets.search_screen import AskWord, next_with

ALONE = "One log is open: `surgex review A B` opens two, and o on the page of a what-if opens its log."
SPEEDS = (1, 2, 4, 8, 16, 32, 64)
"""Entries a second."""
FRAMES = 8
"""Times a second at the most that the cursor moves by itself."""


class EntryTexts(Sequence[str]):
    """The rows of a log as text, each made when it is looked at and kept: a search goes no farther than what it finds."""

    def __init__(self, review: Review) -> None:
        self._review = review
        self.made: dict[int, str] = {}

    def __len__(self) -> int:
        return self._review.recording.last + 1

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        if at not in self.made:
            self.made[at] = entry_row(self._review, at).plain
        return self.made[at]


class Replaying(PanedScreen):
    """One cursor on a log."""

    def __init__(self, review: Review) -> None:
        super().__init__()
        self.review = review
        self.speed = 2
        """Which of the speeds."""
        self._player: Timer | None = None
        self._owed = 0.0
        self._word = ""
        self._texts = EntryTexts(review)

    @property
    def plays(self) -> bool:
        """Whether the entries pass by themselves."""
        return self._player is not None

    def show_cursor(self) -> None:
        """Show what follows the cursor."""
        raise NotImplementedError

    def put_cursor(self, number: int) -> None:
        """Go to an entry; -1 is the last one."""
        last = self.review.recording.last
        number = last if number < 0 else min(number, last)
        if number != self.review.cursor:
            self.review.cursor = number
            self.show_cursor()

    def go_to_entry(self, number: int) -> None:
        """Go to an entry and show it in the log."""
        self.put_cursor(number)
        self.action_go(1)

    def action_step(self, by: int) -> None:
        """One entry on or back."""
        self.put_cursor(max(0, self.review.cursor + by))

    def action_turn(self, by: int) -> None:
        """Where the next turn begins, or this one, or the one before."""
        starts = [0, *(number for _, number in self.review.turn_starts()), self.review.recording.last]
        cursor = self.review.cursor
        found = [one for one in starts if one > cursor] if by > 0 else [one for one in starts if one < cursor]
        if found:
            self.put_cursor(min(found) if by > 0 else max(found))

    def action_play(self) -> None:
        """Let the entries pass, or stop; at the end it begins anew."""
        if self._player is not None:
            self._stop()
        else:
            if self.review.cursor >= self.review.recording.last:
                self.put_cursor(0)
            self._owed = 0.0
            self._player = self.set_interval(1 / FRAMES, self._tick)
        self.show_cursor()

    def _tick(self) -> None:
        self._owed += SPEEDS[self.speed] / FRAMES
        whole = int(self._owed)
        self._owed -= whole
        if whole:
            self.put_cursor(min(self.review.recording.last, self.review.cursor + whole))
        if self.review.cursor >= self.review.recording.last and not self.review.live:
            self._stop()
            self.show_cursor()

    def _stop(self) -> None:
        if self._player is not None:
            self._player.stop()
            self._player = None

    def action_speed(self, by: int) -> None:
        """Slower or faster."""
        self.speed = max(0, min(len(SPEEDS) - 1, self.speed + by))
        self.app.notify(f"{SPEEDS[self.speed]} entries a second", timeout=2)
        self.show_cursor()

    def action_go_to(self) -> None:
        """Ask where to."""

        def asked(said: str | None) -> None:
            if said is None:
                return
            found = place_named(self.review, said)
            if isinstance(found, str):
                self.app.notify(found, severity="warning", timeout=8)
            else:
                self.go_to_entry(found)

        self.app.push_screen(GoTo(), asked)

    def action_search(self) -> None:
        """Ask for a word and go to the next entry that says it."""

        def asked(word: str | None) -> None:
            if word is not None:
                self._word = word
                self.action_again(1)

        self.app.push_screen(AskWord(self._word), asked)

    def action_again(self, by: int) -> None:
        """The next entry with the word, round and round."""
        found = next_with(self._word, self._texts, self.review.cursor, by)
        if found is None:
            said = f"No entry says {self._word}." if self._word else "/ asks for a word to search for."
            self.app.notify(said, timeout=5)
        else:
            self.go_to_entry(found)
