"""The answer of a log worked out for a command: progress on standard error, interrupts in one line, and what is kept of it."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from aar.answer import Answer, answer_of
from aar.kept import NOTHING_KEPT, Kept, kept_of
from aar.pages.plain import split_so_far
from aar.plain import PlainAnswer
from aar.reading import Played, read
from aar.thorough import Thorough, thorough_of
from aar.wording import WIDTH
from engine.entries import Entry

NOTHING = "nothing of it is kept: the same command begins anew"
GOES_ON = "what was finished is kept: the same command goes on behind it"


def answer_with_progress(
    entries: Iterator[Entry], redraws: int = 0, workers: int = 1, kept: Kept = NOTHING_KEPT
) -> tuple[Played, Answer]:
    """The answer of these entries, and what it is from.

    On standard error: on a terminal the split as soon as it stands, and progress; elsewhere ten lines of many redraws.
    """
    with interruptible(kept):
        played = read(entries)
        answer = answer_of(played, _progress, redraws=redraws, workers=workers, first=_show_split, kept=kept)
    _progress("")
    return played, answer


def thorough_with_progress(played: Played, answer: Answer, workers: int, kept: Kept = NOTHING_KEPT) -> Thorough:
    """What the answer rests on, with progress on standard error as above."""
    with interruptible(kept):
        found = thorough_of(played, answer, _progress, workers=workers, kept=kept)
    _progress("")
    return found


@contextmanager
def keeping(head: str) -> Iterator[Kept]:
    """What is kept of a sound log while it is worked on; standard error says that it was there, or why nothing is kept."""
    kept = kept_of(head)
    try:
        yield kept
    finally:
        kept.close()
        if kept.trouble:
            print(f"surgex: {kept.trouble}.", file=sys.stderr)
    if kept.taken:
        print(f"worked out before and kept in {kept.file}", file=sys.stderr)


@contextmanager
def interruptible(kept: Kept = NOTHING_KEPT) -> Iterator[None]:
    """An interrupt ends the command in one line, and says whether anything is kept of what was worked out."""
    try:
        yield
    except KeyboardInterrupt:
        _progress("")
        print(f"surgex: interrupted; {GOES_ON if kept.taken or kept.added else NOTHING}", file=sys.stderr)
        raise typer.Exit(130) from None


def _show_split(plain: PlainAnswer) -> None:
    """On a terminal alone: what is piped elsewhere stays as it is."""
    if sys.stderr.isatty():
        _progress("")
        print(split_so_far(plain), file=sys.stderr, flush=True)


def _progress(said: str) -> None:
    """On a terminal every step on one line; elsewhere a line for every tenth of what is counted."""
    if sys.stderr.isatty():
        print(f"\r{said:<{WIDTH}}", end="\r", file=sys.stderr, flush=True)
        return
    counted = re.fullmatch(r"(?:redraw|notional value) (\d+) of (\d+)", said)
    if counted is not None:
        done, of = int(counted[1]), int(counted[2])
        if done in {of * tenth // 10 for tenth in range(1, 11)}:
            print(said, file=sys.stderr, flush=True)
