"""Tables and paragraphs in eighty columns, as the commands about decks print them."""

from collections.abc import Iterator, Sequence
from textwrap import wrap

WIDTH = 80


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    """Columns of these widths with a space between; a cell that is too long goes on below itself."""
    yield _line(heads, widths)
    for row in rows:
        cells = [wrap(cell, width, break_on_hyphens=False) or [""] for cell, width in zip(row, widths, strict=True)]
        for at in range(max(map(len, cells))):
            yield _line([cell[at] if at < len(cell) else "" for cell in cells], widths)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    return " ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def indented(text: str, by: int = 2) -> list[str]:
    """A paragraph; its further lines are set in by two more."""
    return wrap(text, WIDTH, initial_indent=" " * by, subsequent_indent=" " * (by + 2), break_on_hyphens=False)


def titled(text: str) -> list[str]:
    """A heading that may be longer than a line."""
    return wrap(text, WIDTH, break_on_hyphens=False)
