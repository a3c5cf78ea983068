"""The log as rows around the cursor: only a window of it is ever drawn, so that a log of any length scrolls alike."""

from collections.abc import Callable

from textual.content import Content

from engine.ids import PUBLIC
from tui.controller.log_rows import entry_content, entry_page
from tui.inking import faint, heading, inked, joined, key, lines, warn
from tui.review.model import Review
from tui.review.pane import FollowingRows
from tui.widgets.rows import Row, Rows
from tui.words import kind_words, named, plural

AROUND = 120
"""Entries on each side of the cursor that are drawn."""
NEAR = 40
"""The window moves where fewer than so many are left on one side."""
EMPTY = "No entry of this log is sound; nothing can be shown of it."


class EntryRows(Rows):
    """Rows of a window; the first and the last of the log are farther than its edges."""

    jump: Callable[[int], None]

    def action_first(self) -> None:
        """The first entry of the log."""
        self.jump(0)

    def action_last(self) -> None:
        """The last one."""
        self.jump(-1)


class LogPane(FollowingRows[int]):
    """Entries by number: who gave what, and the verdict."""

    def __init__(self, number: int, jump: Callable[[int], None]) -> None:
        super().__init__(number, "Log")
        self.rows: EntryRows = EntryRows(id=f"rows-{number}")
        self.rows.jump = jump
        self._window = range(0)
        self._drawn: tuple[object, ...] = ()

    def follow(self, review: Review) -> None:
        """Draw the window around the cursor where it must move, and put the cursor on its entry."""
        last, cursor = review.recording.last, review.cursor
        low, high = self._window.start, self._window.stop - 1
        near = (low > 0 and cursor - low < NEAR) or (high < last and high - cursor < NEAR)
        drawn = (last, len(review.annotations.records))
        if cursor not in self._window or near or drawn != self._drawn:
            self._window = range(max(0, cursor - AROUND), min(last, cursor + AROUND) + 1)
            self._drawn = drawn
            self.show([(Row(str(one), entry_row(review, one)), one) for one in self._window], empty=EMPTY)
        if self.rows.key != str(cursor):
            self.rows.put_cursor_on(str(cursor))

    def every_text(self, review: Review) -> list[str] | None:
        """The whole log, not its window alone."""
        return [entry_row(review, one).plain for one in range(review.recording.last + 1)]


def entry_row(review: Review, number: int) -> Content:
    """One entry in a few words; a mark says that somebody noted something on it."""
    exercise, recording = review.exercise, review.recording
    mark = warn(f"{review.glyphs.mine} ") if any(one.entry == number for one in review.annotations.records) else inked("")
    if exercise is not None:
        return joined(mark, entry_content(exercise, number, recording.part(number), review.glyphs))
    facts = [fact["kind"] for part in recording.facts(number).values() for fact in part.get("facts", ())]
    told = ", ".join(dict.fromkeys(kind_words(one) for one in facts)) or "nothing that this copy tells"
    kept = len(recording.entries[number].commitments) - len(recording.entries[number].parts)
    withheld = faint(f"  {plural(kept, 'part')} withheld") if kept else inked("")
    return joined(mark, faint(f"{number:>5}  "), "the header" if number == 0 else told, withheld)


def page_of(review: Review, number: int) -> Content:
    """One entry whole: the order as it was given and every event, or what this copy says of it; and who was told."""
    recording = review.recording
    entry, exercise = recording.entries[number], review.exercise
    told = [named(recording.world, one) if one != PUBLIC else "everybody" for one in entry.parts if one != "control"]
    heard = f"told: {', '.join(told)}" if told else "told: nobody but control"
    stands = [faint(f"hash {recording.hashes[number]}"), faint(heard), *_notes(review, number), inked("")]
    if exercise is not None:
        return lines([*stands, entry_page(exercise, recording.part(number), review.glyphs)])
    shown: list[Content] = []
    for audience, part in recording.facts(number).items():
        shown.append(heading(named(recording.world, audience) if audience != PUBLIC else "Everybody was told"))
        for fact in part.get("facts", ()):
            shown.append(inked(f"{review.glyphs.dot} {kind_words(fact['kind'])}"))
            shown += [
                inked(f"    {name}: {value}") for name, value in fact.items() if name != "kind" and value not in ("", None)
            ]
    return lines([*stands, *shown])


def _notes(review: Review, number: int) -> list[Content]:
    from tui.review.notes_pane import note_words

    found = [one for one in review.annotations.records if one.entry == number]
    return [joined(key("noted  "), note_words(review, one)) for one in found]
