"""What a document is made of: plain values without any idea of how they are set. The writers stand beside this file."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Mono:
    """Words that are typed as they stand: a command, a code, a hash."""

    text: str


@dataclass(frozen=True, slots=True)
class Cite:
    """What stands small behind a statement: where it is from."""

    text: str


Span = str | Strong | Mono | Cite
Words = str | tuple[Span, ...]
"""Text; a line break stays one. Nothing in it is markup."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `lead` opens a document in larger letters, `note` stands in smaller ones."""

    text: Words
    kind: Literal["", "lead", "note"] = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points, or of numbered steps."""

    items: tuple[Words, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms, each with what it means or holds."""

    entries: tuple[tuple[str, Words], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under a header row that is repeated on every page; every row has as many cells as the head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    caption: str = ""
    widths: tuple[int, ...] = ()
    """The columns' widths as parts of the whole; empty for equal parts."""
    numbers: tuple[int, ...] = ()
    """Columns, from 0, that hold numbers and stand to the right."""
    row_heads: bool = False
    """Whether the first column says what its row is about."""
    row_height: int = 0
    """The least height of a row in millimetres, for tables that are filled in by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Callout:
    """A box that must not be overlooked."""

    title: str
    text: Words
    kind: Literal["note", "warning", "secret"] = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture as SVG, and what it shows for whoever cannot see it."""

    svg: str
    alt: str
    caption: str = ""
    width: int = 160
    """In millimetres."""


@dataclass(frozen=True, slots=True)
class Blank:
    """Room to write by hand, so many lines of it."""

    label: str
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Ticks:
    """Boxes to tick by hand."""

    label: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it. Sections nest three deep at the most."""

    title: str
    blocks: tuple["Block", ...]
    numbered: bool = True
    new_page: bool = False
    together: bool = False
    """Whether it stays on one page."""


Block = Section | Paragraph | Bullets | Definitions | Table | Callout | Figure | Blank | Ticks | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document, whole."""

    title: str
    marking: str
    """The real handling marking, at the top and at the bottom of every page."""
    date: str
    """ISO date that the file says it was made on: of what it is about, never of the clock, so that bytes stay the same."""
    blocks: tuple[Block, ...]
    subtitle: str = ""
    front: tuple[Block, ...] = ()
    """What the title page says before all else."""
    about: tuple[tuple[str, Words], ...] = ()
    """What the title page says of it: terms with what they hold."""
    handling: str = ""
    """How it is to be handled, in a sentence on the title page."""
    title_page: bool = True
    """Whether it has a page of its own in front, with the table of contents; else the title stands above the text."""
    contents: bool = True
    """Whether it lists its sections."""
    landscape: bool = False
    paper: Literal["a4", "us-letter"] = "a4"
    language: str = "en"
