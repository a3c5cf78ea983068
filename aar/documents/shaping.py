"""A document as plain data for the writers: sections numbered, text free of what no page can hold. Not how it is set."""

import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Any, assert_never

from aar.documents.model import (
    Blank,
    Block,
    Bullets,
    Callout,
    Cite,
    Definitions,
    Document,
    Figure,
    Mono,
    PageBreak,
    Paragraph,
    Section,
    Span,
    Strong,
    Table,
    Ticks,
    Words,
)

DEEPEST = 3
MOST_LISTED = 8
"""Sections of one chapter that the contents name one by one."""
_HIDDEN = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFFFE, 0xFFFF)))
"""Signs that turn the direction of writing, and what is no character."""


def shaped(document: Document) -> dict[str, Any]:
    """The whole document. Raises ValueError for ragged rows, no marking, no date, a picture without words."""
    date.fromisoformat(document.date)
    if not document.marking.strip():
        raise ValueError(f"the document `{document.title}` has no marking")
    blocks = _blocks(document.blocks, ())
    return {
        "title": clean(document.title),
        "subtitle": clean(document.subtitle),
        "marking": clean(document.marking),
        "handling": clean(document.handling),
        "date": document.date,
        "front": _blocks(document.front, ()),
        "about": [[clean(term), _spans(words)] for term, words in document.about],
        "title_page": document.title_page,
        "contents": list(_listed(blocks)) if document.contents else [],
        "landscape": document.landscape,
        "paper": document.paper,
        "language": document.language,
        "blocks": blocks,
    }


def clean(text: str) -> str:
    """Text as a page can hold it: what steers terminals or turns the writing becomes a sign that shows it was there."""
    return "".join(
        one if one == "\n" or not _unfit(one) else " " if one == "\t" else "\N{REPLACEMENT CHARACTER}" for one in text
    )


def _unfit(character: str) -> bool:
    return character in _HIDDEN or unicodedata.category(character) in ("Cc", "Cs")


def _spans(words: Words) -> list[dict[str, str]]:
    parts = (words,) if isinstance(words, str) else words
    return [_span(part) for part in parts]


def _span(part: Span) -> dict[str, str]:
    match part:
        case str():
            return {"style": "", "text": clean(part)}
        case Strong():
            return {"style": "strong", "text": clean(part.text)}
        case Mono():
            return {"style": "mono", "text": clean(part.text)}
        case Cite():
            return {"style": "cite", "text": clean(part.text)}
        case _:
            assert_never(part)


def _blocks(blocks: tuple[Block, ...], above: tuple[int, ...]) -> list[dict[str, Any]]:
    shapes, number = [], 0
    for block in blocks:
        if isinstance(block, Section):
            number += block.numbered
            shapes.append(_section(block, (*above, number)))
        else:
            shapes.append(_block(block))
    return shapes


def _section(section: Section, numbers: tuple[int, ...]) -> dict[str, Any]:
    if len(numbers) > DEEPEST:
        raise ValueError(f"the section `{section.title}` stands more than {DEEPEST} deep")
    if section.together and _breaks(section.blocks):
        raise ValueError(f"the section `{section.title}` stays on one page, and a page is to end in it")
    number = ".".join(map(str, numbers)) if section.numbered and all(numbers) else ""
    return {
        "is": "section",
        "level": len(numbers),
        "number": number,
        "title": clean(section.title),
        "new_page": section.new_page,
        "together": section.together,
        "blocks": _blocks(section.blocks, numbers if section.numbered else (*numbers[:-1], 0)),
    }


def _breaks(blocks: tuple[Block, ...]) -> bool:
    inner = [one for one in blocks if isinstance(one, Section)]
    return any(isinstance(one, PageBreak) for one in blocks) or any(one.new_page or _breaks(one.blocks) for one in inner)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"is": "paragraph", "kind": block.kind, "text": _spans(block.text)}
        case Bullets():
            return {"is": "bullets", "ordered": block.ordered, "items": [_spans(one) for one in block.items]}
        case Definitions():
            return {"is": "definitions", "entries": [[clean(term), _spans(words)] for term, words in block.entries]}
        case Table():
            return _table(block)
        case Callout():
            return {"is": "callout", "kind": block.kind, "title": clean(block.title), "text": _spans(block.text)}
        case Figure():
            return _figure(block)
        case Blank():
            return {"is": "blank", "label": clean(block.label), "lines": block.lines}
        case Ticks():
            return {"is": "ticks", "label": clean(block.label), "options": [clean(one) for one in block.options]}
        case PageBreak():
            return {"is": "page-break"}
        case Section():
            raise TypeError("a section is shaped with its number")
        case _:
            assert_never(block)


def _figure(figure: Figure) -> dict[str, Any]:
    if not figure.alt.strip():
        raise ValueError(f"the picture `{figure.caption}` has no words for whoever cannot see it")
    about = {"alt": clean(figure.alt), "caption": clean(figure.caption), "width": figure.width}
    return {"is": "figure", "svg": figure.svg, **about}


def _table(table: Table) -> dict[str, Any]:
    columns = len(table.head)
    for row in table.rows:
        if len(row) != columns:
            raise ValueError(f"a row of the table `{table.caption}` has {len(row)} cells under a head of {columns}")
    widths = table.widths or (1,) * columns
    if len(widths) != columns:
        raise ValueError(f"the table `{table.caption}` has {columns} columns and {len(widths)} widths")
    return {
        "is": "table",
        "caption": clean(table.caption),
        "head": [clean(one) for one in table.head],
        "rows": [[_spans(cell) for cell in row] for row in table.rows],
        "widths": list(widths),
        "numbers": list(table.numbers),
        "row_heads": table.row_heads,
        "row_height": table.row_height,
    }


def _listed(blocks: list[dict[str, Any]], path: str = "s") -> Iterator[dict[str, Any]]:
    """Sections in their order, to the second level, each given the id by which the list leads to it.

    A chapter with very many sections is listed without them: what comes first is not to stand behind pages of contents.
    """
    many = sum(block["is"] == "section" for block in blocks) > MOST_LISTED
    for index, block in enumerate(blocks, 1):
        if block["is"] == "section":
            block["id"] = f"{path}-{index}"
            block["listed"] = block["level"] == 1 or (block["level"] == 2 and not many)
            if block["listed"]:
                yield {key: block[key] for key in ("level", "number", "title", "id")}
            yield from _listed(block["blocks"], block["id"])
