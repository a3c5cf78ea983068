"""What python-docx has no word for: header rows, page numbers, links, alt texts, language, and bytes that stay the same."""

import io
import zipfile
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest time that an archive can hold."""


def _made(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def steady(content: bytes) -> bytes:
    """The same archive without the times at which its parts were written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, FIRST_MOMENT), old.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def in_language(paper: Any, language: str) -> None:
    """What spelling and reading aloud go by."""
    for one in paper.styles.element.iter(qn("w:lang")):
        one.set(qn("w:val"), language)


def page_number(line: Any) -> None:
    """The number of the page, filled in by whatever shows the file."""
    run = line.add_run()._r
    instruction = _made("w:instrText")
    instruction.text = "PAGE"
    for part in (_made("w:fldChar", fldCharType="begin"), instruction, _made("w:fldChar", fldCharType="end")):
        run.append(part)


def one_piece(row: Any) -> None:
    """The row stands on one page, unless it is longer than one."""
    row._tr.get_or_add_trPr().append(_made("w:cantSplit", val="true"))


def padded(table: Any) -> None:
    """Some air above and below the text of its cells."""
    margins = _made("w:tblCellMar")
    for side in ("top", "bottom"):
        margins.append(_made(f"w:{side}", w="30", type="dxa"))
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    properties.insert(list(properties).index(look) if look is not None else len(properties), margins)


def header_row(row: Any) -> None:
    """Repeated on every page, with what follows it, and told as a header to whoever listens."""
    one_piece(row)
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    row._tr.get_or_add_trPr().append(_made("w:tblHeader", val="true"))
    for cell in row.cells:
        cell._tc.get_or_add_tcPr().append(_made("w:shd", val="clear", color="auto", fill="EEEEEE"))


def bookmarked(line: Any, name: str) -> None:
    """A place to which the table of contents leads; its number is the next that the file has not used."""
    root = line._p.getroottree().getroot()
    number = str(sum(1 for _ in root.iter(qn("w:bookmarkStart"))))
    line._p.insert(1 if line._p.pPr is not None else 0, _made("w:bookmarkStart", id=number, name=_bookmark(name)))
    line._p.append(_made("w:bookmarkEnd", id=number))


def link_within(line: Any, name: str, text: str) -> None:
    """A link to a bookmark."""
    link = _made("w:hyperlink", anchor=_bookmark(name))
    run = line.add_run(text)._r
    link.append(run)
    line._p.append(link)


def _bookmark(name: str) -> str:
    return name.replace("-", "_")


def edged(line: Any) -> None:
    """A rule to the left of a paragraph."""
    borders = _made("w:pBdr")
    borders.append(_made("w:left", val="single", sz="18", space="6", color="777777"))
    line._p.get_or_add_pPr().append(borders)


def shaded(line: Any) -> None:
    """A light ground under a paragraph."""
    line._p.get_or_add_pPr().append(_made("w:shd", val="clear", color="auto", fill="F0F0F0"))


def described(line: Any, alt: str) -> None:
    """What a picture shows, in words."""
    for one in line._p.iter(qn("wp:docPr")):
        one.set("descr", alt)


def unbroken(paper: Any, first: int) -> None:
    """What was written from that element on stays on one page with its heading."""
    from docx.text.paragraph import Paragraph

    written = [one for one in paper.element.body[first - 1 : -1] if one.tag == qn("w:p")]
    for element in written[:-1]:
        Paragraph(element, paper).paragraph_format.keep_with_next = True
