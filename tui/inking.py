"""Text with a style, never with markup: what other people wrote is shown as it stands."""

from collections.abc import Iterable

from textual.content import Content

Inked = Content | str


def good(text: str) -> Content:
    """Done, enough."""
    return Content.styled(text, "$text-success")


def warn(text: str) -> Content:
    """Waits, runs low."""
    return Content.styled(text, "$text-warning")


def bad(text: str) -> Content:
    """Refused, run out."""
    return Content.styled(text, "bold $text-error")


def faint(text: str) -> Content:
    """Second to what stands beside it."""
    return Content.styled(text, "$foreground 70%")


def strong(text: str) -> Content:
    """A title."""
    return Content.styled(text, "bold")


def key(text: str) -> Content:
    """A key to press."""
    return Content.styled(text, "bold $text-accent")


def joined(*parts: Inked) -> Content:
    """Parts one after the other; a plain string is text, not markup."""
    return Content("").join([part if isinstance(part, Content) else Content(part) for part in parts])


def lines(parts: Iterable[Inked | None]) -> Content:
    """Parts below each other, without those that are nothing."""
    shown = [part if isinstance(part, Content) else Content(part) for part in parts if part is not None]
    return Content("\n").join(shown)


def heading(text: str) -> Content:
    """A heading inside a pane."""
    return Content.styled(text, "bold $text-primary")


def supply(word: str) -> Content:
    """OK, LOW or OUT."""
    return {"OK": good, "LOW": warn}.get(word, bad)(word)


def keys(*pairs: tuple[str, str]) -> Content:
    """`a approve   d decline`."""
    shown = [joined(key(pressed), " ", faint(does)) for pressed, does in pairs]
    return Content("   ").join(shown)
