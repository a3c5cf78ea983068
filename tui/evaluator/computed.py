"""Computed ratings for an evaluator: the log is asked for, rated beside the screens, and the outcome kept. Not a screen.

Nothing here loads what rates: that is loaded when it is asked for.
"""

from textual.app import App
from textual.worker import get_current_worker

from engine.entries import Entry
from tui.desk import SeatLink
from tui.evaluator.ratings import ComputedRatings
from tui.link import LinkNews

TOO_EARLY = "Ratings are computed from StartEx on."


class Computing:
    """How far it is, and what came of it."""

    def __init__(self, app: App[int], link: SeatLink) -> None:
        self._app, self._link = app, link
        self._found: ComputedRatings | None = None
        self.said = ""
        """How far it is, or why nothing came of it; empty where it is done, or not begun."""
        self._wanted = False
        self._runs = False

    @property
    def found(self) -> ComputedRatings | None:
        """The last that came of it; what was computed from another log does not count."""
        found = self._found
        return found if found and self._link.logged and self._link.logged[0].hash == found.log else None

    @property
    def behind(self) -> int:
        """Entries that came after what was found."""
        head = self._link.head
        return head[0] - self.found.entry if head and self.found else 0

    def begin(self) -> None:
        """Ask for what is not here of the log, and compute; nothing happens where nothing is new."""
        exercise = self._link.exercise
        if exercise is None or exercise.practice or exercise.phase.before_start:
            self.said = TOO_EARLY
        elif not self._runs and (self.found is None or self.behind):
            self._wanted = True
            self._link.ask_log()
            self.look()

    def look(self) -> None:
        """Something was told: once all of the log is here, it is rated."""
        head, here = self._link.head, len(self._link.logged)
        if not self._wanted or self._runs or head is None:
            return
        if here <= head[0]:
            self.said = f"the log is on its way: {here} of {head[0] + 1} entries are here"
            return
        self._wanted, self._runs = False, True
        entries = tuple(self._link.logged)
        self._app.run_worker(lambda: self._compute(entries), thread=True, group="ratings", exit_on_error=False)

    def _compute(self, entries: tuple[Entry, ...]) -> None:
        from tui.review.computed_ratings import NotRatedError, computed_ratings

        worker, app = get_current_worker(), self._app

        def progress(number: int) -> None:
            app.call_from_thread(self._say, f"the log is read: entry {number} of {len(entries) - 1}")

        try:
            found = computed_ratings(entries, progress=progress, wanted=lambda: not worker.is_cancelled)
        except NotRatedError as error:
            app.call_from_thread(self._done, None, str(error))
            return
        if found is not None:
            app.call_from_thread(self._done, found, "")

    def _say(self, said: str) -> None:
        self.said = said
        self._tell()

    def _done(self, found: ComputedRatings | None, why: str) -> None:
        self._runs, self.said = False, why
        self._found = found or self._found
        self._tell()

    def _tell(self) -> None:
        self._app.post_message(LinkNews(frozenset({"computed"})))
