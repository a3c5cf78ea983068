"""Reverse for the row under the cursor, which the toolkit drops from lists; without colours it is all there is."""

from collections.abc import Iterable

from textual.style import Style
from textual.widget import Widget


def reversed_where_said(widget: Widget, style: Style, component_classes: Iterable[str]) -> Style:
    """The style of these parts of a widget, in reverse where the style sheet says so."""
    said = any(widget.get_component_styles(one).text_style.reverse for one in component_classes)
    return style + Style(reverse=True) if said else style
