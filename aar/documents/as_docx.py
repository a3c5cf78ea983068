"""A document as DOCX: real headings, header rows, a marking on every page. What the library lacks is in `docx_parts.py`."""

import io
import re
from datetime import datetime
from typing import Any

import docx as word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from aar.documents.docx_parts import (
    bookmarked,
    described,
    edged,
    header_row,
    in_language,
    link_within,
    one_piece,
    padded,
    page_number,
    shaded,
    steady,
    unbroken,
)

SIZES = {"a4": (210, 297), "us-letter": (216, 279)}
SIDES, ENDS = 18, 20
"""Millimetres of margin."""
EDGE = 8
"""Millimetres between the edge of the paper and the marking: with two lines it stays inside the margin."""
PADDING = 4.2
"""Millimetres of a cell that hold no text."""
LETTER = 0.215
"""Millimetres of a small letter for each point of its size, in a wide font, since whoever opens the file may lack ours."""
CITED, BOLD = 0.85, 1.1
"""How much smaller is what says where a statement is from, and how much wider what stands out."""
SMALL = Pt(7)
"""Of what says where a statement is from."""


def docx(shape: dict[str, Any]) -> bytes:
    """The bytes of the file; what would tell the hour of its making is fixed."""
    paper = word.Document()
    _set_up(paper, shape)
    _front(paper, shape)
    _write(paper, shape["blocks"], _room(shape))
    made = io.BytesIO()
    paper.save(made)
    return steady(made.getvalue())


def _room(shape: dict[str, Any]) -> int:
    """Millimetres between the margins."""
    width, height = SIZES[shape["paper"]]
    return (height if shape["landscape"] else width) - 2 * SIDES


def _set_up(paper: Any, shape: dict[str, Any]) -> None:
    properties, made_on = paper.core_properties, datetime.fromisoformat(shape["date"])
    properties.title, properties.subject, properties.author = shape["title"], shape["subtitle"], "surgex"
    properties.category, properties.comments, properties.language = shape["marking"], "", shape["language"]
    properties.created = properties.modified = made_on
    properties.last_modified_by, properties.revision = "surgex", 1
    in_language(paper, shape["language"])
    paper.styles["Normal"].font.size = Pt(10)
    paper.styles["Normal"].paragraph_format.space_after = Pt(5)
    width, height = SIZES[shape["paper"]]
    section = paper.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if shape["landscape"] else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(height), Mm(width)) if shape["landscape"] else (Mm(width), Mm(height))
    section.left_margin = section.right_margin = Mm(SIDES)
    section.top_margin = section.bottom_margin = Mm(ENDS)
    section.header_distance = section.footer_distance = Mm(EDGE)
    for ending in (section.header, section.footer):
        line = ending.paragraphs[0]
        line.paragraph_format.space_after = Pt(0)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run(shape["marking"]).bold = True
    last = section.footer.add_paragraph(f"{shape['title']}   ")
    last.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    last.paragraph_format.space_after = Pt(0)
    page_number(last)


def _front(paper: Any, shape: dict[str, Any]) -> None:
    paper.add_paragraph(shape["title"], style="Title")
    if shape["subtitle"]:
        paper.add_paragraph(shape["subtitle"], style="Subtitle")
    _write(paper, shape["front"], _room(shape))
    for term, words in shape["about"]:
        line = paper.add_paragraph()
        line.add_run(f"{term}: ").bold = True
        _say(line, words)
    if shape["handling"]:
        edged(paper.add_paragraph(shape["handling"]))
    if shape["contents"]:
        paper.add_paragraph("Contents", style="TOC Heading")
        for one in shape["contents"]:
            line = paper.add_paragraph()
            line.paragraph_format.left_indent = Mm(6 * (one["level"] - 1))
            line.paragraph_format.space_after = Pt(1)
            link_within(line, one["id"], f"{one['number']} {one['title']}".strip())
    if shape["title_page"]:
        paper.add_page_break()


def _write(paper: Any, blocks: list[dict[str, Any]], room: int) -> None:
    for block in blocks:
        WRITERS[block["is"]](paper, block, room)


def _say(line: Any, spans: list[dict[str, str]]) -> Any:
    """A line break in a text is one in the paragraph: python-docx makes it so."""
    for span in spans:
        run = line.add_run(span["text"])
        run.bold = True if span["style"] == "strong" else None
        if span["style"] == "mono":
            run.font.name = "Courier New"
        if span["style"] == "cite":
            run.font.size = SMALL
    return line


def _section(paper: Any, block: dict[str, Any], room: int) -> None:
    heading = paper.add_heading(f"{block['number']} {block['title']}".strip(), level=block["level"])
    heading.paragraph_format.page_break_before = block["new_page"] or None
    if "id" in block:
        bookmarked(heading, block["id"])
    before = len(paper.element.body)
    _write(paper, block["blocks"], room)
    if block["together"]:
        unbroken(paper, before)


def _paragraph(paper: Any, block: dict[str, Any], room: int) -> None:
    line = _say(paper.add_paragraph(), block["text"])
    for run in line.runs:
        run.font.size = run.font.size or {"lead": Pt(12), "note": Pt(8.5)}.get(block["kind"])


def _bullets(paper: Any, block: dict[str, Any], room: int) -> None:
    """Numbers are written out, so that every list begins with 1."""
    for number, item in enumerate(block["items"], 1):
        line = paper.add_paragraph(style=None if block["ordered"] else "List Bullet")
        if block["ordered"]:
            line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(8), Mm(-6)
            line.add_run(f"{number}. ")
        _say(line, item)


