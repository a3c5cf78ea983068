"""A document as tagged PDF (PDF/UA-1), set by typst from a fixed template: the document goes in as data, never as markup."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_name("page.typ")


def pdf(shape: dict[str, Any]) -> bytes:
    """The bytes of the file."""
    made = _compiled(shape, format="pdf", pdf_standards="ua-1")
    assert isinstance(made, bytes)
    return made


def picture_as_png(svg: str, *, width: int) -> bytes:
    """A picture alone, `width` millimetres wide, for formats that hold no SVG."""
    source = (
        f'#set page(width: {width}mm, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), format: "svg", width: 100%)'
    )
    made = typst.compile(source.encode(), format="png", ppi=200, sys_inputs={"svg": svg}, ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def _compiled(shape: dict[str, Any], **how: Any) -> Any:
    made_on = datetime.fromisoformat(shape["date"]).replace(tzinfo=UTC)
    return _compiler().compile(TEMPLATE.read_bytes(), sys_inputs={"document": json.dumps(shape)}, timestamp=made_on, **how)


@cache
def _compiler() -> typst.Compiler:
    """Fonts of this machine are left aside: the same page everywhere."""
    return typst.Compiler(ignore_system_fonts=True)
