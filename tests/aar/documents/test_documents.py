"""One tree of plain values, three files: what stands in them, on every page, whatever the text holds."""

import io
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from aar.documents.model import (
    Blank,
    Bullets,
    Callout,
    Definitions,
    Document,
    Figure,
    Mono,
    PageBreak,
    Paragraph,
    Section,
    Strong,
    Table,
    Ticks,
)
from aar.documents.shaping import MOST_LISTED
from aar.documents.writing import FORMATS, Format, write

MARKING = "UNCLASSIFIED // EXERCISE MATERIAL"
HOSTILE = '<script>alert(1)</script> #pagebreak() $x$ *b* @ref {{ 1 }} "q" \x1b[31m \u202e turned'
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 2"><rect width="5" height="2" fill="#444"/></svg>'
RATES = Table(
    caption="Rates",
    head=("System", "Rate", "Why"),
    rows=tuple((f"S{one}", str(one), "words " * 12) for one in range(60)),
    widths=(1, 1, 4),
    numbers=(1,),
    row_heads=True,
)
TRIAL = Document(
    title="A trial",
    subtitle="of every block",
    marking=MARKING,
    date="2026-05-28",
    handling="All of it is fictional.",
    about=(("Deck", "none"),),
    blocks=(
        Section(
            title="First",
            blocks=(
                Paragraph(("Words ", Strong("that stand out"), " and ", Mono("a command")), "lead"),
                Paragraph(HOSTILE),
                Section(title="Below", blocks=(RATES, Section(title="Third", blocks=(Paragraph("deep", "note"),)))),
            ),
        ),
        Section(title="Apart", numbered=False, new_page=True, blocks=(Bullets(("one", "two")), Bullets(("a",), ordered=True))),
        Section(
            title="Second",
            together=True,
            blocks=(
                Definitions((("Term", "Meaning\nsecond line"),)),
                Callout(title="Only you", text="A secret.", kind="secret"),
                Figure(svg=PICTURE, alt="Half is grey", caption="A picture"),
                Blank("Name", 2),
                Ticks("Answer", ("yes", "no")),
            ),
        ),
        PageBreak(),
        Paragraph("After the break"),
    ),
)


