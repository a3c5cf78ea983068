"""A canvas of whole numbers that becomes SVG: lines, boxes, patterns, letters. It knows no chart."""

from collections.abc import Iterable
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from aar.documents.shaping import clean

WIDTH = 1_000
"""Units across a page; 170 millimetres in print."""
SMALL, PLAIN, LARGE = 17, 20, 24
"""Sizes of letters in those units: 8, 9.6 and 11.5 points in print."""
INK, MIDDLE, FAINT, TINT, PAPER = "#111", "#555", "#999", "#ddd", "#fff"
Fill = Literal["ink", "middle", "tint", "paper", "stripes", "dots", "cross"]
_FLAT = {"ink": INK, "middle": MIDDLE, "tint": TINT, "paper": PAPER}
_PATTERNS = {
    "stripes": f'<path d="M0 10L10 0M-2 2L2 -2M8 12L12 8" stroke="{INK}" stroke-width="2"/>',
    "dots": f'<circle cx="3" cy="3" r="2" fill="{INK}"/>',
    "cross": f'<path d="M0 0L10 10M0 10L10 0" stroke="{MIDDLE}" stroke-width="1"/>',
}
DASHES = ("", "14 6", "4 5", "18 5 4 5", "2 8", "24 6")
"""How lines are told apart without colour."""
Point = tuple[int, int]


class Drawing:
    """What is drawn is written in its order; `svg` ends it. Ids begin with `name`, so that several stand on one page."""

    def __init__(self, name: str, *, height: int, title: str, says: str, width: int = WIDTH) -> None:
        self.name, self.width, self.height = name, width, height
        self.title, self.says = title, says
        self._marks: list[str] = []
        self._used: set[str] = set()

    def line(self, start: Point, end: Point, *, width: int = 1, dash: str = "", tone: str = INK) -> None:
        """A straight line."""
        (x1, y1), (x2, y2) = start, end
        self._add(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {_stroke(tone, width, dash)}/>')

    def path(self, points: Iterable[Point], *, width: int = 2, dash: str = "", tone: str = INK) -> None:
        """A line through points; nothing for fewer than two."""
        told = " ".join(f"{x},{y}" for x, y in points)
        if " " in told:
            self._add(f'<polyline points="{told}" fill="none" {_stroke(tone, width, dash)}/>')

    def box(self, left: int, top: int, width: int, height: int, *, fill: Fill = "paper", edge: int = 1) -> None:
        """A rectangle; patterns stand on white."""
        self._add(
            f'<rect x="{left}" y="{top}" width="{max(width, 1)}" height="{height}" fill="{self._fill(fill)}"'
            f"{' ' + _stroke(INK, edge) if edge else ''}/>"
        )

    def diamond(self, x: int, y: int, size: int) -> None:
        """A mark at a point."""
        self._add(f'<path d="M{x} {y - size}L{x + size} {y}L{x} {y + size}L{x - size} {y}Z" fill="{PAPER}" {_stroke(INK, 3)}/>')

    def words(
        self,
        x: int,
        y: int,
        text: str,
        *,
        size: int = PLAIN,
        anchor: Literal["start", "middle", "end"] = "start",
        bold: bool = False,
        tone: str = INK,
    ) -> None:
        """A line of letters on its baseline."""
        weight = ' font-weight="bold"' if bold else ""
        said = escape(clean(text).replace("\n", " "))
        self._add(f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}" fill="{tone}"{weight}>{said}</text>')

    def lettered(self, x: int, y: int, text: str, size: int = SMALL) -> None:
        """A letter on a small white ground, so that it can be read on any pattern."""
        wide = size * max(len(text), 1) * 7 // 10 + 4
        self._add(f'<rect x="{x - wide // 2}" y="{y - size + 2}" width="{wide}" height="{size}" fill="{PAPER}"/>')
        self.words(x, y, text, size=size, anchor="middle", bold=True)

    def svg(self) -> str:
        """The picture, with its title and what it says for whoever cannot see it."""
        title, says = f"{self.name}-title", f"{self.name}-desc"
        patterns = "".join(
            f'<pattern id="{self.name}-{one}" width="10" height="10" patternUnits="userSpaceOnUse">'
            f'<rect width="10" height="10" fill="{PAPER}"/>{_PATTERNS[one]}</pattern>'
            for one in _PATTERNS
            if one in self._used
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" role="img"'
            f" aria-labelledby={quoteattr(f'{title} {says}')}"
            " font-family=\"system-ui, 'Libertinus Serif', sans-serif\">"
            f'<title id="{title}">{escape(clean(self.title))}</title><desc id="{says}">{escape(clean(self.says))}</desc>'
            f"{f'<defs>{patterns}</defs>' if patterns else ''}"
            f"{''.join(self._marks)}</svg>"
        )

    def _fill(self, fill: Fill) -> str:
        if fill in _FLAT:
            return _FLAT[fill]
        self._used.add(fill)
        return f"url(#{self.name}-{fill})"

    def _add(self, mark: str) -> None:
        self._marks.append(mark)


def _stroke(tone: str, width: int, dash: str = "") -> str:
    return f'stroke="{tone}" stroke-width="{width}"' + (f' stroke-dasharray="{dash}"' if dash else "")


_BROAD, _USUAL, _NARROW = 70, 53, 32
"""Percent of their height; Libertinus sets narrower, a browser's own sans about so."""


def letter(number: int) -> str:
    """A, B … Z, AA, AB … for 0, 1 …"""
    first, second = divmod(number, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


def steps_to(highest: int, most: int = 5) -> list[int]:
    """Round numbers from 0 to the first at or above `highest`, no more than `most` above 0."""
    step, tens = 1, 1
    while step * most < highest:
        step = next((tens * one for one in (2, 5, 10) if tens * one > step), step)
        tens = step if step >= tens * 10 else tens
    return list(range(0, max(highest, 1) + step, step))


def fit(text: str, room: int, size: int = PLAIN) -> str:
    """The text in so many units, cut with an ellipsis where it is longer; as wide as the widest of the fonts that draw it."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def width_of(text: str, size: int = PLAIN) -> int:
    """How many units a text takes at most: broad letters two thirds of their height, others about half."""
    return (
        sum(
            size * (_BROAD if one.isupper() or one in "mw%—…" else _NARROW if one in "iljtfr.,:;'|!()[] " else _USUAL)
            for one in text
        )
        // 100
    )
