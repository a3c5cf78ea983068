"""How the wall is laid out in so many columns and rows: large words and figures on top, systems and headlines below."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from rich.cells import cell_len
from textual.content import Content

from engine.phases import Phase
from engine.units import THOUSAND
from engine.views import View
from tui.glyphs import ASCII, Glyphs
from tui.inking import bad, faint, heading, inked, joined, key, lines, strong, styled, supply, warn
from tui.times import on_the_wall
from tui.wall.facts import (
    Gauge,
    Headline,
    Positions,
    Promise,
    both_times,
    candidates,
    clock,
    gauges,
    headlines,
    law_words,
    opened,
    phase_words,
    promises,
    where,
)
from tui.wall.letters import large, largest, width_of
from tui.words import count

LARGE_FIGURES = 4
"""With so many rows for each system its figures are drawn large."""
TWO_COLUMNS = 76
SHORTEST_BAR = 4
LEAST_ROWS = 4
"""With fewer rows nothing further is begun."""
NOTE = "units a month: the target published for the lines, and what public figures say they deliver"
SHORT_NOTE = "a month, as far as public figures tell"
CANDIDATES = "CANDIDATES: agree or dispute"
NEWEST = 1
"""So many headlines stay while the others take turns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """What decides about the page beside the public view."""

    width: int
    height: int
    now: datetime
    page: int = 0
    """Which of the headlines' pages is shown; it counts on for ever."""
    glyphs: Glyphs
    positions: Positions = field(default_factory=dict)
    """What organisations say to what everybody was told."""

    @property
    def ascii_only(self) -> bool:
        """Whether only plain signs may be drawn."""
        return self.glyphs is ASCII


