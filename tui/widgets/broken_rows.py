"""Rows broken into lines for one width, each once: a list of hundreds opens without breaking them all again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.content import Content
from textual.visual import RenderOptions, Visual

from tui.inking import faint, lines
from tui.widgets.prose import NARROWEST, hung

if TYPE_CHECKING:
    from textual.css.styles import RulesMap
    from textual.strip import Strip
    from textual.style import Style

TALLEST = 12
"""Lines that one row may take."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it is about, by a key that stays, and how it reads."""

    key: str
    content: Content


def alike(one: Content, other: Content) -> bool:
    """Whether two contents look the same: the words, and how they are written."""
    return one is other or (one.plain == other.plain and one.spans == other.spans)


class BrokenRow(Visual):
    """A row whose lines are broken already: its height is known, and it is drawn only where it is seen."""

    def __init__(self, row: Row, width: int) -> None:
        self.row = row
        self.width = width
        self._content = _short(hung(row.content, width))
        self._height = self._content.plain.count("\n") + 1 if width >= NARROWEST else 0

    def render_strips(self, width: int, height: int | None, style: "Style", options: RenderOptions) -> "list[Strip]":
        """As its content is drawn."""
        return self._content.render_strips(width, height, style, options)

    def get_optimal_width(self, rules: "RulesMap", container_width: int) -> int:
        """As wide as its content would be."""
        return self._content.get_optimal_width(rules, container_width)

    def get_height(self, rules: "RulesMap", width: int) -> int:
        """Its lines; counted anew only where it was not broken for this width."""
        return self._height if self._height and width == self.width else self._content.get_height(rules, width)


def _short(content: Content) -> Content:
    """No row is so tall that it hides the others; what it stands for is read whole where it is opened."""
    if content.plain.count("\n") < TALLEST:
        return content
    shown = content.split("\n", allow_blank=True)
    return lines([*shown[: TALLEST - 1], faint(f"  … {len(shown) - TALLEST + 1} lines more")])


class BrokenRows:
    """The rows of one list, by key, as they were broken last."""

    def __init__(self) -> None:
        self._kept: dict[str, BrokenRow] = {}

    def all_of(self, rows: Sequence[Row], width: int) -> list[BrokenRow]:
        """Rows of the list, broken at this width: as they were kept, where neither they nor the width have changed."""
        return [self._of(row, width) for row in rows]

    def keep_only(self, rows: Sequence[Row]) -> None:
        """Forget what is no longer in the list."""
        keys = {row.key for row in rows}
        self._kept = {key: one for key, one in self._kept.items() if key in keys}

    def _of(self, row: Row, width: int) -> BrokenRow:
        kept = self._kept.get(row.key)
        if kept is None or kept.width != width or not alike(kept.row.content, row.content):
            kept = self._kept[row.key] = BrokenRow(row, width)
        return kept
