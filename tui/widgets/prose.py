"""Text whose wrapped lines keep the indent of the line that they belong to."""

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from tui.inking import disarmed, inked

NARROWEST = 12


def hung(content: Content, width: int) -> Content:
    """Each line broken at `width`, its continuations below its own first letter."""
    content = disarmed(content)
    if width < NARROWEST or all(cell_len(line) <= width for line in content.plain.split("\n")):
        return content
    shown: list[Content] = []
    for line in content.split("\n", allow_blank=True):
        text = line.plain
        indent = len(text) - len(text.lstrip(" "))
        if line.cell_length <= width or indent > width // 2:
            shown.append(line)
            continue
        broken = line[indent:].wrap(width - indent)
        shown += [part.rstrip().pad_left(indent) for part in broken]
    return inked("\n").join(shown)


class Prose(Static):
    """Shows what it is given as it stands, never as markup."""

    def __init__(self, content: Content | str = "", *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__("", markup=False, id=id, classes=classes)
        self.words = content if isinstance(content, Content) else inked(content)
        self._broken_at = 0

    @property
    def shown_lines(self) -> list[str]:
        """The lines as they are broken now."""
        return hung(self.words, self._broken_at).plain.split("\n")

    def on_mount(self) -> None:
        """Show it before the width is known."""
        super().update(disarmed(self.words))

    def on_resize(self) -> None:
        """Another width breaks lines elsewhere."""
        if self.content_size.width != self._broken_at:
            self._break()

    def say(self, content: Content | str) -> None:
        """Show this instead."""
        content = content if isinstance(content, Content) else inked(content)
        if not content.is_same(self.words) or content.plain != self.words.plain:
            self.words = content
            self._break()

    def _break(self) -> None:
        self._broken_at = self.content_size.width
        super().update(hung(self.words, self._broken_at))
