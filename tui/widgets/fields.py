"""Fields of a form: a choice on one line, a choice among sentences, and a labelled line. What they mean is not known here."""

from collections.abc import Collection, Sequence

from rich.segment import Segment
from rich.style import Style as SegmentStyle
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, SelectionList, Static, TextArea
from textual.widgets.selection_list import Selection

from tui.glyphs import Glyphs
from tui.inking import faint, harmless, inked, joined, lines, steerless
from tui.widgets.reversing import reversed_where_said

LONGEST_LABEL = 24
"""Columns of a label beside its field; a longer one stands above it."""
MOST_NAMED = 2
"""Ticked titles that are named on one line; the rest is counted."""
Options = Sequence[tuple[str, str]]
"""Value and title of each choice."""


class Choice(Static, can_focus=True):
    """One of several: left and right, up and down go through them, a letter to the next title with a word that begins so."""

    class Changed(Message):
        """Another choice was made."""

        def __init__(self, field: str, value: str) -> None:
            super().__init__()
            self.field = field
            self.value = value

    class NoSuchChoice(Message):
        """A letter was typed with which no choice begins: it is lost, and whoever typed it is told."""

    BINDINGS = [
        Binding("right", "step(1)", "Next choice", show=False, id="field.next"),
        Binding("left", "step(-1)", "Previous choice", show=False, id="field.previous"),
        Binding("down", "step(1)", "Next choice", show=False, id="field.next-sentence"),
        Binding("up", "step(-1)", "Previous choice", show=False, id="field.previous-sentence"),
    ]

    def __init__(self, field: str, options: Options, value: str, glyphs: Glyphs) -> None:
        super().__init__("", markup=False, classes="choice")
        self.field = field
        self._options = list(options)
        self._glyphs = glyphs
        values = [one for one, _ in self._options]
        self._at = values.index(value) if value in values else 0

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return self._options[self._at][0] if self._options else ""

    def on_mount(self) -> None:
        """Show what is chosen."""
        self._draw()

    def on_click(self, event: events.Click) -> None:
        """A click goes on to the next."""
        self.focus()
        self.action_step(1)

    def action_step(self, by: int) -> None:
        """Go through the choices, round and round."""
        if self._options:
            self._at = (self._at + by) % len(self._options)
            self._draw()
            self.post_message(self.Changed(self.field, self.value))

    def on_key(self, event: events.Key) -> None:
        """A letter goes on to the next title that has a word beginning with it."""
        letter = (event.character or "").casefold()
        if not letter.isalnum():
            return
        count = len(self._options)
        fitting = [
            by for by in range(1, count + 1) if f" {letter}" in f" {self._options[(self._at + by) % count][1]}".casefold()
        ]
        if fitting:
            self.action_step(fitting[0] % count)
        else:
            self.post_message(self.NoSuchChoice())
        event.stop()
        event.prevent_default()

    def _draw(self) -> None:
        title = self._options[self._at][1] if self._options else "nothing to choose"
        place = f"  {self._at + 1} of {len(self._options)}" if len(self._options) > 1 and not self.has_class("-narrow") else ""
        self.update(joined(f"{self._glyphs.left} ", inked(title), f" {self._glyphs.right}", faint(place)))


class Sentences(Choice):
    """One of several sentences, each on lines of its own."""

    def on_click(self, event: events.Click) -> None:
        """A click chooses the sentence under it."""
        self.focus()
        option = event.style.meta.get("option")
        if isinstance(option, int):
            self.action_step(option - self._at)

    def _draw(self) -> None:
        shown = []
        for index, (_, title) in enumerate(self._options):
            mark = self._glyphs.chosen if index == self._at else self._glyphs.not_chosen
            line = inked(f"{mark} {title}")
            line = line.stylize(Style.from_meta({"option": index}))
            shown.append(line.stylize("bold") if index == self._at else line)
        self.update(lines(shown))


class CellChoice(Choice, inherit_bindings=False):
    """A choice in a row of a table: up and down are the table's."""

    BINDINGS = Choice.BINDINGS[:2]


PAUSE_IN_TYPING = 1.5
"""Seconds after which a letter begins a new word."""
BLANK = "_" * 9
"""Where a number goes: seen without colours too."""


