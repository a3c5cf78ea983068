"""Documents on paper: one tree of plain values, written as HTML, DOCX or PDF. What stands in a document is built elsewhere.

A document is a `Document` of blocks (`model.py`): `Section`, `Paragraph`, `Bullets`, `Definitions`, `Table`, `Callout`,
`Figure`, `Blank`, `Ticks`, `PageBreak`. Sections nest and are numbered by the writers. Text is a plain string, or a tuple of
strings, `Strong` and `Mono`; a line break in it stays one; nothing in it is ever read as markup. The handling marking stands
at the top and at the bottom of every page.

    from aar.documents.model import Document, Paragraph, Section, Strong, Table
    from aar.documents.writing import write

    document = Document(
        title="After-action report",
        marking="UNCLASSIFIED // EXERCISE MATERIAL",
        date="2026-05-28",
        blocks=(Section(title="Overview", blocks=(Paragraph(("Played ", Strong("once"), ".")), TABLE)),),
    )
    content: bytes = write(document, "pdf")     # or "html", "docx"; the same document gives the same bytes
"""