class Tags(HTMLParser):
    """The tags of a page with their attributes, in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def read_docx(document: Document = TRIAL) -> Any:
    return docx.Document(io.BytesIO(write(document, "docx")))


def read_pdf(document: Document = TRIAL) -> PdfReader:
    return PdfReader(io.BytesIO(write(document, "pdf")))


def everything_in(document: Document, format: Format) -> str:
    """The text of a file, without its markup."""
    match format:
        case "html":
            return re.sub(r"<[^>]*>", "", write(document, "html").decode())
        case "docx":
            return "\n".join(one.text for one in read_docx(document).element.body.iter(qn("w:t")))
        case "pdf":
            return "\n".join(page.extract_text() for page in read_pdf(document).pages)
        case "md":
            return re.sub(r"\\(.)", r"\1", write(document, "md").decode())


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_document_gives_the_same_bytes(format: Format) -> None:
    assert write(TRIAL, format) == write(TRIAL, format)


def test_the_marking_stands_at_the_top_and_at_the_bottom_of_every_page_of_a_pdf() -> None:
    pages = [page.extract_text() for page in read_pdf().pages]

    assert len(pages) > 4
    assert [page.count(MARKING) for page in pages] == [2] * len(pages)


def test_the_marking_stands_in_header_and_footer_of_a_docx() -> None:
    for section in read_docx().sections:
        assert section.header.paragraphs[0].text == MARKING
        assert section.footer.paragraphs[0].text == MARKING


def test_the_marking_frames_a_web_page_and_stands_in_the_margins_of_every_page_that_is_printed() -> None:
    page = write(TRIAL, "html").decode()
    escaped = r"UNCLASSIFIED\20 \2f \2f \20 EXERCISE\20 MATERIAL"

    assert re.findall(r'<div class="marking(?: foot)?">([^<]*)</div>', page) == [MARKING, MARKING]
    for margin in ("@top-center", "@bottom-center"):
        assert f'{margin} {{ content: "{escaped}";' in page


def test_no_marking_ends_the_style_sheet() -> None:
    page = write(replace(TRIAL, marking='X"; } </style><script>'), "html").decode()

    assert page.count("</style>") == 1
    assert "<script" not in page
    assert r'content: "X\22 \3b \20 \7d ' in page


@pytest.mark.parametrize("format", FORMATS)
def test_no_text_is_read_as_markup(format: Format) -> None:
    said = " ".join(everything_in(TRIAL, format).replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').split())

    assert '<script>alert(1)</script> #pagebreak() $x$ *b* @ref {{ 1 }} "q" \N{REPLACEMENT CHARACTER}[31m' in said
    assert "<script" not in write(TRIAL, format).decode("latin-1")


def test_a_web_page_needs_no_other_and_can_be_listened_to() -> None:
    tags = Tags(write(TRIAL, "html").decode()).found
    names = [name for name, _ in tags]
    levels = [int(name[1]) for name in names if re.fullmatch(r"h[1-6]", name)]

    assert ("html", {"lang": "en"}) in tags
    assert not {"script", "link", "img", "iframe"} & set(names)
    assert tags[names.index("a")][1] == {"class": "skip", "href": "#content"}
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert [attributes["scope"] for name, attributes in tags if name == "th"] == ["col"] * 3 + ["row"] * 60
    assert any(attributes.get("aria-label") == "Half is grey" and attributes.get("role") == "img" for _, attributes in tags)
    wanted = {attributes["href"] for name, attributes in tags if name == "a"}
    assert wanted <= {f"#{attributes['id']}" for _, attributes in tags if "id" in attributes}


def test_a_docx_has_real_headings_a_header_row_that_repeats_and_a_picture_in_words() -> None:
    file = read_docx()
    headings = [(one.style.name, one.text) for one in file.paragraphs if one.style.name.startswith("Heading")]

    assert headings == [
        ("Heading 1", "1 First"),
        ("Heading 2", "1.1 Below"),
        ("Heading 3", "1.1.1 Third"),
        ("Heading 1", "Apart"),
        ("Heading 1", "2 Second"),
    ]
    assert file.tables[0].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [one.get("descr") for one in file.element.body.iter(qn("wp:docPr"))] == ["Half is grey"]
    assert (file.core_properties.title, str(file.core_properties.created.date())) == ("A trial", "2026-05-28")


def test_a_row_of_a_docx_stays_on_one_page_and_no_word_of_a_narrow_column_is_broken() -> None:
    narrow = Table(head=("No.", "Objective"), rows=(("O10", "words " * 40), ("Counterintelligence", "x")), widths=(1, 40))
    (table,) = read_docx(replace(TRIAL, blocks=(narrow,))).tables
    first, second = (one.width.mm for one in table.columns)

    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert first > 19 * 2  # two millimetres for a letter
    assert 170 < first + second < 175  # what a page of A4 has between its margins


def test_header_and_footer_of_a_docx_stay_within_the_margins() -> None:
    (section,) = read_docx().sections
    line = 5  # millimetres, of ten points and what is between lines

    assert section.header_distance.mm + len(section.header.paragraphs) * line < section.top_margin.mm
    assert section.footer_distance.mm + len(section.footer.paragraphs) * line < section.bottom_margin.mm
    assert all(one.paragraph_format.space_after == 0 for one in (*section.header.paragraphs, *section.footer.paragraphs))


def test_the_contents_of_a_docx_lead_to_bookmarks_with_numbers_of_their_own() -> None:
    body = read_docx().element.body
    marks = list(body.iter(qn("w:bookmarkStart")))
    names, numbers = ([one.get(qn(f"w:{key}")) for one in marks] for key in ("name", "id"))

    assert {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))} <= set(names)
    assert len(set(numbers)) == len(names) == 5
    assert all(re.fullmatch(r"[A-Za-z]\w*", name) for name in names)


def test_a_pdf_is_tagged_has_a_title_and_bookmarks() -> None:
    file = read_pdf()
    root: Any = file.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert file.metadata is not None
    assert file.metadata.title == "A trial"
    assert str(file.metadata.creation_date).startswith("2026-05-28")
    assert len(file.outline) >= 3


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_that_stands_in_a_document_is_left_out(format: Format) -> None:
    said = everything_in(TRIAL, format)

    for words in (
        "of every block",
        "fictional",
        "stand out",
        "a command",
        "S59",
        "deep",
        "two",
        "second line",
        "A secret",
        "After",
    ):
        assert words in said
    for words in ("Name", "yes", "no", "A picture"):
        assert words in said


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (Table(caption="T", head=("a", "b"), rows=(("1",),)), "a row of the table `T` has 1 cells under a head of 2"),
        (Table(caption="T", head=("a",), rows=(), widths=(1, 2)), "the table `T` has 1 columns and 2 widths"),
    ],
)
def test_a_table_that_does_not_fit_together_is_named(table: Table, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        write(Document(title="T", marking=MARKING, date="2026-01-01", blocks=(table,)), "html")


def test_a_section_that_stays_on_one_page_cannot_end_one() -> None:
    section = Section(title="T", together=True, blocks=(Section(title="U", new_page=True, blocks=()),))

    with pytest.raises(ValueError, match="the section `T` stays on one page, and a page is to end in it"):
        write(Document(title="T", marking=MARKING, date="2026-01-01", blocks=(section,)), "pdf")


def test_no_document_goes_out_without_a_marking() -> None:
    with pytest.raises(ValueError, match="has no marking"):
        write(Document(title="T", marking=" ", date="2026-01-01", blocks=()), "html")


def test_no_picture_goes_out_without_words() -> None:
    picture = Figure(svg=PICTURE, alt=" ", caption="Half")

    with pytest.raises(ValueError, match="the picture `Half` has no words"):
        write(Document(title="T", marking=MARKING, date="2026-01-01", blocks=(picture,)), "html")


def test_a_chapter_of_many_sections_stands_in_the_contents_as_one_line_and_each_of_them_among_the_bookmarks() -> None:
    def chapter(title: str, sections: int) -> Section:
        said = (Paragraph("Said."),)
        parts = tuple(Section(title=f"{title} part {one}", blocks=said) for one in range(1, sections + 1))
        return Section(title=title, blocks=parts)

    document = Document(
        title="T", marking=MARKING, date="2026-01-01", blocks=(chapter("Few", MOST_LISTED), chapter("Many", MOST_LISTED + 1))
    )
    page = write(document, "html").decode()
    contents = page[page.index("<nav") : page.index("</nav>")]
    file = read_pdf(document)
    first = file.pages[0].extract_text()

    for listed in (contents, first):
        assert f"Few part {MOST_LISTED}" in listed
        assert "Many" in listed
        assert "Many part" not in listed
    assert sum(len(one) if isinstance(one, list) else 1 for one in file.outline) >= 2 * MOST_LISTED + 3


def test_a_picture_and_what_stands_under_it_are_on_one_page() -> None:
    def picture(number: int) -> Figure:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 120">'
            f'<text x="10" y="60" font-family="Libertinus Serif" font-size="20">picture {number}:</text></svg>'
        )
        return Figure(svg=svg, alt="A picture", caption=f"caption {number}:")

    document = Document(title="T", marking=MARKING, date="2026-01-01", blocks=tuple(picture(one) for one in range(9)))
    pages = [page.extract_text() for page in read_pdf(document).pages]

    for number in range(9):
        (on,) = (page for page in pages if f"picture {number}:" in page)
        assert f"caption {number}:" in on
