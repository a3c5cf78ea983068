"""Text with a style, never with markup: what other people wrote is shown as it stands."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import fields
from functools import lru_cache

from textual.content import Content

from engine.steering import steers
from tui.glyphs import ASCII, UNICODE, Glyphs

Inked = Content | str

FLOOD = re.compile(r"\n(?:[^\S\n]*\n){2,}")
"""Lines that are left empty one below the other; more than one says nothing."""
_HEAPED = re.compile(
    r"([\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{2})[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""More than two marks on one letter: they would grow into the lines above."""
_JOINING = str.maketrans({"\u200d": None, "\ufe0e": None, "\ufe0f": None, "\t": "    "})
"""Signs that join others into one, whose width terminals do not agree on; a tab is a few blanks."""
_signs = [UNICODE]
"""The signs of this terminal; a process has one terminal."""
_IN_ASCII = {
    ord(sign): plain
    for one in fields(Glyphs)
    for sign, plain in (
        zip(UNICODE.bars, ASCII.bars, strict=True)
        if one.name == "bars"
        else [(getattr(UNICODE, one.name), getattr(ASCII, one.name))]
    )
    if len(sign) == 1
}
"""What stands for a sign of the table where only ASCII is wanted."""


def write_with(glyphs: Glyphs) -> None:
    """From now on this terminal is written to with these signs."""
    _signs[0] = glyphs


def harmless(text: str) -> str:
    """The text without anything that steers a terminal or the direction of writing, whoever wrote it."""
    return _harmless(text, _signs[0] is ASCII)


def steerless(text: str) -> str:
    """The text without what steers, other letters as they are: for fields in which a player writes."""
    return "".join(_signs[0].steering if steers(one) else one for one in text)


@lru_cache(maxsize=4096)
def _harmless(text: str, ascii_only: bool) -> str:
    sign = (ASCII if ascii_only else UNICODE).steering
    shown = "".join(sign if steers(one) else one for one in text)
    if not shown.isascii() or "\t" in shown:
        shown = _HEAPED.sub(r"\1", shown.translate(_JOINING))
    if not ascii_only or shown.isascii():
        return shown
    return "".join(one if one.isascii() else _in_ascii(one) for one in shown.translate(_IN_ASCII))


def _in_ascii(sign: str) -> str:
    plain = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    return plain or ("" if unicodedata.combining(sign) else ASCII.steering)


def inked(text: str) -> Content:
    """Text as it stands: never markup, and harmless. Every content of every screen is made here or in `styled`."""
    return Content(calm(harmless(text)))


def calm(text: str) -> str:
    """Never more than one empty line below another: whatever is flooded with them stays on the screen."""
    return FLOOD.sub("\n\n", text)


def clipped(text: str, longest: int) -> str:
    """On one line, and no longer than that: for what is said in passing."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[: longest - 1].rstrip()}{_signs[0].ellipsis}"


def disarmed(content: Content) -> Content:
    """A content that was made elsewhere, harmless; the last gate before rows and prose are shown."""
    shown = harmless(content.plain)
    return content if shown == content.plain else Content(shown, spans=list(content.spans))


def styled(text: str, style: str) -> Content:
    """Text with a style."""
    return Content.styled(calm(harmless(text)), style)


def good(text: str) -> Content:
    """Done, enough."""
    return styled(text, "$text-success")


def warn(text: str) -> Content:
    """Waits, runs low."""
    return styled(text, "$text-warning")


def bad(text: str) -> Content:
    """Refused, run out."""
    return styled(text, "bold $text-error")


def faint(text: str) -> Content:
    """Second to what stands beside it."""
    return styled(text, "$foreground 70%")


def strong(text: str) -> Content:
    """A title."""
    return styled(text, "bold")


def key(text: str) -> Content:
    """A key to press."""
    return styled(text, "bold $text-accent")


def joined(*parts: Inked) -> Content:
    """Parts one after the other; a plain string is text, not markup."""
    return Content("").join([part if isinstance(part, Content) else inked(part) for part in parts])


def lines(parts: Iterable[Inked | None]) -> Content:
    """Parts below each other, without those that are nothing."""
    shown = [part if isinstance(part, Content) else inked(part) for part in parts if part is not None]
    return Content("\n").join(shown)


def heading(text: str) -> Content:
    """A heading inside a pane."""
    return styled(text, "bold $text-primary")


def supply(word: str) -> Content:
    """OK, LOW or OUT."""
    return {"OK": good, "LOW": warn}.get(word, bad)(word)


def keys(*pairs: tuple[str, str]) -> Content:
    """`a approve   d decline`."""
    shown = [joined(key(pressed), " ", faint(does)) for pressed, does in pairs]
    return Content("   ").join(shown)