def _definitions(paper: Any, block: dict[str, Any], room: int) -> None:
    for term, words in block["entries"]:
        head = paper.add_paragraph()
        head.add_run(term).bold = True
        head.paragraph_format.keep_with_next, head.paragraph_format.space_after = True, Pt(0)
        _say(paper.add_paragraph(), words).paragraph_format.left_indent = Mm(8)


def _table(paper: Any, block: dict[str, Any], room: int) -> None:
    if block["caption"]:
        caption = paper.add_paragraph(block["caption"], style="Caption")
        caption.paragraph_format.keep_with_next = True
    table = paper.add_table(rows=1, cols=len(block["head"]), style="Table Grid")
    table.autofit = False
    widths = [Mm(one) for one in _widths(block, room)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    _fill(table.rows[0], [[{"style": "strong", "text": one}] for one in block["head"]], widths, block)
    header_row(table.rows[0])
    padded(table)
    for cells in block["rows"]:
        row = table.add_row()
        one_piece(row)
        if block["row_height"]:
            row.height = Mm(block["row_height"])
        first = [{**span, "style": span["style"] or "strong"} for span in cells[0]] if block["row_heads"] else cells[0]
        _fill(row, [first, *cells[1:]], widths, block)
    paper.add_paragraph().paragraph_format.space_after = Pt(2)


def _size(columns: int) -> float:
    """Points of the text of a table."""
    return 8 if columns > 6 else 9


def _widths(block: dict[str, Any], room: int) -> list[float]:
    """Millimetres of each column: its share, but none narrower than its longest word, where the others have room to give."""
    whole = sum(block["widths"])
    shares = [room * one / whole for one in block["widths"]]
    letter = _size(len(shares)) * LETTER
    least = [letter * _longest([{"style": "strong", "text": one}]) for one in block["head"]]
    for cells in block["rows"]:
        least = [max(one, letter * _longest(spans)) for one, spans in zip(least, cells, strict=True)]
    least = [one + PADDING for one in least]
    narrow = [max(0.0, need - share) for need, share in zip(least, shares, strict=True)]
    spare = [max(0.0, share - need) for need, share in zip(least, shares, strict=True)]
    given = min(1.0, sum(narrow) / (sum(spare) or 1))
    taken = min(1.0, sum(spare) / (sum(narrow) or 1))
    return [share + more * taken - less * given for share, more, less in zip(shares, narrow, spare, strict=True)]


def _longest(spans: list[dict[str, str]]) -> float:
    """How long the longest word is that a line is not broken within, in small letters: capitals and digits are wider."""
    longest = 0.0
    for span in spans:
        size = {"cite": CITED, "strong": BOLD}.get(span["style"], 1.0)
        for piece in re.split(r"[\s-]", span["text"]):
            longest = max(longest, size * sum(1.3 if sign.isupper() or sign.isdigit() else 1.0 for sign in piece))
    return longest


def _fill(row: Any, cells: list[list[dict[str, str]]], widths: list[Any], block: dict[str, Any]) -> None:
    for index, (cell, spans, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = width
        line = _say(cell.paragraphs[0], spans)
        line.paragraph_format.space_after = Pt(0)
        if index in block["numbers"]:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for run in line.runs:
            run.font.size = Pt(_size(len(widths)))


def _callout(paper: Any, block: dict[str, Any], room: int) -> None:
    line = paper.add_paragraph()
    line.add_run(f"{block['title']}\n").bold = True
    _say(line, block["text"])
    line.paragraph_format.keep_together = True
    edged(line)
    shaded(line)


def _figure(paper: Any, block: dict[str, Any], room: int) -> None:
    from aar.documents.as_pdf import picture_as_png

    width = min(block["width"], room)
    line = paper.add_paragraph()
    line.add_run().add_picture(io.BytesIO(picture_as_png(block["svg"], width=width)), width=Mm(width))
    described(line, block["alt"])
    if block["caption"]:
        paper.add_paragraph(block["caption"], style="Caption")


def _blank(paper: Any, block: dict[str, Any], room: int) -> None:
    """Lines to write on stay on one page with what is to be filled in behind them."""
    line = paper.add_paragraph()
    line.add_run(block["label"]).bold = True
    line.paragraph_format.keep_with_next = True
    if block["lines"] == 1:
        line.add_run(f" {'_' * max(10, room // 3)}")
    for _ in range(block["lines"] if block["lines"] > 1 else 0):
        paper.add_paragraph("_" * (room // 2)).paragraph_format.keep_with_next = True


def _ticks(paper: Any, block: dict[str, Any], room: int) -> None:
    line = paper.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.add_run(f"{block['label']} ".lstrip()).bold = True
    line.add_run("    ".join(f"\N{BALLOT BOX}\N{NO-BREAK SPACE}{one}" for one in block["options"]))


def _page_break(paper: Any, block: dict[str, Any], room: int) -> None:
    paper.add_page_break()


WRITERS = {
    "section": _section,
    "paragraph": _paragraph,
    "bullets": _bullets,
    "definitions": _definitions,
    "table": _table,
    "callout": _callout,
    "figure": _figure,
    "blank": _blank,
    "ticks": _ticks,
    "page-break": _page_break,
}