class Number(Input):
    """A whole number, or nothing."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__(value=value, placeholder=BLANK, compact=True, restrict=r"[0-9]*", max_length=9, select_on_focus=True)
        self.field = field
        self._arrived = False

    def on_focus(self) -> None:
        """What is typed next replaces what stands there."""
        self._arrived = True

    def on_click(self) -> None:
        """The click that comes into the field marks it all, as Tab does; a further one sets the cursor."""
        if self._arrived:
            self.select_all()
        self._arrived = False


class Line(Input):
    """A few words on one line."""

    def __init__(self, field: str, value: str, hint: str = "") -> None:
        super().__init__(
            value=steerless(value), placeholder=harmless(hint), compact=True, max_length=200, select_on_focus=False
        )
        self.field = field


class Ticks(SelectionList[str]):
    """Several of some: up and down go through them, a letter to the next that begins with it, space or enter ticks."""

    def __init__(self, field: str, options: Options, chosen: Collection[str]) -> None:
        super().__init__(*(Selection(inked(title), value, value in chosen) for value, title in options), compact=True)
        self.field = field
        self._in_order = [value for value, _ in options]
        self._titles = [title.casefold() for _, title in options]
        self._names = [title.removeprefix("government of ").removeprefix("the ") for title in self._titles]
        self._typed = ""
        self._typed_at = 0.0

    def on_mount(self) -> None:
        """What is ticked is in sight; the cursor stays where it was."""
        ticked = next((at for at, value in enumerate(self._in_order) if value in self.selected), None)
        if ticked is not None:
            self.call_after_refresh(self.scroll_to, y=ticked, animate=False)

    def get_visual_style(self, *component_classes: str, partial: bool = False) -> Style:
        """As the style sheet says, reverse too."""
        return reversed_where_said(self, super().get_visual_style(*component_classes, partial=partial), component_classes)

    def render_line(self, y: int) -> Strip:
        """A tick is a letter, not a colour alone: `[x]` and `[ ]`."""
        line = super().render_line(y)
        index = self.scroll_offset.y + y
        if index >= self.option_count:
            return line
        rest = list(line)[3:]
        mark = "x" if self.get_option_at_index(index).value in self.selected else " "
        style = rest[0].style + SegmentStyle(meta={"option": index}) if rest[0].style else None
        return Strip([Segment(sign, style) for sign in ("[", mark, "]")] + rest, line.cell_length)

    def on_key(self, event: events.Key) -> None:
        """Letters typed one after the other go to a title that begins with them, else has a word that does; none of them ticks.

        Nor does a space within the name that is being typed: `south korea` ticks nothing, a space behind it does.
        """
        letter = (event.character or "").casefold()
        here = self.highlighted or 0
        if event.time - self._typed_at > PAUSE_IN_TYPING:
            self._typed = ""
        goes_on = bool(self._typed and letter) and f" {self._typed}{letter}" in f" {self._titles[here]}"
        if not letter.isalnum() and not goes_on:
            self._typed = ""
            return
        self._typed_at = event.time
        for typed, first in ((self._typed + letter, here if self._typed else here + 1), (letter, here + 1)):
            count = len(self._titles)
            order = [at % count for at in range(first, first + count)] if count else []
            begins = (at for at in order if self._names[at].startswith(typed))
            within = (at for at in order if f" {typed}" in f" {self._titles[at]}")
            found = next(begins, next(within, None))
            if found is not None:
                self._typed, self.highlighted = typed, found
                break
        event.stop()
        event.prevent_default()

    def in_order(self) -> list[str]:
        """What is ticked, in the order of the list."""
        ticked = set(self.selected)
        return [value for value in self._in_order if value in ticked]


class Ticked(Static):
    """One line below a list that names what is ticked in it, also what has scrolled out of sight."""

    def __init__(self, field: str, options: Options, chosen: Collection[str]) -> None:
        super().__init__("", markup=False, classes="ticked")
        self.of = field
        self._options = list(options)
        self.say(chosen)

    def say(self, chosen: Collection[str]) -> None:
        """These are ticked now."""
        self.update(faint(f"ticked: {ticked_words(self._options, chosen)}"))


def ticked_words(options: Options, chosen: Collection[str]) -> str:
    """`nothing`, some names, `Japan, Australia and 3 more`, or all but few."""
    titles = {value: title.removeprefix("Government of ").removeprefix("the ") for value, title in options}
    named = [title for value, title in titles.items() if value in chosen]
    others = [title for value, title in titles.items() if value not in chosen]
    if not named:
        return "nothing yet"
    if not others:
        return f"all {len(named)}"
    if len(others) <= MOST_NAMED < len(named):
        return f"{len(named)}: all but {', '.join(others)}"
    more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
    return f"{len(named)}: {', '.join(named[:MOST_NAMED])}{more}"


class Sentence(TextArea):
    """Some lines in the player's own words."""

    def __init__(self, field: str, value: str, hint: str) -> None:
        super().__init__(steerless(value), compact=True, tab_behavior="focus", soft_wrap=True, placeholder=inked(hint))
        self.field = field
        self.show_line_numbers = False
        self.move_cursor(self.document.end)


class Labelled(Horizontal):
    """A field with its label to the left and a hint to the right."""

    def __init__(self, label: str, field: Widget, hint: str = "") -> None:
        super().__init__(classes="labelled -tall" if len(label) > LONGEST_LABEL else "labelled")
        self._label = label
        self._field = field
        self._hint = hint

    def compose(self) -> ComposeResult:
        """Label, field, hint."""
        yield Static(inked(self._label), markup=False, classes="label")
        yield self._field
        if self._hint:
            yield Static(faint(self._hint), markup=False, classes="hint")
