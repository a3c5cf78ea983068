"""`surgex review`: reads a log as far as it is sound, and opens the reviewer's workspace. Wiring only."""

import gc
from collections.abc import Callable, Sequence
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
from aar.models_of_plain import PlainFindings
from aar.recording import Recording, recorded
from aar.replaying import UnreadableLogError
from aar.results import findings_beside
from aar.summary import worked_out
from engine.titles import plural
from server.client import LinkState, SeatClient
from tui.inking import inked, lines
from tui.link import Batch, LinkNews
from tui.review.following import ANOTHER_LOG, Connect, LogSeat, lacks, parted, readable, why_not
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

    def __init__(
        self,
        sources: Sequence[Source],
        *,
        config: ClientConfig,
        works_out: bool = True,
        connect: Connect | None = None,
        alone: bool = False,
    ) -> None:
        """`connect` makes the seat of a running exercise; then there are no sources. `alone`: the process is this review."""
        super().__init__(config)
        self._connect = connect
        self._seat: LogSeat | None = None
        self._recording = Recording()
        make_ready()
        self._works_out = works_out
        self._alone = alone
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
        if self._connect is None:
            self._read()
            return
        self._seat = self._connect(Batch(self, self.config.updates).changed)
        self.run_worker(self._seat.run(), group="link", exclusive=True)
        self.set_interval(1, self._count_down)

    @on(LinkNews)
    def _news(self) -> None:
        """The running exercise went on: take in what it recorded, and ask for what is not here yet."""
        seat = self._seat
        if seat is None:
            return
        if why := why_not(seat) or (ANOTHER_LOG if self.reviews and parted(seat, self._recording.hashes) else ""):
            self._stop_following(seat, why)
            return
        if lacks(seat, len(seat.logged)):
            seat.ask_log()
        before = self._recording.last
        for entry in seat.logged[before + 1 :]:
            if self._recording.fault or not self._recording.take(entry):
                break
        if self.reviews and self._recording.fault:  # what was read is sound: what came now belongs to another history
            self._recording.fault = ""
            self._stop_following(seat, ANOTHER_LOG)
            return
        if not self.reviews and self._recording.last >= 0 and not lacks(seat, len(seat.logged)):
            self._open_live(seat)
        elif self.reviews:
            self._grew(seat, before)
        else:
            self._say_how_far(seat.url, self._recording.last)

    def _stop_following(self, seat: LogSeat, why: str) -> None:
        """Nothing more comes; what was read already stays, and says so."""
        if not self.reviews:
            self._give_up(why)
            return
        screen = self.reviews[0]
        seat.close()
        self._seat, screen.review.live = None, False
        screen.cut, screen.problem = why, f"nothing goes to the server any more: {why}"
        screen.told()

    def _count_down(self) -> None:
        """Until the next attempt to connect."""
        if self._seat is not None and self._seat.state is not LinkState.ONLINE and self.reviews:
            self.reviews[0].show_cursor()

    def _open_live(self, seat: LogSeat) -> None:
        source = Source(
            name=seat.url, entries=lambda: iter(seat.logged), records=list, annotations=None, annotate=seat.annotate
        )
        self._open(source, self._recording)
        self.reviews[0].seat, review = seat, self.reviews[0].review
        review.live, review.annotations = True, readable(seat)
        review.rates_first = seat.holder or "nobody" if seat.role == "evaluator" else ""
        self.reviews[0].put_cursor(-1)

    def _grew(self, seat: LogSeat, before: int) -> None:
        """Whoever stands at the end follows it."""
        screen = self.reviews[0]
        screen.review.annotations = readable(seat)
        screen.review.rates_first = seat.holder or "nobody" if seat.role == "evaluator" else ""
        if screen.review.cursor == before != self._recording.last:
            screen.put_cursor(-1)
        screen.told()

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
        if (
            self._alone
        ):  # what was read stays to the end: looking for garbage in it at a key press would take longer than the key
            gc.collect()
            gc.freeze()
        annotations, problem = annotations_of(source, recording.hashes)
        review = Review(recording=recording, name=source.name, glyphs=self.config.glyphs, annotations=annotations)
        screen = ReviewScreen(review, source, reviewer=self.config.reviewer(), save_in=self.config.folder, problem=problem)
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
        elif not review.recording.played or not review.recording.played.exercise.phase.over:
            review.computing = "The exercise has not ended: r works out the findings so far."
        elif self._works_out:
            self._work_out(screen)

    @on(ReviewScreen.Wanted)
    def _wanted(self, event: ReviewScreen.Wanted) -> None:
        if any(one.group == "findings" and not one.is_finished for one in self.workers):
            self.notify("The findings are being worked out; the line of status says how far.", timeout=5)
        elif event.screen.review.recording.whole:
            self._work_out(event.screen)

    @work(thread=True, group="findings")
    def _work_out(self, screen: ReviewScreen) -> None:
        worker = get_current_worker()

        def progress(said: str | PlainFindings) -> None:
            if isinstance(said, PlainFindings):
                screen.review.divided = said
            else:
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
        self.notify(f"{plural(len(found.findings), 'finding')}: 3 lists them, 5 the seams.", timeout=6)

    def action_leave(self) -> None:
        """Leave; a running exercise goes on."""
        if self._seat is not None:
            self._seat.close()
        self.exit(0)

    def notify(self, message: str, **how: Any) -> None:
        """A toast, kept among the messages."""
        self.said.append(message)
        super().notify(message, **how)

    def action_messages(self) -> None:
        """What was said so far, newest first."""
        dot = self.config.glyphs.dot
        page = lines(f"{dot} {one}" for one in reversed(self.said)) if self.said else inked("Nothing was said yet.")
        self.push_screen(WordsScreen("Notices so far", page))


def run_following(url: str, token: str, *, config: ClientConfig) -> tuple[int, str]:
    """Review a running exercise with control's or an evaluator's token. The exit code, and why it could not be opened."""

    def connect(on_change: Callable[[str], object]) -> LogSeat:
        return SeatClient(url, token, on_change=on_change)

    app = ReviewApp([], config=config, connect=connect, alone=True)
    return app.run(mouse=config.mouse) or 0, app.problem


def run_review(sources: Sequence[Source], *, config: ClientConfig) -> tuple[int, str]:
    """Review logs until the reviewer leaves. The exit code, and why nothing could be opened."""
    app = ReviewApp(sources, config=config, alone=True)
    return app.run(mouse=config.mouse) or 0, app.problem
