"""`surgex review`: reads a log as far as it is sound, and opens the reviewer's workspace. Wiring only."""

from collections.abc import Sequence
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer
from textual.worker import get_current_worker

from aar.apart import ApartError, apart, make_ready
from aar.log_file import LogError
from aar.models import Findings
from aar.recording import Recording, recorded
from aar.replaying import UnreadableLogError
from aar.results import findings_beside
from aar.summary import worked_out
from tui.inking import inked, lines
from tui.review.model import Review
from tui.review.noting import annotations_of
from tui.review.replaying import ALONE
from tui.review.source import Source
from tui.review.workspace import ReviewScreen
from tui.settings import ClientConfig
from tui.shell import Shell
from tui.too_small import TooSmall
from tui.widgets.prose import Prose
from tui.widgets.words_screen import WordsScreen

SAID_EACH = 100
"""Entries between two words of how far reading is."""


class ReadingScreen(Screen[None]):
    """Says how far reading is."""

    def compose(self) -> ComposeResult:
        """A few words."""
        with Vertical(id="connecting"):
            yield Prose("Reading the log", id="connecting-words")
        yield Footer()

    def say(self, words: str) -> None:
        """Say how far it is."""
        self.query_one("#connecting-words", Prose).say(words)


class ReviewApp(Shell):
    """One log under review, or two."""

    def __init__(self, sources: Sequence[Source], *, config: ClientConfig, works_out: bool = True) -> None:
        super().__init__(config)
        make_ready()
        self._works_out = works_out
        self._sources = list(sources)
        self.problem = ""
        """Why nothing could be opened."""
        self.said: list[str] = []
        self.reviews: list[ReviewScreen] = []

    def on_mount(self) -> None:
        """Read the first log beside the screen."""
        self.dress()
        self.push_screen(ReadingScreen())
        self.mind_size(self.size)
        self._read()

    @work(thread=True, group="reading", exit_on_error=False)
    def _read(self) -> None:
        worker = get_current_worker()
        try:
            for source in self._sources:
                for recording in recorded(source.entries()):
                    if worker.is_cancelled:
                        return
                    if recording.last % SAID_EACH == 0:
                        self.call_from_thread(self._say_how_far, source.name, recording.last)
                self.call_from_thread(self._open, source, recording)
        except (LogError, UnreadableLogError) as error:
            self.call_from_thread(self._give_up, str(error))

    def _say_how_far(self, name: str, last: int) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, ReadingScreen):
                screen.say(f"Reading {name}: entry {last}")

    def _give_up(self, why: str) -> None:
        self.problem = why
        self.exit(2)

    def _open(self, source: Source, recording: Recording) -> None:
        annotations, problem = annotations_of(source, recording.hashes)
        review = Review(recording=recording, name=source.name, glyphs=self.config.glyphs, annotations=annotations)
        screen = ReviewScreen(review, source, reviewer=self.config.reviewer(), problem=problem)
        self.reviews.append(screen)
        review.computed = findings_beside(source.log, recording.head) if source.log else None
        if review.computed is None:
            self._ask_findings(screen)
        self.install_screen(screen, f"log {len(self.reviews)}")
        if len(self.reviews) == 1:
            if isinstance(self.screen, TooSmall):
                self.pop_screen()
            self.switch_screen(screen)
            self.mind_size(self.size)
        else:
            before = self.reviews[-2]
            before.other, screen.other = screen, before
            self.notify(f"{source.name} is open beside {before.review.name}: b changes over, = compares.", timeout=8)

    @on(ReviewScreen.Beside)
    def _beside(self, event: ReviewScreen.Beside) -> None:
        self._open(event.source, event.recording)
        self._change_over()

    @on(ReviewScreen.Other)
    def _change_over(self) -> None:
        """Show the other log at the same week."""
        here = self.screen
        if not isinstance(here, ReviewScreen) or here.other is None:
            self.notify(ALONE, timeout=8)
            return
        entry = here.other.review.entry_before_week(here.review.week)
        self.switch_screen(here.other)
        if entry is not None:
            here.other.put_cursor(entry)

    def _ask_findings(self, screen: ReviewScreen) -> None:
        review = screen.review
        if not review.recording.whole:
            review.computing = "This copy withholds control's parts: findings come from the whole log."
        elif self._works_out:
            self._work_out(screen)

    @work(thread=True, group="findings")
    def _work_out(self, screen: ReviewScreen) -> None:
        worker = get_current_worker()

        def progress(said: str) -> None:
            self.call_from_thread(self._say_progress, screen, f"Working out the findings: {said}.")

        try:
            entries = list(screen.review.recording.entries)
            text = apart(worked_out, entries, progress=progress, wanted=lambda: not worker.is_cancelled)
        except ApartError as error:
            self.call_from_thread(self._say_progress, screen, f"There are no findings: {error}.")
            return
        if text is not None:
            self.call_from_thread(self._take_findings, screen, Findings.model_validate_json(text, strict=True))

    def _say_progress(self, screen: ReviewScreen, said: str) -> None:
        screen.review.computing = said
        screen.told()

    def _take_findings(self, screen: ReviewScreen, found: Findings) -> None:
        screen.review.computed = found
        screen.told()
        self.notify(f"{len(found.findings)} findings: 3 lists them, 5 the seams.", timeout=6)

    def notify(self, message: str, **how: Any) -> None:
        """A toast, kept among the messages."""
        self.said.append(message)
        super().notify(message, **how)

    def action_messages(self) -> None:
        """What was said so far, newest first."""
        dot = self.config.glyphs.dot
        page = lines(f"{dot} {one}" for one in reversed(self.said)) if self.said else inked("Nothing was said yet.")
        self.push_screen(WordsScreen("Messages so far", page))


def run_review(sources: Sequence[Source], *, config: ClientConfig) -> tuple[int, str]:
    """Review logs until the reviewer leaves. The exit code, and why nothing could be opened."""
    app = ReviewApp(sources, config=config)
    return app.run(mouse=config.mouse) or 0, app.problem