def wall_page(view: View, wall: Wall) -> Content:
    """The whole page, exactly as wide and at most as high as the wall."""
    rows = _top(view, wall)
    if view.real_world_stop or (view.paused and view.pause_reason):
        rows += [Content(""), *(strong(one) for one in wrapped(_pause_words(view), wall.width - 2))]
    if view.real_world_stop:
        return lines(rows[: wall.height])
    left = wall.height - len(rows) - 1
    rows.append(Content(""))
    if wall.width >= TWO_COLUMNS:
        half = wall.width // 2 - 1
        rows += _beside(_systems(view, wall, half, left), _right(view, wall, wall.width - half - 2, left), half)
    else:
        news = max(4, left // 3)
        rows += [*_systems(view, wall, wall.width, left - news), *_news(view, wall, wall.width, news)]
    return lines(rows[: wall.height])


def _pause_words(view: View) -> str:
    said = "Leave the exercise and listen to control." if view.real_world_stop else ""
    return f"{said} {view.pause_reason}".strip()


def _top(view: View, wall: Wall) -> list[Content]:
    """Phase and clock in the largest letters that a third of the wall has room for, with a line below each."""
    room = max(3, wall.height // 4)
    word, (figures, counts) = phase_words(view), clock(view, wall.now)
    size = largest(figures, max(20, wall.width * 45 // 100), room, ascii_only=wall.ascii_only)
    figure_rows = large(figures, size, ascii_only=wall.ascii_only)
    right = max(width_of(figures, size), len(counts)) + 1
    free = wall.width - right - 3
    word_rows = large(word, largest(word, free, room, ascii_only=wall.ascii_only), ascii_only=wall.ascii_only)
    plain_left = [where(view), *both_times(view, wall.now)]
    alarm = bad if view.real_world_stop else warn if view.paused else strong
    left = [alarm(one) for one in word_rows] + [strong(one) for text in plain_left for one in wrapped(text, free)]
    clocks = [key(one.rjust(right)) for one in figure_rows] + [strong(counts.rjust(right))]
    return _beside(left, clocks, wall.width - right - 2)


def _systems(view: View, wall: Wall, width: int, height: int) -> list[Content]:
    """Promise against delivery, and the public indices where there is room."""
    shown, levels = promises(view), gauges(view)
    below = min(len(levels) + 1, max(0, height - len(shown) - 3))
    room = (height - below - 2) // max(1, len(shown))
    rows = [heading("PROMISED AND DELIVERED"), faint(_cut(NOTE if width >= len(NOTE) else SHORT_NOTE, width, wall.glyphs))]
    for one in shown:
        rows += _large_system(one, wall, width) if room >= LARGE_FIGURES else [_system(one, wall, width)]
        rows += [Content("")] * (room >= LARGE_FIGURES + 1 or 2 <= room < LARGE_FIGURES)
    rows = rows[: height - below]
    if below > 1:
        rows += [heading("PUBLIC MOOD"), *(_gauge(one, wall, width) for one in levels[: below - 1])]
    return rows


def _system(one: Promise, wall: Wall, width: int) -> Content:
    rate = f"{one.system:<8}{one.percent:>3}% "
    figures = f" {_amount(one.delivered)} of {_amount(one.announced)} ".rjust(19)
    bar = width - len(rate) - len(figures) - 4
    drawn = _bar(one.percent, bar, wall.glyphs) if bar >= SHORTEST_BAR else inked("")
    return joined(strong(rate), drawn, figures, supply(one.supply) if one.supply else inked(""))


def _large_system(one: Promise, wall: Wall, width: int) -> list[Content]:
    """Three rows: the figure large, the bar and words beside it."""
    text = f"{one.percent}%"
    figures = large(text, 1, ascii_only=False) if not wall.ascii_only else [text]
    wide = width_of("188%", 1) + 2
    days = f"{one.supply}: {one.days} days of supply" if one.supply else "no need now"
    named = strong(_cut(f"{one.system}  {one.title}", width - wide, wall.glyphs))
    said = f"{_amount(one.delivered)} delivered of {_amount(one.announced)} promised a month  "
    words = joined(inked(said), supply(days) if one.supply == "OK" else warn(days) if one.supply == "LOW" else bad(days))
    if not one.supply:
        words = joined(inked(said), faint(days))
    beside = [named, _bar(one.percent, width - wide - 1, wall.glyphs), words]
    return _beside([_by_level(one.percent)(row) for row in figures], beside, wide - 2)


def _amount(thousandths: int) -> str:
    return count(thousandths) if thousandths >= 10 * THOUSAND else f"{thousandths // 100 / 10:.1f}"


def _by_level(percent: int) -> Callable[[str], Content]:
    return strong if percent >= 90 else warn if percent >= 60 else bad


def _bar(percent: int, width: int, glyphs: Glyphs) -> Content:
    full = min(width, max(0, percent) * width // 100)
    return joined(key(glyphs.bars[-2] * full), faint(glyphs.bars[0] * (width - full)))


def _gauge(one: Gauge, wall: Wall, width: int) -> Content:
    told = f"{one.word} {one.value}{' n' if one.notional else ''}"
    return joined(inked(_cut(one.title, width - len(told) - 2, wall.glyphs).ljust(width - len(told) - 1)), strong(told))


def _right(view: View, wall: Wall, width: int, height: int) -> list[Content]:
    """The news, below it the law as far as there is room, and once play is over the seed."""
    rows = _news(view, wall, width, height)
    seed = [Content(""), *(strong(one) for one in wrapped(f"Seed of all chance, now revealed: {view.seed}", width))]
    law = [strong(one) for words in law_words(view) for one in wrapped(words, width)]
    for more in (seed if view.seed else [], [Content(""), heading("LAW"), *law] if law else []):
        room = height - len(rows)
        rows += more[:room] if room >= min(len(more), LEAST_ROWS) else []
    return rows


def _news(view: View, wall: Wall, width: int, height: int) -> list[Content]:
    """What the room should read, section by section in the room that there is."""
    sections = _sections(view, wall)
    rows: list[Content] = []
    for left, (title, items) in zip(range(len(sections), 0, -1), sections, strict=True):
        rows += _section(view, title, items, wall, width, (height - len(rows)) // left)
    return rows


def _sections(view: View, wall: Wall) -> list[tuple[str, list[Headline]]]:
    """Headlines; once play is over what control opened, at the hot wash and after it below the candidates."""
    if view.phase in (Phase.HOT_WASH, Phase.SEALED):
        found = candidates(view, wall.positions)
        more = opened(replace(view, secrets=tuple(one for one in view.secrets if one.secret != "candidate")))
        return [(CANDIDATES, found)] * bool(found) + [("OPENED BY CONTROL", more)] * bool(more or not found)
    if view.phase.over and view.secrets:
        return [("OPENED BY CONTROL", opened(view))]
    return [("HEADLINES", headlines(view))]


def _section(view: View, title: str, items: list[Headline], wall: Wall, width: int, height: int) -> list[Content]:
    """The newest stays, the others take turns."""
    if not items:
        return [heading(title), faint("nothing yet"), *map(inked, wrapped(view.world.deck.summary, width))][:height]
    first, others = (items[:NEWEST], items[NEWEST:])
    rows = [row for one in first for row in _headline(one, width)][: height - 1]
    pages = _pages(others, width, height - 1 - len(rows))
    which = f"  {wall.page % len(pages) + 1} of {len(pages)}" if len(pages) > 1 else ""
    rest = pages[wall.page % len(pages)] if pages else []
    return [joined(heading(title), faint(which)), *rows, *rest]


def _pages(items: list[Headline], width: int, height: int) -> list[list[Content]]:
    """The items cut into pages; one that is higher than a page is cut off."""
    pages: list[list[Content]] = []
    for one in items:
        rows = _headline(one, width)[: max(0, height)]
        if not rows:
            break
        if pages and len(pages[-1]) + len(rows) <= height:
            pages[-1].extend(rows)
        else:
            pages.append(list(rows))
    return pages


def _headline(one: Headline, width: int) -> list[Content]:
    source = wrapped(one.source, width - 2)[: one.rows] or [""]
    return [*(strong(row) for row in wrapped(one.text, width)), *(faint(f"  {row}") for row in source)]


def _beside(left: list[Content], right: list[Content], width: int) -> list[Content]:
    """Two columns; the left one is `width` wide."""
    rows = []
    for number in range(max(len(left), len(right))):
        one = left[number] if number < len(left) else Content("")
        two = right[number] if number < len(right) else Content("")
        gap = width - one.cell_length
        padded = joined(one, " " * gap) if gap >= 0 else one.truncate(width)
        rows.append(joined(padded, "  ", two))
    return rows


def wrapped(text: str, width: int) -> list[str]:
    """The text in rows of at most so many columns, broken between words where that is possible."""
    rows: list[str] = []
    row = ""
    for word in inked(text).plain.split():
        rest = word
        while cell_len(rest) > width:
            if row:
                rows.append(row)
                row = ""
            part = _first_columns(rest, width)
            rows.append(part)
            rest = rest[len(part) :]
        joint = f"{row} {rest}" if row else rest
        if cell_len(joint) <= width:
            row = joint
        else:
            rows.append(row)
            row = rest
    return [*rows, row] if row else rows


def _first_columns(text: str, width: int) -> str:
    part = ""
    for sign in text:
        if part and cell_len(part + sign) > width:
            break
        part += sign
    return part


def _cut(text: str, width: int, glyphs: Glyphs) -> str:
    shown = inked(text).plain
    if cell_len(shown) <= width:
        return shown
    return _first_columns(shown, max(1, width - len(glyphs.ellipsis))) + glyphs.ellipsis


def offline_words(why: str, seconds: int, since: datetime | None) -> Content:
    """The row that says that this is no longer how things stand."""
    then = f" This is how it stood at {on_the_wall(since):%H:%M}." if since else ""
    again = f" Trying again in {seconds} s." if seconds else ""
    return styled(f" OFFLINE.{then}{again} {why}", "bold reverse $text-error")
