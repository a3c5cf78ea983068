"""Which writer writes which format; what to install where one is missing. How a format is written stands beside this file."""

from collections.abc import Callable
from typing import Literal, get_args

from aar.documents.model import Document
from aar.documents.shaping import shaped

Format = Literal["html", "docx", "pdf", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)


class MissingExtraError(Exception):
    """The libraries that write documents are not installed; says how they are."""


def write(document: Document, format: Format) -> bytes:
    """The document as a file of this format: the same document gives the same bytes. Raises MissingExtraError."""
    try:
        return _writer(format)(shaped(document))
    except ModuleNotFoundError as error:
        raise MissingExtraError(f"{error.name} is missing, which writes {format}: pip install 'surgex[report]'") from None


def _writer(format: Format) -> Callable[[dict[str, object]], bytes]:
    """Each library is loaded only where its format is written."""
    match format:
        case "html":
            from aar.documents.as_html import html

            return html
        case "docx":
            from aar.documents.as_docx import docx

            return docx
        case "pdf":
            from aar.documents.as_pdf import pdf

            return pdf
        case "md":
            from aar.documents.as_markdown import markdown

            return markdown
