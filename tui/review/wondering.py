"""Asking what if, and setting two logs side by side: the work in a process of its own, and the page that comes of it."""

from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import TypeVar

from aar.aligned import Beside, beside_one_another
from aar.apart import ApartError, apart
from aar.log_file import LogError, without_packing, write_log
from aar.models_of_comparison import Comparison
from aar.recording import recorded
from aar.told_otherwise import Question, Told, comparison_in, set_side_by_side, told_otherwise
from aar.worlds.change import Boundary
from engine.entries import Entry
from tui.review import beside_screen
from tui.review.asking_what_if import (
    REPLACE,
    as_text,
    choices,
    choices_between,
    order_in,
    question,
    question_between,
    why_never,
    why_not,
)
from tui.review.compared_screen import OPEN, SAVE, WorkingScreen, compared_screen
from tui.review.desk import Desk
from tui.review.going import AskText
from tui.review.source import Source

Result = TypeVar("Result")
Say = Callable[[str], None]
Wanted = Callable[[], bool]


def ask(screen: Desk) -> None:
    """Ask what if of the entry under the cursor."""
    review, app = screen.review, screen.app
    if screen.current == screen.seams_pane.number and screen.seams_pane.target is not None:
        _between(screen, screen.seams_pane.target)
        return
    why = why_not(review)
    if why:
        app.notify(why, severity="warning", timeout=8)
        return

    def written(text: str | None) -> None:
        if text is None:
            return
        order = order_in(text)
        if isinstance(order, str):
            app.notify(order, severity="warning", timeout=10)
        else:
            _play(screen, question(review, REPLACE, order))

    def chosen(key: str | None) -> None:
        if key == REPLACE:
            said = "The order in its place, as JSON; enter plays the rest once more."
            app.push_screen(AskText("Another order", said, as_text(review)), written)
        elif key is not None:
            _play(screen, question(review, key))

    app.push_screen(choices(review), chosen)


def _between(screen: Desk, pair: Boundary) -> None:
    """Ask what if the two of a seam had answered at once."""
    if why := why_never(screen.review):
        screen.app.notify(why, severity="warning", timeout=8)
        return

    def chosen(key: str | None) -> None:
        if key is not None:
            _play(screen, question_between(screen.review, pair, key))

    screen.app.push_screen(choices_between(screen.review, pair), chosen)


def _play(screen: Desk, asked: Question) -> None:
    def done(told: Told) -> None:
        names = (screen.review.name, "what if")
        _show(screen, comparison_in(told.comparison), names, told)

    _work(screen, "What if", lambda say, wanted: apart(told_otherwise, asked, progress=say, wanted=wanted), done)


def step_beside(screen: Desk, other: Desk) -> None:
    """Lay two logs beside one another, with one cursor on both."""
    reviews = screen.review, other.review

    def lay() -> tuple[Beside, ...]:
        try:
            return beside_one_another(reviews[0].recording, reviews[1].recording)
        except ValueError as error:
            raise ApartError(str(error)) from None

    def left(what: tuple[str, int] | None) -> None:
        match what:
            case (beside_screen.WORTH, _):
                compare(screen, other)
            case (beside_screen.FIRST, entry):
                screen.go_to_entry(entry)
            case (beside_screen.SECOND, entry):
                screen.app.switch_screen(other)
                screen.app.call_after_refresh(other.go_to_entry, entry)
            case _:
                pass

    def done(rows: tuple[Beside, ...]) -> None:
        screen.app.push_screen(beside_screen.BesideScreen(reviews, rows), left)

    _work(screen, "Two logs", lambda say, wanted: lay(), done)


def compare(screen: Desk, other: Desk) -> None:
    """What differs between two logs and what it was worth, on a page."""
    logs = tuple(screen.review.recording.entries), tuple(other.review.recording.entries)

    def done(text: str) -> None:
        _show(screen, comparison_in(text), (screen.review.name, other.review.name), None)

    _work(screen, "Two logs", lambda say, wanted: apart(set_side_by_side, logs, progress=say, wanted=wanted), done)


def _work(screen: Desk, title: str, run: Callable[[Say, Wanted], Result | None], done: Callable[[Result], None]) -> None:
    """Work beside the screen while a word says how far it is; esc stops it."""
    app, words = screen.app, WorkingScreen(title)
    wanted = [True]

    def ended(result: Result | None, why: str) -> None:
        if wanted[0]:
            wanted[0] = False
            words.dismiss(None)
            if why:
                app.notify(why, severity="warning", timeout=12)
            elif result is not None:
                app.call_after_refresh(done, result)

    def beside() -> None:
        try:
            result = run(lambda said: app.call_from_thread(words.say, said), lambda: wanted[0] and app.is_running)
        except ApartError as error:
            app.call_from_thread(ended, None, f"Nothing came of it: {error}.")
        else:
            if result is not None:
                app.call_from_thread(ended, result, "")

    def closed(_: None) -> None:
        wanted[0] = False

    app.push_screen(words, closed)
    app.run_worker(beside, thread=True, group="wondering")


def _show(screen: Desk, found: Comparison, names: tuple[str, str], told: Told | None) -> None:
    def then(what: str | None) -> None:
        if told is not None and what == SAVE:
            screen.app.notify(_written(screen, told.entries), timeout=15)
            _show(screen, found, names, told)
        elif told is not None and what == OPEN:
            _open(screen, told.entries)

    screen.app.push_screen(compared_screen(found, names, told.went if told else (), forked=told is not None), then)


def _written(screen: Desk, entries: Sequence[Entry]) -> str:
    """Write the log of a what-if beside the first, under a name that is free; where it is, or why it is not."""
    log = screen.source.log
    folder, stem = (log.parent, without_packing(log).stem) if log else (Path.cwd(), screen.review.recording.exercise_id)
    numbers = (folder / f"{stem}.what-if-{number}.jsonl" for number in count(1))
    path = next(one for one in numbers if not one.exists())
    try:
        write_log(path, entries)
    except LogError as error:
        return str(error)
    return f"Written to {path}."


def _open(screen: Desk, entries: Sequence[Entry]) -> None:
    """Open the log of a what-if as a review of its own; b comes back."""
    *_, recording = recorded(iter(entries))
    why = "This is a what-if that stands nowhere: write its log with s on its page, and review that."
    source = Source(name="what if", entries=lambda: iter(entries), records=list, annotations=None, why_none=why)
    screen.open_beside(source, recording)
