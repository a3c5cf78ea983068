"""A document as one HTML file that needs no other: style inside, no script, fit for screen, reader and printer."""

from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

HERE = Path(__file__).parent


def html(shape: dict[str, Any]) -> bytes:
    """The bytes of the file. Every text is escaped; pictures alone are taken as they are, since we drew them."""
    style = (HERE / "page.css").read_text(encoding="utf-8")
    return _template().render(doc=shape, style=style).encode()


def css_string(text: str) -> Markup:
    """A text as a string of a style sheet: whatever is no letter or digit is written by its number, so that nothing ends it."""
    return Markup('"' + "".join(one if one.isascii() and one.isalnum() else f"\\{ord(one):x} " for one in text) + '"')


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["css_string"] = css_string
    return environment.from_string((HERE / "page.html.j2").read_text(encoding="utf-8"))
